/* Blocks of one arrangement: which units are heads and which are rows, and how large everything is. */
#include "draw/chart.h"

#include "base/words.h"

#include <string.h>

/* Points, at a leaf size of 10. */
#define CELL_LEFT 10.0  /* from the column's edge to the cells: room for the spine */
#define CELL_FRAME 22.0 /* padding and mark in a cell */
#define STAR 7.0
#define ROW_PAD 3.2
#define ROW_GAP 2.0
#define BUS 6.0 /* over the columns: room for the line that joins their spines */
#define HEAD_PAD_X 9.0
#define HEAD_PAD_Y 5.0
#define HEAD_GAP 8.0 /* between a head and its card */

jw_block *jw_arrangement_block(const jw_arrangement *a, int i)
{
    return &g_array_index(a->blocks, jw_block, i);
}

const jw_row *jw_block_row(const jw_block *block, guint i)
{
    return &g_array_index(block->rows, jw_row, i);
}

const char *jw_block_head(const jw_chart *chart, const jw_arrangement *a, const jw_block *block)
{
    return block->head ? block->head : chart->captions[block->twig].head[a->head_wrap];
}

const char *jw_block_sub(const jw_chart *chart, const jw_block *block)
{
    return block->sub ? block->sub : chart->captions[block->twig].sub;
}

static int add_block(jw_arrangement *a, int twig, bool group, int parent)
{
    int made = (int)a->blocks->len;
    jw_block block = { .twig = twig, .group = group, .parent = parent };
    block.depth = parent < 0 ? 0 : jw_arrangement_block(a, parent)->depth + 1;
    block.kids = g_array_new(FALSE, FALSE, sizeof(int));
    block.rows = g_array_new(FALSE, FALSE, sizeof(jw_row));
    g_array_append_val(a->blocks, block);
    g_array_append_val(parent < 0 ? a->tops : jw_arrangement_block(a, parent)->kids, made);
    return made;
}

static void add_row(jw_block *block, int twig, int indent)
{
    jw_row row = { .twig = twig, .indent = indent };
    g_array_append_val(block->rows, row);
}

typedef struct {
    int twig, indent;
} pending;

/* Everything below a twig, in order. Rows of very deep trees stop moving to the right. */
static void add_rows_below(const jw_chart *chart, jw_block *block, int twig, int indent)
{
    enum { MOST_INDENT = 8 };
    GArray *stack = g_array_new(FALSE, FALSE, sizeof(pending));
    pending now = { twig, indent - 1 };
    g_array_append_val(stack, now);
    while (stack->len > 0) {
        now = g_array_index(stack, pending, stack->len - 1);
        g_array_set_size(stack, stack->len - 1);
        if (now.twig != twig) add_row(block, now.twig, MIN(now.indent, MOST_INDENT));
        const jw_twig *t = jw_tree_twig(chart->tree, now.twig);
        for (guint i = t->children->len; i-- > 0;) {
            pending child = { jw_twig_child(t, i), now.indent + 1 };
            g_array_append_val(stack, child);
        }
    }
    g_array_free(stack, TRUE);
}

static const jw_link_kind *link_kind_of(const jw_chart *chart, int twig)
{
    uint32_t link = jw_tree_twig(chart->tree, twig)->link;
    return link == UINT32_MAX ? NULL : jw_link_kind_of(chart->model, link);
}

enum { FEW_LEAVES = 2 };

/* Leaves beside inner siblings, those of one kind of link together: a few stand as heads themselves, more
 * make a group with a card. */
static void add_leaves_by(const jw_chart *chart, jw_arrangement *a, int parent, const GArray *leaves,
                          const jw_link_kind *kind)
{
    int twig = jw_arrangement_block(a, parent)->twig;
    guint count = 0;
    for (guint i = 0; i < leaves->len; i++)
        count += link_kind_of(chart, g_array_index(leaves, int, i)) == kind;
    int group = count > FEW_LEAVES ? add_block(a, twig, true, parent) : -1;
    for (guint i = 0; i < leaves->len; i++) {
        int leaf = g_array_index(leaves, int, i);
        if (link_kind_of(chart, leaf) != kind) continue;
        if (group < 0)
            add_block(a, leaf, false, parent);
        else
            add_row(jw_arrangement_block(a, group), leaf, 0);
    }
    if (group < 0) return;
    jw_arrangement_block(a, group)->head = g_strdup(jw_group_word(chart->lang, kind));
    jw_arrangement_block(a, group)->sub = g_strdup_printf("%u", count);
}

