#include "measure/bridge.h"

#include "measure/network.h"

#include <dlfcn.h>
#include <glib.h>
#include <math.h>
#include <string.h>

/* Errors. */

static struct {
    igraph_error_handler_t *error;
    igraph_warning_handler_t *warning;
    char *reason; /* of the first error since begin */
} before;

static void keep_reason(const char *reason, const char *file, int line, igraph_error_t code)
{
    (void)file, (void)line;
    bool says_nothing = strcmp(reason, "ARPACK error") == 0; /* but its code does */
    if (!before.reason) before.reason = g_strdup(says_nothing ? igraph_strerror(code) : reason);
    IGRAPH_FINALLY_FREE(); /* what igraph holds half made; an error handler that returns has to do this */
}

/* igraph warns where a result is empty by definition (a graph without a circle has no directed eigenvector):
 * the scores say so. */
static void drop_warning(const char *reason, const char *file, int line)
{
    (void)reason, (void)file, (void)line;
}

/* PageRank's solver inside igraph uses OpenMP, whose idle threads spin: where other programs want the cores,
 * milliseconds became half a second. One thread is as fast. igraph brings the OpenMP library along, or there
 * is none. */
static void spare_the_cores(void)
{
    static bool done;
    void (*set_threads)(int) = NULL;
    void *found = done ? NULL : dlsym(RTLD_DEFAULT, "omp_set_num_threads");
    done = true;
    memcpy(&set_threads, &found, sizeof found);
    if (set_threads) set_threads(1);
}

void jw_igraph_begin(void)
{
    spare_the_cores();
#if IGRAPH_VERSION_MAJOR >= 1
    igraph_setup();
#endif
    before.error = igraph_set_error_handler(keep_reason);
    before.warning = igraph_set_warning_handler(drop_warning);
    igraph_rng_seed(igraph_rng_default(), 1); /* start vectors of eigenvalue problems are drawn from it */
}

bool jw_igraph_end(igraph_error_t code, jw_diags *diags)
{
    igraph_set_error_handler(before.error);
    igraph_set_warning_handler(before.warning);
    if (code != IGRAPH_SUCCESS)
        jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR,
                                        .code = "igraph-failed",
                                        .found = before.reason ? before.reason : igraph_strerror(code) });
    g_clear_pointer(&before.reason, g_free);
    return code == IGRAPH_SUCCESS;
}

/* Graphs. */

igraph_error_t jw_igraph_create(igraph_t *out, uint32_t n, const uint32_t *pairs, size_t n_pairs,
                                bool directed, bool simple)
{
    if ((double)n > (double)IGRAPH_VCOUNT_MAX || (double)n_pairs > (double)IGRAPH_ECOUNT_MAX)
        return IGRAPH_EOVERFLOW; /* igraph with 32-bit numbers */
    igraph_vector_int_t edges;
    igraph_error_t code = igraph_vector_int_init(&edges, (igraph_integer_t)(2 * n_pairs));
    if (code) return code;
    for (size_t i = 0; i < 2 * n_pairs; i++) VECTOR(edges)[i] = pairs[i];
    code = igraph_create(out, &edges, n, directed);
    igraph_vector_int_destroy(&edges);
    if (code || !simple) return code;
    code = igraph_simplify(out, true, true, NULL);
    if (code) igraph_destroy(out);
    return code;
}

/* Runs the centrality on the selection; *out is then a vector of its own, made in any case. */
static igraph_error_t run_on(const jw_selection *s, const jw_rank_options *options, bool directed,
                             jw_centrality *centrality, igraph_vector_t *out)
{
    igraph_error_t code = igraph_vector_init(out, s->n);
    if (code) return code;
    igraph_t graph;
    code = jw_igraph_create(&graph, s->n, s->pairs, s->n_pairs, directed, true);
    if (!code) {
        code = centrality(&graph, options, out);
        igraph_destroy(&graph);
    }
    if (code) igraph_vector_destroy(out);
    return code;
}

bool jw_run_centrality(const jw_model *m, const jw_rank_options *options, bool directed,
                       jw_centrality *centrality, double *scores, jw_diags *diags)
{
    jw_selection s;
    if (!jw_select(&s, m, options, directed, diags)) return false;
    jw_igraph_begin();
    igraph_vector_t values;
    igraph_error_t code = run_on(&s, options, directed, centrality, &values);
    bool done = jw_igraph_end(code, diags);
    if (done) {
        jw_selection_spread(&s, m, VECTOR(values), scores);
        igraph_vector_destroy(&values);
    }
    jw_selection_clear(&s);
    return done;
}

bool jw_run_on_selection(const jw_model *m, const jw_rank_options *options, bool directed,
                         jw_selection_centrality *centrality, double *scores, jw_diags *diags)
{
    jw_selection s;
    if (!jw_select(&s, m, options, directed, diags)) return false;
    double *values = g_new(double, (size_t)s.n + 1);
    jw_igraph_begin();
    bool done = jw_igraph_end(centrality(&s, options, values), diags);
    if (done) jw_selection_spread(&s, m, values, scores);
    g_free(values);
    jw_selection_clear(&s);
    return done;
}

