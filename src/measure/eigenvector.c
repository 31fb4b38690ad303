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

static igraph_error_t directed(const igraph_t *graph, const jw_rank_options *options, igraph_vector_t *scores)
{
    (void)options;
    return directed_eigenvector(graph, scores);
}

static igraph_error_t undirected(const jw_selection *s, const jw_rank_options *options, double *values)
{
    (void)options;
    igraph_error_t code = jw_leading_vector(s->n, s->pairs, s->n_pairs, 0, values);
    if (!code) jw_scale_to_one(values, s->n);
    return code;
}

JW_MEASURE(eigenvector)
{
    return options->directed ? jw_run_centrality(m, options, true, directed, scores, diags)
                             : jw_run_on_selection(m, options, false, undirected, scores, diags);
}
