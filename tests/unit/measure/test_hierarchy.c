/* Span, depth, direct leads, loops, inversions and criticality against their definitions. */
#include "jingwei/rank.h"
#include "random_model.h"

enum { MODELS = 1500 };

static void run(const char *name, const jw_model *m, double *scores)
{
    g_assert_true(jw_measure_named(name, NULL)->run(m, &(jw_rank_options){ 0 }, scores, NULL));
}

static void compare(const plain *p, const double *expected, const double *scores)
{
    for (uint32_t u = 0; u < p->n; u++) {
        g_assert_cmpint(isnan(scores[u]), ==, !p->alive[u] || isnan(expected[u]));
        if (!isnan(scores[u])) g_assert_cmpfloat(scores[u], ==, expected[u]);
    }
}

static void oracle_span(const plain *p, double *expected)
{
    for (uint32_t u = 0; u < p->n; u++) {
        bool below[PLAIN_MOST] = { false };
        for (uint32_t i = 0; i < p->n_links; i++)
            if (takes_authority(&p->links[i]) && p->links[i].from == u) below[p->links[i].to] = true;
        expected[u] = 0;
        for (uint32_t v = 0; v < p->n; v++) expected[u] += below[v] ? p->count[v] : 0;
    }
}

/* Bellman and Ford, one link further a round. */
static void oracle_depth(const plain *p, double *expected)
{
    for (uint32_t u = 0; u < p->n; u++) expected[u] = p->root[u] ? 0 : NAN;
    for (uint32_t round = 0; round < p->n; round++)
        for (uint32_t i = 0; i < p->n_links; i++) {
            const plain_link *l = &p->links[i];
            double further = expected[l->from] + 1;
            if (takes_authority(l) && !isnan(further) && !(expected[l->to] <= further))
                expected[l->to] = further;
        }
}

/* Takes each unit away and looks who is no longer reached. */
static void oracle_criticality(const plain *p, double *expected)
{
    bool before[PLAIN_MOST], after[PLAIN_MOST];
    plain_reached(p, PLAIN_MOST, before);
    for (uint32_t u = 0; u < p->n; u++) {
        plain_reached(p, u, after);
        expected[u] = 0;
        for (uint32_t v = 0; v < p->n; v++)
            expected[u] += v != u && p->target[v] && before[v] && !after[v] ? p->count[v] : 0;
    }
}

static void oracle_superiors(const plain *p, double *expected)
{
    for (uint32_t u = 0; u < p->n; u++) {
        bool above[PLAIN_MOST] = { false };
        for (uint32_t i = 0; i < p->n_links; i++)
            if (takes_authority(&p->links[i]) && p->links[i].to == u) above[p->links[i].from] = true;
        expected[u] = 0;
        for (uint32_t v = 0; v < p->n; v++) expected[u] += above[v];
    }
}

/* below[u][v]: a chain of authority runs from u to v (Warshall). */
static void authority_chains(const plain *p, bool below[PLAIN_MOST][PLAIN_MOST])
{
    memset(below, 0, PLAIN_MOST * sizeof *below);
    for (uint32_t i = 0; i < p->n_links; i++)
        if (takes_authority(&p->links[i])) below[p->links[i].from][p->links[i].to] = true;
    for (uint32_t k = 0; k < p->n; k++)
        for (uint32_t u = 0; u < p->n; u++)
            for (uint32_t v = 0; v < p->n; v++) below[u][v] |= below[u][k] && below[k][v];
}

static void oracle_loops(const plain *p, double *expected)
{
    bool below[PLAIN_MOST][PLAIN_MOST];
    authority_chains(p, below);
    for (uint32_t u = 0; u < p->n; u++) expected[u] = below[u][u];
}

static void compare_measure(const char *name, void (*oracle)(const plain *p, double *expected), double least)
{
    double above_zero = 0;
    for (uint32_t seed = 1; seed <= MODELS; seed++) {
        jw_model *m = random_model(seed, 12);
        plain p = plain_of(m);
        double expected[PLAIN_MOST], scores[PLAIN_MOST];
        oracle(&p, expected);
        run(name, m, scores);
        compare(&p, expected, scores);
        for (uint32_t u = 0; u < p.n; u++) above_zero += scores[u] > 0;
        jw_model_free(m);
    }
    g_assert_cmpfloat(above_zero, >, least); /* scores that say something */
}

