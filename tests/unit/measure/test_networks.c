/* Betweenness, harmonic and closeness of our own against igraph, on networks of every shape; that neither the
 * number of threads nor the numbers of the vertices show; and the parts that a network is taken apart into.
 */
#include "measure/blocks.h"
#include "measure/bridge.h"
#include "measure/condense.h"
#include "measure/inverse_sums.h"
#include "measure/leading.h"
#include "measure/measures.h"
#include "base/workers.h"

#include "base/number.h"
#include "random_model.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* Shapes. */

typedef struct {
    GRand *dice;
    GArray *pairs;
    uint32_t n;
} sketch;

static void join(sketch *s, uint32_t a, uint32_t b)
{
    uint32_t pair[] = { a, b };
    g_array_append_vals(s->pairs, pair, 2);
}

static uint32_t below(sketch *s, uint32_t n)
{
    return n > 1 ? (uint32_t)g_rand_int_range(s->dice, 0, (gint32)n) : 0;
}

/* Each draws on vertices first … first + n − 1. */
typedef void shape(sketch *s, uint32_t first, uint32_t n);

static void tree(sketch *s, uint32_t first, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) join(s, first + i, first + below(s, i));
}

static void path(sketch *s, uint32_t first, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) join(s, first + i - 1, first + i);
}

static void cycle(sketch *s, uint32_t first, uint32_t n)
{
    path(s, first, n);
    if (n > 2) join(s, first, first + n - 1);
}

static void star(sketch *s, uint32_t first, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) join(s, first, first + i);
}

static void wheel(sketch *s, uint32_t first, uint32_t n)
{
    star(s, first, n);
    cycle(s, first + 1, n - 1);
}

static void clique(sketch *s, uint32_t first, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < i; j++) join(s, first + i, first + j);
}

static void grid(sketch *s, uint32_t first, uint32_t n)
{
    uint32_t width = 2 + below(s, 5);
    for (uint32_t i = 0; i < n; i++) {
        if (i % width) join(s, first + i, first + i - 1);
        if (i >= width) join(s, first + i, first + i - width);
    }
}

static void caterpillar(sketch *s, uint32_t first, uint32_t n)
{
    uint32_t spine = n / 3 + 1;
    path(s, first, spine);
    for (uint32_t i = spine; i < n; i++) join(s, first + i, first + below(s, spine));
}

static void barbell(sketch *s, uint32_t first, uint32_t n)
{
    clique(s, first, n / 3);
    path(s, first + n / 3, n - 2 * (n / 3));
    clique(s, first + n - n / 3, n / 3);
    if (n >= 3) {
        join(s, first, first + n / 3);
        join(s, first + n - n / 3, first + n - n / 3 - 1);
    }
}

/* Twins of one kind on either side. */
static void bipartite(sketch *s, uint32_t first, uint32_t n)
{
    uint32_t left = 1 + below(s, n / 2 + 1);
    for (uint32_t i = 0; i < left && i < n; i++)
        for (uint32_t j = left; j < n; j++) join(s, first + i, first + j);
}

/* A clique each of whose vertices stands for several: linked twins. */
static void swollen(sketch *s, uint32_t first, uint32_t n)
{
    uint32_t groups = 2 + below(s, 4);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < i; j++)
            if (i % groups == j % groups || (i % groups + 1) % groups == j % groups)
                join(s, first + i, first + j);
}

/* Two hubs, and ways of several lengths between them. */
static void lantern(sketch *s, uint32_t first, uint32_t n)
{
    for (uint32_t i = 2; i < n;) {
        uint32_t length = 1 + below(s, 4);
        if (length > n - i) length = n - i;
        path(s, first + i, length);
        join(s, first, first + i);
        join(s, first + 1, first + i + length - 1);
        i += length;
    }
}

/* A tree as tall as it can be without being a path. */
static void deep(sketch *s, uint32_t first, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) join(s, first + i, first + i - 1 - below(s, MIN(i, 3)));
}

static void broom(sketch *s, uint32_t first, uint32_t n)
{
    path(s, first, n / 2 + 1);
    for (uint32_t i = n / 2 + 1; i < n; i++) join(s, first + i, first + n / 2);
}

