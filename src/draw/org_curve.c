/* Sets of shapes, none of which is both wider and higher than another. */
#include "draw/org.h"

GArray *jw_curve_new(void)
{
    return g_array_new(FALSE, FALSE, sizeof(jw_shape));
}

void jw_curve_add(GArray *curve, const jw_shape *shape)
{
    g_array_append_vals(curve, shape, 1);
}

static const jw_shape *shape_at(const GArray *curve, guint i)
{
    return &g_array_index(curve, jw_shape, i);
}

static int by_width(gconstpointer a, gconstpointer b)
{
    const jw_shape *s = a, *t = b;
    if (s->w != t->w) return s->w < t->w ? -1 : 1;
    return (s->h > t->h) - (s->h < t->h);
}

/* Keeps the ends, and of the rest those evenly apart. */
static void thin(GArray *curve)
{
    guint n = curve->len;
    if (n <= JW_CURVE_MOST) return;
    for (guint i = 0; i < JW_CURVE_MOST; i++)
        g_array_index(curve, jw_shape, i) = *shape_at(curve, i * (n - 1) / (JW_CURVE_MOST - 1));
    g_array_set_size(curve, JW_CURVE_MOST);
}

/* Stable, so that of equal shapes the one added first stays. */
void jw_curve_prune(GArray *curve)
{
    guint kept = 0;
    float lowest = G_MAXFLOAT;
    g_array_sort(curve, by_width);
    for (guint i = 0; i < curve->len; i++) {
        jw_shape shape = *shape_at(curve, i);
        if (shape.h >= lowest) continue;
        lowest = shape.h;
        g_array_index(curve, jw_shape, kept++) = shape;
    }
    g_array_set_size(curve, kept);
    thin(curve);
}

const jw_shape *jw_curve_in(const GArray *curve, double width)
{
    guint low = 0, high = curve->len;
    while (low < high) { /* the first that is too wide */
        guint middle = (low + high) / 2;
        if (shape_at(curve, middle)->w <= width + 1e-3)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? shape_at(curve, low - 1) : NULL;
}
