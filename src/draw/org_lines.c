/* The lines of the tree over a placed chart: buses over rows, spines beside columns. */
#include "draw/org_paint.h"

#include <math.h>

#define NESTED_SPINE 4.5

static const jw_twig *twig_at(const jw_painter *p, int twig)
{
    return jw_tree_twig(p->org->chart->tree, twig);
}

static void draw_line(const jw_painter *p, const jw_point *points, size_t n, jw_line_style style, int from,
                      int to)
{
    jw_point *placed_points = g_new(jw_point, n);
    for (size_t i = 0; i < n; i++) placed_points[i] = jw_place_point(p->placing, points[i].x, points[i].y);
    style.line *= CLAMP(p->scale, 0.4, 1.4);
    jw_page_add_line(p->page, placed_points, n, &style, from, to);
    g_free(placed_points);
}

static void draw_segment(const jw_painter *p, double x0, double y0, double x1, double y1, jw_line_style style)
{
    jw_point points[] = { { x0, y0 }, { x1, y1 } };
    draw_line(p, points, 2, style, JW_NO_BOX, JW_NO_BOX);
}

static uint32_t link_of(const jw_painter *p, const jw_org_node *node)
{
    int twig = node->kind == JW_NODE_GROUP ? jw_org_row_at(node, 0)->twig : node->twig;
    return twig_at(p, twig)->link;
}

static bool is_hung(const jw_painter *p, const jw_org_node *node, const jw_org_node *kid)
{
    return jw_org_is_hung(node, kid) && jw_org_is_drawn(p->org, kid);
}

static jw_line_style style_of(const jw_painter *p, const jw_org_node *kid)
{
    const jw_chart *chart = p->org->chart;
    uint32_t link = link_of(p, kid);
    if (link == UINT32_MAX) return jw_theme_trunk(chart->theme);
    return jw_theme_link(chart->theme, jw_link_kind_of(chart->model, link));
}

static bool is_same(const jw_line_style *a, const jw_line_style *b)
{
    return a->line == b->line && a->dash == b->dash && a->arrow == b->arrow &&
           g_strcmp0(a->colour, b->colour) == 0;
}

/* Takes one more line that hangs from a trunk into account; the first sets the style. */
static void agree(jw_line_style *trunk, bool *any, const jw_line_style *hung, const jw_line_style *mixed)
{
    if (!*any && hung->dash == JW_SOLID && !hung->arrow)
        *trunk = *hung;
    else if (!*any || !is_same(trunk, hung))
        *trunk = *mixed;
    *any = true;
}

/* What all children share is drawn as they are, where they are all alike: else a line would change its
 * strength and colour half way down. */
static jw_line_style trunk_of(const jw_painter *p, const jw_org_node *node)
{
    const jw_line_style mixed = jw_theme_trunk(p->org->chart->theme);
    jw_line_style trunk = mixed;
    bool any = false;
    for (guint i = 0; i < node->kids->len; i++) {
        const jw_org_node *kid = jw_org_kid(p->org, node, i);
        if (!is_hung(p, node, kid)) continue;
        const jw_line_style hung = style_of(p, kid);
        agree(&trunk, &any, &hung, &mixed);
    }
    return trunk;
}

static double middle_of(const jw_org_node *node)
{
    return node->head_at.x + node->head_at.w / 2;
}

static void draw_drop(const jw_painter *p, const jw_org_node *node, const jw_org_node *kid, jw_point from,
                      jw_point to)
{
    jw_point points[] = { from, to };
    int end = kid->kind == JW_NODE_GROUP ? JW_NO_BOX : jw_painter_box(p, kid->twig);
    draw_line(p, points, 2, style_of(p, kid), jw_painter_box(p, node->twig), end);
}

/* The bus over one row, and the drops to its children. Returns its y, or NAN if nothing hangs there. */
static double draw_bus(const jw_painter *p, const jw_org_node *node, guint from, guint to, double reach,
                       jw_line_style trunk)
{
    double low = reach, high = reach, y = NAN;
    for (guint i = from; i < to; i++) {
        const jw_org_node *kid = jw_org_kid(p->org, node, i);
        if (!is_hung(p, node, kid)) continue;
        y = kid->at.y - JW_ORG_GAP_Y / 2;
        low = MIN(low, middle_of(kid));
        high = MAX(high, middle_of(kid));
        draw_drop(p, node, kid, (jw_point){ middle_of(kid), y },
                  (jw_point){ middle_of(kid), kid->head_at.y });
    }
    if (high > low && !isnan(y)) draw_segment(p, low, y, high, y, trunk);
    return y;
}

