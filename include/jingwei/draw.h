/* Charts: a model drawn on one page or several, as PDF, SVG, PNG or DOT.
 *
 * The drawing itself is done by a program of its own, jingwei-render, which is started once or a few times a
 * chart; where it crashes, hangs or is not there, that is a finding and nothing worse. */
#ifndef JINGWEI_DRAW_H
#define JINGWEI_DRAW_H

#include "jingwei/compare.h"
#include "jingwei/cover.h"
#include "jingwei/view.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { JW_PDF, JW_SVG, JW_PNG, JW_DOT } jw_format;

typedef enum {
    JW_ANY_WAY, /* whichever gives the larger type */
    JW_LANDSCAPE,
    JW_PORTRAIT
} jw_orientation;

typedef enum {
    JW_LAYOUT_ANY,     /* the view's, else org */
    JW_LAYOUT_ORG,     /* fitted to the page, and cut into pages where type would be too small */
    JW_LAYOUT_LAYERED, /* one page, by Graphviz's dot; where only links of role chain are asked for, these */
    JW_LAYOUT_MATRIX,  /* strips × blocks (条×块): how many targets, and how many of them are covered */
    JW_LAYOUT_RADIAL,  /* the tree round its root, cut into pages as org is; round a focus a net */
    JW_LAYOUT_FORCE    /* one page, what is linked is near, by sfdp: units and links, no tree */
} jw_layout_kind;

/* Of a chart of changes: all of it, or what was, or what is then; units stand at the same places in all three.
 */
typedef enum { JW_OVERLAY, JW_BEFORE, JW_AFTER } jw_phase;
/* Units that stay as they are: drawn or only counted, by how many there are, or as asked. */
typedef enum { JW_UNCHANGED_AUTO, JW_UNCHANGED_DRAWN, JW_UNCHANGED_COUNTED } jw_unchanged;

/* A renderer started ahead of jw_draw(), to open its fonts while the model is loaded: for one chart, in these
 * families (NULL: as in the options). Free it in any case, drawn with or not. */
typedef struct jw_draw_ahead jw_draw_ahead;
jw_draw_ahead *jw_draw_ahead_start(const char *renderer, const char *font);
void jw_draw_ahead_free(jw_draw_ahead *ahead);

/* All zero is a good default but for `renderer`. */
typedef struct {
    const char *renderer; /* path of jingwei-render; without a slash it is looked for in PATH */
    jw_format format;
    const char *paper; /* "A0" … "A5", "slide", "300x200mm"; NULL: "A4" */
    jw_orientation orientation;
    jw_layout_kind layout;
    double margin;           /* points of blank paper all round; 0: what suits the paper; below 0: none */
    const char *leaves;      /* how units with none below them stand: "card", "boxes", "row", "vertical" (one
                              * character a line, names in Chinese only); NULL, "auto": whichever gives the larger
                              * type */
    double least_type;       /* points: names are not smaller, pages are added instead; 0: 7 */
    bool one_page;           /* however small the type becomes */
    int break_level;         /* > 0: each unit at this depth (1: below the root) has a page of its own */
    const char *break_field; /* an attribute: units with a value of it stand on pages of their own, by value */
    const char *theme; /* "brief", "mono", "screen"; NULL: "brief" */
    const char *links; /* of links beside the tree: the kinds to draw, by comma, or "none"; NULL: all */
    jw_lang lang;      /* of the fixed words; names are the model's */
    const char *title; /* NULL: the model's name */
    const char *date;  /* "2023-06-30"; NULL: the model's as_of. No clock is read. */
    const char *font;  /* a list of families; NULL: Noto Sans CJK SC and its like */
    double dpi;        /* of a PNG; 0: 150 */
    int first_page;    /* the number on the first page, which those after it go on from; 0: 1 */
    int timeout_ms;    /* for each start of the renderer; 0: two minutes */
    jw_draw_ahead *ahead; /* of the same renderer and font; NULL: it is started when there is something to draw */
    /* A unit, by its id, else by a name, short name or alias that no other has: draw only it and what is below
     * it; NULL: everything. */
    const char *root;
    int depth; /* levels below the root; what is deeper is counted; 0: all */
    /* Of a matrix: attributes (or "kind") of its rows and columns, NULL: "industry" and "street"; the rate it
     * shows, "organization", "work" or "full", NULL: "full". It counts the population below `root`. */
    const char *rows, *columns, *rate;
    /* Which units are shown, with all above them; NULL: all. */
    bool (*shows)(void *context, uint32_t unit);
    void *context;
    /* A chart of changes, from this model to the one that is drawn; NULL: of one model. Of `shows` it takes
     * what is in the latter; what is not is shown. Links beside the tree are drawn if they are new or gone, or
     * if `links` names them. Layout org only. */
    const jw_model *before;
    const jw_coverage *before_coverage; /* NULL: no statuses, no rates */
    jw_phase phase;
    jw_unchanged unchanged;
    /* The id of one of the model's views, which says what these options do not; "all", unless a view is called
     * so: every view, one after another. NULL: none. */
    const char *view;
    const char *subtitle; /* after the title; NULL: the view's name, "": none */
    /* Selectors as --where takes them: only these are shown, with all above them; these are not drawn but
     * counted, at their lead. */
    const char *include, *collapse;
    /* status, kind, an attribute or a measure (rank.h): values of texts have a colour each (the seven most
     * frequent, then one for all others), numbers are a scale of five classes. NULL: status if there is
     * coverage, else kind. */
    const char *colour;
    /* What stands in a box, by comma: name, second (the name in the other language), id, kind, score (the
     * number of `colour`), or attributes ("short", "members"). NULL: the name; where `colour` is
     * a number a score too, unless it is 0. */
    const char *label;
    /* A unit, named as `root` is: it, who is above and below it, and the other ends of its other links. up,
     * down: levels above and below it; 0: all above, one below; -1: none. */
    const char *focus;
    int up, down;
    /* Two units, named as `root` is: every shortest chain of links between them, of the kinds in `links`. */
    const char *from, *to;
} jw_draw_options;

