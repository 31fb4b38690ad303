#include "io/header.h"

#include "base/text.h"
#include "base/workers.h"

#include <string.h>

/* ---- Names of columns ---- */

static bool is_chinese(gunichar c)
{
    return c >= 0x2E80 && c < 0xA000;
}

/* The cell in one line. */
static char *header_name(const char *cell)
{
    GString *name = g_string_new(NULL);
    bool broken = false;
    gunichar before = 0;
    for (const char *p = cell; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c < ' ' || (c >= 0x7F && c < 0xA0) || (broken && c == ' ')) {
            broken = true;
            continue;
        }
        if (broken && before != ' ' && !(is_chinese(before) && is_chinese(c))) g_string_append_c(name, ' ');
        broken = false;
        before = c;
        g_string_append_unichar(name, c);
    }
    return g_string_free(name, FALSE);
}

jw_kept_row jw_row_keep(const jw_row *row)
{
    jw_kept_row kept = { g_new0(char *, row->n + 1), row->n, row->line };
    for (size_t i = 0; i < row->n; i++) kept.cells[i] = g_strdup(row->cells[i]);
    return kept;
}

void jw_kept_row_clear(void *row)
{
    g_strfreev(((jw_kept_row *)row)->cells);
}

static char **names_of_row(const jw_kept_row *row)
{
    char **names = g_new0(char *, row->n + 1);
    for (size_t i = 0; i < row->n; i++) names[i] = header_name(row->cells[i]);
    return names;
}

static const char *cell_at(const jw_kept_row *row, size_t i)
{
    return i < row->n ? row->cells[i] : "";
}

static bool is_several(char *const *names, const char *name)
{
    size_t n = 0;
    for (; *names && n < 2; names++) n += strcmp(*names, name) == 0;
    return n > 1;
}

/* The names of a header of two rows; see header.h. A blank cell of the upper row belongs to the group on its
 * left if something stands below it. */
static char **names_of_pair(const jw_kept_row *upper, const jw_kept_row *lower)
{
    size_t n = MAX(upper->n, lower->n);
    char **names = g_new0(char *, n + 1), **groups = g_new0(char *, n + 1);
    const char *group = "";
    for (size_t i = 0; i < n; i++) {
        const char *top = cell_at(upper, i), *bottom = cell_at(lower, i);
        if (*top || !*bottom) group = top;
        bool inside = *bottom && strcmp(bottom, group) != 0;
        groups[i] = inside && *group ? header_name(group) : NULL;
        names[i] = header_name(inside ? bottom : group);
        if (!groups[i]) groups[i] = g_strdup("");
    }
    g_auto(GStrv) lowest = g_strdupv(names);
    for (size_t i = 0; i < n; i++) {
        if (!*groups[i] || !is_several(lowest, names[i])) continue;
        char *joined = g_strdup_printf("%s/%s", groups[i], names[i]);
        g_free(names[i]);
        names[i] = joined;
    }
    g_strfreev(groups);
    return names;
}

/* ---- Totals ---- */

/* As an id mostly has. */
static bool has_digit(const char *text)
{
    while (*text && !g_ascii_isdigit(*text)) text++;
    return *text;
}

bool jw_is_total_word(const char *cell)
{
    static const char *const words[] = { "合计",      "总计",       "小计",  "共计",   "累计",
                                         "总合计",    "本页合计",   "total", "totals", "subtotal",
                                         "sub-total", "grandtotal", "sum" };
    enum { LONGEST = 64 };
    if (!*cell || has_digit(cell) || strlen(cell) > LONGEST) return false;
    g_autofree char *plain = g_strdup(cell), *word = NULL;
    jw_fold_width(plain);
    char *to = plain;
    for (const char *p = plain; *p; p++)
        if (*p != ' ' && *p != '\n' && *p != ':') *to++ = *p;
    *to = '\0';
    word = g_utf8_strdown(plain, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(word, words[i]) == 0) return true;
    return false;
}

/* ---- Which row ---- */

static size_t filled_cells(const jw_kept_row *row)
{
    size_t n = 0;
    for (size_t i = 0; i < row->n; i++) n += *row->cells[i] != '\0';
    return n;
}

static bool have_cell_in_common(const jw_kept_row *a, const jw_kept_row *b)
{
    for (size_t i = 0; i < a->n && i < b->n; i++)
        if (*a->cells[i] && strcmp(a->cells[i], b->cells[i]) == 0) return true;
    return false;
}

/* The best so far. */
typedef struct {
    double score;
    size_t last;
    char **names;
} choice;

static void consider(choice *best, char **names, size_t last, bool wins_ties, jw_header_score score,
                     void *context)
{
    double worth = score(context, names, g_strv_length(names));
    if (worth > best->score || (worth == best->score && wins_ties && worth > 0)) {
        g_strfreev(best->names);
        *best = (choice){ worth, last, names };
    } else {
        g_strfreev(names);
    }
}

