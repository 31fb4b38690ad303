/* A page of a matrix as boxes and texts, and the entries of its legend. */
#include "draw/matrix.h"

#include "base/words.h"

#include <math.h>
#include <stdlib.h>

#define WIDEST 2.0  /* lines may be this much wider than their texts need, to fill a page */
#define HIGHEST 1.9 /* and this much higher */
#define FRAME 1.5   /* around a cell in which nobody is covered */
#define SCALE_STEP 15.0
#define SCALE_END 26.0

typedef struct {
    const jw_matrix *m;
    const jw_matrix_fit *fit;
    const jw_theme *theme;
    jw_page *page;
    jw_lines lines[JW_SIDES];
    double x, y, head_w, head_h, cell_w, cell_h, gap, scale;
} painter;

static double stretch(double room, double needed, double most)
{
    return CLAMP(room / needed, 1, most);
}

/* All pages have the cells of the fullest one. */
static painter painter_for(const jw_matrix *m, const jw_matrix_fit *fit, jw_rect room)
{
    double scale = fit->scale;
    guint columns = jw_matrix_most_lines(m, fit, JW_COLUMNS), rows = jw_matrix_most_lines(m, fit, JW_ROWS);
    double w = fit->head_w + JW_MATRIX_TOTAL_GAP + fit->cell_w * columns;
    double h = fit->head_h + JW_MATRIX_TOTAL_GAP + fit->cell_h * rows;
    double wide = scale * stretch(room.w, w * scale, WIDEST);
    double tall = scale * stretch(room.h, h * scale, HIGHEST);
    painter p = { .m = m, .fit = fit, .theme = m->draft.chart.theme, .scale = scale };
    p.head_w = fit->head_w * wide;
    p.head_h = fit->head_h * MIN(tall, 1.3 * scale);
    p.cell_w = fit->cell_w * wide;
    p.cell_h = fit->cell_h * tall;
    p.gap = JW_MATRIX_TOTAL_GAP * scale;
    p.x = room.x + (room.w - w * wide) / 2;
    p.y = room.y + MIN((room.h - p.head_h - p.gap - p.cell_h * rows) / 2, room.h / 8);
    return p;
}

static double edge(const painter *p, jw_side side, guint line)
{
    double start = side == JW_ROWS ? p->y + p->head_h : p->x + p->head_w;
    double size = side == JW_ROWS ? p->cell_h : p->cell_w;
    return start + size * (line - p->lines[side].from) + (line == p->m->n[side] ? p->gap : 0);
}

static void put_text(const painter *p, jw_rect at, const char *text, double size, bool bold,
                     const char *colour, jw_align align)
{
    if (!*text) return;
    jw_page_add_text(p->page, at, &(jw_text_style){ size * p->scale, bold, colour, align }, text);
}

static double line_height(const painter *p, double size)
{
    return size * 1.2 * p->scale;
}

/* --- cells */

/* One number in each column of its own, so that they align from row to row. */
static void put_in_line(const painter *p, jw_rect at, const jw_cell_words *w, bool total, const char *colour)
{
    const jw_matrix *m = p->m;
    double s = p->scale, gap = JW_MATRIX_GAP * s, count = m->count_width[JW_CELL_LINE] * s;
    double rate = m->rate_width * s, mark = m->gap_width * s;
    double whole = count + gap + rate + (mark > 0 ? gap + mark : 0), x = at.x + (at.w - whole) / 2;
    put_text(p, (jw_rect){ x, at.y, count, at.h }, w->count, jw_matrix_count_size(JW_CELL_LINE), true, colour,
             JW_RIGHT);
    x += count + gap;
    put_text(p, (jw_rect){ x, at.y, rate, at.h }, w->rate, JW_LEAF_SIZE, total, colour, JW_RIGHT);
    x += rate + gap;
    put_text(p, (jw_rect){ x, at.y, mark, at.h }, w->gap, JW_LEAF_SIZE, w->kind == JW_CELL_BLANK, colour,
             JW_RIGHT);
}

