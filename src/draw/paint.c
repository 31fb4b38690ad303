/* A placed arrangement as boxes, texts and lines of a page. */
#include "draw/dress.h"
#include "draw/view.h"

#include "base/words.h"
#include "model/kinds.h"

#include <math.h>
#include <string.h>

/* Points at scale 1, as in blocks.c. */
#define SPINE 4.0 /* from the column's edge */
#define TEXT_LEFT 16.0
#define PLAIN_LEFT 6.0
#define PAD_RIGHT 4.0
#define STAR_WIDTH 6.0
#define BUS_AT 3.0

typedef struct {
    const jw_chart *chart;
    const jw_arrangement *arrangement;
    jw_page *page;
    const jw_placing *placing;
    double scale; /* of type */
    int *box_of;  /* twig → box on the page; JW_NO_BOX */
} painter;

jw_point jw_place_point(const jw_placing *placing, double x, double y)
{
    return (jw_point){ placing->corner.x + x * placing->scale * placing->wide,
                       placing->corner.y + y * placing->scale * placing->tall };
}

static jw_rect placed(const painter *p, jw_rect r)
{
    jw_point corner = jw_place_point(p->placing, r.x, r.y);
    return (jw_rect){ corner.x, corner.y, r.w * p->scale * p->placing->wide,
                      r.h * p->scale * p->placing->tall };
}

static jw_point point_at(const painter *p, double x, double y)
{
    return jw_place_point(p->placing, x, y);
}

static double line_width(const painter *p, double width)
{
    return width * CLAMP(p->scale, 0.4, 1.4);
}

static int draw_line(const painter *p, const jw_point *points, size_t n, jw_line_style style, int from,
                     int to)
{
    style.line = line_width(p, style.line);
    return jw_page_add_line(p->page, points, n, &style, from, to);
}

static int draw_box(const painter *p, jw_rect at, jw_box_style style, const char *id)
{
    style.line = line_width(p, style.line);
    return jw_page_add_box(p->page, at, &style, id);
}

/* Where things stand inside a card, which may be mirrored: x from its left edge as if it were not. */
static double card_x(const jw_block *b, double x)
{
    return b->mirrored ? b->card_at.x + b->card_at.w - x : b->card_at.x + x;
}

static jw_rect row_rect(const jw_block *b, const jw_row *row)
{
    double x = b->mirrored ? b->card_at.x + b->card_at.w - row->at.x - row->at.w : b->card_at.x + row->at.x;
    return (jw_rect){ x, b->card_at.y + row->at.y, row->at.w, row->at.h };
}

bool jw_chart_draws(const jw_chart *chart, const jw_link_kind *kind)
{
    return jw_list_names(chart->other_links, kind);
}

static void draw_star(const painter *p, jw_rect cell, const char *colour, double size)
{
    double width = STAR_WIDTH * p->scale;
    jw_rect at = { cell.x + cell.w - width - p->scale, cell.y, width, cell.h };
    jw_page_add_text(p->page, at, &(jw_text_style){ size * p->scale, false, colour, JW_CENTRE }, "*");
}

static char *id_of(const jw_twig *twig)
{
    return twig->unit == JW_NO_UNIT ? NULL : g_strdup_printf("u%u", twig->unit);
}

static void draw_row(const painter *p, const jw_block *b, const jw_row *row)
{
    const jw_chart *chart = p->chart;
    const jw_twig *twig = jw_tree_twig(chart->tree, row->twig);
    const jw_caption *caption = &chart->captions[row->twig];
    jw_dress dress = jw_chart_dress(chart, twig->unit, JW_AS_LEAF);
    jw_rect cell = placed(p, row_rect(b, row));
    g_autofree char *id = id_of(twig);
    p->box_of[row->twig] = draw_box(p, cell, dress.look.box, id);
    if (dress.status) jw_paint_mark(p->page, dress.status, cell, p->scale);
    double left = (dress.status ? TEXT_LEFT : PLAIN_LEFT) * p->scale;
    jw_rect text = { cell.x + left, cell.y, cell.w - left - PAD_RIGHT * p->scale, cell.h };
    jw_text_style style = { JW_LEAF_SIZE * p->scale, !jw_twig_is_leaf(twig), dress.look.text, JW_LEFT };
    jw_page_add_text(p->page, text, &style, caption->leaf[p->arrangement->leaf_wrap]);
    if (caption->illustrative) draw_star(p, cell, dress.look.text, 10);
}

