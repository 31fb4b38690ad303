/* Leading eigenvectors, with ties decided. */
#ifndef JW_MEASURE_LEADING_H
#define JW_MEASURE_LEADING_H

#include "measure/bridge.h"

/* The vector that repeated multiplication by the adjacency matrix of an undirected simple graph makes of the
 * start that is 1 at the vertices from `first` on and 0 before; of any length; all 1 if there are no edges.
 *
 * igraph starts from a vector that it disturbs at random. Where two components share the largest eigenvalue
 * (six blocks that lead ten associations each), its answer is an accident of that. So here igraph answers for
 * each component, where the vector is unique, and those of the largest eigenvalue are weighed as the limit
 * has it. */
igraph_error_t jw_leading_vector(const igraph_t *graph, igraph_integer_t first, igraph_vector_t *scores);

/* Divides n scores by the largest of them, unless that is 0. */
void jw_scale_to_one(igraph_real_t *scores, igraph_integer_t n);

#endif
