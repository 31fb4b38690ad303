#include "base/json_out.h"

#include "base/number.h"

#include <assert.h>
#include <string.h>

enum { MOST_HELD = 1 << 16 }; /* bytes */

void jw_json_begin(jw_json_out *out, FILE *stream)
{
    memset(out, 0, sizeof *out);
    out->stream = stream;
    out->text = g_string_sized_new(256);
}

static void write_out(jw_json_out *out)
{
    fwrite(out->text->str, 1, out->text->len, out->stream);
    g_string_truncate(out->text, 0);
}

void jw_json_end(jw_json_out *out)
{
    assert(out->depth == 0);
    g_string_append_c(out->text, '\n');
    write_out(out);
    g_string_free(out->text, TRUE);
    out->text = NULL;
}

void jw_json_begin_part(jw_json_out *part, const jw_json_out *opened, bool first)
{
    GString *text = part->text ? part->text : g_string_sized_new(MOST_HELD);
    *part = *opened;
    part->stream = NULL;
    part->text = text;
    part->filled[part->depth] = !first;
}

void jw_json_take_part(jw_json_out *out, jw_json_out *part)
{
    assert(part->depth == out->depth && !part->after_key);
    out->filled[out->depth] = part->filled[part->depth];
    write_out(out);
    fwrite(part->text->str, 1, part->text->len, out->stream);
    g_string_truncate(part->text, 0);
}

void jw_json_end_part(jw_json_out *part)
{
    if (part->text) g_string_free(part->text, TRUE);
    part->text = NULL;
}

static void new_line(jw_json_out *out)
{
    g_string_append_c(out->text, '\n');
    for (int i = 0; i < out->depth; i++) g_string_append(out->text, "  ");
}

/* What stands before a value or a key: a comma, and a new line or a space. */
static void separate(jw_json_out *out)
{
    if (out->after_key) {
        out->after_key = false;
        return;
    }
    if (out->depth == 0) return;
    bool first = !out->filled[out->depth];
    out->filled[out->depth] = true;
    if (!first) g_string_append_c(out->text, ',');
    if (!out->inline_from)
        new_line(out);
    else if (!first)
        g_string_append_c(out->text, ' ');
}

void jw_json_open(jw_json_out *out, char bracket)
{
    separate(out);
    assert(out->depth + 1 < JW_JSON_DEPTH);
    out->filled[++out->depth] = false;
    g_string_append_c(out->text, bracket);
}

void jw_json_open_inline(jw_json_out *out, char bracket)
{
    jw_json_open(out, bracket);
    if (!out->inline_from) out->inline_from = out->depth;
}

void jw_json_close(jw_json_out *out, char bracket)
{
    assert(out->depth > 0 && !out->after_key);
    bool filled = out->filled[out->depth], was_inline = out->inline_from != 0;
    if (out->inline_from == out->depth) out->inline_from = 0;
    out->depth--;
    if (filled && !was_inline) new_line(out);
    g_string_append_c(out->text, bracket);
    if (out->stream && out->text->len >= MOST_HELD) write_out(out);
}

/* By byte: 0 if it stands as it is, the letter behind the backslash, or 'u'. */
static char escape_of(unsigned char c)
{
    static const char escapes[128] = {
        ['"'] = '"',  ['\\'] = '\\', ['\b'] = 'b', ['\f'] = 'f',
        ['\n'] = 'n', ['\r'] = 'r',  ['\t'] = 't', [0x7F] = 'u',
    };
    if (c > 0x7F) return 0;
    return escapes[c] || c >= 0x20 ? escapes[c] : 'u';
}

static void quote(GString *to, const char *text)
{
    g_string_append_c(to, '"');
    for (const char *p = text; *p;) {
        size_t plain = 0;
        while (p[plain] && !escape_of((unsigned char)p[plain])) plain++;
        g_string_append_len(to, p, (gssize)plain);
        p += plain;
        if (!*p) break;
        char escape = escape_of((unsigned char)*p);
        if (escape == 'u')
            g_string_append_printf(to, "\\u%04x", (unsigned char)*p);
        else
            g_string_append_printf(to, "\\%c", escape);
        p++;
    }
    g_string_append_c(to, '"');
}

void jw_json_key(jw_json_out *out, const char *key)
{
    separate(out);
    quote(out->text, key);
    g_string_append(out->text, ": ");
    out->after_key = true;
}

void jw_json_string(jw_json_out *out, const char *text)
{
    separate(out);
    if (text)
        quote(out->text, text);
    else
        g_string_append(out->text, "null");
}

void jw_json_number(jw_json_out *out, double value)
{
    char text[JW_NUMBER_SIZE];
    jw_format_number(text, value);
    separate(out);
    g_string_append(out->text, text);
}

void jw_json_bool(jw_json_out *out, bool value)
{
    separate(out);
    g_string_append(out->text, value ? "true" : "false");
}

void jw_json_null(jw_json_out *out)
{
    jw_json_string(out, NULL);
}

void jw_json_raw(jw_json_out *out, const char *json)
{
    separate(out);
    g_string_append(out->text, json);
}

void jw_json_put_string(jw_json_out *out, const char *key, const char *text)
{
    jw_json_key(out, key);
    jw_json_string(out, text);
}

void jw_json_put_number(jw_json_out *out, const char *key, double value)
{
    jw_json_key(out, key);
    jw_json_number(out, value);
}

void jw_json_put_bool(jw_json_out *out, const char *key, bool value)
{
    jw_json_key(out, key);
    jw_json_bool(out, value);
}
