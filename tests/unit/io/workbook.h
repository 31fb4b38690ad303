/* Small workbooks made in memory, part by part, for tests and the fuzzer. */
#ifndef JW_TEST_WORKBOOK_H
#define JW_TEST_WORKBOOK_H

#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define RELATION(id, type, target) "<Relationship Id='" id "' Type='http://x/" type "' Target='" target "'/>"
#define RELATIONS(list) "<Relationships>" list "</Relationships>"

typedef struct {
    const char *name, *text;
} book_part;

/* The zip of these parts, ended by one without a name; malloc's, with a NUL behind it. */
static inline char *zip_parts(const book_part *parts, size_t *length)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_source_keep(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    for (; parts->name; parts++)
        zip_file_add(zip, parts->name, zip_source_buffer(zip, parts->text, strlen(parts->text), 0),
                     ZIP_FL_ENC_UTF_8);
    g_assert_cmpint(zip_close(zip), ==, 0);
    zip_stat_t stat;
    zip_source_stat(source, &stat);
    *length = stat.size;
    char *bytes = calloc(1, *length + 1);
    zip_source_open(source);
    g_assert_cmpint(zip_source_read(source, bytes, *length), ==, (zip_int64_t)*length);
    zip_source_close(source);
    zip_source_free(source);
    zip_error_fini(&error);
    return bytes;
}

/* A workbook of one sheet 表一 and a hidden one 暗 (whose part is the same). Any of the texts may be NULL. */
static inline char *make_book(const char *sheet, const char *strings, const char *styles,
                              const char *settings, size_t *length)
{
    g_autofree char *book = g_strdup_printf(
        "<workbook xmlns:r='http://x'>%s<sheets><sheet name='暗' sheetId='1' state='hidden' r:id='r1'/>"
        "<sheet name='表一' sheetId='2' r:id='r2'/></sheets></workbook>",
        settings ? settings : "");
    book_part parts[] = {
        { "_rels/.rels", RELATIONS(RELATION("r1", "officeDocument", "xl/workbook.xml")) },
        { "xl/workbook.xml", book },
        { "xl/_rels/workbook.xml.rels", RELATIONS(RELATION("r1", "worksheet", "worksheets/dark.xml")
                                                      RELATION("r2", "worksheet", "/xl/worksheets/s.xml")
                                                          RELATION("r3", "sharedStrings", "sharedStrings.xml")
                                                              RELATION("r4", "styles", "../xl/styles.xml")) },
        { "xl/worksheets/s.xml", sheet },
        { "xl/worksheets/dark.xml", "<worksheet><sheetData><row><c "
                                    "t='inlineStr'><is><t>暗处</t></is></c></row></sheetData></worksheet>" },
        { "xl/sharedStrings.xml", strings ? strings : "<sst/>" },
        { "xl/styles.xml", styles ? styles : "<styleSheet/>" },
        { NULL, NULL },
    };
    return zip_parts(parts, length);
}

#endif
