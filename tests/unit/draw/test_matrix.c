/* The matrix view on random organizations: each cell stands once, says what counting by hand says, keeps its
 * words inside, in type of the least size; pages repeat the heads; the order of the input moves nothing. */
#include "draw/matrix.h"
#include "model/build.h"
#include "renderer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GUESSED = 60, MEASURED = 12, MOST_LINES = 90 };

/* --- models */

typedef struct {
    int rows, columns, targets; /* values, of which some may be of nobody */
} extent;

static extent extent_for(guint32 seed)
{
    static const extent extents[] = { { 1, 1, 1 },    { 12, 6, 96 },   { 3, 40, 150 },
                                      { 80, 4, 300 }, { 40, 30, 400 }, { 6, 6, 2000 } };
    return extents[seed % G_N_ELEMENTS(extents)];
}

static char *value(char kind, int i)
{
    static const char *const words[] = { "教育培训", "养老服务", "科技创新", "Logistics and storage",
                                         "文化" };
    return g_strdup_printf("%s%c%d", words[i % 5], kind, i);
}

typedef struct {
    const char *id, *kind;
    int row, column;
    bool has, known;
    double count;
} spec;

/* The same units in any order: shuffling must not show. */
static GArray *specs_of(guint32 seed)
{
    extent e = extent_for(seed);
    GRand *random = g_rand_new_with_seed(seed);
    GArray *specs = g_array_new(FALSE, TRUE, sizeof(spec));
    for (int i = 0; i < e.targets; i++) {
        spec s = { g_strdup_printf("a%04d", i), "association", 0, 0, false, true, 1 };
        s.row = g_rand_int_range(random, -1, e.rows);
        s.column = g_rand_int_range(random, -1, e.columns);
        s.has = g_rand_boolean(random);
        s.known = g_rand_int_range(random, 0, 6) > 0;
        if (g_rand_int_range(random, 0, 9) == 0) s.count = g_rand_int_range(random, 1, 30) / 2.0;
        g_array_append_val(specs, s);
    }
    for (int i = 0; i < e.rows; i += 2) {
        spec s = { g_strdup_printf("s%04d", i), "strip", i, -1, false, true, 1 };
        g_array_append_val(specs, s);
    }
    for (int i = 0; i < e.columns; i += 3) {
        spec s = { g_strdup_printf("b%04d", i), "block", -1, i, false, true, 1 };
        g_array_append_val(specs, s);
    }
    g_rand_free(random);
    return specs;
}

static void add_spec(jw_model *m, const spec *s)
{
    g_autofree char *name = g_strdup_printf("%s行业主管部门党组织", s->id);
    g_autofree char *row = value('r', s->row + 5), *column = value('c', s->column + 5);
    uint32_t u =
        jw_model_add_unit(m, s->id, name, jw_model_unit_kind_named(m, s->kind), false, (jw_spot){ 0 });
    if (s->row >= 0) jw_model_set_text(m, false, u, JW_INDUSTRY, row);
    if (s->column >= 0) jw_model_set_text(m, false, u, JW_STREET, column);
    if (s->has) jw_model_set_text(m, false, u, JW_ORGANIZATION, "branch");
    if (!s->known) jw_model_set_flag(m, false, u, JW_REPORTED, 0);
    if (s->count != 1) jw_model_set_number(m, false, u, JW_COUNT, s->count);
}

static jw_model *model_of(guint32 seed, const guint *order)
{
    jw_limits limits = jw_limits_default();
    jw_model *m = jw_model_new(&limits);
    GArray *specs = specs_of(seed);
    jw_model_set_name(m, "测试模型");
    jw_model_set_source(m, "测试");
    uint32_t core =
        jw_model_add_unit(m, "core", "核心", jw_model_unit_kind_named(m, "core"), false, (jw_spot){ 0 });
    for (guint i = 0; i < specs->len; i++) add_spec(m, &g_array_index(specs, spec, order ? order[i] : i));
    for (guint i = 0; i < specs->len; i++) {
        const spec *s = &g_array_index(specs, spec, i);
        if (i % 3 > 0)
            jw_model_add_link(m, jw_model_link_kind_named(m, "leads"), core, jw_model_find(m, s->id),
                              (jw_spot){ 0 });
    }
    for (guint i = 0; i < specs->len; i++) g_free((char *)g_array_index(specs, spec, i).id);
    g_array_free(specs, TRUE);
    jw_model_finish(m, NULL);
    return m;
}

/* --- pages */

static const jw_page_box *box_at(const jw_page *page, guint i)
{
    return &g_array_index(page->boxes, jw_page_box, i);
}

