/* What stands around a chart: title, date, source, path, page number, and the legend. */
#include "draw/legend.h"

#include "base/words.h"
#include "draw/wrap.h"

#include <stdlib.h>
#include <string.h>

/* Sizes in units; a unit is a point on A4. */
#define MARGIN 24.0
#define TITLE 17.0
#define HEADLINE 9.5 /* what comes of all changes */
#define PATH_HEIGHT 16.0
#define RIM 7.0          /* beside a chart, for the links that run round it, where the margin is less */
#define ARROW_WIDTH 14.0 /* between the steps of a path */

struct jw_furniture {
    const jw_chart *chart;
    double unit;
    int number; /* of the page */
    char *title, *date, *source, *page, *tag;
    const char *headline; /* of a chart of changes; NULL: none */
    jw_legend *legend;
    GArray *path; /* of jw_step, whose texts are the caller's */
};

static double margin_of(const jw_furniture *f)
{
    return f->chart->margin >= 0 ? f->chart->margin : MARGIN * f->unit;
}

static char *sentence(const jw_chart *chart, const char *key, const char *name, const char *value)
{
    if (!value || !*value) return NULL;
    char *made = jw_sentence(chart->lang, key, name, value, NULL);
    char *out = g_strdup(made);
    free(made);
    return out;
}

char *jw_page_words_text(jw_lang lang, int number, int of)
{
    char x[16], y[16];
    g_snprintf(x, sizeof x, "%d", number);
    g_snprintf(y, sizeof y, "%d", of);
    char *made = jw_sentence(lang, "draw.page", "page", x, "pages", y, NULL);
    char *out = g_strdup(made);
    free(made);
    return out;
}

jw_furniture *jw_furniture_new(jw_chart *chart, const jw_page_words *words, double unit)
{
    jw_furniture *f = g_new0(jw_furniture, 1);
    f->chart = chart;
    f->unit = unit;
    if (chart->heads) g_hash_table_remove_all(chart->heads);
    f->path = g_array_new(FALSE, FALSE, sizeof(jw_step));
    if (words->path) g_array_append_vals(f->path, words->path, words->steps);
    f->title = g_strdup(words->title ? words->title : "");
    f->date = sentence(chart, "draw.as-of", "date", words->date);
    f->source = sentence(chart, "draw.source", "source", words->source);
    f->number = words->number + chart->before;
    f->page = jw_page_words_text(chart->lang, f->number, words->of + chart->before);
    if (chart->illustrative) f->tag = g_strdup(jw_word(chart->lang, "draw.illustrative"));
    const char *small[] = { f->date, f->page, f->tag };
    for (size_t i = 0; i < G_N_ELEMENTS(small); i++)
        if (small[i]) jw_ruler_add(chart->ruler, small[i], JW_SMALL * unit, false);
    f->headline = chart->diff && *chart->diff->headlines[chart->diff->phase]
                      ? chart->diff->headlines[chart->diff->phase]
                      : NULL;
    f->legend = jw_legend_new(chart, unit);
    return f;
}

void jw_furniture_free(jw_furniture *f)
{
    if (!f) return;
    jw_legend_free(f->legend);
    g_array_free(f->path, TRUE);
    char *owned[] = { f->title, f->date, f->source, f->page, f->tag };
    for (size_t i = 0; i < G_N_ELEMENTS(owned); i++) g_free(owned[i]);
    g_free(f);
}

static double text_width(const jw_furniture *f, const char *text)
{
    return jw_ruler_width(f->chart->ruler, text, JW_SMALL * f->unit, false);
}

static jw_text_style small_text(const jw_furniture *f, jw_align align)
{
    return (jw_text_style){ JW_SMALL * f->unit, false, jw_theme_quiet(f->chart->theme), align };
}

/* Wrapped to the page's width; the caller frees. Estimated widths are enough: both texts have room to spare.
 */
