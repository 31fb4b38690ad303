/* Comparing: what is saved loads to the same model; the differences of two models, as a scenario, bring the
 * first to the second; metrics by hand, and against cover and rank. */
#include "plain.h"

#include "jingwei/compare.h"
#include "jingwei/load.h"
#include "jingwei/rank.h"
#include "jingwei/save.h"
#include "jingwei/scenario.h"

#include <unistd.h>

static char *text_of(const jw_model *m, bool roots)
{
    p_model *p = p_of(m);
    char *text = p_text(p, roots);
    p_free(p);
    return text;
}

static void assert_same(const jw_model *a, const jw_model *b, bool roots)
{
    g_autofree char *x = text_of(a, roots), *y = text_of(b, roots);
    g_assert_cmpstr(x, ==, y);
}

static char *temporary(void)
{
    char *path = NULL;
    int file = g_file_open_tmp("jingwei-XXXXXX.json", &path, NULL);
    g_assert_cmpint(file, >=, 0);
    close(file);
    return path;
}

static void assert_no_errors(const jw_diags *diags)
{
    for (size_t i = 0; i < jw_diags_size(diags); i++) {
        char *message = jw_diag_message(jw_diags_get(diags, i), JW_EN);
        g_test_message("%s: %s", jw_diags_get(diags, i)->path, message);
        free(message);
    }
    g_assert_cmpuint(jw_diags_count(diags, JW_ERROR), ==, 0);
}

static jw_model *saved_and_loaded(const jw_model *m)
{
    g_autofree char *path = temporary();
    jw_load_options options = jw_load_options_default();
    jw_diags *diags = jw_diags_new();
    g_assert_true(jw_save(m, path, diags));
    jw_model *loaded = jw_load(path, &options, diags);
    assert_no_errors(diags);
    g_assert_nonnull(loaded);
    jw_diags_free(diags);
    unlink(path);
    return loaded;
}

/* The scenario at `path` applied to a model. */
static jw_model *applied(const jw_model *base, const char *path)
{
    jw_load_options options = jw_load_options_default();
    jw_diags *diags = jw_diags_new();
    jw_scenario *s = jw_scenario_load(path, NULL, &options, diags);
    assert_no_errors(diags);
    jw_model *after = jw_scenario_apply(s, base, diags);
    assert_no_errors(diags);
    g_assert_nonnull(after);
    jw_scenario_free(s);
    jw_diags_free(diags);
    return after;
}

static void assert_same_metrics(const jw_model *base, const jw_model *a, const jw_model *b)
{
    double x[64], y[64];
    g_assert_cmpuint(jw_metrics(), <=, G_N_ELEMENTS(x));
    g_assert_true(jw_metrics_of(base, a, x, NULL));
    g_assert_true(jw_metrics_of(base, b, y, NULL));
    for (size_t i = 0; i < jw_metrics(); i++)
        if (!(isnan(x[i]) && isnan(y[i]))) g_assert_cmpfloat(x[i], ==, y[i]);
}

/* ---- Saving ---- */

/* Everything that a model can say and a random one does not. */
static void enrich(GRand *r, jw_model *m)
{
    jw_model_declare(m, &(jw_attribute){ .name = "founded", .zh = "成立", .en = "Founded", .type = JW_DATE });
    jw_model_declare(m, &(jw_attribute){ .name = "phone", .type = JW_STRING, .is_private = true });
    jw_model_declare(m, &(jw_attribute){ .name = "rating", .zh = "等级", .type = JW_STRING });
    int founded = jw_model_find_attribute(m, "founded"), phone = jw_model_find_attribute(m, "phone");
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++) {
        if (chance(r, 0.3)) jw_model_set_text(m, false, u, founded, "2012-05");
        if (chance(r, 0.3)) jw_model_set_text(m, false, u, phone, "\"\\ 1\n2");
        if (chance(r, 0.3)) jw_model_set_text(m, false, u, JW_ALIASES, "甲\x1f乙 丙");
        if (chance(r, 0.3)) jw_model_rename_unit(m, u, "名称");
    }
    for (uint32_t l = 0; l < jw_model_link_count(m); l++) {
        if (chance(r, 0.3)) jw_model_set_text(m, true, l, JW_SINCE, "2022-07-07");
        if (chance(r, 0.3)) jw_model_set_text(m, true, l, JW_ACTIVITIES, "甲\x1f乙");
        if (chance(r, 0.3)) jw_model_set_number(m, true, l, JW_COUNT, 40);
        if (chance(r, 0.3)) jw_model_set_flag(m, true, l, JW_ILLUSTRATIVE, 1);
    }
    jw_model_policy(m)->joint_most = 7;
    jw_rule *rule = jw_policy_add_rule(jw_model_policy(m));
    *rule =
        (jw_rule){ .id = g_strdup("r1"),
                   .because = { g_strdup("因为"), NULL },
                   .weight = JW_MUST,
                   .applies = jw_selector_parse("role=target members=3.. (street=观湖 | rating?)", "x", NULL),
                   .required = jw_selector_parse("covered=full,work-only reported=true", "x", NULL) };
    jw_model_add_fact(m, "units.block", 6, "某处", (jw_spot){ 0 });
}

