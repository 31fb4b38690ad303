/* Fuzz target for scenarios: no bytes may crash the reader or the changes; a scenario either applies, and
 * then the model is in order, or says why not, and the base is as it was. Half of the inputs are taken for
 * the inside of the list of changes, as the fuzzer would hardly find its way there by chance. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "io/load.h"
#include "reform/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static jw_model *base_model(const jw_load_options *options)
{
    static const char json[] =
        "{\"jingwei\":1,\"units\":[{\"id\":\"c\",\"kind\":\"core\"},{\"id\":\"b\",\"kind\":\"block\","
        "\"under\":\"c\","
        "\"street\":\"s\"},{\"id\":\"x\",\"kind\":\"association\",\"members\":2,\"street\":\"s\"},{\"id\":"
        "\"y\",\"kind\":"
        "\"association\",\"members\":1},{\"id\":\"z\",\"kind\":\"chamber\",\"members\":9},{\"id\":\"p\","
        "\"kind\":\"pool\","
        "\"capacity\":2}],\"links\":[{\"kind\":\"guides\",\"from\":\"b\",\"to\":\"x\"}]}";
    return jw_load_text(json, sizeof json - 1, "base.json", options, NULL);
}

static void check_model(const jw_model *m)
{
    size_t n = jw_model_unit_count(m);
    for (size_t i = 0; i < jw_model_link_count(m); i++) {
        jw_link link = jw_model_link(m, i);
        g_assert(link.from < n && link.to < n && link.from != link.to);
    }
    for (uint32_t u = 0; u < n; u++) {
        g_assert(jw_model_find(m, jw_unit_id(m, u)) == u);
        g_assert(u == 0 || strcmp(jw_unit_id(m, u - 1), jw_unit_id(m, u)) < 0);
        jw_model_primary_link(m, u, NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    jw_load_options options = jw_load_options_default();
    options.limits.units = 200;
    options.limits.links = 400;
    options.limits.json_values = 2000;
    bool whole = size && data[0] == '{' && size > 1 && data[1] == '"' && memchr(data, 'j', size);
    g_autofree char *text = g_strdup_printf("{\"jingwei\":1,\"scenario\":\"s\",\"changes\":[%.*s]}",
                                            (int)size, (const char *)data);
    jw_diags *diags = jw_diags_new();
    jw_model *base = base_model(&options);
    jw_scenario *s = whole ? jw_scenario_load_text((const char *)data, size, "s.json", &options, diags)
                           : jw_scenario_load_text(text, strlen(text), "s.json", &options, diags);
    g_assert(!s == (jw_diags_count(diags, JW_ERROR) > 0));
    jw_model *after = s ? jw_scenario_apply(s, base, diags) : NULL;
    g_assert(!s || !after == (jw_diags_count(diags, JW_ERROR) > 0));
    if (after) check_model(after);
    check_model(base);
    for (size_t i = 0; i < jw_diags_size(diags); i++) {
        char *message = jw_diag_message(jw_diags_get(diags, i), JW_EN);
        g_assert(!g_str_has_prefix(message, "diag."));
        free(message);
    }
    jw_model_free(base);
    jw_model_free(after);
    jw_scenario_free(s);
    jw_diags_free(diags);
    return 0;
}
