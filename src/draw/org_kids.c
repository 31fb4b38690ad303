/* What the children of a grid take: their shapes, widths worth trying, and room for the trunk on which they
 * hang. */
#include "draw/org.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

enum { MOST_PITCHES = 14, MANY = 120 };

static const jw_shape *lower(const jw_shape *a, const jw_shape *b)
{
    if (!a || !b) return a ? a : b;
    return b->h < a->h ? b : a;
}

static jw_shape head_shape(const jw_org_node *kid, double width)
{
    jw_size size = kid->head[jw_org_tree_head_in(kid, width)];
    return (jw_shape){ (float)size.w, (float)size.h, .form = JW_FORM_HEAD };
}

jw_shape jw_kid_shape(const jw_org_node *node, const jw_org_node *kid, int manner, double width)
{
    const jw_shape none = { G_MAXFLOAT, G_MAXFLOAT, .form = JW_FORM_HEAD };
    if (manner == JW_KIDS_UPRIGHT)
        return (jw_shape){ (float)kid->up.w, (float)kid->up.h, .form = JW_FORM_HEAD, .upright = true };
    if (jw_org_is_stub(node, kid))
        return (jw_shape){ (float)kid->stub.w, (float)kid->stub.h, .form = JW_FORM_HEAD };
    if (kid->flat->len + kid->tree->len == 0) return head_shape(kid, width);
    const jw_shape *card = jw_curve_in(kid->flat, width), *tree = jw_curve_in(kid->tree, width);
    const jw_shape *chosen = lower(card, tree);
    if (manner == JW_KIDS_CARDS && kid->flat->len > 0) chosen = card;
    if (manner == JW_KIDS_TREES && kid->tree->len > 0) chosen = tree;
    return chosen ? *chosen : none;
}

double jw_trunk_width(const jw_org_node *node)
{
    return node->kind == JW_NODE_LOOSE || node->kind == JW_NODE_TOP ? 0 : JW_ORG_TRUNK;
}

double jw_trunk_taken(const jw_org_node *node, const jw_org_node *kid)
{
    return kid->kind == JW_NODE_LOOSE ? jw_trunk_width(node) : 0;
}

double jw_span_width(double pitch, int span)
{
    return span * (pitch + JW_ORG_GAP_X) - JW_ORG_GAP_X;
}

/* At most `most` of the values, the ends among them, no two nearly the same. */
static void thin(GArray *values, guint most)
{
    guint kept = 0;
    g_array_sort(values, jw_compare_doubles);
    for (guint i = 0; i < values->len; i++) {
        double value = g_array_index(values, double, i);
        if (kept > 0 && value < 1.01 * g_array_index(values, double, kept - 1)) continue;
        g_array_index(values, double, kept++) = value;
    }
    g_array_set_size(values, kept);
    if (kept <= most) return;
    for (guint i = 0; i < most; i++)
        g_array_index(values, double, i) = g_array_index(values, double, i *(kept - 1) / (most - 1));
    g_array_set_size(values, most);
}

static void add_widths(GArray *widths, const GArray *curve, guint most)
{
    for (guint i = 0; i < MIN(curve->len, most); i++) {
        double width = g_array_index(curve, jw_shape, i).w;
        g_array_append_val(widths, width);
    }
}

GArray *jw_kid_pitches(const jw_org *org, const jw_org_node *node)
{
    GArray *widths = g_array_new(FALSE, FALSE, sizeof(double));
    guint many = node->kids->len > MANY ? 3 : 10;
    for (guint i = 0; i < node->kids->len; i++) {
        const jw_org_node *kid = jw_org_kid(org, node, i);
        double narrow = jw_org_is_stub(node, kid) ? kid->stub.w : jw_org_head_least(kid);
        bool head = jw_org_is_stub(node, kid) || kid->flat->len + kid->tree->len == 0;
        if (head) g_array_append_val(widths, narrow);
        double whole = kid->head[JW_HEAD_WRAPS * (JW_HEAD_SHAPES / JW_HEAD_WRAPS - 1)].w; /* in one line */
        if (head && !jw_org_is_stub(node, kid) && org->boxes) g_array_append_val(widths, whole);
        if (head) continue;
        add_widths(widths, kid->flat, many);
        add_widths(widths, kid->tree, many);
    }
    thin(widths, node->kids->len > MANY ? MOST_PITCHES / 2 : MOST_PITCHES);
    return widths;
}
