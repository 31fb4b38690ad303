/* The rows of a sheet. One with merged cells is gone through twice: which cells are merged stands behind the
 * rows, and who sees a street merged over five rows sees it in each of them. */
#include "io/xlsx.h"

#include "base/text.h"
#include "io/xlsx_book.h"

#include <string.h>

/* Excel's own limit, and what a reference may say at most. */
enum { EXCEL_COLUMNS = 16384 };

/* A merged area of one column over several rows, or the first column of a larger one. */
typedef struct {
    uint32_t column, first, last; /* rows */
} merge;

/* A column in which a merged cell is still going on. */
typedef struct {
    uint32_t last;
    char *text;
} filling;

/* Where in a cell the text that comes belongs. */
typedef enum { NOWHERE, VALUE, INLINE } spot;

typedef struct {
    jw_workbook *w;
    const jw_row_sink *sink;
    jw_diags *diags;
    GArray *merges; /* by first row */
    guint next_merge, filled;
    GArray *fillings;       /* by column */
    uint32_t filling_until; /* the last row of those that go on */
    /* The row. */
    GString *text;
    GArray *starts;   /* gssize: where the text of each column begins, -1: blank */
    GPtrArray *cells; /* char * */
    uint32_t row, number;
    bool has_text, failed;
    /* The cell. */
    uint32_t column; /* from 0 */
    GString *raw;
    spot at;
    jw_stored stored;
    int64_t style;
    bool in_aid, has_formula;
    /* What is said once, of the first cell and how many there are. */
    uint64_t without_value, rounded;
    char first_without_value[24], first_rounded[24];
} reader;

/* ---- Findings ---- */

/* "C12" */
static char *cell_name(uint32_t column, uint32_t row, char out[24])
{
    char letters[8], *p = letters + sizeof letters;
    *--p = '\0';
    for (uint32_t c = column + 1; c; c = (c - 1) / 26) *--p = (char)('A' + (c - 1) % 26);
    g_snprintf(out, 24, "%s%u", p, row);
    return out;
}

static void refuse(reader *r, const char *code, bool at_cell, const char *found, uint64_t most)
{
    char name[24];
    g_autofree char *expected = most ? g_strdup_printf("%" G_GUINT64_FORMAT, most) : NULL;
    jw_diags_add(r->diags, &(jw_diag){ .severity = JW_ERROR,
                                       .code = code,
                                       .place = { r->w->shown, r->row, 0 },
                                       .path = at_cell ? cell_name(r->column, r->row, name) : NULL,
                                       .found = found,
                                       .expected = expected });
    r->failed = true;
    jw_package_stop(r->w->package);
}

static void say_count(const reader *r, jw_severity severity, const char *code, const char *first,
                      uint64_t count)
{
    if (!count) return;
    g_autofree char *number = g_strdup_printf("%" G_GUINT64_FORMAT, count);
    jw_diags_add(r->diags, &(jw_diag){ .severity = severity,
                                       .code = code,
                                       .place = { r->w->shown, 0, 0 },
                                       .found = first,
                                       .expected = number });
}

/* ---- References ---- */

/* Reads "AB12". False if it is none, or lies beyond what a sheet has. row may be NULL. */
static bool read_reference(const char *text, uint32_t *column, uint32_t *row)
{
    uint32_t c = 0;
    uint64_t n = 0;
    while (*text == '$') text++;
    for (; g_ascii_isalpha(*text) && c <= EXCEL_COLUMNS; text++)
        c = c * 26 + (uint32_t)(g_ascii_toupper(*text) - 'A') + 1;
    while (*text == '$') text++;
    for (; g_ascii_isdigit(*text) && n < UINT32_MAX / 16; text++) n = n * 10 + (uint64_t)(*text - '0');
    if (!c || c > EXCEL_COLUMNS || !n || (*text && *text != ':')) return false;
    *column = c - 1;
    if (row) *row = (uint32_t)n;
    return true;
}

/* ---- Merged cells ---- */

enum { MOST_MERGES = 1 << 20 };

static void take_merge(void *context, const char *name, const char **attributes)
{
    GArray *merges = context;
    if (strcmp(name, "mergeCell") != 0 || merges->len >= MOST_MERGES) return;
    const char *area = jw_part_attribute(attributes, "ref"), *colon = area ? strchr(area, ':') : NULL;
    merge m;
    uint32_t last_column;
    if (!colon || !read_reference(area, &m.column, &m.first) ||
        !read_reference(colon + 1, &last_column, &m.last))
        return;
    if (m.last > m.first) g_array_append_val(merges, m);
}

