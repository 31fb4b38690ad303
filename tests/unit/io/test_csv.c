/* CSV: what is a row, on which line it begins, and what is refused where. */
#include "io/table.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A table as text: rows "line:cell|cell" one after another. */
typedef struct {
    GString *text;
    uint32_t next; /* number that the next row must have */
    uint32_t stop_at;
} taken;

static bool take(void *context, const jw_row *row)
{
    taken *t = context;
    g_assert_cmpuint(row->number, ==, t->next++);
    g_string_append_printf(t->text, "%u:", row->line);
    for (size_t i = 0; i < row->n; i++) g_string_append_printf(t->text, "%s%s", i ? "|" : "", row->cells[i]);
    g_string_append_c(t->text, '/');
    return row->number != t->stop_at;
}

static const jw_limits small = { .register_columns = 5, .cell_bytes = 10 };

static bool read_text(const char *text, const jw_limits *limits, taken *t, jw_diags *diags)
{
    jw_row_sink sink = { .header = take, .row = take, .context = t };
    *t = (taken){ g_string_new(NULL), 0, UINT32_MAX };
    return jw_csv_read(text, "t.csv", limits, &sink, diags);
}

static const struct good {
    const char *text, *rows;
} goods[] = {
    { "a,b\n1,2\n", "1:a|b/2:1|2/" },
    { "a,b\n1,2", "1:a|b/2:1|2/" },
    { "a,b\r\n1,2\r\n", "1:a|b/2:1|2/" },
    { "a,b\r1,2\r3,4", "1:a|b/2:1|2/3:3|4/" },
    { "a", "1:a/" },
    /* blank lines and blank rows */
    { "\n \n\ta,b\n\n\r\n  \n1,2\n\n", "3:a|b/7:1|2/" },
    { "a,b\n,\n \xE3\x80\x80, \n\"\",\" \"\n1,\n", "1:a|b/5:1|/" },
    { ",,\na,b\n", "2:a|b/" },
    /* empty cells are cells */
    { "a,b,c\n,,1\n1,,\n", "1:a|b|c/2:||1/3:1||/" },
    { "a,b\n1,", "1:a|b/2:1|/" },
    /* quotes */
    { "a,b\n\"1,2\",\"x\"\"y\"\n", "1:a|b/2:1,2|x\"y/" },
    { "a,b\n\"1\n2\",3\n4,5\n", "1:a|b/2:1\n2|3/4:4|5/" },
    { "a,b\n\"1\r\n\r\n2\",3\r\n4,5", "1:a|b/2:1\r\n\r\n2|3/5:4|5/" },
    { "a,b\n\"\n\",3\n4,5", "1:a|b/2:|3/4:4|5/" },
    { "\"a\nb\",c\n1,2", "1:a\nb|c/3:1|2/" },
    { "a,b\n \"1\" , 2 \n", "1:a|b/2:1|2/" },
    { "a,b\n\"\"\"\",\"\"\n", "1:a|b/2:\"|/" },
    /* lines with quotes and without in turn */
    { "a,b\n1,\"2\"\n3,4\n\"5\n,\",6\n7,8", "1:a|b/2:1|2/3:3|4/4:5\n,|6/6:7|8/" },
    { "a,b\n \t1 \t,\t 2 3\t\r\n", "1:a|b/2:1|2 3/" },
    /* trimming */
    { "a,b\n\xE3\x80\x80名\xC2\xA0, \"\t x \"\n", "1:a|b/2:名|x/" },
    { "a,b\n\xE2\x80\x8B"
      "1\xEF\xBB\xBF,名\xE3\x80\x81\n",
      "1:a|b/2:1|名、/" },
    { "a,b\n名\xE3\x80\x80,\"x\xE2\x80\x8B\"\n", "1:a|b/2:名|x/" },
    /* separators: a comma in the header, else a tab, else a semicolon */
    { "a\tb\n1,2\t3\n", "1:a|b/2:1,2|3/" },
    { "a;b\n1,2;3\n", "1:a|b/2:1,2|3/" },
    { "a;b\tc\n1;2\t3\n", "1:a;b|c/2:1;2|3/" },
    { "a;b,c\n1;2,3\n", "1:a;b|c/2:1;2|3/" },
    { "\"a,x\";b\n1;2\n", "1:a,x|b/2:1|2/" },
    { "\n\na;b\n1;2\n", "3:a|b/4:1|2/" },
    { "a\tb\n\t1\n\t\n2\t\n", "1:a|b/2:|1/4:2|/" },
    /* ragged rows are for others to judge */
    { "a,b\n1\n1,2,3\n", "1:a|b/2:1/3:1|2|3/" },
    /* limits are met, not passed */
    { "a,b,c,d,e\n1234567890,2", "1:a|b|c|d|e/2:1234567890|2/" },
};

