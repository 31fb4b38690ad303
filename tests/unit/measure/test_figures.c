/* Figures by name. */
#include "measure/figures.h"
#include "random_model.h"

static const struct {
    const char *name;
    double value;
} figures[] = {
    { "population.all", 5 },
    { "population.known", 4 },
    { "population.unknown", 1 },
    { "status.full", 1 },
    { "status.work-only", 2 },
    { "status.none", 1 },
    { "status.organization-only", 0 },
    { "rate.organization", 0.25 },
    { "rate.work", 0.75 },
    { "rate.full", 0.25 },
    { "reach.led", 3 },
    { "reach.backstop-only", 0 },
    { "gaps.can-form", 2 },
    { "gaps.no-lead", 1 },
    { "gaps.broken-chain", 0 },
    { "illustrative", 1 },
    { "units", 7 },
    { "units.association", 4 },
    { "units[street=观湖]", 2 },
    { "units.association[street=观湖]", 1 },
    { "units.block", 1 },
    { "count", 7 },
    { "count.association", 5 },
    { "links", 5 },
    { "links.leads", 4 },
    { "links.sends.count", 40 },
    { "links.leads.count", 4 },
    { "links[kind=core]", 2 },
    { "links.sends.count[kind=core]", 40 },
    { "links.sends.count[kind=block]", 0 },
    { "members.sum", 13 },
    { "members.total", 13 },
    { "capacity.sum", 0 },
    { "capacity.total", 6 },
    { "capacity.total[kind=association]", 0 },
    { "members.sum[covered=full]", 3 },
    { "population.all[covered=none,full]", 2 },
    { "rate.work[covered=none]", 0 },
};

/* r leads b; b leads x (full, 3 members), y (stands for 2, 5 members each), z (not reported); w has nobody; e
 * is no more. */
static jw_model *sample(void)
{
    jw_model *m = make_model("core:r block:b association:x association:y association:z association:w post:e",
                             "r leads b; b leads x; b leads y; b leads z; r sends b");
    set_text(m, "x", JW_ORGANIZATION, "branch");
    set_text(m, "x", JW_STREET, "观湖");
    set_text(m, "b", JW_STREET, "观湖");
    set_number(m, "x", JW_MEMBERS, 3);
    set_number(m, "y", JW_MEMBERS, 5);
    set_number(m, "y", JW_COUNT, 2);
    jw_model_set_flag(m, false, jw_model_find(m, "z"), JW_REPORTED, 0);
    jw_model_set_flag(m, false, jw_model_find(m, "z"), JW_ILLUSTRATIVE, 1);
    set_text(m, "e", JW_STATE, "eliminated");
    set_number(m, "b", JW_CAPACITY, 6);
    set_number(m, "e", JW_CAPACITY, 9);
    for (uint32_t l = 0; l < jw_model_link_count(m); l++)
        if (strcmp(jw_link_kind_of(m, l)->name, "sends") == 0) jw_model_set_number(m, true, l, JW_COUNT, 40);
    return m;
}

static void test_values(void)
{
    jw_model *m = sample();
    jw_coverage *c = jw_cover(m, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(figures); i++) {
        double value = -1;
        g_assert_true(jw_figure(m, c, figures[i].name, &value, NULL));
        g_assert_cmpfloat(value, ==, figures[i].value);
    }
    jw_coverage_free(c);
    jw_model_free(m);
}

static void expect_unknown(const char *name, const char *code, const char *nearest)
{
    jw_model *m = sample();
    jw_coverage *c = jw_cover(m, NULL);
    jw_diags *diags = jw_diags_new();
    double value;
    g_assert_false(jw_figure(m, c, name, &value, diags));
    g_assert_cmpuint(jw_diags_size(diags), ==, 1);
    g_assert_cmpstr(jw_diags_get(diags, 0)->code, ==, code);
    g_assert_cmpstr(jw_diags_get(diags, 0)->nearest, ==, nearest);
    jw_diags_free(diags);
    jw_coverage_free(c);
    jw_model_free(m);
}

static void test_unknown(void)
{
    expect_unknown("rate.orgnization", "unknown-figure", "rate.organization");
    expect_unknown("units.blok", "unknown-figure", "units.block");
    expect_unknown("", "unknown-figure", NULL);
    expect_unknown("unitsblock", "unknown-figure", "units.block");
    expect_unknown("member.sum", "unknown-figure", "members.sum");
    expect_unknown("member.total", "unknown-figure", "members.total");
    expect_unknown("units[", "unknown-figure", "units");
    expect_unknown("units[(]", "selector-syntax", NULL);
    expect_unknown("units[covered=al]", "bad-value", NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/figures/values", test_values);
    g_test_add_func("/figures/unknown", test_unknown);
    return g_test_run();
}
