/* A selector asked of a model: every key is looked up once, every value compared as what the key holds. */
#include "base/number.h"
#include "base/text.h"
#include "model/build.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* Where the value of a key comes from. */
typedef enum {
    FROM_KIND,
    FROM_ROLE,
    FROM_ID,
    FROM_NAME,
    FROM_ABOVE,
    FROM_ATTRIBUTE,
    FROM_DERIVED,
    FROM_ANY
} source;

/* What can be compared. */
typedef enum { AS_TEXT, AS_NUMBER, AS_FLAG, AS_LIST } form;

typedef struct {
    jw_test test;
    source source;
    form form;
    int attribute;       /* of FROM_ATTRIBUTE; of FROM_DERIVED the index of its name */
    bool is_date;        /* of AS_TEXT */
    const char *without; /* what an absent text counts as; NULL: as absent */
    double *numbers;     /* the values as numbers or flags; for BETWEEN two, infinite where open */
    GHashTable *words;   /* the values of a long list of texts; else NULL */
    const jw_condition *is;
    uint8_t *below; /* of FROM_ABOVE: one bit a unit */
    jw_bound **any;
} bound_condition;

struct jw_bound {
    const jw_model *m;
    const jw_derived *derived;
    bound_condition *conditions;
    size_t n;
};

typedef struct {
    const jw_selector *selector;
    const jw_condition *c;
    const jw_model *m;
    const jw_derived *derived;
    jw_diags *diags;
} binder;

static bool refuse(const binder *b, const char *code, const char *found, const char *expected,
                   const char *nearest)
{
    jw_diags_add(b->diags, &(jw_diag){ .severity = JW_ERROR,
                                       .code = code,
                                       .path = b->c->path,
                                       .found = found,
                                       .place = { b->selector->file, b->c->line, b->c->column },
                                       .expected = expected,
                                       .nearest = nearest });
    return false;
}

static const char *const plain_keys[] = { "kind", "role", "id", "name", "under" };

static bool find_key(const binder *b, bound_condition *to)
{
    const char *key = b->c->key;
    for (size_t i = 0; i < G_N_ELEMENTS(plain_keys); i++)
        if (strcmp(key, plain_keys[i]) == 0) {
            to->source = (source)i;
            return true;
        }
    for (size_t i = 0; b->derived && i < b->derived->n_names; i++)
        if (strcmp(key, b->derived->names[i]) == 0) {
            size_t n;
            to->source = FROM_DERIVED;
            to->attribute = (int)i;
            to->form =
                b->derived->words && b->derived->words(b->derived->context, i, &n) ? AS_TEXT : AS_NUMBER;
            return true;
        }
    to->source = FROM_ATTRIBUTE;
    to->attribute = jw_model_find_attribute(b->m, key);
    if (to->attribute < 0 || !jw_model_attribute_is_on(b->m, to->attribute, JW_ON_UNITS)) {
        const char *nearest = jw_nearest(key, plain_keys, G_N_ELEMENTS(plain_keys));
        if (!nearest && b->derived) nearest = jw_nearest(key, b->derived->names, b->derived->n_names);
        return refuse(b, "unknown-key", key, NULL,
                      nearest ? nearest : jw_model_nearest_attribute(b->m, key, JW_ON_UNITS));
    }
    jw_type type = jw_model_attribute(b->m, (size_t)to->attribute)->type;
    static const form form_of[] = { [JW_STRING] = AS_TEXT, [JW_INTEGER] = AS_NUMBER, [JW_NUMBER] = AS_NUMBER,
                                    [JW_BOOL] = AS_FLAG,   [JW_DATE] = AS_TEXT,      [JW_LIST] = AS_LIST };
    to->form = form_of[type];
    to->is_date = type == JW_DATE;
    to->without = to->attribute == JW_ORGANIZATION ? "none" : NULL;
    return true;
}