/* The stub from the spine to a row tells the kind of its link; the spine is the trunk of all. */
static void draw_stub(const painter *p, const jw_block *b, const jw_row *row)
{
    const jw_chart *chart = p->chart;
    const jw_twig *twig = jw_tree_twig(chart->tree, row->twig);
    if (twig->link == UINT32_MAX) return;
    double edge = row->at.x,
           spine = row->column * (b->column_width + JW_COLUMN_GAP) + SPINE + JW_INDENT * row->indent;
    double y = b->card_at.y + row->at.y + row->at.h / 2;
    jw_point points[] = { point_at(p, card_x(b, spine), y), point_at(p, card_x(b, edge), y) };
    jw_line_style style = jw_theme_link(chart->theme, jw_link_kind_of(chart->model, twig->link));
    draw_line(p, points, 2, style, p->box_of[twig->parent], p->box_of[row->twig]);
}

/* The vertical line on which the rows of one parent hang: from `top` to the last of them in this column. */
static void draw_spine(const painter *p, const jw_block *b, int indent, int column, double top, double bottom)
{
    double x = card_x(b, column * (b->column_width + JW_COLUMN_GAP) + SPINE + JW_INDENT * indent);
    jw_point points[] = { point_at(p, x, b->card_at.y + top), point_at(p, x, b->card_at.y + bottom) };
    draw_line(p, points, 2, jw_theme_trunk(p->chart->theme), JW_NO_BOX, JW_NO_BOX);
}

static void draw_nested_spines(const painter *p, const jw_block *b)
{
    for (guint i = 0; i + 1 < b->rows->len; i++) {
        const jw_row *row = jw_block_row(b, i);
        double bottom = -1;
        for (guint k = i + 1; k < b->rows->len && jw_block_row(b, k)->indent > row->indent; k++) {
            const jw_row *below = jw_block_row(b, k);
            if (below->indent == row->indent + 1) bottom = below->at.y + below->at.h / 2;
        }
        if (bottom >= 0) draw_spine(p, b, row->indent + 1, row->column, row->at.y + row->at.h, bottom);
    }
}

/* The spines of the outermost rows, one a column, joined over the columns and to the head. */
static void draw_card_trunk(const painter *p, const jw_block *b)
{
    bool down = p->arrangement->direction == JW_DOWN;
    double head_y = down ? 0 : b->head_at.y + b->head_at.h / 2 - b->card_at.y;
    double top = b->columns > 1 ? BUS_AT : head_y;
    for (int column = 0; column < b->columns; column++) {
        double first = 1e12, last = column == 0 ? head_y : 0;
        for (guint i = 0; i < b->rows->len; i++) {
            const jw_row *row = jw_block_row(b, i);
            if (row->indent > 0 || row->column != column) continue;
            first = MIN(first, row->at.y + row->at.h / 2);
            last = MAX(last, row->at.y + row->at.h / 2);
        }
        double from = b->columns > 1 ? top : MIN(top, first);
        if (down && column == 0) from = 0;
        if (last > from) draw_spine(p, b, 0, column, from, last);
    }
    jw_line_style style = jw_theme_trunk(p->chart->theme);
    if (b->columns > 1) {
        double y = b->card_at.y + BUS_AT, far = (b->columns - 1) * (b->column_width + JW_COLUMN_GAP) + SPINE;
        jw_point bus[] = { point_at(p, card_x(b, SPINE), y), point_at(p, card_x(b, far), y) };
        draw_line(p, bus, 2, style, JW_NO_BOX, JW_NO_BOX);
    }
    if (down) return;
    double y = b->head_at.y + b->head_at.h / 2, x = b->mirrored ? b->head_at.x : b->head_at.x + b->head_at.w;
    jw_point stub[] = { point_at(p, x, y), point_at(p, card_x(b, SPINE), y) };
    draw_line(p, stub, 2, style, JW_NO_BOX, JW_NO_BOX);
}

