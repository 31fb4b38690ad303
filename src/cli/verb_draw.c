/* draw: one chart to a file. */
#include "cli/cli.h"
#include "cli/render_path.h"

#include "base/file.h"
#include "base/number.h"
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

/* Rows, columns and a rate are those of a matrix. */
static bool read_layout(const arguments *a, jw_draw_options *o, int *exit_code)
{
    const char *layout = a->value[OPT_LAYOUT], *type = a->value[OPT_MIN_TYPE];
    o->rows = a->value[OPT_ROWS];
    o->columns = a->value[OPT_COLUMNS];
    o->rate = a->value[OPT_RATE];
    if (o->rows || o->columns || o->rate) o->layout = JW_LAYOUT_MATRIX;
    if (layout && !jw_layout_named(layout, &o->layout))
        *exit_code = usage_error(a, "usage.layout", layout, NULL);
    else if (type && (!jw_parse_number(type, &o->least_type) || o->least_type < 1 || o->least_type > 100))
        *exit_code = usage_error(a, "usage.min-type", type, NULL);
    else
        return true;
    return false;
}

#define POINTS_A_MM (72 / 25.4)

static bool read_margin(const arguments *a, jw_draw_options *o, int *exit_code)
{
    const char *margin = a->value[OPT_MARGIN];
    double mm;
    if (!margin) return true;
    if (!jw_parse_number(margin, &mm) || !(mm >= 0 && mm <= 50)) {
        *exit_code = usage_error(a, "usage.margin", margin, NULL);
        return false;
    }
    o->margin = mm > 0 ? mm * POINTS_A_MM : -1;
    return true;
}

static bool read_leaves(const arguments *a, jw_draw_options *o, int *exit_code)
{
    o->leaves = a->value[OPT_LEAVES];
    if (!o->leaves || jw_leaves_named(o->leaves)) return true;
    *exit_code = usage_error(a, "usage.leaves", o->leaves, NULL);
    return false;
}

/* auto, none, level:N or field:ATTR. */
static bool read_break(const arguments *a, jw_draw_options *o, int *exit_code)
{
    const char *how = a->value[OPT_BREAK];
    if (!how || jw_break_named(how, o)) return true;
    *exit_code = usage_error(a, "usage.break", how, NULL);
    return false;
}

/* A B, or A,B: two ids. *ids owns what `from` and `to` point to. */
static bool read_path(const arguments *a, jw_draw_options *o, char ***ids, int *exit_code)
{
    const char *path = a->value[OPT_PATH], *second = a->n_words > 1 ? a->words[1] : NULL;
    *ids = g_strsplit(path ? path : "", ",", 2);
    for (char **id = *ids; *id; id++) g_strstrip(*id);
    guint n = g_strv_length(*ids);
    if (path && n == 1 && second) {
        o->from = (*ids)[0];
        o->to = second;
    } else if (path && n == 2 && !second) {
        o->from = (*ids)[0];
        o->to = (*ids)[1];
    } else if (path || second) {
        *exit_code = usage_error(a, path ? "usage.path" : "usage.too-many", path ? path : second, NULL);
        return false;
    }
    return true;
}

/* overlay, before or after; these and their like only with --diff. */
static bool read_diff(const arguments *a, jw_draw_options *o, int *exit_code)
{
    static const char *const phases[] = {
        [JW_OVERLAY] = "overlay", [JW_BEFORE] = "before", [JW_AFTER] = "after"
    };
    static const option_id alone[] = { OPT_AGAINST, OPT_PHASE, OPT_CHANGES_ONLY, OPT_ALL };
    const char *phase = a->value[OPT_PHASE];
    bool known = !phase;
    for (size_t i = 0; i < G_N_ELEMENTS(alone); i++)
        if (a->given[alone[i]] && !a->given[OPT_DIFF]) {
            *exit_code = usage_error(a, "usage.needs-diff", NULL, NULL);
            return false;
        }
    for (size_t i = 0; phase && i < G_N_ELEMENTS(phases); i++) {
        if (strcmp(phase, phases[i]) != 0) continue;
        o->phase = (jw_phase)i;
        known = true;
    }
    o->unchanged = a->given[OPT_CHANGES_ONLY] ? JW_UNCHANGED_COUNTED
                   : a->given[OPT_ALL]        ? JW_UNCHANGED_DRAWN
                                              : JW_UNCHANGED_AUTO;
    if (!known)
        *exit_code = usage_error(a, "usage.phase", phase, NULL);
    else if (a->given[OPT_DIFF] && !a->given[OPT_SCENARIO] && !a->given[OPT_AGAINST])
        *exit_code = usage_error(a, "usage.diff-of-what", NULL, NULL);
    else if (a->given[OPT_CHANGES_ONLY] && a->given[OPT_ALL])
        *exit_code = usage_error(a, "usage.changes-and-all", NULL, NULL);
    else
        return true;
    return false;
}

