/* Attach rules against their definition: the first rule with a unit that agrees gives the smallest id of
 * them. */
#include "base/text.h"
#include "model/build.h"

#include "../growth.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* ---- By hand ---- */

static uint32_t add(jw_model *m, const char *kind, const char *id, const char *street, const char *industry)
{
    uint32_t u =
        jw_model_add_unit(m, id, NULL, jw_model_unit_kind_named(m, kind), true, (jw_spot){ 7, 0, 0 });
    g_assert_cmpuint(u, !=, JW_NO_UNIT);
    jw_model_set_text(m, false, u, JW_STREET, street);
    jw_model_set_text(m, false, u, JW_INDUSTRY, industry);
    return u;
}

static void add_link(jw_model *m, const char *from, const char *kind, const char *to)
{
    jw_model_add_link(m, jw_model_link_kind_named(m, kind), jw_model_find(m, from), jw_model_find(m, to),
                      (jw_spot){ 0 });
}

/* A rule: by ends with -1. */
static void add_rule(jw_model *m, const char *to, const int *by, const char *link)
{
    size_t n = 0;
    while (by[n] >= 0) n++;
    jw_attach_rule rule = { .to = jw_selector_parse(to, "attach", NULL),
                            .by = g_memdup2(by, n * sizeof *by),
                            .n_by = n,
                            .link = jw_model_link_kind_named(m, link) };
    jw_model_add_attach_rule(m, rule);
}
#define BY(...) ((const int[]){ __VA_ARGS__ })

static void attach(jw_model *m)
{
    jw_model_finish(m, NULL);
    g_assert_true(jw_model_attach(m, NULL));
    jw_model_finish(m, NULL);
}

/* The one authority link to a unit, as "guides guanhu"; "" if none, "+" if several. */
static const char *lead_of(const jw_model *m, const char *id)
{
    static char text[64];
    uint32_t u = jw_model_find(m, id);
    *text = '\0';
    for (size_t l = 0; l < jw_model_link_count(m); l++)
        if (jw_model_link(m, l).to == u) g_snprintf(text, sizeof text, "%s", *text ? "+" : "");
    for (size_t l = 0; l < jw_model_link_count(m); l++)
        if (jw_model_link(m, l).to == u && *text != '+')
            g_snprintf(text, sizeof text, "%s %s", jw_link_kind_of(m, l)->name,
                       jw_unit_id(m, jw_model_link(m, l).from));
    return text;
}

/* 1+6+12+N in small. */
static void test_core_block_strip(void)
{
    jw_model *m = jw_model_new(NULL);
    add(m, "core", "lh", NULL, NULL);
    add(m, "block", "guanhu", "观湖", NULL);
    add(m, "strip", "gas", NULL, "燃气");
    add(m, "association", "a1", "观湖", "燃气");   /* the strip comes first */
    add(m, "association", "a2", "观湖", "物业");   /* no strip: the block */
    add(m, "association", "a3", "观湖街道", NULL); /* neither: the core; and the street is told */
    add(m, "association", "a4", "观湖街道", "燃气类");
    add(m, "association", "a5", NULL, NULL);   /* no value is no value that matched nothing */
    add(m, "association", "a6", "观湖", NULL); /* has a lead */
    add(m, "joint-branch", "jb", NULL, NULL);
    add(m, "association", "a7", "观湖", NULL); /* has joined */
    add_link(m, "lh", "leads", "a6");
    add_link(m, "a7", "joins", "jb");
    add_rule(m, "kind=strip", BY(JW_INDUSTRY, -1), "guides");
    add_rule(m, "kind=block", BY(JW_STREET, -1), "guides");
    add_rule(m, "kind=core", BY(-1), "backstops");
    attach(m);
    g_assert_cmpstr(lead_of(m, "a1"), ==, "guides gas");
    g_assert_cmpstr(lead_of(m, "a2"), ==, "guides guanhu");
    g_assert_cmpstr(lead_of(m, "a3"), ==, "backstops lh");
    g_assert_cmpstr(lead_of(m, "a4"), ==, "backstops lh");
    g_assert_cmpstr(lead_of(m, "a5"), ==, "backstops lh");
    g_assert_cmpstr(lead_of(m, "a6"), ==, "leads lh");
    g_assert_cmpstr(lead_of(m, "a7"), ==, "");
    g_assert_cmpstr(lead_of(m, "gas"), ==, ""); /* only targets are attached */
    g_assert_cmpuint(jw_model_attach_rules(m), ==, 3);
    static const jw_attached expected[] = { { "kind=strip", "industry", "guides", 1 },
                                            { "kind=block", "street", "guides", 1 },
                                            { "kind=core", NULL, "backstops", 3 } };
    for (size_t i = 0; i < 3; i++) {
        jw_attached rule = jw_model_attached(m, i);
        g_assert_cmpstr(rule.to, ==, expected[i].to);
        g_assert_cmpstr(rule.by, ==, expected[i].by);
        g_assert_cmpstr(rule.link, ==, expected[i].link);
        g_assert_cmpuint(rule.targets, ==, expected[i].targets);
    }
    static const struct {
        size_t rule, targets;
        const char *attribute, *value, *nearest;
    } unmatched[] = { { 0, 1, "industry", "燃气类", "燃气" },
                      { 0, 1, "industry", "物业", NULL },
                      { 1, 2, "street", "观湖街道", "观湖" } };
    g_assert_cmpuint(jw_model_unmatched_values(m), ==, 3);
    for (size_t i = 0; i < 3; i++) {
        jw_unmatched u = jw_model_unmatched_value(m, i);
        g_assert_cmpuint(u.rule, ==, unmatched[i].rule);
        g_assert_cmpuint(u.targets, ==, unmatched[i].targets);
        g_assert_cmpstr(u.attribute, ==, unmatched[i].attribute);
        g_assert_cmpstr(u.value, ==, unmatched[i].value);
        g_assert_cmpstr(u.nearest, ==, unmatched[i].nearest);
        g_assert_cmpuint(u.place.line, ==, 7);
    }
    g_assert_cmpuint(jw_model_ambiguous_values(m), ==, 0);
    jw_model_free(m);
}

