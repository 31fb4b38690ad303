/* Weaving two models into the union that a chart of changes lays out. */
#include "draw/diff.h"

#include "base/words.h"
#include "draw/tree.h"
#include "jingwei/compare.h"
#include "model/edit.h"
#include "reform/diff.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Units that stay as they are are drawn, not counted, where they are as few as that, or no more than that
 * many for each that does not. */
enum { FEW_UNCHANGED = 45, UNCHANGED_A_CHANGE = 2 };

#define WAS "was-" /* before the kind of a link that is gone */
#define MOVE_KIND "moves-here"
#define REST_KIND "unchanged"

/* A unit of the union until its number is known. */
typedef struct {
    char *id;
    jw_unit_change is;
} strand;

typedef struct {
    const jw_model *before, *after;
    const jw_coverage *coverage[2];
    const jw_draw_options *options;
    jw_tree *tree[2];
    jw_diff *diff;
    jw_edit *edit;
    jw_model *m;     /* the union, being made */
    GArray *strands; /* of strand */
    char **place;    /* by unit of before: the id of what stands for it where it was */
    bool full;       /* past a limit */
} weaver;

static const jw_twig *twig_of(const weaver *w, int side, uint32_t unit)
{
    return jw_tree_twig(w->tree[side], (int)w->tree[side]->of_unit[unit]);
}

/* What it hangs from; JW_NO_UNIT: a root, or not attached. */
static uint32_t superior(const weaver *w, int side, uint32_t unit)
{
    return jw_tree_twig(w->tree[side], twig_of(w, side, unit)->parent)->unit;
}

static bool is_loose(const weaver *w, int side, uint32_t unit)
{
    return jw_tree_twig(w->tree[side], twig_of(w, side, unit)->parent)->kind == JW_TWIG_LOOSE;
}

static uint32_t partner(const weaver *w, uint32_t before)
{
    return w->diff->partner[0][before];
}

static bool hangs_from_the_same(const weaver *w, uint32_t before, uint32_t after)
{
    uint32_t x = superior(w, 0, before), y = superior(w, 1, after);
    if (x == JW_NO_UNIT || y == JW_NO_UNIT) return x == y && is_loose(w, 0, before) == is_loose(w, 1, after);
    return partner(w, x) == y;
}

static jw_status status_of(const jw_coverage *coverage, uint32_t unit)
{
    return coverage && unit != JW_NO_UNIT ? jw_coverage_status(coverage, unit) : JW_NOT_COUNTED;
}

static strand *add_strand(weaver *w, const char *id, jw_fate fate, uint32_t before, uint32_t after)
{
    bool was = fate != JW_NEW && fate != JW_HERE && fate != JW_CARRIED,
         is = fate != JW_GONE && fate != JW_WAS_HERE && fate != JW_WAS_CARRIED;
    strand made = { g_strdup(id), { .fate = fate, .before = before, .after = after, .was = was, .is = is } };
    made.is.from = status_of(w->coverage[0], before);
    made.is.to = status_of(w->coverage[1], after);
    g_array_append_val(w->strands, made);
    return &g_array_index(w->strands, strand, w->strands->len - 1);
}

/* ---- Units ---- */

static void copy_value(weaver *w, uint32_t from, uint32_t to, int attribute)
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

static int kind_in_union(weaver *w, const jw_unit_kind *kind)
{
    int k = jw_model_unit_kind_named(w->m, kind->name);
    return k >= 0 ? k : jw_model_set_unit_kind(w->m, kind);
}

/* What is only before, or only was here. */
static void add_past(weaver *w, const char *id, uint32_t before)
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
static char *ghost_id(const weaver *w, const char *id)
{
    GString *out = g_string_new(id);
    do g_string_append(out, "′");
    while (jw_model_find(w->m, out->str) != JW_NO_UNIT || jw_model_find(w->before, out->str) != JW_NO_UNIT);
    return g_string_free(out, FALSE);
}

static void weave_unit(weaver *w, uint32_t before, jw_fate *fates)
{
    uint32_t after = partner(w, before), above = superior(w, 0, before);
    const char *id = jw_unit_id(w->before, before);
    bool same = after != JW_NO_UNIT && hangs_from_the_same(w, before, after);
    bool above_stays = above == JW_NO_UNIT || strcmp(w->place[above], jw_unit_id(w->before, above)) == 0;
    bool here = same && above_stays;
    jw_fate fate = after == JW_NO_UNIT ? JW_GONE : here ? JW_STAYS : same ? JW_WAS_CARRIED : JW_WAS_HERE;
    w->place[before] = fate == JW_GONE || fate == JW_STAYS ? g_strdup(id) : ghost_id(w, id);
    if (after != JW_NO_UNIT) fates[after] = here ? JW_STAYS : same ? JW_CARRIED : JW_HERE;
    if (fate == JW_STAYS) return;
    add_strand(w, w->place[before], fate, before, after);
    add_past(w, w->place[before], before);
}

