#include "io/table.h"

#include "base/file.h"
#include "io/package.h"
#include "io/xlsx.h"

#include <glib.h>
#include <stdlib.h>

struct jw_table {
    jw_workbook *book; /* NULL: text */
    char *text, *shown;
    size_t length; /* of the text */
    const jw_limits *limits;
};

static jw_table *refuse(char *bytes, const char *shown, const char *code, const char *found, jw_diags *diags)
{
    jw_diags_add(diags,
                 &(jw_diag){ .severity = JW_ERROR, .code = code, .place = { shown, 0, 0 }, .found = found });
    free(bytes);
    return NULL;
}

jw_table *jw_table_open_bytes(char *bytes, size_t length, const char *shown, jw_encoding encoding,
                              const char *sheet, const jw_limits *limits, jw_diags *diags)
{
    jw_bytes_form form = jw_bytes_form_of(bytes, length);
    if (form == JW_BYTES_OLE) return refuse(bytes, shown, "old-excel", NULL, diags);
    if (form == JW_BYTES_OLE_ENCRYPTED) return refuse(bytes, shown, "encrypted-workbook", NULL, diags);
    if (form == JW_BYTES_OTHER && sheet) return refuse(bytes, shown, "sheet-of-text", sheet, diags);
    jw_table t = { .limits = limits };
    if (form == JW_BYTES_ZIP)
        t.book = jw_workbook_open(bytes, length, shown, sheet, limits, diags);
    else
        t.text = jw_to_utf8(bytes, &length, encoding, shown, diags);
    if (!t.book && !t.text) return NULL;
    t.length = length;
    t.shown = g_strdup(t.book ? jw_workbook_shown(t.book) : shown);
    return g_memdup2(&t, sizeof t);
}

jw_table *jw_table_open(const char *path, const char *shown, jw_encoding encoding, const char *sheet,
                        const jw_limits *limits, jw_diags *diags)
{
    size_t length;
    char *bytes = jw_read_file(path, shown, limits->register_bytes, &length, diags);
    return bytes ? jw_table_open_bytes(bytes, length, shown, encoding, sheet, limits, diags) : NULL;
}

void jw_table_close(jw_table *t)
{
    if (!t) return;
    jw_workbook_free(t->book);
    free(t->text);
    g_free(t->shown);
    g_free(t);
}

const char *jw_table_shown(const jw_table *t)
{
    return t->shown;
}

const char *const *jw_table_sheets(const jw_table *t)
{
    return t->book ? jw_workbook_sheets(t->book) : NULL;
}

bool jw_table_is_ragged(const jw_table *t)
{
    return t->book != NULL;
}

bool jw_table_rows(jw_table *t, const jw_row_sink *sink, jw_diags *diags)
{
    return t->book ? jw_workbook_rows(t->book, sink, diags)
                   : jw_csv_consume(t->text, t->length, t->shown, t->limits, sink, diags);
}
