/* A renderer that is missing, crashes, hangs, rambles or is killed: one finding each, soon, and no signal to
 * us. */
#include "renderer.h"

#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

static char *folder;

/* A program of one line of shell. */
static char *script(const char *name, const char *body)
{
    char *path = g_build_filename(folder, name, NULL);
    g_autofree char *text = g_strdup_printf("#!/bin/sh\n%s\n", body);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    g_assert_cmpint(chmod(path, 0755), ==, 0);
    return path;
}

typedef struct {
    const char *name, *body, *code, *found;
} failure;

/* The request is larger than a pipe holds, so that writing and reading must go on at the same time. */
static char *long_request(void)
{
    return g_strnfill(4 << 20, ' ');
}

static void fails(gconstpointer data)
{
    const failure *f = data;
    g_autofree char *program = script(f->name, f->body), *request = long_request();
    jw_renderer r = { .program = program, .timeout_ms = 1500, .most_bytes = 1 << 20 };
    jw_diags *diags = jw_diags_new();
    gint64 start = g_get_monotonic_time();
    g_assert_null(jw_renderer_run(&r, request, strlen(request), diags));
    g_assert_cmpint(g_get_monotonic_time() - start, <, 10 * G_TIME_SPAN_SECOND);
    const jw_diag *finding = only_finding(diags, f->code);
    if (f->found) g_assert_cmpstr(finding->found, ==, f->found);
    g_assert_cmpint(waitpid(-1, NULL, WNOHANG), ==, -1); /* no zombie stays */
    unlink(program);
    jw_diags_free(diags);
}

static const failure failures[] = {
    { "segv", "kill -SEGV $$", "renderer-crashed", "SIGSEGV" },
    { "abrt", "cat >/dev/null; echo half; kill -ABRT $$", "renderer-crashed", "SIGABRT" },
    { "xcpu", "kill -XCPU $$", "renderer-timeout", "1.5 s" },
    { "sleep", "sleep 60", "renderer-timeout", "1.5 s" },
    { "sleep-closed", "exec >&- 2>&- <&-; sleep 60", "renderer-timeout", "1.5 s" },
    { "left-behind", "sleep 60 & exit 0", "renderer-timeout", "1.5 s" },
    { "endless", "cat >/dev/null; exec cat /dev/zero", "renderer-answer", NULL },
    { "exit3", "echo what now >&2; exit 3", "renderer-crashed", "exit 3: what now" },
    { "no-json", "echo '{\"code\":\"rm -rf\"}' >&2; exit 1", "renderer-crashed", NULL },
    { "glyph",
      "echo noise >&2; echo '{\"code\":\"missing-glyph\",\"found\":\"U+20BB7\",\"expected\":\"p\"}' >&2; "
      "exit 1",
      "missing-glyph", "U+20BB7" },
    { "loader", "echo no shared object >&2; exit 127", "renderer-missing", NULL },
};

static void is_missing(void)
{
    jw_renderer r = { .program = "/nonexistent/jingwei-render" };
    jw_diags *diags = jw_diags_new();
    g_assert_null(jw_renderer_run(&r, "{}", 2, diags));
    g_assert_cmpstr(only_finding(diags, "renderer-missing")->found, ==, r.program);
    jw_diags_free(diags);
    diags = jw_diags_new();
    r.program = folder; /* a folder cannot be started either */
    g_assert_null(jw_renderer_run(&r, "{}", 2, diags));
    only_finding(diags, "renderer-missing");
    jw_diags_free(diags);
}

/* Answers that end well but say nothing that was asked for. */
static void answers_garbage(void)
{
    static const char *const answers[] = {
        "true",
        "echo garbage",
        "echo 'jingwei-render 1'",
        "printf 'jingwei-render 1\\n5\\nabc'",
        "printf 'jingwei-render 1\\n99999999999999999999999\\nabc\\n'",
        "printf 'jingwei-render 2\\n1\\na\\n1\\nb\\n'",
        "printf 'jingwei-render 1\\n-1\\na\\n'",
        "printf 'jingwei-render 1\\n1\\na\\nmore'",
    };
    jw_page *page = jw_page_new(100, 100);
    for (size_t i = 0; i < G_N_ELEMENTS(answers); i++) {
        g_autofree char *body = g_strconcat("cat >/dev/null; ", answers[i], NULL);
        g_autofree char *program = script("garbage", body);
        jw_renderer r = { .program = program, .timeout_ms = 5000 };
        jw_diags *diags = jw_diags_new();
        g_assert_null(jw_renderer_render(&r, "pdf", 0, &(jw_document_meta){ .title = "t" }, &page, 1, diags));
        only_finding(diags, "renderer-answer");
        jw_diags_free(diags);
        diags = jw_diags_new();
        jw_measure text = { .text = "a", .size = 10 };
        g_assert_false(jw_renderer_measure(&r, &text, 1, diags));
        only_finding(diags, "renderer-answer");
        jw_diags_free(diags);
        unlink(program);
    }
    jw_page_free(page);
}

