/* A page as DOT. No HTML labels, no name of the model in a place where Graphviz would look for syntax. */
#include "draw/label.h"
#include "draw/page.h"

#include <math.h>
#include <string.h>

/* printf's %f takes a third of the time of a page. Sizes on paper have few digits. */
static void put_fixed(GString *out, double value, int decimals)
{
    static const double powers[] = { 1, 10, 100, 1000, 10000, 100000 };
    char digits[32];
    int n = 0;
    long long rest = llround(fabs(value) * powers[decimals]);
    if (value < 0 && rest > 0) g_string_append_c(out, '-');
    for (; rest > 0 || n <= decimals; rest /= 10) digits[n++] = (char)('0' + rest % 10);
    while (n > 0) {
        g_string_append_c(out, digits[--n]);
        if (n == decimals && n > 0) g_string_append_c(out, '.');
    }
}

static void put_name(GString *out, char kind, guint index)
{
    g_string_append_c(out, kind);
    put_fixed(out, index, 0);
}

static void put_word(GString *out, const char *key, const char *word)
{
    g_string_append(out, key);
    g_string_append(out, "=\"");
    g_string_append(out, word);
    g_string_append_c(out, '"');
}

static void put_size(GString *out, const char *key, double points)
{
    g_string_append(out, key);
    g_string_append_c(out, '=');
    put_fixed(out, points * JW_PAGE_SCALE, 2);
}

static void put_point(GString *out, const jw_page *page, jw_point at, char after)
{
    put_fixed(out, at.x * JW_PAGE_SCALE, 2);
    g_string_append_c(out, ',');
    put_fixed(out, (page->height - at.y) * JW_PAGE_SCALE, 2);
    g_string_append_c(out, after);
}

/* pos is the centre; width and height are inches of 72 units. */
static void put_place(GString *out, const jw_page *page, jw_rect at)
{
    g_string_append(out, " pos=\"");
    put_point(out, page, (jw_point){ at.x + at.w / 2, at.y + at.h / 2 }, '"');
    g_string_append(out, " width=");
    put_fixed(out, at.w * JW_PAGE_SCALE / 72, 5);
    g_string_append(out, " height=");
    put_fixed(out, at.h * JW_PAGE_SCALE / 72, 5);
}

static const char *const dash_names[] = {
    [JW_SOLID] = "solid", [JW_DASHED] = "dashed", [JW_DOTTED] = "dotted"
};

static const char *const side_shapes[] = {
    [JW_AROUND] = NULL, [JW_BELOW] = "underline", [JW_NOWHERE] = "plaintext"
};

/* NULL: the usual one, a box. */
static const char *shape_of(const jw_page_box *box)
{
    return box->ellipse ? "ellipse" : side_shapes[box->sides];
}

/* --- what most boxes, and most texts, have in common is said once a page */

typedef struct {
    const char *fill, *stroke;
    double line;
} box_look;

typedef struct {
    double size;
    const char *colour;
} text_look;

typedef struct {
    box_look box;
    text_look text;
} page_look;

static bool is_outlined(const jw_box_style *style)
{
    return style->stroke && style->line > 0;
}

static box_look look_of_box(const jw_box_style *style)
{
    const char *stroke = is_outlined(style) ? style->stroke : style->fill ? style->fill : "transparent";
    return (box_look){ style->fill ? style->fill : "", stroke, is_outlined(style) ? style->line : 0 };
}

static text_look look_of_text(const jw_text_style *style)
{
    return (text_look){ style->size, style->colour ? style->colour : "black" };
}

static bool is_same_box(const void *a, const void *b)
{
    const box_look *x = a, *y = b;
    return x->line == y->line && strcmp(x->fill, y->fill) == 0 && strcmp(x->stroke, y->stroke) == 0;
}

static bool is_same_text(const void *a, const void *b)
{
    const text_look *x = a, *y = b;
    return x->size == y->size && strcmp(x->colour, y->colour) == 0;
}

enum { MOST_LOOKS = 32 }; /* of a page that are counted */

/* The index of the commonest of n things, of the first of them. */
static guint commonest(const GArray *things, bool (*same)(const void *, const void *))
{
    guint firsts[MOST_LOOKS], counts[MOST_LOOKS] = { 0 }, n = 0, best = 0;
    guint size = g_array_get_element_size((GArray *)things);
    for (guint i = 0; i < things->len; i++) {
        guint k = 0;
        while (k < n && !same(things->data + (gsize)firsts[k] * size, things->data + (gsize)i * size)) k++;
        if (k == MOST_LOOKS) continue;
        if (k == n) firsts[n++] = i;
        counts[k]++;
    }
    for (guint k = 1; k < n; k++)
        if (counts[k] > counts[best]) best = k;
    return n > 0 ? firsts[best] : 0;
}

