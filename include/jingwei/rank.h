/* Measures: one number a unit. Who matters, who stands between others, who would cut others off.
 *
 * Centralities are as igraph defines them, on the links selected (parallel links once, self-links none),
 * undirected unless asked; scores are rounded to 10 significant digits, so that ties are ties. Where igraph
 * leaves the answer to a random start (undirected eigenvector, hub, authority, when several parts of the
 * network share the largest eigenvalue) it is the limit of repeated multiplication from equal shares, so that
 * equal units score the same. An eliminated unit is as if it were not there: it and its links are in no
 * graph, and every measure of it is NAN. */
#ifndef JINGWEI_RANK_H
#define JINGWEI_RANK_H

#include "jingwei/cover.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    const char *const *links; /* link kinds that count, ended by NULL; NULL: all */
    bool directed;   /* closeness and harmonic then outward; links of undirected kinds count both ways */
    bool normalized; /* of degree, betweenness, closeness, harmonic; NAN where nobody is left to compare */
} jw_rank_options;

/* One row of the table of measures. */
typedef struct {
    const char *name;              /* "betweenness" */
    const char *zh, *en;           /* what a reader sees */
    const char *zh_says, *en_says; /* one sentence: what a high value means */
    bool is_centrality;            /* options.links, directed and normalized apply */
    bool always_directed;
    bool smallest_first; /* depth */
    /* scores: one a unit, not rounded; false after adding a finding. span, depth, criticality take no
     * options. */
    bool (*run)(const jw_model *m, const jw_rank_options *options, double *scores, jw_diags *diags);
} jw_measure;

size_t jw_measures(void);
const jw_measure *jw_measure_at(size_t i);
/* NULL if there is none; *nearest (may be NULL) then gets the nearest name or NULL. */
const jw_measure *jw_measure_named(const char *name, const char **nearest);

/* One unit's place. */
typedef struct {
    uint32_t unit, rank; /* rank 1 = first; equal scores share the rank of the first of them; by id within */
    double score;        /* rounded; NAN: none, stands last; those share a rank too */
} jw_rank_row;

/* Ranks every unit for which `take` says true (NULL: all); the graph is always the whole one. options may be
 * NULL: all links, undirected, not normalized. *rows: one a unit, best first; free it with free(). False
 * after adding a finding (unknown link kind, igraph failed). */
bool jw_rank(const jw_model *m, const jw_measure *measure, const jw_rank_options *options,
             bool (*take)(void *context, uint32_t unit), void *context, jw_rank_row **rows, size_t *n,
             jw_diags *diags);

#ifdef __cplusplus
}
#endif

#endif
