#include "cli/render_path.h"

#include <glib.h>

/* The folder this program is in. */
static char *own_folder(void)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    return self ? g_path_get_dirname(self) : g_strdup(".");
}

/* The first of `places` (seen from our folder, ended by NULL) that passes the test; NULL if none does. */
static char *first_of(const char *override, const char *const *places, GFileTest test)
{
    const char *given = g_getenv(override);
    if (given && *given) return g_strdup(given);
    g_autofree char *folder = own_folder();
    for (; *places; places++) {
        g_autofree char *path = g_build_filename(folder, *places, NULL);
        if (g_file_test(path, test)) return g_steal_pointer(&path);
    }
    return NULL;
}

char *renderer_path(void)
{
    static const char *const places[] = { "jingwei-render", "../libexec/jingwei/jingwei-render", NULL };
    char *path = first_of("JINGWEI_RENDER", places, G_FILE_TEST_IS_EXECUTABLE);
    if (path) return path;
    g_autofree char *folder = own_folder();
    return g_build_filename(folder, "jingwei-render",
                            NULL); /* the message that it is missing names this place */
}

char *models_path(void)
{
    static const char *const places[] = { "../share/jingwei/models", "../models", NULL };
    return first_of("JINGWEI_MODELS", places, G_FILE_TEST_IS_DIR);
}

char *renderer_versions(void)
{
    g_autofree char *path = renderer_path();
    char *argv[] = { path, "--version", NULL }, *out = NULL;
    int status = 1;
    if (g_spawn_sync(NULL, argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL, &status, NULL) &&
        status == 0)
        return out;
    g_free(out);
    return g_strdup_printf("jingwei-render: %s\n", g_file_test(path, G_FILE_TEST_EXISTS) ? "?" : "-");
}
