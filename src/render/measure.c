/* SPDX-License-Identifier: MIT */
/* How wide and high is a text? Measured by making it the label of a node, so that the answer is the very
 * number Graphviz will use when it draws the text (its advances are rounded as on a 96 dpi screen). */
#include "render.h"

#include <stdio.h>
#include <string.h>

static char *escape_label(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p; p++) {
        if (*p == '&')
            g_string_append(out, "&amp;");
        else if (*p == '\\')
            g_string_append(out, "\\\\");
        else if (*p == '\n')
            g_string_append(out, "\\n");
        else
            g_string_append_c(out, *p);
    }
    return g_string_free(out, FALSE);
}

static graph_t *texts_as_nodes(const request *req, node_t **nodes)
{
    graph_t *graph = agopen("texts", Agdirected, NULL);
    char *bold = g_strconcat(req->family, " Bold", NULL);
    agattr(graph, AGNODE, "label", "");
    agattr(graph, AGNODE, "shape", "plain");
    agattr(graph, AGNODE, "pos", "0,0");
    agattr(graph, AGNODE, "fontname", (char *)req->family);
    agattr(graph, AGNODE, "fontsize", "10");
    for (size_t i = 0; i < req->text_count; i++) {
        char name[32], size[G_ASCII_DTOSTR_BUF_SIZE];
        snprintf(name, sizeof name, "t%zu", i);
        nodes[i] = agnode(graph, name, 1);
        agset(nodes[i], "label", escape_label(req->texts[i].text));
        agset(nodes[i], "fontsize", g_ascii_formatd(size, sizeof size, "%.4g", req->texts[i].size));
        if (req->texts[i].bold) agset(nodes[i], "fontname", bold);
    }
    return graph;
}

void measure_texts(const request *req)
{
    GString *all = g_string_new(NULL);
    for (size_t i = 0; i < req->text_count; i++) g_string_append(all, req->texts[i].text);
    fonts_check(req, all->str);
    node_t **nodes = g_new0(node_t *, req->text_count + 1);
    noise_begin();
    if (req->text_count > 0) engine_layout(texts_as_nodes(req, nodes), "nop2");
    GString *out = g_string_new("{\"texts\":[");
    for (size_t i = 0; i < req->text_count; i++) {
        pointf size = ND_label(nodes[i])->dimen;
        g_string_append_printf(out, "%s[%.2f,%.2f]", i ? "," : "", size.x, size.y);
    }
    g_string_append(out, "]}\n");
    answer_bytes(out->str, out->len);
}
