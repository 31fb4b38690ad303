/* The model that was recognized, as a person would write it: a line a column. */
#include "base/json_out.h"
#include "base/number.h"
#include "base/words.h"
#include "io/recognize_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Cells ---- */

/* A text for an attribute of that type. */
static void put_value(jw_json_out *out, const char *text, jw_type type)
{
    if (!*text)
        jw_json_null(out);
    else if (type == JW_BOOL)
        jw_json_bool(out, strcmp(text, "true") == 0);
    else
        jw_json_string(out, text);
}

/* What stands in place of the name of who holds a post. */
static const char *const usual_states[] = { "Vacant", "Eliminated" };

/* { "column": "党组织", "map": { "党支部": "branch" } }, of the words that the column has and that are known.
 */
static void put_map(jw_json_out *out, const jw_column *c, jw_words words, jw_type type, bool has_else)
{
    jw_json_open_inline(out, '{');
    jw_json_put_string(out, "column", c->name);
    jw_json_key(out, "map");
    jw_json_open_inline(out, '{');
    for (guint i = 0; i < c->order->len; i++) {
        const char *text = g_ptr_array_index(c->order, i), *meaning = jw_meaning_of_word(words, text);
        if (!meaning || (has_else && !*meaning)) continue;
        jw_json_key(out, text);
        put_value(out, meaning, type);
    }
    for (size_t i = 0; has_else && i < G_N_ELEMENTS(usual_states);
         i++) { /* next year's register may have them */
        if (g_hash_table_contains(c->values, usual_states[i])) continue;
        jw_json_key(out, usual_states[i]);
        put_value(out, jw_meaning_of_word(words, usual_states[i]), type);
    }
    jw_json_close(out, '}');
    if (has_else) {
        jw_json_key(out, "else");
        jw_json_null(out);
    }
    jw_json_close(out, '}');
}

/* A word of a column that says nothing: one that names nobody, or no posts at all. */
static bool is_void(const char *text, int meaning)
{
    double number;
    return jw_is_none_word(text) || (meaning == JW_COUNT && jw_read_number(text, &number) && number == 0);
}

/* "街道", or { "column": "街道", "none": ["无"] }. */
static void put_text_column(jw_json_out *out, const jw_column *c, int meaning)
{
    bool any = false;
    for (guint i = 0; i < c->order->len; i++) {
        const char *text = g_ptr_array_index(c->order, i);
        if (!is_void(text, meaning)) continue;
        if (!any) {
            jw_json_open_inline(out, '{');
            jw_json_put_string(out, "column", c->name);
            jw_json_key(out, "none");
            jw_json_open_inline(out, '[');
        }
        any = true;
        jw_json_string(out, text);
    }
    if (!any) {
        jw_json_string(out, c->name);
        return;
    }
    jw_json_close(out, ']');
    jw_json_close(out, '}');
}

/* True if the reader of registers understands every cell without a map. */
static bool is_plain(const jw_column *c, jw_words words)
{
    static const char flags[] = "|是|否|true|false|yes|no|1|0|有|无|√|×|TRUE|FALSE|Yes|No|";
    for (guint i = 0; i < c->order->len; i++) {
        const char *text = g_ptr_array_index(c->order, i), *meaning = jw_meaning_of_word(words, text);
        g_autofree char *between = g_strdup_printf("|%s|", text);
        bool same = meaning && strcmp(meaning, text) == 0;
        if (!same && !(words == JW_WORDS_FLAG && strstr(flags, between))) return false;
    }
    return true;
}

static void put_column(jw_json_out *out, const jw_column *c, jw_words words, jw_type type, bool has_else)
{
    if (is_plain(c, words) && !has_else)
        jw_json_string(out, c->name);
    else
        put_map(out, c, words, type, has_else);
}

