/* SPDX-License-Identifier: MIT */
/* Many pages onto one PDF surface. One thread has Graphviz prepare a page while another has cairo write the
 * one before, which takes as long; they share nothing but the sheets that are handed over. */
#include "pages.h"

#include <cairo-pdf.h>

enum { AHEAD = 8 }; /* pages prepared and not yet written: a bound on memory */

/* A page under way; without a sheet: the end. */
typedef struct {
    const page *pg;
    sheet *drawing;
    size_t number;
} leaf;

typedef struct {
    GAsyncQueue *leaves, *rooms; /* of leaf; of as many tokens as there is room for leaves */
    cairo_surface_t *surface;
    cairo_t *cr;
    slim *fonts;
    size_t pages;
} writer;

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
static void add_links(cairo_t *cr, size_t pages, const page *pg)
{
    for (size_t i = 0; i < pg->link_count; i++) {
        const page_link *link = &pg->links[i];
        if ((size_t)link->page > pages) fail("bad-request", NULL, "a link to page %d", link->page);
        char *target = g_strdup_printf("rect=[%.2f %.2f %.2f %.2f] page=%d pos=[0 0]", link->rect[0],
                                       link->rect[1], link->rect[2], link->rect[3], link->page);
        cairo_tag_begin(cr, CAIRO_TAG_LINK, target);
        cairo_tag_end(cr, CAIRO_TAG_LINK);
        g_free(target);
    }
    pages_check(cairo_status(cr));
}

static void write_leaf(writer *w, const leaf *l, int parents[18])
{
    cairo_pdf_surface_set_size(w->surface, l->pg->width, l->pg->height);
    if (l->pg->label) cairo_pdf_surface_set_page_label(w->surface, l->pg->label);
    pages_draw(w->cr, l->drawing, w->fonts);
    add_links(w->cr, w->pages, l->pg);
    add_bookmarks(w->surface, l->pg, l->number, parents);
    cairo_show_page(w->cr);
}

static gpointer write_leaves(gpointer data)
{
    writer *w = data;
    int parents[18] = { CAIRO_PDF_OUTLINE_ROOT };
    for (bool more = true; more;) {
        leaf *l = g_async_queue_pop(w->leaves);
        more = l->drawing != NULL;
        if (more) {
            write_leaf(w, l, parents);
            sheet_free(l->drawing);
            g_async_queue_push(w->rooms, w);
        }
        g_free(l);
    }
    cairo_destroy(w->cr);
    cairo_surface_finish(w->surface);
    return NULL;
}

static void hand_over(writer *w, const page *pg, sheet *drawing, size_t number)
{
    leaf *l = g_new0(leaf, 1);
    *l = (leaf){ pg, drawing, number };
    g_async_queue_push(w->leaves, l);
}

/* To the characters that the request names; NULL: it names none. */
static slim *cut_fonts(const request *req)
{
    if (!req->characters[0] && !req->characters[1]) return NULL;
    char *bold = g_strconcat(req->family, " Bold", NULL);
    const char *const names[] = { req->family, bold };
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (req->characters[i]) shape_characters(shape_font_named(names[i]), req->characters[i]);
    g_free(bold);
    return slim_start();
}

void render_pdf(request *req)
{
    GByteArray *bytes = g_byte_array_new();
    writer w = { .leaves = g_async_queue_new(), .rooms = g_async_queue_new(), .pages = req->page_count };
    w.fonts = cut_fonts(req);
    w.surface = cairo_pdf_surface_create_for_stream(pages_collect, bytes, 100, 100);
    w.cr = cairo_create(w.surface);
    shape_draw_on(w.surface);
    set_meta(w.surface, req);
    for (int i = 0; i < AHEAD; i++) g_async_queue_push(w.rooms, &w);
    GThread *thread = g_thread_new("pdf", write_leaves, &w);
    for (size_t i = 0; i < req->page_count; i++) {
        const page *pg = request_page(req, i);
        sheet *drawing = pages_sheet(pg);
        if (g_async_queue_length(w.leaves) > 0) /* another page waits: there is time */
            sheet_read_outlines(drawing, w.fonts);
        g_async_queue_pop(w.rooms);
        hand_over(&w, pg, drawing, i + 1);
    }
    hand_over(&w, NULL, NULL, 0);
    g_thread_join(thread);
    pages_check(cairo_surface_status(w.surface));
    noise_check("render-failed");
    answer_documents(&(chunk){ bytes->data, bytes->len }, 1);
}
