/* A unit as a disc with its name beside it: what takes least room where boxes do not stand in rows. */
#ifndef JW_DRAW_DISC_H
#define JW_DRAW_DISC_H

#include "draw/chart.h"

#define JW_DISC 12.0

typedef struct {
    int twig, wrap; /* which of the ways to break its name */
    bool turned;    /* the name is left of the disc, not right of it */
    double beyond;  /* kept free beyond the name, for what the caller writes there */
} jw_disc;

/* The width and height at JW_LEAF_SIZE, with what is beyond. */
double jw_disc_width(const jw_chart *chart, const jw_disc *disc);
double jw_disc_height(const jw_chart *chart, const jw_disc *disc);
/* Where in a rectangle of that size, scaled, the disc itself is. */
jw_rect jw_disc_body(const jw_disc *disc, jw_rect at, double scale);
/* The same of what is kept free. */
jw_rect jw_disc_beyond(const jw_disc *disc, jw_rect at, double scale);
/* Returns the box on the page that holds it all. */
int jw_paint_disc(const jw_chart *chart, jw_page *page, const jw_disc *disc, jw_rect at, double scale);
/* Tells the legend, by chart->discs: of n twigs, which stand as discs. A kind that has boxes too is shown as
 * one of them. */
void jw_tell_discs(const jw_chart *chart, const int *twigs, const bool *is_disc, guint n);

#endif
