/* SPDX-License-Identifier: MIT */
/* Task `render`: pages whose places are given become one PDF, or one SVG, PNG or DOT each. */
#include "render.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <math.h>
#include <string.h>

#define MOST_PIXELS 200e6

static graph_t *place_page(const page *pg)
{
    noise_begin();
    graph_t *graph = plain_read(pg->graph);
    if (graph) {
        vet_size(graph);
    } else {
        graph = engine_parse(pg->graph);
        vet_graph(graph);
    }
    noise_begin();
    engine_layout(graph, "nop2");
    return graph;
}

static cairo_status_t collect(void *closure, const unsigned char *bytes, unsigned int length)
{
    g_byte_array_append(closure, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

static void check_status(cairo_status_t status)
{
    if (status != CAIRO_STATUS_SUCCESS)
        fail("render-failed", NULL, "cairo: %s", cairo_status_to_string(status));
}

/* Graphviz puts the corner of the drawing's box at the origin; we want the page's corner there. */
static void draw_page(cairo_t *cr, const page *pg, graph_t *graph)
{
    boxf bb = GD_bb(graph);
    cairo_save(cr);
    cairo_scale(cr, 1 / pg->scale, 1 / pg->scale);
    cairo_translate(cr, bb.LL.x, pg->height * pg->scale - bb.UR.y);
    engine_draw(graph, cr);
    cairo_restore(cr);
    check_status(cairo_status(cr));
}

static void set_meta(cairo_surface_t *surface, const request *req)
{
    const struct {
        cairo_pdf_metadata_t key;
        const char *value;
    } meta[] = {
        { CAIRO_PDF_METADATA_TITLE, req->title },
        { CAIRO_PDF_METADATA_AUTHOR, req->author },
        { CAIRO_PDF_METADATA_SUBJECT, req->subject },
        { CAIRO_PDF_METADATA_KEYWORDS, req->keywords },
        { CAIRO_PDF_METADATA_CREATOR, "jingwei " JW_VERSION },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(meta); i++)
        if (meta[i].value) cairo_pdf_surface_set_metadata(surface, meta[i].key, meta[i].value);
    char *date = g_strconcat(req->date, "T00:00:00Z", NULL);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

/* parents[k] is the latest bookmark of level k; a level without one above it hangs from the nearest there is.
 */
static void add_bookmarks(cairo_surface_t *surface, const page *pg, size_t number, int parents[18])
{
    char target[64];
    g_snprintf(target, sizeof target, "page=%zu pos=[0 0]", number);
    for (size_t i = 0; i < pg->bookmark_count; i++) {
        int level = pg->bookmarks[i].level;
        int id = cairo_pdf_surface_add_outline(surface, parents[level - 1], pg->bookmarks[i].title, target,
                                               CAIRO_PDF_OUTLINE_FLAG_OPEN);
        for (int k = level; k < 18; k++) parents[k] = id;
    }
}

/* Numbers as C writes them: the locale is set to C. */
static void add_links(cairo_t *cr, const request *req, const page *pg)
{
    for (size_t i = 0; i < pg->link_count; i++) {
        const page_link *link = &pg->links[i];
        if ((size_t)link->page > req->page_count) fail("bad-request", NULL, "a link to page %d", link->page);
        char *target = g_strdup_printf("rect=[%.2f %.2f %.2f %.2f] page=%d pos=[0 0]", link->rect[0],
                                       link->rect[1], link->rect[2], link->rect[3], link->page);
        cairo_tag_begin(cr, CAIRO_TAG_LINK, target);
        cairo_tag_end(cr, CAIRO_TAG_LINK);
        g_free(target);
    }
    check_status(cairo_status(cr));
}

static void render_pdf(const request *req)
{
    GByteArray *bytes = g_byte_array_new();
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(collect, bytes, req->pages[0].width, req->pages[0].height);
    cairo_t *cr = cairo_create(surface);
    int parents[18] = { CAIRO_PDF_OUTLINE_ROOT };
    set_meta(surface, req);
    for (size_t i = 0; i < req->page_count; i++) {
        const page *pg = &req->pages[i];
        cairo_pdf_surface_set_size(surface, pg->width, pg->height);
        if (pg->label) cairo_pdf_surface_set_page_label(surface, pg->label);
        draw_page(cr, pg, place_page(pg));
        add_links(cr, req, pg);
        add_bookmarks(surface, pg, i + 1, parents);
        cairo_show_page(cr);
    }
    noise_begin();
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    check_status(cairo_surface_status(surface));
    noise_check("render-failed");
    answer_documents(&(chunk){ bytes->data, bytes->len }, 1);
}

static chunk png_page(const request *req, const page *pg, graph_t *graph)
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
    draw_page(cr, pg, graph);
    GByteArray *bytes = g_byte_array_new();
    check_status(cairo_surface_write_to_png_stream(surface, collect, bytes));
    return (chunk){ bytes->data, bytes->len };
}

static chunk svg_page(const request *req, const page *pg, graph_t *graph)
{
    size_t length;
    GString *svg = svg_finish(engine_data(graph, "svg", &length), req, pg, graph);
    return (chunk){ svg->str, svg->len };
}

static chunk dot_page(const request *req, const page *pg, graph_t *graph)
{
    (void)req;
    chunk out;
    char *size = g_strdup_printf("%.4f,%.4f", pg->width / 72, pg->height / 72);
    agattr(graph, AGRAPH, "size", size); /* for whoever renders it: back to points */
    out.bytes = engine_data(graph, "dot", &out.length);
    return out;
}

void render_pages(const request *req)
{
    static chunk (*const makers[])(const request *, const page *, graph_t *) = {
        [FORMAT_SVG] = svg_page,
        [FORMAT_PNG] = png_page,
        [FORMAT_DOT] = dot_page,
    };
    if (req->format == FORMAT_PDF) {
        render_pdf(req);
        return;
    }
    chunk *documents = g_new0(chunk, req->page_count);
    for (size_t i = 0; i < req->page_count; i++)
        documents[i] = makers[req->format](req, &req->pages[i], place_page(&req->pages[i]));
    answer_documents(documents, req->page_count);
}
