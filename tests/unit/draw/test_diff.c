/* Charts of changes: whatever two models are, their union holds each of them, every unit where it hangs. */
#include "../reform/plain.h"

#include "draw/diff.h"
#include "draw/tree.h"

/* "x under a", "x is a root", "x is loose", a line a unit. of: from a unit to the one of the model whose ids
 * are told, JW_NO_UNIT for what is not in it. */
static char *hangings(const jw_model *m, const jw_model *ids, uint32_t (*of)(const jw_chart_diff *, uint32_t),
                      const jw_chart_diff *d)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
    jw_tree *tree = jw_tree_new(m, NULL);
    for (guint i = 1; i < tree->twigs->len; i++) {
        const jw_twig *twig = jw_tree_twig(tree, (int)i), *above = jw_tree_twig(tree, twig->parent);
        uint32_t unit = twig->unit == JW_NO_UNIT ? JW_NO_UNIT : of(d, twig->unit);
        if (unit == JW_NO_UNIT) continue;
        uint32_t lead = above->unit == JW_NO_UNIT ? JW_NO_UNIT : of(d, above->unit);
        const char *where = lead != JW_NO_UNIT             ? jw_unit_id(ids, lead)
                            : above->kind == JW_TWIG_LOOSE ? "loose"
                                                           : "root";
        g_ptr_array_add(lines, g_strdup_printf("%s: %s", jw_unit_id(ids, unit), where));
    }
    jw_tree_free(tree);
    return p_sorted(lines);
}

static uint32_t itself(const jw_chart_diff *d, uint32_t unit)
{
    (void)d;
    return unit;
}

static uint32_t before(const jw_chart_diff *d, uint32_t unit)
{
    return d->units[unit].was ? d->units[unit].before : JW_NO_UNIT;
}

static uint32_t after(const jw_chart_diff *d, uint32_t unit)
{
    return d->units[unit].is ? d->units[unit].after : JW_NO_UNIT;
}

static void assert_side(const jw_chart_diff *d, const jw_model *m,
                        uint32_t (*of)(const jw_chart_diff *, uint32_t))
{
    g_autofree char *whole = hangings(m, m, itself, NULL), *part = hangings(d->model, m, of, d);
    g_assert_cmpstr(part, ==, whole);
}

static jw_chart_diff *woven(const jw_model *a, const jw_model *b, jw_unchanged unchanged)
{
    jw_coverage *was = jw_cover(a, NULL), *is = jw_cover(b, NULL);
    jw_diags *diags = jw_diags_new();
    jw_draw_options options = { .before = a, .before_coverage = was, .unchanged = unchanged };
    jw_chart_diff *d = jw_chart_diff_new(b, is, &options, diags);
    g_assert_nonnull(d);
    g_assert_cmpuint(jw_diags_size(diags), ==, 0);
    for (uint32_t u = 0; u < jw_model_unit_count(d->model); u++) {
        const jw_unit_change *c = &d->units[u];
        if (c->before != JW_NO_UNIT) g_assert_cmpint(c->from, ==, jw_coverage_status(was, c->before));
        if (c->after != JW_NO_UNIT) g_assert_cmpint(c->to, ==, jw_coverage_status(is, c->after));
    }
    jw_diags_free(diags);
    jw_coverage_free(was);
    jw_coverage_free(is);
    return d;
}

static void assert_counts(const jw_chart_diff *d, const jw_model *a, const jw_model *b)
{
    size_t was = 0, is = 0;
    for (uint32_t u = 0; u < jw_model_unit_count(d->model); u++) {
        was += d->units[u].was;
        is += d->units[u].is;
    }
    g_assert_cmpuint(was, ==, jw_model_unit_count(a));
    g_assert_cmpuint(is, ==, jw_model_unit_count(b));
}

static void test_random(void)
{
    for (uint32_t seed = 0; seed < 400; seed++) {
        g_test_message("seed %u", seed);
        jw_model *a = random_model(seed, 16), *b = random_model(seed % 4 ? seed + 1000 : seed, 16);
        jw_chart_diff *d = woven(a, b, JW_UNCHANGED_DRAWN), *few = woven(a, b, JW_UNCHANGED_COUNTED);
        assert_side(d, a, before);
        assert_side(d, b, after);
        assert_counts(d, a, b);
        assert_counts(few, a, b);
        for (uint32_t u = 0; seed % 4 == 0 && u < jw_model_unit_count(d->model); u++)
            g_assert_true(jw_diff_is_quiet(d, u));
        jw_chart_diff_free(d);
        jw_chart_diff_free(few);
        jw_model_free(a);
        jw_model_free(b);
    }
}

static const jw_unit_change *change_of(const jw_chart_diff *d, const char *id)
{
    uint32_t u = jw_model_find(d->model, id);
    g_assert_cmpuint(u, !=, JW_NO_UNIT);
    return &d->units[u];
}

/* b moves with x below it, and loses y; the ids of ghosts are taken by units of their own. */
static void test_fates(void)
{
    jw_model *m = make_model("core:lh block:b block:c association:x association:y association:b′",
                             "lh leads b; lh leads c; b guides x; b guides y; c guides b′");
    jw_model *n = make_model("core:lh block:b block:c association:x association:z association:b′",
                             "c leads b; lh leads c; b guides x; b guides z; c guides b′");
    jw_chart_diff *d = woven(m, n, JW_UNCHANGED_DRAWN);
    static const struct {
        const char *id;
        jw_fate fate;
    } rows[] = { { "lh", JW_STAYS },  { "c", JW_STAYS },      { "b", JW_HERE },
                 { "x", JW_CARRIED }, { "y", JW_GONE },       { "z", JW_NEW },
                 { "b′", JW_STAYS },  { "b′′", JW_WAS_HERE }, { "x′", JW_WAS_CARRIED } };
    g_assert_cmpuint(jw_model_unit_count(d->model), ==, G_N_ELEMENTS(rows));
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(change_of(d, rows[i].id)->fate, ==, rows[i].fate);
    g_assert_cmpstr(change_of(d, "b")->note, ==, "← lh");
    g_assert_cmpstr(change_of(d, "b′′")->note, ==, "→ c");
    jw_chart_diff_free(d);
    jw_model_free(m);
    jw_model_free(n);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/draw/diff/random", test_random);
    g_test_add_func("/draw/diff/fates", test_fates);
    return g_test_run();
}
