/* compare: a model beside reforms of it, or beside other models. */
#include "cli/compare.h"

#include "io/recognize.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

compared *compare_side(const comparison *r, size_t i)
{
    return &g_array_index(r->sides, compared, i);
}

/* ---- What is compared ---- */

static bool read_usage(const arguments *a, comparison *r, int *exit_code)
{
    r->at_random = a->given[OPT_SEED];
    if (!compare_read_chart(a, r, exit_code) || !read_count(a, OPT_TOP, 0, &r->top, exit_code) ||
        !read_count(a, OPT_STRESS, 1, &r->stress, exit_code) ||
        !read_count(a, OPT_SEED, 0, &r->seed, exit_code))
        return false;
    if (a->n_words < 2 && !r->stress)
        *exit_code = usage_error(a, "usage.needs-other", NULL, NULL);
    else if (r->at_random && !r->stress)
        *exit_code = usage_error(a, "usage.seed-alone", NULL, NULL);
    else if (a->given[OPT_SAVE_SCENARIO] && a->n_words != 2)
        *exit_code = usage_error(a, "usage.one-other", NULL, NULL);
    else
        return true;
    return false;
}

static void clear_side(void *item)
{
    compared *side = item;
    g_free(side->name);
    g_free(side->metrics);
    jw_diff_free(side->diff);
    free(side->flips);
    free(side->steps);
}

static const char *name_of(const jw_model *m, const char *path)
{
    return jw_model_name(m) ? jw_model_name(m) : path;
}

/* The words after the model: a scenario is applied to the base, a model is loaded. */
static bool open_other(const arguments *a, comparison *r, const char *path)
{
    char *name = NULL;
    const compared *base = compare_side(r, 0);
    jw_model *m = names_scenario(a, path)
                      ? apply_scenario(a, base->model, a->words[0], path, &name, r->s.diags)
                      : load_other(a, path, r->s.diags);
    if (m && jw_is_register_name(path)) name = register_stem(path);
    compared side = { .name = name ? name : m ? g_strdup(name_of(m, path)) : NULL, .model = m };
    side.coverage = m ? jw_cover(m, r->s.diags) : NULL;
    g_array_append_val(r->sides, side);
    return side.coverage != NULL;
}

static bool measure(comparison *r, compared *side)
{
    const compared *base = compare_side(r, 0);
    side->metrics = g_new(double, jw_metrics());
    if (!jw_metrics_of(base->model, side->model, side->metrics, r->s.diags)) return false;
    if (r->stress && !jw_stress(side->model, r->stress, r->at_random ? &r->seed : NULL, &side->steps,
                                &side->n_steps, r->s.diags))
        return false;
    if (side == base) return true;
    side->diff = jw_diff_new(base->model, side->model);
    side->n_flips = jw_diff_flips(side->diff, base->coverage, side->coverage, &side->flips);
    return true;
}

static bool compare_all(const arguments *a, comparison *r)
{
    compared base = { .name = g_strdup(r->s.title), .model = r->s.model, .coverage = r->s.coverage };
    g_array_append_val(r->sides, base);
    bool good = true;
    progress(a, "progress.compare");
    for (int i = 1; i < a->n_words && good; i++) good = open_other(a, r, a->words[i]);
    for (guint i = 0; i < r->sides->len && good; i++) good = measure(r, compare_side(r, i));
    progress(a, NULL);
    return good;
}

/* ---- Results ---- */

static void write_report(FILE *stream, bool to_file, void *context)
{
    const comparison *r = context;
    if (r->format == FORMAT_JSON)
        compare_write_json(stream, r);
    else if (r->format == FORMAT_CSV)
        compare_write_csv(stream, to_file, r);
    else
        compare_write_tables(stream, r);
}

static void print_new_findings(const comparison *r, size_t before)
{
    jw_severity least = r->s.args->given[OPT_QUIET] ? JW_ERROR : JW_WARNING;
    for (size_t i = before; i < jw_diags_size(r->s.diags); i++)
        if (jw_diags_get(r->s.diags, i)->severity <= least)
            print_finding(stderr, jw_diags_get(r->s.diags, i), r->s.lang);
}

/* What cannot be said as changes is a matter of the input; what cannot be written, of the output. */
static int save_scenario(const arguments *a, comparison *r)
{
    const char *path = a->value[OPT_SAVE_SCENARIO];
    if (!path) return JW_EXIT_DONE;
    const compared *other = compare_side(r, 1);
    size_t before = jw_diags_size(r->s.diags);
    bool saved = jw_diff_save(other->diff, other->name, path, r->s.diags);
    print_new_findings(r, before);
    if (saved) return JW_EXIT_DONE;
    const jw_diag *last = jw_diags_get(r->s.diags, jw_diags_size(r->s.diags) - 1);
    return strcmp(last->code, "not-in-base") == 0 ? JW_EXIT_INPUT : JW_EXIT_OUTPUT;
}

static int report(const arguments *a, comparison *r)
{
    size_t before = jw_diags_size(r->s.diags);
    bool good = compare_all(a, r);
    print_new_findings(r, before);
    if (!good) return JW_EXIT_INPUT;
    int exit_code = save_scenario(a, r);
    if (exit_code != JW_EXIT_DONE) return exit_code;
    return r->is_picture ? compare_write_chart(r) : write_result(&r->s, write_report, r);
}

int verb_compare(const arguments *a)
{
    comparison r = { .top = 20, .has_top = a->given[OPT_TOP] };
    int exit_code;
    if (!read_usage(a, &r, &exit_code)) return exit_code;
    r.sides = g_array_new(FALSE, FALSE, sizeof(compared));
    g_array_set_clear_func(r.sides, clear_side);
    if (session_open(&r.s, a, false, &exit_code)) exit_code = report(a, &r);
    for (guint i = 1; i < r.sides->len; i++) {
        jw_coverage_free(compare_side(&r, i)->coverage);
        jw_model_free(compare_side(&r, i)->model);
    }
    g_array_free(r.sides, TRUE);
    session_close(&r.s);
    return exit_code;
}
