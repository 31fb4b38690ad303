/* Fuzz target for selectors: no text may crash the reader, what it reads must be written as a text that reads
 * back the same, and both must take the same units of a small model.
 *
 *     make fuzz FUZZERS=fuzz_selector */
#include "model/build.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_unit(jw_model *m, const char *kind, const char *id, const char *street, double members)
{
    uint32_t u = jw_model_add_unit(m, id, NULL, jw_model_unit_kind_named(m, kind), true, (jw_spot){ 0 });
    jw_model_set_text(m, false, u, JW_STREET, street);
    jw_model_set_number(m, false, u, JW_MEMBERS, members);
}

static void add_link(jw_model *m, const char *from, const char *to)
{
    int leads = jw_model_link_kind_named(m, "leads");
    jw_model_add_link(m, leads, jw_model_find(m, from), jw_model_find(m, to), (jw_spot){ 0 });
}

/* A core, a block and what is below it, and a loop; a unit with every type of value and one with none. */
static jw_model *fixed_model(void)
{
    jw_model *m = jw_model_new(NULL);
    jw_attribute founded = { .name = "founded", .type = JW_DATE };
    int date = jw_model_declare(m, &founded);
    add_unit(m, "core", "a", NULL, 0);
    add_unit(m, "block", "b", "x", 2);
    add_unit(m, "association", "c", "x y", 3);
    add_unit(m, "association", "d", "", 4);
    jw_model_add_unit(m, "e", NULL, jw_model_unit_kind_named(m, "body"), true, (jw_spot){ 0 });
    uint32_t c = jw_model_find(m, "c");
    jw_model_set_text(m, false, c, date, "2022-07-07");
    jw_model_set_text(m, false, c, JW_ALIASES, "s\x1ft");
    jw_model_set_text(m, false, c, JW_ORGANIZATION, "branch");
    jw_model_set_flag(m, false, c, JW_REPORTED, 0);
    add_link(m, "a", "b");
    add_link(m, "b", "c");
    add_link(m, "c", "b");
    jw_model_finish(m, NULL);
    return m;
}

static void check_same(const jw_selector *s, const jw_selector *back, const jw_model *m, jw_diags *diags)
{
    jw_bound *one = jw_selector_bind(s, m, NULL, diags), *other = jw_selector_bind(back, m, NULL, NULL);
    g_assert_true(!one == !other);
    g_assert_true(!one == (jw_diags_count(diags, JW_ERROR) > 0));
    for (uint32_t u = 0; one && u < jw_model_unit_count(m); u++)
        g_assert_true(jw_bound_holds(one, u) == jw_bound_holds(other, u));
    jw_bound_free(one);
    jw_bound_free(other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static jw_model *m;
    if (!m) m = fixed_model();
    char *text = g_strndup((const char *)data, size);
    jw_diags *diags = jw_diags_new();
    jw_selector *s = jw_selector_parse(text, "--where", diags);
    g_assert_true(!s == (jw_diags_count(diags, JW_ERROR) > 0));
    if (s) {
        char *written = jw_selector_text(s);
        jw_selector *back = jw_selector_parse(written, NULL, NULL);
        g_assert_nonnull(back);
        char *again = jw_selector_text(back);
        g_assert_cmpstr(written, ==, again);
        check_same(s, back, m, diags);
        jw_selector_free(back);
        g_free(written);
        g_free(again);
    }
    for (size_t i = 0; i < jw_diags_size(diags); i++) free(jw_diag_message(jw_diags_get(diags, i), JW_ZH));
    jw_selector_free(s);
    jw_diags_free(diags);
    g_free(text);
    return 0;
}
