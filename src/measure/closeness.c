#include "measure/bridge.h"
#include "measure/measures.h"

/* 1 / the sum of distances to the units of the same component (directed: to those that can be reached,
 * outward); normalized: 1 / their mean. NAN for a unit that reaches no other. */
static igraph_error_t closeness(const igraph_t *graph, const jw_rank_options *options,
                                igraph_vector_t *scores)
{
    return igraph_closeness(graph, scores, NULL, NULL, igraph_vss_all(),
                            options->directed ? IGRAPH_OUT : IGRAPH_ALL, NULL, options->normalized);
}

JW_MEASURE(closeness)
{
    return jw_run_centrality(m, options, options->directed, closeness, scores, diags);
}
