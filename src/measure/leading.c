#include "measure/leading.h"

#include "measure/leading_tree.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* A bundled network taken apart. Its vertices stand component by component in `order`, each component as a
 * walk breadth first meets it; component c is order[start[c]] … order[start[c + 1] − 1]. */
typedef struct {
    jw_bundled b;
    jw_network g;
    uint32_t n_components;
    uint32_t *order, *start;
    uint32_t *place;            /* by vertex: in its component, from 0 */
    uint32_t *parent;           /* by vertex: the place of what it was met from; of the first its own */
    double *least_sq, *most_sq; /* by component: bounds of its eigenvalue, squared */
    double *value;              /* by component: its eigenvalue; 0: not asked for, another's is larger */
    double *vector;             /* by vertex: its component's eigenvector, of any length */
} parts;

static void parts_clear(parts *p)
{
    void *all[] = { p->order, p->start, p->place, p->parent, p->least_sq, p->most_sq, p->value, p->vector };
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) g_free(all[i]);
    jw_network_clear(&p->g);
    jw_bundled_clear(&p->b);
}

enum { NOT_MET = JW_NO_UNIT };

/* Lists the component of `root` from order[at] on; returns where it ends. None of it has been met. */
static uint32_t walk(parts *p, uint32_t root, uint32_t at)
{
    uint32_t first = at, end = at;
    p->order[end++] = root;
    p->place[root] = p->parent[root] = 0;
    for (; at < end; at++)
        for (uint32_t l = p->g.first[p->order[at]]; l < p->g.first[p->order[at] + 1]; l++) {
            uint32_t to = p->g.to[l];
            if (p->place[to] != NOT_MET) continue;
            p->place[to] = end - first;
            p->parent[to] = at - first;
            p->order[end++] = to;
        }
    return end;
}

static void find_components(parts *p)
{
    size_t n = p->b.n;
    p->order = g_new(uint32_t, n + 1);
    p->start = g_new(uint32_t, n + 1);
    p->place = g_new(uint32_t, n + 1);
    p->parent = g_new(uint32_t, n + 1);
    memset(p->place, 0xff, n * sizeof *p->place);
    uint32_t end = 0;
    for (uint32_t v = 0; v < n; v++) {
        if (p->place[v] != NOT_MET) continue;
        p->start[p->n_components++] = end;
        end = walk(p, v, end);
    }
    p->start[p->n_components] = end;
}

/* √(largest degree) and the mean degree are at most the eigenvalue, and that is at most the largest √(product
 * of an edge's degrees) (Favaron, Mahéo and Saclé 1993). Degrees are those in the network, of a bundle's
 * members: their eigenvalue is the same. */
static void find_bounds(parts *p)
{
    double *degree = g_new0(double, p->b.n + 1);
    p->least_sq = g_new0(double, p->n_components + 1);
    p->most_sq = g_new0(double, p->n_components + 1);
    for (uint32_t v = 0; v < p->g.n; v++)
        for (uint32_t l = p->g.first[v]; l < p->g.first[v + 1]; l++) degree[v] += p->b.members[p->g.to[l]];
    for (uint32_t c = 0; c < p->n_components; c++) {
        double sum = 0, members = 0;
        for (uint32_t i = p->start[c]; i < p->start[c + 1]; i++) {
            uint32_t v = p->order[i];
            members += p->b.members[v];
            sum += p->b.members[v] * degree[v];
            p->least_sq[c] = fmax(p->least_sq[c], degree[v]);
            for (uint32_t l = p->g.first[v]; l < p->g.first[v + 1]; l++)
                p->most_sq[c] = fmax(p->most_sq[c], degree[v] * degree[p->g.to[l]]);
        }
        p->least_sq[c] = fmax(p->least_sq[c], sum / members * (sum / members));
    }
    g_free(degree);
}

/* The symmetric matrix that has the network's leading eigenvalue: the link between a vertex and a bundle
 * weighs the root of the members, and so does an entry of the vector. */

static double square_of_weight(const parts *p, uint32_t v, uint32_t w)
{
    return (double)p->b.members[v] * p->b.members[w];
}

/* Component c, a tree, as it was walked. */
static jw_tree tree_of(const parts *p, uint32_t c, uint32_t *parent, double *square)
{
    const uint32_t *order = p->order + p->start[c];
    uint32_t n = p->start[c + 1] - p->start[c];
    for (uint32_t i = 0; i < n; i++) {
        parent[i] = p->parent[order[i]];
        square[i] = square_of_weight(p, order[i], order[parent[i]]);
    }
    return (jw_tree){ n, parent, square };
}

static void solve_tree(parts *p, uint32_t c)
{
    uint32_t *order = p->order + p->start[c], n = p->start[c + 1] - p->start[c], centre;
    uint32_t *parent = g_new(uint32_t, n);
    double *square = g_new(double, n), *vector = g_new(double, n);
    jw_tree tree = tree_of(p, c, parent, square);
    p->value[c] = jw_tree_value(&tree, sqrt(p->least_sq[c]), sqrt(p->most_sq[c]), &centre);
    uint32_t root = order[centre];
    for (uint32_t i = 0; i < n; i++) p->place[order[i]] = NOT_MET;
    walk(p, root, p->start[c]);
    tree = tree_of(p, c, parent, square);
    jw_tree_vector(&tree, p->value[c], vector);
    for (uint32_t i = 0; i < n; i++) p->vector[order[i]] = vector[i];
    g_free(parent);
    g_free(square);
    g_free(vector);
}

