/* The words of a chart: names checked, completed, wrapped and measured. */
#include "draw/chart.h"

#include "base/number.h"
#include "base/words.h"
#include "draw/label.h"
#include "draw/view_label.h"
#include "draw/wrap.h"
#include "model/kinds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double leaf_ems[JW_LEAF_WRAPS] = { 24, 14, 10 };
static const double head_ems[JW_HEAD_WRAPS] = { 15, 8, 8 };

double jw_head_size(int depth)
{
    static const double sizes[] = { 17, 12, 11.5 };
    return sizes[CLAMP(depth, 0, 2)];
}

static void refuse(const jw_model *m, uint32_t u, const char *found, jw_diags *diags)
{
    g_autofree char *valid = g_utf8_make_valid(jw_unit_id(m, u), -1);
    jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR,
                                    .code = "unsafe-text",
                                    .place = jw_unit_place(m, u),
                                    .path = valid,
                                    .found = found });
}

/* The name in the chart's language. */
static const char *name_of(const jw_chart *chart, uint32_t u)
{
    const char *english = chart->lang == JW_EN ? jw_unit_text(chart->model, u, JW_NAME_EN) : NULL;
    return english && *english ? english : jw_unit_name(chart->model, u);
}

/* "×12", "(vacant)": what a name alone would not tell. */
static char *complete(const jw_chart *chart, uint32_t u, const char *line)
{
    GString *out = g_string_new(line);
    const char *state = jw_unit_text(chart->model, u, JW_STATE);
    double count = jw_unit_count(chart->model, u);
    if (count != 1) {
        char number[JW_NUMBER_SIZE];
        jw_format_number(number, count);
        g_string_append_printf(out, " ×%s", number);
    }
    if (state && *state) {
        g_autofree char *key = g_strconcat("draw.state.", state, NULL);
        g_string_append(out, jw_word(chart->lang, key));
    }
    return g_string_free(out, FALSE);
}

/* Letters need more room than characters before a line may end. */
static double measure_for(const char *line, double ems)
{
    for (const char *p = line; *p; p = g_utf8_next_char(p))
        if (g_unichar_iswide(g_utf8_get_char(p))) return ems;
    return 1.6 * ems;
}

/* leaf: the name as it stands in a table. */
static void wrap_all(jw_caption *caption, const char *line, const char *leaf, const char *brief)
{
    for (int i = 0; i < JW_LEAF_WRAPS; i++) caption->leaf[i] = jw_wrap(leaf, measure_for(leaf, leaf_ems[i]));
    for (int i = 0; i < JW_HEAD_WRAPS; i++) {
        const char *name = i == JW_HEAD_SHORT ? brief : line;
        caption->head[i] = jw_wrap(name, measure_for(name, head_ems[i]));
    }
}

/* The words of a kind may be a model's own. */
static char *prepare_word(const char *text)
{
    char found[16];
    return jw_label_check(text, found) ? jw_label_line(text, 40) : g_strdup(found);
}

/* One text of a unit, checked and completed; "" after a finding. The caller frees it with g_free(). */
static char *prepare(const jw_chart *chart, uint32_t u, const char *text, jw_diags *diags)
{
    char found[16];
    if (!jw_label_check(text, found)) {
        refuse(chart->model, u, found, diags);
        return g_strdup("");
    }
    g_autofree char *line = jw_label_line(text, JW_LABEL_MOST);
    return complete(chart, u, line);
}

/* Of what stands at two places each tells what is, or was, below it there. */
static char *numbers_at(const jw_chart *chart, const jw_twig *twig, size_t was, size_t is)
{
    jw_fate fate = chart->diff && twig->unit != JW_NO_UNIT ? chart->diff->units[twig->unit].fate : JW_STAYS;
    bool now = fate == JW_HERE || fate == JW_CARRIED || fate == JW_NEW;
    if (fate == JW_STAYS) return jw_diff_numbers(chart->diff, was, is);
    return jw_diff_numbers(NULL, 0, now ? is : was);
}

char *jw_chart_below(const jw_chart *chart, const jw_twig *twig)
{
    return numbers_at(chart, twig, twig->was_below, twig->below);
}

/* "block · 16": how many units a chain leads down to. What is not attached stands beside a sole root, but not
 * below it. */
