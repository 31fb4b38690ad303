/* Charts: a model drawn on one page, as PDF, SVG, PNG or DOT.
 *
 * The drawing itself is done by a program of its own, jingwei-render, which is started once or a few times a
 * chart; where it crashes, hangs or is not there, that is a finding and nothing worse. */
#ifndef JINGWEI_DRAW_H
#define JINGWEI_DRAW_H

#include "jingwei/cover.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { JW_PDF, JW_SVG, JW_PNG, JW_DOT } jw_format;

typedef enum {
    JW_ANY_WAY, /* whichever gives the larger type */
    JW_LANDSCAPE,
    JW_PORTRAIT
} jw_orientation;

/* All zero is a good default but for `renderer`. */
typedef struct {
    const char *renderer; /* path of jingwei-render; without a slash it is looked for in PATH */
    jw_format format;
    const char *paper; /* "A0" … "A5", "slide", "300x200mm"; NULL: "A4" */
    jw_orientation orientation;
    const char *theme; /* NULL: "brief" */
    jw_lang lang;      /* of the fixed words; names are the model's */
    const char *title; /* NULL: the model's name */
    const char *date;  /* "2023-06-30"; NULL: the model's as_of. No clock is read. */
    const char *font;  /* a list of families; NULL: Noto Sans CJK SC and its like */
    double dpi;        /* of a PNG; 0: 150 */
    int timeout_ms;    /* for each start of the renderer; 0: two minutes */
    /* Which units are shown, with all above them; NULL: all. */
    bool (*shows)(void *context, uint32_t unit);
    void *context;
} jw_draw_options;

/* The format that the ending of a file name asks for (".pdf", ".SVG", …); false if it is none of them. */
bool jw_format_of(const char *path, jw_format *out);

/* Draws the tree of authority in layers. coverage: NULL, or what to show as the status of each target.
 * *bytes gets the document, which the caller frees with free(). False after findings: unsafe-text (a name
 * holds what no chart can show), unknown-paper, unknown-theme, nothing-to-draw, missing-glyph, missing-font,
 * renderer-missing, renderer-crashed, renderer-timeout, …; a warning small-type if the page forces names
 * below 5 points. The same model and options give the same bytes, in any locale. */
bool jw_draw(void **bytes, size_t *length, const jw_model *m, const jw_coverage *coverage,
             const jw_draw_options *options, jw_diags *diags);

#ifdef __cplusplus
}
#endif

#endif
