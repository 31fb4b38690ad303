/* A session whose renderer dies, hangs or answers garbage on the way: before it measures, in the middle of an
 * answer, between measuring and drawing: one finding, soon, and no process left. */
#include "renderer.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

static char *folder;

#define MEASURED "echo '{\"texts\":[[1,1]]}'; "
#define DRAWING "while read -r line; do case $line in *graph*) break ;; esac; done; "

/* The renderer's body; `measures`: whether the first request is answered well. */
typedef struct {
    const char *name, *body;
    bool measures;
    const char *code, *found;
} course;

static const course courses[] = {
    { "dies-at-once", "exit 3", false, "renderer-crashed", "exit 3" },
    { "dies-at-start", "read -r a; kill -SEGV $$", false, "renderer-crashed", "SIGSEGV" },
    { "dies-when-asked", "read -r a; read -r b; exit 3", false, "renderer-crashed", "exit 3" },
    { "dies-while-answering", "read -r a; read -r b; printf '{\"texts\":[[1'; kill -ABRT $$", false,
      "renderer-crashed", "SIGABRT" },
    { "ends-while-answering", "read -r a; read -r b; printf '{\"texts\":[[1'", false, "renderer-answer", "" },
    { "ends-unasked", "read -r a", false, "renderer-answer", "" },
    { "hangs-at-start", "exec sleep 60", false, "renderer-timeout", "1.5 s" },
    { "hangs-while-answering", "read -r a; read -r b; printf '{\"texts\":'; exec sleep 60", false,
      "renderer-timeout", "1.5 s" },
    { "measures-half", "read -r a; read -r b; printf '{\"texts\":\\n'; exec sleep 60", false,
      "renderer-answer", "{\"texts\":" },
    { "measures-nothing", "read -r a; read -r b; echo; exec sleep 60", false, "renderer-answer", "" },
    { "measures-garbage", "read -r a; read -r b; echo garbage; exec sleep 60", false, "renderer-answer",
      "garbage" },
    { "measures-too-many", "read -r a; read -r b; echo '{\"texts\":[[1,1],[2,2]]}'; exec sleep 60", false,
      "renderer-answer", "{\"texts\":[[1,1],[2,2]]}" },
    { "says-more", "read -r a; read -r b; printf '{\"texts\":[[1,1]]}\\n{}\\n'; exec sleep 60", false,
      "renderer-answer", "{\"texts\":[[1,1]]} {}" },
    { "measures-endlessly", "read -r a; exec tr '\\0' x </dev/zero", false, "renderer-answer", "too-long" },
    { "refuses", "read -r a; read -r b; echo '{\"code\":\"missing-font\",\"found\":\"x\"}' >&2; exit 1",
      false, "missing-font", "x" },
    { "dies-between", "read -r a; read -r b; " MEASURED "exit 3", true, "renderer-crashed", "exit 3" },
    { "is-killed-between", "read -r a; read -r b; " MEASURED "kill -KILL $$", true, "renderer-crashed",
      "SIGKILL" },
    { "ends-between", "read -r a; read -r b; " MEASURED "exit 0", true, "renderer-answer", "" },
    { "hangs-between", "read -r a; read -r b; " MEASURED "exec sleep 60", true, "renderer-timeout", "1.5 s" },
    { "dies-while-drawing",
      "read -r a; read -r b; " MEASURED DRAWING "printf 'jingwei-render 1\\n99\\n%%PDF'; kill -SEGV $$", true,
      "renderer-crashed", "SIGSEGV" },
    { "ends-while-drawing",
      "read -r a; read -r b; " MEASURED DRAWING "printf 'jingwei-render 1\\n99\\n%%PDF'", true,
      "renderer-answer", "jingwei-render 1 99 %PDF" },
    { "hangs-while-drawing",
      "read -r a; read -r b; " MEASURED DRAWING "printf 'jingwei-render 1\\n99\\n%%PDF'; exec sleep 60", true,
      "renderer-timeout", "1.5 s" },
    { "draws-garbage", "read -r a; read -r b; " MEASURED DRAWING "echo garbage", true, "renderer-answer",
      "garbage" },
    { "leaves-a-child", "read -r a; read -r b; " MEASURED DRAWING "sleep 60 & exit 3", true,
      "renderer-timeout", "1.5 s" },
};

