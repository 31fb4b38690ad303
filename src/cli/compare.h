/* compare, between its reading (verb_compare.c) and its writing (compare_table.c, compare_json.c). */
#ifndef JW_CLI_COMPARE_H
#define JW_CLI_COMPARE_H

#include "cli/cli.h"

#include <glib.h>

/* A model of the comparison. The first is the base: it has no diff. */
typedef struct {
    char *name;
    jw_model *model;       /* of the base: the session's */
    jw_coverage *coverage; /* likewise */
    double *metrics;
    jw_diff *diff;
    jw_flip *flips;
    size_t n_flips;
    jw_stress_step *steps; /* with --stress */
    size_t n_steps;
} compared;

typedef struct {
    session s;
    result_format format;
    uint64_t top, stress, seed;
    bool has_top, at_random;
    bool is_picture; /* -o names a chart */
    jw_draw_options chart;
    GArray *sides; /* compared */
} comparison;

compared *compare_side(const comparison *r, size_t i);

void compare_write_json(FILE *stream, const comparison *r);
void compare_write_csv(FILE *stream, bool to_file, const comparison *r);
void compare_write_tables(FILE *stream, const comparison *r);

/* compare_chart.c: the chart of --stress. Reads what it is to look like; false with an exit code. */
bool compare_read_chart(const arguments *a, comparison *r, int *exit_code);
int compare_write_chart(comparison *r);

/* What a difference is of: the unit's id and name; of a link “guides: p → a” and "". g_free both. */
char *compare_id(const compared *base, const compared *other, const jw_difference *f);
char *compare_name(const compared *base, const compared *other, const jw_difference *f);
/* What a field was or is, as a reader sees it: the items of a list with semicolons. g_free. NULL if it is
 * absent, or its attribute private in one of the models. */
char *compare_text(const compared *base, const compared *other, const jw_field *field, bool after);

#endif
