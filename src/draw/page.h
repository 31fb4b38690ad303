/* A page of a chart: boxes, texts and lines with their places, in points from the top left corner, y down.
 *
 * A page knows nothing of units or Graphviz. Boxes are drawn in the order in which they were added, each text
 * over the boxes before it; lines lie under all boxes. Everything that a page is given is copied. */
#ifndef JW_DRAW_PAGE_H
#define JW_DRAW_PAGE_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
    double x, y, w, h;
} jw_rect;

typedef struct {
    double x, y;
} jw_point;

typedef enum { JW_SOLID, JW_DASHED, JW_DOTTED } jw_dash;
typedef enum { JW_CENTRE, JW_LEFT, JW_RIGHT } jw_align;
typedef enum { JW_AROUND, JW_BELOW, JW_NOWHERE } jw_sides;

/* Colours are "#rrggbb" and static; NULL: none. line: the width of the outline in points, 0: none. */
typedef struct {
    const char *fill, *stroke;
    double line;
    jw_dash dash;
    bool rounded;
} jw_box_style;

typedef struct {
    double size;
    bool bold;
    const char *colour;
    jw_align align;
} jw_text_style;

typedef struct {
    const char *colour;
    double line;
    jw_dash dash;
    bool arrow; /* at the last point */
} jw_line_style;

enum { JW_NO_BOX = -1, JW_NO_TEXT = -1 };

typedef struct {
    jw_rect at;
    jw_box_style style;
    jw_sides sides; /* of its outline that are drawn */
    bool ellipse;
    char *id;  /* letters, digits and '-'; NULL: none */
    int label; /* the text that is drawn with it; JW_NO_TEXT: none */
} jw_page_box;

typedef struct {
    jw_rect at; /* the text is centred in height, and aligned in width */
    jw_text_style style;
    char *text;   /* lines are parted by '\n' */
    double width; /* of a label: of its longest line */
} jw_page_text;

typedef struct {
    jw_point *points;
    size_t size;
    jw_line_style style;
    int from, to; /* boxes that it joins, for readers of the DOT; JW_NO_BOX: none */
} jw_page_line;

/* A place that leads to another page of the document when it is clicked. */
typedef struct {
    jw_rect at;
    int page; /* from 0 */
} jw_page_link;

/* One thing of the order of drawing: an index into boxes or texts. */
typedef struct {
    bool is_text;
    guint index;
} jw_page_item;

typedef struct {
    double width, height;
    const char *paper; /* a static colour; NULL: white */
    char *label;       /* in a PDF's list of pages */
    char *bookmark;
    int number_text; /* which of its texts is its number; -1: none */
    int level;       /* of the bookmark, from 0 */
    GArray *boxes, *texts, *lines, *links, *items;
} jw_page;

jw_page *jw_page_new(double width, double height);
void jw_page_free(jw_page *page);

/* Each returns the index of what was added. */
int jw_page_add_box(jw_page *page, jw_rect at, const jw_box_style *style, const char *id);
int jw_page_add_ellipse(jw_page *page, jw_rect at, const jw_box_style *style);
int jw_page_add_text(jw_page *page, jw_rect at, const jw_text_style *style, const char *text);

/* A text that is the label of a box: one node instead of two. */
int jw_page_add_label(jw_page *page, int box, jw_rect at, const jw_text_style *style, const char *text,
                      double width);
int jw_page_add_line(jw_page *page, const jw_point *points, size_t size, const jw_line_style *style, int from,
                     int to);

void jw_page_add_link(jw_page *page, jw_rect at, int target);

/* Of the outline of a box only this is drawn. */
void jw_page_set_sides(jw_page *page, int box, jw_sides sides);

/* Graphviz rounds to whole units and its dashes have a fixed length in them; pages are drawn at this many
 * units a point. */
enum { JW_PAGE_SCALE = 3 };

/* The page as DOT for the renderer (nop2): boxes and texts as nodes of fixed size, lines as edges, all with
 * their places, in JW_PAGE_SCALE units a point. O(size). */
GString *jw_page_dot(const jw_page *page, const char *family);

#endif
