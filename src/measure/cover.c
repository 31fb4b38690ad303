/* Coverage: the status of each target, how it is reached, and why it is not. */
#include "measure/break.h"
#include "measure/coverage.h"
#include "measure/population.h"
#include "measure/reach.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* What the passes below share. `backstops` is the kind of that name, which counts as the weakest reach. */
typedef struct {
    const jw_model *m;
    const jw_policy *policy;
    const bool *reached;
    const jw_link_kind *backstops;
} survey;

/* The class of a link that brings reach. */
static jw_reach class_of(const survey *s, const jw_link_kind *kind)
{
    switch (kind->role) {
    case JW_ROLE_AUTHORITY:
        return kind == s->backstops ? JW_BACKSTOP_ONLY : JW_LED;
    case JW_ROLE_MEMBERSHIP:
        return JW_JOINED;
    default:
        return JW_SUPPORTED;
    }
}

/* How a reached target is reached. A target that is itself a root is led: authority starts there. */
static jw_reach reach_of(const survey *s, uint32_t u)
{
    jw_reach best = JW_NOT_REACHED;
    jw_sources it = jw_sources_of(s->m, u);
    while (jw_sources_next(&it))
        if (s->reached[it.unit]) best = MIN(best, class_of(s, it.kind));
    return best == JW_NOT_REACHED ? JW_LED : best;
}

bool jw_has_organization(const jw_model *m, uint32_t u)
{
    const char *form = jw_unit_text(m, u, JW_ORGANIZATION);
    bool has = form && strcmp(form, "none") != 0;
    jw_sources it = jw_sources_of(m, u);
    while (!has && jw_sources_next(&it))
        has = it.kind->role == JW_ROLE_MEMBERSHIP && jw_unit_kind_of(m, it.unit)->role == JW_ROLE_LEAD;
    return has;
}

static jw_status status_of(bool organization, bool reached)
{
    static const jw_status status[2][2] = { { JW_NONE, JW_WORK_ONLY }, { JW_ORGANIZATION_ONLY, JW_FULL } };
    return status[organization][reached];
}

static jw_cause cause_of_members(double members, double threshold)
{
    if (isnan(members)) return JW_MEMBERS_UNKNOWN;
    if (members >= threshold) return JW_CAN_FORM;
    return members > 0 ? JW_TOO_FEW : JW_NO_MEMBERS;
}

static jw_gap gap_of(const survey *s, uint32_t u, jw_status status, jw_breaks **breaks)
{
    jw_gap gap = { u, JW_NO_UNIT, (uint8_t)status, 0 };
    if (status == JW_NONE || status == JW_WORK_ONLY)
        gap.causes |= cause_of_members(jw_unit_number(s->m, u, JW_MEMBERS), s->policy->threshold);
    if (status == JW_WORK_ONLY) return gap;
    if (!jw_has_source(s->m, u)) {
        gap.causes |= JW_NO_LEAD;
        return gap;
    }
    gap.causes |= JW_BROKEN_CHAIN;
    if (!*breaks) *breaks = jw_breaks_new(s->m);
    gap.break_at = jw_break_above(*breaks, u);
    return gap;
}

/* Statuses and reach classes; returns how many gaps there are. */
static size_t classify(jw_coverage *c, const survey *s, const bool *population)
{
    size_t n = jw_model_unit_count(s->m), gaps = 0;
    for (uint32_t u = 0; u < n; u++) {
        c->status[u] = JW_NOT_COUNTED;
        c->reach[u] = JW_NOT_REACHED;
        if (!population[u]) continue;
        bool known = jw_unit_flag(s->m, u, JW_REPORTED) != 0;
        c->status[u] = (uint8_t)(known ? status_of(jw_has_organization(s->m, u), c->reached[u]) : JW_UNKNOWN);
        if (known && c->reached[u]) c->reach[u] = (uint8_t)reach_of(s, u);
        gaps += known && c->status[u] != JW_FULL;
        jw_tally_add(&c->tally, c, u);
    }
    return gaps;
}

static void list_gaps(jw_coverage *c, const survey *s, size_t n_gaps)
{
    c->gaps = g_new(jw_gap, n_gaps + 1);
    jw_breaks *breaks = NULL;
    for (uint32_t u = 0; c->n_gaps < n_gaps; u++)
        if (c->status[u] != JW_FULL && c->status[u] < JW_UNKNOWN)
            c->gaps[c->n_gaps++] = gap_of(s, u, c->status[u], &breaks);
    jw_breaks_free(breaks);
}

static bool *reached_units(const jw_model *m)
{
    uint32_t *levels = jw_levels(m, jw_way_of_reach);
    size_t n = jw_model_unit_count(m);
    bool *reached = g_new(bool, n + 1);
    for (size_t u = 0; u < n; u++) reached[u] = levels[u] != JW_NOT_MET;
    g_free(levels);
    return reached;
}

jw_coverage *jw_cover(const jw_model *m, jw_diags *diags)
{
    bool *population = jw_population(m, diags);
    if (!population) return NULL;
    size_t n = jw_model_unit_count(m);
    jw_coverage *c = g_new0(jw_coverage, 1);
    c->m = m;
    c->status = g_new(uint8_t, n + 1);
    c->reach = g_new(uint8_t, n + 1);
    c->reached = reached_units(m);
    const jw_link_kind *backstops = jw_model_link_kind(m, (size_t)jw_model_link_kind_named(m, "backstops"));
    survey s = { m, jw_model_get_policy(m), c->reached, backstops };
    list_gaps(c, &s, classify(c, &s, population));
    g_free(population);
    return c;
}

void jw_coverage_free(jw_coverage *c)
{
    if (!c) return;
    g_free(c->status);
    g_free(c->reach);
    g_free(c->reached);
    g_free(c->gaps);
    jw_helpers_free(c->helpers);
    g_free(c);
}

const jw_tally *jw_coverage_tally(const jw_coverage *c)
{
    return &c->tally;
}

jw_status jw_coverage_status(const jw_coverage *c, uint32_t unit)
{
    return c->status[unit];
}

jw_reach jw_coverage_reach(const jw_coverage *c, uint32_t unit)
{
    return c->reach[unit];
}

bool jw_coverage_is_reached(const jw_coverage *c, uint32_t unit)
{
    return c->reached[unit];
}

size_t jw_coverage_gaps(const jw_coverage *c, const jw_gap **gaps)
{
    *gaps = c->gaps;
    return c->n_gaps;
}

/* The words of results. */

const char *jw_status_name(jw_status s)
{
    static const char *const names[] = { "full", "organization-only", "work-only", "none", "unknown" };
    return s < JW_STATUSES ? names[s] : NULL;
}

const char *jw_reach_name(jw_reach r)
{
    static const char *const names[] = { "led", "joined", "supported", "backstop-only" };
    return r < JW_REACHES ? names[r] : NULL;
}

const char *jw_cause_name(jw_cause cause)
{
    static const char *const names[JW_CAUSES] = { "can-form",        "too-few", "no-members",
                                                  "members-unknown", "no-lead", "broken-chain" };
    for (int i = 0; i < JW_CAUSES; i++)
        if (cause == 1u << i) return names[i];
    return NULL;
}

const char *jw_rate_name(jw_rate r)
{
    static const char *const names[] = { "organization", "work", "full" };
    return r < JW_RATES ? names[r] : NULL;
}
