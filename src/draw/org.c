/* From a model to the pages of a chart: one, if type of the least size allowed fits on it, else as many as it
 * takes, after a page of contents. */
#include "draw/radial.h"

#include "base/number.h"
#include "base/words.h"
#include "base/workers.h"
#include "draw/draft.h"
#include "draw/org_contents.h"

#include <math.h>
#include <string.h>

#define LEAST_TYPE 7.0 /* points, unless asked for otherwise */
/* Boxes are drawn instead of tables if type is at least that share of the tables'. */
#define BOXES_COST 0.93
#define LOWERED 0.85 /* steps in which the scale is lowered at which everything is to fit on one page */
#define LEAST_SCALE 0.02
#define UPRIGHT_GAIN 1.1 /* names stand upright if type is at least that much larger */
#define EVEN_TYPE 1.5    /* type on one page is at most that much larger than on another */

enum { MOST_UNITS = 200000, CONTENTS_FROM = 3, MOST_BOXES = 150, MOST_STEPS = 60 };

static const char *const leaves_names[] = { "auto", "card", "boxes", "row", "vertical" };

bool jw_leaves_find(const char *name, jw_leaves *out)
{
    for (size_t i = 0; i < G_N_ELEMENTS(leaves_names); i++)
        if (strcmp(name ? name : "auto", leaves_names[i]) == 0) {
            *out = (jw_leaves)i;
            return true;
        }
    return false;
}

typedef struct {
    jw_draft *draft;
    jw_org *org;
    const jw_sheet *sheet;
    GArray *pages; /* of jw_org_page */
    jw_leaves leaves;
    bool radial;
    double least, most; /* scales */
    GPtrArray *made;    /* of jw_page */
} press;

static jw_rect room_on(const press *p, bool first)
{
    jw_rect room = p->sheet->free;
    double path = first ? 0 : 8 * p->draft->unit;
    return (jw_rect){ room.x, room.y + path, room.w, room.h - path };
}

/* Of two shapes that give the same type, trees are wider, as charts are drawn, and tables more like the page.
 */
static bool is_nicer(const jw_shape *a, const jw_shape *b, jw_rect room)
{
    if (b->form == JW_FORM_HEAD || a->form != b->form) return b->form == JW_FORM_HEAD;
    if (a->form == JW_FORM_TREE) return a->w > b->w;
    return MIN(room.w / a->w, room.h / a->h) > MIN(room.w / b->w, room.h / b->h);
}

static double best_in(const GArray *curve, jw_rect room, double most, double best, jw_shape *out)
{
    for (guint i = 0; i < curve->len; i++) {
        const jw_shape *shape = &g_array_index(curve, jw_shape, i);
        double scale = MIN(most, MIN(room.w / shape->w, room.h / shape->h));
        if (scale < best - 1e-9 || (scale < best + 1e-9 && !is_nicer(shape, out, room))) continue;
        best = scale;
        *out = *shape;
    }
    return best;
}

/* The largest scale at which a node fits into a room. */
static double best_scale(const press *p, int node, jw_rect room, jw_shape *out)
{
    if (p->radial) return jw_radial_fit(p->org, node, (jw_size){ room.w, room.h }, p->least, p->most);
    const jw_org_node *n = jw_org_at(p->org, node);
    *out = (jw_shape){ .form = JW_FORM_HEAD };
    double best = best_in(n->flat, room, p->most, best_in(n->tree, room, p->most, 0, out), out);
    if (out->form != JW_FORM_HEAD) return best;
    out->w = (float)n->head[jw_org_tree_head_in(n, INFINITY)].w;
    return MIN(p->most, room.w / out->w);
}

static jw_org *new_org(const press *p, bool boxes, bool paged)
{
    jw_org *org = jw_org_new(&p->draft->chart, boxes, p->leaves, paged);
    if (p->radial) org->radial = jw_radial_new();
    return org;
}

static void press_clear(press *p)
{
    jw_org_free(p->org);
    if (p->pages) g_array_free(p->pages, TRUE);
    p->org = NULL;
    p->pages = NULL;
}

/* The room of a page for a chart whose type has a scale of one. */
static jw_size room_at(const press *p, bool first, double scale)
{
    jw_rect room = room_on(p, first);
    return (jw_size){ room.w / scale, room.h / scale };
}

