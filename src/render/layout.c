/* SPDX-License-Identifier: MIT */
/* Task `layout`: where an engine puts the nodes and how it bends the edges. */
#include "render.h"

#include <string.h>

/* Points from the top left corner of the drawing, y down. */
static pointf on_page(graph_t *graph, pointf p)
{
    boxf bb = GD_bb(graph);
    return (pointf){ p.x - bb.LL.x, bb.UR.y - p.y };
}

static void add_nodes(GString *out, graph_t *graph)
{
    const char *comma = "";
    for (node_t *n = agfstnode(graph); n; n = agnxtnode(graph, n)) {
        pointf at = on_page(graph, ND_coord(n));
        g_string_append_printf(out, "%s\"%s\":[%.2f,%.2f,%.2f,%.2f]", comma, agnameof(n), at.x, at.y,
                               72 * ND_width(n), 72 * ND_height(n));
        comma = ",";
    }
}

static void add_splines(GString *out, graph_t *graph, const splines *spl)
{
    const char *comma = "";
    for (int i = 0; i < spl->size; i++) {
        for (int k = 0; k < spl->list[i].size; k++) {
            pointf at = on_page(graph, spl->list[i].list[k]);
            g_string_append_printf(out, "%s[%.2f,%.2f]", comma, at.x, at.y);
            comma = ",";
        }
    }
}

static void add_edges(GString *out, graph_t *graph)
{
    const char *comma = "";
    for (node_t *n = agfstnode(graph); n; n = agnxtnode(graph, n)) {
        for (edge_t *e = agfstout(graph, n); e; e = agnxtout(graph, e)) {
            const char *id = agget(e, "id");
            if (!id || !*id || !ED_spl(e)) continue;
            g_string_append_printf(out, "%s\"%s\":[", comma, id);
            add_splines(out, graph, ED_spl(e));
            g_string_append_c(out, ']');
            comma = ",";
        }
    }
}

static void lay_out(GString *out, const page *pg)
{
    noise_begin();
    graph_t *graph = engine_parse(pg->graph);
    vet_graph(graph);
    noise_begin();
    engine_layout(graph, pg->engine);
    boxf bb = GD_bb(graph);
    g_string_append_printf(out, "{\"width\":%.2f,\"height\":%.2f,\"nodes\":{", bb.UR.x - bb.LL.x,
                           bb.UR.y - bb.LL.y);
    add_nodes(out, graph);
    g_string_append(out, "},\"edges\":{");
    add_edges(out, graph);
    g_string_append(out, "}}");
}

void layout_pages(request *req)
{
    GString *out = g_string_new("{\"pages\":[");
    for (size_t i = 0; i < req->page_count; i++) {
        if (i) g_string_append_c(out, ',');
        lay_out(out, &req->pages[i]);
    }
    g_string_append(out, "]}\n");
    answer_bytes(out->str, out->len);
}
