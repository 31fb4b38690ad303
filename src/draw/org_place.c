/* Places: the chosen shape of a page's first node decides the shapes of all below it; what was set aside for
 * looks that are less liked is taken back; then widths go down the tree, heights up, and places down. */
#include "draw/org.h"

#include <math.h>

#define LOOSEST 1.35    /* a row that is not full may widen its children that much */
#define LOOSEST_GAP 9.0 /* a column that is not full may part its children that much more */

typedef struct {
    const jw_org *org;
    GArray *order; /* of int: the nodes that are drawn in full, parents first */
} placer;

static jw_org_node *node_at(const placer *p, guint i)
{
    return jw_org_at(p->org, g_array_index(p->order, int, i));
}

static bool is_list(const jw_org_node *node)
{
    return node->shape.down && node->shape.columns == 1;
}

/* Rows of a grid, or columns if its kids go down. */
static int runs_of(const jw_org_node *node)
{
    return (int)node->breaks->len - 1;
}

static guint run_start(const jw_org_node *node, int run)
{
    return (guint)g_array_index(node->breaks, int, run);
}

/* The trunk beside a grid of several rows; columns have each their own. */
static double trunk_of(const jw_org_node *node)
{
    return !node->shape.down && runs_of(node) > 1 ? jw_trunk_width(node) : 0;
}

static double frame_of(const jw_org_node *node)
{
    return node->kind == JW_NODE_LOOSE && node->shape.form == JW_FORM_TREE ? JW_ORG_FRAME : 0;
}

/* --- shapes, downward */

static void take_shape(jw_org_node *node, const jw_shape *shape)
{
    node->shape = *shape;
    if (node->breaks) g_array_free(node->breaks, TRUE);
    g_free(node->spans);
    node->breaks = NULL;
    node->spans = NULL;
    node->likes_short = node->likes_number = false;
}

static void shape_kids(const placer *p, jw_org_node *node)
{
    const jw_shape *shape = &node->shape;
    node->spans = g_new(int, node->kids->len + 1);
    node->breaks = jw_grid_breaks(p->org, node, shape, node->spans);
    for (guint i = 0; i < node->kids->len; i++) {
        jw_org_node *kid = jw_org_kid(p->org, node, i);
        double width = jw_span_width(shape->pitch, node->spans[i]);
        if (shape->down) width += jw_trunk_taken(node, kid);
        jw_shape chosen = jw_kid_shape(node, kid, shape->manner, width);
        take_shape(kid, &chosen);
        int index = g_array_index(node->kids, int, i);
        g_array_append_val(p->order, index);
    }
}

/* --- least widths, upward */

static double grid_least(const placer *p, const jw_org_node *node)
{
    double pitch = 0;
    int columns = node->shape.columns;
    for (guint i = 0; i < node->kids->len; i++) {
        const jw_org_node *kid = jw_org_kid(p->org, node, i);
        double least = kid->least - (node->shape.down ? jw_trunk_taken(node, kid) : 0);
        pitch = MAX(pitch, (least + JW_ORG_GAP_X) / node->spans[i] - JW_ORG_GAP_X);
    }
    if (node->shape.down) return columns * (pitch + jw_trunk_width(node)) + (columns - 1) * JW_ORG_GAP_X;
    return jw_span_width(pitch, columns) + trunk_of(node);
}

static void find_least(const placer *p, jw_org_node *node)
{
    if (node->shape.form == JW_FORM_CARD)
        node->least = jw_card_least(p->org, node, &node->shape);
    else if (node->shape.form == JW_FORM_HEAD)
        node->least = node->shape.w;
    else {
        node->least = grid_least(p, node) + 2 * frame_of(node);
        if (node->kind != JW_NODE_TOP)
            node->least = MAX(node->least, node->head[jw_org_tree_head_in(node, node->least)].w);
    }
}

/* --- widths, downward */

static double inner_width(const jw_org_node *node)
{
    return node->at.w - 2 * frame_of(node) - trunk_of(node);
}

/* Of a column, when kids go down. */
static double column_width(const jw_org_node *node)
{
    int columns = node->shape.columns;
    return (inner_width(node) + JW_ORG_GAP_X) / columns - JW_ORG_GAP_X;
}

