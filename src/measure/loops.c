/* Loops of authority. Units on a loop are those of the strongly connected parts of two and more; in each, the
 * shortest loop through the smallest unit that no reported loop holds yet, until all are held. */
#include "measure/bridge.h"
#include "measure/measures.h"
#include "measure/reach.h"
#include "measure/rules.h"

#include <glib.h>
#include <math.h>

enum { MOST_LOOPS = 100, MOST_SHOWN = 20 };

typedef struct {
    const jw_checking *k;
    jw_walk walk;
    uint32_t *part, *part_size; /* by unit; by part */
    bool *held;                 /* by unit: it is on a loop that was reported */
    uint32_t *from;             /* by unit: where the search came from; JW_NO_UNIT: not met */
    GArray *queue;
    uint32_t at;
} search;

static void collect(void *context, uint32_t to)
{
    GArray *pairs = context;
    g_array_append_val(pairs, to);
}

/* The authority links between units that are not eliminated, as pairs. */
static GArray *authority_pairs(const jw_model *m, const jw_walk *walk)
{
    GArray *pairs = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
           *below = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++) {
        if (jw_unit_is_eliminated(m, u)) continue;
        g_array_set_size(below, 0);
        jw_walk_from(walk, u, collect, below);
        for (guint i = 0; i < below->len; i++) {
            uint32_t pair[] = { u, g_array_index(below, uint32_t, i) };
            if (!jw_unit_is_eliminated(m, pair[1])) g_array_append_vals(pairs, pair, 2);
        }
    }
    g_array_free(below, TRUE);
    return pairs;
}

static igraph_error_t strong_parts(uint32_t n, const GArray *pairs, igraph_vector_int_t *part)
{
    igraph_t graph;
    igraph_error_t code =
        jw_igraph_create(&graph, n, (const uint32_t *)(void *)pairs->data, pairs->len / 2, true, false);
    if (code) return code;
    code = igraph_connected_components(&graph, part, NULL, NULL, IGRAPH_STRONG);
    igraph_destroy(&graph);
    return code;
}

/* Fills s->part and s->part_size; false after adding a finding. */
static bool find_parts(search *s)
{
    uint32_t n = (uint32_t)jw_model_unit_count(s->k->m);
    GArray *pairs = authority_pairs(s->k->m, &s->walk);
    s->part = g_new(uint32_t, n + 1);
    s->part_size = g_new0(uint32_t, n + 1);
    jw_igraph_begin();
    igraph_vector_int_t part;
    igraph_error_t code = igraph_vector_int_init(&part, 0);
    if (!code) {
        code = strong_parts(n, pairs, &part);
        for (uint32_t u = 0; !code && u < n; u++) {
            s->part[u] = (uint32_t)VECTOR(part)[u];
            s->part_size[s->part[u]]++;
        }
        igraph_vector_int_destroy(&part);
    }
    g_array_free(pairs, TRUE);
    return jw_igraph_end(code, s->k->diags);
}

static void meet(void *context, uint32_t to)
{
    search *s = context;
    if (s->from[to] != JW_NO_UNIT || s->part[to] != s->part[s->at] || jw_unit_is_eliminated(s->k->m, to))
        return;
    s->from[to] = s->at;
    g_array_append_val(s->queue, to);
}

/* The shortest loop through `start`, backward from it, in a new array. */
static GArray *shortest_loop(search *s, uint32_t start)
{
    g_array_set_size(s->queue, 0);
    s->at = start;
    jw_walk_from(&s->walk, start, meet, s);
    for (guint i = 0; i < s->queue->len && s->from[start] == JW_NO_UNIT; i++) {
        s->at = g_array_index(s->queue, uint32_t, i);
        jw_walk_from(&s->walk, s->at, meet, s);
    }
    GArray *loop = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    uint32_t u = start;
    do {
        g_array_append_val(loop, u);
        u = s->from[u];
    } while (u != start);
    for (guint i = 0; i < s->queue->len; i++) s->from[g_array_index(s->queue, uint32_t, i)] = JW_NO_UNIT;
    return loop;
}

