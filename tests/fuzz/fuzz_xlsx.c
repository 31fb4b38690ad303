/* Fuzz target for workbooks: no bytes may crash the reader or cost more than the limits allow; what it
 * refuses has one error, what it takes has rows that are valid UTF-8.
 *
 *     make fuzz FUZZERS=fuzz_xlsx FUZZ_SECONDS=60
 *
 * Bytes that begin as a zip are a workbook. Others are the sheet of one that is made of them: behind a first
 * byte that chooses which of its parts they are, so that the fuzzer need not find out how to pack. */
#include "io/recognize.h"
#include "io/table.h"

#include "../unit/io/workbook.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool take(void *context, const jw_row *row)
{
    size_t *rows = context;
    for (size_t i = 0; i < row->n; i++) g_assert_true(g_utf8_validate(row->cells[i], -1, NULL));
    return ++*rows < 10000;
}

static void read_bytes(char *bytes, size_t length, const char *sheet)
{
    jw_limits limits = jw_limits_default();
    limits.workbook_part_bytes = 8 << 20;
    limits.workbook_bytes = 32 << 20;
    limits.workbook_strings = 4 << 20;
    limits.cell_bytes = 1024;
    limits.register_columns = 256;
    jw_diags *diags = jw_diags_new();
    size_t rows = 0;
    jw_row_sink sink = { .header = take, .row = take, .context = &rows };
    jw_table *table = jw_table_open_bytes(bytes, length, "f.xlsx", JW_ENCODING_AUTO, sheet, &limits, diags);
    bool read = table && jw_table_rows(table, &sink, diags);
    g_assert_true(read ? jw_diags_count(diags, JW_ERROR) == 0
                       : rows == 10000 || jw_diags_count(diags, JW_ERROR) == 1);
    for (size_t i = 0; i < jw_diags_size(diags); i++)
        free(jw_diag_message(jw_diags_get(diags, i), (jw_lang)(i & 1)));
    jw_table_close(table);
    jw_diags_free(diags);
}

/* A workbook of which one part is the text. */
static void read_part(int which, const char *text)
{
    size_t length;
    char *bytes = make_book(
        which == 0 ? text
                   : "<worksheet><sheetData><row><c t='s' s='1'><v>0</v></c></row></sheetData></worksheet>",
        which == 1 ? text : "<sst><si><t>a</t></si></sst>", which == 2 ? text : NULL,
        which == 3 ? text : NULL, &length);
    read_bytes(bytes, length, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size >= 2 && memcmp(data, "PK", 2) == 0) {
        char *bytes = calloc(1, size + 1);
        memcpy(bytes, data, size);
        read_bytes(bytes, size, NULL);
        return 0;
    }
    if (!size || memchr(data, '\0', size)) return 0;
    g_autofree char *text = g_strndup((const char *)data + 1, size - 1);
    read_part(data[0] & 3, text);
    return 0;
}
