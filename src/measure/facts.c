/* Facts: what a source says of a figure, against what the model gives. */
#include "base/number.h"
#include "measure/figures.h"
#include "measure/rules.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* How many places after the point the claim has. */
static int places_of(double claim)
{
    char text[JW_NUMBER_SIZE];
    jw_format_number(text, claim);
    const char *point = strchr(text, '.');
    return point && !strchr(text, 'e') ? (int)strlen(point + 1) : 0;
}

/* A rate agrees if it does when rounded as the source rounds it, but at least to whole percents. Anything
 * else must be the same number, but for the dust of adding. */
bool jw_figure_agrees(const char *figure, double claim, double value)
{
    if (isnan(value)) return false;
    if (!g_str_has_prefix(figure, "rate.")) return fabs(claim - value) <= 1e-9 * fmax(1, fabs(claim));
    double unit = pow(10, -MAX(places_of(claim), 2));
    return fabs(claim - value) <= unit / 2 * (1 + 1e-9);
}

static void check_fact(const jw_checking *k, const jw_fact *fact)
{
    jw_diag finding = { .severity = k->severity,
                        .code = k->code,
                        .place = jw_model_place(k->m, fact->spot),
                        .path = fact->figure };
    char claimed[JW_NUMBER_SIZE], given[JW_NUMBER_SIZE];
    double value;
    jw_diags *why = jw_diags_new();
    if (!jw_figure(k->m, k->c, fact->figure, &value, why)) {
        jw_diag first = *jw_diags_get(why, 0);
        first.place = finding.place;
        first.path = fact->figure;
        jw_diags_add(k->diags, &first);
    } else if (!jw_figure_agrees(fact->figure, fact->value, value)) {
        jw_format_number(claimed, fact->value);
        jw_format_number(given, value);
        finding.expected = claimed;
        finding.found = given;
        jw_diags_add(k->diags, &finding);
    }
    jw_diags_free(why);
}

void jw_check_facts(const jw_checking *k)
{
    const jw_fact *facts;
    for (size_t i = 0, n = jw_model_facts(k->m, &facts); i < n; i++) check_fact(k, &facts[i]);
}
