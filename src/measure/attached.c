/* What the attach rules did: whom each took, which values they could not place, where they had to choose. */
#include "measure/rules.h"

#include <glib.h>

void jw_check_attached(const jw_checking *k)
{
    for (size_t i = 0; i < jw_model_attach_rules(k->m); i++) {
        jw_attached rule = jw_model_attached(k->m, i);
        g_autofree char *targets = g_strdup_printf("%zu", rule.targets);
        g_autofree char *text = g_strdup_printf("%zu (%s%s%s, %s)", i + 1, rule.to, rule.by ? " · " : "",
                                                rule.by ? rule.by : "", rule.link);
        jw_check_found(k, (jw_place){ 0 }, targets, text);
    }
}

void jw_check_unmatched(const jw_checking *k)
{
    for (size_t i = 0; i < jw_model_unmatched_values(k->m); i++) {
        jw_unmatched value = jw_model_unmatched_value(k->m, i);
        g_autofree char *targets = g_strdup_printf("%zu", value.targets);
        jw_diags_add(k->diags, &(jw_diag){ .severity = k->severity,
                                           .code = k->code,
                                           .place = value.place,
                                           .path = value.attribute,
                                           .found = value.value,
                                           .expected = targets,
                                           .nearest = value.nearest });
    }
}

void jw_check_ambiguous(const jw_checking *k)
{
    for (size_t i = 0; i < jw_model_ambiguous_values(k->m); i++) {
        jw_ambiguous value = jw_model_ambiguous_value(k->m, i);
        g_autofree char *taken = jw_check_unit(k->m, value.taken), *other = jw_check_unit(k->m, value.other);
        g_autofree char *units = g_strdup_printf("%s, %s", taken, other);
        jw_diags_add(k->diags, &(jw_diag){ .severity = k->severity,
                                           .code = value.value ? k->code : "ambiguous-to",
                                           .place = jw_unit_place(k->m, value.other),
                                           .path = value.attribute,
                                           .found = value.value,
                                           .expected = units });
    }
}
