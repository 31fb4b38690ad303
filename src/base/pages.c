#include "base/pages.h"

#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { LARGE_PAGE = 2 << 20, SMALL_PAGE = 4 << 10, LINE = 64 };

/* Where the first large page for a block begins. malloc's blocks begin a few bytes behind the start of a
 * small page, which is there as a whole, so that a large one may begin with it. */
static uintptr_t first_large_page(const void *block)
{
    uintptr_t before = (uintptr_t)block / LARGE_PAGE * LARGE_PAGE;
    return (uintptr_t)block - before < SMALL_PAGE ? before : before + LARGE_PAGE;
}

static void want_large_pages(void *block, size_t bytes)
{
    uintptr_t from = first_large_page(block);
    uintptr_t to = ((uintptr_t)block + bytes) / LARGE_PAGE * LARGE_PAGE;
    if (block && bytes >= JW_LARGE_BLOCK && from < to)
        madvise((void *)from, to - from, MADV_HUGEPAGE); /* a wish: no matter if it is not granted */
}

void *jw_try_pages(size_t bytes)
{
    void *block;
    if (posix_memalign(&block, bytes < JW_LARGE_BLOCK ? LINE : LARGE_PAGE, bytes) != 0) return NULL;
    want_large_pages(block, bytes);
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

static void *zeros(size_t bytes)
{
    void *block = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return block == MAP_FAILED ? or_end(NULL, bytes) : block;
}

void *jw_zero_pages(size_t bytes)
{
    void *block = zeros(bytes);
    want_large_pages(block, bytes);
    return block;
}

void *jw_sparse_pages(size_t bytes)
{
    void *block = zeros(bytes);
    madvise(block, bytes, MADV_NOHUGEPAGE); /* some systems give large pages unasked */
    return block;
}

void jw_free_zero_pages(void *block, size_t bytes)
{
    if (block) munmap(block, bytes);
}

static void *move_pages(void *block, size_t used, size_t bytes)
{
    void *moved = jw_pages(bytes);
    if (used) memcpy(moved, block, used);
    free(block);
    return moved;
}

void *jw_resize_pages(void *block, size_t used, size_t bytes)
{
    if (bytes >= JW_LARGE_BLOCK && used <= bytes / 4) return move_pages(block, used, bytes);
    block = realloc(block, bytes);
    want_large_pages(block, bytes);
    return or_end(block, bytes);
}
