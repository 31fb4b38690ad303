/* The layout `radial`: of a page's tree the head stands in the middle of an oval, on whose rim stand all
 * units with none below them, and on rings between, one a level, the heads above these.
 *
 *      name ●  ·  ● name      The rim is gone round clockwise from its top; what is below a head takes an
 *    name ●   head  ● name    arc of it, and the head its middle. Names stand outside, those of the right
 *    name ● head head ● name  half to the right; so that they need no more than to be a line apart, and a
 *      name ●  ·  ● name      line from a head meets none of them.
 *
 * "Not attached" is a head like others, but keeps away from the middle, to which it does not belong.
 *
 * What does not find room is cut into pages as in the layout `org` (org_pages.c). */
#ifndef JW_DRAW_RADIAL_H
#define JW_DRAW_RADIAL_H

#include "draw/disc.h"
#include "draw/org.h"

typedef struct {
    int node, twig;
    int above;       /* the spot that it hangs from, -1: the middle's */
    int level;       /* 0: the middle; of ends: where a head would stand */
    bool is_end;     /* on the rim, */
    bool is_disc;    /* as a disc; else a box: a stub */
    bool is_loose;   /* the head of what is not attached */
    int wrap;        /* of an end's name */
    int first, last; /* of a head: the ends below it, by their place on the rim */
    jw_size size;
    double pad; /* of an end: more room in height than it needs */
    int side;   /* 1: right, -1: left, 0: on the line through the middle */
    double out; /* how far from the middle: of a head its own middle, of an end its place on the rim */
    jw_rect at; /* as placed */
} jw_radial_spot;

struct jw_radial {
    GArray *spots; /* of jw_radial_spot: of the node placed last, heads before what is below them */
    GArray *ends;  /* of int: spots, clockwise */
    guint levels;  /* of rings */
    int wrap;      /* of names, but where there is room for one line */
    double band;   /* between rings, at least */
    double spread; /* 1: heads stand on their rings; 0: as far within as they can */
    jw_point middle;
    jw_size oval;  /* half its axes */
    bool bends[2]; /* lines from the middle to ends, left and right: some would meet a head if straight */
};

jw_radial *jw_radial_new(void);
void jw_radial_free(jw_radial *radial);

/* Places a node with what is below it and not cut. False if it does not fit into the room. O(n log n), and
 * the heads against all. */
bool jw_radial_place(const jw_org *org, int node, jw_size room);
/* The largest scale, at most `most`, at which it fits into a room, and placed for that; 0: none. A little
 * less, but not less than `least`, if names can then stand in one line. */
double jw_radial_fit(const jw_org *org, int node, jw_size room, double least, double most);
/* radial_paint.c: tells the legend what stands as discs on the page placed last. */
void jw_radial_tell(jw_chart *chart, const jw_radial *radial);
jw_disc jw_radial_disc(const jw_org *org, const jw_radial_spot *spot);

#endif
