/* The layout `org`, one promise a test: how leaves stand, upright text, margins, what references and headings
 * say, what is stable, and that no line crosses a box. */
#include "org_pages.h"

#include "draw/draft.h"
#include "draw/layered.h"
#include "draw/org_links.h"
#include "jingwei/load.h"

/* --- models */

static jw_model *finish(jw_model *m)
{
    jw_model_finish(m, NULL);
    return m;
}

static uint32_t add_below(jw_model *m, uint32_t lead, const char *id, const char *kind, const char *name)
{
    uint32_t u = add_unit(m, id, kind, name);
    if (lead != JW_NO_UNIT) add_link(m, "leads", lead, u);
    return u;
}

/* `parents` blocks below a core, and `leaves` associations below each, in Chinese names of 6 to 12
 * characters. */
static jw_model *regular_model(int parents, int leaves, int extra)
{
    static const char *const ends[] = { "协会", "商会", "联合会", "教育促进会", "餐饮行业协会" };
    static const char *const digits[] = { "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸" };
    jw_model *m = new_model();
    uint32_t core = add_below(m, JW_NO_UNIT, "c", "core", "龙华区社会组织党委");
    for (int p = 0; p < parents; p++) {
        g_autofree char *id = g_strdup_printf("p%03d", p),
                        *name = g_strdup_printf("第%s街道党工委", digits[p % 10]);
        uint32_t parent = add_below(m, core, id, "block", name);
        for (int i = 0; i < leaves + (p == 0 ? extra : 0); i++) {
            int n = p * leaves + i;
            g_autofree char *leaf = g_strdup_printf("p%03d-%04d", p, i);
            g_autofree char *title = g_strconcat("观湖", digits[n / 100 % 10], digits[n / 10 % 10],
                                                 digits[n % 10], ends[n % G_N_ELEMENTS(ends)], NULL);
            add_below(m, parent, leaf, "association", title);
        }
    }
    return m;
}

static jw_model *chain(int n)
{
    jw_model *m = new_model();
    uint32_t above = JW_NO_UNIT;
    for (int i = 0; i < n; i++) {
        g_autofree char *id = g_strdup_printf("u%04d", i), *name = g_strdup_printf("第%d级单位", i);
        above = add_below(m, above, id, i == 0 ? "core" : "branch", name);
    }
    return finish(m);
}

/* --- */

static void upright_text(void)
{
    static const struct {
        const char *name, *upright;
        bool special;
    } rows[] = { { "钟表商会", "钟\n表\n商\n会", false },
                 { "第12支部", "第\n12\n支\n部", false },
                 { "第123支部", NULL, false },
                 { "IT协会", NULL, false },
                 { "协会（筹）", "协\n会\n︵\n筹\n︶", true },
                 { "一二三四五六七八九十一二三四五六",
                   "一\n二\n三\n四\n五\n六\n七\n八\n九\n十\n一\n二\n三\n四\n五\n六", false },
                 { "一二三四五六七八九十一二三四五六七", NULL, false } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        bool special;
        g_autofree char *made = jw_upright(rows[i].name, &special);
        g_assert_cmpstr(made, ==, rows[i].upright);
        if (made) g_assert_true(special == rows[i].special);
    }
}

static guint count_texts(const GPtrArray *pages, const char *part)
{
    guint found = 0;
    for (guint i = 0; i < pages->len; i++) {
        const jw_page *page = g_ptr_array_index(pages, i);
        for (guint k = 0; k < page->texts->len; k++) found += strstr(text_at(page, k)->text, part) != NULL;
    }
    return found;
}

/* Siblings look alike: all leaves of a parent stand upright, or none. */
static void leaves_stand_as_asked(void)
{
    jw_model *m = finish(regular_model(4, 5, 0));
    static const struct {
        const char *leaves;
        bool upright, same_row;
    } rows[] = { { "card", false, false },
                 { "boxes", false, false },
                 { "row", false, true },
                 { "vertical", true, true } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GPtrArray *pages =
            check_model(m, &(jw_draw_options){ .paper = "A3", .leaves = rows[i].leaves }, NULL);
        const jw_page *page = g_ptr_array_index(pages, 0);
        g_test_message("%s", rows[i].leaves);
        g_assert_cmpuint(count_texts(pages, "观\n湖\n"), ==, rows[i].upright ? 20 : 0);
        double first = NAN;
        for (guint k = 0; k < page->boxes->len; k++)
            if (is_unit(box_at(page, k)) && atoi(box_at(page, k)->id + 1) == 2) first = box_at(page, k)->at.y;
        for (guint k = 0; k < page->boxes->len; k++)
            if (is_unit(box_at(page, k)) && atoi(box_at(page, k)->id + 1) == 3)
                g_assert_true((fabs(box_at(page, k)->at.y - first) < 0.01) == rows[i].same_row);
        g_ptr_array_unref(pages);
    }
    jw_model_free(m);
}

/* What is not drawn is counted, upright too. */
static void upright_leads_tell_their_numbers(void)
{
    jw_model *m = finish(regular_model(4, 17, 0));
    GPtrArray *pages = pages_of(m, &(jw_draw_options){ .depth = 1, .root = "c", .leaves = "vertical" }, NULL);
    const jw_page *page = g_ptr_array_index(pages, 0);
    g_autofree int *seen = g_new0(int, jw_model_unit_count(m));
    guint numbers = 0;
    check_boxes(page, seen);
    check_texts_by_guess(page);
    for (guint k = 0; k < page->texts->len; k++) numbers += strcmp(text_at(page, k)->text, "17") == 0;
    g_assert_cmpuint(count_texts(pages, "第\n"), ==, 4);
    g_assert_cmpuint(numbers, ==, 4);
    g_ptr_array_unref(pages);
    jw_model_free(m);
}

