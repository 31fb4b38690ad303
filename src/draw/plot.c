#include "draw/plot.h"

#include "draw/wrap.h"

#include <math.h>
#include <string.h>

/* In units, as in furniture.c. */
#define TYPE 8.5
#define LABEL_EMS 10.0
#define LINE 1.4
#define MARK 4.6
#define TICK 3.0

enum { MOST_TICKS = 12, MOST_MARKS = 30 };

typedef struct {
    const jw_plot *plot;
    const jw_theme *theme;
    const jw_ruler *ruler;
    double u; /* unit */
    jw_page *page;
    jw_rect area;   /* between the axes */
    size_t last;    /* the largest x */
    double left;    /* of the room */
    GArray *taken;  /* of jw_rect: labels and markers */
    double label_x; /* where names begin */
} painter;

guint jw_plot_step(size_t n, guint most)
{
    static const guint steps[] = { 1, 2, 5 };
    for (guint ten = 1;; ten *= 10)
        for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
            if (n / ((size_t)steps[i] * ten) < most) return steps[i] * ten;
}

/* --- words */

static size_t last_point(const jw_plot_line *line)
{
    for (size_t i = line->n; i-- > 0;)
        if (!isnan(line->y[i])) return i;
    return SIZE_MAX;
}

/* Its name and where it ends. */
static char *label_of(const jw_plot_line *line)
{
    size_t last = last_point(line);
    g_autofree char *name = jw_wrap(line->name, LABEL_EMS);
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    if (last == SIZE_MAX) return g_steal_pointer(&name);
    g_ascii_formatd(number, sizeof number, "%.1f", line->y[last] * 100);
    return g_strdup_printf("%s\n%s %%", name, number);
}

void jw_plot_prepare(const jw_plot *plot, jw_ruler *ruler, double unit)
{
    jw_ruler_add(ruler, "100 %", TYPE * unit, false);
    jw_ruler_add(ruler, plot->x_word, TYPE * unit, false);
    jw_ruler_add(ruler, plot->y_word, TYPE * unit, false);
    for (size_t i = 0; i < plot->n; i++) {
        const jw_plot_line *line = &plot->lines[i];
        g_autofree char *label = label_of(line);
        jw_ruler_add(ruler, label, TYPE * unit, true);
        for (size_t k = 0; line->notes && k < line->n; k++)
            if (line->notes[k]) jw_ruler_add(ruler, line->notes[k], TYPE * unit, false);
    }
}

static double width_of(const painter *p, const char *text, bool bold)
{
    return jw_ruler_width(p->ruler, text, TYPE * p->u, bold);
}

static void put_text(const painter *p, jw_rect at, const char *text, bool bold, const char *colour,
                     jw_align align)
{
    jw_page_add_text(p->page, at, &(jw_text_style){ TYPE * p->u, bold, colour, align }, text);
}

/* --- axes */

static jw_point place(const painter *p, size_t x, double y)
{
    double share = p->last > 0 ? (double)x / (double)p->last : 0;
    return (jw_point){ p->area.x + share * p->area.w, p->area.y + (1 - y) * p->area.h };
}

static void put_line(const painter *p, double x0, double y0, double x1, double y1, const char *colour,
                     double width)
{
    jw_point ends[] = { { x0, y0 }, { x1, y1 } };
    jw_page_add_line(p->page, ends, 2, &(jw_line_style){ colour, width * p->u, JW_SOLID, false }, JW_NO_BOX,
                     JW_NO_BOX);
}

static void paint_axes(const painter *p)
{
    double u = p->u, high = TYPE * 1.2 * u, bottom = p->area.y + p->area.h;
    const char *quiet = jw_theme_quiet(p->theme), *rule = jw_theme_rule(p->theme);
    for (int share = 0; share <= 100; share += 20) {
        double y = place(p, 0, share / 100.0).y;
        g_autofree char *text = g_strdup_printf("%d %%", share);
        put_line(p, p->area.x, y, p->area.x + p->area.w, y, share > 0 ? rule : quiet, share > 0 ? 0.5 : 0.8);
        put_text(p, (jw_rect){ p->area.x - 46 * u, y - high / 2, 40 * u, high }, text, false, quiet,
                 JW_RIGHT);
    }
    for (size_t x = 0, step = jw_plot_step(p->last, MOST_TICKS); x <= p->last; x += step) {
        jw_point at = place(p, x, 0);
        g_autofree char *text = g_strdup_printf("%zu", x);
        put_line(p, at.x, bottom, at.x, bottom + TICK * u, quiet, 0.8);
        put_text(p, (jw_rect){ at.x - 20 * u, bottom + TICK * u, 40 * u, high }, text, false, quiet,
                 JW_CENTRE);
    }
    put_text(p, (jw_rect){ p->left, p->area.y - 2 * high, p->area.w, high }, p->plot->y_word, false, quiet,
             JW_LEFT);
    put_text(p, (jw_rect){ p->area.x, bottom + TICK * u + high, p->area.w, high }, p->plot->x_word, false,
             quiet, JW_RIGHT);
}

/* --- lines and markers */

