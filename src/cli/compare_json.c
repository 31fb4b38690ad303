/* compare as JSON, and as one long CSV. */
#include "cli/compare.h"

#include "base/number.h"
#include "base/words.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* ---- Words of differences ---- */

static uint32_t unit_of(const jw_model *m, const jw_difference *f, bool gone, bool from)
{
    if (!f->is_link) return gone ? f->before : f->after;
    jw_link link = jw_model_link(m, gone ? f->before : f->after);
    return from ? link.from : link.to;
}

char *compare_id(const compared *base, const compared *other, const jw_difference *f)
{
    bool gone = f->kind == JW_DELETED;
    const jw_model *m = gone ? base->model : other->model;
    if (!f->is_link) return g_strdup(jw_unit_id(m, unit_of(m, f, gone, true)));
    return g_strdup_printf("%s: %s → %s", jw_link_kind_of(m, gone ? f->before : f->after)->name,
                           jw_unit_id(m, unit_of(m, f, gone, true)),
                           jw_unit_id(m, unit_of(m, f, gone, false)));
}

char *compare_name(const compared *base, const compared *other, const jw_difference *f)
{
    bool gone = f->kind == JW_DELETED;
    const jw_model *m = gone ? base->model : other->model;
    if (!f->is_link) return g_strdup(jw_unit_name(m, unit_of(m, f, gone, true)));
    return g_strdup_printf("%s → %s", jw_unit_name(m, unit_of(m, f, gone, true)),
                           jw_unit_name(m, unit_of(m, f, gone, false)));
}

static bool is_private(const jw_model *m, const char *attribute)
{
    int at = jw_model_find_attribute(m, attribute);
    return at >= 0 && jw_model_attribute(m, (size_t)at)->is_private;
}

char *compare_text(const compared *base, const compared *other, const jw_field *field, bool after)
{
    const char *value = after ? field->after : field->before;
    if (!value || is_private(base->model, field->name) || is_private(other->model, field->name)) return NULL;
    g_auto(GStrv) items = g_strsplit(value, "\x1f", -1);
    return g_strjoinv("; ", items);
}

/* ---- JSON ---- */

static void put_metrics(jw_json_out *out, const double *metrics)
{
    jw_json_key(out, "metrics");
    jw_json_open(out, '{');
    for (size_t i = 0; i < jw_metrics(); i++) jw_json_put_number(out, jw_metric_at(i)->name, metrics[i]);
    jw_json_close(out, '}');
}

static void put_deltas(jw_json_out *out, const double *before, const double *after)
{
    jw_json_key(out, "delta");
    jw_json_open(out, '{');
    for (size_t i = 0; i < jw_metrics(); i++)
        jw_json_put_number(out, jw_metric_at(i)->name, after[i] - before[i]);
    jw_json_close(out, '}');
    jw_json_key(out, "better");
    jw_json_open(out, '{');
    for (size_t i = 0; i < jw_metrics(); i++)
        jw_json_put_number(out, jw_metric_at(i)->name, jw_metric_judge(jw_metric_at(i), before[i], after[i]));
    jw_json_close(out, '}');
}

static void put_fields(jw_json_out *out, const compared *base, const compared *other, const jw_difference *f)
{
    jw_json_key(out, "fields");
    jw_json_open(out, '[');
    for (size_t i = 0; i < f->n_fields; i++) {
        g_autofree char *before = compare_text(base, other, &f->fields[i], false);
        g_autofree char *after = compare_text(base, other, &f->fields[i], true);
        jw_json_open(out, '{');
        jw_json_put_string(out, "name", f->fields[i].name);
        jw_json_put_string(out, "from", before);
        jw_json_put_string(out, "to", after);
        jw_json_close(out, '}');
    }
    jw_json_close(out, ']');
}

