/* From a value of the file to a value of a unit or a link. */
#include "io/load.h"

#include "base/number.h"
#include "base/text.h"

#include <string.h>

/* Where a value goes. */
typedef struct {
    jw_loader *l;
    jw_jv at;
    const jw_pattern *pattern;
    bool links;
    uint32_t row; /* JW_NO_UNIT: none, the value is only checked */
    int attribute;
    bool null_deletes;
} target;

char *jw_load_text_of(jw_loader *l, jw_jv value, const jw_pattern *pattern)
{
    const char *text = jw_load_string(value);
    if (!pattern) return g_strdup(text);
    jw_template_fault fault;
    char *filled = jw_pattern_fill(pattern, text, &fault);
    if (filled) return filled;
    jw_load_report(l, value, fault.code, fault.found, fault.expected, fault.nearest);
    g_free(fault.found);
    return NULL;
}

/* Reports what the model says is wrong with a value; true if nothing is. */
static bool accept(const target *t, jw_value_fault fault, const char *found)
{
    if (fault == JW_VALUE_GOOD) return true;
    bool says = fault == JW_VALUE_OUT_OF_RANGE || fault == JW_VALUE_NOT_ALLOWED; /* more than the code does */
    g_autofree char *expected = says ? jw_value_expected(t->l->model, t->attribute) : NULL;
    g_auto(GStrv) words = fault == JW_VALUE_NOT_ALLOWED ? g_strsplit(expected, "|", -1) : NULL;
    const char *nearest = words ? jw_nearest(found, (const char *const *)words, g_strv_length(words)) : NULL;
    jw_load_report(t->l, t->at, jw_value_fault_code(fault), found, expected, nearest);
    return false;
}

static bool put_text(const target *t, const char *text, const char *found)
{
    jw_model *m = t->l->model;
    bool checks = t->row == JW_NO_UNIT;
    return accept(t,
                  checks ? jw_value_check_text(m, t->attribute, text)
                         : jw_model_set_text(m, t->links, t->row, t->attribute, text),
                  found);
}

static bool set_text(const target *t)
{
    if (!jw_load_is(t->l, t->at, JW_WANT_STRING)) return false;
    g_autofree char *text = jw_load_text_of(t->l, t->at, t->pattern);
    return text && put_text(t, text, text);
}

/* Stricter than a register's cell: a program can write 2022-07-07. */
static bool set_date(const target *t)
{
    if (!jw_load_is(t->l, t->at, JW_WANT_STRING)) return false;
    g_autofree char *text = jw_load_text_of(t->l, t->at, t->pattern);
    if (!text) return false;
    if (!jw_is_date(text)) return accept(t, JW_VALUE_NOT_DATE, text);
    return put_text(t, text, text);
}

/* In a pattern a number may be a text with a place in it: there is no other way to say "order": {n}. */
static bool number_of(const target *t, double *number)
{
    const char *text = jw_load_string(t->at);
    bool is_template = t->pattern && text && strchr(text, '{');
    if (!is_template) return jw_load_is(t->l, t->at, JW_WANT_NUMBER) && jw_jv_number(t->at, NULL, number);
    g_autofree char *filled = jw_load_text_of(t->l, t->at, t->pattern);
    return filled && (jw_parse_number(filled, number) || accept(t, JW_VALUE_NOT_NUMBER, filled));
}

static bool set_number(const target *t)
{
    double number;
    char found[JW_NUMBER_SIZE];
    if (!number_of(t, &number)) return false;
    jw_format_number(found, number);
    jw_model *m = t->l->model;
    bool checks = t->row == JW_NO_UNIT;
    return accept(t,
                  checks ? jw_value_check_number(m, t->attribute, number)
                         : jw_model_set_number(m, t->links, t->row, t->attribute, number),
                  found);
}

static bool set_flag(const target *t)
{
    bool flag;
    if (!jw_load_is(t->l, t->at, JW_WANT_BOOL) || !jw_jv_bool(t->at, NULL, &flag)) return false;
    if (t->row != JW_NO_UNIT) jw_model_set_flag(t->l->model, t->links, t->row, t->attribute, flag);
    return true;
}

/* Items are joined by U+001F, so no item may hold one; other controls have no business there either. */
static bool set_list(const target *t)
{
    if (!jw_load_is(t->l, t->at, JW_WANT_LIST)) return false;
    g_autoptr(GString) joined = g_string_new(NULL);
    bool good = true;
    for (jw_jv item = jw_jv_first(t->at); jw_jv_present(item); item = jw_jv_next(item)) {
        bool is_string = jw_load_is(t->l, item, JW_WANT_STRING);
        g_autofree char *text = is_string ? jw_load_text_of(t->l, item, t->pattern) : NULL;
        if (!text || !jw_load_check_label(t->l, item, text)) {
            good = false;
            continue;
        }
        g_string_append(joined, joined->len ? "\x1f" : "");
        g_string_append(joined, text);
    }
    const char *text = joined->len ? joined->str : NULL; /* an empty list is as good as none */
    return good && put_text(t, text, text);
}

static bool set_value(const target *t)
{
    static bool (*const setters[])(const target *t) = {
        [JW_STRING] = set_text, [JW_INTEGER] = set_number, [JW_NUMBER] = set_number,
        [JW_BOOL] = set_flag,   [JW_DATE] = set_date,      [JW_LIST] = set_list,
    };
    if (cJSON_IsNull(t->at.node)) {
        if (t->null_deletes && t->row != JW_NO_UNIT)
            jw_model_unset(t->l->model, t->links, t->row, t->attribute);
        return true;
    }
    return setters[jw_model_attribute(t->l->model, (size_t)t->attribute)->type](t);
}

/* The nearest attribute, or the nearest key of the object if that is nearer. */
static const char *nearest_name(const jw_loader *l, const char *name, const jw_key *keys, size_t n, int where)
{
    const char *both[] = { jw_nearest_key(keys, n, name), jw_model_nearest_attribute(l->model, name, where) };
    return jw_nearest(name, both, G_N_ELEMENTS(both));
}

/* `like` is a target but for its place and attribute. */
static bool load_values(jw_jv object, const jw_key *keys, size_t n, const target *like)
{
    jw_loader *l = like->l;
    int where = like->links ? JW_ON_LINKS : JW_ON_UNITS;
    bool good = true;
    for (jw_jv member = jw_jv_first(object); jw_jv_present(member); member = jw_jv_next(member)) {
        const char *name = jw_jv_key(member);
        if (jw_is_key(keys, n, name)) continue;
        int attribute = jw_model_find_attribute(l->model, name);
        if (attribute < 0 || !jw_model_attribute_is_on(l->model, attribute, where)) {
            jw_load_report_key(l, member, "unknown-attribute", name, NULL,
                               nearest_name(l, name, keys, n, where));
            good = false;
            continue;
        }
        target t = *like;
        t.at = member;
        t.attribute = attribute;
        good = set_value(&t) && good;
    }
    return good;
}

bool jw_load_values(jw_loader *l, jw_jv object, const jw_key *keys, size_t n, bool links, uint32_t row,
                    const jw_pattern *pattern)
{
    return load_values(object, keys, n, &(target){ .l = l, .links = links, .row = row, .pattern = pattern });
}

bool jw_load_new_values(jw_loader *l, jw_jv object, const jw_key *keys, size_t n, uint32_t unit)
{
    return load_values(object, keys, n, &(target){ .l = l, .row = unit, .null_deletes = true });
}