/* The sheet with the larger type, of two alike the first. Returns the scale. */
static double choose_sheet(press *p)
{
    double best = 0;
    const jw_sheet *chosen = &p->draft->sheets[0];
    for (size_t i = 0; i < p->draft->n_sheets; i++) {
        jw_shape shape;
        p->sheet = &p->draft->sheets[i];
        double scale = best_scale(p, 0, room_on(p, true), &shape);
        if (scale <= best * (i > 0 ? 1.01 : 1)) continue;
        best = scale;
        chosen = p->sheet;
    }
    p->sheet = chosen;
    return best;
}

/* No scale at which everything is on one page can be larger: its names alone would be larger than the page.
 */
static double largest_scale(const press *p)
{
    const jw_chart *chart = &p->draft->chart;
    const jw_sheet *sheet = &p->draft->sheets[0];
    double area = 1;
    for (guint i = 1; i < chart->tree->twigs->len; i++) {
        double least = INFINITY;
        for (int wrap = 0; wrap < JW_LEAF_WRAPS; wrap++)
            least = MIN(least, chart->captions[i].leaf_width[wrap] *
                                   jw_ruler_height(chart->captions[i].leaf[wrap], JW_LEAF_SIZE));
        area += least;
    }
    return MIN(p->most, sqrt(sheet->width * sheet->height / area));
}

/* Everything on one page. Only shapes are looked for that fit at some scale, and this is lowered until there
 * are any, not below `least`. Returns the scale, which may be less. */
static double cut_nothing(press *p, double least, bool boxes)
{
    static const jw_org_cutting whole = { .field = -1 };
    double scale = largest_scale(p), best = 0;
    p->org = new_org(p, boxes, false);
    do {
        scale = MAX(least, LOWERED * scale);
        for (size_t i = 0; i < G_N_ELEMENTS(p->org->most); i++) {
            p->sheet = &p->draft->sheets[MIN(i, p->draft->n_sheets - 1)];
            p->org->most[i] = room_at(p, true, scale);
        }
        if (p->pages) g_array_free(p->pages, TRUE);
        p->pages = jw_org_paginate(p->org, &whole);
        best = choose_sheet(p);
    } while (best < scale - 1e-9 && scale > least && !p->radial);
    return best;
}

/* Everything on one page in another manner, which takes the place of *p if its type is at least `share` of
 * the other's. Returns the scale of what *p then is. */
static double try_manner(press *p, double best, double share, double least, bool boxes, jw_leaves leaves)
{
    press trial = *p;
    trial.org = NULL;
    trial.pages = NULL;
    trial.leaves = leaves;
    double scale = cut_nothing(&trial, MAX(least, best * share), boxes);
    bool better = scale >= best * share;
    press_clear(better ? p : &trial);
    if (better) *p = trial;
    return better ? scale : best;
}

/* One page; a small chart with a box for every unit, and these upright if that gains much. False if type
 * would be too small. */
static bool try_one_page(press *p, const jw_org_cutting *asked, bool at_any_size)
{
    if (asked->level > 0 || asked->field >= 0 || (!at_any_size && largest_scale(p) < p->least)) return false;
    double least = at_any_size ? LEAST_SCALE : p->least;
    double best = cut_nothing(p, least, p->leaves > JW_LEAVES_CARD);
    if (p->leaves == JW_LEAVES_AUTO && !p->radial && p->draft->chart.tree->twigs->len <= MOST_BOXES) {
        best = try_manner(p, best, BOXES_COST, least, true, JW_LEAVES_AUTO);
        best = try_manner(p, best, UPRIGHT_GAIN, least, true, JW_LEAVES_UPRIGHT);
    }
    if (at_any_size || best >= p->least - 1e-9) return true;
    press_clear(p);
    return false;
}

/* The sheets to cut for: each is one piece of work, which writes only its own trial. */
typedef struct {
    const jw_org_cutting *asked;
    press *trials;
    jw_size (*rooms)[2];
} cutter;

static void *cut_begin(void *context)
{
    return context;
}

static void cut_sheet(void *context, void *scratch, uint32_t i)
{
    const cutter *c = context;
    press *trial = &c->trials[i];
    jw_org_cutting cutting = *c->asked;
    (void)scratch;
    cutting.room = c->rooms[i];
    trial->org = new_org(trial, trial->leaves > JW_LEAVES_CARD, true);
    trial->pages = jw_org_paginate(trial->org, &cutting);
}

