/* Models for the tests of the layout `org`, and what holds on all of its pages. */
#ifndef TESTS_DRAW_ORG_PAGES_H
#define TESTS_DRAW_ORG_PAGES_H

#include "draw/org.h"
#include "draw/wrap.h"
#include "model/build.h"
#include "renderer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SHAPES = 7 };

/* --- models */

static inline uint32_t add_unit(jw_model *m, const char *id, const char *kind, const char *name)
{
    return jw_model_add_unit(m, id, name, jw_model_unit_kind_named(m, kind), true, (jw_spot){ 0 });
}

static inline void add_link(jw_model *m, const char *kind, uint32_t from, uint32_t to)
{
    jw_model_add_link(m, jw_model_link_kind_named(m, kind), from, to, (jw_spot){ 0 });
}

static inline jw_model *new_model(void)
{
    jw_limits limits = jw_limits_default();
    jw_model *m = jw_model_new(&limits);
    jw_model_set_name(m, "测试模型");
    jw_model_set_as_of(m, "2023-06-30");
    jw_model_set_source(m, "测试");
    return m;
}

/* 1 to 60 characters; Chinese, Latin, digits, both, Hebrew. */
static inline char *random_name(GRand *random)
{
    static const char *const alphabets[] = { "深圳市观湖电子行业协会商会联合党支部促进",
                                             "ABCDEFGHabcdefghijklmnop -", "深圳（）、0123456789·协会Science",
                                             "שלוםארגון " };
    int script = g_rand_int_range(random, -3, 4);
    const char *alphabet = alphabets[MAX(0, script)];
    glong letters = g_utf8_strlen(alphabet, -1);
    GString *name = g_string_new(NULL);
    int n =
        g_rand_int_range(random, 0, 8) ? g_rand_int_range(random, 4, 14) : g_rand_int_range(random, 1, 61);
    for (int i = 0; i < n; i++) {
        const char *p = g_utf8_offset_to_pointer(alphabet, g_rand_int_range(random, 0, (gint32)letters));
        gunichar c = g_utf8_get_char(p);
        g_string_append_unichar(name, i == 0 && (c == ' ' || c == '-') ? 'X' : c);
    }
    return g_string_free(name, FALSE);
}

/* Chains, stars, one leaf a level, bushes, few levels with many leaves, everything with detached units. */
static inline int parent_of(GRand *random, int shape, int i)
{
    switch (shape) {
    case 0:
        return i - 1;
    case 1:
        return 0;
    case 2:
        return i % 2 ? i - 1 : MAX(0, i - 2);
    case 3:
        return g_rand_int_range(random, 0, i);
    case 4:
        return i < 9 ? 0 : g_rand_int_range(random, 1, MIN(i, 9));
    case 5:
        return i < 5 ? 0 : i < 30 ? g_rand_int_range(random, 1, 5) : g_rand_int_range(random, 5, 30);
    default:
        return g_rand_int_range(random, 0, 12) ? g_rand_int_range(random, MAX(0, i - 40), i) : -1;
    }
}

static const int most_units[SHAPES] = { 90, 1000, 60, 150, 300, 500, 120 };

static inline jw_model *random_model(guint32 seed)
{
    static const char *const kinds[] = { "block",       "strip",       "general-branch", "association",
                                         "association", "association", "chamber",        "pool" };
    static const char *const links[] = { "leads", "guides", "backstops" };
    GRand *random = g_rand_new_with_seed(seed);
    jw_model *m = new_model();
    int shape = (int)seed % SHAPES, n = g_rand_int_range(random, 1, most_units[shape] + 1);
    for (int i = 0; i < n; i++) {
        g_autofree char *id = g_strdup_printf("u%04d", i), *name = random_name(random);
        uint32_t u =
            add_unit(m, id, i == 0 ? "core" : kinds[g_rand_int_range(random, 0, G_N_ELEMENTS(kinds))], name);
        if (g_rand_boolean(random)) jw_model_set_text(m, false, u, JW_ORGANIZATION, "branch");
        if (g_rand_int_range(random, 0, 5) == 0) jw_model_set_flag(m, false, u, JW_REPORTED, 0);
        if (g_rand_int_range(random, 0, 9) == 0)
            jw_model_set_flag(m, false, u, JW_ILLUSTRATIVE, seed % 3 == 0);
        int parent = i == 0 ? -1 : parent_of(random, shape, i);
        if (parent >= 0) add_link(m, links[g_rand_int_range(random, 0, 3)], (uint32_t)parent, u);
    }
    g_rand_free(random);
    jw_model_finish(m, NULL);
    return m;
}

