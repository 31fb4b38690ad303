#include "draw/view_spread.h"

enum { STEPS = 30, ROUNDS = 200 };

#define GROWTH 1.06 /* of the scale, tried while boxes can be pushed apart */

/* Stretched over the room, boxes at `scale`: the outermost touch its edges. */
static void spread(jw_spread *s, jw_rect room, double scale)
{
    for (guint i = 0; i < s->n; i++) {
        double w = s->size[i].w * scale, h = s->size[i].h * scale;
        s->at[i] =
            (jw_rect){ room.x + s->where[i].x * (room.w - w), room.y + s->where[i].y * (room.h - h), w, h };
    }
}

static bool is_clear(const jw_spread *s, jw_rect room, double gap)
{
    for (guint i = 0; i < s->n; i++) {
        const jw_rect *a = &s->at[i];
        if (a->w > room.w || a->h > room.h) return false;
        for (guint k = i + 1; k < s->n; k++) {
            const jw_rect *b = &s->at[k];
            if (a->x < b->x + b->w + gap && b->x < a->x + a->w + gap && a->y < b->y + b->h + gap &&
                b->y < a->y + a->h + gap)
                return false;
        }
    }
    return true;
}

/* The largest scale at which no two boxes touch. */
static double fit(jw_spread *s, jw_rect room, double most)
{
    double low = 0, high = most;
    spread(s, room, most);
    if (is_clear(s, room, JW_SPREAD_GAP * most)) return most;
    for (int i = 0; i < STEPS; i++) {
        double middle = (low + high) / 2;
        spread(s, room, middle);
        if (is_clear(s, room, JW_SPREAD_GAP * middle))
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* How far two boxes overlap along one axis; ≤ 0: not at all. */
static double overlap(double a, double a_size, double b, double b_size, double gap)
{
    return MIN(a + a_size, b + b_size) - MAX(a, b) + gap;
}

/* Moves two values apart, each by half; the one that came first goes where it already is. */
static void part(double *a, double a_size, double *b, double b_size, double by, double low, double high)
{
    double half = (*a + a_size / 2 <= *b + b_size / 2 ? by : -by) / 2;
    *a = CLAMP(*a - half, low, high - a_size);
    *b = CLAMP(*b + half, low, high - b_size);
}

/* Pushes boxes that touch apart, the shorter way, a few times; true if none touch then. */
static bool relax(jw_spread *s, jw_rect room, double gap)
{
    bool clear = false;
    for (int round = 0; round < ROUNDS && !clear; round++) {
        clear = true;
        for (guint i = 0; i < s->n; i++) {
            for (guint k = i + 1; k < s->n; k++) {
                jw_rect *a = &s->at[i], *b = &s->at[k];
                double x = overlap(a->x, a->w, b->x, b->w, gap), y = overlap(a->y, a->h, b->y, b->h, gap);
                if (x <= 1e-6 || y <= 1e-6) continue;
                clear = false;
                if (x < y)
                    part(&a->x, a->w, &b->x, b->w, x * 1.02, room.x, room.x + room.w);
                else
                    part(&a->y, a->h, &b->y, b->h, y * 1.02, room.y, room.y + room.h);
            }
        }
    }
    return clear;
}

/* The largest scale, pushing where that helps; boxes stay where they are placed for it. */
double jw_spread_fit(jw_spread *s, jw_rect room, double most)
{
    double best = fit(s, room, most), wanted = best;
    bool last = false;
    while (best > 0 && best < most && !last) {
        wanted = MIN(wanted * GROWTH, most);
        spread(s, room, wanted);
        last = !relax(s, room, JW_SPREAD_GAP * wanted) || !is_clear(s, room, 0);
        if (!last) best = wanted;
    }
    spread(s, room, best);
    relax(s, room, JW_SPREAD_GAP * best);
    return best;
}
