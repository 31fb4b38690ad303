/* compare for people: the metrics side by side, then what changed and whose status. */
#include "cli/compare.h"

#include "base/number.h"
#include "base/words.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

/* ---- Metrics ---- */

static void put_value(jw_grid *g, const jw_metric *metric, double value)
{
    if (metric->unit == JW_AS_SHARE)
        jw_grid_fixed(g, value * 100, 2, " %");
    else if (metric->unit == JW_AS_YUAN || value == floor(value))
        jw_grid_number(g, value);
    else
        jw_grid_fixed(g, value, 2, "");
}

/* “+3.20 pp ✓”: how much, and whether that is better. Nothing where nothing changed. */
static void put_delta(jw_grid *g, const jw_metric *metric, double before, double after, jw_lang lang)
{
    static const char *const marks[] = { " ✗", "", " ✓" };
    double delta = after - before;
    bool share = metric->unit == JW_AS_SHARE;
    char text[JW_NUMBER_SIZE];
    if (share || delta != floor(delta))
        jw_format_fixed(text, fabs(share ? delta * 100 : delta), fabs(delta) < 0.005 ? 4 : 2);
    else
        jw_format_number(text, fabs(delta));
    g_autofree char *shown = g_strdup_printf("%s%s%s%s%s", delta < 0 ? "−" : "+", text, share ? " " : "",
                                             share ? jw_word(lang, "compare.points") : "",
                                             marks[jw_metric_judge(metric, before, after) + 1]);
    jw_grid_cell(g, isnan(delta) ? "–" : delta == 0 ? "" : shown);
}

static void print_and_free(FILE *stream, const comparison *r, jw_grid *g, size_t total)
{
    print_grid(stream, g, total, r->s.lang);
    jw_grid_free(g);
}

static void print_metrics(FILE *stream, const comparison *r)
{
    jw_lang lang = r->s.lang;
    char *title = jw_sentence(lang, "compare.head", "name", r->s.title, NULL);
    jw_grid *g = jw_grid_new(title);
    free(title);
    jw_grid_column(g, jw_word(lang, "compare.metric"), false);
    for (guint i = 0; i < r->sides->len; i++) {
        jw_grid_column(g, i ? compare_side(r, i)->name : jw_word(lang, "compare.base"), true);
        if (i) jw_grid_column(g, jw_word(lang, "compare.delta"), true);
    }
    const double *before = compare_side(r, 0)->metrics;
    for (size_t k = 0; k < jw_metrics(); k++) {
        const jw_metric *metric = jw_metric_at(k);
        jw_grid_cell(g, lang == JW_ZH ? metric->zh : metric->en);
        for (guint i = 0; i < r->sides->len; i++) {
            double value = compare_side(r, i)->metrics[k];
            put_value(g, metric, value);
            if (i) put_delta(g, metric, before[k], value, lang);
        }
    }
    print_and_free(stream, r, g, jw_metrics());
    fprintf(stream, "%s\n\n", jw_word(lang, "compare.better"));
}

/* ---- Differences ---- */

static const char *field_word(const compared *base, const compared *other, const char *name, jw_lang lang)
{
    g_autofree char *key = g_strconcat("field.", name, NULL);
    const char *word = jw_word_or_null(lang, key);
    const jw_model *m = jw_model_find_attribute(other->model, name) >= 0 ? other->model : base->model;
    int attribute = jw_model_find_attribute(m, name);
    if (word || attribute < 0) return word ? word : name;
    const jw_attribute *is = jw_model_attribute(m, (size_t)attribute);
    return lang == JW_ZH ? is->zh : is->en;
}

/* “rating: 3A → 4A; members: – → 5” */
static char *detail(const comparison *r, const compared *other, const jw_difference *f)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < f->n_fields; i++) {
        g_autofree char *before = compare_text(compare_side(r, 0), other, &f->fields[i], false);
        g_autofree char *after = compare_text(compare_side(r, 0), other, &f->fields[i], true);
        g_string_append_printf(text, "%s%s%s%s → %s", i ? (r->s.lang == JW_ZH ? "；" : "; ") : "",
                               field_word(compare_side(r, 0), other, f->fields[i].name, r->s.lang),
                               r->s.lang == JW_ZH ? "：" : ": ", before && *before ? before : "–",
                               after && *after ? after : "–");
    }
    return g_string_free(text, FALSE);
}

static char *title_of_changes(const comparison *r, const compared *other)
{
    char *counts[JW_DIFFERENCES];
    for (int kind = 0; kind < JW_DIFFERENCES; kind++)
        counts[kind] = g_strdup_printf("%zu", jw_diff_count(other->diff, false, (jw_difference_kind)kind) +
                                                  jw_diff_count(other->diff, true, (jw_difference_kind)kind));
    char *title =
        jw_sentence(r->s.lang, "compare.changes", "name", other->name, "add", counts[JW_ADDED], "delete",
                    counts[JW_DELETED], "move", counts[JW_MOVED], "change", counts[JW_CHANGED], NULL);
    for (int kind = 0; kind < JW_DIFFERENCES; kind++) g_free(counts[kind]);
    return title;
}