static void put_change(jw_json_out *out, const compared *base, const compared *other, const jw_difference *f)
{
    bool gone = f->kind == JW_DELETED;
    const jw_model *m = gone ? base->model : other->model;
    g_autofree char *id = compare_id(base, other, f);
    jw_json_open_inline(out, '{');
    jw_json_put_string(out, "change", jw_difference_name(f->kind));
    jw_json_put_string(out, "what", f->is_link ? "link" : "unit");
    jw_json_put_string(out, "id", id);
    if (f->is_link) {
        jw_json_put_string(out, "kind", jw_link_kind_of(m, gone ? f->before : f->after)->name);
        jw_json_put_string(out, "from", jw_unit_id(m, unit_of(m, f, gone, true)));
        jw_json_put_string(out, "to", jw_unit_id(m, unit_of(m, f, gone, false)));
    } else {
        jw_json_put_string(out, "name", jw_unit_name(m, unit_of(m, f, gone, true)));
    }
    if (f->n_fields) put_fields(out, base, other, f);
    jw_json_close(out, '}');
}

static void put_flips(jw_json_out *out, const compared *other)
{
    jw_json_key(out, "flips");
    jw_json_open(out, '[');
    for (size_t i = 0; i < other->n_flips; i++) {
        const jw_flip *flip = &other->flips[i];
        jw_json_open_inline(out, '{');
        jw_json_put_string(out, "id", jw_unit_id(other->model, flip->after));
        jw_json_put_string(out, "from", jw_status_name(flip->from));
        jw_json_put_string(out, "to", jw_status_name(flip->to));
        jw_json_put_string(out, "name", jw_unit_name(other->model, flip->after));
        jw_json_close(out, '}');
    }
    jw_json_close(out, ']');
}

static void put_stress(jw_json_out *out, const compared *side)
{
    if (!side->n_steps) return;
    jw_json_key(out, "stress");
    jw_json_open(out, '[');
    for (size_t i = 0; i < side->n_steps; i++) {
        const jw_stress_step *step = &side->steps[i];
        bool gone = step->unit != JW_NO_UNIT;
        jw_json_open_inline(out, '{');
        jw_json_put_number(out, "removed", (double)i);
        jw_json_put_string(out, "id", gone ? jw_unit_id(side->model, step->unit) : NULL);
        jw_json_put_string(out, "name", gone ? jw_unit_name(side->model, step->unit) : NULL);
        jw_json_put_number(out, "reached", step->reached);
        jw_json_put_number(out, "remaining", step->remaining);
        jw_json_key(out, "rate");
        jw_json_open(out, '{');
        for (int r = 0; r < JW_RATES; r++) jw_json_put_number(out, jw_rate_name((jw_rate)r), step->rate[r]);
        jw_json_close(out, '}');
        jw_json_close(out, '}');
    }
    jw_json_close(out, ']');
}

static void put_other(jw_json_out *out, const comparison *r, const compared *other)
{
    const compared *base = compare_side(r, 0);
    jw_json_open(out, '{');
    jw_json_put_string(out, "name", other->name);
    put_metrics(out, other->metrics);
    put_deltas(out, base->metrics, other->metrics);
    jw_json_key(out, "changes");
    jw_json_open(out, '[');
    for (size_t i = 0; i < jw_diff_size(other->diff); i++)
        put_change(out, base, other, jw_diff_get(other->diff, i));
    jw_json_close(out, ']');
    put_flips(out, other);
    put_stress(out, other);
    jw_json_close(out, '}');
}

void compare_write_json(FILE *stream, const comparison *r)
{
    jw_json_out out;
    jw_json_begin(&out, stream);
    jw_json_open(&out, '{');
    jw_json_key(&out, "base");
    jw_json_open(&out, '{');
    jw_json_put_string(&out, "name", session_model_name(&r->s));
    put_metrics(&out, compare_side(r, 0)->metrics);
    put_stress(&out, compare_side(r, 0));
    jw_json_close(&out, '}');
    jw_json_key(&out, "others");
    jw_json_open(&out, '[');
    for (guint i = 1; i < r->sides->len; i++) put_other(&out, r, compare_side(r, i));
    jw_json_close(&out, ']');
    if (r->stress) jw_json_put_string(&out, "stress", r->at_random ? "random" : "criticality");
    if (r->at_random) jw_json_put_number(&out, "seed", (double)r->seed);
    jw_json_close(&out, '}');
    jw_json_end(&out);
}

