/* What goes with a ranking: whom a loss cuts off, centralization, rank correlation, communities; each against
 * its definition. */
#include "jingwei/community.h"
#include "jingwei/rank.h"
#include "random_model.h"

enum { MODELS = 400 };

/* Losses. */

/* Links both ways, as a measure of all links sees them. */
static void neighbours(const plain *p, bool linked[PLAIN_MOST][PLAIN_MOST])
{
    memset(linked, 0, sizeof(bool[PLAIN_MOST][PLAIN_MOST]));
    for (uint32_t i = 0; i < p->n_links; i++)
        linked[p->links[i].from][p->links[i].to] = linked[p->links[i].to][p->links[i].from] = true;
}

/* part[u]: the smallest unit that u is connected with when `without` is not there. */
static void find_parts(const plain *p, bool linked[PLAIN_MOST][PLAIN_MOST], uint32_t without, uint32_t *part)
{
    for (uint32_t u = 0; u < p->n; u++) part[u] = u;
    for (uint32_t round = 0; round < p->n; round++)
        for (uint32_t a = 0; a < p->n; a++)
            for (uint32_t b = 0; b < p->n; b++)
                if (a != without && b != without && linked[a][b]) part[a] = part[b] = MIN(part[a], part[b]);
}

static void check_lost(jw_losses *l, uint32_t u, const bool *expected, uint32_t n)
{
    const uint32_t *lost;
    size_t n_lost = jw_losses_of(l, u, &lost), n_expected = 0;
    for (uint32_t w = 0; w < n; w++) n_expected += expected[w];
    g_assert_cmpuint(n_lost, ==, n_expected);
    for (size_t i = 0; i < n_lost; i++) {
        g_assert_true(expected[lost[i]]);
        if (i) g_assert_cmpuint(lost[i - 1], <, lost[i]);
    }
}

static void test_lost_targets(void)
{
    const jw_measure *measure = jw_measure_named("criticality", NULL);
    g_assert_true(jw_measure_has_losses(measure));
    g_assert_false(jw_measure_has_losses(jw_measure_named("degree", NULL)));
    for (uint32_t seed = 1; seed <= MODELS; seed++) {
        jw_model *m = random_model(seed, 11);
        plain p = plain_of(m);
        bool before[PLAIN_MOST], after[PLAIN_MOST], expected[PLAIN_MOST];
        jw_losses *l = jw_losses_new(m, measure, NULL, NULL);
        plain_reached(&p, PLAIN_MOST, before);
        for (uint32_t u = 0; u < p.n; u++) {
            plain_reached(&p, u, after);
            for (uint32_t w = 0; w < p.n; w++) expected[w] = w != u && p.target[w] && before[w] && !after[w];
            check_lost(l, u, expected, p.n);
        }
        jw_losses_free(l);
        jw_model_free(m);
    }
}

/* Lost: all of u's component but one of the largest parts; which, where two are equal, is left open. */
static void check_parts_lost(jw_losses *l, const plain *p, bool linked[PLAIN_MOST][PLAIN_MOST], uint32_t u,
                             double score)
{
    uint32_t whole[PLAIN_MOST], part[PLAIN_MOST], size[PLAIN_MOST] = { 0 }, others = 0, largest = 0;
    bool expected[PLAIN_MOST] = { false };
    find_parts(p, linked, PLAIN_MOST, whole);
    find_parts(p, linked, u, part);
    for (uint32_t w = 0; w < p->n; w++)
        if (w != u && p->alive[w] && whole[w] == whole[u]) {
            others++;
            size[part[w]]++;
            largest = MAX(largest, size[part[w]]);
        }
    g_assert_cmpfloat(score, ==, others - largest);
    const uint32_t *lost;
    size_t n = jw_losses_of(l, u, &lost);
    g_assert_cmpuint(n, ==, others - largest);
    for (size_t i = 0; i < n; i++) expected[lost[i]] = true;
    for (uint32_t w = 0; w < p->n; w++)
        for (uint32_t x = 0; x < p->n; x++)
            if (w != u && x != u && part[w] == part[x]) g_assert_true(expected[w] == expected[x]);
    check_lost(l, u, expected, p->n);
}

