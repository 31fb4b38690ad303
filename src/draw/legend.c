/* The legend: what of kinds, statuses, links, changes and marks is on a page, in lines of its width. */
#include "draw/legend.h"

#include "base/words.h"
#include "draw/dress.h"
#include "draw/view_colour.h"
#include "model/kinds.h"

#include <stdlib.h>
#include <string.h>

/* Sizes in units. */
#define SWATCH 22.0
#define SWATCH_GAP 5.0
#define ENTRY_GAP 14.0

typedef enum {
    ENTRY_KIND,
    ENTRY_STATUS,
    ENTRY_LINK,
    ENTRY_STAR,
    ENTRY_EXTRA,
    ENTRY_BADGE,
    ENTRY_FLIP,
    ENTRY_HEADING
} entry_type;

/* One thing of the legend. */
typedef struct {
    entry_type type;
    char *word;
    jw_look look;
    const jw_unit_kind *kind; /* of ENTRY_KIND; NULL: of no kind */
    const jw_status_look *status;
    const char *sign; /* of ENTRY_STAR */
    jw_line_style line;
    const jw_extra *extra;
    jw_dress dress;
} entry;

struct jw_legend {
    const jw_chart *chart;
    double unit;
    GArray *entries; /* of entry */
};

static const char *word_of(const jw_chart *chart, const char *zh, const char *en)
{
    return chart->lang == JW_EN ? en : zh;
}

static void add_entry(jw_legend *l, entry e, const char *word)
{
    e.word = g_strdup(word);
    jw_ruler_add(l->chart->ruler, word, JW_SMALL * l->unit, false);
    g_array_append_val(l->entries, e);
}

/* What is on the page. */
static guint shown_count(const jw_chart *chart)
{
    return chart->units ? chart->units->len : chart->tree->twigs->len - 1;
}

static const jw_twig *shown(const jw_chart *chart, guint i)
{
    return jw_tree_twig(chart->tree, chart->units ? g_array_index(chart->units, int, i) : (int)i + 1);
}

static size_t link_count(const jw_chart *chart)
{
    return chart->links ? chart->links->len : jw_model_link_count(chart->model);
}

static size_t link_at(const jw_chart *chart, size_t i)
{
    return chart->links ? (size_t)g_array_index(chart->links, int, i) : i;
}

static bool is_shown(const jw_chart *chart, uint32_t unit)
{
    for (guint i = 0; i < shown_count(chart); i++)
        if (shown(chart, i)->unit == unit) return true;
    return false;
}

static bool is_in_tree(const jw_chart *chart, size_t l)
{
    jw_link link = jw_model_link(chart->model, l);
    return chart->tree->of_unit[link.from] != UINT32_MAX && chart->tree->of_unit[link.to] != UINT32_MAX;
}

/* What is on a chart of changes only as what was. */
static bool is_past(const jw_chart *chart, uint32_t unit)
{
    return chart->diff && (chart->diff->units[unit].is == 0 || chart->diff->units[unit].fate == JW_REST);
}

/* Kinds, from the top rank down, of units that are not shown by their status. */
static void add_kinds(jw_legend *l)
{
    const jw_chart *chart = l->chart;
    size_t n = jw_model_unit_kinds(chart->model);
    enum { ABSENT, LEAF, HEAD, LOUD = 4 };
    bool overlay = chart->diff && chart->diff->phase == JW_OVERLAY;
    GHashTable *seen = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (guint i = 0; i < shown_count(chart); i++) {
        const jw_twig *twig = shown(chart, i);
        if (twig->kind != JW_TWIG_UNIT) continue;
        if (jw_chart_status(chart, twig->unit) || is_past(chart, twig->unit)) continue;
        gpointer kind = (gpointer)jw_unit_kind_of(chart->model, twig->unit);
        int now = GPOINTER_TO_INT(g_hash_table_lookup(seen, kind));
        if (!overlay || !jw_diff_is_quiet(chart->diff, twig->unit)) now |= LOUD;
        g_hash_table_insert(seen, kind, GINT_TO_POINTER(now | (jw_twig_is_leaf(twig) ? LEAF : HEAD)));
    }
    for (int rank = 0; rank <= 100; rank++) {
        for (size_t i = 0; i < n; i++) {
            const jw_unit_kind *kind = jw_model_unit_kind(chart->model, i);
            int how = GPOINTER_TO_INT(g_hash_table_lookup(seen, kind));
            bool turn = rank == 100 ? kind->rank >= 100 || kind->rank == JW_NO_RANK : kind->rank == rank;
            if (how == ABSENT || !turn) continue;
            jw_look look = !(how & LOUD) ? jw_dress_quiet(chart, kind)
                           : how & HEAD  ? jw_theme_head(chart->theme, kind)
                                         : jw_theme_leaf(chart->theme, kind);
            const jw_unit_kind *boxed = overlay ? NULL : kind;
            add_entry(l, (entry){ .type = ENTRY_KIND, .look = look, .kind = boxed },
                      word_of(chart, kind->zh, kind->en));
        }
    }
    g_hash_table_destroy(seen);
}

