/* What a view chooses of a model, each against its definition. */
#include "draw/view.h"

#include "draw/view_numbers.h"
#include "io/load.h"
#include "jingwei/cover.h"

#include <math.h>
#include <string.h>

static const char text[] =
    "{\"jingwei\":1,\"name\":\"测\",\"units\":["
    "{\"id\":\"c\",\"kind\":\"core\",\"name\":\"核心\"},"
    "{\"id\":\"b1\",\"kind\":\"block\",\"name\":\"块一\",\"under\":\"c\"},"
    "{\"id\":\"b2\",\"kind\":\"block\",\"name\":\"块二\",\"under\":\"c\"},"
    "{\"id\":\"g\",\"kind\":\"general-branch\",\"name\":\"总支\",\"under\":\"b1\"},"
    "{\"id\":\"a1\",\"kind\":\"association\",\"name\":\"协会一\",\"under\":\"g\",\"members\":3,"
    "\"organization\":\"branch\"},"
    "{\"id\":\"a2\",\"kind\":\"association\",\"name\":\"协会二\",\"under\":\"b1\",\"members\":1},"
    "{\"id\":\"a3\",\"kind\":\"chamber\",\"name\":\"商会三\",\"under\":\"b2\",\"members\":0},"
    "{\"id\":\"a4\",\"kind\":\"association\",\"name\":\"协会四\",\"count\":5},"
    "{\"id\":\"p\",\"kind\":\"partner\",\"name\":\"伙伴\"}],"
    "\"links\":[{\"kind\":\"pairs\",\"from\":\"p\",\"to\":\"a1\"},{\"kind\":\"guides\",\"from\":\"b2\","
    "\"to\":\"a1\"}],"
    "\"views\":[{\"id\":\"few\",\"zh\":\"少数\",\"en\":\"Few\",\"root\":\"b1\",\"depth\":1,\"collapse\":{"
    "\"role\":\"target\"},"
    "\"colour\":\"kind\",\"links\":[],\"page\":\"A3\",\"layout\":\"radial\",\"up\":0,\"path\":[\"a1\",\"a3\"]"
    "},"
    "{\"id\":\"odd\",\"root\":\"b9\",\"colour\":\"statis\",\"label\":[\"name\",\"membrs\"],\"links\":["
    "\"pair\"],"
    "\"include\":{\"kind\":\"asociation\"}}]}";

static jw_model *load(void)
{
    jw_load_options options = jw_load_options_default();
    jw_diags *diags = jw_diags_new();
    jw_model *m = jw_load_text(text, strlen(text), "m.json", &options, diags);
    g_assert_nonnull(m);
    jw_diags_free(diags);
    return m;
}

static void keys_are_read(void)
{
    jw_model *m = load();
    const char *nearest;
    const jw_view *v = jw_model_find_view(m, "few", &nearest);
    g_assert_cmpuint(jw_model_view_count(m), ==, 2);
    g_assert_true(v == jw_model_view(m, 0));
    g_assert_cmpstr(v->en, ==, "Few");
    g_assert_cmpstr(v->root, ==, "b1");
    g_assert_cmpstr(v->collapse, ==, "role=target");
    g_assert_cmpstr(v->links, ==, "none");
    g_assert_cmpstr(v->to, ==, "a3");
    g_assert_cmpint(v->depth, ==, 1);
    g_assert_cmpint(v->up, ==, 0);
    g_assert_cmpint(v->down, ==, -1);
    g_assert_null(v->include);
    g_assert_null(jw_model_find_view(m, "fe", &nearest));
    g_assert_cmpstr(nearest, ==, "few");
    jw_model_free(m);
}

/* Everything that is wrong is told, each with the nearest. */
static void slips_are_told(void)
{
    static const struct {
        const char *code, *nearest;
    } wanted[] = { { "unknown-unit", NULL },
                   { "unknown-link-kind", "pairs" },
                   { "view-colour", "status" },
                   { "view-label", "members" },
                   { "unknown-kind", "association" } };
    jw_model *m = load();
    jw_diags *diags = jw_diags_new();
    jw_coverage *c = jw_cover(m, diags);
    g_assert_true(jw_view_fits(m, c, jw_model_view(m, 0), diags));
    g_assert_false(jw_view_fits(m, c, jw_model_view(m, 1), diags));
    g_assert_cmpuint(jw_diags_size(diags), ==, G_N_ELEMENTS(wanted));
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
        g_assert_cmpstr(jw_diags_get(diags, i)->code, ==, wanted[i].code);
        if (wanted[i].nearest) g_assert_cmpstr(jw_diags_get(diags, i)->nearest, ==, wanted[i].nearest);
        g_assert_cmpuint(jw_diags_get(diags, i)->place.line, ==, 1);
    }
    jw_coverage_free(c);
    jw_diags_free(diags);
    jw_model_free(m);
}

