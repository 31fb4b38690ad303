/* Coverage against its definition, on random models and on the edges. */
#include "base/workers.h"
#include "jingwei/cover.h"
#include "measure/derived.h"
#include "random_model.h"

enum { MODELS = 1500 };

/* The definition once more, slowly. */

static bool oracle_organization(const plain *p, uint32_t u)
{
    const char *form = jw_unit_text(p->m, u, JW_ORGANIZATION);
    if (form && strcmp(form, "none") != 0) return true;
    for (uint32_t i = 0; i < p->n_links; i++)
        if (p->links[i].role == JW_ROLE_MEMBERSHIP && p->links[i].from == u &&
            jw_unit_kind_of(p->m, p->links[i].to)->role == JW_ROLE_LEAD)
            return true;
    return false;
}

static jw_status oracle_status(const plain *p, const bool *reached, uint32_t u)
{
    if (!p->target[u]) return JW_NOT_COUNTED;
    if (jw_unit_flag(p->m, u, JW_REPORTED) == 0) return JW_UNKNOWN;
    if (oracle_organization(p, u)) return reached[u] ? JW_FULL : JW_ORGANIZATION_ONLY;
    return reached[u] ? JW_WORK_ONLY : JW_NONE;
}

static jw_reach oracle_reach(const plain *p, const bool *reached, uint32_t u)
{
    bool led = false, joined = false, supported = false, backstopped = false;
    for (uint32_t i = 0; i < p->n_links; i++) {
        const plain_link *l = &p->links[i];
        if (l->to == u && reached[l->from]) {
            led |= l->role == JW_ROLE_AUTHORITY && strcmp(l->kind, "backstops") != 0;
            backstopped |= l->role == JW_ROLE_AUTHORITY && strcmp(l->kind, "backstops") == 0;
            supported |= l->role == JW_ROLE_SUPPORT;
        }
        joined |= l->from == u && l->role == JW_ROLE_MEMBERSHIP && reached[l->to];
    }
    return led           ? JW_LED
           : joined      ? JW_JOINED
           : supported   ? JW_SUPPORTED
           : backstopped ? JW_BACKSTOP_ONLY
                         : JW_LED;
}

static int place_of_kind(const plain_link *l)
{
    static const char *const order[] = { "leads", "guides",     "backstops", "supervises",
                                         "joins", "affiliates", "sends",     "assists" };
    for (int i = 0; i < (int)G_N_ELEMENTS(order); i++)
        if (strcmp(order[i], l->kind) == 0) return i;
    return 99;
}

static uint32_t oracle_above(const plain *p, uint32_t u)
{
    uint32_t best = JW_NO_UNIT;
    int best_place = 99;
    for (uint32_t i = 0; i < p->n_links; i++) {
        const plain_link *l = &p->links[i];
        uint32_t above = takes_reach(l) > 0 && l->to == u     ? l->from
                         : takes_reach(l) < 0 && l->from == u ? l->to
                                                              : JW_NO_UNIT;
        int place = place_of_kind(l);
        if (above != JW_NO_UNIT && (place < best_place || (place == best_place && above < best))) {
            best = above;
            best_place = place;
        }
    }
    return best;
}

/* After n steps upward one stands on the loop, if there is one. */
static uint32_t oracle_break(const plain *p, uint32_t u)
{
    for (uint32_t i = 0; i < p->n; i++) {
        uint32_t above = oracle_above(p, u);
        if (above == JW_NO_UNIT) return u;
        u = above;
    }
    uint32_t smallest = u;
    for (uint32_t v = oracle_above(p, u); v != u; v = oracle_above(p, v)) smallest = MIN(smallest, v);
    return smallest;
}