/* --- pages */

static inline bool overlap(jw_rect a, jw_rect b)
{
    const double slack = 0.2;
    return a.x + a.w > b.x + slack && b.x + b.w > a.x + slack && a.y + a.h > b.y + slack &&
           b.y + b.h > a.y + slack;
}

static inline bool holds(jw_rect outer, jw_rect inner, double slack)
{
    return inner.x >= outer.x - slack && inner.y >= outer.y - slack &&
           inner.x + inner.w <= outer.x + outer.w + slack && inner.y + inner.h <= outer.y + outer.h + slack;
}

static inline const jw_page_box *box_at(const jw_page *page, guint i)
{
    return &g_array_index(page->boxes, jw_page_box, i);
}

static inline const jw_page_text *text_at(const jw_page *page, guint i)
{
    return &g_array_index(page->texts, jw_page_text, i);
}

static inline bool is_unit(const jw_page_box *box)
{
    return box->id && box->id[0] == 'u';
}

static inline void check_boxes(const jw_page *page, int *seen)
{
    jw_rect sheet = { 0, 0, page->width, page->height };
    for (guint i = 0; i < page->boxes->len; i++) {
        const jw_page_box *a = box_at(page, i);
        g_assert_true(holds(sheet, a->at, 0));
        if (!is_unit(a)) continue;
        seen[atoi(a->id + 1)]++;
        for (guint k = 0; k < i; k++)
            if (is_unit(box_at(page, k))) g_assert_false(overlap(a->at, box_at(page, k)->at));
    }
}

static inline bool is_framed_alike(const jw_page_box *a, const jw_page_box *b)
{
    return a->style.stroke == b->style.stroke && a->style.line == b->style.line &&
           a->style.dash == b->style.dash;
}

/* Box k without an outline of its own stands in the frame that was drawn last; where a line is below it, so
 * is the next box of its list. */
static inline void check_list(const jw_page *page, guint k, const jw_page_box *frame)
{
    const jw_page_box *row = box_at(page, k);
    g_assert_null(row->style.fill);
    g_assert_nonnull(frame);
    g_assert_nonnull(frame->style.fill);
    g_assert_true(is_framed_alike(row, frame) && holds(frame->at, row->at, 1e-6));
    if (row->sides == JW_NOWHERE) {
        g_assert_cmpfloat(fabs(row->at.y + row->at.h - frame->at.y - frame->at.h), <, 1e-6);
        return;
    }
    do k++;
    while (k < page->boxes->len && !is_unit(box_at(page, k)));
    g_assert_cmpuint(k, <, page->boxes->len);
    g_assert_cmpint(box_at(page, k)->sides, !=, JW_AROUND);
    g_assert_cmpfloat(fabs(box_at(page, k)->at.y - row->at.y - row->at.h), <, 2);
}

static inline void check_lists(const jw_page *page)
{
    const jw_page_box *frame = NULL;
    for (guint k = 0; k < page->boxes->len; k++) {
        const jw_page_box *box = box_at(page, k);
        if (box->sides != JW_AROUND)
            check_list(page, k, frame);
        else if (!box->id && box->style.fill && box->style.line > 0)
            frame = box;
    }
}

static inline jw_rect drawn(const jw_page_text *text, double width, double height)
{
    jw_rect at = text->at;
    at.y += (at.h - height) / 2;
    at.h = height;
    if (text->style.align == JW_RIGHT) at.x += at.w - width;
    if (text->style.align == JW_CENTRE) at.x += (at.w - width) / 2;
    at.w = width;
    return at;
}

