#include "measure/leading_tree.h"

#include <float.h>
#include <glib.h>
#include <math.h>
#include <stdbool.h>

/* pivot[v]: what is left at v of x on the diagonal of x − A, after v's subtree is eliminated; slope[v]: its
 * derivative by x. The root's pivot, as a function of x to the right of all subtrees' eigenvalues, rises,
 * bends down, and is 0 at the largest eigenvalue.
 *
 * long double: in a chain of a million the two largest eigenvalues differ by 3e-11, and the vector is known
 * to the precision of the numbers divided by that. */
typedef struct {
    const jw_tree *t;
    long double *pivot, *slope;
} pivots;

static pivots pivots_of(const jw_tree *t)
{
    return (pivots){ t, g_new(long double, t->n), g_new(long double, t->n) };
}

static void pivots_clear(pivots *p)
{
    g_free(p->pivot);
    g_free(p->slope);
}

/* False if x is less than the largest eigenvalue of a subtree, or equal. */
static bool eliminate(const pivots *p, long double x)
{
    const jw_tree *t = p->t;
    for (uint32_t v = 0; v < t->n; v++) {
        p->pivot[v] = x;
        p->slope[v] = 1;
    }
    for (uint32_t v = t->n; v-- > 1;) {
        if (p->pivot[v] <= 0) return false;
        long double ratio = t->square[v] / p->pivot[v];
        p->pivot[t->parent[v]] -= ratio;
        p->slope[t->parent[v]] += ratio / p->pivot[v] * p->slope[v];
    }
    return true;
}

/* Eliminates at the eigenvalue, or right beside it, and returns it. Newton's steps from below never go too
 * far, the function bending down; where a step leads out of the bounds, or x was no number to step from, the
 * middle is tried. */
static long double eliminate_at_value(const pivots *p, long double least, long double most)
{
    enum { MOST_ROUNDS = 200 };
    long double x = least;
    for (int round = 0; round < MOST_ROUNDS; round++) {
        bool right = eliminate(p, x);
        long double next = right ? x - p->pivot[0] / p->slope[0] : most;
        if (right && fabsl(next - x) <= 2 * LDBL_EPSILON * x) return x;
        if (right && p->pivot[0] >= 0)
            most = x;
        else
            least = x;
        if (!(next > least && next < most)) next = (least + most) / 2;
        if (next <= least || next >= most) break; /* nothing is between the bounds */
        x = next;
    }
    while (!eliminate(p, x)) x *= 1 + LDBL_EPSILON;
    return x;
}

/* Beside the eigenvalue the pivot that is left at v, when all but v is eliminated, is in inverse proportion
 * to the square of v's entry. */
static uint32_t find_centre(const pivots *p, long double value)
{
    const jw_tree *t = p->t;
    long double *left = p->slope, least;
    uint32_t centre = 0;
    if (!eliminate(p, value * (1 + 1e-12L))) return 0;
    least = left[0] = p->pivot[0];
    for (uint32_t v = 1; v < t->n; v++) {
        long double without = left[t->parent[v]] + t->square[v] / p->pivot[v];
        left[v] = p->pivot[v] - t->square[v] / without;
        if (left[v] < least * (1 - 1e-6L)) {
            least = left[v];
            centre = v;
        }
    }
    return centre;
}

double jw_tree_value(const jw_tree *t, double least, double most, uint32_t *centre)
{
    pivots p = pivots_of(t);
    long double x =
        eliminate_at_value(&p, least, most * (1 + 4 * (long double)DBL_EPSILON)); /* rounded themselves */
    *centre = find_centre(&p, x);
    pivots_clear(&p);
    return (double)x;
}

void jw_tree_vector(const jw_tree *t, double value, double *vector)
{
    pivots p = pivots_of(t);
    eliminate_at_value(&p, value * (1 - 1e-15L), value * (1 + 1e-15L));
    long double *entry = p.slope;
    entry[0] = 1;
    for (uint32_t v = 1; v < t->n; v++) entry[v] = sqrtl(t->square[v]) * entry[t->parent[v]] / p.pivot[v];
    for (uint32_t v = 0; v < t->n; v++) vector[v] = (double)entry[v];
    pivots_clear(&p);
}
