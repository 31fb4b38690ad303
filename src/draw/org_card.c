/* Cards: a head over a table of names in columns. A column breaks only before a row that is not nested. */
#include "draw/org.h"

#include <math.h>

enum { MOST_COLUMNS = 64, STEPS = 14 };

#define NESTED_COSTS 1.06 /* links drawn as lists count as that much larger */
#define OWN_COSTS 1.03    /* cells of another width than in other cards */

static const double wrap_costs[JW_LEAF_WRAPS] = { 1, 1.01, 1.03 };

double jw_row_height(const jw_org_row *row, int wrap)
{
    return row->lines[wrap] * 1.2 * JW_LEAF_SIZE + JW_ORG_CELL_PAD;
}

/* The heights of rows that must stay together, with the gap below each. */
static GArray *blocks_of(const jw_org_node *node, int wrap)
{
    GArray *blocks = g_array_sized_new(FALSE, FALSE, sizeof(double), node->rows->len);
    for (guint i = 0; i < node->rows->len; i++) {
        const jw_org_row *row = jw_org_row_at(node, i);
        double height = jw_row_height(row, wrap) + JW_ORG_CELL_GAP;
        if (row->indent == 0 || blocks->len == 0)
            g_array_append_val(blocks, height);
        else
            g_array_index(blocks, double, blocks->len - 1) += height;
    }
    return blocks;
}

/* Fills columns up to `most`; returns how many it takes. */
static int fill_up_to(const GArray *blocks, double most, double *highest)
{
    int columns = 1;
    double y = 0, high = 0;
    const double *height = (const double *)(const void *)blocks->data;
    for (guint i = 0; i < blocks->len; i++) {
        if (y > 0 && y + height[i] > most + 1e-3) {
            columns++;
            y = 0;
        }
        y += height[i];
        high = MAX(high, y);
    }
    *highest = high;
    return columns;
}

static bool are_alike(const GArray *blocks)
{
    for (guint i = 1; i < blocks->len; i++)
        if (g_array_index(blocks, double, i) != g_array_index(blocks, double, 0)) return false;
    return blocks->len > 0;
}

/* The least height of so many columns. */
static double least_height(const GArray *blocks, int columns)
{
    double high, highest, low;
    if (are_alike(blocks))
        return ((int)blocks->len + columns - 1) / columns * g_array_index(blocks, double, 0);
    fill_up_to(blocks, INFINITY, &high);
    low = high / columns;
    if (fill_up_to(blocks, low, &highest) <= columns) return highest;
    for (int i = 0; i < STEPS && columns > 1 && high - low > 1; i++) {
        double middle = (low + high) / 2;
        if (fill_up_to(blocks, middle, &highest) <= columns)
            high = highest;
        else
            low = middle;
    }
    return high;
}

static void place_rows(const jw_org_node *node, int wrap, const GArray *blocks, double most)
{
    int column = 0, block = -1;
    double y = 0;
    for (guint i = 0; i < node->rows->len; i++) {
        jw_org_row *row = jw_org_row_at(node, i);
        if (row->indent == 0 || i == 0) {
            block++;
            if (y > 0 && y + g_array_index(blocks, double, block) > most + 1e-3) {
                column++;
                y = 0;
            }
        }
        row->column = column;
        row->at.y = y;
        row->at.h = jw_row_height(row, wrap);
        y += row->at.h + JW_ORG_CELL_GAP;
    }
}

double jw_card_fill(const jw_org_node *node, int wrap, int columns)
{
    GArray *blocks = blocks_of(node, wrap);
    double height = least_height(blocks, columns);
    place_rows(node, wrap, blocks, height);
    g_array_free(blocks, TRUE);
    return height - JW_ORG_CELL_GAP;
}

/* One, two, …, then larger steps. */
static int next_columns(int columns)
{
    return columns + 1 + columns / 8;
}

double jw_card_least(const jw_org *org, const jw_org_node *node, const jw_shape *shape)
{
    double cell = shape->own ? node->own[shape->wrap] : org->cell[node->nested][shape->wrap];
    double width = shape->columns * (cell + JW_ORG_COLUMN_GAP) - JW_ORG_COLUMN_GAP;
    return MAX(width, jw_org_head_least(node));
}

/* `table`: the height of its rows. */
static void add_card(const jw_org *org, jw_org_node *node, jw_shape shape, double table)
{
    double cost = wrap_costs[shape.wrap] * (node->nested ? NESTED_COSTS : 1) * (shape.own ? OWN_COSTS : 1);
    double width = jw_card_least(org, node, &shape), height = jw_org_head_height(node, width) + table;
    shape.w = (float)(width * cost);
    shape.h = (float)(height * cost);
    jw_org_add_shape(org, node, &shape);
}

static void add_cards(const jw_org *org, jw_org_node *node, int wrap)
{
    GArray *blocks = blocks_of(node, wrap);
    int most = MIN(MOST_COLUMNS, (int)blocks->len);
    bool own = node->own[wrap] * OWN_COSTS < org->cell[node->nested][wrap];
    for (int columns = 1; columns <= most; columns = next_columns(columns)) {
        jw_shape shape = { .form = JW_FORM_CARD, .wrap = (uint8_t)wrap, .columns = (uint16_t)columns };
        double table = least_height(blocks, columns);
        add_card(org, node, shape, table);
        shape.own = true;
        if (own) add_card(org, node, shape, table);
    }
    g_array_free(blocks, TRUE);
}

void jw_card_curve(const jw_org *org, jw_org_node *node)
{
    if (!node->rows) return;
    for (int wrap = 0; wrap < JW_LEAF_WRAPS; wrap++) add_cards(org, node, wrap);
}
