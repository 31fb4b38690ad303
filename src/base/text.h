/* Text: UTF-8 checks, order, and the cleaning of what spreadsheets hold. */
#ifndef JW_BASE_TEXT_H
#define JW_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Order of bytes, as strcmp, but NULL comes first. */
int jw_compare_bytes(const char *a, const char *b);

/* Order in which people count: runs of digits by value ("a2" < "a10"), all else by bytes; equal only if the
 * strings are the same. */
int jw_compare_natural(const char *a, const char *b);

/* True if `text` is "YYYY", "YYYY-MM" or "YYYY-MM-DD" and such a day exists. */
bool jw_is_date(const char *text);

/* Writes `text` as such a date to `out`: also takes 2022/7/7, 2022.7.7 and 2022年7月7日. False if it is none. */
bool jw_read_date(const char *text, char out[11]);

/* Takes white space (ASCII, U+00A0, U+3000) and a zero-width mark off both ends, in place; returns the start. */
char *jw_trim(char *text);
/* The same of *length bytes, without a change: the start, and in *length how many are left. */
const char *jw_trimmed(const char *text, size_t *length);

/* Full-width ASCII (U+FF01–U+FF5E) becomes plain, U+3000 a space; in place, as the text only shrinks. */
void jw_fold_width(char *text);

/* The first control character (C0, DEL, C1) in valid UTF-8, or 0. */
uint32_t jw_first_control(const char *text);

/* Valid UTF-8 as one line that a terminal shows as it stands: tabs and line breaks become a space each; what
 * else would steer the terminal or turn the text round (controls, bidi controls) its code, "\x1b", "\u202e".
 * NULL if there is nothing to change; else free it with free(). */
char *jw_visible(const char *text);

/* Number of code points in valid UTF-8. */
size_t jw_length(const char *text);

/* The word among n `known` that is nearest to `word`, or NULL if none is near: at most a third of the letters
 * differ (swaps of neighbours count once), or one holds the other whole. The first of equals. */
const char *jw_nearest(const char *word, const char *const *known, size_t n);

/* How far two words are: edits (Damerau–Levenshtein) in thousandths of the longer word's letters, 0 = the same;
 * SIZE_MAX = not near, or not UTF-8. Lets a caller that streams its words keep the nearest. */
size_t jw_distance(const char *a, const char *b);

#endif