static igraph_error_t solve_graph(parts *p, uint32_t c, const igraph_t *graph, const igraph_vector_t *weights)
{
    igraph_vector_t found;
    igraph_error_t code = igraph_vector_init(&found, 0);
    if (code) return code;
    code = jw_igraph_eigenvector(graph, &found, &p->value[c], false, weights);
    for (uint32_t i = p->start[c]; !code && i < p->start[c + 1]; i++)
        p->vector[p->order[i]] = VECTOR(found)[i - p->start[c]];
    igraph_vector_destroy(&found);
    return code;
}

/* By igraph, for component c with n_links links. */
static igraph_error_t solve_any(parts *p, uint32_t c, uint32_t n_links)
{
    igraph_t graph;
    igraph_vector_t weights;
    igraph_error_t code = igraph_vector_init(&weights, n_links);
    if (code) return code;
    uint32_t *pairs = g_new(uint32_t, 2 * (size_t)n_links + 1), n = 0;
    for (uint32_t i = p->start[c]; i < p->start[c + 1]; i++) {
        uint32_t v = p->order[i];
        for (uint32_t l = p->g.first[v]; l < p->g.first[v + 1]; l++) {
            uint32_t to = p->g.to[l];
            if (to < v) continue;
            pairs[2 * (size_t)n] = p->place[v];
            pairs[2 * (size_t)n + 1] = p->place[to];
            VECTOR(weights)[n++] = sqrt(square_of_weight(p, v, to));
        }
    }
    code = jw_igraph_create(&graph, p->start[c + 1] - p->start[c], pairs, n_links, false, false);
    if (!code) {
        code = solve_graph(p, c, &graph, p->b.n > p->b.n_kept ? &weights : NULL);
        igraph_destroy(&graph);
    }
    g_free(pairs);
    igraph_vector_destroy(&weights);
    return code;
}

/* Eigenvalues closer than this, relatively, are one. */
static const double SAME = 1e-10;

/* The value and vector of every component that may have the largest eigenvalue. */
static igraph_error_t solve(parts *p)
{
    igraph_error_t code = IGRAPH_SUCCESS;
    double least_sq = 0;
    p->value = g_new0(double, p->n_components + 1);
    p->vector = g_new0(double, p->b.n + 1);
    for (uint32_t c = 0; c < p->n_components; c++) least_sq = fmax(least_sq, p->least_sq[c]);
    for (uint32_t c = 0; c < p->n_components && !code; c++) {
        uint32_t n_ends = 0, n = p->start[c + 1] - p->start[c];
        if (p->most_sq[c] < least_sq * (1 - SAME)) continue;
        for (uint32_t i = p->start[c]; i < p->start[c + 1]; i++)
            n_ends += p->g.first[p->order[i] + 1] - p->g.first[p->order[i]];
        if (n_ends / 2 == n - 1)
            solve_tree(p, c);
        else
            code = solve_any(p, c, n_ends / 2);
    }
    return code;
}

/* The limit at each vertex: each component's vector by its part in the start, none of those below the largest
 * eigenvalue. `in_start`: by vertex, whether its members' start is 1. */
static void weigh(parts *p, const bool *in_start)
{
    double largest = 0;
    for (uint32_t c = 0; c < p->n_components; c++) largest = fmax(largest, p->value[c]);
    for (uint32_t c = 0; c < p->n_components; c++) {
        double sum = 0, squares = 0;
        for (uint32_t i = p->start[c]; i < p->start[c + 1]; i++) {
            uint32_t v = p->order[i];
            sum += in_start[v] ? p->vector[v] * sqrt(p->b.members[v]) : 0;
            squares += p->vector[v] * p->vector[v];
        }
        bool leads = p->value[c] > 0 && p->value[c] >= largest * (1 - SAME);
        for (uint32_t i = p->start[c]; i < p->start[c + 1]; i++) {
            double each = p->vector[p->order[i]] / sqrt(p->b.members[p->order[i]]);
            p->vector[p->order[i]] = leads ? each * (sum / squares) : 0;
        }
    }
}

/* Vertices of one bundle are on the same side of `first`, but for those without a link. */
static void read_off(parts *p, uint32_t n, uint32_t first, double *values)
{
    bool *in_start = g_new0(bool, (size_t)p->b.n + 1);
    for (uint32_t v = first; v < n; v++) in_start[p->b.of[v]] = true;
    weigh(p, in_start);
    for (uint32_t v = 0; v < n; v++) values[v] = p->vector[p->b.of[v]];
    g_free(in_start);
}

igraph_error_t jw_leading_vector(uint32_t n, const uint32_t *pairs, size_t n_pairs, uint32_t first,
                                 double *values)
{
    parts p = { .b = jw_bundle(n, pairs, n_pairs, false) };
    igraph_error_t code = IGRAPH_SUCCESS;
    if (p.b.n_pairs) {
        p.g = jw_network_new(p.b.n, p.b.pairs, p.b.n_pairs);
        find_components(&p);
        find_bounds(&p);
        code = solve(&p);
        if (!code) read_off(&p, n, first, values);
    } else {
        for (uint32_t v = 0; v < n; v++) values[v] = 1;
    }
    parts_clear(&p);
    return code;
}

void jw_scale_to_one(double *scores, size_t n)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++) largest = fmax(largest, scores[i]);
    for (size_t i = 0; i < n && largest > 0; i++) scores[i] /= largest;
}