static void test_good(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(goods); i++) {
        jw_diags *diags = jw_diags_new();
        taken t;
        g_test_message("case %zu", i);
        g_assert_true(read_text(goods[i].text, &small, &t, diags));
        g_assert_cmpstr(t.text->str, ==, goods[i].rows);
        g_assert_cmpuint(jw_diags_size(diags), ==, 0);
        g_string_free(t.text, TRUE);
        jw_diags_free(diags);
    }
}

static const struct bad {
    const char *text, *rows, *code;
    uint32_t line, column;
    const char *expected;
} bads[] = {
    { "", "", "empty-register", 1, 0, NULL },
    { "\n\n , ,\n", "", "empty-register", 1, 0, NULL },
    { "a,b\n1,x\"y\n", "1:a|b/", "stray-quote", 2, 4, NULL },
    { "a,b\n1,深圳\"三新\"\n", "1:a|b/", "stray-quote", 2, 5, NULL },
    { "a,b\n\n\"1\"x,2\n", "1:a|b/", "stray-quote", 3, 4, NULL },
    { "a,b\n\"1\n2\"x,2\n", "1:a|b/", "stray-quote", 3, 3, NULL },
    { "a,b\n1,2\n\"3,4\n5,6\n", "1:a|b/2:1|2/", "unclosed-quote", 3, 0, NULL },
    { "\"a", "", "unclosed-quote", 1, 0, NULL },
    { "a,b\n1,12345678901\n", "1:a|b/", "cell-too-long", 2, 0, "10" },
    { "a,b\n1,\"12345\n678901\"\n", "1:a|b/", "cell-too-long", 2, 0, "10" },
    { "a,b,c,d,e,f\n", "", "too-many-columns", 1, 0, "5" },
    { "a\n1\n,,,,,,,,1\n", "1:a/2:1/", "too-many-columns", 3, 0, "5" },
};

static void test_bad(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(bads); i++) {
        const struct bad *c = &bads[i];
        jw_diags *diags = jw_diags_new();
        taken t;
        g_test_message("case %zu", i);
        g_assert_false(read_text(c->text, &small, &t, diags));
        g_assert_cmpstr(t.text->str, ==, c->rows);
        g_assert_cmpuint(jw_diags_size(diags), ==, 1);
        const jw_diag *d = jw_diags_get(diags, 0);
        g_assert_cmpstr(d->code, ==, c->code);
        g_assert_cmpstr(d->place.file, ==, "t.csv");
        g_assert_cmpuint(d->place.line, ==, c->line);
        g_assert_cmpuint(d->place.column, ==, c->column);
        g_assert_cmpstr(d->expected, ==, c->expected);
        g_string_free(t.text, TRUE);
        jw_diags_free(diags);
    }
}

/* A quote that never closes must not gather the whole file before someone looks. */
static void test_long_cell(void)
{
    GString *text = g_string_new("a\n\"");
    for (int i = 0; i < 1 << 20; i++) g_string_append(text, "12345678901234567890\n");
    jw_diags *diags = jw_diags_new();
    taken t;
    g_assert_false(read_text(text->str, &small, &t, diags));
    g_assert_cmpstr(jw_diags_get(diags, 0)->code, ==, "cell-too-long");
    g_assert_cmpuint(jw_diags_get(diags, 0)->place.line, ==, 2);
    g_string_free(t.text, TRUE);
    g_string_free(text, TRUE);
    jw_diags_free(diags);
}