static void cut_end(void *scratch)
{
    (void)scratch;
}

/* Cut for every sheet; the one that takes fewer pages stays, of two alike the first. */
static void cut_pages(press *p, const jw_org_cutting *asked)
{
    static const jw_job job = { cut_begin, cut_sheet, NULL, cut_end, 0 };
    enum { FEW = 200 }; /* twigs: less work than to start a thread */
    size_t n = p->draft->n_sheets;
    cutter c = { asked, g_new(press, n), g_malloc(n * sizeof *c.rooms) };
    for (size_t i = 0; i < n; i++) {
        c.trials[i] = *p;
        c.trials[i].sheet = &p->draft->sheets[i];
        c.rooms[i][0] = room_at(&c.trials[i], true, p->least);
        c.rooms[i][1] = room_at(&c.trials[i], false, p->least);
    }
    jw_work(&job, &c, (uint32_t)n, p->draft->chart.tree->twigs->len < FEW);
    *p = c.trials[0];
    for (size_t i = 1; i < n; i++) {
        bool better = c.trials[i].pages->len < p->pages->len;
        press_clear(better ? p : &c.trials[i]);
        if (better) *p = c.trials[i];
    }
    g_free(c.trials);
    g_free(c.rooms);
}

/* --- words */

static const jw_org_node *node_of_page(const press *p, guint i)
{
    return jw_org_at(p->org, g_array_index(p->pages, jw_org_page, i).node);
}

static const char *name_of(const press *p, const jw_org_node *node)
{
    if (node->name) return node->name;
    return node->kind == JW_NODE_TOP ? p->draft->title : p->draft->chart.captions[node->twig].line;
}

/* "block", "block: first – last", "block 2/3". */
static char *page_name(const press *p, guint i)
{
    const jw_org_node *node = node_of_page(p, i);
    const char *unit = name_of(p, node);
    const char *above = node->kind == JW_NODE_GROUP ? p->draft->chart.captions[node->twig].line : NULL;
    g_autofree char *whole = above ? g_strconcat(above, " · ", unit, NULL) : g_strdup(unit);
    if (node->whole < 0) return g_steal_pointer(&whole);
    if (node->value) return g_strconcat(whole, " · ", node->value, NULL);
    const jw_org_node *owner = jw_org_at(p->org, node->whole);
    if (node->kids->len > 0)
        return g_strdup_printf("%s：%s – %s", whole, name_of(p, jw_org_kid(p->org, node, 0)),
                               name_of(p, jw_org_kid(p->org, node, node->kids->len - 1)));
    for (guint k = 0; k < owner->parts->len; k++)
        if (g_array_index(owner->parts, int, k) == g_array_index(p->pages, jw_org_page, i).node)
            return g_strdup_printf("%s %u/%u", whole, k + 1, owner->parts->len);
    return g_steal_pointer(&whole);
}

static int page_of(const press *p, int node, int first)
{
    while (!jw_org_at(p->org, node)->cut && jw_org_at(p->org, node)->parent >= 0)
        node = jw_org_at(p->org, node)->parent;
    return jw_org_at(p->org, node)->cut ? jw_org_at(p->org, node)->page : first;
}

/* What is above a page, from the top down: the first, and of a long way the last that could find room. */
static GArray *path_of(const press *p, guint i, int first)
{
    GArray *path = g_array_new(FALSE, FALSE, sizeof(jw_step));
    int node = g_array_index(p->pages, jw_org_page, i).node;
    if (jw_org_at(p->org, node)->whole >= 0) node = jw_org_at(p->org, node)->whole;
    for (node = jw_org_at(p->org, node)->parent; node >= 0; node = jw_org_at(p->org, node)->parent) {
        const jw_org_node *above = jw_org_at(p->org, node);
        if (above->kind == JW_NODE_TOP) continue;
        bool top = above->parent < 0 || jw_org_at(p->org, above->parent)->kind == JW_NODE_TOP;
        if (path->len >= MOST_STEPS && !top) continue;
        jw_step step = { name_of(p, above), page_of(p, node, first) };
        g_array_prepend_val(path, step);
    }
    return path;
}

/* --- painting */