/* Six blocks, twelve strips: short names for all of a kind or for none, on any paper. */
static void siblings_are_called_alike(void)
{
    static const char *const papers[] = { "A5", "A4", "A3", "slide", "150x400mm", "250x250mm" };
    static const char *const full[] = { "社会组织\n促进会党组织", "社会组织促进会党组织",
                                        "行业\n主管部门党组织", "行业主管部门党组织" };
    jw_load_options load = jw_load_options_default();
    jw_renderer r = real_renderer();
    load.models_dir = "models";
    jw_diags *diags = jw_diags_new();
    jw_model *m = jw_load("models/longhua/model.json", &load, diags);
    for (size_t i = 0; i < G_N_ELEMENTS(papers); i++) {
        jw_draw_options options = { .paper = papers[i], .collapse = "role=target", .colour = "kind" };
        options.one_page = true;
        options.root = "lh";
        GPtrArray *pages = pages_of(m, &options, &r);
        guint blocks = count_texts(pages, full[0]) + count_texts(pages, full[1]),
              strips = count_texts(pages, full[2]) + count_texts(pages, full[3]);
        g_test_message("%s: %u blocks, %u strips", papers[i], blocks, strips);
        g_assert_true(blocks == 0 || blocks == 6);
        g_assert_true(strips == 0 || strips == 12);
        g_ptr_array_unref(pages);
    }
    jw_model_free(m);
    jw_diags_free(diags);
}

/* Units as they are read: over all pages, in the order of drawing. */
static GPtrArray *reading_order(const jw_model *m, const GPtrArray *pages)
{
    GPtrArray *ids = g_ptr_array_new();
    for (guint i = 0; i < pages->len; i++) {
        const jw_page *page = g_ptr_array_index(pages, i);
        for (guint k = 0; k < page->boxes->len; k++)
            if (is_unit(box_at(page, k)))
                g_ptr_array_add(ids, (gpointer)jw_unit_id(m, (uint32_t)atoi(box_at(page, k)->id + 1)));
    }
    return ids;
}

static void one_more_leaf_keeps_the_order(void)
{
    static const int sizes[][2] = { { 3, 4 }, { 6, 9 }, { 12, 20 } };
    for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
        jw_model *m[2];
        GPtrArray *pages[2], *ids[2];
        for (int k = 0; k < 2; k++) {
            m[k] = finish(regular_model(sizes[s][0], sizes[s][1], k));
            pages[k] = pages_of(m[k], &(jw_draw_options){ .one_page = true }, NULL);
            ids[k] = reading_order(m[k], pages[k]);
        }
        g_autofree char *added = g_strdup_printf("p000-%04d", sizes[s][1]);
        guint i = 0;
        for (guint k = 0; k < ids[1]->len; k++) {
            if (strcmp(g_ptr_array_index(ids[1], k), added) == 0) continue;
            g_assert_cmpstr(g_ptr_array_index(ids[0], i), ==, g_ptr_array_index(ids[1], k));
            i++;
        }
        g_assert_cmpuint(i, ==, ids[0]->len);
        for (int k = 0; k < 2; k++) {
            g_ptr_array_unref(ids[k]);
            g_ptr_array_unref(pages[k]);
            jw_model_free(m[k]);
        }
    }
}

static void chains_and_stars(void)
{
    jw_model *models[] = { chain(200), finish(regular_model(1, 1000, 0)) };
    for (size_t i = 0; i < G_N_ELEMENTS(models); i++) {
        GPtrArray *pages = check_model(models[i], &(jw_draw_options){ 0 }, NULL);
        g_assert_cmpfloat(smallest_type(pages), >=, 6);
        g_ptr_array_unref(pages);
        jw_model_free(models[i]);
    }
}

/* --- lines */

static bool crosses(jw_point a, jw_point b, jw_rect box)
{
    const double slack = 0.4;
    return MAX(a.x, b.x) > box.x + slack && MIN(a.x, b.x) < box.x + box.w - slack &&
           MAX(a.y, b.y) > box.y + slack && MIN(a.y, b.y) < box.y + box.h - slack;
}

/* The seam between a head and the first row of its table, which stand as good as one on the other. */
static bool is_seam(jw_rect head, jw_rect row, jw_rect *seam)
{
    const double least_gap = 3;
    double low = head.y + head.h, from = MAX(head.x, row.x), to = MIN(head.x + head.w, row.x + row.w);
    *seam = (jw_rect){ from, low - 1, to - from, row.y - low + 2 };
    return row.y > low && row.y - low < least_gap && to > from;
}

static guint count_lines_in_seams(const jw_page *page)
{
    guint found = 0;
    jw_rect seam;
    for (guint a = 0; a < page->boxes->len; a++)
        for (guint b = 0; b < page->boxes->len; b++) {
            if (!is_unit(box_at(page, a)) || !is_unit(box_at(page, b))) continue;
            if (!is_seam(box_at(page, a)->at, box_at(page, b)->at, &seam)) continue;
            for (guint i = 0; i < page->lines->len; i++) {
                const jw_page_line *line = &g_array_index(page->lines, jw_page_line, i);
                for (size_t p = 0; p + 1 < line->size; p++)
                    found += line->points[p].y == line->points[p + 1].y &&
                             crosses(line->points[p], line->points[p + 1], seam);
            }
        }
    return found;
}

static guint count_crossings(const jw_page *page)
{
    guint found = count_lines_in_seams(page);
    for (guint i = 0; i < page->lines->len; i++) {
        const jw_page_line *line = &g_array_index(page->lines, jw_page_line, i);
        for (guint k = 0; k < page->boxes->len; k++) {
            if (!is_unit(box_at(page, k)) || (int)k == line->from || (int)k == line->to) continue;
            for (size_t p = 0; p + 1 < line->size; p++)
                found += crosses(line->points[p], line->points[p + 1], box_at(page, k)->at);
        }
    }
    return found;
}

