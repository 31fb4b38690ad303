/* On random organizations, with loops, several roots and detached units: every unit stands on the page once,
 * nothing overlaps, nothing is cut, and the legend shows what is there and nothing else. */
#include "draw/layered.h"
#include "draw/tree.h"
#include "model/build.h"
#include "renderer.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

enum { MODELS = 24, MOST_UNITS = 70 };

static uint32_t add_unit(jw_model *m, const char *id, const char *kind, const char *name)
{
    return jw_model_add_unit(m, id, name, jw_model_unit_kind_named(m, kind), true, (jw_spot){ 0 });
}

static void add_link(jw_model *m, const char *kind, uint32_t from, uint32_t to)
{
    jw_model_add_link(m, jw_model_link_kind_named(m, kind), from, to, (jw_spot){ 0 });
}

static jw_model *new_model(void)
{
    jw_limits limits = jw_limits_default();
    jw_model *m = jw_model_new(&limits);
    jw_model_set_name(m, "测试模型");
    jw_model_set_as_of(m, "2023-06-30");
    jw_model_set_source(m, "测试");
    return m;
}

static char *random_name(GRand *random)
{
    static const char *const parts[] = { "深圳市", "观湖",   "电子",     "行业", "协会",
                                         "、",     "（筹）", "Science ", "商会", "联合党支部" };
    GString *name = g_string_new("龙");
    for (int n = g_rand_int_range(random, 0, 8); n > 0; n--)
        g_string_append(name, parts[g_rand_int_range(random, 0, G_N_ELEMENTS(parts))]);
    return g_string_free(name, FALSE);
}

static jw_model *random_model(guint32 seed)
{
    static const char *const kinds[] = { "core",        "block",       "strip",   "general-branch",
                                         "association", "association", "chamber", "pool" };
    static const char *const links[] = { "leads", "leads", "guides",     "backstops",
                                         "joins", "pairs", "interlocks", "sends" };
    GRand *random = g_rand_new_with_seed(seed);
    jw_model *m = new_model();
    int n = g_rand_int_range(random, 1, MOST_UNITS), straight = g_rand_int_range(random, 0, 10);
    for (int i = 0; i < n; i++) {
        g_autofree char *id = g_strdup_printf("u%d", i), *name = random_name(random);
        const char *kind = kinds[i == 0 ? 0 : g_rand_int_range(random, i < 4 ? 0 : 1, G_N_ELEMENTS(kinds))];
        uint32_t u = add_unit(m, id, kind, name);
        if (g_rand_boolean(random)) jw_model_set_text(m, false, u, JW_ORGANIZATION, "branch");
        if (g_rand_int_range(random, 0, 5) == 0) jw_model_set_flag(m, false, u, JW_REPORTED, 0);
        if (g_rand_int_range(random, 0, 5) == 0) jw_model_set_flag(m, false, u, JW_ILLUSTRATIVE, 1);
        if (g_rand_int_range(random, 0, 9) == 0) jw_model_set_text(m, false, u, JW_STATE, "eliminated");
        if (i == 0 || g_rand_int_range(random, 0, 12) == 0) continue;
        bool forward = g_rand_int_range(random, 0, 10) < straight;
        uint32_t other = (uint32_t)g_rand_int_range(random, 0, forward ? i : MIN(i, 4));
        add_link(m, links[g_rand_int_range(random, 0, 3)], other, u);
    }
    for (int i = g_rand_int_range(random, 0, n); i > 1; i--) {
        uint32_t a = (uint32_t)g_rand_int_range(random, 0, n), b = (uint32_t)g_rand_int_range(random, 0, n);
        if (a != b) add_link(m, links[g_rand_int_range(random, 0, G_N_ELEMENTS(links))], a, b);
    }
    g_rand_free(random);
    jw_model_finish(m, NULL);
    return m;
}

