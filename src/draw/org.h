/* The layout `org`: a chart that fits its page, at the largest type the page allows.
 *
 *            head                 every node can take several shapes; of each subtree those are kept of which
 *     ┌───────┼───────┐           none is both wider and higher than another (Stockmeyer 1983). What is above
 *   card    card    card          combines the shapes below it; the root takes the one with the largest type.
 *   ├ leaf  ├ leaf  ├ leaf
 *   └ leaf  └ leaf  └ leaf        card: a head over a table of all below it, in columns
 *     ┌───────┤                   tree: a head over a grid of its children, who take one column or several
 *   card    card
 *
 * All lengths are points with names of leaves at JW_LEAF_SIZE, until a page scales them. Looks that are less
 * liked (names broken, tables of tables, kinds mixed in one row) count as a little larger than they are, so
 * that they are chosen where they gain more than that. */
#ifndef JW_DRAW_ORG_H
#define JW_DRAW_ORG_H

#include "draw/chart.h"
#include "jingwei/draw.h"

/* Distances. */
#define JW_ORG_GAP_X 9.0    /* between siblings in a row */
#define JW_ORG_GAP_Y 17.0   /* between rows: room for a bus */
#define JW_ORG_GAP_LIST 7.0 /* between siblings one below the other */
#define JW_ORG_TRUNK 11.0   /* beside rows that share a trunk, and columns */
#define JW_ORG_PAD_X 6.0    /* in heads */
#define JW_ORG_PAD_Y 3.5
#define JW_ORG_CELL_PAD 1.6 /* above and below a name in a table, together */
#define JW_ORG_CELL_GAP 1.0
#define JW_ORG_COLUMN_GAP 3.0
#define JW_ORG_INDENT 9.0
#define JW_ORG_FRAME 5.0      /* around what is not attached */
#define JW_ORG_ROUND 5.0      /* beside a chart round which links run */
#define JW_ORG_ARROW 12.0     /* at the end of a row some of whose links lead to other pages */
#define JW_ORG_REFERENCE 30.0 /* the same in a head, with a number */

enum { JW_CURVE_MOST = 64, JW_HEAD_SHAPES = 3 * JW_HEAD_WRAPS };

typedef enum { JW_FORM_CARD, JW_FORM_TREE, JW_FORM_HEAD } jw_form;

/* Which of their forms the children in a grid take. */
typedef enum { JW_KIDS_CARDS, JW_KIDS_TREES, JW_KIDS_FREE, JW_MANNERS, JW_KIDS_UPRIGHT } jw_manner;

/* How units with none below them are to stand. The last is a trial for AUTO: upright, but no sign in another
 * form, for which a search for the name would fail. */
typedef enum {
    JW_LEAVES_AUTO,
    JW_LEAVES_CARD,
    JW_LEAVES_BOXES,
    JW_LEAVES_ROW,
    JW_LEAVES_VERTICAL,
    JW_LEAVES_UPRIGHT
} jw_leaves;

/* A shape that a node can take, and how. w, h: with the surcharge for what is less liked. */
typedef struct {
    float w, h;
    uint8_t form, wrap;  /* of a card: how names are broken */
    uint8_t manner;      /* of a tree; a jw_manner */
    bool parted;         /* kinds do not share rows */
    bool upright;        /* of a head: its name stands one character a line */
    bool down;           /* kids go down the columns of the grid, not along its rows */
    bool own;            /* of a card: cells as wide as its own names need, not as those of other cards */
    uint16_t columns;    /* of the table, or of the grid */
    double pitch, limit; /* of a grid: width of a column; height above which a child takes one more */
} jw_shape;

/* One line of a card. */
typedef struct {
    int twig;
    uint8_t indent, lines[JW_LEAF_WRAPS];
    int column;
    jw_rect at; /* once placed: on the page, unscaled */
} jw_org_row;

typedef enum {
    JW_NODE_TOP,   /* above several roots; not drawn */
    JW_NODE_UNIT,  /* a unit with what is below it */
    JW_NODE_GROUP, /* leaves of a unit that has inner children too */
    JW_NODE_LOOSE  /* what is not attached */
} jw_node_kind;

typedef struct {
    double w, h;
} jw_size;

