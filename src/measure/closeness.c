#include "measure/forest.h"
#include "measure/measures.h"
#include "measure/tree_distances.h"

#include <glib.h>
#include <math.h>

/* 1 / the sum of distances to the units of the same component (directed: to those that can be reached,
 * outward); normalized: 1 / their mean. NAN for a unit that reaches no other. Directed, igraph counts,
 * but on a forest; undirected, all walks go at once (distances.h). */

static igraph_error_t by_igraph(const igraph_t *graph, const jw_rank_options *options,
                                igraph_vector_t *scores)
{
    return igraph_closeness(graph, scores, NULL, NULL, igraph_vss_all(), IGRAPH_OUT, NULL,
                            options->normalized);
}

/* values: sums of distances, and then what they mean. */
static void invert(double *values, const uint32_t *others, uint32_t n, bool normalized)
{
    for (uint32_t v = 0; v < n; v++) values[v] = others[v] ? (normalized ? others[v] : 1) / values[v] : NAN;
}

static void on_forest(const jw_network *g, const uint8_t *ways, const uint32_t *roots, uint32_t n_roots,
                      bool normalized, double *values)
{
    uint32_t *others = g_new(uint32_t, (size_t)g->n + 1);
    jw_tree_distance_sums(g, ways, roots, n_roots, JW_DISTANCES, values, others);
    invert(values, others, g->n, normalized);
    g_free(others);
}

void jw_network_closeness(const jw_network *g, bool normalized, double *values)
{
    uint32_t *others = g_new(uint32_t, (size_t)g->n + 1);
    jw_distance_sums(g, JW_DISTANCES, values, others);
    invert(values, others, g->n, normalized);
    g_free(others);
}

JW_MEASURE(closeness)
{
    return options->directed ? jw_run_directed(m, options, on_forest, by_igraph, scores, diags)
                             : jw_run_on_network(m, options, jw_network_closeness, scores, diags);
}
