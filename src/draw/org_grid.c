/* Trees: a head over a grid of its children. All columns of a grid are of one width; a child that would be
 * higher than a limit goes over several. Rows break where the whole is lowest, as a paragraph's lines do. */
#include "draw/org.h"

#include <math.h>

#define MIXED_COSTS 1.04  /* kinds share rows */
#define UNLIKE_COSTS 1.05 /* siblings that are boxes are of different widths */
#define FREE_COSTS 1.05   /* siblings take different forms */
#define LIST_COSTS 1.04
#define UPRIGHT_COSTS 1.05 /* names are read from the top down */
#define DOWN_COSTS 1.05    /* tops of siblings are not aligned */
#define LAST_BLANK 0.7     /* which matters less in the last row */
#define SAME 1e-6          /* heights that differ by rounding only */
#define BALANCE 0.03       /* a row that is not full costs up to that share of its height */

enum { MOST_SPAN = 12, MANY = 120, WIDEST = 12, MOST_DOWN = 40, STEPS = 20, ONE_ROW = 8 };

typedef struct {
    const jw_org_node *node;
    int manner, columns;
    bool parted, families; /* kinds do not share rows; there are several */
    bool unlike;           /* boxes do not go over as many columns each */
    guint n;
    double pitch;
    double *heights;     /* kid * MOST_SPAN + span - 1: what it takes; infinite: does not fit */
    double *heads;       /* the same of its head alone; NAN: not yet known, 0: it is no card */
    double *down;        /* kid: in a column */
    double *head, *body; /* at its span */
    int *span, all;      /* and of all kids */
    double area;         /* of all kids, in columns */
    bool *parts;         /* kid: must not share a row with the next one, if kinds are parted */
    double *cost;        /* of the first i kids */
    int *from;           /* where the row that ends before i begins */
} grid;

static grid grid_new(const jw_org_node *node)
{
    guint n = node->kids->len;
    return (grid){ .node = node,
                   .n = n,
                   .heights = g_new(double, n *MOST_SPAN + 1),
                   .heads = g_new(double, n *MOST_SPAN + 1),
                   .down = g_new(double, n + 1),
                   .head = g_new(double, n + 1),
                   .body = g_new(double, n + 1),
                   .span = g_new(int, n + 1),
                   .parts = g_new0(bool, n + 1),
                   .cost = g_new(double, n + 1),
                   .from = g_new(int, n + 1) };
}

static void grid_clear(grid *g)
{
    void *owned[] = { g->heights, g->heads, g->down, g->head, g->body, g->span, g->parts, g->cost, g->from };
    for (size_t i = 0; i < G_N_ELEMENTS(owned); i++) g_free(owned[i]);
}

/* Boxes gain nothing from more columns than they need. */
static void set_pitch(grid *g, const jw_org *org, double pitch)
{
    g->pitch = pitch;
    for (guint i = 0; i < g->n; i++) {
        const jw_org_node *kid = jw_org_kid(org, g->node, i);
        bool box = false;
        for (int span = 0; span < MOST_SPAN; span++) {
            guint at = i * MOST_SPAN + (guint)span;
            double width = jw_span_width(pitch, span + 1);
            jw_shape shape = { 0 };
            if (!box) shape = jw_kid_shape(g->node, kid, g->manner, width);
            g->heights[at] = box ? g->heights[at - 1] : shape.w <= width + 1e-3 ? (double)shape.h : INFINITY;
            g->heads[at] = !box && shape.form == JW_FORM_CARD ? NAN : 0;
            box = box || (shape.form == JW_FORM_HEAD && !isinf(g->heights[at]));
        }
        g->down[i] = g->heights[i * MOST_SPAN];
        double taken = jw_trunk_taken(g->node, kid);
        if (taken > 0) {
            jw_shape shape = jw_kid_shape(g->node, kid, g->manner, pitch + taken);
            g->down[i] = shape.w <= pitch + taken + 1e-3 ? (double)shape.h : INFINITY;
        }
    }
}

/* The fewest columns under the limit, else those in which the kid is lowest. 0: it fits nowhere. */
static int span_for(const double *heights, double limit)
{
    int best = 0;
    double lowest = INFINITY;
    for (int span = 1; span <= MOST_SPAN; span++) {
        if (heights[span - 1] <= limit) return span;
        if (heights[span - 1] >= lowest) continue;
        lowest = heights[span - 1];
        best = span;
    }
    return best;
}

