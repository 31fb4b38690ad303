/* Leading eigenvectors, with ties decided. */
#ifndef JW_MEASURE_LEADING_H
#define JW_MEASURE_LEADING_H

#include "measure/bridge.h"

/* The vector that repeated multiplication by the adjacency matrix of an undirected network makes of the start
 * that is 1 at the vertices from `first` on and 0 before; of any length; all 1 if there are no links. values:
 * one a vertex.
 *
 * igraph starts from a vector that it disturbs at random. Where two components share the largest eigenvalue
 * (six blocks that lead ten associations each), its answer is an accident of that. So here igraph answers for
 * each component, where the vector is unique, and those of the largest eigenvalue are weighed as the limit
 * has it. Leaves are bundled, and a component that is a tree needs no igraph (leading_tree.h). */
igraph_error_t jw_leading_vector(uint32_t n, const uint32_t *pairs, size_t n_pairs, uint32_t first,
                                 double *values);

/* Divides n scores by the largest of them, unless that is 0. */
void jw_scale_to_one(double *scores, size_t n);

#endif
