#include "measure/population.h"

#include "model/build.h"

#include <glib.h>

bool *jw_population(const jw_model *m, jw_diags *diags)
{
    const jw_selector *selector = jw_model_get_policy(m)->population;
    jw_bound *bound = selector ? jw_selector_bind(selector, m, NULL, diags) : NULL;
    if (selector && !bound) return NULL;
    size_t n = jw_model_unit_count(m);
    bool *in = g_new(bool, n + 1);
    for (uint32_t u = 0; u < n; u++)
        in[u] = jw_unit_kind_of(m, u)->role == JW_ROLE_TARGET && !jw_unit_is_eliminated(m, u) &&
                (!bound || jw_bound_holds(bound, u));
    jw_bound_free(bound);
    return in;
}
