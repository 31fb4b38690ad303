/* What one column means. Its name proposes, what it holds decides. */
#include "base/text.h"
#include "io/recognize_inside.h"

#include <string.h>

/* ---- What it holds ---- */

typedef bool (*word_test)(const char *cell);

/* How many cells hold a word that the test knows. */
static size_t count_words(const jw_column *c, word_test knows)
{
    size_t n = 0;
    for (guint i = 0; i < c->order->len; i++) {
        const char *text = g_ptr_array_index(c->order, i);
        if (knows(text)) n += GPOINTER_TO_SIZE(g_hash_table_lookup(c->values, text));
    }
    return n;
}

#define KNOWS(name, words)                                                                                   \
    static bool name(const char *cell)                                                                       \
    {                                                                                                        \
        return jw_meaning_of_word(words, cell) != NULL;                                                      \
    }
KNOWS(is_organization, JW_WORDS_ORGANIZATION)
KNOWS(is_kind, JW_WORDS_KIND)
KNOWS(is_flag, JW_WORDS_FLAG)
KNOWS(is_rating, JW_WORDS_RATING)
KNOWS(is_link_word, JW_WORDS_LINK)

static bool is_state(const char *cell)
{
    const char *state = jw_meaning_of_word(JW_WORDS_STATE, cell);
    return state && *state;
}

static bool are_most(const jw_column *c, size_t n)
{
    /* Four of five, in a short register all but one; the rest are slips that loading will name. */
    return n * 10 >= c->filled * 8 || (c->filled > 2 && n + 1 == c->filled);
}

static bool fits_attribute(const jw_column *c, int attribute)
{
    switch (attribute) {
    case JW_ORGANIZATION:
        return are_most(c, count_words(c, is_organization));
    case JW_RATING:
        return are_most(c, count_words(c, is_rating));
    case JW_STATE:
        return count_words(c, is_state) > 0;
    case JW_COUNT:
    case JW_MEMBERS:
    case JW_CAPACITY:
        return are_most(c, c->numbers - c->negative);
    default:
        break;
    }
    switch (jw_builtin_attributes[attribute].is.type) {
    case JW_BOOL:
        return are_most(c, count_words(c, is_flag));
    case JW_INTEGER:
    case JW_NUMBER:
        return are_most(c, c->numbers);
    default:
        return true;
    }
}

static bool fits(const jw_columns *t, const jw_column *c, int meaning)
{
    if (meaning == JW_MEANS_PERSON) return true;
    if (!c->filled) return false;
    if (meaning < JW_BUILTIN_ATTRIBUTES) return fits_attribute(c, meaning);
    switch (meaning) {
    case JW_MEANS_ID: /* a double is a slip that loading will name, in a short register too */
        return c->filled * 10 >= t->rows * 9 &&
               (c->order->len * 10 >= c->filled * 9 || c->order->len + 1 == c->filled);
    case JW_MEANS_SERIAL:
        return c->integers == c->filled;
    case JW_MEANS_NAME:
    case JW_MEANS_POST:
        return c->numbers * 2 < c->filled;
    case JW_MEANS_KIND:
        return c->order->len <= 20 && are_most(c, count_words(c, is_kind));
    case JW_MEANS_FOUNDED:
        return are_most(c, c->dates);
    default:
        return true;
    }
}

/* ---- What its name says ---- */

static bool is_link(int meaning)
{
    return jw_link_of_meaning(meaning) || meaning == JW_MEANS_FROM || meaning == JW_MEANS_TO;
}

static bool is_taken(const jw_found_table *f, int meaning)
{
    for (size_t i = 0; i < f->t->n_columns; i++)
        if (f->guesses[i].meaning == meaning) return meaning != JW_MEANS_PERSON;
    return false;
}

/* Takes the best meaning that the name has, of this quality. Links wait until all tables are known. */
static void guess_by_name(jw_found_table *f, size_t i, jw_match quality, bool has_post)
{
    const jw_column *c = &f->t->columns[i];
    jw_match how;
    int meaning;
    for (size_t k = 0; (meaning = jw_meaning_of(c->name, k, &how)) != JW_MEANS_NOTHING; k++) {
        if (how != quality) continue;
        if (is_link(meaning)) return;
        if (meaning == JW_MEANS_NAME && has_post) meaning = JW_MEANS_PERSON;
        if (!fits(f->t, c, meaning) || is_taken(f, meaning)) continue;
        f->guesses[i].meaning = meaning;
        f->guesses[i].why = how == JW_MATCH_WHOLE ? "@reason.name" : "@reason.part";
        return;
    }
}

