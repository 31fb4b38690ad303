/* Diagnostics: what is wrong with an input, where, and what was expected there.
 *
 * Every call that reads something fills a list of these and returns; nothing in the library prints.
 * A list holds errors (nothing was loaded, or what was contradicts itself), warnings (it was, but look) and
 * notes (what was assumed). */
#ifndef JINGWEI_DIAG_H
#define JINGWEI_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { JW_ZH, JW_EN } jw_lang;

typedef enum { JW_ERROR, JW_WARNING, JW_NOTE } jw_severity;

/* A spot in a text file. line and column count from 1, column in characters (code points), not bytes;
 * 0 = not known. In a register, line is the line of the file on which the row begins. */
typedef struct {
    const char *file; /* as the user named it; NULL: no file */
    uint32_t line, column;
} jw_place;

/* One finding. Every string may be NULL except code; all belong to the list that holds the finding.
 * A `found` or `expected` that begins with '@' is the key of a word that is said in the reader's language. */
typedef struct {
    jw_severity severity;
    const char *code; /* stable and language-free: "unknown-kind" */
    jw_place place;
    const char *path;     /* inside the file: "units[12].kind"; in a register the column's name */
    const char *found;    /* what stood there */
    const char *expected; /* what may stand there */
    const char *nearest;  /* the known word nearest to `found`, where one is near enough */
} jw_diag;

typedef struct jw_diags jw_diags;

/* An empty list. Free it with jw_diags_free, which takes NULL. */
jw_diags *jw_diags_new(void);
void jw_diags_free(jw_diags *list);

/* Copies *finding, with all its strings, to the end of the list. A list of NULL drops it. O(1). */
void jw_diags_add(jw_diags *list, const jw_diag *finding);

/* How many findings have this severity; jw_diags_size counts all of them. O(1). */
size_t jw_diags_count(const jw_diags *list, jw_severity severity);
size_t jw_diags_size(const jw_diags *list);

/* The i-th finding in the order in which they were added; i < jw_diags_size. It belongs to the list. */
const jw_diag *jw_diags_get(const jw_diags *list, size_t i);

/* The sentence of one finding, without its place: “unknown kind "blok"; did you mean "block"?”.
 * The caller frees it with free(). */
char *jw_diag_message(const jw_diag *finding, jw_lang lang);

#ifdef __cplusplus
}
#endif

#endif
