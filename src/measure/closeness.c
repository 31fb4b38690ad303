#include "measure/bridge.h"
#include "measure/distances.h"
#include "measure/measures.h"

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

static double sum(const uint32_t *count, uint32_t most, double *others)
{
    double distances = 0;
    *others = 0;
    for (uint32_t d = 1; d <= most; d++) {
        distances += (double)count[d] * d;
        *others += count[d];
    }
    return distances;
}

static double inverse_of_sum(const uint32_t *count, uint32_t most)
{
    double others, distances = sum(count, most, &others);
    return others > 0 ? 1 / distances : NAN;
}

static double inverse_of_mean(const uint32_t *count, uint32_t most)
{
    double others, distances = sum(count, most, &others);
    return others > 0 ? others / distances : NAN;
}

void jw_network_closeness(const jw_network *g, bool normalized, double *values)
{
    jw_distances(g, normalized ? inverse_of_mean : inverse_of_sum, values);
}

JW_MEASURE(closeness)
{
    return options->directed ? jw_run_centrality(m, options, true, by_igraph, scores, diags)
                             : jw_run_on_network(m, options, jw_network_closeness, scores, diags);
}
