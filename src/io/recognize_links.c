/* Columns that name other units. */
#include "base/text.h"
#include "io/recognize_inside.h"
#include "io/register_cells.h"

#include <string.h>

const char *jw_link_of_meaning(int meaning)
{
    switch (meaning) {
    case JW_MEANS_LEADS:
        return "leads";
    case JW_MEANS_GUIDES:
        return "guides";
    case JW_MEANS_JOINS:
        return "joins";
    case JW_MEANS_SENDS:
        return "sends";
    default:
        return NULL;
    }
}

void jw_each_reference(const jw_recognition *r, const char *cell,
                       void (*take)(void *context, const char *name), void *context)
{
    if (jw_is_none_word(cell)) return;
    if (g_hash_table_contains(r->known, cell)) {
        take(context, cell);
        return;
    }
    g_autoptr(GString) part = g_string_new(NULL);
    while (jw_next_part(&cell, part)) take(context, part->str);
}

typedef struct {
    const jw_recognition *r;
    size_t all, known;
    GPtrArray *unknown; /* char *, distinct */
} reference_count;

static void count_reference(void *context, const char *name)
{
    reference_count *n = context;
    n->all++;
    if (g_hash_table_contains(n->r->known, name))
        n->known++;
    else if (!g_ptr_array_find_with_equal_func(n->unknown, name, g_str_equal, NULL))
        g_ptr_array_add(n->unknown, g_strdup(name));
}

static reference_count count_references(const jw_recognition *r, const jw_column *c)
{
    reference_count n = { .r = r, .unknown = g_ptr_array_new_with_free_func(g_free) };
    enum { MOST_UNKNOWN = 200 }; /* who is named by so many cells is no short list of leads */
    for (guint i = 0; i < c->order->len && n.unknown->len <= MOST_UNKNOWN; i++)
        jw_each_reference(r, g_ptr_array_index(c->order, i), count_reference, &n);
    return n;
}

/* What a unit is that only a cell names: by its own words, else by the column's meaning. */
static const char *kind_of_name(const char *name, int meaning)
{
    static const struct {
        const char *word, *kind;
    } rows[] = { { "联合党支部", "joint-branch" },
                 { "联合支部", "joint-branch" },
                 { "党总支", "general-branch" },
                 { "街道", "block" },
                 { "镇", "block" },
                 { "社区", "block" },
                 { "行业", "strip" },
                 { "条线", "strip" },
                 { "局", "strip" },
                 { "委员会", "committee" },
                 { "党委", "committee" },
                 { "党支部", "branch" } };
    if (meaning == JW_MEANS_SENDS) return "pool";
    if (meaning == JW_MEANS_JOINS) return "joint-branch";
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strstr(name, rows[i].word)) return rows[i].kind;
    return meaning == JW_MEANS_GUIDES ? "department" : "body";
}

static void make_unit(jw_recognition *r, const char *name, int meaning)
{
    if (jw_first_control(name) || !g_hash_table_add(r->made_ids, g_strdup(name))) return;
    jw_made_unit unit = { g_strdup(name), kind_of_name(name, meaning), false };
    g_array_append_val(r->made, unit);
    r->needs_core = true;
}

static gint by_natural(gconstpointer a, gconstpointer b)
{
    return jw_compare_natural(*(char *const *)a, *(char *const *)b);
}

static void make_units(jw_recognition *r, const jw_found_table *f, size_t column, GPtrArray *names)
{
    g_autoptr(GString) list = g_string_new(NULL);
    g_ptr_array_sort(names, by_natural); /* the parts of cells */
    for (guint i = 0; i < names->len; i++) {
        make_unit(r, g_ptr_array_index(names, i), f->guesses[column].meaning);
        if (i < 8) g_string_append_printf(list, "%s%s", i ? "|" : "", (char *)g_ptr_array_index(names, i));
    }
    if (names->len > 8) g_string_append(list, "|…");
    g_autofree char *n = g_strdup_printf("%u", names->len);
    jw_diags_add(r->diags, &(jw_diag){ .severity = JW_NOTE,
                                       .code = "guess-units",
                                       .place = { f->t->shown, 0, 0 },
                                       .path = f->t->columns[column].name,
                                       .found = n,
                                       .expected = list->str });
}

/* The link that the column's name speaks of. */
static int link_of_name(const char *name)
{
    jw_match how;
    int meaning;
    for (size_t k = 0; (meaning = jw_meaning_of(name, k, &how)) != JW_MEANS_NOTHING; k++)
        if (jw_link_of_meaning(meaning)) return meaning;
    return JW_MEANS_NOTHING;
}

/* What the column would be, and whether most of its references are known. A column that is not named like a
 * link is one only if all it says are ids or names of units, and these are no mere numbers. */
static int guess_link(const reference_count *n, const jw_column *c)
{
    int named = link_of_name(c->name);
    if (named != JW_MEANS_NOTHING) return named;
    return n->all && n->known == n->all && !c->numbers ? JW_MEANS_LEADS : JW_MEANS_NOTHING;
}

static void guess_column(jw_recognition *r, jw_found_table *f, size_t i, bool only_known)
{
    enum { MOST_UNKNOWN = 200 };
    const jw_column *c = &f->t->columns[i];
    reference_count n = count_references(r, c);
    int meaning = guess_link(&n, c);
    bool is_known = n.known * 2 > n.all,
         is_list = n.unknown->len <= MOST_UNKNOWN && n.unknown->len * 2 <= f->t->rows + 2;
    bool is_authority = meaning == JW_MEANS_LEADS || meaning == JW_MEANS_GUIDES;
    bool takes = n.all && meaning != JW_MEANS_NOTHING &&
                 (only_known ? is_known : is_list && !(is_authority && f->has_lead));
    if (takes) {
        f->guesses[i] = (jw_guess){ meaning, is_known ? "@reason.refers" : "@reason.name", false };
        f->has_lead |= is_authority;
        if (n.unknown->len && !is_known) make_units(r, f, i, n.unknown);
    }
    g_ptr_array_free(n.unknown, TRUE);
}

void jw_guess_links(jw_recognition *r, jw_found_table *f)
{
    for (int only_known = 1; only_known >= 0; only_known--)
        for (size_t i = 0; i < f->t->n_columns; i++) {
            const jw_column *c = &f->t->columns[i];
            bool is_free = f->guesses[i].meaning == JW_MEANS_NOTHING ||
                           (f->guesses[i].meaning == JW_MEANS_OTHER && only_known);
            if (is_free && *c->name && !jw_column_is_ambiguous(f->t, c)) guess_column(r, f, i, only_known);
        }
}