/* The classes that are on the page, with how many units each has there. */
static void add_classes(jw_legend *l)
{
    const jw_chart *chart = l->chart;
    const jw_colouring *c = chart->colouring;
    g_autofree guint *count = g_new0(guint, c->classes->len + 1);
    for (guint i = 0; i < shown_count(chart); i++) {
        const jw_twig *twig = shown(chart, i);
        if (twig->unit != JW_NO_UNIT && c->of[twig->unit] != JW_NO_CLASS) count[c->of[twig->unit]]++;
    }
    bool headed = !c->heading, bracketed = c->score && (!chart->label || strstr(chart->label, "score"));
    for (guint i = 0; i < c->classes->len; i++) {
        const jw_colour_class *class = &g_array_index(c->classes, jw_colour_class, i);
        if (count[i] == 0) continue;
        if (!headed) {
            g_autofree char *heading = g_strdup_printf("%s%s%s", c->heading, bracketed ? " [ ]" : "",
                                                       chart->lang == JW_ZH ? "：" : ":");
            add_entry(l, (entry){ .type = ENTRY_HEADING }, heading);
            headed = true;
        }
        char number[16];
        g_snprintf(number, sizeof number, "%u", count[i]);
        char *word = jw_sentence(chart->lang, "draw.class", "value", class->word, "count", number, NULL);
        add_entry(l, (entry){ .type = ENTRY_STATUS, .status = class->look }, word);
        free(word);
    }
}

static void add_statuses(jw_legend *l)
{
    const jw_chart *chart = l->chart;
    if (chart->colouring) {
        add_classes(l);
        return;
    }
    bool seen[JW_STATUSES + 1] = { false };
    for (guint i = 0; i < shown_count(chart); i++) {
        const jw_twig *twig = shown(chart, i);
        const jw_status_look *status = jw_chart_status(chart, twig->unit);
        for (int s = 0; status && s < JW_STATUSES; s++)
            seen[s] = seen[s] || status == jw_theme_status(chart->theme, (jw_status)s);
    }
    for (int s = 0; s < JW_STATUSES; s++) {
        if (!seen[s]) continue;
        g_autofree char *key = g_strconcat("draw.status.", jw_status_name((jw_status)s), NULL);
        add_entry(l, (entry){ .type = ENTRY_STATUS, .status = jw_theme_status(chart->theme, (jw_status)s) },
                  jw_word(chart->lang, key));
    }
}

/* The kinds of links on the chart that are (are not) of the tree. */
static GHashTable *kinds_of_links(const jw_chart *chart, bool primary)
{
    const jw_model *m = chart->model;
    GHashTable *seen = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (size_t i = 0; i < link_count(chart); i++) {
        size_t l = link_at(chart, i);
        if (!primary && (!jw_chart_draws_link(chart, (uint32_t)l) || jw_chart_leaves_out(chart, l))) continue;
        if (is_in_tree(chart, l) && chart->tree->is_primary[l] == primary)
            g_hash_table_insert(seen, (gpointer)jw_link_kind_of(m, l), GUINT_TO_POINTER(l));
    }
    return seen;
}

/* A kind may be both in the tree and beside it, and look the same there. */
static bool tells_link(const jw_legend *l, const char *word, const jw_line_style *line)
{
    for (guint i = 0; i < l->entries->len; i++) {
        const entry *e = &g_array_index(l->entries, entry, i);
        if (e->type == ENTRY_LINK && strcmp(e->word, word) == 0 && e->line.line == line->line &&
            e->line.dash == line->dash && e->line.arrow == line->arrow &&
            g_strcmp0(e->line.colour, line->colour) == 0)
            return true;
    }
    return false;
}

static void add_link(jw_legend *l, const jw_link_kind *kind, uint32_t link, bool primary)
{
    const jw_chart *chart = l->chart;
    const char *word = word_of(chart, kind->zh, kind->en);
    jw_line_style line = primary ? jw_theme_link(chart->theme, kind) : jw_chart_link_style(chart, link);
    bool is_new = !primary && chart->diff && chart->diff->phase == JW_OVERLAY &&
                  chart->diff->links[link] == JW_LINK_NEW;
    bool second = !primary && !is_new && jw_theme_makes_trees(kind);
    g_autofree char *more = g_strconcat(is_new ? jw_word(chart->lang, "draw.diff.link-new") : "", word,
                                        second ? jw_word(chart->lang, "draw.second") : "", NULL);
    if (!tells_link(l, more, &line)) add_entry(l, (entry){ .type = ENTRY_LINK, .line = line }, more);
}

