/* On how many shortest paths between two others a unit stands, each pair of units sharing one path among its
 * shortest (Freeman 1977). Normalized: by the number of such pairs; NAN if there is none.
 *
 * Directed, igraph counts (Brandes 2001, O(units · links)), but on a forest. Undirected, we do, along the
 * lines of Sarıyüce et al. (condense.h): a network of organizations is nearly a tree. Where a single unit
 * holds parts together, the pairs that it separates are a product of numbers, exact and at once (blocks.h).
 * Within a block, Brandes' walk goes out from each class of twins instead of from each unit, over vertices
 * and detours; couplers are walked from too, but never through. O(units + links + Σ over blocks, classes ·
 * links between them).
 *
 * Sums are taken piece by piece in one order, so the threads do not show; and to about 1e-15, so that scores
 * which are equal by definition differ in the last bits at most: rounding (jw_round_score) sees to those. */
#include "measure/condense.h"
#include "measure/forest.h"
#include "measure/measures.h"
#include "measure/network.h"
#include "base/workers.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
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

/* Eight walks go side by side, one in each lane of a vector: they start near each other, so most vertices lie
 * at two or three different distances from the eight, and each link is looked at so many times instead of
 * eight. What is marked LANEWISE is compiled once for each of the processor's vector widths (walk_with); lane
 * by lane the arithmetic is the same in all of them, and so are the bytes of the result. */
enum { LANES = 8 };
#define LANEWISE static inline __attribute__((always_inline))
#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif
typedef double numbers __attribute__((vector_size(8 * LANES)));
typedef int64_t choice __attribute__((vector_size(8 * LANES))); /* of lanes, for numbers: −1 or 0 each */
typedef int32_t steps __attribute__((vector_size(4 * LANES)));  /* and a choice for steps */

/* A vertex, at a step at which some of the walks meet it. */
typedef struct {
    uint32_t vertex;
    int32_t step;
} meeting;

/* One thread's. By vertex and lane: the step at which the walk meets it; how many shortest paths lead to a
 * member, and to all members together (through); and what pairs beyond a member depend on it, for each path
 * to a member. */
typedef struct {
    const jw_condensed *c;
    double *sum; /* of the piece under way */
    steps *step;
    numbers *paths, *through, *beyond;
    meeting *met; /* nearest first */
    size_t n_met, room_met;
    /* Vertices to be met at a step, by step mod 3: a link leads to the next, a detour to the one after that.
     * listed: the last step for which a vertex is in a wave, of even and of odd ones. */
    uint32_t *wave[3], n_wave[3];
    int32_t *listed[2];
    uint32_t source[LANES], n_sources;
} walker;

static void *new_lanes(size_t n, size_t width)
{
    void *lanes =
        aligned_alloc(sizeof(numbers), (n * width + sizeof(numbers)) / sizeof(numbers) * sizeof(numbers));
    if (!lanes) g_error("out of memory");
    memset(lanes, 0, n * width);
    return lanes;
}

static void *begin_walks(void *context)
{
    const block_sums *b = context;
    walker *w = g_new0(walker, 1);
    size_t n = (size_t)b->c->n + 1;
    w->c = b->c;
    w->sum = g_new0(double, b->n_sums + 1);
    w->step = new_lanes(n, sizeof *w->step);
    w->paths = new_lanes(n, sizeof *w->paths);
    w->through = new_lanes(n, sizeof *w->through);
    w->beyond = new_lanes(n, sizeof *w->beyond);
    w->room_met = 2 * n;
    w->met = g_new(meeting, w->room_met);
    for (int i = 0; i < 3; i++) w->wave[i] = g_new(uint32_t, n);
    for (int i = 0; i < 2; i++) w->listed[i] = g_new(int32_t, n);
    return w;
}

static void end_walks(void *scratch)
{
    walker *w = scratch;
    void *all[] = { w->sum, w->met, w->wave[0], w->wave[1], w->wave[2], w->listed[0], w->listed[1] };
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) g_free(all[i]);
    free(w->step);
    free(w->paths);
    free(w->through);
    free(w->beyond);
    g_free(w);
}

LANEWISE bool any(const steps *chosen)
{
    uint64_t words[sizeof *chosen / 8];
    memcpy(words, chosen, sizeof words);
    return (words[0] | words[1] | words[2] | words[3]) != 0;
}