typedef struct {
    jw_node_kind kind;
    int twig;   /* of a group: whose leaves */
    int parent; /* -1: none */
    int depth;
    int whole;          /* of a part, which has some of a node's kids or rows on a page: that node; else -1 */
    const void *family; /* siblings of one family may share a row: their kind, or NULL */
    bool is_lone;
    GArray *kids;      /* of int: nodes */
    GArray *rows;      /* of jw_org_row; NULL: cannot be a card */
    bool nested;       /* some rows have rows of their own */
    char *name, *tail; /* of groups and parts; else the captions' */
    jw_size head[JW_HEAD_SHAPES], stub;
    char *upright; /* the name with one character a line; NULL: it lies */
    jw_size up;
    double own[JW_LEAF_WRAPS]; /* cell widths that its rows need */
    GArray *flat, *tree;       /* of jw_shape: as a card, and as a tree */
    bool cut;                  /* stands on another page than what is above it, where it is a stub */
    bool alone;                /* and not even with siblings in a part */
    char *value;               /* of a part: what its rows have in common; NULL: nothing is said */
    bool split;                /* only its parts stand somewhere */
    GArray *parts;             /* of int: the nodes with which the pages below this one begin; NULL: none */
    int page, last_page;       /* where it stands if it is cut, from 0 */
    jw_shape shape;            /* as chosen */
    int *spans;                /* of a grid: how many columns each kid takes */
    GArray *breaks;            /* of int: where the rows of a grid begin, and their end */
    double least;              /* width, as chosen */
    jw_rect at, head_at;       /* as placed */
    int head_shape;
    bool likes_short, likes_number; /* of its head: written as those of its siblings that have least room */
} jw_org_node;

/* A link beside the tree, as its end sees it: the twig of the other end. */
typedef struct {
    int twig, link;
} jw_beside;

/* Links of a unit that are not drawn: how many, and the first page to which one leads, -1: none. */
typedef struct {
    int page, links;
} jw_reference;

typedef struct jw_radial jw_radial;

typedef struct {
    jw_chart *chart;
    jw_leaves leaves;
    jw_radial *radial;             /* places a page in an oval (radial.h); NULL: by shapes */
    bool boxes;                    /* every unit has a box of its own; no tables */
    GArray *nodes;                 /* of jw_org_node; parents before children, parts last */
    double cell[2][JW_LEAF_WRAPS]; /* of all cards, plain and nested: cells are alike */
    jw_size most[2];               /* the room on pages: what fits into none of them is not kept */
    bool hurry;                    /* curves need not go on where something fits */
    GHashTable *beside;            /* twig → GArray of jw_beside: of links that are drawn beside the tree */
    bool paged;                    /* on several pages, so that links may need references */
    GHashTable *references;        /* twig → jw_reference, of the page at hand */
    int *page_of;                  /* by twig, -1: none */
    guint8 *seen;                  /* by twig; 0 but while a page is made */
    GArray *left_out;              /* of jw_left_out, of the page at hand */
} jw_org;

/* org_nodes.c: the nodes of a chart whose captions are measured. boxes: units without any below them stand in
 * boxes too, not in tables. */
jw_org *jw_org_new(jw_chart *chart, bool boxes, jw_leaves leaves, bool paged);
/* True if room is kept at a unit for a reference to another page. */
bool jw_org_may_refer(const jw_org *org, int twig);
void jw_org_free(jw_org *org);
jw_org_node *jw_org_at(const jw_org *org, int i);
jw_org_node *jw_org_kid(const jw_org *org, const jw_org_node *node, guint i);
jw_org_row *jw_org_row_at(const jw_org_node *node, guint i);
/* The links beside the tree that end at a twig, an array of jw_beside, or NULL. */
const GArray *jw_org_beside(const jw_org *org, int twig);
/* A part of `whole`, to be filled. */
int jw_org_add_part(jw_org *org, int whole);
void jw_org_add_row(const jw_org *org, jw_org_node *node, int twig, int indent);
/* True if the kid is drawn as a stub here. */
bool jw_org_is_stub(const jw_org_node *node, const jw_org_node *kid);
/* Says how many units are in a group, now that the phase is another. */
void jw_org_count_group(const jw_org *org, jw_org_node *group);
/* How many units are below a node, or in a part. */
size_t jw_org_units(const jw_org *org, const jw_org_node *node);
/* org_heads.c */
const char *jw_org_name(const jw_org *org, const jw_org_node *node, int shape);
/* The second line: "block · 9", or where there is no room for that beside the name, "9". */
const char *jw_org_tail(const jw_org *org, const jw_org_node *node, int shape);
bool jw_org_is_below(int shape); /* the second line is below the name, not beside it */
void jw_org_measure_head(const jw_org *org, jw_org_node *node);
/* True if the head has the short name; and only the number of its second line. */
bool jw_org_is_short(int shape);
bool jw_org_is_number(int shape);
/* Another shape that is neither wider than `width` nor higher than this one, but as the node likes it; this
 * one if there is none. */
