#include "measure/bridge.h"
#include "measure/measures.h"

#include <math.h>

/* The sum of 1 / distance to every other unit, 0 for one that cannot be reached (directed: outward); unlike
 * closeness it compares units of different components. Normalized: the mean over the others; NAN if there is
 * none. */
static igraph_error_t harmonic(const igraph_t *graph, const jw_rank_options *options, igraph_vector_t *scores)
{
    igraph_error_t code = igraph_harmonic_centrality(
        graph, scores, igraph_vss_all(), options->directed ? IGRAPH_OUT : IGRAPH_ALL, NULL, false);
    double others = (double)igraph_vcount(graph) - 1;
    for (igraph_integer_t v = 0; !code && options->normalized && v < igraph_vcount(graph); v++)
        VECTOR(*scores)[v] = others > 0 ? VECTOR(*scores)[v] / others : NAN;
    return code;
}

JW_MEASURE(harmonic)
{
    return jw_run_centrality(m, options, options->directed, harmonic, scores, diags);
}
