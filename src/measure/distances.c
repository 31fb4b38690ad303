#include "measure/distances.h"

#include "base/workers.h"
#include "measure/tree_distances.h"

#include <glib.h>
#include <string.h>

enum { MOST_HEIGHT = 8, LANES = 256, WORDS = LANES / 64, ROWS = 32 };

/* One bit for each of the walks under way. */
typedef struct {
    uint64_t word[WORDS];
} bits;

/* The network, its branches folded. A branch's vertex has a parent; the rest is the core. */
typedef struct {
    const jw_network *g;
    uint32_t *parent;              /* by vertex; JW_NO_UNIT: of the core */
    uint8_t *height;               /* of the branches that hang from it */
    uint32_t *first_child, *child; /* as in a network */
    uint32_t *below, *first_below; /* below[first_below[v] + k]: how many of its branches' vertices are k
                                      steps from v, itself included, 0 ≤ k ≤ height; not kept for height 0 */
    jw_network core;
    uint32_t *vertex;         /* by number in the core */
    uint32_t *trees, n_trees; /* components that are trees and tall, by a vertex each: in no core */
    jw_distance_term term;
    double *sums; /* by vertex, and so are others: the answer */
    uint32_t *others;
} folded;

/* Folding. */

/* Takes leaves off, and leaves of what is left, up to MOST_HEIGHT. Returns them in the order they go. */
static uint32_t *take_leaves(folded *f, uint32_t *n_taken)
{
    const jw_network *g = f->g;
    uint32_t *left = g_new(uint32_t, (size_t)g->n + 1), *queue = g_new(uint32_t, (size_t)g->n + 1),
             n_queued = 0;
    *n_taken = 0;
    for (uint32_t v = 0; v < g->n; v++) {
        f->parent[v] = JW_NO_UNIT;
        left[v] = g->first[v + 1] - g->first[v];
        if (left[v] == 1) queue[n_queued++] = v;
    }
    for (uint32_t i = 0; i < n_queued; i++) {
        uint32_t v = queue[i], p = JW_NO_UNIT;
        if (left[v] != 1 || f->height[v] == MOST_HEIGHT)
            continue; /* the last of its component, or too tall */
        for (uint32_t l = g->first[v]; p == JW_NO_UNIT; l++)
            if (f->parent[g->to[l]] != v) p = g->to[l];
        f->parent[v] = p;
        f->height[p] = MAX(f->height[p], f->height[v] + 1);
        queue[(*n_taken)++] = v; /* never ahead of i */
        if (--left[p] == 1) queue[n_queued++] = p;
    }
    g_free(left);
    return queue;
}

static void list_children(folded *f)
{
    uint32_t n = f->g->n;
    f->first_child = g_new0(uint32_t, (size_t)n + 2);
    f->child = g_new(uint32_t, (size_t)n + 1);
    for (uint32_t v = 0; v < n; v++)
        if (f->parent[v] != JW_NO_UNIT) f->first_child[f->parent[v] + 2]++;
    for (uint32_t v = 0; v < n; v++) f->first_child[v + 2] += f->first_child[v + 1];
    for (uint32_t v = 0; v < n; v++)
        if (f->parent[v] != JW_NO_UNIT) f->child[f->first_child[f->parent[v] + 1]++] = v;
}

static const uint32_t one[] = { 1 };

static const uint32_t *below(const folded *f, uint32_t v)
{
    return f->height[v] ? f->below + f->first_below[v] : one;
}

static void count_below(folded *f, const uint32_t *taken, uint32_t n_taken)
{
    uint32_t room = 0;
    f->first_below = g_new(uint32_t, (size_t)f->g->n + 1);
    for (uint32_t v = 0; v < f->g->n; v++) {
        f->first_below[v] = room;
        room += f->height[v] ? f->height[v] + 1u : 0;
    }
    f->below = g_new0(uint32_t, (size_t)room + 1);
    for (uint32_t v = 0; v < f->g->n; v++)
        if (f->height[v]) f->below[f->first_below[v]] = 1;
    for (uint32_t i = 0; i < n_taken; i++) {
        uint32_t v = taken[i];
        uint32_t *of_parent = f->below + f->first_below[f->parent[v]];
        for (uint32_t k = 0; k <= f->height[v]; k++) of_parent[k + 1] += below(f, v)[k];
    }
}

