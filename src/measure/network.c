#include "measure/network.h"

#include "model/build.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* Which link kinds count, by kind; NULL after adding a finding. */
static bool *kinds_taken(const jw_model *m, const jw_rank_options *options, jw_diags *diags)
{
    size_t n = jw_model_link_kinds(m);
    bool *taken = g_new0(bool, n + 1);
    for (size_t i = 0; i < n; i++) taken[i] = !options->links;
    for (const char *const *name = options->links; name && *name; name++) {
        int kind = jw_model_link_kind_named(m, *name);
        if (kind < 0) {
            jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR,
                                            .code = "unknown-link-kind",
                                            .found = *name,
                                            .nearest = jw_model_nearest_link_kind(m, *name) });
            g_free(taken);
            return NULL;
        }
        taken[kind] = true;
    }
    return taken;
}

bool jw_select(jw_selection *out, const jw_model *m, const jw_rank_options *options, bool directed,
               jw_diags *diags)
{
    *out = (jw_selection){ 0 };
    g_autofree bool *taken = kinds_taken(m, options, diags);
    if (!taken) return false;
    uint32_t n = (uint32_t)jw_model_unit_count(m);
    out->vertex = g_new(uint32_t, n + 1);
    for (uint32_t u = 0; u < n; u++) out->vertex[u] = jw_unit_is_eliminated(m, u) ? JW_NO_UNIT : out->n++;

    size_t n_links = jw_model_link_count(m);
    out->pairs = g_new(uint32_t, (directed ? 4 : 2) * n_links + 1);
    for (size_t l = 0; l < n_links; l++) {
        jw_link link = jw_model_link(m, l);
        uint32_t from = out->vertex[link.from], to = out->vertex[link.to];
        if (!taken[link.kind] || from == JW_NO_UNIT || to == JW_NO_UNIT) continue;
        memcpy(out->pairs + 2 * out->n_pairs++, (uint32_t[]){ from, to }, 2 * sizeof from);
        if (directed && !jw_model_link_kind(m, link.kind)->directed) /* the way back */
            memcpy(out->pairs + 2 * out->n_pairs++, (uint32_t[]){ to, from }, 2 * sizeof from);
    }
    return true;
}

void jw_selection_clear(jw_selection *s)
{
    g_free(s->vertex);
    g_free(s->pairs);
    *s = (jw_selection){ 0 };
}

void jw_selection_spread(const jw_selection *s, const jw_model *m, const double *values, double *scores)
{
    for (size_t u = 0; u < jw_model_unit_count(m); u++)
        scores[u] = s->vertex[u] == JW_NO_UNIT ? NAN : values[s->vertex[u]];
}

/* first[v + 1] of how many ends at v, step by step of `pairs`, summed up: where each vertex's share starts.
 */
static uint32_t *shares(uint32_t n, const uint32_t *pairs, size_t n_ends, size_t step)
{
    uint32_t *first = g_new0(uint32_t, (size_t)n + 2);
    for (size_t i = 0; i < n_ends; i++) first[pairs[i * step] + 1]++;
    for (uint32_t v = 0; v < n; v++) first[v + 1] += first[v];
    return first;
}

/* Both ends of every pair, or of arcs the first ones, by vertex: a counting sort, so that no comparison is
 * made. Sorting by the other end and then, in that order, by this one leaves each vertex's neighbours
 * ascending. */
