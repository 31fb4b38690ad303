/* A placed chart as boxes, texts and lines of a page. */
#include "draw/dress.h"
#include "draw/org_paint.h"

#include "base/words.h"

#include <stdlib.h>

#define SMALL_REFERENCE 0.62 /* of the type of names: an arrow and two digits in the room of an arrow */
#define REFERENCE_GAP 2.5    /* from the name to an arrow of full size */
#define PLAIN_LEFT 5.0
#define STAR_WIDTH 6.0
#define ROW_RIGHT 2.5 /* after the last word of a row */
#define STUB_SHADOW 2.5
#define ROW_SHADOW 1.5
#define MARK_ROOM 15.5 /* of a mark over an upright name */

jw_rect jw_painter_placed(const jw_painter *p, jw_rect r)
{
    jw_point corner = jw_place_point(p->placing, r.x, r.y);
    return (jw_rect){ corner.x, corner.y, r.w * p->scale * p->placing->wide,
                      r.h * p->scale * p->placing->tall };
}

int jw_painter_box(const jw_painter *p, int twig)
{
    gpointer found = g_hash_table_lookup(p->boxes, GINT_TO_POINTER(twig + 1));
    return found ? GPOINTER_TO_INT(found) - 1 : JW_NO_BOX;
}

static int draw_box(const jw_painter *p, jw_rect at, jw_box_style style, const char *id)
{
    style.line *= CLAMP(p->scale, 0.4, 1.4);
    return jw_page_add_box(p->page, at, &style, id);
}

static const jw_twig *twig_at(const jw_painter *p, int twig)
{
    return jw_tree_twig(p->org->chart->tree, twig);
}

/* --- boxes */

static int draw_unit_box(const jw_painter *p, int twig, jw_rect at, const jw_box_style *style)
{
    uint32_t unit = twig_at(p, twig)->unit;
    g_autofree char *id = unit == JW_NO_UNIT ? NULL : g_strdup_printf("u%u", unit);
    int box = draw_box(p, at, *style, id);
    g_hash_table_insert(p->boxes, GINT_TO_POINTER(twig + 1), GINT_TO_POINTER(box + 1));
    return box;
}

static void draw_star(const jw_painter *p, jw_rect at, const char *colour)
{
    double width = STAR_WIDTH * p->scale;
    jw_rect star = { at.x + at.w - width - p->scale, at.y, width, at.h };
    jw_page_add_text(p->page, star, &(jw_text_style){ 10 * p->scale, false, colour, JW_CENTRE }, "*");
}

/* A second box behind it says that there is more elsewhere, or that it stands for several; an outline, since
 * two fills would run into one. */
static void draw_shadow(const jw_painter *p, jw_rect at, double by, const jw_look *look)
{
    jw_box_style style = look->box;
    if (!style.stroke || style.line <= 0) style.stroke = style.fill;
    style.fill = jw_theme_paper(p->org->chart->theme);
    style.line = MAX(style.line, 0.75);
    at.x += by * p->scale;
    at.y += by * p->scale;
    draw_box(p, at, style, NULL);
}

void jw_paint_reference(const jw_painter *p, int twig, jw_rect room, const char *colour)
{
    const jw_reference *reference = jw_org_reference(p->org, twig);
    if (!reference) return;
    int number = reference->page + 1 + p->org->chart->before;
    g_autofree char *page = reference->page < 0 ? g_strdup("→") : g_strdup_printf("→%d", number);
    g_autofree char *more = g_strdup_printf("%s+%d", page, reference->links - 1);
    const char *texts[] = { reference->links > 1 ? more : page, page, page, "→" };
    const double sizes[] = { 1, 1, SMALL_REFERENCE, 1 };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        double scale = p->scale * sizes[i];
        jw_text_style style = { JW_LEAF_SIZE * scale, false, colour, JW_RIGHT };
        double width = jw_ruler_width(p->org->chart->ruler, texts[i], JW_LEAF_SIZE, false) * scale;
        double least = width + (sizes[i] < 1 ? 0 : REFERENCE_GAP * scale);
        if (least > room.w && i + 1 < G_N_ELEMENTS(texts)) continue;
        jw_rect at = { room.x + room.w - width, room.y, width, room.h };
        jw_page_add_text(p->page, at, &style, texts[i]);
        if (reference->page >= 0) jw_page_add_link(p->page, at, reference->page);
        return;
    }
}

/* --- tables */

/* A row of a table, and what it is drawn in. */
typedef struct {
    const jw_org_row *row;
    jw_dress dress;
    jw_rect at;
    bool many; /* stands for several units */
} cell;

static bool is_same_look(const jw_box_style *a, const jw_box_style *b)
{
    return a->fill == b->fill && a->stroke == b->stroke && a->line == b->line && a->dash == b->dash &&
           a->rounded == b->rounded;
}

