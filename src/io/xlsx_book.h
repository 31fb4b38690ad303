/* The inside of xlsx.h: what the parts of a workbook say. Only for xlsx*.c. */
#ifndef JW_IO_XLSX_BOOK_H
#define JW_IO_XLSX_BOOK_H

#include "io/package.h"
#include "io/xlsx.h"

#include <glib.h>

typedef struct {
    char *name, *part;
} jw_sheet;

struct jw_workbook {
    jw_package *package;
    const jw_limits *limits;
    char *file, *shown;               /* without and with the sheet */
    GPtrArray *visible;               /* char *, ended by NULL */
    jw_sheet sheet;                   /* the one to read */
    char *strings_part, *styles_part; /* NULL: there is none */
    bool from_1904;
    /* Read with the rows. */
    GString *texts;    /* the shared strings end to end, each with its NUL */
    GArray *starts;    /* guint32: where each begins */
    GByteArray *dates; /* of each cell style: whether it shows a date */
};

/* Reads the shared strings and the styles. False after adding a finding. */
bool jw_workbook_read_strings(jw_workbook *w, jw_diags *diags);
bool jw_workbook_read_styles(jw_workbook *w, jw_diags *diags);

/* True if a number format shows a date: it has a year or a day, or a month and no hours or seconds. */
bool jw_format_is_date(const char *code);

/* What the attribute t of a cell says; JW_CELL_STORED_NUMBER if there is none. */
typedef enum {
    JW_STORED_NUMBER,
    JW_STORED_SHARED,
    JW_STORED_TEXT, /* inline, of a formula, an error */
    JW_STORED_FLAG,
    JW_STORED_DATE
} jw_stored;
jw_stored jw_stored_named(const char *t);

/* Appends the text of a stored value, not trimmed. style: the attribute s, or -1. False if `raw` makes no
 * sense there. *rounded: set if the number has more digits than a spreadsheet keeps. */
bool jw_append_cell(const jw_workbook *w, GString *out, jw_stored stored, int64_t style, const char *raw,
                    bool *rounded);

/* Takes _x000D_ and its like, which stand for characters that XML cannot hold, out of a text that begins at
 * `from`. */
void jw_unescape_cell(GString *text, gsize from);

#endif
