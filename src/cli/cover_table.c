/* The result of `cover` for people, and its grids. */
#include "cli/cover.h"

#include "base/number.h"
#include "base/words.h"
#include "model/build.h"
#include "model/value_words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static char *say(jw_lang lang, const char *prefix, const char *name)
{
    g_autofree char *key = g_strconcat(prefix, name, NULL);
    return g_strdup(jw_word(lang, key));
}

/* Gaps. */

jw_grid *cover_gap_grid(const cover_report *r, bool words)
{
    static const char *const columns[] = { "column.id",     "column.name",  "column.kind",   "column.status",
                                           "column.causes", "column.break", "column.remedy", "column.where" };
    jw_lang lang = r->s.lang;
    jw_grid *g = jw_grid_new(words ? jw_word(lang, "cover.gaps") : NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(columns) - !r->s.args->given[OPT_EVIDENCE]; i++)
        jw_grid_column(g, jw_word(lang, columns[i]), false);
    return g;
}

static const char *status_word(jw_lang lang, const jw_gap *gap)
{
    g_autofree char *key = g_strconcat("status.", jw_status_name(gap->status), NULL);
    return jw_word(lang, key);
}

/* The first n, in the reader's words. */
static void add_gaps(jw_grid *g, const cover_report *r, size_t n)
{
    jw_lang lang = r->s.lang;
    const jw_model *m = r->s.model;
    cover_phrases *phrases = cover_phrases_new(r, true);
    for (size_t i = 0; i < n; i++) {
        const jw_gap *gap = &r->gaps[i];
        const jw_unit_kind *kind = jw_unit_kind_of(m, gap->unit);
        const char *kind_word = lang == JW_ZH ? kind->zh : kind->en;
        g_autofree char *places = r->s.args->given[OPT_EVIDENCE] ? cover_evidence_text(m, gap) : NULL;
        jw_grid_cell(g, jw_unit_id(m, gap->unit));
        jw_grid_cell(g, jw_unit_name(m, gap->unit));
        jw_grid_cell(g, kind_word ? kind_word : kind->name);
        jw_grid_cell(g, status_word(lang, gap));
        jw_grid_cell(g, cover_causes(phrases, gap));
        jw_grid_cell(g, gap->break_at == JW_NO_UNIT ? NULL : jw_unit_id(m, gap->break_at));
        jw_grid_cell(g, cover_remedy(phrases, gap));
        if (r->s.args->given[OPT_EVIDENCE]) jw_grid_cell(g, places);
    }
    cover_phrases_free(phrases);
}

/* Groups. */

static const char *by_word(const cover_report *r, int attribute)
{
    if (attribute == JW_BY_KIND) return jw_word(r->s.lang, "column.kind");
    const jw_attribute *a = jw_model_attribute(r->s.model, (size_t)attribute);
    const char *word = r->s.lang == JW_ZH ? a->zh : a->en;
    return word ? word : a->name;
}

static const char *kind_word(const cover_report *r, const char *name)
{
    int kind = jw_model_unit_kind_named(r->s.model, name);
    const jw_unit_kind *k = kind >= 0 ? jw_model_unit_kind(r->s.model, (size_t)kind) : NULL;
    return !k ? NULL : r->s.lang == JW_ZH ? k->zh : k->en;
}

/* A value for people: in their words, where it has some. */
static const char *by_value(const cover_report *r, const cover_by *by, const jw_group *group, size_t i)
{
    const char *value = group->values[i];
    if (!value) return jw_word(r->s.lang, "cover.absent");
    const char *word = by->attributes[i] == JW_BY_KIND
                           ? kind_word(r, value)
                           : jw_value_word(r->s.model, by->attributes[i], value, r->s.lang);
    return word ? word : value;
}

static char *by_title(const cover_report *r, const cover_by *by)
{
    g_autoptr(GString) words = g_string_new(NULL);
    for (size_t i = 0; i < by->n; i++)
        g_string_append_printf(words, "%s%s", i ? " × " : "", by_word(r, by->attributes[i]));
    if (r->tally.illustrative > 0) g_string_append(words, " *");
    return jw_sentence(r->s.lang, "cover.by", "attributes", words->str, NULL);
}

