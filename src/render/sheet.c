/* SPDX-License-Identifier: MIT */
#include "sheet.h"

#include <string.h>

typedef enum { STEP_MOVE, STEP_LINE, STEP_CURVE, STEP_CLOSE } step_kind;

/* A painted path, or glyphs of one font that stand side by side. Numbers are places and counts in the sheet's
 * arrays. */
typedef struct {
    bool is_text;
    sheet_pen pen; /* of a text: colour only */
    guint steps_at, steps, points_at, points;
    cairo_font_face_t *face;
    double size;
    bool backward;
    guint glyphs_at, glyphs, clusters_at, clusters, text_at, bytes;
} mark;

struct sheet {
    double left, top, scale, dx, dy;
    GArray *marks;  /* of mark */
    GArray *steps;  /* of guint8: step_kind */
    GArray *points; /* of double */
    GArray *glyphs, *clusters;
    GString *text;
    guint steps_at, points_at; /* where the path that is not yet painted begins */
};

sheet *sheet_new(double left, double top)
{
    sheet *s = g_new0(sheet, 1);
    s->left = left;
    s->top = top;
    s->marks = g_array_new(FALSE, FALSE, sizeof(mark));
    s->steps = g_array_new(FALSE, FALSE, 1);
    s->points = g_array_new(FALSE, FALSE, sizeof(double));
    s->glyphs = g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t));
    s->clusters = g_array_new(FALSE, FALSE, sizeof(cairo_text_cluster_t));
    s->text = g_string_new(NULL);
    return s;
}

void sheet_free(sheet *s)
{
    GArray *const arrays[] = { s->marks, s->steps, s->points, s->glyphs, s->clusters };
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++) g_array_free(arrays[i], TRUE);
    g_string_free(s->text, TRUE);
    g_free(s);
}

void sheet_set_view(sheet *s, double scale, double dx, double dy)
{
    s->scale = scale;
    s->dx = dx;
    s->dy = dy;
}

/* --- paths */

/* Placed here and not by a matrix of cairo's, which would write it into the file with every line. */
static double on_x(const sheet *s, double x)
{
    return (x + s->dx) * s->scale + s->left;
}

static double on_y(const sheet *s, double y)
{
    return s->top - (y + s->dy) * s->scale;
}

/* n: of points, each x and y. */
static void add_step(sheet *s, step_kind kind, const double *points, int n)
{
    guint8 step = (guint8)kind;
    g_array_append_val(s->steps, step);
    for (int i = 0; i < n; i++) {
        double at[] = { on_x(s, points[2 * i]), on_y(s, points[2 * i + 1]) };
        g_array_append_vals(s->points, at, 2);
    }
}

void sheet_move(sheet *s, double x, double y)
{
    add_step(s, STEP_MOVE, (double[]){ x, y }, 1);
}

void sheet_line(sheet *s, double x, double y)
{
    add_step(s, STEP_LINE, (double[]){ x, y }, 1);
}

void sheet_curve(sheet *s, const double points[6])
{
    add_step(s, STEP_CURVE, points, 3);
}

void sheet_close(sheet *s)
{
    add_step(s, STEP_CLOSE, NULL, 0);
}

static bool is_stroked(const sheet_pen *pen)
{
    return pen->width > 0 && pen->colour[3] > 0;
}

static bool is_filled(const sheet_pen *pen)
{
    return pen->fill[3] > 0;
}

/* Opaque lines of one pen may be drawn in one go: half the bytes and half the time. */
static mark *line_to_extend(sheet *s, const sheet_pen *pen)
{
    if (s->marks->len == 0) return NULL;
    mark *last = &g_array_index(s->marks, mark, s->marks->len - 1);
    bool same = !last->is_text && !is_filled(pen) && !is_filled(&last->pen) && pen->colour[3] == 1 &&
                pen->width * s->scale == last->pen.width && pen->line == last->pen.line &&
                memcmp(pen->colour, last->pen.colour, sizeof pen->colour) == 0;
    return same ? last : NULL;
}

void sheet_paint(sheet *s, const sheet_pen *pen)
{
    mark made = { .pen = *pen, .steps_at = s->steps_at, .points_at = s->points_at };
    bool visible = is_filled(pen) || is_stroked(pen);
    mark *at = visible ? line_to_extend(s, pen) : NULL;
    if (!visible) {
        g_array_set_size(s->steps, s->steps_at);
        g_array_set_size(s->points, s->points_at);
        return;
    }
    if (!at) {
        g_array_append_val(s->marks, made);
        at = &g_array_index(s->marks, mark, s->marks->len - 1);
    }
    at->pen.width = pen->width * s->scale;
    at->steps = s->steps->len - at->steps_at;
    at->points = s->points->len - at->points_at;
    s->steps_at = s->steps->len;
    s->points_at = s->points->len;
}

/* --- texts */

/* size: of the surface. */
static void add_run(sheet *s, const shape_run *run, const char *text, double x, double y, double size,
                    const double colour[4])
{
    mark made = { .is_text = true,
                  .face = run->face,
                  .size = size,
                  .backward = run->backward,
                  .glyphs_at = s->glyphs->len,
                  .glyphs = (guint)run->glyph_count,
                  .clusters_at = s->clusters->len,
                  .clusters = (guint)run->cluster_count,
                  .text_at = (guint)s->text->len,
                  .bytes = (guint)run->bytes };
    memcpy(made.pen.colour, colour, sizeof made.pen.colour);
    for (int i = 0; i < run->glyph_count; i++) {
        cairo_glyph_t glyph = run->glyphs[i];
        glyph.x = x + glyph.x * size;
        glyph.y = y + glyph.y * size;
        g_array_append_val(s->glyphs, glyph);
    }
    g_array_append_vals(s->clusters, run->clusters, (guint)run->cluster_count);
    g_string_append_len(s->text, text, run->bytes);
    g_array_append_val(s->marks, made);
}