static void no_line_crosses_a_box(void)
{
    for (guint32 seed = 0; seed < 60; seed++) {
        GRand *random = g_rand_new_with_seed(seed);
        int parents = g_rand_int_range(random, 2, 9), leaves = g_rand_int_range(random, 1, 9);
        jw_model *m = regular_model(parents, leaves, 0);
        for (int i = 0; i < 4; i++) {
            gint32 n = (gint32)jw_model_unit_count(m);
            uint32_t a = (uint32_t)g_rand_int_range(random, 0, n),
                     b = (uint32_t)g_rand_int_range(random, 0, n);
            if (a != b) add_link(m, "pairs", a, b);
        }
        finish(m);
        static const char *const ways[] = { NULL, "boxes", "row", "vertical" };
        GPtrArray *pages = pages_of(m, &(jw_draw_options){ .leaves = ways[seed % 4] }, NULL);
        g_test_message("seed %u", seed);
        for (guint i = 0; i < pages->len; i++)
            g_assert_cmpuint(count_crossings(g_ptr_array_index(pages, i)), ==, 0);
        g_ptr_array_unref(pages);
        jw_model_free(m);
        g_rand_free(random);
    }
}

static char *all_kinds_of_links(const jw_model *m)
{
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < jw_model_link_kinds(m); i++)
        g_string_append_printf(names, "%s%s", i > 0 ? "," : "", jw_model_link_kind(m, i)->name);
    return g_string_free(names, FALSE);
}

/* Every page of the shipped models, from the root of the project, on several papers; and with all of their
 * links. */
static void check_models(double margin, void (*check)(const jw_page *page))
{
    static const char *const models[] = { "models/longhua/model.json", "models/shenzhen/model.json",
                                          "models/template/model.json" };
    static const char *const papers[] = { "A4", "A3", "slide" };
    jw_load_options load = jw_load_options_default();
    jw_renderer r = real_renderer();
    load.models_dir = "models";
    for (size_t i = 0; i < G_N_ELEMENTS(models); i++) {
        jw_diags *diags = jw_diags_new();
        jw_model *m = jw_load(models[i], &load, diags);
        g_assert_nonnull(m);
        g_autofree char *all = all_kinds_of_links(m);
        for (size_t k = 0; k < 2 * G_N_ELEMENTS(papers); k++) {
            jw_draw_options options = { .paper = papers[k / 2],
                                        .links = k % 2 ? all : NULL,
                                        .margin = margin };
            GPtrArray *pages = pages_of(m, &options, &r);
            for (guint n = 0; n < pages->len; n++) {
                g_test_message("%s, %s, page %u", models[i], papers[k / 2], n + 1);
                check(g_ptr_array_index(pages, n));
            }
            g_ptr_array_unref(pages);
        }
        jw_model_free(m);
        jw_diags_free(diags);
    }
}

static void check_crossings(const jw_page *page)
{
    g_assert_cmpuint(count_crossings(page), ==, 0);
}

static void no_line_crosses_a_box_of_the_models(void)
{
    check_models(0, check_crossings);
}

/* From a box at the top right to one at the bottom left, with others between: out of one side, down, and into
 * the other's side, without a detour along it. */
static void ways_turn_to_their_end_at_once(void)
{
    const jw_rect boxes[] = {
        { 20, 0, 160, 60 }, { 0, 80, 200, 40 }, { 10, 140, 180, 40 }, { 0, 200, 200, 60 }, { 220, 0, 200, 60 }
    };
    jw_router *r = jw_router_new(1.6);
    for (size_t i = 0; i < G_N_ELEMENTS(boxes); i++) jw_router_add(r, boxes[i]);
    g_assert_true(jw_router_ready(r));
    jw_seat from = { boxes[4], boxes[4], true }, to = { boxes[3], boxes[3], true };
    GArray *path = jw_router_find(r, &from, &to, 0);
    const jw_point *p = (const jw_point *)(const void *)path->data;
    g_assert_cmpuint(path->len, ==, 4);
    g_assert_cmpfloat(p[0].x, ==, 220);
    g_assert_cmpfloat(p[3].x, ==, 200);
    g_assert_cmpfloat(fabs(p[3].y - 230), <, 3);
    g_assert_cmpfloat(p[1].x, >, 200.5);
    g_array_free(path, TRUE);
    jw_router_free(r);
}

/* On how many lines the long stretches run of the ways from one box to a column of eight. */
static guint lines_down(guint bundle)
{
    enum { BELOW = 8 };
    jw_rect lead = { 0, 0, 100, 20 }, kids[BELOW];
    jw_router *r = jw_router_new(3);
    GHashTable *lines = g_hash_table_new(g_direct_hash, g_direct_equal);
    jw_router_add(r, lead);
    for (int i = 0; i < BELOW; i++) jw_router_add(r, kids[i] = (jw_rect){ 110, 40 + 30 * i, 100, 20 });
    g_assert_true(jw_router_ready(r));
    for (int i = 0; i < BELOW; i++) {
        jw_seat from = { lead, lead, true }, to = { kids[i], kids[i], true };
        GArray *path = jw_router_find(r, &from, &to, bundle);
        const jw_point *at = (const jw_point *)(const void *)path->data;
        for (guint k = 0; k + 1 < path->len; k++)
            if (fabs(at[k].x - at[k + 1].x) < 1e-6 && fabs(at[k].y - at[k + 1].y) > 10)
                g_hash_table_add(lines, GINT_TO_POINTER((int)lround(100 * at[k].x)));
        g_array_free(path, TRUE);
    }
    guint n = g_hash_table_size(lines);
    g_hash_table_destroy(lines);
    jw_router_free(r);
    return n;
}