static void put_mark(const jw_theme *theme, size_t i, jw_page *page, jw_point at, double unit)
{
    jw_line_style line = jw_theme_series(theme, i);
    double size = MARK * unit;
    bool hollow = i / 2 % 2 == 1;
    jw_box_style style = { hollow ? jw_theme_paper(theme) : line.colour, line.colour, 0.9 * unit, JW_SOLID,
                           false };
    jw_rect rect = { at.x - size / 2, at.y - size / 2, size, size };
    if (i % 2 == 0)
        jw_page_add_ellipse(page, rect, &style);
    else
        jw_page_add_box(page, rect, &style, NULL);
}

void jw_plot_swatch(const jw_theme *theme, size_t i, jw_page *page, jw_rect at, double unit)
{
    jw_line_style style = jw_theme_series(theme, i);
    jw_point middle = { at.x + at.w / 2, at.y + at.h / 2 };
    jw_point ends[] = { { at.x, middle.y }, { at.x + at.w, middle.y } };
    style.line *= unit * LINE;
    jw_page_add_line(page, ends, 2, &style, JW_NO_BOX, JW_NO_BOX);
    put_mark(theme, i, page, middle, unit);
}

/* Where a line has no point it is broken. */
static void paint_line(const painter *p, size_t i)
{
    const jw_plot_line *line = &p->plot->lines[i];
    jw_line_style style = jw_theme_series(p->theme, i);
    g_autofree jw_point *points = g_new(jw_point, line->n + 1);
    size_t n = 0;
    style.line *= LINE * p->u;
    for (size_t k = 0; k <= line->n; k++) {
        if (k < line->n && !isnan(line->y[k])) {
            points[n++] = place(p, k, line->y[k]);
            continue;
        }
        if (n > 1) jw_page_add_line(p->page, points, n, &style, JW_NO_BOX, JW_NO_BOX);
        n = 0;
    }
}

static void paint_marks(const painter *p, size_t i)
{
    const jw_plot_line *line = &p->plot->lines[i];
    size_t last = last_point(line), step = jw_plot_step(p->last, MOST_MARKS);
    for (size_t k = 0; k < line->n; k++) {
        if (isnan(line->y[k]) || (k % step > 0 && k != last)) continue;
        jw_point at = place(p, k, line->y[k]);
        double half = MARK * p->u / 2;
        jw_rect rect = { at.x - half, at.y - half, 2 * half, 2 * half };
        put_mark(p->theme, i, p->page, at, p->u);
        g_array_append_val(p->taken, rect);
    }
}

/* --- names at the ends */

typedef struct {
    size_t line;
    double y, height; /* y: the middle, as wanted, then as placed */
    char *text;
} label;

