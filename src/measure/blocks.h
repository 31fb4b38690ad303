/* A network taken apart at the vertices that hold it together.
 *
 *     a ─ b ─ c ─ d        blocks: {a b}, {b c}, {c d e}: largest parts that no single vertex's loss
 * disconnects; ╲  │        two blocks share at most one vertex. A block of two vertices is a bridge. ─ e b
 * and c are articulation points: without one of them the network falls apart. */
#ifndef JW_MEASURE_BLOCKS_H
#define JW_MEASURE_BLOCKS_H

#include "measure/network.h"

typedef struct {
    uint32_t n; /* blocks; a vertex without a neighbour is in none */
    /* Block b has the vertices member[start[b]] … member[start[b + 1] − 1]. behind[i]: how many vertices
     * reach the rest of the block only through member[i], itself included; over a block they add up to its
     * component's size. */
    uint32_t *start, *member, *behind;
    /* apart[v]: between how many pairs of other vertices v stands on every path; 0 if it is no articulation
     * point. */
    uint64_t *apart;
} jw_blocks;

/* Hopcroft and Tarjan 1973, without recursion. O(vertices + links). */
jw_blocks jw_blocks_of(const jw_network *g);
void jw_blocks_clear(jw_blocks *b);

#endif
