/* Ways for links over a placed chart, round its boxes. All in points of the page. */
#ifndef JW_DRAW_ORG_LINKS_H
#define JW_DRAW_ORG_LINKS_H

#include "draw/page.h"

typedef struct jw_router jw_router;

/* Where a link begins or ends: a box, and the column of a table in which it stands (else itself). */
typedef struct {
    jw_rect box, column;
    bool is_head;
} jw_seat;

/* gap: how far from boxes links run. */
jw_router *jw_router_new(double gap);
void jw_router_free(jw_router *r);
/* What no link may cross; before jw_router_ready. */
void jw_router_add(jw_router *r, jw_rect box);
/* False if the page is too full to look for ways: links are then straight. */
bool jw_router_ready(jw_router *r);
/* An array of jw_point, which the caller frees. Links of one bundle (from 1 on; 0: of none) run together as
 * far as their ways allow: those of one kind that begin at one unit are a trunk with branches, not as many
 * lines side by side. O(n log n) in the crossings of the lines between boxes. */
GArray *jw_router_find(jw_router *r, const jw_seat *from, const jw_seat *to, guint bundle);

#endif
