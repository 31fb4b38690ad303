/* The union of two models, and what becomes of each of its units and links. */
#include "draw/diff_weave.h"

#include "reform/diff.h"

#include <string.h>

/* Units that stay as they are are drawn, not counted, where they are as few as that, or no more than that
 * many for each that does not. */
enum { FEW_UNCHANGED = 45, UNCHANGED_A_CHANGE = 2 };

/* ---- What changed ---- */

static void mark_changed(jw_chart_diff *d, const jw_weaver *w, bool before, uint32_t unit)
{
    const char *id = unit == JW_NO_UNIT ? NULL : jw_unit_id(before ? w->before : w->after, unit);
    uint32_t u = id ? jw_model_find(d->model, id) : JW_NO_UNIT;
    if (u != JW_NO_UNIT) d->units[u].is_changed = true;
}

/* True if the link is that by which a unit hangs, in its own model: its place tells. */
static bool is_of_tree(const jw_weaver *w, const jw_difference *f)
{
    if (f->kind == JW_DELETED) return w->tree[0]->is_primary[f->before];
    return w->tree[1]->is_primary[f->after];
}

static void find_changes(jw_chart_diff *d, const jw_weaver *w)
{
    for (size_t i = 0; i < jw_diff_size(w->diff); i++) {
        const jw_difference *f = jw_diff_get(w->diff, i);
        bool gone = f->kind == JW_DELETED;
        if (!f->is_link) {
            if (f->kind == JW_CHANGED) mark_changed(d, w, false, f->after);
            continue;
        }
        if (is_of_tree(w, f)) continue;
        jw_link link = gone ? jw_model_link(w->before, f->before) : jw_model_link(w->after, f->after);
        mark_changed(d, w, gone, link.from);
        mark_changed(d, w, gone, link.to);
    }
}

/* ---- Numbers for strands ---- */

static bool is_past(jw_fate fate)
{
    return fate == JW_GONE || fate == JW_WAS_HERE || fate == JW_WAS_CARRIED;
}

static jw_link_fate fate_of_link(const jw_chart_diff *d, uint32_t l)
{
    const char *kind = jw_link_kind_of(d->model, l)->name;
    jw_link link = jw_model_link(d->model, l);
    if (strcmp(kind, JW_MOVE_KIND) == 0) return JW_LINK_MOVE;
    bool past = g_str_has_prefix(kind, JW_WAS_PREFIX) || is_past(d->units[link.from].fate) ||
                is_past(d->units[link.to].fate);
    return past ? JW_LINK_GONE : JW_LINK_STAYS;
}

/* The link of the union that a link of `after` became, if its ends are still there. */
static uint32_t link_in_union(const jw_weaver *w, const jw_model *m, uint32_t after)
{
    jw_link link = jw_model_link(w->after, after);
    const char *kind = jw_link_kind_of(w->after, after)->name;
    uint32_t from = jw_model_find(m, jw_unit_id(w->after, link.from)),
             to = jw_model_find(m, jw_unit_id(w->after, link.to));
    jw_adjacency links = jw_model_adjacency(m);
    for (uint32_t l = from == JW_NO_UNIT ? 0 : links.out[from]; from != JW_NO_UNIT && l < links.out[from + 1];
         l++)
        if (jw_model_link(m, l).to == to && strcmp(jw_link_kind_of(m, l)->name, kind) == 0) return l;
    return JW_NO_UNIT;
}

static void find_link_fates(jw_chart_diff *d, const jw_weaver *w)
{
    d->links = g_new0(jw_link_fate, jw_model_link_count(d->model) + 1);
    for (uint32_t l = 0; l < jw_model_link_count(d->model); l++) d->links[l] = fate_of_link(d, l);
    for (size_t i = 0; i < jw_diff_size(w->diff); i++) {
        const jw_difference *f = jw_diff_get(w->diff, i);
        if (!f->is_link || f->kind != JW_ADDED) continue;
        uint32_t l = link_in_union(w, d->model, f->after);
        if (l != JW_NO_UNIT) d->links[l] = JW_LINK_NEW;
    }
}

/* What is told of strands becomes what is told of units. */
static void number_units(jw_chart_diff *d, jw_weaver *w)
{
    size_t n = jw_model_unit_count(d->model);
    g_free(d->units);
    d->units = g_new0(jw_unit_change, n + 1);
    for (guint i = 0; i < w->strands->len; i++) {
        const jw_strand *s = &g_array_index(w->strands, jw_strand, i);
        uint32_t u = jw_model_find(d->model, s->id);
        if (u != JW_NO_UNIT) d->units[u] = s->is;
    }
    find_changes(d, w);
}

bool jw_diff_has_flipped(const jw_unit_change *c)
{
    bool whole = c->fate == JW_STAYS || c->fate == JW_HERE || c->fate == JW_CARRIED;
    return whole && c->before != JW_NO_UNIT && c->from != c->to;
}

