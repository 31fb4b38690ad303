#include "draw/stress.h"

#include "base/words.h"
#include "draw/draft.h"
#include "draw/label.h"
#include "draw/plot.h"
#include "model/kinds.h"

#include <math.h>

enum { MOST_UNITS = 20000000, MOST_NOTES = 12 };

/* What the swatch of a line is drawn with. */
typedef struct {
    const jw_theme *theme;
    size_t line;
} swatch;

static void paint_swatch(void *context, jw_page *page, jw_rect at, double unit)
{
    const swatch *s = context;
    jw_plot_swatch(s->theme, s->line, page, at, unit);
}

static char *cleaned(const char *text, const char *path, jw_diags *diags)
{
    char found[16];
    if (jw_label_check(text, found)) return jw_label_line(text, JW_LABEL_MOST);
    jw_diags_add(diags,
                 &(jw_diag){ .severity = JW_ERROR, .code = "unsafe-text", .path = path, .found = found });
    return g_strdup("");
}

/* The short name of the unit that went at each step. */
static char **notes_of(const jw_stress_line *line, jw_lang lang, jw_diags *diags)
{
    char **notes = g_new0(char *, line->n + 1);
    for (size_t i = 0; i < MIN(line->n, MOST_NOTES + 1); i++) {
        uint32_t unit = line->steps[i].unit;
        if (unit == JW_NO_UNIT) continue;
        const char *brief = jw_unit_text(line->model, unit, lang == JW_EN ? JW_NAME_EN : JW_SHORT);
        if (!brief || !*brief) brief = jw_unit_text(line->model, unit, JW_SHORT);
        notes[i] = cleaned(brief && *brief ? brief : jw_unit_name(line->model, unit), "name", diags);
    }
    return notes;
}

static jw_plot_line plot_line(const jw_stress_line *line, jw_lang lang, jw_diags *diags)
{
    double *y = g_new(double, line->n + 1);
    for (size_t i = 0; i < line->n; i++) y[i] = line->steps[i].remaining;
    return (jw_plot_line){ cleaned(line->name, "name", diags), y, line->n,
                           (const char *const *)notes_of(line, lang, diags) };
}

static void clear_line(const jw_plot_line *line)
{
    for (size_t i = 0; line->notes && i < line->n; i++) g_free((char *)line->notes[i]);
    g_free((char **)line->notes);
    g_free((char *)line->name);
    g_free((double *)line->y);
}

static jw_page *paint(jw_draft *draft, const jw_plot *plot, const jw_page_words *words, const jw_renderer *r,
                      jw_diags *diags)
{
    jw_page *page = NULL;
    jw_furniture *f = jw_furniture_new(&draft->chart, words, draft->unit);
    jw_plot_prepare(plot, draft->chart.ruler, draft->unit);
    jw_furniture_add_step(&draft->chart, words->path->text, draft->unit);
    if (jw_ruler_measure(draft->chart.ruler, r, diags) && jw_draft_measure_sheets(draft, f, diags)) {
        const jw_sheet *sheet = &draft->sheets[0];
        page = jw_page_new(sheet->width, sheet->height);
        page->bookmark = g_strdup(words->title);
        jw_plot_paint(plot, draft->chart.theme, draft->chart.ruler, draft->unit, sheet->free, page);
        jw_furniture_paint(f, page);
    }
    jw_furniture_free(f);
    return page;
}

/* With a legend of the lines. */
static jw_page *paint_with_legend(jw_draft *draft, const jw_plot *plot, const jw_page_words *words,
                                  const jw_renderer *r, jw_diags *diags)
{
    g_autofree jw_extra *legend = g_new0(jw_extra, plot->n);
    g_autofree swatch *swatches = g_new0(swatch, plot->n);
    g_autoptr(GArray) nothing = g_array_new(FALSE, FALSE, sizeof(int));
    for (size_t i = 0; i < plot->n; i++) {
        swatches[i] = (swatch){ draft->chart.theme, i };
        legend[i] = (jw_extra){ plot->lines[i].name, 30, paint_swatch, &swatches[i] };
    }
    draft->chart.units = nothing;
    draft->chart.links = nothing;
    draft->chart.extras = legend;
    draft->chart.n_extras = (guint)plot->n;
    return paint(draft, plot, words, r, diags);
}

static jw_page *stress_page(jw_draft *draft, const jw_stress_line *lines, size_t n, bool at_random,
                            const jw_renderer *r, jw_diags *diags)
{
    jw_lang lang = draft->chart.lang;
    size_t errors = jw_diags_count(diags, JW_ERROR);
    g_autofree jw_plot_line *drawn = g_new0(jw_plot_line, n + 1);
    for (size_t i = 0; i < n; i++) drawn[i] = plot_line(&lines[i], lang, diags);
    jw_plot plot = { jw_word(lang, "draw.stress.x"), jw_word(lang, "draw.stress.y"), drawn, n };
    jw_step how = { jw_word(lang, at_random ? "draw.stress.random" : "draw.stress.critical"), -1 };
    jw_page_words words = { draft->title, draft->date, draft->source, 1, 1, &how, 1 };
    jw_page *page =
        jw_diags_count(diags, JW_ERROR) == errors ? paint_with_legend(draft, &plot, &words, r, diags) : NULL;
    for (size_t i = 0; i < n; i++) clear_line(&drawn[i]);
    return page;
}

static bool has_points(const jw_stress_line *lines, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < lines[i].n; k++)
            if (!isnan(lines[i].steps[k].remaining)) return true;
    return false;
}

GPtrArray *jw_stress_pages(const jw_stress_line *lines, size_t n, bool at_random,
                           const jw_draw_options *options, const jw_renderer *r, jw_diags *diags)
{
    jw_draft draft = { 0 };
    jw_draw_options small = *options;
    jw_page *page = NULL;
    small.paper = options->paper ? options->paper : "A5";
    small.orientation = options->orientation == JW_PORTRAIT ? JW_PORTRAIT : JW_LANDSCAPE;
    small.title = options->title ? options->title : jw_word(options->lang, "draw.stress.title");
    small.root = NULL;
    small.shows = NULL;
    if (!has_points(lines, n))
        jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR, .code = "nothing-to-draw" });
    else if (jw_draft_begin(&draft, lines[0].model, NULL, &small, MOST_UNITS, diags))
        page = stress_page(&draft, lines, n, at_random, r, diags);
    jw_draft_end(&draft);
    if (!page) return NULL;
    GPtrArray *pages = g_ptr_array_new_with_free_func((GDestroyNotify)jw_page_free);
    g_ptr_array_add(pages, page);
    return pages;
}
