#include "measure/views.h"

#include "base/number.h"
#include "base/text.h"
#include "measure/derived.h"
#include "measure/rules.h"
#include "model/build.h"
#include "model/kinds.h"

#include <glib.h>
#include <string.h>

typedef struct {
    const char *word;
    jw_trait_kind kind;
} word_row;

static const word_row colours[] = { { "status", JW_TRAIT_STATUS }, { "kind", JW_TRAIT_KIND }, { NULL, 0 } };
static const word_row labels[] = { { "name", JW_TRAIT_NAME }, { "second", JW_TRAIT_SECOND }, { "id", JW_TRAIT_ID },
                                   { "kind", JW_TRAIT_KIND }, { "score", JW_TRAIT_SCORE },   { NULL, 0 } };

char **jw_words_of(const char *list)
{
    char **words = g_strsplit(list ? list : "", ",", -1);
    for (char **w = words; *w; w++) g_strstrip(*w);
    return words;
}

/* The nearest of all that may be said. */
static const char *nearest_trait(const jw_model *m, const word_row *rows, bool measures, const char *name)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    for (const word_row *row = rows; row->word; row++) g_ptr_array_add(all, (gpointer)row->word);
    for (size_t i = 0; measures && i < jw_measures(); i++)
        g_ptr_array_add(all, (gpointer)jw_measure_at(i)->name);
    for (size_t i = 0; i < jw_model_attributes(m); i++)
        g_ptr_array_add(all, (gpointer)jw_model_attribute(m, i)->name);
    const char *nearest = jw_nearest(name, (const char *const *)all->pdata, all->len);
    return nearest ? nearest : jw_model_nearest_attribute(m, name, JW_ON_UNITS);
}

static bool trait_named(const jw_model *m, const word_row *rows, bool measures, const char *name, jw_trait *out,
                        const char **nearest)
{
    *out = (jw_trait){ .attribute = -1 };
    if (nearest) *nearest = NULL;
    for (const word_row *row = rows; row->word; row++) {
        if (strcmp(row->word, name) != 0) continue;
        out->kind = row->kind;
        return true;
    }
    out->attribute = jw_model_find_attribute(m, name);
    out->kind = out->attribute >= 0 ? JW_TRAIT_ATTRIBUTE : JW_TRAIT_MEASURE;
    const jw_measure *measure = out->attribute < 0 && measures ? jw_measure_named(name, NULL) : NULL;
    while (measure && jw_measure_at(out->measure) != measure) out->measure++;
    if (out->attribute >= 0 || measure) return true;
    if (nearest) *nearest = nearest_trait(m, rows, measures, name);
    return false;
}

bool jw_colour_named(const jw_model *m, const char *name, jw_trait *out, const char **nearest)
{
    return trait_named(m, colours, true, name, out, nearest);
}

bool jw_label_named(const jw_model *m, const char *name, jw_trait *out, const char **nearest)
{
    return trait_named(m, labels, false, name, out, nearest);
}

const char *jw_trait_word(const jw_model *m, const jw_trait *trait, jw_lang lang)
{
    if (trait->kind == JW_TRAIT_MEASURE)
        return lang == JW_EN ? jw_measure_at(trait->measure)->en : jw_measure_at(trait->measure)->zh;
    const jw_attribute *attribute = jw_model_attribute(m, (size_t)trait->attribute);
    return lang == JW_EN ? attribute->en : attribute->zh;
}

bool jw_trait_scores(const jw_model *m, const jw_trait *trait, double *scores, jw_diags *diags)
{
    static const jw_rank_options all = { 0 };
    if (!jw_measure_at(trait->measure)->run(m, &all, scores, diags)) return false;
    for (size_t u = 0; u < jw_model_unit_count(m); u++) scores[u] = jw_round_score(scores[u]);
    return true;
}

/* --- does the model have what a view names? */

typedef struct {
    const jw_model *m;
    const jw_view *view;
    jw_diags *diags;
} asking;