static void test_lost_parts(void)
{
    const jw_measure *measure = jw_measure_named("articulation", NULL);
    for (uint32_t seed = 1; seed <= MODELS; seed++) {
        jw_model *m = random_model(seed, 11);
        plain p = plain_of(m);
        bool linked[PLAIN_MOST][PLAIN_MOST];
        double scores[PLAIN_MOST];
        neighbours(&p, linked);
        jw_losses *l = jw_losses_new(m, measure, NULL, NULL);
        g_assert_true(measure->run(m, &(jw_rank_options){ 0 }, scores, NULL));
        for (uint32_t u = 0; u < p.n; u++)
            if (p.alive[u])
                check_parts_lost(l, &p, linked, u, scores[u]);
            else
                g_assert_true(isnan(scores[u]));
        jw_losses_free(l);
        jw_model_free(m);
    }
}

static void test_far_ends(void)
{
    const jw_measure *measure = jw_measure_named("bridges", NULL);
    for (uint32_t seed = 1; seed <= MODELS; seed++) {
        jw_model *m = random_model(seed, 11);
        plain p = plain_of(m);
        bool linked[PLAIN_MOST][PLAIN_MOST];
        double scores[PLAIN_MOST];
        neighbours(&p, linked);
        jw_losses *l = jw_losses_new(m, measure, NULL, NULL);
        g_assert_true(measure->run(m, &(jw_rank_options){ 0 }, scores, NULL));
        for (uint32_t u = 0; u < p.n; u++) {
            bool expected[PLAIN_MOST] = { false };
            double n = 0;
            for (uint32_t w = 0; w < p.n && p.alive[u]; w++) {
                uint32_t part[PLAIN_MOST];
                if (!linked[u][w]) continue;
                linked[u][w] = linked[w][u] = false;
                find_parts(&p, linked, PLAIN_MOST, part);
                linked[u][w] = linked[w][u] = true;
                n += expected[w] = part[u] != part[w];
            }
            if (p.alive[u]) g_assert_cmpfloat(scores[u], ==, n);
            check_lost(l, u, expected, p.n);
        }
        jw_losses_free(l);
        jw_model_free(m);
    }
}

static void test_unknown_links(void)
{
    jw_model *m = make_model("core:r block:b", "r leads b");
    jw_diags *diags = jw_diags_new();
    const jw_rank_options options = { (const char *[]){ "leeds", NULL }, false, false };
    g_assert_null(jw_losses_new(m, jw_measure_named("articulation", NULL), &options, diags));
    g_assert_null(jw_communities_of(m, &options, diags));
    g_assert_cmpuint(jw_diags_size(diags), ==, 2);
    jw_losses_free(NULL);
    jw_communities_free(NULL);
    jw_diags_free(diags);
    jw_model_free(m);
}

/* Centralization. */

static double centralization(const jw_model *m, const char *name, bool directed, bool normalized)
{
    double scores[32];
    const jw_measure *measure = jw_measure_named(name, NULL);
    const jw_rank_options options = { NULL, directed, normalized };
    g_assert_true(measure->run(m, &options, scores, NULL));
    return jw_centralization(m, measure, &options, scores);
}

static void test_centralization(void)
{
    static const char *const names[] = { "degree", "betweenness", "closeness", "harmonic" };
    jw_model *star =
        make_model("core:r block:a block:b block:c block:d", "r leads a; r leads b; r leads c; r leads d");
    jw_model *ring =
        make_model("core:r block:a block:b block:c", "r leads a; a leads b; b leads c; c pairs r");
    jw_model *apart = make_model("core:r block:a block:b block:c", "r leads a; r leads b");
    jw_model *two = make_model("core:r block:a", "r leads a");
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        for (int normalized = 0; normalized < 2; normalized++) {
            g_assert_cmpfloat_with_epsilon(centralization(star, names[i], false, normalized), 1, 1e-12);
            g_assert_cmpfloat_with_epsilon(centralization(ring, names[i], false, normalized), 0, 1e-12);
            g_assert_true(isnan(centralization(star, names[i], true, normalized)));
            g_assert_true(isnan(centralization(two, names[i], false, normalized)));
        }
    g_assert_true(isnan(centralization(star, "pagerank", false, false)));
    g_assert_true(isnan(centralization(apart, "closeness", false, false)));
    /* Degrees 2 1 1 0: (0 + 1 + 1 + 2) / (3 · 2). */
    g_assert_cmpfloat_with_epsilon(centralization(apart, "degree", false, false), 4.0 / 6, 1e-12);
    g_assert_cmpfloat_with_epsilon(centralization(apart, "degree", false, true), 4.0 / 6, 1e-12);
    jw_model *all[] = { star, ring, apart, two };
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) jw_model_free(all[i]);
}

