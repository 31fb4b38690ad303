/* What every verb does before and after its own work: load, measure, select, say what was found, write the result. */
#include "cli/cli.h"
#include "cli/render_path.h"

#include "base/file.h"
#include "base/number.h"
#include "base/words.h"
#include "io/recognize.h"

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
    g_autofree char *line = g_strdup_printf(
        "%s%s%s%s%s%s%s [%s]", place->str, place->len ? ": " : "", jw_word(lang, severity[f->severity]),
        colon, f->path ? f->path : "", f->path && *f->path ? colon : "", message, f->code);
    print_line(stream, line);
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

/* A slip in a value ("观湖街道", where units say 观湖) is no error, but a result of noughts that looks like
 * one. */
static void warn_of_nobody(const session *s)
{
    size_t n = s->where ? jw_model_unit_count(s->model) : 0;
    for (uint32_t u = 0; u < n; u++)
        if (jw_bound_holds(s->takes, u)) return;
    if (n)
        print_finding(
            stderr,
            &(jw_diag){ .severity = JW_WARNING, .code = "where-nobody", .found = s->args->value[OPT_WHERE] },
            s->lang);
}

/* A register in place of a model: recognized on the fly, as `new` would, from the folder where it is. */
static jw_model *load_register(const char *path, const jw_load_options *options, jw_diags *diags)
{
    g_autofree char *folder = g_path_get_dirname(path), *file = g_path_get_basename(path), *name = register_stem(path);
    g_autofree char *shown = g_strcmp0(folder, ".") == 0 ? g_strdup("(model)") : g_build_filename(folder, "(model)", NULL);
    jw_register_file from = { path, file };
    jw_lang lang;
    char *text = jw_recognize(&from, 1, name, &options->limits, &lang, diags);
    jw_model *model = text ? jw_load_recognized(text, shown, folder, options, diags) : NULL;
    free(text);
    return model;
}

static jw_model *load_file(const char *path, const jw_load_options *options, jw_diags *diags)
{
    return jw_is_register_name(path) ? load_register(path, options, diags) : jw_load(path, options, diags);
}

/* What was assumed is said, though it is only notes; columns that are not read are not. */
static void print_assumptions(const session *s)
{
    for (size_t i = 0; i < jw_diags_size(s->diags); i++) {
        const jw_diag *f = jw_diags_get(s->diags, i);
        if (f->severity == JW_NOTE && strcmp(f->code, "ignored-column") != 0)
            print_finding(stderr, f, s->lang);
    }
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
    jw_model *model = load_file(path, &options, diags);
    if (!model || !scenario)
        return model;
    jw_model *after = apply_scenario(a, model, path, scenario, name, diags);
    jw_model_free(model);
    return after;
}

jw_model *load_other(const arguments *a, const char *path, jw_diags *diags)
{
    g_autofree char *models = NULL;
    jw_load_options options = load_options(a, &models);
    bool both = jw_is_register_name(a->words[0]);
    if (both || !jw_is_register_name(path)) return load_file(path, &options, diags);
    options.register_instead = path;
    return jw_load(a->words[0], &options, diags);
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
    s->recognized = jw_is_register_name(a->words[0]);
    progress(a, s->recognized ? "progress.recognize" : "progress.load");
    s->model = load_model(a, a->words[0], a->value[OPT_SCENARIO], &scenario, s->diags);
    if (!a->given[OPT_LANG])
        s->lang = s->model ? jw_model_lang(s->model) : lang_of_file(a);
    s->title = g_strdup_printf("%s%s%s", session_model_name(s), scenario ? " · " : "", scenario ? scenario : "");
    progress(a, "progress.measure");
    s->coverage = s->model ? jw_cover(s->model, s->diags) : NULL;
    progress(a, NULL);
    s->loaded = s->coverage != NULL;
    *exit_code = s->loaded ? JW_EXIT_DONE : JW_EXIT_INPUT;
    if (!silent && s->recognized && !a->given[OPT_QUIET])
        print_assumptions(s);
    if (!silent)
        print_findings(stderr, s->diags, a->given[OPT_QUIET] ? JW_ERROR : JW_WARNING, s->lang);
    if (!s->loaded || !bind_or_explain(s, exit_code)) return false;
    if (!a->given[OPT_QUIET]) warn_of_nobody(s);
    return true;
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

char *register_stem(const char *path)
{
    char *name = g_path_get_basename(path), *dot = strrchr(name, '.');
    if (dot && dot != name)
        *dot = '\0';
    return name;
}

/* What every result says. */

static bool is_skipped_row(const jw_diag *f)
{
    return strcmp(f->code, "skipped-row") == 0;
}

void put_skipped(jw_json_out *out, const session *s)
{
    jw_json_key(out, "skipped");
    jw_json_open(out, '[');
    for (size_t i = 0; i < jw_diags_size(s->diags); i++) {
        const jw_diag *f = jw_diags_get(s->diags, i);
        if (!is_skipped_row(f))
            continue;
        jw_json_open_inline(out, '{');
        jw_json_put_string(out, "file", f->place.file);
        jw_json_put_number(out, "line", f->place.line);
        jw_json_put_string(out, "column", f->path);
        jw_json_put_string(out, "found", f->found);
        jw_json_close(out, '}');
    }
    jw_json_close(out, ']');
}

void print_skipped(FILE *stream, const session *s)
{
    enum { SHOWN = 5 };
    g_autoptr(GString) rows = g_string_new(NULL);
    size_t n = 0;
    for (size_t i = 0; i < jw_diags_size(s->diags); i++) {
        const jw_diag *f = jw_diags_get(s->diags, i);
        if (is_skipped_row(f) && n++ < SHOWN)
            g_string_append_printf(rows, "%s%s:%u", rows->len ? ", " : "", f->place.file, f->place.line);
    }
    if (!n)
        return;
    g_string_append(rows, n > SHOWN ? ", …" : "");
    g_autofree char *number = g_strdup_printf("%zu", n);
    char *text = jw_sentence(s->lang, "result.skipped", "n", number, "rows", rows->str, NULL);
    fprintf(stream, "%s\n\n", text);
    free(text);
}

void print_illustrative(FILE *stream, const session *s, const char *sentence, double count)
{
    char n[JW_NUMBER_SIZE];
    if (count <= 0)
        return;
    jw_format_number(n, count);
    char *text = jw_sentence(s->lang, sentence, "n", n, NULL);
    fprintf(stream, "%s\n\n", text);
    free(text);
}

/* Formats. */

static const char *const format_names[] = { "table", "json", "csv" };

static bool has_ending(const char *file, const char *ending)
{
    size_t n = strlen(file), length = strlen(ending);
    return n >= length && g_ascii_strcasecmp(file + n - length, ending) == 0;
}

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
        if (has_ending(file, endings[i].ending)) {
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
