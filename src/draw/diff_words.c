/* What a chart of changes says in words: what changed in a unit, and what comes of all of it. */
#include "draw/diff.h"

#include "base/number.h"
#include "base/words.h"
#include "draw/label.h"
#include "jingwei/compare.h"
#include "model/build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FIELDS = 2, NAME_MOST = 12, VALUE_MOST = 10 };

/* While notes are written. */
typedef struct {
    jw_chart_diff *d;
    const jw_model *before, *after;
    jw_lang lang;
    GString **notes;   /* by unit of the union; NULL: none */
    GHashTable *links; /* "unit kind sign" → link_tally */
} writer;

char *jw_diff_numbers(const jw_chart_diff *d, size_t was, size_t is)
{
    if (!d || was == is) return g_strdup_printf("%zu", is);
    if (d->phase != JW_OVERLAY) return g_strdup_printf("%zu", d->phase == JW_BEFORE ? was : is);
    return g_strdup_printf("%zu→%zu", was, is);
}

/* A text of the model, as far as a chart may show it. */
static char *shown(const char *text, size_t most)
{
    char found[16];
    return jw_label_check(text, found) ? jw_label_line(text, most) : g_strdup(found);
}

static char *name_in(const writer *w, const jw_model *m, uint32_t u)
{
    const char *brief = w->lang == JW_ZH ? jw_unit_text(m, u, JW_SHORT) : jw_unit_text(m, u, JW_NAME_EN);
    return shown(brief && *brief ? brief : jw_unit_name(m, u), w->lang == JW_ZH ? NAME_MOST : 2 * NAME_MOST);
}

static void add_note(writer *w, uint32_t u, const char *text)
{
    if (u == JW_NO_UNIT) return;
    if (!w->notes[u]) w->notes[u] = g_string_new(NULL);
    if (w->notes[u]->len) g_string_append(w->notes[u], JW_NOTE_PART);
    g_string_append(w->notes[u], text);
}

static uint32_t in_union(const writer *w, const jw_model *m, uint32_t u)
{
    return jw_model_find(w->d->model, jw_unit_id(m, u));
}

/* ---- Values ---- */

/* A value in the words of the language, where it is one of a built-in set. */
static char *word_of_value(const writer *w, const char *name, const char *value)
{
    if (!value)
        return g_strdup(strcmp(name, "organization") == 0 ? jw_word(w->lang, "organization.none") : "–");
    g_autofree char *key =
        g_strconcat(strcmp(name, "organization") == 0 ? "organization." : "draw.diff.is-", value, NULL);
    const char *word = jw_word_or_null(w->lang, key);
    g_autofree char *line = g_strdelimit(g_strdup(value), "\x1f", ' ');
    return word ? g_strdup(word) : shown(line, VALUE_MOST);
}

static const jw_attribute *attribute_of(const writer *w, const char *name)
{
    int at = jw_model_find_attribute(w->after, name);
    if (at >= 0) return jw_model_attribute(w->after, (size_t)at);
    at = jw_model_find_attribute(w->before, name);
    return at >= 0 ? jw_model_attribute(w->before, (size_t)at) : NULL;
}

static const char *word_of_kind(const jw_model *m, const char *name, jw_lang lang)
{
    int k = jw_model_unit_kind_named(m, name);
    const jw_unit_kind *kind = k >= 0 ? jw_model_unit_kind(m, (size_t)k) : NULL;
    return !kind ? name : lang == JW_ZH ? kind->zh : kind->en;
}

/* "无→党支部", "党员人数 3→5", "年检通过 否→是"; NULL: not for everybody. */
static char *field_note(const writer *w, const jw_field *f)
{
    const jw_attribute *is = attribute_of(w, f->name);
    bool plain = strcmp(f->name, "organization") == 0;
    if (strcmp(f->name, "name") == 0) {
        g_autofree char *was = shown(f->before ? f->before : "–", 2 * NAME_MOST);
        return g_strdup_printf("%s %s", jw_word(w->lang, "draw.diff.was-called"), was);
    }
    if (strcmp(f->name, "kind") == 0)
        return g_strdup_printf("%s→%s", word_of_kind(w->before, f->before, w->lang),
                               word_of_kind(w->after, f->after, w->lang));
    if (!is || is->is_private) return NULL;
    const char *word = w->lang == JW_ZH ? is->zh : is->en;
    g_autofree char *from = word_of_value(w, f->name, f->before), *to = word_of_value(w, f->name, f->after);
    g_autofree char *label = shown(word, 2 * NAME_MOST);
    if (is->type == JW_BOOL && !f->before) return g_strdup_printf("%s→%s", label, to);
    return g_strdup_printf("%s%s%s→%s", plain ? "" : label, plain ? "" : " ", from, to);
}

