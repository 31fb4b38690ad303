#include "measure/bridge.h"
#include "measure/measures.h"

/* The largest k for which the unit is in a part of the network where each has k links within that part
 * (Batagelj and Zaversnik 2003, O(links)). Directed: arcs in and out both count, so a link both ways counts
 * twice. */
static igraph_error_t coreness(const igraph_t *graph, const jw_rank_options *options, igraph_vector_t *scores)
{
    (void)options;
    igraph_vector_int_t cores;
    igraph_error_t code = igraph_vector_int_init(&cores, 0);
    if (code) return code;
    code = igraph_coreness(graph, &cores, IGRAPH_ALL);
    for (igraph_integer_t v = 0; !code && v < igraph_vcount(graph); v++)
        VECTOR(*scores)[v] = (double)VECTOR(cores)[v];
    igraph_vector_int_destroy(&cores);
    return code;
}

JW_MEASURE(coreness)
{
    return jw_run_centrality(m, options, options->directed, coreness, scores, diags);
}
