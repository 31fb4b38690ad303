#include "draw/view_net.h"

#include "draw/disc.h"
#include "draw/draft.h"
#include "draw/dress.h"
#include "draw/view_spread.h"

#include <math.h>
#include <string.h>

enum { MOST_UNITS = 800, WRAP = JW_LEAF_WRAPS - 1, MOST_OF_DISC = 3 /* links */ };

#define MARK_WIDTH 15.5
#define PAD_X 5.0
#define PAD_Y 6.0
#define STAR 7.0
#define PARALLEL 3.5 /* between links that join the same two units */

typedef struct {
    jw_draft *draft;
    const jw_draw_options *options;
    GArray *twigs;        /* of int: the boxes */
    jw_spread_size *size; /* by box, at JW_LEAF_SIZE */
    jw_point *where;      /* by box: 0 … 1 in the drawing */
    jw_rect *at;          /* by box, as placed */
    bool *is_disc;        /* by box */
    bool *is_turned;      /* by box: of a disc, its name is left of it */
    int *on_page;         /* by box: which of the page's boxes it is */
    int *box_of;          /* by twig: its box, -1 */
    GArray *links;        /* of int: those that are drawn */
    GHashTable *discs;    /* for the legend */
} net;

static const jw_twig *twig_of(const net *n, guint i)
{
    return jw_tree_twig(n->draft->chart.tree, g_array_index(n->twigs, int, i));
}

static const jw_caption *caption_of(const net *n, guint i)
{
    return &n->draft->chart.captions[g_array_index(n->twigs, int, i)];
}

/* --- what is drawn */

static void collect_boxes(net *n)
{
    const jw_tree *tree = n->draft->chart.tree;
    n->twigs = g_array_new(FALSE, FALSE, sizeof(int));
    n->box_of = g_new(int, tree->twigs->len);
    for (guint i = 0; i < tree->twigs->len; i++) {
        const jw_twig *twig = jw_tree_twig(tree, (int)i);
        int box = (int)n->twigs->len, me = (int)i;
        bool drawn = twig->kind == JW_TWIG_UNIT || twig->kind == JW_TWIG_COUNT;
        n->box_of[i] = drawn ? box : -1;
        if (drawn) g_array_append_val(n->twigs, me);
    }
    n->draft->chart.units = n->twigs;
    n->size = g_new0(jw_spread_size, n->twigs->len + 1);
    n->where = g_new0(jw_point, n->twigs->len + 1);
    n->at = g_new0(jw_rect, n->twigs->len + 1);
    n->is_disc = g_new0(bool, n->twigs->len + 1);
    n->discs = g_hash_table_new(g_direct_hash, g_direct_equal);
    n->is_turned = g_new0(bool, n->twigs->len + 1);
    n->on_page = g_new0(int, n->twigs->len + 1);
}

static int box_at(const net *n, uint32_t unit)
{
    uint32_t twig = n->draft->chart.tree->of_unit[unit];
    return twig == UINT32_MAX ? -1 : n->box_of[twig];
}

/* Of a path only the steps along it. */
static bool is_drawn(const net *n, size_t l)
{
    const jw_model *m = n->draft->chart.model;
    const int *distance = n->draft->choice.distance;
    jw_link link = jw_model_link(m, l);
    if (box_at(n, link.from) < 0 || box_at(n, link.to) < 0) return false;
    if (distance && distance[link.from] == distance[link.to]) return false;
    return jw_list_names(n->options->links, jw_link_kind_of(m, l));
}

static void collect_links(net *n)
{
    int count = (int)jw_model_link_count(n->draft->chart.model);
    n->links = g_array_new(FALSE, FALSE, sizeof(int));
    for (int l = 0; l < count; l++)
        if (is_drawn(n, (size_t)l)) g_array_append_val(n->links, l);
    n->draft->chart.links = n->links;
}

/* In a net that Graphviz spreads, units with none below them are discs with their names beside them: that
 * takes two thirds of the room of boxes, so type becomes larger, and a line ends at the disc instead of
 * running under the name. What many links lead to is a box all the
 * same, and so are the focus and what counts others. Along paths and
 * chains boxes stand in rows, where there is room. */
