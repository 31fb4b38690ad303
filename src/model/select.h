/* Selectors: which units. One language for views, policy, scenarios and --where.
 *
 *     members=1..2 organization=none (street=观湖 | street=民治)
 *
 * A selector is a list of conditions that must all hold; one of them may be a list of alternatives, each a
 * selector. It is built from text (here) or from JSON (io/), names nothing of a model until it is bound to
 * one, and then answers for each unit in O(conditions). */
#ifndef JW_MODEL_SELECT_H
#define JW_MODEL_SELECT_H

#include "jingwei/model.h"

typedef struct jw_selector jw_selector;

typedef enum {
    JW_ONE_OF,  /* the value is one of `values` */
    JW_NOT_OF,  /* it is none of them, or absent */
    JW_BETWEEN, /* values[0] ≤ it ≤ values[1]; NULL = open */
    JW_EXISTS,  /* it is present */
    JW_MISSING,
    JW_ANY /* at least one of `alternatives` holds */
} jw_test;

/* One condition. `place` and `path` are where it was read, for messages; path may be NULL. */
typedef struct {
    jw_test test;
    char *key;
    char **values; /* ended by NULL, but two of BETWEEN */
    size_t n_values;
    jw_selector **alternatives;
    size_t n_alternatives;
    uint32_t line, column;
    char *path;
} jw_condition;

struct jw_selector {
    jw_condition *conditions;
    size_t n_conditions;
    char *file;
};

jw_selector *jw_selector_new(const char *file);
void jw_selector_free(jw_selector *s);
jw_selector *jw_selector_copy(const jw_selector *s); /* NULL of NULL */
/* Adds an empty condition and returns it; it stays valid until the next add. */
jw_condition *jw_selector_add(jw_selector *s, jw_test test, const char *key);
void jw_condition_add_value(jw_condition *c, const char *value);              /* NULL: an open end */
void jw_condition_add_alternative(jw_condition *c, jw_selector *alternative); /* takes it */

/* Reads the text form. `shown` names it in messages ("--where"). NULL after adding selector-syntax. */
jw_selector *jw_selector_parse(const char *text, const char *shown, jw_diags *diags);

/* The text form, which reads back as the same selector; g_free it. */
char *jw_selector_text(const jw_selector *s);

/* Values that the model does not hold but an analysis knows ("covered"): what `column` says of unit u.
 * `names` are the keys it answers for; text may return NULL for absent; number NAN. */
typedef struct {
    const char *const *names;
    size_t n_names;
    const char *(*text)(void *context, size_t name, uint32_t u);
    double (*number)(void *context, size_t name, uint32_t u);
    const char *const *(*words)(void *context, size_t name,
                                size_t *n); /* the words text may return; NULL: numbers */
    void *context;
} jw_derived;

/* A selector that knows its model. */
typedef struct jw_bound jw_bound;

/* NULL after adding a finding: unknown-key, unknown-kind, unknown-unit, not-a-number, bad-value, each with
 * the nearest known word; not-a-date. A date is written as in a model ("2022-07"); as the end of a range it
 * is taken whole, else it is compared as it stands. `derived` may be NULL; it, the selector and the model
 * must outlive the result. */
jw_bound *jw_selector_bind(const jw_selector *s, const jw_model *m, const jw_derived *derived,
                           jw_diags *diags);
bool jw_bound_holds(const jw_bound *b, uint32_t unit);
void jw_bound_free(jw_bound *b);

#endif