static void options_win(void)
{
    jw_model *m = load();
    g_autofree char *title = NULL, *second = NULL;
    const jw_view *view = jw_model_view(m, 0);
    jw_draw_options o = jw_view_options(m, &(jw_draw_options){ .root = "c", .lang = JW_EN }, view, &title);
    g_assert_cmpstr(o.root, ==, "c");
    g_assert_cmpstr(o.paper, ==, "A3");
    g_assert_cmpint(o.layout, ==, JW_LAYOUT_RADIAL);
    g_assert_cmpint(o.up, ==, -1);
    g_assert_cmpstr(o.from, ==, "a1");
    g_assert_cmpstr(title, ==, "测 · Few");
    o = jw_view_options(m, &(jw_draw_options){ .focus = "a2", .layout = JW_LAYOUT_ORG, .colour = "status" },
                        view, &second);
    g_assert_null(o.from);
    g_assert_cmpint(o.layout, ==, JW_LAYOUT_ORG);
    g_assert_cmpstr(o.colour, ==, "status");
    jw_model_free(m);
}

/* The ids of the units on the tree, in id order. */
static char *drawn(const jw_model *m, const jw_draw_options *options)
{
    jw_diags *diags = jw_diags_new();
    jw_coverage *c = jw_cover(m, diags);
    jw_choice choice;
    g_autoptr(GString) out = g_string_new(NULL);
    if (jw_choice_begin(&choice, m, c, options, diags)) {
        jw_tree *tree = jw_tree_new(m, &choice.part);
        for (uint32_t u = 0; u < jw_model_unit_count(m); u++)
            if (tree->of_unit[u] != UINT32_MAX)
                g_string_append_printf(out, "%s%s", out->len ? " " : "", jw_unit_id(m, u));
        for (guint i = 0; i < tree->twigs->len; i++)
            if (jw_tree_twig(tree, (int)i)->kind == JW_TWIG_COUNT)
                g_string_append_printf(out, " +%u", jw_tree_twig(tree, (int)i)->counted->len);
        g_assert_cmpuint(jw_tree_twig(tree, 0)->below, <=, jw_model_unit_count(m));
        jw_tree_free(tree);
    } else {
        g_string_append(out, jw_diags_get(diags, 0)->code);
    }
    jw_choice_end(&choice);
    jw_coverage_free(c);
    jw_diags_free(diags);
    return g_strdup(out->str);
}

static void parts_are_chosen(void)
{
    const struct {
        jw_draw_options options;
        const char *drawn;
    } rows[] = {
        { { .focus = "a1" }, "a1 b1 b2 c g p" }, /* both chains above it */
        { { .focus = "a1", .up = 1 }, "a1 b2 g p" },
        { { .focus = "a1", .up = -1, .down = -1 }, "a1 p" },
        { { .focus = "a1", .up = -1, .links = "none" }, "a1" },
        { { .focus = "b1", .up = -1 }, "a2 b1 g" },
        { { .focus = "b1", .up = -1, .down = 2 }, "a1 a2 b1 g" },
        { { .focus = "x" }, "no-such-focus" },
        { { .from = "a2", .to = "a3" }, "a2 a3 b1 b2 c" },
        { { .from = "a2", .to = "p" }, "a1 a2 b1 g p" },
        { { .from = "p", .to = "p" }, "p" },
        { { .from = "a1", .to = "a4" }, "no-path" },
        { { .from = "a2", .to = "p", .links = "leads" }, "no-path" },
        { { .include = "kind=chamber" }, "a3 b2 c" },
        { { .include = "kind=" }, "selector-syntax" },
        { { .include = "kind=chamber", .layout = JW_LAYOUT_FORCE }, "a3" },
        { { .collapse = "role=target" }, "b1 b2 c g p +1 +1 +1 +1" },
        { { .collapse = "id=b1" }, "a3 a4 b2 c p +1 +1 +2" },
        { { .collapse = "id=c" }, "a1 a2 a3 a4 b1 b2 c g p" }, /* a root is never counted away */
        { { .collapse = "role=target", .root = "b1" }, "b1 g +1 +1" },
    };
    jw_model *m = load();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *found = drawn(m, &rows[i].options);
        g_test_message("row %zu", i);
        g_assert_cmpstr(found, ==, rows[i].drawn);
    }
    jw_model_free(m);
}

