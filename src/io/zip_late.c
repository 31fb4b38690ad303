#include "io/zip_late.h"

#include <dlfcn.h>
#include <glib.h>

static jw_zip_calls calls;
static char *wrong; /* NULL: all are there */

static void find_calls(void)
{
    static const struct {
        const char *name;
        void *at;
    } wanted[] = {
#define WANTED(name) { "zip_" #name, &calls.name },
        JW_ZIP_CALLS(WANTED)
#undef WANTED
    };
    void *library = dlopen(JW_LIBZIP, RTLD_NOW | RTLD_LOCAL);
    for (size_t i = 0; library && i < G_N_ELEMENTS(wanted); i++) {
        void **at = wanted[i].at;
        if (!(*at = dlsym(library, wanted[i].name))) library = NULL;
    }
    if (library) return;
    const char *why = dlerror(); /* NULL: a call is there, at address 0 */
    wrong = g_strdup(why ? why : JW_LIBZIP);
}

const jw_zip_calls *jw_zip_open(const char **why)
{
    static gsize done;
    if (g_once_init_enter(&done)) {
        find_calls();
        g_once_init_leave(&done, 1);
    }
    *why = wrong;
    return wrong ? NULL : &calls;
}
