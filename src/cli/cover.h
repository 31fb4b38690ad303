/* What `cover` is about to write. */
#ifndef JW_CLI_COVER_H
#define JW_CLI_COVER_H

#include "cli/cli.h"

#include "base/workers.h"

#include <glib.h>

typedef struct {
    char *label; /* "street*industry" */
    int *attributes;
    size_t n;
    jw_groups *groups;
} cover_by;

typedef struct {
    session s;
    result_format format;
    uint64_t top;
    bool has_top;
    jw_rate require;
    double least;
    jw_tally tally;
    GArray *by;         /* cover_by */
    const jw_gap *gaps; /* those that --where takes */
    size_t n_gaps;
    jw_gap *taken; /* `gaps`, if they are not all */
} cover_report;

/* A row that proves a gap. what: "unit", the target itself; "link", one that could bring it reach from
 * `unit`, which is not reached; "break", the unit where the chain is broken. */
typedef struct {
    const char *what;
    jw_place place;
    uint32_t unit, link; /* link: UINT32_MAX but of a link */
} evidence_row;
GArray *cover_evidence(const jw_model *m, const jw_gap *gap);    /* evidence_row */
char *cover_evidence_text(const jw_model *m, const jw_gap *gap); /* "file:line; file:line"; g_free */

/* What is said of a gap, each phrase made once: of a million gaps few differ in their causes and remedies.
 * One thread's. words: causes in the reader's words, else in the model's, for machines. What the two calls
 * return stays until the next of the same. */
typedef struct cover_phrases cover_phrases;
cover_phrases *cover_phrases_new(const cover_report *r, bool words);
void cover_phrases_free(cover_phrases *p);
const char *cover_causes(cover_phrases *p, const jw_gap *gap);
const char *cover_remedy(cover_phrases *p, const jw_gap *gap);

/* Does a job whose pieces are parts of the gaps that are to be listed, in their order; and which gaps those
 * of a piece are. */
void cover_work(const jw_job *job, void *context, const cover_report *r);
size_t cover_piece(const cover_report *r, uint32_t piece, const jw_gap **gaps);

jw_grid *cover_gap_grid(const cover_report *r, bool words); /* its columns */
jw_grid *cover_by_grid(const cover_report *r, const cover_by *by);

void cover_write_json(FILE *stream, const cover_report *r);
void cover_write_csv(FILE *stream, bool to_file, const cover_report *r);
void cover_write_table(FILE *stream, const cover_report *r);

#endif
