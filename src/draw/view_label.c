#include "draw/view_label.h"

#include "base/words.h"
#include "draw/view_colour.h"
#include "model/kinds.h"
#include "model/value_words.h"

#include <math.h>
#include <string.h>

bool jw_labels_check(const jw_chart *chart, jw_diags *diags)
{
    char **words = jw_words_of(chart->label);
    bool good = true;
    jw_trait trait;
    const char *nearest;
    for (char **w = words; *w && good; w++) {
        good = jw_label_named(chart->model, *w, &trait, &nearest);
        if (!good)
            jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR,
                                            .code = "view-label",
                                            .path = "--label",
                                            .found = *w,
                                            .nearest = nearest });
    }
    g_strfreev(words);
    return good;
}

/* "[0.53]"; NULL: there is no number. */
static char *score_of(const jw_chart *chart, uint32_t u)
{
    const jw_colouring *c = chart->colouring;
    if (!c || !c->score || !isfinite(c->score[u])) return NULL;
    g_autofree char *number = jw_short_number(c->score[u]);
    return g_strdup_printf("[%s]", number);
}

static char *text_of(const jw_chart *chart, uint32_t u, int attribute)
{
    const jw_attribute *a = jw_model_attribute(chart->model, (size_t)attribute);
    const char *word = chart->lang == JW_EN ? a->en : a->zh, *text = jw_unit_text(chart->model, u, attribute);
    double number = jw_unit_number(chart->model, u, attribute);
    int flag = jw_unit_flag(chart->model, u, attribute);
    const char *says = jw_value_word(chart->model, attribute, text, chart->lang);
    if (says && strcmp(text, "none") == 0) return g_strdup_printf("%s %s", word, says);
    if (says) return g_strdup(says);
    if (text && *text) return g_strdelimit(g_strdup(text), "\x1f", ',');
    if (flag >= 0) return g_strdup_printf("%s %s", word, jw_word(chart->lang, flag ? "draw.yes" : "draw.no"));
    if (isnan(number)) return NULL;
    g_autofree char *shown = jw_short_number(number);
    return g_strdup_printf("%s %s", word, shown);
}

static void append(char **details, const char *text)
{
    char *before = *details;
    *details = before ? g_strconcat(before, " · ", text, NULL) : g_strdup(text);
    g_free(before);
}

static void add_detail(jw_label_words *w, char *text)
{
    if (!text) return;
    append(&w->details, text);
    append(&w->under, text);
    g_free(text);
}

/* The name in the language that the chart is not in; NULL if it is the same or not known. */
static char *second_of(const jw_chart *chart, uint32_t u, const char *name)
{
    const char *other =
        chart->lang == JW_EN ? jw_unit_name(chart->model, u) : jw_unit_text(chart->model, u, JW_NAME_EN);
    return other && *other && strcmp(other, name) != 0 ? g_strdup(other) : NULL;
}

static void add_word(const jw_chart *chart, uint32_t u, const char *name, const jw_trait *trait,
                     jw_label_words *w)
{
    const jw_unit_kind *kind = jw_unit_kind_of(chart->model, u);
    switch (trait->kind) {
    case JW_TRAIT_NAME:
        if (!w->name) w->name = g_strdup(name);
        break;
    case JW_TRAIT_SECOND:
        if (!w->second) w->second = second_of(chart, u, name);
        break;
    case JW_TRAIT_ID:
        add_detail(w, g_strdup(jw_unit_id(chart->model, u)));
        break;
    case JW_TRAIT_KIND:
        append(&w->details, chart->lang == JW_EN ? kind->en : kind->zh);
        break;
    case JW_TRAIT_SCORE:
        add_detail(w, score_of(chart, u));
        break;
    case JW_TRAIT_ATTRIBUTE:
        if (trait->attribute == JW_SHORT && !w->name)
            w->name = text_of(chart, u, trait->attribute);
        else
            add_detail(w, text_of(chart, u, trait->attribute));
        break;
    default:
        break;
    }
}

/* Where no labels are asked for: a nought behind most of the names would be noise, and its class tells it. */
static char *telling_score(const jw_chart *chart, uint32_t u)
{
    return chart->colouring && chart->colouring->score && chart->colouring->score[u] == 0
               ? NULL
               : score_of(chart, u);
}

jw_label_words jw_label_of(const jw_chart *chart, uint32_t unit, const char *name)
{
    if (!chart->label)
        return (jw_label_words){ .name = g_strdup(name),
                                 .details = telling_score(chart, unit),
                                 .under = telling_score(chart, unit),
                                 .inlined = true };
    jw_label_words w = { .inlined = false };
    char **words = jw_words_of(chart->label);
    jw_trait trait;
    for (char **word = words; *word; word++)
        if (jw_label_named(chart->model, *word, &trait, NULL)) add_word(chart, unit, name, &trait, &w);
    if (!w.name) w.name = g_strdup(name);
    g_strfreev(words);
    return w;
}

void jw_label_words_clear(jw_label_words *w)
{
    g_free(w->name);
    g_free(w->second);
    g_free(w->details);
    g_free(w->under);
}
