/* SPDX-License-Identifier: MIT */
#include "render.h"

#include <string.h>

/* Graphviz rounds the size to whole points and sets the view to the drawing's box; ours is the page. */
static void add_head(GString *out, const request *req, const page *pg, graph_t *graph)
{
    boxf bb = GD_bb(graph);
    char *title = g_markup_escape_text(req->title ? req->title : "", -1);
    char *subject = g_markup_escape_text(req->subject ? req->subject : "", -1);
    g_string_append_printf(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
        "xml:lang=\"%s\" role=\"img\" width=\"%.2fpt\" height=\"%.2fpt\" "
        "viewBox=\"%.2f %.2f %.2f %.2f\">\n<title>%s</title>\n<desc>%s</desc>\n",
        req->language, pg->width, pg->height, -bb.LL.x, bb.UR.y - pg->height * pg->scale,
        pg->width * pg->scale, pg->height * pg->scale, title, subject);
    g_free(title);
    g_free(subject);
}

/* "Family, Family Bold" is Pango's way; a browser would take the last word as part of a name. */
static void add_line(GString *out, const char *line, size_t length, const char *bold, const char *family)
{
    char *text = g_strndup(line, length);
    char *at = strstr(text, bold);
    if (at) {
        g_string_append_len(out, text, at - text);
        g_string_append_printf(out, "font-family=\"%s\" font-weight=\"bold\"%s", family, at + strlen(bold));
    } else {
        g_string_append(out, text);
    }
    g_string_append_c(out, '\n');
    g_free(text);
}

/* Comments and titles stand on lines of their own and name our nodes ("n17"), which helps nobody: a browser
 * shows titles as tooltips. Text cannot look like them, its < is escaped. */
GString *svg_finish(const char *data, const request *req, const page *pg, graph_t *graph)
{
    GString *out = g_string_new(NULL);
    char *bold = g_strdup_printf("font-family=\"%s Bold\"", req->family);
    add_head(out, req, pg, graph);
    const char *line = strstr(data, "<g id=");
    if (!line) fail("render-failed", NULL, "Graphviz gave no SVG");
    while (*line) {
        size_t length = strcspn(line, "\n");
        if (!g_str_has_prefix(line, "<title>") && !g_str_has_prefix(line, "<!--"))
            add_line(out, line, length, bold, req->family);
        line += length + (line[length] == '\n');
    }
    return out;
}
