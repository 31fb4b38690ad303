/* Order, dates, the cleaning of cells, and the nearest word. */
#include "base/text.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* ---- Order ---- */

/* Natural order once more, by its words: tokens are runs of digits, by value, and single bytes. */
static int oracle_natural(const char *a, const char *b)
{
    const char *p = a, *q = b;
    while (*p && *q) {
        if (g_ascii_isdigit(*p) && g_ascii_isdigit(*q)) {
            char *p_end, *q_end; /* the strings of the test have at most 12 digits in a row */
            guint64 x = g_ascii_strtoull(p, &p_end, 10), y = g_ascii_strtoull(q, &q_end, 10);
            if (x != y) return x > y ? 1 : -1;
            p = p_end;
            q = q_end;
        } else {
            if (*p != *q) return (guchar)*p > (guchar)*q ? 1 : -1;
            p++;
            q++;
        }
    }
    if (*p || *q) return *p ? 1 : -1;
    int c = strcmp(a, b);
    return (c > 0) - (c < 0);
}

static void random_word(GRand *r, char *out, int most)
{
    static const char letters[] = "000112a/:b\xE6";
    int n = g_rand_int_range(r, 0, most + 1);
    for (int i = 0; i < n; i++) out[i] = letters[g_rand_int_range(r, 0, sizeof letters - 1)];
    out[n] = '\0';
}

static void test_natural_is_total(void)
{
    GRand *r = g_rand_new_with_seed(1);
    for (int i = 0; i < 200000; i++) {
        char a[13], b[13], c[13];
        random_word(r, a, i % 2 ? 4 : 12);
        random_word(r, b, i % 2 ? 4 : 12);
        random_word(r, c, 4);
        int ab = jw_compare_natural(a, b), bc = jw_compare_natural(b, c), ac = jw_compare_natural(a, c);
        g_assert_cmpint(ab, ==, oracle_natural(a, b));
        g_assert_cmpint(ab, ==, -jw_compare_natural(b, a));
        g_assert_cmpint(ab == 0, ==, strcmp(a, b) == 0);
        if (ab <= 0 && bc <= 0) g_assert_cmpint(ac, <=, 0);
        if (ab >= 0 && bc >= 0) g_assert_cmpint(ac, >=, 0);
    }
    g_rand_free(r);
}

static void test_natural_examples(void)
{
    static const char *const rising[] = { "",
                                          "1",
                                          "01x",
                                          "2",
                                          "10",
                                          "99999999999999999999999",
                                          "100000000000000000000000",
                                          "A",
                                          "a",
                                          "a0",
                                          "a00",
                                          "a01",
                                          "a1",
                                          "a01b",
                                          "a1b",
                                          "a2",
                                          "a10",
                                          "ab",
                                          "条2",
                                          "条10" };
    for (size_t i = 0; i < G_N_ELEMENTS(rising); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(rising); j++)
            g_assert_cmpint(jw_compare_natural(rising[i], rising[j]), ==, (i > j) - (i < j));
    g_assert_cmpint(jw_compare_natural(NULL, ""), ==, -1);
    g_assert_cmpint(jw_compare_natural("", NULL), ==, 1);
    g_assert_cmpint(jw_compare_natural(NULL, NULL), ==, 0);
}

static void test_bytes(void)
{
    g_assert_cmpint(jw_compare_bytes("a", "b"), ==, -1);
    g_assert_cmpint(jw_compare_bytes("b", "a"), ==, 1);
    g_assert_cmpint(jw_compare_bytes("a", "a"), ==, 0);
    g_assert_cmpint(jw_compare_bytes("z", "湖"), ==, -1); /* bytes are unsigned */
    g_assert_cmpint(jw_compare_bytes(NULL, ""), ==, -1);
    g_assert_cmpint(jw_compare_bytes(NULL, NULL), ==, 0);
}

/* ---- Dates ---- */

