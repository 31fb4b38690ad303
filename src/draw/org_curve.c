/* Sets of shapes, none of which is both wider and higher than another. */
#include "draw/org.h"

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
