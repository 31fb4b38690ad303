/* 1 / (d + x) is smooth in both, and the smoother the farther from 0: on a stretch from a to 2a a polynomial
 * of degree 21 is it to the last bit. So what stands on such a stretch of d is replaced by weights at 22
 * points of it, and sums are worked out at 22 points of each stretch of x, and interpolated. The points are
 * Chebyshev's: the pole, at 0 or less, is three half-lengths or more from the middle of a stretch, and the
 * error falls as (3 + √8)^−22 = 1e-17. */
#include "measure/inverse_sums.h"

#include <glib.h>
#include <math.h>
#include <string.h>

enum { POINTS = 22, STRETCHES = 32, FIRST_STRETCH = 16, TERM_BY_TERM = 128 };

/* T_j at the points: cos(j (2k + 1) π / 44). */
typedef double basis[POINTS][POINTS]; /* [k][j] */

static void make_basis(basis t)
{
    for (int k = 0; k < POINTS; k++)
        for (int j = 0; j < POINTS; j++) t[k][j] = cos(G_PI * j * (2 * k + 1) / (2 * POINTS));
}

/* On a stretch from a to 2a: where point k is, and where x stands between −1 and 1. */
static double place_of_point(const basis t, uint32_t a, int k)
{
    return a * (1.5 + 0.5 * t[k][1]);
}

static double place_between(uint32_t a, uint32_t x)
{
    return ((double)x - 1.5 * a) / (0.5 * a);
}

/* Points with weights: the first distances as they are, then the points of each stretch. */
typedef struct {
    int n;
    double place[FIRST_STRETCH + STRETCHES * POINTS], weight[FIRST_STRETCH + STRETCHES * POINTS];
} masses;

/* The weights at its points that do what count[a] … count[end − 1] do: Σ count · Lagrange's polynomials. */
static void gather(const basis t, const double *count, uint32_t a, uint32_t end, masses *out)
{
    double moment[POINTS] = { 0 };
    for (uint32_t d = a; d < end; d++) {
        double x = place_between(a, d), before = 1, now = x;
        moment[0] += count[d];
        for (int j = 1; j < POINTS; j++) {
            moment[j] += count[d] * now;
            double next = 2 * x * now - before;
            before = now;
            now = next;
        }
    }
    for (int k = 0; k < POINTS; k++, out->n++) {
        double weight = moment[0] / 2;
        for (int j = 1; j < POINTS; j++) weight += moment[j] * t[k][j];
        out->place[out->n] = place_of_point(t, a, k);
        out->weight[out->n] = weight * 2 / POINTS;
    }
}

static double sum_at(const masses *of, double x)
{
    double sum = 0;
    for (int i = 0; i < of->n; i++) sum += of->weight[i] / (of->place[i] + x);
    return sum;
}

/* sums[a] … sums[end − 1] from their values at the points of the stretch, by Clenshaw's scheme. */
static void spread(const basis t, const masses *of, uint32_t a, uint32_t end, double *sums)
{
    double value[POINTS], coefficient[POINTS];
    for (int k = 0; k < POINTS; k++) value[k] = sum_at(of, place_of_point(t, a, k));
    for (int j = 0; j < POINTS; j++) {
        coefficient[j] = 0;
        for (int k = 0; k < POINTS; k++) coefficient[j] += value[k] * t[k][j] * 2 / POINTS;
    }
    for (uint32_t x = a; x < end; x++) {
        double twice = 2 * place_between(a, x), last = 0, before = 0;
        for (int j = POINTS - 1; j > 0; j--) {
            double next = coefficient[j] + twice * last - before;
            before = last;
            last = next;
        }
        sums[x] = coefficient[0] / 2 + twice / 2 * last - before;
    }
}

static double term_by_term(const double *count, uint32_t n, uint32_t x)
{
    double sum = 0;
    for (uint32_t d = x ? 0 : 1; d < n; d++) sum += count[d] / (d + x);
    return sum;
}

void jw_inverse_sums(const double *count, uint32_t n, double *sums)
{
    if (n <= TERM_BY_TERM) {
        for (uint32_t x = 0; x < n; x++) sums[x] = term_by_term(count, n, x);
        return;
    }
    basis t;
    make_basis(t);
    masses all = { 0 };
    for (uint32_t d = 0; d < FIRST_STRETCH; d++) {
        all.place[all.n] = d;
        all.weight[all.n++] = count[d];
    }
    for (uint64_t a = FIRST_STRETCH; a < n; a *= 2)
        gather(t, count, (uint32_t)a, (uint32_t)MIN(2 * a, n), &all);
    sums[0] = term_by_term(count, n, 0);
    for (uint32_t x = 1; x < FIRST_STRETCH; x++) sums[x] = sum_at(&all, x);
    for (uint64_t a = FIRST_STRETCH; a < n; a *= 2)
        spread(t, &all, (uint32_t)a, (uint32_t)MIN(2 * a, n), sums);
}
