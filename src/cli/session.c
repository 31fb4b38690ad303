/* What every verb does before and after its own work: load, measure, select, say what was found, write the result. */
#include "cli/cli.h"
#include "cli/render_path.h"

#include "base/file.h"
#include "base/words.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

void print_finding(FILE *stream, const jw_diag *f, jw_lang lang)
{
    static const char *const severity[] = { "error", "warning", "note" };
    g_autoptr(GString) place = g_string_new(f->place.file);
    if (f->place.file && f->place.line)
        g_string_append_printf(place, ":%u", f->place.line);
    if (f->place.file && f->place.column)
        g_string_append_printf(place, ":%u", f->place.column);
    char *message = jw_diag_message(f, lang);
    const char *colon = lang == JW_ZH ? "：" : ": ";
    fprintf(stream, "%s%s%s%s%s%s%s [%s]\n", place->str, place->len ? ": " : "", jw_word(lang, severity[f->severity]),
            colon, f->path ? f->path : "", f->path && *f->path ? colon : "", message, f->code);
    free(message);
}

void print_findings(FILE *stream, const jw_diags *diags, jw_severity least, jw_lang lang)
{
    for (size_t i = 0; i < jw_diags_size(diags); i++)
        if (jw_diags_get(diags, i)->severity <= least)
            print_finding(stream, jw_diags_get(diags, i), lang);
}

static bool bind_where(session *s)
{
    const char *text = s->args->value[OPT_WHERE];
    if (!text)
        return true;
    s->where = jw_selector_parse(text, "--where", s->diags);
    if (!s->where)
        return false;
    s->derived = jw_derive(s->model, s->coverage);
    s->takes = jw_selector_bind(s->where, s->model, jw_derivations_get(s->derived), s->diags);
    return s->takes != NULL;
}

/* A slip in --where is a slip of usage, not of the input. */
static bool bind_or_explain(session *s, int *exit_code)
{
    size_t before = jw_diags_size(s->diags);
    if (bind_where(s))
        return true;
    for (size_t i = before; i < jw_diags_size(s->diags); i++)
        print_finding(stderr, jw_diags_get(s->diags, i), s->lang);
    *exit_code = JW_EXIT_USAGE;
    return false;
}

/* How files are to be loaded; *models gets what the options point to. */
static jw_load_options load_options(const arguments *a, char **models)
{
    *models = models_path();
    jw_load_options options = jw_load_options_default();
    options.allow_outside = a->given[OPT_ALLOW_OUTSIDE];
    options.skip_bad_rows = a->given[OPT_SKIP_BAD_ROWS];
    options.models_dir = *models;
    return options;
}

bool names_scenario(const arguments *a, const char *path)
{
    g_autofree char *models = NULL;
    jw_load_options options = load_options(a, &models);
    return jw_is_scenario(path, &options);
}

jw_model *apply_scenario(const arguments *a, const jw_model *base, const char *base_path, const char *path, char **name,
                         jw_diags *diags)
{
    g_autofree char *models = NULL;
    jw_load_options options = load_options(a, &models);
    jw_scenario *s = jw_scenario_load(path, base_path, &options, diags);
    jw_model *model = s ? jw_scenario_apply(s, base, diags) : NULL;
    if (s && name)
        *name = g_strdup(jw_scenario_name(s));
    jw_scenario_free(s);
    return model;
}

jw_model *load_model(const arguments *a, const char *path, const char *scenario, char **name, jw_diags *diags)
{
    g_autofree char *models = NULL;
    jw_load_options options = load_options(a, &models);
    jw_model *model = jw_load(path, &options, diags);
    if (!model || !scenario)
        return model;
    jw_model *after = apply_scenario(a, model, path, scenario, name, diags);
    jw_model_free(model);
    return after;
}

/* The language of a model that could not be loaded. */
static jw_lang lang_of_file(const arguments *a)
{
    g_autofree char *models = NULL;
    jw_load_options options = load_options(a, &models);
    return jw_load_lang(a->words[0], &options);
}

bool session_open(session *s, const arguments *a, bool silent, int *exit_code)
{
    *s = (session){ .args = a, .diags = jw_diags_new(), .lang = a->lang };
    g_autofree char *scenario = NULL;
    progress(a, "progress.load");
    s->model = load_model(a, a->words[0], a->value[OPT_SCENARIO], &scenario, s->diags);
    if (!a->given[OPT_LANG])
        s->lang = s->model ? jw_model_lang(s->model) : lang_of_file(a);
    s->title = g_strdup_printf("%s%s%s", session_model_name(s), scenario ? " · " : "", scenario ? scenario : "");
    progress(a, "progress.measure");
    s->coverage = s->model ? jw_cover(s->model, s->diags) : NULL;
    progress(a, NULL);
    s->loaded = s->coverage != NULL;
    *exit_code = s->loaded ? JW_EXIT_DONE : JW_EXIT_INPUT;
    if (!silent)
        print_findings(stderr, s->diags, a->given[OPT_QUIET] ? JW_ERROR : JW_WARNING, s->lang);
    return s->loaded && bind_or_explain(s, exit_code);
}

void session_close(session *s)
{
    jw_bound_free(s->takes);
    jw_derivations_free(s->derived);
    jw_selector_free(s->where);
    jw_coverage_free(s->coverage);
    jw_model_free(s->model);
    jw_diags_free(s->diags);
    g_free(s->title);
}

bool session_takes(void *context, uint32_t unit)
{
    const session *s = context;
    return !s->takes || jw_bound_holds(s->takes, unit);
}

const char *session_model_name(const session *s)
{
    const char *name = s->model ? jw_model_name(s->model) : NULL;
    return name ? name : s->args->words[0];
}

/* Formats. */

static const char *const format_names[] = { "table", "json", "csv" };

bool choose_format(const arguments *a, result_format *out, int *exit_code)
{
    const char *name = a->value[OPT_FORMAT], *file = a->value[OPT_OUTPUT];
    *out = FORMAT_TABLE;
    for (size_t i = 0; name && i < G_N_ELEMENTS(format_names); i++)
        if (strcmp(name, format_names[i]) == 0) {
            *out = (result_format)i;
            return true;
        }
    if (name) {
        *exit_code = usage_error(a, "usage.format", name, NULL);
        return false;
    }
    if (!file || strcmp(file, "-") == 0)
        return true;
    static const struct {
        const char *ending;
        result_format format;
    } endings[] = { { ".json", FORMAT_JSON }, { ".csv", FORMAT_CSV }, { ".txt", FORMAT_TABLE } };
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(file, endings[i].ending)) {
            *out = endings[i].format;
            return true;
        }
    *exit_code = usage_error(a, "usage.ending", file, NULL);
    return false;
}

int write_result(const session *s, void (*write)(FILE *stream, bool to_file, void *context), void *context)
{
    const char *path = s->args->value[OPT_OUTPUT] ? s->args->value[OPT_OUTPUT] : "-";
    jw_diags *diags = jw_diags_new();
    jw_outfile *out = jw_outfile_open(path, diags);
    bool good = out != NULL;
    if (good) {
        write(jw_outfile_stream(out), strcmp(path, "-") != 0, context);
        good = jw_outfile_commit(out, diags);
    }
    print_findings(stderr, diags, JW_ERROR, s->lang);
    jw_diags_free(diags);
    return good ? JW_EXIT_DONE : JW_EXIT_OUTPUT;
}
