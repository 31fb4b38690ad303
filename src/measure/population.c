#include "measure/population.h"

#include "model/build.h"
#include "model/columns.h"

#include <glib.h>

bool *jw_population(const jw_model *m, jw_diags *diags)
{
    const jw_selector *selector = jw_model_get_policy(m)->population;
    jw_bound *bound = selector ? jw_selector_bind(selector, m, NULL, diags) : NULL;
    if (selector && !bound) return NULL;
    const uint16_t *kind = jw_column_of_kinds(m);
    jw_eliminated eliminated = jw_eliminated_of(m);
    size_t n = jw_model_unit_count(m), n_kinds = jw_model_unit_kinds(m);
    g_autofree bool *is_target = g_new(bool, n_kinds + 1);
    for (size_t k = 0; k < n_kinds; k++) is_target[k] = jw_model_unit_kind(m, k)->role == JW_ROLE_TARGET;
    bool *in = g_new(bool, n + 1);
    for (uint32_t u = 0; u < n; u++)
        in[u] =
            is_target[kind[u]] && !jw_eliminated_has(&eliminated, u) && (!bound || jw_bound_holds(bound, u));
    jw_bound_free(bound);
    return in;
}
