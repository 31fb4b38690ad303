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
    uint32_t n;
    const uint32_t *parent;
    const double *square;
    long double *pivot, *slope;
} tree;

/* False if x is less than the largest eigenvalue of a subtree, or equal. */
static bool eliminate(const tree *t, long double x)
{
    for (uint32_t v = 0; v < t->n; v++) {
        t->pivot[v] = x;
        t->slope[v] = 1;
    }
    for (uint32_t v = t->n; v-- > 1;) {
        if (t->pivot[v] <= 0) return false;
        long double ratio = t->square[v] / t->pivot[v];
        t->pivot[t->parent[v]] -= ratio;
        t->slope[t->parent[v]] += ratio / t->pivot[v] * t->slope[v];
    }
    return true;
}

/* Newton's steps from below never go too far, the function bending down; where a step leads out of the
 * bounds, or x was no number to step from, the middle is tried. */
static long double find_eigenvalue(const tree *t, long double least, long double most)
{
    enum { MOST_ROUNDS = 200 };
    long double x = least;
    most *= 1 + 4 * (long double)DBL_EPSILON; /* the bounds are rounded themselves */
    for (int round = 0; round < MOST_ROUNDS; round++) {
        bool right = eliminate(t, x);
        long double next = right ? x - t->pivot[0] / t->slope[0] : most;
        if (right && fabsl(next - x) <= 2 * LDBL_EPSILON * x) break;
        if (right && t->pivot[0] >= 0)
            most = x;
        else
            least = x;
        if (!(next > least && next < most)) next = (least + most) / 2;
        if (next <= least || next >= most) break; /* nothing is between the bounds */
        x = next;
    }
    return x;
}

/* By the logarithms of the entries, which do not overflow. */
static uint32_t find_largest(const tree *t, double *log_of)
{
    uint32_t largest = 0;
    log_of[0] = 0;
    for (uint32_t v = 1; v < t->n; v++) {
        log_of[v] = log_of[t->parent[v]] + (double)(log2l(t->square[v]) / 2 - log2l(t->pivot[v]));
        if (log_of[v] > log_of[largest]) largest = v;
    }
    return log_of[largest] > 1e-9 ? largest : 0;
}

double jw_leading_of_tree(uint32_t n, const uint32_t *parent, const double *square, double least, double most,
                          double *vector, uint32_t *largest)
{
    tree t = { n, parent, square, g_new(long double, n), g_new(long double, n) };
    long double x = find_eigenvalue(&t, least, most);
    while (!eliminate(&t, x)) x *= 1 + LDBL_EPSILON;
    *largest = find_largest(&t, vector);
    long double *entry = t.slope;
    entry[0] = 1;
    for (uint32_t v = 1; v < n && !*largest; v++) entry[v] = sqrtl(square[v]) * entry[parent[v]] / t.pivot[v];
    for (uint32_t v = 0; v < n && !*largest; v++) vector[v] = (double)entry[v];
    g_free(t.pivot);
    g_free(t.slope);
    return (double)x;
}
