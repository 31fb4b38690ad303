/* The layout `radial`, on random organizations: every unit stands in full on one page, nothing overlaps, no
 * text leaves its box or its page, no line of the tree meets a box on its way, what is cut keeps a stub. */
#include "draw/radial.h"
#include "org_pages.h"

#include "jingwei/load.h"

enum { GUESSED = 210 };

static const char *const papers[] = { "A4", "A3", "slide", "A5" };

static jw_draw_options options_for(guint32 seed)
{
    jw_draw_options options = { .layout = JW_LAYOUT_RADIAL, .paper = papers[seed % G_N_ELEMENTS(papers)] };
    if (seed % 11 == 0) options.break_level = 1;
    if (seed % 13 == 0) options.break_field = "organization";
    return options;
}

static bool is_in(jw_rect r, double x, double y)
{
    const double slack = 0.5;
    return x > r.x + slack && x < r.x + r.w - slack && y > r.y + slack && y < r.y + r.h - slack;
}

/* What of a unit no line may cross: all of a box; beside a disc, the name. */
static jw_rect heart_of(const jw_page *page, const jw_page_box *box)
{
    for (guint i = 0; i < page->boxes->len; i++) {
        const jw_page_box *disc = box_at(page, i);
        jw_rect at = box->at;
        if (!disc->ellipse || !overlap(disc->at, at)) continue;
        bool turned = disc->at.x > at.x + at.w / 2;
        at.w -= disc->at.w;
        if (!turned) at.x += disc->at.w;
        return at;
    }
    return box->at;
}

static bool meets(const jw_page_line *line, jw_rect r)
{
    enum { STEPS = 40 };
    for (size_t i = 1; i < line->size; i++)
        for (int k = 0; k <= STEPS; k++) {
            double t = (double)k / STEPS;
            if (is_in(r, line->points[i - 1].x * (1 - t) + line->points[i].x * t,
                      line->points[i - 1].y * (1 - t) + line->points[i].y * t))
                return true;
        }
    return false;
}

/* How many of the units that it does not join a line meets. */
static guint boxes_met(const jw_page *page, const jw_page_line *line)
{
    guint met = 0;
    for (guint b = 0; b < page->boxes->len; b++) {
        const jw_page_box *box = box_at(page, b);
        if (is_unit(box) && (int)b != line->from && (int)b != line->to)
            met += meets(line, heart_of(page, box));
    }
    return met;
}

static guint meetings(const GPtrArray *pages, guint *lines)
{
    guint met = 0;
    for (guint i = 0; i < pages->len; i++) {
        const jw_page *page = g_ptr_array_index(pages, i);
        for (guint k = 0; k < page->lines->len; k++) {
            const jw_page_line *line = &g_array_index(page->lines, jw_page_line, k);
            if (line->from == JW_NO_BOX || line->to == JW_NO_BOX) continue;
            met += boxes_met(page, line) > 0;
            (*lines)++;
        }
    }
    return met;
}

static void random_trees(void)
{
    guint met = 0, lines = 0;
    for (guint32 seed = 0; seed < GUESSED; seed++) {
        jw_draw_options options = options_for(seed);
        g_test_message("seed %u", seed);
        jw_model *m = random_model(seed);
        GPtrArray *pages = check_model(m, &options, NULL);
        met += meetings(pages, &lines);
        g_assert_cmpfloat(smallest_type(pages), >=, 5);
        for (guint i = 0; i < pages->len; i++) check_texts_by_guess(g_ptr_array_index(pages, i));
        g_ptr_array_unref(pages);
        jw_model_free(m);
    }
    g_test_message("%u of %u lines meet a name or a box", met, lines);
    g_assert_cmpuint(lines, >, 30000);
    g_assert_cmpuint(met * 500, <=, lines); /* deep trees of wide boxes */
}

/* On charts as they are drawn no line of the tree meets anything on its way. */
static void lines_are_clear(void)
{
    static const char *const models[] = { "models/longhua/model.json", "models/template/model.json" };
    jw_load_options load = jw_load_options_default();
    jw_renderer r = real_renderer();
    load.models_dir = "models";
    for (size_t i = 0; i < 2 * G_N_ELEMENTS(models); i++) {
        jw_diags *diags = jw_diags_new();
        jw_model *m = jw_load(models[i / 2], &load, diags);
        jw_draw_options options = { .layout = JW_LAYOUT_RADIAL,
                                    .links = "none",
                                    .paper = i % 2 ? "A3" : "A4" };
        GPtrArray *pages = pages_of(m, &options, &r);
        guint lines = 0;
        g_autofree int *seen = g_new0(int, jw_model_unit_count(m));
        for (guint p = 0; p < pages->len; p++) check_boxes(g_ptr_array_index(pages, p), seen);
        for (size_t u = 0; u < jw_model_unit_count(m); u++) g_assert_cmpint(seen[u], >, 0);
        g_assert_cmpuint(meetings(pages, &lines), ==, 0);
        g_assert_cmpuint(lines, >, 9);
        g_ptr_array_unref(pages);
        jw_model_free(m);
        jw_diags_free(diags);
    }
}

/* A unit alone; and more roots than one, round nothing. */
static void small_ones(void)
{
    for (int n = 1; n < 5; n++) {
        jw_model *m = new_model();
        for (int i = 0; i < n; i++) {
            g_autofree char *id = g_strdup_printf("u%d", i);
            add_unit(m, id, "core", "核心");
        }
        jw_model_finish(m, NULL);
        GPtrArray *pages = check_model(m, &(jw_draw_options){ .layout = JW_LAYOUT_RADIAL }, NULL);
        g_assert_cmpuint(pages->len, ==, 1);
        g_ptr_array_unref(pages);
        jw_model_free(m);
    }
}

/* What is cut leaves a box that says how many units are on which page, and leads there. */
static void stubs_are_left(void)
{
    jw_model *m = new_model();
    add_unit(m, "core", "core", "核心");
    for (int i = 0; i < 300; i++) {
        g_autofree char *id = g_strdup_printf("a%03d", i), *name = g_strdup_printf("第%d行业协会", i);
        bool head = i % 75 == 0;
        uint32_t u = add_unit(m, id, head ? "block" : "association", name);
        add_link(m, "leads", head ? 0 : 1 + (uint32_t)(i / 75 * 75), u);
    }
    jw_model_finish(m, NULL);
    GPtrArray *pages = check_model(m, &(jw_draw_options){ .layout = JW_LAYOUT_RADIAL }, NULL);
    guint stubs = 0;
    g_assert_cmpuint(pages->len, >, 3);
    const jw_page *whole = g_ptr_array_index(pages, 1);
    for (guint i = 0; i < whole->texts->len; i++)
        stubs += g_str_has_prefix(text_at(whole, i)->text, "74 · ") && whole->links->len >= 4;
    g_assert_cmpuint(stubs, ==, 4);
    g_assert_cmpfloat(smallest_type(pages), >=, 7);
    g_ptr_array_unref(pages);
    jw_model_free(m);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/draw/radial/random", random_trees);
    g_test_add_func("/draw/radial/lines", lines_are_clear);
    g_test_add_func("/draw/radial/small", small_ones);
    g_test_add_func("/draw/radial/stubs", stubs_are_left);
    return g_test_run();
}
