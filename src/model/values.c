/* Attributes and their values, in columns. */
#include "base/pages.h"
#include "base/text.h"
#include "model/private.h"

#include <math.h>
#include <string.h>

static const jw_attribute_rule *rule_of(const jw_model *m, int attribute)
{
    return &g_array_index(m->attributes, jw_attribute_rule, attribute);
}

size_t jw_column_width(jw_type type)
{
    static const size_t width[] = {
        [JW_STRING] = sizeof(jw_str),  [JW_DATE] = sizeof(jw_str),   [JW_LIST] = sizeof(jw_str),
        [JW_INTEGER] = sizeof(double), [JW_NUMBER] = sizeof(double), [JW_BOOL] = 1,
    };
    return width[type];
}

static bool is_text(jw_type type)
{
    return type == JW_STRING || type == JW_DATE || type == JW_LIST;
}

static bool is_number(jw_type type)
{
    return type == JW_INTEGER || type == JW_NUMBER;
}

void jw_column_clear(jw_column *column, jw_type type, size_t from, size_t to)
{
    if (is_number(type)) {
        double *values = column->data;
        for (size_t i = from; i < to; i++) values[i] = NAN;
    } else {
        size_t width = jw_column_width(type);
        memset((char *)column->data + from * width, is_text(type) ? 0 : -1, (to - from) * width);
    }
}

/* Declarations. */

size_t jw_model_attributes(const jw_model *m)
{
    return m->attributes->len;
}

const jw_attribute *jw_model_attribute(const jw_model *m, size_t i)
{
    return &rule_of(m, (int)i)->is;
}

int jw_model_find_attribute(const jw_model *m, const char *name)
{
    return (int)GPOINTER_TO_SIZE(g_hash_table_lookup(m->attribute_index, name)) - 1;
}

bool jw_model_attribute_is_on(const jw_model *m, int attribute, int where)
{
    return rule_of(m, attribute)->on & where;
}

static const char *keep(jw_model *m, const char *text)
{
    return jw_strings_get(m->strings, jw_strings_add(m->strings, text));
}

int jw_model_declare(jw_model *m, const jw_attribute *attribute)
{
    int at = jw_model_find_attribute(m, attribute->name);
    if (at >= 0) {
        jw_attribute_rule *known = &g_array_index(m->attributes, jw_attribute_rule, at);
        if (known->is.type != attribute->type) return -1;
        known->on = JW_ON_UNITS | JW_ON_LINKS; /* what is declared may stand on both, a built-in one too */
        known->is.is_private |= attribute->is_private;
        known->is.zh = attribute->zh ? keep(m, attribute->zh) : known->is.zh;
        known->is.en = attribute->en ? keep(m, attribute->en) : known->is.en;
        return at;
    }
    if (m->attributes->len - JW_BUILTIN_ATTRIBUTES >= m->limits.attributes) return -1;
    jw_attribute_rule rule = { .is = *attribute, .on = JW_ON_UNITS | JW_ON_LINKS, .least = -INFINITY };
    rule.is.name = keep(m, attribute->name);
    rule.is.zh = keep(m, attribute->zh ? attribute->zh : attribute->name);
    rule.is.en = keep(m, attribute->en ? attribute->en : attribute->name);
    rule.is.is_declared = true;
    g_array_append_val(m->attributes, rule);
    g_hash_table_insert(m->attribute_index, (void *)rule.is.name,
                        GSIZE_TO_POINTER((gsize)m->attributes->len));
    for (int t = 0; t < 2; t++) {
        m->tables[t].columns = g_renew(jw_column, m->tables[t].columns, m->attributes->len);
        m->tables[t].columns[m->attributes->len - 1].data = NULL;
    }
    return (int)m->attributes->len - 1;
}

/* Setting. */