static bool draws(const jw_renderer *r, jw_diags *diags)
{
    jw_page *page = jw_page_new(100, 100);
    GPtrArray *documents =
        jw_renderer_render(r, "pdf", 0, &(jw_document_meta){ .title = "t" }, &page, 1, diags);
    jw_page_free(page);
    if (documents) g_ptr_array_unref(documents);
    return documents != NULL;
}

static void fails(gconstpointer data)
{
    const course *c = data;
    g_autofree char *program = g_build_filename(folder, c->name, NULL);
    g_autofree char *text = g_strdup_printf("#!/bin/sh\n%s\n", c->body);
    jw_renderer r = { .program = program, .timeout_ms = 1500, .most_bytes = 1 << 20 };
    jw_measure word = { .text = "a", .size = 10 };
    jw_diags *diags = jw_diags_new();
    gint64 start = g_get_monotonic_time();
    g_assert_true(g_file_set_contents(program, text, -1, NULL));
    g_assert_cmpint(chmod(program, 0755), ==, 0);
    jw_renderer_open(&r);
    g_assert_true(jw_renderer_measure(&r, &word, 1, diags) == c->measures);
    if (c->measures) g_assert_false(draws(&r, diags));
    jw_renderer_close(&r);
    g_assert_cmpint(g_get_monotonic_time() - start, <, 10 * G_TIME_SPAN_SECOND);
    g_assert_cmpstr(only_finding(diags, c->code)->found, ==, c->found);
    g_assert_cmpint(waitpid(-1, NULL, WNOHANG), ==, -1); /* no zombie stays */
    jw_diags_free(diags);
    unlink(program);
}

/* One that is asked nothing, or never started, is closed without a word. */
static void closes_unused(void)
{
    const char *const programs[] = { renderer_program(), "/nonexistent/jingwei-render" };
    for (size_t i = 0; i < G_N_ELEMENTS(programs); i++) {
        jw_renderer r = { .program = programs[i], .timeout_ms = 60000 };
        jw_renderer_open(&r);
        jw_renderer_close(&r);
        g_assert_null(r.session);
        jw_renderer_close(&r);
        g_assert_cmpint(waitpid(-1, NULL, WNOHANG), ==, -1);
    }
}

/* Measuring twice and drawing is one process; what comes after has one of its own. */
static void works(void)
{
    jw_renderer r = real_renderer();
    jw_diags *diags = jw_diags_new();
    jw_measure words[] = { { .text = "经", .size = 10 }, { .text = "经纬", .size = 10 } };
    jw_renderer_open(&r);
    g_assert_true(jw_renderer_measure(&r, &words[0], 1, diags));
    g_assert_true(jw_renderer_measure(&r, &words[1], 1, diags));
    g_assert_cmpfloat_with_epsilon(words[1].width, 2 * words[0].width, 0.01);
    g_assert_true(draws(&r, diags));
    g_assert_true(draws(&r, diags));
    jw_renderer_close(&r);
    g_assert_cmpuint(jw_diags_size(diags), ==, 0);
    jw_diags_free(diags);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("jw-session-XXXXXX", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(courses); i++) {
        g_autofree char *path = g_strconcat("/draw/session/", courses[i].name, NULL);
        g_test_add_data_func(path, &courses[i], fails);
    }
    g_test_add_func("/draw/session/closes-unused", closes_unused);
    g_test_add_func("/draw/session/works", works);
    int status = g_test_run();
    rmdir(folder);
    g_free(folder);
    return status;
}