static bool overlap(jw_rect a, jw_rect b)
{
    const double slack = 0.2;
    return a.x + a.w > b.x + slack && b.x + b.w > a.x + slack && a.y + a.h > b.y + slack &&
           b.y + b.h > a.y + slack;
}

static bool holds(jw_rect outer, jw_rect inner, double slack)
{
    return inner.x >= outer.x - slack && inner.y >= outer.y - slack &&
           inner.x + inner.w <= outer.x + outer.w + slack && inner.y + inner.h <= outer.y + outer.h + slack;
}

static bool is_unit(const jw_page_box *box)
{
    return box->id && box->id[0] == 'u';
}

static const jw_page_box *box_at(const jw_page *page, guint i)
{
    return &g_array_index(page->boxes, jw_page_box, i);
}

/* Every unit once; none over another; all on the page. */
static void check_boxes(const jw_page *page, const jw_model *m)
{
    size_t n = jw_model_unit_count(m);
    g_autofree int *seen = g_new0(int, n);
    jw_rect sheet = { 0, 0, page->width, page->height };
    for (guint i = 0; i < page->boxes->len; i++) {
        const jw_page_box *a = box_at(page, i);
        g_assert_true(holds(sheet, a->at, 0));
        if (!is_unit(a)) continue;
        seen[atoi(a->id + 1)]++;
        for (guint k = 0; k < i; k++)
            if (is_unit(box_at(page, k))) g_assert_false(overlap(a->at, box_at(page, k)->at));
    }
    for (size_t u = 0; u < n; u++) g_assert_cmpint(seen[u], ==, 1);
}

/* A text as wide as the renderer draws it, where it stands. */
static jw_rect drawn(const jw_page_text *text, const jw_measure *measure)
{
    jw_rect at = text->at;
    at.y += (at.h - measure->height) / 2;
    at.h = measure->height;
    if (text->style.align == JW_RIGHT) at.x += at.w - measure->width;
    if (text->style.align == JW_CENTRE) at.x += (at.w - measure->width) / 2;
    at.w = measure->width;
    return at;
}

/* Texts stay on the page, and one that begins in a unit's box ends in it. */
static void check_texts(const jw_page *page)
{
    guint n = page->texts->len;
    g_autofree jw_measure *measures = g_new0(jw_measure, n);
    jw_renderer r = real_renderer();
    jw_rect sheet = { 0, 0, page->width, page->height };
    for (guint i = 0; i < n; i++) {
        const jw_page_text *text = &g_array_index(page->texts, jw_page_text, i);
        measures[i] = (jw_measure){ .text = text->text, .size = text->style.size, .bold = text->style.bold };
    }
    g_assert_true(jw_renderer_measure(&r, measures, n, NULL));
    for (guint i = 0; i < n; i++) {
        const jw_page_text *text = &g_array_index(page->texts, jw_page_text, i);
        jw_rect at = drawn(text, &measures[i]);
        jw_rect middle = { at.x + at.w / 2, at.y + at.h / 2, 0, 0 };
        g_assert_true(holds(sheet, at, 0));
        for (guint k = 0; k < page->boxes->len; k++)
            if (is_unit(box_at(page, k)) && holds(box_at(page, k)->at, middle, 0))
                g_assert_true(holds(box_at(page, k)->at, at, 0.6));
    }
}

static int count_texts(const jw_page *page, const char *wanted)
{
    int count = 0;
    for (guint i = 0; i < page->texts->len; i++)
        count += strcmp(g_array_index(page->texts, jw_page_text, i).text, wanted) == 0;
    return count;
}

/* Illustrative units carry a star each and one in the legend; the page says so once. */
static void check_marks(const jw_page *page, const jw_model *m)
{
    int illustrative = 0;
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++)
        illustrative += jw_unit_flag(m, u, JW_ILLUSTRATIVE) == 1;
    g_assert_cmpint(count_texts(page, "*"), ==, illustrative ? illustrative + 1 : 0);
    g_assert_cmpint(count_texts(page, "含示意数据"), ==, illustrative > 0);
}