static bool bind_number(const binder *b, const char *value, double open, double *to)
{
    if (!value)
        *to = open;
    else if (!jw_parse_number(value, to))
        return refuse(b, "not-a-number", value, NULL, NULL);
    return true;
}

static bool bind_flag(const binder *b, const char *value, double *to)
{
    bool yes = value && strcmp(value, "true") == 0;
    if (!yes && !(value && strcmp(value, "false") == 0))
        return refuse(b, "not-a-boolean", value ? value : "", "true|false", NULL);
    *to = yes;
    return true;
}

/* "full|none" */
static char *join(const char *const *words, size_t n)
{
    GString *joined = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) g_string_append_printf(joined, "%s%s", i ? "|" : "", words[i]);
    return g_string_free(joined, FALSE);
}

/* Words that a text key can hold: a value that is none of them is a slip, not an empty result. */
static bool check_word(const binder *b, const bound_condition *to, const char *value)
{
    if (!value) return true;
    if (to->source == FROM_KIND)
        return jw_model_unit_kind_named(b->m, value) >= 0 ||
               refuse(b, "unknown-kind", value, NULL, jw_model_nearest_unit_kind(b->m, value));
    if (to->source == FROM_ATTRIBUTE && to->form == AS_TEXT) {
        g_autofree char *expected = jw_value_expected(b->m, to->attribute);
        g_auto(GStrv) words = expected ? g_strsplit(expected, "|", -1) : NULL;
        return !words || g_strv_contains((const char *const *)words, value) ||
               refuse(b, "bad-value", value, expected,
                      jw_nearest(value, (const char *const *)words, g_strv_length(words)));
    }
    size_t n = 0;
    const char *const *words = NULL;
    if (to->source == FROM_DERIVED)
        words = b->derived->words(b->derived->context, (size_t)to->attribute, &n);
    else if (to->source == FROM_ROLE)
        words = jw_unit_role_names(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i], value) == 0) return true;
    g_autofree char *expected = join(words, n);
    return !words || refuse(b, "bad-value", value, expected, jw_nearest(value, words, n));
}

enum { FEW_VALUES = 8 }; /* up to here comparing one by one is as quick as a table */

static bool bind_values(const binder *b, bound_condition *to)
{
    const jw_condition *c = b->c;
    to->numbers = g_new0(double, MAX(c->n_values, 2));
    for (size_t i = 0; i < c->n_values; i++) {
        bool good = true;
        if (to->form == AS_NUMBER)
            good = bind_number(b, c->values[i], i ? INFINITY : -INFINITY, &to->numbers[i]);
        else if (to->form == AS_FLAG)
            good = bind_flag(b, c->values[i], &to->numbers[i]);
        else if (to->is_date)
            good = !c->values[i] || jw_is_date(c->values[i]) ||
                   refuse(b, "not-a-date", c->values[i], NULL, NULL);
        else if (c->test != JW_BETWEEN)
            good = check_word(b, to, c->values[i]);
        if (!good) return false;
    }
    if (to->form == AS_TEXT && c->n_values > FEW_VALUES) {
        to->words = g_hash_table_new(g_str_hash, g_str_equal);
        for (size_t i = 0; i < c->n_values; i++)
            if (c->values[i]) g_hash_table_add(to->words, c->values[i]);
    }
    return true;
}

