#include "model/pattern.h"

#include <glib.h>

static void assert_fills(jw_pattern *p, const char *text, const char *const *expected)
{
    for (uint64_t i = 0; i < jw_pattern_size(p); i++) {
        jw_template_fault fault;
        jw_pattern_choose(p, i);
        g_autofree char *filled = jw_pattern_fill(p, text, &fault);
        g_assert_cmpstr(filled, ==, expected[i]);
    }
}

/* Every combination once, the last name fastest: the drawing at the top of pattern.h. */
static void test_product(void)
{
    jw_pattern *p = jw_pattern_new();
    g_assert_cmpuint(jw_pattern_size(p), ==, 1);
    jw_pattern_add_range(p, "n", 1, 2);
    jw_pattern_add_name(p, "street");
    g_assert_cmpuint(jw_pattern_size(p), ==, 0);
    jw_pattern_add_word(p, "观湖");
    jw_pattern_add_word(p, "民治");
    g_assert_cmpuint(jw_pattern_size(p), ==, 4);
    static const char *const expected[] = { "b-01-观湖", "b-01-民治", "b-02-观湖", "b-02-民治" };
    assert_fills(p, "b-{n:02}-{street}", expected);
    jw_pattern_free(p);
}

static void test_padding(void)
{
    static const struct {
        int64_t n;
        const char *text, *filled;
    } cases[] = {
        { 7, "{n}", "7" },
        { 7, "{n:02}", "07" },
        { 123, "{n:02}", "123" },
        { -3, "{n:04}", "-003" },
        { 0, "{n:03}", "000" },
        { 5, "{{n}}", "{n}" },
        { 5, "a}b", "a}b" },
        { 5, "{{{n}}}", "{5}" },
        { 5, "{n}{n:02}", "505" },
        { 5, "", "" },
        { 5, "}}{{", "}{" },
        { 5, "第{n}组", "第5组" },
        { INT64_MIN, "{n}", "-9223372036854775808" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        jw_pattern *p = jw_pattern_new();
        jw_pattern_add_range(p, "n", cases[i].n, cases[i].n);
        jw_pattern_choose(p, 0);
        jw_template_fault fault;
        g_autofree char *filled = jw_pattern_fill(p, cases[i].text, &fault);
        g_assert_cmpstr(filled, ==, cases[i].filled);
        jw_pattern_free(p);
    }
}

static void test_faults(void)
{
    static const struct {
        const char *text, *code, *found, *nearest;
    } cases[] = {
        { "{stret}", "unknown-placeholder", "stret", "street" },
        { "{}", "unknown-placeholder", "", NULL },
        { "{ street}", "unknown-placeholder", " street", "street" },
        { "a{street", "bad-template", "a{street", NULL },
        { "{street{n}", "bad-template", "{street{n}", NULL },
        { "{", "bad-template", "{", NULL },
        { "{n:}", "bad-padding", "{n:}", NULL },
        { "{n:2}", "bad-padding", "{n:2}", NULL },
        { "{n:00}", "bad-padding", "{n:00}", NULL },
        { "{n:012}", "bad-padding", "{n:012}", NULL },
        { "{n:0\xE7\x94\xB2}", "bad-padding", "{n:0甲}", NULL },
        { "{street:02}", "not-a-number", "观湖", NULL },
    };
    jw_pattern *p = jw_pattern_new();
    jw_pattern_add_range(p, "n", 1, 1);
    jw_pattern_add_name(p, "street");
    jw_pattern_add_word(p, "观湖");
    jw_pattern_choose(p, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        jw_template_fault fault;
        g_assert_null(jw_pattern_fill(p, cases[i].text, &fault));
        g_assert_cmpstr(fault.code, ==, cases[i].code);
        g_assert_cmpstr(fault.found, ==, cases[i].found);
        g_assert_cmpstr(fault.nearest, ==, cases[i].nearest);
        g_free(fault.found);
    }
    jw_pattern_free(p);
}

/* Nobody makes 2^106 units; the size says "too many" and does not wrap round to a small number. */
static void test_size_does_not_wrap(void)
{
    jw_pattern *p = jw_pattern_new();
    jw_pattern_add_range(p, "a", 1, INT64_C(1) << 53);
    jw_pattern_add_range(p, "b", 1, INT64_C(1) << 53);
    g_assert_cmpuint(jw_pattern_size(p), ==, UINT64_MAX);
    jw_pattern_add_range(p, "c", 1, 2);
    g_assert_cmpuint(jw_pattern_size(p), ==, UINT64_MAX);
    jw_pattern_add_name(p, "none");
    g_assert_cmpuint(jw_pattern_size(p), ==, 0);
    jw_pattern_free(p);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pattern/product", test_product);
    g_test_add_func("/pattern/padding", test_padding);
    g_test_add_func("/pattern/faults", test_faults);
    g_test_add_func("/pattern/size-does-not-wrap", test_size_does_not_wrap);
    return g_test_run();
}
