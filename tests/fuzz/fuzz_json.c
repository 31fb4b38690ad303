/* Fuzz target for the JSON reader: no text may crash it, and of every value of a text that it accepts, place
 * and path must be true.
 *
 *     clang -g -O1 -fsanitize=fuzzer,address,undefined -Iinclude -Isrc tests/fuzz/fuzz_json.c src/io/json*.c
 * \ src/base/diag.c src/base/words.c $(pkg-config --cflags --libs glib-2.0 libcjson) -o fuzz_json
 *     ./fuzz_json -max_len=4096 */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "io/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The character at a place, found by counting from the start. */
static char character_at(const char *text, size_t size, jw_place place)
{
    uint32_t line = 1, column = 1;
    size_t i = size >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3) ? 3 : 0;
    for (; i < size && (line < place.line || column < place.column); i++) {
        if (text[i] == '\n') {
            line++;
            column = 1;
        } else if (i + 1 == size || (text[i + 1] & 0xC0) != 0x80) {
            column++;
        }
    }
    g_assert(i < size && line == place.line && column == place.column);
    return text[i];
}

static void check_value(const char *text, size_t size, jw_jv at)
{
    static const char *const starts[] = { "@json.object",  "{",  "@json.array",  "[",
                                          "@json.string",  "\"", "@json.null",   "n",
                                          "@json.boolean", "tf", "@json.number", "-0123456789" };
    char first = character_at(text, size, jw_jv_place(at));
    for (size_t i = 0; i < G_N_ELEMENTS(starts); i += 2)
        g_assert(strcmp(starts[i], jw_jv_type(at)) != 0 || strchr(starts[i + 1], first));
    g_assert(!jw_jv_key(at) || character_at(text, size, jw_jv_key_place(at)) == '"');
    char *path = jw_jv_path(at);
    g_assert((*path == '\0') == (at.index == 0));
    g_assert(g_utf8_validate(path, -1, NULL));
    free(path);
}

/* Children before their container, so that paths are asked in an order of which none is easy. */
static void check_tree(const char *text, size_t size, jw_jv at)
{
    for (jw_jv child = jw_jv_first(at); jw_jv_present(child); child = jw_jv_next(child))
        check_tree(text, size, child);
    check_value(text, size, at);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    jw_limits limits = jw_limits_default();
    limits.json_depth = 20;
    limits.json_values = 500;
    jw_diags *diags = jw_diags_new();
    jw_json *doc = jw_json_parse((const char *)data, size, "fuzz.json", &limits, diags);
    g_assert(!doc == (jw_diags_count(diags, JW_ERROR) > 0));
    if (doc) check_tree((const char *)data, size, jw_json_root(doc));
    for (size_t i = 0; i < jw_diags_size(diags); i++) {
        const jw_diag *finding = jw_diags_get(diags, i);
        g_assert(strcmp(finding->code, "json-tree") != 0); /* cJSON must agree with what was let through */
        free(jw_diag_message(finding, JW_ZH));
    }
    jw_json_free(doc);
    jw_diags_free(diags);
    return 0;
}
