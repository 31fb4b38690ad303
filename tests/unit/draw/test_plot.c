/* The plot: points stand where their values say, texts on the page and not over each other, and lines stay
 * apart without colour. */
#include "draw/plot.h"
#include "draw/stress.h"
#include "model/build.h"
#include "renderer.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 200, WIDTH = 600, HEIGHT = 420 };

static void steps_of_an_axis(void)
{
    static const struct {
        size_t n;
        guint step;
    } rows[] = { { 0, 1 },  { 5, 1 },   { 11, 1 },   { 12, 2 },   { 23, 2 },     { 24, 5 },
                 { 59, 5 }, { 60, 10 }, { 119, 10 }, { 120, 20 }, { 1000, 100 }, { 2399, 200 } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpuint(jw_plot_step(rows[i].n, 12), ==, rows[i].step);
}

/* --- a random plot */

typedef struct {
    jw_plot plot;
    jw_plot_line lines[8];
    double y[8][60];
    char names[8][40];
    const char *notes[8][60];
} sample;

static sample *random_sample(guint32 seed)
{
    static const char *const names[] = { "大浪街道", "Guanhu subdistrict", "电子信息", "", "文化" };
    GRand *r = g_rand_new_with_seed(seed);
    sample *s = g_new0(sample, 1);
    s->plot = (jw_plot){ "撤去的单位数", "比例", s->lines, (size_t)g_rand_int_range(r, 1, 9) };
    for (size_t i = 0; i < s->plot.n; i++) {
        size_t n = (size_t)g_rand_int_range(r, 1, 60);
        double y = 1;
        for (size_t k = 0; k < n; k++, y *= g_rand_double_range(r, 0.7, 1)) {
            s->y[i][k] = g_rand_int_range(r, 0, 30) ? y : NAN;
            if (k > 0) s->notes[i][k] = names[g_rand_int_range(r, 0, 5)];
            if (k > 0 && !*s->notes[i][k]) s->notes[i][k] = NULL;
        }
        g_snprintf(s->names[i], sizeof s->names[i], "方案 %zu：单独或联合组建", i);
        s->lines[i] = (jw_plot_line){ s->names[i], s->y[i], n, s->notes[i] };
    }
    g_rand_free(r);
    return s;
}

static jw_page *page_of(const sample *s, jw_ruler *ruler)
{
    jw_page *page = jw_page_new(WIDTH, HEIGHT);
    jw_plot_prepare(&s->plot, ruler, 1);
    jw_plot_paint(&s->plot, jw_theme_find(NULL, NULL), ruler, 1,
                  (jw_rect){ 20, 60, WIDTH - 40, HEIGHT - 100 }, page);
    return page;
}

static const jw_page_text *text_at(const jw_page *page, guint i)
{
    return &g_array_index(page->texts, jw_page_text, i);
}

static const jw_page_text *find_text(const jw_page *page, const char *text)
{
    for (guint i = 0; i < page->texts->len; i++)
        if (strcmp(text_at(page, i)->text, text) == 0) return text_at(page, i);
    g_assert_not_reached();
}

static double middle_of(const jw_page_text *text)
{
    return text->at.y + text->at.h / 2;
}

/* Markers stand at the height that the axis says, one for every point where there are few. */
static void check_points(const sample *s, const jw_page *page)
{
    double zero = middle_of(find_text(page, "0 %")), whole = middle_of(find_text(page, "100 %"));
    size_t points = 0, longest = 0, markers = 0;
    for (guint b = 0; b < page->boxes->len; b++)
        markers += g_array_index(page->boxes, jw_page_box, b).style.stroke != NULL;
    for (size_t i = 0; i < s->plot.n; i++) longest = MAX(longest, s->lines[i].n);
    for (size_t i = 0; i < s->plot.n; i++)
        for (size_t k = 0; k < s->lines[i].n; k++) {
            if (isnan(s->y[i][k])) continue;
            double y = zero + (whole - zero) * s->y[i][k];
            bool found = false;
            for (guint b = 0; b < page->boxes->len; b++) {
                jw_rect at = g_array_index(page->boxes, jw_page_box, b).at;
                found = found || fabs(at.y + at.h / 2 - y) < 0.01;
            }
            if (longest <= 30) g_assert_true(found);
            points++;
        }
    if (longest <= 30) g_assert_cmpuint(markers, ==, points);
}

static jw_rect extent_of(const jw_page_text *text, const jw_ruler *ruler)
{
    double width = jw_ruler_width(ruler, text->text, text->style.size, text->style.bold) / 1.1;
    double height = jw_ruler_height(text->text, text->style.size);
    jw_rect at = { text->at.x, middle_of(text) - height / 2, width, height };
    if (text->style.align == JW_RIGHT) at.x += text->at.w - width;
    if (text->style.align == JW_CENTRE) at.x += (text->at.w - width) / 2;
    return at;
}

static bool overlap(jw_rect a, jw_rect b)
{
    const double slack = 0.5;
    return a.x + slack < b.x + b.w && b.x + slack < a.x + a.w && a.y + slack < b.y + b.h &&
           b.y + slack < a.y + a.h;
}

static void check_texts(const jw_page *page, const jw_ruler *ruler)
{
    for (guint i = 0; i < page->texts->len; i++) {
        jw_rect a = extent_of(text_at(page, i), ruler);
        g_assert_true(a.x >= 0 && a.y >= 0 && a.x + a.w <= WIDTH && a.y + a.h <= HEIGHT);
        for (guint k = 0; k < i; k++) {
            bool over = overlap(a, extent_of(text_at(page, k), ruler));
            if (over) g_test_message("“%s” over “%s”", text_at(page, i)->text, text_at(page, k)->text);
            g_assert_false(over);
        }
    }
}

static void random_plots(void)
{
    for (guint32 seed = 0; seed < ROUNDS; seed++) {
        g_test_message("seed %u", seed);
        sample *s = random_sample(seed);
        jw_ruler *ruler = jw_ruler_new();
        jw_page *page = page_of(s, ruler);
        check_points(s, page);
        check_texts(page, ruler);
        jw_page_free(page);
        jw_ruler_free(ruler);
        g_free(s);
    }
}

/* --- looks */

/* The marker of a swatch: which shape, filled or not. */
static int marker_of(const jw_theme *theme, size_t i)
{
    jw_page *page = jw_page_new(100, 100);
    jw_plot_swatch(theme, i, page, (jw_rect){ 10, 10, 30, 10 }, 1);
    g_assert_cmpuint(page->boxes->len, ==, 1);
    const jw_page_box *box = &g_array_index(page->boxes, jw_page_box, 0);
    int marker = box->ellipse * 2 + (strcmp(box->style.fill, box->style.stroke) == 0);
    jw_page_free(page);
    return marker;
}

static void lines_differ_without_colour(void)
{
    static const char *const themes[] = { "brief", "mono", "screen" };
    for (size_t t = 0; t < G_N_ELEMENTS(themes); t++) {
        const jw_theme *theme = jw_theme_find(themes[t], NULL);
        for (size_t i = 0; i < 12; i++)
            for (size_t k = 0; k < i; k++)
                g_assert_true(marker_of(theme, i) != marker_of(theme, k) ||
                              jw_theme_series(theme, i).dash != jw_theme_series(theme, k).dash);
    }
}

/* --- the chart of stress */

static jw_model *chain(void)
{
    jw_limits limits = jw_limits_default();
    jw_model *m = jw_model_new(&limits);
    uint32_t core =
        jw_model_add_unit(m, "c", "核心", jw_model_unit_kind_named(m, "core"), true, (jw_spot){ 0 });
    for (int i = 0; i < 4; i++) {
        g_autofree char *block = g_strdup_printf("b%d", i), *leaf = g_strdup_printf("a%d", i);
        uint32_t b =
            jw_model_add_unit(m, block, block, jw_model_unit_kind_named(m, "block"), true, (jw_spot){ 0 });
        uint32_t a = jw_model_add_unit(m, leaf, leaf, jw_model_unit_kind_named(m, "association"), true,
                                       (jw_spot){ 0 });
        jw_model_add_link(m, jw_model_link_kind_named(m, "leads"), core, b, (jw_spot){ 0 });
        jw_model_add_link(m, jw_model_link_kind_named(m, "leads"), b, a, (jw_spot){ 0 });
    }
    jw_model_finish(m, NULL);
    return m;
}

static void stress_chart(void)
{
    jw_model *m = chain();
    jw_stress_step *steps;
    size_t n;
    jw_diags *diags = jw_diags_new();
    g_assert_true(jw_stress(m, 2, NULL, &steps, &n, diags));
    jw_stress_line line = { "基准", m, steps, n };
    GPtrArray *pages = jw_stress_pages(&line, 1, false, &(jw_draw_options){ 0 }, NULL, diags);
    g_assert_nonnull(pages);
    const jw_page *page = g_ptr_array_index(pages, 0);
    g_assert_cmpfloat_with_epsilon(page->width, 595.28, 0.01); /* A5, lying */
    find_text(page, "b0");
    find_text(page, "b1");
    find_text(page, "基准\n50.0 %");
    g_ptr_array_unref(pages);
    for (size_t i = 0; i < n; i++) steps[i].remaining = NAN;
    g_assert_null(jw_stress_pages(&line, 1, false, &(jw_draw_options){ 0 }, NULL, diags));
    only_finding(diags, "nothing-to-draw");
    jw_diags_free(diags);
    free(steps);
    jw_model_free(m);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/draw/plot/steps", steps_of_an_axis);
    g_test_add_func("/draw/plot/random", random_plots);
    g_test_add_func("/draw/plot/lines", lines_differ_without_colour);
    g_test_add_func("/draw/plot/stress", stress_chart);
    return g_test_run();
}
