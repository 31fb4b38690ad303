/* SPDX-License-Identifier: MIT */
#ifndef JW_RENDER_PLUGIN_H
#define JW_RENDER_PLUGIN_H

#include "render.h"
#include "sheet.h"

#include <graphviz/gvplugin.h>

/* What gvRenderContext() is given: where to draw, and how many units of the graph make a point. */
typedef struct {
    sheet *drawing;
    double scale;
} page_canvas;

#define PLUGIN_DEVICE "embed:sheet"

extern gvplugin_library_t plugin_library;

#endif
