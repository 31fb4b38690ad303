/* Which arrangement gives the largest type: estimated for all, laid out by Graphviz's dot for the best few.
 */
#include "draw/chart.h"

#include <math.h>
#include <string.h>

#define RANK_GAP 24.0   /* room for a trunk */
#define SIBLING_GAP 9.0 /* between blocks side by side along a trunk */
#define DOWN_GAP 12.0
#define UNITS 4 /* dot rounds to whole units; this many of them make a point */

enum { MOST_DEPTH = 4, MOST_COLUMNS = 64, FINALISTS = 4, MOST_BLOCKS = 3000 };

static double sibling_gap(const jw_arrangement *a)
{
    return a->direction == JW_DOWN ? DOWN_GAP : SIBLING_GAP;
}

static double across(const jw_arrangement *a, const jw_block *b)
{
    return a->direction == JW_DOWN ? b->width : b->height;
}

static double along(const jw_arrangement *a, const jw_block *b)
{
    return a->direction == JW_DOWN ? b->height : b->width;
}

/* How much room each block's subtree takes across the direction of growth. Children stand after parents. */
static double *subtree_extents(const jw_arrangement *a)
{
    guint n = a->blocks->len;
    double *extent = g_new0(double, n + 1), *kids = g_new0(double, n + 1);
    for (guint i = n; i-- > 0;) {
        const jw_block *b = jw_arrangement_block(a, (int)i);
        extent[i] = MAX(across(a, b), kids[i]);
        if (b->parent >= 0) kids[b->parent] += extent[i] + (kids[b->parent] > 0 ? sibling_gap(a) : 0);
    }
    g_free(kids);
    return extent;
}

static int side_of(const jw_arrangement *a, int b)
{
    if (a->direction != JW_BOTH_WAYS) return 0;
    int child = b;
    for (int up = jw_arrangement_block(a, b)->parent; up > 0; up = jw_arrangement_block(a, up)->parent)
        child = up;
    if (b == 0) return 0;
    const GArray *kids = jw_arrangement_block(a, 0)->kids;
    for (guint i = 0; i < a->split && i < kids->len; i++)
        if (g_array_index(kids, int, i) == child) return 1;
    return 0;
}

/* Room along the direction of growth: the widest block of each depth, and the gaps between; both sides
 * together. */
static double length_of(const jw_arrangement *a)
{
    int deepest = jw_arrangement_block(a, (int)a->blocks->len - 1)->depth;
    double *most = g_new0(double, 2 * (deepest + 1)), length = 0;
    for (guint i = 0; i < a->blocks->len; i++) {
        const jw_block *b = jw_arrangement_block(a, (int)i);
        double *slot = &most[2 * b->depth + side_of(a, (int)i)];
        *slot = MAX(*slot, along(a, b));
    }
    for (int i = 0; i < 2 * (deepest + 1); i++)
        if (most[i] > 0) length += most[i] + (i > 0 ? RANK_GAP : 0);
    g_free(most);
    return length;
}

static double sum_extents(const jw_arrangement *a, const GArray *blocks, guint from, guint to,
                          const double *extent)
{
    double sum = 0;
    for (guint i = from; i < to; i++)
        sum += extent[g_array_index(blocks, int, i)] + (i > from ? sibling_gap(a) : 0);
    return sum;
}

static bool parts_kinds(const jw_chart *chart, const jw_arrangement *a, const GArray *kids, guint split)
{
    const jw_block *before = jw_arrangement_block(a, g_array_index(kids, int, split - 1));
    const jw_block *after = jw_arrangement_block(a, g_array_index(kids, int, split));
    uint32_t u = jw_tree_twig(chart->tree, before->twig)->unit,
             v = jw_tree_twig(chart->tree, after->twig)->unit;
    if (before->group != after->group || u == JW_NO_UNIT || v == JW_NO_UNIT) return true;
    return jw_unit_kind_of(chart->model, u) != jw_unit_kind_of(chart->model, v);
}

/* Where the root's blocks part into left and right: the most even split, but one between two kinds is worth
 * more than a slightly more even one. */