/* Rank correlation. */

/* Kendall's τ-b, pair by pair. */
static double kendall_by_pairs(const double *a, const double *b, size_t n)
{
    double sum = 0, untied_a = 0, untied_b = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) {
            if (isnan(a[i]) || isnan(b[i]) || isnan(a[j]) || isnan(b[j])) continue;
            double x = (a[i] > a[j]) - (a[i] < a[j]), y = (b[i] > b[j]) - (b[i] < b[j]);
            sum += x * y;
            untied_a += x != 0;
            untied_b += y != 0;
        }
    return untied_a > 0 && untied_b > 0 ? sum / sqrt(untied_a * untied_b) : NAN;
}

/* Each unit's rank is half a place for every equal one, a place for every smaller one. */
static double spearman_by_ranks(const double *a, const double *b, size_t n)
{
    double ab = 0, aa = 0, bb = 0;
    for (size_t i = 0; i < n; i++) {
        double x = 0, y = 0; /* ranks less their mean */
        if (isnan(a[i]) || isnan(b[i])) continue;
        for (size_t j = 0; j < n; j++) {
            if (isnan(a[j]) || isnan(b[j])) continue;
            x += ((a[i] > a[j]) - (a[i] < a[j])) / 2.0;
            y += ((b[i] > b[j]) - (b[i] < b[j])) / 2.0;
        }
        ab += x * y;
        aa += x * x;
        bb += y * y;
    }
    return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : NAN;
}

static void same(double got, double expected)
{
    g_assert_cmpint(isnan(got), ==, isnan(expected));
    if (!isnan(expected)) g_assert_cmpfloat_with_epsilon(got, expected, 1e-12);
}

static void test_correlation(void)
{
    GRand *r = g_rand_new_with_seed(11);
    for (int round = 0; round < 2000; round++) {
        double a[20], b[20];
        size_t n = (size_t)g_rand_int_range(r, 0, 20);
        int values = g_rand_int_range(r, 1, 12);
        for (size_t i = 0; i < n; i++) {
            a[i] = chance(r, 0.1) ? NAN : g_rand_int_range(r, 0, values);
            b[i] = chance(r, 0.1) ? NAN : chance(r, 0.5) ? a[i] : g_rand_int_range(r, 0, values);
        }
        same(jw_kendall(a, b, n), kendall_by_pairs(a, b, n));
        same(jw_spearman(a, b, n), spearman_by_ranks(a, b, n));
    }
    g_rand_free(r);
}

/* Communities. */

/* Σ over pairs of one part of (linked − product of degrees / 2m) / 2m. */
static double modularity_by_pairs(const plain *p, bool linked[PLAIN_MOST][PLAIN_MOST], const uint32_t *part)
{
    double degree[PLAIN_MOST] = { 0 }, twice = 0, sum = 0;
    for (uint32_t a = 0; a < p->n; a++)
        for (uint32_t b = 0; b < p->n; b++) degree[a] += linked[a][b];
    for (uint32_t a = 0; a < p->n; a++) twice += degree[a];
    for (uint32_t a = 0; a < p->n; a++)
        for (uint32_t b = 0; b < p->n; b++)
            if (p->alive[a] && p->alive[b] && part[a] == part[b])
                sum += linked[a][b] - degree[a] * degree[b] / twice;
    return twice > 0 ? sum / twice : NAN;
}

