/* check: every error and warning, unloadable input included. */
#include "cli/cli.h"

#include "base/words.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

static void json_findings(jw_json_out *out, const char *key, const jw_diags *diags, jw_severity severity,
                          jw_lang lang)
{
    jw_json_key(out, key);
    jw_json_open(out, '[');
    for (size_t i = 0; i < jw_diags_size(diags); i++) {
        const jw_diag *f = jw_diags_get(diags, i);
        if (f->severity != severity) continue;
        char *message = jw_diag_message(f, lang);
        jw_json_open_inline(out, '{');
        jw_json_put_string(out, "code", f->code);
        jw_json_put_string(out, "file", f->place.file);
        jw_json_put_number(out, "line", f->place.line ? f->place.line : NAN);
        jw_json_put_number(out, "column", f->place.column ? f->place.column : NAN);
        jw_json_put_string(out, "path", f->path);
        jw_json_put_string(out, "message", message);
        jw_json_put_string(out, "found", f->found);
        jw_json_put_string(out, "nearest", f->nearest);
        jw_json_close(out, '}');
        free(message);
    }
    jw_json_close(out, ']');
}

static void write_json(FILE *stream, const session *s)
{
    jw_json_out out;
    jw_json_begin(&out, stream);
    jw_json_open(&out, '{');
    jw_json_put_string(&out, "model", session_model_name(s));
    json_findings(&out, "errors", s->diags, JW_ERROR, s->lang);
    json_findings(&out, "warnings", s->diags, JW_WARNING, s->lang);
    jw_json_put_number(&out, "units", s->model ? (double)jw_model_unit_count(s->model) : NAN);
    jw_json_put_number(&out, "links", s->model ? (double)jw_model_link_count(s->model) : NAN);
    json_findings(&out, "notes", s->diags, JW_NOTE, s->lang);
    put_skipped(&out, s);
    jw_json_close(&out, '}');
    jw_json_end(&out);
}

static void write_csv(FILE *stream, bool to_file, const session *s)
{
    static const char *const columns[] = { "column.severity", "column.code", "column.file",   "column.line",
                                           "column.column",   "column.path", "column.message" };
    static const char *const severity[] = { "error", "warning", "note" };
    jw_grid *g = jw_grid_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) jw_grid_column(g, jw_word(s->lang, columns[i]), false);
    for (size_t i = 0; i < jw_diags_size(s->diags); i++) {
        const jw_diag *f = jw_diags_get(s->diags, i);
        char *message = jw_diag_message(f, s->lang);
        jw_grid_cell(g, jw_word(s->lang, severity[f->severity]));
        jw_grid_cell(g, f->code);
        jw_grid_cell(g, f->place.file);
        jw_grid_number(g, f->place.line ? f->place.line : NAN);
        jw_grid_number(g, f->place.column ? f->place.column : NAN);
        jw_grid_cell(g, f->path);
        jw_grid_cell(g, message);
        free(message);
    }
    jw_grid_write_csv(g, stream, to_file);
    jw_grid_free(g);
}

static void write_lines(FILE *stream, const session *s)
{
    for (int severity = JW_ERROR; severity <= JW_NOTE; severity++)
        for (size_t i = 0; i < jw_diags_size(s->diags); i++)
            if ((int)jw_diags_get(s->diags, i)->severity == severity)
                print_finding(stream, jw_diags_get(s->diags, i), s->lang);
    char number[4][24];
    size_t counts[] = { jw_diags_count(s->diags, JW_ERROR), jw_diags_count(s->diags, JW_WARNING),
                        s->model ? jw_model_unit_count(s->model) : 0,
                        s->model ? jw_model_link_count(s->model) : 0 };
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        g_snprintf(number[i], sizeof number[i], "%zu", counts[i]);
    char *summary = jw_sentence(s->lang, "check.summary", "errors", number[0], "warnings", number[1], "units",
                                number[2], "links", number[3], NULL);
    fprintf(stream, "%s\n", summary);
    free(summary);
}

typedef struct {
    const session *s;
    result_format format;
} report;

static void write_report(FILE *stream, bool to_file, void *context)
{
    const report *r = context;
    if (r->format == FORMAT_JSON)
        write_json(stream, r->s);
    else if (r->format == FORMAT_CSV)
        write_csv(stream, to_file, r->s);
    else
        write_lines(stream, r->s);
}

int verb_check(const arguments *a)
{
    session s;
    int exit_code;
    report r = { &s, FORMAT_TABLE };
    if (!choose_format(a, &r.format, &exit_code)) return exit_code;
    session_open(&s, a, true, &exit_code);
    if (exit_code == JW_EXIT_DONE) jw_check(s.model, s.coverage, session_takes, &s, s.diags);
    if (exit_code != JW_EXIT_USAGE) {
        exit_code = write_result(&s, write_report, &r);
        if (exit_code == JW_EXIT_DONE && jw_diags_count(s.diags, JW_ERROR)) exit_code = JW_EXIT_NO;
    }
    session_close(&s);
    return exit_code;
}