static void put_in_pair(const painter *p, jw_rect at, const jw_cell_words *w, bool total, const char *colour)
{
    const jw_matrix *m = p->m;
    double s = p->scale, count = m->count_width[JW_CELL_PAIR] * s, low = line_height(p, JW_LEAF_SIZE);
    double right = MAX(m->rate_width, m->gap_width) * s, gap = JW_MATRIX_GAP * s;
    double x = at.x + (at.w - count - gap - right) / 2, middle = at.y + at.h / 2;
    double top = *w->gap ? middle - low : middle - low / 2;
    put_text(p, (jw_rect){ x, at.y, count, at.h }, w->count, jw_matrix_count_size(JW_CELL_PAIR), true, colour,
             JW_RIGHT);
    x += count + gap;
    put_text(p, (jw_rect){ x, top, right, low }, w->rate, JW_LEAF_SIZE, total, colour, JW_RIGHT);
    put_text(p, (jw_rect){ x, middle, right, low }, w->gap, JW_LEAF_SIZE, w->kind == JW_CELL_BLANK, colour,
             JW_RIGHT);
}

static void put_in_stack(const painter *p, jw_rect at, const jw_cell_words *w, bool total, const char *colour)
{
    double high = line_height(p, jw_matrix_count_size(JW_CELL_STACK)), low = line_height(p, JW_LEAF_SIZE);
    double whole = high + low + (*w->gap ? low : 0), y = at.y + (at.h - whole) / 2;
    put_text(p, (jw_rect){ at.x, y, at.w, high }, w->count, jw_matrix_count_size(JW_CELL_STACK), true, colour,
             JW_CENTRE);
    put_text(p, (jw_rect){ at.x, y + high, at.w, low }, w->rate, JW_LEAF_SIZE, total, colour, JW_CENTRE);
    put_text(p, (jw_rect){ at.x, y + high + low, at.w, low }, w->gap, JW_LEAF_SIZE, w->kind == JW_CELL_BLANK,
             colour, JW_CENTRE);
}

static jw_look look_of(const painter *p, const jw_cell_words *w, bool total)
{
    jw_look look = *jw_theme_plain(p->theme);
    if (w->kind == JW_CELL_UNKNOWN)
        look = jw_theme_status(p->theme, JW_UNKNOWN)->look;
    else if (w->kind != JW_CELL_EMPTY && !total)
        look = *jw_theme_shade(p->theme, w->share);
    if (w->kind == JW_CELL_EMPTY || total) look.box.fill = jw_theme_paper(p->theme);
    if (w->kind != JW_CELL_UNKNOWN) look.box.stroke = jw_theme_rule(p->theme);
    look.box.line = 0.5 * p->scale;
    look.box.rounded = false;
    return look;
}

static jw_box_style frame_of(const jw_theme *theme, double scale)
{
    const char *colour = jw_theme_status(theme, JW_NONE)->look.box.stroke;
    return (jw_box_style){ NULL, colour, FRAME * scale, JW_SOLID, false };
}

static void paint_cell(const painter *p, guint row, guint column)
{
    static void (*const forms[JW_CELL_FORMS])(const painter *, jw_rect, const jw_cell_words *, bool,
                                              const char *) = { put_in_line, put_in_pair, put_in_stack };
    const jw_matrix *m = p->m;
    bool total = row == m->n[JW_ROWS] || column == m->n[JW_COLUMNS];
    jw_cell_words w = jw_matrix_cell(m, jw_matrix_tally(m, row, column), total);
    jw_look look = look_of(p, &w, total);
    jw_rect at = { edge(p, JW_COLUMNS, column), edge(p, JW_ROWS, row), p->cell_w, p->cell_h };
    g_autofree char *id = g_strdup_printf("cell-%u-%u", row, column);
    jw_page_add_box(p->page, at, &look.box, id);
    if (w.kind == JW_CELL_BLANK && !total) {
        double in = FRAME * p->scale / 2 + 0.5;
        jw_box_style frame = frame_of(p->theme, p->scale);
        jw_page_add_box(p->page, (jw_rect){ at.x + in, at.y + in, at.w - 2 * in, at.h - 2 * in }, &frame,
                        NULL);
    }
    if (w.kind == JW_CELL_EMPTY)
        put_text(p, at, w.count, JW_LEAF_SIZE, false, jw_theme_quiet(p->theme), JW_CENTRE);
    else
        forms[p->fit->form](p, at, &w, total, look.text);
}

/* --- heads */

static jw_rect inside(const painter *p, jw_rect at)
{
    double x = JW_MATRIX_PAD_X * p->scale;
    return (jw_rect){ at.x + x, at.y, at.w - 2 * x, at.h };
}