static char *sub_of(const jw_chart *chart, const jw_twig *twig, const char *word)
{
    size_t was = twig->was_below, is = twig->below;
    if (chart->diff && chart->diff->units[twig->unit].fate == JW_REST) return g_strdup("");
    for (guint i = 0; i < twig->children->len; i++) {
        const jw_twig *child = jw_tree_twig(chart->tree, jw_twig_child(twig, i));
        if (child->kind != JW_TWIG_LOOSE) continue;
        was -= child->was_below;
        is -= child->below;
    }
    bool told = chart->diff && chart->diff->phase == JW_OVERLAY && chart->diff->units[twig->unit].note;
    g_auto(GStrv) words = g_strsplit(told ? chart->diff->units[twig->unit].note : "", " ", -1);
    g_autofree char *note = g_strjoinv("\u00a0", words); /* after the last space stands the number */
    g_autofree char *number = numbers_at(chart, twig, was, is);
    return g_strconcat(word, was + is > 0 ? " · " : "", was + is > 0 ? number : "", told ? "　" : "", note,
                       NULL);
}

bool jw_chart_shows(const jw_chart *chart, int i)
{
    const jw_twig *twig = jw_tree_twig(chart->tree, i);
    if (!chart->diff || chart->diff->phase == JW_OVERLAY) return true;
    if (twig->unit != JW_NO_UNIT) return jw_diff_shows_unit(chart->diff, twig->unit);
    return (chart->diff->phase == JW_BEFORE ? twig->was_below : twig->below) > 0;
}

/* "+joins the joint branch": in as many lines as it takes, of which one ends after the first word rather than
 * in the middle of the name. */
static void wrap_piece(GString *out, const char *piece, double ems)
{
    const char *space = strchr(piece, ' ');
    bool parts = space && jw_wrap_width(piece) > ems && g_unichar_iswide(g_utf8_get_char(space + 1));
    g_autofree char *first = parts ? g_strndup(piece, (gsize)(space - piece)) : jw_wrap(piece, ems);
    g_autofree char *rest = parts ? jw_wrap(space + 1, ems) : NULL;
    g_string_append_printf(out, "%s%s%s%s", out->len ? "\n" : "", first, rest ? "\n" : "", rest ? rest : "");
}

static char *wrap_pieces(const char *note, double ems)
{
    if (jw_wrap_width(note) <= ems) return g_strdup(note);
    g_auto(GStrv) pieces = g_strsplit(note, JW_NOTE_PART, -1);
    GString *out = g_string_new(NULL);
    for (char **piece = pieces; *piece; piece++) wrap_piece(out, g_strstrip(*piece), ems);
    return g_string_free(out, FALSE);
}

/* What changed stands behind a name if that is one line, else below it. */
static void wrap_note(const jw_chart *chart, uint32_t u, jw_caption *caption)
{
    const char *note = chart->diff && chart->diff->phase == JW_OVERLAY ? chart->diff->units[u].note : NULL;
    if (!note) return;
    for (int i = 0; i < JW_LEAF_WRAPS; i++) {
        g_autofree char *name = caption->leaf[i], *lines = wrap_pieces(note, measure_for(note, leaf_ems[i]));
        bool beside = i == 0 && !strchr(name, '\n') && !strchr(lines, '\n');
        caption->leaf[i] = g_strconcat(name, beside ? "　" : "\n", lines, NULL);
    }
}

/* Text below a name, in lines of its own. */
static void add_below(char **wrapped, int n, const double *ems, const char *text)
{
    for (int i = 0; text && i < n; i++) {
        g_autofree char *lines = jw_wrap(text, measure_for(text, ems[i])), *name = wrapped[i];
        wrapped[i] = g_strconcat(name, "\n", lines, NULL);
    }
}

static char *prepare_if(const jw_chart *chart, uint32_t u, const char *text, jw_diags *diags)
{
    char found[16];
    if (!text) return NULL;
    if (jw_label_check(text, found)) return jw_label_line(text, JW_LABEL_MOST);
    refuse(chart->model, u, found, diags);
    return NULL;
}