int jw_org_head_liked(const jw_org_node *node, int shape, double width);
/* The lowest head that fits into a width; its least width is jw_org_head_least. */
int jw_org_head_in(const jw_org_node *node, double width);
double jw_org_head_least(const jw_org_node *node);
double jw_org_head_height(const jw_org_node *node, double width);
/* The same for the head of a tree, which is as wide as it needs, with its second line below. */
int jw_org_tree_head_in(const jw_org_node *node, double width);

/* org_upright.c */
#define JW_UPRIGHT_MARK 13.0 /* over the name: the mark of its status */
#define JW_UPRIGHT_STAR 9.0  /* under it */
#define JW_UPRIGHT_ARROW 12.0
#define JW_UPRIGHT_NUMBER 13.0 /* under it too: how many units are below it that are not drawn */
/* The name one character a line; NULL if it cannot stand so. *special: some signs are other than in the name.
 * The caller frees it with g_free(). */
char *jw_upright(const char *name, bool *special);
/* How many units an upright box stands for beside its own, as a text to be freed with g_free(); NULL: none.
 */
char *jw_org_upright_number(const jw_org *org, const jw_org_node *node);
/* Prepares the children of a node to stand upright, if all of them can. */
void jw_org_stand_up(const jw_org *org, jw_org_node *parent);

/* org_curve.c: sets of shapes. */
GArray *jw_curve_new(void);
/* Keeps the curve such that none is both wider and higher than another, by width. O(log n), and the moves. */
void jw_curve_add(GArray *curve, const jw_shape *shape);
/* True if a shape of the curve is neither wider nor higher than this. */
bool jw_curve_beats(const GArray *curve, double width, double height);
/* Leaves at most JW_CURVE_MOST. */
void jw_curve_thin(GArray *curve);
/* The lowest shape not wider than `width`, or NULL. */
const jw_shape *jw_curve_in(const GArray *curve, double width);
/* For a node's flat or tree curve: a shape that is too large for every page is not kept, unless the node has
 * no other. */
void jw_org_add_shape(const jw_org *org, jw_org_node *node, const jw_shape *shape);
/* True if adding a shape that is at least as large as this one would change nothing. */
bool jw_org_is_useless(const jw_org *org, const jw_org_node *node, const jw_shape *shape);
bool jw_org_is_wider(const jw_org *org, const jw_shape *shape); /* than every page */
bool jw_org_fits(const jw_org *org, const jw_org_node *node);   /* on a page, as its curves are */
/* Both curves of a node; those of its kids must be there. */
void jw_org_curves(const jw_org *org, int node);

/* org_card.c */
void jw_card_curve(const jw_org *org, jw_org_node *node);
/* The height of the table, and the column and y of every row. */
double jw_card_fill(const jw_org_node *node, int wrap, int columns);
double jw_row_height(const jw_org_row *row, int wrap);
double jw_card_least(const jw_org *org, const jw_org_node *node, const jw_shape *shape);

/* org_kids.c */
/* What a kid takes in `width`, as a kid of `node`; wider than that if nothing fits. */
jw_shape jw_kid_shape(const jw_org_node *node, const jw_org_node *kid, int manner, double width);
double jw_span_width(double pitch, int span);
/* Room beside a column, or beside rows, for the trunk on which they hang: nothing hangs from "not attached".
 */
double jw_trunk_width(const jw_org_node *node);
/* In columns, what is not attached takes the room of the trunk, from which it does not hang. */
double jw_trunk_taken(const jw_org_node *node, const jw_org_node *kid);
/* Widths worth trying for a column of a grid (of double): those that kids can take. */
GArray *jw_kid_pitches(const jw_org *org, const jw_org_node *node);