typedef struct {
    folded *f;
    uint32_t *number; /* by vertex of the network; JW_NO_UNIT: not met */
    uint32_t met, n_links;
} numbering;

static void number_component(numbering *to, uint32_t root)
{
    folded *f = to->f;
    const jw_network *g = f->g;
    to->number[root] = to->met;
    f->vertex[to->met++] = root;
    for (uint32_t i = to->number[root]; i < to->met; i++) {
        uint32_t v = f->vertex[i];
        f->core.first[i] = to->n_links;
        for (uint32_t l = g->first[v]; l < g->first[v + 1]; l++) {
            uint32_t w = g->to[l];
            if (f->parent[w] != JW_NO_UNIT) continue;
            if (to->number[w] == JW_NO_UNIT) {
                to->number[w] = to->met;
                f->vertex[to->met++] = w;
            }
            f->core.to[to->n_links++] = to->number[w];
        }
    }
}

/* The core as a network, numbered as a walk meets it: the 256 walks of one piece start near each other, and
 * so meet most vertices at the same few distances. A tree of which more is left than one piece goes to
 * f->trees. */
static void number_core(folded *f)
{
    const jw_network *g = f->g;
    numbering to = { f, g_new(uint32_t, (size_t)g->n + 1), 0, 0 };
    memset(to.number, 0xff, ((size_t)g->n + 1) * sizeof *to.number);
    f->vertex = g_new(uint32_t, (size_t)g->n + 1);
    f->trees = g_new(uint32_t, g->n / LANES + 1);
    f->core.first = g_new(uint32_t, (size_t)g->n + 1);
    f->core.to = g_new(uint32_t, (size_t)g->first[g->n] + 1);
    for (uint32_t root = 0; root < g->n; root++) {
        if (f->parent[root] != JW_NO_UNIT || to.number[root] != JW_NO_UNIT) continue;
        uint32_t met = to.met, n_links = to.n_links;
        number_component(&to, root);
        if (to.met - met > LANES && to.n_links - n_links == 2 * (to.met - met - 1)) {
            f->trees[f->n_trees++] = root;
            to.met = met;
            to.n_links = n_links;
        }
    }
    f->core.n = to.met;
    f->core.first[to.met] = to.n_links;
    g_free(to.number);
}

static folded fold(const jw_network *g)
{
    folded f = { .g = g,
                 .parent = g_new(uint32_t, (size_t)g->n + 1),
                 .height = g_new0(uint8_t, (size_t)g->n + 1) };
    uint32_t n_taken, *taken = take_leaves(&f, &n_taken);
    list_children(&f);
    count_below(&f, taken, n_taken);
    number_core(&f);
    g_free(taken);
    return f;
}

static void folded_clear(folded *f)
{
    void *all[] = { f->parent, f->height,      f->first_child, f->child,
                    f->below,  f->first_below, f->vertex,      f->trees };
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) g_free(all[i]);
    jw_network_clear(&f->core);
}

/* Walking. */

/* The counts of all lanes at one distance, upright. */
typedef struct {
    bits row[ROWS];
    int n_rows; /* above them all are 0 */
} tally;

/* One thread's. The counts at distances that may still grow wait in `open`, by distance modulo its length. */
typedef struct {
    const folded *f;
    bits *seen, *front, *next; /* by number in the core */
    uint32_t *listed, *next_listed, n_listed, n_next;
    tally open[MOST_HEIGHT + 1];
    uint32_t *count; /* count[d · LANES + lane] */
    size_t room;     /* distances */
    uint32_t *along[MOST_HEIGHT +
                    1]; /* counts of a vertex of the core, and of those on a branch above each other */
    size_t along_room;
} walker;

