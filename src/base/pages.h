/* Large blocks of memory on large pages: what is read at random all over many megabytes otherwise waits for
 * the tables of pages as long as for the memory itself, and each small page costs a fault when first written.
 */
#ifndef JW_BASE_PAGES_H
#define JW_BASE_PAGES_H

#include <stddef.h>

/* A block for free(): of JW_LARGE_BLOCK bytes or more it asks for large pages where the system has them. Only
 * for what is soon filled. NULL if there is no memory. */
enum { JW_LARGE_BLOCK = 8 << 20 };
void *jw_pages(size_t bytes);

#endif