static char *wrapped_title(const jw_furniture *f, double width)
{
    double beside = f->tag ? text_width(f, f->tag) + 18 * f->unit : 40 * f->unit; /* it is centred */
    double room = (width - 2 * (margin_of(f) + beside)) / (TITLE * f->unit) * 0.96;
    const char *parting = strstr(f->title, " · "); /* the name of the model, and that of the chart */
    if (!parting || jw_wrap_width(f->title) <= room) return jw_wrap(f->title, room);
    g_autofree char *first = g_strndup(f->title, (gsize)(parting - f->title));
    g_autofree char *above = jw_wrap(first, room), *below = jw_wrap(parting + strlen(" · "), room);
    return g_strconcat(above, "\n", below, NULL);
}

static char *wrapped_source(const jw_furniture *f, double width)
{
    double room = width - 2 * margin_of(f) - 16 * f->unit - text_width(f, f->page);
    return jw_wrap(f->source ? f->source : "", room / (JW_SMALL * f->unit) * 0.94);
}

/* Lines end between the parts of a headline. */
static char *wrapped_headline(const jw_furniture *f, double width)
{
    double most = (width - 2 * MARGIN * f->unit) / (HEADLINE * f->unit) * 0.94;
    g_auto(GStrv) parts = g_strsplit(f->headline, " · ", -1);
    GString *out = g_string_new(NULL), *line = g_string_new(NULL);
    for (char **part = parts; *part; part++) {
        bool full = line->len && jw_wrap_width(line->str) + 1.5 + jw_wrap_width(*part) > most;
        g_string_append_printf(out, "%s%s", full ? "\n" : line->len ? " · " : "", *part);
        if (full) g_string_truncate(line, 0);
        g_string_append_printf(line, "%s%s", line->len ? " · " : "", *part);
    }
    g_string_free(line, TRUE);
    return g_string_free(out, FALSE);
}

static double header_height(const jw_furniture *f, double width)
{
    g_autofree char *title = wrapped_title(f, width);
    double height = *title ? jw_ruler_height(title, TITLE * f->unit) : 0;
    if (f->headline) {
        g_autofree char *line = wrapped_headline(f, width);
        height += jw_ruler_height(line, HEADLINE * f->unit) + 3 * f->unit;
    }
    return height + (f->date || f->tag ? 13 * f->unit : 0) + (f->path->len ? PATH_HEIGHT : 8) * f->unit;
}

static double footer_height(const jw_furniture *f, double width)
{
    g_autofree char *source = wrapped_source(f, width);
    return jw_ruler_height(source, JW_SMALL * f->unit) + 4 * f->unit;
}

jw_rect jw_furniture_area(const jw_furniture *f, double width, double height)
{
    double margin = margin_of(f), top = margin + header_height(f, width);
    double bottom =
        margin + footer_height(f, width) + jw_legend_flow(f->legend, width, margin, NULL, 0) + 16 * f->unit;
    bool links = !f->chart->links || f->chart->links->len > 0;
    double side = links ? MAX(margin, RIM * f->unit) : margin;
    return (jw_rect){ side, top, width - 2 * side, height - top - bottom };
}

static void paint_header(const jw_furniture *f, jw_page *page)
{
    double u = f->unit, margin = margin_of(f), wide = page->width - 2 * margin;
    g_autofree char *title = wrapped_title(f, page->width);
    double height = *title ? jw_ruler_height(title, TITLE * u) : 0;
    jw_text_style style = { TITLE * u, true, jw_theme_ink(f->chart->theme), JW_CENTRE },
                  small = small_text(f, JW_CENTRE);
    if (*title) jw_page_add_text(page, (jw_rect){ margin, margin, wide, height }, &style, title);
    if (f->date) jw_page_add_text(page, (jw_rect){ margin, margin + height, wide, 13 * u }, &small, f->date);
    if (f->headline) {
        g_autofree char *line = wrapped_headline(f, page->width);
        jw_text_style bold = { HEADLINE * u, true, jw_theme_ink(f->chart->theme), JW_CENTRE };
        double y = margin + height + (f->date || f->tag ? 14 * u : 0);
        jw_page_add_text(page, (jw_rect){ margin, y, wide, jw_ruler_height(line, HEADLINE * u) }, &bold,
                         line);
    }
    if (!f->tag) return;
    const jw_look *look = jw_theme_tag(f->chart->theme);
    double tag = text_width(f, f->tag) + 12 * u;
    jw_rect at = { page->width - margin - tag, margin, tag, 14 * u };
    jw_box_style box = look->box;
    box.line *= u;
    small.colour = look->text;
    jw_page_add_box(page, at, &box, "illustrative");
    jw_page_add_text(page, at, &small, f->tag);
}

