/* Is a loaded model sound? Errors and warnings about the whole: loops of authority, targets without a lead, facts
 * that do not hold. Rules are rows of one table; what each means stands in its file. */
#ifndef JINGWEI_CHECK_H
#define JINGWEI_CHECK_H

#include "jingwei/cover.h"

/* Adds what is found, in the order of the rules, each in id order. */
void jw_check(const jw_model *m, const jw_coverage *c, jw_diags *diags);

#endif
