#include "jingwei/audit.h"

#include "measure/derived.h"
#include "model/build.h"

#include <glib.h>

struct jw_audit {
    GArray *rules;    /* jw_rule_result */
    GArray *breaches; /* jw_breach */
    GArray *scores;   /* jw_score */
};

/* What an audit asks of, while it runs. */
typedef struct {
    const jw_model *m;
    const jw_derived *derived;
    bool (*take)(void *context, uint32_t unit);
    void *context;
    jw_diags *diags;
    jw_audit *audit;
} auditor;

static bool is_asked(const auditor *a, uint32_t u)
{
    return !jw_unit_is_eliminated(a->m, u) && (!a->take || a->take(a->context, u));
}

/* Counts whom the rule takes; keeps who breaks it. Units are in id order, and so are the breaches. */
static void count_rule(const auditor *a, size_t number, const jw_bound *applies, const jw_bound *required,
                       jw_rule_result *result)
{
    uint32_t n = (uint32_t)jw_model_unit_count(a->m);
    for (uint32_t u = 0; u < n; u++) {
        if (!jw_bound_holds(applies, u) || !is_asked(a, u)) continue;
        double count = jw_unit_count(a->m, u);
        bool met = jw_bound_holds(required, u);
        result->applies += count;
        *(met ? &result->met : &result->broken) += count;
        if (met) continue;
        jw_breach breach = { number, u };
        g_array_append_val(a->audit->breaches, breach);
    }
}

static bool run_rule(const auditor *a, size_t number, const jw_rule *rule)
{
    jw_bound *applies = jw_selector_bind(rule->applies, a->m, a->derived, a->diags);
    jw_bound *required = jw_selector_bind(rule->required, a->m, a->derived, a->diags);
    bool good = applies && required;
    if (good) {
        jw_rule_result result = { .id = rule->id,
                                  .stage = rule->stage,
                                  .source = rule->source,
                                  .weight = rule->weight,
                                  .because = { rule->because[0], rule->because[1] } };
        count_rule(a, number, applies, required, &result);
        g_array_append_val(a->audit->rules, result);
    }
    jw_bound_free(applies);
    jw_bound_free(required);
    return good;
}

static void score_units(const auditor *a, const jw_index *index, const jw_bound *of, jw_bound *const *items)
{
    uint32_t n = (uint32_t)jw_model_unit_count(a->m);
    for (uint32_t u = 0; u < n; u++) {
        if (!jw_bound_holds(of, u) || !is_asked(a, u)) continue;
        jw_score score = { u, index->id, 0 };
        for (size_t i = 0; i < index->n_items; i++)
            score.score += jw_bound_holds(items[i], u) ? index->items[i].points : 0;
        g_array_append_val(a->audit->scores, score);
    }
}

static bool run_index(const auditor *a, const jw_index *index)
{
    jw_bound *of = jw_selector_bind(index->of, a->m, a->derived, a->diags);
    jw_bound **items = g_new0(jw_bound *, index->n_items);
    bool good = of != NULL;
    for (size_t i = 0; i < index->n_items; i++)
        good =
            (items[i] = jw_selector_bind(index->items[i].when, a->m, a->derived, a->diags)) != NULL && good;
    if (good) score_units(a, index, of, items);
    for (size_t i = 0; i < index->n_items; i++) jw_bound_free(items[i]);
    g_free(items);
    jw_bound_free(of);
    return good;
}

/* Indices were scored one after another, but a reader wants unit after unit; the sort (stable) keeps the
 * indices' order. */
static int compare_scores(gconstpointer a, gconstpointer b, gpointer unused)
{
    const jw_score *x = a, *y = b;
    (void)unused;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

jw_audit *jw_audit_run(const jw_model *m, const jw_coverage *c, bool (*take)(void *context, uint32_t unit),
                       void *context, jw_diags *diags)
{
    const jw_policy *policy = jw_model_get_policy(m);
    jw_derivations *derivations = jw_derive(m, c);
    jw_audit *audit = g_new0(jw_audit, 1);
    audit->rules = g_array_new(FALSE, FALSE, sizeof(jw_rule_result));
    audit->breaches = g_array_new(FALSE, FALSE, sizeof(jw_breach));
    audit->scores = g_array_new(FALSE, FALSE, sizeof(jw_score));
    auditor a = { m, jw_derivations_get(derivations), take, context, diags, audit };
    bool good = true;
    for (size_t i = 0; i < policy->n_rules; i++) good = run_rule(&a, i, &policy->rules[i]) && good;
    for (size_t i = 0; i < policy->n_indices; i++) good = run_index(&a, &policy->indices[i]) && good;
    g_qsort_with_data(audit->scores->data, (gint)audit->scores->len, sizeof(jw_score), compare_scores, NULL);
    jw_derivations_free(derivations);
    if (good) return audit;
    jw_audit_free(audit);
    return NULL;
}

void jw_audit_free(jw_audit *a)
{
    if (!a) return;
    g_array_free(a->rules, TRUE);
    g_array_free(a->breaches, TRUE);
    g_array_free(a->scores, TRUE);
    g_free(a);
}

size_t jw_audit_rules(const jw_audit *a)
{
    return a->rules->len;
}

const jw_rule_result *jw_audit_rule(const jw_audit *a, size_t i)
{
    return &g_array_index(a->rules, jw_rule_result, i);
}

size_t jw_audit_breaches(const jw_audit *a, const jw_breach **breaches)
{
    *breaches = (const jw_breach *)(void *)a->breaches->data;
    return a->breaches->len;
}

size_t jw_audit_scores(const jw_audit *a, const jw_score **scores)
{
    *scores = (const jw_score *)(void *)a->scores->data;
    return a->scores->len;
}
