/* Numbers on charts: in classes, and in few digits. */
#ifndef JW_DRAW_VIEW_NUMBERS_H
#define JW_DRAW_VIEW_NUMBERS_H

#include <stddef.h>

/* Ends of at most `most` runs of n sorted numbers: about as many in each, equal numbers never parted. Returns
 * how many runs there are; ends[i] is the index after the last of run i. */
int jw_quantiles(const double *sorted, size_t n, int most, size_t *ends);

/* A number as short as it can be told: three digits, whole where it is. g_free it. */
char *jw_short_number(double value);

#endif
