/* Links that are not of the tree, each from its place in a box or a table to that of its other end. */
#include "draw/org_links.h"
#include "draw/org_paint.h"

static void add_seat(const jw_painter *p, int twig, jw_rect box, jw_rect column, bool is_head)
{
    jw_seat seat = { box, column, is_head };
    g_hash_table_insert(p->seats, GINT_TO_POINTER(twig + 1), g_memdup2(&seat, sizeof seat));
}

/* A table and the head right above it are one thing: what passed between them would cross it. */
static jw_rect with_head(const jw_org_node *node, jw_rect column)
{
    double top = node->head_at.y;
    if (node->kind == JW_NODE_TOP || column.y <= top) return column;
    return (jw_rect){ column.x, top, column.w, column.y + column.h - top };
}

static void add_table_seats(const jw_painter *p, jw_router *router, const jw_org_node *node)
{
    for (guint i = 0, end; i < node->rows->len; i = end) {
        jw_rect column = jw_org_row_at(node, i)->at;
        for (end = i;
             end < node->rows->len && jw_org_row_at(node, end)->column == jw_org_row_at(node, i)->column;
             end++)
            jw_grow_bounds(&column, jw_org_row_at(node, end)->at);
        jw_router_add(router, jw_painter_placed(p, with_head(node, column)));
        for (guint k = i; k < end; k++)
            add_seat(p, jw_org_row_at(node, k)->twig, jw_painter_placed(p, jw_org_row_at(node, k)->at),
                     jw_painter_placed(p, column), false);
    }
}

static void add_seats(const jw_painter *p, jw_router *router, const jw_org_node *node)
{
    jw_rect head = jw_painter_placed(p, node->head_at);
    if (node->kind != JW_NODE_TOP) jw_router_add(router, head);
    if (node->kind == JW_NODE_UNIT) add_seat(p, node->twig, head, head, true);
    if (node->shape.form == JW_FORM_CARD) add_table_seats(p, router, node);
    for (guint i = 0; node->shape.form == JW_FORM_TREE && i < node->kids->len; i++)
        add_seats(p, router, jw_org_kid(p->org, node, i));
}

/* Links of one kind that begin at one unit are drawn as one trunk with branches; not where some of them are
 * new and others gone, and look so. */
static guint bundle_of(const jw_chart *chart, const jw_link *link, size_t l)
{
    if (chart->diff) return 0;
    const jw_link_kind *kind = jw_link_kind_of(chart->model, l);
    size_t k = 0;
    while (jw_model_link_kind(chart->model, k) != kind) k++;
    return (guint)(link->from * jw_model_link_kinds(chart->model) + k + 1);
}

static void draw_link(const jw_painter *p, jw_router *router, size_t l)
{
    const jw_chart *chart = p->org->chart;
    jw_link link = jw_model_link(chart->model, l);
    uint32_t from = chart->tree->of_unit[link.from], to = chart->tree->of_unit[link.to];
    if (from == UINT32_MAX || to == UINT32_MAX) return;
    const jw_seat *a = g_hash_table_lookup(p->seats, GINT_TO_POINTER((int)from + 1));
    const jw_seat *b = g_hash_table_lookup(p->seats, GINT_TO_POINTER((int)to + 1));
    if (!a || !b) return;
    jw_line_style style = jw_chart_link_style(chart, (uint32_t)l);
    GArray *way = jw_router_find(router, a, b, bundle_of(chart, &link, l));
    style.line *= CLAMP(p->scale, 0.4, 1.4);
    jw_page_add_line(p->page, (const jw_point *)(void *)way->data, way->len, &style,
                     jw_painter_box(p, (int)from), jw_painter_box(p, (int)to));
    g_array_free(way, TRUE);
}

void jw_paint_links_beside(jw_painter *p, const jw_org_node *node)
{
    const jw_chart *chart = p->org->chart;
    jw_router *router =
        jw_router_new(JW_ORG_COLUMN_GAP / 2 * p->scale * MIN(p->placing->wide, p->placing->tall));
    p->seats = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
    add_seats(p, router, node);
    jw_router_ready(router);
    for (guint i = 0; i < chart->links->len; i++) {
        int l = g_array_index(chart->links, int, i);
        if (!chart->tree->is_primary[l]) draw_link(p, router, (size_t)l);
    }
    g_hash_table_destroy(p->seats);
    jw_router_free(router);
}
