/* A network taken apart at the vertices that hold it together.
 *
 *     a ─ b ─ c ─ d      blocks: {a b}, {b c}, {c d e}: the largest parts that no single vertex's loss disconnects;
 *              ╲ ╱       two blocks share at most one vertex. A block of two vertices is a bridge.
 *               e        b and c are articulation points: without one of them the network falls apart. */
#ifndef JW_MEASURE_BLOCKS_H
#define JW_MEASURE_BLOCKS_H

#include "measure/network.h"

typedef struct {
    uint32_t n; /* blocks; a vertex without a neighbour is in none */
    /* Block b has the vertices member[start[b]] … member[start[b + 1] − 1]. behind[i]: how many vertices
     * reach the rest of the block only through member[i], itself included; over a block they add up to its
     * component's size. */
    uint32_t *start, *member, *behind;
    /* By vertex. apart: between how many pairs of other vertices it stands on every path; 0 if it is no
     * articulation point. cut_off: how many would be cut off from the largest part that its loss leaves of its
     * component. keeps: a block by which it holds on to that part. home: the block of which it is not the first
     * member; JW_NO_UNIT: none. bridges: how many of its links are bridges. */
    uint64_t *apart;
    uint32_t *cut_off, *keeps, *home, *bridges;
} jw_blocks;

/* Hopcroft and Tarjan 1973, without recursion. O(vertices + links). */
jw_blocks jw_blocks_of(const jw_network *g);
void jw_blocks_clear(jw_blocks *b);

/* The block that the link between v and w is in. O(1). */
uint32_t jw_block_of_link(const jw_blocks *b, uint32_t v, uint32_t w);

#endif
