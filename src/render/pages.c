/* SPDX-License-Identifier: MIT */
/* Task `render`: pages whose places are given become one PDF, or one SVG, PNG or DOT each. */
#include "pages.h"
#include "plugin.h"

#include "render.h"

#include <cairo.h>
#include <math.h>
#include <string.h>

#define MOST_PIXELS 200e6

static graph_t *place_page(const page *pg)
{
    graph_t *graph = plain_read(pg->graph);
    if (graph) {
        vet_size(graph);
    } else {
        graph = engine_parse(pg->graph);
        vet_graph(graph);
    }
    engine_layout(graph, "nop2");
    return graph;
}

cairo_status_t pages_collect(void *closure, const unsigned char *bytes, unsigned int length)
{
    g_byte_array_append(closure, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

void pages_check(cairo_status_t status)
{
    if (status != CAIRO_STATUS_SUCCESS)
        fail("render-failed", NULL, "cairo: %s", cairo_status_to_string(status));
}

/* Graphviz puts the corner of the drawing's box at the origin; we want the page's corner there. */
sheet *pages_sheet(const page *pg)
{
    graph_t *graph = place_page(pg);
    boxf bb = GD_bb(graph);
    page_canvas canvas = { sheet_new(bb.LL.x / pg->scale, pg->height - bb.UR.y / pg->scale), pg->scale };
    engine_draw(graph, &canvas);
    return canvas.drawing;
}

void pages_draw(cairo_t *cr, const sheet *s, slim *fonts)
{
    sheet_draw(s, cr, fonts);
    pages_check(cairo_status(cr));
}

static chunk png_page(const request *req, const page *pg)
{
    double scale = req->dpi / 72;
    int width = (int)lround(pg->width * scale), height = (int)lround(pg->height * scale);
    if (width > 32767 || height > 32767 || (double)width * height > MOST_PIXELS)
        fail("limit", "fewer dots per inch", "%d x %d pixels", width, height);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, width / pg->width, height / pg->height);
    pages_draw(cr, pages_sheet(pg), NULL);
    GByteArray *bytes = g_byte_array_new();
    pages_check(cairo_surface_write_to_png_stream(surface, pages_collect, bytes));
    return (chunk){ bytes->data, bytes->len };
}

static chunk svg_page(const request *req, const page *pg)
{
    size_t length;
    graph_t *graph = place_page(pg);
    GString *svg = svg_finish(engine_data(graph, "svg", &length), req, pg, graph);
    return (chunk){ svg->str, svg->len };
}

static chunk dot_page(const request *req, const page *pg)
{
    (void)req;
    chunk out;
    graph_t *graph = place_page(pg);
    char *size = g_strdup_printf("%.4f,%.4f", pg->width / 72, pg->height / 72);
    agattr(graph, AGRAPH, "size", size); /* for whoever renders it: back to points */
    out.bytes = engine_data(graph, "dot", &out.length);
    return out;
}

void render_pages(request *req)
{
    static chunk (*const makers[])(const request *, const page *) = {
        [FORMAT_SVG] = svg_page,
        [FORMAT_PNG] = png_page,
        [FORMAT_DOT] = dot_page,
    };
    noise_begin();
    if (req->format == FORMAT_PDF) {
        render_pdf(req);
        return;
    }
    chunk *documents = g_new0(chunk, req->page_count);
    for (size_t i = 0; i < req->page_count; i++)
        documents[i] = makers[req->format](req, request_page(req, i));
    noise_check("render-failed");
    answer_documents(documents, req->page_count);
}
