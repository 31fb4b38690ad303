/* SPDX-License-Identifier: MIT */
/* The first font of a list of families, straight from its file. Pango, asked for it, sorts all fonts there
 * are, on threads of its own, before it opens one. */
#ifndef JW_RENDER_FACE_H
#define JW_RENDER_FACE_H

#include <cairo.h>
#include <harfbuzz/hb.h>
#include <stdbool.h>

typedef struct {
    cairo_font_face_t *cairo;
    hb_font_t *shaper; /* scaled to SHAPE_UNITS */
    bool as_filed;     /* drawn as its file has it, not varied, made bold or slanted */
    char *instead;     /* its family, if it is not the first that was asked for; else NULL */
} face;

/* Of families, parted by commas, in a weight of OpenType's. False if Pango would not take it, or if there is
 * none. Kept for good. */
bool face_open(face *out, const char *families, int weight, const char *language);

#endif
