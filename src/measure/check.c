/* The table of rules, and the rules that are a few lines. */
#include "jingwei/check.h"

#include "measure/rules.h"

#include <glib.h>
#include <string.h>

void jw_check_found(const jw_checking *k, jw_place place, const char *found, const char *expected)
{
    jw_diags_add(
        k->diags,
        &(jw_diag){
            .severity = k->severity, .code = k->code, .place = place, .found = found, .expected = expected });
}

char *jw_check_unit(const jw_model *m, uint32_t u)
{
    const char *id = jw_unit_id(m, u), *name = jw_unit_name(m, u);
    return strcmp(id, name) == 0 ? g_strdup(id) : g_strdup_printf("%s (%s)", name, id);
}

/* Roots that nobody named: the leads without one above them. */
static void roots_derived(const jw_checking *k)
{
    enum { SHOWN = 5 };
    const uint32_t *roots;
    size_t n = jw_model_roots(k->m, &roots);
    if (!n || !jw_model_roots_are_derived(k->m)) return;
    g_autoptr(GString) names = g_string_new(NULL);
    for (size_t i = 0; i < MIN(n, SHOWN); i++) {
        g_autofree char *name = jw_check_unit(k->m, roots[i]);
        g_string_append_printf(names, "%s%s", i ? ", " : "", name);
    }
    if (n > SHOWN) g_string_append_printf(names, ", … (%zu)", n);
    jw_check_found(k, (jw_place){ 0 }, names->str, NULL);
}

/* Nowhere for authority to start: no root, or only eliminated ones. */
static void no_root(const jw_checking *k)
{
    const uint32_t *roots;
    for (size_t i = 0, n = jw_model_roots(k->m, &roots); i < n; i++)
        if (!jw_unit_is_eliminated(k->m, roots[i])) return;
    if (jw_model_unit_count(k->m)) jw_check_found(k, (jw_place){ 0 }, NULL, NULL);
}

static void vacant(const jw_checking *k)
{
    for (uint32_t u = 0; u < jw_model_unit_count(k->m); u++) {
        const char *state = jw_unit_text(k->m, u, JW_STATE);
        if (!state || strcmp(state, "vacant") != 0 || !jw_check_takes(k, u)) continue;
        g_autofree char *name = jw_check_unit(k->m, u);
        jw_check_found(k, jw_unit_place(k->m, u), name, NULL);
    }
}

static const struct {
    const char *code;
    jw_severity severity;
    void (*run)(const jw_checking *k);
} rules[] = {
    { "authority-loop", JW_ERROR, jw_check_loops },
    { "rule-selector", JW_ERROR, jw_check_policy },
    { "view-fails", JW_ERROR, jw_check_views },
    { "fact-fails", JW_ERROR, jw_check_facts },
    { "no-root", JW_WARNING, no_root },
    { "no-lead", JW_WARNING, jw_check_no_lead },
    { "several-leads", JW_WARNING, jw_check_several_leads },
    { "broken-chain", JW_WARNING, jw_check_broken_chain },
    { "level-inversion", JW_WARNING, jw_check_level_inversion },
    { "unmatched-by", JW_WARNING, jw_check_unmatched },
    { "ambiguous-by", JW_WARNING, jw_check_ambiguous },
    { "roots-derived", JW_NOTE, roots_derived },
    { "attached", JW_NOTE, jw_check_attached },
    { "vacant", JW_NOTE, vacant },
};

void jw_check(const jw_model *m, const jw_coverage *c, bool (*take)(void *context, uint32_t unit), void *context,
              jw_diags *diags)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
        rules[i].run(&(jw_checking){ m, c, take, context, diags, rules[i].code, rules[i].severity });
}

bool jw_check_takes(const jw_checking *k, uint32_t u)
{
    return !k->take || k->take(k->context, u);
}
