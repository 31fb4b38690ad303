/* What `cover` is about to write. */
#ifndef JW_CLI_COVER_H
#define JW_CLI_COVER_H

#include "cli/cli.h"

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
    GArray *by;   /* cover_by */
    GArray *gaps; /* jw_gap, those that --where takes */
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

void cover_write_json(FILE *stream, const cover_report *r);
void cover_write_csv(FILE *stream, bool to_file, const cover_report *r);
void cover_write_table(FILE *stream, const cover_report *r);

#endif
