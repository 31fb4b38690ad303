/* A small plot: shares (0..1) over whole numbers, a line each, on a page.
 *
 *     100 % ●──●  大浪街道           a line is told by its dash and its marker as well as its colour; its
 * name 50 %     ╲──●  观湖街道   基准  stands at its end; notes of points stand where there is room 0 %
 * ┴──┴──┴──┴──          75 % 0  1  2  3 units taken out */
#ifndef JW_DRAW_PLOT_H
#define JW_DRAW_PLOT_H

#include "draw/ruler.h"
#include "draw/theme.h"

typedef struct {
    const char *name;
    const double *y; /* of x = 0 … n − 1; NAN: no point */
    size_t n;
    const char *const *notes; /* n, any of which may be NULL; or NULL */
} jw_plot_line;

typedef struct {
    const char *x_word, *y_word; /* what the axes are */
    const jw_plot_line *lines;
    size_t n;
} jw_plot;

/* Hands the texts to the ruler, which is to measure them before the plot is painted. unit: the size of small
 * type over 8 points. */
void jw_plot_prepare(const jw_plot *plot, jw_ruler *ruler, double unit);
void jw_plot_paint(const jw_plot *plot, const jw_theme *theme, const jw_ruler *ruler, double unit,
                   jw_rect room, jw_page *page);

/* The i-th line's look across a small box, for a legend. */
void jw_plot_swatch(const jw_theme *theme, size_t i, jw_page *page, jw_rect at, double unit);

/* Steps between the numbers of an axis: the smallest of 1, 2, 5, 10, 20, … that makes at most `most` of
 * them. */
guint jw_plot_step(size_t n, guint most);

#endif
