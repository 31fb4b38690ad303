/* SPDX-License-Identifier: MIT */
#ifndef JW_RENDER_PLUGIN_H
#define JW_RENDER_PLUGIN_H

#include "render.h"

#include <graphviz/gvplugin.h>

/* Draws into the sheet that gvRenderContext() is given. */
#define PLUGIN_DEVICE "embed:sheet"

extern gvplugin_library_t plugin_library;

#endif