static const jw_page_text *text_at(const jw_page *page, guint i)
{
    return &g_array_index(page->texts, jw_page_text, i);
}

static bool holds(jw_rect outer, jw_rect inner, double slack)
{
    return inner.x >= outer.x - slack && inner.y >= outer.y - slack &&
           inner.x + inner.w <= outer.x + outer.w + slack && inner.y + inner.h <= outer.y + outer.h + slack;
}

static const jw_page_box *find_box(const jw_page *page, const char *id)
{
    for (guint i = 0; i < page->boxes->len; i++)
        if (g_strcmp0(box_at(page, i)->id, id) == 0) return box_at(page, i);
    return NULL;
}

/* The texts that lie in a box, from top to bottom and left to right as they were added, parted by "|". */
static char *words_in(const jw_page *page, const jw_page_box *box)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < page->texts->len; i++) {
        if (!holds(box->at, text_at(page, i)->at, 0.5)) continue;
        g_string_append_printf(out, "%s%s", out->len ? "|" : "", text_at(page, i)->text);
    }
    return g_string_free(out, FALSE);
}

static GPtrArray *pages_of(const jw_model *m, const jw_draw_options *options, const jw_renderer *r)
{
    jw_diags *diags = jw_diags_new();
    jw_coverage *c = jw_cover(m, diags);
    GPtrArray *pages = jw_matrix_pages(m, c, options, r, diags);
    for (size_t i = 0; i < jw_diags_size(diags); i++) g_test_message("%s", jw_diags_get(diags, i)->code);
    g_assert_nonnull(pages);
    g_assert_cmpuint(jw_diags_size(diags), ==, 0);
    jw_coverage_free(c);
    jw_diags_free(diags);
    return pages;
}

/* --- what the cells say */

static char *number(double value)
{
    char *text = g_strdup_printf("%.1f", value); /* counts are halves */
    if (value == floor(value)) *strchr(text, '.') = '\0';
    return text;
}

/* As the cell is to read, from the counts alone. */
static char *expected_words(double all, double known, double covered, bool total)
{
    g_autofree char *count = number(all), *gaps = number(known - covered);
    double share = covered / known * 100;
    if (all == 0) return g_strdup(total ? "0" : "·");
    if (known == 0) return g_strdup_printf("%s|?", count);
    g_autofree char *rate = share == 100 || share == 0 ? g_strdup_printf("%.0f %%", share)
                            : total && share > 99.9    ? g_strdup(">99.9 %")
                            : total                    ? g_strdup_printf("%.1f %%", share)
                            : share < 1                ? g_strdup("<1 %")
                            : share > 99               ? g_strdup(">99 %")
                                                       : g_strdup_printf("%.0f %%", share);
    if (covered == known) return g_strdup_printf("%s|%s", count, rate);
    return g_strdup_printf("%s|%s|%s%s", count, rate, covered == 0 ? "▲" : "△", gaps);
}

typedef struct {
    double all, known, covered;
} count;

static int line_of(const jw_cross *x, bool row, const char *text)
{
    size_t n = row ? jw_cross_rows(x) : jw_cross_columns(x);
    for (size_t i = 0; i < n; i++)
        if (g_strcmp0((row ? jw_cross_row(x, i) : jw_cross_column(x, i))->value, text) == 0) return (int)i;
    g_assert_not_reached();
}

/* [row * (MOST_LINES + 1) + column]; the lines' order is the cross's, all else is counted here. */
static count *count_by_hand(const jw_model *m, guint *rows, guint *columns)
{
    jw_coverage *c = jw_cover(m, NULL);
    jw_cross *x = jw_cross_new(c, JW_INDUSTRY, JW_STREET, NULL, NULL);
    *rows = (guint)jw_cross_rows(x);
    *columns = (guint)jw_cross_columns(x);
    g_assert_cmpuint(MAX(*rows, *columns), <=, MOST_LINES);
    count *counts = g_new0(count, (MOST_LINES + 1) * (MOST_LINES + 1));
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++) {
        jw_status status = jw_coverage_status(c, u);
        if (status == JW_NOT_COUNTED) continue;
        double n = jw_unit_count(m, u);
        const guint row[] = { (guint)line_of(x, true, jw_unit_text(m, u, JW_INDUSTRY)), *rows };
        const guint column[] = { (guint)line_of(x, false, jw_unit_text(m, u, JW_STREET)), *columns };
        for (int i = 0; i < 4; i++) {
            count *at = &counts[row[i / 2] * (MOST_LINES + 1) + column[i % 2]];
            at->all += n;
            at->known += status == JW_UNKNOWN ? 0 : n;
            at->covered += status == JW_FULL ? n : 0;
        }
    }
    jw_cross_free(x);
    jw_coverage_free(c);
    return counts;
}