static void choose_split(const jw_chart *chart, jw_arrangement *a, const double *extent)
{
    const GArray *kids = jw_arrangement_block(a, 0)->kids;
    double best = INFINITY;
    for (guint split = 1; split < kids->len; split++) {
        double left = sum_extents(a, kids, 0, split, extent),
               right = sum_extents(a, kids, split, kids->len, extent);
        bool parts = parts_kinds(chart, a, kids, split);
        double cost = MAX(left, right) * (parts ? 1 : 1.06);
        if (cost >= best) continue;
        best = cost;
        a->split = split;
        a->by_kind = parts;
        a->height = MAX(MAX(left, right), jw_arrangement_block(a, 0)->height);
    }
}

static void estimate(const jw_chart *chart, jw_arrangement *a)
{
    double *extent = subtree_extents(a);
    if (a->direction == JW_BOTH_WAYS) {
        choose_split(chart, a, extent);
        a->width = length_of(a);
    } else {
        double wide = sum_extents(a, a->tops, 0, a->tops->len, extent), length = length_of(a);
        a->width = a->direction == JW_DOWN ? wide : length;
        a->height = a->direction == JW_DOWN ? length : wide;
    }
    g_free(extent);
}

static double scale_in(const jw_arrangement *a, const jw_area *area, double most)
{
    return MIN(most, MIN(area->width / a->width, area->height / a->height));
}

/* Type size first; among arrangements of about the same size the more familiar one: downward, then to one
 * side, links drawn as links rather than as nested lists, names unbroken. */
static double taste(const jw_arrangement *a)
{
    static const double directions[] = { [JW_DOWN] = 1.10, [JW_RIGHTWARD] = 1.04, [JW_BOTH_WAYS] = 1 };
    static const double leaf_wraps[JW_LEAF_WRAPS] = { 1, 0.98, 0.95 };
    static const double head_wraps[JW_HEAD_WRAPS] = { 1, 1, 0.87 };
    double lists = (1 + 0.02 * a->depth) * (1 - 0.01 * a->columns);
    return directions[a->direction] * leaf_wraps[a->leaf_wrap] * head_wraps[a->head_wrap] * lists;
}

static double score_in(jw_arrangement *a, const jw_area *areas, size_t n, double most, size_t *area)
{
    a->score = 0;
    for (size_t i = 0; i < n; i++) {
        double score = scale_in(a, &areas[i], most) * areas[i].bonus * taste(a);
        if (score <= a->score) continue;
        a->score = score;
        *area = i;
    }
    return a->score;
}

static gint compare_scores(gconstpointer a, gconstpointer b)
{
    double x = (*(jw_arrangement *const *)a)->score, y = (*(jw_arrangement *const *)b)->score;
    return (x < y) - (x > y);
}

static int inner_depth(const jw_tree *tree)
{
    int depth = 1;
    for (guint i = 0; i < tree->twigs->len; i++) {
        const jw_twig *twig = jw_tree_twig(tree, (int)i);
        if (!jw_twig_is_leaf(twig)) depth = MAX(depth, twig->depth);
    }
    return MIN(depth, MOST_DEPTH);
}

static bool is_possible(const jw_arrangement *a)
{
    if (a->direction == JW_BOTH_WAYS) return a->tops->len == 1 && jw_arrangement_block(a, 0)->kids->len >= 2;
    return true;
}

static int columns_used(const jw_arrangement *a)
{
    int used = 1;
    for (guint i = 0; i < a->blocks->len; i++) used = MAX(used, jw_arrangement_block(a, (int)i)->columns);
    return used;
}

/* One column, two, … as long as some card takes them. */
static void try_columns(const jw_chart *chart, GPtrArray *tried, jw_direction direction, int depth, int wrap,
                        int head, const jw_area *areas, size_t n, double most)
{
    for (int columns = 1; columns <= MOST_COLUMNS; columns += 1 + columns / 8 * 4) {
        jw_arrangement *a = jw_arrangement_new(chart, direction, depth, columns, wrap, head);
        size_t area;
        if (!is_possible(a) || columns_used(a) + columns / 8 * 4 < columns ||
            (a->blocks->len > MOST_BLOCKS && depth > 1)) {
            jw_arrangement_free(a);
            return;
        }
        estimate(chart, a);
        score_in(a, areas, n, most, &area);
        g_ptr_array_add(tried, a);
    }
}