/* The column, made if there is none yet; NULL if `absent` is to be set and there is none anyway. */
static jw_column *column_for(jw_model *m, bool links, int attribute, bool absent)
{
    jw_table *table = &m->tables[links];
    jw_column *column = &table->columns[attribute];
    if (!column->data && !absent) {
        jw_type type = rule_of(m, attribute)->is.type;
        column->data = jw_pages(table->room * jw_column_width(type));
        jw_column_clear(column, type, 0, table->cleared);
    }
    return column->data ? column : NULL;
}

/* `allowed` is "|a|b|"; a text that holds a | is none of them. */
static bool is_allowed(const char *allowed, const char *text)
{
    size_t length = strlen(text);
    for (const char *p = allowed + 1; *p; p = strchr(p, '|') + 1)
        if (strncmp(p, text, length) == 0 && p[length] == '|') return !strchr(text, '|');
    return false;
}

jw_value_fault jw_value_check_text(const jw_model *m, int attribute, const char *text)
{
    const jw_attribute_rule *rule = rule_of(m, attribute);
    g_return_val_if_fail(is_text(rule->is.type), JW_VALUE_NOT_NUMBER);
    if (text && rule->allowed && !is_allowed(rule->allowed, text)) return JW_VALUE_NOT_ALLOWED;
    char date[11];
    if (text && rule->is.type == JW_DATE && !jw_read_date(text, date)) return JW_VALUE_NOT_DATE;
    return JW_VALUE_GOOD;
}

jw_value_fault jw_value_check_number(const jw_model *m, int attribute, double value)
{
    const jw_attribute_rule *rule = rule_of(m, attribute);
    g_return_val_if_fail(is_number(rule->is.type), JW_VALUE_NOT_NUMBER);
    if (isnan(value)) return JW_VALUE_GOOD;
    if (isinf(value)) return JW_VALUE_NOT_NUMBER;
    if (rule->is.type == JW_INTEGER && (value != floor(value) || fabs(value) > 9007199254740992.0))
        return JW_VALUE_NOT_INTEGER;
    if (value < rule->least || (rule->above && value == rule->least)) return JW_VALUE_OUT_OF_RANGE;
    if (rule->within > 0 && fabs(value) > rule->within) return JW_VALUE_OUT_OF_RANGE;
    return JW_VALUE_GOOD;
}

jw_value_fault jw_model_set_text(jw_model *m, bool links, uint32_t i, int attribute, const char *text)
{
    jw_value_fault fault = jw_value_check_text(m, attribute, text);
    if (fault != JW_VALUE_GOOD) return fault;
    char date[11];
    if (text && rule_of(m, attribute)->is.type == JW_DATE && jw_read_date(text, date)) text = date;
    jw_column *column = column_for(m, links, attribute, !text);
    if (column) ((jw_str *)column->data)[i] = jw_strings_add(m->strings, text);
    if (!links && attribute == JW_ALIASES) m->names_indexed = false;
    return JW_VALUE_GOOD;
}

void jw_model_set_known_text(jw_model *m, uint32_t u, int attribute, jw_str text)
{
    jw_column *column = column_for(m, false, attribute, !text);
    if (column) ((jw_str *)column->data)[u] = text;
}

static void put_number(jw_model *m, bool links, uint32_t i, int attribute, double value)
{
    jw_column *column = column_for(m, links, attribute, isnan(value));
    if (column) ((double *)column->data)[i] = value == 0 ? 0 : value; /* no negative zero */
}

jw_value_fault jw_model_set_number(jw_model *m, bool links, uint32_t i, int attribute, double value)
{
    jw_value_fault fault = jw_value_check_number(m, attribute, value);
    if (fault == JW_VALUE_GOOD) put_number(m, links, i, attribute, value);
    return fault;
}

void jw_model_set_known_number(jw_model *m, uint32_t u, int attribute, double value)
{
    put_number(m, false, u, attribute, value);
}

