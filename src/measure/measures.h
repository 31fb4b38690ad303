/* The functions of the table in measure.c; each in a file of its name. scores: one a unit. */
#ifndef JW_MEASURE_MEASURES_H
#define JW_MEASURE_MEASURES_H

#include "measure/network.h"

#define JW_MEASURE(name)                                                                                     \
    bool jw_measure_##name(const jw_model *m, const jw_rank_options *options, double *scores, jw_diags *diags)

JW_MEASURE(degree);
JW_MEASURE(betweenness);
JW_MEASURE(closeness);
JW_MEASURE(harmonic);
JW_MEASURE(eigenvector);
JW_MEASURE(pagerank);
JW_MEASURE(coreness);
JW_MEASURE(hub);
JW_MEASURE(authority);
JW_MEASURE(span);
JW_MEASURE(depth);
JW_MEASURE(superiors);
JW_MEASURE(loops);
JW_MEASURE(inversions);
JW_MEASURE(criticality);
JW_MEASURE(articulation);
JW_MEASURE(bridges);

/* Those that need no igraph, on an undirected network. */
jw_network_measure jw_network_betweenness, jw_network_closeness, jw_network_harmonic;

#endif
