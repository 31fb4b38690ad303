/* What the parts of a layered chart share.
 *
 *     head ── trunk ──┬── head ─ card
 *                     │          ├ row
 *                     │          └ row
 *                     └── head ─ card
 *
 * A block is a head (a unit, or a group), beside or below it the card of its leaves, and blocks of its own.
 * From a chosen depth on, everything below a head stands in its card, nested rows indented.
 *
 * Until it is placed on a page a chart is measured in points with names of leaves at JW_LEAF_SIZE; then all
 * is multiplied by one scale. */
#ifndef JW_DRAW_CHART_H
#define JW_DRAW_CHART_H

#include "draw/diff.h"
#include "draw/ruler.h"
#include "draw/theme.h"
#include "draw/tree.h"

#define JW_LEAF_SIZE 10.0
#define JW_SUB_SIZE 10.0  /* of the second line of a head: nothing is smaller than the names of leaves */
#define JW_INDENT 14.0    /* of nested rows */
#define JW_BLOCK_GAP 9.0  /* between blocks side by side along a trunk */
#define JW_COLUMN_GAP 6.0 /* between the columns of a card */

/* Ways to break names into lines: of leaves, and of heads; the last of heads takes the short name (简称). */
enum { JW_LEAF_WRAPS = 3, JW_HEAD_WRAPS = 3, JW_HEAD_SHORT = 2 };

typedef struct {
    char *leaf[JW_LEAF_WRAPS], *head[JW_HEAD_WRAPS]; /* wrapped names */
    char *line;                                      /* the name in one line */
    char *sub;                                       /* under a head: "block · 16" */
    double leaf_width[JW_LEAF_WRAPS], head_width[JW_HEAD_WRAPS], sub_width;
    bool illustrative;
} jw_caption; /* of a twig */

/* An entry of the legend that only the layout knows how to draw: `width` and the unit as in furniture.c. */
typedef struct {
    const char *word;
    double width;
    void (*paint)(void *context, jw_page *page, jw_rect at, double unit);
    void *context;
} jw_extra;
typedef struct jw_colouring jw_colouring;

/* A kind of links beside the tree of which none is drawn, because there are too many on the page. */
typedef struct {
    const jw_link_kind *kind;
    guint count;
} jw_left_out;

typedef struct {
    const jw_model *model;
    const jw_coverage *coverage; /* NULL: no statuses */
    const jw_chart_diff *diff;   /* NULL: a chart of one model; else model is the union */
    jw_colouring *colouring;     /* NULL: by status */
    const char *label;           /* what stands in a box; NULL: the name */
    GHashTable *heads; /* of jw_unit_kind: what the page in hand shows in boxes of their own; may be NULL */
    GHashTable *discs; /* of jw_unit_kind and jw_status_look: what stands as discs on the page; may be NULL */
    uint32_t focus[2]; /* marked; both the same if it is one unit, JW_NO_UNIT: none */
    const jw_theme *theme;
    jw_lang lang;
    jw_tree *tree;
    jw_caption *captions; /* by twig */
    jw_ruler *ruler;
    int before;              /* pages of the same document before this chart: they are numbered through */
    double margin;           /* points round the page; below 0: what suits the paper */
    bool illustrative;       /* something on the chart is */
    const char *other_links; /* kinds of links beside the tree that are drawn, by comma; NULL: all */
    /* What is on the page that a furniture is made for: twigs, and links (of int); NULL: all. */
    const GArray *units, *links;
    size_t elsewhere;       /* links of its units that lead to other pages */
    const GArray *left_out; /* of jw_left_out; NULL: none */
    const jw_extra *extras; /* before all else in the legend */
    guint n_extras;
} jw_chart;

typedef struct {
    int twig, indent, column;
    jw_rect at; /* from the card's corner; mirrored cards are turned when they are painted */
} jw_row;

typedef struct {
    int twig; /* of a group: the twig whose leaves it takes together */
    bool group;
    int depth, parent; /* parent: a block; -1: none */
    GArray *kids;      /* of int: blocks */
    GArray *rows;      /* of jw_row */
    int columns;
    double column_width;
    char *head, *sub; /* of a group; else the captions' */
    double head_width, head_height, card_width, card_height, width, height;
    jw_rect head_at, card_at; /* once placed */
    bool mirrored;
} jw_block;

typedef enum { JW_DOWN, JW_RIGHTWARD, JW_BOTH_WAYS } jw_direction;