static void test_save(void)
{
    for (uint32_t seed = 0; seed < 150; seed++) {
        GRand *r = g_rand_new_with_seed(seed);
        jw_model *m = random_model(seed, 16);
        enrich(r, m);
        jw_model *loaded = saved_and_loaded(m), *again = saved_and_loaded(loaded);
        assert_same(m, loaded, true);
        assert_same(m, again, true);
        assert_same_metrics(m, m, loaded);
        const jw_fact *facts;
        g_assert_cmpuint(jw_model_facts(loaded, &facts), ==, 1);
        g_assert_cmpfloat(jw_model_get_policy(loaded)->joint_most, ==, 7);
        g_assert_cmpuint(jw_model_get_policy(loaded)->n_rules, ==, 1);
        g_assert_true(
            jw_model_attribute(loaded, (size_t)jw_model_find_attribute(loaded, "phone"))->is_private);
        jw_model_free(m);
        jw_model_free(loaded);
        jw_model_free(again);
        g_rand_free(r);
    }
}

/* Two "any" that must both hold cannot stand in one object; what is written means the same. */
static void test_save_any(void)
{
    jw_model *m = random_model(3, 16);
    jw_selector_free(jw_model_policy(m)->population);
    jw_model_policy(m)->population = jw_selector_parse(
        "(street=观湖 | street=民治) (members=1.. | organization=branch) (count=1)", "x", NULL);
    jw_model *loaded = saved_and_loaded(m);
    assert_same_metrics(m, m, loaded);
    jw_model_free(m);
    jw_model_free(loaded);
}

/* ---- Differences ---- */

/* A → B → changes → A changed: that is B. B is another model with many of A's ids. */
static void test_diff_random(void)
{
    g_autofree char *path = temporary();
    for (uint32_t seed = 0; seed < 300; seed++) {
        GRand *r = g_rand_new_with_seed(seed);
        jw_model *a = random_model(seed, 16), *b = random_model(seed % 3 ? seed + 1000 : seed, 16);
        enrich(r, a);
        enrich(r, b);
        jw_model_finish(b, NULL);
        jw_diff *d = jw_diff_new(a, b);
        jw_diags *diags = jw_diags_new();
        g_assert_true(jw_diff_save(d, "a to b", path, diags));
        jw_model *after = applied(a, path);
        assert_same(after, b, false);
        jw_diff *none = jw_diff_new(after, b);
        g_assert_cmpuint(jw_diff_size(none), ==, 0);
        jw_diff_free(none);
        jw_diff_free(d);
        jw_diags_free(diags);
        jw_model_free(a);
        jw_model_free(b);
        jw_model_free(after);
        g_rand_free(r);
    }
    unlink(path);
}

static char *summary(const jw_diff *d, const jw_model *a, const jw_model *b)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < jw_diff_size(d); i++) {
        const jw_difference *f = jw_diff_get(d, i);
        const jw_model *m = f->kind == JW_DELETED ? a : b;
        uint32_t at = f->kind == JW_DELETED ? f->before : f->after;
        jw_link link = f->is_link ? jw_model_link(m, at) : (jw_link){ 0 };
        g_string_append_printf(text, "%s%s ", i ? "; " : "", jw_difference_name(f->kind));
        if (f->is_link)
            g_string_append_printf(text, "%s-%s-%s", jw_unit_id(m, link.from), jw_link_kind_of(m, at)->name,
                                   jw_unit_id(m, link.to));
        else
            g_string_append(text, jw_unit_id(m, at));
        for (size_t k = 0; k < f->n_fields; k++)
            g_string_append_printf(text, " %s:%s>%s", f->fields[k].name,
                                   f->fields[k].before ? f->fields[k].before : "-",
                                   f->fields[k].after ? f->fields[k].after : "-");
    }
    return g_string_free(text, FALSE);
}

