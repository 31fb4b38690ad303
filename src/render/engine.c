/* SPDX-License-Identifier: MIT */
/* The one Graphviz context of the process. A second one would read the font name freed with the first. */
#include "plugin.h"

#include <string.h>

extern gvplugin_library_t gvplugin_core_LTX_library, gvplugin_dot_layout_LTX_library,
    gvplugin_neato_layout_LTX_library;

static GVC_t *context;

/* Plugins are linked in, so that neither `dot -c` nor a folder in the environment matters. */
static lt_symlist_t builtins[] = {
    { "gvplugin_core_LTX_library", &gvplugin_core_LTX_library },
    { "gvplugin_dot_layout_LTX_library", &gvplugin_dot_layout_LTX_library },
    { "gvplugin_neato_layout_LTX_library", &gvplugin_neato_layout_LTX_library },
    { "gvplugin_jingwei_LTX_library", &plugin_library },
    { NULL, NULL },
};

/* Without text layout, widths would be guessed and the drawing would still "succeed". */
static void need_plugin(const char *kind, const char *name)
{
    int count = 0;
    char **list = gvPluginList(context, kind, &count, NULL);
    for (int i = 0; i < count; i++)
        if (!name || strcmp(list[i], name) == 0) return;
    fail("missing-plugin", "libgvc6", "Graphviz: %s %s", kind, name ? name : "");
}

void engine_start(void)
{
    noise_begin();
    context = gvContextPlugins(builtins, 0);
    if (!context) fail("missing-plugin", "libgvc6", "no Graphviz context");
    need_plugin("textlayout", NULL);
    need_plugin("device", "embed");
    need_plugin("layout", "nop2");
}

const char *engine_version(void)
{
    return gvcVersion(context);
}

graph_t *engine_parse(const char *dot)
{
    graph_t *graph = agmemread(dot);
    noise_check("bad-request");
    if (!graph) fail("bad-request", "a graph in DOT", "%.60s", dot);
    return graph;
}

void engine_layout(graph_t *graph, const char *engine)
{
    int status = gvLayout(context, graph, engine);
    noise_check("layout-failed");
    if (status != 0) fail("layout-failed", NULL, "%s: status %d", engine, status);
}

char *engine_data(graph_t *graph, const char *format, size_t *length)
{
    char *bytes = NULL;
    unsigned int count = 0;
    int status = gvRenderData(context, graph, format, &bytes, &count);
    noise_check("render-failed");
    if (status != 0 || !bytes || count == 0) fail("render-failed", NULL, "%s: status %d", format, status);
    *length = count;
    return bytes;
}

void engine_draw(graph_t *graph, void *canvas)
{
    int status = gvRenderContext(context, graph, PLUGIN_DEVICE, canvas);
    noise_check("render-failed");
    if (status != 0) fail("render-failed", NULL, "status %d", status);
}