static void weave_units(weaver *w)
{
    size_t n = jw_model_unit_count(w->after);
    g_autofree jw_fate *fates = g_new(jw_fate, n + 1);
    for (size_t v = 0; v < n; v++) fates[v] = JW_NEW;
    for (guint i = 0; i < w->tree[0]->twigs->len; i++) {
        uint32_t unit = jw_tree_twig(w->tree[0], (int)i)->unit;
        if (unit != JW_NO_UNIT) weave_unit(w, unit, fates);
    }
    for (uint32_t v = 0; v < n; v++)
        add_strand(w, jw_unit_id(w->after, v), fates[v], w->diff->partner[1][v], v);
}

/* ---- Links ---- */

static int link_kind_in_union(weaver *w, const jw_link_kind *kind)
{
    int k = jw_model_link_kind_named(w->m, kind->name);
    return k >= 0 ? k : jw_model_set_link_kind(w->m, kind);
}

static void add_link(weaver *w, int kind, const char *from, const char *to)
{
    uint32_t a = jw_model_find(w->m, from), b = jw_model_find(w->m, to);
    if (a == JW_NO_UNIT || b == JW_NO_UNIT || a == b) return;
    w->full = w->full || kind < 0 || !jw_edit_add_link(w->edit, kind, a, b, (jw_spot){ 0 });
}

/* What was, or was here, hangs from what stands for its superior. */
static void hang_the_past(weaver *w)
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
        add_link(w, kind, w->place[forward ? above : twig->unit], w->place[forward ? twig->unit : above]);
    }
}

/* A kind of its own for links that are gone: it makes no tree. */
static int past_kind(weaver *w, const jw_link_kind *kind)
{
    g_autofree char *name = g_strconcat(WAS, kind->name, NULL);
    g_autofree char *zh = g_strconcat(jw_word(JW_ZH, "draw.diff.link-gone"), kind->zh, NULL);
    g_autofree char *en = g_strconcat(jw_word(JW_EN, "draw.diff.link-gone"), kind->en, NULL);
    jw_link_kind past = { name, zh, en, JW_ROLE_PARTNER, kind->directed, kind->colour };
    int k = jw_model_link_kind_named(w->m, name);
    return k >= 0 ? k : jw_model_set_link_kind(w->m, &past);
}

static void draw_lost_links(weaver *w)
{
    for (size_t i = 0; i < jw_diff_size(w->diff); i++) {
        const jw_difference *f = jw_diff_get(w->diff, i);
        if (!f->is_link || f->kind != JW_DELETED || w->tree[0]->is_primary[f->before]) continue;
        jw_link link = jw_model_link(w->before, f->before);
        add_link(w, past_kind(w, jw_link_kind_of(w->before, f->before)), w->place[link.from],
                 w->place[link.to]);
    }
}

static void draw_moves(weaver *w)
{
    jw_link_kind move = {
        MOVE_KIND, jw_word(JW_ZH, "draw.diff.move"), jw_word(JW_EN, "draw.diff.move"), JW_ROLE_PARTNER, true,
        NULL
    };
    int kind = -1;
    for (guint i = 0; i < w->strands->len; i++) {
        const strand *s = &g_array_index(w->strands, strand, i);
        if (s->is.fate != JW_WAS_HERE) continue;
        if (kind < 0) kind = jw_model_set_link_kind(w->m, &move);
        add_link(w, kind, s->id, jw_unit_id(w->after, s->is.after));
    }
}

/* Named, because ghosts without a lead would else pass for roots. */
static void name_roots(weaver *w)
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

/* ---- What changed ---- */

static void mark_changed(jw_chart_diff *d, const weaver *w, bool before, uint32_t unit)
{
    const char *id = unit == JW_NO_UNIT ? NULL : jw_unit_id(before ? w->before : w->after, unit);
    uint32_t u = id ? jw_model_find(d->model, id) : JW_NO_UNIT;
    if (u != JW_NO_UNIT) d->units[u].is_changed = true;
}

/* True if the link is that by which a unit hangs, in its own model: its place tells. */
static bool is_of_tree(const weaver *w, const jw_difference *f)
{
    if (f->kind == JW_DELETED) return w->tree[0]->is_primary[f->before];
    return w->tree[1]->is_primary[f->after];
}

static void find_changes(jw_chart_diff *d, const weaver *w)
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
    if (strcmp(kind, MOVE_KIND) == 0) return JW_LINK_MOVE;
    bool past =
        g_str_has_prefix(kind, WAS) || is_past(d->units[link.from].fate) || is_past(d->units[link.to].fate);
    return past ? JW_LINK_GONE : JW_LINK_STAYS;
}