static int compare_merges(const void *a, const void *b)
{
    const merge *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    return x->column < y->column ? -1 : x->column > y->column;
}

static bool read_merges(reader *r)
{
    jw_part_reader part = { take_merge, NULL, NULL, r->merges };
    if (!jw_package_mentions(r->w->package, r->w->sheet.part, "mergeCell")) return true;
    if (!jw_package_read(r->w->package, r->w->sheet.part, &part, r->diags)) return false;
    g_array_sort(r->merges, compare_merges);
    return true;
}

static const char *cell_of_row(const reader *r, uint32_t column)
{
    gssize start = column < r->starts->len ? g_array_index(r->starts, gssize, column) : -1;
    return start < 0 ? "" : r->text->str + start;
}

static void put_cell(reader *r, uint32_t column, gssize start)
{
    for (gssize none = -1; r->starts->len <= column;) g_array_append_val(r->starts, none);
    g_array_index(r->starts, gssize, column) = start;
}

/* Gives the blank cells under a merged one its text. */
static void fill_row(reader *r)
{
    for (guint c = 0; c < r->fillings->len; c++) {
        const filling *f = &g_array_index(r->fillings, filling, c);
        if (f->last < r->row || !f->text || *cell_of_row(r, c)) continue;
        put_cell(r, c, (gssize)r->text->len);
        g_string_append_len(r->text, f->text, (gssize)strlen(f->text) + 1);
        r->filled++;
    }
}

/* Remembers the texts of the merged cells that begin in this row, or in one above that was not there. */
static void begin_fillings(reader *r)
{
    for (; r->next_merge < r->merges->len; r->next_merge++) {
        const merge *m = &g_array_index(r->merges, merge, r->next_merge);
        if (m->first > r->row) return;
        const char *text = cell_of_row(r, m->column);
        if (m->first < r->row || !*text) continue;
        if (r->fillings->len <= m->column) g_array_set_size(r->fillings, m->column + 1);
        filling *f = &g_array_index(r->fillings, filling, m->column);
        g_free(f->text);
        *f = (filling){ m->last, g_strdup(text) };
        r->filling_until = MAX(r->filling_until, m->last);
    }
}

/* ---- Rows ---- */

/* The number of a row or of a cell may be left out: it is the next then. */
static void start_row(reader *r, const char **attributes)
{
    const char *number = jw_part_attribute(attributes, "r");
    uint64_t row = number ? g_ascii_strtoull(number, NULL, 10) : (uint64_t)r->row + 1;
    if (row <= r->row) {
        refuse(r, "bad-cell", false, number, 0);
        return;
    }
    if (row > r->w->limits->register_rows) {
        r->row = (uint32_t)MIN(row, UINT32_MAX);
        refuse(r, "too-many-rows", false, NULL, r->w->limits->register_rows);
        return;
    }
    r->row = (uint32_t)row;
    r->column = UINT32_MAX; /* the next is 0 */
    r->has_text = false;
    g_string_truncate(r->text, 0);
    g_array_set_size(r->starts, 0);
}

static void end_row(reader *r)
{
    if (!r->has_text) return; /* a merged cell alone makes no row */
    begin_fillings(r);
    if (r->row <= r->filling_until) fill_row(r);
    while (r->starts->len && !*cell_of_row(r, r->starts->len - 1))
        g_array_set_size(r->starts, r->starts->len - 1);
    g_ptr_array_set_size(r->cells, (int)r->starts->len);
    for (guint i = 0; i < r->starts->len; i++) {
        gssize start = g_array_index(r->starts, gssize, i);
        r->cells->pdata[i] = start < 0 ? "" : r->text->str + start;
    }
    jw_row row = {
        .cells = (char *const *)r->cells->pdata, .n = r->starts->len, .line = r->row, .number = r->number++
    };
    if ((row.number ? r->sink->row : r->sink->header)(r->sink->context, &row)) return;
    r->failed = true;
    jw_package_stop(r->w->package);
}

/* ---- Cells ---- */

static void start_cell(reader *r, const char **attributes)
{
    const char *reference = jw_part_attribute(attributes, "r"), *style = jw_part_attribute(attributes, "s");
    uint32_t row = r->row;
    r->column++;
    if (reference && (!read_reference(reference, &r->column, &row) || row != r->row)) {
        refuse(r, "bad-cell", false, reference, 0);
        return;
    }
    r->stored = jw_stored_named(jw_part_attribute(attributes, "t"));
    r->style = style ? (int64_t)g_ascii_strtoull(style, NULL, 10) : -1;
    r->has_formula = r->in_aid = false;
    r->at = NOWHERE;
    g_string_truncate(r->raw, 0);
}