#define WIDE(chosen) __builtin_convertvector(chosen, choice)
#define KEEP(chosen, values) ((numbers)((choice)(values) & (chosen))) /* 0 in the other lanes */
#define CHOOSE(chosen, a, b) ((numbers)(((choice)(a) & (chosen)) | ((choice)(b) & ~(chosen))))

static void list(walker *w, uint32_t v, int32_t step)
{
    if (w->listed[step & 1][v] == step) return;
    w->listed[step & 1][v] = step;
    w->wave[step % 3][w->n_wave[step % 3]++] = v;
}

/* The walks of `here` come to v by so many paths, unless they have met it before. */
LANEWISE void reach(walker *w, uint32_t v, int32_t step, const steps *here, const numbers *paths)
{
    steps before = w->step[v], come = *here & (before >= step);
    if (!any(&come)) return;
    steps first = *here & (before > step);
    if (any(&first)) {
        w->step[v] = (before & ~first) | (step & first);
        w->paths[v] = KEEP(~WIDE(first), w->paths[v]);
        list(w, v, step);
    }
    w->paths[v] += KEEP(WIDE(come), *paths);
}

static void start(walker *w, uint32_t lane, uint32_t v, int32_t step)
{
    w->step[v][lane] = step;
    w->paths[v][lane] = 1;
    list(w, v, step);
}

LANEWISE void start_all(walker *w)
{
    const jw_condensed *c = w->c;
    for (uint32_t v = 0; v < c->n; v++) w->step[v] = (steps){ 0 } + INT32_MAX; /* not met */
    for (int i = 0; i < 2; i++) memset(w->listed[i], 0xff, c->n * sizeof *w->listed[i]);
    w->n_met = w->n_wave[0] = w->n_wave[1] = w->n_wave[2] = 0;
    for (uint32_t lane = 0; lane < w->n_sources; lane++) {
        uint32_t source = w->source[lane];
        if (source < c->n) {
            start(w, lane, source, 0);
            continue;
        }
        for (uint32_t i = 0; i < 2; i++) start(w, lane, c->detours[c->end[2 * (source - c->n) + i]].to, 1);
    }
}

LANEWISE void meet(walker *w, uint32_t v, int32_t step)
{
    const jw_condensed *c = w->c;
    steps here = w->step[v] == step;
    if (!any(&here)) return; /* a detour led here, but a link was shorter */
    /* A walk starts from one member: of the class at its step 0 no other is on a path. */
    numbers through = step ? w->paths[v] * c->members[v] : w->paths[v];
    w->through[v] = CHOOSE(WIDE(here), through, w->through[v]);
    if (w->n_met == w->room_met) {
        w->room_met *= 2;
        w->met = g_renew(meeting, w->met, w->room_met);
    }
    w->met[w->n_met++] = (meeting){ v, step };
    for (uint32_t l = c->first[v]; l < c->first[v + 1]; l++) reach(w, c->to[l], step + 1, &here, &through);
    for (uint32_t d = c->first_detour[v]; d < c->first_detour[v + 1]; d++) {
        numbers by = through * (double)c->detours[d].members;
        reach(w, c->detours[d].to, step + 2, &here, &by);
    }
}

/* Meets all vertices, nearest first. */
LANEWISE void walk_out(walker *w)
{
    start_all(w);
    for (int32_t step = 0, idle = 0; idle < 3; step++) {
        uint32_t *wave = w->wave[step % 3], n = w->n_wave[step % 3];
        w->n_wave[step % 3] = 0; /* what is reached from here goes to the other two */
        idle = n ? 0 : idle + 1;
        for (uint32_t i = 0; i < n; i++) meet(w, wave[i], step);
    }
}

LANEWISE double add_up(const numbers *values)
{
    double sum = 0;
    for (int lane = 0; lane < LANES; lane++) sum += (*values)[lane];
    return sum;
}

/* Brandes' way back: for each member of v, what the vertices met after it add up to, for each path to it. A
 * coupler is met a step after the nearer of its two ends, or after both. */
