/* Whom nobody reaches but through another. */
#ifndef JW_MEASURE_DOMINATORS_H
#define JW_MEASURE_DOMINATORS_H

#include "measure/reach.h"

/* above[u]: the last unit that every path from the roots to u goes through, u itself left out; n, the number of units,
 * if there is none. Left as they are for units that are not reached. levels: jw_levels along jw_way_of_reach. False
 * after adding a finding. Lengauer and Tarjan 1979, by igraph; O(links · log units). */
bool jw_dominators(const jw_model *m, const uint32_t *levels, uint32_t *above, jw_diags *diags);

#endif