/* The sink may end the reading, at the header or later; then nothing more is said. */
static void test_stop(void)
{
    for (uint32_t at = 0; at < 3; at++) {
        jw_diags *diags = jw_diags_new();
        taken t = { g_string_new(NULL), 0, at };
        jw_row_sink sink = { .header = take, .row = take, .context = &t };
        g_assert_false(jw_csv_read("a,b\n1,2\n3,4\n5,6\nx\"\n", "t.csv", &small, &sink, diags));
        g_assert_cmpuint(t.next, ==, at + 1);
        g_assert_cmpuint(jw_diags_size(diags), ==, 0);
        g_string_free(t.text, TRUE);
        jw_diags_free(diags);
    }
}

/* ---- A table written at random reads back equal ---- */

enum { COLUMNS = 4, ROWS = 12 };

static char *random_cell(void)
{
    static const char *const bits[] = { "a", "名", "\"", ",", ";", "\t", "\n", "\r\n", "0", "、", " x", "" };
    GString *cell = g_string_new(NULL);
    for (int n = g_test_rand_int_range(0, 5); n > 0; n--)
        g_string_append(cell, bits[g_test_rand_int_range(0, G_N_ELEMENTS(bits))]);
    return g_string_free(cell, FALSE);
}

static void write_cell(GString *csv, const char *cell)
{
    if (!strpbrk(cell, "\",;\t\r\n") && g_test_rand_bit()) {
        g_string_append(csv, cell);
        return;
    }
    g_string_append_c(csv, '"');
    for (; *cell; cell++) g_string_append_printf(csv, *cell == '"' ? "\"%c" : "%c", *cell);
    g_string_append_c(csv, '"');
}

typedef struct {
    GPtrArray *rows; /* of GStrv */
} kept;

static bool keep(void *context, const jw_row *row)
{
    kept *k = context;
    char **cells = g_new0(char *, row->n + 1);
    for (size_t i = 0; i < row->n; i++) cells[i] = g_strdup(row->cells[i]);
    g_ptr_array_add(k->rows, cells);
    return true;
}

static void test_round_trip(void)
{
    for (int round = 0; round < 500; round++) {
        static const char separators[] = ",\t;";
        char separator = separators[round % 3];
        const char *line_end = round & 1 ? "\r\n" : "\n";
        GString *csv = g_string_new(NULL);
        char *cells[ROWS][COLUMNS];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                cells[i][j] = i == 0 ? g_strdup_printf("c%d", j) : j == 0 ? g_strdup("x") : random_cell();
                if (j) g_string_append_c(csv, separator);
                write_cell(csv, cells[i][j]);
            }
            g_string_append(csv, line_end);
        }
        kept k = { g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev) };
        jw_row_sink sink = { .header = keep, .row = keep, .context = &k };
        jw_limits roomy = jw_limits_default();
        g_assert_true(jw_csv_read(csv->str, "t.csv", &roomy, &sink, NULL));
        g_assert_cmpuint(k.rows->len, ==, ROWS);
        for (guint i = 0; i < ROWS; i++) {
            char **row = g_ptr_array_index(k.rows, i);
            g_assert_cmpuint(g_strv_length(row), ==, COLUMNS);
            for (int j = 0; j < COLUMNS; j++) {
                g_strstrip(cells[i][j]); /* a table's cells are trimmed */
                g_assert_cmpstr(row[j], ==, cells[i][j]);
                g_free(cells[i][j]);
            }
        }
        g_ptr_array_free(k.rows, TRUE);
        g_string_free(csv, TRUE);
    }
}

