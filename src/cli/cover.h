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

void cover_write_json(FILE *stream, const cover_report *r);
void cover_write_csv(FILE *stream, bool to_file, const cover_report *r);
void cover_write_table(FILE *stream, const cover_report *r);

#endif