static void add_leaves(const jw_chart *chart, jw_arrangement *a, int parent, const GArray *leaves)
{
    GPtrArray *seen = g_ptr_array_new();
    for (guint i = 0; i < leaves->len; i++) {
        const jw_link_kind *kind = link_kind_of(chart, g_array_index(leaves, int, i));
        if (g_ptr_array_find(seen, kind, NULL)) continue;
        g_ptr_array_add(seen, (gpointer)kind);
        add_leaves_by(chart, a, parent, leaves, kind);
    }
    g_ptr_array_free(seen, TRUE);
}

static bool has_inner_child(const jw_chart *chart, const jw_twig *twig)
{
    for (guint i = 0; i < twig->children->len; i++)
        if (!jw_twig_is_leaf(jw_tree_twig(chart->tree, jw_twig_child(twig, i)))) return true;
    return false;
}

/* One block: down to the chosen depth inner children become blocks, below it all become rows. */
static void fill_block(const jw_chart *chart, jw_arrangement *a, int b)
{
    jw_block *block = jw_arrangement_block(a, b);
    if (block->group) return;
    const jw_twig *twig = jw_tree_twig(chart->tree, block->twig);
    if (block->depth >= a->depth || !has_inner_child(chart, twig)) {
        add_rows_below(chart, block, block->twig, 0);
        return;
    }
    GArray *leaves = g_array_new(FALSE, FALSE, sizeof(int));
    int loose = -1;
    for (guint i = 0; i < twig->children->len; i++) {
        int child = jw_twig_child(twig, i);
        const jw_twig *t = jw_tree_twig(chart->tree, child);
        if (t->kind == JW_TWIG_LOOSE)
            loose = child;
        else if (jw_twig_is_leaf(t))
            g_array_append_val(leaves, child);
        else
            add_block(a, child, false, b);
    }
    add_leaves(chart, a, b, leaves);
    if (loose >= 0) add_block(a, loose, false, b);
    g_array_free(leaves, TRUE);
}

static double row_width(const jw_chart *chart, const jw_arrangement *a, const jw_row *row)
{
    double star = chart->illustrative ? STAR : 0;
    return CELL_LEFT + JW_INDENT * row->indent + CELL_FRAME +
           chart->captions[row->twig].leaf_width[a->leaf_wrap] + star;
}

static double row_height(const jw_chart *chart, const jw_arrangement *a, const jw_row *row)
{
    return jw_ruler_height(chart->captions[row->twig].leaf[a->leaf_wrap], JW_LEAF_SIZE) + ROW_PAD;
}

/* Fills columns up to a height, breaking only before rows that are not nested; returns how many it takes. */
static int fill_columns(const jw_block *block, double most, double *highest)
{
    int columns = 1;
    double y = 0;
    *highest = 0;
    for (guint i = 0; i < block->rows->len;) {
        double group = 0;
        guint end = i;
        do group += g_array_index(block->rows, jw_row, end).at.h + ROW_GAP;
        while (++end < block->rows->len && jw_block_row(block, end)->indent > 0);
        if (y > 0 && y + group - ROW_GAP > most + 1e-6) {
            columns++;
            y = 0;
        }
        for (; i < end; i++) {
            jw_row *row = &g_array_index(block->rows, jw_row, i);
            row->column = columns - 1;
            row->at.y = y;
            y += row->at.h + ROW_GAP;
        }
        *highest = MAX(*highest, y - ROW_GAP);
    }
    return columns;
}

/* The least height at which the rows fit into so many columns. */
static double balance_columns(jw_block *block, int columns)
{
    double low = 0, high, highest;
    fill_columns(block, 1e12, &high);
    for (int i = 0; i < 24 && columns > 1; i++) {
        double middle = (low + high) / 2;
        if (fill_columns(block, middle, &highest) <= columns)
            high = highest;
        else
            low = middle;
    }
    block->columns = fill_columns(block, high, &block->card_height);
    return block->card_height;
}

/* As few columns as cost no height: no more than the head takes anyway, or than all allowed columns would. */
static void choose_columns(const jw_arrangement *a, jw_block *block)
{
    double enough =
        MAX(balance_columns(block, a->columns), a->direction == JW_DOWN ? 0 : block->head_height * 1.15);
    for (int columns = 1; columns < block->columns; columns++)
        if (balance_columns(block, columns) <= enough + 1e-6) return;
    balance_columns(block, a->columns);
}