static void add_links(jw_legend *l)
{
    const jw_model *m = l->chart->model;
    for (int primary = 1; primary >= 0; primary--) {
        GHashTable *seen = kinds_of_links(l->chart, primary);
        for (size_t i = 0; i < jw_model_link_kinds(m); i++) {
            const jw_link_kind *kind = jw_model_link_kind(m, i);
            gpointer link;
            if (g_hash_table_lookup_extended(seen, kind, NULL, &link))
                add_link(l, kind, GPOINTER_TO_UINT(link), primary);
        }
        g_hash_table_destroy(seen);
    }
}

static void add_left_out(jw_legend *l)
{
    const jw_chart *chart = l->chart;
    for (guint i = 0; chart->left_out && i < chart->left_out->len; i++) {
        const jw_left_out *left = &g_array_index(chart->left_out, jw_left_out, i);
        char count[16];
        g_snprintf(count, sizeof count, "%u", left->count);
        char *words =
            jw_sentence(chart->lang, "draw.left-out", "kind", word_of(chart, left->kind->zh, left->kind->en),
                        "count", count, "name", left->kind->name, NULL);
        add_entry(l, (entry){ .type = ENTRY_LINK, .line = jw_theme_other_link(chart->theme, left->kind) },
                  words);
        free(words);
    }
}

static void add_changes(jw_legend *l)
{
    const jw_theme *theme = l->chart->theme;
    jw_look quiet = { { jw_theme_paper(theme), jw_theme_rule(theme), 0.6, JW_SOLID, false }, NULL };
    GArray *items = jw_diff_legend(l->chart);
    for (guint i = 0; i < items->len; i++) {
        const jw_diff_item *item = &g_array_index(items, jw_diff_item, i);
        entry e = { .type = item->dress.badge ? ENTRY_BADGE
                            : item->dress.was ? ENTRY_FLIP
                                              : ENTRY_KIND,
                    .look = quiet,
                    .dress = item->dress };
        add_entry(l, e, item->text);
        g_free(item->text);
    }
    g_array_free(items, TRUE);
}

static void add_marks(jw_legend *l)
{
    const jw_chart *chart = l->chart;
    bool loose = false, illustrative = false;
    for (guint i = 0; i < shown_count(chart); i++) {
        const jw_twig *twig = shown(chart, i);
        loose = loose || twig->kind == JW_TWIG_LOOSE;
        illustrative = illustrative || (twig->unit != JW_NO_UNIT &&
                                        jw_unit_flag(chart->model, twig->unit, JW_ILLUSTRATIVE) == 1);
    }
    if (chart->focus[0] != JW_NO_UNIT &&
        (is_shown(chart, chart->focus[0]) || is_shown(chart, chart->focus[1]))) {
        jw_look look = *jw_theme_loose(chart->theme);
        look.box = jw_theme_focus(chart->theme, (jw_box_style){ .fill = jw_theme_paper(chart->theme) });
        add_entry(l, (entry){ .type = ENTRY_KIND, .look = look },
                  jw_word(chart->lang, chart->focus[0] == chart->focus[1] ? "draw.focus" : "draw.ends"));
    }
    if (loose)
        add_entry(l, (entry){ .type = ENTRY_KIND, .look = *jw_theme_loose(chart->theme) },
                  jw_word(chart->lang, "draw.loose.legend"));
    if (illustrative)
        add_entry(l, (entry){ .type = ENTRY_STAR, .sign = "*" },
                  jw_word(chart->lang, "draw.illustrative.legend"));
}

static void add_elsewhere(jw_legend *l)
{
    if (l->chart->elsewhere == 0) return;
    g_autofree char *count = g_strdup_printf("%zu", l->chart->elsewhere);
    char *words = jw_sentence(l->chart->lang, "draw.elsewhere", "count", count, NULL);
    add_entry(l, (entry){ .type = ENTRY_STAR, .sign = "→" }, words);
    free(words);
}

jw_legend *jw_legend_new(const jw_chart *chart, double unit)
{
    jw_legend *l = g_new0(jw_legend, 1);
    l->chart = chart;
    l->unit = unit;
    l->entries = g_array_new(FALSE, FALSE, sizeof(entry));
    for (guint i = 0; i < chart->n_extras; i++)
        add_entry(l, (entry){ .type = ENTRY_EXTRA, .extra = &chart->extras[i] }, chart->extras[i].word);
    if (chart->diff && chart->diff->phase == JW_OVERLAY) add_changes(l);
    add_kinds(l);
    add_statuses(l);
    add_links(l);
    add_marks(l);
    add_left_out(l);
    add_elsewhere(l);
    return l;
}

