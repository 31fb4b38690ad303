/* Links that are not of the tree. In arrangements to the sides they run through the free lanes: beside a row,
 * in the corridor over its block, in the channel between heads and cards or between trunk and heads; so they
 * cross no name.
 *
 *        trunk      heads   channel  card       lane
 *     root ─┬─ · ─ [head] ─ · ─ [row] [row] ·
 *           │  ·           · ·················    corridor over the next block
 *           └─ · ─ [head] ─ · ─ [row]
 */
#include "draw/chart.h"

#include <math.h>

#define STEP 1.3 /* between parallel lines */
enum { LANES = 4, MOST_POINTS = 12 };

typedef struct {
    int block, row; /* row -1: the head */
} seat;

typedef struct {
    const jw_chart *chart;
    const jw_arrangement *arrangement;
    jw_page *page;
    const jw_placing *placing;
    const int *box_of;
    seat *seats; /* by twig */
} router;

typedef struct {
    jw_point points[MOST_POINTS];
    size_t size;
} path;

static void go(path *way, double x, double y)
{
    if (way->size < MOST_POINTS) way->points[way->size++] = (jw_point){ x, y };
}

static double corridor_of(const jw_block *b)
{
    double top = b->rows->len > 0 ? MIN(b->head_at.y, b->card_at.y) : b->head_at.y;
    return top - JW_BLOCK_GAP / 2;
}

/* Between heads and cards. */
static double channel_of(const jw_block *b, int lane)
{
    double off = 2.5 + STEP * lane;
    return b->mirrored ? b->head_at.x - off : b->head_at.x + b->head_at.w + off;
}

/* Between the trunk and the heads. */
static double trunk_of(const jw_block *b, int lane)
{
    double off = 3 + STEP * lane;
    return b->mirrored ? b->head_at.x + b->head_at.w + off : b->head_at.x - off;
}

/* From a unit to the vertical line x: a head by its side, a row by the lane behind it and the corridor. */
static void leave(const router *r, seat at, double x, int lane, path *way)
{
    const jw_block *b = jw_arrangement_block(r->arrangement, at.block);
    if (at.row < 0) {
        double y = b->head_at.y + b->head_at.h * (0.66 + 0.06 * lane),
               middle = b->head_at.x + b->head_at.w / 2;
        go(way, x < middle ? b->head_at.x : b->head_at.x + b->head_at.w, y);
        go(way, x, y);
        return;
    }
    const jw_row *row = jw_block_row(b, (guint)at.row);
    double edge = row->at.x + row->at.w, beyond = edge + JW_COLUMN_GAP / 2 + 0.5 * (lane - 1);
    double left = b->card_at.x, right = left + b->card_at.w, y = b->card_at.y + row->at.y + row->at.h / 2;
    double corridor = corridor_of(b) + 0.7 * (lane - 1);
    go(way, b->mirrored ? right - edge : left + edge, y);
    go(way, b->mirrored ? right - beyond : left + beyond, y);
    go(way, b->mirrored ? right - beyond : left + beyond, corridor);
    go(way, x, corridor);
}

static void append_reversed(path *way, const path *other)
{
    for (size_t i = other->size; i-- > 0;) go(way, other->points[i].x, other->points[i].y);
}

/* Both on one side: by the channel. One of them the root: by the trunk. On two sides: by both trunks, over or
 * under the root if it stands in the way. */
static void find_way(const router *r, seat from, seat to, int lane, path *way)
{
    const jw_block *a = jw_arrangement_block(r->arrangement, from.block),
                   *b = jw_arrangement_block(r->arrangement, to.block);
    path back = { .size = 0 };
    bool root_a = a->depth == 0 && from.row < 0, root_b = b->depth == 0 && to.row < 0;
    double x_a = channel_of(a, lane), x_b = channel_of(b, lane);
    if (root_a || root_b) {
        x_a = x_b = trunk_of(root_a ? b : a, lane);
    } else if (a->mirrored != b->mirrored) {
        x_a = trunk_of(a, lane);
        x_b = trunk_of(b, lane);
    }
    leave(r, from, x_a, lane, way);
    leave(r, to, x_b, lane, &back);
    if (a->mirrored != b->mirrored && !root_a && !root_b) {
        const jw_block *root = jw_arrangement_block(r->arrangement, 0);
        double y = back.points[back.size - 1].y, low = root->head_at.y - 6,
               high = root->head_at.y + root->head_at.h + 6;
        if (y > low && y < high) y = y - low < high - y ? low : high;
        go(way, x_a, y);
        go(way, x_b, y);
    } else if (x_a != x_b) { /* two depths of one side */
        go(way, x_b, way->points[way->size - 1].y);
    }
    append_reversed(way, &back);
}