static bool has_meaning(const jw_columns *t, int wanted)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        jw_match how;
        int meaning;
        for (size_t k = 0; (meaning = jw_meaning_of(t->columns[i].name, k, &how)) != JW_MEANS_NOTHING; k++)
            if (meaning == wanted && fits(t, &t->columns[i], wanted)) return true;
    }
    return false;
}

/* ---- What no name says ---- */

static int column_of(const jw_found_table *f, int meaning)
{
    for (size_t i = 0; i < f->t->n_columns; i++)
        if (f->guesses[i].meaning == meaning) return (int)i;
    return -1;
}

static bool can_be_mapped(const jw_found_table *f, size_t i)
{
    const jw_column *c = &f->t->columns[i];
    return *c->name && !jw_column_is_ambiguous(f->t, c);
}

static bool looks_like_id(const jw_columns *t, const jw_column *c)
{
    enum { LONGEST = 40 };
    if (!jw_column_is_distinct(t, c) || c->longest > LONGEST || c->dates) return false;
    for (guint i = 0; i < c->order->len; i++)
        if (strpbrk(g_ptr_array_index(c->order, i), " \n") ||
            !strpbrk(g_ptr_array_index(c->order, i), "0123456789"))
            return false;
    return true;
}

char *jw_stem_of(const jw_columns *t)
{
    char *base = t->sheet ? g_strdup(t->sheet) : g_path_get_basename(t->path);
    char *dot = t->sheet ? NULL : strrchr(base, '.');
    if (dot && dot != base) *dot = '\0';
    return g_strdelimit(base, "{}", '-');
}

/* An id: a column that is one, else one that looks like it, else distinct names, else numbers of rows. */
static void guess_id(jw_recognition *r, jw_found_table *f)
{
    f->id = column_of(f, JW_MEANS_ID);
    for (size_t i = 0; i < f->t->n_columns && f->id < 0; i++) {
        jw_match how;
        bool nameless = jw_meaning_of(f->t->columns[i].name, 0, &how) == JW_MEANS_NOTHING;
        if (!nameless || !can_be_mapped(f, i) || !looks_like_id(f->t, &f->t->columns[i])) continue;
        f->guesses[i] = (jw_guess){ JW_MEANS_ID, "@reason.distinct", false };
        f->id = (int)i;
    }
    int serial = column_of(f, JW_MEANS_SERIAL);
    bool named = f->name >= 0 && jw_column_is_distinct(f->t, &f->t->columns[f->name]);
    if (f->id < 0 && named) f->id = f->name;
    if (f->id < 0 && serial >= 0 && jw_column_is_distinct(f->t, &f->t->columns[serial])) f->id = serial;
    if (f->id >= 0) return;
    g_autofree char *stem = jw_stem_of(f->t);
    f->id_template = g_strdup_printf("%s-{row}", stem);
    jw_diags_add(r->diags, &(jw_diag){ .severity = JW_NOTE,
                                       .code = "guess-ids",
                                       .place = { f->t->shown, 0, 0 },
                                       .found = f->id_template });
}

/* The state of posts stands where a name would. */
static void guess_state(jw_found_table *f)
{
    if (column_of(f, JW_STATE) >= 0) return;
    for (size_t i = 0; i < f->t->n_columns; i++) {
        const jw_column *c = &f->t->columns[i];
        if (f->guesses[i].meaning != JW_MEANS_PERSON || !can_be_mapped(f, i) || !count_words(c, is_state))
            continue;
        f->guesses[i] = (jw_guess){ JW_STATE, "@reason.words", true };
        return;
    }
}

static bool is_good_attribute(const jw_columns *t, const jw_column *c)
{
    enum { FEWEST = 2, MOST = 30, LONGEST = 90 };
    static const char *const taken[] = { "id", "kind", "name", "under", "for", "where", "any", "covered" };
    for (size_t i = 0; i < G_N_ELEMENTS(taken); i++)
        if (strcmp(c->name, taken[i]) == 0) return false;
    for (size_t i = 0; i < JW_BUILTIN_ATTRIBUTES; i++)
        if (strcmp(c->name, jw_builtin_attributes[i].is.name) == 0) return false;
    return c->order->len >= FEWEST && c->order->len <= MOST && c->order->len * 2 <= t->rows &&
           c->longest <= LONGEST && c->numbers * 2 < c->filled && !strpbrk(c->name, ",*\"\n");
}

