/* A placed radial page as boxes, discs and lines: those of the tree turn up or down within the bands
 * between rings, so that they meet no head on the way; links beside the tree bend a little, toward the middle
 * if they can, and as far as it takes to meet nothing. */
#include "draw/org_paint.h"
#include "draw/radial.h"

#include <math.h>

enum { POINTS = 14 };

#define STRAIGHT 0.3   /* a line that goes less up or down is drawn straight */
#define LEAST_TURN 3.0 /* across, in which a line turns up or down */
#define CLEAR 1.5      /* between a link beside the tree and what it passes */
#define PARALLEL 5.0   /* between links that join the same two units */

static const jw_radial_spot *spot_at(const jw_painter *p, guint i)
{
    return &g_array_index(p->org->radial->spots, jw_radial_spot, i);
}

static jw_point middle_of(jw_rect r)
{
    return (jw_point){ r.x + r.w / 2, r.y + r.h / 2 };
}

static jw_point between(jw_point a, jw_point b, double share)
{
    return (jw_point){ a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share };
}

/* Where lines to it end on the side of the middle. */
static jw_point inner_end(const jw_radial_spot *spot)
{
    jw_point at = middle_of(spot->at);
    at.x -= spot->side * spot->at.w / 2;
    return at;
}

/* In which lines end that come from anywhere; it is drawn over them. */
static jw_point heart_of(const jw_painter *p, const jw_radial_spot *spot)
{
    jw_disc disc = jw_radial_disc(p->org, spot);
    return middle_of(spot->is_disc ? jw_disc_body(&disc, spot->at, 1) : spot->at);
}

/* Where lines to a side begin: those from the middle and from what is under it behind their boxes. */
static jw_point outer_end(const jw_radial_spot *spot, int side)
{
    jw_point middle = middle_of(spot->at);
    if (spot->level > 0) middle.x += side * spot->at.w / 2;
    return middle;
}

static double smooth(double t)
{
    return t * t * (3 - 2 * t);
}

/* Where a line to an end has come to its height: before the heads of the next ring that hang from the same.
 */
static double turned_at(const jw_painter *p, guint from, const jw_radial_spot *to, double start, double end)
{
    double most = end;
    for (guint i = from + 1; i < p->org->radial->spots->len && to->is_end; i++) {
        const jw_radial_spot *spot = spot_at(p, i);
        if (spot->is_end || spot->above != (int)from || spot->side != to->side) continue;
        double edge = inner_end(spot).x;
        most = to->side > 0 ? MIN(most, edge) : MAX(most, edge);
    }
    return to->side > 0 ? MAX(most, start + LEAST_TURN) : MIN(most, start - LEAST_TURN);
}

/* True if a straight line from the middle meets another head. */
static bool meets_head(const jw_painter *p, const jw_radial_spot *to, jw_point a, jw_point b)
{
    for (guint i = 1; i < p->org->radial->spots->len; i++) {
        const jw_radial_spot *head = spot_at(p, i);
        if (head->is_end || head == to) continue;
        for (int k = 1; k < 4 * POINTS; k++) {
            jw_point at = between(a, b, k / (4.0 * POINTS));
            if (at.x > head->at.x && at.x < head->at.x + head->at.w && at.y > head->at.y &&
                at.y < head->at.y + head->at.h)
                return true;
        }
    }
    return false;
}

/* Where lines from what is under the middle begin: those that rise past the middle, or past what else is
 * under it, beside that. */
static double beside_middle(const jw_painter *p, const jw_radial_spot *from, int side, double to)
{
    double half = from->at.w / 2;
    for (guint i = 0; i < p->org->radial->spots->len; i++) {
        const jw_radial_spot *spot = spot_at(p, i);
        bool passed = spot->at.y < from->at.y && to < spot->at.y + spot->at.h;
        if (!spot->is_end && spot->side == 0 && passed) half = MAX(half, spot->at.w / 2 + LEAST_TURN);
    }
    return middle_of(from->at).x + side * half;
}