/* Several units match: the smallest id, told once a value, and only if a target had the choice. */
static void test_ambiguous(void)
{
    jw_model *m = jw_model_new(NULL);
    for (int i = 9; i > 0; i--) {
        char id[] = { 'b', (char)('0' + i), 0 };
        add(m, "block", id, i % 2 ? "观湖" : "民治", NULL);
    }
    add(m, "association", "x", "观湖", NULL);
    add(m, "association", "y", "观湖", NULL);
    add_rule(m, "kind=block", BY(JW_STREET, -1), "guides");
    attach(m);
    g_assert_cmpstr(lead_of(m, "x"), ==, "guides b1");
    g_assert_cmpstr(lead_of(m, "y"), ==, "guides b1");
    g_assert_cmpuint(jw_model_ambiguous_values(m), ==, 1);
    jw_ambiguous a = jw_model_ambiguous_value(m, 0);
    g_assert_cmpstr(a.attribute, ==, "street");
    g_assert_cmpstr(a.value, ==, "观湖");
    g_assert_cmpuint(a.rule, ==, 0);
    g_assert_cmpstr(jw_unit_id(m, a.taken), ==, "b1");
    g_assert_cmpstr(jw_unit_id(m, a.other), ==, "b3");
    /* Numbers of units that change later: what is told must follow. */
    add(m, "core", "a0", NULL, NULL);
    jw_model_finish(m, NULL);
    a = jw_model_ambiguous_value(m, 0);
    g_assert_cmpstr(jw_unit_id(m, a.taken), ==, "b1");
    g_assert_cmpstr(jw_unit_id(m, a.other), ==, "b3");
    bool drop[12] = { true };
    jw_model_drop_units(m, drop);
    jw_model_finish(m, NULL);
    a = jw_model_ambiguous_value(m, 0);
    g_assert_cmpstr(jw_unit_id(m, a.taken), ==, "b1");
    drop[0] = false;
    drop[jw_model_find(m, "b3")] = true;
    jw_model_drop_units(m, drop);
    jw_model_finish(m, NULL);
    g_assert_cmpuint(jw_model_ambiguous_values(m), ==, 0);
    jw_model_free(m);
}

