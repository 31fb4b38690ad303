/* A block made small, with the same shortest paths in it.
 *
 *     twins       vertices with the same neighbours (themselves left out or counted in): one class stands for all
 *     couplers    a class with two neighbouring classes, as an association with two leads is: it stands on the
 *                 links of those two, which are then two steps apart, and is no vertex any more
 *
 *     A ─ x ─ B         A ══(2 steps: x, y)══ B
 *     ╰── y ──╯   →     x and y, which are twins, are a coupler of two members
 *
 * After Sarıyüce, Saule, Kaya and Çatalyürek, “Shattering and compressing networks for betweenness centrality”, SDM
 * 2013. Of an organization's register nearly all that does not fold away as a tree is couplers. Longer chains are not
 * contracted: organizations have few. */
#ifndef JW_MEASURE_CONDENSE_H
#define JW_MEASURE_CONDENSE_H

#include "measure/blocks.h"

/* A link to `to` by way of a coupler of so many members and such weight; each coupler has two, one at either
 * end. */
typedef struct {
    uint32_t to, members, weight;
} jw_detour;

typedef struct {
    uint32_t n;             /* vertices: classes that are no couplers */
    uint32_t *first, *to;   /* direct links by vertex, as in a network */
    uint32_t *first_detour; /* detours by vertex */
    jw_detour *detours;
    uint32_t n_couplers;
    uint32_t *end; /* of coupler i: the detours end[2 i] and end[2 i + 1], which lead to its two ends */
    /* By class; vertices first, then couplers. */
    double *members; /* how many they are */
    double *weight;  /* how many vertices of the network are behind them together */

    /* Of the block's own vertices, in its order: the class, and twice the betweenness from pairs within one
     * class. */
    uint32_t size, *class_of;
    double *within;
} jw_condensed;

/* Block b of `blocks`, of three vertices or more. `place`: by vertex of g, all JW_NO_UNIT, and so again
 * afterwards. O(links of the block's vertices), expected. */
jw_condensed jw_condense(const jw_network *g, const jw_blocks *blocks, uint32_t b, uint32_t *place);
void jw_condensed_clear(jw_condensed *c);

#endif
