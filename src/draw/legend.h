/* The legend of a page. */
#ifndef JW_DRAW_LEGEND_H
#define JW_DRAW_LEGEND_H

#include "draw/chart.h"

/* Sizes in units, as in furniture.c. */
#define JW_SMALL 8.0
#define JW_LEGEND_LINE 14.0

typedef struct jw_legend jw_legend;

/* What is on the page that chart->units and chart->links tell of; the chart must outlive it. */
jw_legend *jw_legend_new(const jw_chart *chart, double unit);
void jw_legend_free(jw_legend *legend);

/* Lays it out in lines of a page's width without its margins, from `top`; draws it if there is a page.
 * Returns its height. */
double jw_legend_flow(const jw_legend *legend, double width, double margin, jw_page *page, double top);

#endif
