/* against_igraph MODEL MOST_SECONDS [MEASURE]…: measures of jingwei and the igraph calls that answer the
 * same, in turn in one process, on the same network. The graph is built for igraph beforehand; jingwei's time
 * includes all it does with a loaded model. One line a measure, tab-separated:
 *
 *     measure, jingwei: wall and CPU seconds, igraph: wall and CPU seconds, share of igraph's work that was
 * done, largest relative difference of a unit's scores (nan: not comparable)
 *
 * Medians of three rounds, or one where a round takes long. Where igraph would take longer than MOST_SECONDS
 * it is given a sample of its sources, and its seconds are scaled to all of them; the share says so. */
#include "measure/bridge.h"
#include "measure/network.h"
#include "jingwei/load.h"

#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    double wall, cpu;
} took;

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static took start(void)
{
    return (took){ seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID) };
}

static took since(took t)
{
    return (took){ seconds(CLOCK_MONOTONIC) - t.wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - t.cpu };
}

static double median(double a, double b, double c)
{
    return MAX(MIN(a, b), MIN(MAX(a, b), c));
}

/* igraph's call for some of the vertices as sources. scores: of all vertices, or of the sources; empty: none.
 */
typedef void call(const igraph_t *g, const igraph_vector_int_t *sources, igraph_vector_t *scores);

static void check(igraph_error_t code)
{
    if (code) g_error("igraph: %s", igraph_strerror(code));
}

static void betweenness(const igraph_t *g, const igraph_vector_int_t *sources, igraph_vector_t *scores)
{
    if (igraph_vector_int_size(sources) == igraph_vcount(g))
        check(jw_igraph_betweenness(g, scores, false));
    else
        check(igraph_betweenness_subset(g, scores, igraph_vss_all(), false, igraph_vss_vector(sources),
                                        igraph_vss_all(), NULL));
    if (igraph_vector_int_size(sources) < igraph_vcount(g))
        igraph_vector_clear(scores); /* sums over some sources */
}

static void harmonic(const igraph_t *g, const igraph_vector_int_t *sources, igraph_vector_t *scores)
{
    check(igraph_harmonic_centrality(g, scores, igraph_vss_vector(sources), IGRAPH_ALL, NULL, false));
}

static void closeness(const igraph_t *g, const igraph_vector_int_t *sources, igraph_vector_t *scores)
{
    check(igraph_closeness(g, scores, NULL, NULL, igraph_vss_vector(sources), IGRAPH_ALL, NULL, false));
}

static void pagerank(const igraph_t *g, const igraph_vector_int_t *sources, igraph_vector_t *scores)
{
    (void)sources;
    check(jw_igraph_pagerank(g, scores, igraph_is_directed(g), 0.85, NULL, NULL));
}

static void eigenvector(const igraph_t *g, const igraph_vector_int_t *sources, igraph_vector_t *scores)
{
    (void)sources;
    double value;
    check(jw_igraph_eigenvector(g, scores, &value, false, NULL));
}

static void articulation(const igraph_t *g, const igraph_vector_int_t *sources, igraph_vector_t *scores)
{
    (void)sources, (void)scores;
    igraph_vector_int_t points;
    check(igraph_vector_int_init(&points, 0));
    check(igraph_articulation_points(g, &points));
    igraph_vector_int_destroy(&points);
}

/* The root of a register is the unit without a superior that leads most; any would do. */
static void dominators(const igraph_t *g, const igraph_vector_int_t *sources, igraph_vector_t *scores)
{
    (void)scores;
    igraph_vector_int_t above;
    check(igraph_vector_int_init(&above, 0));
    check(igraph_dominator_tree(g, VECTOR(*sources)[0], &above, NULL, NULL, IGRAPH_OUT));
    igraph_vector_int_destroy(&above);
}

static const struct {
    const char *name, *measure;
    call *theirs;
    bool by_source, directed;
} rows[] = {
    { "betweenness", "betweenness", betweenness, true, false },
    { "harmonic", "harmonic", harmonic, true, false },
    { "closeness", "closeness", closeness, true, false },
    { "pagerank", "pagerank", pagerank, false, false },
    { "pagerank-directed", "pagerank", pagerank, false, true },
    { "eigenvector", "eigenvector", eigenvector, false, false },
    { "articulation", "articulation", articulation, false, false },
    { "criticality", "criticality", dominators, false, true },
};

static took ours(const jw_model *m, const char *name, bool directed, double *scores)
{
    const jw_measure *measure = jw_measure_named(name, NULL);
    jw_rank_options options = { NULL, directed, false };
    jw_diags *diags = jw_diags_new();
    took t = start();
    if (!measure || !measure->run(m, &options, scores, diags)) g_error("%s failed", name);
    t = since(t);
    jw_diags_free(diags);
    return t;
}

