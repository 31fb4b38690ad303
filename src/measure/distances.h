/* How far everyone is from everyone: how many others at each distance, vertex by vertex. */
#ifndef JW_MEASURE_DISTANCES_H
#define JW_MEASURE_DISTANCES_H

#include "measure/network.h"

/* The distances from v: count[d] vertices are d links away, 0 ≤ d ≤ most (count[0] = 1, v itself; count[most]
 * > 0). Vertices of other components are in no count. Returns v's value. Called from several threads. */
typedef double jw_distance_value(const uint32_t *count, uint32_t most);

/* values[v] of every vertex.
 *
 * Branches of up to a few steps fold away: from a vertex to its child on a branch each distance changes by
 * one, so the child's counts follow from its parent's. What is left is walked breadth first from 256 vertices
 * at once, one bit each (Then et al., “The more the merrier: efficient multi-source graph traversal”, VLDB
 * 2014), and counted in binary numbers that stand upright: bit 0 of 256 counts in one row, bit 1 in the next.
 * O(links left · vertices left / 256 · the few distances at which 256 walks meet one vertex + units ·
 * farthest). */
void jw_distances(const jw_network *g, jw_distance_value *value, double *values);

#endif
