#include "measure/condense.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* The block as a network of its own, its vertices numbered by their place in it. */
static jw_network cut_out(const jw_network *g, const uint32_t *member, uint32_t size, uint32_t *place)
{
    jw_network block = { size, g_new(uint32_t, (size_t)size + 1), NULL };
    uint32_t n_links = 0;
    for (uint32_t i = 0; i < size; i++) place[member[i]] = i;
    for (uint32_t i = 0; i < size; i++)
        for (uint32_t l = g->first[member[i]]; l < g->first[member[i] + 1]; l++)
            n_links += place[g->to[l]] != JW_NO_UNIT;
    block.to = g_new(uint32_t, (size_t)n_links + 1);
    n_links = 0;
    for (uint32_t i = 0; i < size; i++) {
        block.first[i] = n_links;
        for (uint32_t l = g->first[member[i]]; l < g->first[member[i] + 1]; l++)
            if (place[g->to[l]] != JW_NO_UNIT) block.to[n_links++] = place[g->to[l]];
    }
    block.first[size] = n_links;
    for (uint32_t i = 0; i < size; i++) place[member[i]] = JW_NO_UNIT;
    return block;
}

/* Twins. */

/* A vertex and a hash of its neighbours that does not depend on their order. */
typedef struct {
    uint64_t hash;
    uint32_t vertex;
} fingerprint;

static int compare_fingerprints(const void *a, const void *b)
{
    const fingerprint *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return (x->vertex > y->vertex) - (x->vertex < y->vertex);
}

/* The last step of splitmix64 (Steele, Lea, Flood 2014): neighbouring numbers far apart. */
static uint64_t scatter(uint64_t z)
{
    z = (z + 0x9e3779b97f4a7c15u) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static uint32_t degree(const jw_network *g, uint32_t v)
{
    return g->first[v + 1] - g->first[v];
}

/* Whether the neighbours are the same, the two vertices themselves passed over. */
static bool are_twins(const jw_network *g, uint32_t v, uint32_t w)
{
    uint32_t i = g->first[v], j = g->first[w], end_i = g->first[v + 1], end_j = g->first[w + 1];
    if (end_i - i != end_j - j) return false;
    for (;; i++, j++) {
        if (i < end_i && g->to[i] == w) i++;
        if (j < end_j && g->to[j] == v) j++;
        if (i == end_i || j == end_j) return i == end_i && j == end_j;
        if (g->to[i] != g->to[j]) return false;
    }
}

/* first_twin[v]: the smallest vertex that v is a twin of, itself if none; linked[v]: it is a twin of a
 * neighbour. A vertex that has twins among its neighbours has none elsewhere. */
static void find_twins(const jw_network *g, bool linked_ones, uint32_t *first_twin, bool *linked)
{
    fingerprint *prints = g_new(fingerprint, (size_t)g->n + 1);
    for (uint32_t v = 0; v < g->n; v++) {
        prints[v] = (fingerprint){ linked_ones ? scatter(v) : 0, v };
        for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++) prints[v].hash += scatter(g->to[i]);
    }
    qsort(prints, g->n, sizeof *prints, compare_fingerprints);
    for (uint32_t i = 1, first = 0; i < g->n; i++) {
        uint32_t v = prints[i].vertex, w = prints[first].vertex;
        if (prints[i].hash == prints[first].hash && are_twins(g, v, w)) {
            first_twin[v] = first_twin[w];
            linked[v] = linked[w] = linked_ones;
        } else {
            first = i;
        }
    }
    g_free(prints);
}

/* Sums over classes, each at its first member. */
static void weigh_classes(jw_condensed *c, const uint32_t *behind, const uint32_t *first_twin,
                          double *members, double *weight, double *squares)
{
    for (uint32_t v = 0; v < c->size; v++) {
        uint32_t k = first_twin[v];
        members[k]++;
        weight[k] += behind[v];
        squares[k] += (double)behind[v] * behind[v];
    }
}

/* Twins that are not linked are two steps apart, by way of each common neighbour alike. */
static void count_within(jw_condensed *c, const jw_network *g, const uint32_t *first_twin, const bool *linked,
                         const double *weight, const double *squares)
{
    for (uint32_t v = 0; v < g->n; v++) {
        if (first_twin[v] != v || linked[v]) continue;
        double each = (weight[v] * weight[v] - squares[v]) / degree(g, v);
        for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++) c->within[g->to[i]] += each;
    }
}

/* Couplers. */

/* The two classes beside the class of v, by their first members; false if there are more, or fewer. */
static bool two_sides(const jw_network *g, uint32_t v, const uint32_t *first_twin, uint32_t side[2])
{
    int n = 0;
    for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++) {
        uint32_t k = first_twin[g->to[i]];
        if (k == first_twin[v] || (n > 0 && k == side[0]) || (n > 1 && k == side[1])) continue;
        if (n == 2) return false;
        side[n++] = k;
    }
    return n == 2;
}

/* Of two couplers side by side only the first is one. */
static bool *find_couplers(const jw_network *g, const uint32_t *first_twin)
{
    bool *couples = g_new0(bool, (size_t)g->n + 1);
    for (uint32_t v = 0; v < g->n; v++) {
        uint32_t side[2];
        couples[v] =
            first_twin[v] == v && two_sides(g, v, first_twin, side) && !couples[side[0]] && !couples[side[1]];
    }
    return couples;
}

/* number[v] of each class's first member: vertices as a walk meets them from the one with the most links, so
 * that what is near stands near in memory too; couplers after them. */
