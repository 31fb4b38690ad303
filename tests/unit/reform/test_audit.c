/* Audits of a model of ten units, small enough that a person finds every breach. */
#include "jingwei/audit.h"

#include "base/text.h"
#include "io/load.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* a: 5A without an organization. b: an organization that does nothing. c, d: too few members, one of them not joined.
 * e: in order. f: has not reported. g: eliminated, and so asked nothing. h stands for three. */
static const char ten_units[] =
    "{ 'jingwei': 1, 'units': ["
    "{ 'id': 'lh', 'kind': 'core' }, { 'id': 'x', 'kind': 'block', 'under': 'lh' },"
    "{ 'id': 'a', 'kind': 'association', 'under': 'x', 'members': 5, 'rating': '5A' },"
    "{ 'id': 'b', 'kind': 'association', 'under': 'x', 'members': 9, 'organization': 'branch', 'active': false,"
    "  'rating': '4A' },"
    "{ 'id': 'c', 'kind': 'association', 'under': 'x', 'members': 2, 'organization': 'joint', 'active': true },"
    "{ 'id': 'd', 'kind': 'chamber', 'members': 1 },"
    "{ 'id': 'e', 'kind': 'association', 'under': 'x', 'members': 3, 'organization': 'branch', 'active': true,"
    "  'interlocked': true },"
    "{ 'id': 'f', 'kind': 'association', 'under': 'x', 'reported': false },"
    "{ 'id': 'g', 'kind': 'association', 'under': 'x', 'members': 7, 'rating': '5A', 'state': 'eliminated' },"
    "{ 'id': 'h', 'kind': 'association', 'under': 'x', 'members': 4, 'count': 3 }],"
    "'policy': { 'rules': ["
    "{ 'id': 'rated', 'stage': 'rating', 'severity': 'veto', 'applies': { 'rating': '5A' },"
    "  'requires': { 'organization': { 'not': 'none' } }, 'because': { 'zh': '评5A须有组织', 'en': 'no 5A without' },"
    "  'source': 'B3' },"
    "{ 'id': 'own', 'severity': 'must', 'applies': { 'members': { 'min': 3 }, 'reported': true },"
    "  'requires': { 'organization': ['committee', 'general-branch', 'branch'] } },"
    "{ 'id': 'joint', 'severity': 'must', 'applies': { 'members': { 'min': 1, 'max': 2 } },"
    "  'requires': { 'organization': 'joint' } },"
    "{ 'id': 'active', 'severity': 'veto', 'applies': { 'organization': { 'not': 'none' }, 'role': 'target' },"
    "  'requires': { 'active': { 'not': false } } },"
    "{ 'id': 'led', 'severity': 'prefer', 'applies': { 'role': 'target' }, 'requires': { 'superiors': { 'min': 1 } } }],"
    "'indices': ["
    "{ 'id': 'small', 'for': { 'members': { 'max': 3 } }, 'items': ["
    "  { 'when': { 'organization': { 'not': 'none' } }, 'points': 40 }, { 'when': { 'active': true }, 'points': 20 },"
    "  { 'when': { 'covered': 'full' }, 'points': 0.5 }] },"
    "{ 'id': 'all', 'for': { 'kind': 'association' }, 'items': [{ 'when': { 'rating': '4A' }, 'points': -1 }] }] } }";

static jw_model *load(const char *text, jw_diags *diags)
{
    g_autofree char *json = g_strdelimit(g_strdup(text), "'", '"');
    jw_load_options options = jw_load_options_default();
    return jw_load_text(json, strlen(json), "ten.json", &options, diags);
}

typedef struct {
    jw_model *m;
    jw_coverage *c;
    jw_diags *diags;
} fixture;

static void set_up(fixture *f, gconstpointer data)
{
    (void)data;
    f->diags = jw_diags_new();
    f->m = load(ten_units, f->diags);
    g_assert_nonnull(f->m);
    f->c = jw_cover(f->m, f->diags);
}

