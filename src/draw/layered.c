#include "draw/layered.h"

#include "base/number.h"
#include "draw/chart.h"
#include "draw/label.h"
#include "draw/paper.h"
#include "model/kinds.h"

#include <math.h>
#include <string.h>

#define LEAST_TYPE 1.0    /* points: below it a chart is refused */
#define SMALL_TYPE 5.0    /* points: below it nobody reads a print */
#define LARGEST_LEAF 11.0 /* points on A4: a small model is not blown up to fill the page */

#define LOOSEST 1.3 /* boxes may be this much larger than their type needs, to fill a page */

enum { MOST_UNITS = 50000 };

/* One way to lay the page. */
typedef struct {
    double width, height;
    jw_rect free;
} sheet;

typedef struct {
    double unit;
    sheet sheets[2];
    size_t n;
} sheets;

/* Larger paper is read from farther away: type grows with the fourth root of its area. */
static double unit_of(double width, double height)
{
    return CLAMP(pow(width * height / (595.28 * 841.89), 0.25), 0.75, 3);
}

static bool choose_sheets(sheets *s, const jw_draw_options *options, jw_diags *diags)
{
    double width, height;
    bool fixed;
    if (!jw_paper_size(options->paper, &width, &height, &fixed, diags)) return false;
    double small = MIN(width, height), large = MAX(width, height);
    s->unit = unit_of(width, height);
    s->n = 0;
    if (fixed) {
        s->sheets[s->n++] = (sheet){ .width = width, .height = height };
        return true;
    }
    if (options->orientation != JW_PORTRAIT) s->sheets[s->n++] = (sheet){ .width = large, .height = small };
    if (options->orientation != JW_LANDSCAPE) s->sheets[s->n++] = (sheet){ .width = small, .height = large };
    return true;
}

/* A text of the page itself; refused like a name. */
static char *clean(const char *text, const char *path, jw_diags *diags)
{
    char found[16];
    if (!text) return NULL;
    if (jw_label_check(text, found)) return jw_label_line(text, JW_LABEL_MOST);
    jw_diags_add(diags,
                 &(jw_diag){ .severity = JW_ERROR, .code = "unsafe-text", .path = path, .found = found });
    return NULL;
}

static void warn_small(double size, jw_diags *diags)
{
    char number[JW_NUMBER_SIZE];
    if (size >= SMALL_TYPE) return;
    jw_format_fixed(number, size, 1);
    jw_diags_add(diags, &(jw_diag){ .severity = JW_WARNING, .code = "small-type", .found = number });
}

static bool is_readable(double size, jw_diags *diags)
{
    char number[JW_NUMBER_SIZE];
    if (size >= LEAST_TYPE) return true;
    jw_format_fixed(number, size, 2);
    jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR, .code = "too-much-for-page", .found = number });
    return false;
}

static jw_page *paint_page(const jw_chart *chart, const jw_arrangement *a, const jw_furniture *f,
                           const sheet *s, double most, jw_diags *diags)
{
    double scale = MIN(most, MIN(s->free.w / a->width, s->free.h / a->height));
    if (!is_readable(JW_LEAF_SIZE * scale, diags)) return NULL;
    jw_placing placing = { .scale = scale };
    placing.wide = CLAMP(s->free.w / (a->width * scale), 1, LOOSEST);
    placing.tall = CLAMP(s->free.h / (a->height * scale), 1, LOOSEST);
    placing.corner.x = s->free.x + (s->free.w - a->width * scale * placing.wide) / 2;
    placing.corner.y = s->free.y + (s->free.h - a->height * scale * placing.tall) / 2;
    jw_page *page = jw_page_new(s->width, s->height);
    page->label = g_strdup("1");
    jw_paint(chart, a, page, &placing);
    jw_furniture_paint(f, page);
    warn_small(JW_LEAF_SIZE * scale, diags);
    return page;
}

static jw_page *arrange_page(jw_chart *chart, const jw_page_words *words, sheets *s, const jw_renderer *r,
                             jw_diags *diags)
{
    jw_area areas[2];
    size_t chosen = 0;
    double most = LARGEST_LEAF / JW_LEAF_SIZE * s->unit;
    jw_page *page = NULL;
    jw_arrangement *a = NULL;
    jw_furniture *f = jw_furniture_new(chart, words, s->unit);
    if (!jw_chart_caption(chart, r, diags)) goto done;
    for (size_t i = 0; i < s->n; i++) {
        sheet *sh = &s->sheets[i];
        sh->free = jw_furniture_area(f, sh->width, sh->height);
        if (sh->free.w < 40 || sh->free.h < 40) {
            jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR, .code = "paper-too-small" });
            goto done;
        }
        areas[i] = (jw_area){ sh->free.w, sh->free.h, sh->width >= sh->height ? 1.02 : 1 };
    }
    a = jw_arrange(chart, r, areas, s->n, most, &chosen, diags);
    if (a) page = paint_page(chart, a, f, &s->sheets[chosen], most, diags);
done:
    jw_arrangement_free(a);
    jw_furniture_free(f);
    return page;
}

static void refuse_many(guint units, jw_diags *diags)
{
    char found[16], most[16];
    g_snprintf(found, sizeof found, "%u", units);
    g_snprintf(most, sizeof most, "%d", MOST_UNITS);
    jw_diags_add(
        diags,
        &(jw_diag){ .severity = JW_ERROR, .code = "chart-too-large", .found = found, .expected = most });
}

static bool is_any_illustrative(const jw_chart *chart)
{
    for (guint i = 1; i < chart->tree->twigs->len; i++) {
        uint32_t u = jw_tree_twig(chart->tree, (int)i)->unit;
        if (u != JW_NO_UNIT && jw_unit_flag(chart->model, u, JW_ILLUSTRATIVE) == 1) return true;
    }
    return false;
}

jw_page *jw_layered_page(const jw_model *m, const jw_coverage *coverage, const jw_draw_options *options,
                         const jw_renderer *r, jw_diags *diags)
{
    sheets s;
    size_t errors = jw_diags_count(diags, JW_ERROR);
    const jw_theme *theme = jw_theme_find(options->theme, diags);
    if (!choose_sheets(&s, options, diags) || !theme) return NULL;
    g_autofree char *title = clean(options->title ? options->title : jw_model_name(m), "title", diags);
    g_autofree char *date = clean(options->date ? options->date : jw_model_as_of(m), "date", diags);
    g_autofree char *source = clean(jw_model_source(m), "source", diags);
    if (jw_diags_count(diags, JW_ERROR) > errors) return NULL;
    jw_chart chart = { .model = m, .coverage = coverage, .theme = theme, .lang = options->lang };
    chart.tree = jw_tree_new(m, options->shows, options->context);
    chart.ruler = jw_ruler_new();
    chart.illustrative = is_any_illustrative(&chart);
    jw_page *page = NULL;
    guint twigs = chart.tree->twigs->len; /* the first stands for no unit */
    if (twigs > MOST_UNITS + 1)
        refuse_many(twigs - 1, diags);
    else if (twigs > 1)
        page = arrange_page(&chart, &(jw_page_words){ title, date, source, 1, 1 }, &s, r, diags);
    else
        jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR, .code = "nothing-to-draw" });
    if (page) page->bookmark = g_strdup(title);
    jw_captions_free(chart.captions, twigs);
    jw_tree_free(chart.tree);
    jw_ruler_free(chart.ruler);
    return page;
}