static unsigned oracle_causes(const plain *p, jw_status status, uint32_t u)
{
    unsigned causes = 0;
    double members = jw_unit_number(p->m, u, JW_MEMBERS);
    if (status == JW_NONE || status == JW_WORK_ONLY)
        causes |= isnan(members) ? JW_MEMBERS_UNKNOWN
                  : members >= 3 ? JW_CAN_FORM
                  : members >= 1 ? JW_TOO_FEW
                                 : JW_NO_MEMBERS;
    if (status == JW_NONE || status == JW_ORGANIZATION_ONLY)
        causes |= oracle_above(p, u) == JW_NO_UNIT ? JW_NO_LEAD : JW_BROKEN_CHAIN;
    return causes;
}

static void compare_gaps(const plain *p, const jw_coverage *c)
{
    const jw_gap *gaps;
    size_t n = jw_coverage_gaps(c, &gaps), i = 0;
    for (uint32_t u = 0; u < p->n; u++) {
        jw_status status = jw_coverage_status(c, u);
        if (status >= JW_UNKNOWN || status == JW_FULL) continue;
        g_assert_cmpuint(i, <, n);
        g_assert_cmpuint(gaps[i].unit, ==, u);
        g_assert_cmpuint(gaps[i].status, ==, status);
        unsigned causes = oracle_causes(p, status, u);
        g_assert_cmphex(gaps[i].causes, ==, causes);
        uint32_t at = causes & JW_BROKEN_CHAIN ? oracle_break(p, u) : JW_NO_UNIT;
        g_assert_cmpuint(gaps[i].break_at, ==, at);
        i++;
    }
    g_assert_cmpuint(i, ==, n);
}

static void compare_tally(const plain *p, const jw_coverage *c, const jw_tally *t, const bool *taken)
{
    jw_tally sum = { 0 };
    for (uint32_t u = 0; u < p->n; u++) {
        jw_status status = jw_coverage_status(c, u);
        if (status == JW_NOT_COUNTED || !taken[u]) continue;
        sum.all += p->count[u];
        sum.known += status != JW_UNKNOWN ? p->count[u] : 0;
        sum.unknown += status == JW_UNKNOWN ? p->count[u] : 0;
        sum.status[status] += p->count[u];
        if (jw_coverage_reach(c, u) < JW_REACHES) sum.reach[jw_coverage_reach(c, u)] += p->count[u];
        sum.illustrative += jw_unit_flag(p->m, u, JW_ILLUSTRATIVE) == 1 ? p->count[u] : 0;
    }
    g_assert_cmpmem(&sum, sizeof sum, t, sizeof *t);
}

static void compare_rates(const jw_tally *t)
{
    double low, high, covered = t->status[JW_FULL] + t->status[JW_WORK_ONLY];
    jw_tally_bounds(t, JW_RATE_WORK, &low, &high);
    if (t->known == 0)
        g_assert_true(isnan(jw_tally_rate(t, JW_RATE_WORK)));
    else
        g_assert_cmpfloat(jw_tally_rate(t, JW_RATE_WORK), ==, covered / t->known);
    if (t->all == 0) {
        g_assert_true(isnan(low) && isnan(high));
        return;
    }
    g_assert_cmpfloat(low, ==, covered / t->all);
    g_assert_cmpfloat(high, ==, (covered + t->unknown) / t->all);
    g_assert_cmpfloat(t->reach[0] + t->reach[1] + t->reach[2] + t->reach[3], ==, covered);
}

static void compare_with_oracle(uint32_t seed)
{
    jw_model *m = random_model(seed, 12);
    plain p = plain_of(m);
    bool reached[PLAIN_MOST], all[PLAIN_MOST];
    plain_reached(&p, PLAIN_MOST, reached);
    memset(all, 1, sizeof all);
    jw_coverage *c = jw_cover(m, NULL);
    for (uint32_t u = 0; u < p.n; u++) {
        jw_status status = oracle_status(&p, reached, u);
        g_assert_cmpint(jw_coverage_is_reached(c, u), ==, reached[u]);
        g_assert_cmpint(jw_coverage_status(c, u), ==, status);
        bool has_class = status < JW_UNKNOWN && reached[u];
        g_assert_cmpint(jw_coverage_reach(c, u), ==,
                        has_class ? oracle_reach(&p, reached, u) : JW_NOT_REACHED);
    }
    compare_gaps(&p, c);
    compare_tally(&p, c, jw_coverage_tally(c), all);
    compare_rates(jw_coverage_tally(c));
    jw_coverage_free(c);
    jw_model_free(m);
}

