/* Coverage by two attributes at once: strips × blocks, 条 × 块.
 *
 *                   street:  观湖     民治    (none)
 *     industry:            ┌────────┬────────┬────────┐
 *     电子信息              │ 9 / 12 │ 3 / 3  │        │   a row and a column are lines; where they meet, a
 *     教育培训              │        │ 0 / 2  │ 1 / 1  │   cell holds the tally of the targets with both
 * values └────────┴────────┴────────┘
 *
 * Every target of the population is in exactly one cell; a line's tally is the sum of its cells', the total
 * that of all. The cells are the groups of jw_coverage_by for the same two attributes. */
#ifndef JINGWEI_CROSS_H
#define JINGWEI_CROSS_H

#include "jingwei/cover.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    const char *value; /* NULL: the targets that have none; always the last line */
    uint32_t unit;     /* that stands for the value; JW_NO_UNIT: none does */
    double leads;      /* how many of the line's targets that unit leads directly, by `count` */
    jw_tally tally;
} jw_cross_line;

typedef struct jw_cross jw_cross;

/* rows, columns: attributes of the model, or JW_BY_KIND. take: NULL: all; else the targets it says true for,
 * and only lines that hold one of them. The coverage must outlive the result.
 *
 * The unit that stands for a value is the one to which an attach rule by that attribute alone gives the
 * targets with it (such a value is a line even if no target has it); else the lead of that value that is
 * alone at the least rank. Lines stand by the order of siblings for those of a unit, then by value: kinds by
 * rank, words of a built-in list in its order, all else with numbers by value. O(units · rules + lines log
 * lines). */
jw_cross *jw_cross_new(const jw_coverage *c, int rows, int columns,
                       bool (*take)(void *context, uint32_t unit), void *context);
void jw_cross_free(jw_cross *x);

size_t jw_cross_rows(const jw_cross *x);
size_t jw_cross_columns(const jw_cross *x);
const jw_cross_line *jw_cross_row(const jw_cross *x, size_t i);
const jw_cross_line *jw_cross_column(const jw_cross *x, size_t i);

/* The tally of one cell, NULL if no target is there. O(log cells). */
const jw_tally *jw_cross_cell(const jw_cross *x, size_t row, size_t column);
const jw_tally *jw_cross_total(const jw_cross *x);

#ifdef __cplusplus
}
#endif

#endif
