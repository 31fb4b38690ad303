/* Level inversions: authority that runs from a larger to a smaller rank, up the ranks. */
#include "measure/measures.h"
#include "measure/rules.h"

#include <glib.h>
#include <math.h>

bool jw_is_inversion(const jw_model *m, size_t l)
{
    jw_link link = jw_model_link(m, l);
    if (jw_link_kind_of(m, l)->role != JW_ROLE_AUTHORITY || jw_unit_is_eliminated(m, link.from) ||
        jw_unit_is_eliminated(m, link.to))
        return false;
    int from = jw_unit_kind_of(m, link.from)->rank, to = jw_unit_kind_of(m, link.to)->rank;
    return from != JW_NO_RANK && to != JW_NO_RANK && from > to;
}

void jw_check_level_inversion(const jw_checking *k)
{
    for (size_t l = 0; l < jw_model_link_count(k->m); l++) {
        jw_link link = jw_model_link(k->m, l);
        if (!jw_is_inversion(k->m, l) || !jw_check_takes(k, link.to)) continue;
        g_autofree char *upper = jw_check_unit(k->m, link.from), *lower = jw_check_unit(k->m, link.to);
        g_autofree char *found = g_strdup_printf("%s → %s", upper, lower);
        g_autofree char *ranks = g_strdup_printf("%d → %d", jw_unit_kind_of(k->m, link.from)->rank,
                                                 jw_unit_kind_of(k->m, link.to)->rank);
        jw_check_found(k, jw_link_place(k->m, l), found, ranks);
    }
}

JW_MEASURE(inversions)
{
    (void)options, (void)diags;
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++) scores[u] = jw_unit_is_eliminated(m, u) ? NAN : 0;
    for (size_t l = 0; l < jw_model_link_count(m); l++)
        if (jw_is_inversion(m, l)) scores[jw_model_link(m, l).to]++;
    return true;
}
