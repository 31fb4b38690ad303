/* Sums of inverse distances by way of one vertex. */
#ifndef JW_MEASURE_INVERSE_SUMS_H
#define JW_MEASURE_INVERSE_SUMS_H

#include <stdint.h>

/* sums[x] = Σ count[d] / (d + x) over 0 ≤ d < n, for each 0 ≤ x < n; d + x = 0 counts nothing. For counts of
 * 0 and more to about 1e-15 of each sum. O(n), where term by term it would be n². */
void jw_inverse_sums(const double *count, uint32_t n, double *sums);

#endif