static guint place_of_smallest(const GArray *loop)
{
    guint smallest = 0;
    for (guint i = 1; i < loop->len; i++)
        if (g_array_index(loop, uint32_t, i) < g_array_index(loop, uint32_t, smallest)) smallest = i;
    return smallest;
}

/* loop: backward from where the search began. Said forward, from the smallest id. */
static void report(search *s, const GArray *loop)
{
    guint first = place_of_smallest(loop), shown = MIN(loop->len, MOST_SHOWN);
    g_autoptr(GString) path = g_string_new(NULL);
    for (guint i = 0; i < loop->len; i++) {
        uint32_t u = g_array_index(loop, uint32_t, (first + loop->len - i) % loop->len);
        s->held[u] = true;
        if (i < shown) g_string_append_printf(path, "%s → ", jw_unit_id(s->k->m, u));
    }
    uint32_t smallest = g_array_index(loop, uint32_t, first);
    if (shown < loop->len) g_string_append_printf(path, "… (%u) → ", loop->len);
    g_string_append(path, jw_unit_id(s->k->m, smallest));
    jw_check_found(s->k, jw_unit_place(s->k->m, smallest), path->str, NULL);
}

static void report_loops(search *s)
{
    uint32_t loops = 0, left = 0;
    for (uint32_t u = 0; u < jw_model_unit_count(s->k->m); u++) {
        if (s->part_size[s->part[u]] < 2 || s->held[u]) continue;
        if (loops == MOST_LOOPS) {
            left++;
            continue;
        }
        GArray *loop = shortest_loop(s, u);
        report(s, loop);
        g_array_free(loop, TRUE);
        loops++;
    }
    if (!left) return;
    jw_checking more = *s->k;
    more.code = "more-authority-loops";
    g_autofree char *number = g_strdup_printf("%u", left);
    jw_check_found(&more, (jw_place){ 0 }, number, NULL);
}

void jw_check_loops(const jw_checking *k)
{
    uint32_t n = (uint32_t)jw_model_unit_count(k->m);
    search s = { .k = k, .walk = jw_walk_new(k->m, jw_way_of_authority) };
    if (find_parts(&s)) {
        s.held = g_new0(bool, n + 1);
        s.from = g_new(uint32_t, n + 1);
        for (uint32_t u = 0; u < n; u++) s.from[u] = JW_NO_UNIT;
        s.queue = g_array_new(FALSE, FALSE, sizeof(uint32_t));
        report_loops(&s);
        g_array_free(s.queue, TRUE);
        g_free(s.held);
        g_free(s.from);
    }
    jw_walk_clear(&s.walk);
    g_free(s.part);
    g_free(s.part_size);
}

size_t jw_loop_parts(const jw_model *m, uint32_t *part, jw_diags *diags)
{
    size_t n_parts = 0, n = jw_model_unit_count(m);
    search s = { .k = &(jw_checking){ .m = m, .diags = diags }, .walk = jw_walk_new(m, jw_way_of_authority) };
    bool good = find_parts(&s);
    uint32_t *number = g_new(uint32_t, n + 1); /* by part of igraph's */
    for (size_t p = 0; p <= n; p++) number[p] = JW_NO_UNIT;
    for (size_t u = 0; good && u < n; u++) {
        uint32_t p = s.part[u];
        if (s.part_size[p] > 1 && number[p] == JW_NO_UNIT) number[p] = (uint32_t)n_parts++;
        part[u] = number[p];
    }
    g_free(number);
    jw_walk_clear(&s.walk);
    g_free(s.part);
    g_free(s.part_size);
    return good ? n_parts : SIZE_MAX;
}

JW_MEASURE(loops)
{
    (void)options;
    size_t n = jw_model_unit_count(m);
    g_autofree uint32_t *part = g_new(uint32_t, n + 1);
    if (jw_loop_parts(m, part, diags) == SIZE_MAX) return false;
    for (uint32_t u = 0; u < n; u++) scores[u] = jw_unit_is_eliminated(m, u) ? NAN : part[u] != JW_NO_UNIT;
    return true;
}