static void paint_words(const painter *p, jw_side side, const jw_matrix_head *head, jw_rect at)
{
    g_autofree char *name = jw_matrix_wrapped(head->name[p->fit->name[side]], side, p->fit->wrap[side]);
    bool beside = side == JW_ROWS && p->fit->beside;
    double high = jw_ruler_height(name, JW_LEAF_SIZE) * p->scale, low = line_height(p, JW_SUB_SIZE);
    double top = at.y + (at.h - high - (head->sub && !beside ? low : 0)) / 2;
    jw_align align = side == JW_ROWS ? JW_LEFT : JW_CENTRE;
    put_text(p, (jw_rect){ at.x, top, at.w, high }, name, JW_LEAF_SIZE, true, head->look.text, align);
    if (!head->sub) return;
    jw_rect sub = beside ? at : (jw_rect){ at.x, top + high, at.w, low };
    put_text(p, sub, head->sub, JW_SUB_SIZE, false, head->look.text, beside ? JW_RIGHT : align);
}

static void paint_head(const painter *p, jw_side side, guint line)
{
    const jw_matrix_head *head = &p->m->heads[side][line];
    double at = edge(p, side, line);
    jw_rect rect = side == JW_ROWS ? (jw_rect){ p->x, at, p->head_w, p->cell_h }
                                   : (jw_rect){ at, p->y, p->cell_w, p->head_h };
    jw_box_style style = head->look.box;
    style.line = 0.5 * p->scale;
    if (style.stroke == style.fill) style.stroke = jw_theme_paper(p->theme);
    g_autofree char *id = g_strdup_printf("%s-%u", side == JW_ROWS ? "row" : "column", line);
    jw_page_add_box(p->page, rect, &style, id);
    paint_words(p, side, head, inside(p, rect));
}

/* What the rows and the columns are, parted by a diagonal where there is room for one. */
static void paint_corner(const painter *p)
{
    const jw_matrix *m = p->m;
    jw_rect at = { p->x, p->y, p->head_w, p->head_h };
    jw_rect in = inside(p, at);
    double low = line_height(p, JW_LEAF_SIZE), pad = 3 * p->scale;
    const char *ink = jw_theme_ink(p->theme);
    put_text(p, (jw_rect){ in.x, at.y + pad, in.w, low }, m->word[JW_COLUMNS], JW_LEAF_SIZE, false, ink,
             JW_RIGHT);
    put_text(p, (jw_rect){ in.x, at.y + at.h - pad - low, in.w, low }, m->word[JW_ROWS], JW_LEAF_SIZE, false,
             ink, JW_LEFT);
    double widest = MAX(m->word_width[JW_ROWS], m->word_width[JW_COLUMNS]) * p->scale;
    if (widest + 2 * (in.x - at.x) > at.w * (at.h - low - pad) / at.h) return;
    jw_point ends[] = { { at.x, at.y }, { at.x + at.w, at.y + at.h } };
    jw_line_style hair = { jw_theme_rule(p->theme), 0.6 * p->scale, JW_SOLID, false };
    jw_page_add_line(p->page, ends, 2, &hair, JW_NO_BOX, JW_NO_BOX);
}

void jw_matrix_paint(const jw_matrix *m, const jw_matrix_fit *fit, jw_lines rows, jw_lines columns,
                     jw_rect room, jw_page *page)
{
    painter p = painter_for(m, fit, room);
    p.page = page;
    p.lines[JW_ROWS] = rows;
    p.lines[JW_COLUMNS] = columns;
    paint_corner(&p);
    for (guint column = columns.from; column < columns.to; column++) paint_head(&p, JW_COLUMNS, column);
    for (guint row = rows.from; row < rows.to; row++) {
        paint_head(&p, JW_ROWS, row);
        for (guint column = columns.from; column < columns.to; column++) paint_cell(&p, row, column);
    }
}

/* --- legend */

static void put_small(const jw_matrix *m, jw_page *page, jw_rect at, double unit, const char *text, bool bold,
                      jw_align align)
{
    const char *ink = jw_theme_ink(m->draft.chart.theme);
    jw_page_add_text(page, at, &(jw_text_style){ 8 * unit, bold, ink, align }, text);
}

static void paint_count(void *context, jw_page *page, jw_rect at, double unit)
{
    put_small(context, page, at, unit, "12", true, JW_CENTRE);
}

static void paint_scale(void *context, jw_page *page, jw_rect at, double unit)
{
    const jw_matrix *m = context;
    double x = at.x + SCALE_END * unit - 6 * unit;
    put_small(m, page, (jw_rect){ at.x, at.y, 17 * unit, at.h }, unit, "0 %", false, JW_RIGHT);
    for (int i = 0; i < JW_SHADES; i++, x += SCALE_STEP * unit) {
        jw_box_style style = jw_theme_shade(m->draft.chart.theme, (i + 0.5) / JW_SHADES)->box;
        style.stroke = jw_theme_rule(m->draft.chart.theme);
        style.line = 0.5 * unit;
        jw_page_add_box(page, (jw_rect){ x, at.y, SCALE_STEP * unit, at.h }, &style, NULL);
    }
    put_small(m, page, (jw_rect){ x, at.y, SCALE_END * unit, at.h }, unit, "100 %", false, JW_RIGHT);
}