static void count_cell(reader *r, uint64_t *count, char first[24])
{
    if (!(*count)++) cell_name(r->column, r->row, first);
}

static void end_cell(reader *r)
{
    gsize from = r->text->len;
    bool rounded = false;
    if (!r->raw->len) {
        if (r->has_formula && r->stored == JW_STORED_NUMBER)
            count_cell(r, &r->without_value, r->first_without_value);
        return;
    }
    if (r->stored == JW_STORED_TEXT) jw_unescape_cell(r->raw, 0);
    if (!jw_append_cell(r->w, r->text, r->stored, r->style, r->raw->str, &rounded)) {
        refuse(r, "bad-cell", true, r->raw->str, 0);
        return;
    }
    if (rounded) count_cell(r, &r->rounded, r->first_rounded);
    if (r->text->len - from > r->w->limits->cell_bytes) {
        refuse(r, "cell-too-long", true, NULL, r->w->limits->cell_bytes);
        return;
    }
    g_string_append_c(r->text, '\0');
    const char *trimmed = jw_trim(r->text->str + from);
    if (!*trimmed) return;
    if (r->column >= r->w->limits->register_columns) {
        refuse(r, "too-many-columns", true, NULL, r->w->limits->register_columns);
        return;
    }
    put_cell(r, r->column, trimmed - r->text->str);
    r->has_text = true;
}

/* ---- What the part holds ---- */

static void start(void *context, const char *name, const char **attributes)
{
    reader *r = context;
    if (strcmp(name, "c") == 0)
        start_cell(r, attributes);
    else if (strcmp(name, "v") == 0)
        r->at = VALUE;
    else if (strcmp(name, "t") == 0)
        r->at = r->in_aid ? NOWHERE : INLINE;
    else if (strcmp(name, "f") == 0)
        r->has_formula = true;
    else if (strcmp(name, "rPh") == 0)
        r->in_aid = true;
    else if (strcmp(name, "row") == 0)
        start_row(r, attributes);
}

static void end(void *context, const char *name)
{
    reader *r = context;
    if (strcmp(name, "c") == 0)
        end_cell(r);
    else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
        r->at = NOWHERE;
    else if (strcmp(name, "rPh") == 0)
        r->in_aid = false;
    else if (strcmp(name, "row") == 0)
        end_row(r);
}

static void take_text(void *context, const char *piece, size_t length)
{
    reader *r = context;
    if (r->at == NOWHERE) return;
    /* A cell beyond the limit is refused at its end; until then it may not grow without one. */
    if (r->raw->len <= r->w->limits->cell_bytes) g_string_append_len(r->raw, piece, (gssize)length);
}

static void free_filling(void *item)
{
    g_free(((filling *)item)->text);
}

static void init(reader *r)
{
    r->merges = g_array_new(FALSE, FALSE, sizeof(merge));
    r->fillings = g_array_new(FALSE, TRUE, sizeof(filling));
    g_array_set_clear_func(r->fillings, free_filling);
    r->text = g_string_sized_new(1024);
    r->raw = g_string_sized_new(256);
    r->starts = g_array_new(FALSE, FALSE, sizeof(gssize));
    r->cells = g_ptr_array_new();
}

static void clear(reader *r)
{
    g_array_free(r->merges, TRUE);
    g_array_free(r->fillings, TRUE);
    g_string_free(r->text, TRUE);
    g_string_free(r->raw, TRUE);
    g_array_free(r->starts, TRUE);
    g_ptr_array_free(r->cells, TRUE);
}

bool jw_workbook_rows(jw_workbook *w, const jw_row_sink *sink, jw_diags *diags)
{
    reader r = { .w = w, .sink = sink, .diags = diags };
    init(&r);
    jw_part_reader part = { start, end, take_text, &r };
    bool whole = jw_workbook_read_strings(w, diags) && jw_workbook_read_styles(w, diags) && read_merges(&r) &&
                 jw_package_read(w->package, w->sheet.part, &part, diags);
    if (whole && !r.number) {
        r.row = 0;
        refuse(&r, "empty-register", false, NULL, 0);
        whole = false;
    }
    say_count(&r, JW_WARNING, "formula-without-value", r.first_without_value, r.without_value);
    say_count(&r, JW_WARNING, "rounded-number", r.first_rounded, r.rounded);
    say_count(&r, JW_NOTE, "merged-cells", w->sheet.name, r.filled);
    clear(&r);
    return whole && !r.failed;
}
