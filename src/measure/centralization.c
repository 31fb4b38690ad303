#include "measure/measures.h"

#include <glib.h>
#include <math.h>

/* What the differences to the largest score add up to in a star of n units. Its middle is next to all, the
 * others are two links apart. Freeman, “Centrality in social networks: conceptual clarification”, Social
 * Networks 1, 1978; of harmonic in the same way. closeness: normalized. */
static double of_star(const jw_measure *measure, double n)
{
    if (measure->run == jw_measure_degree) return (n - 1) * (n - 2);
    if (measure->run == jw_measure_betweenness) return (n - 1) * ((n - 1) * (n - 2) / 2);
    if (measure->run == jw_measure_closeness) return (n - 1) * (n - 2) / (2 * n - 3);
    if (measure->run == jw_measure_harmonic) return (n - 1) * ((n - 2) / 2);
    return NAN;
}

/* By how much `normalized` has divided the scores; closeness is brought to the normalized form instead. */
static double scale(const jw_measure *measure, const jw_rank_options *options, double n)
{
    if (measure->run == jw_measure_closeness) return options->normalized ? 1 : n - 1;
    if (!options->normalized) return 1;
    return measure->run == jw_measure_betweenness ? (n - 1) * (n - 2) / 2 : n - 1;
}

/* Whether the network is one component. */
static bool is_connected(const jw_model *m, const jw_rank_options *options)
{
    jw_selection s;
    if (!jw_select(&s, m, options, false, NULL)) return false;
    uint32_t *of = g_new(uint32_t, (size_t)s.n + 1), parts = s.n;
    for (uint32_t v = 0; v < s.n; v++) of[v] = v;
    for (size_t i = 0; i < 2 * s.n_pairs; i += 2) { /* union and find, halving the way to the top */
        uint32_t a = s.pairs[i], b = s.pairs[i + 1];
        while (of[a] != a) a = of[a] = of[of[a]];
        while (of[b] != b) b = of[b] = of[of[b]];
        parts -= a != b;
        of[MAX(a, b)] = MIN(a, b);
    }
    g_free(of);
    jw_selection_clear(&s);
    return parts == 1;
}

double jw_centralization(const jw_model *m, const jw_measure *measure, const jw_rank_options *options,
                         const double *scores)
{
    double n = 0, largest = -INFINITY, sum = 0;
    size_t n_units = jw_model_unit_count(m);
    if (options->directed || isnan(of_star(measure, 3))) return NAN;
    for (size_t u = 0; u < n_units; u++) {
        n += !jw_unit_is_eliminated(m, (uint32_t)u);
        if (scores[u] > largest) largest = scores[u];
    }
    if (n < 3 || (measure->run == jw_measure_closeness && !is_connected(m, options))) return NAN;
    for (size_t u = 0; u < n_units; u++)
        if (!isnan(scores[u])) sum += largest - scores[u];
    return sum * scale(measure, options, n) / of_star(measure, n);
}
