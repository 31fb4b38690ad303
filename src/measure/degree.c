#include "measure/bridge.h"
#include "measure/measures.h"

#include <math.h>

/* How many units a unit is linked with; directed: how many arcs leave and enter. Normalized: by the n − 1
 * others. */
static igraph_error_t degree(const igraph_t *graph, const jw_rank_options *options, igraph_vector_t *scores)
{
    igraph_vector_int_t degrees;
    igraph_error_t code = igraph_vector_int_init(&degrees, 0);
    if (code) return code;
    code = igraph_degree(graph, &degrees, igraph_vss_all(), IGRAPH_ALL, IGRAPH_NO_LOOPS);
    double others = (double)igraph_vcount(graph) - 1;
    for (igraph_integer_t v = 0; !code && v < igraph_vcount(graph); v++) {
        double links = (double)VECTOR(degrees)[v];
        VECTOR(*scores)[v] = !options->normalized ? links : others > 0 ? links / others : NAN;
    }
    igraph_vector_int_destroy(&degrees);
    return code;
}

JW_MEASURE(degree)
{
    return jw_run_centrality(m, options, options->directed, degree, scores, diags);
}