static void test_random(void)
{
    for (uint32_t seed = 1; seed <= MODELS; seed++) compare_with_oracle(seed);
}

/* Groups: each holds exactly the units with its values, and they stand in order. */

static bool in_group(const jw_model *m, uint32_t u, const jw_group *g)
{
    char buffer[JW_NUMBER_SIZE];
    return g_strcmp0(jw_unit_text(m, u, JW_STREET), g->values[0]) == 0 &&
           g_strcmp0(jw_unit_value(m, u, JW_MEMBERS, buffer), g->values[1]) == 0;
}

static void compare_groups(uint32_t seed)
{
    jw_model *m = random_model(seed, 12);
    plain p = plain_of(m);
    jw_coverage *c = jw_cover(m, NULL);
    jw_groups *groups = jw_coverage_by(c, (int[]){ JW_STREET, JW_MEMBERS }, 2, NULL, NULL);
    double all = 0;
    for (size_t i = 0; i < jw_groups_size(groups); i++) {
        const jw_group *g = jw_groups_get(groups, i);
        bool taken[PLAIN_MOST];
        for (uint32_t u = 0; u < p.n; u++) taken[u] = in_group(m, u, g);
        compare_tally(&p, c, &g->tally, taken);
        all += g->tally.all;
        const jw_group *before = i ? jw_groups_get(groups, i - 1) : NULL;
        if (before && before->values[0])
            g_assert_true(!g->values[0] || strcmp(before->values[0], g->values[0]) <= 0);
        if (before && !before->values[0]) g_assert_null(g->values[0]);
    }
    g_assert_cmpfloat(all, ==, jw_coverage_tally(c)->all);
    jw_groups_free(groups);
    jw_coverage_free(c);
    jw_model_free(m);
}

static void test_groups(void)
{
    for (uint32_t seed = 1; seed <= 300; seed++) compare_groups(seed);
}

static bool is_on_street(void *m, uint32_t u)
{
    return g_strcmp0(jw_unit_text(m, u, JW_STREET), "观湖") == 0;
}

static void test_where(void)
{
    for (uint32_t seed = 1; seed <= 300; seed++) {
        jw_model *m = random_model(seed, 12);
        plain p = plain_of(m);
        bool taken[PLAIN_MOST];
        for (uint32_t u = 0; u < p.n; u++) taken[u] = is_on_street(m, u);
        jw_coverage *c = jw_cover(m, NULL);
        jw_tally t = jw_coverage_tally_where(c, is_on_street, m);
        compare_tally(&p, c, &t, taken);
        jw_coverage_free(c);
        jw_model_free(m);
    }
}

/* Edges. */

static void test_empty(void)
{
    jw_model *m = make_model("", "");
    jw_coverage *c = jw_cover(m, NULL);
    const jw_tally *t = jw_coverage_tally(c);
    double low, high;
    jw_tally_bounds(t, JW_RATE_FULL, &low, &high);
    g_assert_cmpfloat(t->all, ==, 0);
    g_assert_true(isnan(jw_tally_rate(t, JW_RATE_FULL)) && isnan(low) && isnan(high));
    const jw_gap *gaps;
    g_assert_cmpuint(jw_coverage_gaps(c, &gaps), ==, 0);
    jw_groups *groups = jw_coverage_by(c, (int[]){ JW_STREET }, 1, NULL, NULL);
    g_assert_cmpuint(jw_groups_size(groups), ==, 0);
    jw_groups_free(groups);
    jw_coverage_free(c);
    jw_model_free(m);
}

