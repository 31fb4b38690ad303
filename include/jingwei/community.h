/* Communities: which units are linked more with each other than with the rest, and how that agrees with the official
 * structure.
 *
 *     block       the lead right below a root by which a unit hangs: a street's committee, a trade's; it is in it itself
 *     community   what the Leiden algorithm finds in the links alone
 *     astray      a unit of one block in a community that is mostly of another */
#ifndef JINGWEI_COMMUNITY_H
#define JINGWEI_COMMUNITY_H

#include "jingwei/rank.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    size_t n_units, n_communities, n_blocks;
    uint32_t *community; /* by unit: 0 … n_communities − 1, numbered by their smallest unit; JW_NO_UNIT: eliminated */
    uint32_t *block;     /* by unit: a lead; JW_NO_UNIT if it has none: a root, a target right below one, or no chain of
                            links leads up to a root */
    uint32_t *main_block; /* by community: the block of most of its units (of equals the smaller); JW_NO_UNIT: none */
    bool *astray;        /* by unit */
    /* How much larger a share of the links lies within the parts than if links were drawn at random, −1/2 … 1; of the
     * communities, and of the blocks (a unit without one is a part of its own). NAN if there is no link. */
    double modularity, official_modularity;
} jw_communities;

/* Undirected; of options only `links` counts (NULL: all). Traag, Waltman and van Eck, “From Louvain to Leiden:
 * guaranteeing well-connected communities”, 2019, maximizing modularity, with one fixed seed: the same model gives the
 * same communities. NULL after adding a finding. */
jw_communities *jw_communities_of(const jw_model *m, const jw_rank_options *options, jw_diags *diags);
void jw_communities_free(jw_communities *c);

#ifdef __cplusplus
}
#endif

#endif