static void caption_unit(jw_chart *chart, const jw_twig *twig, jw_caption *caption, jw_diags *diags)
{
    const jw_unit_kind *kind = jw_unit_kind_of(chart->model, twig->unit);
    const char *brief = chart->lang == JW_ZH ? jw_unit_text(chart->model, twig->unit, JW_SHORT) : NULL;
    jw_label_words words = jw_label_of(chart, twig->unit, name_of(chart, twig->unit));
    g_autofree char *whole = prepare(chart, twig->unit, words.name, diags);
    g_autofree char *second = prepare_if(chart, twig->unit, words.second, diags);
    g_autofree char *details = prepare_if(chart, twig->unit, words.details, diags);
    g_autofree char *under = prepare_if(chart, twig->unit, words.under, diags);
    g_autofree char *tight = brief && *brief ? prepare(chart, twig->unit, brief, diags) : g_strdup(whole);
    g_autofree char *word = prepare_word(chart->lang == JW_EN ? kind->en : kind->zh);
    bool counts =
        jw_twig_is_leaf(twig) && twig->below + twig->was_below > 0; /* what is below it is not shown */
    g_autofree char *number = jw_chart_below(chart, twig);
    g_autofree char *counted = counts ? g_strconcat(whole, " · ", number, NULL) : g_strdup(whole);
    g_autofree char *leaf =
        words.inlined && details ? g_strconcat(counted, " ", details, NULL) : g_strdup(counted);
    wrap_all(caption, whole, leaf, tight);
    add_below(caption->leaf, JW_LEAF_WRAPS, leaf_ems, second);
    add_below(caption->head, JW_HEAD_WRAPS, head_ems, second);
    if (!words.inlined) add_below(caption->leaf, JW_LEAF_WRAPS, leaf_ems, details);
    wrap_note(chart, twig->unit, caption);
    caption->line = g_strdup(whole);
    bool loose = jw_tree_twig(chart->tree, twig->parent)->kind == JW_TWIG_LOOSE;
    const char *why = loose ? jw_loose_word(chart->lang, jw_twig_reason(chart->model, twig)) : NULL;
    g_autofree char *alone = why ? g_strdup_printf("%s · %s", word, why) : g_strdup(word);
    g_autofree char *sub = sub_of(chart, twig, jw_twig_is_leaf(twig) || !why ? alone : why);
    caption->sub = under ? g_strconcat(sub, words.inlined ? " " : " · ", under, NULL) : g_strdup(sub);
    caption->illustrative = jw_unit_flag(chart->model, twig->unit, JW_ILLUSTRATIVE) == 1;
    jw_label_words_clear(&words);
}

static void caption_loose(const jw_chart *chart, const jw_twig *twig, jw_caption *caption)
{
    const char *word = jw_word(chart->lang, "draw.loose");
    wrap_all(caption, word, word, word);
    caption->line = g_strdup(word);
    bool same = true; /* all for the same reason: that needs no groups */
    for (guint i = 0; i < twig->children->len; i++)
        same = same && jw_twig_is_leaf(jw_tree_twig(chart->tree, jw_twig_child(twig, i)));
    g_autofree char *number = jw_chart_below(chart, twig);
    const char *why = jw_loose_word(chart->lang, JW_LOOSE_NO_LEAD);
    caption->sub = same ? g_strconcat(why, " · ", number, NULL) : g_strdup(number);
}

/* In one line, or broken before the bracket, but never inside it. */
static void wrap_count(jw_caption *caption, const char *line)
{
    const char *bracket = strstr(line, "（");
    if (!bracket) bracket = strstr(line, " (");
    size_t before = bracket ? (size_t)(bracket - line) : strlen(line);
    g_autofree char *first = g_strndup(line, before);
    g_autofree char *broken =
        bracket ? g_strconcat(first, "\n", bracket + (*bracket == ' '), NULL) : g_strdup(line);
    for (int i = 0; i < JW_LEAF_WRAPS; i++) caption->leaf[i] = g_strdup(i == 0 ? line : broken);
    for (int i = 0; i < JW_HEAD_WRAPS; i++) caption->head[i] = g_strdup(i == 0 ? line : broken);
}

