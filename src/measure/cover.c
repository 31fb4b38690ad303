/* Coverage: the status of each target, how it is reached, and why it is not. */
#include "base/workers.h"
#include "measure/break.h"
#include "measure/coverage.h"
#include "measure/population.h"
#include "measure/reach.h"
#include "model/columns.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* What the pass over the units asks of each, with all that depends on kinds and words asked once. */
typedef struct {
    jw_coverage *c;
    const jw_model *m;
    const jw_policy *policy;
    const bool *population;
    const uint8_t *marks; /* jw_reach_marks */
    const uint32_t *out;  /* of jw_adjacency */
    const jw_str *form;   /* by unit, as what follows; NULL: none has one */
    const double *members, *count;
    const signed char *reported, *illustrative;
    jw_str no_form; /* the word for having none */
    GArray *gaps;   /* jw_gap, in the order of units */
} survey;

/* True if the unit joins a unit of role lead. */
static bool has_joined(const jw_model *m, uint32_t u)
{
    bool has = false;
    jw_sources it = jw_sources_of(m, u);
    while (!has && jw_sources_next(&it))
        has = it.kind->role == JW_ROLE_MEMBERSHIP && jw_unit_kind_of(m, it.unit)->role == JW_ROLE_LEAD;
    return has;
}

bool jw_has_organization(const jw_model *m, uint32_t u)
{
    const char *form = jw_unit_text(m, u, JW_ORGANIZATION);
    return (form && strcmp(form, "none") != 0) || has_joined(m, u);
}

/* The same in the pass over all units. */
static bool has_organization(const survey *s, uint32_t u)
{
    if (s->form && s->form[u] && s->form[u] != s->no_form) return true;
    return s->out[u] < s->out[u + 1] && has_joined(s->m, u);
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

/* Without the break, which is not found unit by unit. */
static jw_gap gap_of(const survey *s, uint32_t u, jw_status status)
{
    jw_gap gap = { u, JW_NO_UNIT, (uint8_t)status, 0 };
    if (status == JW_NONE || status == JW_WORK_ONLY)
        gap.causes |= cause_of_members(s->members ? s->members[u] : NAN, s->policy->threshold);
    if (status != JW_WORK_ONLY) gap.causes |= jw_has_source(s->m, u) ? JW_BROKEN_CHAIN : JW_NO_LEAD;
    return gap;
}

/* The best of the ways in which a reached unit is reached. A root that nothing else reaches is led: authority
 * starts there. */
static uint8_t reach_of(uint8_t marks)
{
    return marks == JW_MET ? JW_LED : (uint8_t)g_bit_nth_lsf(marks, -1);
}

/* What a thread finds out in a piece of the units. */
typedef struct {
    jw_tally tally;
    GArray *gaps;
} findings;

static void classify(const survey *s, uint32_t u, findings *f)
{
    jw_status status = status_of(has_organization(s, u), s->marks[u]);
    s->c->status[u] = (uint8_t)status;
    if (s->marks[u]) s->c->reach[u] = reach_of(s->marks[u]);
    if (status == JW_FULL) return;
    jw_gap gap = gap_of(s, u, status);
    g_array_append_val(f->gaps, gap);
}

/* As jw_tally_add. */
static void count(const survey *s, uint32_t u, jw_tally *t)
{
    double n = s->count && !isnan(s->count[u]) ? s->count[u] : 1;
    jw_tally_count(t, s->c->status[u], s->c->reach[u], n, s->illustrative && s->illustrative[u] == 1);
}

enum { PIECE = 1 << 14 }; /* units */

static void do_piece(void *context, void *scratch, uint32_t piece)
{
    const survey *s = context;
    findings *f = scratch;
    uint32_t from = piece * PIECE, to = (uint32_t)MIN(jw_model_unit_count(s->m), (size_t)from + PIECE);
    for (uint32_t u = from; u < to; u++) {
        s->c->status[u] = JW_NOT_COUNTED;
        s->c->reach[u] = JW_NOT_REACHED;
        if (!s->population[u]) continue;
        if (s->reported && s->reported[u] == 0)
            s->c->status[u] = JW_UNKNOWN;
        else
            classify(s, u, f);
        count(s, u, &f->tally);
    }
}

static void hand_in(void *context, void *scratch, uint32_t piece)
{
    (void)piece;
    survey *s = context;
    findings *f = scratch;
    jw_tally_add_all(&s->c->tally, &f->tally);
    g_array_append_vals(s->gaps, f->gaps->data, f->gaps->len);
    f->tally = (jw_tally){ 0 };
    g_array_set_size(f->gaps, 0);
}

static void *begin_findings(void *context)
{
    (void)context;
    findings *f = g_new0(findings, 1);
    f->gaps = g_array_new(FALSE, FALSE, sizeof(jw_gap));
    return f;
}

static void end_findings(void *scratch)
{
    g_array_free(((findings *)scratch)->gaps, TRUE);
    g_free(scratch);
}

static void find_breaks(jw_coverage *c)
{
    jw_breaks *breaks = NULL;
    for (size_t i = 0; i < c->n_gaps; i++) {
        if (!(c->gaps[i].causes & JW_BROKEN_CHAIN)) continue;
        if (!breaks) breaks = jw_breaks_new(c->m);
        c->gaps[i].break_at = jw_break_above(breaks, c->gaps[i].unit);
    }
    jw_breaks_free(breaks);
}

static void look_at_units(jw_coverage *c, const bool *population, const uint8_t *marks)
{
    static const jw_job job = { begin_findings, do_piece, hand_in, end_findings, 0 };
    size_t n = jw_model_unit_count(c->m);
    survey s = {
        .c = c, .m = c->m, .policy = jw_model_get_policy(c->m), .population = population, .marks = marks
    };
    s.out = jw_model_adjacency(c->m).out;
    s.form = jw_column_of_texts(c->m, JW_ORGANIZATION);
    s.no_form = jw_model_text_number(c->m, "none");
    s.members = jw_column_of_numbers(c->m, JW_MEMBERS);
    s.count = jw_column_of_numbers(c->m, JW_COUNT);
    s.reported = jw_column_of_flags(c->m, JW_REPORTED);
    s.illustrative = jw_column_of_flags(c->m, JW_ILLUSTRATIVE);
    s.gaps = g_array_new(FALSE, FALSE, sizeof(jw_gap));
    jw_work(&job, &s, (uint32_t)((n + PIECE - 1) / PIECE), 0);
    c->n_gaps = s.gaps->len;
    c->gaps = (jw_gap *)(void *)g_array_free(s.gaps, FALSE);
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
    c->reached = g_new(bool, n + 1);
    uint8_t *marks = jw_reach_marks(m);
    for (size_t u = 0; u < n; u++) c->reached[u] = marks[u] != 0;
    look_at_units(c, population, marks);
    find_breaks(c);
    g_free(marks);
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