/* From the middle straight, if no head is in the way; else level at both ends. */
static size_t way_out(const jw_painter *p, guint above, const jw_radial_spot *to, jw_point *points)
{
    const jw_radial_spot *from = spot_at(p, above);
    jw_point start = outer_end(from, to->side), end = inner_end(to);
    points[0] = start;
    points[1] = end;
    if (to->side == 0 || fabs(start.y - end.y) < STRAIGHT) return 2;
    bool bends = to->is_end ? p->org->radial->bends[to->side > 0] : meets_head(p, to, start, end);
    if (from->level == 0 && !bends) {
        if (to->is_disc) points[1] = heart_of(p, to);
        return 2;
    }
    if (from->side == 0 && from->level > 0) start.x = beside_middle(p, from, to->side, end.y);
    double turned = turned_at(p, above, to, start.x, end.x);
    for (int i = 1; i < POINTS; i++) { /* before and after these it is straight */
        double t = (i - 1.0) / (POINTS - 2);
        points[i] = (jw_point){ start.x + (turned - start.x) * t, start.y + (end.y - start.y) * smooth(t) };
    }
    points[POINTS] = end;
    return POINTS + 1;
}

static void add_line(const jw_painter *p, const jw_point *points, size_t n, jw_line_style style, int from,
                     int to)
{
    jw_point placed[POINTS + 1];
    for (size_t i = 0; i < n; i++) placed[i] = jw_place_point(p->placing, points[i].x, points[i].y);
    style.line *= CLAMP(p->scale, 0.4, 1.4);
    jw_page_add_line(p->page, placed, n, &style, from, to);
}

/* --- the tree */

static jw_line_style style_of(const jw_painter *p, const jw_org_node *parent, const jw_org_node *node,
                              int twig)
{
    const jw_chart *chart = p->org->chart;
    if (node->kind == JW_NODE_GROUP) twig = twig == node->twig ? jw_org_row_at(node, 0)->twig : twig;
    uint32_t link = jw_tree_twig(chart->tree, twig)->link;
    if (jw_tree_twig(chart->tree, twig)->kind == JW_TWIG_COUNT)
        return (jw_line_style){ jw_theme_quiet(chart->theme), 0.75, JW_SOLID, false };
    if (parent->kind == JW_NODE_LOOSE)
        return (jw_line_style){ jw_theme_quiet(chart->theme), 0.75, JW_DOTTED, false };
    if (link == UINT32_MAX) return jw_theme_trunk(chart->theme);
    return jw_theme_link(chart->theme, jw_link_kind_of(chart->model, link));
}

static int box_of(const jw_painter *p, const jw_radial_spot *spot)
{
    bool group = jw_org_at(p->org, spot->node)->kind == JW_NODE_GROUP && !spot->is_disc;
    return group ? JW_NO_BOX : jw_painter_box(p, spot->twig);
}

/* Those that go out together look alike. */
static void find_bends(const jw_painter *p)
{
    jw_radial *r = p->org->radial;
    r->bends[0] = r->bends[1] = false;
    for (guint i = 1; i < r->spots->len; i++) {
        const jw_radial_spot *end = spot_at(p, i);
        bool *bends = &r->bends[end->side > 0];
        if (end->is_end && end->above == 0 && !*bends)
            *bends = meets_head(p, end, outer_end(spot_at(p, 0), end->side), inner_end(end));
    }
}

/* Nothing hangs from "not attached", but a dotted line tells what belongs to it. */
static void paint_tree(const jw_painter *p)
{
    jw_point points[POINTS + 1];
    find_bends(p);
    for (guint i = 1; i < p->org->radial->spots->len; i++) {
        const jw_radial_spot *spot = spot_at(p, i), *above = spot_at(p, (guint)MAX(spot->above, 0));
        const jw_org_node *node = jw_org_at(p->org, spot->node), *parent = jw_org_at(p->org, above->node);
        bool loose = node->kind == JW_NODE_LOOSE && spot->above == 0 && !spot->is_disc;
        if (parent->kind == JW_NODE_TOP || loose) continue;
        size_t n = way_out(p, (guint)MAX(spot->above, 0), spot, points);
        add_line(p, points, n, style_of(p, parent, node, spot->twig), box_of(p, above), box_of(p, spot));
    }
}