/* Values that hold what stands between them must not be taken for others. */
static void test_tuples(void)
{
    jw_model *m = jw_model_new(NULL);
    add(m, "block", "b", "a / b", "c");
    add(m, "association", "x", "a", "b / c");
    add(m, "association", "y", "a / b", "c");
    add(m, "association", "z", "a / b", NULL);
    add_rule(m, "kind=block", BY(JW_STREET, JW_INDUSTRY, -1), "guides");
    attach(m);
    g_assert_cmpstr(lead_of(m, "x"), ==, "");
    g_assert_cmpstr(lead_of(m, "y"), ==, "guides b");
    g_assert_cmpstr(lead_of(m, "z"), ==, "");
    g_assert_cmpuint(jw_model_unmatched_values(m), ==, 1);
    g_assert_cmpstr(jw_model_unmatched_value(m, 0).attribute, ==, "street / industry");
    g_assert_cmpstr(jw_model_unmatched_value(m, 0).value, ==, "a / b / c");
    g_assert_cmpuint(jw_model_unmatched_value(m, 0).targets, ==, 1);
    jw_model_free(m);
}

/* A target may be among those that the rule attaches to. */
static void test_itself(void)
{
    jw_model *m = jw_model_new(NULL);
    add(m, "association", "a", "观湖", NULL);
    add(m, "association", "b", "观湖", NULL);
    add(m, "association", "c", "民治", NULL);
    add_rule(m, "kind=association", BY(JW_STREET, -1), "guides");
    attach(m);
    g_assert_cmpstr(lead_of(m, "a"), ==, "guides b");
    g_assert_cmpstr(lead_of(m, "b"), ==, "guides a");
    g_assert_cmpstr(lead_of(m, "c"), ==, "");
    g_assert_cmpuint(jw_model_ambiguous_values(m), ==, 0); /* neither had a choice */
    jw_model_free(m);
}

static void test_eliminated(void)
{
    jw_model *m = jw_model_new(NULL);
    uint32_t gone = add(m, "block", "a", "观湖", NULL);
    jw_model_set_text(m, false, gone, JW_STATE, "eliminated");
    add(m, "block", "b", "观湖", NULL);
    add(m, "association", "x", "观湖", NULL);
    uint32_t y = add(m, "association", "y", "观湖", NULL), z = add(m, "association", "z", "民治", NULL);
    jw_model_set_text(m, false, y, JW_STATE, "eliminated");
    jw_model_set_text(m, false, z, JW_STATE, "eliminated");
    add_rule(m, "kind=block", BY(JW_STREET, -1), "guides");
    attach(m);
    g_assert_cmpstr(lead_of(m, "x"), ==, "guides b");         /* nobody is led by what is no more */
    g_assert_cmpstr(lead_of(m, "y"), ==, "guides b");         /* it is drawn there, */
    g_assert_cmpuint(jw_model_attached(m, 0).targets, ==, 1); /* but counted nowhere */
    g_assert_cmpuint(jw_model_unmatched_values(m), ==, 0);
    jw_model_free(m);
}

static void test_again(void)
{
    jw_model *m = jw_model_new(NULL);
    add(m, "block", "b", "观湖", NULL);
    add(m, "association", "x", "观湖", NULL);
    add_rule(m, "kind=block", BY(JW_STREET, -1), "guides");
    attach(m);
    attach(m);
    g_assert_cmpuint(jw_model_attach_rules(m), ==, 1);
    g_assert_cmpuint(jw_model_attached(m, 0).targets, ==, 0); /* the second time nobody lacks a lead */
    g_assert_cmpuint(jw_model_link_count(m), ==, 1);
    jw_model_free(m);
}

static void test_findings(void)
{
    jw_limits limits = jw_limits_default();
    limits.links = 1;
    jw_model *m = jw_model_new(&limits);
    jw_diags *diags = jw_diags_new();
    add(m, "core", "lh", NULL, NULL);
    add(m, "association", "x", NULL, NULL);
    add(m, "association", "y", NULL, NULL);
    add_rule(m, "kind=core", BY(-1), "backstops");
    jw_model_finish(m, NULL);
    g_assert_false(jw_model_attach(m, diags));
    g_assert_cmpuint(jw_diags_size(diags), ==, 1);
    g_assert_cmpstr(jw_diags_get(diags, 0)->code, ==, "too-many-links");
    g_assert_cmpstr(jw_diags_get(diags, 0)->expected, ==, "1");
    add_rule(m, "kind=cor", BY(-1), "backstops");
    add_rule(m, "strete=x", BY(-1), "backstops");
    g_assert_false(jw_model_attach(m, diags));
    g_assert_cmpuint(jw_diags_size(diags), ==, 3); /* every rule that does not bind */
    g_assert_cmpstr(jw_diags_get(diags, 1)->nearest, ==, "core");
    g_assert_cmpstr(jw_diags_get(diags, 2)->nearest, ==, "street");
    jw_diags_free(diags);
    jw_model_free(m);
}