static double head_of(grid *g, const jw_org *org, guint i)
{
    double *head = &g->heads[i * MOST_SPAN + (guint)g->span[i] - 1];
    if (isnan(*head))
        *head = jw_org_head_height(jw_org_kid(org, g->node, i), jw_span_width(g->pitch, g->span[i]));
    return *head;
}

/* False if a kid fits nowhere. */
static bool set_spans(grid *g, double limit)
{
    for (guint i = 0; i < g->n; i++) {
        g->span[i] = span_for(&g->heights[i * MOST_SPAN], limit);
        if (g->span[i] == 0) return false;
    }
    return true;
}

/* At these spans. Heads of cards in a row are of one height, so they are told apart from bodies. */
static void set_heights(grid *g, const jw_org *org)
{
    g->all = 0;
    g->area = 0;
    g->unlike = false;
    int among = 0; /* boxes, the columns of the last one */
    for (guint i = 0; i < g->n; i++) {
        int span = g->span[i];
        double height = g->heights[i * MOST_SPAN + (guint)span - 1];
        g->head[i] = MIN(head_of(g, org, i), height);
        g->body[i] = height - g->head[i];
        g->all += span;
        const jw_org_node *kid = jw_org_kid(org, g->node, i);
        bool box = kid->flat->len + kid->tree->len == 0;
        if (box && among > 0 && span != among) g->unlike = true;
        if (box) among = span;
        g->area += span * height;
    }
}

static void find_parts(grid *g, const jw_org *org)
{
    for (guint i = 0; i + 1 < g->n; i++) {
        g->parts[i] = jw_org_kid(org, g->node, i)->family != jw_org_kid(org, g->node, i + 1)->family;
        g->families = g->families || g->parts[i];
    }
}

/* The height of all rows, at the breaks that make it lowest. */
static double break_rows(grid *g, int columns)
{
    g->columns = columns;
    g->cost[0] = 0;
    for (guint end = 1; end <= g->n; end++) {
        double head = 0, body = 0;
        int used = 0;
        g->cost[end] = INFINITY;
        for (guint i = end; i-- > 0;) {
            if (i + 1 < end && g->parted && g->parts[i]) break;
            used += g->span[i];
            if (used > columns) break;
            head = MAX(head, g->head[i]);
            body = MAX(body, g->body[i]);
            double blank = (double)(columns - used) / columns * (end == g->n ? LAST_BLANK : 1);
            double cost =
                g->cost[i] + (head + body) * (1 + BALANCE * blank * blank) + (i > 0 ? JW_ORG_GAP_Y : 0);
            if (cost >= g->cost[end] - SAME) continue; /* of two alike, the first rows are the full ones */
            g->cost[end] = cost;
            g->from[end] = (int)i;
        }
    }
    return g->cost[g->n];
}

/* --- down the columns */

static double down_height(const grid *g, guint i)
{
    return g->down[i] + JW_ORG_GAP_LIST;
}

/* Fills columns up to `most`; their starts go to `breaks` if it is given. */
static int fill_down(const grid *g, double most, double *highest, GArray *breaks)
{
    int columns = 0;
    double y = 0;
    *highest = 0;
    for (guint i = 0; i < g->n; i++) {
        if (i == 0 || y + down_height(g, i) > most + 1e-3) {
            columns++;
            y = 0;
            if (breaks) g_array_append_val(breaks, i);
        }
        y += down_height(g, i);
        *highest = MAX(*highest, y);
    }
    if (breaks) g_array_append_val(breaks, g->n);
    return columns;
}

/* The least height of so many columns; infinite if a kid does not fit. */
static double fill_columns(const grid *g, int columns, GArray *breaks)
{
    double low = 0, high, highest;
    fill_down(g, INFINITY, &high, NULL);
    for (guint i = 0; i < g->n; i++) low = MAX(low, down_height(g, i));
    if (isinf(low)) return INFINITY;
    low = MAX(low, high / columns);
    if (fill_down(g, low, &highest, NULL) <= columns) high = highest;
    for (int i = 0; i < STEPS && high - low > 0.5; i++) {
        double middle = (low + high) / 2;
        if (fill_down(g, middle, &highest, NULL) <= columns)
            high = highest;
        else
            low = middle;
    }
    fill_down(g, high, &highest, breaks);
    return highest - JW_ORG_GAP_LIST;
}