/* --- links beside the tree */

static const jw_radial_spot *spot_of(GHashTable *spots, const jw_painter *p, uint32_t unit)
{
    uint32_t twig = p->org->chart->tree->of_unit[unit];
    return twig == UINT32_MAX ? NULL : g_hash_table_lookup(spots, GINT_TO_POINTER((int)twig + 1));
}

/* How far the middle of a link may stray, of the distance between its ends: toward the middle of the page, or
 * away from it; the first is best. */
static const double bows[] = { 0.1, 0.16, 0.24, -0.1, 0.32, -0.18, -0.28 };

/* Beside the middle between two points, by a distance, to the side of the page's middle. */
static jw_point aside(jw_point a, jw_point b, jw_point middle, double distance)
{
    double length = MAX(hypot(b.x - a.x, b.y - a.y), 1e-6);
    jw_point across = { (a.y - b.y) / length, (b.x - a.x) / length }, half = between(a, b, 0.5);
    bool inward = (middle.x - half.x) * across.x + (middle.y - half.y) * across.y > -1e-6;
    distance *= inward ? 1 : -1;
    return (jw_point){ half.x + across.x * distance, half.y + across.y * distance };
}

typedef struct {
    jw_point a, bent, b; /* the middle one is where both ends point to */
} curve;

/* `stray`: how far the middle of the curve is from that of the straight line. */
static curve curve_of(const jw_painter *p, jw_point a, jw_point b, double stray)
{
    return (curve){ a, aside(a, b, p->org->radial->middle, 2 * stray), b };
}

static jw_point point_at(const curve *c, double t)
{
    return between(between(c->a, c->bent, t), between(c->bent, c->b, t), t);
}

static void follow(const curve *c, double end, jw_point points[POINTS])
{
    for (int i = 0; i < POINTS; i++) points[i] = point_at(c, end * i / (POINTS - 1));
}

static bool is_within(jw_rect r, jw_point at)
{
    return at.x > r.x && at.x < r.x + r.w && at.y > r.y && at.y < r.y + r.h;
}

/* Where a curve comes to the outline of its end, under which its arrow would not be seen. */
static double arrival(const jw_radial_spot *to, const curve *c)
{
    enum { HALVES = 20 };
    double before = 0, after = 1;
    for (int i = 0; i < HALVES; i++) {
        double t = (before + after) / 2;
        jw_point at = point_at(c, t);
        bool in = to->is_disc ? hypot(at.x - c->b.x, at.y - c->b.y) < JW_DISC / 2 : is_within(to->at, at);
        *(in ? &after : &before) = t;
    }
    return before;
}

/* What of a spot a link may not meet: of the discs that it joins the name. */
static jw_rect kept_clear(const jw_painter *p, const jw_radial_spot *spot, bool joined)
{
    jw_rect at = spot->at;
    if (!joined) return (jw_rect){ at.x - CLEAR, at.y - CLEAR, at.w + 2 * CLEAR, at.h + 2 * CLEAR };
    if (!spot->is_disc) return (jw_rect){ at.x, at.y, 0, 0 };
    jw_disc disc = jw_radial_disc(p->org, spot);
    double body = jw_disc_body(&disc, at, 1).w;
    return (jw_rect){ disc.turned ? at.x : at.x + body, at.y, at.w - body, at.h };
}

static bool passes(const curve *c, jw_rect r)
{
    for (int i = 0; i < 4 * POINTS; i++)
        if (is_within(r, point_at(c, i / (4.0 * POINTS)))) return true;
    return false;
}

static guint count_met(const jw_painter *p, const jw_radial_spot *from, const jw_radial_spot *to,
                       const curve *c)
{
    guint met = 0;
    for (guint i = 0; i < p->org->radial->spots->len; i++) {
        const jw_radial_spot *spot = spot_at(p, i);
        met += passes(c, kept_clear(p, spot, spot == from || spot == to));
    }
    return met;
}

