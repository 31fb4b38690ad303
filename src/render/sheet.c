/* SPDX-License-Identifier: MIT */
#include "sheet.h"

#include <string.h>

typedef enum { STEP_MOVE, STEP_LINE, STEP_CURVE, STEP_CLOSE } step_kind;

/* A path, or glyphs that stand side by side: where in the sheet's arrays its steps and points, or its glyphs,
 * clusters and bytes begin, and how many there are. */
typedef struct {
    guint at[3], n[3];
    int next; /* of the same mark; -1: none */
} part;
enum { STEPS, POINTS };
enum { GLYPHS, CLUSTERS, BYTES };

typedef struct {
    double left, top, right, bottom;
} extent;

/* What is drawn in one go: paths in one pen, or texts of one font, size and colour. */
typedef struct {
    bool is_text;
    sheet_pen pen; /* of a text: colour only */
    cairo_font_face_t *face;
    double size;
    bool backward;
    int first, last; /* part */
    extent ink;
} mark;

struct sheet {
    double left, top, scale, dx, dy;
    GArray *marks;  /* of mark */
    GArray *parts;  /* of part */
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
    s->parts = g_array_new(FALSE, FALSE, sizeof(part));
    s->steps = g_array_new(FALSE, FALSE, 1);
    s->points = g_array_new(FALSE, FALSE, sizeof(double));
    s->glyphs = g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t));
    s->clusters = g_array_new(FALSE, FALSE, sizeof(cairo_text_cluster_t));
    s->text = g_string_new(NULL);
    return s;
}

