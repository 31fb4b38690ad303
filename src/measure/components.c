#include "measure/components.h"

#include "measure/bridge.h"

#include <glib.h>
#include <math.h>

/* The number of its part is each unit's score. */
static igraph_error_t membership(const igraph_t *graph, const jw_rank_options *options,
                                 igraph_vector_t *scores)
{
    (void)options;
    igraph_vector_int_t parts;
    igraph_error_t code = igraph_vector_int_init(&parts, 0);
    if (code) return code;
    code = igraph_connected_components(graph, &parts, NULL, NULL, IGRAPH_WEAK);
    for (igraph_integer_t v = 0; !code && v < igraph_vcount(graph); v++)
        VECTOR(*scores)[v] = (double)VECTOR(parts)[v];
    igraph_vector_int_destroy(&parts);
    return code;
}

bool jw_components(const jw_model *m, double *parts, jw_diags *diags)
{
    static const jw_rank_options plain = { 0 };
    size_t n = jw_model_unit_count(m);
    g_autofree double *part = g_new(double, n + 1);
    if (!jw_run_centrality(m, &plain, false, membership, part, diags)) return false;
    *parts = 0;
    for (size_t u = 0; u < n; u++) *parts = fmax(*parts, part[u] + 1); /* NAN is no more than any */
    return true;
}
