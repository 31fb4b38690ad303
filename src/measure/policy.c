/* The selectors of rules and indices name keys and values: a slip there would go unseen until the day of the audit. */
#include "measure/derived.h"
#include "measure/rules.h"

static void try_selector(const jw_checking *k, const jw_selector *s, const jw_derived *derived)
{
    jw_bound_free(jw_selector_bind(s, k->m, derived, k->diags));
}

void jw_check_policy(const jw_checking *k)
{
    const jw_policy *policy = jw_model_get_policy(k->m);
    jw_derivations *derivations = jw_derive(k->m, k->c);
    const jw_derived *derived = jw_derivations_get(derivations);
    for (size_t i = 0; i < policy->n_rules; i++) {
        try_selector(k, policy->rules[i].applies, derived);
        try_selector(k, policy->rules[i].required, derived);
    }
    for (size_t i = 0; i < policy->n_indices; i++) {
        const jw_index *index = &policy->indices[i];
        try_selector(k, index->of, derived);
        for (size_t j = 0; j < index->n_items; j++)
            try_selector(k, index->items[j].when, derived);
    }
    jw_derivations_free(derivations);
}
