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

/* True if the authority link l goes from a larger to a smaller rank; *from and *to get the ranks. */
static bool is_inversion(const jw_model *m, size_t l, int *from, int *to)
{
    jw_link link = jw_model_link(m, l);
    if (jw_link_kind_of(m, l)->role != JW_ROLE_AUTHORITY || jw_unit_is_eliminated(m, link.from) ||
        jw_unit_is_eliminated(m, link.to))
        return false;
    *from = jw_unit_kind_of(m, link.from)->rank;
    *to = jw_unit_kind_of(m, link.to)->rank;
    return *from != JW_NO_RANK && *to != JW_NO_RANK && *from > *to;
}

void jw_check_level_inversion(const jw_checking *k)
{
    int from, to;
    for (size_t l = 0; l < jw_model_link_count(k->m); l++) {
        jw_link link = jw_model_link(k->m, l);
        if (!is_inversion(k->m, l, &from, &to) || !jw_check_takes(k, link.to)) continue;
        g_autofree char *upper = jw_check_unit(k->m, link.from), *lower = jw_check_unit(k->m, link.to);
        g_autofree char *found = g_strdup_printf("%s → %s", upper, lower);
        g_autofree char *ranks = g_strdup_printf("%d → %d", from, to);
        jw_check_found(k, jw_link_place(k->m, l), found, ranks);
    }
}

bool jw_measure_inversions(const jw_model *m, const jw_rank_options *options, double *scores, jw_diags *diags)
{
    int from, to;
    (void)options, (void)diags;
    for (size_t u = 0; u < jw_model_unit_count(m); u++) scores[u] = 0;
    for (size_t l = 0; l < jw_model_link_count(m); l++)
        if (is_inversion(m, l, &from, &to)) scores[jw_model_link(m, l).to]++;
    return true;
}