static void check_legend(const jw_page *page, const jw_model *m, const jw_coverage *c)
{
    static const char *const words[] = { [JW_FULL] = "组织、工作均已覆盖",
                                         [JW_ORGANIZATION_ONLY] = "仅有组织覆盖",
                                         [JW_WORK_ONLY] = "仅有工作覆盖",
                                         [JW_NONE] = "均未覆盖",
                                         [JW_UNKNOWN] = "未报送，情况不明" };
    bool seen[JW_STATUSES + 1] = { false };
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++) seen[jw_coverage_status(c, u)] = true;
    for (int s = 0; s < JW_STATUSES; s++) g_assert_cmpint(count_texts(page, words[s]), ==, seen[s]);
}

/* Lines go across, or up and down. */
static void check_lines(const jw_page *page)
{
    for (guint i = 0; i < page->lines->len; i++) {
        const jw_page_line *line = &g_array_index(page->lines, jw_page_line, i);
        for (size_t k = 1; k < line->size; k++) {
            jw_point a = line->points[k - 1], b = line->points[k];
            g_assert_true(ABS(a.x - b.x) < 0.01 || ABS(a.y - b.y) < 0.01);
        }
    }
}

static void check_model(const jw_model *m, const char *paper)
{
    jw_renderer r = real_renderer();
    jw_diags *diags = jw_diags_new();
    jw_coverage *c = jw_cover(m, diags);
    jw_page *page = jw_layered_page(m, c, &(jw_draw_options){ .paper = paper }, &r, diags);
    g_assert_cmpuint(jw_diags_count(diags, JW_ERROR), ==, 0);
    g_assert_nonnull(page);
    check_boxes(page, m);
    check_texts(page);
    check_marks(page, m);
    check_legend(page, m, c);
    check_lines(page);
    jw_page_free(page);
    jw_coverage_free(c);
    jw_diags_free(diags);
}

static void random_models(void)
{
    static const char *const papers[] = { "A4", "A3", "slide", "250x250mm" };
    for (guint32 seed = 0; seed < MODELS; seed++) {
        g_test_message("seed %u", seed);
        jw_model *m = random_model(seed);
        check_model(m, papers[seed % G_N_ELEMENTS(papers)]);
        jw_model_free(m);
    }
}

static void one_unit(void)
{
    jw_model *m = new_model();
    add_unit(m, "a", "core", "唯一的单位");
    jw_model_finish(m, NULL);
    check_model(m, NULL);
    jw_model_free(m);
}

/* Root → a, b; a → a1; loop x → y → x with z below y; w alone. */
static jw_model *model_with_loop(void)
{
    jw_model *m = new_model();
    uint32_t root = add_unit(m, "root", "core", "根"), a = add_unit(m, "a", "block", "甲"),
             b = add_unit(m, "b", "block", "乙");
    uint32_t a1 = add_unit(m, "a1", "association", "甲一"), x = add_unit(m, "x", "body", "环一");
    uint32_t y = add_unit(m, "y", "body", "环二"), z = add_unit(m, "z", "association", "环下"),
             w = add_unit(m, "w", "chamber", "孤");
    add_link(m, "leads", root, b);
    add_link(m, "leads", root, a);
    add_link(m, "guides", a, a1);
    add_link(m, "guides", b, a1);
    add_link(m, "leads", x, y);
    add_link(m, "leads", y, x);
    add_link(m, "guides", y, z);
    (void)w;
    jw_model_finish(m, NULL);
    return m;
}

static int twig_of(const jw_tree *tree, const jw_model *m, const char *id)
{
    return (int)tree->of_unit[jw_model_find(m, id)];
}

