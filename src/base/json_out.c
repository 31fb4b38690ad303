#include "base/json_out.h"

#include "base/number.h"

#include <assert.h>
#include <string.h>

void jw_json_begin(jw_json_out *out, FILE *stream)
{
    memset(out, 0, sizeof *out);
    out->stream = stream;
}

void jw_json_end(jw_json_out *out)
{
    assert(out->depth == 0);
    fputc('\n', out->stream);
}

static void new_line(jw_json_out *out)
{
    fputc('\n', out->stream);
    for (int i = 0; i < out->depth; i++) fputs("  ", out->stream);
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
    if (!first) fputc(',', out->stream);
    if (!out->inline_from)
        new_line(out);
    else if (!first)
        fputc(' ', out->stream);
}

void jw_json_open(jw_json_out *out, char bracket)
{
    separate(out);
    assert(out->depth + 1 < JW_JSON_DEPTH);
    out->filled[++out->depth] = false;
    fputc(bracket, out->stream);
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
    fputc(bracket, out->stream);
}

static void quote(FILE *stream, const char *text)
{
    fputc('"', stream);
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        static const char plain[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
        const char *special = strchr(plain, *p);
        if (special)
            fprintf(stream, "\\%c", letters[special - plain]);
        else if (*p < 0x20 || *p == 0x7F)
            fprintf(stream, "\\u%04x", *p);
        else
            fputc(*p, stream);
    }
    fputc('"', stream);
}

void jw_json_key(jw_json_out *out, const char *key)
{
    separate(out);
    quote(out->stream, key);
    fputs(": ", out->stream);
    out->after_key = true;
}

void jw_json_string(jw_json_out *out, const char *text)
{
    separate(out);
    if (text)
        quote(out->stream, text);
    else
        fputs("null", out->stream);
}

void jw_json_number(jw_json_out *out, double value)
{
    char text[JW_NUMBER_SIZE];
    jw_format_number(text, value);
    separate(out);
    fputs(text, out->stream);
}

void jw_json_bool(jw_json_out *out, bool value)
{
    separate(out);
    fputs(value ? "true" : "false", out->stream);
}

void jw_json_null(jw_json_out *out)
{
    jw_json_string(out, NULL);
}

void jw_json_raw(jw_json_out *out, const char *json)
{
    separate(out);
    fputs(json, out->stream);
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
