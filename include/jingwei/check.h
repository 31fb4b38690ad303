/* Is a loaded model sound? Errors and warnings about the whole: loops of authority, targets without a lead,
 * facts that do not hold. Rules are rows of one table; what each means stands in its file. */
#ifndef JINGWEI_CHECK_H
#define JINGWEI_CHECK_H

#include "jingwei/cover.h"

/* Adds what is found, in the order of the rules (errors first), each in id order.
 *
 * errors:   authority-loop (every unit on a loop is on one that is listed; after a hundred loops the rest is
 * counted, more-authority-loops), fact-fails, unknown-figure warnings: no-root; no-lead, several-leads,
 * broken-chain (of the population, known or not); level-inversion; unmatched-by, ambiguous-by, ambiguous-to
 * (of attach rules) notes:    roots-derived, attached (what each attach rule took), vacant */
void jw_check(const jw_model *m, const jw_coverage *c, jw_diags *diags);

#endif
