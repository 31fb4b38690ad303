#include "io/table.h"

#include "base/file.h"
#include "io/package.h"
#include "io/xlsx.h"

#include <glib.h>
#include <stdlib.h>

/* So much of a file is read to see what it is. */
enum { HEAD = 1 << 18 };

struct jw_table {
    jw_workbook *book; /* NULL: text */
    jw_infile *file;   /* if not NULL, what stands behind the text, which is its head, is read from here */
    char *text, *shown;
    size_t length, mark; /* of the text; of the BOM before it in the file */
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

/* Reads the first lines of a file. False if there is no whole one in its head. */
static bool read_head(const jw_infile *file, char *head, size_t *length)
{
    int error;
    *length = jw_infile_read(file, 0, head, HEAD, &error);
    while (*length && head[*length - 1] != '\n') --*length;
    head[*length] = '\0';
    return *length && !error;
}

/* A table of which only the head is read now; NULL if the file has to be read as a whole to know what it is.
 */
static jw_table *open_by_head(jw_infile *file, const char *shown, jw_encoding encoding, const char *sheet,
                              const jw_limits *limits)
{
    size_t length, mark;
    char *head = jw_infile_size(file) > HEAD ? malloc(HEAD + 1) : NULL;
    if (!head || !read_head(file, head, &length) || sheet ||
        jw_bytes_form_of(head, length) != JW_BYTES_OTHER || !jw_csv_has_header(head) ||
        !jw_is_surely_utf8(head, length, encoding, &mark)) {
        free(head);
        return NULL;
    }
    jw_table t = { .file = file, .text = head, .length = length, .mark = mark, .limits = limits };
    t.shown = g_strdup(shown);
    return g_memdup2(&t, sizeof t);
}

jw_table *jw_table_open(const char *path, const char *shown, jw_encoding encoding, const char *sheet,
                        const jw_limits *limits, jw_diags *diags)
{
    jw_infile *file = jw_infile_open(path, shown, limits->register_bytes, diags);
    if (!file) return NULL;
    jw_table *t = open_by_head(file, shown, encoding, sheet, limits);
    if (t) return t;
    size_t length;
    char *bytes = jw_infile_all(file, &length, diags);
    jw_infile_close(file);
    return bytes ? jw_table_open_bytes(bytes, length, shown, encoding, sheet, limits, diags) : NULL;
}

void jw_table_close(jw_table *t)
{
    if (!t) return;
    jw_workbook_free(t->book);
    jw_infile_close(t->file);
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
    if (t->book) return jw_workbook_rows(t->book, sink, diags);
    if (!t->file) return jw_csv_consume(t->text, t->length, t->shown, t->limits, sink, diags);
    jw_csv_head head = { t->text + t->mark, t->length - t->mark, t->mark };
    return jw_csv_read_file(t->file, &head, t->shown, t->limits, sink, diags);
}
