#include "draw/page.h"

jw_page *jw_page_new(double width, double height)
{
    jw_page *page = g_new0(jw_page, 1);
    page->width = width;
    page->height = height;
    page->number_text = -1;
    page->boxes = g_array_new(FALSE, FALSE, sizeof(jw_page_box));
    page->texts = g_array_new(FALSE, FALSE, sizeof(jw_page_text));
    page->lines = g_array_new(FALSE, FALSE, sizeof(jw_page_line));
    page->links = g_array_new(FALSE, FALSE, sizeof(jw_page_link));
    page->items = g_array_new(FALSE, FALSE, sizeof(jw_page_item));
    return page;
}

void jw_page_free(jw_page *page)
{
    if (!page) return;
    for (guint i = 0; i < page->boxes->len; i++) g_free(g_array_index(page->boxes, jw_page_box, i).id);
    for (guint i = 0; i < page->texts->len; i++) g_free(g_array_index(page->texts, jw_page_text, i).text);
    for (guint i = 0; i < page->lines->len; i++) g_free(g_array_index(page->lines, jw_page_line, i).points);
    g_array_free(page->boxes, TRUE);
    g_array_free(page->texts, TRUE);
    g_array_free(page->lines, TRUE);
    g_array_free(page->links, TRUE);
    g_array_free(page->items, TRUE);
    g_free(page->label);
    g_free(page->bookmark);
    g_free(page);
}

static int add_box(jw_page *page, const jw_page_box *box)
{
    jw_page_item item = { false, page->boxes->len };
    g_array_append_val(page->items, item);
    g_array_append_vals(page->boxes, box, 1);
    return (int)item.index;
}

int jw_page_add_box(jw_page *page, jw_rect at, const jw_box_style *style, const char *id)
{
    return add_box(page, &(jw_page_box){ at, *style, JW_AROUND, false, g_strdup(id), JW_NO_TEXT });
}

void jw_page_set_sides(jw_page *page, int box, jw_sides sides)
{
    g_array_index(page->boxes, jw_page_box, (guint)box).sides = sides;
}

int jw_page_add_ellipse(jw_page *page, jw_rect at, const jw_box_style *style)
{
    return add_box(page, &(jw_page_box){ at, *style, JW_AROUND, true, NULL, JW_NO_TEXT });
}

static int add_text(jw_page *page, jw_rect at, const jw_text_style *style, const char *text, double width)
{
    jw_page_text made = { at, *style, g_strdup(text), width };
    g_array_append_val(page->texts, made);
    return (int)page->texts->len - 1;
}

int jw_page_add_text(jw_page *page, jw_rect at, const jw_text_style *style, const char *text)
{
    jw_page_item item = { true, page->texts->len };
    g_array_append_val(page->items, item);
    return add_text(page, at, style, text, 0);
}

int jw_page_add_label(jw_page *page, int box, jw_rect at, const jw_text_style *style, const char *text,
                      double width)
{
    int label = add_text(page, at, style, text, width);
    g_array_index(page->boxes, jw_page_box, (guint)box).label = label;
    return label;
}

int jw_page_add_line(jw_page *page, const jw_point *points, size_t size, const jw_line_style *style, int from,
                     int to)
{
    jw_page_line made = { g_memdup2(points, size * sizeof *points), size, *style, from, to };
    g_array_append_val(page->lines, made);
    return (int)page->lines->len - 1;
}

void jw_page_add_link(jw_page *page, jw_rect at, int target)
{
    jw_page_link link = { at, target };
    g_array_append_val(page->links, link);
}
