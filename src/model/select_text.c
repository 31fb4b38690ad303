/* The text form of selectors, as typed after --where:
 *
 *     selector    = { condition }
 *     condition   = word ("=" | "!=") values | word (">=" | "<=") value | word "?" | word "!?"
 *                 | "(" selector { "|" selector } ")"
 *     values      = value { "," value } | [ value ] ".." [ value ]
 *     word, value = bare or "quoted", where \ takes the next character as it is */
#include "model/select.h"

#include <glib.h>
#include <string.h>

enum { DEEPEST = 32 };

typedef struct {
    const char *at, *shown;
    jw_diags *diags;
    int depth;
    const char *counted; /* up to here characters were counted: `column` is its own */
    uint32_t column;
} reader;

/* The column of `at`, which never moves back: counted from where it was asked before, not from the start. */
static uint32_t column_of(reader *r)
{
    r->column += (uint32_t)g_utf8_strlen(r->counted, r->at - r->counted);
    r->counted = r->at;
    return r->column;
}

static void *fail(reader *r, const char *expected)
{
    g_autofree char *found = *r->at ? g_utf8_substring(r->at, 0, 1) : NULL;
    jw_diags_add(r->diags, &(jw_diag){ .severity = JW_ERROR,
                                       .code = "selector-syntax",
                                       .found = found ? found : "@end-of-text",
                                       .place = { r->shown, 1, column_of(r) },
                                       .expected = expected });
    return NULL;
}

static void skip_space(reader *r)
{
    while (*r->at && g_unichar_isspace(g_utf8_get_char(r->at))) r->at = g_utf8_next_char(r->at);
}

static bool take(reader *r, const char *mark)
{
    if (!g_str_has_prefix(r->at, mark)) return false;
    r->at += strlen(mark);
    return true;
}

static char *read_quoted(reader *r)
{
    GString *word = g_string_new(NULL);
    for (r->at++; *r->at && *r->at != '"'; r->at++) {
        if (*r->at == '\\' && r->at[1]) r->at++;
        g_string_append_c(word, *r->at);
    }
    if (!take(r, "\"")) {
        g_string_free(word, TRUE);
        return fail(r, "\"");
    }
    return g_string_free(word, FALSE);
}

/* A bare word ends at white space, at a mark of the grammar, or (a value) at "..". */
static char *read_word(reader *r, bool is_value)
{
    if (*r->at == '"') return read_quoted(r);
    const char *start = r->at;
    while (*r->at && !strchr(is_value ? "\"(),|" : "\"(),|=!?<>", *r->at) &&
           !(is_value && g_str_has_prefix(r->at, "..")) && !g_unichar_isspace(g_utf8_get_char(r->at)))
        r->at = g_utf8_next_char(r->at);
    if (r->at == start) return fail(r, is_value ? "@selector.value" : "@selector.key");
    return g_strndup(start, (size_t)(r->at - start));
}

static bool ends_value(const reader *r)
{
    return !*r->at || strchr("),|", *r->at) || g_unichar_isspace(g_utf8_get_char(r->at));
}

/* After the first end of a range, or at its "..". */
static bool read_range(reader *r, jw_condition *c, const char *low)
{
    c->test = JW_BETWEEN;
    jw_condition_add_value(c, low);
    if (ends_value(r) && low) {
        jw_condition_add_value(c, NULL);
        return true;
    }
    g_autofree char *high = read_word(r, true);
    if (high) jw_condition_add_value(c, high);
    return high != NULL;
}

static bool read_values(reader *r, jw_condition *c)
{
    bool may_range = c->test == JW_ONE_OF;
    if (may_range && take(r, "..")) return read_range(r, c, NULL);
    do {
        g_autofree char *value = read_word(r, true);
        if (!value) return false;
        if (may_range && c->n_values == 0 && take(r, "..")) return read_range(r, c, value);
        jw_condition_add_value(c, value);
    } while (take(r, ","));
    return true;
}

/* After ">=" and "<=": a range that is open on one side. */
static bool read_end(reader *r, jw_condition *c, bool least)
{
    g_autofree char *value = read_word(r, true);
    if (!value) return false;
    jw_condition_add_value(c, least ? value : NULL);
    jw_condition_add_value(c, least ? NULL : value);
    return true;
}

static bool read_least(reader *r, jw_condition *c)
{
    return read_end(r, c, true);
}

static bool read_most(reader *r, jw_condition *c)
{
    return read_end(r, c, false);
}

static jw_selector *read_selector(reader *r);

static bool read_alternatives(reader *r, jw_condition *c)
{
    if (++r->depth > DEEPEST) {
        fail(r, "@selector.shallower");
        return false;
    }
    do {
        jw_selector *s = read_selector(r);
        if (!s) return false;
        jw_condition_add_alternative(c, s);
    } while (take(r, "|"));
    r->depth--;
    return take(r, ")") || fail(r, ")");
}

static bool read_condition(reader *r, jw_selector *s)
{
    uint32_t column = column_of(r);
    static const struct {
        const char *mark;
        bool (*read)(reader *r, jw_condition *c);
        jw_test test;
    } operators[] = { { "!=", read_values, JW_NOT_OF }, { "!?", NULL, JW_MISSING },
                      { ">=", read_least, JW_BETWEEN }, { "<=", read_most, JW_BETWEEN },
                      { "=", read_values, JW_ONE_OF },  { "?", NULL, JW_EXISTS } };
    jw_condition *c;
    if (take(r, "(")) {
        c = jw_selector_add(s, JW_ANY, "any");
        c->line = 1;
        c->column = column;
        return read_alternatives(r, c);
    }
    g_autofree char *key = read_word(r, false);
    if (!key) return false;
    for (size_t i = 0; i < G_N_ELEMENTS(operators); i++) {
        if (!take(r, operators[i].mark)) continue;
        c = jw_selector_add(s, operators[i].test, key);
        c->line = 1;
        c->column = column;
        return !operators[i].read || operators[i].read(r, c);
    }
    return fail(r, "= != >= <= ? !?");
}

static jw_selector *read_selector(reader *r)
{
    jw_selector *s = jw_selector_new(r->shown);
    for (skip_space(r); *r->at && !strchr("|)", *r->at); skip_space(r))
        if (!read_condition(r, s)) {
            jw_selector_free(s);
            return NULL;
        }
    return s;
}

jw_selector *jw_selector_parse(const char *text, const char *shown, jw_diags *diags)
{
    reader r = { .at = text, .shown = shown, .diags = diags, .counted = text, .column = 1 };
    const char *end;
    if (!g_utf8_validate(text, -1, &end)) {
        char byte[8];
        g_snprintf(byte, sizeof byte, "0x%02X", (unsigned char)*end);
        r.at = end;
        jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR,
                                        .code = "selector-syntax",
                                        .found = byte,
                                        .place = { shown, 1, column_of(&r) },
                                        .expected = "UTF-8" });
        return NULL;
    }
    jw_selector *s = read_selector(&r);
    if (s && *r.at) {
        jw_selector_free(s);
        return fail(&r, "@selector.key");
    }
    return s;
}
