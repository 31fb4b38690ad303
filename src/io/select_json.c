#include "io/select_json.h"

#include "base/number.h"
#include "base/text.h"

#include <glib.h>
#include <string.h>

static bool refuse(jw_jv at, jw_diags *diags, const char *expected)
{
    jw_jv_report(at, diags, JW_ERROR, "wrong-type", jw_jv_type(at), expected, NULL);
    return false;
}

/* A condition on the key of `member`, read at `at`. */
static jw_condition *add(jw_selector *s, jw_test test, jw_jv member, jw_jv at)
{
    jw_condition *c = jw_selector_add(s, test, jw_jv_key(member));
    jw_place place = jw_jv_place(at);
    char *path = jw_jv_path(at);
    c->line = place.line;
    c->column = place.column;
    c->path = g_strdup(path);
    free(path);
    return c;
}

static bool is_scalar(jw_jv value)
{
    return cJSON_IsString(value.node) || cJSON_IsNumber(value.node) || cJSON_IsBool(value.node);
}

/* Adds a string, number or truth value as the text that the text form would have. */
static void add_scalar(jw_condition *c, jw_jv value)
{
    char number[JW_NUMBER_SIZE];
    const char *text = value.node->valuestring;
    if (cJSON_IsNumber(value.node)) {
        jw_format_number(number, value.node->valuedouble);
        text = number;
    } else if (cJSON_IsBool(value.node)) {
        text = cJSON_IsTrue(value.node) ? "true" : "false";
    }
    jw_condition_add_value(c, text);
}

/* A scalar or a list of them. */
static bool add_values(jw_selector *s, jw_test test, jw_jv member, jw_jv value, jw_diags *diags)
{
    if (is_scalar(value)) {
        add_scalar(add(s, test, member, value), value);
        return true;
    }
    if (!cJSON_IsArray(value.node)) return refuse(value, diags, "@want.selector");
    if (!jw_jv_present(jw_jv_first(value))) {
        jw_jv_report(value, diags, JW_ERROR, "empty-list", NULL, NULL, NULL);
        return false;
    }
    jw_condition *c = add(s, test, member, value);
    for (jw_jv item = jw_jv_first(value); jw_jv_present(item); item = jw_jv_next(item)) {
        if (!is_scalar(item)) return refuse(item, diags, "@want.7");
        add_scalar(c, item);
    }
    return true;
}

static bool add_between(jw_selector *s, jw_jv member, jw_diags *diags)
{
    jw_condition *c = add(s, JW_BETWEEN, member, member);
    static const char *const ends[] = { "min", "max" };
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        jw_jv end = jw_jv_get(member, ends[i]);
        if (!jw_jv_present(end))
            jw_condition_add_value(c, NULL);
        else if (cJSON_IsNumber(end.node) || cJSON_IsString(end.node))
            add_scalar(c, end);
        else
            return refuse(end, diags, "@want.3");
    }
    return true;
}

static bool add_exists(jw_selector *s, jw_jv member, jw_jv value, jw_diags *diags)
{
    bool exists;
    if (!jw_jv_bool(value, diags, &exists)) return false;
    add(s, exists ? JW_EXISTS : JW_MISSING, member, value);
    return true;
}

/* { "min", "max", "not", "exists" }: all that stand there must hold. */
static bool add_object(jw_selector *s, jw_jv member, jw_diags *diags)
{
    static const char *const known[] = { "min", "max", "not", "exists" };
    bool good = jw_jv_present(jw_jv_first(member)), between = false;
    if (!good) jw_jv_report(member, diags, JW_ERROR, "missing-key", NULL, "min, max, not, exists", NULL);
    for (jw_jv test = jw_jv_first(member); jw_jv_present(test); test = jw_jv_next(test)) {
        const char *name = jw_jv_key(test);
        if (strcmp(name, "not") == 0) {
            good = add_values(s, JW_NOT_OF, member, test, diags) && good;
        } else if (strcmp(name, "exists") == 0) {
            good = add_exists(s, member, test, diags) && good;
        } else if (strcmp(name, "min") == 0 || strcmp(name, "max") == 0) {
            good = (between || add_between(s, member, diags)) && good;
            between = true;
        } else {
            jw_jv_report_key(test, diags, JW_ERROR, "json-unknown-key", name, "min, max, not, exists",
                             jw_nearest(name, known, G_N_ELEMENTS(known)));
            good = false;
        }
    }
    return good;
}

static bool add_any(jw_selector *s, jw_jv member, jw_diags *diags)
{
    if (!jw_jv_is_array(member, diags)) return false;
    if (!jw_jv_present(jw_jv_first(member))) {
        jw_jv_report(member, diags, JW_ERROR, "empty-list", NULL, NULL, NULL);
        return false;
    }
    jw_condition *c = add(s, JW_ANY, member, member);
    bool good = true;
    for (jw_jv item = jw_jv_first(member); jw_jv_present(item); item = jw_jv_next(item)) {
        jw_selector *alternative = jw_selector_from_json(item, diags);
        good = good && alternative;
        if (alternative) jw_condition_add_alternative(c, alternative);
    }
    return good;
}

bool jw_selector_add_json(jw_selector *s, jw_jv member, jw_diags *diags)
{
    if (strcmp(jw_jv_key(member), "any") == 0) return add_any(s, member, diags);
    if (cJSON_IsObject(member.node)) return add_object(s, member, diags);
    return add_values(s, JW_ONE_OF, member, member, diags);
}

jw_selector *jw_selector_from_json(jw_jv object, jw_diags *diags)
{
    if (!jw_jv_is_object(object, diags)) return NULL;
    jw_selector *s = jw_selector_new(jw_jv_place(object).file);
    bool good = true;
    for (jw_jv member = jw_jv_first(object); jw_jv_present(member); member = jw_jv_next(member))
        good = jw_selector_add_json(s, member, diags) && good;
    if (good) return s;
    jw_selector_free(s);
    return NULL;
}