static void choose_discs(net *n)
{
    bool spread = !n->options->from && n->options->layout != JW_LAYOUT_LAYERED;
    g_autofree guint *degree = g_new0(guint, n->twigs->len + 1);
    for (guint i = 0; i < n->links->len; i++) {
        jw_link link = jw_model_link(n->draft->chart.model, (size_t)g_array_index(n->links, int, i));
        degree[box_at(n, link.from)]++;
        degree[box_at(n, link.to)]++;
    }
    for (guint i = 0; i < n->twigs->len; i++) {
        const jw_twig *twig = twig_of(n, i);
        bool leaf = twig->kind == JW_TWIG_UNIT && jw_twig_is_leaf(twig) && twig->below == 0 &&
                    degree[i] <= MOST_OF_DISC;
        n->is_disc[i] = spread && leaf && twig->unit != n->draft->chart.focus[0];
    }
    n->draft->chart.discs = n->discs;
    jw_tell_discs(&n->draft->chart, (const int *)(void *)n->twigs->data, n->is_disc, n->twigs->len);
}

/* The box of the lead at which a box counts units; -1: it is no count, or no links are to be drawn. */
static int lead_of_count(const net *n, guint i)
{
    const jw_twig *twig = twig_of(n, i);
    bool none = n->options->links && strcmp(n->options->links, "none") == 0;
    return twig->kind == JW_TWIG_COUNT && twig->parent >= 0 && !none ? n->box_of[twig->parent] : -1;
}

static jw_disc disc_of(const net *n, guint i)
{
    return (jw_disc){ g_array_index(n->twigs, int, i), WRAP, n->is_turned[i], 0 };
}

static void measure_boxes(net *n)
{
    const jw_chart *chart = &n->draft->chart;
    for (guint i = 0; i < n->twigs->len; i++) {
        const jw_caption *caption = caption_of(n, i);
        double left = jw_chart_status(chart, twig_of(n, i)->unit) ? MARK_WIDTH : PAD_X;
        n->size[i].w = caption->leaf_width[WRAP] + left + PAD_X + (caption->illustrative ? STAR : 0);
        n->size[i].h = jw_ruler_height(caption->leaf[WRAP], JW_LEAF_SIZE) + PAD_Y;
        if (!n->is_disc[i]) continue;
        jw_disc disc = disc_of(n, i);
        n->size[i] = (jw_spread_size){ jw_disc_width(chart, &disc), jw_disc_height(chart, &disc) };
    }
}

/* --- where */

static const char *engine_of(const jw_draw_options *o)
{
    if (o->from || o->layout == JW_LAYOUT_LAYERED) return "dot";
    return o->layout == JW_LAYOUT_RADIAL ? "twopi" : "sfdp";
}

static void put(GString *out, const char *name, double inches)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(out, "%s=%s ", name, g_ascii_formatd(text, sizeof text, "%.4f", inches));
}

/* The unit in the middle: the focus, else the first that hangs from nothing. */
static int centre_of(const net *n)
{
    uint32_t focus = n->draft->choice.focus[0];
    return focus == JW_NO_UNIT ? 0 : MAX(box_at(n, focus), 0);
}

static char *dot_of(const net *n, bool upright)
{
    const int *distance = n->draft->choice.distance;
    const jw_model *m = n->draft->chart.model;
    GString *out = g_string_new("digraph { graph [splines=false overlap=prism sep=\"+4\" start=1 ");
    g_string_append_printf(out, "rankdir=%s nodesep=0.12 ranksep=0.5 root=n%d ", upright ? "TB" : "LR",
                           centre_of(n));
    g_string_append(out, "] node [shape=box fixedsize=true label=\"\"]\n");
    for (guint i = 0; i < n->twigs->len; i++) {
        g_string_append_printf(out, "n%u [", i);
        put(out, "width", (n->size[i].w + JW_SPREAD_GAP) / 72);
        put(out, "height", (n->size[i].h + JW_SPREAD_GAP) / 72);
        g_string_append(out, "]\n");
    }
    for (guint i = 0; i < n->links->len; i++) {
        jw_link link = jw_model_link(m, (size_t)g_array_index(n->links, int, i));
        int from = box_at(n, link.from), to = box_at(n, link.to);
        bool turned = distance && distance[link.from] > distance[link.to];
        g_string_append_printf(out, "n%d -> n%d\n", turned ? to : from, turned ? from : to);
    }
    for (guint i = 0; i < n->twigs->len; i++)
        if (lead_of_count(n, i) >= 0) g_string_append_printf(out, "n%d -> n%u\n", lead_of_count(n, i), i);
    g_string_append(out, "}\n");
    return g_string_free(out, FALSE);
}

