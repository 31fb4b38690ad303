/* Remedies: each does what it says when the change is made, and picks the nearest or the smallest. */
#include "jingwei/cover.h"
#include "measure/remoteness.h"
#include "random_model.h"

/* d once more, from design section 4. */
static double oracle_street(const jw_model *m, uint32_t a, uint32_t b)
{
    double lon_a = jw_unit_number(m, a, JW_LON), lat_a = jw_unit_number(m, a, JW_LAT);
    double lon_b = jw_unit_number(m, b, JW_LON), lat_b = jw_unit_number(m, b, JW_LAT);
    const char *x = jw_unit_text(m, a, JW_STREET), *y = jw_unit_text(m, b, JW_STREET);
    if (!isnan(lon_a) && !isnan(lat_a) && !isnan(lon_b) && !isnan(lat_b)) {
        double f = G_PI / 180;
        double cosine =
            sin(lat_a * f) * sin(lat_b * f) + cos(lat_a * f) * cos(lat_b * f) * cos((lon_a - lon_b) * f);
        return 100 * 6371 * acos(fmin(1, cosine));
    }
    if (!x || !y) return 1500;
    bool near = jw_model_get_policy(m)->n_near_streets && strcmp(x, "大浪") != 0 && strcmp(y, "大浪") != 0;
    return strcmp(x, y) == 0 ? 0 : near ? 300 : 1500;
}

static double oracle_industry(const jw_model *m, uint32_t a, uint32_t b)
{
    const char *x = jw_unit_text(m, a, JW_INDUSTRY), *y = jw_unit_text(m, b, JW_INDUSTRY);
    const char *s = jw_unit_text(m, a, JW_SECTOR), *t = jw_unit_text(m, b, JW_SECTOR);
    if (x && y && strcmp(x, y) == 0) return 0;
    return x && y && s && t && strcmp(s, t) == 0 ? 200 : 500;
}

static double oracle_room(const plain *p, uint32_t joint)
{
    double joined = 0;
    for (uint32_t i = 0; i < p->n_links; i++)
        if (p->links[i].role == JW_ROLE_MEMBERSHIP && p->links[i].to == joint)
            joined += p->count[p->links[i].from];
    return MAX(0, jw_model_get_policy(p->m)->joint_most - joined);
}

static bool could_host(const plain *p, const jw_coverage *c, uint32_t joint, uint32_t u)
{
    return strcmp(jw_unit_kind_of(p->m, joint)->name, "joint-branch") == 0 &&
           jw_coverage_is_reached(c, joint) && oracle_room(p, joint) > 0 &&
           oracle_room(p, joint) >= p->count[u];
}

static double oracle_d(const jw_model *m, uint32_t a, uint32_t b)
{
    return floor(oracle_street(m, a, b) + oracle_industry(m, a, b) + 0.5);
}

static void check_join(const plain *p, const jw_coverage *c, const jw_remedy *r, uint32_t u)
{
    g_assert_cmpstr(r->text, ==, "joins");
    g_assert_cmpuint(r->from, ==, u);
    g_assert_true(could_host(p, c, r->to, u));
    for (uint32_t j = 0; j < p->n; j++)
        if (could_host(p, c, j, u)) {
            double there = oracle_d(p->m, u, j), here = oracle_d(p->m, u, r->to);
            g_assert_true(here < there || (here == there && r->to <= j));
        }
}

/* With the link in place, a path from a root reaches the target. */
static void check_link(plain p, const jw_remedy *r, uint32_t u)
{
    g_assert_cmpuint(r->from, !=, r->to);
    p.links[p.n_links++] = (plain_link){ r->text, JW_ROLE_AUTHORITY, r->from, r->to };
    bool reached[PLAIN_MOST];
    plain_reached(&p, PLAIN_MOST, reached);
    g_assert_true(reached[u]);
}

static void check_remedy(const plain *p, const jw_coverage *c, const jw_gap *gap, const jw_remedy *r)
{
    bool any_root = false, any_host = false;
    for (uint32_t u = 0; u < p->n; u++) {
        any_root |= p->root[u];
        any_host |= could_host(p, c, u, gap->unit);
    }
    double members = jw_unit_number(p->m, gap->unit, JW_MEMBERS);
    switch (r->cause) {
    case JW_CAN_FORM:
        g_assert_cmpstr(r->text, ==,
                        members >= 100  ? "committee"
                        : members >= 50 ? "general-branch"
                                        : "branch");
        break;
    case JW_TOO_FEW:
        g_assert_cmpint(r->action, ==, any_host ? JW_REMEDY_LINK : JW_REMEDY_GROUP);
        if (any_host)
            check_join(p, c, r, gap->unit);
        else
            g_assert_cmpfloat(r->most, ==, 2);
        break;
    case JW_NO_MEMBERS:
        g_assert_cmpint(r->action, ==, JW_REMEDY_SEND);
        break;
    case JW_MEMBERS_UNKNOWN:
        g_assert_cmpint(r->action, ==, JW_REMEDY_NONE);
        break;
    default:
        g_assert_cmpint(r->action, ==, any_root ? JW_REMEDY_LINK : JW_REMEDY_NONE);
        if (any_root) check_link(*p, r, gap->unit);
    }
}

