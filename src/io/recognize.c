#include "io/recognize.h"

#include "base/text.h"
#include "io/recognize_inside.h"

#include <stdlib.h>
#include <string.h>

bool jw_is_register_name(const char *path)
{
    static const char *const endings[] = { ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".et" };
    g_autofree char *low = g_ascii_strdown(path, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(low, endings[i])) return true;
    return false;
}

/* ---- Reading ---- */

/* A row is worth as a header what its words say of columns; of rows without such, the one with most cells of
 * text. */
static double score_header(void *context, char *const *names, size_t n)
{
    (void)context;
    double score = 0;
    for (size_t i = 0; i < n; i++) {
        jw_match how;
        jw_meaning_of(names[i], 0, &how);
        bool is_text = *names[i] && !strpbrk(names[i], "0123456789");
        score += how == JW_MATCH_WHOLE ? 1 : how == JW_MATCH_PART ? 0.3 : is_text ? 0.01 : 0;
    }
    return n > 1 ? score : 0;
}

static void free_table(void *table)
{
    jw_found_table *f = table;
    jw_columns_free(f->t);
    g_free(f->guesses);
    g_free(f->id_template);
    g_free(f);
}

static void note_header(const jw_recognition *r, const jw_columns *t)
{
    if (t->header_line == t->first_line) return;
    g_autofree char *line = g_strdup_printf("%u", t->header_line);
    jw_diags_add(r->diags, &(jw_diag){ .severity = JW_NOTE,
                                       .code = "guess-header",
                                       .place = { t->shown, t->header_line, 0 },
                                       .found = line });
}

static bool add_table(jw_recognition *r, const jw_register_file *file, const char *sheet,
                      const jw_limits *limits, jw_diags *diags)
{
    jw_columns *t = jw_columns_read(file->path, file->file, sheet, score_header, limits, diags);
    if (!t) return false;
    jw_found_table *f = g_new0(jw_found_table, 1);
    *f = (jw_found_table){ .t = t, .file = file->file, .guesses = g_new(jw_guess, t->n_columns) };
    f->id = f->name = f->kind = -1;
    for (size_t i = 0; i < t->n_columns; i++) f->guesses[i] = (jw_guess){ JW_MEANS_NOTHING, NULL, false };
    g_ptr_array_add(r->tables, f);
    if (t->chinese) r->lang = JW_ZH;
    note_header(r, t);
    return true;
}

/* Every sheet that is a table; the others are said. */
static bool add_sheets(jw_recognition *r, const jw_register_file *file, const char *const *sheets,
                       const jw_limits *limits)
{
    guint before = r->tables->len;
    for (; *sheets; sheets++) {
        jw_diags *found = jw_diags_new();
        if (!add_table(r, file, *sheets, limits, found)) {
            const jw_diag *why = jw_diags_get(found, 0);
            bool is_blank = strcmp(why->code, "no-table") == 0 || strcmp(why->code, "empty-register") == 0;
            jw_diag note = *why;
            if (is_blank) note.code = "skipped-sheet";
            if (is_blank) note.severity = JW_NOTE;
            jw_diags_add(r->diags, &note);
        }
        jw_diags_free(found);
    }
    if (r->tables->len > before) return true;
    if (!jw_diags_count(r->diags, JW_ERROR))
        jw_diags_add(r->diags,
                     &(jw_diag){ .severity = JW_ERROR, .code = "no-table", .place = { file->file, 0, 0 } });
    return false;
}

static bool add_file(jw_recognition *r, const jw_register_file *file, const jw_limits *limits)
{
    jw_diags *unheard = jw_diags_new(); /* a note which sheet is first; an error comes again */
    jw_table *table = jw_table_open(file->path, file->file, JW_ENCODING_AUTO, NULL, limits, unheard);
    const char *const *sheets = table ? jw_table_sheets(table) : NULL;
    bool good = sheets ? add_sheets(r, file, sheets, limits) : add_table(r, file, NULL, limits, r->diags);
    jw_table_close(table);
    jw_diags_free(unheard);
    return good;
}

/* ---- What belongs together ---- */

/* True if an id of the column is one of those that are known. */
static bool is_known_id(const jw_recognition *r, const jw_column *c)
{
    for (guint i = 0; i < c->order->len; i++)
        if (g_hash_table_contains(r->known, g_ptr_array_index(c->order, i))) return true;
    return false;
}