/* A register in which every row has a value of its own: near values are sought for the first, not for all. */
static double attach_many_values(int n)
{
    jw_model *m = jw_model_new(NULL);
    for (int i = 0; i < n; i++) {
        char id[16], value[16];
        g_snprintf(id, sizeof id, "%05d", i);
        g_snprintf(value, sizeof value, "%s-%05d", i % 2 ? "block" : "other", i);
        add(m, i % 2 ? "block" : "association", id, value, NULL);
    }
    add_rule(m, "kind=block", BY(JW_STREET, -1), "guides");
    clock_t begun = clock();
    attach(m);
    double seconds = seconds_since(begun);
    g_assert_cmpuint(jw_model_unmatched_values(m), ==, n / 2);
    jw_model_free(m);
    return seconds;
}

static void test_many_values(void)
{
    assert_no_square(attach_many_values, 5000);
}

/* ---- At random ---- */

static bool values_agree(const jw_model *m, uint32_t a, uint32_t b, const int *by)
{
    for (; *by >= 0; by++) {
        char x[JW_NUMBER_SIZE], y[JW_NUMBER_SIZE];
        const char *p = jw_unit_value(m, a, *by, x), *q = jw_unit_value(m, b, *by, y);
        if (!p || !q || strcmp(p, q) != 0) return false;
    }
    return true;
}

static bool has_values(const jw_model *m, uint32_t u, const int *by)
{
    return values_agree(m, u, u, by);
}

static bool needs_lead(const jw_model *m, uint32_t u, size_t n_links)
{
    for (size_t l = 0; l < n_links; l++) {
        jw_link link = jw_model_link(m, l);
        jw_link_role role = jw_link_kind_of(m, l)->role;
        if ((link.to == u && role == JW_ROLE_AUTHORITY) || (link.from == u && role == JW_ROLE_MEMBERSHIP))
            return false;
    }
    return jw_unit_kind_of(m, u)->role == JW_ROLE_TARGET;
}

static const char *const selectors[] = { "kind=block",       "kind=strip",
                                         "role=lead",        "role=root",
                                         "street=观湖,民治", "members=2.. (kind=block | kind=association)" };
static const int bys[][3] = { { -1 },
                              { JW_STREET, -1 },
                              { JW_INDUSTRY, -1 },
                              { JW_MEMBERS, -1 },
                              { JW_REPORTED, -1 },
                              { JW_STREET, JW_INDUSTRY, -1 },
                              { JW_MEMBERS, JW_STREET, -1 } };

static jw_model *random_model(GRand *r)
{
    static const char *const kinds[] = { "core", "block", "strip", "association", "association", "chamber" };
    static const char *const streets[] = { "观湖", "民治", "大浪", NULL }, *const industries[] = { "燃气",
                                                                                                   "物业",
                                                                                                   NULL };
    jw_model *m = jw_model_new(NULL);
    int n = g_rand_int_range(r, 1, 16);
    for (int i = 0; i < n; i++) {
        char id[] = { (char)('a' + (i * 7) % 16), 0 };
        uint32_t u = add(m, kinds[g_rand_int_range(r, 0, 6)], id, streets[g_rand_int_range(r, 0, 4)],
                         industries[g_rand_int_range(r, 0, 3)]);
        jw_model_set_number(m, false, u, JW_MEMBERS, g_rand_boolean(r) ? g_rand_int_range(r, 0, 4) : NAN);
        jw_model_set_flag(m, false, u, JW_REPORTED, g_rand_int_range(r, -1, 2));
        jw_model_set_text(m, false, u, JW_STATE, g_rand_int_range(r, 0, 6) ? NULL : "eliminated");
    }
    static const char *const links[] = { "leads", "guides", "joins", "sends", "pairs" };
    for (int i = g_rand_int_range(r, 0, 5); i > 0; i--) {
        uint32_t from = (uint32_t)g_rand_int_range(r, 0, n), to = (uint32_t)g_rand_int_range(r, 0, n);
        if (from != to)
            jw_model_add_link(m, jw_model_link_kind_named(m, links[g_rand_int_range(r, 0, 5)]), from, to,
                              (jw_spot){ 0 });
    }
    jw_model_finish(m, NULL);
    return m;
}

