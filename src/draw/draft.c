#include "draw/draft.h"

#include "base/number.h"
#include "draw/label.h"
#include "draw/paper.h"
#include "draw/view_colour.h"
#include "draw/view_label.h"
#include "model/kinds.h"

#include <math.h>
#include <string.h>

#define SMALL_TYPE 5.0 /* points: below it nobody reads a print */
#define LEAST_ROOM 40.0

/* Larger paper is read from farther away: type grows with the fourth root of its area. */
static double unit_of(double width, double height)
{
    return CLAMP(pow(width * height / (595.28 * 841.89), 0.25), 0.75, 3);
}

static bool choose_sheets(jw_draft *draft, const jw_draw_options *options, jw_diags *diags)
{
    double width, height;
    bool fixed;
    if (!jw_paper_size(options->paper, &width, &height, &fixed, diags)) return false;
    double small = MIN(width, height), large = MAX(width, height);
    draft->unit = unit_of(width, height);
    if (fixed && options->orientation == JW_ANY_WAY) {
        draft->sheets[draft->n_sheets++] = (jw_sheet){ .width = width, .height = height };
        return true;
    }
    if (options->orientation != JW_PORTRAIT)
        draft->sheets[draft->n_sheets++] = (jw_sheet){ .width = large, .height = small };
    if (options->orientation != JW_LANDSCAPE)
        draft->sheets[draft->n_sheets++] = (jw_sheet){ .width = small, .height = large };
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

static void refuse_many(guint units, guint most_units, jw_diags *diags)
{
    char found[16], most[16];
    g_snprintf(found, sizeof found, "%u", units);
    g_snprintf(most, sizeof most, "%u", most_units);
    jw_diags_add(
        diags,
        &(jw_diag){ .severity = JW_ERROR, .code = "chart-too-large", .found = found, .expected = most });
}

/* The caller of a chart of changes knows only the second of the two models; what is not in it is shown. */
static bool shows_after(void *context, uint32_t unit)
{
    const jw_draft *draft = context;
    uint32_t after = draft->diff->units[unit].after;
    return after == JW_NO_UNIT || draft->given->shows(draft->given->context, after);
}

static size_t weight(void *context, uint32_t unit, bool was)
{
    const jw_chart_diff *diff = context;
    return was ? diff->units[unit].was : diff->units[unit].is;
}

static bool weave(jw_draft *draft, const jw_coverage *coverage, const jw_draw_options *options,
                  jw_diags *diags)
{
    draft->given = options;
    draft->asked = *options;
    if (!options->before) return true;
    if (options->shows) {
        draft->asked.shows = shows_after;
        draft->asked.context = draft;
    }
    draft->diff = jw_chart_diff_new(draft->chart.model, coverage, options, diags);
    draft->chart.diff = draft->diff;
    draft->chart.coverage = NULL;
    if (draft->diff) draft->chart.model = draft->diff->model;
    return draft->diff;
}

static bool is_any_illustrative(const jw_chart *chart)
{
    for (guint i = 1; i < chart->tree->twigs->len; i++) {
        uint32_t u = jw_tree_twig(chart->tree, (int)i)->unit;
        if (u != JW_NO_UNIT && jw_unit_flag(chart->model, u, JW_ILLUSTRATIVE) == 1) return true;
    }
    return false;
}

bool jw_draft_begin(jw_draft *draft, const jw_model *m, const jw_coverage *coverage,
                    const jw_draw_options *options, guint most_units, jw_diags *diags)
{
    size_t errors = jw_diags_count(diags, JW_ERROR);
    *draft = (jw_draft){ .chart = { .model = m, .coverage = coverage, .lang = options->lang } };
    draft->chart.margin = options->margin < 0 ? 0 : options->margin > 0 ? options->margin : -1;
    draft->chart.before = MAX(options->first_page, 1) - 1;
    draft->chart.other_links = options->links;
    draft->chart.theme = jw_theme_find(options->theme, diags);
    if (!choose_sheets(draft, options, diags) || !draft->chart.theme) return false;
    draft->title = clean(options->title ? options->title : jw_model_name(m), "title", diags);
    draft->date = clean(options->date ? options->date : jw_model_as_of(m), "date", diags);
    draft->source = clean(jw_model_source(m), "source", diags);
    if (jw_diags_count(diags, JW_ERROR) > errors || !weave(draft, coverage, options, diags)) return false;
    if (!jw_choice_begin(&draft->choice, draft->chart.model, draft->chart.coverage, &draft->asked, diags))
        return false;
    if (draft->diff) {
        draft->choice.part.weight = weight;
        draft->choice.part.weight_context = draft->diff;
    }
    draft->chart.tree = jw_tree_new(draft->chart.model, &draft->choice.part);
    draft->chart.ruler = jw_ruler_new();
    draft->chart.heads = g_hash_table_new(g_direct_hash, g_direct_equal);
    memcpy(draft->chart.focus, draft->choice.focus, sizeof draft->chart.focus);
    draft->chart.label = options->label;
    /* A chart of changes shows what becomes of statuses. */
    if (!draft->diff) draft->chart.colouring = jw_colouring_new(&draft->chart, options->colour, diags);
    jw_labels_check(&draft->chart, diags);
    if (jw_diags_count(diags, JW_ERROR) > errors) return false;
    draft->chart.illustrative = is_any_illustrative(&draft->chart);
    guint twigs = draft->chart.tree->twigs->len;
    if (twigs > most_units)
        refuse_many((guint)jw_tree_twig(draft->chart.tree, 0)->below, most_units, diags);
    else if (twigs <= 1)
        jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR, .code = "nothing-to-draw" });
    return twigs > 1 && twigs <= most_units;
}

void jw_draft_end(jw_draft *draft)
{
    jw_captions_free(draft->chart.captions, draft->chart.tree ? draft->chart.tree->twigs->len : 0);
    jw_tree_free(draft->chart.tree);
    jw_colouring_free(draft->chart.colouring);
    if (draft->chart.heads) g_hash_table_destroy(draft->chart.heads);
    jw_choice_end(&draft->choice);
    jw_ruler_free(draft->chart.ruler);
    jw_chart_diff_free(draft->diff);
    g_free(draft->title);
    g_free(draft->date);
    g_free(draft->source);
}

bool jw_draft_measure_sheets(jw_draft *draft, const jw_furniture *f, jw_diags *diags)
{
    for (size_t i = 0; i < draft->n_sheets; i++) {
        jw_sheet *sheet = &draft->sheets[i];
        sheet->free = jw_furniture_area(f, sheet->width, sheet->height);
        if (sheet->free.w >= LEAST_ROOM && sheet->free.h >= LEAST_ROOM) continue;
        jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR, .code = "paper-too-small" });
        return false;
    }
    return true;
}

bool jw_is_readable(double size, jw_diags *diags)
{
    char number[JW_NUMBER_SIZE];
    bool drawn = size >= JW_LEAST_TYPE;
    if (size >= SMALL_TYPE) return true;
    jw_format_fixed(number, size, drawn ? 1 : 2);
    jw_diags_add(diags, &(jw_diag){ .severity = drawn ? JW_WARNING : JW_ERROR,
                                    .code = drawn ? "small-type" : "too-much-for-page",
                                    .found = number });
    return drawn;
}
