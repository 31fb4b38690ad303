/* Span, depth and criticality against their definitions. */
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

static void compare_measure(const char *name, void (*oracle)(const plain *p, double *expected))
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
    g_assert_cmpfloat(above_zero, >, 500);
}

static void test_span(void)
{
    compare_measure("span", oracle_span);
}

static void test_depth(void)
{
    compare_measure("depth", oracle_depth);
}

static void test_criticality(void)
{
    compare_measure("criticality", oracle_criticality);
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
    g_test_add_func("/hierarchy/criticality", test_criticality);
    g_test_add_func("/hierarchy/long-chain", test_long_chain);
    return g_test_run();
}