/* Sixty links from one pool ran side by side through the gap between two columns, a ribbon that nobody could
 * follow. */
static void bundles_are_trunks(void)
{
    g_assert_cmpuint(lines_down(0), >, 1);
    g_assert_cmpuint(lines_down(7), ==, 1);
}

/* A pair over two pages is told at both ends, each with the page of the other. */
static void links_to_other_pages(void)
{
    jw_model *m = regular_model(6, 60, 0);
    add_link(m, "pairs", jw_model_find(m, "p000-0003"), jw_model_find(m, "p005-0007"));
    finish(m);
    GPtrArray *pages = check_model(m, &(jw_draw_options){ .break_level = 1 }, NULL);
    int on[2] = { -1, -1 }, to[2] = { -1, -1 };
    for (guint i = 0; i < pages->len; i++) {
        const jw_page *page = g_ptr_array_index(pages, i);
        for (guint k = 0; k < page->boxes->len; k++) {
            if (!is_unit(box_at(page, k))) continue;
            const char *id = jw_unit_id(m, (uint32_t)atoi(box_at(page, k)->id + 1));
            int end = strcmp(id, "p000-0003") == 0 ? 0 : strcmp(id, "p005-0007") == 0 ? 1 : -1;
            if (end < 0) continue;
            on[end] = (int)i;
            for (guint l = 0; l < page->links->len; l++) {
                const jw_page_link *link = &g_array_index(page->links, jw_page_link, l);
                if (overlap(link->at, box_at(page, k)->at)) to[end] = link->page;
            }
        }
    }
    g_assert_cmpint(on[0], !=, on[1]);
    g_assert_cmpint(to[0], ==, on[1]);
    g_assert_cmpint(to[1], ==, on[0]);
    g_assert_cmpuint(count_texts(pages, "→"), >=, 4); /* at both ends, and in two legends */
    g_ptr_array_unref(pages);
    jw_model_free(m);
}

/* --- too many links */

/* What the legend of a page says of links that are left out: how many, and of how many kinds. */
static guint count_left_out(const jw_page *page, guint *kinds)
{
    guint links = 0;
    *kinds = 0;
    for (guint k = 0; k < page->texts->len; k++) {
        const char *text = text_at(page, k)->text, *number = text + strcspn(text, "0123456789");
        if (!strstr(text, "未画")) continue;
        links += (guint)atoi(number);
        (*kinds)++;
    }
    return links;
}

/* Lines that join two boxes. */
static guint count_joins(const jw_page *page)
{
    guint joins = 0;
    for (guint i = 0; i < page->lines->len; i++) {
        const jw_page_line *line = &g_array_index(page->lines, jw_page_line, i);
        joins += line->from != JW_NO_BOX && line->to != JW_NO_BOX;
    }
    return joins;
}

static jw_model *with_links(int pairs, int interlocks)
{
    jw_model *m = regular_model(6, 20, 0);
    for (uint32_t i = 0; i < (uint32_t)pairs; i++) add_link(m, "pairs", 10 + i, 60 + i);
    for (uint32_t i = 0; i < (uint32_t)interlocks; i++) add_link(m, "interlocks", 12 + i, 61 + i);
    return finish(m);
}

/* Of more than forty links whole kinds go, the largest first, unless kinds are asked for. */
static void too_many_links_are_counted(void)
{
    static const struct {
        int pairs, interlocks;
        const char *links;
        guint left, kinds;
    } rows[] = { { 30, 10, NULL, 0, 0 },
                 { 31, 10, NULL, 31, 1 },
                 { 10, 31, NULL, 31, 1 },
                 { 45, 41, NULL, 86, 2 },
                 { 41, 0, NULL, 41, 1 },
                 { 45, 41, "pairs", 0, 0 },
                 { 45, 41, "pairs,interlocks", 0, 0 } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        jw_model *m = with_links(rows[i].pairs, rows[i].interlocks);
        jw_draw_options options = { .paper = "A3", .one_page = true, .links = rows[i].links };
        GPtrArray *pages = check_model(m, &options, NULL);
        guint kinds, left = count_left_out(g_ptr_array_index(pages, 0), &kinds);
        g_assert_cmpuint(left, ==, rows[i].left);
        g_assert_cmpuint(kinds, ==, rows[i].kinds);
        g_ptr_array_unref(pages);
        jw_model_free(m);
    }
}

/* On every page as many lines are missing as its legend says. */
static void what_is_left_out_is_not_drawn(void)
{
    static const char *const all = "pairs,interlocks,leads";
    jw_model *m = with_links(45, 10);
    jw_draw_options options = { .paper = "A3", .one_page = true };
    guint joins[2], left = 0, kinds;
    for (int k = 0; k < 2; k++) {
        options.links = k ? all : NULL;
        GPtrArray *pages = check_model(m, &options, NULL);
        if (!k) left = count_left_out(g_ptr_array_index(pages, 0), &kinds);
        joins[k] = count_joins(g_ptr_array_index(pages, 0));
        g_ptr_array_unref(pages);
    }
    g_assert_cmpuint(left, ==, 45);
    g_assert_cmpuint(joins[1] - joins[0], ==, left);
    jw_model_free(m);
}

/* Of the shipped model, whose services would hide page 4: each page by itself. */
static void links_are_left_out_page_by_page(void)
{
    jw_load_options load = jw_load_options_default();
    jw_renderer r = real_renderer();
    load.models_dir = "models";
    jw_diags *diags = jw_diags_new();
    jw_model *m = jw_load("models/shenzhen/model.json", &load, diags);
    GPtrArray *pages = pages_of(m, &(jw_draw_options){ .paper = "A3" }, &r);
    guint pages_with = 0, total = 0, kinds;
    for (guint i = 0; i < pages->len; i++) {
        guint left = count_left_out(g_ptr_array_index(pages, i), &kinds);
        pages_with += left > 0;
        total += left;
    }
    g_assert_cmpuint(pages_with, ==, 1);
    g_assert_cmpuint(total, >, 40);
    g_ptr_array_unref(pages);
    jw_model_free(m);
    jw_diags_free(diags);
}