/* Marks all units below the named ones along authority links; those themselves only if a loop leads back. */
static bool mark_below(const binder *b, bound_condition *to)
{
    const jw_model *m = b->m;
    size_t n = jw_model_unit_count(m);
    jw_adjacency links = jw_model_adjacency(m);
    to->below = g_malloc0(n / 8 + 1);
    GArray *queue = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    bool good = true;
    for (size_t i = 0; i < b->c->n_values && good; i++) {
        uint32_t u = b->c->values[i] ? jw_model_find(m, b->c->values[i]) : JW_NO_UNIT;
        if (u == JW_NO_UNIT)
            good = refuse(b, "unknown-unit", b->c->values[i] ? b->c->values[i] : "", NULL,
                          b->c->values[i] ? jw_model_nearest_unit(m, b->c->values[i]) : NULL);
        else
            g_array_append_val(queue, u);
    }
    for (guint i = 0; i < queue->len && good; i++) {
        uint32_t u = g_array_index(queue, uint32_t, i);
        for (uint32_t l = links.out[u]; l < links.out[u + 1]; l++) {
            uint32_t v = jw_model_link(m, l).to;
            if (jw_link_kind_of(m, l)->role != JW_ROLE_AUTHORITY || to->below[v / 8] >> v % 8 & 1) continue;
            to->below[v / 8] |= (uint8_t)(1 << v % 8);
            g_array_append_val(queue, v);
        }
    }
    g_array_free(queue, TRUE);
    return good;
}

static bool bind_condition(const binder *b, bound_condition *to)
{
    const jw_condition *c = b->c;
    to->is = c;
    to->test = c->test;
    if (c->test == JW_ANY) {
        to->source = FROM_ANY;
        to->any = g_new0(jw_bound *, c->n_alternatives);
        bool good = true;
        for (size_t i = 0; i < c->n_alternatives && good; i++)
            good = (to->any[i] = jw_selector_bind(c->alternatives[i], b->m, b->derived, b->diags)) != NULL;
        return good;
    }
    if (!find_key(b, to)) return false;
    if (to->source == FROM_ABOVE && c->test != JW_ONE_OF && c->test != JW_NOT_OF)
        return refuse(b, "bad-test", c->key, NULL, NULL);
    if (c->test == JW_BETWEEN && (to->form == AS_FLAG || to->form == AS_LIST))
        return refuse(b, "bad-test", c->key, NULL, NULL);
    return bind_values(b, to) && (to->source != FROM_ABOVE || mark_below(b, to));
}

jw_bound *jw_selector_bind(const jw_selector *s, const jw_model *m, const jw_derived *derived,
                           jw_diags *diags)
{
    jw_bound *bound = g_new0(jw_bound, 1);
    bound->m = m;
    bound->derived = derived;
    bound->n = s->n_conditions;
    bound->conditions = g_new0(bound_condition, s->n_conditions);
    bool good = true;
    for (size_t i = 0; i < s->n_conditions; i++) {
        binder b = { s, &s->conditions[i], m, derived, diags };
        good = bind_condition(&b, &bound->conditions[i]) && good;
    }
    if (good) return bound;
    jw_bound_free(bound);
    return NULL;
}

void jw_bound_free(jw_bound *b)
{
    if (!b) return;
    for (size_t i = 0; i < b->n; i++) {
        bound_condition *c = &b->conditions[i];
        for (size_t k = 0; c->any && k < c->is->n_alternatives; k++) jw_bound_free(c->any[k]);
        g_free(c->any);
        g_free(c->numbers);
        g_clear_pointer(&c->words, g_hash_table_destroy);
        g_free(c->below);
    }
    g_free(b->conditions);
    g_free(b);
}

/* Asking. */

static const char *text_of(const jw_bound *b, const bound_condition *c, uint32_t u)
{
    switch (c->source) {
    case FROM_KIND:
        return jw_unit_kind_of(b->m, u)->name;
    case FROM_ROLE:
        return jw_unit_role_name(jw_unit_kind_of(b->m, u)->role);
    case FROM_ID:
        return jw_unit_id(b->m, u);
    case FROM_NAME:
        return jw_unit_name(b->m, u);
    case FROM_ATTRIBUTE:
        return jw_unit_text(b->m, u, c->attribute);
    case FROM_DERIVED:
        return b->derived->text(b->derived->context, (size_t)c->attribute, u);
    case FROM_ABOVE:
    case FROM_ANY:
        break;
    }
    return NULL;
}

