/* XLSX workbooks as a source of rows (table.h): one sheet of one file.
 *
 *     _rels/.rels                   names the workbook
 *     xl/workbook.xml               names of sheets, which are hidden, and whether days count from 1900 or
 * 1904 xl/_rels/workbook.xml.rels    in which part each sheet, the shared strings and the styles are
 *     xl/sharedStrings.xml          texts of cells, by number
 *     xl/styles.xml                 which number formats are dates
 *     xl/worksheets/sheet1.xml      the rows
 *
 * What a cell says, as text:
 *   text        its runs joined, without the reading aids (furigana) beside them
 *   number      the shortest decimal that reads back ("12", "0.1"), whatever the format shows
 *   date        a number in a format with a year or a day: YYYY-MM-DD; the time of day is left out
 *   yes or no   TRUE, FALSE
 *   formula     the value that was saved with it
 *   error       #N/A and the like, as it stands; who wants the value says so (register.c)
 *   merged      the rows below its first have the same text; columns beside it are blank
 * Hidden rows and columns are read. A row's line is its number in Excel. */
#ifndef JW_IO_XLSX_H
#define JW_IO_XLSX_H

#include "io/table.h"

typedef struct jw_workbook jw_workbook;

/* Takes `bytes`, which are malloc's. sheet: its name, or NULL for the first that is not hidden. NULL after
 * adding a finding: those of package.h, not-a-workbook, missing-sheet. If sheet is NULL and there are
 * several, a note first-sheet. `limits` must outlive the workbook. */
jw_workbook *jw_workbook_open(char *bytes, size_t length, const char *shown, const char *sheet,
                              const jw_limits *limits, jw_diags *diags);
void jw_workbook_free(jw_workbook *w); /* takes NULL */

/* "名册.xlsx#协会": file and sheet, for messages. */
const char *jw_workbook_shown(const jw_workbook *w);

/* The names of the sheets that are not hidden, ended by NULL. */
const char *const *jw_workbook_sheets(const jw_workbook *w);

/* Gives the rows to the sink; true if all were read. Findings: those of package.h, empty-register, bad-cell,
 * cell-too-long, too-many-columns, too-many-rows; warnings formula-without-value, rounded-number; a note
 * merged-cells. Once only. */
bool jw_workbook_rows(jw_workbook *w, const jw_row_sink *sink, jw_diags *diags);

#endif
