/* The header of a table that a person made: not always in its first row, and not always in one.
 *
 *     某区社会组织名册（2023年）                      a title above it
 *     序号  名称      党组织            联系          the header: one row, or two of which the upper names
 * groups 形式    党员人数 1     餐饮协会  党支部  5          张三
 *
 * A column of a header of two rows is called by its lower cell, or its upper one where the lower is blank; by
 * both, "2022年/人数", if several columns would be called the same. A line break in a cell of the header is a
 * space, or nothing between Chinese characters. */
#ifndef JW_IO_HEADER_H
#define JW_IO_HEADER_H

#include "io/table.h"

#include <glib.h>

/* How far down a header is looked for. */
enum { JW_HEADER_ROWS = 20 };

/* A row that is kept. */
typedef struct {
    char **cells; /* ended by NULL */
    size_t n;
    uint32_t line;
} jw_kept_row;

/* What a row (and perhaps the one above it) would be worth as header; 0: it is none. */
typedef double (*jw_header_score)(void *context, char *const *names, size_t n);

/* Which of the first rows is the header: the best, the first of equals; but of two equal rows one right below
 * the other that have a cell in common the lower, as that is a cell merged over both. names: how its columns
 * are called; g_strfreev. `rows` holds jw_kept_row. Returns the index of its last row. */
size_t jw_header_find(const GArray *rows, jw_header_score score, void *context, char ***names);

jw_kept_row jw_row_keep(const jw_row *row);
void jw_kept_row_clear(void *row);

/* True for what stands before the sums in a last row: 合计, 总 计：, Subtotal. */
bool jw_is_total_word(const char *cell);

/* jw_table_rows from the header on: that is where most of the n `wanted` names stand, the first row if none
 * does. Rows that end before the header does or go on behind it are brought to its length if the table is
 * ragged. */
bool jw_table_rows_below(jw_table *t, const char *const *wanted, size_t n, const jw_row_sink *sink,
                         jw_diags *diags);

#endif
