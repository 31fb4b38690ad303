/* SPDX-License-Identifier: MIT */
/* Fonts cut down to the glyphs that a document needs. To embed a font cairo copies it whole,
 * several times; of a Chinese one that is 16 MB each time, more work than all the drawing. */
#ifndef JW_RENDER_SLIM_H
#define JW_RENDER_SLIM_H

#include <cairo.h>

typedef struct slim slim;

/* Begins to cut, on other threads, every font that shape.c has opened and that gains by it, to the glyphs
 * that it has shaped so far. Again when there are more of them; not once a document is drawn. */
slim *slim_start(void);

/* The slim font of `face`, its glyphs renumbered in `glyphs`; `face` itself and nothing renumbered if there
 * is none, or if it lacks one of the glyphs. Waits for it, if need be. For any thread. */
cairo_font_face_t *slim_face(slim *s, cairo_font_face_t *face, cairo_glyph_t *glyphs, int count);

#endif