static void tree_cuts_loops(void)
{
    jw_model *m = model_with_loop();
    jw_tree *tree = jw_tree_new(m, NULL);
    int loose = jw_tree_twig(tree, twig_of(tree, m, "w"))->parent;
    g_assert_cmpint(jw_tree_twig(tree, loose)->kind, ==, JW_TWIG_LOOSE);
    g_assert_cmpint(jw_tree_twig(tree, loose)->below, ==, 4);
    g_assert_cmpint(jw_tree_twig(tree, twig_of(tree, m, "x"))->parent, ==, loose);
    g_assert_cmpint(jw_tree_twig(tree, twig_of(tree, m, "y"))->parent, ==, twig_of(tree, m, "x"));
    g_assert_cmpint(jw_tree_twig(tree, twig_of(tree, m, "z"))->parent, ==, twig_of(tree, m, "y"));
    /* a link that is not primary stays one; file order decides between siblings */
    const jw_twig *root = jw_tree_twig(tree, twig_of(tree, m, "root"));
    g_assert_cmpint(jw_twig_child(root, 0), ==, twig_of(tree, m, "a"));
    g_assert_cmpint(jw_twig_child(root, 1), ==, twig_of(tree, m, "b"));
    g_assert_cmpint(jw_twig_child(root, 2), ==, loose);
    size_t primary = 0;
    for (size_t l = 0; l < jw_model_link_count(m); l++) primary += tree->is_primary[l];
    g_assert_cmpuint(primary, ==, 5);
    jw_tree_free(tree);
    jw_model_free(m);
}

static bool only_z(void *context, uint32_t unit)
{
    return unit == *(uint32_t *)context;
}

/* What is chosen, and all above it. */
static void tree_shows_what_is_asked(void)
{
    jw_model *m = model_with_loop();
    uint32_t a1 = jw_model_find(m, "a1");
    jw_tree *tree = jw_tree_new(m, &(jw_tree_part){ .shows = only_z, .context = &a1, .root = JW_NO_UNIT });
    g_assert_cmpuint(tree->twigs->len, ==, 4);
    g_assert_cmpint(jw_tree_twig(tree, twig_of(tree, m, "a1"))->parent, ==, twig_of(tree, m, "a"));
    g_assert_cmpuint(tree->of_unit[jw_model_find(m, "b")], ==, UINT32_MAX);
    jw_tree_free(tree);
    jw_model_free(m);
}

/* A part keeps counting what it leaves out below itself. */
static void tree_parts(void)
{
    jw_model *m = model_with_loop();
    jw_tree *tree = jw_tree_new(m, &(jw_tree_part){ .root = jw_model_find(m, "a") });
    g_assert_cmpuint(tree->twigs->len, ==, 3);
    g_assert_cmpint(jw_tree_twig(tree, 1)->unit, ==, (int)jw_model_find(m, "a"));
    g_assert_cmpint(jw_tree_twig(tree, 2)->parent, ==, 1);
    jw_tree_free(tree);
    tree = jw_tree_new(m, &(jw_tree_part){ .root = JW_NO_UNIT, .depth = 1 });
    g_assert_cmpuint(tree->of_unit[jw_model_find(m, "a1")], ==, UINT32_MAX);
    g_assert_cmpuint(jw_tree_twig(tree, twig_of(tree, m, "a"))->below, ==, 1);
    g_assert_cmpuint(jw_tree_twig(tree, 0)->below, ==, jw_model_unit_count(m));
    jw_tree_free(tree);
    jw_model_free(m);
}

static jw_drawing *draw(const jw_model *m, jw_layout_kind layout, jw_format format)
{
    jw_diags *diags = jw_diags_new();
    jw_coverage *c = jw_cover(m, diags);
    jw_draw_options options = { .renderer = renderer_program(), .format = format, .layout = layout };
    jw_drawing *drawing = jw_draw(m, c, &options, diags);
    g_assert_nonnull(drawing);
    g_assert_cmpuint(jw_diags_count(diags, JW_ERROR), ==, 0);
    jw_coverage_free(c);
    jw_diags_free(diags);
    return drawing;
}