static double number_of(const jw_bound *b, const bound_condition *c, uint32_t u)
{
    if (c->source == FROM_DERIVED) return b->derived->number(b->derived->context, (size_t)c->attribute, u);
    bool presence =
        c->test == JW_EXISTS || c->test == JW_MISSING; /* asks what was written, not what it means */
    if (c->form == AS_NUMBER && c->attribute == JW_COUNT && !presence) return jw_unit_count(b->m, u);
    if (c->form == AS_NUMBER) return jw_unit_number(b->m, u, c->attribute);
    int flag = jw_unit_flag(b->m, u, c->attribute);
    if (flag < 0 && c->attribute == JW_REPORTED && !presence) return 1;
    return flag < 0 ? NAN : flag;
}

static bool text_is_one_of(const bound_condition *c, const char *text)
{
    if (c->words) return text && g_hash_table_contains(c->words, text);
    for (size_t i = 0; text && i < c->is->n_values; i++)
        if (c->is->values[i] && strcmp(text, c->is->values[i]) == 0) return true;
    return false;
}

static bool list_has_one_of(const bound_condition *c, const char *list)
{
    for (const char *item = list; item; item = strchr(item, 0x1f) ? strchr(item, 0x1f) + 1 : NULL) {
        size_t length = strcspn(item, "\x1f");
        for (size_t i = 0; i < c->is->n_values; i++) {
            const char *value = c->is->values[i];
            if (value && strlen(value) == length && strncmp(item, value, length) == 0) return true;
        }
    }
    return false;
}

static bool number_is_one_of(const bound_condition *c, double number)
{
    for (size_t i = 0; i < c->is->n_values; i++)
        if (number == c->numbers[i]) return true;
    return false;
}

static bool number_holds(const bound_condition *c, double number)
{
    switch (c->test) {
    case JW_ONE_OF:
        return number_is_one_of(c, number);
    case JW_NOT_OF:
        return !number_is_one_of(c, number);
    case JW_BETWEEN:
        return number >= c->numbers[0] && number <= c->numbers[1]; /* false for NAN */
    case JW_EXISTS:
        return !isnan(number);
    case JW_MISSING:
        return isnan(number);
    case JW_ANY:
        break;
    }
    return false;
}

/* The last day of a range of dates may be a whole month or year: ..2022 takes 2022-07-07. */
static bool text_is_between(const bound_condition *c, const char *text)
{
    const char *first = c->is->values[0], *last = c->is->values[1];
    return (!first || strcmp(text, first) >= 0) &&
           (!last || strcmp(text, last) <= 0 || (c->is_date && g_str_has_prefix(text, last)));
}

static bool text_holds(const bound_condition *c, const char *text)
{
    if (c->test == JW_EXISTS || c->test == JW_MISSING) /* asks what was written, not what it means */
        return (text != NULL) == (c->test == JW_EXISTS);
    text = text ? text : c->without;
    if (c->test == JW_BETWEEN) return text && text_is_between(c, text);
    bool one = c->form == AS_LIST ? list_has_one_of(c, text) : text_is_one_of(c, text);
    return one == (c->test == JW_ONE_OF);
}

static bool condition_holds(const jw_bound *b, const bound_condition *c, uint32_t u)
{
    if (c->source == FROM_ANY) {
        for (size_t i = 0; i < c->is->n_alternatives; i++)
            if (jw_bound_holds(c->any[i], u)) return true;
        return false;
    }
    if (c->source == FROM_ABOVE) return (c->below[u / 8] >> u % 8 & 1) == (c->test == JW_ONE_OF);
    if (c->form == AS_NUMBER || c->form == AS_FLAG) return number_holds(c, number_of(b, c, u));
    return text_holds(c, text_of(b, c, u));
}

bool jw_bound_holds(const jw_bound *b, uint32_t unit)
{
    for (size_t i = 0; i < b->n; i++)
        if (!condition_holds(b, &b->conditions[i], unit)) return false;
    return true;
}