/* A column that says nothing known but sorts the rows into a few groups can be grouped by. */
static void guess_others(jw_found_table *f)
{
    enum { MOST = 5 };
    size_t n = 0;
    for (size_t i = 0; i < f->t->n_columns && n < MOST; i++) {
        jw_match how;
        int named = jw_meaning_of(f->t->columns[i].name, 0, &how);
        bool is_free =
            f->guesses[i].meaning == JW_MEANS_NOTHING && (named == JW_MEANS_NOTHING || how == JW_MATCH_PART);
        if (!is_free || !can_be_mapped(f, i) || is_link(named) || !is_good_attribute(f->t, &f->t->columns[i]))
            continue;
        f->guesses[i] = (jw_guess){ JW_MEANS_OTHER, "@reason.few", false };
        n++;
    }
}

static void guess_kind(jw_recognition *r, jw_found_table *f, bool has_post)
{
    f->kind = column_of(f, JW_MEANS_KIND);
    bool is_target =
        column_of(f, JW_MEMBERS) >= 0 || column_of(f, JW_ORGANIZATION) >= 0 || column_of(f, JW_STREET) >= 0;
    for (size_t i = 0; i < f->t->n_columns; i++) {
        jw_match how;
        int named = jw_meaning_of(f->t->columns[i].name, 0, &how);
        is_target |= how == JW_MATCH_WHOLE && (named == JW_MEANS_GUIDES || named == JW_MEANS_JOINS);
    }
    f->constant_kind = has_post ? "post" : is_target ? "association" : "body";
    if (f->kind < 0 && !f->is_links)
        jw_diags_add(r->diags, &(jw_diag){ .severity = JW_NOTE,
                                           .code = "guess-kind",
                                           .place = { f->t->shown, 0, 0 },
                                           .found = f->constant_kind });
}

/* Two columns from and to, and no name: its rows are links. */
static bool guess_table_of_links(jw_found_table *f)
{
    int from = -1, to = -1;
    for (size_t i = 0; i < f->t->n_columns; i++) {
        jw_match how;
        int meaning = jw_meaning_of(f->t->columns[i].name, 0, &how);
        if (how == JW_MATCH_WHOLE && meaning == JW_MEANS_FROM && from < 0) from = (int)i;
        if (how == JW_MATCH_WHOLE && meaning == JW_MEANS_TO && to < 0) to = (int)i;
    }
    if (from < 0 || to < 0 || f->name >= 0) return false;
    f->guesses[from] = (jw_guess){ JW_MEANS_FROM, "@reason.name", false };
    f->guesses[to] = (jw_guess){ JW_MEANS_TO, "@reason.name", false };
    for (size_t i = 0; i < f->t->n_columns; i++) {
        const jw_column *c = &f->t->columns[i];
        bool is_free = f->guesses[i].meaning == JW_MEANS_NOTHING || f->guesses[i].meaning == JW_MEANS_KIND;
        if (is_free && c->filled && are_most(c, count_words(c, is_link_word))) {
            f->guesses[i] = (jw_guess){ JW_MEANS_LINK, "@reason.links", false };
            break;
        }
    }
    return true;
}

void jw_guess_columns(jw_recognition *r, jw_found_table *f)
{
    bool has_post = has_meaning(f->t, JW_MEANS_POST);
    for (jw_match how = JW_MATCH_WHOLE; how > JW_MATCH_NONE; how--)
        for (size_t i = 0; i < f->t->n_columns; i++)
            if (f->guesses[i].meaning == JW_MEANS_NOTHING && can_be_mapped(f, i))
                guess_by_name(f, i, how, has_post);
    f->name = column_of(f, has_post ? JW_MEANS_POST : JW_MEANS_NAME);
    f->is_links = guess_table_of_links(f);
    guess_kind(r, f, has_post);
    if (f->is_links) return;
    guess_id(r, f);
    guess_state(f);
    guess_others(f);
}