/* 0 of an option that is not given, -1 of one that says 0. */
static bool read_levels(const arguments *a, option_id option, int *out, int *exit_code)
{
    uint64_t levels = 0;
    if (!read_count(a, option, 0, &levels, exit_code)) return false;
    if (a->given[option]) *out = levels == 0 ? -1 : (int)MIN(levels, 1000000);
    return true;
}

static bool read_view(const arguments *a, jw_draw_options *o, int *exit_code)
{
    o->view = a->value[OPT_VIEW];
    o->collapse = a->value[OPT_COLLAPSE];
    o->colour = a->value[OPT_COLOUR];
    o->label = a->value[OPT_LABEL];
    o->focus = a->value[OPT_FOCUS];
    if (o->focus && o->from) {
        *exit_code = usage_error(a, "usage.focus-path", NULL, NULL);
        return false;
    }
    return read_levels(a, OPT_UP, &o->up, exit_code) && read_levels(a, OPT_DOWN, &o->down, exit_code);
}

static bool read_options(const arguments *a, jw_draw_options *o, int *exit_code)
{
    const char *date = a->value[OPT_DATE];
    uint64_t depth = 0;
    if (!read_format(a, o, exit_code) || !read_layout(a, o, exit_code) || !read_break(a, o, exit_code) ||
        !read_margin(a, o, exit_code) || !read_leaves(a, o, exit_code) || !read_diff(a, o, exit_code) ||
        !read_view(a, o, exit_code))
        return false;
    if (a->given[OPT_LANDSCAPE] && a->given[OPT_PORTRAIT])
        *exit_code = usage_error(a, "usage.both-ways", NULL, NULL);
    else if (a->given[OPT_DPI] && o->format != JW_PNG)
        *exit_code = usage_error(a, "usage.dpi", NULL, NULL);
    else if (date && !jw_is_date(date))
        *exit_code = usage_error(a, "usage.date", date, NULL);
    else if (read_dpi(a, &o->dpi, exit_code) && read_count(a, OPT_DEPTH, 1, &depth, exit_code)) {
        o->depth = (int)MIN(depth, 1000000);
        o->root = a->value[OPT_ROOT];
        o->paper = a->value[OPT_PAGE];
        o->orientation = a->given[OPT_LANDSCAPE]  ? JW_LANDSCAPE
                         : a->given[OPT_PORTRAIT] ? JW_PORTRAIT
                                                  : JW_ANY_WAY;
        o->theme = a->value[OPT_THEME];
        o->links = a->value[OPT_LINKS];
        o->title = a->value[OPT_TITLE];
        if (o->title) o->subtitle = "";
        o->date = date;
        o->font = a->value[OPT_FONT];
        return true;
    }
    return false;
}

/* What a failure to draw means: a slip in an option, something in the model, or (all else) no output. What has a
 * place was read there. */
int exit_of_drawing(const jw_diag *f)
{
    static const struct {
        const char *code;
        int exit_code;
    } rows[] = { { "unknown-paper", JW_EXIT_USAGE },     { "unknown-theme", JW_EXIT_USAGE },
                 { "break-field", JW_EXIT_USAGE },       { "many-pages", JW_EXIT_USAGE },
                 { "matrix-attribute", JW_EXIT_USAGE },  { "matrix-rate", JW_EXIT_USAGE },
                 { "matrix-too-large", JW_EXIT_USAGE },  { "no-such-root", JW_EXIT_USAGE },
                 { "no-such-focus", JW_EXIT_USAGE },     { "no-such-end", JW_EXIT_USAGE },
                 { "several-so-called", JW_EXIT_USAGE }, { "unknown-view", JW_EXIT_USAGE },
                 { "no-views", JW_EXIT_USAGE },          { "no-path", JW_EXIT_NO },
                 { "diff-layout", JW_EXIT_USAGE },       { "unsafe-text", JW_EXIT_INPUT },
                 { "missing-glyph", JW_EXIT_INPUT },     { "nothing-to-draw", JW_EXIT_INPUT },
                 { "output-failed", JW_EXIT_OUTPUT } };
    bool of_option = g_str_has_prefix(f->path ? f->path : "", "--") ||
                     g_str_has_prefix(f->place.file ? f->place.file : "", "--");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strcmp(f->code, rows[i].code) == 0) return rows[i].exit_code;
    return of_option ? JW_EXIT_USAGE : f->place.file ? JW_EXIT_INPUT : JW_EXIT_OUTPUT;
}