static double placed_scale(const press *p, guint i, jw_rect room)
{
    jw_shape shape;
    int node = g_array_index(p->pages, jw_org_page, i).node;
    double best = best_scale(p, node, room, &shape);
    if (p->radial) return best;
    jw_org_place(p->org, node, &shape);
    const jw_org_node *placed = jw_org_at(p->org, node);
    return MIN(p->most, MIN(room.w / placed->at.w, room.h / placed->at.h));
}

static double smallest_scale(const press *p)
{
    double least = INFINITY;
    for (guint i = 0; i < p->pages->len; i++) least = MIN(least, placed_scale(p, i, room_on(p, i == 0)));
    return least;
}

static jw_placing placing_in(jw_rect room, jw_rect chart, double scale)
{
    jw_placing placing = { .scale = scale };
    placing.wide = CLAMP(room.w / (chart.w * scale), 1, JW_LOOSEST);
    placing.tall = CLAMP(room.h / (chart.h * scale), 1, JW_LOOSEST);
    placing.corner.x = room.x + (room.w - chart.w * scale * placing.wide) / 2;
    placing.corner.y = room.y + MIN((room.h - chart.h * scale * placing.tall) / 2, room.h / 6);
    return placing;
}

/* Links beside the tree run round it too: on both sides they keep within the margins as far as there is room
 * to spare, or type to spare, which may become as small as `least`. On charts of changes units stand at the
 * same places in all phases. */
static jw_rect room_between_links(const press *p, const GArray *links, jw_rect room, jw_rect chart,
                                  double least, double *scale)
{
    guint beside = 0;
    for (guint i = 0; i < links->len && !p->draft->diff; i++)
        beside += !p->draft->chart.tree->is_primary[g_array_index(links, int, i)];
    if (!beside) return room;
    *scale = MIN(*scale, MAX(least, room.w / (chart.w + 2 * JW_ORG_ROUND)));
    double spare = MAX(0, (room.w - chart.w * *scale) / 2), side = MIN(spare, JW_ORG_ROUND * *scale);
    return (jw_rect){ room.x + side, room.y, room.w - 2 * side, room.h };
}

/* What the legend of all phases together leaves, so that units stand at the same places in each. */
static jw_rect room_of_page(press *p, int node, const jw_page_words *words, GArray *units, GArray *links)
{
    jw_chart_diff *diff = p->draft->diff;
    jw_phase phase = diff->phase;
    diff->phase = JW_OVERLAY;
    p->draft->chart.elsewhere = jw_org_mark(p->org, node, units, links);
    jw_furniture *f = jw_furniture_new(&p->draft->chart, words, p->draft->unit);
    jw_rect room = jw_furniture_area(f, p->sheet->width, p->sheet->height);
    jw_furniture_free(f);
    g_array_set_size(units, 0);
    g_array_set_size(links, 0);
    diff->phase = phase;
    return room;
}

/* The chart is placed in the room that the page's own legend leaves, which may be more than that of all.
 * least: the scale of the page with the smallest type. */
static jw_page *paint_page(press *p, guint i, const jw_page_words *words, double least)
{
    jw_chart *chart = &p->draft->chart;
    int node = g_array_index(p->pages, jw_org_page, i).node;
    GArray *units = g_array_new(FALSE, FALSE, sizeof(int)), *links = g_array_new(FALSE, FALSE, sizeof(int));
    placed_scale(p, i, room_on(p, i == 0));
    chart->units = units;
    chart->links = links;
    bool in_phase = p->draft->diff && p->draft->diff->phase != JW_OVERLAY;
    jw_rect room = in_phase ? room_of_page(p, node, words, units, links) : (jw_rect){ 0 };
    chart->elsewhere = jw_org_mark(p->org, node, units, links);
    chart->left_out = p->org->left_out;
    if (p->radial) jw_radial_tell(chart, p->org->radial);
    jw_furniture *f = jw_furniture_new(chart, words, p->draft->unit);
    if (!in_phase) room = jw_furniture_area(f, p->sheet->width, p->sheet->height);
    double scale = MIN(placed_scale(p, i, room), p->pages->len > 1 ? EVEN_TYPE * least : p->most);
    if (p->radial && !jw_radial_place(p->org, node, (jw_size){ room.w / scale, room.h / scale }))
        scale = placed_scale(p, i, room);
    jw_page *page = jw_page_new(p->sheet->width, p->sheet->height);
    jw_rect chart_at = jw_org_at(p->org, node)->at;
    if (!p->radial)
        room = room_between_links(p, links, room, chart_at, p->pages->len > 1 ? least : scale, &scale);
    jw_placing placing = placing_in(room, chart_at, scale);
    page->bookmark = page_name(p, i);
    page->level = g_array_index(p->pages, jw_org_page, i).level;
    jw_org_paint(p->org, node, page, &placing);
    jw_furniture_paint(f, page);
    jw_furniture_free(f);
    chart->units = chart->links = chart->left_out = NULL;
    chart->elsewhere = 0;
    g_array_free(units, TRUE);
    g_array_free(links, TRUE);
    return page;
}

