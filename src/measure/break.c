#include "measure/break.h"

#include "model/build.h"

#include <glib.h>

struct jw_breaks {
    const jw_model *m;
    uint32_t *end; /* by unit: the break above it, or one of the two below */
    GArray *path;  /* the units of the way being walked */
};

#define NOT_WALKED UINT32_MAX
#define ON_PATH (UINT32_MAX - 1)

jw_breaks *jw_breaks_new(const jw_model *m)
{
    jw_breaks *b = g_new(jw_breaks, 1);
    size_t n = jw_model_unit_count(m);
    *b = (jw_breaks){ m, g_new(uint32_t, n + 1), g_array_new(FALSE, FALSE, sizeof(uint32_t)) };
    for (size_t u = 0; u < n; u++) b->end[u] = NOT_WALKED;
    return b;
}

void jw_breaks_free(jw_breaks *b)
{
    if (!b) return;
    g_free(b->end);
    g_array_free(b->path, TRUE);
    g_free(b);
}

/* The smallest id on the loop that the path closes when it meets `again`, which stands on it. */
static uint32_t smallest_on_loop(const GArray *path, uint32_t again)
{
    uint32_t smallest = again;
    for (guint i = path->len; i-- && g_array_index(path, uint32_t, i) != again;)
        smallest = MIN(smallest, g_array_index(path, uint32_t, i));
    return smallest;
}

uint32_t jw_break_above(jw_breaks *b, uint32_t u)
{
    g_array_set_size(b->path, 0);
    uint32_t last = u, next = u;
    while (next != JW_NO_UNIT && b->end[next] == NOT_WALKED) {
        last = next;
        b->end[last] = ON_PATH;
        g_array_append_val(b->path, last);
        jw_model_primary_link(b->m, last, &next);
    }
    uint32_t end = next == JW_NO_UNIT        ? last
                   : b->end[next] == ON_PATH ? smallest_on_loop(b->path, next)
                                             : b->end[next];
    for (guint i = 0; i < b->path->len; i++) b->end[g_array_index(b->path, uint32_t, i)] = end;
    return end;
}
