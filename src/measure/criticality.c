#include "measure/bridge.h"
#include "measure/dominators.h"
#include "measure/measures.h"
#include "measure/population.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The graph of reach, as pairs: a vertex a unit, and after them the super-root that leads every root. */
typedef struct {
    GArray *pairs;
    uint32_t from;
} arcs;

static void add_arc(void *context, uint32_t to)
{
    arcs *a = context;
    uint32_t pair[] = { a->from, to };
    g_array_append_vals(a->pairs, pair, 2);
}

/* Only arcs between units that are reached: eliminated units, and what hangs by them alone, are left out. */
static GArray *arcs_of(const jw_model *m, const uint32_t *levels)
{
    uint32_t n = (uint32_t)jw_model_unit_count(m);
    GArray *pairs = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    arcs a = { pairs, 0 };
    jw_walk walk = jw_walk_new(m, jw_way_of_reach);
    for (; a.from < n; a.from++)
        if (levels[a.from] != JW_NOT_MET) jw_walk_from(&walk, a.from, add_arc, &a);
    jw_walk_clear(&walk);
    for (uint32_t u = 0; u < n; u++)
        if (levels[u] == 0) add_arc(&a, u); /* a.from is the super-root now */
    guint kept = 0;
    uint32_t *data = (uint32_t *)(void *)pairs->data;
    for (guint i = 0; i < pairs->len; i += 2)
        if (levels[data[i + 1]] != JW_NOT_MET) {
            memmove(data + kept, data + i, 2 * sizeof *data);
            kept += 2;
        }
    g_array_set_size(pairs, kept);
    return pairs;
}

/* The immediate dominator of each vertex of the bundled graph, below a source. */
static igraph_error_t find_dominators(const jw_bundled *b, uint32_t source, igraph_vector_int_t *above)
{
    igraph_t graph;
    igraph_error_t code = jw_igraph_create(&graph, b->n, b->pairs, b->n_pairs, true, false);
    if (code) return code;
    code = igraph_dominator_tree(&graph, source, above, NULL, NULL, IGRAPH_OUT);
    igraph_destroy(&graph);
    return code;
}

/* By vertex of the bundled graph, a unit that it stands for. What dominates another stands for one alone: a
 * member of a bundle, all of whose arcs are with one vertex, comes between that vertex and nothing. */
static uint32_t *units_behind(const jw_bundled *b, uint32_t n)
{
    uint32_t *unit = g_new(uint32_t, (size_t)b->n + 1);
    for (uint32_t u = 0; u <= n; u++) unit[b->of[u]] = u;
    return unit;
}

bool jw_dominators(const jw_model *m, const uint32_t *levels, uint32_t *above, jw_diags *diags)
{
    uint32_t n = (uint32_t)jw_model_unit_count(m);
    GArray *pairs = arcs_of(m, levels);
    jw_bundled b = jw_bundle(n + 1, (const uint32_t *)(void *)pairs->data, pairs->len / 2, true);
    g_array_free(pairs, TRUE);
    jw_igraph_begin();
    igraph_vector_int_t found;
    igraph_error_t code = igraph_vector_int_init(&found, 0);
    if (!code) {
        code = find_dominators(&b, b.of[n], &found);
        uint32_t *unit = units_behind(&b, n);
        for (uint32_t u = 0; !code && u < n; u++) {
            igraph_integer_t of = VECTOR(found)[b.of[u]];
            above[u] = of >= 0 ? unit[of] : n;
        }
        g_free(unit);
        igraph_vector_int_destroy(&found);
    }
    jw_bundled_clear(&b);
    return jw_igraph_end(code, diags);
}

/* The units that are reached, nearest the roots first. */
static uint32_t *by_level(const uint32_t *levels, uint32_t n, uint32_t *n_reached)
{
    uint32_t *start = g_new0(uint32_t, n + 2), *order = g_new(uint32_t, n + 1);
    for (uint32_t u = 0; u < n; u++)
        if (levels[u] != JW_NOT_MET) start[levels[u] + 1]++;
    for (uint32_t level = 0; level <= n; level++) start[level + 1] += start[level];
    *n_reached = start[n + 1];
    for (uint32_t u = 0; u < n; u++)
        if (levels[u] != JW_NOT_MET) order[start[levels[u]]++] = u;
    g_free(start);
    return order;
}

/* How many other targets of the population, by count, lose every path from the roots when a unit goes: those
 * below it in the tree of dominators. 0 for a unit that is not reached. */
JW_MEASURE(criticality)
{
    (void)options;
    g_autofree bool *population = jw_population(m, diags);
    if (!population) return false;
    uint32_t n = (uint32_t)jw_model_unit_count(m), n_reached;
    g_autofree uint32_t *levels = jw_levels(m, jw_way_of_reach), *above = g_new(uint32_t, n + 1);
    if (!jw_dominators(m, levels, above, diags)) return false;
    for (uint32_t u = 0; u < n; u++) scores[u] = jw_unit_is_eliminated(m, u) ? NAN : 0;
    /* A dominator is nearer the roots than what it dominates: from the far end, each sum is whole when it is
     * passed on. */
    g_autofree uint32_t *order = by_level(levels, n, &n_reached);
    for (uint32_t i = n_reached; i--;) {
        uint32_t u = order[i];
        if (above[u] < n) scores[above[u]] += scores[u] + (population[u] ? jw_unit_count(m, u) : 0);
    }
    return true;
}
