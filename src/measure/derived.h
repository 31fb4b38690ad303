/* What coverage tells a selector: the key `covered`, whose value is the name of the status. */
#ifndef JW_MEASURE_DERIVED_H
#define JW_MEASURE_DERIVED_H

#include "jingwei/cover.h"
#include "model/select.h"

/* For jw_selector_bind; `c` must outlive it. Units that are not of the population have no status: absent. */
jw_derived jw_coverage_derived(const jw_coverage *c);

#endif
