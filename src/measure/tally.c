/* Counting a population: how much of it stands where, and the rates of that. */
#include "measure/coverage.h"

#include "model/kinds.h"

#include <math.h>

void jw_tally_count(jw_tally *t, jw_status status, jw_reach reach, double count, bool illustrative)
{
    t->all += count;
    *(status == JW_UNKNOWN ? &t->unknown : &t->known) += count;
    t->status[status] += count;
    if (reach != JW_NOT_REACHED) t->reach[reach] += count;
    if (illustrative) t->illustrative += count;
}

void jw_tally_add(jw_tally *t, const jw_coverage *c, uint32_t u)
{
    jw_status status = c->status[u];
    if (status == JW_NOT_COUNTED) return;
    jw_tally_count(t, status, c->reach[u], jw_unit_count(c->m, u),
                   jw_unit_flag(c->m, u, JW_ILLUSTRATIVE) == 1);
}

void jw_tally_add_all(jw_tally *t, const jw_tally *of)
{
    t->all += of->all;
    t->known += of->known;
    t->unknown += of->unknown;
    for (int s = 0; s < JW_STATUSES; s++) t->status[s] += of->status[s];
    for (int r = 0; r < JW_REACHES; r++) t->reach[r] += of->reach[r];
    t->illustrative += of->illustrative;
}

/* How much of the known is covered in the sense of a rate. */
static double covered(const jw_tally *t, jw_rate rate)
{
    switch (rate) {
    case JW_RATE_ORGANIZATION:
        return t->status[JW_FULL] + t->status[JW_ORGANIZATION_ONLY];
    case JW_RATE_WORK:
        return t->status[JW_FULL] + t->status[JW_WORK_ONLY];
    default:
        return t->status[JW_FULL];
    }
}

static double share(double part, double whole)
{
    return whole > 0 ? part / whole : NAN;
}

double jw_tally_rate(const jw_tally *t, jw_rate rate)
{
    return share(covered(t, rate), t->known);
}

void jw_tally_bounds(const jw_tally *t, jw_rate rate, double *low, double *high)
{
    *low = share(covered(t, rate), t->all);
    *high = share(covered(t, rate) + t->unknown, t->all);
}

jw_tally jw_coverage_tally_where(const jw_coverage *c, bool (*take)(void *context, uint32_t unit),
                                 void *context)
{
    jw_tally t = { 0 };
    size_t n = jw_model_unit_count(c->m);
    for (uint32_t u = 0; u < n; u++)
        if (!take || take(context, u)) jw_tally_add(&t, c, u);
    return t;
}
