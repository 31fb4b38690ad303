/* Only what changes: the rest is counted where it hangs. */
#include "draw/diff_weave.h"

#include "base/words.h"

#include <stdlib.h>

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

static void add_rest(jw_weaver *w, const char *lead, int link, size_t n)
{
    static const jw_unit_kind none = { .name = JW_REST_KIND, .role = JW_ROLE_OTHER, .rank = JW_NO_RANK };
    jw_unit_kind kind = none;
    kind.zh = jw_word(JW_ZH, "draw.diff.rest-kind");
    kind.en = jw_word(JW_EN, "draw.diff.rest-kind");
    g_autofree char *number = g_strdup_printf("%zu", n);
    g_autofree char *plain = g_strconcat("~", JW_REST_KIND, lead ? "-" : "", lead, NULL);
    g_autofree char *id =
        jw_model_find(w->m, plain) == JW_NO_UNIT ? g_strdup(plain) : jw_weave_ghost_id(w, plain);
    char *name = jw_sentence(w->options->lang, "draw.diff.rest", "n", number, NULL);
    int k = jw_model_unit_kind_named(w->m, JW_REST_KIND);
    uint32_t made = jw_model_add_unit(w->m, id, name, k >= 0 ? k : jw_model_set_unit_kind(w->m, &kind), false,
                                      (jw_spot){ 0 });
    w->full = w->full || made == JW_NO_UNIT;
    free(name);
    jw_strand *s = jw_weave_strand(w, id, JW_REST, JW_NO_UNIT, JW_NO_UNIT);
    s->is.was = s->is.is = n;
    if (!lead || link < 0) return;
    bool joins = jw_model_link_kind(w->m, (size_t)link)->role == JW_ROLE_MEMBERSHIP;
    jw_weave_link(w, link, joins ? id : lead, joins ? lead : id);
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
static size_t rest_of_card(const jw_chart_diff *d, jw_weaver *w, const jw_tree *tree, const jw_twig *twig,
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

static size_t rest_of_cards(const jw_chart_diff *d, jw_weaver *w, const jw_tree *tree, const jw_twig *twig,
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
jw_model *jw_weave_only_changes(const jw_chart_diff *d, jw_weaver *w)
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