static jw_look head_look(const jw_chart *chart, const jw_block *b)
{
    const jw_twig *twig = jw_tree_twig(chart->tree, b->twig);
    if (b->group) return *jw_theme_group(chart->theme);
    if (twig->kind == JW_TWIG_LOOSE) return *jw_theme_loose(chart->theme);
    return jw_chart_dress(chart, twig->unit, JW_AS_HEAD).look;
}

static int draw_head(const painter *p, const jw_block *b)
{
    const jw_chart *chart = p->chart;
    const jw_twig *twig = jw_tree_twig(chart->tree, b->twig);
    const char *head = jw_block_head(chart, p->arrangement, b), *sub = jw_block_sub(chart, b);
    double size = jw_head_size(b->depth), tall = jw_ruler_height(head, size),
           low = jw_ruler_height(sub, JW_SUB_SIZE);
    jw_look look = head_look(chart, b);
    jw_rect at = placed(p, b->head_at);
    g_autofree char *id = b->group ? NULL : id_of(twig);
    int box = draw_box(p, at, look.box, id);
    if (!b->group) p->box_of[b->twig] = box;
    double top = at.y + (at.h - (tall + low) * p->scale) / 2;
    jw_rect name = { at.x, top, at.w, tall * p->scale };
    jw_rect kind = { at.x, top + name.h, at.w, low * p->scale };
    jw_page_add_text(p->page, name, &(jw_text_style){ size * p->scale, true, look.text, JW_CENTRE }, head);
    jw_page_add_text(p->page, kind, &(jw_text_style){ JW_SUB_SIZE * p->scale, false, look.text, JW_CENTRE },
                     sub);
    jw_rect corner = { at.x, at.y, at.w, 15 * p->scale };
    if (!b->group && chart->captions[b->twig].illustrative) draw_star(p, corner, look.text, 12);
    const jw_status_look *status = b->group ? NULL : jw_chart_status(chart, twig->unit);
    if (status) jw_paint_mark(p->page, status, corner, p->scale);
    return box;
}

/* The style of the link by which a block hangs; a group's or the loose ones' is the trunk's. */
static jw_line_style hanging_style(const jw_chart *chart, const jw_block *b)
{
    uint32_t link = b->group ? UINT32_MAX : jw_tree_twig(chart->tree, b->twig)->link;
    jw_line_style style = jw_theme_trunk(chart->theme);
    if (link != UINT32_MAX) style = jw_theme_link(chart->theme, jw_link_kind_of(chart->model, link));
    return style;
}

static bool is_loose(const jw_chart *chart, const jw_block *b)
{
    return !b->group && jw_tree_twig(chart->tree, b->twig)->kind == JW_TWIG_LOOSE;
}

/* Where a block's line leaves (enters) its head, along the direction of growth, and its middle across it. */
static double leaves_at(const jw_arrangement *a, const jw_block *b, bool left)
{
    if (a->direction == JW_DOWN) return b->head_at.y + b->head_at.h;
    return left ? b->head_at.x : b->head_at.x + b->head_at.w;
}

static double enters_at(const jw_arrangement *a, const jw_block *b)
{
    if (a->direction == JW_DOWN) return b->head_at.y;
    return b->mirrored ? b->head_at.x + b->head_at.w : b->head_at.x;
}

static double middle_of(const jw_arrangement *a, const jw_block *b)
{
    if (a->direction == JW_DOWN) return b->head_at.x + b->head_at.w / 2;
    return b->head_at.y + b->head_at.h / 2;
}

static jw_point turned(const painter *p, double along, double across)
{
    return p->arrangement->direction == JW_DOWN ? point_at(p, across, along) : point_at(p, along, across);
}

