#include "jingwei/community.h"

#include "measure/bridge.h"
#include "measure/network.h"
#include "model/build.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* Blocks: up primary links to the lead right below a root. A unit on a loop, or below one, has none.
 * O(units). */

enum { UNKNOWN = JW_NO_UNIT - 1 };

/* The block of u where that can be said at once, else the unit above it in `above`. */
static uint32_t block_at_once(const jw_model *m, const bool *root, const uint32_t *block, uint32_t u,
                              uint32_t *above)
{
    if (block[u] != UNKNOWN) return block[u];
    if (root[u] || jw_unit_is_eliminated(m, u)) return JW_NO_UNIT;
    if (jw_model_primary_link(m, u, above) == UINT32_MAX) return JW_NO_UNIT;
    if (!root[*above]) return UNKNOWN;
    return jw_unit_kind_of(m, u)->role == JW_ROLE_LEAD ? u : JW_NO_UNIT;
}

static void find_blocks(const jw_model *m, jw_communities *c)
{
    const uint32_t *roots;
    size_t n_roots = jw_model_roots(m, &roots);
    bool *root = g_new0(bool, c->n_units + 1), *is_block = g_new0(bool, c->n_units + 1);
    uint32_t *way = g_new(uint32_t, c->n_units + 1);
    for (size_t i = 0; i < n_roots; i++) root[roots[i]] = true;
    for (size_t u = 0; u < c->n_units; u++) c->block[u] = UNKNOWN;
    for (uint32_t u = 0; u < c->n_units; u++) {
        uint32_t at = u, above = u, found;
        size_t n = 0;
        while ((found = block_at_once(m, root, c->block, at, &above)) == UNKNOWN) {
            c->block[at] = JW_NO_UNIT; /* what a loop comes back to */
            way[n++] = at;
            at = above;
        }
        c->block[at] = found;
        while (n) c->block[way[--n]] = found;
    }
    for (size_t u = 0; u < c->n_units; u++)
        if (c->block[u] != JW_NO_UNIT && !is_block[c->block[u]]) {
            is_block[c->block[u]] = true;
            c->n_blocks++;
        }
    g_free(root);
    g_free(is_block);
    g_free(way);
}

/* Communities. */

/* The official parts as numbers from 0: each block, and each unit without one. */
static igraph_error_t official_parts(const jw_communities *c, const jw_selection *s,
                                     igraph_vector_int_t *parts)
{
    uint32_t *number = g_new(uint32_t, c->n_units + 1), next = 0;
    igraph_error_t code = igraph_vector_int_resize(parts, s->n);
    memset(number, 0xff, (c->n_units + 1) * sizeof *number);
    for (size_t u = 0; u < c->n_units && !code; u++) {
        if (s->vertex[u] == JW_NO_UNIT) continue;
        uint32_t part = c->block[u] == JW_NO_UNIT ? (uint32_t)u : c->block[u];
        if (number[part] == JW_NO_UNIT) number[part] = next++;
        VECTOR(*parts)[s->vertex[u]] = number[part];
    }
    g_free(number);
    return code;
}

/* Numbers the communities anew, by their smallest unit. */
static void take_communities(jw_communities *c, const jw_selection *s, const igraph_vector_int_t *parts)
{
    uint32_t *number = g_new(uint32_t, c->n_units + 1);
    memset(number, 0xff, (c->n_units + 1) * sizeof *number);
    for (size_t u = 0; u < c->n_units; u++) {
        c->community[u] = JW_NO_UNIT;
        if (s->vertex[u] == JW_NO_UNIT) continue;
        uint32_t *n = &number[VECTOR(*parts)[s->vertex[u]]];
        if (*n == JW_NO_UNIT) *n = (uint32_t)c->n_communities++;
        c->community[u] = *n;
    }
    g_free(number);
}

static igraph_error_t find_communities(jw_communities *c, const jw_selection *s)
{
    igraph_t graph;
    igraph_vector_int_t parts;
    igraph_error_t code = jw_igraph_create(&graph, s->n, s->pairs, s->n_pairs, false, true);
    if (code) return code;
    code = igraph_vector_int_init(&parts, 0);
    if (!code) {
        code = official_parts(c, s, &parts);
        if (!code) code = igraph_modularity(&graph, &parts, NULL, 1, false, &c->official_modularity);
        if (!code) code = jw_igraph_leiden(&graph, &parts);
        if (!code) code = igraph_modularity(&graph, &parts, NULL, 1, false, &c->modularity);
        if (!code) take_communities(c, s, &parts);
        igraph_vector_int_destroy(&parts);
    }
    igraph_destroy(&graph);
    return code;
}

/* Both together. */

typedef struct {
    uint32_t community, block;
} seat;

static int compare_seats(const void *a, const void *b)
{
    const seat *x = a, *y = b;
    if (x->community != y->community) return x->community < y->community ? -1 : 1;
    return (x->block > y->block) - (x->block < y->block);
}

static void find_main_blocks(jw_communities *c)
{
    seat *seats = g_new(seat, c->n_units + 1);
    uint32_t *most = g_new0(uint32_t, c->n_communities + 1);
    size_t n = 0;
    for (size_t u = 0; u < c->n_units; u++)
        if (c->community[u] != JW_NO_UNIT && c->block[u] != JW_NO_UNIT)
            seats[n++] = (seat){ c->community[u], c->block[u] };
    qsort(seats, n, sizeof *seats, compare_seats);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i; j < n && compare_seats(&seats[i], &seats[j]) == 0; j++) {}
        if (j - i <= most[seats[i].community]) continue;
        most[seats[i].community] = (uint32_t)(j - i);
        c->main_block[seats[i].community] = seats[i].block;
    }
    g_free(seats);
    g_free(most);
}

jw_communities *jw_communities_of(const jw_model *m, const jw_rank_options *options, jw_diags *diags)
{
    static const jw_rank_options plain = { 0 };
    jw_selection s;
    if (!jw_select(&s, m, options ? options : &plain, false, diags)) return NULL;
    size_t n = jw_model_unit_count(m);
    jw_communities *c = g_new0(jw_communities, 1);
    c->n_units = n;
    c->community = g_new(uint32_t, n + 1);
    c->block = g_new(uint32_t, n + 1);
    c->main_block = g_new(uint32_t, n + 1);
    c->astray = g_new0(bool, n + 1);
    memset(c->main_block, 0xff, (n + 1) * sizeof *c->main_block);
    find_blocks(m, c);
    jw_igraph_begin();
    bool done = jw_igraph_end(find_communities(c, &s), diags);
    jw_selection_clear(&s);
    if (!done) {
        jw_communities_free(c);
        return NULL;
    }
    find_main_blocks(c);
    for (size_t u = 0; u < n; u++)
        c->astray[u] = c->community[u] != JW_NO_UNIT && c->block[u] != JW_NO_UNIT &&
                       c->main_block[c->community[u]] != c->block[u];
    return c;
}

void jw_communities_free(jw_communities *c)
{
    if (!c) return;
    g_free(c->community);
    g_free(c->block);
    g_free(c->main_block);
    g_free(c->astray);
    g_free(c);
}
