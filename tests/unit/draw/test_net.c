/* Nets: every unit has a box, no two touch, all stand on the page, and each link asked for is a line. */
#include "draw/view_net.h"

#include "io/load.h"
#include "jingwei/draw.h"
#include "renderer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Units of several kinds, most under a random earlier one, some linked across. */
static jw_model *random_model(guint32 seed, int units)
{
    static const char *const names[] = { "福城精密机械商会", "协会", "龙华区社会组织综合党委第一联合党支部",
                                         "A society with a long name", "观澜" };
    GRand *random = g_rand_new_with_seed(seed);
    g_autoptr(GString) text = g_string_new(
        "{\"jingwei\":1,\"name\":\"网\",\"units\":[{\"id\":\"u0\",\"kind\":\"core\",\"name\":\"核\"}");
    for (int i = 1; i < units; i++) {
        g_string_append_printf(text, ",{\"id\":\"u%d\",\"kind\":\"%s\",\"name\":\"%s\"", i,
                               i % 5 == 1   ? "block"
                               : i % 7 == 2 ? "partner"
                                            : "association",
                               names[g_rand_int_range(random, 0, G_N_ELEMENTS(names))]);
        if (i % 7 != 2 && g_rand_int_range(random, 0, 10))
            g_string_append_printf(text, ",\"under\":\"u%d\"", g_rand_int_range(random, 0, i));
        g_string_append_c(text, '}');
    }
    g_string_append(text, "],\"links\":[");
    for (int i = 2; i < units; i += 7)
        g_string_append_printf(text, "%s{\"kind\":\"pairs\",\"from\":\"u%d\",\"to\":\"u%d\"}",
                               i > 2 ? "," : "", i, i - 1);
    g_string_append(text, "]}");
    g_rand_free(random);
    jw_load_options options = jw_load_options_default();
    jw_diags *diags = jw_diags_new();
    jw_model *m = jw_load_text(text->str, text->len, "net.json", &options, diags);
    g_assert_nonnull(m);
    jw_diags_free(diags);
    return m;
}

static bool touch(jw_rect a, jw_rect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static void check_page(const jw_page *page, size_t units, size_t lines)
{
    g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(jw_rect));
    for (guint i = 0; i < page->boxes->len; i++) {
        const jw_page_box *box = &g_array_index(page->boxes, jw_page_box, i);
        if (!box->id || *box->id != 'u') continue;
        g_assert_cmpfloat(box->at.x, >=, 0);
        g_assert_cmpfloat(box->at.y, >=, 0);
        g_assert_cmpfloat(box->at.x + box->at.w, <=, page->width);
        g_assert_cmpfloat(box->at.y + box->at.h, <=, page->height);
        for (guint k = 0; k < boxes->len; k++)
            g_assert_false(touch(g_array_index(boxes, jw_rect, k), box->at));
        g_array_append_val(boxes, box->at);
    }
    size_t joined = 0;
    for (guint i = 0; i < page->lines->len; i++)
        joined += g_array_index(page->lines, jw_page_line, i).from != JW_NO_BOX;
    g_assert_cmpuint(boxes->len, ==, units);
    g_assert_cmpuint(joined, ==, lines);
}

static GPtrArray *draw(const jw_model *m, const jw_draw_options *options, jw_diags *diags)
{
    jw_renderer r = real_renderer();
    return jw_net_pages(m, NULL, options, &r, diags);
}

static void nets_are_complete(void)
{
    static const int sizes[] = { 1, 2, 3, 12, 60, 250 };
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        jw_model *m = random_model((guint32)i + 1, sizes[i]);
        for (jw_layout_kind layout = JW_LAYOUT_RADIAL; layout <= JW_LAYOUT_FORCE; layout++) {
            jw_diags *diags = jw_diags_new();
            GPtrArray *pages = draw(m, &(jw_draw_options){ .layout = layout, .paper = "A3" }, diags);
            g_assert_nonnull(pages);
            g_assert_cmpuint(pages->len, ==, 1);
            check_page(g_ptr_array_index(pages, 0), jw_model_unit_count(m), jw_model_link_count(m));
            g_ptr_array_unref(pages);
            jw_diags_free(diags);
        }
        jw_model_free(m);
    }
}

