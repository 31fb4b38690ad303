/* Places on the globe, and those near a point first: a k-d tree over the points of the unit sphere (Bentley,
 * “Multidimensional binary search trees used for associative searching”, 1975), which knows neither poles nor
 * the date line. */
#ifndef JW_MEASURE_GLOBE_H
#define JW_MEASURE_GLOBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    double lon, lat; /* degrees */
    double room;
    uint32_t place; /* what the caller calls it */
} jw_globe_spot;

typedef struct jw_globe jw_globe;
jw_globe *jw_globe_new(const jw_globe_spot *spots, size_t n); /* n > 0; O(n log² n) */
void jw_globe_free(jw_globe *globe);                          /* takes NULL */

/* Shows every spot that may count to `look_at`, near ones early. A group of spots is passed over if `may_win`
 * says no to it: all are at least `km` away (great circle, earth of 6,371 km), have no more room than `room`,
 * and their smallest place is `least`. */
void jw_globe_search(const jw_globe *globe, double lon, double lat,
                     bool (*may_win)(void *data, double km, double room, uint32_t least),
                     void (*look_at)(void *data, uint32_t place), void *data);

#endif
