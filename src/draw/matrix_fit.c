/* How a matrix is laid out: every way to write heads and cells is tried on every sheet; the one with the
 * largest type wins, or, where type would be too small, the one with the fewest pages. */
#include "draw/matrix.h"

#include <math.h>

/* Of two ways with type of nearly the same size the plainer one is taken: each is worth so much of it. */
#define SHORT_NAME 0.94
#define UPRIGHT 0.86
#define CUT_WORD 0.75
#define A_LINE 0.03 /* of a head: lost for each after the first */
#define PORTRAIT 0.99
static const double form_worth[JW_CELL_FORMS] = {
    [JW_CELL_LINE] = 0.96, [JW_CELL_PAIR] = 1, [JW_CELL_STACK] = 0.94
};

static void size_cell(const jw_matrix *m, jw_matrix_fit *fit)
{
    double count = m->count_width[fit->form], rate = m->rate_width, gap = m->gap_width;
    double high = jw_matrix_count_size(fit->form) * 1.2, low = JW_LEAF_SIZE * 1.2;
    switch (fit->form) {
    case JW_CELL_LINE:
        fit->cell_w = count + JW_MATRIX_GAP + rate + (gap > 0 ? JW_MATRIX_GAP + gap : 0);
        fit->cell_h = high;
        break;
    case JW_CELL_PAIR:
        fit->cell_w = count + JW_MATRIX_GAP + MAX(rate, gap);
        fit->cell_h = MAX(high, gap > 0 ? 2 * low : low);
        break;
    default:
        fit->cell_w = MAX(count, MAX(rate, gap));
        fit->cell_h = high + low + (gap > 0 ? low : 0);
    }
    fit->cell_w += 2 * JW_MATRIX_PAD_X;
    fit->cell_h += 2 * JW_MATRIX_PAD_Y - 2;
}

static const jw_head_extent *extent_of(const jw_matrix *m, const jw_matrix_fit *fit, jw_side side)
{
    return &m->extent[side][fit->name[side]][fit->wrap[side]];
}

static void size_heads(const jw_matrix *m, jw_matrix_fit *fit)
{
    const jw_head_extent *row = extent_of(m, fit, JW_ROWS), *column = extent_of(m, fit, JW_COLUMNS);
    double sub = JW_SUB_SIZE * 1.2, row_sub = m->sub_width[JW_ROWS], column_sub = m->sub_width[JW_COLUMNS];
    bool below = row_sub > 0 && !fit->beside;
    fit->head_w = fit->beside ? row->w + 8 + row_sub : MAX(row->w, row_sub);
    fit->head_w = MAX(fit->head_w, MAX(m->word_width[JW_ROWS], m->word_width[JW_COLUMNS]));
    fit->head_w += 2 * JW_MATRIX_PAD_X + 2;
    fit->cell_h = MAX(fit->cell_h, row->h + (below ? sub : 0) + 2 * JW_MATRIX_PAD_Y);
    fit->cell_w = MAX(fit->cell_w, MAX(column->w, column_sub) + 2 * JW_MATRIX_PAD_X);
    fit->head_h = column->h + (column_sub > 0 ? sub : 0) + 2 * JW_MATRIX_PAD_Y + 2;
    fit->head_h = MAX(fit->head_h, 2 * JW_LEAF_SIZE * 1.2 + 2 * JW_MATRIX_PAD_Y);
}

static double worth_of(const jw_matrix *m, const jw_matrix_fit *fit)
{
    double worth = form_worth[fit->form];
    for (int side = 0; side < JW_SIDES; side++) {
        const jw_head_extent *extent = extent_of(m, fit, (jw_side)side);
        bool is_upright = fit->wrap[side] == JW_MATRIX_VERTICAL;
        if (fit->name[side] > 0) worth *= SHORT_NAME;
        if (extent->broken) worth *= CUT_WORD;
        worth *= is_upright ? UPRIGHT : MAX(0.5, 1 - A_LINE * (extent->lines - 1));
    }
    return fit->sheet->width < fit->sheet->height ? worth * PORTRAIT : worth;
}

guint jw_matrix_first(const jw_matrix *m, const jw_matrix_fit *fit, jw_side side, guint block)
{
    return (guint)((guint64)(m->n[side] + 1) * block / fit->blocks[side]);
}