static void paint_pages(press *p, guint first, guint of, double scale)
{
    for (guint i = 0; i < p->pages->len; i++) {
        GArray *path = path_of(p, i, (int)first);
        jw_page_words words = { .title = p->draft->title,
                                .date = p->draft->date,
                                .source = p->draft->source };
        words.number = (int)(first + i + 1);
        words.of = (int)of;
        words.path = path->len > 0 ? (const jw_step *)(void *)path->data : NULL;
        words.steps = path->len;
        g_ptr_array_add(p->made, paint_page(p, i, &words, scale));
        g_array_free(path, TRUE);
    }
}

/* The units that have a head and something below it there, in full. */
static GArray *parts_of_page(const press *p, guint i)
{
    const jw_org_node *node = node_of_page(p, i);
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(jw_contents_part));
    for (guint k = 0; k < node->kids->len; k++) {
        const jw_org_node *kid = jw_org_kid(p->org, node, k);
        jw_contents_part part = { name_of(p, kid), jw_org_units(p->org, kid) };
        if (part.units > 0 && !jw_org_is_stub(node, kid)) g_array_append_val(parts, part);
    }
    return parts;
}

/* Contents come first, so they are made for the numbers that follow from their own length. */
static guint add_contents(press *p)
{
    GArray *entries = g_array_new(FALSE, TRUE, sizeof(jw_contents_entry));
    for (guint i = 0; i < p->pages->len; i++) {
        const jw_org_node *node = node_of_page(p, i);
        jw_contents_entry entry = { .name = page_name(p, i),
                                    .level = g_array_index(p->pages, jw_org_page, i).level,
                                    .page = (int)i,
                                    .parts = parts_of_page(p, i) };
        entry.units = jw_org_units(p->org, node);
        g_array_append_val(entries, entry);
    }
    guint made = p->pages->len < CONTENTS_FROM
                     ? 0
                     : jw_contents_paint(p->draft, p->sheet, entries, p->pages->len, p->made);
    jw_contents_free(entries);
    return made;
}

static bool measure_path(press *p, const jw_renderer *r, jw_diags *diags)
{
    for (guint i = 0; i < p->pages->len && p->pages->len > 1; i++) {
        GArray *path = path_of(p, i, 0);
        for (guint k = 0; k < path->len; k++)
            jw_furniture_add_step(&p->draft->chart, g_array_index(path, jw_step, k).text, p->draft->unit);
        g_array_free(path, TRUE);
    }
    return jw_ruler_measure(p->draft->chart.ruler, r, diags);
}

/* All is laid out and measured; now only what is written changes. */
static void turn_to_phase(press *p, jw_phase phase)
{
    if (!p->draft->diff || phase == JW_OVERLAY) return;
    p->draft->diff->phase = phase;
    jw_chart_recaption(&p->draft->chart);
    for (guint i = 0; i < p->org->nodes->len; i++) {
        jw_org_node *node = jw_org_at(p->org, (int)i);
        if (node->kind == JW_NODE_GROUP) jw_org_count_group(p->org, node);
    }
}

static bool print_pages(press *p, jw_phase phase, const jw_renderer *r, jw_diags *diags)
{
    double scale = smallest_scale(p);
    if (!jw_is_readable(JW_LEAF_SIZE * scale, diags) || !measure_path(p, r, diags)) return false;
    turn_to_phase(p, phase);
    guint first = add_contents(p);
    jw_org_number_pages(p->org, p->pages, (int)first);
    jw_org_find_pages(p->org, p->pages, (int)first);
    paint_pages(p, first, first + p->pages->len, scale);
    return true;
}

