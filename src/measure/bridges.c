#include "measure/blocks.h"
#include "measure/measures.h"

#include <glib.h>

/* How many of a unit's links are bridges: without one of them its two ends are no longer connected. Parallel
 * links are one link. O(units + links). */
static void bridges(const jw_network *g, bool normalized, double *values)
{
    (void)normalized;
    jw_blocks blocks = jw_blocks_of(g);
    for (uint32_t v = 0; v < g->n; v++) values[v] = blocks.bridges[v];
    jw_blocks_clear(&blocks);
}

JW_MEASURE(bridges)
{
    return jw_run_on_network(m, options, bridges, scores, diags);
}
