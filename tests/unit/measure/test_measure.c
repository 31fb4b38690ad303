/* The table of measures, and ranking: order, ties, rounding, nothing measured. */
#include "jingwei/rank.h"
#include "random_model.h"

static jw_rank_row *rank(const jw_model *m, const char *name, size_t *n)
{
    jw_rank_row *rows;
    g_assert_true(jw_rank(m, jw_measure_named(name, NULL), NULL, NULL, NULL, &rows, n, NULL));
    return rows;
}

/* "id/rank id/rank …" */
static void expect(const jw_model *m, const char *name, const char *order)
{
    size_t n;
    jw_rank_row *rows = rank(m, name, &n);
    g_autoptr(GString) said = g_string_new(NULL);
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(said, "%s%s/%u", i ? " " : "", jw_unit_id(m, rows[i].unit), rows[i].rank);
    g_assert_cmpstr(said->str, ==, order);
    free(rows);
}

static void test_ties(void)
{
    jw_model *m =
        make_model("core:r block:b block:a association:z association:y", "r leads b; r leads a; a leads z");
    expect(m, "span", "r/1 a/2 b/3 y/3 z/3");
    expect(m, "depth", "r/1 a/2 b/2 z/4 y/5");
    expect(m, "criticality", "a/1 r/1 b/3 y/3 z/3");
    jw_model_free(m);
}

static void test_nulls_share_the_last_rank(void)
{
    jw_model *m = make_model("core:r block:x block:w block:v", "r leads x");
    expect(m, "depth", "r/1 x/2 v/3 w/3");
    expect(m, "closeness", "r/1 x/1 v/3 w/3");
    jw_model_free(m);
}

/* Scores that differ only past the tenth digit are ties. */
static bool almost(const jw_model *m, const jw_rank_options *options, double *scores, jw_diags *diags)
{
    (void)m, (void)options, (void)diags;
    scores[0] = 1.0 / 3;
    scores[1] = 1.0 / 3 + 1e-13;
    scores[2] = 1.0 / 3 + 1e-9;
    scores[3] = -0.0;
    return true;
}

static void test_rounding(void)
{
    jw_model *m = make_model("body:a body:b body:c body:d", "");
    jw_measure measure = { .name = "almost", .run = almost };
    jw_rank_row *rows;
    size_t n;
    g_assert_true(jw_rank(m, &measure, NULL, NULL, NULL, &rows, &n, NULL));
    g_assert_cmpuint(rows[0].unit, ==, 2);
    g_assert_cmpuint(rows[1].rank, ==, 2);
    g_assert_cmpuint(rows[2].rank, ==, 2);
    g_assert_cmpfloat(rows[1].score, ==, 0.3333333333);
    g_assert_false(signbit(rows[3].score));
    free(rows);
    jw_model_free(m);
}

static bool is_block(void *m, uint32_t u)
{
    return strcmp(jw_unit_kind_of(m, u)->name, "block") == 0;
}

/* What is taken is listed; the graph stays whole. */
static void test_take(void)
{
    jw_model *m = make_model("core:r block:a block:b association:x", "r leads a; r leads b; b leads x");
    jw_rank_row *rows;
    size_t n;
    g_assert_true(jw_rank(m, jw_measure_named("degree", NULL), NULL, is_block, m, &rows, &n, NULL));
    g_assert_cmpuint(n, ==, 2);
    g_assert_cmpstr(jw_unit_id(m, rows[0].unit), ==, "b");
    g_assert_cmpfloat(rows[0].score, ==, 2);
    g_assert_cmpuint(rows[1].rank, ==, 2);
    free(rows);
    jw_model_free(m);
}

static void test_failure(void)
{
    jw_model *m = make_model("core:r", "");
    jw_policy *policy = jw_model_policy(m);
    policy->population = jw_selector_parse("nonsense=1", "population", NULL);
    jw_diags *diags = jw_diags_new();
    jw_rank_row *rows;
    size_t n;
    g_assert_false(jw_rank(m, jw_measure_named("criticality", NULL), NULL, NULL, NULL, &rows, &n, diags));
    g_assert_cmpuint(jw_diags_count(diags, JW_ERROR), ==, 1);
    jw_diags_free(diags);
    jw_model_free(m);
}

static void test_table(void)
{
    const char *nearest;
    g_assert_null(jw_measure_named("betweeness", &nearest));
    g_assert_cmpstr(nearest, ==, "betweenness");
    g_assert_null(jw_measure_named("", &nearest));
    g_assert_true(jw_measure_named("PageRank", NULL) == jw_measure_named("pagerank", NULL));
    g_assert_true(jw_measure_named("core-number", NULL) == jw_measure_named("core", NULL));
    g_assert_true(jw_measure_named("Coreness", NULL) == jw_measure_named("core", NULL));
    for (size_t i = 0; i < jw_measures(); i++) {
        const jw_measure *measure = jw_measure_at(i);
        g_assert_true(jw_measure_named(measure->name, NULL) == measure);
        g_assert_nonnull(measure->zh && measure->en && measure->zh_says && measure->en_says ? measure->run
                                                                                            : NULL);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/measure/ties", test_ties);
    g_test_add_func("/measure/nulls-share-the-last-rank", test_nulls_share_the_last_rank);
    g_test_add_func("/measure/rounding", test_rounding);
    g_test_add_func("/measure/take", test_take);
    g_test_add_func("/measure/failure", test_failure);
    g_test_add_func("/measure/table", test_table);
    return g_test_run();
}
