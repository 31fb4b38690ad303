/* How far an association is from a joint organization that might take it in: d of the grouping objective. */
#ifndef JW_MEASURE_REMOTENESS_H
#define JW_MEASURE_REMOTENESS_H

#include "model/build.h"

/* Where a unit is, in the terms of d. Texts are the model's own, so that equal ones are the same pointer;
 * NULL: absent. lon, lat in degrees, NAN: absent. */
typedef struct {
    const char *street, *industry, *sector;
    double lon, lat;
} jw_location;
jw_location jw_location_of(const jw_model *m, uint32_t u);

/* Street term + industry term of policy.plan in whole yuan, halves up; km · great-circle distance takes the
 * place of the street term where both have coordinates. The same in both directions. A judgement: no money is
 * spent on it. */
double jw_remoteness(const jw_policy *policy, const jw_location *a, const jw_location *b);

#endif