static page_look look_of_page(const jw_page *page)
{
    page_look look = { { "", "black", 1 }, { 10, "black" } };
    GArray *boxes = g_array_new(FALSE, FALSE, sizeof(box_look));
    GArray *texts = g_array_new(FALSE, FALSE, sizeof(text_look));
    for (guint i = 0; i < page->boxes->len; i++) {
        box_look box = look_of_box(&g_array_index(page->boxes, jw_page_box, i).style);
        g_array_append_val(boxes, box);
    }
    for (guint i = 0; i < page->texts->len; i++) {
        text_look text = look_of_text(&g_array_index(page->texts, jw_page_text, i).style);
        g_array_append_val(texts, text);
    }
    if (boxes->len > 0) look.box = g_array_index(boxes, box_look, commonest(boxes, is_same_box));
    if (texts->len > 0) look.text = g_array_index(texts, text_look, commonest(texts, is_same_text));
    g_array_free(boxes, TRUE);
    g_array_free(texts, TRUE);
    return look;
}

static void put_box_look(GString *out, const box_look *box, const box_look *usual)
{
    if (!usual || (*box->fill && strcmp(box->fill, usual->fill) != 0)) put_word(out, " fillcolor", box->fill);
    if (!usual || strcmp(box->stroke, usual->stroke) != 0) put_word(out, " color", box->stroke);
    if (!usual || box->line != usual->line) put_size(out, " penwidth", box->line);
}

static void put_text_look(GString *out, const text_look *text, const text_look *usual)
{
    if (!usual || text->size != usual->size) put_size(out, " fontsize", text->size);
    if (!usual || strcmp(text->colour, usual->colour) != 0) put_word(out, " fontcolor", text->colour);
}

/* --- boxes and texts */

static const char aligns[] = { [JW_CENTRE] = 'n', [JW_LEFT] = 'l', [JW_RIGHT] = 'r' };

/* Chinese stands a little high in its line. */
#define LOWER 0.08

static void put_font(GString *out, const jw_page_text *text, const char *family, const page_look *usual)
{
    text_look look = look_of_text(&text->style);
    if (text->style.bold) {
        g_string_append(out, " fontname=\"");
        g_string_append(out, family);
        g_string_append(out, " Bold\"");
    }
    put_text_look(out, &look, &usual->text);
}

/* The place of a label is its middle. */
static void put_label(GString *out, const jw_page *page, const jw_page_text *text, const char *family,
                      const page_look *usual)
{
    double slack = text->at.w - text->width;
    jw_point middle = { text->at.x + text->at.w / 2, text->at.y + text->at.h / 2 + LOWER * text->style.size };
    if (text->style.align == JW_LEFT) middle.x -= slack / 2;
    if (text->style.align == JW_RIGHT) middle.x += slack / 2;
    g_string_append(out, " xlabel=");
    jw_label_quote(out, text->text, aligns[text->style.align]);
    put_font(out, text, family, usual);
    g_string_append(out, " xlp=\"");
    put_point(out, page, middle, '"');
}

static void put_box(GString *out, const jw_page *page, guint index, const char *family,
                    const page_look *usual)
{
    const jw_page_box *box = &g_array_index(page->boxes, jw_page_box, index);
    const jw_box_style *style = &box->style;
    box_look look = look_of_box(style);
    put_name(out, 'b', index);
    g_string_append(out, " [");
    if (shape_of(box)) g_string_append_printf(out, "shape=%s ", shape_of(box));
    g_string_append(out, "style=\"");
    g_string_append(out, dash_names[style->dash]);
    if (style->fill) g_string_append(out, ",filled");
    if (style->rounded) g_string_append(out, ",rounded");
    g_string_append_c(out, '"');
    put_box_look(out, &look, &usual->box);
    if (box->id) put_word(out, " id", box->id);
    if (box->label != JW_NO_TEXT)
        put_label(out, page, &g_array_index(page->texts, jw_page_text, (guint)box->label), family, usual);
    put_place(out, page, box->at);
    g_string_append(out, "]\n");
}

/* A text that fills its node to the brim is centred whatever its alignment; so the node, which nobody sees,
 * grows on the side where the text ends. */
static jw_rect widened(const jw_page *page, const jw_page_text *text)
{
    jw_rect at = text->at;
    double more = at.w / 4 + 20, left = MIN(more, at.x), right = MIN(more, page->width - at.x - at.w);
    if (text->style.align == JW_LEFT) at.w += MAX(right, 0);
    if (text->style.align == JW_RIGHT) {
        at.x -= MAX(left, 0);
        at.w += MAX(left, 0);
    }
    return at;
}