/* Corners of rows would stick out of those of a rounded frame. */
static bool is_framed(const jw_box_style *style)
{
    return style->stroke && style->line > 0 && !style->rounded;
}

/* True if b stands right below a, in the same look: they share a frame, and a line parts them. */
static bool is_one_list(const cell *a, const cell *b)
{
    const jw_box_style *x = &a->dress.look.box, *y = &b->dress.look.box;
    bool below = a->row->column == b->row->column && a->row->indent == b->row->indent &&
                 b->row->at.y - a->row->at.y - a->row->at.h < JW_ORG_CELL_GAP + 1e-3;
    return below && !a->many && !b->many && is_framed(x) && is_same_look(x, y);
}

/* Within the row, since rows stand close. */
static void draw_row_shadow(const jw_painter *p, cell *c)
{
    c->at.w -= ROW_SHADOW * p->scale;
    c->at.h -= ROW_SHADOW * p->scale;
    draw_shadow(p, c->at, ROW_SHADOW, &c->dress.look);
}

/* In a list the frame has the fill and the outline; a row has a line below it, the last one none. A unit's
 * box is the same in any case. */
static void draw_cell_box(const jw_painter *p, const cell *c, jw_sides sides)
{
    jw_box_style style = c->dress.look.box;
    if (sides != JW_AROUND) style.fill = NULL;
    jw_page_set_sides(p->page, draw_unit_box(p, c->row->twig, c->at, &style), sides);
}

static void draw_cell_words(const jw_painter *p, const jw_org_node *node, const cell *c)
{
    const jw_chart *chart = p->org->chart;
    const jw_twig *twig = twig_at(p, c->row->twig);
    const jw_caption *caption = &chart->captions[c->row->twig];
    const char *name = caption->leaf[node->shape.wrap], *colour = c->dress.look.text;
    jw_rect at = c->at;
    jw_paint_dress(chart, p->page, &c->dress, at, jw_dress_gutter(chart), p->scale);
    double left = (c->dress.status || chart->diff ? jw_dress_gutter(chart) : PLAIN_LEFT) * p->scale;
    jw_rect text = { at.x + left, at.y, at.w - left, at.h };
    jw_text_style style = { JW_LEAF_SIZE * p->scale, !jw_twig_is_leaf(twig), colour, JW_LEFT };
    double width = caption->leaf_width[node->shape.wrap] * p->scale, used = left + width;
    jw_page_add_label(p->page, jw_painter_box(p, c->row->twig), text, &style, name, width);
    if (c->dress.is_struck) jw_paint_strike(p->page, text, &style, name, width);
    if (caption->illustrative) draw_star(p, at, colour);
    jw_rect rest = { at.x + used, at.y,
                     at.w - used - (chart->illustrative ? STAR_WIDTH + 2 : ROW_RIGHT) * p->scale, at.h };
    jw_paint_reference(p, c->row->twig, rest, colour);
}

/* Cells that look alike, one below the other. */
static void draw_list(const jw_painter *p, const jw_org_node *node, cell *cells, guint n)
{
    jw_rect all = cells[0].at;
    all.h = cells[n - 1].at.y + cells[n - 1].at.h - all.y;
    if (n > 1) draw_box(p, all, cells[0].dress.look.box, NULL);
    for (guint i = 0; i < n; i++) {
        if (cells[i].many) draw_row_shadow(p, &cells[i]);
        draw_cell_box(p, &cells[i], n == 1 ? JW_AROUND : i + 1 < n ? JW_BELOW : JW_NOWHERE);
        draw_cell_words(p, node, &cells[i]);
    }
}

static cell cell_of(const jw_painter *p, const jw_org_row *row)
{
    const jw_chart *chart = p->org->chart;
    uint32_t unit = twig_at(p, row->twig)->unit;
    cell c = { row, jw_chart_dress(chart, unit, JW_AS_LEAF), jw_painter_placed(p, row->at), false };
    c.many = unit != JW_NO_UNIT && jw_unit_count(chart->model, unit) != 1;
    return c;
}

static void draw_table(const jw_painter *p, const jw_org_node *node)
{
    GArray *cells = g_array_sized_new(FALSE, FALSE, sizeof(cell), node->rows->len);
    for (guint i = 0; i < node->rows->len; i++) {
        const jw_org_row *row = jw_org_row_at(node, i);
        if (!jw_chart_shows(p->org->chart, row->twig)) continue;
        cell c = cell_of(p, row);
        g_array_append_val(cells, c);
    }
    cell *all = (cell *)(void *)cells->data;
    for (guint from = 0, to; from < cells->len; from = to) {
        to = from + 1;
        while (to < cells->len && is_one_list(&all[to - 1], &all[to])) to++;
        draw_list(p, node, all + from, to - from);
    }
    g_array_free(cells, TRUE);
}