/* A text so large that its memory is given back while it is read gives the rows that it gives otherwise. */
static void test_consume(void)
{
    enum { MANY = 300000 };
    GString *csv = g_string_new("id,name,members\n");
    for (int i = 1; i < MANY; i++)
        g_string_append_printf(csv, i % 1000 ? "A%06d,协会 %d,%d\n" : "A%06d,\"协会\n%d\",%d\n", i, i,
                               i % 50);
    char *bytes = malloc(csv->len + 1);
    memcpy(bytes, csv->str, csv->len + 1);
    jw_limits roomy = jw_limits_default();
    taken whole, consumed = { g_string_new(NULL), 0, UINT32_MAX };
    jw_row_sink sink = { .header = take, .row = take, .context = &consumed };
    g_assert_true(read_text(csv->str, &roomy, &whole, NULL));
    g_assert_true(jw_csv_consume(bytes, csv->len, "t.csv", &roomy, &sink, NULL));
    g_assert_cmpuint(consumed.next, ==, MANY);
    g_assert_true(g_string_equal(whole.text, consumed.text));
    g_string_free(whole.text, TRUE);
    g_string_free(consumed.text, TRUE);
    g_string_free(csv, TRUE);
    free(bytes);
}

/* ---- Rows that are prepared ahead ---- */

typedef struct {
    uint32_t n, sum; /* cells; of their bytes */
} summary;

static summary summary_of(const jw_row *row)
{
    summary s = { (uint32_t)row->n, 0 };
    for (size_t i = 0; i < row->n; i++)
        for (const char *p = row->cells[i]; *p; p++) s.sum = s.sum * 31 + (unsigned char)*p;
    return s;
}

/* A scratch counts what its thread prepared: no two threads may write there at once. */
static void *begin_counting(const void *context)
{
    (void)context;
    return g_new0(uint32_t, 1);
}

static void summarize(const void *context, void *scratch, const jw_row *row, void *prepared)
{
    (void)context;
    ++*(uint32_t *)scratch;
    *(summary *)prepared = summary_of(row);
    for (size_t i = 0; i < row->n; i++) g_assert_cmpuint(row->lengths[i], ==, strlen(row->cells[i]));
}

typedef struct {
    taken is;
    uint32_t n_prepared;
} taken_prepared;

static bool take_prepared(void *context, const jw_row *row)
{
    taken_prepared *t = context;
    if (row->prepared) {
        const summary *s = row->prepared, own = summary_of(row);
        g_assert_cmpuint(row->number, >=, JW_ROWS_ALONE);
        g_assert_cmpuint(*(uint32_t *)row->scratch, >, 0);
        g_assert_cmpuint(s->n, ==, own.n);
        g_assert_cmpuint(s->sum, ==, own.sum);
        t->n_prepared++;
    }
    return take(&t->is, row);
}

static jw_row_sink preparing(taken_prepared *t)
{
    return (jw_row_sink){ .header = take_prepared,
                          .row = take_prepared,
                          .context = t,
                          .prepared_size = sizeof(summary),
                          .begin = begin_counting,
                          .prepare = summarize,
                          .end = g_free };
}

/* What makes pieces go another way, somewhere: quotes, also over their borders, line ends, blank rows, cells
 * past the limit. */
static GString *large_text(int round)
{
    static const char *const rows[] = { "A%06d, n%d,%d\n", "A%06d,n%d,%d\r\n", "\"A%06d\",\"n, %d\",\"%d\"\n",
                                        "\"A%06d\",\"\"\"n%d\"\"\",%d\r\n" };
    static const char *const oddities[] = { "\"a, b\",\"x\"\"y\",\"\"\n",
                                            "\"\"\"\"\"\",,\"\"\n",
                                            "\"\",\"\",\"\"\r\n",
                                            " \"a\",b, \"c\"\n",
                                            "\"a\" ,b,\"c\"\t\n",
                                            "\" a \",\"\t\",\"，\"\n",
                                            "\"a\"\r\r\n",
                                            "\"a\nb\",1,2\n",
                                            "\r\n",
                                            "1,2\r3,4\n",
                                            "1,2\r,3,4\n",
                                            "1 \r\r\n",
                                            ",,\n",
                                            " x ,\t,\n" };
    static const char *const faults[] = { "a,b,c,d,e,f\n",     "12345678901234,\n",  "x\"y,1\n",
                                          "\"never closed,\n", "\"123456789   \"\n", "\"a\"x,1\n" };
    GString *text = g_string_new("id,name,members\n");
    for (int i = 1; text->len < 1200000; i++) {
        g_string_append_printf(text, rows[round % 4], i, i % 77, i % 50);
        if (g_test_rand_int_range(0, 10000) == 0)
            g_string_append(text, oddities[g_test_rand_int_range(0, G_N_ELEMENTS(oddities))]);
    }
    if (round % 7) g_string_append(text, faults[round % 7 - 1]);
    g_string_append_printf(text, rows[round % 4], 0, 1, 2);
    if (round % 3 == 0) g_string_truncate(text, text->len - 2);
    return text;
}