/* Drawn or counted: every unit is somewhere, whatever is collapsed. */
static void nothing_is_lost(void)
{
    static const char *const selectors[] = { "role=target", "role=lead",    "kind=block",
                                             "id=g",        "members=0..3", "role=lead,target" };
    jw_model *m = load();
    for (size_t i = 0; i < G_N_ELEMENTS(selectors); i++) {
        jw_diags *diags = jw_diags_new();
        jw_coverage *c = jw_cover(m, diags);
        jw_choice choice;
        size_t counted = 0;
        g_assert_true(jw_choice_begin(&choice, m, c, &(jw_draw_options){ .collapse = selectors[i] }, diags));
        jw_tree *tree = jw_tree_new(m, &choice.part);
        for (guint k = 0; k < tree->twigs->len; k++) {
            const jw_twig *twig = jw_tree_twig(tree, (int)k);
            counted += twig->kind == JW_TWIG_UNIT;
            counted += twig->kind == JW_TWIG_COUNT ? twig->counted->len : 0;
        }
        g_assert_cmpuint(counted, ==, jw_model_unit_count(m));
        g_assert_cmpuint(jw_tree_twig(tree, 0)->below, ==, jw_model_unit_count(m));
        jw_tree_free(tree);
        jw_choice_end(&choice);
        jw_coverage_free(c);
        jw_diags_free(diags);
    }
    jw_model_free(m);
}

/* Runs cover all, keep equal numbers together, and are at most so many. */
static void quantiles(void)
{
    GRand *random = g_rand_new_with_seed(11);
    for (int round = 0; round < 2000; round++) {
        double v[60];
        size_t n = (size_t)g_rand_int_range(random, 0, 60), ends[5];
        int range = g_rand_int_range(random, 1, 30);
        for (size_t i = 0; i < n; i++)
            v[i] = i == 0 ? 0 : v[i - 1] + (g_rand_int_range(random, 0, range) == 0);
        int runs = jw_quantiles(v, n, 5, ends);
        g_assert_cmpint(runs, <=, 5);
        g_assert_true(runs > 0 || n == 0);
        for (int i = 0; i < runs; i++) {
            g_assert_cmpuint(ends[i], >, i ? ends[i - 1] : 0);
            if (ends[i] < n) g_assert_cmpfloat(v[ends[i]], >, v[ends[i] - 1]);
        }
        if (n) g_assert_cmpuint(ends[runs - 1], ==, n);
    }
    g_rand_free(random);
    /* most are zero: they are one class, the few others are told apart */
    const double skewed[] = { 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 9 };
    size_t ends[5];
    g_assert_cmpint(jw_quantiles(skewed, G_N_ELEMENTS(skewed), 5, ends), ==, 5);
    g_assert_cmpuint(ends[0], ==, 8);
}

static void numbers_are_short(void)
{
    static const struct {
        double value;
        const char *text;
    } rows[] = { { 0, "0" },        { 12, "12" },      { 120000, "120000" }, { 0.5, "0.5" },
                 { 1.239, "1.24" }, { 98.76, "98.8" }, { 1234.5, "1234" },   { 0.000123, "0.00012" },
                 { 10.04, "10" },   { -2.5, "-2.5" } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *found = jw_short_number(rows[i].value);
        g_assert_cmpstr(found, ==, rows[i].text);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/draw/view/keys", keys_are_read);
    g_test_add_func("/draw/view/slips", slips_are_told);
    g_test_add_func("/draw/view/options", options_win);
    g_test_add_func("/draw/view/parts", parts_are_chosen);
    g_test_add_func("/draw/view/complete", nothing_is_lost);
    g_test_add_func("/draw/view/quantiles", quantiles);
    g_test_add_func("/draw/view/numbers", numbers_are_short);
    return g_test_run();
}