/* "none" draws no link, a kind only its own. */
static void links_are_chosen(void)
{
    jw_model *m = random_model(3, 30);
    jw_diags *diags = jw_diags_new();
    GPtrArray *none = draw(m, &(jw_draw_options){ .layout = JW_LAYOUT_FORCE, .links = "none" }, diags);
    GPtrArray *pairs = draw(m, &(jw_draw_options){ .layout = JW_LAYOUT_FORCE, .links = "pairs" }, diags);
    check_page(g_ptr_array_index(none, 0), 30, 0);
    check_page(g_ptr_array_index(pairs, 0), 30, 4);
    g_ptr_array_unref(none);
    g_ptr_array_unref(pairs);
    jw_diags_free(diags);
    jw_model_free(m);
}

static const jw_page_box *box_at(const jw_page *page, int i)
{
    return &g_array_index(page->boxes, jw_page_box, (guint)i);
}

/* The disc in a unit's box, or NULL. */
static const jw_page_box *disc_in(const jw_page *page, const jw_page_box *unit)
{
    for (guint i = 0; i < page->boxes->len; i++) {
        const jw_page_box *box = box_at(page, (int)i);
        if (box->ellipse && touch(box->at, unit->at)) return box;
    }
    return NULL;
}

/* Lines are drawn first: what has the colour of paper round a disc would hide their ends. */
static void check_paper(const jw_page *page, const jw_page_box *disc)
{
    jw_rect inside = { disc->at.x + 1, disc->at.y + 1, disc->at.w - 2, disc->at.h - 2 };
    for (guint i = 0; i < page->boxes->len; i++) {
        const jw_page_box *box = box_at(page, (int)i);
        if (box->style.fill && !box->ellipse && box->at.w > disc->at.w)
            g_assert_false(touch(box->at, inside));
    }
}

/* The end of a line is on the outline of what it leads to: a box, or the disc in it. */
static void check_end(const jw_page *page, int box, jw_point end)
{
    const jw_page_box *unit = box_at(page, box), *disc = disc_in(page, unit);
    const double slack = 6; /* links that join the same two units are drawn side by side */
    g_assert_nonnull(unit->id);
    g_assert_cmpint(*unit->id, ==, 'u');
    if (!disc) {
        g_assert_cmpfloat(end.x, >=, unit->at.x - slack);
        g_assert_cmpfloat(end.x, <=, unit->at.x + unit->at.w + slack);
        return;
    }
    check_paper(page, disc);
    double radius = disc->at.w / 2;
    g_assert_cmpfloat(fabs(hypot(end.x - disc->at.x - radius, end.y - disc->at.y - radius) - radius), <=,
                      slack);
}

/* Names stand beside discs, in the unit's own room. */
static guint check_names(const jw_page *page)
{
    guint discs = 0;
    for (guint i = 0; i < page->texts->len; i++) {
        const jw_page_text *text = &g_array_index(page->texts, jw_page_text, i);
        for (guint k = 0; k < page->boxes->len; k++) {
            const jw_page_box *unit = box_at(page, (int)k), *disc;
            if (!unit->id || *unit->id != 'u' || !touch(unit->at, text->at) || strlen(text->text) < 4)
                continue;
            disc = disc_in(page, unit);
            if (!disc) continue;
            g_assert_false(touch(disc->at, text->at));
            g_assert_cmpfloat(text->at.x, >=, unit->at.x - 0.01);
            g_assert_cmpfloat(text->at.x + text->at.w, <=, unit->at.x + unit->at.w + 0.01);
            discs++;
        }
    }
    return discs;
}

/* Discs that are in no unit's room: those of the legend, which shows what stands so as it stands. */
static guint discs_of_legend(const jw_page *page)
{
    guint found = 0;
    for (guint i = 0; i < page->boxes->len; i++) {
        const jw_page_box *disc = box_at(page, (int)i);
        bool inside = false;
        for (guint k = 0; k < page->boxes->len; k++)
            inside |= box_at(page, (int)k)->id && touch(disc->at, box_at(page, (int)k)->at);
        found += disc->ellipse && !inside;
    }
    return found;
}