static void test_dates(void)
{
    static const struct {
        const char *text, *date; /* NULL: none */
    } rows[] = {
        { "2022", "2022" },
        { "2022-07", "2022-07" },
        { "2022-07-07", "2022-07-07" },
        { "2022-7-7", "2022-07-07" },
        { "2022/7/7", "2022-07-07" },
        { "2022.7.7", "2022-07-07" },
        { "2022/7", "2022-07" },
        { "2022年", "2022" },
        { "2022年7月", "2022-07" },
        { "2022年7月7日", "2022-07-07" },
        { "2022年07月07日", "2022-07-07" },
        { "2022年7月7", "2022-07-07" },
        { "２０２２年７月７日", "2022-07-07" },
        { "２０２２／７／７", "2022-07-07" },
        { " 2022-07-07 ", "2022-07-07" },
        { "　2022年7月7日　", "2022-07-07" },
        { "0001-01-01", "0001-01-01" },
        { "9999-12-31", "9999-12-31" },
        /* leap years: every fourth, but centuries only if 400 divides them */
        { "2020-02-29", "2020-02-29" },
        { "2000-02-29", "2000-02-29" },
        { "2021-02-29", NULL },
        { "1900-02-29", NULL },
        { "2100-02-29", NULL },
        { "2020-02-30", NULL },
        { "2022-04-30", "2022-04-30" },
        { "2022-04-31", NULL },
        { "2022-01-31", "2022-01-31" },
        { "2022-01-32", NULL },
        { "2022-12-31", "2022-12-31" },
        { "2022-13-01", NULL },
        { "2022-00-01", NULL },
        { "2022-01-00", NULL },
        { "0000-01-01", NULL },
        { "", NULL },
        { " ", NULL },
        { "22-7-7", NULL },
        { "202-07-07", NULL },
        { "20220707", NULL },
        { "12022", NULL },
        { "2022-", NULL },
        { "2022-07-", NULL },
        { "2022--07", NULL },
        { "2022-07-07x", NULL },
        { "2022-07-07-01", NULL },
        { "2022-07-007", NULL },
        { "x2022", NULL },
        { "-2022", NULL },
        { "2022 07 07", NULL },
        { "2022年7月7日前", NULL },
        { "年", NULL },
        { "2022月", NULL },
        { "2022日", NULL },
        { "2022-07-07 12:00", NULL },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char out[11] = "";
        bool good = jw_read_date(rows[i].text, out);
        g_assert_cmpstr(good ? out : NULL, ==, rows[i].date);
        g_assert_cmpint(jw_is_date(rows[i].text), ==,
                        rows[i].date && strcmp(rows[i].text, rows[i].date) == 0);
    }
    g_autofree char *blanks = g_strnfill(500, ' ');
    g_autofree char *late = g_strconcat(blanks, "2022", NULL);
    char out[11];
    g_assert_false(jw_read_date(late, out));
}

/* Every day that GDate knows, and none beside. */
static void test_dates_of_a_calendar(void)
{
    static const int years[] = { 1, 4, 100, 400, 1900, 1999, 2000, 2023, 2024, 2100, 9999 };
    for (size_t i = 0; i < G_N_ELEMENTS(years); i++)
        for (int month = 0; month <= 13; month++)
            for (int day = 0; day <= 32; day++) {
                char text[32], out[11];
                g_snprintf(text, sizeof text, "%04d-%02d-%02d", years[i], month, day);
                bool exists = month >= 1 && month <= 12 && day >= 1 &&
                              g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)years[i]);
                g_assert_cmpint(jw_is_date(text), ==, exists);
                g_assert_cmpint(jw_read_date(text, out), ==, exists);
            }
}

/* ---- Cells ---- */

static void test_trim(void)
{
    static const char *const rows[][2] = {
        { "", "" },
        { " ", "" },
        { "　 \t\r\n\v\f\xC2\xA0\xE2\x80\x8B", "" },
        { "a", "a" },
        { " a ", "a" },
        { "\xEF\xBB\xBF"
          "a b\xE2\x80\x8B",
          "a b" },
        { "　龙华　", "龙华" },
        { "a\xC2\xA0", "a" },
        { "é", "é" }, /* its last byte is that of U+00A9, no blank */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *copy = g_strdup(rows[i][0]);
        size_t length = strlen(rows[i][0]);
        const char *trimmed = jw_trimmed(rows[i][0], &length);
        g_assert_cmpmem(trimmed, length, rows[i][1], strlen(rows[i][1]));
        g_assert_cmpstr(jw_trim(copy), ==, rows[i][1]);
    }
}

static void test_fold_width(void)
{
    static const char *const rows[][2] = {
        { "", "" },
        { "ＡＢＣ１２３", "ABC123" },
        { "！～", "!~" },
        { "　", " " },
        { "龙Ａ华", "龙A华" },
        { "。、「」￥", "。、「」￥" },
        { "abc", "abc" },
        { "\xEF\xBD\x9F", "\xEF\xBD\x9F" }, /* U+FF5F: the first past it */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *copy = g_strdup(rows[i][0]);
        jw_fold_width(copy);
        g_assert_cmpstr(copy, ==, rows[i][1]);
    }
    g_assert_cmpuint(jw_length("龙华a"), ==, 3);
}

/* ---- Near words ---- */