/* Every cell once, with its words, on a page that has the heads of its lines. */
static void check_cells(const jw_model *m, const GPtrArray *pages)
{
    guint rows, columns, seen = 0;
    g_autofree count *counts = count_by_hand(m, &rows, &columns);
    for (guint i = 0; i < pages->len; i++) {
        const jw_page *page = g_ptr_array_index(pages, i);
        for (guint k = 0; k < page->boxes->len; k++) {
            guint row, column;
            const jw_page_box *box = box_at(page, k);
            if (!box->id || sscanf(box->id, "cell-%u-%u", &row, &column) != 2) continue;
            const count *c = &counts[row * (MOST_LINES + 1) + column];
            g_autofree char *expected =
                expected_words(c->all, c->known, c->covered, row == rows || column == columns);
            g_autofree char *found = words_in(page, box);
            g_autofree char *row_id = g_strdup_printf("row-%u", row),
                            *column_id = g_strdup_printf("column-%u", column);
            const jw_page_box *row_head = find_box(page, row_id), *column_head = find_box(page, column_id);
            g_assert_cmpstr(found, ==, expected);
            g_assert_true(row_head && fabs(row_head->at.y - box->at.y) < 0.01);
            g_assert_true(column_head && fabs(column_head->at.x - box->at.x) < 0.01);
            seen++;
        }
    }
    g_assert_cmpuint(seen, ==, (rows + 1) * (columns + 1));
}

/* --- what is drawn where */

static bool is_of_matrix(const jw_page_box *box)
{
    return box->id && (g_str_has_prefix(box->id, "cell-") || g_str_has_prefix(box->id, "row-") ||
                       g_str_has_prefix(box->id, "column-"));
}

static void check_text(const jw_page *page, const jw_page_text *text, double width, double least)
{
    double height = jw_ruler_height(text->text, text->style.size);
    jw_rect at = { text->at.x, text->at.y + (text->at.h - height) / 2, width, height };
    if (text->style.align == JW_RIGHT) at.x += text->at.w - width;
    if (text->style.align == JW_CENTRE) at.x += (text->at.w - width) / 2;
    jw_rect middle = { at.x + at.w / 2, at.y + at.h / 2, 0, 0 }, sheet = { 0, 0, page->width, page->height };
    g_assert_true(holds(sheet, at, 0.5));
    for (guint k = 0; k < page->boxes->len; k++) {
        const jw_page_box *box = box_at(page, k);
        if (!is_of_matrix(box) || !holds(box->at, middle, 0)) continue;
        g_assert_true(holds(box->at, at, 0.6));
        g_assert_cmpfloat(text->style.size, >=, least - 1e-6);
    }
}

static void check_boxes(const jw_page *page)
{
    jw_rect sheet = { 0, 0, page->width, page->height };
    for (guint i = 0; i < page->boxes->len; i++) g_assert_true(holds(sheet, box_at(page, i)->at, 0));
}

static const char *const papers[] = { "A4", "A3", "slide", "A5" };

static jw_draw_options options_for(guint32 seed)
{
    jw_draw_options options = { .paper = papers[seed % 4], .lang = seed % 2 ? JW_EN : JW_ZH };
    if (seed % 5 == 0) options.least_type = 9;
    return options;
}

static double least_for(guint32 seed)
{
    return seed % 5 == 0 ? 9 : 7;
}

static void random_matrices(void)
{
    for (guint32 seed = 0; seed < GUESSED; seed++) {
        g_test_message("seed %u", seed);
        jw_draw_options options = options_for(seed);
        jw_model *m = model_of(seed, NULL);
        GPtrArray *pages = pages_of(m, &options, NULL);
        jw_ruler *ruler = jw_ruler_new();
        check_cells(m, pages);
        for (guint i = 0; i < pages->len; i++) {
            const jw_page *page = g_ptr_array_index(pages, i);
            check_boxes(page);
            for (guint k = 0; k < page->texts->len; k++) {
                const jw_page_text *text = text_at(page, k);
                double width = jw_ruler_width(ruler, text->text, text->style.size, text->style.bold) / 1.1;
                check_text(page, text, width, least_for(seed));
            }
        }
        jw_ruler_free(ruler);
        g_ptr_array_unref(pages);
        jw_model_free(m);
    }
}