/* Two registers that both count from 1: the ids of the later get the name of its file before them. */
static void tell_ids_apart(jw_recognition *r, jw_found_table *f)
{
    if (f->id < 0 || !is_known_id(r, &f->t->columns[f->id])) return;
    g_autofree char *stem = jw_stem_of(f->t);
    f->id_template = g_strdup_printf("%s-{%s}", stem, f->t->columns[f->id].name);
    jw_diags_add(r->diags, &(jw_diag){ .severity = JW_NOTE,
                                       .code = "guess-same-ids",
                                       .place = { f->t->shown, 0, 0 },
                                       .found = f->id_template });
}

static void add_known(jw_recognition *r, const jw_found_table *f, int column)
{
    if (column < 0) return;
    const GPtrArray *order = f->t->columns[column].order;
    for (guint i = 0; i < order->len; i++) g_hash_table_add(r->known, g_ptr_array_index(order, i));
}

/* True if some of the table's rows are targets. */
static bool has_targets(const jw_found_table *f)
{
    if (f->is_links) return false;
    if (f->kind < 0) return strcmp(f->constant_kind, "association") == 0;
    const GPtrArray *order = f->t->columns[f->kind].order;
    for (guint i = 0; i < order->len; i++) {
        const char *kind = jw_meaning_of_word(JW_WORDS_KIND, g_ptr_array_index(order, i));
        if (kind && (strcmp(kind, "association") == 0 || strcmp(kind, "chamber") == 0)) return true;
    }
    return false;
}

/* True if a row is a unit from which authority may start or come. */
static bool has_leads(const jw_found_table *f)
{
    if (f->is_links) return false;
    if (f->kind < 0) return strcmp(f->constant_kind, "association") != 0;
    const GPtrArray *order = f->t->columns[f->kind].order;
    for (guint i = 0; i < order->len; i++) {
        const char *kind = jw_meaning_of_word(JW_WORDS_KIND, g_ptr_array_index(order, i));
        for (size_t k = 0; kind && k < jw_builtin_unit_kinds_size; k++)
            if (strcmp(jw_builtin_unit_kinds[k].name, kind) == 0 &&
                jw_builtin_unit_kinds[k].role <= JW_ROLE_LEAD)
                return true;
    }
    return false;
}

/* Nobody says who leads the associations, but where they are: then a unit is made for each street. */
static void make_blocks(jw_recognition *r, const jw_found_table *f)
{
    enum { MOST = 60 };
    for (size_t i = 0; i < f->t->n_columns; i++) {
        const GPtrArray *streets = f->t->columns[i].order;
        if (f->guesses[i].meaning != JW_STREET || streets->len > MOST || r->by_street) continue;
        g_autoptr(GString) list = g_string_new(NULL);
        for (guint k = 0; k < streets->len; k++) {
            const char *street = g_ptr_array_index(streets, k);
            if (jw_is_none_word(street) || jw_first_control(street) ||
                g_hash_table_contains(r->known, street))
                continue;
            if (!g_hash_table_add(r->made_ids, g_strdup(street))) continue;
            jw_made_unit unit = { g_strdup(street), "block", true };
            g_array_append_val(r->made, unit);
            g_string_append_printf(list, "%s%s", list->len ? "|" : "", street);
        }
        r->by_street = r->needs_core = true;
        jw_diags_add(r->diags, &(jw_diag){ .severity = JW_NOTE,
                                           .code = "guess-blocks",
                                           .place = { f->t->shown, 0, 0 },
                                           .path = f->t->columns[i].name,
                                           .found = list->str });
    }
}

static void guess_structure(jw_recognition *r)
{
    bool targets = false, leads = r->made->len > 0;
    for (guint i = 0; i < r->tables->len; i++) {
        const jw_found_table *f = g_ptr_array_index(r->tables, i);
        targets |= has_targets(f);
        leads |= has_leads(f);
    }
    for (guint i = 0; i < r->tables->len && !leads; i++) {
        const jw_found_table *f = g_ptr_array_index(r->tables, i);
        if (has_targets(f) && !f->has_lead) make_blocks(r, f);
    }
    /* A core above what was made; without it associations would have nobody to be reached from. */
    bool rows_lead = leads && !r->made->len;
    r->needs_core = targets && !rows_lead;
    r->core = g_hash_table_contains(r->known, "core") ? "core-0" : "core";
    if (r->needs_core)
        jw_diags_add(r->diags, &(jw_diag){ .severity = JW_NOTE, .code = "guess-core", .found = r->core });
}

/* Siblings stand as they do in the model, and that must not depend on the order of the rows. */
static gint by_id(gconstpointer a, gconstpointer b)
{
    const jw_made_unit *x = a, *y = b;
    return jw_compare_natural(x->id, y->id);
}

