/* SPDX-License-Identifier: MIT */
/* Our part of Graphviz's drawing, as plugins: how large a text is, and shapes and texts onto a cairo surface
 * that stays open for many pages (the stock devices finish it after one graph). */
#include "plugin.h"

#include "shape.h"
#include "sheet.h"

#include <graphviz/gvcjob.h>
#include <graphviz/gvplugin_device.h>
#include <graphviz/gvplugin_render.h>
#include <graphviz/gvplugin_textlayout.h>
#include <string.h>

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

static sheet *sheet_of(const GVJ_t *job)
{
    return ((page_canvas *)job->context)->drawing;
}

static void begin_page(GVJ_t *job)
{
    page_canvas *canvas = job->context;
    sheet_set_view(canvas->drawing, job->scale.x / canvas->scale, job->translation.x, job->translation.y);
}

static void paint(const GVJ_t *job, int filled)
{
    const obj_state_t *obj = job->obj;
    sheet_pen pen = { .width = obj->penwidth };
    pen.line = obj->pen == PEN_DASHED ? LINE_DASHED : obj->pen == PEN_DOTTED ? LINE_DOTTED : LINE_SOLID;
    memcpy(pen.colour, obj->pencolor.u.RGBA, sizeof pen.colour);
    if (filled) memcpy(pen.fill, obj->fillcolor.u.RGBA, sizeof pen.fill);
    sheet_paint(sheet_of(job), &pen);
}

static void add_lines(sheet *s, const pointf *at, int n)
{
    sheet_move(s, at[0].x, at[0].y);
    for (int i = 1; i < n; i++) sheet_line(s, at[i].x, at[i].y);
}

static bool is_upright(const pointf *at, int n)
{
    return n == 4 &&
           ((at[0].x == at[1].x && at[1].y == at[2].y && at[2].x == at[3].x && at[3].y == at[0].y) ||
            (at[0].y == at[1].y && at[1].x == at[2].x && at[2].y == at[3].y && at[3].x == at[0].x));
}

/* From the top left corner to the right, as a rectangle of PDF's: so dashes begin where they would in one. */
static void add_rectangle(sheet *s, const pointf *a, const pointf *c)
{
    double left = MIN(a->x, c->x), right = MAX(a->x, c->x), top = MAX(a->y, c->y), bottom = MIN(a->y, c->y);
    add_lines(s, (pointf[]){ { left, top }, { right, top }, { right, bottom }, { left, bottom } }, 4);
}

static void draw_polygon(GVJ_t *job, pointf *at, int n, int filled)
{
    if (is_upright(at, n))
        add_rectangle(sheet_of(job), &at[0], &at[2]);
    else
        add_lines(sheet_of(job), at, n);
    sheet_close(sheet_of(job));
    paint(job, filled);
}

static void draw_polyline(GVJ_t *job, pointf *at, int n)
{
    add_lines(sheet_of(job), at, n);
    paint(job, 0);
}

static bool is_same(pointf a, pointf b)
{
    return a.x == b.x && a.y == b.y;
}

/* Most of our curves are straight lines. */
static void add_curve(sheet *s, const pointf *at)
{
    if (is_same(at[0], at[1]) && is_same(at[2], at[3]))
        sheet_line(s, at[3].x, at[3].y);
    else
        sheet_curve(s, (double[]){ at[1].x, at[1].y, at[2].x, at[2].y, at[3].x, at[3].y });
}

static void draw_curve(GVJ_t *job, pointf *at, int n, int arrow_at_start, int arrow_at_end, int filled)
{
    (void)arrow_at_start;
    (void)arrow_at_end;
    sheet_move(sheet_of(job), at[0].x, at[0].y);
    for (int i = 0; i + 3 < n; i += 3) add_curve(sheet_of(job), at + i);
    paint(job, filled);
}

/* Four curves; 0.5523 of the radius is where their inner points stand. */
static void draw_ellipse(GVJ_t *job, pointf *at, int filled)
{
    static const double unit[12][2] = { { 1, .5523 },  { .5523, 1 },  { 0, 1 },       { -.5523, 1 },
                                        { -1, .5523 }, { -1, 0 },     { -1, -.5523 }, { -.5523, -1 },
                                        { 0, -1 },     { .5523, -1 }, { 1, -.5523 },  { 1, 0 } };
    double rx = at[1].x - at[0].x, ry = at[1].y - at[0].y, p[24];
    for (int i = 0; i < 12; i++) {
        p[2 * i] = at[0].x + rx * unit[i][0];
        p[2 * i + 1] = at[0].y + ry * unit[i][1];
    }
    sheet_move(sheet_of(job), at[0].x + rx, at[0].y);
    for (int i = 0; i < 4; i++) sheet_curve(sheet_of(job), p + 6 * i);
    sheet_close(sheet_of(job));
    paint(job, filled);
}

static void draw_text(GVJ_t *job, pointf at, textspan_t *text)
{
    double share = text->just == 'l' ? 0 : text->just == 'r' ? 1 : 0.5;
    sheet_text(sheet_of(job), shape_font_named(text->font->name), text->str, at.x - share * text->size.x,
               at.y + text->yoffset_centerline, text->font->size, job->obj->pencolor.u.RGBA);
}

/* --- what Graphviz is told */

static gvtextlayout_engine_t text_engine = { size_text };
static gvplugin_installed_t text_types[] = { { 0, "textlayout", 100, &text_engine, NULL },
                                             { 0, NULL, 0, NULL, NULL } };

static gvrender_engine_t render_engine = {
    .begin_page = begin_page,
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
