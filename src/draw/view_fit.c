/* Which options mean something on which charts. One that means nothing would be passed over in silence, and
 * the reader would take the chart for what was asked. */
#include "draw/view.h"

#include "model/build.h"

#include <string.h>

typedef enum {
    ON_ORG = 1,
    ON_LAYERED = 2,
    ON_NET = 4,
    ON_PATH = 8,
    ON_MATRIX = 16,
    ON_CHANGES = 32,
    ON_RADIAL = 64
} way;

enum {
    ON_TREES = ON_ORG | ON_LAYERED | ON_CHANGES | ON_RADIAL,
    ON_PAGES = ON_ORG | ON_CHANGES | ON_RADIAL, /* cut into pages by meaning */
    ON_ALL = ON_TREES | ON_NET | ON_PATH | ON_MATRIX
};

/* Lists, texts and numbers of options, read alike. */
typedef enum { TEXT, LEVELS, POINTS, LAYOUT } shape;

#define OF(field) G_STRUCT_OFFSET(jw_draw_options, field)

static const struct {
    const char *option;
    glong at;
    shape shape;
    const char *plain; /* a value that asks for nothing special; NULL: none */
    int on;            /* of ways */
} rows[] = {
    { "layout", OF(layout), LAYOUT, NULL, ON_ALL & ~ON_PATH },
    { "root", OF(root), TEXT, NULL, ON_ALL & ~ON_PATH },
    { "depth", OF(depth), LEVELS, NULL, ON_TREES | ON_NET },
    { "collapse", OF(collapse), TEXT, NULL, ON_TREES | ON_NET },
    { "links", OF(links), TEXT, NULL, ON_ALL & ~ON_MATRIX },
    { "label", OF(label), TEXT, NULL, ON_ALL & ~ON_MATRIX },
    { "colour", OF(colour), TEXT, "status", ON_ALL & ~(ON_MATRIX | ON_CHANGES) },
    { "leaves", OF(leaves), TEXT, "auto", ON_PAGES & ~ON_RADIAL },
    { "break", OF(break_level), LEVELS, NULL, ON_PAGES },
    { "break", OF(break_field), TEXT, NULL, ON_PAGES },
    { "min-type", OF(least_type), POINTS, NULL, ON_PAGES | ON_MATRIX },
    { "rows", OF(rows), TEXT, NULL, ON_MATRIX },
    { "columns", OF(columns), TEXT, NULL, ON_MATRIX },
    { "rate", OF(rate), TEXT, NULL, ON_MATRIX },
};

static way way_of(const jw_model *m, const jw_draw_options *o)
{
    if (o->from) return ON_PATH;
    if (o->before && o->layout == JW_LAYOUT_ORG) return ON_CHANGES;
    if (o->layout == JW_LAYOUT_MATRIX) return ON_MATRIX;
    if (jw_is_net(m, o)) return ON_NET;
    if (o->layout == JW_LAYOUT_RADIAL) return ON_RADIAL;
    return o->layout == JW_LAYOUT_LAYERED ? ON_LAYERED : ON_ORG;
}

/* What made it a chart of this way, as it is asked for. */
static const char *name_of(way w, const jw_draw_options *o)
{
    if (w == ON_PATH) return "--path";
    if (w == ON_CHANGES) return "--diff";
    return w == ON_MATRIX                   ? "--layout matrix"
           : w == ON_ORG                    ? "--layout org"
           : o->layout == JW_LAYOUT_LAYERED ? "--layout layered"
           : o->layout == JW_LAYOUT_RADIAL  ? "--layout radial"
                                            : "--layout force";
}

static bool is_said(const jw_draw_options *o, size_t row)
{
    gconstpointer at = G_STRUCT_MEMBER_P(o, rows[row].at);
    const char *text;
    switch (rows[row].shape) {
    case TEXT:
        text = *(const char *const *)at;
        return text && (!rows[row].plain || strcmp(text, rows[row].plain) != 0);
    case LEVELS:
        return *(const int *)at != 0;
    case POINTS:
        return *(const double *)at > 0;
    default:
        return *(const jw_layout_kind *)at != JW_LAYOUT_ANY;
    }
}

/* Of the views of an album one may have no use for what another needs: there it is only told. */
static jw_severity severity_of(const jw_draw_options *asked, const jw_view *view)
{
    return view && asked->view && strcmp(asked->view, view->id) != 0 ? JW_WARNING : JW_ERROR;
}

static void report(jw_severity severity, const char *code, const char *option, const char *with,
                   jw_diags *diags)
{
    g_autofree char *path = g_strconcat("--", option, NULL);
    jw_diags_add(diags, &(jw_diag){ .severity = severity, .code = code, .path = path, .found = with });
}

static void report_key(const jw_view *view, const char *key, const char *with, jw_diags *diags)
{
    g_autofree char *path = g_strdup_printf("views \"%s\".%s", view->id, key);
    jw_diags_add(diags, &(jw_diag){ .severity = JW_WARNING,
                                    .code = "option-unfit",
                                    .place = view->place,
                                    .path = path,
                                    .found = with });
}

bool jw_options_fit(const jw_model *m, const jw_draw_options *asked, const jw_view *view,
                    const jw_draw_options *all, jw_diags *diags)
{
    size_t before = jw_diags_count(diags, JW_ERROR);
    jw_severity severity = severity_of(asked, view);
    way w = way_of(m, all);
    const char *with = name_of(w, all);
    if (all->before && w != ON_CHANGES)
        jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR, .code = "diff-layout", .found = with });
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (rows[i].on & w) continue;
        if (is_said(asked, i))
            report(severity, "option-unfit", rows[i].option, with, diags);
        else if (view && rows[i].shape != LAYOUT && is_said(all, i))
            report_key(view, rows[i].option, with, diags);
    }
    if (asked->up && !all->focus) report(severity, "needs-focus", "up", NULL, diags);
    if (asked->down && !all->focus) report(severity, "needs-focus", "down", NULL, diags);
    return jw_diags_count(diags, JW_ERROR) == before;
}
