#include "measure/figures.h"

#include "base/text.h"
#include "measure/coverage.h"
#include "measure/derived.h"
#include "model/build.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* What a figure is taken of: the units that the selector takes, NULL = all. */
typedef struct {
    const jw_model *m;
    const jw_coverage *c;
    const jw_bound *taken;
} scope;

static bool takes(void *context, uint32_t u)
{
    const scope *s = context;
    return !s->taken || jw_bound_holds(s->taken, u);
}

/* Figures of the tally: a name, and where the number stands. */
#define OF(name, field)                                                                                      \
    {                                                                                                        \
        name, offsetof(jw_tally, field)                                                                      \
    }
static const struct {
    const char *name;
    size_t offset;
} tallied[] = {
    OF("population.all", all),
    OF("population.known", known),
    OF("population.unknown", unknown),
    OF("status.full", status[JW_FULL]),
    OF("status.organization-only", status[JW_ORGANIZATION_ONLY]),
    OF("status.work-only", status[JW_WORK_ONLY]),
    OF("status.none", status[JW_NONE]),
    OF("status.unknown", status[JW_UNKNOWN]),
    OF("reach.led", reach[JW_LED]),
    OF("reach.joined", reach[JW_JOINED]),
    OF("reach.supported", reach[JW_SUPPORTED]),
    OF("reach.backstop-only", reach[JW_BACKSTOP_ONLY]),
    OF("illustrative", illustrative),
};

/* The part of `name` behind `prefix`, or NULL if it does not begin so. */
static const char *behind(const char *name, const char *prefix)
{
    size_t length = strlen(prefix);
    return strncmp(name, prefix, length) == 0 ? name + length : NULL;
}

static bool from_tally(const scope *s, const char *name, double *value)
{
    const char *rate = behind(name, "rate.");
    for (int r = 0; rate && r < JW_RATES; r++)
        if (strcmp(rate, jw_rate_name((jw_rate)r)) == 0) {
            jw_tally t = jw_coverage_tally_where(s->c, takes, (void *)s);
            *value = jw_tally_rate(&t, (jw_rate)r);
            return true;
        }
    for (size_t i = 0; i < G_N_ELEMENTS(tallied); i++)
        if (strcmp(name, tallied[i].name) == 0) {
            jw_tally t = jw_coverage_tally_where(s->c, takes, (void *)s);
            memcpy(value, (const char *)&t + tallied[i].offset, sizeof *value);
            return true;
        }
    return false;
}

static bool from_gaps(const scope *s, const char *name, double *value)
{
    const char *cause = behind(name, "gaps.");
    for (int i = 0; cause && i < JW_CAUSES; i++) {
        if (strcmp(cause, jw_cause_name((jw_cause)(1 << i))) != 0) continue;
        const jw_gap *gaps;
        size_t n = jw_coverage_gaps(s->c, &gaps);
        *value = 0;
        for (size_t k = 0; k < n; k++)
            if (gaps[k].causes & 1 << i && takes((void *)s, gaps[k].unit))
                *value += jw_unit_count(s->m, gaps[k].unit);
        return true;
    }
    return false;
}

/* The kind in “units.block”, for which *value starts at 0; −1: all of them, from “units”; −2: not this
 * figure. */
static int kind_in(const char *name, const char *figure, int (*named)(const jw_model *m, const char *name),
                   const jw_model *m, double *value)
{
    const char *rest = behind(name, figure);
    int kind = !rest ? -2 : !*rest ? -1 : *rest == '.' ? named(m, rest + 1) : -2;
    if (kind == -1 && *rest) kind = -2; /* a kind of that name does not exist */
    if (kind >= -1) *value = 0;
    return kind;
}

static bool from_units(const scope *s, const char *name, double *value)
{
    int kind = kind_in(name, "units", jw_model_unit_kind_named, s->m, value);
    bool by_count = kind == -2;
    if (by_count) kind = kind_in(name, "count", jw_model_unit_kind_named, s->m, value);
    if (kind == -2) return false;
    const jw_unit_kind *wanted = kind < 0 ? NULL : jw_model_unit_kind(s->m, (size_t)kind);
    for (uint32_t u = 0; u < jw_model_unit_count(s->m); u++) {
        bool counts = (!wanted || jw_unit_kind_of(s->m, u) == wanted) && takes((void *)s, u);
        if (counts && !by_count) *value += 1;
        if (counts && by_count && !jw_unit_is_eliminated(s->m, u)) *value += jw_unit_count(s->m, u);
    }
    return true;
}

