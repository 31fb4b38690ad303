#include "measure/forest.h"

#include <glib.h>
#include <math.h>

/* In a tree a path is the only one, so a vertex stands between all that lead to it and all that it leads to,
 * but for those who do both from one branch. */
typedef struct {
    const jw_network *g;
    const uint8_t *ways;
    uint32_t *met, n_met; /* parents before their children */
    uint32_t *parent;     /* by vertex; itself: a root */
    uint8_t *way;         /* by vertex: of the link to it from its parent */
    double *to,
        *from; /* by vertex: how many lead to it, and it leads to, itself included; first of its subtree */
    double *values;
} walk;

static void meet_all(walk *w, const uint32_t *roots, uint32_t n_roots)
{
    for (uint32_t i = 0; i < n_roots; i++) {
        uint32_t at = w->n_met;
        w->met[w->n_met++] = roots[i];
        w->parent[roots[i]] = roots[i];
        for (; at < w->n_met; at++) {
            uint32_t v = w->met[at];
            for (uint32_t l = w->g->first[v]; l < w->g->first[v + 1]; l++) {
                uint32_t to = w->g->to[l];
                if (to == w->parent[v]) continue;
                w->parent[to] = v;
                w->way[to] = w->ways[l];
                w->met[w->n_met++] = to;
            }
        }
    }
}

/* What the branch of child v has for its parent. */
static double leads_up(const walk *w, uint32_t v)
{
    return w->way[v] & JW_BACK ? w->to[v] : 0;
}

static double led_down(const walk *w, uint32_t v)
{
    return w->way[v] & JW_FORTH ? w->from[v] : 0;
}

static void count_subtrees(walk *w)
{
    for (uint32_t i = 0; i < w->n_met; i++) w->to[w->met[i]] = w->from[w->met[i]] = 1;
    for (uint32_t i = w->n_met; i--;) {
        uint32_t v = w->met[i], p = w->parent[v];
        if (p == v) continue;
        w->to[p] += leads_up(w, v);
        w->from[p] += led_down(w, v);
    }
}

/* From the roots on: a parent's numbers are of the whole tree already. */
static void count_between(walk *w)
{
    for (uint32_t i = 0; i < w->n_met; i++) w->values[w->met[i]] = 0;
    for (uint32_t i = 0; i < w->n_met; i++) {
        uint32_t v = w->met[i], p = w->parent[v];
        if (p != v) {
            double up = leads_up(w, v), down = led_down(w, v), above = w->to[p] - up,
                   beyond = w->from[p] - down;
            w->values[p] -= up * down;
            above = w->way[v] & JW_FORTH ? above : 0;
            beyond = w->way[v] & JW_BACK ? beyond : 0;
            w->values[v] -= above * beyond;
            w->to[v] += above;
            w->from[v] += beyond;
        }
        w->values[v] += (w->to[v] - 1) * (w->from[v] - 1);
    }
}

void jw_forest_betweenness(const jw_network *g, const uint8_t *ways, const uint32_t *roots, uint32_t n_roots,
                           bool normalized, double *values)
{
    size_t room = (size_t)g->n + 1;
    walk w = { .g = g,
               .ways = ways,
               .met = g_new(uint32_t, room),
               .parent = g_new(uint32_t, room),
               .way = g_new(uint8_t, room),
               .to = g_new(double, room),
               .from = g_new(double, room),
               .values = values };
    meet_all(&w, roots, n_roots);
    count_subtrees(&w);
    count_between(&w);
    double n = g->n, pairs = (n - 1) * (n - 2);
    for (uint32_t v = 0; v < g->n && normalized; v++) values[v] = pairs > 0 ? values[v] / pairs : NAN;
    void *all[] = { w.met, w.parent, w.way, w.to, w.from };
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) g_free(all[i]);
}