static void note_fields(writer *w, const jw_difference *f)
{
    uint32_t u = in_union(w, w->after, f->after);
    size_t told = 0;
    for (size_t i = 0; i < f->n_fields && u != JW_NO_UNIT; i++) {
        g_autofree char *note = field_note(w, &f->fields[i]);
        if (!note) continue;
        if (told++ < MOST_FIELDS) add_note(w, u, note);
    }
    if (told <= MOST_FIELDS) return;
    g_autofree char *more = g_strdup_printf("+%zu", told - MOST_FIELDS);
    add_note(w, u, more);
}

/* ---- Links that are not of the tree ---- */

typedef struct {
    uint32_t unit, other, kind;
    const jw_model *model;
    bool gone, into;
    size_t n;
} link_tally;

static void tally_link(writer *w, GArray *tallies, const jw_model *m, uint32_t l, bool into, bool gone)
{
    jw_link link = jw_model_link(m, l);
    uint32_t u = in_union(w, m, into ? link.to : link.from), other = into ? link.from : link.to;
    if (u == JW_NO_UNIT || w->d->units[u].fate == JW_GONE) return;
    g_autofree char *key = g_strdup_printf("%u %u %d %d", u, link.kind, into, gone);
    guint at = GPOINTER_TO_UINT(g_hash_table_lookup(w->links, key));
    if (at) {
        g_array_index(tallies, link_tally, at - 1).n++;
        return;
    }
    link_tally made = { u, other, link.kind, m, gone, into, 1 };
    g_array_append_val(tallies, made);
    g_hash_table_insert(w->links, g_steal_pointer(&key), GUINT_TO_POINTER(tallies->len));
}

/* Of the two ends of a membership one joins, the other is joined. */
static char *word_of_link(const writer *w, const link_tally *t)
{
    const jw_link_kind *kind = jw_model_link_kind(t->model, t->kind);
    if (kind->role == JW_ROLE_MEMBERSHIP)
        return g_strdup(jw_word(w->lang, t->into ? "draw.diff.members" : "draw.diff.joins"));
    return shown(w->lang == JW_ZH ? kind->zh : kind->en, NAME_MOST);
}

/* "+选派 王五", "+成员 4": one by its name, several by their number. */
static void note_links(writer *w, const GArray *tallies)
{
    for (guint i = 0; i < tallies->len; i++) {
        const link_tally *t = &g_array_index(tallies, link_tally, i);
        g_autofree char *word = word_of_link(w, t);
        g_autofree char *other = t->n == 1 ? name_in(w, t->model, t->other) : g_strdup_printf("%zu", t->n);
        g_autofree char *note = g_strdup_printf("%s%s %s", t->gone ? "−" : "+", word, other);
        add_note(w, t->unit, note);
    }
}

/* What hangs by a link is told so by its place; its other end is not. */
static bool hangs_by(const jw_model *m, uint32_t l)
{
    jw_link link = jw_model_link(m, l);
    uint32_t above;
    bool backward;
    if (!jw_link_carries_reach(jw_link_kind_of(m, l), &backward)) return false;
    return jw_model_primary_link(m, backward ? link.from : link.to, &above) == l;
}

static void find_links(writer *w, const jw_diff *diff, GArray *tallies)
{
    for (size_t i = 0; i < jw_diff_size(diff); i++) {
        const jw_difference *f = jw_diff_get(diff, i);
        bool gone = f->kind == JW_DELETED;
        if (!f->is_link || f->kind == JW_CHANGED) continue;
        const jw_model *m = gone ? w->before : w->after;
        uint32_t l = gone ? f->before : f->after;
        bool hangs = hangs_by(m, l), joins = jw_link_kind_of(m, l)->role == JW_ROLE_MEMBERSHIP;
        if (hangs && jw_link_kind_of(m, l)->role == JW_ROLE_AUTHORITY) continue;
        if (!hangs || !joins) tally_link(w, tallies, m, l, false, gone);
        if (!hangs || joins) tally_link(w, tallies, m, l, true, gone);
    }
}

/* ---- Moves ---- */

static char *lead_in(const writer *w, const jw_model *m, uint32_t u)
{
    uint32_t above;
    if (jw_model_primary_link(m, u, &above) == UINT32_MAX) return g_strdup(jw_word(w->lang, "draw.loose"));
    return name_in(w, m, above);
}

