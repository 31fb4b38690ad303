/* On how many shortest paths between two others a unit stands, each pair of units sharing one path among its
 * shortest (Freeman 1977). Normalized: by the number of such pairs; NAN if there is none.
 *
 * Directed, igraph counts (Brandes 2001, O(units · links)). Undirected, we do, along the lines of Sarıyüce et
 * al. (condense.h): a network of organizations is nearly a tree. Where a single unit holds parts together,
 * the pairs that it separates are a product of numbers, exact and at once (blocks.h). Within a block,
 * Brandes' walk goes out from each class of twins instead of from each unit, over vertices and detours;
 * couplers are walked from too, but never through. O(units + links + Σ over blocks, classes · links between
 * them).
 *
 * Sums are taken piece by piece in one order, so the threads do not show; and to about 1e-15, so that scores
 * which are equal by definition differ in the last bits at most: rounding (jw_round_score) sees to those. */
#include "measure/bridge.h"
#include "measure/condense.h"
#include "measure/measures.h"
#include "measure/network.h"
#include "measure/workers.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* Directed. */

static igraph_error_t by_igraph(const igraph_t *graph, const jw_rank_options *options,
                                igraph_vector_t *scores)
{
    igraph_error_t code = jw_igraph_betweenness(graph, scores, true);
    if (code || !options->normalized) return code;
    double n = (double)igraph_vcount(graph), pairs = (n - 1) * (n - 2);
    for (igraph_integer_t v = 0; v < igraph_vcount(graph); v++)
        VECTOR(*scores)[v] = pairs > 0 ? VECTOR(*scores)[v] / pairs : NAN;
    return code;
}

/* Undirected: the walks of one block. */

/* What is added up over the walks: twice the betweenness of a member, by vertex, then by detour (of the
 * coupler on it, for paths in that direction). */
typedef struct {
    const jw_condensed *c;
    size_t n_sums;
    double *sum,
        *rest; /* sum + rest is the value: what the rounding of the sum lost is kept (Knuth's TwoSum) */
    uint32_t per_piece; /* walks */
} block_sums;

/* One thread's. In a walk: the step at which each vertex is met; how many shortest paths lead to a member,
 * and to all members together (through); and what pairs beyond a member depend on it, for each path to a
 * member (beyond). */
typedef struct {
    const jw_condensed *c;
    double *sum; /* of the piece under way */
    uint32_t *step, *order, n_ordered;
    double *paths, *through, *beyond;
    uint32_t *wave[3], n_wave[3]; /* vertices to be met at a step, by step mod 3: a link leads to the next, a
                                     detour to the one after that */
} walker;

static void *begin_walks(void *context)
{
    const block_sums *b = context;
    walker *w = g_new0(walker, 1);
    size_t n = (size_t)b->c->n + 1;
    w->c = b->c;
    w->sum = g_new0(double, b->n_sums + 1);
    w->step = g_new(uint32_t, n);
    w->order = g_new(uint32_t, n);
    w->paths = g_new(double, n);
    w->through = g_new(double, n);
    w->beyond = g_new(double, n);
    for (int i = 0; i < 3; i++) w->wave[i] = g_new(uint32_t, n);
    return w;
}

static void end_walks(void *scratch)
{
    walker *w = scratch;
    void *all[] = { w->sum,    w->step,    w->order,   w->paths,  w->through,
                    w->beyond, w->wave[0], w->wave[1], w->wave[2] };
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) g_free(all[i]);
    g_free(w);
}

static void reach(walker *w, uint32_t v, uint32_t step, double paths)
{
    if (w->step[v] == step) {
        w->paths[v] += paths;
    } else if (w->step[v] > step) {
        w->step[v] = step;
        w->paths[v] = paths;
        w->wave[step % 3][w->n_wave[step % 3]++] = v;
    }
}

/* Meets all vertices, nearest first. source: the class walked from. */
static void walk_out(walker *w, uint32_t source)
{
    const jw_condensed *c = w->c;
    memset(w->step, 0xff, c->n * sizeof *w->step); /* UINT32_MAX: not met */
    w->n_ordered = 0;
    w->n_wave[0] = w->n_wave[1] = w->n_wave[2] = 0;
    if (source < c->n) {
        reach(w, source, 0, 1);
    } else {
        const uint32_t *end = c->end + 2 * (source - c->n);
        reach(w, c->detours[end[0]].to, 1, 1);
        reach(w, c->detours[end[1]].to, 1, 1);
    }
    for (uint32_t step = 0, idle = 0; idle < 3; step++) {
        uint32_t *wave = w->wave[step % 3], n = w->n_wave[step % 3];
        w->n_wave[step % 3] = 0; /* what is reached from here goes to the other two */
        idle = n ? 0 : idle + 1;
        for (uint32_t i = 0; i < n; i++) {
            uint32_t v = wave[i];
            if (w->step[v] != step) continue; /* a detour led here, but a link was shorter */
            double through = v == source ? 1 : w->paths[v] * c->members[v];
            w->through[v] = through;
            w->order[w->n_ordered++] = v;
            for (uint32_t l = c->first[v]; l < c->first[v + 1]; l++) reach(w, c->to[l], step + 1, through);
            for (uint32_t d = c->first_detour[v]; d < c->first_detour[v + 1]; d++)
                reach(w, c->detours[d].to, step + 2, through * c->detours[d].members);
        }
    }
}

/* Brandes' way back: for each member of v, what the vertices met after it add up to, for each path to it. A
 * coupler is met a step after the nearer of its two ends, or after both. */
