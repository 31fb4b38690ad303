/* SPDX-License-Identifier: MIT */
/* Lines of text as glyphs, in ems; see shape.c. */
#ifndef JW_RENDER_SHAPE_H
#define JW_RENDER_SHAPE_H

#include <cairo.h>
#include <harfbuzz/hb.h>
#include <stdbool.h>
#include <stddef.h>

/* Text is shaped at this size, at which advances of most fonts are whole numbers, in units of a 1024th. */
enum { SHAPE_EM = 1000, SHAPE_UNITS = SHAPE_EM * 1024 };

/* Glyphs of one font, placed from the start of their piece on, and which bytes of the text they stand for. */
typedef struct {
    cairo_font_face_t *face;
    bool backward; /* right to left */
    int start, bytes;
    cairo_glyph_t *glyphs;
    int glyph_count;
    cairo_text_cluster_t *clusters;
    int cluster_count;
} shape_run;

typedef struct {
    double width;
    shape_run *runs;
    int run_count;
} shape_piece;

typedef struct shape_font shape_font;

/* Walks over the pieces of a line: shape_next() until it gives NULL. */
typedef struct {
    shape_font *font;
    const char *text, *at, *piece_start; /* of the piece that shape_next() gave */
    bool whole;
} shape_line;

void shape_start(const char *language);
cairo_font_options_t *shape_options(void);
/* From here on shape_options() are as the surface has them: fonts opened with others it would open once more.
 */
void shape_draw_on(cairo_surface_t *surface);

/* "Family, Family Bold", as Pango reads it. Kept for good. */
shape_font *shape_font_named(const char *name);

/* The fonts opened so far; NULL after the last. */
shape_font *shape_font_at(size_t i);
cairo_font_face_t *shape_face(const shape_font *font); /* NULL: there is no such font */
/* The family that was taken for the first that is named; NULL: that one. */
const char *shape_instead(const shape_font *font);
/* The font as a file has it; NULL if it is drawn another way: varied, made bold or slanted. */
hb_face_t *shape_tables(const shape_font *font);
void shape_glyphs(const shape_font *font, hb_set_t *into); /* of all that was shaped so far */

/* A character that no font can draw ends the program: missing-glyph, or missing-font. */
shape_line shape_line_of(shape_font *font, const char *text);
const shape_piece *shape_next(shape_line *line);
/* Shapes these characters, in whatever order they stand; those that act on each other from afar are left out.
 */
void shape_characters(shape_font *font, const char *characters);
double shape_width(shape_font *font, const char *text); /* ems */

#endif