/* Chains that meet in one vertex. */
static void spider(sketch *s, uint32_t first, uint32_t n)
{
    uint32_t length = n / 4 + 1;
    for (uint32_t i = 1; i < n; i++) join(s, first + i, i % length == 1 ? first : first + i - 1);
}

static void sparse(sketch *s, uint32_t first, uint32_t n)
{
    for (uint32_t i = 0; i < n + n / 4; i++) join(s, first + below(s, n), first + below(s, n));
}

static void dense(sketch *s, uint32_t first, uint32_t n)
{
    for (uint32_t i = 0; i < 4 * n; i++) join(s, first + below(s, n), first + below(s, n));
}

/* As a register is: leads in a tree, associations under one lead or two. */
static void register_like(sketch *s, uint32_t first, uint32_t n)
{
    uint32_t leads = n / 5 + 1;
    tree(s, first, leads);
    for (uint32_t i = leads; i < n; i++)
        for (uint32_t j = 0; j <= below(s, 3); j++) join(s, first + i, first + below(s, leads));
}

static void isolated(sketch *s, uint32_t first, uint32_t n)
{
    (void)s, (void)first, (void)n;
}

static shape *const shapes[] = { tree,   path,        cycle,         star,      wheel,   clique,
                                 grid,   caterpillar, barbell,       bipartite, swollen, lantern,
                                 sparse, dense,       register_like, isolated };

/* One shape; or several side by side, some joined by a link or by a shared vertex; links doubled, turned
 * around and to themselves; or a few links more. */
static sketch draw(uint32_t seed, uint32_t most)
{
    sketch s = { g_rand_new_with_seed(seed), g_array_new(FALSE, FALSE, sizeof(uint32_t)), 0 };
    uint32_t parts = seed % 3 ? 1 : 2 + below(&s, 3);
    for (uint32_t i = 0; i < parts; i++) {
        uint32_t n = 1 + below(&s, most / parts), first = s.n && below(&s, 3) == 0 ? s.n - 1 : s.n;
        shape *drawn = shapes[parts == 1 ? seed / 3 % G_N_ELEMENTS(shapes) : below(&s, G_N_ELEMENTS(shapes))];
        drawn(&s, first, n);
        if (first == s.n && first && below(&s, 3) == 0) join(&s, first, below(&s, first));
        s.n = first + n;
    }
    for (uint32_t i = 0; i < 4 && s.pairs->len && seed % 5 == 0; i++) {
        uint32_t link = 2 * below(&s, s.pairs->len / 2), *pairs = (uint32_t *)(void *)s.pairs->data;
        join(&s, pairs[link + 1], pairs[link]);
    }
    if (seed % 7 == 0) join(&s, below(&s, s.n), below(&s, s.n));
    if (seed % 7 == 0) join(&s, s.n - 1, s.n - 1);
    return s;
}

static void sketch_clear(sketch *s)
{
    g_rand_free(s->dice);
    g_array_free(s->pairs, TRUE);
}

static jw_network network_of(const sketch *s)
{
    return jw_network_new(s->n, (const uint32_t *)(void *)s->pairs->data, s->pairs->len / 2);
}

/* igraph's answers. */

typedef igraph_error_t oracle(const igraph_t *graph, igraph_vector_t *scores);

static igraph_error_t betweenness(const igraph_t *graph, igraph_vector_t *scores)
{
    return jw_igraph_betweenness(graph, scores, false);
}

static igraph_error_t harmonic(const igraph_t *graph, igraph_vector_t *scores)
{
    return igraph_harmonic_centrality(graph, scores, igraph_vss_all(), IGRAPH_ALL, NULL, false);
}

static igraph_error_t closeness(const igraph_t *graph, igraph_vector_t *scores)
{
    return igraph_closeness(graph, scores, NULL, NULL, igraph_vss_all(), IGRAPH_ALL, NULL, false);
}

static const struct {
    jw_network_measure *ours;
    oracle *theirs;
} measures[] = { { jw_network_betweenness, betweenness },
                 { jw_network_harmonic, harmonic },
                 { jw_network_closeness, closeness } };

