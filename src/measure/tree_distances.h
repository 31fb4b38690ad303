/* How far the vertices of a tree are from each other, however tall it is. */
#ifndef JW_MEASURE_TREE_DISTANCES_H
#define JW_MEASURE_TREE_DISTANCES_H

#include "measure/distances.h"

/* What jw_distance_sums says, for the components of the roots, which are trees. ways: as jw_network_ways
 * gives them, for a vertex then counts only those to which arcs lead from it all along; NULL: links go both
 * ways.
 *
 * A centroid, whose branches have half of the vertices at most, is taken out; pairs of different branches go
 * by way of it, and the branches are trees again. O(n log n). */
void jw_tree_distance_sums(const jw_network *g, const uint8_t *ways, const uint32_t *roots, uint32_t n_roots,
                           jw_distance_term term, double *sums, uint32_t *others);

#endif
