/* A table as a source of rows: a header, then rows of cells. What reads a format (csv.c, xlsx.c) pushes the
 * rows into a sink one by one, so that nobody holds the table.
 *
 *     登记证号,名称,党员人数        header: line 1
 *     A001,"龙华区                 number 1, line 2; a quoted cell may hold a newline
 *     餐饮协会",12
 *                                  blank lines, and rows in which every cell is blank, are no rows
 *     A002,观湖商会,              number 2, line 5; an empty last cell is a cell */
#ifndef JW_IO_TABLE_H
#define JW_IO_TABLE_H

#include "base/file.h"
#include "io/charset.h"
#include "jingwei/limits.h"

/* One row. The cells are valid UTF-8, ended by NUL, and trimmed (jw_trim); they belong to the table, and what
 * the sink is shown may be changed until it returns. */
typedef struct {
    char *const *cells;
    size_t n;
    const uint32_t *lengths; /* bytes by cell; NULL: not counted, as where nothing is prepared */
    uint32_t line;           /* of the file on which the row begins, from 1 */
    uint32_t number;         /* among the rows that are rows: 0 the header, 1 the first below it */
    const void *prepared;    /* what `prepare` made of it; NULL if it was not asked */
    void *scratch;           /* what `prepare` had as scratch then */
} jw_row;

/* Who gets the rows. header is called once, first; row for each row after it. False ends the reading.
 *
 * What can be done about a row without looking at another may stand in `prepare` (else NULL), which several
 * threads call at once and in any order for rows behind the first JW_ROWS_ALONE; it reads cells, n and
 * lengths only, and writes `prepared_size` bytes that `row` then gets. foresee (or NULL) is shown the same a
 * few rows before, and may leave something in those bytes: to fetch memory. begin gives a thread its scratch,
 * which nobody else uses at the same time: prepare remembers there, and row may too, what is met again and
 * again. The rows themselves always come in their order, one at a time. expect (or NULL) is shown what was
 * prepared a few rows before `row` gets it: to fetch memory. about (or NULL) is told once, after the first
 * rows, a guess of how many follow. */
enum { JW_ROWS_ALONE = 64 };
typedef struct {
    bool (*header)(void *context, const jw_row *row);
    bool (*row)(void *context, const jw_row *row);
    void *context;
    size_t prepared_size; /* a multiple of 8 */
    void *(*begin)(const void *context);
    void (*foresee)(const void *context, void *scratch, const jw_row *row, void *prepared);
    void (*prepare)(const void *context, void *scratch, const jw_row *row, void *prepared);
    void (*end)(void *scratch);
    void (*expect)(const void *context, const void *prepared);
    void (*about)(void *context, uint64_t rows);
} jw_row_sink;

/* A table that was found good so far: CSV in any of the encodings, or a sheet of an XLSX workbook, told apart
 * by how the file begins, not by its name. */
typedef struct jw_table jw_table;

/* Opens the file at `path`; `shown` is its name in messages. sheet: of a workbook, NULL for the first that is
 * not hidden. NULL after adding a finding: those of jw_read_file, jw_to_utf8 (of a large file in UTF-8 only
 * its head is read here: see jw_csv_read_file) and jw_workbook_open; old-excel, encrypted-workbook,
 * sheet-of-text (a sheet is asked for, but this is no workbook). */
jw_table *jw_table_open(const char *path, const char *shown, jw_encoding encoding, const char *sheet,
                        const jw_limits *limits, jw_diags *diags);
/* The same from memory. Takes `bytes`, which are malloc's and have a NUL after `length` bytes. */
jw_table *jw_table_open_bytes(char *bytes, size_t length, const char *shown, jw_encoding encoding,
                              const char *sheet, const jw_limits *limits, jw_diags *diags);
void jw_table_close(jw_table *t); /* takes NULL */

/* The name for messages: "名册.csv", "名册.xlsx#协会". */
const char *jw_table_shown(const jw_table *t);
/* The sheets that are not hidden, ended by NULL; NULL if this is no workbook. */
const char *const *jw_table_sheets(const jw_table *t);
/* True if rows may end before the header does, as trailing blank cells are not stored; false: that is an
 * error. */
bool jw_table_is_ragged(const jw_table *t);

/* Gives the rows to the sink, once. True if all was read; false if the sink ended it (which then has said
 * why) or after adding a finding of the format. The first row that is not blank is the header; where a title
 * may stand above it, see header.h. */
bool jw_table_rows(jw_table *t, const jw_row_sink *sink, jw_diags *diags);

/* CSV after RFC 4180, strictly, from UTF-8 that ends in NUL. Lines may end in LF, CRLF or CR. Cells are
 * separated by commas; only if the header has no comma outside quotes, by tabs if it has one, else by
 * semicolons if it has one. Findings: empty-register (no header), stray-quote (a quote in a cell that is not
 * quoted, or text after a closing quote), unclosed-quote (at the row where it opens), cell-too-long,
 * too-many-columns. */
bool jw_csv_read(const char *text, const char *shown, const jw_limits *limits, const jw_row_sink *sink,
                 jw_diags *diags);
/* The same of a text from malloc, of so many bytes before its NUL, which may be anything afterwards: its
 * memory is given back while it is read, so that a large table and what becomes of it are never in memory as
 * wholes together. */
bool jw_csv_consume(char *text, size_t length, const char *shown, const jw_limits *limits,
                    const jw_row_sink *sink, jw_diags *diags);

/* True if the text holds the whole header: more of it tells nothing new of what separates cells. */
bool jw_csv_has_header(const char *text);
/* How a file begins: whole lines of UTF-8 with the header, ended by NUL, and at which offset they stand. */
typedef struct {
    const char *text;
    size_t length, from;
} jw_csv_head;
/* The same of a file, which is read piece by piece as its rows are taken and never in memory as a whole. What
 * comes behind the head is judged on the way; findings also: bad-encoding and nul-byte as of jw_to_utf8,
 * after the rows before them; file-unreadable, also if it was written to meanwhile. */
bool jw_csv_read_file(const jw_infile *file, const jw_csv_head *head, const char *shown,
                      const jw_limits *limits, const jw_row_sink *sink, jw_diags *diags);

#endif