static double gather(walker *w, uint32_t v, double source_weight)
{
    const jw_condensed *c = w->c;
    uint32_t step = w->step[v];
    double sum = 0, next_to = 0, through = w->through[v];
    for (uint32_t l = c->first[v]; l < c->first[v + 1]; l++)
        sum += w->step[c->to[l]] == step + 1 ? w->beyond[c->to[l]] : 0;
    for (uint32_t d = c->first_detour[v]; d < c->first_detour[v + 1]; d++) {
        const jw_detour *by = &c->detours[d];
        int64_t later = (int64_t)w->step[by->to] - step;
        next_to += later > 0 ? by->weight : 0;
        if (later == 2) {
            sum += by->members * w->beyond[by->to];
            w->sum[c->n + d] += source_weight * through * w->beyond[by->to];
        } else if (later == 0) {
            sum += by->weight / (through + w->through[by->to]);
        }
    }
    return sum + next_to / through;
}

static void walk_back(walker *w, uint32_t source)
{
    const jw_condensed *c = w->c;
    double weight = c->weight[source], own = 0;
    uint32_t ends[2] = { JW_NO_UNIT, JW_NO_UNIT };
    if (source >= c->n) { /* it is no target of its own walk, though it hangs between its ends as others do */
        for (int i = 0; i < 2; i++) ends[i] = c->detours[c->end[2 * (source - c->n) + (uint32_t)i]].to;
        own = weight / (w->through[ends[0]] + w->through[ends[1]]);
    }
    for (uint32_t i = w->n_ordered; i--;) {
        uint32_t v = w->order[i];
        double sum = gather(w, v, weight);
        if (v == source) continue;
        if (v == ends[0] || v == ends[1]) sum -= own;
        w->sum[v] += weight * (w->paths[v] * sum);
        w->beyond[v] = c->weight[v] / w->paths[v] + c->members[v] * sum;
    }
}

static void do_walks(void *context, void *scratch, uint32_t piece)
{
    const block_sums *b = context;
    walker *w = scratch;
    uint32_t n = b->c->n + b->c->n_couplers, from = piece * b->per_piece, to = MIN(n, from + b->per_piece);
    memset(w->sum, 0, b->n_sums * sizeof *w->sum);
    for (uint32_t source = from; source < to; source++) {
        walk_out(w, source);
        walk_back(w, source);
    }
}

static void add_walks(void *context, void *scratch, uint32_t piece)
{
    block_sums *b = context;
    const walker *w = scratch;
    (void)piece;
    for (size_t i = 0; i < b->n_sums; i++) {
        double sum = b->sum[i] + w->sum[i], added = sum - b->sum[i];
        b->rest[i] += (b->sum[i] - (sum - added)) + (w->sum[i] - added);
        b->sum[i] = sum;
    }
}

static double twice_of_class(const block_sums *b, uint32_t class)
{
    const jw_condensed *c = b->c;
    if (class < c->n) return b->sum[class] + b->rest[class];
    const uint32_t *end = c->end + 2 * (class - c->n);
    size_t one = (size_t)c->n + end[0], other = (size_t)c->n + end[1];
    return (b->sum[one] + b->sum[other]) + (b->rest[one] + b->rest[other]);
}

static void add_block(const jw_condensed *c, const uint32_t *member, double *values)
{
    static const jw_job job = { begin_walks, do_walks, add_walks, end_walks };
    enum { MOST_WALKS = 256, LEAST_PIECES = 64, LEAST_WORK = 200000 };
    uint32_t n_walks = c->n + c->n_couplers;
    block_sums b = { .c = c, .n_sums = (size_t)c->n + 2 * (size_t)c->n_couplers };
    b.sum = g_new0(double, 2 * b.n_sums + 1);
    b.rest = b.sum + b.n_sums;
    b.per_piece = CLAMP(n_walks / LEAST_PIECES, 1, MOST_WALKS);
    double work = (double)n_walks * (c->first[c->n] + c->first_detour[c->n]);
    jw_work(&job, &b, (n_walks + b.per_piece - 1) / b.per_piece, work < LEAST_WORK);
    for (uint32_t i = 0; i < c->size; i++)
        values[member[i]] += (twice_of_class(&b, c->class_of[i]) + c->within[i]) / 2;
    g_free(b.sum);
}

void jw_network_betweenness(const jw_network *g, bool normalized, double *values)
{
    jw_blocks blocks = jw_blocks_of(g);
    uint32_t *place = g_new(uint32_t, (size_t)g->n + 1);
    memset(place, 0xff, ((size_t)g->n + 1) * sizeof *place);
    memset(values, 0, g->n * sizeof *values);
    for (uint32_t b = 0; b < blocks.n; b++) {
        if (blocks.start[b + 1] - blocks.start[b] == 2) continue; /* nobody stands within a bridge */
        jw_condensed c = jw_condense(g, &blocks, b, place);
        add_block(&c, blocks.member + blocks.start[b], values);
        jw_condensed_clear(&c);
    }
    double n = g->n, pairs = (n - 1) * (n - 2) / 2;
    for (uint32_t v = 0; v < g->n; v++) {
        values[v] += (double)blocks.apart[v];
        if (normalized) values[v] = pairs > 0 ? values[v] / pairs : NAN;
    }
    g_free(place);
    jw_blocks_clear(&blocks);
}

JW_MEASURE(betweenness)
{
    return options->directed ? jw_run_centrality(m, options, true, by_igraph, scores, diags)
                             : jw_run_on_network(m, options, jw_network_betweenness, scores, diags);
}
