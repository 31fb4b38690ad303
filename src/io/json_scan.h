/* Inside json.c only: the two passes that run before cJSON.
 *
 * jw_json_lines turns a byte offset into line and column. jw_json_scan checks the grammar and notes where
 * each value starts. After it has returned true, cJSON can neither misread the text nor refuse it.
 *
 * The notes of {"a": [10, 20], "b": {}}; a value's first child is the next row, its next sibling is row
 * `end`:
 *
 *     index   value      start   end
 *       0     {...}        0      5
 *       1     [10, 20]     6      4
 *       2     10           7      3
 *       3     20          11      4
 *       4     {}          21      5
 */
#ifndef JW_IO_JSON_SCAN_H
#define JW_IO_JSON_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include <jingwei/diag.h>
#include <jingwei/limits.h>

/* Line and column at the start of every block of the text. */
typedef struct {
    const char *text;
    struct jw_json_mark {
        uint32_t line, column;
    } * marks;
} jw_json_lines;

void jw_json_lines_init(jw_json_lines *lines, const char *text, uint32_t length);
void jw_json_lines_clear(jw_json_lines *lines);

/* The place of the character that begins at text[offset]; offset may be the length of the text. O(1). */
jw_place jw_json_lines_place(const jw_json_lines *lines, uint32_t offset, const char *file);

typedef struct {
    uint32_t start; /* offset of the first byte */
    uint32_t end;   /* index of the first value after this one and all inside it */
} jw_json_span;

typedef struct {
    jw_json_span *spans; /* g_free */
    uint32_t count;
} jw_json_spans;

/* Checks text[0..length-1], where text[length] must be NUL, and lists its values; or adds one error and
 * returns false with *out empty. The text is changed in one respect: a number longer than cJSON can read is
 * rewritten shorter and filled up with spaces, so that no offset moves. */
bool jw_json_scan(char *text, uint32_t length, const jw_json_lines *lines, const char *file,
                  const jw_limits *limits, jw_diags *diags, jw_json_spans *out);

#endif
