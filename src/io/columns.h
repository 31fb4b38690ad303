/* What the columns of a table hold: its header, found as a person would, and of each column counts and words.
 */
#ifndef JW_IO_COLUMNS_H
#define JW_IO_COLUMNS_H

#include "io/header.h"

/* So many rows are looked at; the rest is taken to be like them. */
enum { JW_PROFILED_ROWS = 20000 };

/* One column. Counts are of cells that are not blank. */
typedef struct {
    char *name;         /* "": none */
    GHashTable *values; /* its distinct texts → how many cells (as a pointer) */
    GPtrArray *order;   /* char *: the same; few of them in natural order, many as they came */
    size_t filled, numbers, integers, negative, zeros, dates;
    size_t longest; /* bytes */
} jw_column;

typedef struct {
    char *path, *shown, *sheet; /* sheet: NULL for text */
    jw_column *columns;
    size_t n_columns, rows; /* rows: looked at */
    uint32_t header_line,
        first_line; /* of the first row that is not blank: a title, if it is not the header */
    size_t totals;  /* rows that are sums, which are not counted */
    bool chinese;
} jw_columns;

/* Reads a table. NULL after adding a finding of jw_table_open or jw_table_rows, or no-table (no row below a
 * header). score: see header.h. */
jw_columns *jw_columns_read(const char *path, const char *shown, const char *sheet, jw_header_score score,
                            const jw_limits *limits, jw_diags *diags);
void jw_columns_free(void *columns);

/* True if some other column has that name, so that no mapping can mean it. */
bool jw_column_is_ambiguous(const jw_columns *t, const jw_column *c);
/* True if every row has a text and no two are the same. */
bool jw_column_is_distinct(const jw_columns *t, const jw_column *c);

#endif