/* Pieces of one font from left to right become one: half the bytes in the file. */
static void join_runs(sheet *s, guint first)
{
    for (guint i = first + 1; i < s->marks->len;) {
        mark *before = &g_array_index(s->marks, mark, i - 1), *next = &g_array_index(s->marks, mark, i);
        if (before->face != next->face || before->backward || next->backward) {
            i++;
            continue;
        }
        before->glyphs += next->glyphs;
        before->clusters += next->clusters;
        before->bytes += next->bytes;
        g_array_remove_index(s->marks, i);
    }
}

void sheet_text(sheet *s, shape_font *font, const char *text, double x, double y, double size,
                const double colour[4])
{
    guint first = s->marks->len;
    shape_line line = shape_line_of(font, text);
    x = on_x(s, x);
    y = on_y(s, y);
    size *= s->scale;
    for (const shape_piece *piece; (piece = shape_next(&line));) {
        for (int i = 0; i < piece->run_count; i++)
            add_run(s, &piece->runs[i], line.piece_start + piece->runs[i].start, x, y, size, colour);
        x += piece->width * size;
    }
    join_runs(s, first);
}

/* --- drawing */

static void set_colour(cairo_t *cr, const double c[4])
{
    cairo_set_source_rgba(cr, c[0], c[1], c[2], c[3]);
}

static cairo_scaled_font_t *font_of(cairo_font_face_t *face, double size)
{
    static cairo_font_face_t *last_face;
    static double last_size;
    static cairo_scaled_font_t *font; /* kept for good: for when the size returns */
    cairo_matrix_t matrix, identity;
    if (face == last_face && size == last_size) return font;
    cairo_matrix_init_scale(&matrix, size, size);
    cairo_matrix_init_identity(&identity);
    font = cairo_scaled_font_create(face, &matrix, &identity, shape_options());
    last_face = face;
    last_size = size;
    return font;
}

static void draw_text(sheet *s, const mark *m, cairo_t *cr, slim *fonts)
{
    cairo_glyph_t *glyphs = &g_array_index(s->glyphs, cairo_glyph_t, m->glyphs_at);
    cairo_font_face_t *face = fonts ? slim_face(fonts, m->face, glyphs, (int)m->glyphs) : m->face;
    set_colour(cr, m->pen.colour);
    cairo_set_scaled_font(cr, font_of(face, m->size));
    cairo_show_text_glyphs(cr, s->text->str + m->text_at, (int)m->bytes, glyphs, (int)m->glyphs,
                           &g_array_index(s->clusters, cairo_text_cluster_t, m->clusters_at),
                           (int)m->clusters, m->backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
}

static void add_path(const sheet *s, const mark *m, cairo_t *cr)
{
    const double *p = &g_array_index(s->points, double, m->points_at);
    for (guint i = 0; i < m->steps; i++) {
        switch ((step_kind)g_array_index(s->steps, guint8, m->steps_at + i)) {
        case STEP_MOVE:
            cairo_move_to(cr, p[0], p[1]);
            p += 2;
            break;
        case STEP_LINE:
            cairo_line_to(cr, p[0], p[1]);
            p += 2;
            break;
        case STEP_CURVE:
            cairo_curve_to(cr, p[0], p[1], p[2], p[3], p[4], p[5]);
            p += 6;
            break;
        case STEP_CLOSE:
            cairo_close_path(cr);
            break;
        }
    }
}

/* Lengths in units of the graph, as everywhere in Graphviz. */
static void set_line(const sheet *s, cairo_t *cr, const sheet_pen *pen)
{
    static const double lines[][2] = { [LINE_DASHED] = { 6, 6 }, [LINE_DOTTED] = { 2, 6 } };
    double dashes[] = { lines[pen->line][0] * s->scale, lines[pen->line][1] * s->scale };
    cairo_set_dash(cr, dashes, pen->line == LINE_SOLID ? 0 : 2, 0);
    cairo_set_line_width(cr, pen->width);
    set_colour(cr, pen->colour);
}

static void draw_path(const sheet *s, const mark *m, cairo_t *cr)
{
    add_path(s, m, cr);
    if (is_filled(&m->pen)) {
        set_colour(cr, m->pen.fill);
        (is_stroked(&m->pen) ? cairo_fill_preserve : cairo_fill)(cr);
    }
    if (is_stroked(&m->pen)) {
        set_line(s, cr, &m->pen);
        cairo_stroke(cr);
    }
}

void sheet_draw(sheet *s, cairo_t *cr, slim *fonts)
{
    cairo_save(cr);
    cairo_set_font_options(cr, shape_options());
    for (guint i = 0; i < s->marks->len; i++) {
        const mark *m = &g_array_index(s->marks, mark, i);
        if (m->is_text)
            draw_text(s, m, cr, fonts);
        else
            draw_path(s, m, cr);
    }
    cairo_restore(cr);
}
