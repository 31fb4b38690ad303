/* Boxes spread over a room, as large as they can be without touching. */
#ifndef JW_DRAW_VIEW_SPREAD_H
#define JW_DRAW_VIEW_SPREAD_H

#include "draw/page.h"

#define JW_SPREAD_GAP 5.0 /* between boxes at scale 1, at least */

typedef struct {
    double w, h;
} jw_spread_size;

typedef struct {
    guint n;
    const jw_spread_size *size; /* at scale 1 */
    const jw_point *where;      /* 0 … 1: shares of the room */
    jw_rect *at;                /* the answer */
} jw_spread;

/* Stretches the drawing over the room, so that the outermost boxes touch its edges, and pushes boxes apart
 * where that makes room for a larger scale, which is at most `most`. Returns the scale; 0 if a box is larger
 * than the room at any. O(n²) a try. */
double jw_spread_fit(jw_spread *s, jw_rect room, double most);

#endif
