/* compare --stress: the chart of how much coverage remains, where -o names a .pdf, .svg, .png or .dot. */
#include "cli/compare.h"
#include "cli/render_path.h"

#include "base/file.h"

#include <glib.h>

/* An explicit --format wins over the ending. */
bool compare_read_chart(const arguments *a, comparison *r, int *exit_code)
{
    const char *file = a->value[OPT_OUTPUT];
    r->is_picture = file && !a->given[OPT_FORMAT] && jw_format_of(file, &r->chart.format);
    if (!r->is_picture) return choose_format(a, &r->format, exit_code);
    if (a->given[OPT_LANDSCAPE] && a->given[OPT_PORTRAIT]) {
        *exit_code = usage_error(a, "usage.both-ways", NULL, NULL);
        return false;
    }
    if (!a->given[OPT_STRESS]) {
        *exit_code = usage_error(a, "usage.chart-of-stress", file, NULL);
        return false;
    }
    if (!read_dpi(a, &r->chart.dpi, exit_code)) return false;
    r->chart.paper = a->value[OPT_PAGE];
    r->chart.orientation = a->given[OPT_PORTRAIT] ? JW_PORTRAIT : JW_LANDSCAPE;
    r->chart.theme = a->value[OPT_THEME];
    r->chart.title = a->value[OPT_TITLE];
    r->chart.font = a->value[OPT_FONT];
    return true;
}

int compare_write_chart(comparison *r)
{
    g_autofree char *renderer = renderer_path();
    g_autofree jw_stress_line *lines = g_new(jw_stress_line, r->sides->len);
    for (guint i = 0; i < r->sides->len; i++) {
        const compared *side = compare_side(r, i);
        lines[i] = (jw_stress_line){ side->name, side->model, side->steps, side->n_steps };
    }
    r->chart.renderer = renderer;
    r->chart.lang = r->s.lang;
    size_t before = jw_diags_size(r->s.diags);
    jw_drawing *drawing = jw_draw_stress(lines, r->sides->len, r->at_random, &r->chart, r->s.diags);
    bool good = drawing && jw_write_file(r->s.args->value[OPT_OUTPUT], drawing->documents[0].bytes,
                                         drawing->documents[0].length, r->s.diags);
    jw_drawing_free(drawing);
    int exit_code = good ? JW_EXIT_DONE : JW_EXIT_OUTPUT;
    for (size_t i = before; i < jw_diags_size(r->s.diags); i++) {
        const jw_diag *f = jw_diags_get(r->s.diags, i);
        if (f->severity == JW_ERROR || !r->s.args->given[OPT_QUIET]) print_finding(stderr, f, r->s.lang);
        if (f->severity == JW_ERROR) exit_code = exit_of_drawing(f);
    }
    return exit_code;
}
