/* compare says of a model what cover, rank and audit say of the file that convert writes of it. 300 pairs of
 * random models, every metric that those can give, each put together anew from their rows. */
#include "plain.h"

#include "jingwei/audit.h"
#include "jingwei/compare.h"
#include "jingwei/load.h"
#include "jingwei/rank.h"
#include "jingwei/save.h"

#include <unistd.h>

static jw_model *converted(const jw_model *m)
{
    g_autofree char *path = NULL;
    close(g_file_open_tmp("jingwei-XXXXXX.json", &path, NULL));
    jw_load_options options = jw_load_options_default();
    jw_diags *diags = jw_diags_new();
    g_assert_true(jw_save(m, path, diags));
    jw_model *loaded = jw_load(path, &options, diags);
    g_assert_nonnull(loaded);
    jw_diags_free(diags);
    unlink(path);
    return loaded;
}

static void add_rules(jw_model *m)
{
    static const struct {
        const char *applies, *required;
        jw_weight weight;
    } rules[] = { { "role=target members=3..", "covered=full,work-only", JW_VETO },
                  { "role=target street=观湖,民治", "organization!=none", JW_MUST },
                  { "role=target", "members=1..", JW_MUST },
                  { "role=lead,target", "street?", JW_PREFER } };
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
        jw_rule *rule = jw_policy_add_rule(jw_model_policy(m));
        *rule = (jw_rule){ .id = g_strdup_printf("r%zu", i),
                           .because = { g_strdup("因为"), NULL },
                           .weight = rules[i].weight,
                           .applies = jw_selector_parse(rules[i].applies, "x", NULL),
                           .required = jw_selector_parse(rules[i].required, "x", NULL) };
    }
}

typedef struct {
    const jw_model *m;
    jw_coverage *coverage;
    const double *values;
} checker;

static void expect(checker *c, const char *name, double expected)
{
    for (size_t i = 0; i < jw_metrics(); i++) {
        if (strcmp(jw_metric_at(i)->name, name) != 0) continue;
        double found = c->values[i];
        bool same = found == expected || (isnan(found) && isnan(expected)) ||
                    fabs(found - expected) < 1e-9 * fmax(1, fabs(expected));
        if (!same) g_test_message("%s: %.17g, not %.17g", name, found, expected);
        g_assert_true(same);
        return;
    }
    g_assert_not_reached();
}

static bool is_counted(const checker *c, uint32_t u)
{
    return jw_coverage_status(c->coverage, u) != JW_NOT_COUNTED;
}

/* ---- From cover ---- */

static void expect_coverage(checker *c)
{
    const jw_tally *tally = jw_coverage_tally(c->coverage);
    const jw_gap *gaps;
    size_t n = jw_coverage_gaps(c->coverage, &gaps);
    for (int r = 0; r < JW_RATES; r++) {
        g_autofree char *name = g_strconcat("rate.", jw_rate_name((jw_rate)r), NULL);
        expect(c, name, jw_tally_rate(tally, (jw_rate)r));
    }
    for (int i = 0; i < JW_CAUSES; i++) {
        g_autofree char *name = g_strconcat("gaps.", jw_cause_name((jw_cause)(1 << i)), NULL);
        double sum = 0;
        for (size_t k = 0; k < n; k++)
            if (gaps[k].causes & 1 << i) sum += jw_unit_count(c->m, gaps[k].unit);
        expect(c, name, sum);
    }
    expect(c, "targets", tally->all);
    expect(c, "units", (double)jw_model_unit_count(c->m));
}

/* ---- From rank ---- */

static jw_rank_row *ranked(const checker *c, const char *measure, size_t *n)
{
    jw_rank_row *rows;
    g_assert_true(jw_rank(c->m, jw_measure_named(measure, NULL), NULL, NULL, NULL, &rows, n, NULL));
    return rows;
}

/* Each span stands as often as it weighs, in steps of half a unit; the middle one, or the mean of the two. */
static double median_span(const checker *c, const jw_rank_row *rows, size_t n)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(double));
    for (size_t i = n; i-- > 0;)
        for (double w = jw_unit_count(c->m, rows[i].unit); rows[i].score > 0 && w > 0; w -= 0.5)
            g_array_append_val(all, rows[i].score);
    if (all->len == 0) return NAN;
    return (g_array_index(all, double, (all->len - 1) / 2) + g_array_index(all, double, all->len / 2)) / 2;
}

static void expect_span(checker *c)
{
    size_t n;
    g_autofree jw_rank_row *rows = ranked(c, "span", &n);
    expect(c, "span.max", n > 0 && rows[0].score > 0 ? rows[0].score : NAN);
    expect(c, "span.median", median_span(c, rows, n));
}

static void expect_depth(checker *c)
{
    size_t n;
    g_autofree jw_rank_row *rows = ranked(c, "depth", &n);
    double sum = 0, weight = 0, most = NAN;
    for (size_t i = 0; i < n && !isnan(rows[i].score); i++) {
        if (!is_counted(c, rows[i].unit)) continue;
        double count = jw_unit_count(c->m, rows[i].unit);
        sum += count * rows[i].score;
        weight += count;
        most = rows[i].score; /* the last is the deepest */
    }
    expect(c, "depth.mean", weight > 0 ? sum / weight : NAN);
    expect(c, "depth.max", most);
}

