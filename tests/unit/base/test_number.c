/* Numbers: reading what people type, and the shortest text that reads back. */
#include "base/number.h"

#include <float.h>
#include <glib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

static void test_parse(void)
{
    static const struct {
        const char *text;
        double value; /* NAN: no number */
    } rows[] = {
        { "0", 0 },
        { "-0", 0 },
        { "12", 12 },
        { "+12", 12 },
        { "-1.5", -1.5 },
        { "007", 7 },
        { "1e3", 1000 },
        { "1E+3", 1000 },
        { "1e-3", 0.001 },
        { ".5", 0.5 },
        { "5.", 5 },
        { "1e-999", 0 },
        { "5e-324", 5e-324 },
        { "1.7976931348623157e308", DBL_MAX },
        { "9007199254740993", 9007199254740992.0 },
        { "", NAN },
        { "-", NAN },
        { "+", NAN },
        { ".", NAN },
        { "e5", NAN },
        { "1e", NAN },
        { "1e+", NAN },
        { "1.2.3", NAN },
        { "--1", NAN },
        { "+-1", NAN },
        { " 1", NAN },
        { "1 ", NAN },
        { "0x10", NAN },
        { "inf", NAN },
        { "nan", NAN },
        { "infinity", NAN },
        { "1e999", NAN },
        { "-1e999", NAN },
        { "1,000", NAN },
        { "1_000", NAN },
        { "１", NAN },
        { "12人", NAN },
        { "1f", NAN },
        { "1.5e2.5", NAN },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        double value = 0;
        bool good = jw_parse_number(rows[i].text, &value);
        g_assert_cmpint(good, ==, !isnan(rows[i].value));
        if (good) g_assert_true(value == rows[i].value);
    }
}

static void test_read(void)
{
    static const struct {
        const char *text;
        double value;
    } rows[] = {
        { "12", 12 },
        { " 12 ", 12 },
        { "　12　", 12 },
        { "１２", 12 },
        { "－１．５", -1.5 },
        { "1,234", 1234 },
        { "1，234", 1234 },
        { "１，２３４", 1234 },
        { "1,234,567", 1234567 },
        { "12,345.67", 12345.67 },
        { "-1,234", -1234 },
        { "+123,456", 123456 },
        { "\xC2\xA0"
          "3",
          3 },
        { "1,000.", 1000 },
        { "0,123", 123 },
        { "", NAN },
        { " ", NAN },
        { "12人", NAN },
        { "约12", NAN },
        { "12%", NAN },
        { "1,2", NAN },
        { "1,23", NAN },
        { "1,2345", NAN },
        { "1,,234", NAN },
        { "1,234,", NAN },
        { ",", NAN },
        { ",123", NAN },
        { "-,123", NAN },
        { "1234,567", NAN },
        { "1.5,123", NAN },
        { "1e5,123", NAN },
        { "1e-1,000", NAN },
        { "1,234e5", NAN },
        { "1, 234", NAN },
        { "1 234", NAN },
        { "一二", NAN },
        { "½", NAN },
        { "١٢", NAN },
        { "1,234.5,678", NAN },
        { "0x1,000", NAN },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        double value = 0;
        bool good = jw_read_number(rows[i].text, &value);
        if (good != !isnan(rows[i].value)) g_test_message("“%s”", rows[i].text);
        g_assert_cmpint(good, ==, !isnan(rows[i].value));
        if (good) g_assert_true(value == rows[i].value);
    }
    g_autofree char *many = g_strnfill(127, '1'), *too_many = g_strnfill(128, '1');
    double value;
    g_assert_true(jw_read_number(many, &value));
    g_assert_false(jw_read_number(too_many, &value));
}

/* ---- Writing ---- */

static double random_double(GRand *r)
{
    union {
        guint64 bits;
        double value;
    } any = { .bits = (guint64)g_rand_int(r) << 32 | g_rand_int(r) };
    switch (g_rand_int_range(r, 0, 5)) {
    case 0:
        return any.value;
    case 1:
        any.bits &= G_GUINT64_CONSTANT(0x800FFFFFFFFFFFFF);
        return any.value; /* subnormal */
    case 2:
        return g_rand_int_range(r, -1000000, 1000000) / 1000.0;
    case 3:
        return (double)(gint64)any.bits;
    default:
        return g_rand_double(r);
    }
}

/* Significant digits of a number as written. */
static int digits_of(const char *text)
{
    int n = 0, zeros = 0;
    bool begun = false, point = false;
    for (const char *p = text; *p && *p != 'e'; p++) {
        if (*p == '.') point = true;
        begun |= *p >= '1' && *p <= '9';
        n += begun && g_ascii_isdigit(*p);
        zeros = *p == '0' ? zeros + 1 : *p == '.' ? zeros : 0;
    }
    return point ? n : n - (begun ? zeros : 0);
}

static void check_shortest(double value)
{
    char text[JW_NUMBER_SIZE];
    jw_format_number(text, value);
    if (!isfinite(value)) {
        g_assert_cmpstr(text, ==, "null");
        return;
    }
    g_assert_true(g_ascii_strtod(text, NULL) == value);
    double back;
    g_assert_true(jw_parse_number(text, &back) && back == value);
    if (value == floor(value) && fabs(value) < 1e15) {
        g_assert_null(strpbrk(text, ".e"));
        return;
    }
    for (int digits = 1; digits < digits_of(text); digits++) {
        char fewer[64], format[8];
        g_snprintf(format, sizeof format, "%%.%dg", digits);
        g_ascii_formatd(fewer, sizeof fewer, format, value);
        g_assert_true(g_ascii_strtod(fewer, NULL) != value);
    }
}