/* Pages may need one more line, which says how many links lead to others. */
static bool leave_room(jw_draft *draft, const jw_page_words *words, jw_diags *diags)
{
    draft->chart.elsewhere = jw_model_link_count(draft->chart.model);
    jw_furniture *f = jw_furniture_new(&draft->chart, words, draft->unit);
    bool good = jw_draft_measure_sheets(draft, f, diags);
    jw_furniture_free(f);
    draft->chart.elsewhere = 0;
    return good;
}

/* Texts that need not be measured, so that the renderer knows their characters early: it begins to cut down
 * the fonts that it is to embed while charts are laid out. */
static void show_characters(const jw_draft *draft)
{
    static const char *const keys[] = { "draw.contents", "draw.stub",   "draw.page", "draw.elsewhere",
                                        "draw.as-of",    "draw.source", "draw.loose" };
    const char *const texts[] = { draft->title, draft->date, draft->source, "→*+?" };
    for (size_t i = 0; i < 2 * G_N_ELEMENTS(keys); i++)
        jw_ruler_add(draft->chart.ruler, jw_word(draft->chart.lang, keys[i / 2]), JW_SUB_SIZE, i % 2);
    for (size_t i = 0; i < 2 * G_N_ELEMENTS(texts); i++)
        if (texts[i / 2]) jw_ruler_add(draft->chart.ruler, texts[i / 2], JW_SUB_SIZE, i % 2);
}

/* Chooses sheets, and what stands on which page. */
static bool arrange(press *p, const jw_draw_options *options, const jw_renderer *r, jw_diags *diags)
{
    jw_draft *draft = p->draft;
    jw_org_cutting asked = { .level = options->break_level, .field = -1 };
    jw_page_words words = {
        .title = draft->title, .date = draft->date, .source = draft->source, .number = 1, .of = 1
    };
    if (options->break_field) {
        asked.field = jw_model_find_attribute(draft->chart.model, options->break_field);
        if (asked.field < 0) {
            jw_diags_add(
                diags,
                &(jw_diag){ .severity = JW_ERROR, .code = "break-field", .found = options->break_field });
            return false;
        }
    }
    jw_furniture *f = jw_furniture_new(&draft->chart, &words, draft->unit);
    jw_ruler_add(draft->chart.ruler, "00000 · 0000–0000", JW_SUB_SIZE, false);
    show_characters(draft);
    bool good = jw_chart_caption(&draft->chart, r, diags) && jw_draft_measure_sheets(draft, f, diags);
    jw_furniture_free(f);
    if (!good) return false;
    if (!try_one_page(p, &asked, options->one_page)) {
        if (!leave_room(draft, &words, diags)) return false;
        cut_pages(p, &asked);
    }
    return true;
}

/* The legend has room for what it says of links that are left out. */
static bool arrange_and_print(press *p, const jw_draw_options *options, const jw_renderer *r, jw_diags *diags)
{
    GArray *left_out = g_array_new(FALSE, FALSE, sizeof(jw_left_out));
    jw_org_thin_all(&p->draft->chart, left_out);
    p->draft->chart.left_out = left_out;
    bool good = arrange(p, options, r, diags);
    p->draft->chart.left_out = NULL;
    g_array_free(left_out, TRUE);
    return good && print_pages(p, options->phase, r, diags);
}

GPtrArray *jw_org_pages(const jw_model *m, const jw_coverage *coverage, const jw_draw_options *options,
                        const jw_renderer *r, jw_diags *diags)
{
    jw_draft draft;
    press p = { .draft = &draft, .made = g_ptr_array_new_with_free_func((GDestroyNotify)jw_page_free) };
    bool good = jw_draft_begin(&draft, m, coverage, options, MOST_UNITS, diags);
    jw_leaves_find(options->leaves, &p.leaves);
    p.radial = options->layout == JW_LAYOUT_RADIAL;
    if (p.radial) draft.chart.discs = g_hash_table_new(g_direct_hash, g_direct_equal);
    p.least = (options->least_type > 0 ? options->least_type : LEAST_TYPE) / JW_LEAF_SIZE;
    p.most = MAX(p.least, JW_LARGEST_LEAF / JW_LEAF_SIZE * draft.unit);
    good = good && arrange_and_print(&p, options, r, diags);
    press_clear(&p);
    if (draft.chart.discs) g_hash_table_destroy(draft.chart.discs);
    jw_draft_end(&draft);
    if (good) return p.made;
    g_ptr_array_unref(p.made);
    return NULL;
}