static void check_communities(const plain *p, const jw_communities *c)
{
    bool linked[PLAIN_MOST][PLAIN_MOST];
    uint32_t official[PLAIN_MOST], next = 0;
    neighbours(p, linked);
    for (uint32_t u = 0; u < p->n; u++) {
        official[u] = c->block[u] == JW_NO_UNIT ? u : c->block[u];
        if (!p->alive[u]) {
            g_assert_cmpuint(c->community[u], ==, JW_NO_UNIT);
            continue;
        }
        g_assert_cmpuint(c->community[u], <=, next); /* numbered as they come */
        next = MAX(next, c->community[u] + 1);
    }
    g_assert_cmpuint(c->n_communities, ==, next);
    same(c->official_modularity, modularity_by_pairs(p, linked, official));
    same(c->modularity, modularity_by_pairs(p, linked, c->community));
    for (uint32_t u = 0; u < p->n;
         u++) { /* no unit would rather be elsewhere: what Leiden has when it ends */
        uint32_t moved[PLAIN_MOST];
        for (uint32_t k = 0; k < next && p->alive[u] && !isnan(c->modularity); k++) {
            memcpy(moved, c->community, p->n * sizeof *moved);
            moved[u] = k;
            g_assert_cmpfloat(modularity_by_pairs(p, linked, moved), <=, c->modularity + 1e-12);
        }
    }
}

static void test_communities(void)
{
    for (uint32_t seed = 1; seed <= MODELS; seed++) {
        jw_model *m = random_model(seed, 11);
        plain p = plain_of(m);
        jw_communities *c = jw_communities_of(m, NULL, NULL), *again = jw_communities_of(m, NULL, NULL);
        check_communities(&p, c);
        g_assert_cmpmem(c->community, p.n * sizeof *c->community, again->community,
                        p.n * sizeof *c->community);
        jw_communities_free(c);
        jw_communities_free(again);
        jw_model_free(m);
    }
}

/* Two blocks; x hangs by a, but is paired with all of b's. Right below the root, t is of no block; l1 and l2
 * lead each other, and so hang by no root. */
static void test_blocks(void)
{
    jw_model *m =
        make_model("core:r block:a block:b association:a1 association:a2 association:a3 association:b1 "
                   "association:b2 association:b3 association:x association:t body:l1 body:l2",
                   "r leads a; r leads b; a leads a1; a leads a2; a leads a3; b leads b1; b leads b2; "
                   "b leads b3; a guides x; x pairs b1; x pairs b2; x pairs b3; r leads t; l1 leads l2; "
                   "l2 leads l1; a1 pairs a2; a2 pairs a3; a1 pairs a3");
    jw_communities *c = jw_communities_of(m, NULL, NULL);
    static const struct {
        const char *id, *block, *main_block;
    } rows[] = { { "a", "a", "a" },   { "a2", "a", "a" },   { "b", "b", "b" },
                 { "b3", "b", "b" },  { "x", "a", "b" },    { "t", NULL, NULL },
                 { "r", NULL, NULL }, { "l1", NULL, NULL }, { "l2", NULL, NULL } };
    g_assert_cmpuint(c->n_blocks, ==, 2);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        uint32_t u = jw_model_find(m, rows[i].id);
        g_assert_cmpstr(c->block[u] == JW_NO_UNIT ? NULL : jw_unit_id(m, c->block[u]), ==, rows[i].block);
        g_assert_true(c->astray[u] == (strcmp(rows[i].id, "x") == 0));
        if (!rows[i].block) continue;
        g_assert_cmpstr(jw_unit_id(m, c->main_block[c->community[u]]), ==, rows[i].main_block);
    }
    g_assert_cmpfloat(c->modularity, >, c->official_modularity);
    jw_communities_free(c);
    jw_model_free(m);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rank/lost-targets", test_lost_targets);
    g_test_add_func("/rank/lost-parts", test_lost_parts);
    g_test_add_func("/rank/far-ends", test_far_ends);
    g_test_add_func("/rank/unknown-links", test_unknown_links);
    g_test_add_func("/rank/centralization", test_centralization);
    g_test_add_func("/rank/correlation", test_correlation);
    g_test_add_func("/rank/communities", test_communities);
    g_test_add_func("/rank/blocks", test_blocks);
    return g_test_run();
}