/* org_grid.c */
void jw_tree_curve(const jw_org *org, jw_org_node *node);
/* Where the rows, or columns, of a chosen grid begin (of int, ended by the number of kids), and over how many
 * columns each kid goes. */
GArray *jw_grid_breaks(const jw_org *org, const jw_org_node *node, const jw_shape *shape, int *spans);

/* org_place.c: gives a node, and all below it that is drawn with it, places for a chosen shape, with its
 * corner at 0, 0. */
void jw_org_place(const jw_org *org, int node, const jw_shape *shape);

/* org_pages.c: which nodes stand on which page. */
typedef struct {
    int node;  /* with what is below it and not cut */
    int level; /* 0: the first */
    int above; /* the page from which it was cut; -1: none */
} jw_org_page;
typedef struct {
    const jw_size *room; /* on the first page, which begins with the root, and on the others; NULL: endless */
    int level;           /* > 0: everything at this depth is cut whether it fits or not */
    int field;           /* ≥ 0: an attribute; units with a value of it are cut, one page a value */
} jw_org_cutting;
/* Computes all curves, and cuts what does not fit. Returns an array of jw_org_page, in reading order. */
GArray *jw_org_paginate(jw_org *org, const jw_org_cutting *cutting);
/* Gives the pages their numbers from `first` on. */
void jw_org_number_pages(jw_org *org, const GArray *pages, int first);

/* org_values.c: the values by which pages are cut. The value of a unit, or NULL; the same of a row. */
const char *jw_org_value(const jw_org *org, const jw_org_node *node, int field);
const char *jw_org_row_value(const jw_org *org, const jw_org_row *row, int field);
/* True if the rows of a table have several values, and no unit above them has one. */
bool jw_org_has_values(const jw_org *org, const jw_org_node *node, int field);
void jw_org_sort_values(const jw_org *org, jw_org_node *node, int field);
/* Where the rows end that have the value of row `from`, once they are sorted. */
guint jw_org_value_end(const jw_org *org, const jw_org_node *node, int field, guint from);
/* Names a part by its value; page: from 1, of the pages of that value. */
void jw_org_name_value(const jw_org *org, jw_org_node *part, int field, guint page, guint pages);

/* org_paint.c: paints a placed node, with those links beside the tree that chart->links names. */
void jw_org_paint(const jw_org *org, int node, jw_page *page, const jw_placing *placing);
/* What a stub says: "37 · p. 5"; the caller frees it. */
char *jw_org_stub_tail(const jw_org *org, const jw_org_node *node);

/* org_mark.c: adds what is drawn with a placed node: twigs, and links; and finds the references of this page.
 * Returns how many links of its units are not drawn. O(what is drawn). */
size_t jw_org_mark(jw_org *org, int node, GArray *units, GArray *links);
/* org_thin.c: where more than about forty links beside the tree are to be drawn and no kinds are asked for,
 * takes whole kinds (but for links of the unit in focus) out of `links`, the one with most links first;
 * left_out, of jw_left_out, says which. The second does so for a page with everything on it, and takes
 * nothing out. O(links * kinds of links). */
void jw_org_thin(jw_chart *chart, GArray *links, GArray *left_out);
void jw_org_thin_all(jw_chart *chart, GArray *left_out);

/* On which page each unit stands in full; before the first jw_org_mark. */
void jw_org_find_pages(jw_org *org, const GArray *pages, int first);
/* Where the links of a unit on the page lead that are not drawn, or NULL. */
const jw_reference *jw_org_reference(const jw_org *org, int twig);
bool jw_org_is_drawn(const jw_org *org, const jw_org_node *node);
bool jw_org_is_drawn_stub(const jw_org_node *node);
bool jw_org_is_hung(const jw_org_node *node, const jw_org_node *kid); /* from a line */

/* org.c: a name of the option, NULL being "auto"; false if it is none. */
bool jw_leaves_find(const char *name, jw_leaves *out);
/* The pages of a chart. NULL after findings; else an array of jw_page. */
GPtrArray *jw_org_pages(const jw_model *m, const jw_coverage *coverage, const jw_draw_options *options,
                        const jw_renderer *r, jw_diags *diags);

#endif