static double cost_of(const grid *g, int columns, bool down)
{
    double cost = down ? (columns == 1 ? LIST_COSTS : DOWN_COSTS) : g->parted ? 1 : MIXED_COSTS;
    if (!down && g->unlike) cost *= UNLIKE_COSTS;
    if (g->manner == JW_KIDS_UPRIGHT) cost *= UPRIGHT_COSTS;
    return g->manner == JW_KIDS_FREE ? cost * FREE_COSTS : cost;
}

/* A grid of this size with what is around it. */
static jw_shape shape_of(const grid *g, double width, double height, int columns, bool down)
{
    double cost = cost_of(g, columns, down);
    if (g->node->kind == JW_NODE_LOOSE) {
        width += 2 * JW_ORG_FRAME;
        height += 2 * JW_ORG_FRAME;
    }
    if (g->node->kind != JW_NODE_TOP) {
        int head = jw_org_tree_head_in(g->node, width);
        width = MAX(width, g->node->head[head].w);
        height += g->node->head[head].h + (down && columns == 1 ? JW_ORG_GAP_LIST : JW_ORG_GAP_Y);
    }
    jw_shape shape = { (float)(width * cost), (float)(height * cost), .form = JW_FORM_TREE };
    shape.manner = (uint8_t)g->manner;
    shape.parted = g->parted;
    shape.down = down;
    shape.columns = (uint16_t)columns;
    shape.pitch = g->pitch;
    return shape;
}

/* What no arrangement of so many columns is lower than. */
static double least_rows(const grid *g, int columns)
{
    int rows = (g->all + columns - 1) / columns;
    return g->area / columns + (rows - 1) * JW_ORG_GAP_Y;
}

/* One, two, …, then larger steps; not what is many times wider than high. The rows are broken only where that
 * can lead to a shape that is not known to be beaten. */
static void add_grids(grid *g, const jw_org *org, jw_org_node *node, double limit)
{
    int least = 1;
    for (guint i = 0; i < g->n; i++) least = MAX(least, g->span[i]);
    if (g->manner == JW_KIDS_UPRIGHT && g->n <= ONE_ROW) least = g->all;
    for (int columns = least; columns <= g->all; columns += 1 + columns / 8) {
        if (columns + 1 + columns / 8 > g->all) columns = g->all;
        if (columns == 1 && g->n > 1) continue; /* that is a column */
        bool one_row = columns == g->all && !(g->parted && g->families);
        double width = jw_span_width(g->pitch, columns) + (one_row ? 0 : jw_trunk_width(node));
        double height = least_rows(g, columns);
        jw_shape shape = shape_of(g, width, height, columns, false);
        bool useless = jw_org_is_useless(org, node, &shape);
        if (useless && jw_org_is_wider(org, &shape)) return;
        if (!useless) {
            height = break_rows(g, columns);
            if (isinf(height)) return;
            shape = shape_of(g, width, height, columns, false);
            shape.limit = limit;
            jw_org_add_shape(org, node, &shape);
        }
        if (width > WIDEST * (height + 100)) return;
    }
}

static double down_width(const grid *g, int columns)
{
    return columns * (g->pitch + jw_trunk_width(g->node)) + (columns - 1) * JW_ORG_GAP_X;
}

static void add_columns(const grid *g, const jw_org *org, jw_org_node *node)
{
    int most = MIN((int)g->n, MOST_DOWN);
    double all = -JW_ORG_GAP_LIST;
    for (guint i = 0; i < g->n; i++) all += down_height(g, i);
    for (int columns = 1; columns <= most && g->n > 1 && !isinf(all); columns += 1 + columns / 12) {
        double width = down_width(g, columns);
        jw_shape shape = shape_of(g, width, all / columns, columns, true);
        bool useless = jw_org_is_useless(org, node, &shape);
        if (useless && jw_org_is_wider(org, &shape)) return;
        if (useless) continue;
        shape = shape_of(g, width, fill_columns(g, columns, NULL), columns, true);
        jw_org_add_shape(org, node, &shape);
    }
}

static guint hash_spans(const grid *g)
{
    guint hash = 5381;
    for (guint i = 0; i < g->n; i++) hash = hash * 33 + (guint)g->span[i];
    return hash;
}

