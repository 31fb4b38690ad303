#include "io/table.h"

#include "base/file.h"

#include <stdlib.h>

bool jw_table_read_bytes(char *bytes, size_t length, const char *shown, jw_encoding encoding,
                         const jw_limits *limits, const jw_row_sink *sink, jw_diags *diags)
{
    char *text = jw_to_utf8(bytes, &length, encoding, shown, diags);
    bool read = text && jw_csv_read(text, shown, limits, sink, diags);
    free(text);
    return read;
}

bool jw_table_read(const char *path, const char *shown, jw_encoding encoding, const jw_limits *limits,
                   const jw_row_sink *sink, jw_diags *diags)
{
    size_t length;
    char *bytes = jw_read_file(path, shown, limits->register_bytes, &length, diags);
    return bytes && jw_table_read_bytes(bytes, length, shown, encoding, limits, sink, diags);
}