static void test_all_unknown(void)
{
    jw_model *m = make_model("core:r association:a", "r leads a");
    jw_model_set_flag(m, false, jw_model_find(m, "a"), JW_REPORTED, 0);
    jw_coverage *c = jw_cover(m, NULL);
    const jw_tally *t = jw_coverage_tally(c);
    double low, high;
    jw_tally_bounds(t, JW_RATE_WORK, &low, &high);
    g_assert_true(isnan(jw_tally_rate(t, JW_RATE_WORK)));
    g_assert_cmpfloat(low, ==, 0);
    g_assert_cmpfloat(high, ==, 1);
    g_assert_cmpint(jw_coverage_reach(c, jw_model_find(m, "a")), ==, JW_NOT_REACHED);
    jw_coverage_free(c);
    jw_model_free(m);
}

/* A loop of authority that no root leads: a hangs by it, and the break is the loop's smallest id, not its
 * entry. */
static void test_loop(void)
{
    jw_model *m = make_model("core:r block:y block:x block:z association:a",
                             "y leads a; x leads y; z leads x; y leads z");
    jw_coverage *c = jw_cover(m, NULL);
    const jw_gap *gaps;
    g_assert_cmpuint(jw_coverage_gaps(c, &gaps), ==, 1);
    g_assert_cmphex(gaps[0].causes, ==, JW_MEMBERS_UNKNOWN | JW_BROKEN_CHAIN);
    g_assert_cmpstr(jw_unit_id(m, gaps[0].break_at), ==, "x");
    jw_coverage_free(c);
    jw_model_free(m);
}

static void test_nobody_covered(void)
{
    jw_model *m = make_model("core:r association:a association:b", "");
    jw_coverage *c = jw_cover(m, NULL);
    for (int rate = 0; rate < JW_RATES; rate++)
        g_assert_cmpfloat(jw_tally_rate(jw_coverage_tally(c), (jw_rate)rate), ==, 0);
    g_assert_cmpfloat(jw_coverage_tally(c)->status[JW_NONE], ==, 2);
    jw_coverage_free(c);
    jw_model_free(m);
}

/* A joint branch that no root leads makes an organization, but no reach. */
static void test_unreached_joint(void)
{
    jw_model *m = make_model("core:r joint-branch:j association:a", "a joins j");
    jw_coverage *c = jw_cover(m, NULL);
    const jw_gap *gaps;
    g_assert_cmpuint(jw_coverage_gaps(c, &gaps), ==, 1);
    g_assert_cmpint(gaps[0].status, ==, JW_ORGANIZATION_ONLY);
    g_assert_cmphex(gaps[0].causes, ==, JW_BROKEN_CHAIN);
    g_assert_cmpstr(jw_unit_id(m, gaps[0].break_at), ==, "j");
    jw_coverage_free(c);
    jw_model_free(m);
}

static void test_population_does_not_bind(void)
{
    jw_model *m = make_model("core:r association:a", "r leads a");
    jw_model_policy(m)->population = jw_selector_parse("covered=none", "population", NULL);
    jw_diags *diags = jw_diags_new();
    g_assert_null(jw_cover(m, diags));
    g_assert_cmpuint(jw_diags_count(diags, JW_ERROR), ==, 1);
    jw_diags_free(diags);
    jw_model_free(m);
}

