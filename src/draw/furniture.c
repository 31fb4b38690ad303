#include "draw/dress.h"

#include "base/words.h"
#include "draw/view_colour.h"
#include "draw/wrap.h"
#include "model/kinds.h"

#include <stdlib.h>
#include <string.h>

/* Sizes in units; a unit is a point on A4. */
#define MARGIN 24.0
#define TITLE 17.0
#define SMALL 8.0
#define HEADLINE 9.5     /* what comes of all changes */
#define LINE_HEIGHT 14.0 /* of the legend */
#define SWATCH 22.0
#define SWATCH_GAP 5.0
#define ENTRY_GAP 14.0
#define PATH_HEIGHT 16.0
#define ARROW_WIDTH 14.0 /* between the steps of a path */

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

struct jw_furniture {
    const jw_chart *chart;
    double unit;
    char *title, *date, *source, *page, *tag;
    const char *headline; /* of a chart of changes; NULL: none */
    GArray *entries;      /* of entry */
    GArray *path;         /* of jw_step, whose texts are the caller's */
};

static double margin_of(const jw_furniture *f)
{
    return f->chart->margin >= 0 ? f->chart->margin : MARGIN * f->unit;
}

static const char *word_of(const jw_chart *chart, const char *zh, const char *en)
{
    return chart->lang == JW_EN ? en : zh;
}

static void add_entry(jw_furniture *f, entry e, const char *word)
{
    e.word = g_strdup(word);
    jw_ruler_add(f->chart->ruler, word, SMALL * f->unit, false);
    g_array_append_val(f->entries, e);
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
static void add_kinds(jw_furniture *f)
{
    const jw_chart *chart = f->chart;
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
            add_entry(f, (entry){ .type = ENTRY_KIND, .look = look, .kind = boxed },
                      word_of(chart, kind->zh, kind->en));
        }
    }
    g_hash_table_destroy(seen);
}

/* The classes that are on the page, with how many units each has there. */
static void add_classes(jw_furniture *f)
{
    const jw_chart *chart = f->chart;
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
            add_entry(f, (entry){ .type = ENTRY_HEADING }, heading);
            headed = true;
        }
        char number[16];
        g_snprintf(number, sizeof number, "%u", count[i]);
        char *word = jw_sentence(chart->lang, "draw.class", "value", class->word, "count", number, NULL);
        add_entry(f, (entry){ .type = ENTRY_STATUS, .status = class->look }, word);
        free(word);
    }
}