static void test_prepared(void)
{
    uint32_t prepared = 0;
    for (int round = 0; round < 40; round++) {
        GString *text = large_text(round);
        jw_diags *diags = jw_diags_new(), *diags_ahead = jw_diags_new();
        taken alone;
        taken_prepared ahead = { { g_string_new(NULL), 0, round % 7 ? UINT32_MAX : 40000 }, 0 };
        bool read = read_text(text->str, &small, &alone, diags);
        if (round % 7 == 0) { /* ended by the sink */
            g_string_truncate(alone.text, 0);
            alone = (taken){ alone.text, 0, 40000 };
            jw_row_sink plain = { .header = take, .row = take, .context = &alone };
            read = jw_csv_read(text->str, "t.csv", &small, &plain, diags_ahead);
        }
        jw_row_sink sink = preparing(&ahead);
        jw_diags_free(diags_ahead);
        diags_ahead = jw_diags_new();
        g_assert_cmpint(jw_csv_read(text->str, "t.csv", &small, &sink, diags_ahead), ==, read);
        g_assert_true(g_string_equal(alone.text, ahead.is.text));
        if (round % 7) {
            g_assert_cmpuint(jw_diags_size(diags), ==, jw_diags_size(diags_ahead));
            for (size_t i = 0; i < jw_diags_size(diags); i++) {
                g_assert_cmpstr(jw_diags_get(diags, i)->code, ==, jw_diags_get(diags_ahead, i)->code);
                g_assert_cmpuint(jw_diags_get(diags, i)->place.line, ==,
                                 jw_diags_get(diags_ahead, i)->place.line);
            }
        }
        prepared += ahead.n_prepared;
        g_string_free(alone.text, TRUE);
        g_string_free(ahead.is.text, TRUE);
        g_string_free(text, TRUE);
        jw_diags_free(diags);
        jw_diags_free(diags_ahead);
    }
    g_assert_cmpuint(prepared, >, 100000);
}

/* A table that quotes every cell is cut ahead like another: of all rows behind the first. */
static void test_quoted(void)
{
    enum { N = 20000 };
    GString *text = g_string_new("\"id\",\"name\"\n");
    for (int i = 1; i <= N; i++)
        g_string_append_printf(text, "\"A%d\",\"%s\"%s", i, i % 3 ? "说\"\"a,b" : "",
                               i % 100 ? "\n" : "\r\n");
    taken alone;
    taken_prepared ahead = { { g_string_new(NULL), 0, UINT32_MAX }, 0 };
    jw_diags *diags = jw_diags_new();
    g_assert_true(read_text(text->str, &small, &alone, diags));
    jw_row_sink sink = preparing(&ahead);
    g_assert_true(jw_csv_read(text->str, "t.csv", &small, &sink, diags));
    g_assert_true(g_string_equal(alone.text, ahead.is.text));
    g_assert_cmpuint(ahead.n_prepared, ==, N + 1 - JW_ROWS_ALONE);
    g_string_free(alone.text, TRUE);
    g_string_free(ahead.is.text, TRUE);
    g_string_free(text, TRUE);
    jw_diags_free(diags);
}