static bool is_in_a_unit(const jw_page *page, jw_rect text)
{
    for (guint k = 0; k < page->boxes->len; k++)
        if (is_unit(box_at(page, k)) && overlap(text, box_at(page, k)->at)) return true;
    return false;
}

/* Of names: texts of four characters and more that are Chinese. */
static double type_of_names(const jw_page *page)
{
    double least = INFINITY;
    for (guint k = 0; k < page->texts->len; k++) {
        const char *text = text_at(page, k)->text;
        if (g_utf8_strlen(text, -1) >= 4 && g_unichar_iswide(g_utf8_get_char(text)) &&
            is_in_a_unit(page, text_at(page, k)->at))
            least = MIN(least, text_at(page, k)->style.size);
    }
    return least;
}

/* A reference in full size keeps clear of the name before it. Only names in Chinese are judged, whose width
 * is known. */
static void check_gap(const jw_page *page, const jw_page_text *reference, double least)
{
    for (guint k = 0; k < page->texts->len; k++) {
        const jw_page_text *name = text_at(page, k);
        glong n = g_utf8_strlen(name->text, -1);
        bool chinese = strlen(name->text) == 3 * (size_t)n;
        bool before = fabs(name->at.y - reference->at.y) < 0.01 && name->at.x < reference->at.x &&
                      name->at.x + name->at.w > reference->at.x && name->style.align == JW_LEFT;
        if (!chinese || !before || reference->style.size < least) continue;
        g_assert_cmpfloat(name->at.x + (double)n * name->style.size, <, reference->at.x - 1);
    }
}

/* However narrow the row, a reference tells the page. */
static void references_tell_the_page(void)
{
    static const char *const papers[] = { "A4", "A3", "slide" };
    jw_load_options load = jw_load_options_default();
    jw_renderer r = real_renderer();
    load.models_dir = "models";
    jw_diags *diags = jw_diags_new();
    jw_model *m = jw_load("models/shenzhen/model.json", &load, diags);
    for (size_t i = 0; i < G_N_ELEMENTS(papers); i++) {
        GPtrArray *pages = pages_of(m, &(jw_draw_options){ .paper = papers[i] }, &r);
        guint told = 0;
        for (guint n = 0; n < pages->len; n++) {
            const jw_page *page = g_ptr_array_index(pages, n);
            double least = 0.95 * type_of_names(page);
            for (guint k = 0; k < page->texts->len; k++) {
                const char *text = text_at(page, k)->text;
                if (!g_str_has_prefix(text, "→") || !is_in_a_unit(page, text_at(page, k)->at)) continue;
                g_assert_true(g_ascii_isdigit(text[strlen("→")]));
                check_gap(page, text_at(page, k), least);
                told++;
            }
        }
        g_assert_cmpuint(told, >, 50);
        g_ptr_array_unref(pages);
    }
    jw_model_free(m);
    jw_diags_free(diags);
}

/* Where there is room to spare, lines round the chart leave the margins free. */
static void lines_keep_within_margins(void)
{
    const double margin = 24;
    jw_load_options load = jw_load_options_default();
    jw_renderer r = real_renderer();
    load.models_dir = "models";
    jw_diags *diags = jw_diags_new();
    jw_model *m = jw_load("models/shenzhen/model.json", &load, diags);
    GPtrArray *pages = pages_of(m, &(jw_draw_options){ .paper = "A4" }, &r);
    const jw_page *last = g_ptr_array_index(pages, pages->len - 1);
    for (guint i = 0; i < last->lines->len; i++) {
        const jw_page_line *line = &g_array_index(last->lines, jw_page_line, i);
        for (size_t k = 0; k < line->size; k++) {
            g_assert_cmpfloat(line->points[k].x, >=, margin - 0.1);
            g_assert_cmpfloat(line->points[k].x, <=, last->width - margin + 0.1);
        }
    }
    g_ptr_array_unref(pages);
    jw_model_free(m);
    jw_diags_free(diags);
}

static void check_line(const jw_page *page, const jw_page_line *line)
{
    for (size_t p = 0; p < line->size; p++) {
        g_assert_cmpfloat(line->points[p].x, >=, 0);
        g_assert_cmpfloat(line->points[p].x, <=, page->width);
        g_assert_cmpfloat(line->points[p].y, >=, 0);
        g_assert_cmpfloat(line->points[p].y, <=, page->height);
    }
}

static void check_lines(const jw_page *page)
{
    for (guint l = 0; l < page->lines->len; l++)
        check_line(page, &g_array_index(page->lines, jw_page_line, l));
}

/* Without margins too (-1: none): no point of a line is off the page. */
static void lines_keep_on_the_page(void)
{
    check_models(-1, check_lines);
}

/* --- words */

static void what_is_not_attached_says_why(void)
{
    jw_model *m = regular_model(2, 3, 0);
    add_below(m, JW_NO_UNIT, "x", "association", "孤立协会");
    uint32_t end = add_below(m, JW_NO_UNIT, "y", "branch", "断链支部");
    add_below(m, end, "y1", "association", "断链协会");
    uint32_t one = add_below(m, JW_NO_UNIT, "z1", "branch", "环一"),
             two = add_below(m, one, "z2", "branch", "环二");
    add_link(m, "leads", two, one);
    finish(m);
    GPtrArray *pages = check_model(m, &(jw_draw_options){ .leaves = "card" }, NULL);
    g_assert_cmpuint(count_texts(pages, "没有上级"), ==, 1);
    g_assert_cmpuint(count_texts(pages, "上级链条到此中断 · 1"), ==, 1);
    g_assert_cmpuint(count_texts(pages, "在领导关系的环上 · 1"), ==, 1);
    g_ptr_array_unref(pages);
    jw_model_free(m);
}

