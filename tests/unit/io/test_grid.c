/* Tables of results as CSV: what is written reads back, and no spreadsheet takes a cell for a formula. */
#include "io/grid.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- A small reader of CSV (RFC 4180) ---- */

/* Reads one cell from *at, which moves to what ends it: a comma, a line end or the end. */
static char *read_cell(const char **at)
{
    GString *cell = g_string_new(NULL);
    const char *p = *at;
    if (*p != '"') {
        for (; *p && *p != ',' && *p != '\n'; p++) {
            g_assert_cmpint(*p, !=, '"');
            g_assert_cmpint(*p, !=, '\r');
            g_string_append_c(cell, *p);
        }
    } else {
        for (p++; *p != '"' || p[1] == '"'; p++) {
            g_assert_cmpint(*p, !=, '\0');
            p += *p == '"';
            g_string_append_c(cell, *p);
        }
        p++;
    }
    g_assert_true(*p == ',' || *p == '\n');
    *at = p;
    return g_string_free(cell, FALSE);
}

/* All cells of a text, row by row; every row has as many as the first. As readers do, skips empty lines. */
static GPtrArray *read_csv(const char *text, size_t *columns)
{
    GPtrArray *cells = g_ptr_array_new_with_free_func(g_free);
    *columns = 0;
    while (*text) {
        if (*text == '\n') {
            text++;
            continue;
        }
        size_t n = 0;
        for (bool more = true; more; n++) {
            g_ptr_array_add(cells, read_cell(&text));
            more = *text++ == ',';
        }
        if (*columns) g_assert_cmpuint(n, ==, *columns);
        *columns = n;
    }
    return cells;
}

static char *csv_of(const jw_grid *g, bool bom)
{
    char *text;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    jw_grid_write_csv(g, stream, bom);
    fclose(stream);
    return text;
}

/* ---- Round trip ---- */

static char *random_text(GRand *r)
{
    static const char *const pieces[] = { "a", "龙华", "\"", ",", "\n", "\r\n", "\r",
                                          " ", "1",    "'",  ";", "\t", "-",    "=" };
    GString *s = g_string_new(NULL);
    for (int n = g_rand_int_range(r, 0, 6); n; n--)
        g_string_append(s, pieces[g_rand_int_range(r, 0, G_N_ELEMENTS(pieces))]);
    return g_string_free(s, FALSE);
}

/* What a cell is read back as: itself, or with the apostrophe that keeps it a text. */
static void assert_same(const char *written, const char *read)
{
    if (strcmp(written, read) != 0)
        g_assert_true(*read == '\'' && strchr("=+-@\t\r\n", *written) && strcmp(written, read + 1) == 0);
}

static void test_round_trip(void)
{
    GRand *r = g_rand_new_with_seed(41);
    for (int i = 0; i < 3000; i++) {
        jw_grid *g = jw_grid_new(NULL);
        size_t n_columns = (size_t)g_rand_int_range(r, 1, 5), n_rows = (size_t)g_rand_int_range(r, 0, 5),
               columns;
        g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
        for (size_t k = 0; k < n_columns * (n_rows + 1); k++) {
            char *text = random_text(r);
            g_ptr_array_add(texts, text);
            if (k < n_columns)
                jw_grid_column(g, text, false);
            else
                jw_grid_cell(g, text);
        }
        g_assert_cmpuint(jw_grid_rows(g), ==, n_rows);
        g_autofree char *csv = csv_of(g, false);
        g_autoptr(GPtrArray) cells = read_csv(csv, &columns);
        g_assert_cmpuint(columns, ==, n_columns);
        g_assert_cmpuint(cells->len, ==, texts->len);
        for (guint k = 0; k < cells->len; k++)
            assert_same(g_ptr_array_index(texts, k), g_ptr_array_index(cells, k));
        jw_grid_free(g);
    }
    g_rand_free(r);
}

/* ---- Single cells ---- */

