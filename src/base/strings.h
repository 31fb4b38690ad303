/* A pool of distinct strings. Each is kept once and named by a small number, so that a million units hold
 * four bytes where they would hold a pointer and a copy, and equality is one comparison. Only texts that were
 * put there by jw_strings_put may be there twice.
 *
 * GHashTable would do, at three to four times the memory: the pool keeps the texts end to end in blocks and
 * hashes by index. */
#ifndef JW_BASE_STRINGS_H
#define JW_BASE_STRINGS_H

#include <stddef.h>
#include <stdint.h>

typedef uint32_t jw_str; /* 0: no string (absent), which is not the empty one */

typedef struct jw_strings jw_strings;

jw_strings *jw_strings_new(void);
void jw_strings_free(jw_strings *pool);

/* The number of `text`, which is added if it is new. NULL gives 0. O(length) expected. */
jw_str jw_strings_add(jw_strings *pool, const char *text);
jw_str jw_strings_add_length(jw_strings *pool, const char *text, size_t length);

/* The same in two steps, of which the first can be done elsewhere beforehand. */
uint32_t jw_strings_hash(const char *text, size_t length);
jw_str jw_strings_add_hashed(jw_strings *pool, const char *text, size_t length, uint32_t hash);
void jw_strings_expect_hash(const jw_strings *pool, uint32_t hash);

/* Keeps a text without asking whether the pool holds it, under a number that is no other text's: for names,
 * of which a million are stored and hardly one is looked up. The pool does not know it: jw_strings_find and
 * _add are as if it were not there. O(length), with no cache miss. */
jw_str jw_strings_put(jw_strings *pool, const char *text, size_t length);
/* The number under which the pool knows the text of `s`: that of an equal text, else s from now on. */
jw_str jw_strings_know(jw_strings *pool, jw_str s);

/* Makes room for so many more texts, of which the pool is to know the first. A guess will do; what is not
 * used costs next to nothing. */
void jw_strings_make_room(jw_strings *pool, uint32_t known, uint32_t put);

/* A pool with the same texts under the same numbers. */
jw_strings *jw_strings_copy(const jw_strings *pool);

/* Starts to fetch what jw_strings_add of that text will read. Of a million names most are new, and each is a
 * cache miss that other work can go on beside. text may be NULL. */
void jw_strings_expect(const jw_strings *pool, const char *text);

/* The number of `text`, or 0 if the pool does not know it. */
jw_str jw_strings_find(const jw_strings *pool, const char *text);
jw_str jw_strings_find_hashed(const jw_strings *pool, const char *text, size_t length, uint32_t hash);

/* The text of a number; NULL for 0. It stays where it is as long as the pool lives. */
const char *jw_strings_get(const jw_strings *pool, jw_str s);

/* One more than the largest number given out. */
uint32_t jw_strings_size(const jw_strings *pool);

/* Bytes held. */
size_t jw_strings_bytes(const jw_strings *pool);

#endif