static void leaves_are_discs(void)
{
    jw_model *m = random_model(5, 60);
    for (jw_layout_kind layout = JW_LAYOUT_RADIAL; layout <= JW_LAYOUT_FORCE; layout++) {
        jw_diags *diags = jw_diags_new();
        GPtrArray *pages = draw(m, &(jw_draw_options){ .layout = layout, .paper = "A3" }, diags);
        const jw_page *page = g_ptr_array_index(pages, 0);
        for (guint i = 0; i < page->lines->len; i++) {
            const jw_page_line *line = &g_array_index(page->lines, jw_page_line, i);
            if (line->from == JW_NO_BOX) continue;
            check_end(page, line->from, line->points[0]);
            check_end(page, line->to, line->points[line->size - 1]);
        }
        g_assert_cmpuint(check_names(page), >, 20);
        g_ptr_array_unref(pages);
        jw_diags_free(diags);
    }
    jw_model_free(m);
}

/* A unit without any below it that many links lead to is no small disc among others. */
static void hubs_are_boxes(void)
{
    g_autoptr(GString) text = g_string_new("{\"jingwei\":1,\"units\":[{\"id\":\"c\",\"kind\":\"core\"},"
                                           "{\"id\":\"s\",\"kind\":\"service\",\"under\":\"c\"}");
    g_autoptr(GString) links = g_string_new(NULL);
    for (int i = 0; i < 9; i++) {
        g_string_append_printf(text, ",{\"id\":\"a%d\",\"kind\":\"association\",\"under\":\"c\"}", i);
        g_string_append_printf(links, "%s{\"kind\":\"serves\",\"from\":\"s\",\"to\":\"a%d\"}", i ? "," : "",
                               i);
    }
    g_string_append_printf(text, "],\"links\":[%s]}", links->str);
    jw_load_options options = jw_load_options_default();
    jw_diags *diags = jw_diags_new();
    jw_model *m = jw_load_text(text->str, text->len, "hub.json", &options, diags);
    GPtrArray *pages = draw(m, &(jw_draw_options){ .layout = JW_LAYOUT_FORCE }, diags);
    const jw_page *page = g_ptr_array_index(pages, 0);
    for (guint i = 0; i < page->boxes->len; i++) {
        const jw_page_box *unit = box_at(page, (int)i);
        if (!unit->id || *unit->id != 'u') continue;
        const char *id = jw_unit_id(m, (uint32_t)atoi(unit->id + 1));
        g_assert_true((disc_in(page, unit) != NULL) == (*id == 'a'));
    }
    g_assert_cmpuint(discs_of_legend(page), ==, 1); /* associations */
    g_ptr_array_unref(pages);
    jw_diags_free(diags);
    jw_model_free(m);
}

/* A count hangs from the lead at which it counts. */
static void counts_are_tied(void)
{
    jw_model *m = random_model(6, 40);
    for (jw_layout_kind layout = JW_LAYOUT_RADIAL; layout <= JW_LAYOUT_FORCE; layout++) {
        jw_diags *diags = jw_diags_new();
        jw_draw_options options = { .layout = layout, .collapse = "role=target" };
        GPtrArray *pages = draw(m, &options, diags);
        const jw_page *page = g_ptr_array_index(pages, 0);
        guint counts = 0;
        for (guint k = 0; k < page->lines->len; k++) {
            const jw_page_line *line = &g_array_index(page->lines, jw_page_line, k);
            if (line->from == JW_NO_BOX || box_at(page, line->to)->id) continue;
            g_assert_nonnull(box_at(page, line->from)->id);
            check_end(page, line->from, line->points[0]);
            counts++;
        }
        g_assert_cmpuint(counts, >, 3);
        g_ptr_array_unref(pages);
        jw_diags_free(diags);
    }
    jw_model_free(m);
}

static void too_many_are_refused(void)
{
    jw_model *m = random_model(4, 900);
    jw_diags *diags = jw_diags_new();
    g_assert_null(draw(m, &(jw_draw_options){ .layout = JW_LAYOUT_FORCE }, diags));
    g_assert_cmpstr(only_finding(diags, "chart-too-large")->expected, ==, "800");
    g_assert_cmpstr(jw_diags_get(diags, 0)->found, ==, "900"); /* units, not what the tree is made of */
    jw_diags_free(diags);
    jw_model_free(m);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/draw/net/complete", nets_are_complete);
    g_test_add_func("/draw/net/links", links_are_chosen);
    g_test_add_func("/draw/net/discs", leaves_are_discs);
    g_test_add_func("/draw/net/hubs", hubs_are_boxes);
    g_test_add_func("/draw/net/counts", counts_are_tied);
    g_test_add_func("/draw/net/too-many", too_many_are_refused);
    return g_test_run();
}
