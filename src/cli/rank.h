/* What the three answers of `rank` share: one measure, all of them, communities. */
#ifndef JW_CLI_RANK_H
#define JW_CLI_RANK_H

#include "cli/cli.h"

typedef struct {
    session s;
    result_format format;
    jw_rank_options options;
    char **links;
    uint64_t top;
    bool has_top;
    /* One measure. */
    const jw_measure *measure;
    jw_rank_row *rows;
    size_t n;
    double centralization;
    jw_losses *losses; /* --show-lost */
    /* All. scores[i]: of measure i, one a unit, rounded; centralizations[i]: of it. */
    double **scores, *centralizations;
    uint32_t *units; /* those that --where takes; n of them */
    jw_communities *communities;
} ranking;

/* Warns of an option that is given and means nothing to the measure. */
void rank_ignore(ranking *r, option_id option, const char *measure);

/* The head of a JSON result: model, measure, directed, normalized, links. */
void rank_json_head(jw_json_out *out, const ranking *r, const char *measure, bool directed);
/* id, name and kind, inside an object that is open. */
void rank_json_unit(jw_json_out *out, const ranking *r, uint32_t u);
/* The same as cells, and their columns. In a CSV the kind is the model's word; in a table it is what a reader
 * says. */
void rank_unit_columns(jw_grid *g, const ranking *r);
void rank_unit_cells(jw_grid *g, const ranking *r, uint32_t u);
const char *rank_measure_word(const ranking *r, const jw_measure *measure);
/* Which units --where takes, into r->units. */
void rank_take_units(ranking *r);
/* How many of the units listed are illustrative. */
double rank_illustrative(const ranking *r);

/* Of span, depth and other counts, how many units have how much, as the member "distribution" or as a table
 * with bars; of other measures nothing. */
void rank_put_distribution(jw_json_out *out, const ranking *r);
void rank_print_distribution(FILE *stream, const ranking *r);

/* Of loops, each part that loops tie together and who is in it; of inversions, which kinds lead which against
 * their ranks: as the member "loops" or "inversions", or as a table. Those with a unit that is listed. */
void rank_put_evidence(jw_json_out *out, const ranking *r);
void rank_print_evidence(FILE *stream, const ranking *r);
/* Names as in a sentence, the first few and how many more. */
char *rank_names(const ranking *r, const uint32_t *units, size_t n);

/* The other two answers: what is computed (false after adding a finding), and how it is written. */
bool rank_all(ranking *r);
void rank_all_write(FILE *stream, bool to_file, void *context);
bool rank_community(ranking *r);
void rank_community_write(FILE *stream, bool to_file, void *context);

#endif
