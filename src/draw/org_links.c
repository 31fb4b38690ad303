/* Links that are not of the tree, over a placed chart. They run on the lines between boxes, round heads and
 * through the gaps between the columns of tables, on the way that is shortest when bends and company cost
 * extra; so they cross no box where there is a way round.
 *
 *      xs    ┌──────┐  the lines: just outside every head and every column of a table
 *     ·│·····│ head │···│·
 *      │     ├──┬┬──┤   │
 *      │     │  ││  │   │
 *     ·│·····└──┘└──┘···│· ys */
#include "draw/org_links.h"

#include "base/number.h"

#include <math.h>
#include <stdlib.h>

#define BEND 14.0    /* what a bend costs, in points */
#define COMPANY 1.6  /* a stretch that others use counts that many times */
#define TOGETHER 0.4 /* and one that its own bundle uses */
#define TIGHT 1.4    /* and one close to a box */
#define WIDER 2.7    /* the outer line, in gaps */
#define SIDE_LANES 5 /* links on one line are set apart a little */
#define HARD 0.2     /* boxes may be touched that much */

enum { MOST_STATES = 600000 };

struct jw_router {
    GArray *boxes;                    /* of jw_rect: what may not be crossed */
    GArray *xs, *ys;                  /* of double: the lines */
    bool *across, *along;             /* from a crossing to the right, and down, is blocked */
    bool *tight_across, *tight_along; /* or close to a box */
    guint8 *company;                  /* by state: how many run there */
    guint *bundle;                    /* by state: of what bundle the last of them was */
    GHashTable *lanes;                /* of bundles: bundle → lane + 1 */
    double gap;                       /* between a box and its lines */
    int drawn;
};

static double line_at(const GArray *lines, int i)
{
    return g_array_index(lines, double, i);
}

jw_router *jw_router_new(double gap)
{
    jw_router *r = g_new0(jw_router, 1);
    r->boxes = g_array_new(FALSE, FALSE, sizeof(jw_rect));
    r->xs = g_array_new(FALSE, FALSE, sizeof(double));
    r->ys = g_array_new(FALSE, FALSE, sizeof(double));
    r->gap = gap;
    r->lanes = g_hash_table_new(g_direct_hash, g_direct_equal);
    return r;
}

void jw_router_free(jw_router *r)
{
    g_array_free(r->boxes, TRUE);
    g_array_free(r->xs, TRUE);
    g_array_free(r->ys, TRUE);
    bool *owned[] = { r->across, r->along, r->tight_across, r->tight_along };
    for (size_t i = 0; i < G_N_ELEMENTS(owned); i++) g_free(owned[i]);
    g_free(r->company);
    g_free(r->bundle);
    g_hash_table_destroy(r->lanes);
    g_free(r);
}

static void add_lines(jw_router *r, jw_rect box, double off)
{
    double xs[] = { box.x - off, box.x + box.w + off }, ys[] = { box.y - off, box.y + box.h + off };
    g_array_append_vals(r->xs, xs, 2);
    g_array_append_vals(r->ys, ys, 2);
}

void jw_router_add(jw_router *r, jw_rect box)
{
    g_array_append_val(r->boxes, box);
    add_lines(r, box, r->gap);
    add_lines(r, box, WIDER * r->gap);
}

/* --- the net of lines */

/* Lines nearer to each other than half a gap are one. */
static void merge_lines(GArray *lines, double least)
{
    guint kept = 0;
    g_array_sort(lines, jw_compare_doubles);
    for (guint i = 0; i < lines->len; i++) {
        double at = g_array_index(lines, double, i);
        if (kept > 0 && at - g_array_index(lines, double, kept - 1) < least) continue;
        g_array_index(lines, double, kept++) = at;
    }
    g_array_set_size(lines, kept);
}