static void report(const asking *a, const char *key, const char *code, const char *found, const char *nearest)
{
    g_autofree char *path = g_strdup_printf("views \"%s\".%s", a->view->id, key);
    jw_diags_add(a->diags, &(jw_diag){ .severity = JW_ERROR,
                                       .code = code,
                                       .place = a->view->place,
                                       .path = path,
                                       .found = found,
                                       .nearest = nearest });
}

static void ask_units(const asking *a)
{
    const struct {
        const char *key, *id;
    } named[] = { { "root", a->view->root },
                  { "focus", a->view->focus },
                  { "path", a->view->from },
                  { "path", a->view->to } };
    for (size_t i = 0; i < G_N_ELEMENTS(named); i++)
        if (named[i].id && jw_model_find(a->m, named[i].id) == JW_NO_UNIT)
            report(a, named[i].key, "unknown-unit", named[i].id, jw_model_nearest_unit(a->m, named[i].id));
}

static void ask_links(const asking *a)
{
    if (!a->view->links || strcmp(a->view->links, "none") == 0) return;
    char **words = jw_words_of(a->view->links);
    for (char **w = words; *w; w++)
        if (jw_model_link_kind_named(a->m, *w) < 0)
            report(a, "links", "unknown-link-kind", *w, jw_model_nearest_link_kind(a->m, *w));
    g_strfreev(words);
}

static void ask_attributes(const asking *a)
{
    const char *breaks = a->view->breaks;
    const struct {
        const char *key, *name;
    } named[] = { { "rows", a->view->rows },
                  { "columns", a->view->columns },
                  { "break", breaks && g_str_has_prefix(breaks, "field:") ? breaks + 6 : NULL } };
    for (size_t i = 0; i < G_N_ELEMENTS(named); i++)
        if (named[i].name && strcmp(named[i].name, "kind") != 0 &&
            jw_model_find_attribute(a->m, named[i].name) < 0)
            report(a, named[i].key, "view-attribute", named[i].name,
                   jw_model_nearest_attribute(a->m, named[i].name, JW_ON_UNITS));
}

static void ask_traits(const asking *a)
{
    jw_trait trait;
    const char *nearest;
    if (a->view->colour && !jw_colour_named(a->m, a->view->colour, &trait, &nearest))
        report(a, "colour", "view-colour", a->view->colour, nearest);
    char **words = jw_words_of(a->view->label);
    for (char **w = words; *w; w++)
        if (!jw_label_named(a->m, *w, &trait, &nearest)) report(a, "label", "view-label", *w, nearest);
    g_strfreev(words);
}

static const jw_view_entry *entry_of(const jw_model *m, const jw_view *view)
{
    for (size_t i = 0; i < jw_model_view_count(m); i++)
        if (jw_model_view(m, i) == view) return jw_model_view_entry(m, i);
    return NULL;
}

bool jw_view_fits(const jw_model *m, const jw_coverage *coverage, const jw_view *view, jw_diags *diags)
{
    size_t before = jw_diags_count(diags, JW_ERROR);
    asking a = { m, view, diags };
    ask_units(&a);
    ask_links(&a);
    ask_attributes(&a);
    ask_traits(&a);
    const jw_view_entry *entry = entry_of(m, view);
    jw_derivations *derived = jw_derive(m, coverage);
    const jw_selector *selectors[] = { entry ? entry->include : NULL, entry ? entry->collapse : NULL };
    for (size_t i = 0; i < G_N_ELEMENTS(selectors); i++)
        if (selectors[i])
            jw_bound_free(jw_selector_bind(selectors[i], m, jw_derivations_get(derived), diags));
    jw_derivations_free(derived);
    return jw_diags_count(diags, JW_ERROR) == before;
}

void jw_check_views(const jw_checking *k)
{
    for (size_t i = 0; i < jw_model_view_count(k->m); i++)
        jw_view_fits(k->m, k->c, jw_model_view(k->m, i), k->diags);
}
