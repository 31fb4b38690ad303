/* Whom the loss of a unit cuts off: the units behind the number that criticality, articulation or bridges
 * gives it. */
#include "measure/blocks.h"
#include "measure/dominators.h"
#include "measure/measures.h"
#include "measure/population.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

typedef enum { LOSES_TARGETS, LOSES_PARTS, LOSES_FAR_ENDS } loss_kind;

struct jw_losses {
    loss_kind kind;
    const jw_model *m;
    GArray *found; /* of the last question */
    /* Of targets: who hangs right below whom in the tree of dominators, by unit; and who counts. */
    uint32_t *first_below, *below;
    bool *population;
    /* Of a network: it, and the unit of each vertex. */
    jw_selection selection;
    jw_network network;
    jw_blocks blocks;
    uint32_t *unit;
    uint32_t *seen; /* by vertex: the last question, numbered from 1, that came to it */
    uint32_t n_questions;
};

/* above[u] < n: of what u hangs. */
static void list_below(jw_losses *l, const uint32_t *above, uint32_t n)
{
    l->first_below = g_new0(uint32_t, (size_t)n + 2);
    l->below = g_new(uint32_t, (size_t)n + 1);
    for (uint32_t u = 0; u < n; u++)
        if (above[u] < n) l->first_below[above[u] + 2]++;
    for (uint32_t u = 0; u < n; u++) l->first_below[u + 2] += l->first_below[u + 1];
    for (uint32_t u = 0; u < n; u++)
        if (above[u] < n) l->below[l->first_below[above[u] + 1]++] = u;
}

static bool begin_targets(jw_losses *l, jw_diags *diags)
{
    uint32_t n = (uint32_t)jw_model_unit_count(l->m);
    l->population = jw_population(l->m, diags);
    if (!l->population) return false;
    g_autofree uint32_t *levels = jw_levels(l->m, jw_way_of_reach), *above = g_new(uint32_t, (size_t)n + 1);
    for (uint32_t u = 0; u < n; u++) above[u] = n;
    if (!jw_dominators(l->m, levels, above, diags)) return false;
    list_below(l, above, n);
    return true;
}

static bool begin_network(jw_losses *l, const jw_rank_options *options, jw_diags *diags)
{
    uint32_t n = (uint32_t)jw_model_unit_count(l->m);
    if (!jw_select(&l->selection, l->m, options, false, diags)) return false;
    l->network = jw_network_new(l->selection.n, l->selection.pairs, l->selection.n_pairs);
    l->blocks = jw_blocks_of(&l->network);
    l->unit = g_new(uint32_t, (size_t)n + 1);
    l->seen = g_new0(uint32_t, (size_t)n + 1);
    for (uint32_t u = 0; u < n; u++)
        if (l->selection.vertex[u] != JW_NO_UNIT) l->unit[l->selection.vertex[u]] = u;
    return true;
}

jw_losses *jw_losses_new(const jw_model *m, const jw_measure *measure, const jw_rank_options *options,
                         jw_diags *diags)
{
    static const jw_rank_options plain = { 0 };
    jw_losses *l = g_new0(jw_losses, 1);
    l->m = m;
    l->kind = measure->run == jw_measure_articulation ? LOSES_PARTS
              : measure->run == jw_measure_bridges    ? LOSES_FAR_ENDS
                                                      : LOSES_TARGETS;
    l->found = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    bool done = l->kind == LOSES_TARGETS ? begin_targets(l, diags)
                                         : begin_network(l, options ? options : &plain, diags);
    if (done) return l;
    jw_losses_free(l);
    return NULL;
}

bool jw_measure_has_losses(const jw_measure *measure)
{
    return measure->run == jw_measure_criticality || measure->run == jw_measure_articulation ||
           measure->run == jw_measure_bridges;
}

static void add(jw_losses *l, uint32_t u)
{
    g_array_append_val(l->found, u);
}

/* All below u in the tree, breadth first; then those of them who count. */
static void find_targets(jw_losses *l, uint32_t u)
{
    for (guint i = 0, at = u;; at = g_array_index(l->found, uint32_t, i++)) {
        g_array_append_vals(l->found, l->below + l->first_below[at],
                            l->first_below[at + 1] - l->first_below[at]);
        if (i == l->found->len) break;
    }
    guint kept = 0;
    for (guint i = 0; i < l->found->len; i++) {
        uint32_t found = g_array_index(l->found, uint32_t, i);
        if (l->population[found]) g_array_index(l->found, uint32_t, kept++) = found;
    }
    g_array_set_size(l->found, kept);
}

/* From v's neighbours on, but for those by whom it holds on to the largest part: as many steps as are found.
 */
static void find_parts(jw_losses *l, uint32_t v)
{
    const jw_network *g = &l->network;
    l->seen[v] = ++l->n_questions;
    for (uint32_t i = 0, at = v;; at = g_array_index(l->found, uint32_t, i++)) {
        for (uint32_t k = g->first[at]; k < g->first[at + 1]; k++) {
            uint32_t to = g->to[k];
            if (l->seen[to] == l->n_questions) continue;
            if (at == v && jw_block_of_link(&l->blocks, v, to) == l->blocks.keeps[v]) continue;
            l->seen[to] = l->n_questions;
            add(l, to);
        }
        if (i == l->found->len) break;
    }
}

static void find_far_ends(jw_losses *l, uint32_t v)
{
    for (uint32_t k = l->network.first[v]; k < l->network.first[v + 1]; k++) {
        uint32_t to = l->network.to[k], block = jw_block_of_link(&l->blocks, v, to);
        if (l->blocks.start[block + 1] - l->blocks.start[block] == 2) add(l, to);
    }
}

static int compare_units(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

size_t jw_losses_of(jw_losses *l, uint32_t u, const uint32_t **units)
{
    g_array_set_size(l->found, 0);
    *units = (const uint32_t *)(void *)l->found->data;
    if (l->kind == LOSES_TARGETS) {
        find_targets(l, u);
    } else {
        uint32_t v = l->selection.vertex[u];
        if (v == JW_NO_UNIT) return 0;
        (l->kind == LOSES_PARTS ? find_parts : find_far_ends)(l, v);
        for (guint i = 0; i < l->found->len; i++) {
            uint32_t *found = &g_array_index(l->found, uint32_t, i);
            *found = l->unit[*found];
        }
    }
    g_array_sort(l->found, compare_units);
    *units = (const uint32_t *)(void *)l->found->data;
    return l->found->len;
}

void jw_losses_free(jw_losses *l)
{
    if (!l) return;
    g_array_free(l->found, TRUE);
    void *all[] = { l->first_below, l->below, l->population, l->unit, l->seen };
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) g_free(all[i]);
    jw_blocks_clear(&l->blocks);
    jw_network_clear(&l->network);
    jw_selection_clear(&l->selection);
    g_free(l);
}
