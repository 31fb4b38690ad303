/* How far everyone is from everyone. */
#ifndef JW_MEASURE_DISTANCES_H
#define JW_MEASURE_DISTANCES_H

#include "measure/network.h"

/* What a vertex that is d links away counts: d, or 1 / d. */
typedef enum { JW_DISTANCES, JW_INVERSES } jw_distance_term;

/* By vertex: what the others of its component count, added up, and how many they are.
 *
 * Branches of up to a few steps fold away: from a vertex to its child on a branch each distance changes by
 * one, so the child's counts follow from its parent's. What is left is walked breadth first from 256 vertices
 * at once, one bit each (Then et al., “The more the merrier: efficient multi-source graph traversal”, VLDB
 * 2014), and counted in binary numbers that stand upright: bit 0 of 256 counts in one row, bit 1 in the next.
 * O(links left · vertices left / 256 · the few distances at which 256 walks meet one vertex + units ·
 * farthest). A component that is a tree, and too tall for that, is taken apart instead (tree_distances.h). */
void jw_distance_sums(const jw_network *g, jw_distance_term term, double *sums, uint32_t *others);

#endif