static void put_text(GString *out, const jw_page *page, guint index, const char *family,
                     const page_look *usual)
{
    /* Graphviz keeps 8 units between the edge of a node and a text that is aligned with it. */
    static const double shifts[] = { [JW_CENTRE] = 0, [JW_LEFT] = -8, [JW_RIGHT] = 8 };
    const jw_page_text *text = &g_array_index(page->texts, jw_page_text, index);
    jw_rect at = widened(page, text);
    at.x += shifts[text->style.align] / JW_PAGE_SCALE;
    at.y += LOWER * text->style.size;
    put_name(out, 't', index);
    g_string_append(out, " [shape=plaintext label=");
    jw_label_quote(out, text->text, aligns[text->style.align]);
    put_font(out, text, family, usual);
    put_place(out, page, at);
    g_string_append(out, "]\n");
}

/* Of an arrowhead, in units: Graphviz makes it 10 long at size 1. */
#define ARROW 0.7
#define ARROW_LENGTH (10 * ARROW / JW_PAGE_SCALE)

/* Where the line of an arrow ends: the length of the head before its tip, but not before the last corner. */
static jw_point arrow_base(jw_point corner, jw_point tip)
{
    double x = tip.x - corner.x, y = tip.y - corner.y, length = hypot(x, y);
    double back = length > 0 ? MIN(ARROW_LENGTH, 0.9 * length) / length : 0;
    return (jw_point){ tip.x - back * x, tip.y - back * y };
}

/* A straight line is a Bézier curve whose middle points are its ends. */
static void put_points(GString *out, const jw_page *page, const jw_page_line *line)
{
    for (size_t i = 0; i < line->size; i++) {
        bool last = i + 1 == line->size;
        jw_point at = line->points[i];
        if (last && i > 0 && line->style.arrow) at = arrow_base(line->points[i - 1], at);
        for (int k = 0; k < (i > 0 && !last ? 3 : 2); k++) put_point(out, page, at, ' ');
    }
    g_string_truncate(out, out->len - 1);
}

static void put_end(GString *out, int box)
{
    if (box == JW_NO_BOX)
        g_string_append(out, "frame");
    else
        put_name(out, 'b', (guint)box);
}

static void put_line(GString *out, const jw_page *page, guint index)
{
    const jw_page_line *line = &g_array_index(page->lines, jw_page_line, index);
    const jw_line_style *style = &line->style;
    put_end(out, line->from);
    g_string_append(out, " -> ");
    put_end(out, line->to);
    g_string_append(out, " [pos=\"");
    if (style->arrow) {
        g_string_append(out, "e,");
        put_point(out, page, line->points[line->size - 1], ' ');
    }
    put_points(out, page, line);
    g_string_append_c(out, '"');
    if (style->dash != JW_SOLID) put_word(out, " style", dash_names[style->dash]);
    put_word(out, " color", style->colour);
    put_size(out, " penwidth", style->line);
    if (style->arrow) g_string_append(out, " arrowhead=normal arrowsize=" G_STRINGIFY(ARROW));
    g_string_append(out, "]\n");
}

static void put_defaults(GString *out, const jw_page *page, const char *family, const page_look *look)
{
    g_string_append(out, "graph [pad=0 notranslate=true splines=true outputorder=edgesfirst");
    put_word(out, " bgcolor", page->paper ? page->paper : "white");
    put_word(out, " fontname", family);
    g_string_append(out, "]\nnode [shape=box fixedsize=shape label=\"\"");
    put_word(out, " fontname", family);
    put_box_look(out, &look->box, NULL);
    put_text_look(out, &look->text, NULL);
    g_string_append(out, "]\nedge [arrowhead=none]\n");
}

/* The frame has the size of the page, so that the drawing's box is the page whoever renders the DOT. */
GString *jw_page_dot(const jw_page *page, const char *family)
{
    GString *out = g_string_sized_new(128 * (gsize)page->items->len + 1024);
    page_look look = look_of_page(page);
    g_string_append(out, "digraph page {\n");
    put_defaults(out, page, family, &look);
    g_string_append(out, "frame [style=invis");
    put_place(out, page, (jw_rect){ 0, 0, page->width, page->height });
    g_string_append(out, "]\n");
    for (guint i = 0; i < page->items->len; i++) {
        const jw_page_item *item = &g_array_index(page->items, jw_page_item, i);
        if (item->is_text)
            put_text(out, page, item->index, family, &look);
        else
            put_box(out, page, item->index, family, &look);
    }
    for (guint i = 0; i < page->lines->len; i++) put_line(out, page, i);
    g_string_append(out, "}\n");
    return out;
}