static void *begin_walks(void *context)
{
    const folded *f = context;
    walker *w = g_new0(walker, 1);
    size_t n = (size_t)f->core.n + 1;
    w->f = f;
    w->seen = g_new(bits, n);
    w->front = g_new0(bits, n);
    w->next = g_new0(bits, n);
    w->listed = g_new(uint32_t, n);
    w->next_listed = g_new(uint32_t, n);
    return w;
}

static void end_walks(void *scratch)
{
    walker *w = scratch;
    void *all[] = { w->seen, w->front, w->next, w->listed, w->next_listed, w->count };
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) g_free(all[i]);
    for (int i = 0; i <= MOST_HEIGHT; i++) g_free(w->along[i]);
    g_free(w);
}

static bool any(const bits *b)
{
    uint64_t all = 0;
    for (int i = 0; i < WORDS; i++) all |= b->word[i];
    return all != 0;
}

/* Adds `weight` in every lane of `lanes`: a ripple of carries for each bit of the weight. */
static void add_to_tally(tally *t, const bits *lanes, uint32_t weight)
{
    for (int bit = 0; weight; bit++, weight >>= 1) {
        if (!(weight & 1)) continue;
        bits carry = *lanes;
        int row = bit;
        for (; any(&carry); row++)
            for (int i = 0; i < WORDS; i++) {
                uint64_t both = t->row[row].word[i] & carry.word[i];
                t->row[row].word[i] ^= carry.word[i];
                carry.word[i] = both;
            }
        t->n_rows = MAX(t->n_rows, row);
    }
}

/* The walks of `lanes` have just come to core vertex v, `step` links from where they started. */
static void count_vertex(walker *w, uint32_t v, uint32_t step, const bits *lanes)
{
    uint32_t unit = w->f->vertex[v], height = w->f->height[unit];
    const uint32_t *weight = below(w->f, unit);
    for (uint32_t k = 0; k <= height; k++)
        add_to_tally(&w->open[(step + k) % (MOST_HEIGHT + 1)], lanes, weight[k]);
}

/* Nothing more can be counted at this distance. Returns false if nothing was. */
static bool close_tally(walker *w, uint32_t distance)
{
    tally *t = &w->open[distance % (MOST_HEIGHT + 1)];
    if (!t->n_rows) return false;
    if (distance >= w->room) {
        w->room = 2 * (size_t)distance + 16;
        w->count = g_renew(uint32_t, w->count, w->room * LANES);
    }
    uint32_t *count = w->count + (size_t)distance * LANES;
    for (int lane = 0; lane < LANES; lane++) {
        count[lane] = 0;
        for (int row = 0; row < t->n_rows; row++)
            count[lane] |= (uint32_t)(t->row[row].word[lane / 64] >> lane % 64 & 1) << row;
    }
    memset(t, 0, sizeof *t);
    return true;
}

static void step_on(walker *w)
{
    const jw_network *core = &w->f->core;
    w->n_next = 0;
    for (uint32_t i = 0; i < w->n_listed; i++) {
        uint32_t v = w->listed[i];
        const bits front = w->front[v];
        for (uint32_t l = core->first[v]; l < core->first[v + 1]; l++) {
            uint32_t to = core->to[l];
            bits fresh;
            for (int j = 0; j < WORDS; j++) fresh.word[j] = front.word[j] & ~w->seen[to].word[j];
            if (!any(&fresh)) continue;
            if (!any(&w->next[to])) w->next_listed[w->n_next++] = to;
            for (int j = 0; j < WORDS; j++) w->next[to].word[j] |= fresh.word[j];
        }
        w->front[v] = (bits){ { 0 } };
    }
    bits *front = w->front;
    w->front = w->next;
    w->next = front;
    uint32_t *listed = w->listed;
    w->listed = w->next_listed;
    w->next_listed = listed;
    w->n_listed = w->n_next;
}

