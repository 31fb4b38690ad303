/* What the parts of painting a placed chart share. */
#ifndef JW_DRAW_ORG_PAINT_H
#define JW_DRAW_ORG_PAINT_H

#include "draw/org.h"

typedef struct {
    const jw_org *org;
    const jw_placing *placing;
    jw_page *page;
    double scale;      /* of type */
    GHashTable *boxes; /* twig + 1 → box + 1 */
    GHashTable *seats; /* twig + 1 → jw_seat */
} jw_painter;

/* A place of the chart on the page. */
jw_rect jw_painter_placed(const jw_painter *p, jw_rect r);
/* The box in which a twig is drawn, or JW_NO_BOX. */
int jw_painter_box(const jw_painter *p, int twig);

/* org_lines.c: the lines of the tree, below a node. */
void jw_paint_tree_lines(const jw_painter *p, const jw_org_node *node);
/* org_beside.c: those links beside the tree that chart->links names. */
void jw_paint_links_beside(jw_painter *p, const jw_org_node *node);

/* The head of a placed node, in full or as a stub. */
void jw_paint_head(const jw_painter *p, const jw_org_node *node);
/* "→5", "→5 +2": the first page to which links of the unit lead that are not drawn, and how many more there
 * are. Where there is little room that goes first, then the number is set smaller; it goes last. */
void jw_paint_reference(const jw_painter *p, int twig, jw_rect room, const char *colour);
/* radial_paint.c: all of a page that is placed in an oval. */
void jw_radial_paint(const jw_painter *p);

#endif