/* --- heads */

static jw_dress head_dress(const jw_painter *p, const jw_org_node *node)
{
    const jw_chart *chart = p->org->chart;
    const jw_twig *twig = twig_at(p, node->twig);
    if (node->kind == JW_NODE_GROUP) return (jw_dress){ .look = *jw_theme_group(chart->theme) };
    if (twig->kind == JW_TWIG_LOOSE) return (jw_dress){ .look = *jw_theme_loose(chart->theme) };
    return jw_chart_dress(chart, twig->unit, jw_org_is_drawn_stub(node) ? JW_AS_STUB : JW_AS_HEAD);
}

char *jw_org_stub_tail(const jw_org *org, const jw_org_node *node)
{
    const jw_twig *twig = jw_tree_twig(org->chart->tree, node->twig);
    g_autofree char *count =
        node->kind == JW_NODE_GROUP ? g_strdup(node->tail) : jw_chart_below(org->chart, twig);
    int first = node->page + 1 + org->chart->before, last = node->last_page + 1 + org->chart->before;
    g_autofree char *page =
        last > first ? g_strdup_printf("%d–%d", first, last) : g_strdup_printf("%d", first);
    char *made = jw_sentence(org->chart->lang, "draw.stub", "count", count, "page", page, NULL);
    char *out = g_strdup(made);
    free(made);
    return out;
}

static bool heads_table(const jw_painter *p, const jw_org_node *node)
{
    return node->shape.form == JW_FORM_CARD && !p->org->radial;
}

static jw_align align_of(const jw_painter *p, const jw_org_node *node)
{
    return heads_table(p, node) && node->depth > 0 ? JW_LEFT : JW_CENTRE;
}

/* The mark of its status over it, the star under it. */
static void draw_upright(const jw_painter *p, const jw_org_node *node, jw_rect at, const jw_look *look)
{
    const jw_chart *chart = p->org->chart;
    const jw_status_look *status = jw_chart_status(chart, twig_at(p, node->twig)->unit);
    double mark = JW_UPRIGHT_MARK * p->scale, star = JW_UPRIGHT_STAR * p->scale;
    jw_rect text = at,
            over = { at.x + at.w / 2 - MARK_ROOM / 2 * p->scale, at.y, MARK_ROOM * p->scale, 1.3 * mark };
    jw_text_style bold = { jw_head_size(node->depth) * p->scale, true, look->text, JW_CENTRE };
    if (status) {
        jw_paint_mark(p->page, status, over, p->scale);
        text.y += mark;
        text.h -= mark;
    }
    if (chart->captions[node->twig].illustrative) {
        jw_rect under = { at.x + (at.w + STAR_WIDTH * p->scale) / 2 - at.w, at.y + at.h - 1.2 * star, at.w,
                          star };
        draw_star(p, under, look->text);
    }
    if (chart->illustrative) text.h -= star;
    if (jw_org_may_refer(p->org, node->twig)) {
        text.h -= JW_UPRIGHT_ARROW * p->scale;
        jw_rect low = { at.x + (at.w - text.w) / 2, text.y + text.h, text.w - 4 * p->scale,
                        JW_UPRIGHT_ARROW * p->scale };
        jw_paint_reference(p, node->twig, low, look->text);
    }
    g_autofree char *number = jw_org_upright_number(p->org, node);
    if (number) {
        text.h -= JW_UPRIGHT_NUMBER * p->scale;
        jw_rect low = { at.x, text.y + text.h, at.w, JW_UPRIGHT_NUMBER * p->scale };
        jw_page_add_text(p->page, low,
                         &(jw_text_style){ JW_SUB_SIZE * p->scale, false, look->text, JW_CENTRE }, number);
    }
    jw_page_add_text(p->page, text, &bold, node->upright);
}

static double head_room(const jw_painter *p, const jw_org_node *node)
{
    if (node->kind == JW_NODE_GROUP) return 0;
    return jw_dress_room(p->org->chart, twig_at(p, node->twig)->unit);
}

static double struck_width(const jw_painter *p, const jw_org_node *node)
{
    const jw_caption *caption = &p->org->chart->captions[node->twig];
    return caption->head_width[node->head_shape % JW_HEAD_WRAPS];
}

