/* Joint organizations that may take an association in, and the nearest of them, found without looking at all.
 */
#ifndef JW_MEASURE_HOSTS_H
#define JW_MEASURE_HOSTS_H

#include "measure/remoteness.h"

typedef struct jw_hosts jw_hosts;
jw_hosts *jw_hosts_new(const jw_policy *policy); /* keeps the pointer */
void jw_hosts_free(jw_hosts *hosts);             /* takes NULL */

/* A joint organization with room for `room` more, by count. Added in the order of their units; then
 * jw_hosts_ready, once, before the first question. */
void jw_hosts_add(jw_hosts *hosts, uint32_t unit, double room, jw_location at);
void jw_hosts_ready(jw_hosts *hosts);

/* Of those with room for `count` the one with the least d (remoteness.h), the smallest unit among equals;
 * JW_NO_UNIT if there is none. By words alone O(1) as a rule; with coordinates O(log n) as a rule. Where the
 * policy finds a farther street or industry cheaper than a nearer one, all are looked at. */
uint32_t jw_hosts_nearest(const jw_hosts *hosts, const jw_location *at, double count);

#endif
