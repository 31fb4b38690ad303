/* Selectors as data: making them, freeing them, writing them as text. Reading text: select_text.c; asking a
 * model: select_bind.c. */
#include "model/select.h"

#include <glib.h>
#include <string.h>

jw_selector *jw_selector_new(const char *file)
{
    jw_selector *s = g_new0(jw_selector, 1);
    s->file = g_strdup(file);
    return s;
}

static void clear_condition(jw_condition *c)
{
    g_free(c->key);
    g_free(c->path);
    for (size_t i = 0; i < c->n_values; i++) g_free(c->values[i]);
    g_free(c->values);
    for (size_t i = 0; i < c->n_alternatives; i++) jw_selector_free(c->alternatives[i]);
    g_free(c->alternatives);
}

void jw_selector_free(jw_selector *s)
{
    if (!s) return;
    for (size_t i = 0; i < s->n_conditions; i++) clear_condition(&s->conditions[i]);
    g_free(s->conditions);
    g_free(s->file);
    g_free(s);
}

jw_selector *jw_selector_copy(const jw_selector *s)
{
    if (!s) return NULL;
    jw_selector *copy = jw_selector_new(s->file);
    for (size_t i = 0; i < s->n_conditions; i++) {
        const jw_condition *from = &s->conditions[i];
        jw_condition *to = jw_selector_add(copy, from->test, from->key);
        to->line = from->line;
        to->column = from->column;
        to->path = g_strdup(from->path);
        for (size_t k = 0; k < from->n_values; k++) jw_condition_add_value(to, from->values[k]);
        for (size_t k = 0; k < from->n_alternatives; k++)
            jw_condition_add_alternative(to, jw_selector_copy(from->alternatives[k]));
    }
    return copy;
}

jw_condition *jw_selector_add(jw_selector *s, jw_test test, const char *key)
{
    s->conditions = g_renew(jw_condition, s->conditions, s->n_conditions + 1);
    jw_condition *c = &s->conditions[s->n_conditions++];
    *c = (jw_condition){ .test = test, .key = g_strdup(key) };
    return c;
}

void jw_condition_add_value(jw_condition *c, const char *value)
{
    c->values = g_renew(char *, c->values, c->n_values + 1);
    c->values[c->n_values++] = g_strdup(value);
}

void jw_condition_add_alternative(jw_condition *c, jw_selector *alternative)
{
    c->alternatives = g_renew(jw_selector *, c->alternatives, c->n_alternatives + 1);
    c->alternatives[c->n_alternatives++] = alternative;
}

/* A word stands bare if it holds nothing that the text form uses: marks, "..", and white space of any script.
 */
static bool stands_bare(const char *word)
{
    if (!*word || strpbrk(word, "\"\\(),|=!?<>") || strstr(word, "..")) return false;
    for (const char *p = word; *p; p = g_utf8_next_char(p))
        if (g_unichar_isspace(g_utf8_get_char(p))) return false;
    return true;
}

static void append_quoted(GString *out, const char *word)
{
    g_string_append_c(out, '"');
    for (const char *p = word; *p; p++) {
        if (*p == '"' || *p == '\\') g_string_append_c(out, '\\');
        g_string_append_c(out, *p);
    }
    g_string_append_c(out, '"');
}

static void append_word(GString *out, const char *word)
{
    if (stands_bare(word))
        g_string_append(out, word);
    else
        append_quoted(out, word);
}

/* A dot at the end of the first value would be read as one of the two dots that follow. */
static void append_range(GString *out, const char *low, const char *high)
{
    if (low) (g_str_has_suffix(low, ".") ? append_quoted : append_word)(out, low);
    g_string_append(out, "..");
    if (high) append_word(out, high);
}

static void append_selector(GString *out, const jw_selector *s);

static void append_condition(GString *out, const jw_condition *c)
{
    if (c->test == JW_ANY) {
        g_string_append(out, "(");
        for (size_t i = 0; i < c->n_alternatives; i++) {
            g_string_append(out, i ? " | " : "");
            append_selector(out, c->alternatives[i]);
        }
        g_string_append(out, ")");
        return;
    }
    static const char *const operators[] = {
        [JW_ONE_OF] = "=", [JW_NOT_OF] = "!=", [JW_BETWEEN] = "=", [JW_EXISTS] = "?", [JW_MISSING] = "!?"
    };
    append_word(out, c->key);
    g_string_append(out, operators[c->test]);
    if (c->test == JW_BETWEEN) {
        append_range(out, c->values[0], c->values[1]);
        return;
    }
    for (size_t i = 0; i < c->n_values; i++) {
        g_string_append(out, i ? "," : "");
        append_word(out, c->values[i]);
    }
}

static void append_selector(GString *out, const jw_selector *s)
{
    for (size_t i = 0; i < s->n_conditions; i++) {
        g_string_append(out, i ? " " : "");
        append_condition(out, &s->conditions[i]);
    }
}

char *jw_selector_text(const jw_selector *s)
{
    GString *out = g_string_new(NULL);
    append_selector(out, s);
    return g_string_free(out, FALSE);
}