static void add_statuses(jw_furniture *f)
{
    const jw_chart *chart = f->chart;
    if (chart->colouring) {
        add_classes(f);
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
        add_entry(f, (entry){ .type = ENTRY_STATUS, .status = jw_theme_status(chart->theme, (jw_status)s) },
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
        if (!primary && !jw_chart_draws_link(chart, (uint32_t)l)) continue;
        if (is_in_tree(chart, l) && chart->tree->is_primary[l] == primary)
            g_hash_table_insert(seen, (gpointer)jw_link_kind_of(m, l), GUINT_TO_POINTER(l));
    }
    return seen;
}

static void add_link(jw_furniture *f, const jw_link_kind *kind, uint32_t link, bool primary)
{
    const jw_chart *chart = f->chart;
    const char *word = word_of(chart, kind->zh, kind->en);
    jw_line_style line = primary ? jw_theme_link(chart->theme, kind) : jw_chart_link_style(chart, link);
    bool is_new = !primary && chart->diff && chart->diff->phase == JW_OVERLAY &&
                  chart->diff->links[link] == JW_LINK_NEW;
    bool second = !primary && !is_new && jw_theme_makes_trees(kind);
    g_autofree char *more = g_strconcat(is_new ? jw_word(chart->lang, "draw.diff.link-new") : "", word,
                                        second ? jw_word(chart->lang, "draw.second") : "", NULL);
    add_entry(f, (entry){ .type = ENTRY_LINK, .line = line }, more);
}

static bool is_left_out(const jw_chart *chart, const jw_link_kind *kind)
{
    for (guint i = 0; chart->left_out && i < chart->left_out->len; i++)
        if (g_array_index(chart->left_out, jw_left_out, i).kind == kind) return true;
    return false;
}

static void add_links(jw_furniture *f)
{
    const jw_model *m = f->chart->model;
    for (int primary = 1; primary >= 0; primary--) {
        GHashTable *seen = kinds_of_links(f->chart, primary);
        for (size_t i = 0; i < jw_model_link_kinds(m); i++) {
            const jw_link_kind *kind = jw_model_link_kind(m, i);
            gpointer link;
            if (g_hash_table_lookup_extended(seen, kind, NULL, &link) &&
                (primary || !is_left_out(f->chart, kind)))
                add_link(f, kind, GPOINTER_TO_UINT(link), primary);
        }
        g_hash_table_destroy(seen);
    }
}

static void add_left_out(jw_furniture *f)
{
    const jw_chart *chart = f->chart;
    for (guint i = 0; chart->left_out && i < chart->left_out->len; i++) {
        const jw_left_out *left = &g_array_index(chart->left_out, jw_left_out, i);
        char count[16];
        g_snprintf(count, sizeof count, "%u", left->count);
        char *words =
            jw_sentence(chart->lang, "draw.left-out", "kind", word_of(chart, left->kind->zh, left->kind->en),
                        "count", count, "name", left->kind->name, NULL);
        add_entry(f, (entry){ .type = ENTRY_LINK, .line = jw_theme_other_link(chart->theme, left->kind) },
                  words);
        free(words);
    }
}

static void add_changes(jw_furniture *f)
{
    const jw_theme *theme = f->chart->theme;
    jw_look quiet = { { jw_theme_paper(theme), jw_theme_rule(theme), 0.6, JW_SOLID, false }, NULL };
    GArray *items = jw_diff_legend(f->chart);
    for (guint i = 0; i < items->len; i++) {
        const jw_diff_item *item = &g_array_index(items, jw_diff_item, i);
        entry e = { .type = item->dress.badge ? ENTRY_BADGE
                            : item->dress.was ? ENTRY_FLIP
                                              : ENTRY_KIND,
                    .look = quiet,
                    .dress = item->dress };
        add_entry(f, e, item->text);
        g_free(item->text);
    }
    g_array_free(items, TRUE);
}

static void add_marks(jw_furniture *f)
{
    const jw_chart *chart = f->chart;
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
        add_entry(f, (entry){ .type = ENTRY_KIND, .look = look },
                  jw_word(chart->lang, chart->focus[0] == chart->focus[1] ? "draw.focus" : "draw.ends"));
    }
    if (loose)
        add_entry(f, (entry){ .type = ENTRY_KIND, .look = *jw_theme_loose(chart->theme) },
                  jw_word(chart->lang, "draw.loose.legend"));
    if (illustrative)
        add_entry(f, (entry){ .type = ENTRY_STAR, .sign = "*" },
                  jw_word(chart->lang, "draw.illustrative.legend"));
}

static char *sentence(const jw_chart *chart, const char *key, const char *name, const char *value)
{
    if (!value || !*value) return NULL;
    char *made = jw_sentence(chart->lang, key, name, value, NULL);
    char *out = g_strdup(made);
    free(made);
    return out;
}

static void add_elsewhere(jw_furniture *f)
{
    if (f->chart->elsewhere == 0) return;
    g_autofree char *count = g_strdup_printf("%zu", f->chart->elsewhere),
                    *words = sentence(f->chart, "draw.elsewhere", "count", count);
    add_entry(f, (entry){ .type = ENTRY_STAR, .sign = "→" }, words);
}

static char *page_words(const jw_chart *chart, int number, int of)
{
    char x[16], y[16];
    g_snprintf(x, sizeof x, "%d", number);
    g_snprintf(y, sizeof y, "%d", of);
    char *made = jw_sentence(chart->lang, "draw.page", "page", x, "pages", y, NULL);
    char *out = g_strdup(made);
    free(made);
    return out;
}

