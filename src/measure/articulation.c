#include "measure/blocks.h"
#include "measure/measures.h"

#include <glib.h>

/* How many units would be cut off from the largest part that a unit's loss leaves of its component; 0 if it
 * is no articulation point: the rest stays together. Links count both ways. O(units + links). */
static void articulation(const jw_network *g, bool normalized, double *values)
{
    (void)normalized;
    jw_blocks blocks = jw_blocks_of(g);
    for (uint32_t v = 0; v < g->n; v++) values[v] = blocks.cut_off[v];
    jw_blocks_clear(&blocks);
}

JW_MEASURE(articulation)
{
    return jw_run_on_network(m, options, articulation, scores, diags);
}
