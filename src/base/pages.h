/* Large blocks of memory on large pages: what is read at random all over many megabytes otherwise waits for
 * the tables of pages as long as for the memory itself, and each small page costs a fault when first written.
 */
#ifndef JW_BASE_PAGES_H
#define JW_BASE_PAGES_H

#include <stddef.h>

/* A block for free() or g_free(), which begins on a line of the processor's cache: of JW_LARGE_BLOCK bytes or
 * more it asks for large pages where the system has them. Only for what is soon filled. As of g_malloc, the
 * program ends if there is no memory. */
enum { JW_LARGE_BLOCK = 2 << 20 };
void *jw_pages(size_t bytes);
/* The same, but NULL if there is no memory. */
void *jw_try_pages(size_t bytes);
/* Zeros, which take no memory before they are written, on large pages as above: not for free(), but for
 * jw_free_zero_pages with the same size, which takes NULL too. */
void *jw_zero_pages(size_t bytes);
/* The same on small pages only, for what may stay empty but for a little: of a large page all is filled with
 * zeros when the first byte is written. */
void *jw_sparse_pages(size_t bytes);
void jw_free_zero_pages(void *block, size_t bytes);
/* The block at its new size, as of realloc(). Only the first `used` bytes of it matter: where these are few,
 * the new one begins like one of jw_pages. block may be NULL. */
void *jw_resize_pages(void *block, size_t used, size_t bytes);

#endif
