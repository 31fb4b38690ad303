#include "measure/leading.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* A graph taken apart: vertices numbered within their component, edges sorted by component. */
typedef struct {
    uint32_t n, n_edges, n_components;
    uint32_t *component, *place; /* by vertex */
    uint32_t *size, *start;      /* by component; its edges are start[c] … start[c + 1] − 1 */
    uint32_t *pairs;             /* two places an edge */
    double *least_sq, *most_sq;  /* by component: bounds of its eigenvalue, squared */
} parts;

static void parts_clear(parts *p)
{
    void *all[] = { p->component, p->place, p->size, p->start, p->pairs, p->least_sq, p->most_sq };
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) g_free(all[i]);
}

static igraph_error_t find_components(const igraph_t *graph, parts *p)
{
    igraph_vector_int_t membership;
    igraph_integer_t n;
    igraph_error_t code = igraph_vector_int_init(&membership, 0);
    if (code) return code;
    code = igraph_connected_components(graph, &membership, NULL, &n, IGRAPH_WEAK);
    if (!code) {
        p->n_components = (uint32_t)n;
        p->size = g_new0(uint32_t, p->n_components + 1);
        for (uint32_t v = 0; v < p->n; v++) {
            p->component[v] = (uint32_t)VECTOR(membership)[v];
            p->place[v] = p->size[p->component[v]]++;
        }
    }
    igraph_vector_int_destroy(&membership);
    return code;
}

static void sort_edges(const igraph_t *graph, parts *p)
{
    p->start = g_new0(uint32_t, p->n_components + 2);
    p->pairs = g_new(uint32_t, 2 * (size_t)p->n_edges + 1);
    for (uint32_t e = 0; e < p->n_edges; e++) p->start[p->component[IGRAPH_FROM(graph, e)] + 2]++;
    for (uint32_t c = 0; c < p->n_components; c++) p->start[c + 2] += p->start[c + 1];
    for (uint32_t e = 0; e < p->n_edges; e++) {
        uint32_t from = (uint32_t)IGRAPH_FROM(graph, e), to = (uint32_t)IGRAPH_TO(graph, e);
        uint32_t at = p->start[p->component[from] + 1]++;
        p->pairs[2 * (size_t)at] = p->place[from];
        p->pairs[2 * (size_t)at + 1] = p->place[to];
    }
}

/* √(largest degree) and the mean degree are at most the eigenvalue, and that is at most the largest √(product
 * of an edge's degrees) (Favaron, Mahéo and Saclé 1993). */
static void find_bounds(const igraph_t *graph, parts *p)
{
    double *degree = g_new0(double, p->n + 1);
    p->least_sq = g_new0(double, p->n_components + 1);
    p->most_sq = g_new0(double, p->n_components + 1);
    for (uint32_t e = 0; e < p->n_edges; e++) {
        degree[IGRAPH_FROM(graph, e)]++;
        degree[IGRAPH_TO(graph, e)]++;
    }
    for (uint32_t c = 0; c < p->n_components; c++) {
        double mean = 2.0 * (p->start[c + 1] - p->start[c]) / p->size[c];
        p->least_sq[c] = mean * mean;
    }
    for (uint32_t e = 0; e < p->n_edges; e++) {
        uint32_t c = p->component[IGRAPH_FROM(graph, e)];
        double a = degree[IGRAPH_FROM(graph, e)], b = degree[IGRAPH_TO(graph, e)];
        p->least_sq[c] = fmax(p->least_sq[c], fmax(a, b));
        p->most_sq[c] = fmax(p->most_sq[c], a * b);
    }
    g_free(degree);
}

static igraph_error_t take_apart(const igraph_t *graph, parts *p)
{
    *p = (parts){ .n = (uint32_t)igraph_vcount(graph), .n_edges = (uint32_t)igraph_ecount(graph) };
    p->component = g_new(uint32_t, p->n + 1);
    p->place = g_new(uint32_t, p->n + 1);
    igraph_error_t code = find_components(graph, p);
    if (code) return code;
    sort_edges(graph, p);
    find_bounds(graph, p);
    return IGRAPH_SUCCESS;
}