/* ---- Tables of links ---- */

typedef struct {
    jw_recognition *r;
    const jw_found_table *f;
    int from, to, kind; /* columns of the header that is read */
} link_reader;

enum { MOST_LINKS = 5000 };

static int named_column(const jw_found_table *f, int meaning, const jw_row *header)
{
    for (size_t i = 0; i < f->t->n_columns; i++)
        for (size_t k = 0; f->guesses[i].meaning == meaning && k < header->n; k++)
            if (strcmp(header->cells[k], f->t->columns[i].name) == 0) return (int)k;
    return -1;
}

static bool take_links_header(void *context, const jw_row *row)
{
    link_reader *l = context;
    l->from = named_column(l->f, JW_MEANS_FROM, row);
    l->to = named_column(l->f, JW_MEANS_TO, row);
    l->kind = named_column(l->f, JW_MEANS_LINK, row);
    return l->from >= 0 && l->to >= 0;
}

static bool take_link(void *context, const jw_row *row)
{
    link_reader *l = context;
    if ((size_t)MAX(l->from, l->to) >= row->n || !*row->cells[l->from] || !*row->cells[l->to]) return true;
    if (jw_first_control(row->cells[l->from]) || jw_first_control(row->cells[l->to])) return true;
    const char *word = l->kind >= 0 && (size_t)l->kind < row->n ? row->cells[l->kind] : "";
    const char *kind = jw_meaning_of_word(JW_WORDS_LINK, word);
    jw_found_link link = { g_strdup(row->cells[l->from]), g_strdup(row->cells[l->to]),
                           kind ? kind : "leads" };
    g_array_append_val(l->r->links, link);
    for (int end = 0; end < 2; end++) {
        const char *name = end ? link.to : link.from;
        if (g_hash_table_contains(l->r->known, name) || !g_hash_table_add(l->r->made_ids, g_strdup(name)))
            continue;
        jw_made_unit unit = { g_strdup(name), "body", false };
        g_array_append_val(l->r->made, unit);
    }
    return l->r->links->len < MOST_LINKS;
}

static void read_links(jw_recognition *r, const jw_found_table *f, const jw_limits *limits)
{
    GPtrArray *wanted = g_ptr_array_new();
    for (size_t i = 0; i < f->t->n_columns; i++)
        if (f->guesses[i].meaning != JW_MEANS_NOTHING) g_ptr_array_add(wanted, f->t->columns[i].name);
    link_reader l = { .r = r, .f = f };
    jw_row_sink sink = { .header = take_links_header, .row = take_link, .context = &l };
    jw_table *table = jw_table_open(f->t->path, f->file, JW_ENCODING_AUTO, f->t->sheet, limits, NULL);
    guint before = r->links->len;
    if (table) jw_table_rows_below(table, (const char *const *)wanted->pdata, wanted->len, &sink, NULL);
    jw_table_close(table);
    g_ptr_array_free(wanted, TRUE);
    g_autofree char *n = g_strdup_printf("%u", r->links->len - before),
                    *most = g_strdup_printf("%d", MOST_LINKS);
    jw_diags_add(r->diags,
                 &(jw_diag){ .severity = JW_NOTE,
                             .code = r->links->len < MOST_LINKS ? "guess-links" : "guess-many-links",
                             .place = { f->t->shown, 0, 0 },
                             .found = n,
                             .expected = most });
}

/* ---- What is said of columns ---- */

/* A column that is called what we look for, but holds something else; not one of two that are called so. */
static bool is_unlike_its_name(const jw_found_table *f, size_t i)
{
    const jw_column *c = &f->t->columns[i];
    jw_match how;
    int meaning = jw_meaning_of(c->name, 0, &how);
    if (f->guesses[i].meaning != JW_MEANS_NOTHING || how != JW_MATCH_WHOLE || !c->filled) return false;
    if (meaning != JW_MEANS_ID && meaning >= JW_BUILTIN_ATTRIBUTES) return false;
    for (size_t k = 0; k < f->t->n_columns; k++)
        if (f->guesses[k].meaning == meaning) return false;
    return !jw_column_is_ambiguous(f->t, c);
}

static const char *why_ignored(const jw_columns *t, const jw_column *c)
{
    if (!*c->name) return "@reason.nameless";
    if (jw_column_is_ambiguous(t, c)) return "@reason.twice";
    if (!c->filled) return "@reason.blank";
    jw_match how;
    if (jw_meaning_of(c->name, 0, &how) == JW_MEANS_ID && !jw_column_is_distinct(t, c))
        return "@reason.repeats";
    if (jw_meaning_of(c->name, 0, &how) != JW_MEANS_NOTHING && how == JW_MATCH_WHOLE) return "@reason.unlike";
    return c->order->len == 1 ? "@reason.constant" : "@reason.unknown";
}

