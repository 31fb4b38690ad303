/* The matrix: rows × columns of cells, each with the number of targets, their rate, and the gaps among them.
 *
 *      ＼ 块 │ 观湖街道   民治街道 ┃ 合计        heads: of a line; cells; the totals are lines too, the last
 * of 条 ＼  │ 领 14      领 9     ┃             either side. Measured at JW_LEAF_SIZE, all multiplied by one
 *     ───────┼─────────────────────╂──────       scale when painted. What does not fit at the least type goes
 *     电子信息│ 12  75 %   3  100 % ┃ 15 80 %     on pages: blocks of rows × blocks of columns.
 *     领 9   │     △3             ┃    △3 */
#ifndef JW_DRAW_MATRIX_H
#define JW_DRAW_MATRIX_H

#include "draw/draft.h"
#include "jingwei/cross.h"

typedef enum { JW_ROWS, JW_COLUMNS, JW_SIDES } jw_side;

/* Ways to write the name of a head: in full or short; wrapped more or less, or one character a line. */
enum { JW_MATRIX_NAMES = 2, JW_MATRIX_WRAPS = 7, JW_MATRIX_VERTICAL = JW_MATRIX_WRAPS };

/* Ways to lay a cell out. */
typedef enum {
    JW_CELL_LINE,  /* 12  75 %  △3 */
    JW_CELL_PAIR,  /* 12 large, beside it 75 % over △3 */
    JW_CELL_STACK, /* one over the other */
    JW_CELL_FORMS
} jw_cell_form;

typedef struct {
    char *name[JW_MATRIX_NAMES];
    char *sub; /* how many the unit leads, or that it does not; NULL: no unit */
    jw_look look;
} jw_matrix_head;

/* The widest and highest head of a side. */
typedef struct {
    double w, h;
    int lines;
    bool broken; /* a word is cut */
} jw_head_extent;

typedef struct {
    jw_draft draft;
    jw_cross *cross;
    jw_rate rate;
    int attribute[JW_SIDES];
    char *word[JW_SIDES];            /* of the attributes */
    guint n[JW_SIDES];               /* lines, without the total */
    jw_matrix_head *heads[JW_SIDES]; /* n + 1; the last is the total's */
    double word_width[JW_SIDES];
    jw_head_extent extent[JW_SIDES][JW_MATRIX_NAMES][JW_MATRIX_WRAPS + 1];
    double sub_width[JW_SIDES]; /* 0: no head has one */
    double count_width[JW_CELL_FORMS], rate_width, gap_width;
} jw_matrix;

/* What a cell says. kind: what it looks like. */
typedef enum { JW_CELL_EMPTY, JW_CELL_UNKNOWN, JW_CELL_COVERED, JW_CELL_GAPS, JW_CELL_BLANK } jw_cell_kind;
typedef struct {
    jw_cell_kind kind;
    double share;
    char count[48], rate[16], gap[52];
} jw_cell_words;

/* matrix_words.c: false after findings (unsafe-text, or of the renderer). */
bool jw_matrix_prepare(jw_matrix *m, const jw_renderer *r, jw_diags *diags);
void jw_matrix_clear(jw_matrix *m);
char *jw_matrix_wrapped(const char *name, jw_side side, int wrap);
/* The tally of a cell, where an index of n is the total's; NULL: nobody is there. */
const jw_tally *jw_matrix_tally(const jw_matrix *m, guint row, guint column);
jw_cell_words jw_matrix_cell(const jw_matrix *m, const jw_tally *tally, bool total);
double jw_matrix_count_size(jw_cell_form form);

/* matrix_fit.c: how it is laid out. Sizes are at JW_LEAF_SIZE. */
typedef struct {
    jw_cell_form form;
    int name[JW_SIDES], wrap[JW_SIDES];
    bool beside;           /* what a row's unit leads stands beside its name, not below */
    double head_w, head_h; /* of the rows' heads, of the columns' heads */
    double cell_w, cell_h;
    guint blocks[JW_SIDES]; /* pages one below the other, and side by side */
    const jw_sheet *sheet;
    double scale, score;
} jw_matrix_fit;
jw_matrix_fit jw_matrix_choose(const jw_matrix *m, double least, double most, bool one_page);
/* The first line of a block; of block `blocks` one past the last. */
guint jw_matrix_first(const jw_matrix *m, const jw_matrix_fit *fit, jw_side side, guint block);
guint jw_matrix_most_lines(const jw_matrix *m, const jw_matrix_fit *fit, jw_side side);

/* Around texts, and between the last line and the total. */
#define JW_MATRIX_PAD_X 5.0
#define JW_MATRIX_PAD_Y 4.0
#define JW_MATRIX_GAP 8.0 /* between the numbers of a cell */
#define JW_MATRIX_TOTAL_GAP 3.0

/* matrix_paint.c */
typedef struct {
    guint from, to;
} jw_lines;
/* The rows and columns of one page, into `room`. */
void jw_matrix_paint(const jw_matrix *m, const jw_matrix_fit *fit, jw_lines rows, jw_lines columns,
                     jw_rect room, jw_page *page);
/* The entries that a legend needs for these lines; at most JW_MATRIX_EXTRAS of them. */
enum { JW_MATRIX_EXTRAS = 7 };
guint jw_matrix_extras(const jw_matrix *m, jw_lines rows, jw_lines columns, jw_extra *out);

/* matrix.c: the pages of the layout; NULL after findings. */
GPtrArray *jw_matrix_pages(const jw_model *m, const jw_coverage *coverage, const jw_draw_options *options,
                           const jw_renderer *r, jw_diags *diags);

#endif
