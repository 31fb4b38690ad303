#include "measure/measures.h"
#include "measure/reach.h"

#include <glib.h>
#include <math.h>

/* Fewest authority links from a root; NAN if there is no such path. */
JW_MEASURE(depth)
{
    (void)options, (void)diags;
    g_autofree uint32_t *levels = jw_levels(m, jw_way_of_authority);
    for (size_t u = 0; u < jw_model_unit_count(m); u++) scores[u] = levels[u] == JW_NOT_MET ? NAN : levels[u];
    return true;
}