/* Centres as shares of the drawing. */
static bool read_places(net *n, const jw_layout *layout)
{
    jw_point low = { INFINITY, INFINITY }, high = { -INFINITY, -INFINITY };
    for (guint i = 0; i < n->twigs->len; i++) {
        char name[16];
        g_snprintf(name, sizeof name, "n%u", i);
        const jw_rect *at = g_hash_table_lookup(layout->nodes, name);
        if (!at) return false;
        n->where[i] = (jw_point){ at->x + at->w / 2, at->y + at->h / 2 };
        low = (jw_point){ MIN(low.x, n->where[i].x), MIN(low.y, n->where[i].y) };
        high = (jw_point){ MAX(high.x, n->where[i].x), MAX(high.y, n->where[i].y) };
    }
    for (guint i = 0; i < n->twigs->len; i++) {
        jw_point *p = &n->where[i];
        p->x = high.x - low.x > 1 ? (p->x - low.x) / (high.x - low.x) : 0.5;
        p->y = high.y - low.y > 1 ? (p->y - low.y) / (high.y - low.y) : 0.5;
    }
    return true;
}

/* Of two sheets the one with the larger type; of two alike the first. */
static double choose(net *n, const jw_layout *layouts, double most, size_t *chosen)
{
    jw_spread spread = { n->twigs->len, n->size, n->where, n->at };
    double best = -1;
    for (size_t i = 0; i < n->draft->n_sheets; i++) {
        if (!read_places(n, &layouts[i])) continue;
        double scale = jw_spread_fit(&spread, n->draft->sheets[i].free, most);
        if (scale <= best * 1.01) continue;
        best = scale;
        *chosen = i;
    }
    if (best > 0) {
        read_places(n, &layouts[*chosen]);
        jw_spread_fit(&spread, n->draft->sheets[*chosen].free, most);
    }
    return best;
}

/* --- painting */

/* A disc is at the end that faces what it is linked to, its name at the other. */
static void turn_discs(net *n)
{
    g_autofree double *pull = g_new0(double, n->twigs->len + 1);
    for (guint i = 0; i < n->links->len; i++) {
        jw_link link = jw_model_link(n->draft->chart.model, (size_t)g_array_index(n->links, int, i));
        int from = box_at(n, link.from), to = box_at(n, link.to);
        double by = n->at[to].x + n->at[to].w / 2 - n->at[from].x - n->at[from].w / 2;
        pull[from] += by;
        pull[to] -= by;
    }
    for (guint i = 0; i < n->twigs->len; i++) n->is_turned[i] = pull[i] > 0;
}

/* What links lead to: the box, or the disc without its name. */
static jw_rect body_of(const net *n, int i, double scale)
{
    jw_disc disc = disc_of(n, (guint)i);
    return n->is_disc[i] ? jw_disc_body(&disc, n->at[i], scale) : n->at[i];
}

/* Where the way from the middle of a box to `target` leaves it. */
static jw_point leave(jw_rect box, bool is_disc, jw_point target)
{
    jw_point middle = { box.x + box.w / 2, box.y + box.h / 2 };
    double dx = target.x - middle.x, dy = target.y - middle.y, length = hypot(dx, dy);
    if (is_disc && length > 0)
        return (jw_point){ middle.x + dx / length * box.w / 2, middle.y + dy / length * box.w / 2 };
    double share = MIN(dx != 0 ? box.w / 2 / fabs(dx) : INFINITY, dy != 0 ? box.h / 2 / fabs(dy) : INFINITY);
    share = MIN(share, 1);
    return (jw_point){ middle.x + dx * share, middle.y + dy * share };
}