/* What the rules must do to unit u of a model that still has its own links only. */
typedef struct {
    uint32_t lead; /* JW_NO_UNIT: none */
    size_t rule;
} outcome;

static outcome oracle(const jw_model *m, uint32_t u, const int *const *by, jw_bound *const *to,
                      size_t n_rules, size_t *unmatched)
{
    for (size_t k = 0; k < n_rules; k++) {
        bool some = false;
        uint32_t lead = JW_NO_UNIT;
        for (uint32_t v = 0; v < jw_model_unit_count(m); v++) {
            bool matches =
                !jw_unit_is_eliminated(m, v) && jw_bound_holds(to[k], v) && values_agree(m, u, v, by[k]);
            some |= matches;
            if (matches && v != u && lead == JW_NO_UNIT) lead = v;
        }
        unmatched[k] += !some && by[k][0] >= 0 && has_values(m, u, by[k]) && !jw_unit_is_eliminated(m, u);
        if (lead != JW_NO_UNIT) return (outcome){ lead, k };
    }
    return (outcome){ JW_NO_UNIT, 0 };
}

static void test_by_definition(void)
{
    GRand *r = g_rand_new_with_seed(21);
    for (int i = 0; i < 1500; i++) {
        jw_model *m = random_model(r);
        size_t n_rules = (size_t)g_rand_int_range(r, 0, 4), before = jw_model_link_count(m),
               n = jw_model_unit_count(m);
        const int *by[4];
        jw_selector *selector[4];
        jw_bound *to[4];
        for (size_t k = 0; k < n_rules; k++) {
            const char *text = selectors[g_rand_int_range(r, 0, G_N_ELEMENTS(selectors))];
            by[k] = bys[g_rand_int_range(r, 0, G_N_ELEMENTS(bys))];
            selector[k] = jw_selector_parse(text, NULL, NULL);
            to[k] = jw_selector_bind(selector[k], m, NULL, NULL);
            add_rule(m, text, by[k], k % 2 ? "backstops" : "guides");
        }
        outcome expected[16];
        size_t unmatched[4] = { 0 }, took[4] = { 0 }, new_links = 0;
        for (uint32_t u = 0; u < n; u++) {
            expected[u] = needs_lead(m, u, before) ? oracle(m, u, by, to, n_rules, unmatched)
                                                   : (outcome){ JW_NO_UNIT, 0 };
            new_links += expected[u].lead != JW_NO_UNIT;
            if (expected[u].lead != JW_NO_UNIT && !jw_unit_is_eliminated(m, u)) took[expected[u].rule]++;
        }
        g_assert_true(jw_model_attach(m, NULL));
        g_assert_cmpuint(jw_model_link_count(m), ==, before + new_links);
        for (size_t l = before; l < before + new_links; l++) {
            jw_link link = jw_model_link(m, l);
            g_assert_cmpuint(link.from, ==, expected[link.to].lead);
            g_assert_cmpstr(jw_link_kind_of(m, l)->name, ==,
                            expected[link.to].rule % 2 ? "backstops" : "guides");
        }
        for (size_t k = 0; k < n_rules; k++) {
            g_assert_cmpuint(jw_model_attached(m, k).targets, ==, took[k]);
            for (size_t w = 0; w < jw_model_unmatched_values(m); w++)
                if (jw_model_unmatched_value(m, w).rule == k)
                    unmatched[k] -= jw_model_unmatched_value(m, w).targets;
            g_assert_cmpuint(unmatched[k], ==, 0);
            jw_bound_free(to[k]);
            jw_selector_free(selector[k]);
        }
        jw_model_free(m);
    }
    g_rand_free(r);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/attach/core-block-strip", test_core_block_strip);
    g_test_add_func("/attach/ambiguous", test_ambiguous);
    g_test_add_func("/attach/tuples", test_tuples);
    g_test_add_func("/attach/itself", test_itself);
    g_test_add_func("/attach/eliminated", test_eliminated);
    g_test_add_func("/attach/again", test_again);
    g_test_add_func("/attach/findings", test_findings);
    g_test_add_func("/attach/many-values", test_many_values);
    g_test_add_func("/attach/by-definition", test_by_definition);
    return g_test_run();
}