static void by_columns(const cover_report *r, const cover_by *by, jw_grid *g)
{
    jw_lang lang = r->s.lang;
    for (size_t i = 0; i < by->n; i++) jw_grid_column(g, by_word(r, by->attributes[i]), false);
    jw_grid_column(g, jw_word(lang, "column.population"), true);
    jw_grid_column(g, jw_word(lang, "column.known"), true);
    for (int i = 0; i < JW_STATUSES; i++) {
        g_autofree char *status = say(lang, "status.", jw_status_name(i));
        jw_grid_column(g, status, true);
    }
    for (int i = 0; i < JW_RATES; i++) {
        g_autofree char *rate = say(lang, "rate.", jw_rate_name(i));
        jw_grid_column(g, rate, true);
        if (i == JW_RATE_WORK) /* as in figure_grid */
            jw_grid_column(g, jw_word(lang, "cover.backstop-share"), true);
    }
    jw_grid_column(g, jw_word(lang, "column.illustrative"), true);
}

static jw_grid *by_grid(const cover_report *r, const cover_by *by, size_t n, bool words)
{
    char *title = by_title(r, by);
    jw_grid *g = jw_grid_new(words ? title : NULL);
    free(title);
    by_columns(r, by, g);
    for (size_t k = 0; k < n; k++) {
        const jw_group *group = jw_groups_get(by->groups, k);
        for (size_t i = 0; i < by->n; i++)
            jw_grid_cell(g, words ? by_value(r, by, group, i) : group->values[i]);
        jw_grid_number(g, group->tally.all);
        jw_grid_number(g, group->tally.known);
        for (int i = 0; i < JW_STATUSES; i++) jw_grid_number(g, group->tally.status[i]);
        for (int i = 0; i < JW_RATES; i++) {
            double rate = jw_tally_rate(&group->tally, i);
            if (words)
                jw_grid_fixed(g, 100 * rate, 2, " %");
            else
                jw_grid_number(g, rate);
            if (i == JW_RATE_WORK) jw_grid_number(g, group->tally.reach[JW_BACKSTOP_ONLY]);
        }
        jw_grid_number(g, group->tally.illustrative);
    }
    return g;
}

jw_grid *cover_by_grid(const cover_report *r, const cover_by *by)
{
    return by_grid(r, by, jw_groups_size(by->groups), false);
}

/* The figures. */

/* True if the model names the figure as a fact of its source; with --where it is another figure. */
static bool is_fact(const cover_report *r, const char *figure)
{
    const jw_fact *facts;
    size_t n = r->s.takes ? 0 : jw_model_facts(r->s.model, &facts);
    for (size_t i = 0; i < n; i++)
        if (strcmp(facts[i].figure, figure) == 0) return true;
    return false;
}

/* The mark of a figure that rests on illustrative units and is no fact. */
static const char *mark_of(const cover_report *r, const char *figure)
{
    return r->tally.illustrative > 0 && !(figure && is_fact(r, figure)) ? "*" : NULL;
}

/* A row: what it is called, its figure's name as in `facts`, and the value, of how many. */
static void figure(jw_grid *g, const cover_report *r, const char *words, const char *name, double value,
                   double of)
{
    jw_grid_cell(g, words);
    jw_grid_number(g, value);
    jw_grid_fixed(g, of > 0 ? 100 * value / of : NAN, 2, " %");
    jw_grid_cell(g, NULL);
    jw_grid_cell(g, mark_of(r, name));
}

/* A row whose words are at the key of its name: "status.full". */
static void named_figure(jw_grid *g, const cover_report *r, const char *prefix, const char *name,
                         double value)
{
    g_autofree char *key = g_strconcat(prefix, name, NULL);
    figure(g, r, jw_word(r->s.lang, key), key, value, r->tally.known);
}

static char *bounds_text(const jw_tally *t, jw_rate which)
{
    double low, high;
    char low_text[JW_NUMBER_SIZE], high_text[JW_NUMBER_SIZE];
    jw_tally_bounds(t, which, &low, &high);
    if (isnan(low)) return NULL;
    jw_format_fixed(low_text, 100 * low, 2);
    jw_format_fixed(high_text, 100 * high, 2);
    return g_strdup_printf("%s–%s %%", low_text, high_text);
}

static void rate_row(jw_grid *g, const cover_report *r, jw_rate which)
{
    static const jw_status other[] = { JW_ORGANIZATION_ONLY, JW_WORK_ONLY, JW_FULL };
    const jw_tally *t = &r->tally;
    g_autofree char *key = g_strconcat("rate.", jw_rate_name(which), NULL), *bounds = bounds_text(t, which);
    jw_grid_cell(g, jw_word(r->s.lang, key));
    jw_grid_number(g, t->status[JW_FULL] + (which == JW_RATE_FULL ? 0 : t->status[other[which]]));
    jw_grid_fixed(g, 100 * jw_tally_rate(t, which), 2, " %");
    jw_grid_cell(g, bounds);
    jw_grid_cell(g, mark_of(r, key));
}

