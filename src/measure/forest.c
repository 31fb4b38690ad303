#include "measure/forest.h"

#include <glib.h>

uint32_t *jw_forest_roots(const jw_network *g, uint32_t *n_roots)
{
    uint32_t n_links = g->first[g->n] / 2;
    *n_roots = 0;
    if (n_links && n_links >= g->n) return NULL;
    uint32_t *roots = g_new(uint32_t, (size_t)g->n + 1), *met = g_new(uint32_t, (size_t)g->n + 1), n_met = 0;
    bool *seen = g_new0(bool, (size_t)g->n + 1);
    for (uint32_t root = 0; root < g->n; root++) {
        if (seen[root]) continue;
        roots[(*n_roots)++] = root;
        seen[root] = true;
        uint32_t at = n_met;
        for (met[n_met++] = root; at < n_met; at++)
            for (uint32_t l = g->first[met[at]]; l < g->first[met[at] + 1]; l++) {
                if (seen[g->to[l]]) continue;
                seen[g->to[l]] = true;
                met[n_met++] = g->to[l];
            }
    }
    g_free(met);
    g_free(seen);
    if (n_links == g->n - *n_roots) return roots;
    g_free(roots);
    return NULL;
}

bool jw_run_directed(const jw_model *m, const jw_rank_options *options, jw_forest_measure *on_forest,
                     jw_centrality *otherwise, double *scores, jw_diags *diags)
{
    jw_selection s;
    if (!jw_select(&s, m, options, true, diags)) return false;
    jw_network g = jw_network_new(s.n, s.pairs, s.n_pairs);
    uint32_t n_roots, *roots = jw_forest_roots(&g, &n_roots);
    if (roots) {
        uint8_t *ways = jw_network_ways(&g, s.pairs, s.n_pairs);
        double *values = g_new(double, (size_t)s.n + 1);
        on_forest(&g, ways, roots, n_roots, options->normalized, values);
        jw_selection_spread(&s, m, values, scores);
        g_free(values);
        g_free(ways);
    }
    jw_network_clear(&g);
    jw_selection_clear(&s);
    if (!roots) return jw_run_centrality(m, options, true, otherwise, scores, diags);
    g_free(roots);
    return true;
}
