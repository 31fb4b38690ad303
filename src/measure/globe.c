#include "measure/globe.h"

#include <glib.h>
#include <math.h>

enum { AXES = 3, FEW = 8 }; /* spots of one leaf */

typedef struct {
    double at[AXES]; /* on the unit sphere */
    double room;
    uint32_t place;
} point;

typedef struct {
    double low[AXES], high[AXES]; /* the box round its points */
    double room;                  /* the most */
    uint32_t least;               /* the smallest place */
    uint32_t from, to;            /* its points */
    uint32_t first, second;       /* its halves; 0: a leaf */
} node;

struct jw_globe {
    point *points;
    GArray *nodes; /* the root is the first */
};

static void on_sphere(double lon, double lat, double at[AXES])
{
    const double degree = G_PI / 180;
    at[0] = cos(lat * degree) * cos(lon * degree);
    at[1] = cos(lat * degree) * sin(lon * degree);
    at[2] = sin(lat * degree);
}

static node box_of(const jw_globe *g, uint32_t from, uint32_t to)
{
    node b = { .room = -INFINITY, .least = UINT32_MAX, .from = from, .to = to };
    for (int k = 0; k < AXES; k++) b.low[k] = INFINITY, b.high[k] = -INFINITY;
    for (uint32_t i = from; i < to; i++) {
        const point *p = &g->points[i];
        for (int k = 0; k < AXES; k++) {
            b.low[k] = fmin(b.low[k], p->at[k]);
            b.high[k] = fmax(b.high[k], p->at[k]);
        }
        b.room = fmax(b.room, p->room);
        b.least = MIN(b.least, p->place);
    }
    return b;
}

static int by_axis(gconstpointer a, gconstpointer b, gpointer axis)
{
    const point *p = a, *q = b;
    int k = GPOINTER_TO_INT(axis);
    if (p->at[k] != q->at[k]) return p->at[k] < q->at[k] ? -1 : 1;
    return p->place < q->place ? -1 : p->place > q->place;
}

/* The node of these points: halved along the widest side of their box until few are left. */
static uint32_t build(jw_globe *g, uint32_t from, uint32_t to)
{
    node b = box_of(g, from, to);
    uint32_t self = g->nodes->len;
    g_array_append_val(g->nodes, b);
    if (to - from <= FEW) return self;
    int widest = 0;
    for (int k = 1; k < AXES; k++)
        if (b.high[k] - b.low[k] > b.high[widest] - b.low[widest]) widest = k;
    g_qsort_with_data(g->points + from, (gint)(to - from), sizeof(point), by_axis, GINT_TO_POINTER(widest));
    uint32_t half = from + (to - from) / 2;
    uint32_t first = build(g, from, half), second = build(g, half, to);
    node *kept = &g_array_index(g->nodes, node, self);
    kept->first = first;
    kept->second = second;
    return self;
}

jw_globe *jw_globe_new(const jw_globe_spot *spots, size_t n)
{
    jw_globe *g = g_new0(jw_globe, 1);
    g->points = g_new(point, n);
    g->nodes = g_array_new(FALSE, FALSE, sizeof(node));
    for (size_t i = 0; i < n; i++) {
        g->points[i] = (point){ .room = spots[i].room, .place = spots[i].place };
        on_sphere(spots[i].lon, spots[i].lat, g->points[i].at);
    }
    build(g, 0, (uint32_t)n);
    return g;
}

void jw_globe_free(jw_globe *g)
{
    if (!g) return;
    g_free(g->points);
    g_array_free(g->nodes, TRUE);
    g_free(g);
}

/* ---- The search ---- */

typedef struct {
    const jw_globe *g;
    double at[AXES];
    bool (*may_win)(void *data, double km, double room, uint32_t least);
    void (*look_at)(void *data, uint32_t place);
    void *data;
} search;

/* Not more than the way along the surface to any point of the box, rounding included. */
static double least_km(const search *s, const node *b)
{
    const double radius = 6371, slack = 1e-6;
    double square = 0;
    for (int k = 0; k < AXES; k++) {
        double beside = fmax(0, fmax(b->low[k] - s->at[k], s->at[k] - b->high[k]));
        square += beside * beside;
    }
    double km = 2 * radius * asin(fmin(1, sqrt(square) / 2));
    return fmax(0, km * (1 - slack) - slack);
}

static void visit(const search *s, uint32_t i, double km)
{
    const node *b = &g_array_index(s->g->nodes, node, i);
    if (!s->may_win(s->data, km, b->room, b->least)) return;
    if (!b->first) {
        for (uint32_t p = b->from; p < b->to; p++) s->look_at(s->data, s->g->points[p].place);
        return;
    }
    double near = least_km(s, &g_array_index(s->g->nodes, node, b->first));
    double far = least_km(s, &g_array_index(s->g->nodes, node, b->second));
    bool swap = far < near;
    visit(s, swap ? b->second : b->first, fmin(near, far));
    visit(s, swap ? b->first : b->second, fmax(near, far));
}

void jw_globe_search(const jw_globe *g, double lon, double lat,
                     bool (*may_win)(void *data, double km, double room, uint32_t least),
                     void (*look_at)(void *data, uint32_t place), void *data)
{
    search s = { g, { 0 }, may_win, look_at, data };
    on_sphere(lon, lat, s.at);
    visit(&s, 0, 0);
}
