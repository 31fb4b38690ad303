#include "measure/measures.h"
#include "measure/reach.h"
#include "model/build.h"

#include <math.h>

/* Distinct direct leads by authority, each once, whatever its weight: two or more are several leads. */
JW_MEASURE(superiors)
{
    (void)options, (void)diags;
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++) {
        scores[u] = jw_unit_is_eliminated(m, u) ? NAN : 0;
        uint32_t last = JW_NO_UNIT; /* links to u stand in order of `from` */
        jw_sources it = jw_sources_of(m, u);
        while (jw_sources_next(&it)) {
            if (it.kind->role != JW_ROLE_AUTHORITY || it.unit == last) continue;
            scores[u]++;
            last = it.unit;
        }
    }
    return true;
}