/* One trunk for all children on a side, a stub in its link's style to each. */
static void draw_trunk(const painter *p, const jw_block *b, int from, const int *boxes, bool left)
{
    const jw_arrangement *a = p->arrangement;
    double start = leaves_at(a, b, left), middle = middle_of(a, b), low = middle, high = middle, trunk = NAN;
    for (guint i = 0; i < b->kids->len; i++) {
        const jw_block *kid = jw_arrangement_block(a, g_array_index(b->kids, int, i));
        if (kid->mirrored != left || is_loose(p->chart, kid)) continue;
        trunk = (start + enters_at(a, kid)) / 2;
        low = MIN(low, middle_of(a, kid));
        high = MAX(high, middle_of(a, kid));
    }
    if (isnan(trunk)) return;
    jw_line_style style = jw_theme_trunk(p->chart->theme);
    jw_point stem[] = { turned(p, start, middle), turned(p, trunk, middle) };
    jw_point bar[] = { turned(p, trunk, low), turned(p, trunk, high) };
    draw_line(p, stem, 2, style, JW_NO_BOX, JW_NO_BOX);
    if (high > low) draw_line(p, bar, 2, style, JW_NO_BOX, JW_NO_BOX);
    for (guint i = 0; i < b->kids->len; i++) {
        int k = g_array_index(b->kids, int, i);
        const jw_block *kid = jw_arrangement_block(a, k);
        if (kid->mirrored != left || is_loose(p->chart, kid)) continue;
        jw_point stub[] = { turned(p, trunk, middle_of(a, kid)),
                            turned(p, enters_at(a, kid), middle_of(a, kid)) };
        draw_line(p, stub, 2, hanging_style(p->chart, kid), from, boxes[k]);
    }
}

/* What is not attached stands in a frame of its own. */
static void frame_loose(const painter *p, int b)
{
    const jw_arrangement *a = p->arrangement;
    const jw_block *block = jw_arrangement_block(a, b);
    if (!is_loose(p->chart, block)) return;
    jw_rect bounds = block->head_at;
    for (guint i = (guint)b; i < a->blocks->len; i++) {
        const jw_block *below = jw_arrangement_block(a, (int)i);
        int up = (int)i;
        while (up > b) up = jw_arrangement_block(a, up)->parent;
        if (up != b) continue;
        jw_grow_bounds(&bounds, below->head_at);
        if (below->rows->len > 0) jw_grow_bounds(&bounds, below->card_at);
    }
    const double pad = JW_BLOCK_GAP / 2;
    bounds = (jw_rect){ bounds.x - pad, bounds.y - pad, bounds.w + 2 * pad, bounds.h + 2 * pad };
    jw_box_style style = jw_theme_loose(p->chart->theme)->box;
    style.fill = NULL; /* lines lie under all boxes */
    draw_box(p, placed(p, bounds), style, "loose");
}

void jw_paint(const jw_chart *chart, const jw_arrangement *a, jw_page *page, const jw_placing *placing)
{
    guint n = a->blocks->len, twigs = chart->tree->twigs->len;
    painter p = { chart, a, page, placing, placing->scale, g_new(int, twigs) };
    int *boxes = g_new(int, n + 1);
    for (guint i = 0; i < twigs; i++) p.box_of[i] = JW_NO_BOX;
    for (guint i = 0; i < n; i++) frame_loose(&p, (int)i);
    for (guint i = 0; i < n; i++) { /* in reading order, which is the order of the text in a PDF */
        const jw_block *b = jw_arrangement_block(a, (int)i);
        boxes[i] = draw_head(&p, b);
        for (guint k = 0; k < b->rows->len; k++) draw_row(&p, b, jw_block_row(b, k));
    }
    for (guint i = 0; i < n; i++) {
        const jw_block *b = jw_arrangement_block(a, (int)i);
        if (b->rows->len > 0 && !is_loose(chart, b)) draw_card_trunk(&p, b);
        draw_nested_spines(&p, b);
        for (guint k = 0; k < b->rows->len; k++) draw_stub(&p, b, jw_block_row(b, k));
        draw_trunk(&p, b, boxes[i], boxes, false);
        draw_trunk(&p, b, boxes[i], boxes, true);
    }
    jw_paint_links(chart, a, page, placing, p.box_of);
    g_free(boxes);
    g_free(p.box_of);
}