static uint32_t *number_classes(jw_condensed *c, const jw_network *g, const uint32_t *first_twin,
                                const bool *couples)
{
    uint32_t *number = g_new(uint32_t, (size_t)g->n + 1), *queue = g_new(uint32_t, (size_t)g->n + 1);
    uint32_t n_queued = 0, most = JW_NO_UNIT;
    for (uint32_t v = 0; v < g->n; v++) {
        number[v] = JW_NO_UNIT;
        if (first_twin[v] == v && !couples[v] && (most == JW_NO_UNIT || degree(g, v) > degree(g, most)))
            most = v;
    }
    queue[n_queued++] = most;
    number[most] = 0;
    for (uint32_t i = 0; i < n_queued; i++)
        for (uint32_t l = g->first[queue[i]]; l < g->first[queue[i] + 1]; l++) {
            uint32_t k = first_twin[g->to[l]];
            if (number[k] != JW_NO_UNIT) continue;
            number[k] = couples[k] ? c->n_couplers++ : c->n++;
            queue[n_queued++] = k;
        }
    c->n++; /* the one walked from */
    for (uint32_t i = 1; i < n_queued; i++) number[queue[i]] += couples[queue[i]] ? c->n : 1;
    g_free(queue);
    return number;
}

static void link_vertices(jw_condensed *c, const jw_network *g, const uint32_t *first_twin,
                          const bool *couples, const uint32_t *number)
{
    uint32_t *vertex = g_new(uint32_t, (size_t)c->n + 1), n_links = 0;
    uint32_t *seen =
        g_new0(uint32_t, (size_t)g->n + 1); /* the last vertex, + 1, that was found linked with the class */
    for (uint32_t v = 0; v < g->n; v++)
        if (first_twin[v] == v && !couples[v]) vertex[number[v]] = v;
    c->first = g_new(uint32_t, (size_t)c->n + 1);
    c->to = g_new(uint32_t, (size_t)g->first[g->n] + 1);
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t v = vertex[i];
        c->first[i] = n_links;
        for (uint32_t l = g->first[v]; l < g->first[v + 1]; l++) {
            uint32_t k = first_twin[g->to[l]];
            if (k == v || couples[k] || seen[k] == i + 1) continue;
            seen[k] = i + 1;
            c->to[n_links++] = number[k];
        }
    }
    c->first[c->n] = n_links;
    g_free(vertex);
    g_free(seen);
}

static void place_detours(jw_condensed *c, const jw_network *g, const uint32_t *first_twin,
                          const bool *couples, const uint32_t *number)
{
    uint32_t *sides = g_new(uint32_t, 2 * (size_t)c->n_couplers + 1); /* two classes a coupler */
    for (uint32_t v = 0; v < g->n; v++)
        if (couples[v]) two_sides(g, v, first_twin, sides + 2 * (number[v] - c->n));
    c->first_detour = g_new0(uint32_t, (size_t)c->n + 2);
    c->detours = g_new(jw_detour, 2 * (size_t)c->n_couplers + 1);
    c->end = g_new(uint32_t, 2 * (size_t)c->n_couplers + 1);
    for (uint32_t i = 0; i < c->n_couplers; i++)
        for (uint32_t s = 0; s < 2; s++) c->first_detour[number[sides[2 * i + s]] + 2]++;
    for (uint32_t v = 0; v < c->n; v++) c->first_detour[v + 2] += c->first_detour[v + 1];
    for (uint32_t i = 0; i < c->n_couplers; i++)
        for (uint32_t s = 0; s < 2; s++) {
            uint32_t at = c->first_detour[number[sides[2 * i + !s]] + 1]++;
            c->detours[at] = (jw_detour){ number[sides[2 * i + s]], (uint32_t)c->members[c->n + i],
                                          (uint32_t)c->weight[c->n + i] };
            c->end[2 * i + s] = at;
        }
    g_free(sides);
}

jw_condensed jw_condense(const jw_network *g, const jw_blocks *blocks, uint32_t b, uint32_t *place)
{
    uint32_t start = blocks->start[b], size = blocks->start[b + 1] - start;
    jw_condensed c = { .size = size };
    jw_network block = cut_out(g, blocks->member + start, size, place);
    c.class_of = g_new(uint32_t, (size_t)size + 1);
    c.within = g_new0(double, (size_t)size + 1);

    uint32_t *first_twin = g_new(uint32_t, (size_t)size + 1);
    bool *linked = g_new0(bool, (size_t)size + 1);
    double *sums = g_new0(double, 3 * (size_t)size + 1), *weight = sums + size, *squares = weight + size;
    for (uint32_t v = 0; v < size; v++) first_twin[v] = v;
    find_twins(&block, false, first_twin, linked);
    find_twins(&block, true, first_twin, linked);
    weigh_classes(&c, blocks->behind + start, first_twin, sums, weight, squares);
    count_within(&c, &block, first_twin, linked, weight, squares);

    bool *couples = find_couplers(&block, first_twin);
    uint32_t *number = number_classes(&c, &block, first_twin, couples);
    c.members = g_new(double, (size_t)c.n + c.n_couplers + 1);
    c.weight = g_new(double, (size_t)c.n + c.n_couplers + 1);
    for (uint32_t v = 0; v < size; v++) {
        c.class_of[v] = number[first_twin[v]];
        c.members[c.class_of[v]] = sums[first_twin[v]];
        c.weight[c.class_of[v]] = weight[first_twin[v]];
    }
    link_vertices(&c, &block, first_twin, couples, number);
    place_detours(&c, &block, first_twin, couples, number);

    void *all[] = { first_twin, linked, sums, couples, number };
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) g_free(all[i]);
    jw_network_clear(&block);
    return c;
}

void jw_condensed_clear(jw_condensed *c)
{
    void *all[] = { c->first,   c->to,     c->first_detour, c->detours, c->end,
                    c->members, c->weight, c->class_of,     c->within };
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) g_free(all[i]);
    *c = (jw_condensed){ 0 };
}
