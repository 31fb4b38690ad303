/* The population: whom the figures are about. */
#ifndef JW_MEASURE_POPULATION_H
#define JW_MEASURE_POPULATION_H

#include "jingwei/model.h"

/* One flag a unit: true for the targets, or those of them that policy.population takes; eliminated ones
 * never. NULL after adding a finding (the selector does not bind). g_free it. */
bool *jw_population(const jw_model *m, jw_diags *diags);

#endif