static void test_derived(void)
{
    jw_model *m = make_model(
        "core:r block:k association:a association:b pool:p partner:q service:s block:x block:y block:z",
        "x leads y;y leads x;a leads z;r leads k;r leads a;k guides a;r guides a;p sends a;q pairs a;a pairs "
        "q;a interlocks r;"
        "s serves a;a serves s");
    jw_coverage *c = jw_cover(m, NULL);
    jw_derivations *derived = jw_derive(m, c);
    static const struct {
        const char *selector;
        bool a, b, r;
    } rows[] = {
        { "covered=work-only,full", true, false, false },
        { "reach=led", true, false, false },
        { "reach!?", false, true, true },
        { "superiors=2", true, false, false }, /* r leads and guides it, but is one */
        { "superiors=0", false, true, true },
        { "partners=1", true, false, false },
        { "instructors=1 services=1 interlocks=1", true, false, false },
        { "span>=2", false, false, true },
        { "depth=1", true, false, false },
        { "depth?", true, false, true },
        { "loops=0 inversions=0", true, true, true },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        jw_selector *s = jw_selector_parse(rows[i].selector, "--where", NULL);
        jw_bound *bound = jw_selector_bind(s, m, jw_derivations_get(derived), NULL);
        g_test_message("%s", rows[i].selector);
        g_assert_cmpint(jw_bound_holds(bound, jw_model_find(m, "a")), ==, rows[i].a);
        g_assert_cmpint(jw_bound_holds(bound, jw_model_find(m, "b")), ==, rows[i].b);
        g_assert_cmpint(jw_bound_holds(bound, jw_model_find(m, "r")), ==, rows[i].r);
        jw_bound_free(bound);
        jw_selector_free(s);
    }
    const jw_derived *d = jw_derivations_get(derived);
    for (size_t i = 0; i < d->n_names; i++) {
        if (strcmp(d->names[i], "loops") == 0) {
            g_assert_cmpfloat(d->number(d->context, i, jw_model_find(m, "x")), ==, 1);
            g_assert_cmpfloat(d->number(d->context, i, jw_model_find(m, "k")), ==, 0);
        } else if (strcmp(d->names[i], "inversions") == 0) {
            g_assert_cmpfloat(d->number(d->context, i, jw_model_find(m, "z")), ==, 1); /* a leads it */
            g_assert_cmpfloat(d->number(d->context, i, jw_model_find(m, "x")), ==, 0);
        }
    }
    jw_derivations_free(derived);
    jw_coverage_free(c);
    jw_model_free(m);
}

/* ---- Large ---- */

enum { COPIES = 5000, IN_COPY = 9 };

/* The same few units again and again: each its own root, one of each status, a loop off the root. */
static jw_model *many_copies(void)
{
    jw_model *m = new_model();
    char id[32], other[32];
    static const char *const kinds[IN_COPY] = { "core",        "joint-branch", "block",
                                                "association", "association",  "association",
                                                "association", "club",         "block" };
    static const struct {
        int from, to;
        const char *kind;
    } links[] = { { 0, 3, "guides" }, { 0, 1, "leads" },      { 4, 1, "joins" },     { 2, 5, "guides" },
                  { 2, 8, "leads" },  { 8, 2, "supervises" }, { 0, 7, "backstops" }, { 3, 6, "pairs" } };
    for (int k = 0; k < COPIES; k++)
        for (int i = 0; i < IN_COPY; i++) {
            g_snprintf(id, sizeof id, "%05d-%d", k, i);
            add_unit(m, kinds[i], id);
        }
    for (int k = COPIES; k--;) {
        for (size_t l = 0; l < G_N_ELEMENTS(links); l++) {
            g_snprintf(id, sizeof id, "%05d-%d", k, links[l].from);
            g_snprintf(other, sizeof other, "%05d-%d", k, links[l].to);
            add_link(m, id, links[l].kind, other);
        }
        g_snprintf(id, sizeof id, "%05d-5", k);
        set_text(m, id, JW_ORGANIZATION, "branch");
        g_snprintf(id, sizeof id, "%05d-7", k);
        set_text(m, id, JW_ORGANIZATION, "none");
        set_number(m, id, JW_COUNT, 3);
    }
    jw_model_finish(m, NULL);
    return m;
}

