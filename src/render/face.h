/* SPDX-License-Identifier: MIT */
/* The first font of a list of families, straight from its file. Pango, asked for it, sorts all fonts there
 * are, on threads of its own, before it opens one. */
#ifndef JW_RENDER_FACE_H
#define JW_RENDER_FACE_H

#include <cairo.h>
#include <harfbuzz/hb.h>
#include <pango/pango.h>
#include <stdbool.h>

typedef struct {
    cairo_font_face_t *cairo;
    hb_font_t *shaper; /* scaled to `em` */
    bool as_filed;     /* drawn as its file has it, not varied, made bold or slanted */
} face;

/* False if Pango would not take it, or if there is none. Kept for good. */
bool face_open(face *out, const PangoFontDescription *what, const char *language, int em);

#endif
