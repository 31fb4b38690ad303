/* SPDX-License-Identifier: MIT */
/* jingwei-render: page graphs in, bytes out; PROTOCOL.md is the contract.
 *
 * One process serves one document, so memory is never given back and every failure ends the program through
 * fail(): Graphviz leaks, keeps static state and may crash, and a fresh process is the cure for all three. */
#ifndef JW_RENDER_H
#define JW_RENDER_H

#include <glib.h>
#include <graphviz/gvc.h>
#include <stdbool.h>

typedef enum { TASK_START, TASK_MEASURE, TASK_LAYOUT, TASK_RENDER } task_kind;
typedef enum { FORMAT_PDF, FORMAT_SVG, FORMAT_PNG, FORMAT_DOT } format_kind;

typedef struct {
    const char *title;
    int level; /* 1 = outermost */
} bookmark;

typedef struct {
    double rect[4]; /* x, y, width, height in points, from the top left corner */
    int page;       /* to which it leads, from 1 */
} page_link;

typedef struct {
    const char *label;    /* page label in a PDF; may be NULL */
    double width, height; /* points */
    double scale;         /* units of the graph per point */
    const char *engine;
    const char *graph; /* DOT */
    bookmark *bookmarks;
    size_t bookmark_count;
    page_link *links;
    size_t link_count;
} page;

typedef struct {
    const char *text;
    double size;
    bool bold;
} text_item;

typedef struct {
    task_kind task;
    format_kind format;
    double dpi;
    const char *family, *language;
    const char *title, *author, *subject, *keywords, *date; /* each may be NULL but date */
    const char *characters[2];                              /* of regular and bold texts; may be NULL */
    page *pages;                                            /* those of the request itself */
    size_t page_count;                                      /* with those that follow */
    bool pages_follow;
    text_item *texts;
    size_t text_count;
    bool cut; /* fonts are to be embedded: begin with what is measured */
} request;

/* request.c: reads and checks the next request on standard input; NULL at its end. */
request *request_read(void);

/* vet.c: fails unless the graph uses only the attributes of a table, within their ranges, and plain labels;
 * the same of one attribute, by the number of its rule, and of how many nodes and edges there are. */
void vet_graph(graph_t *graph);
int vet_named(const char *name);
void vet_attribute(int rule, const char *value);
void vet_size(graph_t *graph);

/* plain.c: a page as our own library writes it, vetted; NULL if it is written another way. */
graph_t *plain_read(const char *dot);

/* engine.c */
void engine_start(void);
const char *engine_version(void);
graph_t *engine_parse(const char *dot);
void engine_layout(graph_t *graph, const char *engine);
char *engine_data(graph_t *graph, const char *format, size_t *length);
void engine_draw(graph_t *graph, void *canvas); /* a page_canvas */

/* noise.c: what libraries print on standard error while they work is kept back, and is a failure. */
void noise_begin(void);
void noise_add(const char *line);
void noise_check(const char *code);

/* Page i, from 0; each may be asked for once, in order. */
const page *request_page(request *req, size_t i);

/* The tasks; each writes its answer. */
void measure_texts(request *req);
void layout_pages(request *req);
void render_pages(request *req);

/* svg.c: Graphviz's SVG made self-contained: exact size, a title, no comments, bold said as CSS says it. */
GString *svg_finish(const char *data, const request *req, const page *pg, graph_t *graph);

/* limits.c */
void limits_set(void);

/* answer.c */
typedef struct {
    const void *bytes;
    size_t length;
} chunk;
void answer_bytes(const void *bytes, size_t length);
void answer_documents(const chunk *documents, size_t count);
_Noreturn void fail(const char *code, const char *expected, const char *found, ...) G_GNUC_PRINTF(3, 4);
_Noreturn void finish(void);

#endif
