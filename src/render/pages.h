/* SPDX-License-Identifier: MIT */
#ifndef JW_RENDER_PAGES_H
#define JW_RENDER_PAGES_H

#include "render.h"
#include "sheet.h"

/* A page laid out by Graphviz (nop2) and drawn into a sheet, which the caller frees. */
sheet *pages_sheet(const page *pg);

void pages_draw(cairo_t *cr, const sheet *s, slim *fonts);

/* Bytes that cairo writes, into a GByteArray. */
cairo_status_t pages_collect(void *bytes, const unsigned char *data, unsigned int length);
void pages_check(cairo_status_t status);

void render_pdf(request *req);

#endif
