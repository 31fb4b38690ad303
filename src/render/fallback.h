/* SPDX-License-Identifier: MIT */
/* Text that the first font alone cannot draw, by Pango. It is opened when there is any: with it come a
 * dozen libraries, which take a third of the time that the program takes to start. */
#ifndef JW_RENDER_FALLBACK_H
#define JW_RENDER_FALLBACK_H

#include "shape.h"

/* A piece of text in the font of this name, and in others where it has no glyph; not complete if none has. */
shape_piece *fallback_piece(const char *name, const char *language, const char *text, bool *complete);

/* What a name says: its families, to be freed with g_free(), and a weight of OpenType's. */
void fallback_name(const char *name, char **families, int *weight);

const char *fallback_version(void);

#endif