/* Any bytes: true without finding, or false with exactly one. */
static void test_random_bytes(void)
{
    static const char alphabet[] = "ab,\"\"\n\r; \t\xC3\xFB\xE5\x90\x8D";
    for (int round = 0; round < 20000; round++) {
        size_t length = (size_t)g_test_rand_int_range(0, 40);
        char *bytes = malloc(length + 1);
        for (size_t i = 0; i < length; i++)
            bytes[i] = alphabet[g_test_rand_int_range(0, sizeof alphabet - 1)];
        bytes[length] = '\0';
        jw_diags *diags = jw_diags_new();
        taken t = { g_string_new(NULL), 0, UINT32_MAX };
        jw_row_sink sink = { .header = take, .row = take, .context = &t };
        jw_table *table = jw_table_open_bytes(bytes, length, "t.csv", JW_ENCODING_AUTO, NULL, &small, diags);
        bool read = table && jw_table_rows(table, &sink, diags);
        jw_table_close(table);
        g_assert_cmpuint(jw_diags_size(diags), ==, read ? 0 : 1);
        g_string_free(t.text, TRUE);
        jw_diags_free(diags);
    }
}

/* ---- From a file, piece by piece ---- */

/* Reads a text through a file: the rows, and the findings. */
static bool read_file(const GString *text, jw_encoding encoding, const jw_limits *limits, jw_row_sink *sink,
                      jw_diags *diags)
{
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("jingwei-csv-XXXXXX", &path, NULL);
    g_assert_cmpint(fd, >=, 0);
    close(fd);
    g_assert_true(g_file_set_contents(path, text->str, (gssize)text->len, NULL));
    jw_table *table = jw_table_open(path, "t.csv", encoding, NULL, limits, diags);
    bool read = table && jw_table_rows(table, sink, diags);
    jw_table_close(table);
    g_assert_cmpint(g_unlink(path), ==, 0);
    return read;
}

static void assert_same_findings(const jw_diags *a, const jw_diags *b)
{
    g_assert_cmpuint(jw_diags_size(a), ==, jw_diags_size(b));
    for (size_t i = 0; i < jw_diags_size(a); i++) {
        const jw_diag *x = jw_diags_get(a, i), *y = jw_diags_get(b, i);
        g_assert_cmpstr(x->code, ==, y->code);
        g_assert_cmpstr(x->found, ==, y->found);
        g_assert_cmpuint(x->place.line, ==, y->place.line);
        g_assert_cmpuint(x->place.column, ==, y->place.column);
    }
}

/* A row that takes so many bytes with its newline, at least 8. */
static void append_row(GString *text, int number, size_t length)
{
    size_t end = text->len + length - 1;
    g_string_append_printf(text, "%05d,", number);
    while (text->len + 3 <= end) g_string_append(text, number % 3 ? "华" : "abc");
    while (text->len < end) g_string_append_c(text, 'x');
    g_string_append_c(text, '\n');
}

/* Lines that end about where pieces of 8 KiB do, on any byte, and lines longer than several; whole, with a
 * prepared row or without. */
static GString *text_with_borders(int round)
{
    GString *text = g_string_new("编号,名称与地址及其他\n");
    for (int i = 0; round % 5 == 4 && i < 30; i++) append_row(text, i, 12000); /* few rows for a head */
    for (int i = 0; text->len < 900000; i++) {
        int kind = i < 100 ? 5 : g_test_rand_int_range(0, 12);
        size_t left = 8192 - (text->len + (size_t)round) % 8192, length;
        if (kind == 0)
            length = (size_t)g_test_rand_int_range(8, 40000);
        else if (kind < 7)
            length = (size_t)g_test_rand_int_range(8, 400);
        else
            length = left + (size_t)g_test_rand_int_range(0, 5);
        append_row(text, i, MAX(length, 8));
    }
    if (round % 2) g_string_truncate(text, text->len - 1);
    return text;
}