static void put_attribute(jw_json_out *out, const jw_column *c, const jw_guess *g)
{
    bool is_other = g->meaning == JW_MEANS_OTHER, is_founded = g->meaning == JW_MEANS_FOUNDED;
    jw_json_key(out, is_other ? c->name : is_founded ? "founded" : jw_builtin_attributes[g->meaning].is.name);
    if (is_other || is_founded || g->meaning == JW_COUNT || g->meaning == JW_STREET ||
        g->meaning == JW_INDUSTRY || g->meaning == JW_SECTOR || g->meaning == JW_LEVEL)
        put_text_column(out, c, g->meaning);
    else if (g->meaning == JW_ORGANIZATION)
        put_column(out, c, JW_WORDS_ORGANIZATION, JW_STRING, false);
    else if (g->meaning == JW_RATING)
        put_column(out, c, JW_WORDS_RATING, JW_STRING, false);
    else if (g->meaning == JW_STATE)
        put_column(out, c, JW_WORDS_STATE, JW_STRING, g->by_holder);
    else if (jw_builtin_attributes[g->meaning].is.type == JW_BOOL)
        put_column(out, c, JW_WORDS_FLAG, JW_BOOL, false);
    else
        jw_json_string(out, c->name);
}

/* ---- A register ---- */

static bool is_attribute(const jw_guess *g)
{
    return (g->meaning >= 0 && g->meaning < JW_BUILTIN_ATTRIBUTES) || g->meaning == JW_MEANS_OTHER ||
           g->meaning == JW_MEANS_FOUNDED;
}

static bool has_any(const jw_found_table *f, bool (*is)(const jw_guess *g))
{
    for (size_t i = 0; i < f->t->n_columns; i++)
        if (is(&f->guesses[i])) return true;
    return false;
}

static bool is_link(const jw_guess *g)
{
    return jw_link_of_meaning(g->meaning) != NULL;
}

/* The words of the column that name nobody. */
static void put_none(jw_json_out *out, const jw_column *c)
{
    bool any = false;
    for (guint i = 0; i < c->order->len; i++) {
        const char *text = g_ptr_array_index(c->order, i);
        if (!jw_is_none_word(text)) continue;
        if (!any) jw_json_key(out, "none");
        if (!any) jw_json_open_inline(out, '[');
        any = true;
        jw_json_string(out, text);
    }
    if (any) jw_json_close(out, ']');
}

static void put_link(jw_json_out *out, const jw_column *c, const jw_guess *g)
{
    jw_json_open_inline(out, '{');
    jw_json_put_string(out, "kind", jw_link_of_meaning(g->meaning));
    jw_json_put_string(out, g->meaning == JW_MEANS_JOINS ? "to" : "from", c->name);
    put_none(out, c);
    jw_json_close(out, '}');
}

static void put_identity(jw_json_out *out, const jw_found_table *f)
{
    jw_json_key(out, "kind");
    if (f->kind >= 0)
        put_column(out, &f->t->columns[f->kind], JW_WORDS_KIND, JW_STRING, false);
    else
        jw_json_string(out, f->constant_kind);
    jw_json_put_string(out, "id", f->id_template ? f->id_template : f->t->columns[f->id].name);
    if (f->name >= 0) jw_json_put_string(out, "name", f->t->columns[f->name].name);
}

static void put_register(jw_json_out *out, const jw_found_table *f)
{
    jw_json_open(out, '{');
    jw_json_put_string(out, "file", f->file);
    if (f->t->sheet) jw_json_put_string(out, "sheet", f->t->sheet);
    put_identity(out, f);
    if (has_any(f, is_attribute)) {
        jw_json_key(out, "attributes");
        jw_json_open(out, '{');
        for (size_t i = 0; i < f->t->n_columns; i++)
            if (is_attribute(&f->guesses[i])) put_attribute(out, &f->t->columns[i], &f->guesses[i]);
        jw_json_close(out, '}');
    }
    if (has_any(f, is_link)) {
        jw_json_key(out, "links");
        jw_json_open(out, '[');
        for (size_t i = 0; i < f->t->n_columns; i++)
            if (is_link(&f->guesses[i])) put_link(out, &f->t->columns[i], &f->guesses[i]);
        jw_json_close(out, ']');
    }
    jw_json_close(out, '}');
}

/* ---- The model ---- */

static bool has_meaning(const jw_recognition *r, int meaning)
{
    for (guint i = 0; i < r->tables->len; i++) {
        const jw_found_table *f = g_ptr_array_index(r->tables, i);
        for (size_t k = 0; k < f->t->n_columns; k++)
            if (f->guesses[k].meaning == meaning) return true;
    }
    return false;
}