igraph_error_t jw_igraph_bundled_create(jw_igraph_bundled *out, const jw_bundled *b, bool directed)
{
    igraph_error_t code = jw_igraph_create(&out->graph, b->n, b->pairs, b->n_pairs, directed, false);
    if (code) return code;
    code = igraph_vector_init(&out->weights, (igraph_integer_t)b->n_pairs);
    if (code) goto no_weights;
    code = igraph_vector_init(&out->members, b->n);
    if (code) goto no_members;
    for (size_t i = 0; i < b->n_pairs; i++) VECTOR(out->weights)[i] = jw_bundled_weight(b, i);
    for (uint32_t v = 0; v < b->n; v++) VECTOR(out->members)[v] = b->members[v];
    return IGRAPH_SUCCESS;

no_members:
    igraph_vector_destroy(&out->weights);
no_weights:
    igraph_destroy(&out->graph);
    return code;
}

void jw_igraph_bundled_destroy(jw_igraph_bundled *g)
{
    igraph_destroy(&g->graph);
    igraph_vector_destroy(&g->weights);
    igraph_vector_destroy(&g->members);
}

/* Versions. */

igraph_error_t jw_igraph_betweenness(const igraph_t *graph, igraph_vector_t *scores, bool directed)
{
#if IGRAPH_VERSION_MAJOR >= 1
    return igraph_betweenness(graph, NULL, scores, igraph_vss_all(), directed, false);
#else
    return igraph_betweenness(graph, scores, igraph_vss_all(), directed, NULL);
#endif
}

igraph_error_t jw_igraph_pagerank(const igraph_t *graph, igraph_vector_t *scores, bool directed,
                                  double damping, const igraph_vector_t *restart,
                                  const igraph_vector_t *weights)
{
    if (!restart)
#if IGRAPH_VERSION_MAJOR >= 1
        return igraph_pagerank(graph, weights, scores, NULL, damping, directed, igraph_vss_all(),
                               IGRAPH_PAGERANK_ALGO_PRPACK, NULL);
    return igraph_personalized_pagerank(graph, weights, scores, NULL, restart, damping, directed,
                                        igraph_vss_all(), IGRAPH_PAGERANK_ALGO_PRPACK, NULL);
#else
        return igraph_pagerank(graph, IGRAPH_PAGERANK_ALGO_PRPACK, scores, NULL, igraph_vss_all(), directed,
                               damping, weights, NULL);
    return igraph_personalized_pagerank(graph, IGRAPH_PAGERANK_ALGO_PRPACK, scores, NULL, igraph_vss_all(),
                                        directed, damping, restart, weights, NULL);
#endif
}

/* How often ARPACK may start anew. Where a gap between eigenvalues lets it get there at all, a few dozen
 * times do; on a ring of 200,000 nothing does, and its own 3000 times are minutes. */
static int most_restarts(const igraph_t *graph)
{
    double size = (double)igraph_vcount(graph) + (double)igraph_ecount(graph);
    return (int)CLAMP(4e7 / (size + 1), 50, 3000);
}

igraph_error_t jw_igraph_eigenvector(const igraph_t *graph, igraph_vector_t *scores, double *value,
                                     bool directed, const igraph_vector_t *weights)
{
    igraph_arpack_options_t options; /* of our own: the default ones keep what the last call wrote to them */
    igraph_arpack_options_init(&options);
    options.mxiter = most_restarts(graph);
#if IGRAPH_VERSION_MAJOR >= 1
    return igraph_eigenvector_centrality(graph, scores, value, directed ? IGRAPH_OUT : IGRAPH_ALL, weights,
                                         &options);
#else
    return igraph_eigenvector_centrality(graph, scores, value, directed, true, weights, &options);
#endif
}

/* One round of Leiden from the communities in `parts`, or (start false) from vertices on their own. Each
 * vertex weighs what its links do, which makes igraph's quality that of modularity. */
static igraph_error_t leiden_round(const igraph_t *graph, const igraph_vector_t *weights, bool start,
                                   igraph_vector_int_t *parts, igraph_real_t *quality)
{
    igraph_real_t resolution = 1 / (2.0 * (double)igraph_ecount(graph)), beta = 0.01;
#if IGRAPH_VERSION_MAJOR >= 1
    return igraph_community_leiden(graph, NULL, weights, NULL, resolution, beta, start, 1, parts, NULL,
                                   quality);
#else
    return igraph_community_leiden(graph, NULL, weights, resolution, beta, start, 1, parts, NULL, quality);
#endif
}

igraph_error_t jw_igraph_leiden(const igraph_t *graph, igraph_vector_int_t *parts)
{
    enum {
        MOST_ROUNDS = 100
    }; /* igraph's own “until nothing moves” does not always end: equal moves go round */
    static const double WORTH_A_ROUND = 1e-7; /* along a chain each round gains a little, without end */
    igraph_vector_t weights;
    igraph_real_t quality, before_round = -INFINITY;
    igraph_integer_t n = igraph_vcount(graph);
    igraph_error_t code = igraph_vector_int_resize(parts, n);
    for (igraph_integer_t v = 0; v < n && !code; v++) VECTOR(*parts)[v] = v;
    if (code || !igraph_ecount(graph)) return code;
    code = igraph_vector_init(&weights, n);
    if (code) return code;
    for (igraph_integer_t e = 0; e < igraph_ecount(graph); e++) {
        VECTOR(weights)[IGRAPH_FROM(graph, e)]++;
        VECTOR(weights)[IGRAPH_TO(graph, e)]++;
    }
    for (int round = 0; round < MOST_ROUNDS && !code; round++) {
        code = leiden_round(graph, &weights, round > 0, parts, &quality);
        if (code || quality <= before_round + WORTH_A_ROUND) break;
        before_round = quality;
    }
    igraph_vector_destroy(&weights);
    return code;
}
