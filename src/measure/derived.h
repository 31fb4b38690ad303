/* What analysis tells a selector: keys that no file holds.
 *
 *     covered      the name of the status            reach     how it is reached; absent if it is not
 *     superiors    distinct direct leads             span      direct subordinates
 *     partners     units it is paired with           depth     fewest authority links from a root; absent if none
 *     instructors  who is sent to it                 services  who serves it
 *     interlocks   whom it is interlocked with       loops     1 if it stands on a loop of authority, else 0
 *     inversions   links of authority to it from a larger to a smaller rank */
#ifndef JW_MEASURE_DERIVED_H
#define JW_MEASURE_DERIVED_H

#include "jingwei/cover.h"
#include "model/select.h"

typedef struct jw_derivations jw_derivations;

/* The model and the coverage must outlive it. What costs O(model) is computed when it is first asked for. */
jw_derivations *jw_derive(const jw_model *m, const jw_coverage *c);
void jw_derivations_free(jw_derivations *d);

/* For jw_selector_bind. */
const jw_derived *jw_derivations_get(const jw_derivations *d);

#endif