static void note_moves(writer *w)
{
    for (uint32_t u = 0; u < jw_model_unit_count(w->d->model); u++) {
        const jw_unit_change *c = &w->d->units[u];
        bool here = c->fate == JW_HERE;
        if (!here && c->fate != JW_WAS_HERE) continue;
        g_autofree char *other = here ? lead_in(w, w->before, c->before) : lead_in(w, w->after, c->after);
        g_autofree char *note = g_strconcat(here ? "← " : "→ ", other, NULL);
        add_note(w, u, note);
    }
}

void jw_chart_diff_note(jw_chart_diff *d, const jw_diff *diff, const jw_draw_options *options,
                        const jw_model *after)
{
    size_t n = jw_model_unit_count(d->model);
    writer w = { d,
                 options->before,
                 after,
                 options->lang,
                 g_new0(GString *, n + 1),
                 g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };
    GArray *tallies = g_array_new(FALSE, FALSE, sizeof(link_tally));
    note_moves(&w);
    for (size_t i = 0; i < jw_diff_size(diff); i++)
        if (!jw_diff_get(diff, i)->is_link && jw_diff_get(diff, i)->kind == JW_CHANGED)
            note_fields(&w, jw_diff_get(diff, i));
    find_links(&w, diff, tallies);
    note_links(&w, tallies);
    for (size_t u = 0; u < n; u++)
        if (w.notes[u]) d->units[u].note = g_string_free(w.notes[u], FALSE);
    g_array_free(tallies, TRUE);
    g_hash_table_destroy(w.links);
    g_free(w.notes);
}

/* ---- The headline ---- */

static void put_percent(GString *out, double share)
{
    char number[JW_NUMBER_SIZE];
    if (isnan(share)) {
        g_string_append(out, "–");
        return;
    }
    jw_format_fixed(number, share * 100, 2);
    g_string_append(out, number);
}

/* "组织覆盖率 55.18 → 85.26 % ▲" */
static void put_rate(GString *out, jw_rate rate, const jw_tally *before, const jw_tally *after, jw_lang lang)
{
    g_autofree char *key = g_strconcat("rate.", jw_rate_name(rate), NULL);
    double x = jw_tally_rate(before, rate), y = jw_tally_rate(after, rate);
    g_string_append_printf(out, "%s%s ", out->len ? " · " : "", jw_word(lang, key));
    put_percent(out, x);
    g_string_append(out, x == y || (isnan(x) && isnan(y)) ? "" : " → ");
    if (x != y && !(isnan(x) && isnan(y))) put_percent(out, y);
    g_string_append_printf(out, " %%%s", y > x ? " ▲" : y < x ? " ▼" : "");
}

/* A work rate that a backstop makes is said to be one. */
static void put_backstop(GString *out, const jw_tally *before, const jw_tally *after, jw_lang lang)
{
    double x = before->reach[JW_BACKSTOP_ONLY], y = after->reach[JW_BACKSTOP_ONLY];
    char from[JW_NUMBER_SIZE], to[JW_NUMBER_SIZE];
    if (x == 0 && y == 0) return;
    jw_format_number(from, x);
    jw_format_number(to, y);
    g_autofree char *both = x == y ? g_strdup(from) : g_strdup_printf("%s → %s", from, to);
    char *text = jw_sentence(lang, "draw.diff.backstop", "n", both, NULL);
    g_string_append(out, text);
    free(text);
}

static void put_rates(GString *out, const jw_tally *before, const jw_tally *after, jw_lang lang)
{
    for (int rate = 0; rate < JW_RATES; rate++) {
        put_rate(out, (jw_rate)rate, before, after, lang);
        if (rate == JW_RATE_WORK) put_backstop(out, before, after, lang);
    }
}

/* What is there more of: counts by word, in the order in which words were first met. */
typedef struct {
    const char *word;
    long n;
} gain;

static void add_gain(GArray *gains, const char *word, long n)
{
    for (guint i = 0; i < gains->len; i++)
        if (strcmp(g_array_index(gains, gain, i).word, word) == 0) {
            g_array_index(gains, gain, i).n += n;
            return;
        }
    gain made = { word, n };
    g_array_append_val(gains, made);
}

static const char *organization_word(const char *form, jw_lang lang)
{
    g_autofree char *key = g_strconcat("organization.", form, NULL);
    return jw_word_or_null(lang, key);
}

