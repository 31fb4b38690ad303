/* JSON, written as it comes, so that a million rows need no tree. Two spaces of indent; short arrays and
 * objects that are opened "inline" stay on one line. */
#ifndef JW_BASE_JSON_OUT_H
#define JW_BASE_JSON_OUT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { JW_JSON_DEPTH = 1024 }; /* far more than any input may be nested (limits.h) */

typedef struct {
    FILE *stream;           /* NULL: of a part */
    GString *text;          /* what is not yet written to it */
    int depth, inline_from; /* inline_from: the depth from which all stands on one line; 0 = none */
    bool filled[JW_JSON_DEPTH];
    bool after_key;
} jw_json_out;

void jw_json_begin(jw_json_out *out, FILE *stream);
/* A newline after the last value; nothing may be open. */
void jw_json_end(jw_json_out *out);

/* A part of a long list, for another thread to write. opened: a copy of `out` from where the list has been
 * opened. first: no part stands before it. `part` is all zero, or has been taken. Parts are taken in their
 * order, one at a time. */
void jw_json_begin_part(jw_json_out *part, const jw_json_out *opened, bool first);
void jw_json_take_part(jw_json_out *out, jw_json_out *part);
void jw_json_end_part(jw_json_out *part);

/* bracket: '{' or '['. */
void jw_json_open(jw_json_out *out, char bracket);
void jw_json_open_inline(jw_json_out *out, char bracket);
void jw_json_close(jw_json_out *out, char bracket); /* '}' or ']' */
void jw_json_key(jw_json_out *out, const char *key);

void jw_json_string(jw_json_out *out, const char *text); /* NULL is written as null */
void jw_json_number(jw_json_out *out, double value);     /* NAN is written as null */
void jw_json_bool(jw_json_out *out, bool value);
void jw_json_null(jw_json_out *out);

/* A value that is JSON already, on one line. */
void jw_json_raw(jw_json_out *out, const char *json);

/* key and value in one call. */
void jw_json_put_string(jw_json_out *out, const char *key, const char *text);
void jw_json_put_number(jw_json_out *out, const char *key, double value);
void jw_json_put_bool(jw_json_out *out, const char *key, bool value);

#endif
