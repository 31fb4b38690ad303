/* Who is responsible for a target: nobody, several, or a chain that starts nowhere. */
#include "measure/break.h"
#include "measure/reach.h"
#include "measure/rules.h"

#include <glib.h>

static bool is_counted(const jw_checking *k, uint32_t u)
{
    return jw_coverage_status(k->c, u) != JW_NOT_COUNTED && jw_check_takes(k, u);
}

static void report(const jw_checking *k, uint32_t u, const char *expected)
{
    g_autofree char *name = jw_check_unit(k->m, u);
    jw_check_found(k, jw_unit_place(k->m, u), name, expected);
}

void jw_check_no_lead(const jw_checking *k)
{
    for (uint32_t u = 0; u < jw_model_unit_count(k->m); u++)
        if (is_counted(k, u) && !jw_coverage_is_reached(k->c, u) && !jw_has_source(k->m, u))
            report(k, u, NULL);
}

/* The distinct direct leads of u, as “a, b”; NULL if there are not two. */
static char *several_leads(const jw_model *m, uint32_t u)
{
    GString *leads = g_string_new(NULL);
    uint32_t n = 0, last = JW_NO_UNIT; /* links to u stand in order of `from` */
    jw_sources it = jw_sources_of(m, u);
    while (jw_sources_next(&it)) {
        if (it.kind->role != JW_ROLE_AUTHORITY || it.unit == last) continue;
        g_autofree char *name = jw_check_unit(m, it.unit);
        g_string_append_printf(leads, "%s%s", n++ ? ", " : "", name);
        last = it.unit;
    }
    return g_string_free(leads, n < 2);
}

void jw_check_several_leads(const jw_checking *k)
{
    for (uint32_t u = 0; u < jw_model_unit_count(k->m); u++) {
        g_autofree char *leads = is_counted(k, u) ? several_leads(k->m, u) : NULL;
        if (leads) report(k, u, leads);
    }
}

void jw_check_broken_chain(const jw_checking *k)
{
    jw_breaks *breaks = jw_breaks_new(k->m);
    for (uint32_t u = 0; u < jw_model_unit_count(k->m); u++) {
        if (!is_counted(k, u) || jw_coverage_is_reached(k->c, u) || !jw_has_source(k->m, u)) continue;
        g_autofree char *at = jw_check_unit(k->m, jw_break_above(breaks, u));
        report(k, u, at);
    }
    jw_breaks_free(breaks);
}