/* Siblings that take as many columns each stay of one width in rows one above the other. */
static bool are_alike(const jw_org_node *node)
{
    for (guint i = 1; i < node->kids->len; i++)
        if (node->spans[i] != node->spans[0]) return false;
    return true;
}

static void widen_row(const placer *p, const jw_org_node *node, guint from, guint to)
{
    double width = inner_width(node), gap = JW_ORG_GAP_X;
    int used = 0;
    for (guint i = from; i < to; i++) used += node->spans[i];
    double pitch = (width + gap) / node->shape.columns - gap, full = (width + gap) / used - gap;
    if (runs_of(node) == 1 || !are_alike(node)) pitch = MIN(full, LOOSEST * pitch);
    for (guint i = from; i < to; i++) {
        jw_org_node *kid = jw_org_kid(p->org, node, i);
        kid->at.w = jw_span_width(pitch, node->spans[i]);
        if (kid->shape.upright) kid->at.w = MIN(kid->at.w, LOOSEST * kid->up.w);
    }
}

static void widen_kids(const placer *p, const jw_org_node *node)
{
    if (node->shape.form != JW_FORM_TREE) return;
    for (int run = 0; run < runs_of(node) && !node->shape.down; run++)
        widen_row(p, node, run_start(node, run), run_start(node, run + 1));
    for (guint i = 0; i < node->kids->len && node->shape.down; i++) {
        jw_org_node *kid = jw_org_kid(p->org, node, i);
        kid->at.w = column_width(node) - jw_trunk_width(node) + jw_trunk_taken(node, kid);
    }
}

/* --- heads, once widths are known */

/* The one that tells most in this width. */
static int fullest_head(const jw_org_node *node)
{
    return node->shape.form == JW_FORM_CARD ? jw_org_head_in(node, node->at.w)
                                            : jw_org_tree_head_in(node, node->at.w);
}

static int head_of(const jw_org_node *node)
{
    int shape = fullest_head(node);
    return node->likes_short || node->likes_number ? jw_org_head_liked(node, shape, node->at.w) : shape;
}

static bool is_likened(const jw_org_node *node, const jw_org_node *kid)
{
    return kid->kind == JW_NODE_UNIT && kid->family && !kid->shape.upright && !jw_org_is_stub(node, kid);
}

/* What the heads of a family that take one form have to do without: bits for each form. */
enum { NEEDS_SHORT = 1, NEEDS_NUMBER = 2, NEEDS_BITS = 2 };

static int needs_of(const jw_org_node *kid)
{
    int shape = fullest_head(kid);
    int needs = (jw_org_is_short(shape) ? NEEDS_SHORT : 0) | (jw_org_is_number(shape) ? NEEDS_NUMBER : 0);
    return needs << kid->shape.form * NEEDS_BITS;
}

/* Where one of several siblings of a kind has room for its short name only, or only for its number, the
 * others are written so too. */
static void liken_heads(const placer *p, const jw_org_node *node)
{
    if (node->shape.form != JW_FORM_TREE) return;
    g_autoptr(GHashTable) needs = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (guint i = 0; i < node->kids->len; i++) {
        const jw_org_node *kid = jw_org_kid(p->org, node, i);
        if (!is_likened(node, kid)) continue;
        int known = GPOINTER_TO_INT(g_hash_table_lookup(needs, kid->family));
        g_hash_table_insert(needs, (gpointer)kid->family, GINT_TO_POINTER(known | needs_of(kid)));
    }
    for (guint i = 0; i < node->kids->len; i++) {
        jw_org_node *kid = jw_org_kid(p->org, node, i);
        if (!is_likened(node, kid)) continue;
        int known = GPOINTER_TO_INT(g_hash_table_lookup(needs, kid->family)) >> kid->shape.form * NEEDS_BITS;
        kid->likes_short = known & NEEDS_SHORT;
        kid->likes_number = known & NEEDS_NUMBER;
    }
}

/* --- heights, upward */

static double row_of_cards(const placer *p, const jw_org_node *node, guint from, guint to)
{
    double head = 0, height = 0;
    for (guint i = from; i < to; i++) {
        const jw_org_node *kid = jw_org_kid(p->org, node, i);
        if (kid->shape.form == JW_FORM_CARD) head = MAX(head, kid->head_at.h);
    }
    for (guint i = from; i < to; i++) {
        jw_org_node *kid = jw_org_kid(p->org, node, i);
        if (kid->shape.form != JW_FORM_TREE && head > kid->head_at.h) {
            kid->at.h += head - kid->head_at.h;
            kid->head_at.h = head;
        }
        height = MAX(height, kid->at.h);
    }
    return height;
}

