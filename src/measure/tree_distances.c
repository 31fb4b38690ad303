#include "measure/tree_distances.h"

#include "measure/inverse_sums.h"

#include <glib.h>
#include <string.h>

typedef struct {
    const jw_network *g;
    const uint8_t *ways; /* NULL: both everywhere */
    jw_distance_term term;
    bool *done; /* by vertex: it was a centroid */
    double *sums;
    uint32_t *others;
    /* Of the part under way: its vertices as they are met, and by vertex of g where it was met from and how
     * many are below it from there. */
    uint32_t *met, *from, *size, n_met;
    uint32_t *step; /* by place in met: how far it is from the centroid */
    uint8_t *way;   /* by place in met: whether arcs lead there from the centroid (forth), and to it (back) */
    /* By distance from the centroid: how many of a branch, or of all, it leads to; and what a vertex that
     * leads to it adds up by way of it. */
    double *count, *count_all, *through;
    GArray *todo; /* one vertex of each part that is left */
} search;

static uint8_t way_of(const search *s, uint32_t link)
{
    return s->ways ? s->ways[link] : JW_BOTH_WAYS;
}

/* Meets what is left of the tree on v's side, after what is met already; `step` and `way`: of v. */
static void meet(search *s, uint32_t v, uint32_t from, uint32_t step, uint8_t way)
{
    uint32_t at = s->n_met;
    s->met[s->n_met] = v;
    s->way[s->n_met] = way;
    s->step[s->n_met++] = step;
    s->from[v] = from;
    for (; at < s->n_met; at++) {
        uint32_t u = s->met[at];
        for (uint32_t l = s->g->first[u]; l < s->g->first[u + 1]; l++) {
            uint32_t to = s->g->to[l];
            if (s->done[to] || to == s->from[u]) continue;
            s->from[to] = u;
            s->met[s->n_met] = to;
            s->way[s->n_met] = s->way[at] & way_of(s, l);
            s->step[s->n_met++] = s->step[at] + 1;
        }
    }
}

/* The last vertex met that has half of them below it, or more: no branch of it has more than half. */
static uint32_t find_centroid(search *s)
{
    for (uint32_t i = 0; i < s->n_met; i++) s->size[s->met[i]] = 1;
    for (uint32_t i = s->n_met; i-- > 1;) {
        uint32_t v = s->met[i];
        if (2 * s->size[v] >= s->n_met) return v;
        s->size[s->from[v]] += s->size[v];
    }
    return s->met[0];
}

/* through[x] = Σ count[d] · term(d + x), for x and d below n. */
static void add_up_through(search *s, const double *count, uint32_t n)
{
    double vertices = 0, steps = 0;
    if (s->term == JW_INVERSES) {
        jw_inverse_sums(count, n, s->through);
        return;
    }
    for (uint32_t d = 0; d < n; d++) {
        vertices += count[d];
        steps += count[d] * d;
    }
    for (uint32_t x = 0; x < n; x++) s->through[x] = vertices * x + steps;
}

/* The branch met from `first` on, nearest first: what its vertices would add up by way of the centroid among
 * themselves, they do not. Its counts are added to those of all. Returns how many the centroid leads to in
 * it. */
static uint32_t leave_out_branch(search *s, uint32_t first)
{
    uint32_t n = s->step[s->n_met - 1] + 1, led_to = 0;
    memset(s->count, 0, n * sizeof *s->count);
    for (uint32_t i = first; i < s->n_met; i++) {
        if (!(s->way[i] & JW_FORTH)) continue;
        s->count[s->step[i]]++;
        led_to++;
    }
    if (!led_to) return 0;
    add_up_through(s, s->count, n);
    for (uint32_t d = 1; d < n; d++) s->count_all[d] += s->count[d];
    for (uint32_t i = first; i < s->n_met; i++) {
        if (!(s->way[i] & JW_BACK)) continue;
        s->sums[s->met[i]] -= s->through[s->step[i]];
        s->others[s->met[i]] -= led_to;
    }
    return led_to;
}

static void take_out(search *s, uint32_t centroid)
{
    uint32_t n = 1, led_to = 1; /* to itself, no step away */
    s->done[centroid] = true;
    s->n_met = 0;
    s->met[s->n_met] = centroid;
    s->way[s->n_met] = JW_BOTH_WAYS;
    s->step[s->n_met++] = 0;
    s->count_all[0] = 1;
    for (uint32_t l = s->g->first[centroid]; l < s->g->first[centroid + 1]; l++) {
        uint32_t to = s->g->to[l], first = s->n_met;
        if (s->done[to]) continue;
        meet(s, to, centroid, 1, way_of(s, l));
        led_to += leave_out_branch(s, first);
        n = MAX(n, s->step[s->n_met - 1] + 1);
        g_array_append_val(s->todo, to);
    }
    add_up_through(s, s->count_all, n);
    s->others[centroid]--; /* it is none of the others */
    for (uint32_t i = 0; i < s->n_met; i++) {
        if (!(s->way[i] & JW_BACK)) continue;
        s->sums[s->met[i]] += s->through[s->step[i]];
        s->others[s->met[i]] += led_to;
    }
    memset(s->count_all, 0, n * sizeof *s->count_all);
}

static void search_begin(search *s)
{
    size_t n = (size_t)s->g->n + 1;
    s->done = g_new0(bool, n);
    uint32_t **rows[] = { &s->met, &s->step, &s->from, &s->size };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) *rows[i] = g_new(uint32_t, n);
    s->way = g_new(uint8_t, n);
    s->count = g_new(double, n);
    s->through = g_new(double, n);
    s->count_all = g_new0(double, n);
    s->todo = g_array_new(FALSE, FALSE, sizeof(uint32_t));
}

static void search_end(search *s)
{
    void *all[] = { s->done, s->met, s->step, s->way, s->from, s->size, s->count, s->through, s->count_all };
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) g_free(all[i]);
    g_array_free(s->todo, TRUE);
}

static void add_up_tree(search *s, uint32_t root)
{
    s->n_met = 0;
    meet(s, root, JW_NO_UNIT, 0, 0);
    for (uint32_t i = 0; i < s->n_met; i++) {
        s->sums[s->met[i]] = 0;
        s->others[s->met[i]] = 0;
    }
    g_array_append_val(s->todo, root);
    while (s->todo->len) {
        uint32_t v = g_array_index(s->todo, uint32_t, s->todo->len - 1);
        g_array_set_size(s->todo, s->todo->len - 1);
        s->n_met = 0;
        meet(s, v, JW_NO_UNIT, 0, 0);
        take_out(s, find_centroid(s));
    }
}

void jw_tree_distance_sums(const jw_network *g, const uint8_t *ways, const uint32_t *roots, uint32_t n_roots,
                           jw_distance_term term, double *sums, uint32_t *others)
{
    search s = { .g = g, .ways = ways, .term = term, .sums = sums, .others = others };
    if (!n_roots) return;
    search_begin(&s);
    for (uint32_t i = 0; i < n_roots; i++) add_up_tree(&s, roots[i]);
    search_end(&s);
}