static void compare_with_igraph(const sketch *s, size_t measure)
{
    jw_network g = network_of(s);
    g_autofree double *got = g_new(double, s->n + 1);
    measures[measure].ours(&g, false, got);
    igraph_t graph;
    igraph_vector_t expected;
    jw_igraph_begin();
    g_assert_cmpint(jw_igraph_create(&graph, s->n, (const uint32_t *)(void *)s->pairs->data,
                                     s->pairs->len / 2, false, true),
                    ==, IGRAPH_SUCCESS);
    g_assert_cmpint(igraph_vector_init(&expected, s->n), ==, IGRAPH_SUCCESS);
    g_assert_cmpint(measures[measure].theirs(&graph, &expected), ==, IGRAPH_SUCCESS);
    for (uint32_t v = 0; v < s->n; v++) {
        double theirs = VECTOR(expected)[v];
        g_assert_cmpint(isnan(got[v]), ==, isnan(theirs));
        if (!isnan(theirs)) g_assert_cmpfloat_with_epsilon(got[v], theirs, 1e-9 * fabs(theirs) + 1e-13);
    }
    igraph_vector_destroy(&expected);
    igraph_destroy(&graph);
    g_assert_true(jw_igraph_end(IGRAPH_SUCCESS, NULL));
    jw_network_clear(&g);
}

static void test_igraph(gconstpointer data)
{
    for (uint32_t seed = 1; seed <= 1000; seed++) {
        sketch s = draw(seed, seed % 50 ? 40 : 600);
        compare_with_igraph(&s, GPOINTER_TO_SIZE(data));
        sketch_clear(&s);
    }
}

/* PageRank and the leading vector, which igraph finds on a network with its leaves bundled, against its
 * answer on the whole of it. Our scores come through a model: one unit a vertex, a link for each pair. */

static jw_model *model_of(const sketch *s)
{
    jw_model *m = new_model();
    int body = jw_model_unit_kind_named(m, "body"), leads = jw_model_link_kind_named(m, "leads");
    for (uint32_t v = 0; v < s->n; v++) {
        g_autofree char *id = g_strdup_printf("u%04u", v);
        jw_model_add_unit(m, id, NULL, body, true, (jw_spot){ 0 });
    }
    for (guint i = 0; i < s->pairs->len; i += 2) {
        uint32_t from = g_array_index(s->pairs, uint32_t, i), to = g_array_index(s->pairs, uint32_t, i + 1);
        if (from != to) jw_model_add_link(m, leads, from, to, (jw_spot){ 0 });
    }
    jw_model_finish(m, NULL);
    return m;
}

static igraph_error_t pagerank(const igraph_t *graph, igraph_vector_t *scores)
{
    return jw_igraph_pagerank(graph, scores, igraph_is_directed(graph), 0.85, NULL, NULL);
}

static igraph_error_t eigenvector(const igraph_t *graph, igraph_vector_t *scores)
{
    return jw_igraph_eigenvector(graph, scores, NULL, false, NULL);
}

static void compare_bundled(const sketch *s, const char *name, oracle *expect, bool directed)
{
    jw_model *m = model_of(s);
    g_autofree double *got = g_new(double, s->n + 1);
    g_assert_true(
        jw_measure_named(name, NULL)->run(m, &(jw_rank_options){ NULL, directed, false }, got, NULL));
    igraph_t graph;
    igraph_vector_t expected;
    jw_igraph_begin();
    g_assert_cmpint(jw_igraph_create(&graph, s->n, (const uint32_t *)(void *)s->pairs->data,
                                     s->pairs->len / 2, directed, true),
                    ==, IGRAPH_SUCCESS);
    g_assert_cmpint(igraph_vector_init(&expected, s->n), ==, IGRAPH_SUCCESS);
    g_assert_cmpint(expect(&graph, &expected), ==, IGRAPH_SUCCESS);
    for (uint32_t v = 0; v < s->n; v++) {
        if (isnan(got[v]) && strcmp(name, "closeness") == 0) got[v] = 0; /* so does closeness_directed */
        g_assert_cmpfloat_with_epsilon(got[v], VECTOR(expected)[v], 1e-9 * VECTOR(expected)[v] + 1e-11);
    }
    igraph_vector_destroy(&expected);
    igraph_destroy(&graph);
    g_assert_true(jw_igraph_end(IGRAPH_SUCCESS, NULL));
    jw_model_free(m);
}

static void test_pagerank(gconstpointer directed)
{
    for (uint32_t seed = 1; seed <= 1000; seed++) {
        sketch s = draw(seed, seed % 50 ? 40 : 600);
        compare_bundled(&s, "pagerank", pagerank, directed);
        sketch_clear(&s);
    }
}

