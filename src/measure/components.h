/* How many parts a network falls into. */
#ifndef JW_MEASURE_COMPONENTS_H
#define JW_MEASURE_COMPONENTS_H

#include "jingwei/model.h"

/* The number of parts that no link connects, whatever its kind and direction; eliminated units are in none.
 * False after adding igraph-failed. */
bool jw_components(const jw_model *m, double *parts, jw_diags *diags);

#endif
