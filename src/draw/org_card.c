/* Cards: a head over a table of names in columns. A column breaks only before a row that is not nested. */
#include "draw/org.h"

enum { MOST_COLUMNS = 64, STEPS = 14 };

#define NESTED_COSTS 1.06 /* links drawn as lists count as that much larger */
#define OWN_COSTS 1.03    /* cells of another width than in other cards */

static const double wrap_costs[JW_LEAF_WRAPS] = { 1, 1.01, 1.03 };

double jw_row_height(const jw_org_row *row, int wrap)
{
    return row->lines[wrap] * 1.2 * JW_LEAF_SIZE + JW_ORG_CELL_PAD;
}

/* The end of the rows that begin at i and must stay together, and their height. */
static guint block_from(const jw_org_node *node, guint i, int wrap, double *height)
{
    *height = 0;
    do *height += jw_row_height(jw_org_row_at(node, i++), wrap) + JW_ORG_CELL_GAP;
    while (i < node->rows->len && jw_org_row_at(node, i)->indent > 0);
    return i;
}

/* Fills columns up to `most`; returns how many it takes. */
static int fill_up_to(const jw_org_node *node, int wrap, double most, double *highest)
{
    int columns = 1;
    double y = 0, height;
    *highest = 0;
    for (guint i = 0, end; i < node->rows->len; i = end) {
        end = block_from(node, i, wrap, &height);
        if (y > 0 && y + height > most + 1e-3) {
            columns++;
            y = 0;
        }
        for (guint k = i; k < end; k++) {
            jw_org_row *row = jw_org_row_at(node, k);
            row->column = columns - 1;
            row->at.y = y;
            row->at.h = jw_row_height(row, wrap);
            y += row->at.h + JW_ORG_CELL_GAP;
        }
        *highest = MAX(*highest, y);
    }
    return columns;
}

double jw_card_fill(const jw_org_node *node, int wrap, int columns)
{
    double high, highest, low;
    if (node->rows->len == 0) return 0;
    fill_up_to(node, wrap, 1e12, &high);
    low = high / columns;
    if (fill_up_to(node, wrap, low, &highest) <= columns) return highest - JW_ORG_CELL_GAP;
    for (int i = 0; i < STEPS && columns > 1 && high - low > 1; i++) {
        double middle = (low + high) / 2;
        if (fill_up_to(node, wrap, middle, &highest) <= columns)
            high = highest;
        else
            low = middle;
    }
    fill_up_to(node, wrap, high, &highest);
    return highest - JW_ORG_CELL_GAP;
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

static void add_cards(const jw_org *org, jw_org_node *node, int wrap, bool own)
{
    double cost = wrap_costs[wrap] * (node->nested ? NESTED_COSTS : 1) * (own ? OWN_COSTS : 1);
    int most = MIN(MOST_COLUMNS, (int)node->rows->len);
    for (int columns = 1; columns <= most; columns = next_columns(columns)) {
        jw_shape shape = { .form = JW_FORM_CARD, .own = own };
        shape.wrap = (uint8_t)wrap;
        shape.columns = (uint16_t)columns;
        double width = jw_card_least(org, node, &shape);
        double height = jw_org_head_height(node, width) + JW_ORG_CELL_GAP + jw_card_fill(node, wrap, columns);
        shape.w = (float)(width * cost);
        shape.h = (float)(height * cost);
        jw_curve_add(node->flat, &shape);
    }
}

void jw_card_curve(const jw_org *org, jw_org_node *node)
{
    if (!node->rows) return;
    for (int wrap = 0; wrap < JW_LEAF_WRAPS; wrap++) {
        add_cards(org, node, wrap, false);
        add_cards(org, node, wrap, true);
    }
}