static void measured_matrices(void)
{
    jw_renderer r = real_renderer();
    for (guint32 seed = GUESSED; seed < GUESSED + MEASURED; seed++) {
        g_test_message("seed %u", seed);
        jw_draw_options options = options_for(seed);
        jw_model *m = model_of(seed, NULL);
        GPtrArray *pages = pages_of(m, &options, &r);
        GArray *measures = g_array_new(FALSE, FALSE, sizeof(jw_measure));
        check_cells(m, pages);
        for (guint i = 0; i < pages->len; i++)
            for (guint k = 0; k < ((const jw_page *)g_ptr_array_index(pages, i))->texts->len; k++) {
                const jw_page_text *text = text_at(g_ptr_array_index(pages, i), k);
                jw_measure measure = { text->text, text->style.size, text->style.bold, 0, 0 };
                g_array_append_val(measures, measure);
            }
        g_assert_true(jw_renderer_measure(&r, (jw_measure *)(void *)measures->data, measures->len, NULL));
        guint next = 0;
        for (guint i = 0; i < pages->len; i++)
            for (guint k = 0; k < ((const jw_page *)g_ptr_array_index(pages, i))->texts->len; k++, next++)
                check_text(g_ptr_array_index(pages, i), text_at(g_ptr_array_index(pages, i), k),
                           g_array_index(measures, jw_measure, next).width, least_for(seed));
        g_array_free(measures, TRUE);
        g_ptr_array_unref(pages);
        jw_model_free(m);
    }
}

static char *all_as_dot(const jw_model *m)
{
    GString *out = g_string_new(NULL);
    GPtrArray *pages = pages_of(m, &(jw_draw_options){ 0 }, NULL);
    for (guint i = 0; i < pages->len; i++) {
        GString *dot = jw_page_dot(g_ptr_array_index(pages, i), "F");
        g_string_append(out, dot->str);
        g_string_free(dot, TRUE);
    }
    g_ptr_array_unref(pages);
    return g_string_free(out, FALSE);
}

static void shuffling_moves_nothing(void)
{
    GRand *random = g_rand_new_with_seed(1);
    for (guint32 seed = 1; seed < 5; seed++) {
        GArray *specs = specs_of(seed);
        guint n = specs->len;
        for (guint i = 0; i < n; i++) g_free((char *)g_array_index(specs, spec, i).id);
        g_array_free(specs, TRUE);
        g_autofree guint *order = g_new(guint, n);
        for (guint i = 0; i < n; i++) {
            guint k = (guint)g_rand_int_range(random, 0, (gint32)i + 1);
            order[i] = order[k];
            order[k] = i;
        }
        jw_model *m = model_of(seed, NULL), *shuffled = model_of(seed, order);
        g_autofree char *a = all_as_dot(m), *b = all_as_dot(shuffled);
        g_assert_cmpstr(a, ==, b);
        jw_model_free(m);
        jw_model_free(shuffled);
    }
    g_rand_free(random);
}

/* --- a small one, word by word */

static jw_model *small_model(void)
{
    static const struct {
        const char *id, *kind, *industry, *street, *organization;
        int reported;
    } rows[] = {
        { "b1", "block", NULL, "观湖", NULL, 1 },
        { "b2", "block", NULL, "民治", NULL, 1 },
        { "s1", "strip", "电子", NULL, NULL, 1 },
        { "a1", "association", "电子", "观湖", "branch", 1 },
        { "a2", "association", "电子", "观湖", "none", 1 },
        { "a3", "association", "电子", "民治", "none", 1 },
        { "a4", "association", "教育", "民治", NULL, 0 },
        { "a5", "association", "教育", NULL, "joint", 1 },
    };
    jw_limits limits = jw_limits_default();
    jw_model *m = jw_model_new(&limits);
    uint32_t core =
        jw_model_add_unit(m, "c", "核心", jw_model_unit_kind_named(m, "core"), true, (jw_spot){ 0 });
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        uint32_t u = jw_model_add_unit(m, rows[i].id, rows[i].id, jw_model_unit_kind_named(m, rows[i].kind),
                                       true, (jw_spot){ 0 });
        jw_model_set_text(m, false, u, JW_INDUSTRY, rows[i].industry);
        jw_model_set_text(m, false, u, JW_STREET, rows[i].street);
        jw_model_set_text(m, false, u, JW_ORGANIZATION, rows[i].organization);
        if (!rows[i].reported) jw_model_set_flag(m, false, u, JW_REPORTED, 0);
        if (i != 1) jw_model_add_link(m, jw_model_link_kind_named(m, "leads"), core, u, (jw_spot){ 0 });
        if (i == 3) jw_model_add_link(m, jw_model_link_kind_named(m, "leads"), 1, u, (jw_spot){ 0 });
    }
    jw_model_finish(m, NULL);
    return m;
}