static void test_cells(void)
{
    static const char *const rows[][2] = {
        { "a", "a" },
        { "龙华", "龙华" },
        { "a b", "a b" },
        { "a,b", "\"a,b\"" },
        { "a\"b", "\"a\"\"b\"" },
        { "a\nb", "\"a\nb\"" },
        { "a\rb", "\"a\rb\"" },
        { "'a", "'a" },
        { "a=b", "a=b" },
        { "a-b", "a-b" },
        /* what a spreadsheet would run */
        { "=1+1", "\"'=1+1\"" },
        { "+1+1", "\"'+1+1\"" },
        { "-1+1", "\"'-1+1\"" },
        { "@SUM(A1)", "\"'@SUM(A1)\"" },
        { "\t=1", "\"'\t=1\"" },
        { "\r=1", "\"'\r=1\"" },
        { "\n=1", "\"'\n=1\"" },
        { "=", "\"'=\"" },
        { "-", "\"'-\"" },
        { "=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"" },
        { "-1%+1", "\"'-1%+1\"" },
        { "- 1 %", "\"'- 1 %\"" },
        { "-x %", "\"'-x %\"" },
        /* and what is only a number */
        { "-1", "-1" },
        { "-1.5e3", "-1.5e3" },
        { "+1", "+1" },
        { "-5.00 %", "-5.00 %" },
        { "-5%", "-5%" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        jw_grid *g = jw_grid_new(NULL);
        jw_grid_column(g, "h", false);
        jw_grid_cell(g, rows[i][0]);
        g_autofree char *csv = csv_of(g, false), *expected = g_strdup_printf("h\n%s\n", rows[i][1]);
        g_assert_cmpstr(csv, ==, expected);
        jw_grid_free(g);
    }
}

/* An empty line is no row to most readers. */
static void test_empty_cells(void)
{
    jw_grid *g = jw_grid_new(NULL);
    jw_grid_column(g, "h", false);
    jw_grid_cell(g, NULL);
    jw_grid_cell(g, "");
    g_autofree char *one = csv_of(g, false);
    g_assert_cmpstr(one, ==, "h\n\"\"\n\"\"\n");
    jw_grid_free(g);
    g = jw_grid_new(NULL);
    jw_grid_column(g, "h", false);
    jw_grid_column(g, "i", false);
    jw_grid_cell(g, NULL);
    jw_grid_cell(g, NULL);
    g_autofree char *two = csv_of(g, false);
    g_assert_cmpstr(two, ==, "h,i\n,\n");
    jw_grid_free(g);
}

static void test_numbers(void)
{
    jw_grid *g = jw_grid_new("title");
    jw_grid_column(g, "n", true);
    jw_grid_number(g, 0.1);
    jw_grid_number(g, -3);
    jw_grid_number(g, NAN);
    jw_grid_number(g, INFINITY);
    jw_grid_fixed(g, 55.178, 2, " %");
    jw_grid_fixed(g, -0.001, 2, NULL);
    jw_grid_fixed(g, NAN, 2, " %");
    static const char *const expected[] = { "0.1", "-3", "", "", "55.18 %", "0.00", "–" };
    g_assert_cmpuint(jw_grid_rows(g), ==, G_N_ELEMENTS(expected));
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) g_assert_cmpstr(jw_grid_at(g, i, 0), ==, expected[i]);
    g_assert_cmpstr(jw_grid_title(g), ==, "title");
    g_assert_cmpstr(jw_grid_heading(g, 0), ==, "n");
    g_assert_true(jw_grid_is_right(g, 0));
    jw_grid_free(g);
}

/* ---- Whole tables ---- */

static void test_mark(void)
{
    jw_grid *g = jw_grid_new(NULL);
    jw_grid_column(g, "名称", false);
    g_autofree char *with = csv_of(g, true), *without = csv_of(g, false);
    g_assert_cmpstr(with, ==,
                    "\xEF\xBB\xBF"
                    "名称\n");
    g_assert_cmpstr(without, ==, "名称\n");
    jw_grid_free(g);
}

/* A long table written cell by cell is the table written at once. */
static void test_cells_alone(void)
{
    static const char *const texts[] = { "龙华",         "",          "a,b",     "say \"no\"", "=1+1",
                                         "-5",           "-5 %",      "@x",      "two\nlines", "1 \r",
                                         "eight by",     "eight by,", "seven,b", "+",          "\t",
                                         "(a b)&c'd!#$", NULL };
    jw_grid *whole = jw_grid_new(NULL);
    g_autoptr(GString) alone = g_string_new("h,h,h\n");
    for (int c = 0; c < 3; c++) jw_grid_column(whole, "h", c == 2);
    for (size_t i = 0; i < 10000; i++)
        for (size_t c = 0; c < 3; c++) {
            const char *text = texts[(i * 3 + c * (i % 5)) % G_N_ELEMENTS(texts)];
            jw_grid_cell(whole, text);
            jw_csv_append(alone, text, c < 2 ? ',' : '\n');
        }
    g_autofree char *at_once = csv_of(whole, false);
    g_assert_cmpstr(alone->str, ==, at_once);
    jw_grid_free(whole);
}

static void test_nothing(void)
{
    jw_grid *g = jw_grid_new(NULL);
    g_assert_null(jw_grid_title(g));
    g_assert_cmpuint(jw_grid_rows(g), ==, 0);
    g_autofree char *csv = csv_of(g, false);
    g_assert_cmpstr(csv, ==, "\n");
    jw_grid_free(g);
    jw_grid_free(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/grid/round-trip", test_round_trip);
    g_test_add_func("/grid/cells", test_cells);
    g_test_add_func("/grid/empty-cells", test_empty_cells);
    g_test_add_func("/grid/numbers", test_numbers);
    g_test_add_func("/grid/mark", test_mark);
    g_test_add_func("/grid/cells-alone", test_cells_alone);
    g_test_add_func("/grid/nothing", test_nothing);
    return g_test_run();
}
