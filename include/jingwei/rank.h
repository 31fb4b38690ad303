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
    bool always_undirected;
    bool normalizes;       /* options.normalized applies */
    bool smallest_first;   /* depth */
    bool has_distribution; /* a count that says most by how many units have how much */
    /* scores: one a unit, not rounded; false after adding a finding. Only centralities take options. */
    bool (*run)(const jw_model *m, const jw_rank_options *options, double *scores, jw_diags *diags);
} jw_measure;

size_t jw_measures(void);
const jw_measure *jw_measure_at(size_t i);
/* By its name or its words, in any case ("PageRank", "度中心性"); "core-number" and "coreness" are core,
 * "leads" and "several-leads" superiors. NULL if there is none; *nearest (may be NULL) then gets the nearest
 * name or NULL. */
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

/* Whom the loss of a unit cuts off: of criticality, the targets that lose every path from the roots; of
 * articulation, the units that are cut off from the largest part of what is left; of bridges, the far ends of
 * its bridges. */
typedef struct jw_losses jw_losses;
bool jw_measure_has_losses(const jw_measure *measure);
/* For a measure that has them; NULL after adding a finding. The model must outlive it. O(units + links). */
jw_losses *jw_losses_new(const jw_model *m, const jw_measure *measure, const jw_rank_options *options,
                         jw_diags *diags);
/* Those of unit u, in id order; *units lasts until the next call. O(their number and links), sorted. */
size_t jw_losses_of(jw_losses *l, uint32_t u, const uint32_t **units);
void jw_losses_free(jw_losses *l);

/* The parts that loops of authority tie together, each unit of one both above and below all the others of it.
 * part[u], one a unit: its number, from 0 in the order of their smallest units; JW_NO_UNIT: on no loop.
 * Returns how many they are; SIZE_MAX after adding a finding. O(units + links). */
size_t jw_loop_parts(const jw_model *m, uint32_t *part, jw_diags *diags);

/* True if link l is one of authority from a larger to a smaller rank, between units that are not eliminated.
 */
bool jw_is_inversion(const jw_model *m, size_t l);

/* Ranks by scores that are known already, one a unit, as measure->run gives them. Otherwise as jw_rank. */
void jw_rank_scores(const jw_model *m, const jw_measure *measure, const double *scores,
                    bool (*take)(void *context, uint32_t unit), void *context, jw_rank_row **rows, size_t *n);

/* Freeman's centralization (1978): how far the network is from one in which everything hangs by one unit. Σ
 * (largest score − score) over all units, divided by what that is in a star of as many: 0 … 1. Of degree,
 * betweenness, closeness and harmonic, undirected; NAN of other measures, of fewer than three units, and of
 * closeness where the network is not connected (distances within parts do not compare). scores: as
 * measure->run gives them with these options. */
double jw_centralization(const jw_model *m, const jw_measure *measure, const jw_rank_options *options,
                         const double *scores);

/* Rank correlation of two scores of the same n units, −1 … 1; units without one of the two are left out. NAN
 * if fewer than two are left, or all of one side are equal. Spearman's ρ with mean ranks for ties; Kendall's
 * τ-b. O(n log n). */
double jw_spearman(const double *a, const double *b, size_t n);
double jw_kendall(const double *a, const double *b, size_t n);

#ifdef __cplusplus
}
#endif

#endif
