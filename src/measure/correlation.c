#include "jingwei/rank.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

typedef struct {
    double a, b;
} pair;

/* Sorting. */

static int compare_numbers(double x, double y)
{
    return (x > y) - (x < y);
}

static int by_a_then_b(const void *x, const void *y)
{
    const pair *p = x, *q = y;
    int order = compare_numbers(p->a, q->a);
    return order ? order : compare_numbers(p->b, q->b);
}

static int by_b(const void *x, const void *y)
{
    return compare_numbers(((const pair *)x)->b, ((const pair *)y)->b);
}

static pair *pairs_of(const double *a, const double *b, size_t n, size_t *n_pairs)
{
    pair *pairs = g_new(pair, n + 1);
    *n_pairs = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(a[i]) && !isnan(b[i])) pairs[(*n_pairs)++] = (pair){ a[i], b[i] };
    return pairs;
}

static double value_of(const pair *p, bool of_b)
{
    return of_b ? p->b : p->a;
}

/* Whole numbers, and few enough to be counted: degrees, depths, places. */
static bool are_countable(const pair *pairs, size_t n, bool of_b)
{
    for (size_t i = 0; i < n; i++) {
        double value = value_of(&pairs[i], of_b);
        if (!(value >= 0 && value <= (double)n) || value != floor(value)) return false;
    }
    return true;
}

/* Of values that are countable; what is equal stays in order. */
static void count_sort(pair *pairs, pair *spare, size_t n, bool of_b)
{
    uint32_t *place = g_new0(uint32_t, n + 2);
    for (size_t i = 0; i < n; i++) place[(size_t)value_of(&pairs[i], of_b) + 1]++;
    for (size_t value = 0; value <= n; value++) place[value + 1] += place[value];
    for (size_t i = 0; i < n; i++) spare[place[(size_t)value_of(&pairs[i], of_b)]++] = pairs[i];
    for (size_t i = 0; i < n; i++) pairs[i] = spare[i];
    g_free(place);
}

static void sort_by_a_then_b(pair *pairs, pair *spare, size_t n)
{
    if (!are_countable(pairs, n, false) || !are_countable(pairs, n, true)) {
        qsort(pairs, n, sizeof *pairs, by_a_then_b);
        return;
    }
    count_sort(pairs, spare, n, true);
    count_sort(pairs, spare, n, false);
}

static void sort_by_b(pair *pairs, pair *spare, size_t n)
{
    if (are_countable(pairs, n, true))
        count_sort(pairs, spare, n, true);
    else
        qsort(pairs, n, sizeof *pairs, by_b);
}

/* Spearman. */

/* Of sorted pairs: puts ranks, 1 … n and the mean of them for ties, in the place of a (or b). */
static void put_ranks(pair *pairs, size_t n, bool of_b)
{
    for (size_t i = 0, j; i < n; i = j) {
        double value = value_of(&pairs[i], of_b);
        for (j = i; j < n && value_of(&pairs[j], of_b) == value; j++) {}
        for (size_t k = i; k < j; k++) *(of_b ? &pairs[k].b : &pairs[k].a) = (double)(i + j + 1) / 2;
    }
}

double jw_spearman(const double *a, const double *b, size_t n)
{
    size_t kept;
    g_autofree pair *pairs = pairs_of(a, b, n, &kept), *spare = g_new(pair, kept + 1);
    sort_by_a_then_b(pairs, spare, kept);
    put_ranks(pairs, kept, false);
    sort_by_b(pairs, spare, kept);
    put_ranks(pairs, kept, true);
    double mean = ((double)kept + 1) / 2, ab = 0, aa = 0, bb = 0;
    for (size_t i = 0; i < kept; i++) {
        double x = pairs[i].a - mean, y = pairs[i].b - mean;
        ab += x * y;
        aa += x * x;
        bb += y * y;
    }
    return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : NAN;
}

/* Kendall. */

/* Sorts by b with merging, and counts how many pairs of neighbours that takes: those that a and b order
 * differently. */
static double sort_and_count(pair *pairs, pair *spare, size_t n)
{
    if (n < 2) return 0;
    size_t half = n / 2, i = 0, j = half, k = 0;
    double swaps = sort_and_count(pairs, spare, half) + sort_and_count(pairs + half, spare, n - half);
    while (i < half || j < n) {
        bool from_right = i == half || (j < n && pairs[j].b < pairs[i].b);
        if (from_right) swaps += (double)(half - i);
        spare[k++] = pairs[from_right ? j++ : i++];
    }
    for (k = 0; k < n; k++) pairs[k] = spare[k];
    return swaps;
}

/* How many pairs of the sorted pairs are tied: in a (which = 0), in b (1), in both (2). */
static double count_ties(const pair *pairs, size_t n, int which)
{
    double ties = 0, run = 0;
    for (size_t i = 1; i < n; i++) {
        bool same_a = pairs[i].a == pairs[i - 1].a, same_b = pairs[i].b == pairs[i - 1].b;
        run = (which == 0 ? same_a : which == 1 ? same_b : same_a && same_b) ? run + 1 : 0;
        ties += run;
    }
    return ties;
}

/* Knight, “A computer method for calculating Kendall's tau with ungrouped data”, JASA 61, 1966. */
double jw_kendall(const double *a, const double *b, size_t n)
{
    size_t kept;
    g_autofree pair *pairs = pairs_of(a, b, n, &kept), *spare = g_new(pair, kept + 1);
    sort_by_a_then_b(pairs, spare, kept);
    double all = (double)kept * ((double)kept - 1) / 2;
    double tied_a = count_ties(pairs, kept, 0), tied_both = count_ties(pairs, kept, 2);
    double swaps = sort_and_count(pairs, spare, kept), tied_b = count_ties(pairs, kept, 1);
    double untied_a = all - tied_a, untied_b = all - tied_b;
    if (!(untied_a > 0) || !(untied_b > 0)) return NAN;
    return (all - tied_a - tied_b + tied_both - 2 * swaps) / sqrt(untied_a * untied_b);
}