static jw_grid *new_figure_grid(const cover_report *r)
{
    static const char *const columns[] = { "column.figure", "column.value", "column.share", "column.bounds",
                                           "column.mark" };
    jw_lang lang = r->s.lang;
    const char *as_of = jw_model_as_of(r->s.model);
    char *date = as_of ? jw_sentence(lang, "cover.as-of", "date", as_of, NULL) : NULL;
    char *title = jw_sentence(lang, "cover.head", "name", r->s.title, "date", date, NULL);
    jw_grid *g = jw_grid_new(title);
    free(title);
    free(date);
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        jw_grid_column(g, jw_word(lang, columns[i]), i > 0 && i < 4);
    return g;
}

static jw_grid *figure_grid(const cover_report *r)
{
    jw_lang lang = r->s.lang;
    const jw_tally *t = &r->tally;
    jw_grid *g = new_figure_grid(r);
    figure(g, r, jw_word(lang, "cover.population"), "population.all", t->all, NAN);
    figure(g, r, jw_word(lang, "cover.known"), "population.known", t->known, t->all);
    figure(g, r, jw_word(lang, "cover.unknown"), "population.unknown", t->unknown, t->all);
    for (int i = 0; i < JW_RATES; i++) {
        rate_row(g, r, i);
        if (i == JW_RATE_WORK) /* a catch-all rule makes the work rate 100 % by decree: say it beside */
            figure(g, r, jw_word(lang, "cover.backstop-share"), NULL, t->reach[JW_BACKSTOP_ONLY], t->known);
    }
    for (int i = 0; i < JW_UNKNOWN; i++) named_figure(g, r, "status.", jw_status_name(i), t->status[i]);
    for (int i = 0; i < JW_REACHES; i++) named_figure(g, r, "reach.", jw_reach_name(i), t->reach[i]);
    return g;
}

static void print_sentence(FILE *stream, char *text)
{
    print_line(stream, text);
    free(text);
}

static void print_attached(FILE *stream, const cover_report *r)
{
    jw_lang lang = r->s.lang;
    const jw_model *m = r->s.model;
    for (size_t i = 0; i < jw_model_attach_rules(m); i++) {
        jw_attached rule = jw_model_attached(m, i);
        g_autofree char *number = g_strdup_printf("%zu", i + 1), *n = g_strdup_printf("%zu", rule.targets);
        char *by = rule.by ? jw_sentence(lang, "cover.attached-by", "by", rule.by, NULL) : NULL;
        print_sentence(stream, jw_sentence(lang, "cover.attached", "rule", number, "to", rule.to, "by", by,
                                           "link", rule.link, "n", n, NULL));
        free(by);
    }
    for (size_t i = 0; i < jw_model_unmatched_values(m); i++) {
        jw_unmatched u = jw_model_unmatched_value(m, i);
        g_autofree char *n = g_strdup_printf("%zu", u.targets);
        char *text =
            jw_sentence(lang, "cover.unmatched", "attribute", u.attribute, "value", u.value, "n", n, NULL);
        char *hint = u.nearest ? jw_sentence(lang, "diag.nearest", "nearest", u.nearest, NULL) : NULL;
        g_autofree char *line = g_strconcat(text, hint, NULL);
        print_line(stream, line);
        free(text);
        free(hint);
    }
    if (jw_model_attach_rules(m)) fputc('\n', stream);
}

void cover_write_table(FILE *stream, const cover_report *r)
{
    jw_grid *g = figure_grid(r);
    print_grid(stream, g, jw_grid_rows(g), r->s.lang);
    jw_grid_free(g);
    print_illustrative(stream, &r->s, "cover.illustrative", r->tally.illustrative);
    print_skipped(stream, &r->s);
    print_attached(stream, r);
    for (guint i = 0; i < r->by->len; i++) {
        const cover_by *by = &g_array_index(r->by, cover_by, i);
        size_t n = jw_groups_size(by->groups);
        g = by_grid(r, by, rows_to_list(r->has_top ? r->top : 0, n), true);
        print_grid(stream, g, n, r->s.lang);
        jw_grid_free(g);
    }
    g = cover_gap_grid(r, true);
    add_gaps(g, r, rows_to_list(r->top, r->n_gaps));
    print_grid(stream, g, r->n_gaps, r->s.lang);
    jw_grid_free(g);
}
