/* Where the tests find the renderer and other programs: JINGWEI_RENDER, else two folders above the test
 * itself. */
#ifndef TESTS_DRAW_RENDERER_H
#define TESTS_DRAW_RENDERER_H

#include "draw/client.h"

#include <unistd.h>

static inline const char *renderer_program(void)
{
    static char *path;
    const char *named = g_getenv("JINGWEI_RENDER");
    if (named) return named;
    if (!path) {
        g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
        g_autofree char *folder = g_path_get_dirname(self);
        path = g_build_filename(folder, "..", "..", "jingwei-render", NULL);
    }
    return path;
}

static inline jw_renderer real_renderer(void)
{
    return (jw_renderer){ .program = renderer_program(), .timeout_ms = 60000 };
}

/* The only finding of a list, which must be one with this code. */
static inline const jw_diag *only_finding(const jw_diags *diags, const char *code)
{
    g_assert_cmpuint(jw_diags_size(diags), ==, 1);
    g_assert_cmpstr(jw_diags_get(diags, 0)->code, ==, code);
    return jw_diags_get(diags, 0);
}

#endif