static bool is_root(const jw_model *m, uint32_t u)
{
    const uint32_t *roots;
    size_t n = jw_model_roots(m, &roots);
    for (size_t i = 0; i < n; i++)
        if (roots[i] == u) return true;
    return false;
}

static void expect_criticality(checker *c)
{
    size_t n;
    g_autofree jw_rank_row *rows = ranked(c, "criticality", &n);
    double most = NAN, reached = 0;
    for (size_t i = 0; i < n && isnan(most); i++)
        if (!is_root(c->m, rows[i].unit)) most = rows[i].score;
    for (uint32_t u = 0; u < jw_model_unit_count(c->m); u++)
        if (is_counted(c, u) && jw_coverage_is_reached(c->coverage, u)) reached += jw_unit_count(c->m, u);
    expect(c, "criticality.max", most);
    expect(c, "criticality.share", reached > 0 ? most / reached : NAN);
}

static void expect_centralization(checker *c)
{
    const jw_measure *degree = jw_measure_named("degree", NULL);
    g_autofree double *scores = g_new(double, jw_model_unit_count(c->m) + 1);
    static const jw_rank_options all = { 0 };
    g_assert_true(degree->run(c->m, &all, scores, NULL));
    expect(c, "centralization", jw_centralization(c->m, degree, &all, scores));
}

/* ---- From the links as they are written ---- */

static void expect_links(checker *c)
{
    p_model *p = p_of(c->m);
    double several = 0, parts = 0;
    g_autofree guint *part = g_new(guint, p->units->len + 1);
    for (guint i = 0; i < p->units->len; i++) {
        const p_unit *u = g_ptr_array_index(p->units, i);
        g_autoptr(GHashTable) leads = g_hash_table_new(g_str_hash, g_str_equal);
        part[i] = i;
        for (guint k = 0; k < p->links->len; k++) {
            const p_link *l = g_ptr_array_index(p->links, k);
            if (strcmp(l->to, u->id) == 0 && p_link_role(p, l) == JW_ROLE_AUTHORITY &&
                !p_is_gone(p_find(p, l->from)))
                g_hash_table_add(leads, l->from);
        }
        if (g_hash_table_size(leads) > 1 && is_counted(c, jw_model_find(c->m, u->id)))
            several += p_number(u, "count", 1);
    }
    for (guint round = 0; round < p->units->len; round++) /* the smallest number goes along all links */
        for (guint k = 0; k < p->links->len; k++) {
            const p_link *l = g_ptr_array_index(p->links, k);
            guint a = jw_model_find(c->m, l->from), b = jw_model_find(c->m, l->to);
            if (!p_is_gone(p_find(p, l->from)) && !p_is_gone(p_find(p, l->to)))
                part[a] = part[b] = MIN(part[a], part[b]);
        }
    for (guint i = 0; i < p->units->len; i++)
        parts += part[i] == i && !p_is_gone(p_find(p, jw_unit_id(c->m, i)));
    expect(c, "several-leads", several);
    expect(c, "components", parts);
    p_free(p);
}

/* ---- From audit ---- */

static void expect_audit(checker *c)
{
    jw_audit *audit = jw_audit_run(c->m, c->coverage, NULL, NULL, NULL);
    static const jw_weight weights[] = { JW_VETO, JW_MUST, JW_PREFER };
    g_assert_cmpuint(jw_audit_rules(audit), ==, 4);
    const jw_breach *breaches;
    size_t n = jw_audit_breaches(audit, &breaches);
    for (size_t w = 0; w < G_N_ELEMENTS(weights); w++) {
        double sum = 0;
        for (size_t i = 0; i < n; i++)
            if (jw_audit_rule(audit, breaches[i].rule)->weight == weights[w])
                sum += jw_unit_count(c->m, breaches[i].unit);
        g_autofree char *name = g_strconcat("broken.", jw_weight_name(weights[w]), NULL);
        expect(c, name, sum);
    }
    jw_audit_free(audit);
}

static void test_random(void)
{
    for (uint32_t seed = 0; seed < 300; seed++) {
        g_test_message("seed %u", seed);
        jw_model *base = random_model(seed, 16), *m = random_model(seed + 500, 16);
        add_rules(m);
        double values[64];
        g_assert_cmpuint(jw_metrics(), <=, G_N_ELEMENTS(values));
        g_assert_true(jw_metrics_of(base, m, values, NULL));
        jw_model *written = converted(m);
        checker c = { written, jw_cover(written, NULL), values };
        expect_coverage(&c);
        expect_span(&c);
        expect_depth(&c);
        expect_criticality(&c);
        expect_centralization(&c);
        expect_links(&c);
        expect_audit(&c);
        jw_coverage_free(c.coverage);
        jw_model_free(base);
        jw_model_free(m);
        jw_model_free(written);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reform/metrics/as-cover-rank-audit", test_random);
    return g_test_run();
}