void jw_furniture_add_step(jw_chart *chart, const char *text, double unit)
{
    jw_ruler_add(chart->ruler, text, JW_SMALL * unit, false);
}

/* How many steps from the end find room beside the first. */
static guint last_steps(const jw_furniture *f, double room)
{
    guint n = f->path->len, fitting = 0;
    room -= text_width(f, g_array_index(f->path, jw_step, 0).text) + 2 * ARROW_WIDTH * f->unit;
    for (guint i = n; i-- > 1;) {
        room -= text_width(f, g_array_index(f->path, jw_step, i).text) + ARROW_WIDTH * f->unit;
        if (room < 0) break;
        fitting++;
    }
    return fitting;
}

static double paint_step(const jw_furniture *f, jw_page *page, const jw_step *step, double x, double y)
{
    double width = text_width(f, step->text), u = f->unit;
    jw_text_style style = small_text(f, JW_LEFT);
    jw_rect at = { x, y, width, JW_LEGEND_LINE * u };
    jw_page_add_text(page, at, &style, step->text);
    if (step->page >= 0) jw_page_add_link(page, at, step->page);
    return x + width;
}

/* Core › block › …: from the top to what is above this page. */
static void paint_path(const jw_furniture *f, jw_page *page, double y)
{
    double u = f->unit, x = margin_of(f);
    guint n = f->path->len, last = n > 1 ? last_steps(f, page->width - 2 * x) : 0;
    jw_text_style style = small_text(f, JW_CENTRE);
    for (guint i = 0; i < n; i++) {
        if (i > 0 && i + last < n) continue;
        bool gap = i > 0 && i + last == n && last + 1 < n;
        jw_rect arrow = { x, y, ARROW_WIDTH * u, JW_LEGEND_LINE * u };
        if (i > 0) {
            jw_page_add_text(page, arrow, &style, gap ? "…" : "›");
            x += ARROW_WIDTH * u;
        }
        x = paint_step(f, page, &g_array_index(f->path, jw_step, i), x, y);
    }
}

static void paint_footer(const jw_furniture *f, jw_page *page)
{
    double u = f->unit, margin = margin_of(f), wide = page->width - 2 * margin;
    double height = footer_height(f, page->width), top = page->height - margin - height;
    double legend = jw_legend_flow(f->legend, page->width, margin, NULL, 0), rule_y = top - legend - 4 * u;
    g_autofree char *source = wrapped_source(f, page->width);
    jw_text_style left = small_text(f, JW_LEFT), right = small_text(f, JW_RIGHT);
    double source_height = jw_ruler_height(source, JW_SMALL * u), line_height = JW_SMALL * 1.2 * u;
    jw_rect at = { margin, page->height - margin - source_height, wide, source_height };
    jw_rect page_at = { margin, page->height - margin - line_height, wide, line_height };
    jw_point rule[] = { { margin, rule_y }, { page->width - margin, rule_y } };
    jw_line_style hair = { jw_theme_rule(f->chart->theme), 0.6 * u, JW_SOLID, false };
    jw_page_add_line(page, rule, 2, &hair, JW_NO_BOX, JW_NO_BOX);
    jw_legend_flow(f->legend, page->width, margin, page, top - legend);
    if (*source) jw_page_add_text(page, at, &left, source);
    page->number_text = jw_page_add_text(page, page_at, &right, f->page);
}

void jw_furniture_paint(const jw_furniture *f, jw_page *page)
{
    page->paper = jw_theme_paper(f->chart->theme);
    g_free(page->label);
    page->label = g_strdup_printf("%d", f->number);
    paint_header(f, page);
    if (f->path->len > 0)
        paint_path(f, page, margin_of(f) + header_height(f, page->width) - PATH_HEIGHT * f->unit);
    paint_footer(f, page);
}
