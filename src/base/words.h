/* Wording: everything a person reads, in Chinese and English, in one table (words.c). */
#ifndef JW_BASE_WORDS_H
#define JW_BASE_WORDS_H

#include "jingwei/diag.h"

/* The words of `key` ("status.full") in a language; the key itself if the table has no such row, so that a
 * missing row shows. The string is static. */
const char *jw_word(jw_lang lang, const char *key);

/* The same, NULL if there is no such row. */
const char *jw_word_or_null(jw_lang lang, const char *key);

/* The key of the i-th row; NULL past the last. For tests of the table. */
const char *jw_word_key(size_t i);

/* A sentence of the table with its {places} filled in: at most 8 pairs of name and value, ended by NULL.
 * A value that begins with '@' is itself looked up. The caller frees it with free(). */
char *jw_sentence(jw_lang lang, const char *key, ...) __attribute__((sentinel));

/* The sentence `text` with {places} filled from `names` and `values` (n of each, NULL value = empty). */
char *jw_fill(jw_lang lang, const char *text, size_t n, const char *const *names, const char *const *values);

/* What an errno means, as a value for a sentence or a finding: "@errno.ENOSPC", which is looked up there; of
 * rare ones the words of the system. */
const char *jw_errno_value(int error);

#endif