static void try_limits(grid *g, const jw_org *org, jw_org_node *node)
{
    static const double shares[] = { 1, 0.55, 0.3, 0.75, 0.4, 0.2, 0.87, 0.64, 0.47, 0.35, 0.25, 0.16 };
    double highest = 0;
    for (guint i = 0; i < g->n; i++)
        for (int span = 0; span < MOST_SPAN; span++)
            if (!isinf(g->heights[i * MOST_SPAN + (guint)span])) {
                highest = MAX(highest, g->heights[i * MOST_SPAN + (guint)span]);
                break;
            }
    guint tried = g->n > MANY ? 3 : G_N_ELEMENTS(shares);
    guint seen[G_N_ELEMENTS(shares)]; /* limits that lead to the same spans are one */
    for (guint i = 0, known = 0; i < tried; i++) {
        double limit = shares[i] * highest + 1e-3;
        if (!set_spans(g, limit)) continue;
        guint spans = hash_spans(g), k = 0;
        while (k < known && seen[k] != spans) k++;
        if (k < known) continue;
        seen[known++] = spans;
        set_heights(g, org);
        add_grids(g, org, node, limit);
    }
}

/* True if some kid can be both a card and a tree. */
static bool has_choice(const jw_org *org, const jw_org_node *node)
{
    for (guint i = 0; i < node->kids->len; i++) {
        const jw_org_node *kid = jw_org_kid(org, node, i);
        if (!jw_org_is_stub(node, kid) && kid->flat->len > 0 && kid->tree->len > 0) return true;
    }
    return false;
}

static void add_rows(grid *g, const jw_org *org, jw_org_node *node)
{
    g->parted = true;
    try_limits(g, org, node);
    g->parted = false;
    if (g->families) try_limits(g, org, node);
}

/* Whether only leaves are below a node, one box each; how they stand can be asked for. */
static bool has_only_boxes(const jw_org *org, const jw_org_node *node)
{
    for (guint i = 0; i < node->kids->len; i++) {
        const jw_org_node *kid = jw_org_kid(org, node, i);
        if (kid->flat->len + kid->tree->len > 0 || kid->cut) return false;
    }
    return node->kids->len > 1;
}

void jw_tree_curve(const jw_org *org, jw_org_node *node)
{
    if (node->kids->len == 0) return;
    grid g = grid_new(node);
    jw_leaves leaves = has_only_boxes(org, node) ? org->leaves : JW_LEAVES_AUTO;
    const char *upright = jw_org_kid(org, node, 0)->upright;
    GArray *pitches = jw_kid_pitches(org, node);
    find_parts(&g, org);
    int manners = has_choice(org, node) ? JW_MANNERS : 1;
    for (g.manner = 0; g.manner < manners; g.manner++)
        for (guint i = 0; i < pitches->len && !(org->hurry && jw_org_fits(org, node)); i++) {
            set_pitch(&g, org, g_array_index(pitches, double, i));
            if (upright) break;
            if (leaves != JW_LEAVES_ROW) add_columns(&g, org, node);
            if (leaves != JW_LEAVES_BOXES) add_rows(&g, org, node);
        }
    if (upright) {
        g.manner = JW_KIDS_UPRIGHT;
        set_pitch(&g, org, jw_org_kid(org, node, 0)->up.w);
        add_rows(&g, org, node);
    }
    g_array_free(pitches, TRUE);
    grid_clear(&g);
}

GArray *jw_grid_breaks(const jw_org *org, const jw_org_node *node, const jw_shape *shape, int *spans)
{
    grid g = grid_new(node);
    GArray *breaks = g_array_new(FALSE, FALSE, sizeof(int));
    g.manner = shape->manner;
    g.parted = shape->parted;
    find_parts(&g, org);
    set_pitch(&g, org, shape->pitch);
    if (shape->down) {
        fill_columns(&g, shape->columns, breaks);
        for (guint i = 0; i < g.n; i++) spans[i] = 1;
    } else {
        set_spans(&g, shape->limit);
        set_heights(&g, org);
        break_rows(&g, shape->columns);
        for (int end = (int)g.n; end > 0; end = g.from[end]) g_array_prepend_val(breaks, end);
        int start = 0;
        g_array_prepend_val(breaks, start);
        for (guint i = 0; i < g.n; i++) spans[i] = g.span[i];
    }
    grid_clear(&g);
    return breaks;
}
