#include "measure/bridge.h"
#include "measure/measures.h"

#include <glib.h>

/* The share of time that a walk spends at a unit, which follows links at random and starts anew anywhere with
 * probability 0.15 (Brin and Page 1998), and also where no link leads on. The scores sum to 1, so they are
 * normalized as they are. Walked on the bundled network: the walk starts anew at a bundle as often as at all
 * its members. */
static igraph_error_t of_bundles(const jw_bundled *b, bool directed, double *values)
{
    jw_igraph_bundled g;
    igraph_vector_t found;
    igraph_error_t code = jw_igraph_bundled_create(&g, b, directed);
    if (code) return code;
    bool plain = b->n == b->n_kept;
    code = igraph_vector_init(&found, 0);
    if (!code) {
        code = jw_igraph_pagerank(&g.graph, &found, directed, 0.85, plain ? NULL : &g.members,
                                  plain ? NULL : &g.weights);
        for (uint32_t v = 0; !code && v < b->n; v++) values[v] = VECTOR(found)[v] / b->members[v];
        igraph_vector_destroy(&found);
    }
    jw_igraph_bundled_destroy(&g);
    return code;
}

static igraph_error_t pagerank(const jw_selection *s, const jw_rank_options *options, double *values)
{
    if (!s->n) return IGRAPH_SUCCESS;
    jw_bundled b = jw_bundle(s->n, s->pairs, s->n_pairs, options->directed);
    double *of_bundle = g_new(double, (size_t)b.n + 1);
    igraph_error_t code = of_bundles(&b, options->directed, of_bundle);
    for (uint32_t v = 0; !code && v < s->n; v++) values[v] = of_bundle[b.of[v]];
    g_free(of_bundle);
    jw_bundled_clear(&b);
    return code;
}

JW_MEASURE(pagerank)
{
    return jw_run_on_selection(m, options, options->directed, pagerank, scores, diags);
}
