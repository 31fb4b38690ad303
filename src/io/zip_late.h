/* libzip, opened with the first workbook. It brings the ciphers of OpenSSL with it, of which the loader binds
 * eighteen thousand addresses before the first line of a program runs: half the time of a small command. */
#ifndef JW_IO_ZIP_LATE_H
#define JW_IO_ZIP_LATE_H

#include <zip.h>

#define JW_ZIP_CALLS(X)                                                                                      \
    X(discard)                                                                                               \
    X(error_code_zip)                                                                                        \
    X(error_fini)                                                                                            \
    X(error_init)                                                                                            \
    X(fclose)                                                                                                \
    X(file_get_error)                                                                                        \
    X(fopen_index)                                                                                           \
    X(fread)                                                                                                 \
    X(get_error)                                                                                             \
    X(get_num_entries)                                                                                       \
    X(name_locate)                                                                                           \
    X(open_from_source)                                                                                      \
    X(source_buffer_create)                                                                                  \
    X(source_free)                                                                                           \
    X(stat_index)                                                                                            \
    X(stat_init)

/* Each as zip_NAME. */
typedef struct {
#define JW_ZIP_CALL(name) __typeof__(zip_##name) *name;
    JW_ZIP_CALLS(JW_ZIP_CALL)
#undef JW_ZIP_CALL
} jw_zip_calls;

/* For any thread. NULL if it cannot be opened; *why then says what is wrong. */
const jw_zip_calls *jw_zip_open(const char **why);

#endif
