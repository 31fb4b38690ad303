/* The layout that fits the page, on random organizations: every unit stands in full on one page, nothing
 * overlaps, no text leaves its box or its page, what is cut keeps a stub that tells how much and where, and
 * the order of the input moves nothing. */
#include "org_pages.h"

#include "jingwei/load.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { GUESSED = 260, MEASURED = 40 };

static const char *const papers[] = { "A4", "A3", "slide", "A5", "250x250mm" };

static jw_draw_options options_for(guint32 seed)
{
    static const char *const leaves[] = { NULL, "vertical", NULL, "boxes", "row", "card" };
    jw_draw_options options = { .paper = papers[seed % G_N_ELEMENTS(papers)] };
    options.leaves = leaves[seed / SHAPES % G_N_ELEMENTS(leaves)];
    if (seed % 11 == 0) options.break_level = 1;
    if (seed % 13 == 0) options.break_field = "organization";
    return options;
}

static void random_trees(void)
{
    for (guint32 seed = 0; seed < GUESSED; seed++) {
        jw_draw_options options = options_for(seed);
        g_test_message("seed %u", seed);
        jw_model *m = random_model(seed);
        GPtrArray *pages = check_model(m, &options, NULL);
        g_assert_cmpfloat(smallest_type(pages), >=, 6);
        for (guint i = 0; i < pages->len; i++) check_texts_by_guess(g_ptr_array_index(pages, i));
        g_ptr_array_unref(pages);
        jw_model_free(m);
    }
}

/* No text of these sets of pages leaves its box or its page, in the widths of the font in which it is drawn.
 */
static void check_measured(const GPtrArray *all, const jw_renderer *r)
{
    GArray *measures = g_array_new(FALSE, FALSE, sizeof(jw_measure));
    for (int pass = 0; pass < 2; pass++) {
        guint next = 0;
        for (guint a = 0; a < all->len; a++) {
            GPtrArray *pages = g_ptr_array_index(all, a);
            for (guint i = 0; i < pages->len; i++) {
                const jw_page *page = g_ptr_array_index(pages, i);
                for (guint k = 0; k < page->texts->len; k++, next++) {
                    const jw_page_text *text = text_at(page, k);
                    jw_measure measure = { text->text, text->style.size, text->style.bold, 0, 0 };
                    if (pass == 0)
                        g_array_append_val(measures, measure);
                    else
                        check_text(page, text, g_array_index(measures, jw_measure, next).width);
                }
            }
        }
        if (pass == 0)
            g_assert_true(jw_renderer_measure(r, (jw_measure *)(void *)measures->data, measures->len, NULL));
    }
    g_array_free(measures, TRUE);
}

static void measured_trees(void)
{
    GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    jw_renderer r = real_renderer();
    for (guint32 seed = GUESSED; seed < GUESSED + MEASURED; seed++) {
        jw_draw_options options = options_for(seed);
        g_test_message("seed %u", seed);
        jw_model *m = random_model(seed);
        g_ptr_array_add(all, check_model(m, &options, &r));
        jw_model_free(m);
    }
    check_measured(all, &r);
    g_ptr_array_unref(all);
}

/* The shipped models on every paper, and in all the ways in which leaves can stand. */
static void measured_models(void)
{
    static const char *const models[] = { "models/longhua/model.json", "models/shenzhen/model.json",
                                          "models/template/model.json" };
    static const char *const ways[] = { NULL, "card", "boxes", "row", "vertical" };
    jw_load_options load = jw_load_options_default();
    jw_renderer r = real_renderer();
    load.models_dir = "models";
    for (size_t i = 0; i < G_N_ELEMENTS(models); i++) {
        GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
        jw_diags *diags = jw_diags_new();
        jw_model *m = jw_load(models[i], &load, diags);
        for (size_t k = 0; k < G_N_ELEMENTS(papers) + G_N_ELEMENTS(ways); k++) {
            bool on_paper = k < G_N_ELEMENTS(papers);
            jw_draw_options options = { .paper = on_paper ? papers[k] : "A3",
                                        .leaves = on_paper ? NULL : ways[k - G_N_ELEMENTS(papers)] };
            options.one_page = k % 2;
            g_test_message("%s, %s, %s", models[i], options.paper, options.leaves ? options.leaves : "auto");
            g_ptr_array_add(all, pages_of(m, &options, &r));
            GPtrArray *pages = g_ptr_array_index(all, all->len - 1);
            g_autofree int *seen = g_new0(int, jw_model_unit_count(m));
            for (guint p = 0; p < pages->len; p++) check_boxes(g_ptr_array_index(pages, p), seen);
            for (size_t u = 0; u < jw_model_unit_count(m); u++) g_assert_cmpint(seen[u], >, 0);
            check_links(pages);
        }
        check_measured(all, &r);
        g_ptr_array_unref(all);
        jw_model_free(m);
        jw_diags_free(diags);
    }
}