/* Name and second line: side by side, or one below the other. */
static void draw_words(const jw_painter *p, const jw_org_node *node, jw_rect at, const char *colour,
                       const char *tail, bool struck)
{
    bool below = jw_org_is_below(node->head_shape);
    const char *name = jw_org_name(p->org, node, node->head_shape);
    double size = jw_head_size(node->depth), tall = jw_ruler_height(name, size) * p->scale;
    double low = jw_ruler_height("", JW_SUB_SIZE) * p->scale, pad = JW_ORG_PAD_X * p->scale;
    double marks = head_room(p, node) * p->scale;
    jw_rect text = { at.x + pad + marks, at.y, at.w - 2 * pad - marks, at.h };
    jw_text_style bold = { size * p->scale, true, colour, align_of(p, node) };
    jw_text_style plain = { JW_SUB_SIZE * p->scale, false, colour, below ? align_of(p, node) : JW_RIGHT };
    jw_rect first = text, second = text;
    if (below && *tail) {
        first.y = at.y + (at.h - tall - low) / 2;
        first.h = tall;
        second.y = first.y + tall;
        second.h = low;
    } else if (!below) {
        bold.align = JW_LEFT;
        if (p->org->chart->captions && p->org->chart->captions[node->twig].illustrative)
            second.w -= STAR_WIDTH * p->scale;
    }
    bool refers =
        node->kind == JW_NODE_UNIT && !jw_org_is_drawn_stub(node) && jw_org_reference(p->org, node->twig);
    if (refers) second.w -= JW_ORG_REFERENCE * p->scale;
    jw_page_add_text(p->page, first, &bold, name);
    if (struck) jw_paint_strike(p->page, first, &bold, name, MIN(first.w, struck_width(p, node) * p->scale));
    jw_page_add_text(p->page, second, &plain, tail);
    jw_rect rest = { second.x + second.w, second.y, JW_ORG_REFERENCE * p->scale, second.h };
    if (refers) jw_paint_reference(p, node->twig, rest, colour);
}

void jw_paint_head(const jw_painter *p, const jw_org_node *node)
{
    const jw_chart *chart = p->org->chart;
    if (!jw_org_is_drawn(p->org, node)) return;
    bool group = node->kind == JW_NODE_GROUP;
    jw_dress dress = head_dress(p, node);
    jw_rect at = jw_painter_placed(p, node->head_at);
    if (heads_table(p, node)) dress.look.box.rounded = false; /* the table joins it */
    g_autofree char *stub = jw_org_is_drawn_stub(node) ? jw_org_stub_tail(p->org, node) : NULL;
    uint32_t unit = group ? JW_NO_UNIT : twig_at(p, node->twig)->unit;
    bool many = unit != JW_NO_UNIT && jw_unit_count(chart->model, unit) != 1;
    if (stub || many) draw_shadow(p, at, STUB_SHADOW, &dress.look);
    if (group)
        draw_box(p, at, dress.look.box, NULL);
    else
        draw_unit_box(p, node->twig, at, &dress.look.box);
    if (node->shape.upright) {
        draw_upright(p, node, at, &dress.look);
        return;
    }
    draw_words(p, node, at, dress.look.text, stub ? stub : jw_org_tail(p->org, node, node->head_shape),
               dress.is_struck);
    if (stub) jw_page_add_link(p->page, at, node->page);
    if (group) return;
    jw_rect corner = { at.x, at.y, at.w, MIN(at.h, 16 * p->scale) };
    if (chart->captions[node->twig].illustrative) draw_star(p, corner, dress.look.text);
    jw_paint_dress(chart, p->page, &dress, at, head_room(p, node), p->scale);
}

/* What is not attached stands in a frame of its own; lines lie under all boxes, so it has no fill. */
static void draw_frame(const jw_painter *p, const jw_org_node *node)
{
    if (node->kind != JW_NODE_LOOSE || node->shape.form != JW_FORM_TREE || !jw_org_is_drawn(p->org, node))
        return;
    jw_box_style style = jw_theme_loose(p->org->chart->theme)->box;
    style.fill = NULL;
    draw_box(p, jw_painter_placed(p, node->at), style, "loose");
}

static void draw_boxes(const jw_painter *p, const jw_org_node *node)
{
    draw_frame(p, node);
    jw_paint_head(p, node);
    if (node->shape.form == JW_FORM_CARD) draw_table(p, node);
    for (guint i = 0; node->shape.form == JW_FORM_TREE && i < node->kids->len; i++)
        draw_boxes(p, jw_org_kid(p->org, node, i));
}

void jw_org_paint(const jw_org *org, int node, jw_page *page, const jw_placing *placing)
{
    jw_painter p = {
        org, placing, page, placing->scale, g_hash_table_new(g_direct_hash, g_direct_equal), NULL
    };
    if (org->radial) {
        jw_radial_paint(&p);
    } else {
        draw_boxes(&p, jw_org_at(org, node)); /* in reading order, which is the order of the text in a PDF */
        jw_paint_tree_lines(&p, jw_org_at(org, node));
        jw_paint_links_beside(&p, jw_org_at(org, node));
    }
    g_hash_table_destroy(p.boxes);
}