/* Downward: a row by the lane behind it, a head from its top, both to the corridor over their block. */
static void leave_upward(const router *r, seat at, int lane, path *way)
{
    const jw_block *b = jw_arrangement_block(r->arrangement, at.block);
    double corridor = b->head_at.y - 3 - STEP * lane;
    if (at.row < 0) {
        double x = b->head_at.x + b->head_at.w * (0.7 + 0.05 * lane);
        go(way, x, b->head_at.y);
        go(way, x, corridor);
        return;
    }
    const jw_row *row = jw_block_row(b, (guint)at.row);
    double edge = b->card_at.x + row->at.x + row->at.w, y = b->card_at.y + row->at.y + row->at.h / 2;
    bool last = row->column == b->columns - 1; /* then the lane runs beside the head too */
    double beyond = (last ? b->head_at.x + b->head_at.w : edge) + JW_COLUMN_GAP / 2 + 0.8 * lane;
    go(way, edge, y);
    go(way, beyond, y);
    go(way, beyond, corridor);
}

static void find_way_over(const router *r, seat from, seat to, int lane, path *way)
{
    path back = { .size = 0 };
    leave_upward(r, from, lane, way);
    leave_upward(r, to, lane, &back);
    go(way, back.points[back.size - 1].x, way->points[way->size - 1].y);
    append_reversed(way, &back);
}

static void place_way(const router *r, path *way)
{
    for (size_t i = 0; i < way->size; i++)
        way->points[i] = jw_place_point(r->placing, way->points[i].x, way->points[i].y);
}

static void draw_link(const router *r, size_t l, int lane)
{
    jw_link link = jw_model_link(r->chart->model, l);
    uint32_t from = r->chart->tree->of_unit[link.from], to = r->chart->tree->of_unit[link.to];
    if (from == UINT32_MAX || to == UINT32_MAX || r->box_of[from] == JW_NO_BOX || r->box_of[to] == JW_NO_BOX)
        return;
    path way = { .size = 0 };
    jw_line_style style = jw_theme_other_link(r->chart->theme, jw_link_kind_of(r->chart->model, l));
    style.line *= CLAMP(r->placing->scale, 0.4, 1.4);
    if (r->arrangement->direction == JW_DOWN)
        find_way_over(r, r->seats[from], r->seats[to], lane, &way);
    else
        find_way(r, r->seats[from], r->seats[to], lane, &way);
    place_way(r, &way);
    jw_page_add_line(r->page, way.points, way.size, &style, r->box_of[from], r->box_of[to]);
}

void jw_paint_links(const jw_chart *chart, const jw_arrangement *a, jw_page *page, const jw_placing *placing,
                    const int *box_of)
{
    router r = { chart, a, page, placing, box_of, g_new0(seat, chart->tree->twigs->len) };
    int drawn = 0;
    for (guint i = 0; i < a->blocks->len; i++) {
        const jw_block *b = jw_arrangement_block(a, (int)i);
        if (!b->group) r.seats[b->twig] = (seat){ (int)i, -1 };
        for (guint k = 0; k < b->rows->len; k++) r.seats[jw_block_row(b, k)->twig] = (seat){ (int)i, (int)k };
    }
    for (size_t l = 0; l < jw_model_link_count(chart->model); l++)
        if (!chart->tree->is_primary[l] && jw_chart_draws(chart, jw_link_kind_of(chart->model, l)) &&
            !jw_chart_leaves_out(chart, l))
            draw_link(&r, l, drawn++ % LANES);
    g_free(r.seats);
}