void sheet_free(sheet *s)
{
    GArray *const arrays[] = { s->marks, s->parts, s->steps, s->points, s->glyphs, s->clusters };
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

/* --- marks: as few as may be, for each costs cairo as much as a hundred points */

static bool is_stroked(const sheet_pen *pen)
{
    return pen->width > 0 && pen->colour[3] > 0;
}

static bool is_filled(const sheet_pen *pen)
{
    return pen->fill[3] > 0;
}

static bool overlap(const extent *a, const extent *b)
{
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static void widen(extent *to, const extent *by)
{
    to->left = MIN(to->left, by->left);
    to->top = MIN(to->top, by->top);
    to->right = MAX(to->right, by->right);
    to->bottom = MAX(to->bottom, by->bottom);
}

static bool is_same_pen(const sheet_pen *a, const sheet_pen *b)
{
    return a->width == b->width && a->line == b->line &&
           memcmp(a->colour, b->colour, sizeof a->colour) == 0 &&
           memcmp(a->fill, b->fill, sizeof a->fill) == 0;
}

/* May b be drawn in one go with a? Only what is opaque, and fills only side by side: else what lies above
 * would show. */
static bool are_alike(const mark *a, const mark *b)
{
    if (a->is_text != b->is_text || !is_same_pen(&a->pen, &b->pen)) return false;
    if (a->is_text)
        return a->face == b->face && a->size == b->size && !a->backward && !b->backward &&
               a->pen.colour[3] == 1;
    if (is_filled(&a->pen) && (a->pen.fill[3] < 1 || overlap(&a->ink, &b->ink))) return false;
    return !is_stroked(&a->pen) || a->pen.colour[3] == 1;
}

/* The mark that this one can join: between the two nothing lies that it would go below, and no other text, so
 * that texts are read in the order in which they were drawn. */
static mark *mark_to_join(sheet *s, const mark *made)
{
    enum { FURTHEST = 64 };
    guint end = s->marks->len > FURTHEST ? s->marks->len - FURTHEST : 0;
    for (guint i = s->marks->len; i > end; i--) {
        mark *m = &g_array_index(s->marks, mark, i - 1);
        if (are_alike(m, made)) return m;
        if (overlap(&m->ink, &made->ink) || (m->is_text && made->is_text)) return NULL;
    }
    return NULL;
}

static void add_mark(sheet *s, mark *made, const part *of)
{
    int index = (int)s->parts->len;
    g_array_append_vals(s->parts, of, 1);
    mark *at = mark_to_join(s, made);
    if (at) {
        g_array_index(s->parts, part, at->last).next = index;
        at->last = index;
        widen(&at->ink, &made->ink);
    } else {
        made->first = made->last = index;
        g_array_append_vals(s->marks, made, 1);
    }
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

/* Where two lines meet at a right angle their outline reaches half its width further; where the angle is
 * sharp, a mitre of up to ten times that, as cairo draws it. */
static double reach_of(const double *p, guint n, double width)
{
    for (guint i = 2; i < n; i += 2)
        if (p[i] != p[i - 2] && p[i + 1] != p[i - 1]) return 5 * width;
    return width / 2;
}

/* Of the path that is not yet painted. width: of its outline. */
static extent ink_of_path(const sheet *s, double width)
{
    const double *p = &g_array_index(s->points, double, s->points_at);
    guint n = s->points->len - s->points_at;
    double reach = reach_of(p, n, width);
    extent ink = { p[0], p[1], p[0], p[1] };
    for (guint i = 2; i < n; i += 2) widen(&ink, &(extent){ p[i], p[i + 1], p[i], p[i + 1] });
    return (extent){ ink.left - reach, ink.top - reach, ink.right + reach, ink.bottom + reach };
}

void sheet_paint(sheet *s, const sheet_pen *pen)
{
    mark made = { .pen = *pen };
    part path = { { s->steps_at, s->points_at },
                  { s->steps->len - s->steps_at, s->points->len - s->points_at },
                  -1 };
    if (!is_filled(pen) && !is_stroked(pen)) {
        g_array_set_size(s->steps, s->steps_at);
        g_array_set_size(s->points, s->points_at);
        return;
    }
    made.pen.width = pen->width * s->scale;
    made.ink = ink_of_path(s, is_stroked(pen) ? made.pen.width : 0);
    add_mark(s, &made, &path);
    s->steps_at = s->steps->len;
    s->points_at = s->points->len;
}

/* --- texts */

/* From x to x + width on the line y: hardly a letter is higher or deeper. */
static extent ink_of_text(double x, double y, double width, double size)
{
    return (extent){ x - 0.2 * size, y - 1.1 * size, x + width + 0.2 * size, y + 0.35 * size };
}

/* size: of the surface. */
static void add_run(sheet *s, const shape_run *run, const char *text, double x, double y, double size,
                    mark *made)
{
    part glyphs = { { s->glyphs->len, s->clusters->len, (guint)s->text->len },
                    { (guint)run->glyph_count, (guint)run->cluster_count, (guint)run->bytes },
                    -1 };
    made->face = run->face;
    made->backward = run->backward;
    for (int i = 0; i < run->glyph_count; i++) {
        cairo_glyph_t glyph = run->glyphs[i];
        glyph.x = x + glyph.x * size;
        glyph.y = y + glyph.y * size;
        g_array_append_val(s->glyphs, glyph);
    }
    g_array_append_vals(s->clusters, run->clusters, (guint)run->cluster_count);
    g_string_append_len(s->text, text, run->bytes);
    add_mark(s, made, &glyphs);
}

void sheet_text(sheet *s, shape_font *font, const char *text, double x, double y, double size,
                const double colour[4])
{
    shape_line line = shape_line_of(font, text);
    mark made = { .is_text = true, .size = size * s->scale };
    memcpy(made.pen.colour, colour, sizeof made.pen.colour);
    x = on_x(s, x);
    y = on_y(s, y);
    for (const shape_piece *piece; (piece = shape_next(&line));) {
        double width = piece->width * made.size;
        made.ink = ink_of_text(x, y, width, made.size);
        for (int i = 0; i < piece->run_count; i++)
            add_run(s, &piece->runs[i], line.piece_start + piece->runs[i].start, x, y, made.size, &made);
        x += width;
    }
}

/* --- drawing */

static void set_colour(cairo_t *cr, const double c[4])
{
    cairo_set_source_rgba(cr, c[0], c[1], c[2], c[3]);
}

/* Fonts are kept for good: their sizes come again. */
static cairo_scaled_font_t *font_of(cairo_font_face_t *face, double size)
{
    static _Thread_local struct {
        cairo_font_face_t *face;
        double size;
        cairo_scaled_font_t *font;
    } last;
    cairo_matrix_t matrix, identity;
    if (face == last.face && size == last.size) return last.font;
    cairo_matrix_init_scale(&matrix, size, size);
    cairo_matrix_init_identity(&identity);
    last.face = face;
    last.size = size;
    last.font = cairo_scaled_font_create(face, &matrix, &identity, shape_options());
    return last.font;
}

static const part *next_part(const sheet *s, const part *at)
{
    return at->next < 0 ? NULL : &g_array_index(s->parts, part, at->next);
}

/* All parts one after the other. */
typedef struct {
    GArray *glyphs, *clusters;
    GString *text;
} line_of_glyphs;

static void gather(const sheet *s, const mark *m, line_of_glyphs *out)
{
    g_array_set_size(out->glyphs, 0);
    g_array_set_size(out->clusters, 0);
    g_string_truncate(out->text, 0);
    for (const part *p = &g_array_index(s->parts, part, m->first); p; p = next_part(s, p)) {
        g_array_append_vals(out->glyphs, &g_array_index(s->glyphs, cairo_glyph_t, p->at[GLYPHS]),
                            p->n[GLYPHS]);
        g_array_append_vals(out->clusters, &g_array_index(s->clusters, cairo_text_cluster_t, p->at[CLUSTERS]),
                            p->n[CLUSTERS]);
        g_string_append_len(out->text, s->text->str + p->at[BYTES], p->n[BYTES]);
    }
}

/* The font of a text whose glyphs were gathered, and are renumbered if it is a slim one. */
static cairo_scaled_font_t *font_for(const mark *m, const line_of_glyphs *line, slim *fonts)
{
    cairo_glyph_t *glyphs = (cairo_glyph_t *)line->glyphs->data;
    return font_of(fonts ? slim_face(fonts, m->face, glyphs, (int)line->glyphs->len) : m->face, m->size);
}

static void draw_text(const sheet *s, const mark *m, line_of_glyphs *line, cairo_t *cr, slim *fonts)
{
    gather(s, m, line);
    set_colour(cr, m->pen.colour);
    cairo_set_scaled_font(cr, font_for(m, line, fonts));
    cairo_show_text_glyphs(cr, line->text->str, (int)line->text->len, (cairo_glyph_t *)line->glyphs->data,
                           (int)line->glyphs->len, (cairo_text_cluster_t *)line->clusters->data,
                           (int)line->clusters->len, m->backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
}

static void add_path(const sheet *s, const part *path, cairo_t *cr)
{
    const double *p = &g_array_index(s->points, double, path->at[POINTS]);
    for (guint i = 0; i < path->n[STEPS]; i++) {
        switch ((step_kind)g_array_index(s->steps, guint8, path->at[STEPS] + i)) {
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
    static const double lines[][2] = { [LINE_DASHED] = { 12, 9 }, [LINE_DOTTED] = { 2, 6 } };
    double dashes[] = { lines[pen->line][0] * s->scale, lines[pen->line][1] * s->scale };
    cairo_set_dash(cr, dashes, pen->line == LINE_SOLID ? 0 : 2, 0);
    cairo_set_line_width(cr, pen->width);
    set_colour(cr, pen->colour);
}

static void paint_path(const sheet *s, const mark *m, cairo_t *cr)
{
    if (is_filled(&m->pen)) {
        set_colour(cr, m->pen.fill);
        (is_stroked(&m->pen) ? cairo_fill_preserve : cairo_fill)(cr);
    }
    if (is_stroked(&m->pen)) {
        set_line(s, cr, &m->pen);
        cairo_stroke(cr);
    }
}

/* Of rectangles each goes alone: cairo writes it as one, in half as many numbers, and the pen but once for
 * all. */
static void draw_path(const sheet *s, const mark *m, cairo_t *cr)
{
    for (const part *p = &g_array_index(s->parts, part, m->first); p; p = next_part(s, p)) {
        add_path(s, p, cr);
        if (p->next < 0 || p->n[STEPS] == 5) paint_path(s, m, cr);
    }
}

static line_of_glyphs new_line(void)
{
    return (line_of_glyphs){ g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t)),
                             g_array_new(FALSE, FALSE, sizeof(cairo_text_cluster_t)), g_string_new(NULL) };
}

static void free_line(line_of_glyphs *line)
{
    g_array_free(line->glyphs, TRUE);
    g_array_free(line->clusters, TRUE);
    g_string_free(line->text, TRUE);
}

void sheet_read_outlines(const sheet *s, slim *fonts)
{
    line_of_glyphs line = new_line();
    cairo_text_extents_t unused;
    for (guint i = 0; i < s->marks->len; i++) {
        const mark *m = &g_array_index(s->marks, mark, i);
        if (!m->is_text) continue;
        gather(s, m, &line);
        cairo_scaled_font_glyph_extents(font_for(m, &line, fonts), (cairo_glyph_t *)line.glyphs->data,
                                        (int)line.glyphs->len, &unused);
    }
    free_line(&line);
}

void sheet_draw(const sheet *s, cairo_t *cr, slim *fonts)
{
    line_of_glyphs line = new_line();
    cairo_save(cr);
    cairo_set_font_options(cr, shape_options());
    for (guint i = 0; i < s->marks->len; i++) {
        const mark *m = &g_array_index(s->marks, mark, i);
        if (m->is_text)
            draw_text(s, m, &line, cr, fonts);
        else
            draw_path(s, m, cr);
    }
    cairo_restore(cr);
    free_line(&line);
}