guint jw_matrix_most_lines(const jw_matrix *m, const jw_matrix_fit *fit, jw_side side)
{
    return (m->n[side] + fit->blocks[side]) / fit->blocks[side];
}

/* The scale at which the largest block fills the room. */
static double scale_of(const jw_matrix *m, const jw_matrix_fit *fit)
{
    jw_rect room = fit->sheet->free;
    double w = fit->head_w + JW_MATRIX_TOTAL_GAP + fit->cell_w * jw_matrix_most_lines(m, fit, JW_COLUMNS);
    double h = fit->head_h + JW_MATRIX_TOTAL_GAP + fit->cell_h * jw_matrix_most_lines(m, fit, JW_ROWS);
    return MIN(room.w / w, room.h / h);
}

/* Into how many blocks the lines of either side must be cut at this scale; false if not one cell fits. */
static bool cut(const jw_matrix *m, jw_matrix_fit *fit, double scale)
{
    double w = fit->sheet->free.w / scale - fit->head_w - JW_MATRIX_TOTAL_GAP;
    double h = fit->sheet->free.h / scale - fit->head_h - JW_MATRIX_TOTAL_GAP;
    double columns = floor(w / fit->cell_w + 1e-9), rows = floor(h / fit->cell_h + 1e-9);
    if (columns < 1 || rows < 1) return false;
    fit->blocks[JW_COLUMNS] = (guint)ceil((m->n[JW_COLUMNS] + 1) / columns);
    fit->blocks[JW_ROWS] = (guint)ceil((m->n[JW_ROWS] + 1) / rows);
    return true;
}

static guint64 pages_of(const jw_matrix_fit *fit)
{
    return (guint64)fit->blocks[JW_ROWS] * fit->blocks[JW_COLUMNS];
}

typedef struct {
    double least, most; /* scales */
    bool one_page;
    jw_matrix_fit best;
} search;

/* As one page if that can be read, else in pages; in the end as one cell a page at whatever size. */
static void try_fit(const jw_matrix *m, jw_matrix_fit fit, search *s)
{
    size_cell(m, &fit);
    size_heads(m, &fit);
    fit.blocks[JW_ROWS] = fit.blocks[JW_COLUMNS] = 1;
    if (!s->one_page && scale_of(m, &fit) < s->least && !cut(m, &fit, s->least)) {
        fit.blocks[JW_ROWS] = m->n[JW_ROWS] + 1;
        fit.blocks[JW_COLUMNS] = m->n[JW_COLUMNS] + 1;
    }
    fit.scale = MIN(scale_of(m, &fit), s->most);
    fit.score = fit.scale * worth_of(m, &fit);
    guint64 pages = pages_of(&fit), least = s->best.sheet ? pages_of(&s->best) : G_MAXUINT64;
    if (pages < least || (pages == least && fit.score > s->best.score + 1e-9)) s->best = fit;
}

static void try_heads(const jw_matrix *m, jw_matrix_fit fit, search *s)
{
    for (int i = 0; i < JW_MATRIX_NAMES * JW_MATRIX_NAMES; i++)
        for (int row = 0; row < JW_MATRIX_WRAPS; row++)
            for (int column = 0; column <= JW_MATRIX_VERTICAL; column++) {
                fit.name[JW_ROWS] = i / JW_MATRIX_NAMES;
                fit.name[JW_COLUMNS] = i % JW_MATRIX_NAMES;
                fit.wrap[JW_ROWS] = row;
                fit.wrap[JW_COLUMNS] = column;
                try_fit(m, fit, s);
            }
}

jw_matrix_fit jw_matrix_choose(const jw_matrix *m, double least, double most, bool one_page)
{
    search s = { .least = least, .most = most, .one_page = one_page };
    for (size_t sheet = 0; sheet < m->draft.n_sheets; sheet++)
        for (int form = 0; form < JW_CELL_FORMS; form++)
            for (int beside = 0; beside < (m->sub_width[JW_ROWS] > 0 ? 2 : 1); beside++) {
                jw_matrix_fit fit = { .form = (jw_cell_form)form,
                                      .beside = beside,
                                      .sheet = &m->draft.sheets[sheet] };
                try_heads(m, fit, &s);
            }
    return s.best;
}
