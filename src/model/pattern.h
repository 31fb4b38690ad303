/* Patterns: the product of named values, and texts with places for them.
 *
 *     n = 1 … 2, street = 观湖, 民治        4 combinations, the last name runs fastest
 *     "b-{n:02}-{street}"                   b-01-观湖, b-01-民治, b-02-观湖, b-02-民治
 *
 * In a text {name} stands for a value and {name:02} for a whole number filled up with zeros to two digits; {{
 * and }} are a brace each. */
#ifndef JW_MODEL_PATTERN_H
#define JW_MODEL_PATTERN_H

#include <stdbool.h>
#include <stdint.h>

typedef struct jw_pattern jw_pattern;

jw_pattern *jw_pattern_new(void);
void jw_pattern_free(jw_pattern *p);

/* Adds a name that takes the whole numbers from … to (from ≤ to), or the words added to it one by one. */
void jw_pattern_add_range(jw_pattern *p, const char *name, int64_t from, int64_t to);
void jw_pattern_add_name(jw_pattern *p, const char *name);
void jw_pattern_add_word(jw_pattern *p, const char *word); /* of the name added last */

/* How many combinations there are; UINT64_MAX if more than that. 1 for a pattern without names. */
uint64_t jw_pattern_size(const jw_pattern *p);

/* Makes combination i < size the one that texts are filled from. */
void jw_pattern_choose(jw_pattern *p, uint64_t i);

/* What is wrong with a text: unknown-placeholder (found: the name), bad-template (a brace that is not closed;
 * found: the text), bad-padding (found: the place, "{n:2x}"), not-a-number (found: the value that cannot be
 * filled up). */
typedef struct {
    const char *code;
    char *found;          /* g_free */
    const char *expected; /* or NULL */
    const char *nearest;  /* of the pattern's names, or NULL */
} jw_template_fault;

/* The text with its places filled; g_free it. NULL if it has a fault. O(length · names). */
char *jw_pattern_fill(const jw_pattern *p, const char *text, jw_template_fault *fault);

#endif
