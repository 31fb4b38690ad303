#include "measure/leading.h"
#include "measure/measures.h"

/* A unit is as important as the units that it is linked with (Bonacich 1972); the largest score is 1. Directed: as
 * those that point to it; then all scores are 0 unless there is a circle. */
static igraph_error_t eigenvector(const igraph_t *graph, const jw_rank_options *options, igraph_vector_t *scores)
{
    if (options->directed)
        return jw_igraph_eigenvector(graph, scores, NULL, true);
    igraph_error_t code = jw_leading_vector(graph, 0, scores);
    if (!code)
        jw_scale_to_one(VECTOR(*scores), igraph_vcount(graph));
    return code;
}

JW_MEASURE(eigenvector)
{
    return jw_run_centrality(m, options, options->directed, eigenvector, scores, diags);
}