static void test_format(void)
{
    static const struct {
        double value;
        const char *text;
    } rows[] = {
        { 0, "0" },
        { -0.0, "0" },
        { 1, "1" },
        { -1, "-1" },
        { 0.1, "0.1" },
        { 0.5518, "0.5518" },
        { 1.0 / 3, "0.3333333333333333" },
        { 0.1 + 0.2, "0.30000000000000004" },
        { 100, "100" },
        { 999999999999999.0, "999999999999999" },
        { -999999999999999.0, "-999999999999999" },
        { 1e15, "1e+15" },
        { 1e15 - 0.5, "999999999999999.5" },
        { 1e22, "1e+22" },
        { 5e-324, "5e-324" },
        { DBL_MIN, "2.2250738585072014e-308" },
        { DBL_MAX, "1.7976931348623157e+308" },
        { 123456789012345678.0, "1.2345678901234568e+17" },
        { NAN, "null" },
        { INFINITY, "null" },
        { -INFINITY, "null" },
        { 2.5, "2.5" },
        { 1e-7, "1e-07" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char text[JW_NUMBER_SIZE];
        jw_format_number(text, rows[i].value);
        g_assert_cmpstr(text, ==, rows[i].text);
        check_shortest(rows[i].value);
    }
    GRand *r = g_rand_new_with_seed(2);
    for (int i = 0; i < 20000; i++) check_shortest(random_double(r));
    g_rand_free(r);
}

static void test_format_fixed(void)
{
    static const struct {
        double value;
        int digits;
        const char *text;
    } rows[] = {
        { 55.18, 2, "55.18" },  { 0.125, 2, "0.12" },  { 0.375, 2, "0.38" },
        { 2, 0, "2" },          { 2.5, 0, "2" },       { 3.5, 0, "4" },
        { -1.5, 1, "-1.5" },    { 0, 2, "0.00" },      { 1e15, 2, "1000000000000000.00" },
        { -0.0, 2, "0.00" },    { -0.001, 2, "0.00" }, { -0.4, 0, "0" },
        { -0.006, 2, "-0.01" }, { NAN, 2, "null" },    { INFINITY, 2, "null" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char text[JW_NUMBER_SIZE];
        jw_format_fixed(text, rows[i].value, rows[i].digits);
        g_assert_cmpstr(text, ==, rows[i].text);
    }
}

/* A number too long for the buffer must not be cut in the middle: it would read as another. */
static void test_format_fixed_large(void)
{
    static const double values[] = { 1e30, -1e35, 1e36, 1.5e37, -1e38, 1e300, -DBL_MAX };
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        char text[JW_NUMBER_SIZE];
        jw_format_fixed(text, values[i], 2);
        g_assert_true(g_ascii_strtod(text, NULL) == values[i]);
    }
}

static void test_round_score(void)
{
    g_assert_true(jw_round_score(1.0 / 3) == 0.3333333333);
    g_assert_true(jw_round_score(2.0 / 3) == 0.6666666667);
    g_assert_true(jw_round_score(123456789012.0) == 123456789000.0);
    g_assert_true(jw_round_score(0.1 + 0.2) == 0.3);
    g_assert_true(jw_round_score(nextafter(12345678905, 0)) == jw_round_score(nextafter(12345678905, 2e10)));
    g_assert_true(jw_round_score(5e-324) == 5e-324);
    g_assert_true(jw_round_score(INFINITY) == INFINITY);
    g_assert_true(isnan(jw_round_score(NAN)));
    g_assert_false(signbit(jw_round_score(-0.0)));
    GRand *r = g_rand_new_with_seed(3);
    for (int i = 0; i < 20000; i++) {
        double value = random_double(r), rounded = jw_round_score(value);
        if (!isfinite(value) || !isfinite(rounded)) continue;
        g_assert_true(jw_round_score(rounded) == rounded);
        g_assert_true(jw_round_score(-value) == -rounded);
        if (fabs(value) > DBL_MIN) g_assert_true(fabs(rounded - value) <= fabs(value) * 0.5000001e-9);
    }
    g_rand_free(r);
}

/* A user's locale writes 1,5. */
static void test_locale(void)
{
    if (!setlocale(LC_NUMERIC, "de_DE.UTF-8") && !setlocale(LC_NUMERIC, "fr_FR.UTF-8")) {
        g_test_skip("no locale with a decimal comma");
        return;
    }
    char text[JW_NUMBER_SIZE];
    double value;
    jw_format_number(text, 1.5);
    g_assert_cmpstr(text, ==, "1.5");
    jw_format_fixed(text, 1.5, 2);
    g_assert_cmpstr(text, ==, "1.50");
    g_assert_true(jw_read_number("1.5", &value) && value == 1.5);
    g_assert_true(jw_round_score(0.1 + 0.2) == 0.3);
    g_assert_true(jw_round_score(nextafter(12345678905, 0)) == jw_round_score(nextafter(12345678905, 2e10)));
    setlocale(LC_NUMERIC, "C");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/number/parse", test_parse);
    g_test_add_func("/number/read", test_read);
    g_test_add_func("/number/format", test_format);
    g_test_add_func("/number/format-fixed", test_format_fixed);
    g_test_add_func("/number/format-fixed-large", test_format_fixed_large);
    g_test_add_func("/number/round-score", test_round_score);
    g_test_add_func("/number/locale", test_locale);
    return g_test_run();
}