/* A way to draw the chart. split: of JW_BOTH_WAYS, how many of the root's blocks go left. */
typedef struct {
    jw_direction direction;
    int depth, columns, leaf_wrap, head_wrap;
    guint split;
    bool by_kind;         /* the split parts kinds from each other */
    GArray *blocks;       /* of jw_block; parents before children */
    GArray *tops;         /* of int: blocks without parent */
    double width, height; /* estimated, then as placed */
    double score;
} jw_arrangement;

/* True if the twig is drawn: not what is only before on the chart of what is after. */
bool jw_chart_shows(const jw_chart *chart, int twig);
/* How many units are below a twig: "14", or where that changes "14→16". The caller frees it with g_free(). */
char *jw_chart_below(const jw_chart *chart, const jw_twig *twig);

/* captions.c: names cleaned, wrapped and measured. False after findings (unsafe-text, or of the renderer). */
bool jw_chart_caption(jw_chart *chart, const jw_renderer *r, jw_diags *diags);
/* Writes the captions anew after the phase has changed, without measuring: all stays at its place. */
void jw_chart_recaption(jw_chart *chart);
void jw_captions_free(jw_caption *captions, guint n);
double jw_head_size(int depth);

/* blocks.c */
jw_arrangement *jw_arrangement_new(const jw_chart *chart, jw_direction direction, int depth, int columns,
                                   int leaf_wrap, int head_wrap);
void jw_arrangement_free(jw_arrangement *a);
jw_block *jw_arrangement_block(const jw_arrangement *a, int i);
const jw_row *jw_block_row(const jw_block *block, guint i);
const char *jw_block_head(const jw_chart *chart, const jw_arrangement *a, const jw_block *block);
const char *jw_block_sub(const jw_chart *chart, const jw_block *block);

/* arrange.c: the arrangement that allows the largest type in one of the n free areas, placed by Graphviz with
 * its corner at 0, 0. *area gets which one. NULL after a finding. */
typedef struct {
    double width, height;
    double bonus; /* of this area over the others: 1 = none */
} jw_area;
jw_arrangement *jw_arrange(const jw_chart *chart, const jw_renderer *r, const jw_area *areas, size_t n,
                           double most_scale, size_t *area, jw_diags *diags);

/* Where and how large an arrangement is drawn. Type is scaled by `scale`; x and y by more where there is
 * room. */
typedef struct {
    jw_point corner;
    double scale, wide, tall;
} jw_placing;

/* Makes `bounds` hold r too. */
void jw_grow_bounds(jw_rect *bounds, jw_rect r);

/* Chart to page. */
jw_point jw_place_point(const jw_placing *placing, double x, double y);

/* paint.c: draws a placed arrangement on a page. */
void jw_paint(const jw_chart *chart, const jw_arrangement *a, jw_page *page, const jw_placing *placing);
/* links.c: the links that are not of the tree. box_of: twig → box on the page. */
void jw_paint_links(const jw_chart *chart, const jw_arrangement *a, jw_page *page, const jw_placing *placing,
                    const int *box_of);

/* True if links of this kind are drawn beside the tree; and if this one is. */
bool jw_chart_draws(const jw_chart *chart, const jw_link_kind *kind);
bool jw_chart_draws_link(const jw_chart *chart, uint32_t link);
/* True if the link is one of the unit in focus: it is drawn, however many there are. */
bool jw_chart_is_of_focus(const jw_chart *chart, size_t link);
/* True if it is of a kind of which there are too many on the page. */
bool jw_chart_leaves_out(const jw_chart *chart, size_t link);
/* How a link beside the tree is drawn. */
jw_line_style jw_chart_link_style(const jw_chart *chart, uint32_t link);
/* furniture.c: what stands around a chart: title, date, source, page number, and the legend of what is on it.
 * `unit` is the size of small type over 8 points. */
typedef struct jw_furniture jw_furniture;
typedef struct {
    const char *text;
    int page; /* to which it leads, from 0; -1: none */
} jw_step;
typedef struct {
    const char *title, *date, *source; /* cleaned; any may be NULL */
    int number, of;                    /* page X of Y */
    const jw_step *path;               /* what is above the chart of this page; NULL: none */
    guint steps;
} jw_page_words;
jw_furniture *jw_furniture_new(jw_chart *chart, const jw_page_words *words, double unit);
void jw_furniture_free(jw_furniture *f);
/* The texts of a path, to be measured beforehand. */
void jw_furniture_add_step(jw_chart *chart, const char *text, double unit);
/* The rectangle that is left for the chart on a page of this size; after jw_ruler_measure. */
jw_rect jw_furniture_area(const jw_furniture *f, double width, double height);
void jw_furniture_paint(const jw_furniture *f, jw_page *page);
/* "Page 3 of 7"; the caller frees it with g_free(). */
char *jw_page_words_text(jw_lang lang, int number, int of);

#endif
