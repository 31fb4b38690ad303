/* SPDX-License-Identifier: MIT */
/* The one Graphviz context of the process. A second one would read the font name freed with the first. */
#include "render.h"

#include <graphviz/gvplugin.h>
#include <graphviz/gvplugin_device.h>
#include <string.h>

extern gvplugin_library_t gvplugin_core_LTX_library, gvplugin_dot_layout_LTX_library,
    gvplugin_neato_layout_LTX_library, gvplugin_pango_LTX_library;

static GVC_t *context;

/* A device that leaves the cairo surface open: the stock ones finish it after one graph, and we draw many
 * pages onto one. There is nothing to write, so its three steps do nothing. */
static void do_nothing(GVJ_t *job)
{
    (void)job;
}

static gvdevice_engine_t embed_engine = { do_nothing, do_nothing, do_nothing };
static gvdevice_features_t embed_features = {
    GVDEVICE_BINARY_FORMAT | GVDEVICE_DOES_TRUECOLOR | GVRENDER_DOES_MAP_RECTANGLE | GVRENDER_DOES_MAPS,
    { 0., 0. },
    { 0., 0. },
    { 72., 72. },
};
static gvplugin_installed_t embed_types[] = {
    { 0, "embed:cairo", 1, &embed_engine, &embed_features },
    { 0, NULL, 0, NULL, NULL },
};
static gvplugin_api_t embed_apis[] = { { API_device, embed_types }, { (api_t)0, NULL } };
static gvplugin_library_t embed_library = { "embed", embed_apis };

/* Plugins are linked in, so that neither `dot -c` nor a folder in the environment matters. */
static lt_symlist_t builtins[] = {
    { "gvplugin_core_LTX_library", &gvplugin_core_LTX_library },
    { "gvplugin_dot_layout_LTX_library", &gvplugin_dot_layout_LTX_library },
    { "gvplugin_neato_layout_LTX_library", &gvplugin_neato_layout_LTX_library },
    { "gvplugin_pango_LTX_library", &gvplugin_pango_LTX_library },
    { "gvplugin_embed_LTX_library", &embed_library },
    { NULL, NULL },
};

/* Without Pango, widths would be guessed and the drawing would still "succeed". */
static void need_plugin(const char *kind, const char *name)
{
    int count = 0;
    char **list = gvPluginList(context, kind, &count, NULL);
    for (int i = 0; i < count; i++)
        if (!name || strcmp(list[i], name) == 0) return;
    fail("missing-plugin", "libgvc6", "%s %s", kind, name ? name : "");
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

void engine_draw(graph_t *graph, void *cairo)
{
    int status = gvRenderContext(context, graph, "embed:cairo", cairo);
    noise_check("render-failed");
    if (status != 0) fail("render-failed", NULL, "status %d", status);
}