static void check_copy(const jw_coverage *c, uint32_t first, const jw_gap *gaps)
{
    static const jw_status status[IN_COPY] = { JW_NOT_COUNTED, JW_NOT_COUNTED, JW_NOT_COUNTED,
                                               JW_WORK_ONLY,   JW_FULL,        JW_ORGANIZATION_ONLY,
                                               JW_NONE,        JW_WORK_ONLY,   JW_NOT_COUNTED };
    static const jw_reach reach[IN_COPY] = { JW_NOT_REACHED, JW_NOT_REACHED,   JW_NOT_REACHED,
                                             JW_LED,         JW_JOINED,        JW_NOT_REACHED,
                                             JW_NOT_REACHED, JW_BACKSTOP_ONLY, JW_NOT_REACHED };
    for (uint32_t i = 0; i < IN_COPY; i++) {
        g_assert_cmpuint(jw_coverage_status(c, first + i), ==, status[i]);
        g_assert_cmpuint(jw_coverage_reach(c, first + i), ==, reach[i]);
    }
    static const jw_gap expected[] = { { 3, JW_NO_UNIT, JW_WORK_ONLY, JW_MEMBERS_UNKNOWN },
                                       { 5, 2, JW_ORGANIZATION_ONLY, JW_BROKEN_CHAIN },
                                       { 6, JW_NO_UNIT, JW_NONE, JW_MEMBERS_UNKNOWN | JW_NO_LEAD },
                                       { 7, JW_NO_UNIT, JW_WORK_ONLY, JW_MEMBERS_UNKNOWN } };
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_assert_cmpuint(gaps[i].unit, ==, first + expected[i].unit);
        g_assert_cmpuint(gaps[i].status, ==, expected[i].status);
        g_assert_cmphex(gaps[i].causes, ==, expected[i].causes);
        uint32_t at = expected[i].break_at;
        g_assert_cmpuint(gaps[i].break_at, ==, at == JW_NO_UNIT ? at : first + at);
    }
}

/* More units than one thread takes up at a time. */
static void test_large(void)
{
    static const int threads[] = { 1, 3, 0 };
    jw_model *m = many_copies();
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++) {
        jw_work_with(threads[i]);
        jw_coverage *c = jw_cover(m, NULL);
        const jw_gap *gaps;
        g_assert_cmpuint(jw_coverage_gaps(c, &gaps), ==, COPIES * 4);
        for (uint32_t k = 0; k < COPIES; k++) check_copy(c, k * IN_COPY, gaps + (size_t)k * 4);
        const jw_tally *t = jw_coverage_tally(c);
        g_assert_cmpfloat(t->all, ==, COPIES * 7);
        g_assert_cmpfloat(t->status[JW_WORK_ONLY], ==, COPIES * 4);
        g_assert_cmpfloat(t->reach[JW_BACKSTOP_ONLY], ==, COPIES * 3);
        jw_coverage_free(c);
    }
    jw_model_free(m);
}

static void test_names(void)
{
    g_assert_cmpstr(jw_status_name(JW_ORGANIZATION_ONLY), ==, "organization-only");
    g_assert_null(jw_status_name(JW_NOT_COUNTED));
    g_assert_cmpstr(jw_reach_name(JW_BACKSTOP_ONLY), ==, "backstop-only");
    g_assert_null(jw_reach_name(JW_NOT_REACHED));
    g_assert_cmpstr(jw_cause_name(JW_BROKEN_CHAIN), ==, "broken-chain");
    g_assert_cmpstr(jw_cause_name(JW_CAN_FORM), ==, "can-form");
    g_assert_cmpstr(jw_rate_name(JW_RATE_ORGANIZATION), ==, "organization");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cover/random", test_random);
    g_test_add_func("/cover/groups", test_groups);
    g_test_add_func("/cover/where", test_where);
    g_test_add_func("/cover/empty", test_empty);
    g_test_add_func("/cover/all-unknown", test_all_unknown);
    g_test_add_func("/cover/loop", test_loop);
    g_test_add_func("/cover/nobody-covered", test_nobody_covered);
    g_test_add_func("/cover/unreached-joint", test_unreached_joint);
    g_test_add_func("/cover/population-does-not-bind", test_population_does_not_bind);
    g_test_add_func("/cover/derived", test_derived);
    g_test_add_func("/cover/large", test_large);
    g_test_add_func("/cover/names", test_names);
    return g_test_run();
}