static void sort_ends(jw_network *g, const uint32_t *pairs, size_t n_pairs, bool arcs)
{
    size_t step = arcs ? 2 : 1, n_ends = arcs ? n_pairs : 2 * n_pairs;
    uint32_t *next = shares(g->n, pairs, n_ends, step);
    uint32_t *start =
        arcs ? shares(g->n, pairs + 1, n_ends, step) : g_memdup2(next, ((size_t)g->n + 2) * sizeof *next);
    uint32_t *place = g_memdup2(start, ((size_t)g->n + 2) * sizeof *start);
    uint32_t *others = g_new(uint32_t, n_ends + 1);
    memcpy(g->first, next, ((size_t)g->n + 1) * sizeof *next);
    for (size_t i = 0; i < n_ends; i++) others[place[pairs[(i * step) ^ 1]]++] = pairs[i * step];
    /* `others` lists, for each `to` ascending, who is linked with it: handing `to` out in that order sorts.
     */
    for (uint32_t to = 0; to < g->n; to++)
        for (uint32_t i = start[to]; i < start[to + 1]; i++) g->to[next[others[i]]++] = to;
    g_free(next);
    g_free(start);
    g_free(place);
    g_free(others);
}

/* Of sorted neighbours, each once and none itself. */
static void drop_parallels(jw_network *g)
{
    uint32_t kept = 0;
    for (uint32_t v = 0, from = 0; v < g->n; v++) {
        uint32_t end = g->first[v + 1], start = kept;
        for (uint32_t i = from; i < end; i++)
            if (g->to[i] != v && (kept == start || g->to[kept - 1] != g->to[i])) g->to[kept++] = g->to[i];
        from = end;
        g->first[v] = start;
    }
    g->first[g->n] = kept;
}

static jw_network make_network(uint32_t n, const uint32_t *pairs, size_t n_pairs, bool arcs)
{
    if (n_pairs > UINT32_MAX / 2) g_error("more than two billion links");
    jw_network g = { n, g_new(uint32_t, (size_t)n + 1), g_new(uint32_t, (arcs ? 1 : 2) * n_pairs + 1) };
    sort_ends(&g, pairs, n_pairs, arcs);
    drop_parallels(&g);
    return g;
}

jw_network jw_network_new(uint32_t n, const uint32_t *pairs, size_t n_pairs)
{
    return make_network(n, pairs, n_pairs, false);
}

jw_network jw_network_of_arcs(uint32_t n, const uint32_t *pairs, size_t n_pairs)
{
    return make_network(n, pairs, n_pairs, true);
}

/* Marks the places of g to which an arc leads. Both lists are sorted. */
static void mark_ways(const jw_network *g, const uint32_t *pairs, size_t n_pairs, uint8_t way, uint8_t *ways)
{
    jw_network arcs = jw_network_of_arcs(g->n, pairs, n_pairs);
    for (uint32_t v = 0; v < g->n; v++) {
        uint32_t at = g->first[v];
        for (uint32_t i = arcs.first[v]; i < arcs.first[v + 1]; i++) {
            while (g->to[at] != arcs.to[i]) at++;
            ways[at] |= way;
        }
    }
    jw_network_clear(&arcs);
}

uint8_t *jw_network_ways(const jw_network *g, const uint32_t *pairs, size_t n_pairs)
{
    uint8_t *ways = g_new0(uint8_t, (size_t)g->first[g->n] + 1);
    uint32_t *turned = g_new(uint32_t, 2 * n_pairs + 1);
    for (size_t i = 0; i < 2 * n_pairs; i++) turned[i] = pairs[i ^ 1];
    mark_ways(g, pairs, n_pairs, JW_FORTH, ways);
    mark_ways(g, turned, n_pairs, JW_BACK, ways);
    g_free(turned);
    return ways;
}

void jw_network_clear(jw_network *g)
{
    g_free(g->first);
    g_free(g->to);
    *g = (jw_network){ 0 };
}

bool jw_run_on_network(const jw_model *m, const jw_rank_options *options, jw_network_measure *measure,
                       double *scores, jw_diags *diags)
{
    jw_selection s;
    if (!jw_select(&s, m, options, false, diags)) return false;
    jw_network g = jw_network_new(s.n, s.pairs, s.n_pairs);
    double *values = g_new(double, (size_t)s.n + 1);
    measure(&g, options->normalized, values);
    jw_selection_spread(&s, m, values, scores);
    g_free(values);
    jw_network_clear(&g);
    jw_selection_clear(&s);
    return true;
}
