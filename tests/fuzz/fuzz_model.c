/* Fuzz target for the model reader: no bytes may crash it, and it either has a model or says why not. Read
 * from memory, a model may name no file. The limits are small, so that a pattern of a million units does not
 * pass for a hang.
 *
 * Half of the inputs are JSON to which the fuzzer would have to find its way by chance; so a file that does
 * not begin with a brace is taken for the inside of a model: `"units": …`. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "io/load.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Walks all of the model that depends on its indices being right. */
static void check_model(const jw_model *m)
{
    size_t n = jw_model_unit_count(m);
    for (size_t i = 0; i < jw_model_link_count(m); i++) {
        jw_link link = jw_model_link(m, i);
        g_assert(link.from < n && link.to < n && link.from != link.to);
        g_assert(jw_link_place(m, i).line > 0);
    }
    for (uint32_t u = 0; u < n; u++) {
        g_assert(*jw_unit_id(m, u) && jw_model_find(m, jw_unit_id(m, u)) == u);
        g_assert(u == 0 || strcmp(jw_unit_id(m, u - 1), jw_unit_id(m, u)) < 0);
        jw_model_primary_link(m, u, NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    jw_load_options options = jw_load_options_default();
    options.limits.units = 2000;
    options.limits.links = 4000;
    options.limits.pattern_units = 500;
    options.limits.json_values = 2000;
    bool whole = size && (data[0] == '{' || data[0] == 0xEF);
    g_autofree char *text = g_strdup_printf("%s%.*s%s", whole ? "" : "{\"jingwei\":1,", (int)size,
                                            (const char *)data, whole ? "" : "}");
    size_t length = whole ? size : strlen(text);
    jw_diags *diags = jw_diags_new();
    jw_model *m = jw_load_text(whole ? (const char *)data : text, length, "fuzz.json", &options, diags);
    g_assert(!m == (jw_diags_count(diags, JW_ERROR) > 0));
    if (m) check_model(m);
    for (size_t i = 0; i < jw_diags_size(diags); i++) {
        char *message = jw_diag_message(jw_diags_get(diags, i), JW_EN);
        g_assert(!g_str_has_prefix(message, "diag."));
        free(message);
    }
    jw_model_free(m);
    jw_diags_free(diags);
    return 0;
}