static took theirs(const igraph_t *g, call *run, const igraph_vector_int_t *sources, igraph_vector_t *scores)
{
    igraph_vector_clear(scores);
    took t = start();
    run(g, sources, scores);
    return since(t);
}

/* The largest difference between our score of a unit and theirs, as a share of the larger; what is less than
 * 1e-9 of the largest score of all counts as that, being nothing but rounding. */
static double difference(const jw_model *m, const jw_selection *s, const double *own,
                         const igraph_vector_t *scores, const igraph_vector_int_t *sources)
{
    igraph_integer_t n = igraph_vector_size(scores);
    double largest = 0, worst = n ? 0 : NAN, *by_vertex = g_new0(double, s->n + 1);
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++)
        if (s->vertex[u] < s->n) by_vertex[s->vertex[u]] = isnan(own[u]) ? 0 : own[u];
    for (uint32_t v = 0; v < s->n; v++) largest = fmax(largest, fabs(by_vertex[v]));
    for (igraph_integer_t i = 0; i < n; i++) {
        double a = by_vertex[n == s->n ? i : VECTOR(*sources)[i]], b = VECTOR(*scores)[i];
        if (isnan(b)) b = 0;
        worst = fmax(worst, fabs(a - b) / fmax(fmax(fabs(a), fabs(b)), 1e-9 * largest));
    }
    g_free(by_vertex);
    return worst;
}

static void sources_of(igraph_vector_int_t *out, igraph_integer_t n, igraph_integer_t wanted)
{
    check(igraph_vector_int_init(out, 0));
    for (igraph_integer_t i = 0; i < wanted; i++) check(igraph_vector_int_push_back(out, i * n / wanted));
}

static void compare(const jw_model *m, size_t row, double most_seconds)
{
    jw_selection s;
    igraph_t g;
    igraph_vector_int_t sources;
    igraph_vector_t found;
    check(igraph_vector_init(&found, 0));
    double *scores = g_new(double, jw_model_unit_count(m) + 1), share = 1;
    if (!jw_select(&s, m, &(jw_rank_options){ 0 }, rows[row].directed, NULL)) g_error("no links");
    check(jw_igraph_create(&g, s.n, s.pairs, s.n_pairs, rows[row].directed, true));
    sources_of(&sources, s.n, rows[row].by_source ? MIN(10, s.n) : s.n);
    if (rows[row].directed) /* the root: a register's is its only core */
        for (uint32_t u = 0; u < jw_model_unit_count(m); u++)
            if (strcmp(jw_unit_id(m, u), "C0") == 0) VECTOR(sources)[0] = s.vertex[u];
    if (rows[row].by_source) { /* ten sources say how many there is time for */
        took t = theirs(&g, rows[row].theirs, &sources, &found);
        double possible = most_seconds / (t.wall / 10 + 1e-9);
        igraph_integer_t n = possible < s.n ? MAX(10, (igraph_integer_t)possible) : s.n;
        igraph_vector_int_destroy(&sources);
        sources_of(&sources, s.n, n);
        share = (double)n / s.n;
    }
    took a[3], b[3];
    for (int round = 0; round < 3; round++) {
        a[round] = round && a[0].wall > 10 ? a[0] : ours(m, rows[row].measure, rows[row].directed, scores);
        b[round] = round && b[0].wall > 10 ? b[0] : theirs(&g, rows[row].theirs, &sources, &found);
    }
    printf("%s\t%.6f\t%.6f\t%.6f\t%.6f\t%.6g\t%.2g\n", rows[row].name,
           median(a[0].wall, a[1].wall, a[2].wall), median(a[0].cpu, a[1].cpu, a[2].cpu),
           median(b[0].wall, b[1].wall, b[2].wall) / share, median(b[0].cpu, b[1].cpu, b[2].cpu) / share,
           share, difference(m, &s, scores, &found, &sources));
    fflush(stdout);
    igraph_vector_int_destroy(&sources);
    igraph_vector_destroy(&found);
    igraph_destroy(&g);
    jw_selection_clear(&s);
    g_free(scores);
}

int main(int argc, char **argv)
{
    if (argc < 3) return 2;
    jw_diags *diags = jw_diags_new();
    jw_load_options options = jw_load_options_default();
    jw_model *m = jw_load(argv[1], &options, diags);
    if (!m) g_error("%s does not load", argv[1]);
    jw_igraph_begin();
    for (size_t row = 0; row < G_N_ELEMENTS(rows); row++) {
        bool wanted = argc == 3;
        for (int i = 3; i < argc; i++) wanted |= strcmp(argv[i], rows[row].name) == 0;
        if (wanted) compare(m, row, g_ascii_strtod(argv[2], NULL));
    }
    jw_model_free(m);
    jw_diags_free(diags);
    return 0;
}
