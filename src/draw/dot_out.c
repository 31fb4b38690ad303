/* A page as DOT. No HTML labels, no name of the model in a place where Graphviz would look for syntax. */
#include "draw/label.h"
#include "draw/page.h"

#include <math.h>

static void put(GString *out, const char *before, double value, const char *after)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(out, before);
    g_string_append(out, g_ascii_formatd(text, sizeof text, "%.2f", value));
    g_string_append(out, after);
}

static double units(double points)
{
    return points * JW_PAGE_SCALE;
}

static void put_point(GString *out, const jw_page *page, jw_point at, const char *after)
{
    put(out, "", units(at.x), ",");
    put(out, "", units(page->height - at.y), after);
}

/* pos is the centre; width and height are inches of 72 units. */
static void put_place(GString *out, const jw_page *page, jw_rect at)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(out, " pos=\"");
    put_point(out, page, (jw_point){ at.x + at.w / 2, at.y + at.h / 2 }, "\"");
    g_string_append_printf(out, " width=%s", g_ascii_formatd(text, sizeof text, "%.5f", units(at.w) / 72));
    g_string_append_printf(out, " height=%s", g_ascii_formatd(text, sizeof text, "%.5f", units(at.h) / 72));
}

static const char *const dash_names[] = {
    [JW_SOLID] = "solid", [JW_DASHED] = "dashed", [JW_DOTTED] = "dotted"
};

static void put_box(GString *out, const jw_page *page, guint index)
{
    const jw_page_box *box = &g_array_index(page->boxes, jw_page_box, index);
    const jw_box_style *style = &box->style;
    bool outlined = style->stroke && style->line > 0;
    g_string_append_printf(out, "b%u [", index);
    if (box->ellipse) g_string_append(out, "shape=ellipse ");
    g_string_append_printf(out, "style=\"%s%s%s\"", dash_names[style->dash], style->fill ? ",filled" : "",
                           style->rounded ? ",rounded" : "");
    if (style->fill) g_string_append_printf(out, " fillcolor=\"%s\"", style->fill);
    g_string_append_printf(out, " color=\"%s\"",
                           outlined      ? style->stroke
                           : style->fill ? style->fill
                                         : "transparent");
    put(out, " penwidth=", outlined ? units(style->line) : 0, "");
    if (box->id) g_string_append_printf(out, " id=\"%s\"", box->id);
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

static void put_text(GString *out, const jw_page *page, guint index, const char *family)
{
    static const char aligns[] = { [JW_CENTRE] = 'n', [JW_LEFT] = 'l', [JW_RIGHT] = 'r' };
    /* Graphviz keeps 8 units between the edge of a node and a text that is aligned with it. */
    static const double shifts[] = { [JW_CENTRE] = 0, [JW_LEFT] = -8, [JW_RIGHT] = 8 };
    const jw_page_text *text = &g_array_index(page->texts, jw_page_text, index);
    jw_rect at = widened(page, text);
    at.x += shifts[text->style.align] / JW_PAGE_SCALE;
    at.y += 0.08 * text->style.size; /* Chinese stands a little high in its line */
    g_string_append_printf(out, "t%u [shape=plaintext style=\"\" label=", index);
    jw_label_quote(out, text->text, aligns[text->style.align]);
    put(out, " fontsize=", units(text->style.size), "");
    if (text->style.bold) g_string_append_printf(out, " fontname=\"%s Bold\"", family);
    if (text->style.colour) g_string_append_printf(out, " fontcolor=\"%s\"", text->style.colour);
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
        for (int k = 0; k < (i > 0 && !last ? 3 : 2); k++) put_point(out, page, at, " ");
    }
    g_string_truncate(out, out->len - 1);
}

static void put_line(GString *out, const jw_page *page, guint index)
{
    const jw_page_line *line = &g_array_index(page->lines, jw_page_line, index);
    const jw_line_style *style = &line->style;
    if (line->from == JW_NO_BOX)
        g_string_append(out, "frame -> ");
    else
        g_string_append_printf(out, "b%d -> ", line->from);
    if (line->to == JW_NO_BOX)
        g_string_append(out, "frame");
    else
        g_string_append_printf(out, "b%d", line->to);
    g_string_append(out, " [pos=\"");
    if (style->arrow) {
        g_string_append(out, "e,");
        put_point(out, page, line->points[line->size - 1], " ");
    }
    put_points(out, page, line);
    g_string_append_printf(out, "\" style=%s color=\"%s\"", dash_names[style->dash], style->colour);
    put(out, " penwidth=", units(style->line), "");
    if (style->arrow) g_string_append(out, " arrowhead=normal arrowsize=" G_STRINGIFY(ARROW));
    g_string_append(out, "]\n");
}

/* The frame has the size of the page, so that the drawing's box is the page whoever renders the DOT. */
GString *jw_page_dot(const jw_page *page, const char *family)
{
    GString *out = g_string_new("digraph page {\n");
    g_string_append_printf(out,
                           "graph [pad=0 notranslate=true splines=true outputorder=edgesfirst bgcolor=\"%s\" "
                           "fontname=\"%s\"]\n"
                           "node [shape=box fixedsize=shape label=\"\" fontname=\"%s\" fontsize=10]\n"
                           "edge [arrowhead=none]\n",
                           page->paper ? page->paper : "white", family, family);
    g_string_append(out, "frame [style=invis");
    put_place(out, page, (jw_rect){ 0, 0, page->width, page->height });
    g_string_append(out, "]\n");
    for (guint i = 0; i < page->items->len; i++) {
        const jw_page_item *item = &g_array_index(page->items, jw_page_item, i);
        if (item->is_text)
            put_text(out, page, item->index, family);
        else
            put_box(out, page, item->index);
    }
    for (guint i = 0; i < page->lines->len; i++) put_line(out, page, i);
    g_string_append(out, "}\n");
    return out;
}
