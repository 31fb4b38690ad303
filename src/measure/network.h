/* The network that a centrality sees: which units are in it, and along which links. */
#ifndef JW_MEASURE_NETWORK_H
#define JW_MEASURE_NETWORK_H

#include "jingwei/rank.h"

/* The units that are not eliminated as vertices 0 … n − 1 in id order, and the links between them that the
 * options select as pairs of vertices, as they stand: parallel ones and both directions of one included. */
typedef struct {
    uint32_t n;
    uint32_t *vertex; /* by unit; JW_NO_UNIT: eliminated */
    uint32_t *pairs;  /* two vertices a link */
    size_t n_pairs;
} jw_selection;

/* directed: a link of an undirected kind stands twice, once each way. False after adding a finding
 * (unknown-link-kind). O(units + links). */
bool jw_select(jw_selection *out, const jw_model *m, const jw_rank_options *options, bool directed,
               jw_diags *diags);
void jw_selection_clear(jw_selection *s);

/* scores[u] of each unit from the values of the vertices; NAN for a unit that is none. */
void jw_selection_spread(const jw_selection *s, const jw_model *m, const double *values, double *scores);

/* An undirected simple graph: the neighbours of v are to[first[v]] … to[first[v + 1] − 1], ascending. */
typedef struct {
    uint32_t n;
    uint32_t *first, *to;
} jw_network;

/* From pairs of vertices in any order, two numbers a pair; parallel ones become one, self-links none.
 * O(n + pairs). */
jw_network jw_network_new(uint32_t n, const uint32_t *pairs, size_t n_pairs);
/* The same of arcs: to holds those to which an arc leads from v. */
jw_network jw_network_of_arcs(uint32_t n, const uint32_t *pairs, size_t n_pairs);
/* By place in g->to, which way the pairs that g was made of go there: from the vertex to its neighbour, back,
 * or both. g_free it. O(n + pairs). */
enum { JW_FORTH = 1, JW_BACK = 2, JW_BOTH_WAYS = JW_FORTH | JW_BACK };
uint8_t *jw_network_ways(const jw_network *g, const uint32_t *pairs, size_t n_pairs);
void jw_network_clear(jw_network *g);

/* A measure of one number a vertex on that graph; `normalized` as in the options. */
typedef void jw_network_measure(const jw_network *g, bool normalized, double *values);

/* Runs one on the links that the options select, undirected. False after adding a finding. */
bool jw_run_on_network(const jw_model *m, const jw_rank_options *options, jw_network_measure *measure,
                       double *scores, jw_diags *diags);

#endif