static void test_diff(void)
{
    jw_model *a = make_model("core:lh block:b block:c association:x association:y association:z",
                             "lh leads b; lh leads c; b guides x; b guides y; y joins c");
    jw_model *b = make_model("core:lh block:b block:c association:x association:y association:w",
                             "lh leads b; lh leads c; c leads x; b guides y; c guides y; lh backstops w");
    set_number(a, "y", JW_MEMBERS, 2);
    set_number(b, "y", JW_MEMBERS, 3);
    jw_model_set_text(b, true, 0, JW_NOTE_TEXT, "注");
    jw_diff *d = jw_diff_new(a, b);
    g_autofree char *text = summary(d, a, b);
    g_assert_cmpstr(text, ==,
                    "add w; delete z; move x under:b>c; change y members:2>3; "
                    "add c-guides-y; add lh-backstops-w; delete y-joins-c; change b-guides-y note:->注");
    g_assert_cmpuint(jw_diff_count(d, true, JW_ADDED), ==, 2);
    jw_diff_free(d);
    jw_model_free(a);
    jw_model_free(b);
}

/* ---- Metrics ---- */

static double metric(const double *values, const char *name)
{
    for (size_t i = 0; i < jw_metrics(); i++)
        if (strcmp(jw_metric_at(i)->name, name) == 0) return values[i];
    g_assert_not_reached();
}

/* lh ─ b ─ x y z(count 2), z without lead; after: x has a branch, j joins y and z, p is sent to z. */
static void test_metrics(void)
{
    jw_model *a = make_model("core:lh block:b association:x association:y association:z pool:p",
                             "lh leads b; b guides x; b guides y; lh leads p");
    jw_model *b = make_model(
        "core:lh block:b association:x association:y association:z pool:p joint-branch:j",
        "lh leads b; b guides x; b guides y; lh leads p; lh leads j; y joins j; z joins j; p sends z");
    double members[] = { 4, 2, 1 };
    for (int i = 0; i < 3; i++) {
        char id[] = { (char)('x' + i), 0 };
        set_number(a, id, JW_MEMBERS, members[i]);
        set_number(b, id, JW_MEMBERS, members[i]);
    }
    set_number(a, "z", JW_COUNT, 2);
    set_number(b, "z", JW_COUNT, 2);
    set_text(b, "x", JW_ORGANIZATION, "branch");
    double before[64], after[64];
    g_assert_true(jw_metrics_of(a, a, before, NULL));
    g_assert_true(jw_metrics_of(a, b, after, NULL));
    static const struct {
        const char *name;
        double before, after;
    } rows[] = {
        { "units", 6, 7 },
        { "targets", 4, 4 },
        { "rate.organization", 0, 1 },
        { "rate.work", 0.5, 1 },
        { "rate.full", 0, 1 },
        { "gaps.can-form", 1, 0 },
        { "gaps.too-few", 3, 0 },
        { "gaps.no-lead", 2, 0 },
        { "several-leads", 0, 0 },
        { "span.median", 2, 2.5 },
        { "span.max", 2, 3 },
        { "depth.mean", 2, 2 },
        { "depth.max", 2, 2 },
        { "criticality.max", 2, 1 },
        { "criticality.share", 1, 0.25 },
        { "components", 2, 1 },
        { "organizations.new", 0, 2 },
        { "joint.new", 0, 1 },
        { "staff", 0, 1 },
        /* 500 · (4 + 2 + 1 · 2) + (12 · 400 + 1200) · 2 */
        { "cost", 0, 16000 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].name);
        g_assert_cmpfloat(metric(before, rows[i].name), ==, rows[i].before);
        g_assert_cmpfloat(metric(after, rows[i].name), ==, rows[i].after);
    }
    /* Degrees 2 3 1 1 0 1: Σ (3 − d) = 10 of 5 · 4. */
    g_assert_cmpfloat(metric(before, "centralization"), ==, 0.5);
    jw_model_free(a);
    jw_model_free(b);
}