static void size_card(const jw_chart *chart, const jw_arrangement *a, jw_block *block, double column_width)
{
    if (block->rows->len == 0) return;
    for (guint i = 0; i < block->rows->len; i++) {
        jw_row *row = &g_array_index(block->rows, jw_row, i);
        row->at.h = row_height(chart, a, row);
    }
    choose_columns(a, block);
    double bus = block->columns > 1 || a->direction == JW_DOWN ? BUS : 0;
    for (guint i = 0; i < block->rows->len; i++) {
        jw_row *row = &g_array_index(block->rows, jw_row, i);
        double left = CELL_LEFT + JW_INDENT * row->indent;
        row->at.x = row->column * (column_width + JW_COLUMN_GAP) + left;
        row->at.w = column_width - left;
        row->at.y += bus;
    }
    block->column_width = column_width;
    block->card_width = block->columns * (column_width + JW_COLUMN_GAP) - JW_COLUMN_GAP;
    block->card_height += bus;
}

static void size_head(const jw_chart *chart, const jw_arrangement *a, jw_block *block)
{
    const char *head = jw_block_head(chart, a, block), *sub = jw_block_sub(chart, block);
    double size = jw_head_size(block->depth);
    double star = chart->illustrative ? STAR : 0;
    double width = jw_ruler_width(chart->ruler, head, size, true);
    block->head_width =
        MAX(width, jw_ruler_width(chart->ruler, sub, JW_SUB_SIZE, false)) + 2 * HEAD_PAD_X + star;
    block->head_height = jw_ruler_height(head, size) + jw_ruler_height(sub, JW_SUB_SIZE) + 2 * HEAD_PAD_Y;
}

/* Heads of one depth are of one size; in an arrangement downward each is as wide as its card. */
static void align_heads(jw_arrangement *a)
{
    int deepest = jw_arrangement_block(a, (int)a->blocks->len - 1)->depth;
    double *width = g_new0(double, deepest + 1), *height = g_new0(double, deepest + 1);
    for (guint i = 0; i < a->blocks->len; i++) {
        const jw_block *b = jw_arrangement_block(a, (int)i);
        width[b->depth] = MAX(width[b->depth], b->head_width);
        height[b->depth] = MAX(height[b->depth], b->head_height);
    }
    for (guint i = 0; i < a->blocks->len; i++) {
        jw_block *b = jw_arrangement_block(a, (int)i);
        bool card = b->rows->len > 0;
        b->head_width = width[b->depth];
        b->head_height = height[b->depth];
        if (a->direction == JW_DOWN) {
            b->head_width = MAX(b->head_width, b->card_width);
            b->width = b->head_width;
            b->height = b->head_height + (card ? b->card_height : 0);
        } else {
            b->width = b->head_width + (card ? HEAD_GAP + b->card_width : 0);
            b->height = MAX(b->head_height, b->card_height);
        }
    }
    g_free(width);
    g_free(height);
}

static void size_blocks(const jw_chart *chart, jw_arrangement *a)
{
    double column_width = 0;
    for (guint i = 0; i < a->blocks->len; i++) {
        const jw_block *block = jw_arrangement_block(a, (int)i);
        for (guint k = 0; k < block->rows->len; k++)
            column_width = MAX(column_width, row_width(chart, a, jw_block_row(block, k)));
    }
    for (guint i = 0; i < a->blocks->len; i++) {
        size_head(chart, a, jw_arrangement_block(a, (int)i));
        size_card(chart, a, jw_arrangement_block(a, (int)i), column_width);
    }
    align_heads(a);
}

jw_arrangement *jw_arrangement_new(const jw_chart *chart, jw_direction direction, int depth, int columns,
                                   int leaf_wrap, int head_wrap)
{
    jw_arrangement *a = g_new0(jw_arrangement, 1);
    a->direction = direction;
    a->depth = depth;
    a->columns = columns;
    a->leaf_wrap = leaf_wrap;
    a->head_wrap = head_wrap;
    a->blocks = g_array_new(FALSE, FALSE, sizeof(jw_block));
    a->tops = g_array_new(FALSE, FALSE, sizeof(int));
    const jw_twig *top = jw_tree_twig(chart->tree, 0);
    for (guint i = 0; i < top->children->len; i++) add_block(a, jw_twig_child(top, i), false, -1);
    for (guint b = 0; b < a->blocks->len; b++) fill_block(chart, a, (int)b);
    if (a->blocks->len > 0) size_blocks(chart, a);
    return a;
}

void jw_arrangement_free(jw_arrangement *a)
{
    if (!a) return;
    for (guint i = 0; i < a->blocks->len; i++) {
        jw_block *block = jw_arrangement_block(a, (int)i);
        g_array_free(block->kids, TRUE);
        g_array_free(block->rows, TRUE);
        g_free(block->head);
        g_free(block->sub);
    }
    g_array_free(a->blocks, TRUE);
    g_array_free(a->tops, TRUE);
    g_free(a);
}