static void put_declarations(jw_json_out *out)
{
    jw_json_key(out, "attributes");
    jw_json_open(out, '{');
    jw_json_key(out, "founded");
    jw_json_open_inline(out, '{');
    jw_json_put_string(out, "type", "date");
    jw_json_put_string(out, "zh", "成立日期");
    jw_json_put_string(out, "en", "Founded");
    jw_json_close(out, '}');
    jw_json_close(out, '}');
}

static void put_core(jw_json_out *out, const jw_recognition *r)
{
    jw_json_open_inline(out, '{');
    jw_json_put_string(out, "id", r->core);
    jw_json_put_string(out, "kind", "core");
    jw_json_put_string(out, "name", jw_word(r->lang, "new.core"));
    jw_json_put_bool(out, "illustrative", true);
    jw_json_close(out, '}');
}

static void put_unit(jw_json_out *out, const jw_recognition *r, const jw_made_unit *unit)
{
    jw_json_open_inline(out, '{');
    jw_json_put_string(out, "id", unit->id);
    jw_json_put_string(out, "kind", unit->kind);
    if (r->needs_core) jw_json_put_string(out, "under", r->core);
    if (unit->is_street) jw_json_put_string(out, "street", unit->id);
    if (unit->is_street) jw_json_put_bool(out, "illustrative", true);
    jw_json_close(out, '}');
}

static void put_units(jw_json_out *out, const jw_recognition *r)
{
    if (!r->needs_core && !r->made->len) return;
    jw_json_key(out, "units");
    jw_json_open(out, '[');
    if (r->needs_core) put_core(out, r);
    for (guint i = 0; i < r->made->len; i++) put_unit(out, r, &g_array_index(r->made, jw_made_unit, i));
    jw_json_close(out, ']');
}

static void put_links(jw_json_out *out, const jw_recognition *r)
{
    if (!r->links->len) return;
    jw_json_key(out, "links");
    jw_json_open(out, '[');
    for (guint i = 0; i < r->links->len; i++) {
        const jw_found_link *link = &g_array_index(r->links, jw_found_link, i);
        jw_json_open_inline(out, '{');
        jw_json_put_string(out, "kind", link->kind);
        jw_json_put_string(out, "from", link->from);
        jw_json_put_string(out, "to", link->to);
        jw_json_close(out, '}');
    }
    jw_json_close(out, ']');
}

static void put_registers(jw_json_out *out, const jw_recognition *r)
{
    bool any = false;
    for (guint i = 0; i < r->tables->len; i++) {
        const jw_found_table *f = g_ptr_array_index(r->tables, i);
        if (f->is_links) continue;
        if (!any) jw_json_key(out, "registers");
        if (!any) jw_json_open(out, '[');
        any = true;
        put_register(out, f);
    }
    if (any) jw_json_close(out, ']');
}

static void put_attach(jw_json_out *out)
{
    jw_json_key(out, "attach");
    jw_json_open(out, '[');
    jw_json_open_inline(out, '{');
    jw_json_key(out, "to");
    jw_json_open_inline(out, '{');
    jw_json_put_string(out, "kind", "block");
    jw_json_close(out, '}');
    jw_json_put_string(out, "by", "street");
    jw_json_put_string(out, "link", "guides");
    jw_json_close(out, '}');
    jw_json_close(out, ']');
}

char *jw_recognition_json(const jw_recognition *r)
{
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    jw_json_out out;
    jw_json_begin(&out, stream);
    jw_json_open(&out, '{');
    jw_json_put_number(&out, "jingwei", 1);
    jw_json_put_string(&out, "name", r->name);
    jw_json_put_string(&out, "lang", r->lang == JW_ZH ? "zh" : "en");
    if (has_meaning(r, JW_MEANS_FOUNDED)) put_declarations(&out);
    put_units(&out, r);
    put_links(&out, r);
    put_registers(&out, r);
    if (r->by_street) put_attach(&out);
    jw_json_close(&out, '}');
    jw_json_end(&out);
    fclose(stream);
    return text;
}
