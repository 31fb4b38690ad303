/* Figures: numbers of a model that have a name. Facts claim them, briefings quote them.
 *
 *     population.known      502
 *     rate.organization     0.5518
 *     units.joint-committee 22
 *     members.sum           1204
 *     units[interlocked=true level=municipal]     25
 *     links.sends.count[id=secretaries]           40
 *
 * A selector in brackets (the text form, with the key `covered`) narrows it to the units that it takes; links, to those
 * that come from such a unit. */
#ifndef JW_MEASURE_FIGURES_H
#define JW_MEASURE_FIGURES_H

#include "jingwei/cover.h"

/* The value of a figure; NAN where it has none (a rate of nobody). False after adding a finding:
 * unknown-figure with the nearest name, or what is wrong with the selector. diags may be NULL.
 *
 * population.…, status.…, reach.…, rate.…, gaps.CAUSE, illustrative  as coverage counts them, by count
 * ATTRIBUTE.sum   over the population: value · count, the absent left out
 * ATTRIBUTE.total the same over all units, targets or not
 * units, units.KIND, links, links.KIND   as written
 * count, count.KIND   units by count, eliminated ones left out
 * links.KIND.count    the links' own counts added up (1 where a link has none) */
bool jw_figure(const jw_model *m, const jw_coverage *c, const char *name, double *value, jw_diags *diags);

/* True if a claim agrees with the value of the figure, as check understands it; facts.c. */
bool jw_figure_agrees(const char *figure, double claim, double value);

#endif