static bool from_links(const scope *s, const char *name, double *value)
{
    g_autofree char *base = g_strdup(name);
    bool by_count = g_str_has_suffix(base, ".count");
    if (by_count) base[strlen(base) - strlen(".count")] = '\0';
    int kind = kind_in(base, "links", jw_model_link_kind_named, s->m, value);
    if (kind == -2 || (kind == -1 && by_count)) return false;
    for (size_t l = 0; l < jw_model_link_count(s->m); l++) {
        double count = by_count ? jw_link_number(s->m, l, JW_COUNT) : 1;
        jw_link link = jw_model_link(s->m, l);
        bool counts = (kind < 0 || link.kind == kind) && takes((void *)s, link.from);
        if (counts) *value += isnan(count) ? 1 : count;
    }
    return true;
}

static bool is_number(const jw_model *m, int attribute)
{
    jw_type type = jw_model_attribute(m, (size_t)attribute)->type;
    return type == JW_INTEGER || type == JW_NUMBER;
}

/* “members.sum” over the population, “members.total” over all units. */
static bool from_attribute(const scope *s, const char *name, double *value)
{
    const char *suffix = g_str_has_suffix(name, ".sum") ? ".sum" : ".total";
    if (!g_str_has_suffix(name, suffix)) return false;
    g_autofree char *attribute = g_strndup(name, strlen(name) - strlen(suffix));
    int at = jw_model_find_attribute(s->m, attribute);
    if (at < 0 || !is_number(s->m, at)) return false;
    bool everybody = strcmp(suffix, ".total") == 0;
    *value = 0;
    for (uint32_t u = 0; u < jw_model_unit_count(s->m); u++) {
        double x = jw_unit_number(s->m, u, at);
        bool counts = everybody ? !jw_unit_is_eliminated(s->m, u) : jw_coverage_status(s->c, u) != JW_NOT_COUNTED;
        if (counts && !isnan(x) && takes((void *)s, u)) *value += x * jw_unit_count(s->m, u);
    }
    return true;
}

static bool (*const sources[])(const scope *s, const char *name, double *value) = {
    from_tally, from_gaps, from_units, from_links, from_attribute,
};

static void add_names(GPtrArray *names, const char *prefix, const char *name, const char *suffix)
{
    g_ptr_array_add(names, g_strconcat(prefix, name, suffix, NULL));
}

/* Every figure that the model has; free with g_ptr_array_free. */
static GPtrArray *all_names(const jw_model *m)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < G_N_ELEMENTS(tallied); i++) add_names(names, "", tallied[i].name, "");
    for (int i = 0; i < JW_RATES; i++) add_names(names, "rate.", jw_rate_name((jw_rate)i), "");
    for (int i = 0; i < JW_CAUSES; i++) add_names(names, "gaps.", jw_cause_name((jw_cause)(1 << i)), "");
    add_names(names, "units", "", "");
    add_names(names, "count", "", "");
    add_names(names, "links", "", "");
    for (size_t i = 0; i < jw_model_unit_kinds(m); i++) {
        add_names(names, "units.", jw_model_unit_kind(m, i)->name, "");
        add_names(names, "count.", jw_model_unit_kind(m, i)->name, "");
    }
    for (size_t i = 0; i < jw_model_link_kinds(m); i++) {
        add_names(names, "links.", jw_model_link_kind(m, i)->name, "");
        add_names(names, "links.", jw_model_link_kind(m, i)->name, ".count");
    }
    for (size_t i = 0; i < jw_model_attributes(m); i++)
        if (is_number(m, (int)i)) {
            add_names(names, jw_model_attribute(m, i)->name, "", ".sum");
            add_names(names, jw_model_attribute(m, i)->name, "", ".total");
        }
    return names;
}

static bool find(const scope *s, const char *name, double *value, jw_diags *diags)
{
    for (size_t i = 0; i < G_N_ELEMENTS(sources); i++)
        if (sources[i](s, name, value)) return true;
    GPtrArray *names = all_names(s->m);
    jw_diags_add(diags,
                 &(jw_diag){ .severity = JW_ERROR,
                             .code = "unknown-figure",
                             .found = name,
                             .nearest = jw_nearest(name, (const char *const *)names->pdata, names->len) });
    g_ptr_array_free(names, TRUE);
    return false;
}

bool jw_figure(const jw_model *m, const jw_coverage *c, const char *name, double *value, jw_diags *diags)
{
    const char *open = strchr(name, '[');
    if (!open || !g_str_has_suffix(name, "]")) return find(&(scope){ m, c, NULL }, name, value, diags);
    g_autofree char *base = g_strndup(name, (gsize)(open - name));
    g_autofree char *text = g_strndup(open + 1, strlen(open) - 2);
    jw_selector *selector = jw_selector_parse(text, NULL, diags);
    jw_derivations *derived = jw_derive(m, c);
    jw_bound *taken = selector ? jw_selector_bind(selector, m, jw_derivations_get(derived), diags) : NULL;
    bool found = taken && find(&(scope){ m, c, taken }, base, value, diags);
    jw_bound_free(taken);
    jw_derivations_free(derived);
    jw_selector_free(selector);
    return found;
}
