#include "draw/view.h"

#include "measure/views.h"
#include "model/build.h"

#include <limits.h>
#include <string.h>

#define POINTS_A_MM (72 / 25.4)

/* --- a view's keys */

static void say(const char **option, const char *key)
{
    if (!*option) *option = key;
}

static void say_layout(jw_draw_options *o, const jw_view *view)
{
    if (o->layout == JW_LAYOUT_ANY && view->layout) jw_layout_named(view->layout, &o->layout);
    if (o->orientation == JW_ANY_WAY && view->orientation)
        o->orientation = strcmp(view->orientation, "landscape") == 0 ? JW_LANDSCAPE : JW_PORTRAIT;
    if (o->least_type <= 0) o->least_type = view->min_type;
    if (o->margin == 0 && view->margin >= 0) o->margin = view->margin > 0 ? view->margin * POINTS_A_MM : -1;
    say(&o->leaves, view->leaves);
    if (o->depth <= 0 && view->depth > 0) o->depth = view->depth;
    if (o->up == 0 && view->up >= 0) o->up = view->up > 0 ? view->up : -1;
    if (o->down == 0 && view->down >= 0) o->down = view->down > 0 ? view->down : -1;
    if (view->breaks && !o->one_page && o->break_level == 0 && !o->break_field)
        jw_break_named(view->breaks, o);
}

/* The path or the focus of the options takes the place of either of the view. */
static void say_part(jw_draw_options *o, const jw_view *view)
{
    bool around = o->focus || o->from;
    say(&o->root, view->root);
    say(&o->include, view->include);
    say(&o->collapse, view->collapse);
    if (around) return;
    o->focus = view->focus;
    o->from = view->from;
    o->to = view->to;
}

const char *jw_view_name(const jw_view *view, jw_lang lang)
{
    const char *name = lang == JW_EN ? view->en : view->zh;
    return name ? name : view->zh ? view->zh : view->en ? view->en : view->id;
}

static bool is_called(const jw_model *m, uint32_t u, const char *text)
{
    const char *shortly = jw_unit_text(m, u, JW_SHORT), *aliases = jw_unit_text(m, u, JW_ALIASES);
    if (g_strcmp0(jw_unit_name(m, u), text) == 0 || g_strcmp0(shortly, text) == 0) return true;
    g_auto(GStrv) list = aliases ? g_strsplit(aliases, "\x1f", -1) : NULL;
    return list && g_strv_contains((const char *const *)list, text);
}

/* The units that a person may mean: that of the id, else all of that name, short name or alias. */
static GArray *units_called(const jw_model *m, const char *text)
{
    GArray *units = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    uint32_t known = jw_model_find(m, text);
    if (known != JW_NO_UNIT) g_array_append_val(units, known);
    for (uint32_t u = 0; known == JW_NO_UNIT && u < jw_model_unit_count(m); u++)
        if (is_called(m, u, text)) g_array_append_val(units, u);
    return units;
}

static const char *name_of_unit(const jw_model *m, const char *text, jw_lang lang)
{
    g_autoptr(GArray) units = units_called(m, text);
    if (units->len != 1) return text;
    uint32_t u = g_array_index(units, uint32_t, 0);
    const char *english = lang == JW_EN ? jw_unit_text(m, u, JW_NAME_EN) : NULL;
    return english && *english ? english : jw_unit_name(m, u);
}

/* What a chart of a path or a focus is called; NULL of any other. */
static char *name_of_part(const jw_model *m, const jw_draw_options *o)
{
    if (o->from)
        return g_strconcat(name_of_unit(m, o->from, o->lang), " → ", name_of_unit(m, o->to, o->lang), NULL);
    return o->focus ? g_strdup(name_of_unit(m, o->focus, o->lang)) : NULL;
}

jw_draw_options jw_view_options(const jw_model *m, const jw_draw_options *asked, const jw_view *view,
                                char **title)
{
    jw_draw_options o = *asked;
    if (view) {
        say(&o.colour, view->colour);
        say(&o.label, view->label);
        say(&o.links, view->links);
        say(&o.rows, view->rows);
        say(&o.columns, view->columns);
        say(&o.rate, view->rate);
        say(&o.paper, view->page);
        say(&o.theme, view->theme);
        say(&o.title, view->title);
        say(&o.subtitle, jw_view_name(view, o.lang));
        say_part(&o, view);
        say_layout(&o, view);
    }
    g_autofree char *around = o.subtitle ? NULL : name_of_part(m, &o);
    if (around) o.subtitle = around;
    if (o.layout == JW_LAYOUT_ANY) o.layout = JW_LAYOUT_ORG;
    const char *first = o.title ? o.title : jw_model_name(m), *second = o.subtitle ? o.subtitle : "";
    *title = *second ? g_strconcat(first ? first : "", first ? " · " : "", second, NULL) : g_strdup(first);
    o.title = *title;
    o.subtitle = NULL;
    return o;
}

/* --- what is drawn */

static bool names_chains_alone(const jw_model *m, const char *links)
{
    bool chain = false;
    for (size_t i = 0; links && i < jw_model_link_kinds(m); i++) {
        const jw_link_kind *kind = jw_model_link_kind(m, i);
        if (!jw_list_names(links, kind)) continue;
        if (kind->role != JW_ROLE_CHAIN) return false;
        chain = true;
    }
    return chain;
}

bool jw_is_net(const jw_model *m, const jw_draw_options *o)
{
    if (o->from || o->layout == JW_LAYOUT_FORCE || (o->layout == JW_LAYOUT_RADIAL && o->focus)) return true;
    return o->layout == JW_LAYOUT_LAYERED && names_chains_alone(m, o->links);
}

