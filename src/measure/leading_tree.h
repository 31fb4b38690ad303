/* The leading eigenvector of a tree. */
#ifndef JW_MEASURE_LEADING_TREE_H
#define JW_MEASURE_LEADING_TREE_H

#include <stdint.h>

/* Vertices 0 … n − 1, n ≥ 2; each but the root, 0, after its parent. square[v]: the squared weight of the
 * link to the parent. least, most: bounds of the largest eigenvalue, which it returns. vector: of any length;
 * *largest gets the vertex with the largest entry. If that is not the root, take the tree from there and ask
 * again: from the root outward, entries that grow may overflow, and small ones lose precision; then the
 * vector is not to be used.
 *
 * Iterative methods need as many rounds as the gap between the eigenvalues asks for, and in a chain of n that
 * is about 1 / n². Along a tree the matrix can be eliminated instead, leaves first, without fill-in; the sign
 * of the last pivot says on which side of the largest eigenvalue a number lies. O(n) for each of the some
 * fifty numbers tried. */
double jw_leading_of_tree(uint32_t n, const uint32_t *parent, const double *square, double least, double most,
                          double *vector, uint32_t *largest);

#endif