jw_furniture *jw_furniture_new(jw_chart *chart, const jw_page_words *words, double unit)
{
    jw_furniture *f = g_new0(jw_furniture, 1);
    f->chart = chart;
    f->unit = unit;
    if (chart->heads) g_hash_table_remove_all(chart->heads);
    f->entries = g_array_new(FALSE, FALSE, sizeof(entry));
    f->path = g_array_new(FALSE, FALSE, sizeof(jw_step));
    if (words->path) g_array_append_vals(f->path, words->path, words->steps);
    f->title = g_strdup(words->title ? words->title : "");
    f->date = sentence(chart, "draw.as-of", "date", words->date);
    f->source = sentence(chart, "draw.source", "source", words->source);
    f->page = page_words(chart, words->number, words->of);
    if (chart->illustrative) f->tag = g_strdup(jw_word(chart->lang, "draw.illustrative"));
    const char *small[] = { f->date, f->page, f->tag };
    for (size_t i = 0; i < G_N_ELEMENTS(small); i++)
        if (small[i]) jw_ruler_add(chart->ruler, small[i], SMALL * unit, false);
    for (guint i = 0; i < chart->n_extras; i++)
        add_entry(f, (entry){ .type = ENTRY_EXTRA, .extra = &chart->extras[i] }, chart->extras[i].word);
    bool overlay = chart->diff && chart->diff->phase == JW_OVERLAY;
    f->headline = chart->diff && *chart->diff->headlines[chart->diff->phase]
                      ? chart->diff->headlines[chart->diff->phase]
                      : NULL;
    if (overlay) add_changes(f);
    add_kinds(f);
    add_statuses(f);
    add_links(f);
    add_marks(f);
    add_left_out(f);
    add_elsewhere(f);
    return f;
}

void jw_furniture_free(jw_furniture *f)
{
    if (!f) return;
    for (guint i = 0; i < f->entries->len; i++) g_free(g_array_index(f->entries, entry, i).word);
    g_array_free(f->entries, TRUE);
    g_array_free(f->path, TRUE);
    char *owned[] = { f->title, f->date, f->source, f->page, f->tag };
    for (size_t i = 0; i < G_N_ELEMENTS(owned); i++) g_free(owned[i]);
    g_free(f);
}

static double text_width(const jw_furniture *f, const char *text)
{
    return jw_ruler_width(f->chart->ruler, text, SMALL * f->unit, false);
}

static jw_text_style small_text(const jw_furniture *f, jw_align align)
{
    return (jw_text_style){ SMALL * f->unit, false, jw_theme_quiet(f->chart->theme), align };
}

static double swatch_width(const entry *e)
{
    return e->type == ENTRY_EXTRA ? e->extra->width : SWATCH;
}

/* As the kind was drawn on this page: units without any below them may have boxes of their own too. */
static jw_look look_of(const jw_furniture *f, const entry *e)
{
    const jw_chart *chart = f->chart;
    bool boxed = e->kind && chart->heads && g_hash_table_contains(chart->heads, e->kind);
    return boxed ? jw_theme_head(chart->theme, e->kind) : e->look;
}