static void small_matrix(void)
{
    static const char *const expected[][2] = {
        { "row-0", "s1|领 0" },        { "row-1", "教育" },           { "row-2", "合计" },
        { "column-0", "b1|领 1" },     { "column-1", "b2|未挂接" },   { "column-2", "未填" },
        { "column-3", "合计" },        { "cell-0-0", "2|50 %|△1" },   { "cell-0-1", "1|0 %|▲1" },
        { "cell-0-2", "·" },           { "cell-0-3", "3|33.3 %|△2" }, { "cell-1-0", "·" },
        { "cell-1-1", "1|?" },         { "cell-1-2", "1|100 %" },     { "cell-1-3", "2|100 %" },
        { "cell-2-0", "2|50.0 %|△1" }, { "cell-2-1", "2|0 %|▲1" },    { "cell-2-2", "1|100 %" },
        { "cell-2-3", "5|50.0 %|△2" },
    };
    jw_model *m = small_model();
    GPtrArray *pages = pages_of(m, &(jw_draw_options){ 0 }, NULL);
    g_assert_cmpuint(pages->len, ==, 1);
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        const jw_page_box *box = find_box(g_ptr_array_index(pages, 0), expected[i][0]);
        g_assert_nonnull(box);
        g_autofree char *words = words_in(g_ptr_array_index(pages, 0), box);
        g_assert_cmpstr(words, ==, expected[i][1]);
    }
    g_ptr_array_unref(pages);
    jw_model_free(m);
}

/* Only what hangs below the root that is asked for. */
static void below_a_root(void)
{
    jw_model *m = small_model();
    GPtrArray *pages = pages_of(m, &(jw_draw_options){ .root = "b1" }, NULL);
    const jw_page *page = g_ptr_array_index(pages, 0);
    g_autofree char *all = words_in(page, find_box(page, "cell-1-1"));
    g_assert_cmpstr(all, ==, "1|100 %");
    g_ptr_array_unref(pages);
    jw_model_free(m);
}

/* --- pages, and what may be asked for wrongly */

static void one_page_if_asked(void)
{
    jw_model *m = model_of(1, NULL);
    GPtrArray *pages = pages_of(m, &(jw_draw_options){ .paper = "A5", .least_type = 12 }, NULL);
    g_assert_cmpuint(pages->len, >, 2);
    const jw_page *contents = g_ptr_array_index(pages, 0), *first = g_ptr_array_index(pages, 1);
    g_assert_cmpuint(contents->links->len, ==, pages->len - 1);
    g_assert_nonnull(first->bookmark);
    g_ptr_array_unref(pages);
    pages = pages_of(m, &(jw_draw_options){ .paper = "A5", .least_type = 12, .one_page = true }, NULL);
    g_assert_cmpuint(pages->len, ==, 1);
    g_ptr_array_unref(pages);
    jw_model_free(m);
}

static bool nobody(void *context, uint32_t unit)
{
    (void)context;
    (void)unit;
    return false;
}

static void wrong_wishes(void)
{
    static const struct {
        jw_draw_options options;
        const char *code, *nearest;
    } rows[] = {
        { { .rows = "industri" }, "matrix-attribute", "industry" },
        { { .columns = "kindd" }, "matrix-attribute", "kind" },
        { { .rate = "ful" }, "matrix-rate", "full" },
        { { .shows = nobody }, "nothing-to-draw", NULL },
        { { .paper = "A9" }, "unknown-paper", NULL },
    };
    jw_model *m = model_of(1, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        jw_diags *diags = jw_diags_new();
        g_assert_null(jw_matrix_pages(m, NULL, &rows[i].options, NULL, diags));
        const jw_diag *found = only_finding(diags, rows[i].code);
        if (rows[i].nearest) g_assert_cmpstr(found->nearest, ==, rows[i].nearest);
        jw_diags_free(diags);
    }
    jw_model_free(m);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/draw/matrix/random", random_matrices);
    g_test_add_func("/draw/matrix/measured", measured_matrices);
    g_test_add_func("/draw/matrix/shuffled", shuffling_moves_nothing);
    g_test_add_func("/draw/matrix/small", small_matrix);
    g_test_add_func("/draw/matrix/root", below_a_root);
    g_test_add_func("/draw/matrix/pages", one_page_if_asked);
    g_test_add_func("/draw/matrix/wrong", wrong_wishes);
    return g_test_run();
}