static double column_height(const placer *p, const jw_org_node *node, guint from, guint to)
{
    double height = -JW_ORG_GAP_LIST;
    for (guint i = from; i < to; i++) height += jw_org_kid(p->org, node, i)->at.h + JW_ORG_GAP_LIST;
    return height;
}

static double grid_height(const placer *p, const jw_org_node *node)
{
    double height = 0;
    for (int run = 0; run < runs_of(node); run++) {
        guint from = run_start(node, run), to = run_start(node, run + 1);
        if (node->shape.down)
            height = MAX(height, column_height(p, node, from, to));
        else
            height += row_of_cards(p, node, from, to) + (run > 0 ? JW_ORG_GAP_Y : 0);
    }
    return height;
}

static double gap_below_head(const jw_org_node *node)
{
    return is_list(node) ? JW_ORG_GAP_LIST : JW_ORG_GAP_Y;
}

static double tree_height(const placer *p, const jw_org_node *node)
{
    double height = grid_height(p, node) + 2 * frame_of(node);
    return node->kind == JW_NODE_TOP ? height : height + node->head_at.h + gap_below_head(node);
}

static void set_height(const placer *p, jw_org_node *node)
{
    if (node->shape.form == JW_FORM_TREE) {
        node->head_shape = node->kind == JW_NODE_TOP ? 0 : head_of(node);
        node->head_at.h = node->kind == JW_NODE_TOP ? 0 : node->head[node->head_shape].h;
        node->at.h = tree_height(p, node);
        return;
    }
    if (node->shape.upright) {
        node->at.h = node->head_at.h = node->up.h;
        return;
    }
    node->head_shape = head_of(node);
    node->head_at.h = node->head[node->head_shape].h;
    node->at.h = node->head_at.h;
    if (node->shape.form == JW_FORM_CARD)
        node->at.h += JW_ORG_CELL_GAP + jw_card_fill(node, node->shape.wrap, node->shape.columns);
}

/* --- places, downward */

/* A box is not stretched over the whole of a wide tree below it or beside it. */
#define TOO_WIDE 1.8 /* times what it needs */
#define ROOMY 1.4

static double need_of(const jw_org_node *node)
{
    return node->shape.upright ? node->up.w : node->head[node->head_shape].w;
}

/* In a column with a tree boxes keep to themselves, all as wide as the widest of them likes. */
static void narrow_boxes(const placer *p, const jw_org_node *node)
{
    double most = 0, width = 0;
    bool tree = false;
    for (guint i = 0; i < node->kids->len; i++) {
        const jw_org_node *kid = jw_org_kid(p->org, node, i);
        tree |= kid->shape.form == JW_FORM_TREE;
        if (kid->shape.form != JW_FORM_HEAD) continue;
        most = MAX(most, need_of(kid));
        width = MAX(width, kid->at.w);
    }
    for (guint i = 0; i < node->kids->len && tree && width > TOO_WIDE * most; i++) {
        jw_org_node *kid = jw_org_kid(p->org, node, i);
        if (kid->shape.form == JW_FORM_HEAD) kid->at.w = MIN(kid->at.w, ROOMY * most);
    }
}

static void place_head(jw_org_node *node)
{
    double frame = frame_of(node), width = node->at.w - 2 * frame;
    bool tree = node->shape.form == JW_FORM_TREE;
    if (tree && node->kind == JW_NODE_TOP) return;
    if (tree && !(is_list(node) && node->depth > 0))
        width = MIN(width, 1.15 * need_of(node));
    else if (tree && node->kind == JW_NODE_UNIT && width > TOO_WIDE * need_of(node))
        width = ROOMY * need_of(node);
    node->head_at.w = width;
    node->head_at.x = node->at.x + (node->at.w - width) / 2;
    if (tree && is_list(node)) node->head_at.x = node->at.x + frame;
    node->head_at.y = node->at.y + frame;
}