static void groups_are_headed_by_their_tie(void)
{
    jw_model *m = regular_model(2, 3, 0);
    for (int i = 0; i < 8; i++) {
        g_autofree char *id = g_strdup_printf("d%d", i), *name = g_strdup_printf("机构%d", i);
        uint32_t u = add_unit(m, id, "association", name);
        add_link(m, i < 4 ? "leads" : "backstops", jw_model_find(m, "c"), u);
    }
    finish(m);
    GPtrArray *pages = check_model(m, &(jw_draw_options){ .leaves = "card" }, NULL);
    g_assert_cmpuint(count_texts(pages, "直属"), ==, 1);
    g_assert_cmpuint(count_texts(pages, "兜底"), >=, 1);
    g_ptr_array_unref(pages);
    static const jw_layout_kind layouts[] = { JW_LAYOUT_ORG, JW_LAYOUT_LAYERED };
    for (size_t i = 0; i < G_N_ELEMENTS(layouts); i++) { /* what units are, not what is done to them */
        jw_renderer r = real_renderer();
        jw_diags *diags = jw_diags_new();
        jw_draw_options options = { .lang = JW_EN, .leaves = "card", .layout = layouts[i] };
        jw_page *page =
            layouts[i] == JW_LAYOUT_LAYERED ? jw_layered_page(m, NULL, &options, &r, diags) : NULL;
        pages =
            page ? g_ptr_array_new_with_free_func((GDestroyNotify)jw_page_free) : pages_of(m, &options, &r);
        if (page) g_ptr_array_add(pages, page);
        g_assert_cmpuint(count_texts(pages, "direct"), ==, 1);
        g_assert_cmpuint(count_texts(pages, "backstopped"), ==, 1);
        g_ptr_array_unref(pages);
        jw_diags_free(diags);
    }
    jw_model_free(m);
}

static void a_table_is_cut_by_values(void)
{
    static const char *const streets[] = { "民治", "观湖", NULL };
    jw_model *m = new_model();
    uint32_t core = add_below(m, JW_NO_UNIT, "c", "core", "龙华区社会组织党委");
    for (int i = 0; i < 30; i++) {
        g_autofree char *id = g_strdup_printf("a%02d", i), *name = g_strdup_printf("第%d协会", i);
        uint32_t u = add_below(m, core, id, "association", name);
        if (streets[i % 3]) jw_model_set_text(m, false, u, JW_STREET, streets[i % 3]);
    }
    finish(m);
    GPtrArray *pages = check_model(m, &(jw_draw_options){ .break_field = "street" }, NULL);
    static const char *const ends[] = { "· 民治", "· 观湖", "· 未填街道" };
    g_assert_cmpuint(pages->len, ==, 4);
    for (guint i = 0; i < 3; i++)
        g_assert_true(
            g_str_has_suffix(((const jw_page *)g_ptr_array_index(pages, 1 + i))->bookmark, ends[i]));
    g_ptr_array_unref(pages);
    jw_model_free(m);
}

/* Boxes as large as a unit's, a little to the right and below. */
static guint count_second_edges(const GPtrArray *pages)
{
    guint edges = 0;
    for (guint i = 0; i < pages->len; i++) {
        const jw_page *page = g_ptr_array_index(pages, i);
        for (guint k = 0; k < page->boxes->len; k++)
            for (guint n = 0; n < page->boxes->len && is_unit(box_at(page, k)); n++) {
                jw_rect unit = box_at(page, k)->at, edge = box_at(page, n)->at;
                edges += !box_at(page, n)->id && fabs(edge.w - unit.w) + fabs(edge.h - unit.h) < 1e-6 &&
                         edge.x > unit.x && edge.y > unit.y && overlap(edge, unit);
            }
    }
    return edges;
}

/* A leaf that stands for several has a second edge, in a list as in a box. */
static void counts_show_as_a_second_edge(void)
{
    static const char *const ways[] = { "card", "boxes", "row" };
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        for (int k = 0; k < 2; k++) {
            jw_model *m = regular_model(2, 4, 0);
            if (k) jw_model_set_number(m, false, jw_model_find(m, "p000-0001"), JW_COUNT, 3);
            finish(m);
            GPtrArray *pages = pages_of(m, &(jw_draw_options){ .leaves = ways[i] }, NULL);
            g_assert_cmpuint(count_second_edges(pages), ==, (guint)k);
            g_ptr_array_unref(pages);
            jw_model_free(m);
        }
    }
}

static jw_rect place_of(const jw_model *m, const jw_page *page, const char *id)
{
    for (guint k = 0; k < page->boxes->len; k++)
        if (is_unit(box_at(page, k)) &&
            strcmp(jw_unit_id(m, (uint32_t)atoi(box_at(page, k)->id + 1)), id) == 0)
            return box_at(page, k)->at;
    g_assert_not_reached();
}

/* A box below a lead whose other post has a row of posts below it is not as wide as that row, nor is the
 * lead. */