static void test_span(void)
{
    compare_measure("span", oracle_span, 500);
}

static void test_superiors(void)
{
    compare_measure("superiors", oracle_superiors, 500);
}

static void test_loops(void)
{
    compare_measure("loops", oracle_loops, 200);
}

/* Two units are of one part if each is above the other; few models have several. Parts are numbered by their
 * smallest units. */
static void test_loop_parts(void)
{
    size_t n_several = 0;
    for (uint32_t seed = 1; seed <= 5 * MODELS; seed++) {
        jw_model *m = random_model(seed, PLAIN_MOST);
        plain p = plain_of(m);
        bool below[PLAIN_MOST][PLAIN_MOST];
        uint32_t part[PLAIN_MOST], next = 0;
        authority_chains(&p, below);
        size_t n = jw_loop_parts(m, part, NULL);
        for (uint32_t u = 0; u < p.n; u++) {
            uint32_t smallest = u;
            for (uint32_t v = 0; v < u; v++)
                if (smallest == u && below[u][v] && below[v][u]) smallest = v;
            uint32_t expected = !below[u][u] ? JW_NO_UNIT : smallest < u ? part[smallest] : next++;
            g_assert_cmpuint(part[u], ==, expected);
        }
        g_assert_cmpuint(n, ==, next);
        n_several += n > 1;
        jw_model_free(m);
    }
    g_assert_cmpuint(n_several, >, 10);
}

static void test_inversions(void)
{
    size_t n_inverted = 0;
    for (uint32_t seed = 1; seed <= MODELS; seed++) {
        jw_model *m = random_model(seed, 12);
        plain p = plain_of(m);
        double expected[PLAIN_MOST] = { 0 }, scores[PLAIN_MOST];
        for (uint32_t i = 0; i < p.n_links; i++) {
            const plain_link *l = &p.links[i];
            int from = jw_unit_kind_of(m, l->from)->rank, to = jw_unit_kind_of(m, l->to)->rank;
            if (takes_authority(l) && from != JW_NO_RANK && to != JW_NO_RANK && from > to) expected[l->to]++;
        }
        run("inversions", m, scores);
        compare(&p, expected, scores);
        for (uint32_t u = 0; u < p.n; u++) n_inverted += p.alive[u] && expected[u] > 0;
        jw_model_free(m);
    }
    g_assert_cmpuint(n_inverted, >, 200);
}

static void test_depth(void)
{
    compare_measure("depth", oracle_depth, 500);
}

static void test_criticality(void)
{
    compare_measure("criticality", oracle_criticality, 500);
}

/* A chain of 100,000: neither walk nor tree may go deep on the stack. */
static void test_long_chain(void)
{
    enum { LENGTH = 100000 };
    jw_model *m = new_model();
    int body = jw_model_unit_kind_named(m, "body"), target = jw_model_unit_kind_named(m, "association");
    int leads = jw_model_link_kind_named(m, "leads");
    for (int i = 0; i < LENGTH; i++) {
        char id[16];
        g_snprintf(id, sizeof id, "u%06d", i);
        uint32_t u = jw_model_add_unit(m, id, NULL, i < LENGTH - 1 ? body : target, true, (jw_spot){ 0 });
        if (u) jw_model_add_link(m, leads, u - 1, u, (jw_spot){ 0 });
    }
    jw_model_finish(m, NULL);
    g_autofree double *scores = g_new(double, LENGTH);
    run("depth", m, scores);
    g_assert_cmpfloat(scores[LENGTH - 1], ==, LENGTH - 1);
    run("criticality", m, scores);
    g_assert_cmpfloat(scores[0], ==, 1);
    g_assert_cmpfloat(scores[LENGTH - 2], ==, 1);
    g_assert_cmpfloat(scores[LENGTH - 1], ==, 0);
    jw_model_free(m);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hierarchy/span", test_span);
    g_test_add_func("/hierarchy/depth", test_depth);
    g_test_add_func("/hierarchy/superiors", test_superiors);
    g_test_add_func("/hierarchy/loops", test_loops);
    g_test_add_func("/hierarchy/loop-parts", test_loop_parts);
    g_test_add_func("/hierarchy/inversions", test_inversions);
    g_test_add_func("/hierarchy/criticality", test_criticality);
    g_test_add_func("/hierarchy/long-chain", test_long_chain);
    return g_test_run();
}