/* The flattest that meets least. `turn`: how many lines were drawn between these two before. */
static curve best_curve(const jw_painter *p, const jw_radial_spot *from, const jw_radial_spot *to, int turn)
{
    jw_point a = heart_of(p, from), b = heart_of(p, to);
    double length = hypot(b.x - a.x, b.y - a.y);
    curve best = { a, a, b };
    for (guint i = 0, least = G_MAXUINT; i < G_N_ELEMENTS(bows) && least > 0; i++) {
        curve c = curve_of(p, a, b, bows[i] * length + turn * PARALLEL);
        guint met = count_met(p, from, to, &c);
        if (met >= least) continue;
        least = met;
        best = c;
    }
    return best;
}

static void paint_beside(const jw_painter *p, const jw_radial_spot *from, const jw_radial_spot *to, int link,
                         int turn)
{
    jw_point points[POINTS];
    curve c = best_curve(p, from, to, turn);
    follow(&c, arrival(to, &c), points);
    add_line(p, points, POINTS, jw_chart_link_style(p->org->chart, (uint32_t)link), box_of(p, from),
             box_of(p, to));
}

static void paint_links(const jw_painter *p)
{
    const jw_chart *chart = p->org->chart;
    g_autoptr(GHashTable) spots = g_hash_table_new(g_direct_hash, g_direct_equal);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    for (guint i = 0; i < p->org->radial->spots->len; i++)
        if (jw_org_at(p->org, spot_at(p, i)->node)->kind != JW_NODE_GROUP || spot_at(p, i)->is_disc)
            g_hash_table_insert(spots, GINT_TO_POINTER(spot_at(p, i)->twig + 1), (gpointer)spot_at(p, i));
    for (guint i = 0; i < chart->links->len; i++) {
        int l = g_array_index(chart->links, int, i);
        if (chart->tree->is_primary[l]) continue;
        jw_link link = jw_model_link(chart->model, (size_t)l);
        const jw_radial_spot *a = spot_of(spots, p, link.from), *b = spot_of(spots, p, link.to);
        if (!a || !b) continue;
        gint64 pair = ((gint64)MIN(link.from, link.to) << 32) | MAX(link.from, link.to);
        int turn = GPOINTER_TO_INT(g_hash_table_lookup(seen, &pair));
        g_hash_table_insert(seen, g_memdup2(&pair, sizeof pair), GINT_TO_POINTER(turn + 1));
        paint_beside(p, a, b, l, turn);
    }
}

/* --- the whole */

static void paint_disc(const jw_painter *p, const jw_radial_spot *spot)
{
    jw_rect at = jw_painter_placed(p, spot->at);
    jw_disc disc = jw_radial_disc(p->org, spot);
    int box = jw_paint_disc(p->org->chart, p->page, &disc, at, p->scale);
    g_hash_table_insert(p->boxes, GINT_TO_POINTER(spot->twig + 1), GINT_TO_POINTER(box + 1));
    jw_paint_reference(p, spot->twig, jw_disc_beyond(&disc, at, p->scale),
                       jw_theme_ink(p->org->chart->theme));
}

void jw_radial_paint(const jw_painter *p)
{
    for (guint i = 0; i < p->org->radial->spots->len; i++) {
        const jw_radial_spot *spot = spot_at(p, i);
        const jw_org_node *node = jw_org_at(p->org, spot->node);
        if (spot->is_disc)
            paint_disc(p, spot);
        else if (node->kind != JW_NODE_TOP)
            jw_paint_head(p, node);
    }
    paint_tree(p);
    paint_links(p);
}

void jw_radial_tell(jw_chart *chart, const jw_radial *radial)
{
    g_autofree int *twigs = g_new(int, radial->spots->len + 1);
    g_autofree bool *is_disc = g_new(bool, radial->spots->len + 1);
    for (guint i = 0; i < radial->spots->len; i++) {
        const jw_radial_spot *spot = &g_array_index(radial->spots, jw_radial_spot, i);
        twigs[i] = spot->twig;
        is_disc[i] = spot->is_disc;
    }
    g_hash_table_remove_all(chart->discs);
    jw_tell_discs(chart, twigs, is_disc, radial->spots->len);
}