static void tear_down(fixture *f, gconstpointer data)
{
    (void)data;
    jw_coverage_free(f->c);
    jw_model_free(f->m);
    jw_diags_free(f->diags);
}

static void assert_rule(const jw_audit *a, size_t i, const char *id, double applies, double met, double broken)
{
    const jw_rule_result *rule = jw_audit_rule(a, i);
    g_assert_cmpstr(rule->id, ==, id);
    g_assert_cmpfloat(rule->applies, ==, applies);
    g_assert_cmpfloat(rule->met, ==, met);
    g_assert_cmpfloat(rule->broken, ==, broken);
}

static char *breaches_of(const jw_model *m, const jw_audit *a)
{
    const jw_breach *breaches;
    size_t n = jw_audit_breaches(a, &breaches);
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(text, "%s:%s ", jw_audit_rule(a, breaches[i].rule)->id, jw_unit_id(m, breaches[i].unit));
    return g_string_free(text, FALSE);
}

static void test_ten_units(fixture *f, gconstpointer data)
{
    (void)data;
    jw_audit *a = jw_audit_run(f->m, f->c, NULL, NULL, f->diags);
    g_assert_nonnull(a);
    g_assert_cmpuint(jw_audit_rules(a), ==, 5);
    assert_rule(a, 0, "rated", 1, 0, 1); /* a; g is eliminated */
    assert_rule(a, 1, "own", 6, 2, 4);   /* a, b, e, h three times */
    assert_rule(a, 2, "joint", 2, 1, 1);
    assert_rule(a, 3, "active", 3, 2, 1); /* b, c, e */
    assert_rule(a, 4, "led", 9, 8, 1);
    g_autofree char *broken = breaches_of(f->m, a);
    g_assert_cmpstr(broken, ==, "rated:a own:a own:h joint:d active:b led:d ");
    const jw_rule_result *rated = jw_audit_rule(a, 0);
    g_assert_cmpstr(rated->stage, ==, "rating");
    g_assert_cmpint(rated->weight, ==, JW_VETO);
    g_assert_cmpstr(rated->because[JW_ZH], ==, "评5A须有组织");
    g_assert_cmpstr(rated->because[JW_EN], ==, "no 5A without");
    g_assert_cmpstr(rated->source, ==, "B3");
    g_assert_null(jw_audit_rule(a, 1)->stage);
    jw_audit_free(a);
}

static void test_scores(fixture *f, gconstpointer data)
{
    (void)data;
    jw_audit *a = jw_audit_run(f->m, f->c, NULL, NULL, f->diags);
    const jw_score *scores;
    size_t n = jw_audit_scores(a, &scores);
    g_autoptr(GString) text = g_string_new(NULL);
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(text, "%s:%s=%g ", jw_unit_id(f->m, scores[i].unit), scores[i].index, scores[i].score);
    g_assert_cmpstr(text->str, ==, "a:all=0 b:all=-1 c:small=60.5 c:all=0 d:small=0 e:small=60.5 e:all=0 f:all=0 h:all=0 ");
    jw_audit_free(a);
}

static bool take_d(void *context, uint32_t unit)
{
    const fixture *f = context;
    return unit == jw_model_find(f->m, "d");
}

static void test_where(fixture *f, gconstpointer data)
{
    (void)data;
    jw_audit *a = jw_audit_run(f->m, f->c, take_d, f, f->diags);
    assert_rule(a, 0, "rated", 0, 0, 0);
    assert_rule(a, 4, "led", 1, 0, 1);
    g_autofree char *broken = breaches_of(f->m, a);
    g_assert_cmpstr(broken, ==, "joint:d led:d ");
    jw_audit_free(a);
}

