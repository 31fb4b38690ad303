/* Hubs and authorities (Kleinberg 1999): a good hub points to good authorities, a good authority is pointed
 * to by good hubs; the largest score of each is 1. The pair is the leading vector of the graph in which each
 * unit stands twice, once as what points and once as what is pointed to; there ties are decided as for the
 * eigenvector. */
#include "measure/leading.h"
#include "measure/measures.h"

#include <glib.h>

/* Arc u → v becomes the edge {u, n + v}. */
static igraph_error_t double_graph(const igraph_t *graph, igraph_t *out)
{
    uint32_t n = (uint32_t)igraph_vcount(graph), n_arcs = (uint32_t)igraph_ecount(graph);
    uint32_t *pairs = g_new(uint32_t, 2 * (size_t)n_arcs + 1);
    for (uint32_t e = 0; e < n_arcs; e++) {
        pairs[2 * (size_t)e] = (uint32_t)IGRAPH_FROM(graph, e);
        pairs[2 * (size_t)e + 1] = n + (uint32_t)IGRAPH_TO(graph, e);
    }
    igraph_error_t code = jw_igraph_create(out, 2 * n, pairs, n_arcs, false, false);
    g_free(pairs);
    return code;
}

/* side 0: hubs; 1: authorities. */
static igraph_error_t one_side(const igraph_t *graph, int side, igraph_vector_t *scores)
{
    igraph_integer_t n = igraph_vcount(graph);
    igraph_vector_t both;
    igraph_error_t code = igraph_vector_init(&both, 2 * n);
    if (code) return code;
    igraph_t doubled;
    code = double_graph(graph, &doubled);
    if (!code) {
        code = jw_leading_vector(&doubled, n, &both);
        igraph_destroy(&doubled);
    }
    for (igraph_integer_t v = 0; !code && v < n; v++) VECTOR(*scores)[v] = VECTOR(both)[side * n + v];
    if (!code) jw_scale_to_one(VECTOR(*scores), n);
    igraph_vector_destroy(&both);
    return code;
}

static igraph_error_t hub(const igraph_t *graph, const jw_rank_options *options, igraph_vector_t *scores)
{
    (void)options;
    return one_side(graph, 0, scores);
}

static igraph_error_t authority(const igraph_t *graph, const jw_rank_options *options,
                                igraph_vector_t *scores)
{
    (void)options;
    return one_side(graph, 1, scores);
}

JW_MEASURE(hub)
{
    return jw_run_centrality(m, options, true, hub, scores, diags);
}

JW_MEASURE(authority)
{
    return jw_run_centrality(m, options, true, authority, scores, diags);
}
