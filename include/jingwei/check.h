/* Is a loaded model sound? Errors and warnings about the whole: loops of authority, targets without a lead,
 * facts that do not hold. Rules are rows of one table; what each means stands in its file. */
#ifndef JINGWEI_CHECK_H
#define JINGWEI_CHECK_H

#include "jingwei/cover.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Adds what is found, in the order of the rules (errors first), each in id order. What is said of a single
 * unit is said only of those for which `take` says true (NULL: all).
 *
 *   errors    authority-loop: every unit on a loop is on one that is listed, and after a hundred the rest
 *             is counted, more-authority-loops; a selector of a rule that does not fit; fact-fails,
 *             unknown-figure
 *   warnings  no-root; of a single unit no-lead, several-leads, broken-chain (of the population, known or
 *             not), level-inversion; of attach rules unmatched-by, ambiguous-by, ambiguous-to
 *   notes     roots-derived; attached (what each attach rule took); of a single unit vacant */
void jw_check(const jw_model *m, const jw_coverage *c, bool (*take)(void *context, uint32_t unit),
              void *context, jw_diags *diags);

#ifdef __cplusplus
}
#endif

#endif
