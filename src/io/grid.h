/* A table of results: what the verbs fill, and what is written as CSV here or drawn on a terminal by the
 * program. */
#ifndef JW_IO_GRID_H
#define JW_IO_GRID_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct jw_grid jw_grid;

jw_grid *jw_grid_new(const char *title); /* title: what stands above it, or NULL */
void jw_grid_free(jw_grid *g);

/* Columns first, then cells row by row, left to right. Texts are copied; NULL is an empty cell. */
void jw_grid_column(jw_grid *g, const char *heading, bool right_aligned);
void jw_grid_cell(jw_grid *g, const char *text);
void jw_grid_number(jw_grid *g, double value); /* shortest decimal; empty if not finite */
void jw_grid_fixed(jw_grid *g, double value, int digits, const char *unit); /* "55.18 %"; "–" if not finite */

const char *jw_grid_title(const jw_grid *g);
size_t jw_grid_columns(const jw_grid *g);
size_t jw_grid_rows(const jw_grid *g);
const char *jw_grid_heading(const jw_grid *g, size_t column);
bool jw_grid_is_right(const jw_grid *g, size_t column);
const char *jw_grid_at(const jw_grid *g, size_t row, size_t column);

/* RFC 4180 with "\n"; bom: begin with a byte order mark, by which Excel knows UTF-8. A cell that a
 * spreadsheet would take for a formula (it begins with = + - @ or a control character, and is no number and
 * no percentage) is preceded by an apostrophe. */
void jw_grid_write_csv(const jw_grid *g, FILE *stream, bool bom);

/* One cell of such a file and what follows it, a comma or a newline, at the end of `out`: for tables that are
 * too long to be held as a grid. NULL is an empty cell. Not for tables of one column. */
void jw_csv_append(GString *out, const char *text, char after);

#endif