static void test_pieces_of_a_file(void)
{
    jw_limits roomy = jw_limits_default();
    for (int round = 0; round < 30; round++) {
        GString *text = text_with_borders(round);
        jw_diags *diags = jw_diags_new();
        taken alone, plain = { g_string_new(NULL), 0, UINT32_MAX };
        taken_prepared ahead = { { g_string_new(NULL), 0, UINT32_MAX }, 0 };
        g_assert_true(read_text(text->str, &roomy, &alone, diags));
        jw_row_sink sink = { .header = take, .row = take, .context = &plain };
        if (round % 3 == 0) g_string_prepend(text, "\xEF\xBB\xBF");
        g_assert_true(read_file(text, round % 4 ? JW_ENCODING_AUTO : JW_ENCODING_UTF8, &roomy, &sink, diags));
        jw_row_sink ready = preparing(&ahead);
        g_assert_true(read_file(text, JW_ENCODING_AUTO, &roomy, &ready, diags));
        g_assert_true(g_string_equal(alone.text, plain.text));
        g_assert_true(g_string_equal(alone.text, ahead.is.text));
        if (round % 5 == 4)
            g_assert_cmpuint(ahead.n_prepared, ==, 0);
        else
            g_assert_cmpuint(ahead.n_prepared, >, 50);
        g_assert_cmpuint(jw_diags_size(diags), ==, 0);
        g_string_free(alone.text, TRUE);
        g_string_free(plain.text, TRUE);
        g_string_free(ahead.is.text, TRUE);
        g_string_free(text, TRUE);
        jw_diags_free(diags);
    }
}

/* Whatever stands in it, a file gives what the same text gives in memory. */
static void test_oddities_of_a_file(void)
{
    jw_limits limits = small;
    limits.register_bytes = 1 << 24;
    for (int round = 0; round < 40; round++) {
        GString *text = large_text(round);
        jw_diags *diags = jw_diags_new(), *diags_of_file = jw_diags_new();
        taken whole;
        taken_prepared ahead = { { g_string_new(NULL), 0, UINT32_MAX }, 0 };
        bool read = read_text(text->str, &limits, &whole, diags);
        jw_row_sink sink = preparing(&ahead);
        g_assert_cmpint(read_file(text, JW_ENCODING_UTF8, &limits, &sink, diags_of_file), ==, read);
        g_assert_true(g_string_equal(whole.text, ahead.is.text));
        assert_same_findings(diags, diags_of_file);
        g_string_free(whole.text, TRUE);
        g_string_free(ahead.is.text, TRUE);
        g_string_free(text, TRUE);
        jw_diags_free(diags);
        jw_diags_free(diags_of_file);
    }
}

/* A fault far behind the head is told as jw_to_utf8 tells it of the whole. */
static void test_faults_of_a_file(void)
{
    static const char faults[] = { '\xFF', '\xE5', '\0', '\x80' };
    jw_limits roomy = jw_limits_default();
    uint32_t n_faults = 0;
    for (int round = 0; round < 40; round++) {
        GString *text = text_with_borders(0);
        char fault = faults[round % 4];
        size_t at = (size_t)g_test_rand_int_range(300000, (int)text->len - 1);
        text->str[at] = fault;
        jw_diags *diags = jw_diags_new(), *diags_of_file = jw_diags_new();
        taken t = { g_string_new(NULL), 0, UINT32_MAX };
        jw_row_sink sink = { .header = take, .row = take, .context = &t };
        char *bytes = g_memdup2(text->str, text->len + 1);
        size_t length = text->len;
        char *sound = jw_to_utf8(bytes, &length, JW_ENCODING_AUTO, "t.csv", diags); /* by chance none */
        bool read = read_file(text, JW_ENCODING_AUTO, &roomy, &sink, diags_of_file);
        g_assert_cmpint(read, ==, sound != NULL);
        n_faults += !read;
        free(sound);
        assert_same_findings(diags, diags_of_file);
        g_string_free(t.text, TRUE);
        g_string_free(text, TRUE);
        jw_diags_free(diags);
        jw_diags_free(diags_of_file);
    }
    g_assert_cmpuint(n_faults, >, 20);
}

/* The file that is being read, to which its header's coming adds. */
typedef struct {
    taken is;
    char *path;
} taken_changing;

static bool take_and_change(void *context, const jw_row *row)
{
    taken_changing *t = context;
    FILE *stream = fopen(t->path, "a");
    g_assert_true(fputs("5,6\n", stream) >= 0 && fclose(stream) == 0);
    return take(&t->is, row);
}