static GPtrArray *try_all(const jw_chart *chart, const jw_area *areas, size_t n, double most)
{
    GPtrArray *tried = g_ptr_array_new_with_free_func((GDestroyNotify)jw_arrangement_free);
    int deepest = inner_depth(chart->tree);
    for (int direction = JW_DOWN; direction <= JW_BOTH_WAYS; direction++)
        for (int depth = 1; depth <= deepest; depth++)
            for (int wrap = 0; wrap < JW_LEAF_WRAPS * JW_HEAD_WRAPS; wrap++)
                try_columns(chart, tried, (jw_direction)direction, depth, wrap % JW_LEAF_WRAPS,
                            wrap / JW_LEAF_WRAPS, areas, n, most);
    g_ptr_array_sort(tried, compare_scores);
    return tried;
}

static void put_inches(GString *out, const char *name, double points)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(out, "%s=%s ", name,
                           g_ascii_formatd(text, sizeof text, "%.4f", points * UNITS / 72));
}

/* Blocks of one depth get one size along the direction of growth, so that their heads line up. */
static double *sizes_along(const jw_arrangement *a, int side)
{
    int deepest = jw_arrangement_block(a, (int)a->blocks->len - 1)->depth;
    double *most = g_new0(double, deepest + 1);
    for (guint i = 0; i < a->blocks->len; i++) {
        const jw_block *b = jw_arrangement_block(a, (int)i);
        if (side_of(a, (int)i) == side || i == 0) most[b->depth] = MAX(most[b->depth], along(a, b));
    }
    return most;
}

static char *dot_of(const jw_arrangement *a, int side)
{
    bool down = a->direction == JW_DOWN;
    double *most = sizes_along(a, side);
    GString *out = g_string_new("digraph { graph [ordering=out splines=none ");
    g_string_append_printf(out, "rankdir=%s ", down ? "TB" : "LR");
    put_inches(out, "nodesep", sibling_gap(a));
    put_inches(out, "ranksep", RANK_GAP);
    g_string_append(out, "] node [shape=box fixedsize=true label=\"\"]\n");
    bool several = a->tops->len > 1; /* dot may turn the order of trees around, but not that of children */
    if (several) g_string_append(out, "top [width=0.01 height=0.01]\n");
    for (guint i = 0; i < a->blocks->len; i++) {
        const jw_block *b = jw_arrangement_block(a, (int)i);
        if (side_of(a, (int)i) != side && i != 0) continue;
        g_string_append_printf(out, "n%u [", i);
        put_inches(out, "width", down ? b->width : most[b->depth]);
        put_inches(out, "height", down ? most[b->depth] : b->height);
        g_string_append(out, "]\n");
        if (b->parent >= 0)
            g_string_append_printf(out, "n%d -> n%u\n", b->parent, i);
        else if (several)
            g_string_append_printf(out, "top -> n%u\n", i);
    }
    g_string_append(out, "}\n");
    g_free(most);
    return g_string_free(out, FALSE);
}

static void place_block(const jw_arrangement *a, jw_block *b, jw_rect at)
{
    if (a->direction == JW_DOWN) {
        b->head_at = (jw_rect){ at.x + (at.w - b->head_width) / 2, at.y, b->head_width, b->head_height };
        b->card_at = (jw_rect){ b->head_at.x, at.y + b->head_height, b->card_width, b->card_height };
        return;
    }
    double middle = at.y + at.h / 2,
           card_x = at.x + b->head_width + (b->width - b->head_width - b->card_width);
    b->head_at = (jw_rect){ at.x, middle - b->head_height / 2, b->head_width, b->head_height };
    b->card_at = (jw_rect){ card_x, middle - b->card_height / 2, b->card_width, b->card_height };
}

static void turn(jw_rect *rect, double axis)
{
    rect->x = 2 * axis - rect->x - rect->w;
}

