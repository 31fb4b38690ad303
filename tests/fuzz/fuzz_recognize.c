/* Fuzz target for recognition: whatever a register holds, the model that is made of it is a sound one. What
 * may be wrong is in the register's rows, and is told there.
 *
 *     make fuzz FUZZERS=fuzz_recognize FUZZ_SECONDS=60 */
#include "io/recognize.h"
#include "base/file.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One folder a process. */
static const char *folder(void)
{
    static char *made;
    if (!made) made = g_dir_make_tmp("jw-fuzz-XXXXXX", NULL);
    return made;
}

static void load(const char *json)
{
    jw_load_options options = jw_load_options_default();
    options.limits.units = 2000;
    jw_diags *diags = jw_diags_new();
    jw_model *m = jw_load_recognized(json, "(model)", folder(), &options, diags);
    for (size_t i = 0; i < jw_diags_size(diags); i++) {
        const jw_diag *d = jw_diags_get(diags, i);
        bool blames_model = d->severity == JW_ERROR && g_strcmp0(d->place.file, "(model)") == 0;
        /* Where another row holds as many names of columns as the header does, that row is taken for it. */
        bool other_header = strcmp(d->code, "absent-column") == 0 || strcmp(d->code, "duplicate-column") == 0;
        if (!blames_model || other_header) continue;
        g_printerr("%s %s: %s\n%s", d->code, d->path, d->found, json);
        abort();
    }
    jw_model_free(m);
    jw_diags_free(diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *path = g_build_filename(folder(), "r.csv", NULL);
    if (!g_file_set_contents(path, (const char *)data, (gssize)size, NULL)) return 0;
    jw_register_file file = { path, "r.csv" };
    jw_limits limits = jw_limits_default();
    jw_diags *diags = jw_diags_new();
    jw_lang lang;
    char *json = jw_recognize(&file, 1, "r", &limits, &lang, diags);
    g_assert_true(json || jw_diags_count(diags, JW_ERROR) > 0);
    if (json) load(json);
    for (size_t i = 0; i < jw_diags_size(diags); i++)
        free(jw_diag_message(jw_diags_get(diags, i), (jw_lang)(i & 1)));
    free(json);
    jw_diags_free(diags);
    return 0;
}
