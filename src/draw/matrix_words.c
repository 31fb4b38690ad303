/* The words of a matrix: names of lines, numbers of cells, and how much room they take. */
#include "draw/matrix.h"

#include "base/number.h"
#include "base/words.h"
#include "draw/label.h"
#include "draw/wrap.h"
#include "model/build.h"
#include "model/value_words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double wrap_ems[JW_SIDES][JW_MATRIX_WRAPS] = {
    [JW_ROWS] = { 40, 20, 14, 10, 7.5, 5.5, 4 },
    [JW_COLUMNS] = { 16, 11, 8, 6.2, 5.2, 4.2, 3.2 },
};

double jw_matrix_count_size(jw_cell_form form)
{
    static const double sizes[JW_CELL_FORMS] = { 12.5, 16, 13.5 };
    return sizes[form];
}

/* --- numbers */

static void write_number(char out[JW_NUMBER_SIZE], double value)
{
    jw_format_number(out, round(value * 100) / 100);
}

/* Never 100 % where one is missing, nor 0 % where there is one. */
static void write_rate(char out[16], double share, int digits)
{
    char number[JW_NUMBER_SIZE];
    double least = pow(10, -digits);
    bool low = share > 0 && share * 100 < least, high = share < 1 && share * 100 > 100 - least;
    jw_format_fixed(number,
                    low    ? least
                    : high ? 100 - least
                           : share * 100,
                    share == 1 || share == 0 ? 0 : digits);
    g_snprintf(out, 16, "%s%.11s %%", low ? "<" : high ? ">" : "", number);
}

/* How many of the known are covered in the sense of the rate. */
static double covered_of(const jw_matrix *m, const jw_tally *t)
{
    double full = t->status[JW_FULL];
    if (m->rate == JW_RATE_ORGANIZATION) return full + t->status[JW_ORGANIZATION_ONLY];
    return m->rate == JW_RATE_WORK ? full + t->status[JW_WORK_ONLY] : full;
}

jw_cell_words jw_matrix_cell(const jw_matrix *m, const jw_tally *tally, bool total)
{
    jw_cell_words w = { .kind = JW_CELL_EMPTY, .share = NAN };
    if (!tally || tally->all <= 0) {
        g_strlcpy(w.count, total ? "0" : "·", sizeof w.count);
        return w;
    }
    write_number(w.count, tally->all);
    double covered = covered_of(m, tally), gaps = tally->known - covered;
    w.kind = tally->known <= 0 ? JW_CELL_UNKNOWN
             : gaps <= 0       ? JW_CELL_COVERED
             : covered <= 0    ? JW_CELL_BLANK
                               : JW_CELL_GAPS;
    w.share = jw_tally_rate(tally, m->rate);
    if (w.kind == JW_CELL_UNKNOWN)
        g_strlcpy(w.rate, "?", sizeof w.rate);
    else
        write_rate(w.rate, w.share, total ? 1 : 0);
    if (w.kind == JW_CELL_GAPS || w.kind == JW_CELL_BLANK) {
        char number[JW_NUMBER_SIZE];
        write_number(number, gaps);
        g_snprintf(w.gap, sizeof w.gap, "%s%s", w.kind == JW_CELL_BLANK ? "▲" : "△", number);
    }
    return w;
}

const jw_tally *jw_matrix_tally(const jw_matrix *m, guint row, guint column)
{
    if (row < m->n[JW_ROWS] && column < m->n[JW_COLUMNS]) return jw_cross_cell(m->cross, row, column);
    if (row < m->n[JW_ROWS]) return &jw_cross_row(m->cross, row)->tally;
    if (column < m->n[JW_COLUMNS]) return &jw_cross_column(m->cross, column)->tally;
    return jw_cross_total(m->cross);
}

/* --- heads */

static char *line_of(const char *text, const char *path, jw_diags *diags)
{
    char found[16];
    if (jw_label_check(text, found)) return jw_label_line(text, JW_LABEL_MOST);
    jw_diags_add(diags,
                 &(jw_diag){ .severity = JW_ERROR, .code = "unsafe-text", .path = path, .found = found });
    return g_strdup("");
}

static const char *word_of(const jw_matrix *m, const char *zh, const char *en)
{
    return m->draft.chart.lang == JW_EN ? en : zh;
}

/* A value as a reader sees it. */
static const char *value_word(const jw_matrix *m, jw_side side, const char *value)
{
    jw_lang lang = m->draft.chart.lang;
    const jw_model *model = m->draft.chart.model;
    if (!value) return jw_word(lang, "draw.matrix.absent");
    if (m->attribute[side] == JW_BY_KIND) {
        const jw_unit_kind *kind = jw_model_unit_kind(model, (size_t)jw_model_unit_kind_named(model, value));
        const char *word = word_of(m, kind->zh, kind->en);
        return word ? word : value;
    }
    const char *word = jw_value_word(model, m->attribute[side], value, lang);
    return word ? word : value;
}