/* Links by which authority hangs are told by what hangs there. */
static void add_link_gain(GArray *gains, const jw_difference *f, const jw_model *before,
                          const jw_model *after, jw_lang lang)
{
    bool gone = f->kind == JW_DELETED;
    const jw_model *m = gone ? before : after;
    uint32_t l = gone ? f->before : f->after;
    jw_link link = jw_model_link(m, l);
    bool goes_with_it = gone && (jw_model_find(after, jw_unit_id(before, link.from)) == JW_NO_UNIT ||
                                 jw_model_find(after, jw_unit_id(before, link.to)) == JW_NO_UNIT);
    const jw_link_kind *kind = jw_link_kind_of(m, l);
    bool leads = kind->role == JW_ROLE_AUTHORITY && hangs_by(m, l);
    if (f->kind == JW_CHANGED || leads || goes_with_it) return;
    add_gain(gains, lang == JW_ZH ? kind->zh : kind->en, gone ? -1 : 1);
}

/* Units by kind, and forms of own organizations: but joint ones, which are units themselves. */
static void find_gains(GArray *gains, const jw_diff *diff, const jw_model *before, const jw_model *after,
                       jw_lang lang)
{
    for (size_t i = 0; i < jw_diff_size(diff); i++) {
        const jw_difference *f = jw_diff_get(diff, i);
        bool gone = f->kind == JW_DELETED;
        if (f->is_link) add_link_gain(gains, f, before, after, lang);
        if (f->is_link || f->kind == JW_MOVED) continue;
        for (size_t k = 0; f->kind == JW_CHANGED && k < f->n_fields; k++) {
            if (strcmp(f->fields[k].name, "organization") != 0) continue;
            const char *from = f->fields[k].before, *to = f->fields[k].after;
            if (from && strcmp(from, "none") != 0 && organization_word(from, lang))
                add_gain(gains, organization_word(from, lang), -1);
            if (to && strcmp(to, "none") != 0 && organization_word(to, lang))
                add_gain(gains, organization_word(to, lang), 1);
        }
        if (f->kind == JW_CHANGED) continue;
        const jw_unit_kind *kind =
            gone ? jw_unit_kind_of(before, f->before) : jw_unit_kind_of(after, f->after);
        add_gain(gains, lang == JW_ZH ? kind->zh : kind->en, gone ? -1 : 1);
    }
}

static void put_count(GString *out, const char *key, size_t n, jw_lang lang)
{
    if (n == 0) return;
    g_autofree char *number = g_strdup_printf("%zu", n);
    char *text = jw_sentence(lang, key, "n", number, NULL);
    g_string_append_printf(out, "%s%s", out->len ? " · " : "", text);
    free(text);
}

static size_t count_fate(const jw_chart_diff *d, jw_fate fate)
{
    size_t n = 0;
    for (size_t u = 0; u < jw_model_unit_count(d->model); u++) n += d->units[u].fate == fate;
    return n;
}

static void put_gains(GString *out, const GArray *gains)
{
    for (guint i = 0; i < gains->len; i++) {
        const gain *g = &g_array_index(gains, gain, i);
        if (g->n == 0) continue;
        g_autofree char *word = shown(g->word, NAME_MOST * 2);
        g_string_append_printf(out, "%s%s%ld %s", out->len ? " · " : "", g->n > 0 ? "+" : "−", labs(g->n),
                               word);
    }
}

static char *headline(const jw_chart_diff *d, const jw_diff *diff, const jw_model *after,
                      const jw_coverage *coverage, const jw_draw_options *options)
{
    GString *out = g_string_new(NULL);
    GArray *gains = g_array_new(FALSE, FALSE, sizeof(gain));
    if (coverage && options->before_coverage)
        put_rates(out, jw_coverage_tally(options->before_coverage), jw_coverage_tally(coverage),
                  options->lang);
    find_gains(gains, diff, options->before, after, options->lang);
    put_gains(out, gains);
    put_count(out, "draw.diff.moved", count_fate(d, JW_HERE), options->lang);
    put_count(out, "draw.diff.modified", jw_diff_count(diff, false, JW_CHANGED), options->lang);
    g_array_free(gains, TRUE);
    return g_string_free(out, FALSE);
}

static char *headline_of(const char *phase, const jw_coverage *coverage, jw_lang lang)
{
    GString *out = g_string_new(jw_word(lang, phase));
    if (coverage) put_rates(out, jw_coverage_tally(coverage), jw_coverage_tally(coverage), lang);
    return g_string_free(out, FALSE);
}

void jw_chart_diff_headlines(jw_chart_diff *d, const jw_diff *diff, const jw_model *after,
                             const jw_coverage *coverage, const jw_draw_options *options)
{
    d->headlines[JW_OVERLAY] = headline(d, diff, after, coverage, options);
    d->headlines[JW_BEFORE] = headline_of("draw.diff.before", options->before_coverage, options->lang);
    d->headlines[JW_AFTER] = headline_of("draw.diff.after", coverage, options->lang);
}
