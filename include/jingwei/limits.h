/* Limits on what an input may cost. They keep a hostile or broken file from taking the machine with it;
 * each is far above what an organization needs, and each is reported by name when it is met. */
#ifndef JINGWEI_LIMITS_H
#define JINGWEI_LIMITS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* name of the field, default, what it counts */
#define JW_LIMITS(X)                                                                                         \
    X(json_bytes, 100u << 20, "bytes in one model or scenario file")                                         \
    X(json_depth, 64, "levels of nesting in JSON")                                                           \
    X(json_values, 20u << 20, "values in one JSON file")                                                     \
    X(register_bytes, 1u << 30, "bytes in one register")                                                     \
    X(register_columns, 4096, "columns in one register")                                                     \
    X(cell_bytes, 1u << 16, "bytes in one cell or one string")                                               \
    X(register_rows, 1u << 20, "rows in one sheet of a workbook")                                            \
    X(workbook_entries, 10000, "entries in one workbook, which is a zip")                                    \
    X(workbook_part_bytes, 2u << 30, "bytes in one part of a workbook, unpacked")                            \
    X(workbook_bytes, 6ull << 30, "bytes unpacked in all to read one workbook")                              \
    X(workbook_ratio, 200, "times its packed size that a part of a workbook may grow, beyond 32 MB")         \
    X(workbook_strings, 512u << 20, "bytes of memory for the shared strings of one workbook")                \
    X(units, 8u << 20, "units in one model")                                                                 \
    X(links, 32u << 20, "links in one model")                                                                \
    X(kinds, 1000, "kinds of units, and as many of links")                                                   \
    X(attributes, 1000, "declared attributes")                                                               \
    X(pattern_units, 1u << 20, "units made by one pattern")                                                  \
    X(includes, 64, "files included by one model, at any depth")                                             \
    X(bad_rows, 50, "bad rows of one register that are listed one by one")

typedef struct {
#define X(name, value, meaning) uint64_t name; /* meaning */
    JW_LIMITS(X)
#undef X
} jw_limits;

/* The defaults above. */
jw_limits jw_limits_default(void);

#ifdef __cplusplus
}
#endif

#endif
