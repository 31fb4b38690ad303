/* Weaving: what is only before, or was elsewhere then, comes into a copy of what is after. */
#include "draw/diff_weave.h"

#include "base/words.h"
#include "reform/diff.h"

#include <math.h>
#include <string.h>

static const jw_twig *twig_of(const jw_weaver *w, int side, uint32_t unit)
{
    return jw_tree_twig(w->tree[side], (int)w->tree[side]->of_unit[unit]);
}

/* What it hangs from; JW_NO_UNIT: a root, or not attached. */
static uint32_t superior(const jw_weaver *w, int side, uint32_t unit)
{
    return jw_tree_twig(w->tree[side], twig_of(w, side, unit)->parent)->unit;
}

static bool is_loose(const jw_weaver *w, int side, uint32_t unit)
{
    return jw_tree_twig(w->tree[side], twig_of(w, side, unit)->parent)->kind == JW_TWIG_LOOSE;
}

static uint32_t partner(const jw_weaver *w, uint32_t before)
{
    return w->diff->partner[0][before];
}

static bool hangs_from_the_same(const jw_weaver *w, uint32_t before, uint32_t after)
{
    uint32_t x = superior(w, 0, before), y = superior(w, 1, after);
    if (x == JW_NO_UNIT || y == JW_NO_UNIT) return x == y && is_loose(w, 0, before) == is_loose(w, 1, after);
    return partner(w, x) == y;
}

static jw_status status_of(const jw_coverage *coverage, uint32_t unit)
{
    return coverage && unit != JW_NO_UNIT ? jw_coverage_status(coverage, unit) : JW_NOT_COUNTED;
}

jw_strand *jw_weave_strand(jw_weaver *w, const char *id, jw_fate fate, uint32_t before, uint32_t after)
{
    bool was = fate != JW_NEW && fate != JW_HERE && fate != JW_CARRIED,
         is = fate != JW_GONE && fate != JW_WAS_HERE && fate != JW_WAS_CARRIED;
    jw_strand made = { g_strdup(id),
                       { .fate = fate, .before = before, .after = after, .was = was, .is = is } };
    made.is.from = status_of(w->coverage[0], before);
    made.is.to = status_of(w->coverage[1], after);
    g_array_append_val(w->strands, made);
    return &g_array_index(w->strands, jw_strand, w->strands->len - 1);
}

/* ---- Units ---- */

static void copy_value(jw_weaver *w, uint32_t from, uint32_t to, int attribute)
{
    const jw_attribute *is = jw_model_attribute(w->before, (size_t)attribute);
    int at = jw_model_find_attribute(w->m, is->name);
    if (at < 0) return;
    const char *text = jw_unit_text(w->before, from, attribute);
    int flag = jw_unit_flag(w->before, from, attribute);
    if (text)
        jw_model_set_text(w->m, false, to, at, text);
    else if (flag >= 0)
        jw_model_set_flag(w->m, false, to, at, flag);
    else if (!isnan(jw_unit_number(w->before, from, attribute)))
        jw_model_set_number(w->m, false, to, at, jw_unit_number(w->before, from, attribute));
}

static int kind_in_union(jw_weaver *w, const jw_unit_kind *kind)
{
    int k = jw_model_unit_kind_named(w->m, kind->name);
    return k >= 0 ? k : jw_model_set_unit_kind(w->m, kind);
}

/* What is only before, or only was here. */
static void add_past(jw_weaver *w, const char *id, uint32_t before)
{
    const char *name = jw_unit_is_named(w->before, before) ? jw_unit_name(w->before, before) : NULL;
    int kind = kind_in_union(w, jw_unit_kind_of(w->before, before));
    bool in_json = jw_unit_turn(w->before, before) != UINT32_MAX;
    uint32_t made = kind < 0 ? JW_NO_UNIT : jw_model_add_unit(w->m, id, name, kind, in_json, (jw_spot){ 0 });
    w->full = w->full || made == JW_NO_UNIT;
    for (int a = 0; made != JW_NO_UNIT && a < (int)jw_model_attributes(w->before); a++)
        copy_value(w, before, made, a);
}

/* An id that stands beside the unit's own in every order, and that no unit has. */
char *jw_weave_ghost_id(const jw_weaver *w, const char *id)
{
    GString *out = g_string_new(id);
    do g_string_append(out, "′");
    while (jw_model_find(w->m, out->str) != JW_NO_UNIT || jw_model_find(w->before, out->str) != JW_NO_UNIT);
    return g_string_free(out, FALSE);
}

static void weave_unit(jw_weaver *w, uint32_t before, jw_fate *fates)
{
    uint32_t after = partner(w, before), above = superior(w, 0, before);
    const char *id = jw_unit_id(w->before, before);
    bool same = after != JW_NO_UNIT && hangs_from_the_same(w, before, after);
    bool above_stays = above == JW_NO_UNIT || strcmp(w->place[above], jw_unit_id(w->before, above)) == 0;
    bool here = same && above_stays;
    jw_fate fate = after == JW_NO_UNIT ? JW_GONE : here ? JW_STAYS : same ? JW_WAS_CARRIED : JW_WAS_HERE;
    w->place[before] = fate == JW_GONE || fate == JW_STAYS ? g_strdup(id) : jw_weave_ghost_id(w, id);
    if (after != JW_NO_UNIT) fates[after] = here ? JW_STAYS : same ? JW_CARRIED : JW_HERE;
    if (fate == JW_STAYS) return;
    jw_weave_strand(w, w->place[before], fate, before, after);
    add_past(w, w->place[before], before);
}