static void place_row(const placer *p, const jw_org_node *node, guint from, guint to, double y)
{
    double x = node->at.x + frame_of(node) + trunk_of(node), used = -JW_ORG_GAP_X;
    for (guint i = from; i < to; i++) used += jw_org_kid(p->org, node, i)->at.w + JW_ORG_GAP_X;
    if (runs_of(node) == 1) x += (inner_width(node) - used) / 2;
    for (guint i = from; i < to; i++) {
        jw_org_node *kid = jw_org_kid(p->org, node, i);
        kid->at.x = x;
        kid->at.y = y;
        x += kid->at.w + JW_ORG_GAP_X;
    }
}

static double highest(const placer *p, const jw_org_node *node, guint from, guint to)
{
    double height = 0;
    for (guint i = from; i < to; i++) height = MAX(height, jw_org_kid(p->org, node, i)->at.h);
    return height;
}

static void place_rows(const placer *p, const jw_org_node *node, double y)
{
    for (int run = 0; run < runs_of(node); run++) {
        guint from = run_start(node, run), to = run_start(node, run + 1);
        place_row(p, node, from, to, y);
        y += highest(p, node, from, to) + JW_ORG_GAP_Y;
    }
}

/* Columns that are nearly full end where the fullest does. */
static void place_columns(const placer *p, const jw_org_node *node, double top)
{
    double all = grid_height(p, node), x = node->at.x + frame_of(node) + jw_trunk_width(node);
    for (int run = 0; run < runs_of(node); run++, x += column_width(node) + JW_ORG_GAP_X) {
        guint from = run_start(node, run), to = run_start(node, run + 1);
        double y = top, spare = (all - column_height(p, node, from, to)) / MAX(1, (double)(to - from) - 1);
        for (guint i = from; i < to; i++) {
            jw_org_node *kid = jw_org_kid(p->org, node, i);
            kid->at.x = x - jw_trunk_taken(node, kid);
            kid->at.y = y;
            y += kid->at.h + JW_ORG_GAP_LIST + MIN(spare, LOOSEST_GAP);
        }
    }
}

static void place_table(jw_org_node *node)
{
    double cell = (node->at.w + JW_ORG_COLUMN_GAP) / node->shape.columns - JW_ORG_COLUMN_GAP;
    double top = node->head_at.y + node->head_at.h + JW_ORG_CELL_GAP;
    for (guint i = 0; i < node->rows->len; i++) {
        jw_org_row *row = jw_org_row_at(node, i);
        double left = row->indent * JW_ORG_INDENT;
        row->at.x = node->at.x + row->column * (cell + JW_ORG_COLUMN_GAP) + left;
        row->at.w = cell - left;
        row->at.y += top;
    }
}

static void place_below(const placer *p, jw_org_node *node)
{
    place_head(node);
    if (node->shape.form == JW_FORM_CARD) place_table(node);
    if (node->shape.form != JW_FORM_TREE) return;
    if (node->shape.down) narrow_boxes(p, node);
    double y = node->at.y + frame_of(node);
    if (node->kind != JW_NODE_TOP) y += node->head_at.h + gap_below_head(node);
    if (node->shape.down)
        place_columns(p, node, y);
    else
        place_rows(p, node, y);
}

void jw_org_place(const jw_org *org, int node, const jw_shape *shape)
{
    placer p = { org, g_array_new(FALSE, FALSE, sizeof(int)) };
    jw_org_node *first = jw_org_at(org, node);
    g_array_append_val(p.order, node);
    take_shape(first, shape);
    for (guint i = 0; i < p.order->len; i++)
        if (node_at(&p, i)->shape.form == JW_FORM_TREE) shape_kids(&p, node_at(&p, i));
    for (guint i = p.order->len; i-- > 0;) find_least(&p, node_at(&p, i));
    first->at = (jw_rect){ 0, 0, first->least, 0 };
    for (guint i = 0; i < p.order->len; i++) widen_kids(&p, node_at(&p, i));
    for (guint i = 0; i < p.order->len; i++) liken_heads(&p, node_at(&p, i));
    for (guint i = p.order->len; i-- > 0;) set_height(&p, node_at(&p, i));
    for (guint i = 0; i < p.order->len; i++) place_below(&p, node_at(&p, i));
    g_array_free(p.order, TRUE);
}