static void paint_swatch(const jw_furniture *f, const entry *e, jw_page *page, jw_point at)
{
    double u = f->unit, middle = at.y + LINE_HEIGHT * u / 2;
    jw_rect box = { at.x, middle - 5 * u, swatch_width(e) * u, 10 * u };
    jw_box_style style = e->type == ENTRY_STATUS ? e->status->look.box : look_of(f, e).box;
    style.line *= u;
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
        jw_paint_badge(f->chart, page, e->dress.badge, box, u);
        break;
    case ENTRY_FLIP:
        box.x -= 4 * u;
        jw_paint_dress(f->chart, page, &e->dress, box, 29, u);
        break;
    case ENTRY_STAR: {
        jw_text_style text = { 11 * u, false, jw_theme_ink(f->chart->theme), JW_RIGHT };
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

/* Lays the legend out in lines of the page's width; draws it if there is a page. Returns its height. */
static double flow_legend(const jw_furniture *f, double width, jw_page *page, double top)
{
    double u = f->unit, left = margin_of(f), right = width - left, x = left, y = top;
    for (guint i = 0; i < f->entries->len; i++) {
        const entry *e = &g_array_index(f->entries, entry, i);
        double words = text_width(f, e->word);
        double before = e->type == ENTRY_HEADING ? 0 : (swatch_width(e) + SWATCH_GAP) * u;
        double whole = before + words;
        if (x > left && x + whole > right) {
            x = left;
            y += LINE_HEIGHT * u;
        }
        if (page) {
            jw_rect text = { x + before, y, words, LINE_HEIGHT * u };
            jw_text_style style = small_text(f, JW_LEFT);
            style.colour = jw_theme_ink(f->chart->theme);
            paint_swatch(f, e, page, (jw_point){ x, y });
            jw_page_add_text(page, text, &style, e->word);
        }
        x += whole + ENTRY_GAP * u;
    }
    return f->entries->len ? y + LINE_HEIGHT * u - top : 0;
}

/* Wrapped to the page's width; the caller frees. Estimated widths are enough: both texts have room to spare.
 */
static char *wrapped_title(const jw_furniture *f, double width)
{
    double beside = f->tag ? text_width(f, f->tag) + 18 * f->unit : 40 * f->unit; /* it is centred */
    return jw_wrap(f->title, (width - 2 * (margin_of(f) + beside)) / (TITLE * f->unit) * 0.96);
}

static char *wrapped_source(const jw_furniture *f, double width)
{
    double room = width - 2 * margin_of(f) - 16 * f->unit - text_width(f, f->page);
    return jw_wrap(f->source ? f->source : "", room / (SMALL * f->unit) * 0.94);
}

/* Lines end between the parts of a headline. */
static char *wrapped_headline(const jw_furniture *f, double width)
{
    double most = (width - 2 * MARGIN * f->unit) / (HEADLINE * f->unit) * 0.94;
    g_auto(GStrv) parts = g_strsplit(f->headline, " · ", -1);
    GString *out = g_string_new(NULL), *line = g_string_new(NULL);
    for (char **part = parts; *part; part++) {
        bool full = line->len && jw_wrap_width(line->str) + 1.5 + jw_wrap_width(*part) > most;
        g_string_append_printf(out, "%s%s", full ? "\n" : line->len ? " · " : "", *part);
        if (full) g_string_truncate(line, 0);
        g_string_append_printf(line, "%s%s", line->len ? " · " : "", *part);
    }
    g_string_free(line, TRUE);
    return g_string_free(out, FALSE);
}

static double header_height(const jw_furniture *f, double width)
{
    g_autofree char *title = wrapped_title(f, width);
    double height = *title ? jw_ruler_height(title, TITLE * f->unit) : 0;
    if (f->headline) {
        g_autofree char *line = wrapped_headline(f, width);
        height += jw_ruler_height(line, HEADLINE * f->unit) + 3 * f->unit;
    }
    return height + (f->date || f->tag ? 13 * f->unit : 0) + (f->path->len ? PATH_HEIGHT : 8) * f->unit;
}

static double footer_height(const jw_furniture *f, double width)
{
    g_autofree char *source = wrapped_source(f, width);
    return jw_ruler_height(source, SMALL * f->unit) + 4 * f->unit;
}

jw_rect jw_furniture_area(const jw_furniture *f, double width, double height)
{
    double margin = margin_of(f), top = margin + header_height(f, width);
    double bottom = margin + footer_height(f, width) + flow_legend(f, width, NULL, 0) + 16 * f->unit;
    return (jw_rect){ margin, top, width - 2 * margin, height - top - bottom };
}

static void paint_header(const jw_furniture *f, jw_page *page)
{
    double u = f->unit, margin = margin_of(f), wide = page->width - 2 * margin;
    g_autofree char *title = wrapped_title(f, page->width);
    double height = *title ? jw_ruler_height(title, TITLE * u) : 0;
    jw_text_style style = { TITLE * u, true, jw_theme_ink(f->chart->theme), JW_CENTRE },
                  small = small_text(f, JW_CENTRE);
    if (*title) jw_page_add_text(page, (jw_rect){ margin, margin, wide, height }, &style, title);
    if (f->date) jw_page_add_text(page, (jw_rect){ margin, margin + height, wide, 13 * u }, &small, f->date);
    if (f->headline) {
        g_autofree char *line = wrapped_headline(f, page->width);
        jw_text_style bold = { HEADLINE * u, true, jw_theme_ink(f->chart->theme), JW_CENTRE };
        double y = margin + height + (f->date || f->tag ? 14 * u : 0);
        jw_page_add_text(page, (jw_rect){ margin, y, wide, jw_ruler_height(line, HEADLINE * u) }, &bold,
                         line);
    }
    if (!f->tag) return;
    const jw_look *look = jw_theme_tag(f->chart->theme);
    double tag = text_width(f, f->tag) + 12 * u;
    jw_rect at = { page->width - margin - tag, margin, tag, 14 * u };
    jw_box_style box = look->box;
    box.line *= u;
    small.colour = look->text;
    jw_page_add_box(page, at, &box, "illustrative");
    jw_page_add_text(page, at, &small, f->tag);
}

void jw_furniture_add_step(jw_chart *chart, const char *text, double unit)
{
    jw_ruler_add(chart->ruler, text, SMALL * unit, false);
}

/* How many steps from the end find room beside the first. */
static guint last_steps(const jw_furniture *f, double room)
{
    guint n = f->path->len, fitting = 0;
    room -= text_width(f, g_array_index(f->path, jw_step, 0).text) + 2 * ARROW_WIDTH * f->unit;
    for (guint i = n; i-- > 1;) {
        room -= text_width(f, g_array_index(f->path, jw_step, i).text) + ARROW_WIDTH * f->unit;
        if (room < 0) break;
        fitting++;
    }
    return fitting;
}

static double paint_step(const jw_furniture *f, jw_page *page, const jw_step *step, double x, double y)
{
    double width = text_width(f, step->text), u = f->unit;
    jw_text_style style = small_text(f, JW_LEFT);
    jw_rect at = { x, y, width, LINE_HEIGHT * u };
    jw_page_add_text(page, at, &style, step->text);
    if (step->page >= 0) jw_page_add_link(page, at, step->page);
    return x + width;
}

/* Core › block › …: from the top to what is above this page. */
static void paint_path(const jw_furniture *f, jw_page *page, double y)
{
    double u = f->unit, x = margin_of(f);
    guint n = f->path->len, last = n > 1 ? last_steps(f, page->width - 2 * x) : 0;
    jw_text_style style = small_text(f, JW_CENTRE);
    for (guint i = 0; i < n; i++) {
        if (i > 0 && i + last < n) continue;
        bool gap = i > 0 && i + last == n && last + 1 < n;
        jw_rect arrow = { x, y, ARROW_WIDTH * u, LINE_HEIGHT * u };
        if (i > 0) {
            jw_page_add_text(page, arrow, &style, gap ? "…" : "›");
            x += ARROW_WIDTH * u;
        }
        x = paint_step(f, page, &g_array_index(f->path, jw_step, i), x, y);
    }
}

static void paint_footer(const jw_furniture *f, jw_page *page)
{
    double u = f->unit, margin = margin_of(f), wide = page->width - 2 * margin;
    double height = footer_height(f, page->width), top = page->height - margin - height;
    double legend = flow_legend(f, page->width, NULL, 0), rule_y = top - legend - 4 * u;
    g_autofree char *source = wrapped_source(f, page->width);
    jw_text_style left = small_text(f, JW_LEFT), right = small_text(f, JW_RIGHT);
    double source_height = jw_ruler_height(source, SMALL * u), line_height = SMALL * 1.2 * u;
    jw_rect at = { margin, page->height - margin - source_height, wide, source_height };
    jw_rect page_at = { margin, page->height - margin - line_height, wide, line_height };
    jw_point rule[] = { { margin, rule_y }, { page->width - margin, rule_y } };
    jw_line_style hair = { jw_theme_rule(f->chart->theme), 0.6 * u, JW_SOLID, false };
    jw_page_add_line(page, rule, 2, &hair, JW_NO_BOX, JW_NO_BOX);
    flow_legend(f, page->width, page, top - legend);
    if (*source) jw_page_add_text(page, at, &left, source);
    jw_page_add_text(page, page_at, &right, f->page);
}

void jw_furniture_paint(const jw_furniture *f, jw_page *page)
{
    page->paper = jw_theme_paper(f->chart->theme);
    paint_header(f, page);
    if (f->path->len > 0)
        paint_path(f, page, margin_of(f) + header_height(f, page->width) - PATH_HEIGHT * f->unit);
    paint_footer(f, page);
}