static uint32_t components(const sketch *s, uint32_t without, uint32_t *component);

/* Where there is one component: of several with one eigenvalue igraph's answer is not ours
 * (test_centrality.c). */
static void test_eigenvector(void)
{
    uint32_t compared = 0;
    for (uint32_t seed = 1; seed <= 1500; seed++) {
        sketch s = draw(seed, 40);
        g_autofree uint32_t *component = g_new(uint32_t, s.n + 1);
        if (components(&s, JW_NO_UNIT, component) == 1) {
            compare_bundled(&s, "eigenvector", eigenvector, false);
            compared++;
        }
        sketch_clear(&s);
    }
    g_assert_cmpuint(compared, >, 1000);
}

/* A chain of n: sin(π i / (n + 1)), 1 ≤ i ≤ n. Two in a hundred million part its two largest eigenvalues. */
static void test_eigenvector_of_chain(void)
{
    enum { LENGTH = 20001 };
    sketch s = { g_rand_new_with_seed(1), g_array_new(FALSE, FALSE, sizeof(uint32_t)), LENGTH };
    path(&s, 0, LENGTH);
    g_autofree double *got = g_new(double, LENGTH);
    g_assert_cmpint(jw_leading_vector(LENGTH, (const uint32_t *)(void *)s.pairs->data, LENGTH - 1, 0, got),
                    ==, IGRAPH_SUCCESS);
    jw_scale_to_one(got, LENGTH);
    for (int i = 1; i <= LENGTH; i++)
        g_assert_cmpfloat_with_epsilon(got[i - 1], sin(G_PI * i / (LENGTH + 1)), 1e-8);
    sketch_clear(&s);
}

/* A broom: its far end scores less than a number can hold, and from there to the bristles it must not
 * overflow. */
static void test_eigenvector_of_broom(void)
{
    enum { HANDLE = 5000, BRISTLES = 10000 };
    sketch s = { g_rand_new_with_seed(1), g_array_new(FALSE, FALSE, sizeof(uint32_t)), HANDLE + BRISTLES };
    path(&s, 0, HANDLE);
    for (uint32_t i = 0; i < BRISTLES; i++) join(&s, HANDLE - 1, HANDLE + i);
    g_autofree double *got = g_new(double, s.n);
    g_assert_cmpint(jw_leading_vector(s.n, (const uint32_t *)(void *)s.pairs->data, s.n - 1, 0, got), ==,
                    IGRAPH_SUCCESS);
    jw_scale_to_one(got, s.n);
    g_assert_cmpfloat(got[HANDLE - 1], ==, 1);
    g_assert_cmpfloat_with_epsilon(got[HANDLE], 0.01, 1e-6);
    g_assert_cmpfloat_with_epsilon(got[HANDLE - 2], 0.01, 1e-6);
    g_assert_cmpfloat(got[0], ==, 0);
    sketch_clear(&s);
}

/* Trees too tall to fold away, beside what is no tree. */
static void test_tall_trees(void)
{
    static shape *const tall[] = { path, caterpillar, deep, broom, spider };
    for (size_t i = 0; i < 2 * G_N_ELEMENTS(tall); i++) {
        sketch s = { g_rand_new_with_seed((guint32)i), g_array_new(FALSE, FALSE, sizeof(uint32_t)), 1600 };
        tall[i / 2](&s, 0, i % 2 ? 1000 : 1500);
        cycle(&s, 1500, 100);
        if (i % 2) path(&s, 1000, 500);
        for (size_t measure = 0; measure < G_N_ELEMENTS(measures); measure++)
            compare_with_igraph(&s, measure);
        sketch_clear(&s);
    }
}

static igraph_error_t betweenness_directed(const igraph_t *graph, igraph_vector_t *scores)
{
    return jw_igraph_betweenness(graph, scores, true);
}

static igraph_error_t harmonic_directed(const igraph_t *graph, igraph_vector_t *scores)
{
    return igraph_harmonic_centrality(graph, scores, igraph_vss_all(), IGRAPH_OUT, NULL, false);
}