static jw_line_style style_of(const net *n, size_t l)
{
    const jw_chart *chart = &n->draft->chart;
    const jw_link_kind *kind = jw_link_kind_of(chart->model, l);
    jw_line_style style = chart->tree->is_primary[l] ? jw_theme_link(chart->theme, kind)
                                                     : jw_theme_other_link(chart->theme, kind);
    if (n->draft->choice.distance) {
        style.line *= 1.8;
        style.arrow = kind->directed; /* who leads whom matters along a path */
    }
    return style;
}

/* `turn`: how many lines were drawn between these two before. */
static void paint_line(const net *n, jw_page *page, int from, int to, jw_line_style style, int turn,
                       double scale)
{
    jw_rect a = body_of(n, from, scale), b = body_of(n, to, scale);
    double dx = b.x + b.w / 2 - a.x - a.w / 2, dy = b.y + b.h / 2 - a.y - a.h / 2, length = hypot(dx, dy);
    double off = (turn + 1) / 2 * (turn % 2 ? 1 : -1) * PARALLEL * scale;
    jw_point shift = { length > 0 ? -dy / length * off : 0, length > 0 ? dx / length * off : 0 };
    jw_point ends[] = { leave(a, n->is_disc[from], (jw_point){ b.x + b.w / 2, b.y + b.h / 2 }),
                        leave(b, n->is_disc[to], (jw_point){ a.x + a.w / 2, a.y + a.h / 2 }) };
    style.line *= CLAMP(scale, 0.5, 1.6);
    for (int i = 0; i < 2; i++) ends[i] = (jw_point){ ends[i].x + shift.x, ends[i].y + shift.y };
    jw_page_add_line(page, ends, 2, &style, n->on_page[from], n->on_page[to]);
}

static void paint_links(const net *n, jw_page *page, double scale)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    for (guint i = 0; i < n->links->len; i++) {
        size_t l = (size_t)g_array_index(n->links, int, i);
        jw_link link = jw_model_link(n->draft->chart.model, l);
        gint64 pair = ((gint64)MIN(link.from, link.to) << 32) | MAX(link.from, link.to);
        int turn = GPOINTER_TO_INT(g_hash_table_lookup(seen, &pair));
        g_hash_table_insert(seen, g_memdup2(&pair, sizeof pair), GINT_TO_POINTER(turn + 1));
        paint_line(n, page, box_at(n, link.from), box_at(n, link.to), style_of(n, l), turn, scale);
    }
    jw_line_style quiet = { jw_theme_quiet(n->draft->chart.theme), 0.75, JW_SOLID, false };
    for (guint i = 0; i < n->twigs->len; i++)
        if (lead_of_count(n, i) >= 0) paint_line(n, page, lead_of_count(n, i), (int)i, quiet, 0, scale);
}

static void paint_disc(const net *n, jw_page *page, guint i, double scale)
{
    jw_disc disc = disc_of(n, i);
    n->on_page[i] = jw_paint_disc(&n->draft->chart, page, &disc, n->at[i], scale);
}

static void paint_box(const net *n, jw_page *page, guint i, double scale)
{
    const jw_chart *chart = &n->draft->chart;
    const jw_twig *twig = twig_of(n, i);
    bool leaf = jw_twig_is_leaf(twig);
    jw_dress dress = jw_chart_dress(chart, twig->unit, leaf ? JW_AS_LEAF : JW_AS_HEAD);
    g_autofree char *id = twig->unit == JW_NO_UNIT ? NULL : g_strdup_printf("u%u", twig->unit);
    jw_box_style box = dress.look.box;
    if (!box.fill) box.fill = jw_theme_paper(chart->theme); /* lines lie under it */
    box.line *= CLAMP(scale, 0.4, 1.4);
    jw_rect at = n->at[i];
    n->on_page[i] = jw_page_add_box(page, at, &box, id);
    if (dress.status) jw_paint_mark(page, dress.status, at, scale);
    double left = (dress.status ? MARK_WIDTH : PAD_X) * scale, right = PAD_X * scale;
    if (caption_of(n, i)->illustrative) {
        jw_rect star = { at.x + at.w - (STAR + 1) * scale, at.y, STAR * scale, MIN(at.h, 16 * scale) };
        jw_page_add_text(page, star, &(jw_text_style){ 10 * scale, false, dress.look.text, JW_CENTRE }, "*");
        right += STAR * scale;
    }
    jw_rect text = { at.x + left, at.y, at.w - left - right, at.h };
    jw_text_style style = { JW_LEAF_SIZE * scale, !leaf, dress.look.text, JW_CENTRE };
    jw_page_add_text(page, text, &style, caption_of(n, i)->leaf[WRAP]);
}