/* The leading vector of component c, which has an edge. */
static igraph_error_t vector_of(const parts *p, uint32_t c, igraph_vector_t *vector, double *value)
{
    igraph_t graph;
    igraph_error_t code = jw_igraph_create(&graph, p->size[c], p->pairs + 2 * (size_t)p->start[c],
                                           p->start[c + 1] - p->start[c], false, false);
    if (code) return code;
    code = jw_igraph_eigenvector(&graph, vector, value, false, NULL);
    igraph_destroy(&graph);
    return code;
}

/* Eigenvalues closer than this, relatively, are one. */
static const double SAME = 1e-10;

/* The vector of every component that may have the largest eigenvalue, at its vertices in `scores`; value[c]
 * is 0 for the others. */
static igraph_error_t solve(const parts *p, const uint32_t *vertices, double *value, igraph_vector_t *scores)
{
    igraph_vector_t vector;
    igraph_error_t code = igraph_vector_init(&vector, 0);
    if (code) return code;
    double least_sq = 0;
    for (uint32_t c = 0; c < p->n_components; c++) least_sq = fmax(least_sq, p->least_sq[c]);
    for (uint32_t c = 0, first = 0; c < p->n_components && !code; first += p->size[c++]) {
        if (p->most_sq[c] < least_sq * (1 - SAME)) continue;
        code = vector_of(p, c, &vector, &value[c]);
        for (uint32_t i = 0; !code && i < p->size[c]; i++)
            VECTOR(*scores)[vertices[first + i]] = VECTOR(vector)[i];
    }
    igraph_vector_destroy(&vector);
    return code;
}

/* Weighs each component's vector by its part in the start, and drops those below the largest eigenvalue. */
static void weigh(const parts *p, igraph_integer_t first, const double *value, igraph_vector_t *scores)
{
    double largest = 0;
    double *sum = g_new0(double, p->n_components + 1), *squares = g_new0(double, p->n_components + 1);
    for (uint32_t c = 0; c < p->n_components; c++) largest = fmax(largest, value[c]);
    for (uint32_t v = 0; v < p->n; v++) {
        double score = VECTOR(*scores)[v];
        sum[p->component[v]] += v >= first ? score : 0;
        squares[p->component[v]] += score * score;
    }
    for (uint32_t v = 0; v < p->n; v++) {
        uint32_t c = p->component[v];
        bool leads = value[c] > 0 && value[c] >= largest * (1 - SAME);
        VECTOR(*scores)[v] = leads ? VECTOR(*scores)[v] * (sum[c] / squares[c]) : 0;
    }
    g_free(sum);
    g_free(squares);
}

/* The vertices, component by component, by place. */
static uint32_t *vertices_by_component(const parts *p)
{
    uint32_t *first = g_new0(uint32_t, p->n_components + 1), *vertices = g_new(uint32_t, p->n + 1);
    for (uint32_t c = 0; c + 1 < p->n_components; c++) first[c + 1] = first[c] + p->size[c];
    for (uint32_t v = 0; v < p->n; v++) vertices[first[p->component[v]] + p->place[v]] = v;
    g_free(first);
    return vertices;
}

igraph_error_t jw_leading_vector(const igraph_t *graph, igraph_integer_t first, igraph_vector_t *scores)
{
    igraph_vector_fill(scores, igraph_ecount(graph) ? 0 : 1);
    if (!igraph_ecount(graph)) return IGRAPH_SUCCESS;
    parts p;
    igraph_error_t code = take_apart(graph, &p);
    if (!code) {
        uint32_t *vertices = vertices_by_component(&p);
        double *value = g_new0(double, p.n_components + 1);
        code = solve(&p, vertices, value, scores);
        if (!code) weigh(&p, first, value, scores);
        g_free(vertices);
        g_free(value);
    }
    parts_clear(&p);
    return code;
}

void jw_scale_to_one(igraph_real_t *scores, igraph_integer_t n)
{
    double largest = 0;
    for (igraph_integer_t i = 0; i < n; i++) largest = fmax(largest, scores[i]);
    for (igraph_integer_t i = 0; i < n && largest > 0; i++) scores[i] /= largest;
}