/* The real program, stopped by us and then killed from outside. */
static void real_one_is_killed(void)
{
    g_autofree char *body = g_strdup_printf(
        "(sleep 0.3; kill -KILL $$) >/dev/null 2>&1 &\nkill -STOP $$\nexec %s", renderer_program());
    g_autofree char *program = script("killed", body);
    jw_renderer r = { .program = program, .timeout_ms = 20000 };
    jw_diags *diags = jw_diags_new();
    jw_measure text = { .text = "a", .size = 10 };
    g_assert_false(jw_renderer_measure(&r, &text, 1, diags));
    g_assert_cmpstr(only_finding(diags, "renderer-crashed")->found, ==, "SIGKILL");
    jw_diags_free(diags);
    unlink(program);
}

/* Whatever the caller does with SIGPIPE stays as it was. */
static void leaves_signals_alone(void)
{
    struct sigaction before, after;
    g_autofree char *program = script("deaf", "exec <&-; exit 1"), *request = long_request();
    jw_renderer r = { .program = program, .timeout_ms = 5000 };
    jw_diags *diags = jw_diags_new();
    signal(SIGPIPE, SIG_DFL);
    sigaction(SIGPIPE, NULL, &before);
    g_assert_null(jw_renderer_run(&r, request, strlen(request), diags));
    sigaction(SIGPIPE, NULL, &after);
    g_assert_true(before.sa_handler == after.sa_handler);
    only_finding(diags, "renderer-crashed");
    jw_diags_free(diags);
    unlink(program);
}

static void works(void)
{
    jw_renderer r = real_renderer();
    jw_diags *diags = jw_diags_new();
    jw_measure texts[] = { { .text = "深圳市", .size = 10 },
                           { .text = "深圳市", .size = 20 },
                           { .text = "", .size = 9 },
                           { .text = "深圳\n深圳市", .size = 10 } };
    g_assert_true(jw_renderer_measure(&r, texts, G_N_ELEMENTS(texts), diags));
    g_assert_cmpfloat_with_epsilon(texts[0].width, 30, 1);
    g_assert_cmpfloat_with_epsilon(texts[1].width, 60, 1);
    g_assert_cmpfloat_with_epsilon(texts[3].width, 30, 1);
    g_assert_cmpfloat(texts[3].height, >, texts[0].height * 1.8);
    char *graphs[] = {
        "digraph { rankdir=LR a [shape=box width=1 height=0.5 fixedsize=true label=\"\"] a -> b }"
    };
    jw_layout *layouts = jw_renderer_layout(&r, "dot", graphs, 1, diags);
    const jw_rect *a = g_hash_table_lookup(layouts[0].nodes, "a"),
                  *b = g_hash_table_lookup(layouts[0].nodes, "b");
    g_assert_cmpfloat(a->w, ==, 72);
    g_assert_cmpfloat(a->x + a->w, <, b->x);
    jw_layouts_free(layouts, 1);
    g_assert_cmpuint(jw_diags_size(diags), ==, 0);
    jw_diags_free(diags);
}

static void names_missing_glyphs(void)
{
    jw_renderer r = real_renderer();
    jw_diags *diags = jw_diags_new();
    jw_measure text = { .text = "a\315\270b", .size = 10 }; /* U+0378 is unassigned */
    g_assert_false(jw_renderer_measure(&r, &text, 1, diags));
    const jw_diag *finding = only_finding(diags, "missing-glyph");
    g_assert_true(g_str_has_prefix(finding->found, "U+0378"));
    g_assert_cmpstr(finding->expected, ==, "fonts-noto-cjk");
    jw_diags_free(diags);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("jw-client-XXXXXX", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(failures); i++) {
        g_autofree char *path = g_strconcat("/draw/client/fails/", failures[i].name, NULL);
        g_test_add_data_func(path, &failures[i], fails);
    }
    g_test_add_func("/draw/client/missing", is_missing);
    g_test_add_func("/draw/client/garbage", answers_garbage);
    g_test_add_func("/draw/client/killed", real_one_is_killed);
    g_test_add_func("/draw/client/signals", leaves_signals_alone);
    g_test_add_func("/draw/client/works", works);
    g_test_add_func("/draw/client/missing-glyph", names_missing_glyphs);
    int status = g_test_run();
    rmdir(folder);
    g_free(folder);
    return status;
}
