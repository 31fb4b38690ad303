#include "measure/leading.h"
#include "measure/measures.h"

/* ARPACK gives up on a few graphs, some for the start vector alone, which igraph disturbs at random: another
 * one, as repeatable, gets there. The rest have several circles of equal weight, and no unique vector: they
 * are an error. */
static igraph_error_t directed_eigenvector(const igraph_t *graph, igraph_vector_t *scores)
{
    enum { MOST_TRIES = 20 };
    igraph_error_t code = IGRAPH_SUCCESS;
    for (unsigned seed = 1; seed <= MOST_TRIES; seed++) {
        igraph_rng_seed(igraph_rng_default(), seed);
        code = jw_igraph_eigenvector(graph, scores, NULL, true, NULL);
        if (!code) break;
    }
    return code;
}

/* A unit is as important as the units that it is linked with (Bonacich 1972); the largest score is 1.
 * Directed: as those that point to it; then all scores are 0 unless there is a circle. */
static igraph_error_t eigenvector(const igraph_t *graph, const jw_rank_options *options,
                                  igraph_vector_t *scores)
{
    if (options->directed) return directed_eigenvector(graph, scores);
    igraph_error_t code = jw_leading_vector(graph, 0, scores);
    if (!code) jw_scale_to_one(VECTOR(*scores), igraph_vcount(graph));
    return code;
}

JW_MEASURE(eigenvector)
{
    return jw_run_centrality(m, options, options->directed, eigenvector, scores, diags);
}