/* One half of a two-sided arrangement, or all of another: its root's left edge at 0, its middle at 0. */
static bool place_side(jw_arrangement *a, int side, const jw_layout *layout)
{
    double axis = jw_arrangement_block(a, 0)->head_width / 2;
    for (guint i = 0; i < a->blocks->len; i++) {
        if (side_of(a, (int)i) != side && !(i == 0 && a->direction == JW_BOTH_WAYS)) continue;
        char name[16];
        g_snprintf(name, sizeof name, "n%u", i);
        const jw_rect *found = g_hash_table_lookup(layout->nodes, name);
        if (!found) return false;
        jw_block *b = jw_arrangement_block(a, (int)i);
        jw_rect at = { found->x / UNITS, (found->y - layout->height / 2) / UNITS, found->w / UNITS,
                       found->h / UNITS };
        if (i == 0 && a->direction == JW_BOTH_WAYS) at.y = -at.h / 2;
        place_block(a, b, at);
        b->mirrored = side == 1 && i != 0;
        if (b->mirrored) turn(&b->head_at, axis);
        if (b->mirrored) turn(&b->card_at, axis);
    }
    return true;
}

void jw_grow_bounds(jw_rect *bounds, jw_rect r)
{
    double right = MAX(bounds->x + bounds->w, r.x + r.w), bottom = MAX(bounds->y + bounds->h, r.y + r.h);
    bounds->x = MIN(bounds->x, r.x);
    bounds->y = MIN(bounds->y, r.y);
    bounds->w = right - bounds->x;
    bounds->h = bottom - bounds->y;
}

static void move_to_corner(jw_arrangement *a)
{
    jw_rect bounds = jw_arrangement_block(a, 0)->head_at;
    for (guint i = 0; i < a->blocks->len; i++) {
        const jw_block *b = jw_arrangement_block(a, (int)i);
        jw_grow_bounds(&bounds, b->head_at);
        if (b->rows->len > 0) jw_grow_bounds(&bounds, b->card_at);
    }
    for (guint i = 0; i < a->blocks->len; i++) {
        jw_block *b = jw_arrangement_block(a, (int)i);
        b->head_at.x -= bounds.x;
        b->card_at.x -= bounds.x;
        b->head_at.y -= bounds.y;
        b->card_at.y -= bounds.y;
    }
    a->width = bounds.w;
    a->height = bounds.h;
}

static int sides(const jw_arrangement *a)
{
    return a->direction == JW_BOTH_WAYS ? 2 : 1;
}

/* Takes the best of the finalists out of `tried`. */
static jw_arrangement *best_placed(GPtrArray *tried, guint finalists, jw_layout *layouts,
                                   const jw_area *areas, size_t n, double most, size_t *area)
{
    guint best = 0, graph = 0;
    double best_score = -1;
    for (guint i = 0; i < finalists; i++) {
        jw_arrangement *a = g_ptr_array_index(tried, i);
        bool placed = true;
        size_t where = 0;
        for (int side = 0; side < sides(a); side++) placed = place_side(a, side, &layouts[graph++]) && placed;
        if (!placed) continue;
        move_to_corner(a);
        if (score_in(a, areas, n, most, &where) <= best_score) continue;
        best_score = a->score;
        best = i;
        *area = where;
    }
    return best_score < 0 ? NULL : g_ptr_array_steal_index(tried, best);
}

jw_arrangement *jw_arrange(const jw_chart *chart, const jw_renderer *r, const jw_area *areas, size_t n,
                           double most_scale, size_t *area, jw_diags *diags)
{
    GPtrArray *tried = try_all(chart, areas, n, most_scale), *graphs = g_ptr_array_new_with_free_func(g_free);
    guint finalists = MIN(tried->len, FINALISTS);
    for (guint i = 0; i < finalists; i++) {
        const jw_arrangement *a = g_ptr_array_index(tried, i);
        for (int side = 0; side < sides(a); side++) g_ptr_array_add(graphs, dot_of(a, side));
    }
    jw_layout *layouts = jw_renderer_layout(r, "dot", (char *const *)graphs->pdata, graphs->len, diags);
    jw_arrangement *best = NULL;
    if (layouts) best = best_placed(tried, finalists, layouts, areas, n, most_scale, area);
    if (layouts && !best)
        jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR, .code = "renderer-answer", .found = "dot" });
    jw_layouts_free(layouts, graphs->len);
    g_ptr_array_free(graphs, TRUE);
    g_ptr_array_free(tried, TRUE);
    return best;
}