/* The format that the ending of a file name asks for (".pdf", ".SVG", …); false if it is none of them. */
bool jw_format_of(const char *path, jw_format *out);

/* "org", "layered", "matrix", "radial", "force"; false if it is none of them. */
bool jw_layout_named(const char *name, jw_layout_kind *out);

/* Reads "auto", "none", "level:N" or "field:ATTR" into one_page, break_level and break_field; false if it is none
 * of them. */
bool jw_break_named(const char *how, jw_draw_options *out);
/* "auto", "card", "boxes", "row", "vertical". */
bool jw_leaves_named(const char *name);

/* A PDF is one document; of the other formats each page is one. */
typedef struct {
    void *bytes;
    size_t length;
} jw_document;
typedef struct {
    jw_document *documents;
    size_t size;
} jw_drawing;

/* Draws the tree of authority, or what the layout says. coverage: NULL, or what to show as the status of each
 * target. Free the result with jw_drawing_free. NULL after findings: unsafe-text (a name holds what no chart
 * can show), unknown-paper, unknown-theme, unknown-view, unknown-link-kind, view-colour, view-label,
 * no-such-root, no-such-focus, no-such-end, several-so-called, no-path, matrix-attribute, matrix-rate,
 * matrix-too-large, diff-layout, option-unfit (an option that means nothing on such a chart; where only the
 * view says it, a warning), needs-focus, nothing-to-draw, missing-glyph (with the place, id and name of the
 * first unit in whose texts the character stands), missing-font, renderer-missing, renderer-crashed,
 * renderer-timeout, renderer-answer, what jw_view_fits and selectors report, …; warnings small-type, if the
 * page forces names below 5 points, and font-replaced, if the font that was asked for is not installed. The
 * same model and options give the same bytes, in any locale. */
jw_drawing *jw_draw(const jw_model *m, const jw_coverage *coverage, const jw_draw_options *options,
                    jw_diags *diags);
void jw_drawing_free(jw_drawing *drawing);

/* A line of a plot of what jw_stress found: its name, the rows, and the model whose units they name. */
typedef struct {
    const char *name;
    const jw_model *model;
    const jw_stress_step *steps;
    size_t n;
} jw_stress_line;

/* Draws the share of the reached targets that remains over the number of units taken out: n ≥ 1 lines, the
 * names of those that went first along them, on a page of its own: of the options renderer, format, paper (NULL:
 * A5), orientation (landscape unless portrait), theme, lang, title, date, font, dpi and timeout_ms count. NULL
 * after findings: nothing-to-draw (nobody was reached to begin with), or as jw_draw. */
jw_drawing *jw_draw_stress(const jw_stress_line *lines, size_t n, bool at_random,
                           const jw_draw_options *options, jw_diags *diags);

#ifdef __cplusplus
}
#endif

#endif