static bool take_changing(void *context, const jw_row *row)
{
    return take(&((taken_changing *)context)->is, row);
}

/* Rows torn from two states of a file are not taken for its rows. */
static void test_changing_file(void)
{
    jw_limits roomy = jw_limits_default();
    taken_changing t = { { g_string_new(NULL), 0, UINT32_MAX }, NULL };
    GString *text = g_string_new("社,华,中,国,深,圳,龙,岗\n");
    while (text->len < 600000) g_string_append(text, "1,2,,,,,,\n");
    int fd = g_file_open_tmp("jingwei-csv-XXXXXX", &t.path, NULL);
    close(fd);
    g_assert_true(g_file_set_contents(t.path, text->str, (gssize)text->len, NULL));
    jw_diags *diags = jw_diags_new();
    jw_table *table = jw_table_open(t.path, "t.csv", JW_ENCODING_AUTO, NULL, &roomy, diags);
    jw_row_sink sink = { .header = take_and_change, .row = take_changing, .context = &t };
    g_assert_nonnull(table);
    g_assert_false(jw_table_rows(table, &sink, diags));
    g_assert_cmpuint(jw_diags_size(diags), ==, 1);
    g_assert_cmpstr(jw_diags_get(diags, 0)->code, ==, "file-unreadable");
    g_assert_cmpstr(jw_diags_get(diags, 0)->found, ==, "@file.changed");
    jw_table_close(table);
    jw_diags_free(diags);
    g_unlink(t.path);
    g_free(t.path);
    g_string_free(t.is.text, TRUE);
    g_string_free(text, TRUE);
}

/* The header may stand behind more blank lines than are looked at to see what a file is. */
static void test_late_header(void)
{
    jw_limits roomy = jw_limits_default();
    GString *text = g_string_new(NULL);
    for (int i = 0; i < 300000; i++) g_string_append_c(text, '\n');
    g_string_append(text, "编;号\n1;2\n");
    jw_diags *diags = jw_diags_new();
    taken t = { g_string_new(NULL), 0, UINT32_MAX };
    jw_row_sink sink = { .header = take, .row = take, .context = &t };
    g_assert_true(read_file(text, JW_ENCODING_UTF8, &roomy, &sink, diags));
    g_assert_cmpstr(t.text->str, ==, "300001:编|号/300002:1|2/");
    g_string_free(t.text, TRUE);
    g_string_free(text, TRUE);
    jw_diags_free(diags);
}

static void test_file(void)
{
    jw_diags *diags = jw_diags_new();
    jw_limits roomy = jw_limits_default();
    g_assert_null(jw_table_open("/nowhere/at/all.csv", "all.csv", JW_ENCODING_AUTO, NULL, &roomy, diags));
    g_assert_cmpstr(jw_diags_get(diags, 0)->code, ==, "file-missing");
    g_assert_cmpstr(jw_diags_get(diags, 0)->place.file, ==, "all.csv");
    jw_diags_free(diags);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/csv/good", test_good);
    g_test_add_func("/csv/bad", test_bad);
    g_test_add_func("/csv/long-cell", test_long_cell);
    g_test_add_func("/csv/stop", test_stop);
    g_test_add_func("/csv/round-trip", test_round_trip);
    g_test_add_func("/csv/consume", test_consume);
    g_test_add_func("/csv/prepared", test_prepared);
    g_test_add_func("/csv/quoted", test_quoted);
    g_test_add_func("/csv/random-bytes", test_random_bytes);
    g_test_add_func("/csv/file", test_file);
    g_test_add_func("/csv/pieces-of-a-file", test_pieces_of_a_file);
    g_test_add_func("/csv/oddities-of-a-file", test_oddities_of_a_file);
    g_test_add_func("/csv/faults-of-a-file", test_faults_of_a_file);
    g_test_add_func("/csv/changing-file", test_changing_file);
    g_test_add_func("/csv/late-header", test_late_header);
    return g_test_run();
}