/* As ours, 0 for what reaches nobody: a comparison knows no NAN. */
static igraph_error_t closeness_directed(const igraph_t *graph, igraph_vector_t *scores)
{
    igraph_error_t code =
        igraph_closeness(graph, scores, NULL, NULL, igraph_vss_all(), IGRAPH_OUT, NULL, false);
    for (igraph_integer_t v = 0; !code && v < igraph_vcount(graph); v++)
        if (isnan(VECTOR(*scores)[v])) VECTOR(*scores)[v] = 0;
    return code;
}

/* Arcs along trees, each turned as the dice say, some both ways; at times two trees. */
static void test_directed_forests(void)
{
    static shape *const trees[] = { tree, path, caterpillar, deep, broom, spider, star };
    for (uint32_t seed = 1; seed <= 1000; seed++) {
        sketch s = { g_rand_new_with_seed(seed), g_array_new(FALSE, FALSE, sizeof(uint32_t)), 0 };
        uint32_t most = seed % 100 ? 40 : 700, first = seed % 3 ? 0 : below(&s, most);
        s.n = first + 1 + below(&s, most);
        trees[seed % G_N_ELEMENTS(trees)](&s, first, s.n - first);
        if (first) deep(&s, 0, first);
        for (guint i = 0; i < s.pairs->len; i += 2) {
            uint32_t *pair = &g_array_index(s.pairs, uint32_t, i), from = pair[0], to = pair[1];
            if (seed % 4 && below(&s, 1 + seed % 5)) {
                pair[0] = to;
                pair[1] = from;
            }
        }
        for (guint i = 0, n = s.pairs->len; i < n && seed % 2; i += 2)
            if (below(&s, 4) == 0)
                join(&s, g_array_index(s.pairs, uint32_t, i + 1), g_array_index(s.pairs, uint32_t, i));
        compare_bundled(&s, "betweenness", betweenness_directed, true);
        compare_bundled(&s, "harmonic", harmonic_directed, true);
        compare_bundled(&s, "closeness", closeness_directed, true);
        sketch_clear(&s);
    }
}

/* Counts of any kind: scattered, all at one distance, none. */
static void test_inverse_sums(void)
{
    GRand *dice = g_rand_new_with_seed(1);
    for (uint32_t n = 1; n < 6000; n = n * 3 / 2 + 1) {
        g_autofree double *count = g_new0(double, n), *sums = g_new(double, n);
        for (uint32_t i = 0; i < n; i++) count[g_rand_int_range(dice, 0, (gint32)n)] += 1 + n % 7;
        if (n % 3 == 0) memset(count, 0, n / 2 * sizeof *count);
        if (n % 3 == 1) count[n / 3] += 1e6;
        jw_inverse_sums(count, n, sums);
        for (uint32_t x = 0; x < n; x++) {
            long double sum = 0;
            for (uint32_t d = x ? 0 : 1; d < n; d++) sum += count[d] / ((long double)d + x);
            g_assert_cmpfloat_with_epsilon(sums[x], (double)sum, 1e-13 * (double)sum + 1e-300);
        }
    }
    g_rand_free(dice);
}

/* Invariances. */

/* Large enough for several threads to have pieces of it. */
static void test_threads_do_not_show(void)
{
    sketch s = { g_rand_new_with_seed(5), g_array_new(FALSE, FALSE, sizeof(uint32_t)), 2500 };
    register_like(&s, 0, 2500);
    jw_network g = network_of(&s);
    for (size_t i = 0; i < G_N_ELEMENTS(measures); i++) {
        g_autofree double *alone = g_new(double, s.n), *together = g_new(double, s.n);
        jw_work_with(1);
        measures[i].ours(&g, false, alone);
        for (int threads = 2; threads <= 7; threads += 5) {
            jw_work_with(threads);
            measures[i].ours(&g, false, together);
            g_assert_cmpmem(alone, s.n * sizeof *alone, together, s.n * sizeof *together);
        }
        compare_with_igraph(&s, i);
    }
    jw_work_with(0);
    jw_network_clear(&g);
    sketch_clear(&s);
}

