/* The inside of CSV: what is read line by line (csv.c) and cut by pieces ahead of that (csv_ahead.c). */
#ifndef JW_IO_CSV_INSIDE_H
#define JW_IO_CSV_INSIDE_H

#include "io/table.h"

#include <csv.h>
#include <glib.h>

typedef struct {
    struct csv_parser parser;
    const char *shown;
    const jw_limits *limits;
    const jw_row_sink *sink;
    jw_diags *diags;
    GString *text;      /* the cells of the row end to end, each with its NUL */
    GArray *starts;     /* size_t: where each begins in text */
    GPtrArray *cells;   /* char *: the same as addresses, once the row is whole */
    bool has_text;      /* a cell of the row is not blank */
    bool consumes;      /* the text may go as it is read */
    bool in_row, ended; /* in_row: a quoted cell goes on in the next line; ended: no more rows are wanted */
    const char *kept;   /* from where on the text was not given back */
    uint32_t line, row_line, number; /* being fed; on which the row begins; of the next row */
} jw_csv_reader;

/* What is cut: bytes `from` … `to` of a text or, if that is NULL, of a file, which is not known to be UTF-8.
 */
typedef struct {
    const char *text;
    const jw_infile *file;
    size_t from, to;
} jw_csv_source;

/* Adds a finding, with `most` as what was expected unless that is 0, and ends the reading. */
void jw_csv_refuse(jw_csv_reader *r, const char *code, uint32_t line, uint32_t column, const char *found,
                   uint64_t most);
/* Whether a byte may be the first, or the last, of a character that jw_trim takes off: most cells have none
 * there, and the look is cheap. */
bool jw_csv_may_start_blank(unsigned char first);
bool jw_csv_may_end_blank(unsigned char last);
/* Reads lines one by one from `text` on, until `to`, which is the end of one, or until so many rows are
 * through. Returns where it stopped. */
const char *jw_csv_take_lines(jw_csv_reader *r, const char *text, const char *to, uint32_t rows);
/* Tells that nothing of the whole text is looked at again before `to`, which lies in it. */
void jw_csv_has_read(jw_csv_reader *r, const char *to);

/* The rows of a source, cut and prepared on all processors. */
void jw_csv_take_pieces(jw_csv_reader *r, const jw_csv_source *source);

#endif