static void test_nearest(void)
{
    static const char *const words[] = {
        "association", "chamber", "block", "strip", "观湖", "民治", "branch"
    };
    static const char *const rows[][2] = {
        { "asociation", "association" },
        { "blok", "block" },
        { "lbock", "block" },
        { "stirp", "strip" },
        { "观湖街道", "观湖" },
        { "chambers", "chamber" },
        { "x", NULL },
        { "", NULL },
        { "department", NULL },
        { "branch", "branch" },
        { "观澜", NULL },
        { "joint-branch", "branch" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpstr(jw_nearest(rows[i][0], words, G_N_ELEMENTS(words)), ==, rows[i][1]);
    static const char *const holes[] = { NULL, "", "block" };
    g_assert_cmpstr(jw_nearest("blok", holes, G_N_ELEMENTS(holes)), ==, "block");
    g_assert_null(jw_nearest("blok", NULL, 0));
}

/* Of several near words the one with the fewest edits, whatever their order: one letter of thirteen off must
 * not tie with two. */
static void test_nearest_of_several(void)
{
    static const char *const words[] = { "organisatiom", "organizatiom", "organization" };
    g_assert_cmpstr(jw_nearest("organization", words, 3), ==, "organization");
    g_assert_cmpstr(jw_nearest("organizatin", words, 3), ==, "organization");
    static const char *const ends[] = { "committee-of-industry", "committee-of-trade" };
    g_assert_cmpstr(jw_nearest("committee-of-trad", ends, 2), ==, "committee-of-trade");
    static const char *const holding[] = { "观湖街道办事处", "观湖街道" };
    g_assert_cmpstr(jw_nearest("观湖", holding, 2), ==, "观湖街道");
    static const char *const same[] = { "ab1", "ab2" };
    g_assert_cmpstr(jw_nearest("ab3", same, 2), ==, "ab1");
}

static void test_distance(void)
{
    static const char *const words[] = { "block", "blcok",    "blok",      "b",       "",
                                         "观湖",  "观湖街道", "committee", "comittee" };
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(words); j++) {
            g_assert_cmpuint(jw_distance(words[i], words[j]), ==, jw_distance(words[j], words[i]));
            if (i == j && *words[i]) g_assert_cmpuint(jw_distance(words[i], words[j]), ==, 0);
        }
    g_assert_cmpuint(jw_distance("", ""), ==, SIZE_MAX);
    g_autofree char *longest = g_strnfill(64, 'a'), *longer = g_strnfill(65, 'a');
    g_assert_cmpuint(jw_distance(longest, longest), ==, 0);
    g_assert_cmpuint(jw_distance(longer, longer), ==, SIZE_MAX);
}

/* Words come from the command line too, where nothing has checked that they are UTF-8: a sequence that is cut
 * off must not be read past its end. */
static void test_distance_of_broken_utf8(void)
{
    static const char *const broken[] = { "\xE5", "ab\xE5\x8D", "\xFF\xFE", "\xF0" };
    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
        g_autofree char *word = g_strdup(broken[i]); /* on the heap, where a sanitizer sees its end */
        g_assert_cmpuint(jw_distance(word, "abc"), ==, SIZE_MAX);
        g_assert_cmpuint(jw_distance("abc", word), ==, SIZE_MAX);
        static const char *const known[] = { "abc" };
        g_assert_null(jw_nearest(word, known, 1));
    }
}

/* A cell in which somebody pressed Alt+Enter is one line of a table; a name with an escape sequence colours
 * no terminal. */
static void test_visible(void)
{
    static const char *const cases[][2] = {
        { "龙华\n协会", "龙华 协会" },
        { "a\r\nb\tc", "a b c" },
        { "\x1b[31m红", "\\x1b[31m红" },
        { "a\xC2\x9B\x7F", "a\\x9b\\x7f" },
        { "x\u202Ey", "x\\u202ey" },
        { "\u2028", " " },
        { "龙华区协会", NULL },
        { "a\u200Fb", NULL }, /* a mark of names that are written from right to left */
        { "", NULL },
        { "a\\x1b é", NULL },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *shown = jw_visible(cases[i][0]);
        g_assert_cmpstr(shown, ==, cases[i][1]);
        free(shown);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text/natural-is-total", test_natural_is_total);
    g_test_add_func("/text/natural-examples", test_natural_examples);
    g_test_add_func("/text/bytes", test_bytes);
    g_test_add_func("/text/dates", test_dates);
    g_test_add_func("/text/dates-of-a-calendar", test_dates_of_a_calendar);
    g_test_add_func("/text/trim", test_trim);
    g_test_add_func("/text/fold-width", test_fold_width);
    g_test_add_func("/text/visible", test_visible);
    g_test_add_func("/text/nearest", test_nearest);
    g_test_add_func("/text/nearest-of-several", test_nearest_of_several);
    g_test_add_func("/text/distance", test_distance);
    g_test_add_func("/text/distance-of-broken-utf8", test_distance_of_broken_utf8);
    return g_test_run();
}