static void note_columns(const jw_recognition *r, const jw_found_table *f)
{
    for (size_t i = 0; i < f->t->n_columns; i++) {
        const jw_column *c = &f->t->columns[i];
        const jw_guess *g = &f->guesses[i];
        bool is_other_id = (g->meaning == JW_MEANS_SERIAL || g->meaning == JW_MEANS_ID) && f->id != (int)i;
        bool ignored = g->meaning == JW_MEANS_NOTHING || g->meaning == JW_MEANS_PERSON || is_other_id;
        const char *why = !ignored || g->meaning == JW_MEANS_PERSON ? g->why
                          : is_other_id                             ? "@reason.serial"
                                                                    : NULL;
        bool unlike = is_unlike_its_name(f, i);
        if (g->meaning == JW_MEANS_PERSON) why = "@reason.person";
        const char *meaning = f->id != (int)i     ? jw_meaning_name(g->meaning)
                              : f->name == (int)i ? "id-and-name"
                                                  : "id";
        g_autofree char *key = g_strdup_printf("@meaning.%s", meaning);
        jw_diags_add(r->diags, &(jw_diag){ .severity = unlike ? JW_WARNING : JW_NOTE,
                                           .code = ignored ? "ignored-column" : "guess",
                                           .place = { f->t->shown, 0, 0 },
                                           .path = *c->name ? c->name : NULL,
                                           .found = key,
                                           .expected = why ? why : why_ignored(f->t, c) });
    }
}

/* ---- The whole ---- */

static void clear_made(void *item)
{
    g_free(((jw_made_unit *)item)->id);
}

static void clear_link(void *item)
{
    g_free(((jw_found_link *)item)->from);
    g_free(((jw_found_link *)item)->to);
}

static void init(jw_recognition *r, const char *name, jw_diags *diags)
{
    *r = (jw_recognition){ .name = name, .lang = JW_EN, .diags = diags };
    r->tables = g_ptr_array_new_with_free_func(free_table);
    r->known = g_hash_table_new(g_str_hash, g_str_equal);
    r->made_ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    r->made = g_array_new(FALSE, FALSE, sizeof(jw_made_unit));
    g_array_set_clear_func(r->made, clear_made);
    r->links = g_array_new(FALSE, FALSE, sizeof(jw_found_link));
    g_array_set_clear_func(r->links, clear_link);
}

static void clear(jw_recognition *r)
{
    g_hash_table_destroy(r->known);
    g_hash_table_destroy(r->made_ids);
    g_array_free(r->made, TRUE);
    g_array_free(r->links, TRUE);
    g_ptr_array_free(r->tables, TRUE);
}

static void each_table(jw_recognition *r, void (*guess)(jw_recognition *r, jw_found_table *f), bool links)
{
    for (guint i = 0; i < r->tables->len; i++) {
        jw_found_table *f = g_ptr_array_index(r->tables, i);
        if (!f->is_links || links) guess(r, f);
    }
}

char *jw_recognize(const jw_register_file *files, size_t n, const char *name, const jw_limits *limits,
                   jw_lang *lang, jw_diags *diags)
{
    jw_recognition r;
    init(&r, name, diags);
    bool good = true;
    for (size_t i = 0; i < n; i++) good = add_file(&r, &files[i], limits) && good;
    char *json = NULL;
    if (good) {
        each_table(&r, jw_guess_columns, true);
        for (guint i = 0; i < r.tables->len; i++) {
            jw_found_table *f = g_ptr_array_index(r.tables, i);
            if (f->is_links) continue;
            tell_ids_apart(&r, f);
            if (!f->id_template) add_known(&r, f, f->id);
            add_known(&r, f, f->name);
        }
        each_table(&r, jw_guess_links, false);
        for (guint i = 0; i < r.tables->len; i++) note_columns(&r, g_ptr_array_index(r.tables, i));
        for (guint i = 0; i < r.tables->len; i++) {
            const jw_found_table *f = g_ptr_array_index(r.tables, i);
            if (f->is_links) read_links(&r, f, limits);
        }
        guess_structure(&r);
        g_array_sort(r.made, by_id);
        json = jw_recognition_json(&r);
    }
    *lang = r.lang;
    clear(&r);
    return json;
}
