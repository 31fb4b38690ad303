/* Directed measures on a network that is a forest, links taken both ways: of n vertices in a chain igraph
 * would walk n² / 2 steps. */
#ifndef JW_MEASURE_FOREST_H
#define JW_MEASURE_FOREST_H

#include "measure/bridge.h"
#include "measure/distances.h"

/* One vertex of each component of a forest; NULL if the network is none. g_free it. O(n + links). */
uint32_t *jw_forest_roots(const jw_network *g, uint32_t *n_roots);

/* A directed measure of a forest: one number a vertex. ways: as jw_network_ways gives them. */
typedef void jw_forest_measure(const jw_network *g, const uint8_t *ways, const uint32_t *roots,
                               uint32_t n_roots, bool normalized, double *values);

/* O(vertices), exact. */
jw_forest_measure jw_forest_betweenness;

/* Runs one on the links that the options select, if those make a forest; else the centrality. False after
 * adding a finding. */
bool jw_run_directed(const jw_model *m, const jw_rank_options *options, jw_forest_measure *on_forest,
                     jw_centrality *otherwise, double *scores, jw_diags *diags);

#endif
