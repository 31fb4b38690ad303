/* Rules and indices of a policy. Their selectors are asked of the model where it is checked or audited: they
 * may name what only an analysis knows. */
#include "io/load.h"
#include "io/select_json.h"

#include <stddef.h>

/* The selector of an object; NULL after reporting. */
static jw_selector *read_selector(jw_loader *l, jw_jv object)
{
    size_t before = jw_diags_count(l->diags, JW_ERROR);
    jw_selector *s = jw_selector_from_json(object, l->diags);
    jw_load_count(l, before);
    return s;
}

typedef struct {
    jw_jv id, stage, severity, applies, required, because, source;
} rule_values;

static const jw_key rule_keys[] = {
    { "id", JW_WANT_STRING, true, offsetof(rule_values, id) },
    { "stage", JW_WANT_STRING, false, offsetof(rule_values, stage) },
    { "severity", JW_WANT_STRING, true, offsetof(rule_values, severity) },
    { "applies", JW_WANT_OBJECT, true, offsetof(rule_values, applies) },
    { "requires", JW_WANT_OBJECT, true, offsetof(rule_values, required) },
    { "because", JW_WANT_OBJECT, false, offsetof(rule_values, because) },
    { "source", JW_WANT_STRING, false, offsetof(rule_values, source) },
};

typedef struct {
    jw_jv text[2]; /* by jw_lang */
} said_values;

static const jw_key said_keys[] = {
    { "zh", JW_WANT_STRING, false, offsetof(said_values, text[JW_ZH]) },
    { "en", JW_WANT_STRING, false, offsetof(said_values, text[JW_EN]) },
};

static void load_rule(jw_loader *l, jw_jv object)
{
    rule_values v;
    said_values said = { 0 };
    const char *weights[JW_WEIGHTS];
    for (int i = 0; i < JW_WEIGHTS; i++) weights[i] = jw_weight_name(i);
    if (!jw_load_keys(l, object, rule_keys, G_N_ELEMENTS(rule_keys), &v) ||
        !jw_load_take_id(l, "rules", v.id))
        return;
    int weight = jw_load_word(l, v.severity, weights, JW_WEIGHTS);
    if (jw_jv_present(v.because) && !jw_load_keys(l, v.because, said_keys, G_N_ELEMENTS(said_keys), &said))
        return;
    jw_selector *applies = read_selector(l, v.applies), *required = read_selector(l, v.required);
    if (weight < 0 || !applies || !required) {
        jw_selector_free(applies);
        jw_selector_free(required);
        return;
    }
    *jw_policy_add_rule(jw_model_policy(l->model)) = (jw_rule){
        .id = g_strdup(jw_load_string(v.id)),
        .stage = g_strdup(jw_load_string(v.stage)),
        .source = g_strdup(jw_load_string(v.source)),
        .because = { g_strdup(jw_load_string(said.text[0])), g_strdup(jw_load_string(said.text[1])) },
        .weight = (jw_weight)weight,
        .applies = applies,
        .required = required,
    };
}

void jw_load_rules(jw_loader *l, jw_jv list)
{
    if (!jw_load_is(l, list, JW_WANT_LIST)) return;
    for (jw_jv at = jw_jv_first(list); jw_jv_present(at); at = jw_jv_next(at))
        if (jw_load_is(l, at, JW_WANT_OBJECT)) load_rule(l, at);
}

typedef struct {
    jw_jv id, of, items;
} index_values;

static const jw_key index_keys[] = {
    { "id", JW_WANT_STRING, true, offsetof(index_values, id) },
    { "for", JW_WANT_OBJECT, true, offsetof(index_values, of) },
    { "items", JW_WANT_LIST, true, offsetof(index_values, items) },
};

typedef struct {
    jw_jv when, points, zh, en;
} item_values;

static const jw_key item_keys[] = {
    { "when", JW_WANT_OBJECT, true, offsetof(item_values, when) },
    { "points", JW_WANT_NUMBER, true, offsetof(item_values, points) },
    { "zh", JW_WANT_STRING, false, offsetof(item_values, zh) },
    { "en", JW_WANT_STRING, false, offsetof(item_values, en) },
};

static void load_item(jw_loader *l, jw_jv object, jw_index *index)
{
    item_values v;
    double points;
    if (!jw_load_is(l, object, JW_WANT_OBJECT) ||
        !jw_load_keys(l, object, item_keys, G_N_ELEMENTS(item_keys), &v) ||
        !jw_jv_number(v.points, NULL, &points))
        return;
    jw_selector *when = read_selector(l, v.when);
    if (when) jw_index_add_item(index, when, points);
}

static void load_index(jw_loader *l, jw_jv object)
{
    index_values v;
    if (!jw_load_keys(l, object, index_keys, G_N_ELEMENTS(index_keys), &v) ||
        !jw_load_take_id(l, "indices", v.id))
        return;
    jw_selector *of = read_selector(l, v.of);
    if (!of) return;
    jw_index *index = jw_policy_add_index(jw_model_policy(l->model));
    index->id = g_strdup(jw_load_string(v.id));
    index->of = of;
    for (jw_jv at = jw_jv_first(v.items); jw_jv_present(at); at = jw_jv_next(at)) load_item(l, at, index);
}

void jw_load_indices(jw_loader *l, jw_jv list)
{
    if (!jw_load_is(l, list, JW_WANT_LIST)) return;
    for (jw_jv at = jw_jv_first(list); jw_jv_present(at); at = jw_jv_next(at))
        if (jw_load_is(l, at, JW_WANT_OBJECT)) load_index(l, at);
}