static char *with_state(const jw_matrix *m, uint32_t unit, const char *name)
{
    const jw_model *model = m->draft.chart.model;
    const char *state = jw_unit_text(model, unit, JW_STATE);
    g_autofree char *key = g_strconcat("draw.state.", state ? state : "", NULL);
    bool star = jw_unit_flag(model, unit, JW_ILLUSTRATIVE) == 1;
    return g_strconcat(name, state ? jw_word(m->draft.chart.lang, key) : "", star ? "*" : "", NULL);
}

/* "leads 9", or "not attached": then nobody above lets it lead. */
static char *what_it_leads(const jw_matrix *m, const jw_cross_line *line)
{
    jw_lang lang = m->draft.chart.lang;
    if (!jw_coverage_is_reached(m->draft.chart.coverage, line->unit))
        return g_strdup(jw_word(lang, "draw.loose"));
    char number[JW_NUMBER_SIZE];
    write_number(number, line->leads);
    char *made = jw_sentence(lang, "draw.matrix.leads", "n", number, NULL), *out = g_strdup(made);
    free(made);
    return out;
}

static void name_unit(const jw_matrix *m, const jw_cross_line *line, jw_matrix_head *head, jw_diags *diags)
{
    const jw_model *model = m->draft.chart.model;
    bool english = m->draft.chart.lang == JW_EN;
    const char *name = english ? jw_unit_text(model, line->unit, JW_NAME_EN) : NULL;
    const char *brief = english && name ? NULL : jw_unit_text(model, line->unit, JW_SHORT);
    const char *id = jw_unit_id(model, line->unit);
    g_autofree char *whole = line_of(name ? name : jw_unit_name(model, line->unit), id, diags);
    g_autofree char *tight = line_of(brief && *brief ? brief : line->value, id, diags);
    head->name[0] = with_state(m, line->unit, whole);
    head->name[1] = with_state(m, line->unit, tight);
    head->sub = what_it_leads(m, line);
    head->look = jw_theme_head(m->draft.chart.theme, jw_unit_kind_of(model, line->unit));
    head->look.box.rounded = false;
}

static jw_matrix_head head_of(const jw_matrix *m, jw_side side, const jw_cross_line *line, jw_diags *diags)
{
    const jw_theme *theme = m->draft.chart.theme;
    jw_matrix_head head = { .look = *(line->value ? jw_theme_plain(theme) : jw_theme_loose(theme)) };
    head.look.box.rounded = false;
    if (line->unit != JW_NO_UNIT) {
        name_unit(m, line, &head, diags);
        return head;
    }
    head.name[0] = line_of(value_word(m, side, line->value), m->word[side], diags);
    head.name[1] = g_strdup(head.name[0]);
    return head;
}

static const jw_cross_line *line_at(const jw_matrix *m, jw_side side, guint i)
{
    return side == JW_ROWS ? jw_cross_row(m->cross, i) : jw_cross_column(m->cross, i);
}

static void make_heads(jw_matrix *m, jw_side side, jw_diags *diags)
{
    m->heads[side] = g_new0(jw_matrix_head, m->n[side] + 1);
    for (guint i = 0; i < m->n[side]; i++) m->heads[side][i] = head_of(m, side, line_at(m, side, i), diags);
    jw_matrix_head *total = &m->heads[side][m->n[side]];
    total->look = *jw_theme_plain(m->draft.chart.theme);
    for (int i = 0; i < JW_MATRIX_NAMES; i++)
        total->name[i] = g_strdup(jw_word(m->draft.chart.lang, "draw.matrix.total"));
}

/* --- wrapping */

/* One character a line; a few letters or digits stay side by side. */
static char *upright(const char *name)
{
    GString *out = g_string_new(NULL);
    bool narrow = false;
    for (const char *p = name; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool wide = g_unichar_iswide(c);
        if (out->len && (wide || !narrow) && !g_unichar_iszerowidth(c)) g_string_append_c(out, '\n');
        g_string_append_unichar(out, c);
        narrow = !wide;
    }
    return g_string_free(out, FALSE);
}

/* Letters need more room than characters before a line may end. */
static double measure_for(const char *name, double ems)
{
    for (const char *p = name; *p; p = g_utf8_next_char(p))
        if (g_unichar_iswide(g_utf8_get_char(p))) return ems;
    return 1.6 * ems;
}

char *jw_matrix_wrapped(const char *name, jw_side side, int wrap)
{
    if (wrap == JW_MATRIX_VERTICAL) return upright(name);
    return jw_wrap(name, measure_for(name, wrap_ems[side][wrap]));
}

static bool cuts_word(const char *text)
{
    for (const char *p = text; (p = strchr(p, '\n')); p++)
        if (p > text && g_ascii_isalpha(p[-1]) && g_ascii_isalpha(p[1])) return true;
    return false;
}

static int lines_in(const char *text)
{
    int lines = 1;
    for (const char *p = text; (p = strchr(p, '\n')); p++) lines++;
    return lines;
}