/* Counts, for lane i, the distances from core vertex from + i. Returns the largest of all. */
static uint32_t walk(walker *w, uint32_t from, uint32_t to)
{
    memset(w->seen, 0, w->f->core.n * sizeof *w->seen);
    w->n_listed = 0;
    for (uint32_t v = from; v < to; v++) {
        w->front[v].word[(v - from) / 64] = (uint64_t)1 << (v - from) % 64;
        w->listed[w->n_listed++] = v;
    }
    uint32_t step = 0;
    for (;; step++) {
        for (uint32_t i = 0; i < w->n_listed; i++) {
            uint32_t v = w->listed[i];
            for (int j = 0; j < WORDS; j++) w->seen[v].word[j] |= w->front[v].word[j];
            count_vertex(w, v, step, &w->front[v]);
        }
        if (!close_tally(w, step)) return step - 1;
        step_on(w);
    }
}

/* Branches. */

/* The counts of v, `depth` above its core vertex, from those of its parent: all but v's own part are a link
 * farther. */
static uint32_t count_from_parent(walker *w, uint32_t v, int depth, uint32_t most)
{
    const uint32_t *parent = w->along[depth - 1], *own = below(w->f, v);
    uint32_t *count = w->along[depth], height = w->f->height[v];
    count[0] = 0;
    memcpy(count + 1, parent, ((size_t)most + 1) * sizeof *count);
    for (uint32_t k = 0; k <= height; k++) {
        count[k] += own[k];
        count[k + 2] -= own[k];
    }
    most++;
    while (most && !count[most]) most--;
    return most;
}

/* In order of distance: vertices that see the same distances score the same, to the last bit. */
static void add_up(const folded *f, uint32_t v, const uint32_t *count, uint32_t most)
{
    double sum = 0;
    uint32_t others = 0;
    for (uint32_t d = 1; d <= most; d++) {
        sum += f->term == JW_INVERSES ? (double)count[d] / d : (double)count[d] * d;
        others += count[d];
    }
    f->sums[v] = sum;
    f->others[v] = others;
}

/* Adds up for v, whose counts stand in along[depth], and for all on its branches. */
static void add_up_branches(walker *w, uint32_t v, int depth, uint32_t most)
{
    const folded *f = w->f;
    uint32_t known = JW_NO_UNIT; /* a leaf: those of one parent are alike */
    add_up(f, v, w->along[depth], most);
    for (uint32_t i = f->first_child[v]; i < f->first_child[v + 1]; i++) {
        uint32_t child = f->child[i];
        if (f->height[child] == 0 && known != JW_NO_UNIT) {
            f->sums[child] = f->sums[known];
            f->others[child] = f->others[known];
            continue;
        }
        add_up_branches(w, child, depth + 1, count_from_parent(w, child, depth + 1, most));
        if (f->height[child] == 0) known = child;
    }
}

static void do_walks(void *context, void *scratch, uint32_t piece)
{
    walker *w = scratch;
    const folded *f = context;
    uint32_t from = piece * LANES, to = MIN(from + LANES, f->core.n), farthest = walk(w, from, to);
    if (farthest + 2 * MOST_HEIGHT + 4 > w->along_room) {
        w->along_room = farthest + 2 * MOST_HEIGHT + 4;
        for (int i = 0; i <= MOST_HEIGHT; i++) w->along[i] = g_renew(uint32_t, w->along[i], w->along_room);
    }
    for (uint32_t v = from; v < to; v++) {
        uint32_t most = 0;
        memset(w->along[0], 0, w->along_room * sizeof **w->along);
        for (uint32_t d = 0; d <= farthest; d++) {
            w->along[0][d] = w->count[(size_t)d * LANES + (v - from)];
            if (w->along[0][d]) most = d;
        }
        add_up_branches(w, f->vertex[v], 0, most);
    }
}

void jw_distance_sums(const jw_network *g, jw_distance_term term, double *sums, uint32_t *others)
{
    static const jw_job job = { begin_walks, do_walks, NULL, end_walks, 0 };
    enum { LEAST_WORK = 2000000 };
    folded f = fold(g);
    f.term = term;
    f.sums = sums;
    f.others = others;
    double work = (double)f.core.n * (f.core.n + (double)f.core.first[f.core.n]);
    jw_work(&job, &f, (f.core.n + LANES - 1) / LANES, work < LEAST_WORK);
    jw_tree_distance_sums(g, NULL, f.trees, f.n_trees, term, sums, others);
    folded_clear(&f);
}