LANEWISE void gather(walker *w, uint32_t v, int32_t step, const steps *here, const numbers *weight,
                     numbers *result)
{
    const jw_condensed *c = w->c;
    numbers sum = { 0 }, next_to = { 0 }, through = w->through[v];
    for (uint32_t l = c->first[v]; l < c->first[v + 1]; l++) {
        steps next = *here & (w->step[c->to[l]] == step + 1);
        if (any(&next)) sum += KEEP(WIDE(next), w->beyond[c->to[l]]);
    }
    for (uint32_t d = c->first_detour[v]; d < c->first_detour[v + 1]; d++) {
        const jw_detour *by = &c->detours[d];
        steps other = w->step[by->to], later = *here & (other > step), beside = *here & (other == step);
        next_to += KEEP(WIDE(later), (numbers){ 0 } + (double)by->weight);
        steps behind = later & (other == step + 2);
        if (any(&behind)) {
            numbers beyond = KEEP(WIDE(behind), w->beyond[by->to]), on_it = *weight * through * beyond;
            sum += beyond * (double)by->members;
            w->sum[c->n + d] += add_up(&on_it);
        }
        if (any(&beside)) sum += KEEP(WIDE(beside), (double)by->weight / (through + w->through[by->to]));
    }
    *result = KEEP(WIDE(*here), sum + next_to / through);
}

/* Takes off what a coupler's walk counted of the coupler itself, which hangs between its ends as others do.
 */
static void leave_out_source(const walker *w, uint32_t v, numbers *sum)
{
    const jw_condensed *c = w->c;
    for (uint32_t lane = 0; lane < w->n_sources; lane++) {
        uint32_t source = w->source[lane];
        if (source < c->n) continue;
        const uint32_t *end = c->end + 2 * (source - c->n);
        uint32_t a = c->detours[end[0]].to, b = c->detours[end[1]].to;
        if (v == a || v == b) (*sum)[lane] -= c->weight[source] / (w->through[a][lane] + w->through[b][lane]);
    }
}

LANEWISE void walk_back(walker *w)
{
    const jw_condensed *c = w->c;
    numbers weight = { 0 };
    for (uint32_t lane = 0; lane < w->n_sources; lane++) weight[lane] = c->weight[w->source[lane]];
    for (size_t i = w->n_met; i--;) {
        uint32_t v = w->met[i].vertex;
        int32_t step = w->met[i].step;
        steps here = w->step[v] == step;
        numbers sum;
        gather(w, v, step, &here, &weight, &sum);
        if (step == 0) continue; /* the source itself */
        if (step == 1) leave_out_source(w, v, &sum);
        numbers on_it = weight * KEEP(WIDE(here), w->paths[v] * sum),
                beyond = c->weight[v] / w->paths[v] + sum * c->members[v];
        w->sum[v] += add_up(&on_it);
        w->beyond[v] = CHOOSE(WIDE(here), beyond, w->beyond[v]);
    }
}

static void walk_plain(walker *w)
{
    walk_out(w);
    walk_back(w);
}

#ifdef __x86_64__
__attribute__((target("avx2"))) static void walk_avx2(walker *w)
{
    walk_out(w);
    walk_back(w);
}

__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))) static void walk_avx512(walker *w)
{
    walk_out(w);
    walk_back(w);
}
#endif

typedef void walk_function(walker *w);

static walk_function *walk_with(void)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl"))
        return walk_avx512;
    if (__builtin_cpu_supports("avx2")) return walk_avx2;
#endif
    return walk_plain;
}

static void do_walks(void *context, void *scratch, uint32_t piece)
{
    const block_sums *b = context;
    walker *w = scratch;
    uint32_t n = b->c->n + b->c->n_couplers, from = piece * b->per_piece, to = MIN(n, from + b->per_piece);
    walk_function *walk = walk_with();
    memset(w->sum, 0, b->n_sums * sizeof *w->sum);
    while (from < to) {
        for (w->n_sources = 0; w->n_sources < LANES && from < to; from++) w->source[w->n_sources++] = from;
        walk(w);
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
    static const jw_job job = { begin_walks, do_walks, add_walks, end_walks, 0 };
    enum { MOST_WALKS = 256, LEAST_PIECES = 64, LEAST_WORK = 200000 };
    uint32_t n_walks = c->n + c->n_couplers;
    block_sums b = { .c = c, .n_sums = (size_t)c->n + 2 * (size_t)c->n_couplers };
    b.sum = g_new0(double, 2 * b.n_sums + 1);
    b.rest = b.sum + b.n_sums;
    b.per_piece = CLAMP(n_walks / LEAST_PIECES, LANES, MOST_WALKS) / LANES * LANES;
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
    return options->directed ? jw_run_directed(m, options, jw_forest_betweenness, by_igraph, scores, diags)
                             : jw_run_on_network(m, options, jw_network_betweenness, scores, diags);
}
