/* Strict JSON, with a place for every value.
 *
 * A document is read whole. Either all of it is good and there is a tree to walk, or there is an error in the
 * list of diagnostics that says on which line and in which column, and nothing to walk:
 *
 *     jw_json *doc = jw_json_parse(text, length, "model.json", &limits, diags);
 *     if (!doc) return false;                          // diags says why
 *     jw_jv units = jw_jv_get(jw_json_root(doc), "units");
 *     for (jw_jv unit = jw_jv_first(units); jw_jv_present(unit); unit = jw_jv_next(unit)) {
 *         const char *id;
 *         if (jw_jv_string(jw_jv_get(unit, "id"), diags, &id)) printf("%s\n", id);
 *     }
 *     jw_json_free(doc);
 *
 * A jw_jv ("JSON value") is a cursor: three words, passed by value, never freed, good until its document is.
 * It is either on a value or absent; every function takes an absent one, so look-ups can be chained and only
 * the end of the chain is asked.
 *
 * Strict means RFC 8259 and UTF-8, and beyond these: no key twice in one object (compared after unescaping,
 * case matters), no text after the value, no \u0000, no unpaired surrogate, no number beyond the range of a
 * double. A byte order mark at the very start is skipped and has no column. Numbers are doubles: whole
 * numbers are exact to 2^53, and one too small for a double is 0.
 *
 * Lines and columns count from 1; a line ends with "\n", and a column is one code point (a tab is one, too).
 *
 * One document belongs to one thread at a time: paths leave a trail in it, even when it is const. */
#ifndef JW_IO_JSON_H
#define JW_IO_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cjson/cJSON.h>

#include <jingwei/diag.h>
#include <jingwei/limits.h>

typedef struct jw_json jw_json;

/* A cursor. `index` is the number of the value in reading order (the root is 0, the next value to begin
 * is 1...); with it the places are found. Look at `node` as you like, but walk with the functions below. */
typedef struct {
    const jw_json *doc;
    const cJSON *node; /* NULL: absent */
    uint32_t index;
} jw_jv;

/* Reads text[0..length-1], which is copied and need not end in NUL. `file` is the name for messages and may
 * be NULL. `limits` bounds bytes, levels of nesting (never more than the 1000 of cJSON), values, and the
 * bytes of one string or key as they stand in the file. NULL after at least one error has been added to
 * `diags`: what breaks the grammar ends the reading there; of keys given twice, the first in each object is
 * listed, up to 20 objects. O(length), and O(n log n) for the keys of an object with n of them. Takes 80 to
 * 140 bytes a value beyond the text, most of it cJSON's. */
jw_json *jw_json_parse(const char *text, size_t length, const char *file, const jw_limits *limits,
                       jw_diags *diags);

/* Frees the document with all its strings; takes NULL. */
void jw_json_free(jw_json *doc);

/* ---- Walking ---- */

jw_jv jw_json_root(const jw_json *doc);

bool jw_jv_present(jw_jv value);

/* The value of a key, case-sensitive; absent if there is no such key or this is no object. O(keys of the
 * object): to read all of a large object, walk it. */
jw_jv jw_jv_get(jw_jv object, const char *key);

/* The members of an object or elements of an array in file order; absent after the last, and for a container
 * that is empty or is none. O(1) each. */
jw_jv jw_jv_first(jw_jv container);
jw_jv jw_jv_next(jw_jv sibling);

/* The key under which the value stands in its object, unescaped; NULL in an array, at the root, or if absent.
 */
const char *jw_jv_key(jw_jv value);

/* How many members or elements; 0 for anything else. O(members). */
size_t jw_jv_size(jw_jv container);

/* ---- Where it stands ---- */

/* The first character of the value; of its key (of the value itself, where it has no key). Line and column
 * are 0 if absent. The file's name belongs to the document. O(1): at most 512 bytes of text are looked at,
 * plus the length of the key. */
jw_place jw_jv_place(jw_jv value);
jw_place jw_jv_key_place(jw_jv value);

/* The way from the root: "units[12].kind", and ["a b"] for a key that is not a plain word; "" for the root or
 * an absent value. The caller frees it with free(). Asking in file order costs O(document) for all questions
 * together; one that goes back may cost that much by itself, so it is for messages only. */
char *jw_jv_path(jw_jv value);

/* ---- Reading with a message ---- */

/* True, with *out set, if the value is of that type. Otherwise false, *out as it was, and one error
 * "wrong-type" in `diags`. With diags NULL they only ask. An absent value is false and adds nothing: whether
 * it had to be there, and what to say, only the caller knows. The string belongs to the document. */
bool jw_jv_string(jw_jv value, jw_diags *diags, const char **out);
bool jw_jv_number(jw_jv value, jw_diags *diags, double *out);
bool jw_jv_bool(jw_jv value, jw_diags *diags, bool *out);
bool jw_jv_is_object(jw_jv value, jw_diags *diags);
bool jw_jv_is_array(jw_jv value, jw_diags *diags);

/* The wording key of its type: "@json.object", "@json.array", "@json.string", "@json.number", "@json.boolean"
 * or
 * "@json.null"; NULL if absent. */
const char *jw_jv_type(jw_jv value);

/* Adds a finding about this value, with place and path filled in. The strings are copied; all but the code
 * may be NULL. jw_jv_report_key puts it at the key instead: for an unknown key or a bad name. */
void jw_jv_report(jw_jv at, jw_diags *diags, jw_severity severity, const char *code, const char *found,
                  const char *expected, const char *nearest);
void jw_jv_report_key(jw_jv at, jw_diags *diags, jw_severity severity, const char *code, const char *found,
                      const char *expected, const char *nearest);

#endif
