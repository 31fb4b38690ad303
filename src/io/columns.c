#include "io/columns.h"

#include "base/number.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

typedef struct {
    jw_columns *t;
    jw_header_score score;
    GArray *kept; /* jw_kept_row: the first rows, until the header is found among them */
    bool decided;
} profiler;

/* ---- Cells ---- */

static void count_cell(jw_column *c, const char *text)
{
    double number;
    char date[11];
    void *count;
    c->filled++;
    c->longest = MAX(c->longest, strlen(text));
    if (jw_read_number(text, &number)) {
        c->numbers++;
        c->integers += number == floor(number);
        c->negative += number < 0;
        c->zeros += number == 0;
    } else if (jw_read_date(text, date)) {
        c->dates++;
    }
    if (g_hash_table_lookup_extended(c->values, text, NULL, &count)) {
        g_hash_table_insert(c->values, g_strdup(text), GSIZE_TO_POINTER(GPOINTER_TO_SIZE(count) + 1));
        return;
    }
    g_hash_table_insert(c->values, g_strdup(text), GSIZE_TO_POINTER(1));
    g_ptr_array_add(c->order, g_strdup(text));
}

static bool has_chinese(const char *text)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        if (g_utf8_get_char(p) >= 0x3400 && g_utf8_get_char(p) < 0xA000) return true;
    return false;
}

static bool take_row(profiler *p, char *const *cells, size_t n)
{
    size_t first = 0;
    while (first < n && !*cells[first]) first++;
    if (first < n && jw_is_total_word(cells[first])) {
        p->t->totals++;
        return true;
    }
    for (size_t i = 0; i < n && i < p->t->n_columns; i++)
        if (*cells[i]) count_cell(&p->t->columns[i], cells[i]);
    return ++p->t->rows < JW_PROFILED_ROWS;
}

/* ---- The header ---- */

static bool decide(profiler *p)
{
    char **names;
    jw_columns *t = p->t;
    size_t header = jw_header_find(p->kept, p->score, NULL, &names);
    p->decided = true;
    t->n_columns = g_strv_length(names);
    t->columns = g_new0(jw_column, t->n_columns);
    for (size_t i = 0; i < t->n_columns; i++) {
        jw_column *c = &t->columns[i];
        c->name = g_strdup(names[i]);
        c->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        c->order = g_ptr_array_new_with_free_func(g_free);
        t->chinese |= has_chinese(names[i]);
    }
    g_strfreev(names);
    t->first_line = g_array_index(p->kept, jw_kept_row, 0).line;
    t->header_line = g_array_index(p->kept, jw_kept_row, header).line;
    bool goes_on = true;
    for (size_t i = header + 1; i < p->kept->len && goes_on; i++) {
        const jw_kept_row *row = &g_array_index(p->kept, jw_kept_row, i);
        goes_on = take_row(p, row->cells, row->n);
    }
    return goes_on;
}

static bool take(void *context, const jw_row *row)
{
    profiler *p = context;
    if (p->decided) return take_row(p, row->cells, row->n);
    jw_kept_row kept = jw_row_keep(row);
    g_array_append_val(p->kept, kept);
    return p->kept->len < JW_HEADER_ROWS || decide(p);
}

/* ---- The whole ---- */

static gint by_natural(gconstpointer a, gconstpointer b)
{
    return jw_compare_natural(*(char *const *)a, *(char *const *)b);
}

/* What is made of a column's words (a map, a unit for each) must not depend on the order of the rows. Of more
 * words than this nothing is made. */
static void order_words(jw_columns *t)
{
    enum { MOST_ORDERED = 1000 };
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].order->len <= MOST_ORDERED) g_ptr_array_sort(t->columns[i].order, by_natural);
}

/* True if the table was read as far as it was wanted. */
static bool profile(profiler *p, jw_table *table, jw_diags *diags)
{
    jw_diags *found = jw_diags_new();
    jw_row_sink sink = { .header = take, .row = take, .context = p };
    bool whole = jw_table_rows(table, &sink, found);
    bool failed = !whole && jw_diags_count(found, JW_ERROR) > 0; /* else it was this that ended it */
    for (size_t i = 0; i < jw_diags_size(found); i++)
        if (jw_diags_get(found, i)->severity == JW_ERROR) jw_diags_add(diags, jw_diags_get(found, i));
    jw_diags_free(found); /* its warnings come again when the register is loaded */
    if (!failed && !p->decided && p->kept->len) decide(p);
    return !failed;
}

jw_columns *jw_columns_read(const char *path, const char *shown, const char *sheet, jw_header_score score,
                            const jw_limits *limits, jw_diags *diags)
{
    jw_table *table = jw_table_open(path, shown, JW_ENCODING_AUTO, sheet, limits, diags);
    if (!table) return NULL;
    jw_columns *t = g_new0(jw_columns, 1);
    t->path = g_strdup(path);
    t->sheet = g_strdup(sheet);
    t->shown = g_strdup(jw_table_shown(table));
    profiler p = { t, score, g_array_new(FALSE, FALSE, sizeof(jw_kept_row)), false };
    g_array_set_clear_func(p.kept, jw_kept_row_clear);
    bool good = profile(&p, table, diags);
    jw_table_close(table);
    g_array_free(p.kept, TRUE);
    order_words(t);
    if (good && t->rows) return t;
    if (good)
        jw_diags_add(diags,
                     &(jw_diag){ .severity = JW_ERROR, .code = "no-table", .place = { t->shown, 0, 0 } });
    jw_columns_free(t);
    return NULL;
}

void jw_columns_free(void *columns)
{
    jw_columns *t = columns;
    if (!t) return;
    for (size_t i = 0; i < t->n_columns; i++) {
        g_free(t->columns[i].name);
        g_hash_table_destroy(t->columns[i].values);
        g_ptr_array_free(t->columns[i].order, TRUE);
    }
    g_free(t->columns);
    g_free(t->path);
    g_free(t->shown);
    g_free(t->sheet);
    g_free(t);
}

bool jw_column_is_ambiguous(const jw_columns *t, const jw_column *c)
{
    size_t same = 0;
    for (size_t i = 0; i < t->n_columns; i++) same += strcmp(t->columns[i].name, c->name) == 0;
    return same > 1;
}

bool jw_column_is_distinct(const jw_columns *t, const jw_column *c)
{
    return c->filled == t->rows && c->order->len == t->rows;
}