static void paint_some(void *context, jw_page *page, jw_rect at, double unit)
{
    put_small(context, page, at, unit, "△3", false, JW_CENTRE);
}

static void paint_blank(void *context, jw_page *page, jw_rect at, double unit)
{
    const jw_matrix *m = context;
    jw_box_style frame = frame_of(m->draft.chart.theme, 0.8 * unit);
    jw_page_add_box(page, at, &frame, NULL);
    put_small(m, page, at, unit, "▲3", true, JW_CENTRE);
}

static void paint_unknown(void *context, jw_page *page, jw_rect at, double unit)
{
    const jw_matrix *m = context;
    const jw_look *look = &jw_theme_status(m->draft.chart.theme, JW_UNKNOWN)->look;
    jw_box_style style = look->box;
    style.line *= unit;
    jw_page_add_box(page, at, &style, NULL);
    jw_page_add_text(page, at, &(jw_text_style){ 8 * unit, false, look->text, JW_CENTRE }, "?");
}

static void paint_star(void *context, jw_page *page, jw_rect at, double unit)
{
    put_small(context, page, at, unit, "*", false, JW_RIGHT);
}

static void paint_led(void *context, jw_page *page, jw_rect at, double unit)
{
    const jw_matrix *m = context;
    char *text = jw_sentence(m->draft.chart.lang, "draw.matrix.leads", "n", "3", NULL);
    put_small(m, page, at, unit, text, false, JW_RIGHT);
    free(text);
}

/* What there is on a page. */
typedef struct {
    bool kinds[JW_CELL_BLANK + 1], led, star;
} content;

static content content_of(const jw_matrix *m, jw_lines rows, jw_lines columns)
{
    content c = { 0 };
    for (guint row = rows.from; row < rows.to; row++)
        for (guint column = columns.from; column < columns.to; column++)
            c.kinds[jw_matrix_cell(m, jw_matrix_tally(m, row, column), false).kind] = true;
    const jw_lines lines[JW_SIDES] = { rows, columns };
    for (int side = 0; side < JW_SIDES; side++)
        for (guint i = lines[side].from; i < lines[side].to; i++) {
            const jw_matrix_head *head = &m->heads[side][i];
            c.led = c.led || head->sub;
            c.star = c.star || g_str_has_suffix(head->name[0], "*");
        }
    return c;
}

guint jw_matrix_extras(const jw_matrix *m, jw_lines rows, jw_lines columns, jw_extra *out)
{
    content c = content_of(m, rows, columns);
    jw_lang lang = m->draft.chart.lang;
    g_autofree char *rate = g_strconcat("rate.", jw_rate_name(m->rate), NULL),
                    *gap = g_strconcat("draw.matrix.gap.", jw_rate_name(m->rate), NULL);
    bool some = c.kinds[JW_CELL_GAPS] || c.kinds[JW_CELL_COVERED] || c.kinds[JW_CELL_BLANK];
    const struct {
        bool shown;
        jw_extra entry;
    } rows_of[JW_MATRIX_EXTRAS] = {
        { true, { jw_word(lang, "draw.matrix.count"), 14, paint_count, NULL } },
        { some, { jw_word(lang, rate), 2 * SCALE_END - 6 + JW_SHADES * SCALE_STEP, paint_scale, NULL } },
        { c.kinds[JW_CELL_GAPS], { jw_word(lang, gap), 16, paint_some, NULL } },
        { c.kinds[JW_CELL_BLANK], { jw_word(lang, "draw.matrix.blank"), 22, paint_blank, NULL } },
        { c.kinds[JW_CELL_UNKNOWN], { jw_word(lang, "draw.matrix.unknown"), 22, paint_unknown, NULL } },
        { c.led, { jw_word(lang, "draw.matrix.leads.legend"), lang == JW_EN ? 32 : 22, paint_led, NULL } },
        { c.star, { jw_word(lang, "draw.illustrative.legend"), 10, paint_star, NULL } },
    };
    guint n = 0;
    for (int i = 0; i < JW_MATRIX_EXTRAS; i++) {
        if (!rows_of[i].shown) continue;
        out[n] = rows_of[i].entry;
        out[n++].context = (void *)m;
    }
    return n;
}
