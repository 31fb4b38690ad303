/* SPDX-License-Identifier: MIT */
/* Our part of Graphviz's drawing, as plugins: how large a text is, and shapes and texts onto a cairo surface
 * that stays open for many pages (the stock devices finish it after one graph). */
#include "plugin.h"

#include "shape.h"

#include <graphviz/gvcjob.h>
#include <graphviz/gvplugin_device.h>
#include <graphviz/gvplugin_render.h>
#include <graphviz/gvplugin_textlayout.h>
#include <math.h>

/* --- text layout */

/* Lines are 1.1 of their size high, as in Graphviz; the middle of a line is 0.1 of it above the baseline. */
static boolean size_text(textspan_t *text, char **path)
{
    (void)path;
    text->size.x = shape_width(shape_font_named(text->font->name), text->str) * text->font->size;
    text->size.y = text->font->size * 1.1;
    text->yoffset_layout = 0;
    text->yoffset_centerline = 0.1 * text->font->size;
    text->layout = NULL;
    text->free_layout = NULL;
    return TRUE;
}

/* --- rendering */

static cairo_t *canvas(const GVJ_t *job)
{
    return job->context;
}

static void set_colour(cairo_t *cr, const gvcolor_t *colour)
{
    const double *c = colour->u.RGBA;
    cairo_set_source_rgba(cr, c[0], c[1], c[2], c[3]);
}

static void begin_page(GVJ_t *job)
{
    cairo_t *cr = canvas(job);
    cairo_save(cr);
    cairo_scale(cr, job->scale.x, job->scale.y);
    cairo_translate(cr, job->translation.x, -job->translation.y);
    cairo_set_font_options(cr, shape_options());
}

static void end_page(GVJ_t *job)
{
    cairo_restore(canvas(job));
}

static void set_pen(cairo_t *cr, const obj_state_t *obj)
{
    static const double dashed[] = { 6 }, dotted[] = { 2, 6 };
    const double *dashes = obj->pen == PEN_DASHED ? dashed : dotted;
    cairo_set_dash(cr, dashes, obj->pen == PEN_DASHED ? 1 : obj->pen == PEN_DOTTED ? 2 : 0, 0);
    cairo_set_line_width(cr, obj->penwidth);
    set_colour(cr, &obj->pencolor);
}

/* The path, filled and stroked; what has no colour or width is left out. */
static void paint(const GVJ_t *job, int filled)
{
    cairo_t *cr = canvas(job);
    const obj_state_t *obj = job->obj;
    bool stroked = obj->penwidth > 0 && obj->pencolor.u.RGBA[3] > 0;
    if (filled && obj->fillcolor.u.RGBA[3] > 0) {
        set_colour(cr, &obj->fillcolor);
        if (stroked)
            cairo_fill_preserve(cr);
        else
            cairo_fill(cr);
    }
    if (stroked) {
        set_pen(cr, obj);
        cairo_stroke(cr);
    }
    cairo_new_path(cr);
}

static void draw_ellipse(GVJ_t *job, pointf *at, int filled)
{
    cairo_t *cr = canvas(job);
    cairo_matrix_t before;
    cairo_get_matrix(cr, &before);
    cairo_translate(cr, at[0].x, -at[0].y);
    cairo_scale(cr, fmax(at[1].x - at[0].x, 0.01), fmax(at[1].y - at[0].y, 0.01));
    cairo_new_sub_path(cr);
    cairo_arc(cr, 0, 0, 1, 0, 2 * G_PI);
    cairo_close_path(cr);
    cairo_set_matrix(cr, &before);
    paint(job, filled);
}

static void add_lines(cairo_t *cr, const pointf *at, int n)
{
    cairo_move_to(cr, at[0].x, -at[0].y);
    for (int i = 1; i < n; i++) cairo_line_to(cr, at[i].x, -at[i].y);
}

static void draw_polygon(GVJ_t *job, pointf *at, int n, int filled)
{
    add_lines(canvas(job), at, n);
    cairo_close_path(canvas(job));
    paint(job, filled);
}

static void draw_polyline(GVJ_t *job, pointf *at, int n)
{
    add_lines(canvas(job), at, n);
    paint(job, 0);
}

static bool is_same(pointf a, pointf b)
{
    return a.x == b.x && a.y == b.y;
}

/* Most of our curves are straight lines. */
static void draw_curve(GVJ_t *job, pointf *at, int n, int arrow_at_start, int arrow_at_end, int filled)
{
    cairo_t *cr = canvas(job);
    (void)arrow_at_start;
    (void)arrow_at_end;
    cairo_move_to(cr, at[0].x, -at[0].y);
    for (int i = 1; i + 2 < n; i += 3) {
        if (is_same(at[i - 1], at[i]) && is_same(at[i + 1], at[i + 2]))
            cairo_line_to(cr, at[i + 2].x, -at[i + 2].y);
        else
            cairo_curve_to(cr, at[i].x, -at[i].y, at[i + 1].x, -at[i + 1].y, at[i + 2].x, -at[i + 2].y);
    }
    paint(job, filled);
}