/* The same network with its vertices in another order: after rounding, each scores what it did. */
static void test_order_does_not_show(void)
{
    for (uint32_t seed = 1; seed <= 300; seed++) {
        sketch s = draw(seed, 60);
        g_autofree uint32_t *place = g_new(uint32_t, s.n + 1);
        for (uint32_t v = 0; v < s.n; v++) place[v] = v;
        for (uint32_t v = s.n; v > 1; v--) {
            uint32_t other = below(&s, v), swap = place[v - 1];
            place[v - 1] = place[other];
            place[other] = swap;
        }
        jw_network g = network_of(&s);
        for (guint i = 0; i < s.pairs->len; i++) {
            uint32_t *v = &g_array_index(s.pairs, uint32_t, i);
            *v = place[*v];
        }
        jw_network turned = network_of(&s);
        g_autofree double *a = g_new(double, s.n + 1), *b = g_new(double, s.n + 1);
        for (size_t i = 0; i < G_N_ELEMENTS(measures); i++) {
            measures[i].ours(&g, seed % 2, a);
            measures[i].ours(&turned, seed % 2, b);
            for (uint32_t v = 0; v < s.n; v++) {
                double x = jw_round_score(a[v]), y = jw_round_score(b[place[v]]);
                g_assert_true(x == y || (isnan(x) && isnan(y)));
            }
        }
        jw_network_clear(&g);
        jw_network_clear(&turned);
        sketch_clear(&s);
    }
}

/* Exact where the value is: on a tree no fraction comes in. A star of 100,001: its middle is between
 * 4,999,950,000 pairs. */
static void test_whole_numbers(void)
{
    enum { LEAVES = 100000 };
    sketch s = { g_rand_new_with_seed(1), g_array_new(FALSE, FALSE, sizeof(uint32_t)), LEAVES + 1 };
    star(&s, 0, s.n);
    jw_network g = network_of(&s);
    g_autofree double *scores = g_new(double, s.n);
    jw_network_betweenness(&g, false, scores);
    g_assert_cmpfloat(scores[0], ==, 4999950000.0);
    for (uint32_t v = 1; v < s.n; v++) g_assert_cmpfloat(scores[v], ==, 0);
    jw_network_harmonic(&g, false, scores);
    g_assert_cmpfloat(scores[0], ==, LEAVES);
    g_assert_cmpfloat(scores[LEAVES], ==, 1 + (LEAVES - 1) / 2.0);
    jw_network_clear(&g);
    sketch_clear(&s);
}

/* Parts. */

static uint32_t components(const sketch *s, uint32_t without, uint32_t *component)
{
    for (uint32_t v = 0; v < s->n; v++) component[v] = v;
    for (bool changed = true; changed;) {
        changed = false;
        for (guint i = 0; i < s->pairs->len; i += 2) {
            uint32_t a = g_array_index(s->pairs, uint32_t, i), b = g_array_index(s->pairs, uint32_t, i + 1);
            if (a == without || b == without || component[a] == component[b]) continue;
            component[a] = component[b] = MIN(component[a], component[b]);
            changed = true;
        }
    }
    uint32_t n = 0;
    for (uint32_t v = 0; v < s->n; v++) n += v != without && component[v] == v;
    return n;
}

/* apart: pairs that are joined with v and not without it. Blocks: what is behind their members adds up. */
static void test_blocks(void)
{
    for (uint32_t seed = 1; seed <= 300; seed++) {
        sketch s = draw(seed, 30);
        jw_network g = network_of(&s);
        jw_blocks blocks = jw_blocks_of(&g);
        g_autofree uint32_t *whole = g_new(uint32_t, s.n + 1), *broken = g_new(uint32_t, s.n + 1);
        components(&s, JW_NO_UNIT, whole);
        for (uint32_t v = 0; v < s.n; v++) {
            uint64_t apart = 0;
            components(&s, v, broken);
            for (uint32_t a = 0; a < s.n; a++)
                for (uint32_t b = 0; b < a; b++)
                    apart += a != v && b != v && whole[a] == whole[b] && broken[a] != broken[b];
            g_assert_cmpuint(blocks.apart[v], ==, apart);
        }
        uint32_t links = 0;
        for (uint32_t b = 0; b < blocks.n; b++) {
            uint32_t sum = 0, size = 0, first = blocks.member[blocks.start[b]];
            for (uint32_t i = blocks.start[b]; i < blocks.start[b + 1]; i++) sum += blocks.behind[i];
            for (uint32_t v = 0; v < s.n; v++) size += whole[v] == whole[first];
            g_assert_cmpuint(sum, ==, size);
            for (uint32_t i = blocks.start[b]; i < blocks.start[b + 1]; i++)
                for (uint32_t j = blocks.start[b]; j < i; j++)
                    for (uint32_t l = g.first[blocks.member[i]]; l < g.first[blocks.member[i] + 1]; l++)
                        links += g.to[l] == blocks.member[j];
        }
        g_assert_cmpuint(2 * links, ==, g.first[g.n]); /* every link is in one block */
        jw_blocks_clear(&blocks);
        jw_network_clear(&g);
        sketch_clear(&s);
    }
}