static void test_no_policy(void)
{
    jw_diags *diags = jw_diags_new();
    jw_model *m = load("{ 'jingwei': 1, 'units': [{ 'id': 'a', 'kind': 'association' }] }", diags);
    jw_coverage *c = jw_cover(m, diags);
    jw_audit *a = jw_audit_run(m, c, NULL, NULL, diags);
    const jw_breach *breaches;
    const jw_score *scores;
    g_assert_cmpuint(jw_audit_rules(a), ==, 0);
    g_assert_cmpuint(jw_audit_breaches(a, &breaches), ==, 0);
    g_assert_cmpuint(jw_audit_scores(a, &scores), ==, 0);
    jw_audit_free(a);
    jw_coverage_free(c);
    jw_model_free(m);
    jw_diags_free(diags);
}

/* What does not load, or does not fit: code and path. */
static const struct {
    const char *policy, *code, *path;
    bool loads;
} broken[] = {
    { "'rules': {}", "wrong-type", "policy.rules", false },
    { "'rules': [{ 'severity': 'must', 'applies': {}, 'requires': {} }]", "missing-key", "policy.rules[0]", false },
    { "'rules': [{ 'id': 'a', 'severity': 'shall', 'applies': {}, 'requires': {} }]", "bad-value",
      "policy.rules[0].severity", false },
    { "'rules': [{ 'id': 'a', 'severity': 'must', 'applies': {}, 'requires': {} },"
      " { 'id': 'a', 'severity': 'must', 'applies': {}, 'requires': {} }]",
      "duplicate-id", "policy.rules[1].id", false },
    { "'rules': [{ 'id': 'a', 'severity': 'must', 'aplies': {}, 'requires': {} }]", "json-unknown-key",
      "policy.rules[0].aplies", false },
    { "'rules': [{ 'id': 'a', 'severity': 'must', 'applies': {}, 'requires': {}, 'because': { 'fr': 'x' } }]",
      "json-unknown-key", "policy.rules[0].because.fr", false },
    { "'rules': [{ 'id': 'a', 'severity': 'must', 'applies': { 'membres': 3 }, 'requires': {} }]", "unknown-key",
      "policy.rules[0].applies.membres", true },
    { "'rules': [{ 'id': 'a', 'severity': 'must', 'applies': {}, 'requires': { 'covered': 'half' } }]", "bad-value",
      "policy.rules[0].requires.covered", true },
    { "'indices': [{ 'id': 'i', 'for': {}, 'items': [{ 'when': {} }] }]", "missing-key", "policy.indices[0].items[0]",
      false },
    { "'indices': [{ 'id': 'i', 'for': {}, 'items': [{ 'when': { 'any': 3 }, 'points': 1 }] }]", "wrong-type",
      "policy.indices[0].items[0].when.any", false },
    { "'indices': [{ 'id': 'i', 'for': { 'streeet': 'x' }, 'items': [] }]", "unknown-key",
      "policy.indices[0].for.streeet", true },
};

static void test_broken(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
        g_autofree char *text = g_strdup_printf("{ 'jingwei': 1, 'policy': { %s } }", broken[i].policy);
        g_test_message("%s", broken[i].policy);
        jw_diags *diags = jw_diags_new();
        jw_model *m = load(text, diags);
        g_assert_cmpint(m != NULL, ==, broken[i].loads);
        if (m) {
            jw_coverage *c = jw_cover(m, diags);
            g_assert_null(jw_audit_run(m, c, NULL, NULL, diags));
            jw_coverage_free(c);
        }
        g_assert_cmpuint(jw_diags_size(diags), ==, 1);
        g_assert_cmpstr(jw_diags_get(diags, 0)->code, ==, broken[i].code);
        g_assert_cmpstr(jw_diags_get(diags, 0)->path, ==, broken[i].path);
        jw_model_free(m);
        jw_diags_free(diags);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/audit/ten-units", fixture, NULL, set_up, test_ten_units, tear_down);
    g_test_add("/audit/scores", fixture, NULL, set_up, test_scores, tear_down);
    g_test_add("/audit/where", fixture, NULL, set_up, test_where, tear_down);
    g_test_add_func("/audit/no-policy", test_no_policy);
    g_test_add_func("/audit/broken", test_broken);
    return g_test_run();
}
