#include "base/pages.h"

#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { LARGE_PAGE = 2 << 20, LINE = 64 };

void jw_want_large_pages(void *block, size_t bytes)
{
    uintptr_t from = ((uintptr_t)block + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    uintptr_t to = ((uintptr_t)block + bytes) / LARGE_PAGE * LARGE_PAGE;
    if (block && bytes >= JW_LARGE_BLOCK && from < to)
        madvise((void *)from, to - from, MADV_HUGEPAGE); /* a wish: no matter if it is not granted */
}

void *jw_try_pages(size_t bytes)
{
    void *block;
    if (posix_memalign(&block, bytes < JW_LARGE_BLOCK ? LINE : LARGE_PAGE, bytes) != 0) return NULL;
    jw_want_large_pages(block, bytes);
    return block;
}

/* As GLib does where there is no memory. */
static void *or_end(void *block, size_t bytes)
{
    if (!block && bytes) g_error("no memory for %zu bytes", bytes);
    return block;
}

void *jw_pages(size_t bytes)
{
    return or_end(jw_try_pages(bytes), bytes);
}

void *jw_zero_pages(size_t bytes)
{
    void *block = calloc(bytes, 1);
    jw_want_large_pages(block, bytes);
    return or_end(block, bytes);
}

void *jw_resize_pages(void *block, size_t bytes)
{
    block = realloc(block, bytes);
    jw_want_large_pages(block, bytes);
    return or_end(block, bytes);
}
