#include "measure/bridge.h"
#include "measure/distances.h"
#include "measure/measures.h"

#include <glib.h>
#include <math.h>

/* 1 / the sum of distances to the units of the same component (directed: to those that can be reached,
 * outward); normalized: 1 / their mean. NAN for a unit that reaches no other. Directed, igraph counts;
 * undirected, all walks go at once (distances.h). */

static igraph_error_t by_igraph(const igraph_t *graph, const jw_rank_options *options,
                                igraph_vector_t *scores)
{
    return igraph_closeness(graph, scores, NULL, NULL, igraph_vss_all(), IGRAPH_OUT, NULL,
                            options->normalized);
}

void jw_network_closeness(const jw_network *g, bool normalized, double *values)
{
    uint32_t *others = g_new(uint32_t, (size_t)g->n + 1);
    jw_distance_sums(g, JW_DISTANCES, values, others);
    for (uint32_t v = 0; v < g->n; v++)
        values[v] = others[v] ? (normalized ? others[v] : 1) / values[v] : NAN;
    g_free(others);
}

JW_MEASURE(closeness)
{
    return options->directed ? jw_run_centrality(m, options, true, by_igraph, scores, diags)
                             : jw_run_on_network(m, options, jw_network_closeness, scores, diags);
}