size_t jw_header_find(const GArray *rows, jw_header_score score, void *context, char ***names)
{
    choice best = { 0, 0, NULL };
    for (guint i = 0; i < rows->len; i++) {
        const jw_kept_row *row = &g_array_index(rows, jw_kept_row, i);
        bool again = i && best.names && best.last == i - 1 && have_cell_in_common(row - 1, row);
        consider(&best, names_of_row(row), i, again, score, context);
        if (!i || filled_cells(row - 1) < 2) continue; /* a title is no group */
        consider(&best, names_of_pair(row - 1, row), i, false, score, context);
    }
    if (!best.names && rows->len) best = (choice){ 0, 0, names_of_row(&g_array_index(rows, jw_kept_row, 0)) };
    *names = best.names;
    return best.last;
}

/* ---- Rows from the header on ---- */

typedef struct {
    const char *const *wanted;
    size_t n_wanted;
    const jw_row_sink *sink;
    GArray *kept; /* jw_kept_row: the first rows, until it is decided which is the header */
    bool decided, ragged;
    GPtrArray *cells; /* char *: of a row that had to be brought to length */
    size_t width;
    char apart[JW_APART]; /* what is above is read while rows are prepared */
    uint32_t number;
    char apart_too[JW_APART];
} finder;

static double count_wanted(void *context, char *const *names, size_t n)
{
    const finder *f = context;
    double found = 0;
    for (size_t i = 0; i < f->n_wanted; i++)
        for (size_t k = 0; k < n; k++)
            if (strcmp(f->wanted[i], names[k]) == 0) {
                found++;
                break;
            }
    return found;
}

static bool hand_on(finder *f, const jw_row *row)
{
    uint32_t number = f->number++;
    bool is_short = f->ragged && row->n != f->width;
    if (number && number == row->number && !is_short) return f->sink->row(f->sink->context, row);
    jw_row same = *row;
    same.number = number;
    if (is_short) {
        g_ptr_array_set_size(f->cells, (int)f->width);
        for (size_t i = 0; i < f->width; i++) f->cells->pdata[i] = i < row->n ? row->cells[i] : "";
        same.cells = (char *const *)f->cells->pdata;
        same.n = f->width;
    }
    return (same.number ? f->sink->row : f->sink->header)(f->sink->context, &same);
}

/* Chooses the header among the rows that were kept, and hands on what is kept below it. */
static bool decide(finder *f)
{
    char **names;
    size_t header = jw_header_find(f->kept, count_wanted, f, &names);
    f->decided = true;
    f->width = g_strv_length(names);
    jw_row row = { .cells = names, .n = f->width, .line = g_array_index(f->kept, jw_kept_row, header).line };
    bool goes_on = hand_on(f, &row);
    g_strfreev(names);
    for (size_t i = header + 1; i < f->kept->len && goes_on; i++) {
        const jw_kept_row *kept = &g_array_index(f->kept, jw_kept_row, i);
        row = (jw_row){ .cells = kept->cells, .n = kept->n, .line = kept->line };
        goes_on = hand_on(f, &row);
    }
    g_array_set_size(f->kept, 0);
    return goes_on;
}

static bool take_row(void *context, const jw_row *row)
{
    finder *f = context;
    if (f->decided) return hand_on(f, row);
    jw_kept_row kept = jw_row_keep(row);
    g_array_append_val(f->kept, kept);
    return f->kept->len < JW_HEADER_ROWS || decide(f);
}

/* The header is decided before any row is prepared. */
G_STATIC_ASSERT((int)JW_HEADER_ROWS <= (int)JW_ROWS_ALONE);

static void *begin(const void *context)
{
    const finder *f = context;
    return f->sink->begin(f->sink->context);
}

static void foresee(const void *context, void *scratch, const jw_row *row, void *prepared)
{
    const finder *f = context;
    f->sink->foresee(f->sink->context, scratch, row, prepared);
}

static void prepare(const void *context, void *scratch, const jw_row *row, void *prepared)
{
    const finder *f = context;
    f->sink->prepare(f->sink->context, scratch, row, prepared);
}

static void expect(const void *context, const void *prepared)
{
    const finder *f = context;
    f->sink->expect(f->sink->context, prepared);
}

static void about(void *context, uint64_t rows)
{
    finder *f = context;
    f->sink->about(f->sink->context, rows);
}

bool jw_table_rows_below(jw_table *t, const char *const *wanted, size_t n, const jw_row_sink *sink,
                         jw_diags *diags)
{
    finder f = { .wanted = wanted, .n_wanted = n, .sink = sink, .ragged = jw_table_is_ragged(t) };
    f.kept = g_array_new(FALSE, FALSE, sizeof(jw_kept_row));
    g_array_set_clear_func(f.kept, jw_kept_row_clear);
    f.cells = g_ptr_array_new();
    jw_row_sink own = { .header = take_row, .row = take_row, .context = &f };
    if (sink->prepare && !f.ragged) {
        own.prepared_size = sink->prepared_size;
        own.begin = begin;
        own.foresee = sink->foresee ? foresee : NULL;
        own.prepare = prepare;
        own.end = sink->end;
        own.expect = sink->expect ? expect : NULL;
        own.about = sink->about ? about : NULL;
    }
    bool whole = jw_table_rows(t, &own, diags);
    if (!f.decided && f.kept->len)
        whole = decide(&f) && whole; /* broken early: what there is, is still judged */
    g_ptr_array_free(f.cells, TRUE);
    g_array_free(f.kept, TRUE);
    return whole;
}