/* "chart.svg" for the only page, else "chart-01.svg", "chart-02.svg", …; as many digits as the last one has.
 */
static char *page_path(const char *path, size_t page, size_t pages)
{
    if (pages == 1) return g_strdup(path);
    int digits = 2;
    for (size_t most = 100; most <= pages; most *= 10) digits++;
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    size_t stem = dot && (!slash || dot > slash + 1) ? (size_t)(dot - path) : strlen(path);
    return g_strdup_printf("%.*s-%0*zu%s", (int)stem, path, digits, page + 1, path + stem);
}

static bool write_pages(const arguments *a, const jw_drawing *drawing, jw_diags *diags)
{
    const char *path = a->value[OPT_OUTPUT];
    if (drawing->size > 1 && strcmp(path, "-") == 0) {
        jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR, .code = "many-pages" });
        return false;
    }
    for (size_t i = 0; i < drawing->size; i++) {
        g_autofree char *file = page_path(path, i, drawing->size);
        if (!jw_write_file(file, drawing->documents[i].bytes, drawing->documents[i].length, diags))
            return false;
    }
    return true;
}

static int draw(const arguments *a, session *s, jw_draw_options *o)
{
    size_t before = jw_diags_size(s->diags);
    o->lang = s->lang;
    if (!o->title && a->given[OPT_SCENARIO]) o->title = s->title;
    o->shows = s->takes ? session_takes : NULL;
    o->context = s;
    progress(a, "progress.draw");
    jw_drawing *drawing = jw_draw(s->model, s->coverage, o, s->diags);
    progress(a, NULL);
    int exit_code = drawing && write_pages(a, drawing, s->diags) ? JW_EXIT_DONE : JW_EXIT_OUTPUT;
    for (size_t i = before; i < jw_diags_size(s->diags); i++) {
        const jw_diag *f = jw_diags_get(s->diags, i);
        if (f->severity == JW_ERROR || !a->given[OPT_QUIET]) print_finding(stderr, f, s->lang);
        if (f->severity == JW_ERROR) exit_code = exit_of_drawing(f);
    }
    jw_drawing_free(drawing);
    return exit_code;
}

/* The other side of --diff: the model without the scenario, or what --against names. */
static jw_model *load_before(const arguments *a, session *s)
{
    const char *against = a->value[OPT_AGAINST];
    jw_diags *again = jw_diags_new(); /* what the model itself warns of was said when it was opened */
    jw_model *m = against && !names_scenario(a, against) ? load_other(a, against, s->diags)
                                                         : load_model(a, a->words[0], against, NULL, again);
    for (size_t i = 0; !m && i < jw_diags_size(again); i++) jw_diags_add(s->diags, jw_diags_get(again, i));
    jw_diags_free(again);
    return m;
}

static int draw_diff(const arguments *a, session *s, jw_draw_options *o)
{
    size_t told = jw_diags_size(s->diags);
    jw_model *before = load_before(a, s);
    jw_coverage *coverage = before ? jw_cover(before, s->diags) : NULL;
    int exit_code = JW_EXIT_INPUT;
    for (size_t i = told; i < jw_diags_size(s->diags); i++)
        if (!a->given[OPT_QUIET] || jw_diags_get(s->diags, i)->severity == JW_ERROR)
            print_finding(stderr, jw_diags_get(s->diags, i), s->lang);
    o->before = before;
    o->before_coverage = coverage;
    if (coverage) exit_code = draw(a, s, o);
    jw_coverage_free(coverage);
    jw_model_free(before);
    return exit_code;
}

int verb_draw(const arguments *a)
{
    session s;
    g_autofree char *renderer = renderer_path();
    jw_draw_options options = { .renderer = renderer };
    char **ids = NULL;
    int exit_code;
    if (read_path(a, &options, &ids, &exit_code) && read_options(a, &options, &exit_code)) {
        options.ahead = jw_draw_ahead_start(renderer, options.font);
        if (session_open(&s, a, false, &exit_code))
            exit_code = a->given[OPT_DIFF] ? draw_diff(a, &s, &options) : draw(a, &s, &options);
        session_close(&s);
        jw_draw_ahead_free(options.ahead);
    }
    g_strfreev(ids);
    return exit_code;
}