/* --- the same whatever the order of the input */

static jw_model *model_in_order(const int *order, int n)
{
    jw_model *m = new_model();
    uint32_t *at = g_new(uint32_t, n);
    for (int k = 0; k < n; k++) {
        int i = order[k];
        g_autofree char *id = g_strdup_printf("u%04d", i),
                        *name = g_strdup_printf("单位%d号协会", i * 37 % 101);
        at[i] = jw_model_add_unit(m, id, name,
                                  jw_model_unit_kind_named(m, i == 0  ? "core"
                                                              : i < 9 ? "block"
                                                                      : "association"),
                                  false, (jw_spot){ 0 });
    }
    for (int k = 0; k < n; k++)
        if (order[k] > 0) add_link(m, "leads", at[order[k] < 9 ? 0 : 1 + order[k] % 8], at[order[k]]);
    g_free(at);
    jw_model_finish(m, NULL);
    return m;
}

static void shuffling_moves_nothing(void)
{
    enum { N = 90 };
    int order[N];
    g_autofree char *first = NULL;
    GRand *random = g_rand_new_with_seed(1);
    for (int i = 0; i < N; i++) order[i] = i;
    for (int round = 0; round < 3; round++) {
        jw_model *m = model_in_order(order, N);
        GPtrArray *pages = pages_of(m, &(jw_draw_options){ 0 }, NULL);
        char *dot = g_string_free(jw_page_dot(g_ptr_array_index(pages, 0), "F"), FALSE);
        if (!first)
            first = dot;
        else
            g_assert_cmpstr(first, ==, dot);
        if (dot != first) g_free(dot);
        g_ptr_array_unref(pages);
        jw_model_free(m);
        for (int i = N - 1; i > 0; i--) {
            int k = g_rand_int_range(random, 0, i + 1), swap = order[i];
            order[i] = order[k];
            order[k] = swap;
        }
    }
    g_rand_free(random);
}

/* --- shape functions by definition */

/* No shape that is kept is both as wide and as high as another. */
static void curves_are_not_dominated(void)
{
    GRand *random = g_rand_new_with_seed(7);
    for (int round = 0; round < 200; round++) {
        GArray *curve = jw_curve_new(), *all = jw_curve_new();
        for (int n = g_rand_int_range(random, 1, 120); n > 0; n--) {
            jw_shape shape = { (float)g_rand_int_range(random, 1, 60), (float)g_rand_int_range(random, 1, 60),
                               .form = JW_FORM_CARD };
            jw_curve_add(curve, &shape);
            g_array_append_val(all, shape);
        }
        jw_curve_thin(curve);
        g_assert_cmpuint(curve->len, <=, JW_CURVE_MOST);
        for (double width = 0; width < 61; width++) {
            const jw_shape *found = jw_curve_in(curve, width);
            double lowest = INFINITY;
            for (guint i = 0; i < all->len; i++) {
                const jw_shape *s = &g_array_index(all, jw_shape, i);
                if (s->w <= width) lowest = MIN(lowest, s->h);
            }
            g_assert_cmpfloat(found ? found->h : INFINITY, ==, lowest);
        }
        g_array_free(curve, TRUE);
        g_array_free(all, TRUE);
    }
    g_rand_free(random);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/draw/org/curves", curves_are_not_dominated);
    g_test_add_func("/draw/org/random", random_trees);
    g_test_add_func("/draw/org/measured", measured_trees);
    g_test_add_func("/draw/org/models", measured_models);
    g_test_add_func("/draw/org/shuffled", shuffling_moves_nothing);
    return g_test_run();
}
