/* draw: one chart to a file. */
#include "cli/cli.h"
#include "cli/render_path.h"

#include "base/file.h"
#include "base/text.h"
#include "base/words.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* --format, else the ending of -o. */
static bool read_format(const arguments *a, jw_draw_options *o, int *exit_code)
{
    const char *file = a->value[OPT_OUTPUT], *format = a->value[OPT_FORMAT];
    g_autofree char *ending = g_strconcat(".", format ? format : "", NULL);
    if (!file)
        *exit_code = usage_error(a, "usage.needs-output", NULL, NULL);
    else if (format && !jw_format_of(ending, &o->format))
        *exit_code = usage_error(a, "usage.draw-format", format, NULL);
    else if (!format && !jw_format_of(file, &o->format))
        *exit_code = usage_error(a, "usage.draw-ending", file, NULL);
    else
        return true;
    return false;
}

static bool read_options(const arguments *a, jw_draw_options *o, int *exit_code)
{
    const char *date = a->value[OPT_DATE];
    uint64_t dpi = 0;
    if (!read_format(a, o, exit_code))
        return false;
    if (a->given[OPT_LANDSCAPE] && a->given[OPT_PORTRAIT])
        *exit_code = usage_error(a, "usage.both-ways", NULL, NULL);
    else if (date && !jw_is_date(date))
        *exit_code = usage_error(a, "usage.date", date, NULL);
    else if (read_count(a, OPT_DPI, 1, &dpi, exit_code)) {
        o->dpi = (double)dpi;
        o->paper = a->value[OPT_PAGE];
        o->orientation = a->given[OPT_LANDSCAPE] ? JW_LANDSCAPE : a->given[OPT_PORTRAIT] ? JW_PORTRAIT : JW_ANY_WAY;
        o->title = a->value[OPT_TITLE];
        o->date = date;
        o->font = a->value[OPT_FONT];
        return true;
    }
    return false;
}

/* What a failure to draw means: a slip in an option, something in the model, or (all else) no output. */
static int exit_of(const char *code)
{
    static const struct {
        const char *code;
        int exit_code;
    } rows[] = { { "unknown-paper", JW_EXIT_USAGE }, { "unknown-theme", JW_EXIT_USAGE }, { "unsafe-text", JW_EXIT_INPUT },
                 { "missing-glyph", JW_EXIT_INPUT }, { "nothing-to-draw", JW_EXIT_INPUT } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strcmp(code, rows[i].code) == 0)
            return rows[i].exit_code;
    return JW_EXIT_OUTPUT;
}

static int draw(const arguments *a, session *s, jw_draw_options *o)
{
    char *renderer = renderer_path();
    size_t before = jw_diags_size(s->diags), length = 0;
    void *bytes = NULL;
    o->renderer = renderer;
    o->lang = s->lang;
    if (!o->title && a->given[OPT_SCENARIO])
        o->title = s->title;
    o->shows = s->takes ? session_takes : NULL;
    o->context = s;
    progress(a, "progress.draw");
    int exit_code = JW_EXIT_DONE;
    if (!jw_draw(&bytes, &length, s->model, s->coverage, o, s->diags))
        exit_code = JW_EXIT_OUTPUT;
    progress(a, NULL);
    if (exit_code == JW_EXIT_DONE && !jw_write_file(a->value[OPT_OUTPUT], bytes, length, s->diags))
        exit_code = JW_EXIT_OUTPUT;
    for (size_t i = before; i < jw_diags_size(s->diags); i++) {
        const jw_diag *f = jw_diags_get(s->diags, i);
        if (f->severity == JW_ERROR || !a->given[OPT_QUIET])
            print_finding(stderr, f, s->lang);
        if (f->severity == JW_ERROR)
            exit_code = exit_of(f->code);
    }
    free(bytes);
    g_free(renderer);
    return exit_code;
}

int verb_draw(const arguments *a)
{
    session s;
    jw_draw_options options = { 0 };
    int exit_code;
    if (!read_options(a, &options, &exit_code))
        return exit_code;
    if (session_open(&s, a, false, &exit_code))
        exit_code = draw(a, &s, &options);
    session_close(&s);
    return exit_code;
}
