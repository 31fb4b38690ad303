/* The bridge to igraph: the only place that includes it. What differs between igraph 0.10 and 1.0 is here
 * too.
 *
 * igraph aborts the process on an error unless told otherwise. Between jw_igraph_begin and jw_igraph_end its
 * errors come back as codes, and become one finding. igraph is not safe for several threads, so neither is
 * this. */
#ifndef JW_MEASURE_BRIDGE_H
#define JW_MEASURE_BRIDGE_H

#include "measure/bundle.h"

#include <igraph.h>

/* Sets handlers and seeds igraph's random numbers, so that one input gives one output. */
void jw_igraph_begin(void);
/* Puts the old handlers back. True if `code` is success; else adds igraph-failed, found = igraph's reason. */
bool jw_igraph_end(igraph_error_t code, jw_diags *diags);

/* Makes a graph of `n` vertices from pairs of vertices, two numbers a pair, without checks of its own: the
 * numbers are 0 … n − 1. `simple`: parallel edges become one, self-edges none. */
igraph_error_t jw_igraph_create(igraph_t *out, uint32_t n, const uint32_t *pairs, size_t n_pairs,
                                bool directed, bool simple);

/* A centrality: sets scores (of the right size) for the vertices of `graph`; NAN where there is none. Called
 * between begin and end; answers igraph's code. */
typedef igraph_error_t jw_centrality(const igraph_t *graph, const jw_rank_options *options,
                                     igraph_vector_t *scores);

/* Runs one on the links that the options select: vertices are the units in id order, parallel links once, no
 * self-links; links of undirected kinds count both ways. Eliminated units are not in the graph: NAN. False
 * after adding a finding (unknown-link-kind, igraph-failed). scores: one a unit. */
bool jw_run_centrality(const jw_model *m, const jw_rank_options *options, bool directed,
                       jw_centrality *centrality, double *scores, jw_diags *diags);

/* The same for one that makes its own graph of the selection: sets values, one a vertex of it. */
typedef igraph_error_t jw_selection_centrality(const jw_selection *s, const jw_rank_options *options,
                                               double *values);
bool jw_run_on_selection(const jw_model *m, const jw_rank_options *options, bool directed,
                         jw_selection_centrality *centrality, double *scores, jw_diags *diags);

/* The graph of a bundled network, its weights, and how many vertices of the network each vertex stands for.
 * Freed by jw_igraph_bundled_destroy; nothing is left to free after an error. */
typedef struct {
    igraph_t graph;
    igraph_vector_t weights, members;
} jw_igraph_bundled;
igraph_error_t jw_igraph_bundled_create(jw_igraph_bundled *out, const jw_bundled *b, bool directed);
void jw_igraph_bundled_destroy(jw_igraph_bundled *g);

/* The calls whose arguments changed with igraph 1.0. weights: by edge, NULL: all 1. */
igraph_error_t jw_igraph_betweenness(const igraph_t *graph, igraph_vector_t *scores, bool directed);
/* restart: in what proportion the walk starts anew at the vertices, also where no arc leads on; NULL: alike.
 */
igraph_error_t jw_igraph_pagerank(const igraph_t *graph, igraph_vector_t *scores, bool directed,
                                  double damping, const igraph_vector_t *restart,
                                  const igraph_vector_t *weights);
/* Maximum 1; *value is the eigenvalue. */
igraph_error_t jw_igraph_eigenvector(const igraph_t *graph, igraph_vector_t *scores, double *value,
                                     bool directed, const igraph_vector_t *weights);

/* parts: by vertex the number of its community, from 0. Maximizes modularity (Leiden). */
igraph_error_t jw_igraph_leiden(const igraph_t *graph, igraph_vector_int_t *parts);

#endif