/* --- texts */

/* Glyphs of one font that stand side by side are drawn in one go: half as many bytes in the file. */
static struct {
    GArray *glyphs, *clusters;
    const shape_run *first;
    const char *text;
    int bytes;
} waiting;

static void draw_waiting(cairo_t *cr)
{
    if (!waiting.first) return;
    cairo_set_font_face(cr, waiting.first->face);
    cairo_show_text_glyphs(cr, waiting.text, waiting.bytes, (cairo_glyph_t *)(void *)waiting.glyphs->data,
                           (int)waiting.glyphs->len, (cairo_text_cluster_t *)(void *)waiting.clusters->data,
                           (int)waiting.clusters->len,
                           waiting.first->backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
    g_array_set_size(waiting.glyphs, 0);
    g_array_set_size(waiting.clusters, 0);
    waiting.first = NULL;
    waiting.bytes = 0;
}

static void add_run(cairo_t *cr, const shape_run *run, const char *text, pointf at, double size)
{
    const shape_run *first = waiting.first;
    if (first && (first->face != run->face || first->backward || run->backward)) draw_waiting(cr);
    if (!waiting.first) {
        waiting.first = run;
        waiting.text = text;
    }
    for (int i = 0; i < run->glyph_count; i++) {
        cairo_glyph_t glyph = run->glyphs[i];
        glyph.x = at.x + glyph.x * size;
        glyph.y = at.y + glyph.y * size;
        g_array_append_val(waiting.glyphs, glyph);
    }
    g_array_append_vals(waiting.clusters, run->clusters, (guint)run->cluster_count);
    waiting.bytes += run->bytes;
}

static void draw_text(GVJ_t *job, pointf at, textspan_t *text)
{
    cairo_t *cr = canvas(job);
    double size = text->font->size, share = text->just == 'l' ? 0 : text->just == 'r' ? 1 : 0.5;
    shape_line line = shape_line_of(shape_font_named(text->font->name), text->str);
    if (!waiting.glyphs) {
        waiting.glyphs = g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t));
        waiting.clusters = g_array_new(FALSE, FALSE, sizeof(cairo_text_cluster_t));
    }
    at.x -= share * text->size.x;
    at.y = -(at.y + text->yoffset_centerline);
    set_colour(cr, &job->obj->pencolor);
    cairo_set_font_size(cr, size);
    for (const shape_piece *piece; (piece = shape_next(&line));) {
        for (int i = 0; i < piece->run_count; i++)
            add_run(cr, &piece->runs[i], line.piece_start + piece->runs[i].start, at, size);
        at.x += piece->width * size;
    }
    draw_waiting(cr);
}

/* --- what Graphviz is told */

static gvtextlayout_engine_t text_engine = { size_text };
static gvplugin_installed_t text_types[] = { { 0, "textlayout", 100, &text_engine, NULL },
                                             { 0, NULL, 0, NULL, NULL } };

static gvrender_engine_t render_engine = {
    .begin_page = begin_page,
    .end_page = end_page,
    .textspan = draw_text,
    .ellipse = draw_ellipse,
    .polygon = draw_polygon,
    .beziercurve = draw_curve,
    .polyline = draw_polyline,
};
static gvrender_features_t render_features = {
    GVRENDER_Y_GOES_DOWN | GVRENDER_DOES_TRANSFORM, 4, NULL, 0, RGBA_DOUBLE,
};
static gvplugin_installed_t render_types[] = { { 0, "sheet", 1, &render_engine, &render_features },
                                               { 0, NULL, 0, NULL, NULL } };

static void do_nothing(GVJ_t *job)
{
    (void)job;
}

static gvdevice_engine_t device_engine = { do_nothing, do_nothing, do_nothing };
static gvdevice_features_t device_features = {
    GVDEVICE_BINARY_FORMAT | GVDEVICE_DOES_TRUECOLOR,
    { 0, 0 },
    { 0, 0 },
    { 72, 72 },
};
static gvplugin_installed_t device_types[] = { { 0, PLUGIN_DEVICE, 1, &device_engine, &device_features },
                                               { 0, NULL, 0, NULL, NULL } };

static gvplugin_api_t apis[] = { { API_textlayout, text_types },
                                 { API_render, render_types },
                                 { API_device, device_types },
                                 { (api_t)0, NULL } };
gvplugin_library_t plugin_library = { "jingwei", apis };
