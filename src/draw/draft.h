/* What every layout begins with: options checked, the tree grown, sheets of paper to lay it on. */
#ifndef JW_DRAW_DRAFT_H
#define JW_DRAW_DRAFT_H

#include "draw/chart.h"
#include "draw/view.h"
#include "jingwei/draw.h"

#define JW_LEAST_TYPE 1.0    /* points: below it a chart is refused */
#define JW_LARGEST_LEAF 11.0 /* points on A4: a small model is not blown up to fill the page */
#define JW_LOOSEST 1.3       /* boxes may be this much larger than their type needs, to fill a page */

/* One way to lay the page. */
typedef struct {
    double width, height;
    jw_rect free;
} jw_sheet;

typedef struct {
    jw_chart chart;
    jw_chart_diff *diff; /* what chart.diff points to */
    jw_choice choice;
    /* Of a chart of changes: the options, with `shows` asked of the union. */
    jw_draw_options asked;
    const jw_draw_options *given;
    char *title, *date, *source; /* cleaned */
    double unit;                 /* the size of small type over 8 points */
    jw_sheet sheets[2];          /* the landscape one first */
    size_t n_sheets;
} jw_draft;

/* False after findings; jw_draft_end is due either way. */
bool jw_draft_begin(jw_draft *draft, const jw_model *m, const jw_coverage *coverage,
                    const jw_draw_options *options, guint most_units, jw_diags *diags);
void jw_draft_end(jw_draft *draft);

/* The room that `f` leaves on every sheet; false after a finding. */
bool jw_draft_measure_sheets(jw_draft *draft, const jw_furniture *f, jw_diags *diags);

/* False after an error if type of this size cannot be drawn, true with a warning if it cannot be read. */
bool jw_is_readable(double size, jw_diags *diags);

#endif
