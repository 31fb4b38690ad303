#include "measure/bridge.h"
#include "measure/measures.h"

/* The share of time that a walk spends at a unit, which follows links at random and starts anew anywhere with
 * probability 0.15 (Brin and Page 1998). The scores sum to 1, so they are normalized as they are. */
static igraph_error_t pagerank(const igraph_t *graph, const jw_rank_options *options, igraph_vector_t *scores)
{
    return igraph_vcount(graph) ? jw_igraph_pagerank(graph, scores, options->directed, 0.85) : IGRAPH_SUCCESS;
}

JW_MEASURE(pagerank)
{
    return jw_run_centrality(m, options, options->directed, pagerank, scores, diags);
}
