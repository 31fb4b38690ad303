#include "measure/bridge.h"
#include "measure/measures.h"

#include <math.h>

/* On how many shortest paths between two others a unit stands, each pair of units sharing one path among its
 * shortest (Freeman 1977; Brandes 2001, O(units · links)). Normalized: by the number of such pairs; NAN if
 * there is none. */
static igraph_error_t betweenness(const igraph_t *graph, const jw_rank_options *options,
                                  igraph_vector_t *scores)
{
    igraph_error_t code = jw_igraph_betweenness(graph, scores, options->directed);
    if (code || !options->normalized) return code;
    double n = (double)igraph_vcount(graph), pairs = (n - 1) * (n - 2) / (options->directed ? 1 : 2);
    for (igraph_integer_t v = 0; v < igraph_vcount(graph); v++)
        VECTOR(*scores)[v] = pairs > 0 ? VECTOR(*scores)[v] / pairs : NAN;
    return code;
}

JW_MEASURE(betweenness)
{
    return jw_run_centrality(m, options, options->directed, betweenness, scores, diags);
}