static void boxes_are_not_stretched_over_trees(void)
{
    jw_model *m = new_model();
    uint32_t chief = add_below(m, JW_NO_UNIT, "c", "post", "Chief Keeper"),
             lamps = add_below(m, chief, "l", "post", "Director of Lamps"),
             deputy = add_below(m, lamps, "d", "post", "Deputy Director of Lamps"),
             money = add_below(m, chief, "f", "post", "Director of Finance");
    add_below(m, deputy, "k1", "post", "Manager");
    add_below(m, deputy, "k2", "post", "Keeper of Lamps");
    add_below(m, deputy, "k3", "post", "Keeper of Oil");
    add_below(m, lamps, "o", "post", "Director of Oil");
    add_below(m, money, "m1", "post", "Clerk");
    add_below(m, money, "m2", "post", "Clerk");
    finish(m);
    GPtrArray *pages = check_model(m, &(jw_draw_options){ .orientation = JW_LANDSCAPE }, NULL);
    const jw_page *page = g_ptr_array_index(pages, 0);
    jw_rect first = place_of(m, page, "k1"), last = place_of(m, page, "k3");
    double row = last.x + last.w - first.x;
    g_assert_cmpfloat(first.y, ==, last.y);
    g_assert_cmpfloat(place_of(m, page, "o").w, <, 0.75 * row);
    g_assert_cmpfloat(place_of(m, page, "l").w, <, 0.75 * row);
    g_ptr_array_unref(pages);
    jw_model_free(m);
}

/* The second edge of a filled box is an outline: two fills would look like one box with a notch. */
static void second_edges_are_outlines(void)
{
    jw_model *m = new_model();
    uint32_t chief = add_below(m, JW_NO_UNIT, "c", "post", "Chief");
    add_below(m, chief, "d", "post", "Clerk");
    jw_model_set_number(m, false, jw_model_find(m, "d"), JW_COUNT, 3);
    finish(m);
    GPtrArray *pages = pages_of(m, &(jw_draw_options){ .leaves = "boxes" }, NULL);
    const jw_page *page = g_ptr_array_index(pages, 0);
    guint edges = 0;
    for (guint k = 0; k + 1 < page->boxes->len; k++) {
        const jw_page_box *edge = box_at(page, k), *unit = box_at(page, k + 1);
        if (edge->id || !is_unit(unit) || !overlap(edge->at, unit->at)) continue;
        g_assert_cmpstr(edge->style.fill, !=, unit->style.fill);
        g_assert_cmpstr(edge->style.stroke, ==, unit->style.fill);
        edges++;
    }
    g_assert_cmpuint(edges, ==, 1);
    g_ptr_array_unref(pages);
    jw_model_free(m);
}

/* In a table, rows of one look and one column share a frame; one that looks otherwise has its own. */
static void rows_share_a_frame(void)
{
    jw_model *m = regular_model(2, 12, 0);
    jw_model_set_text(m, false, jw_model_find(m, "p000-0003"), JW_ORGANIZATION, "branch");
    GPtrArray *pages = check_model(finish(m), &(jw_draw_options){ .paper = "A4", .leaves = "card" }, NULL);
    const jw_page *page = g_ptr_array_index(pages, 0);
    guint in_lists = 0, alone = 0;
    for (guint k = 0; k < page->boxes->len; k++) {
        const jw_page_box *box = box_at(page, k);
        bool leaf = is_unit(box) && jw_unit_kind_of(m, (uint32_t)atoi(box->id + 1))->role == JW_ROLE_TARGET;
        in_lists += leaf && box->sides != JW_AROUND;
        alone += leaf && box->sides == JW_AROUND;
    }
    g_assert_cmpuint(in_lists + alone, ==, 24);
    g_assert_cmpuint(in_lists, >=, 20);
    g_assert_cmpuint(alone, >=, 1);
    g_ptr_array_unref(pages);
    jw_model_free(m);
}

static double type_of_leaves(const GPtrArray *pages)
{
    double least = INFINITY;
    for (guint i = 0; i < pages->len; i++) {
        const jw_page *page = g_ptr_array_index(pages, i);
        for (guint k = 0; k < page->boxes->len; k++)
            if (box_at(page, k)->label != JW_NO_TEXT)
                least = MIN(least, text_at(page, (guint)box_at(page, k)->label)->style.size);
    }
    return least;
}

/* What fits on one page at the least type is not cut, up to the edge. */
static void pages_are_cut_only_if_needed(void)
{
    guint whole = 0, cut = 0;
    for (int leaves = 4; leaves <= 16; leaves++) {
        jw_model *m = finish(regular_model(24, leaves, 0));
        GPtrArray *one = pages_of(m, &(jw_draw_options){ .paper = "A4", .one_page = true }, NULL);
        GPtrArray *usual = pages_of(m, &(jw_draw_options){ .paper = "A4" }, NULL);
        double type = type_of_leaves(one);
        g_test_message("%d leaves: %.2f pt, %u pages", leaves, type, usual->len);
        if (type > 7.01) g_assert_cmpuint(usual->len, ==, 1);
        whole += usual->len == 1;
        cut += usual->len > 1;
        g_ptr_array_unref(one);
        g_ptr_array_unref(usual);
        jw_model_free(m);
    }
    g_assert_cmpuint(whole, >, 0);
    g_assert_cmpuint(cut, >, 0);
}

/* --- paper */

static jw_rect bounds_of(const jw_page *page)
{
    jw_rect bounds = { 0 };
    for (guint k = 0, first = 1; k < page->boxes->len; k++) {
        if (!is_unit(box_at(page, k))) continue;
        if (first)
            bounds = box_at(page, k)->at;
        else
            jw_grow_bounds(&bounds, box_at(page, k)->at);
        first = 0;
    }
    return bounds;
}