/* The same bytes whatever the locale and the environment. */
static void same_bytes(void)
{
    static const char *const magic[] = {
        [JW_PDF] = "%PDF-1.", [JW_SVG] = "<?xml", [JW_PNG] = "\211PNG", [JW_DOT] = "digraph"
    };
    jw_model *m = model_with_loop();
    for (int i = JW_PDF; i <= 2 * JW_DOT + 1; i++) {
        jw_format format = (jw_format)(i / 2);
        jw_layout_kind layout = i % 2 ? JW_LAYOUT_LAYERED : JW_LAYOUT_ORG;
        g_setenv("LC_ALL", "C", TRUE);
        jw_drawing *first = draw(m, layout, format);
        g_setenv("LC_ALL", "de_DE.UTF-8", TRUE);
        g_setenv("LANGUAGE", "ja", TRUE);
        g_setenv("TZ", "Asia/Shanghai", TRUE);
        setlocale(LC_ALL, "");
        jw_drawing *second = draw(m, layout, format);
        setlocale(LC_ALL, "C");
        const jw_document *a = first->documents, *b = second->documents;
        g_assert_cmpuint(first->size, ==, 1);
        g_assert_cmpmem(a->bytes, a->length, b->bytes, b->length);
        g_assert_cmpmem(a->bytes, strlen(magic[format]), magic[format], strlen(magic[format]));
        jw_drawing_free(first);
        jw_drawing_free(second);
    }
    jw_model_free(m);
}

typedef struct {
    const char *name, *title, *paper, *theme, *code, *found;
} refusal;

static void refuses(gconstpointer data)
{
    const refusal *f = data;
    jw_model *m = new_model();
    jw_diags *diags = jw_diags_new();
    if (f->name) add_unit(m, "a", "core", f->name);
    jw_model_finish(m, NULL);
    jw_draw_options options = {
        .renderer = renderer_program(), .title = f->title, .paper = f->paper, .theme = f->theme
    };
    g_assert_null(jw_draw(m, NULL, &options, diags));
    const jw_diag *finding = only_finding(diags, f->code);
    if (f->found) g_assert_cmpstr(finding->found, ==, f->found);
    for (int lang = JW_ZH; lang <= JW_EN; lang++) {
        char *message = jw_diag_message(finding, (jw_lang)lang);
        g_assert_false(g_str_has_prefix(message, "diag.")); /* there are words for it */
        free(message);
    }
    jw_diags_free(diags);
    jw_model_free(m);
}

static const refusal refusals[] = {
    { "a\342\200\256b", NULL, NULL, NULL, "unsafe-text", "U+202E" },
    { "a\033[1m", NULL, NULL, NULL, "unsafe-text", "U+001B" },
    { "a", "t\001", NULL, NULL, "unsafe-text", "U+0001" },
    { "a", NULL, "A9", NULL, "unknown-paper", "A9" },
    { "a", NULL, "1x1mm", NULL, "unknown-paper", "1x1mm" },
    { "a", NULL, "50x50mm", NULL, "paper-too-small", NULL },
    { "a", NULL, NULL, "neon", "unknown-theme", "neon" },
    { NULL, NULL, NULL, NULL, "nothing-to-draw", NULL },
};

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/draw/tree/loops", tree_cuts_loops);
    g_test_add_func("/draw/tree/shows", tree_shows_what_is_asked);
    g_test_add_func("/draw/tree/parts", tree_parts);
    g_test_add_func("/draw/layered/one-unit", one_unit);
    g_test_add_func("/draw/layered/random", random_models);
    g_test_add_func("/draw/layered/same-bytes", same_bytes);
    for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++) {
        g_autofree char *path = g_strdup_printf("/draw/layered/refuses/%zu-%s", i, refusals[i].code);
        g_test_add_data_func(path, &refusals[i], refuses);
    }
    return g_test_run();
}