/* --- measuring, in two rounds: the texts are handed to the ruler, then asked for */

static void measure_heads(jw_matrix *m, jw_side side, bool done)
{
    jw_ruler *ruler = m->draft.chart.ruler;
    for (guint i = 0; i <= m->n[side]; i++) {
        const jw_matrix_head *head = &m->heads[side][i];
        for (int name = 0; name < JW_MATRIX_NAMES; name++)
            for (int wrap = 0; wrap <= (side == JW_ROWS ? JW_MATRIX_WRAPS - 1 : JW_MATRIX_VERTICAL); wrap++) {
                g_autofree char *text = jw_matrix_wrapped(head->name[name], side, wrap);
                jw_head_extent *extent = &m->extent[side][name][wrap];
                if (!done) {
                    jw_ruler_add(ruler, text, JW_LEAF_SIZE, true);
                    continue;
                }
                extent->w = MAX(extent->w, jw_ruler_width(ruler, text, JW_LEAF_SIZE, true));
                extent->h = MAX(extent->h, jw_ruler_height(text, JW_LEAF_SIZE));
                extent->lines = MAX(extent->lines, lines_in(text));
                extent->broken = extent->broken || (wrap < JW_MATRIX_VERTICAL && cuts_word(text));
            }
        if (!head->sub) continue;
        if (!done)
            jw_ruler_add(ruler, head->sub, JW_SUB_SIZE, false);
        else
            m->sub_width[side] =
                MAX(m->sub_width[side], jw_ruler_width(ruler, head->sub, JW_SUB_SIZE, false));
    }
}

static void measure_text(const jw_matrix *m, const char *text, double size, bool bold, bool done,
                         double *width)
{
    if (!done)
        jw_ruler_add(m->draft.chart.ruler, text, size, bold);
    else
        *width = MAX(*width, jw_ruler_width(m->draft.chart.ruler, text, size, bold));
}

/* Totals are bold, and the widest. */
static void measure_cells(jw_matrix *m, bool done)
{
    for (guint row = 0; row <= m->n[JW_ROWS]; row++)
        for (guint column = 0; column <= m->n[JW_COLUMNS]; column++) {
            bool total = row == m->n[JW_ROWS] || column == m->n[JW_COLUMNS];
            jw_cell_words w = jw_matrix_cell(m, jw_matrix_tally(m, row, column), total);
            if (w.kind == JW_CELL_EMPTY && !total) continue;
            for (int form = 0; form < JW_CELL_FORMS; form++)
                measure_text(m, w.count, jw_matrix_count_size((jw_cell_form)form), true, done,
                             &m->count_width[form]);
            measure_text(m, w.rate, JW_LEAF_SIZE, total, done, &m->rate_width);
            measure_text(m, w.gap, JW_LEAF_SIZE, w.kind == JW_CELL_BLANK, done, &m->gap_width);
        }
}

static void measure_all(jw_matrix *m, bool done)
{
    for (int side = 0; side < JW_SIDES; side++) {
        measure_heads(m, (jw_side)side, done);
        measure_text(m, m->word[side], JW_LEAF_SIZE, false, done, &m->word_width[side]);
    }
    measure_cells(m, done);
}

static char *attribute_word(const jw_matrix *m, jw_side side, jw_diags *diags)
{
    const jw_model *model = m->draft.chart.model;
    if (m->attribute[side] == JW_BY_KIND) return g_strdup(jw_word(m->draft.chart.lang, "column.kind"));
    const jw_attribute *a = jw_model_attribute(model, (size_t)m->attribute[side]);
    const char *word = word_of(m, a->zh, a->en);
    return line_of(word ? word : a->name, a->name, diags);
}

bool jw_matrix_prepare(jw_matrix *m, const jw_renderer *r, jw_diags *diags)
{
    size_t errors = jw_diags_count(diags, JW_ERROR);
    m->n[JW_ROWS] = (guint)jw_cross_rows(m->cross);
    m->n[JW_COLUMNS] = (guint)jw_cross_columns(m->cross);
    for (int side = 0; side < JW_SIDES; side++) {
        m->word[side] = attribute_word(m, (jw_side)side, diags);
        make_heads(m, (jw_side)side, diags);
    }
    if (jw_diags_count(diags, JW_ERROR) > errors) return false;
    measure_all(m, false);
    if (!jw_ruler_measure(m->draft.chart.ruler, r, diags)) return false;
    measure_all(m, true);
    return true;
}

void jw_matrix_clear(jw_matrix *m)
{
    for (int side = 0; side < JW_SIDES; side++) {
        for (guint i = 0; m->heads[side] && i <= m->n[side]; i++) {
            for (int k = 0; k < JW_MATRIX_NAMES; k++) g_free(m->heads[side][i].name[k]);
            g_free(m->heads[side][i].sub);
        }
        g_free(m->heads[side]);
        g_free(m->word[side]);
    }
    jw_cross_free(m->cross);
}
