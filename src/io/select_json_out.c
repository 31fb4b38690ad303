/* Selectors written as JSON. */
#include "base/number.h"
#include "io/select_json.h"

#include <glib.h>
#include <string.h>

/* The conditions of a selector, with all that must hold beside them. In JSON an object has a key once; so
 * conditions on one key share an object, and of several "any" the later ones move into the alternatives of
 * the first: (a | b) and (c | d) is (a and (c | d)) | (b and (c | d)). */
typedef struct {
    const jw_selector *s;
    const jw_condition *const *anys; /* that must hold too; those of `s` are not among them */
    size_t n_anys;
} all_of;

static void write_all(jw_json_out *out, const all_of *all, const jw_model *m);

/* ---- Values ---- */

static void write_value(jw_json_out *out, const char *key, const char *text, const jw_model *m)
{
    int attribute = jw_model_find_attribute(m, key);
    jw_type type = attribute >= 0 ? jw_model_attribute(m, (size_t)attribute)->type : JW_STRING;
    double number;
    if (text && type == JW_BOOL && (strcmp(text, "true") == 0 || strcmp(text, "false") == 0))
        jw_json_bool(out, *text == 't');
    else if (text && (type == JW_INTEGER || type == JW_NUMBER) && jw_parse_number(text, &number))
        jw_json_number(out, number);
    else
        jw_json_string(out, text);
}

static void write_values(jw_json_out *out, const jw_condition *c, const jw_model *m)
{
    if (c->n_values == 1) {
        write_value(out, c->key, c->values[0], m);
        return;
    }
    jw_json_open_inline(out, '[');
    for (size_t i = 0; i < c->n_values; i++) write_value(out, c->key, c->values[i], m);
    jw_json_close(out, ']');
}

/* ---- Conditions ---- */

/* A test as a member of the object at its key. */
static void write_test(jw_json_out *out, const jw_condition *c, const jw_model *m)
{
    static const char *const ends[] = { "min", "max" };
    if (c->test == JW_NOT_OF) {
        jw_json_key(out, "not");
        write_values(out, c, m);
    } else if (c->test == JW_BETWEEN) {
        for (size_t i = 0; i < 2; i++) {
            if (!c->values[i]) continue;
            jw_json_key(out, ends[i]);
            write_value(out, c->key, c->values[i], m);
        }
    } else {
        jw_json_put_bool(out, "exists", c->test == JW_EXISTS);
    }
}

static bool is_first_of_key(const jw_selector *s, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(s->conditions[k].key, s->conditions[i].key) == 0) return false;
    return true;
}

/* All conditions on the key of condition i, which is the first of them. Beside “one of” there is no other: no
 * file can say it. */
static void write_key(jw_json_out *out, const jw_selector *s, size_t i, const jw_model *m)
{
    const jw_condition *first = &s->conditions[i];
    jw_json_key(out, first->key);
    if (first->test == JW_ONE_OF) {
        write_values(out, first, m);
        return;
    }
    jw_json_open_inline(out, '{');
    for (size_t k = i; k < s->n_conditions; k++)
        if (strcmp(s->conditions[k].key, first->key) == 0) write_test(out, &s->conditions[k], m);
    jw_json_close(out, '}');
}

static void write_any(jw_json_out *out, const jw_condition *any, const all_of *rest, const jw_model *m)
{
    jw_json_key(out, "any");
    jw_json_open_inline(out, '[');
    for (size_t i = 0; i < any->n_alternatives; i++)
        write_all(out, &(all_of){ any->alternatives[i], rest->anys, rest->n_anys }, m);
    jw_json_close(out, ']');
}

static void write_all(jw_json_out *out, const all_of *all, const jw_model *m)
{
    const jw_selector *s = all->s;
    g_autofree const jw_condition **anys = g_new(const jw_condition *, s->n_conditions + all->n_anys + 1);
    size_t n = 0;
    jw_json_open_inline(out, '{');
    for (size_t i = 0; i < s->n_conditions; i++) {
        if (s->conditions[i].test == JW_ANY)
            anys[n++] = &s->conditions[i];
        else if (is_first_of_key(s, i))
            write_key(out, s, i, m);
    }
    for (size_t i = 0; i < all->n_anys; i++) anys[n++] = all->anys[i];
    if (n) write_any(out, anys[0], &(all_of){ s, anys + 1, n - 1 }, m);
    jw_json_close(out, '}');
}

void jw_selector_write_json(jw_json_out *out, const jw_selector *s, const jw_model *m)
{
    write_all(out, &(all_of){ s, NULL, 0 }, m);
}
