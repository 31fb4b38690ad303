/* Sets of shapes, none of which is both wider and higher than another. */
#include "draw/org.h"

#include <math.h>

GArray *jw_curve_new(void)
{
    return g_array_new(FALSE, FALSE, sizeof(jw_shape));
}

static const jw_shape *shape_at(const GArray *curve, guint i)
{
    return &g_array_index(curve, jw_shape, i);
}

/* The first that is wider. */
static guint wider_than(const GArray *curve, double width)
{
    guint low = 0, high = curve->len;
    while (low < high) {
        guint middle = (low + high) / 2;
        if (shape_at(curve, middle)->w <= width)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool jw_curve_beats(const GArray *curve, double width, double height)
{
    guint next = wider_than(curve, width);
    return next > 0 && shape_at(curve, next - 1)->h <= height;
}

/* Of equal shapes the one added first stays. */
void jw_curve_add(GArray *curve, const jw_shape *shape)
{
    if (jw_curve_beats(curve, shape->w, shape->h)) return;
    guint next = wider_than(curve, shape->w), first = next, last = next;
    if (first > 0 && shape_at(curve, first - 1)->w == shape->w) first--;
    while (last < curve->len && shape_at(curve, last)->h >= shape->h) last++;
    if (first == last)
        g_array_insert_vals(curve, first, shape, 1);
    else {
        g_array_index(curve, jw_shape, first) = *shape;
        if (last > first + 1) g_array_remove_range(curve, first + 1, last - first - 1);
    }
}

/* Keeps the ends, and of the rest those evenly apart. */
void jw_curve_thin(GArray *curve)
{
    guint n = curve->len;
    if (n <= JW_CURVE_MOST) return;
    for (guint i = 0; i < JW_CURVE_MOST; i++)
        g_array_index(curve, jw_shape, i) = *shape_at(curve, i * (n - 1) / (JW_CURVE_MOST - 1));
    g_array_set_size(curve, JW_CURVE_MOST);
}

const jw_shape *jw_curve_in(const GArray *curve, double width)
{
    guint next = wider_than(curve, width + 1e-3);
    return next > 0 ? shape_at(curve, next - 1) : NULL;
}

/* --- the curves of a node */

/* How much larger than the page it is in which it fits best. */
static double excess_of(const jw_org *org, const jw_shape *shape)
{
    double excess = INFINITY;
    for (size_t i = 0; i < G_N_ELEMENTS(org->most); i++)
        excess = MIN(excess, MAX(shape->w / org->most[i].w, shape->h / org->most[i].h));
    return excess;
}

bool jw_org_is_wider(const jw_org *org, const jw_shape *shape)
{
    return shape->w > org->most[0].w && shape->w > org->most[1].w;
}

static bool is_beyond(const jw_org *org, const jw_shape *shape)
{
    return excess_of(org, shape) > 1 + 1e-9;
}

/* What is too large stands in a curve only alone. */
static bool holds_beyond(const jw_org *org, const GArray *curve)
{
    return curve->len == 1 && is_beyond(org, &g_array_index(curve, jw_shape, 0));
}

static GArray *curve_for(const jw_org_node *node, const jw_shape *shape)
{
    return shape->form == JW_FORM_CARD ? node->flat : node->tree;
}

bool jw_org_is_useless(const jw_org *org, const jw_org_node *node, const jw_shape *shape)
{
    const GArray *curve = curve_for(node, shape);
    if (jw_curve_beats(curve, shape->w, shape->h)) return true;
    if (curve->len == 0 || !is_beyond(org, shape)) return false;
    const jw_shape *first = &g_array_index(curve, jw_shape, 0);
    return !holds_beyond(org, curve) || excess_of(org, shape) >= excess_of(org, first);
}

void jw_org_add_shape(const jw_org *org, jw_org_node *node, const jw_shape *shape)
{
    GArray *curve = curve_for(node, shape);
    if (jw_org_is_useless(org, node, shape)) return;
    if (holds_beyond(org, curve)) g_array_set_size(curve, 0);
    jw_curve_add(curve, shape);
}

bool jw_org_fits(const jw_org *org, const jw_org_node *node)
{
    return (node->flat->len > 0 && !holds_beyond(org, node->flat)) ||
           (node->tree->len > 0 && !holds_beyond(org, node->tree));
}

void jw_org_curves(const jw_org *org, int i)
{
    jw_org_node *node = jw_org_at(org, i);
    g_array_set_size(node->flat, 0);
    g_array_set_size(node->tree, 0);
    jw_card_curve(org, node);
    if (!org->hurry || !jw_org_fits(org, node)) jw_tree_curve(org, node);
    jw_curve_thin(node->flat);
    jw_curve_thin(node->tree);
}