/* ---- CSV: one row a metric, a difference (a field of it), a flip, a step; of all models ---- */

/* A row but for the last two cells; NULL: empty. */
static void put_row(jw_grid *g, const char *other, const char *what, const char *change, const char *id,
                    const char *name, const char *field, const char *before, const char *after)
{
    const char *cells[] = { other, what, change, id, name, field, before, after };
    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) jw_grid_cell(g, cells[i]);
}

static const char *number(char text[JW_NUMBER_SIZE], double value)
{
    jw_format_number(text, value);
    return isnan(value) ? NULL : text;
}

static void csv_metrics(jw_grid *g, const comparison *r, const compared *side)
{
    const double *before = compare_side(r, 0)->metrics;
    for (size_t i = 0; i < jw_metrics(); i++) {
        const jw_metric *metric = jw_metric_at(i);
        char x[JW_NUMBER_SIZE], y[JW_NUMBER_SIZE];
        put_row(g, side->name, "metric", NULL, metric->name, r->s.lang == JW_ZH ? metric->zh : metric->en,
                NULL, number(x, before[i]), number(y, side->metrics[i]));
        jw_grid_number(g, side->metrics[i] - before[i]);
        jw_grid_number(g, jw_metric_judge(metric, before[i], side->metrics[i]));
    }
}

static void csv_change(jw_grid *g, const compared *base, const compared *other, const jw_difference *f)
{
    g_autofree char *id = compare_id(base, other, f), *name = compare_name(base, other, f);
    for (size_t i = 0; i < MAX(f->n_fields, 1); i++) {
        const jw_field none = { 0 }, *field = f->n_fields ? &f->fields[i] : &none;
        g_autofree char *before = compare_text(base, other, field, false);
        g_autofree char *after = compare_text(base, other, field, true);
        put_row(g, other->name, f->is_link ? "link" : "unit", jw_difference_name(f->kind), id, name,
                field->name, before, after);
        jw_grid_cell(g, NULL);
        jw_grid_cell(g, NULL);
    }
}

static void csv_flips(jw_grid *g, const compared *other)
{
    for (size_t i = 0; i < other->n_flips; i++) {
        const jw_flip *flip = &other->flips[i];
        put_row(g, other->name, "status", "flip", jw_unit_id(other->model, flip->after),
                jw_unit_name(other->model, flip->after), "covered", jw_status_name(flip->from),
                jw_status_name(flip->to));
        jw_grid_cell(g, NULL);
        jw_grid_cell(g, NULL);
    }
}

static void csv_steps(jw_grid *g, const compared *side)
{
    for (size_t i = 1; i < side->n_steps; i++) {
        const jw_stress_step *step = &side->steps[i];
        char x[JW_NUMBER_SIZE], y[JW_NUMBER_SIZE];
        put_row(g, side->name, "stress", "remove", jw_unit_id(side->model, step->unit),
                jw_unit_name(side->model, step->unit), "reached", number(x, step[-1].reached),
                number(y, step->reached));
        jw_grid_number(g, step->reached - step[-1].reached);
        jw_grid_cell(g, NULL);
    }
}

void compare_write_csv(FILE *stream, bool to_file, const comparison *r)
{
    static const char *const headings[] = { "compare.other",  "compare.what",  "compare.change",
                                            "column.id",      "column.name",   "compare.detail",
                                            "compare.before", "compare.after", "compare.delta",
                                            "compare.judged" };
    jw_grid *g = jw_grid_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(headings); i++)
        jw_grid_column(g, jw_word(r->s.lang, headings[i]), false);
    csv_steps(g, compare_side(r, 0));
    for (guint i = 1; i < r->sides->len; i++) {
        const compared *side = compare_side(r, i);
        csv_metrics(g, r, side);
        for (size_t k = 0; k < jw_diff_size(side->diff); k++)
            csv_change(g, compare_side(r, 0), side, jw_diff_get(side->diff, k));
        csv_flips(g, side);
        csv_steps(g, side);
    }
    jw_grid_write_csv(g, stream, to_file);
    jw_grid_free(g);
}
