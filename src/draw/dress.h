/* What a unit wears on a chart: its fill and outline, the mark before its name, a line through it. One place
 * decides, for every layout and for the legend. */
#ifndef JW_DRAW_DRESS_H
#define JW_DRAW_DRESS_H

#include "draw/chart.h"

/* As what it is drawn: a line of a list, a box of its own, a box that says that more is elsewhere. */
typedef enum { JW_AS_LEAF, JW_AS_HEAD, JW_AS_STUB } jw_wearing;

typedef struct {
    jw_look look;
    const jw_status_look *status; /* whose mark stands before the name; NULL: none */
    const jw_status_look *was;    /* and before that, where it is another; NULL: it is not */
    jw_badge badge;               /* what becomes of it, on a chart of changes */
    bool is_struck;
} jw_dress;

/* unit: JW_NO_UNIT of a count. O(kinds). */
jw_dress jw_chart_dress(const jw_chart *chart, uint32_t unit, jw_wearing as);

/* The look of a kind whose units stay as they are, on a chart of changes. */
jw_look jw_dress_quiet(const jw_chart *chart, const jw_unit_kind *kind);

/* The look of the status of a unit, or NULL if it has none on this chart. */
const jw_status_look *jw_chart_status(const jw_chart *chart, uint32_t unit);

/* How much room marks take before a name: in all rows of tables, and in the head of a unit. */
double jw_dress_gutter(const jw_chart *chart);
double jw_dress_room(const jw_chart *chart, uint32_t unit);

/* All marks, within `room` from the left edge of a cell. */
void jw_paint_dress(const jw_chart *chart, jw_page *page, const jw_dress *dress, jw_rect cell, double room,
                    double scale);
/* A line through each line of a text that stands at the left of `at`, or in its middle. */
void jw_paint_strike(jw_page *page, jw_rect at, const jw_text_style *style, const char *text, double width);

/* The sign of a badge in a box, its left edge at the left of `cell`; hollow where the unit is no longer. */
void jw_paint_badge(const jw_chart *chart, jw_page *page, jw_badge badge, jw_rect cell, double scale);

/* The mark of a status at the left edge of a cell, at any size. */
void jw_paint_mark(jw_page *page, const jw_status_look *look, jw_rect cell, double scale);

/* An entry of the legend: a badge, two marks, or neither for what stays; free text with g_free(). */
typedef struct {
    jw_dress dress;
    char *text;
} jw_diff_item;

/* diff_legend.c: what becomes of units, and whose status changes, with how many of each are on the page. An
 * array of jw_diff_item. */
GArray *jw_diff_legend(const jw_chart *chart);

#endif