static int compare_labels(gconstpointer a, gconstpointer b)
{
    const label *x = a, *y = b;
    if (x->y != y->y) return x->y < y->y ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

/* Labels that touch; y: their middle. */
typedef struct {
    guint first, n;
    double y, height;
} run;

static double within(double y, double height, double top, double bottom)
{
    return MAX(MIN(y, bottom - height / 2), top + height / 2);
}

/* As near to where they are wanted as they go without touching: a label that meets the run over it joins it,
 * and the run is centred on the mean of what its labels want. */
static void spread(const painter *p, GArray *labels)
{
    double top = p->area.y - TYPE * p->u, bottom = p->area.y + p->area.h + TYPE * p->u;
    g_autofree run *runs = g_new(run, labels->len + 1);
    guint n = 0;
    for (guint i = 0; i < labels->len; i++) {
        const label *it = &g_array_index(labels, label, i);
        runs[n++] = (run){ i, 1, within(it->y, it->height, top, bottom), it->height };
        while (n > 1 && runs[n - 2].y + runs[n - 2].height / 2 > runs[n - 1].y - runs[n - 1].height / 2) {
            run *up = &runs[n - 2], *low = &runs[n - 1];
            double y = (up->y * up->n + low->y * low->n) / (up->n + low->n);
            up->n += low->n;
            up->height += low->height;
            up->y = within(y, up->height, top, bottom);
            n--;
        }
    }
    for (guint r = 0; r < n; r++) {
        double y = runs[r].y - runs[r].height / 2;
        for (guint i = runs[r].first; i < runs[r].first + runs[r].n; i++) {
            label *it = &g_array_index(labels, label, i);
            it->y = y + it->height / 2;
            y += it->height;
        }
    }
}

static void paint_labels(const painter *p)
{
    GArray *labels = g_array_new(FALSE, FALSE, sizeof(label));
    for (size_t i = 0; i < p->plot->n; i++) {
        size_t last = last_point(&p->plot->lines[i]);
        if (last == SIZE_MAX) continue;
        label made = { i, place(p, last, p->plot->lines[i].y[last]).y, 0, label_of(&p->plot->lines[i]) };
        made.height = jw_ruler_height(made.text, TYPE * p->u) + 4 * p->u;
        g_array_append_val(labels, made);
    }
    g_array_sort(labels, compare_labels);
    spread(p, labels);
    for (guint i = 0; i < labels->len; i++) {
        label *it = &g_array_index(labels, label, i);
        const jw_plot_line *line = &p->plot->lines[it->line];
        jw_point end = place(p, last_point(line), line->y[last_point(line)]);
        const char *colour = jw_theme_series(p->theme, it->line).colour;
        put_line(p, end.x + MARK * p->u, end.y, p->label_x - 3 * p->u, it->y, colour, 0.4);
        jw_rect at = { p->label_x, it->y - it->height / 2, width_of(p, it->text, true), it->height };
        put_text(p, at, it->text, true, colour, JW_LEFT);
        g_free(it->text);
    }
    g_array_free(labels, TRUE);
}

/* --- notes of points */

static bool meet(jw_rect a, jw_rect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static bool holds(jw_rect r, jw_point at)
{
    return at.x > r.x && at.x < r.x + r.w && at.y > r.y && at.y < r.y + r.h;
}

/* Lines are looked at every few points of their length. */
static bool is_crossed(const painter *p, jw_rect at)
{
    enum { LOOKS = 24 };
    for (size_t i = 0; i < p->plot->n; i++)
        for (size_t k = 1; k < p->plot->lines[i].n; k++) {
            const double *y = p->plot->lines[i].y;
            jw_point a = place(p, k - 1, y[k - 1]), b = place(p, k, y[k]);
            if (isnan(y[k]) || isnan(y[k - 1]) || b.x < at.x || a.x > at.x + at.w) continue;
            for (int look = 0; look <= LOOKS; look++) {
                double share = (double)look / LOOKS;
                if (holds(at, (jw_point){ a.x + share * (b.x - a.x), a.y + share * (b.y - a.y) }))
                    return true;
            }
        }
    return false;
}

static bool is_free(const painter *p, jw_rect at)
{
    if (at.x < p->area.x || at.x + at.w > p->area.x + p->area.w || at.y < p->area.y ||
        at.y + at.h > p->area.y + p->area.h || is_crossed(p, at))
        return false;
    for (guint i = 0; i < p->taken->len; i++)
        if (meet(at, g_array_index(p->taken, jw_rect, i))) return false;
    return true;
}

/* Over and right of the point, else below and left of it: a line that falls leaves room there. */
static void paint_note(const painter *p, size_t i, size_t k)
{
    const char *note = p->plot->lines[i].notes[k];
    double u = p->u, high = TYPE * 1.25 * u, wide = width_of(p, note, false) + 2 * u,
           off = MARK * u / 2 + 1.5 * u;
    jw_point at = place(p, k, p->plot->lines[i].y[k]);
    const jw_rect places[] = { { at.x + off, at.y - high, wide, high },
                               { at.x - off - wide, at.y, wide, high },
                               { at.x + off, at.y - high - 3 * u, wide, high },
                               { at.x - wide / 2, at.y + off, wide, high } };
    for (size_t place = 0; place < G_N_ELEMENTS(places); place++) {
        if (!is_free(p, places[place])) continue;
        /* the rules of the axis lie under all boxes */
        jw_box_style clear = { jw_theme_paper(p->theme), NULL, 0, JW_SOLID, false };
        jw_page_add_box(p->page, places[place], &clear, NULL);
        put_text(p, places[place], note, false, jw_theme_series(p->theme, i).colour,
                 place == 1   ? JW_RIGHT
                 : place == 3 ? JW_CENTRE
                              : JW_LEFT);
        g_array_append_vals(p->taken, &places[place], 1);
        return;
    }
}

static void paint_notes(const painter *p)
{
    for (size_t k = 0; k <= p->last; k++)
        for (size_t i = 0; i < p->plot->n; i++) {
            const jw_plot_line *line = &p->plot->lines[i];
            if (k < line->n && line->notes && line->notes[k] && !isnan(line->y[k])) paint_note(p, i, k);
        }
}

static double widest_label(const painter *p)
{
    double widest = 0;
    for (size_t i = 0; i < p->plot->n; i++) {
        g_autofree char *text = label_of(&p->plot->lines[i]);
        widest = MAX(widest, width_of(p, text, true));
    }
    return widest;
}

void jw_plot_paint(const jw_plot *plot, const jw_theme *theme, const jw_ruler *ruler, double unit,
                   jw_rect room, jw_page *page)
{
    painter p = { .plot = plot, .theme = theme, .ruler = ruler, .u = unit, .page = page, .left = room.x };
    double high = TYPE * 1.2 * unit, left = width_of(&p, "100 %", false) + 8 * unit;
    double right = widest_label(&p) + 22 * unit;
    for (size_t i = 0; i < plot->n; i++) p.last = MAX(p.last, plot->lines[i].n - 1);
    p.area = (jw_rect){ room.x + left, room.y + 2.5 * high, room.w - left - right, room.h - 6 * high };
    p.label_x = room.x + room.w - right + 22 * unit;
    p.taken = g_array_new(FALSE, FALSE, sizeof(jw_rect));
    paint_axes(&p);
    for (size_t i = 0; i < plot->n; i++) paint_line(&p, i);
    for (size_t i = 0; i < plot->n; i++) paint_marks(&p, i);
    paint_labels(&p);
    paint_notes(&p);
    g_array_free(p.taken, TRUE);
}