bool jw_diff_is_quiet(const jw_chart_diff *d, uint32_t unit)
{
    const jw_unit_change *c = &d->units[unit];
    return c->fate == JW_STAYS && !c->is_changed && !jw_diff_has_flipped(c);
}

static bool counts_unchanged(const jw_chart_diff *d, const jw_draw_options *options)
{
    size_t quiet = 0, told = 0;
    if (options->root || options->focus || options->from) return false; /* any unit may be asked for */
    if (options->unchanged != JW_UNCHANGED_AUTO) return options->unchanged == JW_UNCHANGED_COUNTED;
    for (uint32_t u = 0; u < jw_model_unit_count(d->model); u++)
        *(jw_diff_is_quiet(d, u) ? &quiet : &told) += 1;
    return quiet > FEW_UNCHANGED && quiet > UNCHANGED_A_CHANGE * told;
}

/* ---- The whole ---- */

static void begin(jw_weaver *w)
{
    w->diff = jw_diff_new(w->before, w->after);
    w->tree[0] = jw_tree_new(w->before, NULL);
    w->tree[1] = jw_tree_new(w->after, NULL);
    w->edit = jw_edit_new(w->after);
    w->m = jw_edit_model(w->edit);
    w->strands = g_array_new(FALSE, FALSE, sizeof(jw_strand));
    w->place = g_new0(char *, jw_model_unit_count(w->before) + 1);
    for (size_t a = 0; a < jw_model_attributes(w->before); a++) {
        const jw_attribute *attribute = jw_model_attribute(w->before, a);
        if (jw_model_find_attribute(w->m, attribute->name) < 0) jw_model_declare(w->m, attribute);
    }
}

static void end(jw_weaver *w)
{
    for (guint i = 0; i < w->strands->len; i++) g_free(g_array_index(w->strands, jw_strand, i).id);
    g_array_free(w->strands, TRUE);
    g_strfreev(w->place);
    jw_tree_free(w->tree[0]);
    jw_tree_free(w->tree[1]);
    jw_diff_free(w->diff);
}

static void weave(jw_chart_diff *d, jw_weaver *w)
{
    jw_weave(w);
    d->model = jw_edit_finish(w->edit);
    number_units(d, w);
    if (counts_unchanged(d, w->options)) {
        jw_model *whole = d->model;
        d->model = jw_weave_only_changes(d, w);
        jw_model_free(whole);
        number_units(d, w);
    }
    find_link_fates(d, w);
}

static void find_gutters(jw_chart_diff *d)
{
    for (uint32_t u = 0; u < jw_model_unit_count(d->model); u++) {
        const jw_unit_change *c = &d->units[u];
        d->has_flips = d->has_flips || jw_diff_has_flipped(c);
        d->has_badges = d->has_badges || c->is_changed || (c->fate != JW_STAYS && c->fate != JW_REST);
    }
}

jw_chart_diff *jw_chart_diff_new(const jw_model *m, const jw_coverage *coverage,
                                 const jw_draw_options *options, jw_diags *diags)
{
    jw_chart_diff *d = g_new0(jw_chart_diff, 1);
    jw_weaver w = { .before = options->before, .after = m, .options = options };
    w.coverage[0] = options->before_coverage;
    w.coverage[1] = coverage;
    begin(&w);
    weave(d, &w);
    find_gutters(d);
    jw_chart_diff_note(d, w.diff, options, m);
    jw_chart_diff_headlines(d, w.diff, m, coverage, options);
    if (w.full) {
        jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR, .code = "union-too-large" });
        jw_chart_diff_free(d);
        d = NULL;
    }
    end(&w);
    return d;
}

void jw_chart_diff_free(jw_chart_diff *d)
{
    if (!d) return;
    for (size_t u = 0; u < jw_model_unit_count(d->model); u++) g_free(d->units[u].note);
    jw_model_free(d->model);
    g_free(d->units);
    g_free(d->links);
    for (size_t i = 0; i < G_N_ELEMENTS(d->headlines); i++) g_free(d->headlines[i]);
    g_free(d);
}

bool jw_diff_shows_unit(const jw_chart_diff *d, uint32_t unit)
{
    const jw_unit_change *c = &d->units[unit];
    return d->phase == JW_OVERLAY || (d->phase == JW_BEFORE ? c->was : c->is) > 0;
}

bool jw_diff_shows_link(const jw_chart_diff *d, uint32_t link)
{
    static const bool shown[3][4] = {
        [JW_OVERLAY] = { true, true, true, true },
        [JW_BEFORE] = { true, false, true, false },
        [JW_AFTER] = { true, true, false, false },
    };
    return shown[d->phase][d->links[link]];
}
