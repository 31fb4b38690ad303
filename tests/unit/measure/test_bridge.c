/* The bridge: what igraph refuses becomes one finding, and the next call works. */
#include "measure/bridge.h"
#include "random_model.h"

static void test_error_is_a_finding(void)
{
    jw_diags *diags = jw_diags_new();
    igraph_t graph;
    const uint32_t pair[] = { 0, 1 };
    jw_igraph_begin();
    g_assert_cmpint(jw_igraph_create(&graph, 2, pair, 1, false, false), ==, IGRAPH_SUCCESS);
    igraph_vector_int_t above;
    g_assert_cmpint(igraph_vector_int_init(&above, 0), ==, IGRAPH_SUCCESS);
    igraph_error_t code =
        igraph_dominator_tree(&graph, 0, &above, NULL, NULL, IGRAPH_OUT); /* of an undirected graph */
    igraph_vector_int_destroy(&above);
    igraph_destroy(&graph);
    g_assert_cmpint(code, !=, IGRAPH_SUCCESS);
    g_assert_false(jw_igraph_end(code, diags));
    g_assert_cmpuint(jw_diags_size(diags), ==, 1);
    g_assert_cmpstr(jw_diags_get(diags, 0)->code, ==, "igraph-failed");
    g_assert_nonnull(strstr(jw_diags_get(diags, 0)->found, "irected"));

    const uint32_t fine[] = { 0, 1, 1, 0, 1, 1 };
    jw_igraph_begin();
    code = jw_igraph_create(&graph, 2, fine, 3, false, true);
    g_assert_cmpint(code, ==, IGRAPH_SUCCESS);
    g_assert_cmpint(igraph_ecount(&graph), ==, 1); /* parallel once, no self-link */
    igraph_destroy(&graph);
    g_assert_true(jw_igraph_end(code, diags));
    g_assert_cmpuint(jw_diags_size(diags), ==, 1);
    jw_diags_free(diags);
}

/* A centrality that fails half way: nothing leaks (the sanitizers look), no score is set. */
static igraph_error_t failing(const igraph_t *graph, const jw_rank_options *options, igraph_vector_t *scores)
{
    (void)options;
    igraph_vector_t weights;
    igraph_error_t code = igraph_vector_init(&weights, 1); /* of the wrong length */
    if (code) return code;
    VECTOR(weights)[0] = -1;
    code = igraph_closeness(graph, scores, NULL, NULL, igraph_vss_all(), IGRAPH_ALL, &weights, false);
    igraph_vector_destroy(&weights);
    return code;
}

static void test_failing_centrality(void)
{
    jw_model *m = make_model("core:r block:a block:b", "r leads a; r leads b");
    jw_diags *diags = jw_diags_new();
    double scores[3] = { -1, -1, -1 };
    g_assert_false(jw_run_centrality(m, &(jw_rank_options){ 0 }, false, failing, scores, diags));
    g_assert_cmpuint(jw_diags_count(diags, JW_ERROR), ==, 1);
    g_assert_cmpfloat(scores[0], ==, -1);
    jw_diags_free(diags);
    jw_model_free(m);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bridge/error-is-a-finding", test_error_is_a_finding);
    g_test_add_func("/bridge/failing-centrality", test_failing_centrality);
    return g_test_run();
}