/* "associations 14 (full 9/12)": statuses of those of which they are known. Weighted by count. */
static void caption_count(const jw_chart *chart, const jw_twig *twig, jw_caption *caption)
{
    double sums[3] = { 0 }; /* all, known, full */
    const jw_unit_kind *kind = NULL;
    for (guint i = 0; i < twig->counted->len; i++) {
        uint32_t u = g_array_index(twig->counted, uint32_t, i);
        double count = jw_unit_count(chart->model, u);
        jw_status status = chart->coverage ? jw_coverage_status(chart->coverage, u) : JW_STATUSES;
        kind = jw_unit_kind_of(chart->model, u);
        sums[0] += count;
        if (status < JW_UNKNOWN) sums[1] += count;
        if (status == JW_FULL) sums[2] += count;
        if (jw_unit_flag(chart->model, u, JW_ILLUSTRATIVE) == 1) caption->illustrative = true;
    }
    char all[JW_NUMBER_SIZE], known[JW_NUMBER_SIZE], full[JW_NUMBER_SIZE];
    jw_format_number(all, sums[0]);
    jw_format_number(known, sums[1]);
    jw_format_number(full, sums[2]);
    g_autofree char *word = prepare_word(chart->lang == JW_EN ? kind->en : kind->zh);
    char *line = jw_sentence(chart->lang, sums[1] > 0 ? "draw.count.full" : "draw.count", "kind", word,
                             "count", all, "full", full, "known", known, NULL);
    wrap_count(caption, line);
    caption->line = g_strdup(line);
    caption->sub = g_strdup("");
    free(line);
}

static void measure_caption(jw_chart *chart, const jw_twig *twig, jw_caption *caption, bool done)
{
    double head = jw_head_size(twig->depth);
    bool inner = !jw_twig_is_leaf(twig);
    if (!done) {
        for (int i = 0; i < JW_LEAF_WRAPS; i++)
            jw_ruler_add(chart->ruler, caption->leaf[i], JW_LEAF_SIZE, inner);
        for (int i = 0; i < JW_HEAD_WRAPS; i++) jw_ruler_add(chart->ruler, caption->head[i], head, true);
        jw_ruler_add(chart->ruler, caption->sub, JW_SUB_SIZE, false);
        return;
    }
    for (int i = 0; i < JW_LEAF_WRAPS; i++)
        caption->leaf_width[i] = jw_ruler_width(chart->ruler, caption->leaf[i], JW_LEAF_SIZE, inner);
    for (int i = 0; i < JW_HEAD_WRAPS; i++)
        caption->head_width[i] = jw_ruler_width(chart->ruler, caption->head[i], head, true);
    caption->sub_width = jw_ruler_width(chart->ruler, caption->sub, JW_SUB_SIZE, false);
}

static void free_caption(jw_caption *caption)
{
    for (int k = 0; k < JW_LEAF_WRAPS; k++) g_free(caption->leaf[k]);
    for (int k = 0; k < JW_HEAD_WRAPS; k++) g_free(caption->head[k]);
    g_free(caption->line);
    g_free(caption->sub);
}

void jw_chart_recaption(jw_chart *chart)
{
    jw_diags *told = jw_diags_new(); /* before */
    for (guint i = 1; i < chart->tree->twigs->len; i++) {
        const jw_twig *twig = jw_tree_twig(chart->tree, (int)i);
        free_caption(&chart->captions[i]);
        if (twig->kind == JW_TWIG_UNIT)
            caption_unit(chart, twig, &chart->captions[i], told);
        else
            caption_loose(chart, twig, &chart->captions[i]);
    }
    jw_diags_free(told);
}

bool jw_chart_caption(jw_chart *chart, const jw_renderer *r, jw_diags *diags)
{
    guint n = chart->tree->twigs->len;
    size_t errors = jw_diags_count(diags, JW_ERROR);
    chart->captions = g_new0(jw_caption, n);
    for (guint i = 1; i < n; i++) {
        const jw_twig *twig = jw_tree_twig(chart->tree, (int)i);
        if (twig->kind == JW_TWIG_UNIT)
            caption_unit(chart, twig, &chart->captions[i], diags);
        else if (twig->kind == JW_TWIG_COUNT)
            caption_count(chart, twig, &chart->captions[i]);
        else
            caption_loose(chart, twig, &chart->captions[i]);
        measure_caption(chart, twig, &chart->captions[i], false);
    }
    if (jw_diags_count(diags, JW_ERROR) > errors || !jw_ruler_measure(chart->ruler, r, diags)) return false;
    for (guint i = 1; i < n; i++)
        measure_caption(chart, jw_tree_twig(chart->tree, (int)i), &chart->captions[i], true);
    return true;
}

void jw_captions_free(jw_caption *captions, guint n)
{
    if (!captions) return;
    for (guint i = 0; i < n; i++) free_caption(&captions[i]);
    g_free(captions);
}