/* The rows that cover and rank show. */
static void test_metrics_random(void)
{
    for (uint32_t seed = 0; seed < 300; seed++) {
        jw_model *m = random_model(seed, 16);
        double values[64];
        jw_coverage *c = jw_cover(m, NULL);
        g_assert_true(jw_metrics_of(m, m, values, NULL));
        for (int r = 0; r < JW_RATES; r++) {
            g_autofree char *name = g_strconcat("rate.", jw_rate_name((jw_rate)r), NULL);
            double rate = jw_tally_rate(jw_coverage_tally(c), (jw_rate)r);
            g_assert_true(metric(values, name) == rate || (isnan(rate) && isnan(metric(values, name))));
        }
        g_assert_cmpfloat(metric(values, "targets"), ==, jw_coverage_tally(c)->all);
        jw_rank_row *rows;
        size_t n;
        g_assert_true(jw_rank(m, jw_measure_named("span", NULL), NULL, NULL, NULL, &rows, &n, NULL));
        if (n && rows[0].score > 0) g_assert_cmpfloat(metric(values, "span.max"), ==, rows[0].score);
        free(rows);
        static const char *const zero[] = { "organizations.new", "joint.new", "staff", "cost" };
        for (size_t i = 0; i < G_N_ELEMENTS(zero); i++) g_assert_cmpfloat(metric(values, zero[i]), ==, 0);
        jw_coverage_free(c);
        jw_model_free(m);
    }
}

static void test_judge(void)
{
    const jw_metric up = { .better = 1 }, down = { .better = -1 }, either = { 0 };
    g_assert_cmpint(jw_metric_judge(&up, 1, 2), ==, 1);
    g_assert_cmpint(jw_metric_judge(&down, 1, 2), ==, -1);
    g_assert_cmpint(jw_metric_judge(&down, 2, 1), ==, 1);
    g_assert_cmpint(jw_metric_judge(&either, 1, 2), ==, 0);
    g_assert_cmpint(jw_metric_judge(&up, NAN, 2), ==, 0);
    g_assert_cmpint(jw_metric_judge(&up, 2, 2), ==, 0);
}

/* ---- Flips and stress ---- */

static void test_flips(void)
{
    jw_model *a = make_model("core:lh association:x association:y", "lh leads x");
    jw_model *b = make_model("core:lh association:x association:y", "lh leads x; lh leads y");
    jw_coverage *before = jw_cover(a, NULL), *after = jw_cover(b, NULL);
    jw_diff *d = jw_diff_new(a, b);
    jw_flip *flips;
    g_assert_cmpuint(jw_diff_flips(d, before, after, &flips), ==, 1);
    g_assert_cmpstr(jw_unit_id(b, flips[0].after), ==, "y");
    g_assert_cmpint(flips[0].from, ==, JW_NONE);
    g_assert_cmpint(flips[0].to, ==, JW_WORK_ONLY);
    free(flips);
    jw_diff_free(d);
    jw_coverage_free(before);
    jw_coverage_free(after);
    jw_model_free(a);
    jw_model_free(b);
}

/* lh leads b and c; b guides three, c one: b goes first, then c, then whoever is left by id. */
static void test_stress(void)
{
    jw_model *m =
        make_model("core:lh block:b block:c association:v association:w association:x association:y",
                   "lh leads b; lh leads c; b guides v; b guides w; b guides x; c guides y");
    jw_stress_step *steps;
    size_t n;
    g_assert_true(jw_stress(m, 2, NULL, &steps, &n, NULL));
    g_assert_cmpuint(n, ==, 3);
    g_assert_cmpfloat(steps[0].reached, ==, 4);
    g_assert_cmpstr(jw_unit_id(m, steps[1].unit), ==, "b");
    g_assert_cmpfloat(steps[1].remaining, ==, 0.25);
    g_assert_cmpfloat(steps[1].rate[JW_RATE_WORK], ==, 0.25);
    g_assert_cmpstr(jw_unit_id(m, steps[2].unit), ==, "c");
    g_assert_cmpfloat(steps[2].reached, ==, 0);
    free(steps);
    uint64_t seed = 5;
    jw_stress_step *again;
    g_assert_true(jw_stress(m, 100, &seed, &steps, &n, NULL));
    g_assert_cmpuint(n, ==, 7); /* all but the root */
    g_assert_true(jw_stress(m, 100, &seed, &again, &n, NULL));
    for (size_t i = 0; i < n; i++) g_assert_cmpuint(steps[i].unit, ==, again[i].unit);
    free(steps);
    free(again);
    jw_model_free(m);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/save/random", test_save);
    g_test_add_func("/save/any", test_save_any);
    g_test_add_func("/compare/diff-random", test_diff_random);
    g_test_add_func("/compare/diff", test_diff);
    g_test_add_func("/compare/metrics", test_metrics);
    g_test_add_func("/compare/metrics-random", test_metrics_random);
    g_test_add_func("/compare/judge", test_judge);
    g_test_add_func("/compare/flips", test_flips);
    g_test_add_func("/compare/stress", test_stress);
    return g_test_run();
}