/* A vertex with two leaves below it, one above, one both ways; and two that have no link. */
static void test_bundled(void)
{
    static const uint32_t pairs[] = { 0, 1, 0, 2, 3, 0, 0, 4, 4, 0, 0, 1, 6, 6 };
    jw_bundled b = jw_bundle(7, pairs, G_N_ELEMENTS(pairs) / 2, true);
    g_assert_cmpuint(b.n_kept, ==, 1);
    g_assert_cmpuint(b.n, ==, 5);
    g_assert_cmpuint(b.n_pairs, ==, 4);
    g_assert_cmpuint(b.of[1], ==, b.of[2]);
    g_assert_cmpuint(b.of[5], ==, b.of[6]);
    g_assert_cmpuint(b.of[3], !=, b.of[4]);
    g_assert_cmpuint(b.members[b.of[2]], ==, 2);
    for (size_t i = 0; i < b.n_pairs; i++)
        g_assert_cmpfloat(jw_bundled_weight(&b, i), ==, b.pairs[2 * i + 1] == b.of[1] ? 2 : 1);
    jw_bundled_clear(&b);

    b = jw_bundle(7, pairs, G_N_ELEMENTS(pairs) / 2, false);
    g_assert_cmpuint(b.n, ==, 3);
    g_assert_cmpuint(b.n_pairs, ==, 1);
    g_assert_cmpuint(b.members[b.of[4]], ==, 4);
    jw_bundled_clear(&b);

    b = jw_bundle(2, (const uint32_t[]){ 1, 0 }, 1, false); /* each is the other's leaf */
    g_assert_cmpuint(b.n_kept, ==, 1);
    g_assert_cmpuint(b.n, ==, 2);
    g_assert_cmpuint(b.of[0], ==, 0);
    jw_bundled_clear(&b);
}

/* Two hubs, and between them three twins, two twins that are linked, and a chain of two. */
static void test_condensed(void)
{
    static const uint32_t pairs[] = {
        0, 2, 1, 2, 0, 3, 1, 3, 0, 4, 1, 4, 0, 5, 1, 5, 0, 6, 1, 6, 5, 6, 0, 1
    };
    jw_network g = jw_network_new(7, pairs, G_N_ELEMENTS(pairs) / 2);
    jw_blocks blocks = jw_blocks_of(&g);
    uint32_t place[7];
    memset(place, 0xff, sizeof place);
    g_assert_cmpuint(blocks.n, ==, 1);
    jw_condensed c = jw_condense(&g, &blocks, 0, place);
    /* 0 and 1 are linked twins themselves: one class, which stands between the two others. */
    g_assert_cmpuint(c.n, ==, 2);
    g_assert_cmpuint(c.n_couplers, ==, 1);
    g_assert_cmpfloat(c.members[2], ==, 2);
    jw_condensed_clear(&c);
    jw_blocks_clear(&blocks);
    jw_network_clear(&g);

    static const uint32_t more[] = { 0, 2, 1, 2, 0, 3, 1, 3, 0, 4, 1, 4, 0, 5,
                                     1, 5, 0, 6, 1, 6, 5, 6, 0, 7, 7, 8, 8, 1 };
    g = jw_network_new(9, more, G_N_ELEMENTS(more) / 2);
    blocks = jw_blocks_of(&g);
    uint32_t more_places[9];
    memset(more_places, 0xff, sizeof more_places);
    c = jw_condense(&g, &blocks, 0, more_places);
    g_assert_cmpuint(c.n, ==, 3); /* 0, 1 and one of the chain */
    g_assert_cmpuint(c.n_couplers, ==, 3);
    double members = 0;
    for (uint32_t i = 0; i < 6; i++) members += c.members[i];
    g_assert_cmpfloat(members, ==, 9);
    for (uint32_t v = 0; v < 9; v++) g_assert_cmpuint(more_places[v], ==, JW_NO_UNIT);
    jw_condensed_clear(&c);
    jw_blocks_clear(&blocks);
    jw_network_clear(&g);
}

