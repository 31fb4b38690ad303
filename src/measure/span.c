#include "measure/measures.h"
#include "model/build.h"

#include <math.h>

/* Direct subordinates by authority, each once, weighted by count. */
JW_MEASURE(span)
{
    (void)options, (void)diags;
    jw_adjacency links = jw_model_adjacency(m);
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++) {
        scores[u] = jw_unit_is_eliminated(m, u) ? NAN : 0;
        uint32_t last = JW_NO_UNIT; /* links of u stand in order of `to` */
        for (uint32_t l = links.out[u]; l < links.out[u + 1]; l++) {
            uint32_t to = jw_model_link(m, l).to;
            if (to == last || jw_link_kind_of(m, l)->role != JW_ROLE_AUTHORITY ||
                jw_unit_is_eliminated(m, to))
                continue;
            scores[u] += jw_unit_count(m, to); /* NAN stays NAN */
            last = to;
        }
    }
    return true;
}
