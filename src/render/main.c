/* SPDX-License-Identifier: MIT */
/* jingwei-render: lays out and draws page graphs with Graphviz, for libjingwei. See PROTOCOL.md. */
#include "fallback.h"
#include "render.h"
#include "shape.h"

#include <locale.h>
#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The same bytes from every locale: which Han variant Pango and fontconfig prefer, how numbers are printed
 * and what graphviz loads must not depend on the caller's environment. */
static void settle_environment(const char *language)
{
    static const char *const unwanted[] = { "LANGUAGE",    "LANG",       "GVBINDIR",    "GVPATH",
                                            "DOTFONTPATH", "GDFONTPATH", "SERVER_NAME", "PANGO_RC_FILE" };
    for (size_t i = 0; i < G_N_ELEMENTS(unwanted); i++) unsetenv(unwanted[i]);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("FC_LANG", language, 1);
    setenv("PANGO_LANGUAGE", language, 1);
    setlocale(LC_ALL, "C");
    setlocale(LC_CTYPE, "C.UTF-8");
}

/* Fonts are opened while the caller is still busy with what it will ask for, and while that is read. */
static GThread *opening;

static gpointer open_fonts(gpointer family)
{
    char *bold = g_strconcat(family, " Bold", NULL);
    shape_width(shape_font_named(family), "0");
    shape_width(shape_font_named(bold), "0");
    g_free(bold);
    return NULL;
}

static void start(request *req)
{
    opening = g_thread_new("fonts", open_fonts, (gpointer)req->family);
}

static void (*const tasks[])(request *) = {
    [TASK_START] = start,
    [TASK_MEASURE] = measure_texts,
    [TASK_LAYOUT] = layout_pages,
    [TASK_RENDER] = render_pages,
};

static void run(request *req)
{
    if (opening) g_thread_join(g_steal_pointer(&opening));
    tasks[req->task](req);
}

static void begin(const request *req)
{
    settle_environment(req->language);
    shape_start(req->language);
    engine_start();
}

/* Fonts were chosen for one language. */
static request *next_of(const request *before)
{
    request *req = request_read();
    if (req && strcmp(req->language, before->language) != 0)
        fail("bad-request", "one language", "%s after %s", req->language, before->language);
    return req;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        engine_start();
        printf("jingwei-render %s (Graphviz %s, cairo %s, Pango %s)\n", JW_VERSION, engine_version(),
               cairo_version_string(), fallback_version());
        fflush(stdout);
        finish();
    }
    if (argc != 1) {
        fprintf(stderr, "jingwei-render takes no arguments: it reads a request on standard input\n");
        return 2;
    }
    limits_set();
    request *req = request_read();
    if (!req) fail("bad-request", "a request", "nothing");
    begin(req);
    for (; req; req = next_of(req)) run(req);
    finish();
}