/* The link of the union that a link of `after` became, if its ends are still there. */
static uint32_t link_in_union(const weaver *w, const jw_model *m, uint32_t after)
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

static void find_link_fates(jw_chart_diff *d, const weaver *w)
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
static void number_units(jw_chart_diff *d, weaver *w)
{
    size_t n = jw_model_unit_count(d->model);
    g_free(d->units);
    d->units = g_new0(jw_unit_change, n + 1);
    for (guint i = 0; i < w->strands->len; i++) {
        const strand *s = &g_array_index(w->strands, strand, i);
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

/* ---- Only what changes ---- */

/* What is not told, nor has anything below it that is: counted where it hangs. */
static size_t *untold_below(const jw_chart_diff *d, const jw_tree *tree, bool *told)
{
    size_t *rest = g_new0(size_t, tree->twigs->len);
    for (guint i = 1; i < tree->twigs->len; i++) {
        const jw_twig *twig = jw_tree_twig(tree, (int)i);
        if (twig->unit != JW_NO_UNIT && !jw_diff_is_quiet(d, twig->unit)) told[i] = true;
    }
    for (guint i = tree->twigs->len; i-- > 1;)
        if (told[i]) told[jw_tree_twig(tree, (int)i)->parent] = true;
    told[0] = true;
    for (guint i = 1; i < tree->twigs->len; i++)
        if (jw_tree_twig(tree, (int)i)->depth == 0 && jw_tree_twig(tree, (int)i)->unit != JW_NO_UNIT)
            told[i] = true;
    for (guint i = tree->twigs->len; i-- > 1;) {
        const jw_twig *twig = jw_tree_twig(tree, (int)i);
        if (!told[i]) rest[twig->parent] += rest[i] + (twig->unit != JW_NO_UNIT);
        if (!told[i]) rest[i] = 0;
    }
    return rest;
}

static void add_rest(weaver *w, const char *lead, int link, size_t n)
{
    static const jw_unit_kind none = { .name = REST_KIND, .role = JW_ROLE_OTHER, .rank = JW_NO_RANK };
    jw_unit_kind kind = none;
    kind.zh = jw_word(JW_ZH, "draw.diff.rest-kind");
    kind.en = jw_word(JW_EN, "draw.diff.rest-kind");
    g_autofree char *number = g_strdup_printf("%zu", n);
    g_autofree char *plain = g_strconcat("~", REST_KIND, lead ? "-" : "", lead, NULL);
    g_autofree char *id = jw_model_find(w->m, plain) == JW_NO_UNIT ? g_strdup(plain) : ghost_id(w, plain);
    char *name = jw_sentence(w->options->lang, "draw.diff.rest", "n", number, NULL);
    int k = jw_model_unit_kind_named(w->m, REST_KIND);
    uint32_t made = jw_model_add_unit(w->m, id, name, k >= 0 ? k : jw_model_set_unit_kind(w->m, &kind), false,
                                      (jw_spot){ 0 });
    w->full = w->full || made == JW_NO_UNIT;
    free(name);
    strand *s = add_strand(w, id, JW_REST, JW_NO_UNIT, JW_NO_UNIT);
    s->is.was = s->is.is = n;
    if (!lead || link < 0) return;
    bool joins = jw_model_link_kind(w->m, (size_t)link)->role == JW_ROLE_MEMBERSHIP;
    add_link(w, link, joins ? id : lead, joins ? lead : id);
}

/* The kind of link by which the first of those that are only counted hangs: the rest hangs by it too. */
static int link_of_rest(const jw_chart_diff *d, const jw_tree *tree, const jw_twig *twig, const bool *told)
{
    for (guint i = 0; i < twig->children->len; i++) {
        uint32_t link = jw_tree_twig(tree, jw_twig_child(twig, i))->link;
        if (told[jw_twig_child(twig, i)] || link == UINT32_MAX) continue;
        return jw_model_link(d->model, link).kind;
    }
    return -1;
}

static int kind_of_child(const jw_chart_diff *d, const jw_tree *tree, const jw_twig *twig, guint i)
{
    uint32_t link = jw_tree_twig(tree, jw_twig_child(twig, i))->link;
    return link == UINT32_MAX ? -1 : jw_model_link(d->model, link).kind;
}

/* Leaves beside inner children make a card a kind of link: where some of a card are told, the rest of it
 * stands there too. Returns how many such there are. */
static size_t rest_of_card(const jw_chart_diff *d, weaver *w, const jw_tree *tree, const jw_twig *twig,
                           const bool *told, guint of)
{
    int kind = kind_of_child(d, tree, twig, of);
    size_t n = 0;
    for (guint i = 0; i < twig->children->len; i++) {
        int child = jw_twig_child(twig, i);
        if (kind < 0 || kind_of_child(d, tree, twig, i) != kind ||
            !jw_twig_is_leaf(jw_tree_twig(tree, child)))
            continue;
        if (told[child] && i < of) return 0; /* that one's turn was before */
        n += !told[child];
    }
    if (n > 0) add_rest(w, jw_unit_id(d->model, twig->unit), kind, n);
    return n;
}

static size_t rest_of_cards(const jw_chart_diff *d, weaver *w, const jw_tree *tree, const jw_twig *twig,
                            const bool *told)
{
    size_t n = 0;
    bool has_inner = false;
    for (guint i = 0; i < twig->children->len; i++)
        has_inner = has_inner || (told[jw_twig_child(twig, i)] &&
                                  !jw_twig_is_leaf(jw_tree_twig(tree, jw_twig_child(twig, i))));
    for (guint i = 0; has_inner && twig->unit != JW_NO_UNIT && i < twig->children->len; i++)
        if (told[jw_twig_child(twig, i)] && jw_twig_is_leaf(jw_tree_twig(tree, jw_twig_child(twig, i))))
            n += rest_of_card(d, w, tree, twig, told, i);
    return n;
}

/* Takes what is not told out of the union, and puts one unit in its place. */
static jw_model *only_changes(const jw_chart_diff *d, weaver *w)
{
    jw_tree *tree = jw_tree_new(d->model, NULL);
    g_autofree bool *told = g_new0(bool, tree->twigs->len);
    g_autofree size_t *rest = untold_below(d, tree, told);
    w->edit = jw_edit_new(d->model);
    w->m = jw_edit_model(w->edit);
    for (guint i = 1; i < tree->twigs->len; i++) {
        uint32_t unit = jw_tree_twig(tree, (int)i)->unit;
        if (unit != JW_NO_UNIT && !told[i]) jw_edit_remove_unit(w->edit, unit);
    }
    for (guint i = 0; i < tree->twigs->len; i++) {
        const jw_twig *twig = jw_tree_twig(tree, (int)i);
        const char *lead = twig->unit == JW_NO_UNIT ? NULL : jw_unit_id(d->model, twig->unit);
        if (rest[i] > 0) rest[i] -= rest_of_cards(d, w, tree, twig, told);
        if (rest[i] > 0) add_rest(w, lead, link_of_rest(d, tree, twig, told), rest[i]);
    }
    jw_tree_free(tree);
    return jw_edit_finish(w->edit);
}

static bool counts_unchanged(const jw_chart_diff *d, const jw_draw_options *options)
{
    size_t quiet = 0, told = 0;
    if (options->unchanged != JW_UNCHANGED_AUTO) return options->unchanged == JW_UNCHANGED_COUNTED;
    for (uint32_t u = 0; u < jw_model_unit_count(d->model); u++)
        *(jw_diff_is_quiet(d, u) ? &quiet : &told) += 1;
    return quiet > FEW_UNCHANGED && quiet > UNCHANGED_A_CHANGE * told;
}

/* ---- The whole ---- */

static void begin(weaver *w)
{
    w->diff = jw_diff_new(w->before, w->after);
    w->tree[0] = jw_tree_new(w->before, NULL);
    w->tree[1] = jw_tree_new(w->after, NULL);
    w->edit = jw_edit_new(w->after);
    w->m = jw_edit_model(w->edit);
    w->strands = g_array_new(FALSE, FALSE, sizeof(strand));
    w->place = g_new0(char *, jw_model_unit_count(w->before) + 1);
    for (size_t a = 0; a < jw_model_attributes(w->before); a++) {
        const jw_attribute *attribute = jw_model_attribute(w->before, a);
        if (jw_model_find_attribute(w->m, attribute->name) < 0) jw_model_declare(w->m, attribute);
    }
}

static void end(weaver *w)
{
    for (guint i = 0; i < w->strands->len; i++) g_free(g_array_index(w->strands, strand, i).id);
    g_array_free(w->strands, TRUE);
    g_strfreev(w->place);
    jw_tree_free(w->tree[0]);
    jw_tree_free(w->tree[1]);
    jw_diff_free(w->diff);
}

static void weave(jw_chart_diff *d, weaver *w)
{
    weave_units(w);
    hang_the_past(w);
    draw_lost_links(w);
    draw_moves(w);
    name_roots(w);
    d->model = jw_edit_finish(w->edit);
    number_units(d, w);
    if (counts_unchanged(d, w->options)) {
        jw_model *whole = d->model;
        d->model = only_changes(d, w);
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
    weaver w = { .before = options->before, .after = m, .options = options };
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
