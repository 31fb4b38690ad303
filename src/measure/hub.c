/* Hubs and authorities (Kleinberg 1999): a good hub points to good authorities, a good authority is pointed
 * to by good hubs; the largest score of each is 1. The pair is the leading vector of the graph in which each
 * unit stands twice, once as what points and once as what is pointed to; there ties are decided as for the
 * eigenvector. */
#include "measure/leading.h"
#include "measure/measures.h"

#include <glib.h>

/* side 0: hubs; 1: authorities. Arc u → v becomes the link between u and n + v. */
static igraph_error_t one_side(const jw_selection *s, int side, double *values)
{
    uint32_t *pairs = g_memdup2(s->pairs, (2 * s->n_pairs + 1) * sizeof *pairs);
    double *both = g_new(double, 2 * (size_t)s->n + 1);
    for (size_t i = 1; i < 2 * s->n_pairs; i += 2) pairs[i] += s->n;
    igraph_error_t code = jw_leading_vector(2 * s->n, pairs, s->n_pairs, s->n, both);
    for (uint32_t v = 0; !code && v < s->n; v++) values[v] = both[(size_t)side * s->n + v];
    if (!code) jw_scale_to_one(values, s->n);
    g_free(pairs);
    g_free(both);
    return code;
}

static igraph_error_t hub(const jw_selection *s, const jw_rank_options *options, double *values)
{
    (void)options;
    return one_side(s, 0, values);
}

static igraph_error_t authority(const jw_selection *s, const jw_rank_options *options, double *values)
{
    (void)options;
    return one_side(s, 1, values);
}

JW_MEASURE(hub)
{
    return jw_run_on_selection(m, options, true, hub, scores, diags);
}

JW_MEASURE(authority)
{
    return jw_run_on_selection(m, options, true, authority, scores, diags);
}