jw_value_fault jw_model_set_flag(jw_model *m, bool links, uint32_t i, int attribute, int flag)
{
    g_return_val_if_fail(rule_of(m, attribute)->is.type == JW_BOOL, JW_VALUE_NOT_BOOL);
    jw_column *column = column_for(m, links, attribute, flag < 0);
    if (column) ((signed char *)column->data)[i] = (signed char)flag;
    return JW_VALUE_GOOD;
}

void jw_model_unset(jw_model *m, bool links, uint32_t i, int attribute)
{
    jw_column *column = &m->tables[links].columns[attribute];
    if (column->data) jw_column_clear(column, rule_of(m, attribute)->is.type, i, i + 1);
    if (!links && attribute == JW_ALIASES) m->names_indexed = false;
}

void jw_model_copy_values(jw_model *m, bool links, uint32_t from, uint32_t to)
{
    for (guint a = 0; a < m->attributes->len; a++) {
        char *data = m->tables[links].columns[a].data;
        size_t width = jw_column_width(rule_of(m, (int)a)->is.type);
        if (data) memcpy(data + to * width, data + from * width, width);
    }
}

const char *jw_value_fault_code(jw_value_fault fault)
{
    static const char *const code[] = { NULL,         "not-an-integer", "not-a-number", "not-a-boolean",
                                        "not-a-date", "out-of-range",   "bad-value" };
    return code[fault];
}

char *jw_value_expected(const jw_model *m, int attribute)
{
    const jw_attribute_rule *rule = rule_of(m, attribute);
    if (rule->allowed) return g_strndup(rule->allowed + 1, strlen(rule->allowed) - 2);
    if (isfinite(rule->least)) return g_strdup_printf("%s %g", rule->above ? ">" : "≥", rule->least);
    if (rule->within > 0) return g_strdup_printf("%g … %g", -rule->within, rule->within);
    return NULL;
}

/* Getting. */

static const char *get_text(const jw_model *m, bool links, size_t i, int attribute)
{
    if (attribute < 0 || !is_text(rule_of(m, attribute)->is.type)) return NULL;
    const jw_str *values = m->tables[links].columns[attribute].data;
    return values ? jw_strings_get(m->strings, values[i]) : NULL;
}

static double get_number(const jw_model *m, bool links, size_t i, int attribute)
{
    if (attribute < 0 || !is_number(rule_of(m, attribute)->is.type)) return NAN;
    const double *values = m->tables[links].columns[attribute].data;
    return values ? values[i] : NAN;
}

static int get_flag(const jw_model *m, bool links, size_t i, int attribute)
{
    if (attribute < 0 || rule_of(m, attribute)->is.type != JW_BOOL) return -1;
    const signed char *values = m->tables[links].columns[attribute].data;
    return values ? values[i] : -1;
}

const char *jw_unit_text(const jw_model *m, uint32_t u, int attribute)
{
    return get_text(m, false, u, attribute);
}

double jw_unit_number(const jw_model *m, uint32_t u, int attribute)
{
    return get_number(m, false, u, attribute);
}

int jw_unit_flag(const jw_model *m, uint32_t u, int attribute)
{
    return get_flag(m, false, u, attribute);
}

const char *jw_link_text(const jw_model *m, size_t l, int attribute)
{
    return get_text(m, true, l, attribute);
}

double jw_link_number(const jw_model *m, size_t l, int attribute)
{
    return get_number(m, true, l, attribute);
}

int jw_link_flag(const jw_model *m, size_t l, int attribute)
{
    return get_flag(m, true, l, attribute);
}

const char *jw_unit_value(const jw_model *m, uint32_t u, int attribute, char buffer[JW_NUMBER_SIZE])
{
    const char *text = jw_unit_text(m, u, attribute);
    if (text) return text;
    int flag = jw_unit_flag(m, u, attribute);
    if (flag >= 0) return flag ? "true" : "false";
    double number = jw_unit_number(m, u, attribute);
    if (isnan(number)) return NULL;
    jw_format_number(buffer, number);
    return buffer;
}