/* The first line at or after a place. */
static int first_from(const GArray *lines, double at)
{
    int low = 0, high = (int)lines->len;
    while (low < high) {
        int middle = (low + high) / 2;
        if (line_at(lines, middle) < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int state_at(const jw_router *r, int x, int y)
{
    return y * (int)r->xs->len + x;
}

static void mark(const jw_router *r, jw_rect box, bool *across, bool *along)
{
    int x0 = first_from(r->xs, box.x), x1 = first_from(r->xs, box.x + box.w);
    int y0 = first_from(r->ys, box.y), y1 = first_from(r->ys, box.y + box.h);
    for (int y = y0; y < y1; y++)
        for (int x = MAX(0, x0 - 1); x < x1; x++) across[state_at(r, x, y)] = true;
    for (int x = x0; x < x1; x++)
        for (int y = MAX(0, y0 - 1); y < y1; y++) along[state_at(r, x, y)] = true;
}

static jw_rect grown(jw_rect box, double by)
{
    return (jw_rect){ box.x - by, box.y - by, box.w + 2 * by, box.h + 2 * by };
}

bool jw_router_ready(jw_router *r)
{
    merge_lines(r->xs, r->gap / 2);
    merge_lines(r->ys, r->gap / 2);
    size_t states = (size_t)r->xs->len * r->ys->len;
    if (states == 0 || states > MOST_STATES) return false;
    bool **maps[] = { &r->across, &r->along, &r->tight_across, &r->tight_along };
    for (size_t i = 0; i < G_N_ELEMENTS(maps); i++) *maps[i] = g_new0(bool, states);
    r->company = g_new0(guint8, states);
    r->bundle = g_new0(guint, states);
    for (guint i = 0; i < r->boxes->len; i++) {
        jw_rect box = g_array_index(r->boxes, jw_rect, i);
        mark(r, grown(box, -HARD), r->across, r->along);
        mark(r, grown(box, 1.5 * r->gap), r->tight_across, r->tight_along);
    }
    return true;
}

/* --- doors: where a link may leave a box to reach the net */

typedef struct {
    jw_point edge, line; /* on the box, and straight from there on a line */
    int x, y;            /* the next crossing */
    double cost;
} door;

enum { MOST_DOORS = 8 };

static bool is_free(const jw_router *r, jw_point from, jw_point to)
{
    double x0 = MIN(from.x, to.x), x1 = MAX(from.x, to.x), y0 = MIN(from.y, to.y), y1 = MAX(from.y, to.y);
    for (guint i = 0; i < r->boxes->len; i++) {
        jw_rect b = g_array_index(r->boxes, jw_rect, i);
        if (x1 > b.x + HARD && x0 < b.x + b.w - HARD && y1 > b.y + HARD && y0 < b.y + b.h - HARD)
            return false;
    }
    return true;
}

/* From a line beside the box to the crossings before and after it. */
static void add_doors(const jw_router *r, door *doors, int *n, jw_point edge, jw_point line, bool upright)
{
    const GArray *lines = upright ? r->ys : r->xs;
    int at = first_from(upright ? r->xs : r->ys, (upright ? line.x : line.y) - r->gap / 2);
    int next = first_from(lines, upright ? line.y : line.x);
    if (at >= (int)(upright ? r->xs : r->ys)->len) return;
    if (upright)
        line.x = line_at(r->xs, at);
    else
        line.y = line_at(r->ys, at);
    for (int k = next - 1; k <= next; k++) {
        if (k < 0 || k >= (int)lines->len) continue;
        jw_point crossing = { upright ? line.x : line_at(r->xs, k), upright ? line_at(r->ys, k) : line.y };
        if (!is_free(r, line, crossing) || *n == MOST_DOORS) continue;
        double way = fabs(line.x - crossing.x) + fabs(line.y - crossing.y);
        doors[(*n)++] = (door){ edge, line, upright ? at : k, upright ? k : at, way };
    }
}

static int doors_of(const jw_router *r, const jw_seat *seat, double shift, door doors[MOST_DOORS])
{
    jw_rect b = seat->box, c = seat->column;
    double y = b.y + b.h / 2 + CLAMP(shift, -b.h / 4, b.h / 4), x = b.x + b.w / 2 + 4 * shift;
    int n = 0;
    add_doors(r, doors, &n, (jw_point){ b.x, y }, (jw_point){ c.x - r->gap, y }, true);
    add_doors(r, doors, &n, (jw_point){ b.x + b.w, y }, (jw_point){ c.x + c.w + r->gap, y }, true);
    if (!seat->is_head) return n;
    add_doors(r, doors, &n, (jw_point){ x, b.y }, (jw_point){ x, b.y - r->gap }, false);
    add_doors(r, doors, &n, (jw_point){ x, b.y + b.h }, (jw_point){ x, b.y + b.h + r->gap }, false);
    return n;
}

/* --- the shortest way (Dijkstra); a state is a crossing and the direction of arrival */

typedef struct {
    double cost;
    int state;
} queued;

typedef struct {
    const jw_router *r;
    guint bundle;
    double *cost; /* by state * 2 + (1: arrived upright) */
    int *from;
    GArray *heap;
} search;

static bool is_before(const search *s, guint i, guint k)
{
    const queued *a = &g_array_index(s->heap, queued, i), *b = &g_array_index(s->heap, queued, k);
    return a->cost != b->cost ? a->cost < b->cost : a->state < b->state;
}

static void swap_queued(const search *s, guint i, guint k)
{
    queued swap = g_array_index(s->heap, queued, i);
    g_array_index(s->heap, queued, i) = g_array_index(s->heap, queued, k);
    g_array_index(s->heap, queued, k) = swap;
}

static void push(search *s, int state, double cost, int from)
{
    if (cost >= s->cost[state]) return;
    queued item = { cost, state };
    s->cost[state] = cost;
    s->from[state] = from;
    g_array_append_val(s->heap, item);
    for (guint i = s->heap->len - 1; i > 0 && is_before(s, i, (i - 1) / 2); i = (i - 1) / 2)
        swap_queued(s, i, (i - 1) / 2);
}

static queued pop(search *s)
{
    queued top = g_array_index(s->heap, queued, 0);
    g_array_index(s->heap, queued, 0) = g_array_index(s->heap, queued, s->heap->len - 1);
    g_array_set_size(s->heap, s->heap->len - 1);
    for (guint i = 0, k; (k = 2 * i + 1) < s->heap->len; i = k) {
        if (k + 1 < s->heap->len && is_before(s, k + 1, k)) k++;
        if (!is_before(s, k, i)) break;
        swap_queued(s, i, k);
    }
    return top;
}

static double company_at(const search *s, int from, int to)
{
    const jw_router *r = s->r;
    if (s->bundle && r->bundle[from] == s->bundle && r->bundle[to] == s->bundle) return TOGETHER;
    return r->company[to] ? COMPANY : 1;
}

static void step(search *s, queued now, int x, int y, int dx, int dy)
{
    const jw_router *r = s->r;
    int columns = (int)r->xs->len, rows = (int)r->ys->len, to_x = x + dx, to_y = y + dy;
    if (to_x < 0 || to_y < 0 || to_x >= columns || to_y >= rows) return;
    int first = state_at(r, MIN(x, to_x), MIN(y, to_y)), next = state_at(r, to_x, to_y);
    if (dx ? r->across[first] : r->along[first]) return;
    double way =
        fabs(line_at(r->xs, x) - line_at(r->xs, to_x)) + fabs(line_at(r->ys, y) - line_at(r->ys, to_y));
    if (dx ? r->tight_across[first] : r->tight_along[first]) way *= TIGHT;
    double cost =
        now.cost + way * company_at(s, now.state / 2, next) + ((now.state & 1) != (dy != 0) ? BEND : 0);
    push(s, next * 2 + (dy != 0), cost, now.state);
}

static int nearest_goal(const jw_router *r, const search *s, const door *goals, int n, double *best)
{
    int found = -1;
    *best = INFINITY;
    for (int i = 0; i < n; i++) {
        int state = state_at(r, goals[i].x, goals[i].y);
        bool upright = goals[i].line.x == line_at(r->xs, goals[i].x);
        for (int way = 0; way < 2; way++) {
            double cost = s->cost[state * 2 + way] + goals[i].cost + (way != upright ? BEND : 0);
            if (cost >= *best) continue;
            *best = cost;
            found = i * 2 + way;
        }
    }
    return found;
}

static void add_point(GArray *path, jw_point p)
{
    guint n = path->len;
    if (n > 0) {
        jw_point last = g_array_index(path, jw_point, n - 1);
        if (fabs(last.x - p.x) < 1e-6 && fabs(last.y - p.y) < 1e-6) return;
    }
    if (n > 1) { /* what lies on one line needs no point between */
        jw_point a = g_array_index(path, jw_point, n - 2), b = g_array_index(path, jw_point, n - 1);
        if ((fabs(a.x - b.x) < 1e-6 && fabs(b.x - p.x) < 1e-6) ||
            (fabs(a.y - b.y) < 1e-6 && fabs(b.y - p.y) < 1e-6))
            g_array_set_size(path, n - 1);
    }
    g_array_append_val(path, p);
}

/* From the last state back to a start. */
static void trace(jw_router *r, const search *s, const door *starts, const door *goal, int state,
                  GArray *path)
{
    GArray *crossings = g_array_new(FALSE, FALSE, sizeof(int));
    while (state >= 0) {
        g_array_append_val(crossings, state);
        if (s->from[state] < 0) break;
        state = s->from[state];
    }
    const door *start = &starts[-1 - s->from[state]];
    add_point(path, start->edge);
    add_point(path, start->line);
    for (guint i = crossings->len; i-- > 0;) {
        int at = g_array_index(crossings, int, i) / 2, columns = (int)r->xs->len;
        if (r->company[at] < 255) r->company[at]++;
        r->bundle[at] = s->bundle;
        add_point(path, (jw_point){ line_at(r->xs, at % columns), line_at(r->ys, at / columns) });
    }
    add_point(path, goal->line);
    add_point(path, goal->edge);
    g_array_free(crossings, TRUE);
}

/* Moves a stretch to its side, if it crosses no box there. */
static bool move_stretch(const jw_router *r, jw_point p[2], double shift)
{
    bool upright = fabs(p[0].x - p[1].x) < 1e-6;
    jw_point to[] = { p[0], p[1] };
    for (int i = 0; i < 2; i++) *(upright ? &to[i].x : &to[i].y) += shift;
    if (!is_free(r, to[0], to[1])) return false;
    p[0] = to[0];
    p[1] = to[1];
    return true;
}

/* Inner stretches are set apart from those of other links on the same line, as far as there is room. */
static void shift_inside(const jw_router *r, GArray *path, double shift)
{
    jw_point *p = (jw_point *)(void *)path->data;
    for (guint i = 1; i + 2 < path->len; i++)
        if (!move_stretch(r, p + i, shift)) move_stretch(r, p + i, shift / 2);
}

static bool is_upright(jw_point a, jw_point b)
{
    return fabs(a.x - b.x) < 1e-6;
}

/* Where the first and the last of the stretches between five points meet, if that saves two corners. */
static bool find_corner(const jw_router *r, const jw_point p[5], jw_point *corner)
{
    bool upright = is_upright(p[0], p[1]);
    *corner = upright ? (jw_point){ p[0].x, p[4].y } : (jw_point){ p[4].x, p[0].y };
    return is_upright(p[2], p[3]) == upright && is_upright(p[1], p[2]) != upright &&
           is_upright(p[3], p[4]) != upright && is_free(r, p[0], *corner) && is_free(r, *corner, p[4]);
}

static double length_between(const jw_point p[5])
{
    return fabs(p[1].x - p[3].x) + fabs(p[1].y - p[3].y);
}

/* A way to a door leads over the crossings beside it; where nothing is in between it may turn to the door at
 * once. Of all that can be spared the shortest stretches go first, so that the long ones stay on lines in the
 * open. */
static void straighten(const jw_router *r, GArray *path)
{
    for (int best = 0; best >= 0;) {
        jw_point corner, chosen = { 0, 0 };
        double least = INFINITY;
        best = -1;
        for (guint i = 0; i + 4 < path->len; i++) {
            const jw_point *p = &g_array_index(path, jw_point, i);
            if (length_between(p) >= least || !find_corner(r, p, &corner)) continue;
            least = length_between(p);
            best = (int)i;
            chosen = corner;
        }
        if (best < 0) break;
        g_array_index(path, jw_point, best + 1) = chosen;
        g_array_remove_range(path, (guint)best + 2, 2);
    }
}

static bool search_way(jw_router *r, const door *starts, int n, const door *goals, int m, guint bundle,
                       GArray *path)
{
    size_t states = 2 * (size_t)r->xs->len * r->ys->len;
    search s = { r, bundle, g_new(double, states), g_new(int, states),
                 g_array_new(FALSE, FALSE, sizeof(queued)) };
    double best = INFINITY;
    for (size_t i = 0; i < states; i++) s.cost[i] = INFINITY;
    for (int i = 0; i < n; i++) {
        bool upright = starts[i].line.x == line_at(r->xs, starts[i].x);
        push(&s, state_at(r, starts[i].x, starts[i].y) * 2 + upright, starts[i].cost, -1 - i);
    }
    while (s.heap->len > 0) {
        queued now = pop(&s);
        if (now.cost > s.cost[now.state]) continue;
        if (now.cost > best) break;
        int x = now.state / 2 % (int)r->xs->len, y = now.state / 2 / (int)r->xs->len;
        for (int d = -1; d <= 1; d += 2) {
            step(&s, now, x, y, d, 0);
            step(&s, now, x, y, 0, d);
        }
        nearest_goal(r, &s, goals, m, &best);
    }
    int goal = nearest_goal(r, &s, goals, m, &best);
    if (goal >= 0) {
        const door *end = &goals[goal / 2];
        trace(r, &s, starts, end, state_at(r, end->x, end->y) * 2 + goal % 2, path);
    }
    g_free(s.cost);
    g_free(s.from);
    g_array_free(s.heap, TRUE);
    return goal >= 0;
}

/* Links of one bundle share a lane, else each has the next. */
static int lane_of(jw_router *r, guint bundle)
{
    int known = bundle ? GPOINTER_TO_INT(g_hash_table_lookup(r->lanes, GUINT_TO_POINTER(bundle))) : 0;
    if (known) return known - 1;
    int lane = r->drawn++ % SIDE_LANES;
    if (bundle) g_hash_table_insert(r->lanes, GUINT_TO_POINTER(bundle), GINT_TO_POINTER(lane + 1));
    return lane;
}

GArray *jw_router_find(jw_router *r, const jw_seat *from, const jw_seat *to, guint bundle)
{
    door starts[MOST_DOORS], goals[MOST_DOORS];
    double shift = (lane_of(r, bundle) - SIDE_LANES / 2) * r->gap / SIDE_LANES * 1.4;
    GArray *path = g_array_new(FALSE, FALSE, sizeof(jw_point));
    int n = r->across ? doors_of(r, from, shift, starts) : 0, m = n > 0 ? doors_of(r, to, shift, goals) : 0;
    if (n > 0 && m > 0 && search_way(r, starts, n, goals, m, bundle, path)) {
        straighten(r, path);
        shift_inside(r, path, shift);
        return path;
    }
    g_array_set_size(path, 0); /* no way round: straight, under the boxes */
    add_point(path, (jw_point){ from->box.x + from->box.w / 2, from->box.y + from->box.h / 2 });
    add_point(path, (jw_point){ to->box.x + to->box.w / 2, to->box.y + to->box.h / 2 });
    return path;
}