/* The rectangle round the chart, of all that the margins leave, title and legend included: three quarters. */
static void pages_are_full(void)
{
    static const struct {
        int parents, leaves;
    } rows[] = { { 22, 25 }, { 30, 24 } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        for (int way = JW_ANY_WAY; way <= JW_PORTRAIT; way++) {
            jw_model *m = finish(regular_model(rows[i].parents, rows[i].leaves, 0));
            jw_draw_options options = { .paper = "A3", .one_page = true, .orientation = (jw_orientation)way };
            GPtrArray *pages = check_model(m, &options, NULL);
            const jw_page *page = g_ptr_array_index(pages, 0);
            jw_rect chart = bounds_of(page);
            double unit = pow(page->width * page->height / (595.28 * 841.89), 0.25), margin = 24 * unit;
            double fill = chart.w * chart.h / ((page->width - 2 * margin) * (page->height - 2 * margin));
            g_test_message("%d × %d, way %d: %.2f", rows[i].parents, rows[i].leaves, way, fill);
            g_assert_cmpfloat(fill, >=, 0.75);
            g_ptr_array_unref(pages);
            jw_model_free(m);
        }
}

/* Of several pages those with few units are not left half empty for the sake of even type: each reaches from
 * side to side, or from title to legend, or has type half as large again as the smallest, or the
 * largest that there is. */
static void check_full_set(const jw_model *m, const char *paper)
{
    jw_renderer r = real_renderer();
    GPtrArray *pages = pages_of(m, &(jw_draw_options){ .paper = paper }, &r);
    double least = INFINITY;
    for (guint i = 0; i < pages->len; i++)
        if (bounds_of(g_ptr_array_index(pages, i)).w > 0)
            least = MIN(least, type_of_names(g_ptr_array_index(pages, i)));
    for (guint i = 0; i < pages->len; i++) {
        const jw_page *page = g_ptr_array_index(pages, i);
        jw_rect chart = bounds_of(page);
        double unit = CLAMP(pow(page->width * page->height / (595.28 * 841.89), 0.25), 0.75, 3);
        double across = chart.w / (page->width - 48 * unit), down = chart.h / (page->height - 160 * unit);
        g_test_message("%s, page %u: %.2f across, %.2f down, type %.2f of %.2f", paper, i + 1, across, down,
                       type_of_names(page), least);
        double enough = MIN(1.45 * least, JW_LARGEST_LEAF * unit - 0.01);
        if (chart.w > 0) g_assert_true(across >= 0.9 || down >= 0.9 || type_of_names(page) >= enough);
    }
    g_ptr_array_unref(pages);
}

static void pages_of_a_set_are_full(void)
{
    static const char *const papers[] = { "A4", "A3", "slide" };
    jw_load_options load = jw_load_options_default();
    load.models_dir = "models";
    jw_diags *diags = jw_diags_new();
    jw_model *models[] = { jw_load("models/shenzhen/model.json", &load, diags),
                           finish(regular_model(2, 1, 700)) };
    for (size_t i = 0; i < G_N_ELEMENTS(models); i++) {
        for (size_t k = 0; k < G_N_ELEMENTS(papers); k++) check_full_set(models[i], papers[k]);
        jw_model_free(models[i]);
    }
    jw_diags_free(diags);
}

static void margins(void)
{
    jw_model *m = finish(regular_model(22, 25, 0));
    static const double points[] = { -1, 30, 100 };
    for (size_t i = 0; i < G_N_ELEMENTS(points); i++) {
        GPtrArray *pages = pages_of(m, &(jw_draw_options){ .margin = points[i] }, NULL);
        double left = INFINITY;
        for (guint k = 0; k < pages->len; k++) {
            jw_rect chart = bounds_of(g_ptr_array_index(pages, k));
            if (chart.w > 0) left = MIN(left, chart.x);
        }
        g_assert_cmpfloat(left, >=, MAX(0, points[i]) - 0.01);
        g_assert_cmpfloat(left, <=, MAX(0, points[i]) + 40);
        g_ptr_array_unref(pages);
    }
    jw_model_free(m);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/draw/org/upright", upright_text);
    g_test_add_func("/draw/org/leaves", leaves_stand_as_asked);
    g_test_add_func("/draw/org/upright-numbers", upright_leads_tell_their_numbers);
    g_test_add_func("/draw/org/siblings", siblings_are_called_alike);
    g_test_add_func("/draw/org/one-more", one_more_leaf_keeps_the_order);
    g_test_add_func("/draw/org/chains-and-stars", chains_and_stars);
    g_test_add_func("/draw/org/crossings", no_line_crosses_a_box);
    g_test_add_func("/draw/org/bundles", bundles_are_trunks);
    g_test_add_func("/draw/org/crossings-models", no_line_crosses_a_box_of_the_models);
    g_test_add_func("/draw/org/turns", ways_turn_to_their_end_at_once);
    g_test_add_func("/draw/org/other-pages", links_to_other_pages);
    g_test_add_func("/draw/org/too-many", too_many_links_are_counted);
    g_test_add_func("/draw/org/left-out", what_is_left_out_is_not_drawn);
    g_test_add_func("/draw/org/left-out-pages", links_are_left_out_page_by_page);
    g_test_add_func("/draw/org/references", references_tell_the_page);
    g_test_add_func("/draw/org/lines-in-margins", lines_keep_within_margins);
    g_test_add_func("/draw/org/lines-on-page", lines_keep_on_the_page);
    g_test_add_func("/draw/org/not-attached", what_is_not_attached_says_why);
    g_test_add_func("/draw/org/groups", groups_are_headed_by_their_tie);
    g_test_add_func("/draw/org/values", a_table_is_cut_by_values);
    g_test_add_func("/draw/org/counts", counts_show_as_a_second_edge);
    g_test_add_func("/draw/org/stretched", boxes_are_not_stretched_over_trees);
    g_test_add_func("/draw/org/edges", second_edges_are_outlines);
    g_test_add_func("/draw/org/lists", rows_share_a_frame);
    g_test_add_func("/draw/org/whole", pages_are_cut_only_if_needed);
    g_test_add_func("/draw/org/full", pages_are_full);
    g_test_add_func("/draw/org/full-sets", pages_of_a_set_are_full);
    g_test_add_func("/draw/org/margins", margins);
    return g_test_run();
}