static void test_random(void)
{
    size_t checked = 0;
    for (uint32_t seed = 1; seed <= 1500; seed++) {
        jw_model *m = random_model(seed, 12);
        plain p = plain_of(m);
        jw_coverage *c = jw_cover(m, NULL);
        const jw_gap *gaps;
        for (size_t i = 0, n = jw_coverage_gaps(c, &gaps); i < n; i++) {
            jw_remedy remedies[2];
            size_t n_remedies = jw_coverage_remedies(c, &gaps[i], remedies);
            unsigned causes = 0;
            for (size_t k = 0; k < n_remedies; k++) {
                check_remedy(&p, c, &gaps[i], &remedies[k]);
                causes |= remedies[k].cause;
            }
            g_assert_cmphex(causes, ==, gaps[i].causes);
            checked += n_remedies;
        }
        jw_coverage_free(c);
        jw_model_free(m);
    }
    g_assert_cmpuint(checked, >, 1000);
}

/* By hand: the remedies of one association, as phrases. */
static void expect(jw_model *m, const char *id, jw_lang lang, const char *phrases)
{
    jw_coverage *c = jw_cover(m, NULL);
    const jw_gap *gaps;
    size_t n = jw_coverage_gaps(c, &gaps);
    g_autoptr(GString) said = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        jw_remedy remedies[2];
        if (gaps[i].unit != jw_model_find(m, id)) continue;
        for (size_t k = 0, size = jw_coverage_remedies(c, &gaps[i], remedies); k < size; k++) {
            char *phrase = jw_remedy_sentence(m, &remedies[k], lang);
            g_string_append_printf(said, "%s%s", k ? "; " : "", phrase);
            free(phrase);
        }
    }
    g_assert_cmpstr(said->str, ==, phrases);
    jw_coverage_free(c);
}

static void test_phrases(void)
{
    jw_model *m = make_model("core:lh block:b strip:s pool:p association:a1 association:a2 association:a3 "
                             "association:a4 joint-branch:j",
                             "lh leads b; lh leads s; lh leads p; lh leads j");
    set_text(m, "b", JW_STREET, "观湖");
    set_text(m, "s", JW_INDUSTRY, "燃气");
    set_number(m, "a1", JW_MEMBERS, 60);
    set_text(m, "a1", JW_STREET, "观湖");
    set_number(m, "a2", JW_MEMBERS, 2);
    set_text(m, "a2", JW_STREET, "民治");
    set_text(m, "a2", JW_INDUSTRY, "燃气");
    set_number(m, "a3", JW_MEMBERS, 0);
    expect(m, "a1", JW_EN, "form its own general branch; be guided by b");
    expect(m, "a1", JW_ZH, "单独组建党总支; 由b指导");
    expect(m, "a2", JW_EN, "join j; be guided by s");
    expect(m, "a3", JW_EN, "send someone from p; be backstopped by lh");
    expect(m, "a4", JW_ZH, "核实党员人数; 由lh兜底");
    jw_model_free(m);
}

/* A joint organization is full at five; the sixth association is grouped anew. */
static void test_full_joint(void)
{
    jw_model *m =
        make_model("core:r joint-branch:j association:a association:b", "r leads j; b joins j; r leads a");
    set_number(m, "a", JW_MEMBERS, 2);
    set_number(m, "b", JW_COUNT, 4);
    expect(m, "a", JW_EN, "join j");
    set_number(m, "b", JW_COUNT, 5);
    expect(m, "a", JW_EN, "form a joint branch with others near by");
    jw_model_free(m);
}

static void test_pool_capacity(void)
{
    jw_model *m = make_model("core:r pool:p pool:q association:a association:b",
                             "r leads p; r leads q; r leads a; p sends b");
    set_number(m, "a", JW_MEMBERS, 0);
    set_number(m, "p", JW_CAPACITY, 1); /* spent on b */
    expect(m, "a", JW_EN, "send someone from q");
    set_number(m, "p", JW_CAPACITY, 2);
    expect(m, "a", JW_EN, "send someone from p");
    set_number(m, "p", JW_CAPACITY, 0);
    set_number(m, "q", JW_CAPACITY, 0);
    expect(m, "a", JW_EN, "send someone from a staff pool");
    jw_model_free(m);
}

static void test_break_is_target(void)
{
    jw_model *m = make_model("core:r association:a association:b", "a guides b; b guides a");
    expect(m, "a", JW_EN, "ask how many members it has; be backstopped by r");
    expect(m, "b", JW_EN, "ask how many members it has; put a under r");
    jw_model_free(m);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/remedy/random", test_random);
    g_test_add_func("/remedy/phrases", test_phrases);
    g_test_add_func("/remedy/full-joint", test_full_joint);
    g_test_add_func("/remedy/pool-capacity", test_pool_capacity);
    g_test_add_func("/remedy/break-is-target", test_break_is_target);
    return g_test_run();
}