/* Texts stay on the page, and one that begins in a unit's box ends in it. */
static inline void check_text(const jw_page *page, const jw_page_text *text, double width)
{
    jw_rect at = drawn(text, width, jw_ruler_height(text->text, text->style.size));
    jw_rect middle = { at.x + at.w / 2, at.y + at.h / 2, 0, 0 }, sheet = { 0, 0, page->width, page->height };
    g_assert_true(holds(sheet, at, 0));
    for (guint k = 0; k < page->boxes->len; k++)
        if (is_unit(box_at(page, k)) && holds(box_at(page, k)->at, middle, 0))
            g_assert_true(holds(box_at(page, k)->at, at, 0.6));
}

static inline void check_texts_by_guess(const jw_page *page)
{
    jw_ruler *ruler = jw_ruler_new();
    for (guint i = 0; i < page->texts->len; i++) {
        const jw_page_text *text = text_at(page, i);
        check_text(page, text, jw_ruler_width(ruler, text->text, text->style.size, text->style.bold) / 1.1);
    }
    jw_ruler_free(ruler);
}

static inline char *without_space(const char *text)
{
    static const gunichar upright[] = { 0xFE35, 0xFF08, 0xFE36, 0xFF09, 0xFE11, 0x3001, 0 };
    GString *out = g_string_new(NULL);
    for (; *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        for (int i = 0; upright[i]; i += 2)
            if (c == upright[i]) c = upright[i + 1];
        if (c > 127 || !g_ascii_isspace((char)c)) g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

/* Every name is there, whatever its lines. */
static inline void check_names(const GPtrArray *pages, const jw_model *m)
{
    GHashTable *texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < pages->len; i++)
        for (guint k = 0; k < ((const jw_page *)g_ptr_array_index(pages, i))->texts->len; k++)
            g_hash_table_add(texts, without_space(text_at(g_ptr_array_index(pages, i), k)->text));
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++) {
        g_autofree char *name = without_space(jw_unit_name(m, u));
        if (!g_hash_table_contains(texts, name)) g_test_message("missing: %s", name);
        g_assert_true(g_hash_table_contains(texts, name));
    }
    g_hash_table_destroy(texts);
}

/* Links lead to pages that there are. */
static inline void check_links(const GPtrArray *pages)
{
    for (guint i = 0; i < pages->len; i++) {
        const jw_page *page = g_ptr_array_index(pages, i);
        for (guint k = 0; k < page->links->len; k++) {
            int target = g_array_index(page->links, jw_page_link, k).page;
            g_assert_cmpint(target, >=, 0);
            g_assert_cmpint(target, <, (int)pages->len);
            g_assert_cmpint(target, !=, (int)i);
        }
        g_assert_nonnull(page->label);
    }
}

/* Names of leaves are the smallest type of a chart, but for what surrounds it. */
static inline double smallest_type(const GPtrArray *pages)
{
    double least = INFINITY;
    for (guint i = 0; i < pages->len; i++) {
        const jw_page *page = g_ptr_array_index(pages, i);
        for (guint k = 0; k < page->texts->len; k++) least = MIN(least, text_at(page, k)->style.size);
    }
    return least;
}

static inline GPtrArray *pages_of(const jw_model *m, const jw_draw_options *options, const jw_renderer *r)
{
    jw_diags *diags = jw_diags_new();
    jw_coverage *c = jw_cover(m, diags);
    GPtrArray *pages = jw_org_pages(m, c, options, r, diags);
    for (size_t i = 0; i < jw_diags_size(diags); i++) g_test_message("%s", jw_diags_get(diags, i)->code);
    g_assert_nonnull(pages);
    g_assert_cmpuint(jw_diags_count(diags, JW_ERROR), ==, 0);
    jw_coverage_free(c);
    jw_diags_free(diags);
    return pages;
}

static inline GPtrArray *check_model(const jw_model *m, const jw_draw_options *options, const jw_renderer *r)
{
    GPtrArray *pages = pages_of(m, options, r);
    size_t n = jw_model_unit_count(m);
    g_autofree int *seen = g_new0(int, n);
    for (guint i = 0; i < pages->len; i++) {
        check_boxes(g_ptr_array_index(pages, i), seen);
        check_lists(g_ptr_array_index(pages, i));
    }
    for (size_t u = 0; u < n; u++) g_assert_cmpint(seen[u], >, 0);
    check_names(pages, m);
    check_links(pages);
    return pages;
}

#endif
