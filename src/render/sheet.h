/* SPDX-License-Identifier: MIT */
/* What Graphviz draws on one page, kept until it is drawn onto a cairo surface: so that one thread can write
 * a page while another prepares the next, and lines of one pen become one path. */
#ifndef JW_RENDER_SHEET_H
#define JW_RENDER_SHEET_H

#include "shape.h"
#include "slim.h"

#include <glib.h>

typedef enum { LINE_SOLID, LINE_DASHED, LINE_DOTTED } line_kind;

/* Colours are red, green, blue, opacity, 0..1; opacity 0 or width 0: none. */
typedef struct {
    double fill[4], colour[4], width;
    line_kind line;
} sheet_pen;

typedef struct sheet sheet;

/* What Graphviz draws at x, y, which goes up, comes to (x + dx) * scale + left, top - (y + dy) * scale on the
 * surface, once it has told scale, dx and dy: before its first mark. */
sheet *sheet_new(double left, double top);
void sheet_set_view(sheet *s, double scale, double dx, double dy);
void sheet_free(sheet *s);

/* A path, then sheet_paint() with its pen. */
void sheet_move(sheet *s, double x, double y);
void sheet_line(sheet *s, double x, double y);
void sheet_curve(sheet *s, const double points[6]);
void sheet_close(sheet *s);
void sheet_paint(sheet *s, const sheet_pen *pen);

/* A line of text from x, y on. */
void sheet_text(sheet *s, shape_font *font, const char *text, double x, double y, double size,
                const double colour[4]);

/* In slim fonts, unless they are NULL. Drawing begins with reading the outline of each glyph in each size,
 * which is a tenth of it; that may be done before, in another thread. */
void sheet_read_outlines(const sheet *s, slim *fonts);
void sheet_draw(const sheet *s, cairo_t *cr, slim *fonts);

#endif