/* From the head down to the first bus; from there all buses share a trunk on the left. */
static void draw_grid_lines(const jw_painter *p, const jw_org_node *node)
{
    jw_line_style style = trunk_of(p, node);
    guint rows = node->breaks->len - 1;
    double trunk = node->at.x + JW_ORG_TRUNK / 3, first = NAN, last = NAN;
    for (guint row = 0; row < rows; row++) {
        double reach = row == 0 ? middle_of(node) : trunk;
        double y = draw_bus(p, node, g_array_index(node->breaks, guint, row),
                            g_array_index(node->breaks, guint, row + 1), reach, style);
        if (isnan(y)) continue;
        if (isnan(first)) first = y;
        last = y;
    }
    if (isnan(first)) return;
    draw_segment(p, middle_of(node), node->head_at.y + node->head_at.h, middle_of(node), first, style);
    if (last <= first) return;
    draw_segment(p, trunk, first, MIN(middle_of(node), middle_of(jw_org_kid(p->org, node, 0))), first, style);
    draw_segment(p, trunk, first, trunk, last, style);
}

/* The spine of one column, from `top`, and the stubs to its children. Returns its x, or NAN if nothing hangs
 * there. */
static double draw_spine(const jw_painter *p, const jw_org_node *node, guint from, guint to, double top,
                         jw_line_style trunk)
{
    const jw_org_node *first = jw_org_kid(p->org, node, from);
    double x = first->at.x + jw_trunk_taken(node, first) - JW_ORG_TRUNK / 2, y = NAN;
    for (guint i = from; i < to; i++) {
        const jw_org_node *kid = jw_org_kid(p->org, node, i);
        if (!is_hung(p, node, kid)) continue;
        y = kid->head_at.y + kid->head_at.h / 2;
        draw_drop(p, node, kid, (jw_point){ x, y }, (jw_point){ kid->head_at.x, y });
    }
    if (isnan(y)) return NAN;
    draw_segment(p, x, top, x, y, trunk);
    return x;
}

/* One column hangs from its head; several from a bus below it. */
static void draw_column_lines(const jw_painter *p, const jw_org_node *node)
{
    jw_line_style style = trunk_of(p, node);
    double bottom = node->head_at.y + node->head_at.h, bus = bottom, low = middle_of(node), high = low;
    if (node->breaks->len > 2) bus = jw_org_kid(p->org, node, 0)->at.y - JW_ORG_GAP_Y / 2;
    for (guint run = 0; run + 1 < node->breaks->len; run++) {
        double x = draw_spine(p, node, g_array_index(node->breaks, guint, run),
                              g_array_index(node->breaks, guint, run + 1), bus, style);
        if (isnan(x)) continue;
        low = MIN(low, x);
        high = MAX(high, x);
    }
    if (node->breaks->len <= 2 || low == high) return;
    draw_segment(p, middle_of(node), bottom, middle_of(node), bus, style);
    draw_segment(p, low, bus, high, bus, style);
}

/* In a table, what is below an inner row hangs from a short spine. */
static void draw_nested_lines(const jw_painter *p, const jw_org_node *node)
{
    const jw_chart *chart = p->org->chart;
    const jw_line_style mixed = jw_theme_trunk(chart->theme);
    for (guint i = 0; node->nested && i + 1 < node->rows->len; i++) {
        const jw_org_row *row = jw_org_row_at(node, i);
        double x = row->at.x + NESTED_SPINE, y = NAN;
        jw_line_style trunk = mixed;
        bool any = false;
        for (guint k = i + 1; k < node->rows->len && jw_org_row_at(node, k)->indent > row->indent; k++) {
            const jw_org_row *below = jw_org_row_at(node, k);
            if (below->indent != row->indent + 1 || !jw_chart_shows(chart, below->twig)) continue;
            uint32_t link = twig_at(p, below->twig)->link;
            y = below->at.y + below->at.h / 2;
            jw_point stub[] = { { x, y }, { below->at.x, y } };
            const jw_line_style hung = jw_theme_link(chart->theme, jw_link_kind_of(chart->model, link));
            agree(&trunk, &any, &hung, &mixed);
            draw_line(p, stub, 2, hung, jw_painter_box(p, row->twig), jw_painter_box(p, below->twig));
        }
        if (!isnan(y)) draw_segment(p, x, row->at.y + row->at.h, x, y, trunk);
    }
}

void jw_paint_tree_lines(const jw_painter *p, const jw_org_node *node)
{
    if (node->shape.form == JW_FORM_CARD) draw_nested_lines(p, node);
    if (node->shape.form != JW_FORM_TREE) return;
    if (node->shape.down)
        draw_column_lines(p, node);
    else
        draw_grid_lines(p, node);
    for (guint i = 0; i < node->kids->len; i++) jw_paint_tree_lines(p, jw_org_kid(p->org, node, i));
}