static jw_page *paint(net *n, const jw_furniture *f, const jw_sheet *sheet, double scale, jw_diags *diags)
{
    if (!jw_is_readable(JW_LEAF_SIZE * scale, diags)) return NULL;
    jw_page *page = jw_page_new(sheet->width, sheet->height);
    page->bookmark = g_strdup(n->draft->title);
    turn_discs(n);
    for (guint i = 0; i < n->twigs->len; i++) (n->is_disc[i] ? paint_disc : paint_box)(n, page, i, scale);
    paint_links(n, page, scale);
    jw_furniture_paint(f, page);
    return page;
}

/* --- the whole */

static jw_page *draw_net(net *n, const jw_renderer *r, jw_diags *diags)
{
    jw_draft *draft = n->draft;
    jw_page_words words = {
        .title = draft->title, .date = draft->date, .source = draft->source, .number = 1, .of = 1
    };
    jw_furniture *f = jw_furniture_new(&draft->chart, &words, draft->unit);
    jw_layout *layouts = NULL;
    jw_page *page = NULL;
    if (jw_chart_caption(&draft->chart, r, diags) && jw_draft_measure_sheets(draft, f, diags)) {
        char *graphs[2];
        size_t chosen = 0;
        choose_discs(n);
        measure_boxes(n);
        for (size_t i = 0; i < draft->n_sheets; i++)
            graphs[i] = dot_of(n, draft->sheets[i].width < draft->sheets[i].height);
        layouts = jw_renderer_layout(r, engine_of(n->options), graphs, draft->n_sheets, diags);
        double scale =
            layouts ? choose(n, layouts, JW_LARGEST_LEAF / JW_LEAF_SIZE * draft->unit, &chosen) : -1;
        if (layouts) page = paint(n, f, &draft->sheets[chosen], MAX(scale, 0), diags);
        jw_layouts_free(layouts, draft->n_sheets);
        for (size_t i = 0; i < draft->n_sheets; i++) g_free(graphs[i]);
    }
    jw_furniture_free(f);
    return page;
}

static void net_clear(net *n)
{
    if (n->twigs) g_array_free(n->twigs, TRUE);
    if (n->links) g_array_free(n->links, TRUE);
    if (n->discs) g_hash_table_destroy(n->discs);
    void *owned[] = { n->size, n->where, n->at, n->box_of, n->is_disc, n->is_turned, n->on_page };
    for (size_t i = 0; i < G_N_ELEMENTS(owned); i++) g_free(owned[i]);
}

GPtrArray *jw_net_pages(const jw_model *m, const jw_coverage *coverage, const jw_draw_options *options,
                        const jw_renderer *r, jw_diags *diags)
{
    jw_draft draft;
    net n = { .draft = &draft, .options = options };
    jw_page *page = NULL;
    if (jw_draft_begin(&draft, m, coverage, options, MOST_UNITS, diags)) {
        collect_boxes(&n);
        collect_links(&n);
        page = draw_net(&n, r, diags);
    }
    net_clear(&n);
    jw_draft_end(&draft);
    if (!page) return NULL;
    GPtrArray *pages = g_ptr_array_new_with_free_func((GDestroyNotify)jw_page_free);
    g_ptr_array_add(pages, page);
    return pages;
}
