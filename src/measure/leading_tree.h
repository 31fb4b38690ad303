/* The leading eigenvector of a tree.
 *
 * Iterative methods need as many rounds as the gap between the eigenvalues asks for, and in a chain of n that
 * is about 1 / n². Along a tree the matrix can be eliminated instead, leaves first, without fill-in; the
 * signs of the pivots say on which side of the largest eigenvalue a number lies. O(n) for each of the some
 * fifty numbers tried. */
#ifndef JW_MEASURE_LEADING_TREE_H
#define JW_MEASURE_LEADING_TREE_H

#include <stdint.h>

/* Vertices 0 … n − 1, n ≥ 2; each but the root, 0, after its parent. */
typedef struct {
    uint32_t n;
    const uint32_t *parent;
    const double *square; /* the squared weight of the link to the parent */
} jw_tree;

/* The largest eigenvalue, which is between the bounds; *centre: the vertex whose entry in the vector is the
 * largest, or about as large. */
double jw_tree_value(const jw_tree *t, double least, double most, uint32_t *centre);

/* The vector, its largest entry about 1. The tree must hang from its centre: outward from there entries get
 * smaller, and none overflows, nor is it what is left of larger numbers. */
void jw_tree_vector(const jw_tree *t, double value, double *vector);

#endif