static void print_changes(FILE *stream, const comparison *r, const compared *other)
{
    static const char *const columns[] = { "compare.change", "compare.what", "column.id", "column.name",
                                           "compare.detail" };
    jw_lang lang = r->s.lang;
    char *title = title_of_changes(r, other);
    jw_grid *g = jw_grid_new(title);
    free(title);
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) jw_grid_column(g, jw_word(lang, columns[i]), false);
    size_t total = jw_diff_size(other->diff), n = rows_to_list(r->top, total);
    for (size_t i = 0; i < n; i++) {
        const jw_difference *f = jw_diff_get(other->diff, i);
        g_autofree char *key = g_strconcat("change.", jw_difference_name(f->kind), NULL);
        g_autofree char *id = compare_id(compare_side(r, 0), other, f), *text = detail(r, other, f);
        g_autofree char *name = compare_name(compare_side(r, 0), other, f);
        jw_grid_cell(g, jw_word(lang, key));
        jw_grid_cell(g, jw_word(lang, f->is_link ? "what.link" : "what.unit"));
        jw_grid_cell(g, id);
        jw_grid_cell(g, name);
        jw_grid_cell(g, text);
    }
    print_and_free(stream, r, g, total);
}

static const char *status_word(jw_status status, jw_lang lang)
{
    g_autofree char *key = g_strconcat("status.", jw_status_name(status), NULL);
    return status < JW_STATUSES ? jw_word(lang, key) : "–";
}

static void print_flips(FILE *stream, const comparison *r, const compared *other)
{
    static const char *const columns[] = { "column.id", "column.name", "compare.before", "compare.after" };
    jw_lang lang = r->s.lang;
    char *title = jw_sentence(lang, "compare.flips", "name", other->name, NULL);
    jw_grid *g = jw_grid_new(title);
    free(title);
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) jw_grid_column(g, jw_word(lang, columns[i]), false);
    for (size_t i = 0; i < rows_to_list(r->top, other->n_flips); i++) {
        const jw_flip *flip = &other->flips[i];
        jw_grid_cell(g, jw_unit_id(other->model, flip->after));
        jw_grid_cell(g, jw_unit_name(other->model, flip->after));
        jw_grid_cell(g, status_word(flip->from, lang));
        jw_grid_cell(g, status_word(flip->to, lang));
    }
    print_and_free(stream, r, g, other->n_flips);
}

/* ---- Stress ---- */

/* A share of 0..1 as a bar of ten cells, to an eighth of one. */
static char *bar_of(double share)
{
    static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
    int n = isnan(share) ? 0 : (int)(CLAMP(share, 0, 1) * 80 + 0.5);
    GString *bar = g_string_new(NULL);
    for (int i = 0; i < n / 8; i++) g_string_append(bar, "█");
    g_string_append(bar, eighths[n % 8]);
    return g_string_free(bar, FALSE);
}

static void print_stress(FILE *stream, const comparison *r, const compared *side)
{
    static const char *const columns[] = { "compare.removed",   "column.id",         "compare.unit",
                                           "compare.reached",   "compare.remaining", "compare.bar",
                                           "rate.organization", "rate.work",         "rate.full" };
    jw_lang lang = r->s.lang;
    char *title = jw_sentence(lang, r->at_random ? "compare.stress-random" : "compare.stress-critical",
                              "name", side->name, NULL);
    jw_grid *g = jw_grid_new(title);
    free(title);
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        jw_grid_column(g, jw_word(lang, columns[i]), i != 1 && i != 2 && i != 5);
    for (size_t i = 0; i < rows_to_list(r->has_top ? r->top : 0, side->n_steps); i++) {
        const jw_stress_step *step = &side->steps[i];
        bool gone = step->unit != JW_NO_UNIT;
        jw_grid_number(g, (double)i);
        jw_grid_cell(g, gone ? jw_unit_id(side->model, step->unit) : "–");
        jw_grid_cell(g, gone ? jw_unit_name(side->model, step->unit) : "");
        jw_grid_number(g, step->reached);
        jw_grid_fixed(g, step->remaining * 100, 2, " %");
        g_autofree char *bar = bar_of(step->remaining);
        jw_grid_cell(g, bar);
        for (int k = 0; k < JW_RATES; k++) jw_grid_fixed(g, step->rate[k] * 100, 2, " %");
    }
    print_and_free(stream, r, g, side->n_steps);
}

void compare_write_tables(FILE *stream, const comparison *r)
{
    print_metrics(stream, r);
    for (guint i = 1; i < r->sides->len; i++) {
        print_changes(stream, r, compare_side(r, i));
        print_flips(stream, r, compare_side(r, i));
    }
    for (guint i = 0; i < r->sides->len && r->stress; i++) print_stress(stream, r, compare_side(r, i));
    double illustrative = jw_coverage_tally(r->s.coverage)->illustrative;
    if (illustrative > 0) {
        g_autofree char *n = g_strdup_printf("%g", illustrative);
        char *text = jw_sentence(r->s.lang, "cover.illustrative", "n", n, NULL);
        fprintf(stream, "%s\n", text);
        free(text);
    }
}
