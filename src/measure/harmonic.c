#include "measure/forest.h"
#include "measure/measures.h"
#include "measure/tree_distances.h"

#include <glib.h>
#include <math.h>

/* The sum of 1 / distance to every other unit, 0 for one that cannot be reached (directed: outward); unlike
 * closeness it compares units of different components. Normalized: the mean over the others; NAN if there is
 * none. Directed, igraph counts (a walk from every unit), but on a forest; undirected, all walks at once
 * (distances.h). */

static void normalize(double *values, double n)
{
    for (double *v = values; v < values + (size_t)n; v++) *v = n > 1 ? *v / (n - 1) : NAN;
}

static igraph_error_t by_igraph(const igraph_t *graph, const jw_rank_options *options,
                                igraph_vector_t *scores)
{
    igraph_error_t code =
        igraph_harmonic_centrality(graph, scores, igraph_vss_all(), IGRAPH_OUT, NULL, false);
    if (!code && options->normalized) normalize(VECTOR(*scores), (double)igraph_vcount(graph));
    return code;
}

static void on_forest(const jw_network *g, const uint8_t *ways, const uint32_t *roots, uint32_t n_roots,
                      bool normalized, double *values)
{
    uint32_t *others = g_new(uint32_t, (size_t)g->n + 1);
    jw_tree_distance_sums(g, ways, roots, n_roots, JW_INVERSES, values, others);
    if (normalized) normalize(values, g->n);
    g_free(others);
}

void jw_network_harmonic(const jw_network *g, bool normalized, double *values)
{
    uint32_t *others = g_new(uint32_t, (size_t)g->n + 1);
    jw_distance_sums(g, JW_INVERSES, values, others);
    if (normalized) normalize(values, g->n);
    g_free(others);
}

JW_MEASURE(harmonic)
{
    return options->directed ? jw_run_directed(m, options, on_forest, by_igraph, scores, diags)
                             : jw_run_on_network(m, options, jw_network_harmonic, scores, diags);
}
