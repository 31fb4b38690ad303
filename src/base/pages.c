#include "base/pages.h"

#include <stdlib.h>
#include <sys/mman.h>

enum { LARGE_PAGE = 2 << 20 };

void *jw_pages(size_t bytes)
{
    if (bytes < JW_LARGE_BLOCK) return malloc(bytes);
    void *block;
    if (posix_memalign(&block, LARGE_PAGE, bytes) != 0) return NULL;
    madvise(block, bytes / LARGE_PAGE * LARGE_PAGE,
            MADV_HUGEPAGE); /* a wish: no matter if it is not granted */
    return block;
}
