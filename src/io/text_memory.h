/* The numbers of texts that stand in a column again and again, remembered by one thread.
 *
 * Most texts of a large register stand in it once; some ten thousand, the streets, industries and leads,
 * stand in every row. Those each thread remembers, with the number that the model's strings gave them: so
 * they are looked up on all threads, and what is looked up one row after the other is what is new. */
#ifndef JW_IO_TEXT_MEMORY_H
#define JW_IO_TEXT_MEMORY_H

#include "base/strings.h"

/* A text with its jw_strings_hash. */
typedef struct {
    const char *text; /* NULL: absent */
    uint32_t length, hash;
} jw_hashed_text;

typedef struct jw_text_memory jw_text_memory;

/* Small; it grows, up to two megabytes, if it fills and texts do stand there again. */
jw_text_memory *jw_text_memory_new(void);
void jw_text_memory_free(jw_text_memory *m); /* takes NULL */

/* The number of a text, or 0: it is not remembered, or absent. */
jw_str jw_text_memory_recall(jw_text_memory *m, const jw_hashed_text *t);
/* Remembers the number of a text that it did not recall, unless the text is long or a more frequent one is
 * there. */
void jw_text_memory_remember(jw_text_memory *m, const jw_hashed_text *t, jw_str number);
/* Fetches what recall is going to look at. */
void jw_text_memory_expect(const jw_text_memory *m, uint32_t hash);

#endif
