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
} jw_dress;

/* unit: never JW_NO_UNIT. O(kinds). */
jw_dress jw_chart_dress(const jw_chart *chart, uint32_t unit, jw_wearing as);

/* The look of the status of a unit, or NULL if it has none on this chart. */
const jw_status_look *jw_chart_status(const jw_chart *chart, uint32_t unit);

/* The mark of a status at the left edge of a cell, at any size. */
void jw_paint_mark(jw_page *page, const jw_status_look *look, jw_rect cell, double scale);

#endif