static void weave_units(jw_weaver *w)
{
    size_t n = jw_model_unit_count(w->after);
    g_autofree jw_fate *fates = g_new(jw_fate, n + 1);
    for (size_t v = 0; v < n; v++) fates[v] = JW_NEW;
    for (guint i = 0; i < w->tree[0]->twigs->len; i++) {
        uint32_t unit = jw_tree_twig(w->tree[0], (int)i)->unit;
        if (unit != JW_NO_UNIT) weave_unit(w, unit, fates);
    }
    for (uint32_t v = 0; v < n; v++)
        jw_weave_strand(w, jw_unit_id(w->after, v), fates[v], w->diff->partner[1][v], v);
}

/* ---- Links ---- */

static int link_kind_in_union(jw_weaver *w, const jw_link_kind *kind)
{
    int k = jw_model_link_kind_named(w->m, kind->name);
    return k >= 0 ? k : jw_model_set_link_kind(w->m, kind);
}

void jw_weave_link(jw_weaver *w, int kind, const char *from, const char *to)
{
    uint32_t a = jw_model_find(w->m, from), b = jw_model_find(w->m, to);
    if (a == JW_NO_UNIT || b == JW_NO_UNIT || a == b) return;
    w->full = w->full || kind < 0 || !jw_edit_add_link(w->edit, kind, a, b, (jw_spot){ 0 });
}

/* What was, or was here, hangs from what stands for its superior. */
static void hang_the_past(jw_weaver *w)
{
    for (guint i = 0; i < w->tree[0]->twigs->len; i++) {
        const jw_twig *twig = jw_tree_twig(w->tree[0], (int)i);
        if (twig->unit == JW_NO_UNIT || twig->link == UINT32_MAX) continue;
        bool stays = partner(w, twig->unit) != JW_NO_UNIT &&
                     strcmp(w->place[twig->unit], jw_unit_id(w->before, twig->unit)) == 0;
        if (stays) continue;
        jw_link link = jw_model_link(w->before, twig->link);
        uint32_t above = jw_tree_twig(w->tree[0], twig->parent)->unit;
        bool forward = link.from == above;
        int kind = link_kind_in_union(w, jw_link_kind_of(w->before, twig->link));
        jw_weave_link(w, kind, w->place[forward ? above : twig->unit],
                      w->place[forward ? twig->unit : above]);
    }
}

/* A kind of its own for links that are gone: it makes no tree. */
static int past_kind(jw_weaver *w, const jw_link_kind *kind)
{
    g_autofree char *name = g_strconcat(JW_WAS_PREFIX, kind->name, NULL);
    g_autofree char *zh = g_strconcat(jw_word(JW_ZH, "draw.diff.link-gone"), kind->zh, NULL);
    g_autofree char *en = g_strconcat(jw_word(JW_EN, "draw.diff.link-gone"), kind->en, NULL);
    jw_link_kind past = { name, zh, en, JW_ROLE_PARTNER, kind->directed, kind->colour };
    int k = jw_model_link_kind_named(w->m, name);
    return k >= 0 ? k : jw_model_set_link_kind(w->m, &past);
}

static void draw_lost_links(jw_weaver *w)
{
    for (size_t i = 0; i < jw_diff_size(w->diff); i++) {
        const jw_difference *f = jw_diff_get(w->diff, i);
        if (!f->is_link || f->kind != JW_DELETED || w->tree[0]->is_primary[f->before]) continue;
        jw_link link = jw_model_link(w->before, f->before);
        jw_weave_link(w, past_kind(w, jw_link_kind_of(w->before, f->before)), w->place[link.from],
                      w->place[link.to]);
    }
}

static void draw_moves(jw_weaver *w)
{
    jw_link_kind move = { JW_MOVE_KIND,
                          jw_word(JW_ZH, "draw.diff.move"),
                          jw_word(JW_EN, "draw.diff.move"),
                          JW_ROLE_PARTNER,
                          true,
                          NULL };
    int kind = -1;
    for (guint i = 0; i < w->strands->len; i++) {
        const jw_strand *s = &g_array_index(w->strands, jw_strand, i);
        if (s->is.fate != JW_WAS_HERE) continue;
        if (kind < 0) kind = jw_model_set_link_kind(w->m, &move);
        jw_weave_link(w, kind, s->id, jw_unit_id(w->after, s->is.after));
    }
}

/* Named, because ghosts without a lead would else pass for roots. */
static void name_roots(jw_weaver *w)
{
    const uint32_t *roots;
    size_t n = jw_model_roots(w->after, &roots);
    for (size_t i = 0; i < n; i++)
        jw_model_add_root(w->m, jw_model_find(w->m, jw_unit_id(w->after, roots[i])));
    n = jw_model_roots(w->before, &roots);
    for (size_t i = 0; i < n; i++) {
        const char *id = w->place[roots[i]];
        bool stays = partner(w, roots[i]) != JW_NO_UNIT && strcmp(id, jw_unit_id(w->before, roots[i])) == 0;
        if (!stays) jw_model_add_root(w->m, jw_model_find(w->m, id));
    }
}

void jw_weave(jw_weaver *w)
{
    weave_units(w);
    hang_the_past(w);
    draw_lost_links(w);
    draw_moves(w);
    name_roots(w);
}
