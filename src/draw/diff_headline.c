/* What a chart of changes says over the whole: rates before and after, and what there is more of. */
#include "draw/diff.h"

#include "base/number.h"
#include "base/words.h"
#include "jingwei/compare.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MOST = 24, MOST_TOLD = 3 };

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
    bool leads = kind->role == JW_ROLE_AUTHORITY && jw_diff_hangs_by(m, l);
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

static void put_gains(GString *out, const GArray *gains, jw_lang lang)
{
    for (guint i = 0; i < gains->len; i++) {
        const gain *g = &g_array_index(gains, gain, i);
        if (g->n == 0) continue;
        g_autofree char *word = jw_diff_shown(g->word, NAME_MOST);
        g_autofree char *number = g_strdup_printf("%s%ld", g->n > 0 ? "+" : "−", labs(g->n));
        char *text = jw_sentence(lang, "draw.diff.gain", "n", number, "kind", word, NULL);
        g_string_append_printf(out, "%s%s", out->len ? " · " : "", text);
        free(text);
    }
}

static gint compare_gains(gconstpointer a, gconstpointer b)
{
    const gain *x = a, *y = b;
    return x->n != y->n ? (x->n < y->n) - (x->n > y->n) : strcmp(x->word, y->word);
}

/* In what the changed differ most often; their organizations were told as what there is more of. */
static void put_fields(GString *out, const jw_diff *diff, const jw_draw_options *options,
                       const jw_model *after)
{
    GArray *fields = g_array_new(FALSE, FALSE, sizeof(gain));
    for (size_t i = 0; i < jw_diff_size(diff); i++) {
        const jw_difference *f = jw_diff_get(diff, i);
        for (size_t k = 0; !f->is_link && f->kind == JW_CHANGED && k < f->n_fields; k++) {
            const jw_attribute *is = jw_diff_attribute(options->before, after, f->fields[k].name);
            if (is && !is->is_private && strcmp(is->name, "organization") != 0)
                add_gain(fields, options->lang == JW_ZH ? is->zh : is->en, 1);
        }
    }
    g_array_sort(fields, compare_gains);
    for (guint i = 0; i < MIN(fields->len, MOST_TOLD); i++) {
        const gain *field = &g_array_index(fields, gain, i);
        g_autofree char *word = jw_diff_shown(field->word, NAME_MOST);
        g_string_append_printf(out, "%s%s %ld",
                               i ? jw_word(options->lang, "draw.diff.and")
                                 : jw_word(options->lang, "draw.diff.of-these"),
                               word, field->n);
    }
    if (fields->len > 0) g_string_append(out, jw_word(options->lang, "draw.diff.end"));
    g_array_free(fields, TRUE);
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
    put_gains(out, gains, options->lang);
    put_count(out, "draw.diff.moved", count_fate(d, JW_HERE), options->lang);
    put_count(out, "draw.diff.modified", jw_diff_count(diff, false, JW_CHANGED), options->lang);
    put_fields(out, diff, options, after);
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
