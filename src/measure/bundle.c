#include "measure/bundle.h"

#include <glib.h>
#include <string.h>

/* A vertex's one neighbour; or nobody, or several. */
enum { NOBODY = JW_NO_UNIT, SEVERAL = JW_NO_UNIT - 1 };

/* Which ways a vertex's links go. Undirected, all are FORTH. */
enum { FORTH = 1, BACK = 2, WAYS = 4 };

typedef struct {
    uint32_t n;
    const uint32_t *pairs;
    size_t n_pairs;
    bool directed;
    uint32_t *near; /* by vertex */
    uint8_t *ways;  /* by vertex: of its links */
    jw_bundled out;
} bundling;

static void note_end(bundling *b, uint32_t v, uint32_t other, uint8_t way)
{
    b->near[v] = b->near[v] == NOBODY || b->near[v] == other ? other : SEVERAL;
    b->ways[v] |= way;
}

static void look_around(bundling *b)
{
    memset(b->near, 0xff, b->n * sizeof *b->near);
    for (size_t i = 0; i < 2 * b->n_pairs; i += 2) {
        uint32_t from = b->pairs[i], to = b->pairs[i + 1];
        if (from == to) continue;
        note_end(b, from, to, FORTH);
        note_end(b, to, from, b->directed ? BACK : FORTH);
    }
}

/* Of two that have only each other the smaller one is kept. */
static bool is_kept(const bundling *b, uint32_t v)
{
    uint32_t near = b->near[v];
    return near == SEVERAL || (near != NOBODY && b->near[near] == v && v < near);
}

/* Those kept, in order; then bundles in the order of their first members. */
static void number_vertices(bundling *b)
{
    jw_bundled *out = &b->out;
    for (uint32_t v = 0; v < b->n; v++) out->of[v] = is_kept(b, v) ? out->n_kept++ : NOBODY;
    out->n = out->n_kept;
    out->members = g_new(uint32_t, (size_t)b->n + 1);
    for (uint32_t v = 0; v < out->n_kept; v++) out->members[v] = 1;
    /* By what it hangs from (nothing: after all the others) and the ways of its links. */
    uint32_t *bundle = g_new(uint32_t, ((size_t)out->n_kept + 1) * WAYS);
    memset(bundle, 0xff, ((size_t)out->n_kept + 1) * WAYS * sizeof *bundle);
    for (uint32_t v = 0; v < b->n; v++) {
        if (out->of[v] != NOBODY) continue;
        size_t from = b->near[v] == NOBODY ? out->n_kept : out->of[b->near[v]];
        uint32_t *number = &bundle[from * WAYS + b->ways[v]];
        if (*number == NOBODY) {
            *number = out->n++;
            out->members[*number] = 0;
        }
        out->members[*number]++;
        out->of[v] = *number;
    }
    g_free(bundle);
}

static void add_pair(jw_bundled *out, uint32_t from, uint32_t to)
{
    memcpy(out->pairs + 2 * out->n_pairs++, (uint32_t[]){ from, to }, 2 * sizeof from);
}

/* The links of bundles, each at the first member that shows it, before out->pairs; those between vertices
 * kept, as they stand, behind. Returns how many those are. */
static size_t sort_pairs(bundling *b, uint32_t *kept_pairs)
{
    jw_bundled *out = &b->out;
    uint8_t *linked = g_new0(uint8_t, (size_t)out->n + 1); /* the ways for which a bundle has its link */
    size_t n = 0;
    for (size_t i = 0; i < 2 * b->n_pairs; i += 2) {
        uint32_t from = out->of[b->pairs[i]], to = out->of[b->pairs[i + 1]];
        if (from < out->n_kept && to < out->n_kept) {
            memcpy(kept_pairs + 2 * n++, (uint32_t[]){ from, to }, 2 * sizeof from);
            continue;
        }
        if (from == to) continue; /* a self-link of a vertex in a bundle */
        uint32_t bundle = MAX(from, to);
        uint8_t way = b->directed && to == bundle ? BACK : FORTH;
        if (linked[bundle] & way) continue;
        linked[bundle] |= way;
        add_pair(out, from, to);
    }
    g_free(linked);
    return n;
}

static void collect_pairs(bundling *b)
{
    jw_bundled *out = &b->out;
    uint32_t *kept_pairs = g_new(uint32_t, 2 * b->n_pairs + 1);
    out->pairs = g_new(uint32_t, 2 * b->n_pairs + 1);
    size_t n = sort_pairs(b, kept_pairs);
    jw_network g = b->directed ? jw_network_of_arcs(out->n_kept, kept_pairs, n)
                               : jw_network_new(out->n_kept, kept_pairs, n);
    for (uint32_t v = 0; v < g.n; v++)
        for (uint32_t l = g.first[v]; l < g.first[v + 1]; l++)
            if (b->directed || g.to[l] > v) add_pair(out, v, g.to[l]);
    jw_network_clear(&g);
    g_free(kept_pairs);
}

jw_bundled jw_bundle(uint32_t n, const uint32_t *pairs, size_t n_pairs, bool directed)
{
    bundling b = { .n = n,
                   .pairs = pairs,
                   .n_pairs = n_pairs,
                   .directed = directed,
                   .near = g_new(uint32_t, (size_t)n + 1),
                   .ways = g_new0(uint8_t, (size_t)n + 1),
                   .out.of = g_new(uint32_t, (size_t)n + 1) };
    look_around(&b);
    number_vertices(&b);
    collect_pairs(&b);
    g_free(b.near);
    g_free(b.ways);
    return b.out;
}

void jw_bundled_clear(jw_bundled *b)
{
    g_free(b->of);
    g_free(b->members);
    g_free(b->pairs);
    *b = (jw_bundled){ 0 };
}
