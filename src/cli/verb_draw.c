/* draw: one chart to a file. */
#include "cli/cli.h"
#include "cli/render_path.h"

#include "base/file.h"
#include "base/text.h"
#include "base/words.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

static bool read_options(const arguments *a, jw_draw_options *o, int *exit_code)
{
    const char *file = a->value[OPT_OUTPUT], *date = a->value[OPT_DATE];
    uint64_t dpi = 0;
    if (!file || strcmp(file, "-") == 0) /* the ending tells the format: standard output has none */
        *exit_code = usage_error(a, "usage.needs-output", NULL, NULL);
    else if (!jw_format_of(file, &o->format))
        *exit_code = usage_error(a, "usage.draw-ending", file, NULL);
    else if (a->given[OPT_LANDSCAPE] && a->given[OPT_PORTRAIT])
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

/* Findings that come from an option rather than from the model. */
static bool is_usage(const char *code)
{
    static const char *const codes[] = { "unknown-paper", "unknown-theme" };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strcmp(code, codes[i]) == 0)
            return true;
    return false;
}

static int draw(const arguments *a, session *s, jw_draw_options *o)
{
    char *renderer = renderer_path();
    size_t before = jw_diags_size(s->diags), length = 0;
    void *bytes = NULL;
    o->renderer = renderer;
    o->lang = s->lang;
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
        if (f->severity == JW_ERROR && is_usage(f->code))
            exit_code = JW_EXIT_USAGE;
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