static bool takes(void *context, uint32_t unit)
{
    const jw_choice *c = context;
    const jw_draw_options *o = c->options;
    if (c->around && !c->around[unit]) return false;
    if (c->bound[0] && !jw_bound_holds(c->bound[0], unit)) return false;
    return !o->shows || o->shows(o->context, unit);
}

static bool collapses(void *context, uint32_t unit)
{
    const jw_choice *c = context;
    return jw_bound_holds(c->bound[1], unit);
}

static void refuse_several(const jw_model *m, const char *text, const GArray *units, jw_diags *diags)
{
    enum { TOLD = 3 };
    g_autoptr(GString) ids = g_string_new(NULL);
    for (guint i = 0; i < MIN(units->len, TOLD); i++)
        g_string_append_printf(ids, "%s%s", i ? " | " : "", jw_unit_id(m, g_array_index(units, uint32_t, i)));
    g_string_append(ids, units->len > TOLD ? " | …" : "");
    jw_diags_add(
        diags,
        &(jw_diag){ .severity = JW_ERROR, .code = "several-so-called", .found = text, .expected = ids->str });
}

static uint32_t find_unit(const jw_model *m, const char *text, const char *code, jw_diags *diags)
{
    g_autoptr(GArray) units = units_called(m, text);
    if (units->len == 1) return g_array_index(units, uint32_t, 0);
    if (units->len > 1)
        refuse_several(m, text, units, diags);
    else
        jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR,
                                        .code = code,
                                        .found = text,
                                        .nearest = jw_model_nearest_unit(m, text) });
    return JW_NO_UNIT;
}

static bool find_path(jw_choice *c, const jw_model *m, const jw_draw_options *o, jw_diags *diags)
{
    uint32_t from = find_unit(m, o->from, "no-such-end", diags),
             to = find_unit(m, o->to, "no-such-end", diags);
    if (from == JW_NO_UNIT || to == JW_NO_UNIT) return false;
    c->focus[0] = from;
    c->focus[1] = to;
    c->distance = g_new(int, jw_model_unit_count(m) + 1);
    c->around = jw_path_units(m, from, to, o->links, c->distance);
    if (!c->around)
        jw_diags_add(
            diags,
            &(jw_diag){ .severity = JW_ERROR, .code = "no-path", .found = o->from, .expected = o->to });
    return c->around != NULL;
}

static bool find_focus(jw_choice *c, const jw_model *m, const jw_draw_options *o, jw_diags *diags)
{
    int up = o->up == 0 ? INT_MAX : MAX(o->up, 0), down = o->down == 0 ? 1 : MAX(o->down, 0);
    c->focus[0] = c->focus[1] = find_unit(m, o->focus, "no-such-focus", diags);
    if (c->focus[0] == JW_NO_UNIT) return false;
    c->around = jw_focus_units(m, c->focus[0], up, down, o->links);
    return true;
}

static bool bind(jw_choice *c, const jw_model *m, const jw_coverage *coverage, jw_diags *diags)
{
    const char *texts[] = { c->options->include, c->options->collapse };
    static const char *const shown[] = { "include", "--collapse" };
    for (int i = 0; i < 2; i++) {
        if (!texts[i]) continue;
        c->selectors[i] = jw_selector_parse(texts[i], shown[i], diags);
        if (!c->selectors[i]) return false;
        if (!c->derived) c->derived = jw_derive(m, coverage);
        c->bound[i] = jw_selector_bind(c->selectors[i], m, jw_derivations_get(c->derived), diags);
        if (!c->bound[i]) return false;
    }
    return true;
}

/* A kind that does not exist would leave links out without a word. */
static bool knows_links(const jw_model *m, const char *links, jw_diags *diags)
{
    size_t before = jw_diags_count(diags, JW_ERROR);
    char **words = jw_words_of(links);
    for (char **w = words; *w; w++)
        if (strcmp(*w, "none") != 0 && jw_model_link_kind_named(m, *w) < 0)
            jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR,
                                            .code = "unknown-link-kind",
                                            .path = "--links",
                                            .found = *w,
                                            .nearest = jw_model_nearest_link_kind(m, *w) });
    g_strfreev(words);
    return jw_diags_count(diags, JW_ERROR) == before;
}

bool jw_choice_begin(jw_choice *c, const jw_model *m, const jw_coverage *coverage,
                     const jw_draw_options *options, jw_diags *diags)
{
    *c = (jw_choice){ .options = options, .focus = { JW_NO_UNIT, JW_NO_UNIT } };
    c->part = (jw_tree_part){ .root = JW_NO_UNIT, .depth = options->depth, .context = c };
    if (!knows_links(m, options->links, diags) || !bind(c, m, coverage, diags)) return false;
    if (options->root) c->part.root = find_unit(m, options->root, "no-such-root", diags);
    if (options->root && c->part.root == JW_NO_UNIT) return false;
    if (options->from && options->to && !find_path(c, m, options, diags)) return false;
    if (!options->from && options->focus && !find_focus(c, m, options, diags)) return false;
    if (c->around || c->bound[0] || options->shows) c->part.shows = takes;
    c->part.bare = c->around != NULL;
    if (c->part.shows && jw_is_net(m, options)) {
        c->part.bare = true;
        c->part.root = JW_NO_UNIT;
    }
    if (c->bound[1]) c->part.collapses = collapses;
    return true;
}

void jw_choice_end(jw_choice *c)
{
    for (int i = 0; i < 2; i++) {
        jw_bound_free(c->bound[i]);
        jw_selector_free(c->selectors[i]);
    }
    jw_derivations_free(c->derived);
    g_free(c->distance);
    g_free(c->around);
}