/* Work: every piece once, handed in in order. */

typedef struct {
    uint32_t n_handed, done[100];
} tally;

static void *tally_begin(void *context)
{
    (void)context;
    return g_new0(uint32_t, 1);
}

static void tally_piece(void *context, void *scratch, uint32_t piece)
{
    (void)context;
    *(uint32_t *)scratch = piece;
}

static void tally_hand_in(void *context, void *scratch, uint32_t piece)
{
    tally *t = context;
    g_assert_cmpuint(*(uint32_t *)scratch, ==, piece);
    g_assert_cmpuint(piece, ==, t->n_handed);
    t->done[t->n_handed++]++;
}

static void test_work(void)
{
    static const jw_job job = { tally_begin, tally_piece, tally_hand_in, g_free, 0 };
    for (int threads = 1; threads <= 9; threads += 4)
        for (uint32_t n = 0; n <= 100; n += 50) {
            tally t = { 0 };
            jw_work_with(threads);
            jw_work(&job, &t, n, threads == 9 && n == 50);
            g_assert_cmpuint(t.n_handed, ==, n);
        }
    jw_work_with(0);
}

/* While a piece of its waits a thread goes on: its scratch holds several, first in, first out. */
enum { AHEAD = 5 };
typedef struct {
    uint32_t pieces[1 + AHEAD], n_done, n_in;
} queue;

static void *queue_begin(void *context)
{
    (void)context;
    return g_new0(queue, 1);
}

static void queue_piece(void *context, void *scratch, uint32_t piece)
{
    (void)context;
    queue *q = scratch;
    g_assert_cmpuint(q->n_done - q->n_in, <=, AHEAD);
    q->pieces[q->n_done++ % (1 + AHEAD)] = piece;
    if (piece % 16 == 3) g_usleep(200);
}

static void queue_hand_in(void *context, void *scratch, uint32_t piece)
{
    tally *t = context;
    queue *q = scratch;
    g_assert_cmpuint(q->pieces[q->n_in++ % (1 + AHEAD)], ==, piece);
    g_assert_cmpuint(piece, ==, t->n_handed);
    t->done[t->n_handed++]++;
}

static void test_work_ahead(void)
{
    jw_job job = { queue_begin, queue_piece, queue_hand_in, g_free, AHEAD };
    for (int threads = 1; threads <= 9; threads += 2)
        for (job.ahead = 0; job.ahead <= AHEAD; job.ahead++) {
            tally t = { 0 };
            jw_work_with(threads);
            jw_work(&job, &t, 100, 0);
            g_assert_cmpuint(t.n_handed, ==, 100);
        }
    jw_work_with(0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/networks/betweenness-as-igraph", GSIZE_TO_POINTER(0), test_igraph);
    g_test_add_data_func("/networks/harmonic-as-igraph", GSIZE_TO_POINTER(1), test_igraph);
    g_test_add_data_func("/networks/closeness-as-igraph", GSIZE_TO_POINTER(2), test_igraph);
    g_test_add_data_func("/networks/pagerank-as-igraph", NULL, test_pagerank);
    g_test_add_data_func("/networks/pagerank-as-igraph-directed", "", test_pagerank);
    g_test_add_func("/networks/eigenvector-as-igraph", test_eigenvector);
    g_test_add_func("/networks/eigenvector-of-chain", test_eigenvector_of_chain);
    g_test_add_func("/networks/eigenvector-of-broom", test_eigenvector_of_broom);
    g_test_add_func("/networks/tall-trees", test_tall_trees);
    g_test_add_func("/networks/directed-forests", test_directed_forests);
    g_test_add_func("/networks/inverse-sums", test_inverse_sums);
    g_test_add_func("/networks/threads-do-not-show", test_threads_do_not_show);
    g_test_add_func("/networks/order-does-not-show", test_order_does_not_show);
    g_test_add_func("/networks/whole-numbers", test_whole_numbers);
    g_test_add_func("/networks/blocks", test_blocks);
    g_test_add_func("/networks/bundled", test_bundled);
    g_test_add_func("/networks/condensed", test_condensed);
    g_test_add_func("/networks/work", test_work);
    g_test_add_func("/networks/work-ahead", test_work_ahead);
    return g_test_run();
}
