/* Talking to jingwei-render: one process a request, or a session of several in one process; the request
 * written and the answer read at the same time, and a crash, a hang or garbage turned into one finding. */
#ifndef JW_DRAW_CLIENT_H
#define JW_DRAW_CLIENT_H

#include "draw/page.h"
#include "jingwei/diag.h"

#include <stddef.h>

/* The families that every chart is drawn in, the one for Simplified Chinese first. */
#define JW_FONT_FAMILY "Noto Sans CJK SC,Microsoft YaHei,PingFang SC,sans-serif"

typedef struct jw_session jw_session;

typedef struct {
    const char *program; /* path of jingwei-render; one without a slash is looked for in PATH */
    const char *family;  /* NULL: JW_FONT_FAMILY */
    int timeout_ms;      /* 0: two minutes */
    size_t most_bytes;   /* of an answer; 0: 1 GiB */
    bool embeds;         /* what is drawn will be a PDF, with its fonts in it */
    jw_session *session; /* NULL: a process for each request */
} jw_renderer;

/* A text to measure; width and height, in points, are the answer. */
typedef struct {
    const char *text;
    double size;
    bool bold;
    double width, height;
} jw_measure;

/* Where an engine put the nodes of one graph. */
typedef struct {
    double width, height;
    GHashTable *nodes; /* name → jw_rect, whose x and y are the top left corner */
} jw_layout;

typedef struct {
    const char *title, *author, *subject, *keywords, *date; /* may be NULL */
} jw_document_meta;

/* Sends `request` and gives the answer, which the caller frees with g_byte_array_unref(). NULL after adding
 * one finding: renderer-missing, renderer-crashed (found: the signal), renderer-timeout, renderer-answer
 * (garbage, or too much), or what the renderer itself reported (missing-glyph, missing-font, layout-failed,
 * …). */
GByteArray *jw_renderer_run(const jw_renderer *r, const char *request, size_t length, jw_diags *diags);

/* The same for a request in parts: next() gives one after the other, then NULL. The parts are freed here. */
typedef GString *(*jw_next_part)(void *context);
GByteArray *jw_renderer_stream(const jw_renderer *r, jw_next_part next, void *context, jw_diags *diags);

/* The same for a request of one line, whose answer is one line: a session goes on after it. */
GByteArray *jw_renderer_ask(const jw_renderer *r, const char *line, size_t length, jw_diags *diags);

/* Starts a process that answers all that follows, up to jw_renderer_run() and its kind. What goes wrong here
 * is found by the first request. Close it in any case. */
void jw_renderer_open(jw_renderer *r);
void jw_session_start(jw_renderer *r, const char *greeting); /* with this line, which has no answer */
void jw_renderer_close(jw_renderer *r);

/* Fills width and height of n texts. */
bool jw_renderer_measure(const jw_renderer *r, jw_measure *texts, size_t n, jw_diags *diags);

/* Lays out n graphs with `engine`; NULL after a finding. Free with jw_layouts_free. */
jw_layout *jw_renderer_layout(const jw_renderer *r, const char *engine, char *const *graphs, size_t n,
                              jw_diags *diags);
void jw_layouts_free(jw_layout *layouts, size_t n);

/* Draws pages as "pdf" (all in one), "svg", "png" or "dot" (one a page). The documents are GByteArrays. NULL
 * after a finding. */
GPtrArray *jw_renderer_render(const jw_renderer *r, const char *format, double dpi,
                              const jw_document_meta *meta, jw_page *const *pages, size_t n, jw_diags *diags);

#endif
