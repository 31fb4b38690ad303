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

/* --- models as they are drawn, on four papers */

typedef void (*page_check)(const jw_page *page, void *context);

static void each_page(const char *model, const char *collapse, const char *links, page_check check,
                      void *context)
{
    jw_load_options load = jw_load_options_default();
    jw_renderer r = real_renderer();
    jw_diags *diags = jw_diags_new();
    load.models_dir = "models";
    jw_model *m = jw_load(model, &load, diags);
    for (int i = 0; i < 4; i++) {
        jw_draw_options options = { .layout = JW_LAYOUT_RADIAL, .collapse = collapse, .links = links };
        options.paper = i % 2 ? "A3" : "A4";
        options.orientation = i / 2 ? JW_LANDSCAPE : JW_PORTRAIT;
        GPtrArray *pages = pages_of(m, &options, &r);
        for (guint p = 0; p < pages->len; p++) check(g_ptr_array_index(pages, p), context);
        g_ptr_array_unref(pages);
    }
    jw_model_free(m);
    jw_diags_free(diags);
}

/* The box in which a text stands that is just this, JW_NO_BOX: none. */
static int box_around(const jw_page *page, const char *word)
{
    for (guint i = 0; i < page->texts->len; i++) {
        const jw_page_text *text = text_at(page, i);
        jw_rect middle = { text->at.x + text->at.w / 2, text->at.y + text->at.h / 2, 0, 0 };
        g_autofree char *found = without_space(text->text);
        for (guint b = 0; !strcmp(found, word) && b < page->boxes->len; b++)
            if (holds(box_at(page, b)->at, middle, 0)) return (int)b;
    }
    return JW_NO_BOX;
}

static double gap_between(jw_rect a, jw_rect b)
{
    double x = MAX(MAX(a.x - b.x - b.w, b.x - a.x - a.w), 0);
    double y = MAX(MAX(a.y - b.y - b.h, b.y - a.y - a.h), 0);
    return hypot(x, y);
}

typedef struct {
    const char *root;
    guint found;
} loose_check;

static void check_loose(const jw_page *page, void *context)
{
    loose_check *c = context;
    int loose = box_around(page, "未挂接"), root = box_around(page, c->root);
    if (loose == JW_NO_BOX || root == JW_NO_BOX) return;
    jw_rect at = box_at(page, (guint)loose)->at;
    g_assert_cmpfloat(gap_between(at, box_at(page, (guint)root)->at), >, 15);
    for (guint i = 0; i < page->lines->len; i++) {
        const jw_page_line *line = &g_array_index(page->lines, jw_page_line, i);
        if (line->from != JW_NO_BOX) g_assert_true(line->from == loose || !meets(line, at));
    }
    c->found++;
}

/* The head of what is not attached stands away from the root, and no line runs behind it. */
static void loose_stands_apart(void)
{
    loose_check shenzhen = { "深圳市两新组织党工委", 0 }, longhua = { "龙华区社会组织党委", 0 };
    each_page("models/shenzhen/model.json", "role=target", "none", check_loose, &shenzhen);
    each_page("models/shenzhen/model.json", NULL, "none", check_loose, &shenzhen);
    each_page("models/longhua/model.json", NULL, "none", check_loose, &longhua);
    g_assert_cmpuint(shenzhen.found, >=, 8);
    g_assert_cmpuint(longhua.found, >=, 4);
}

/* Where most is not attached its head has ends on both sides, and stands under the root. */
static void most_is_loose(void)
{
    jw_model *m = new_model();
    add_unit(m, "core", "core", "核心党委");
    for (int i = 0; i < 60; i++) {
        g_autofree char *id = g_strdup_printf("a%02d", i), *name = g_strdup_printf("第%d行业协会", i);
        uint32_t u = add_unit(m, id, i % 3 ? "association" : "strip", name);
        if (i % 3 || i < 9) add_link(m, "leads", i % 3 ? u - (uint32_t)(i % 3) : 0, u);
    }
    jw_model_finish(m, NULL);
    loose_check found = { "核心党委", 0 };
    for (int i = 0; i < 2; i++) {
        jw_draw_options options = { .layout = JW_LAYOUT_RADIAL, .paper = i ? "A3" : "A4" };
        GPtrArray *pages = pages_of(m, &options, NULL);
        for (guint p = 0; p < pages->len; p++) check_loose(g_ptr_array_index(pages, p), &found);
        g_ptr_array_unref(pages);
    }
    g_assert_cmpuint(found.found, ==, 2);
    jw_model_free(m);
}

/* Of the distance between its ends, how far a line is from going straight. */
static double stray_of(const jw_page_line *line)
{
    jw_point a = line->points[0], b = line->points[line->size - 1];
    double length = hypot(b.x - a.x, b.y - a.y), most = 0;
    for (size_t i = 1; i + 1 < line->size; i++) {
        jw_point at = line->points[i];
        double across = (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x);
        most = MAX(most, fabs(across) / (length * length));
    }
    return most;
}

/* How many discs a point is in, where an arrow would not be seen. */
static guint discs_over(const jw_page *page, jw_point at)
{
    guint over = 0;
    for (guint i = 0; i < page->boxes->len; i++) {
        jw_rect disc = box_at(page, i)->at;
        over += box_at(page, i)->ellipse &&
                hypot(disc.x + disc.w / 2 - at.x, disc.y + disc.h / 2 - at.y) < disc.w / 2 - 0.3;
    }
    return over;
}

typedef struct {
    guint lines, met;
    double strays;
} arrow_check;

static void check_arrows(const jw_page *page, void *context)
{
    arrow_check *c = context;
    for (guint i = 0; i < page->lines->len; i++) {
        const jw_page_line *line = &g_array_index(page->lines, jw_page_line, i);
        if (!line->style.arrow || line->from == JW_NO_BOX) continue;
        double stray = stray_of(line);
        g_assert_cmpfloat(stray, <, 0.4);
        g_assert_cmpuint(discs_over(page, line->points[line->size - 1]), ==, 0);
        c->strays += stray;
        c->met += boxes_met(page, line);
        c->lines++;
    }
}

/* Links beside the tree bend no more than it takes, and meet hardly anything. */
static void links_stay_near(void)
{
    arrow_check c = { 0, 0, 0 };
    each_page("models/shenzhen/model.json", NULL, "supplies", check_arrows, &c);
    each_page("models/longhua/model.json", NULL, NULL, check_arrows, &c);
    g_test_message("%u lines meet %u; astray by %.2f", c.lines, c.met, c.strays / c.lines);
    g_assert_cmpuint(c.lines, >, 100);
    g_assert_cmpuint(c.met * 20, <=, c.lines);
    g_assert_cmpfloat(c.strays / c.lines, <, 0.15);
}

static void find_name(const jw_page *page, void *context)
{
    for (guint i = 0; i < page->texts->len; i++)
        *(guint *)context += !strcmp(text_at(page, i)->text, "深圳市平板显示行业协会");
}

/* Where others have to break their names, this one has room for a single line. */
static void names_are_whole(void)
{
    guint found = 0;
    each_page("models/shenzhen/model.json", NULL, NULL, find_name, &found);
    g_assert_cmpuint(found, ==, 4);
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
    g_test_add_func("/draw/radial/loose", loose_stands_apart);
    g_test_add_func("/draw/radial/most", most_is_loose);
    g_test_add_func("/draw/radial/links", links_stay_near);
    g_test_add_func("/draw/radial/names", names_are_whole);
    g_test_add_func("/draw/radial/small", small_ones);
    g_test_add_func("/draw/radial/stubs", stubs_are_left);
    return g_test_run();
}
