/* Where a chain of authority breaks. */
#ifndef JW_MEASURE_BREAK_H
#define JW_MEASURE_BREAK_H

#include "jingwei/model.h"

/* Finds breaks in one model; what it learns on one way up it keeps, so that all breaks together cost
 * O(units + links). */
typedef struct jw_breaks jw_breaks;
jw_breaks *jw_breaks_new(const jw_model *m);
void jw_breaks_free(jw_breaks *b); /* takes NULL */

/* The last unit met when primary links are followed upward from u; on a loop, the loop's smallest id. u
 * itself if nothing is above it. */
uint32_t jw_break_above(jw_breaks *b, uint32_t u);

#endif