void jw_legend_free(jw_legend *l)
{
    for (guint i = 0; i < l->entries->len; i++) g_free(g_array_index(l->entries, entry, i).word);
    g_array_free(l->entries, TRUE);
    g_free(l);
}

static double swatch_width(const entry *e)
{
    return e->type == ENTRY_EXTRA ? e->extra->width : SWATCH;
}

/* As the kind was drawn on this page: units without any below them may have boxes of their own, and others be
 * stubs or rows of a table. */
static jw_look look_of(const jw_legend *l, const entry *e)
{
    const jw_chart *chart = l->chart;
    if (!e->kind || !chart->heads) return e->look;
    bool boxed = g_hash_table_contains(chart->heads, e->kind);
    return boxed ? jw_theme_head(chart->theme, e->kind) : jw_theme_leaf(chart->theme, e->kind);
}

static bool is_disc(const jw_legend *l, const entry *e)
{
    const void *what = e->type == ENTRY_STATUS ? (const void *)e->status : e->kind;
    return what && l->chart->discs && g_hash_table_contains(l->chart->discs, what);
}

/* A disc stands in the middle of its swatch; marks are 6 to 12 from the left of what they mark. */
static void paint_disc(const jw_legend *l, const entry *e, jw_page *page, jw_rect box,
                       const jw_box_style *style)
{
    double size = 12 * l->unit, x = box.x + (box.w - size) / 2;
    jw_page_add_ellipse(page, (jw_rect){ x, box.y + (box.h - size) / 2, size, size }, style);
    box.x = x - 3 * l->unit;
    if (e->status) jw_paint_mark(page, e->status, box, l->unit);
}

static void paint_swatch(const jw_legend *l, const entry *e, jw_page *page, jw_point at)
{
    double u = l->unit, middle = at.y + JW_LEGEND_LINE * u / 2;
    jw_rect box = { at.x, middle - 5 * u, swatch_width(e) * u, 10 * u };
    jw_box_style style = e->type == ENTRY_STATUS ? e->status->look.box : look_of(l, e).box;
    style.line *= u;
    if (is_disc(l, e)) {
        paint_disc(l, e, page, box, &style);
        return;
    }
    switch (e->type) {
    case ENTRY_KIND:
        jw_page_add_box(page, box, &style, NULL);
        break;
    case ENTRY_STATUS:
        jw_page_add_box(page, box, &style, NULL);
        jw_paint_mark(page, e->status, box, u);
        break;
    case ENTRY_LINK: {
        jw_point ends[] = { { at.x, middle }, { at.x + SWATCH * u, middle } };
        jw_line_style line = e->line;
        line.line *= u;
        jw_page_add_line(page, ends, 2, &line, JW_NO_BOX, JW_NO_BOX);
        break;
    }
    case ENTRY_BADGE:
        box.x += 4.5 * u;
        jw_paint_badge(l->chart, page, e->dress.badge, box, u);
        break;
    case ENTRY_FLIP:
        box.x -= 4 * u;
        jw_paint_dress(l->chart, page, &e->dress, box, 29, u);
        break;
    case ENTRY_STAR: {
        jw_text_style text = { 11 * u, false, jw_theme_ink(l->chart->theme), JW_RIGHT };
        jw_page_add_text(page, box, &text, e->sign);
        break;
    }
    case ENTRY_EXTRA:
        e->extra->paint(e->extra->context, page, box, u);
        break;
    case ENTRY_HEADING:
        break;
    }
}

double jw_legend_flow(const jw_legend *l, double width, double margin, jw_page *page, double top)
{
    double u = l->unit, left = margin, right = width - left, x = left, y = top;
    for (guint i = 0; i < l->entries->len; i++) {
        const entry *e = &g_array_index(l->entries, entry, i);
        double words = jw_ruler_width(l->chart->ruler, e->word, JW_SMALL * u, false);
        double before = e->type == ENTRY_HEADING ? 0 : (swatch_width(e) + SWATCH_GAP) * u;
        double whole = before + words;
        if (x > left && x + whole > right) {
            x = left;
            y += JW_LEGEND_LINE * u;
        }
        if (page) {
            jw_rect text = { x + before, y, words, JW_LEGEND_LINE * u };
            jw_text_style style = { JW_SMALL * u, false, jw_theme_ink(l->chart->theme), JW_LEFT };
            paint_swatch(l, e, page, (jw_point){ x, y });
            jw_page_add_text(page, text, &style, e->word);
        }
        x += whole + ENTRY_GAP * u;
    }
    return l->entries->len ? y + JW_LEGEND_LINE * u - top : 0;
}
