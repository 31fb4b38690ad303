/* Coverage: which targets have an organization, which are reached by work, which are neither, and why.
 *
 * Every count is weighted by `count`: a unit that stands for 12 counts 12. Rates are 0..1, NAN where nothing
 * is known. The population: the units of role target, or those of them that policy.population takes. An
 * eliminated unit is as if it were not there, and its links with it: it is counted nowhere, reaches nobody,
 * leads nobody, and is nobody's organization. */
#ifndef JINGWEI_COVER_H
#define JINGWEI_COVER_H

#include "jingwei/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Of a target. UNKNOWN: it has not reported, so nothing is claimed of it. */
typedef enum {
    JW_FULL,              /* it has an organization and is reached */
    JW_ORGANIZATION_ONLY, /* it has one, but no chain from a root reaches it */
    JW_WORK_ONLY,         /* it is reached, but has none */
    JW_NONE,
    JW_UNKNOWN,
    JW_STATUSES,
    JW_NOT_COUNTED = JW_STATUSES /* not of the population */
} jw_status;

/* How a known target is reached: the first that applies, counting only links from reached units. A target
 * that is itself a root, and has no such link, is led: authority starts there. */
typedef enum {
    JW_LED,
    JW_JOINED,
    JW_SUPPORTED,
    JW_BACKSTOP_ONLY,
    JW_REACHES,
    JW_NOT_REACHED = JW_REACHES
} jw_reach;

/* Why a known target is not full; a set. The first four: it has no organization; the last two: it is not
 * reached. */
typedef enum {
    JW_CAN_FORM = 1,        /* members ≥ policy threshold */
    JW_TOO_FEW = 2,         /* 1 … threshold − 1 */
    JW_NO_MEMBERS = 4,      /* 0 */
    JW_MEMBERS_UNKNOWN = 8, /* not told */
    JW_NO_LEAD = 16,        /* no incoming authority or support link and no outgoing joins */
    JW_BROKEN_CHAIN = 32    /* some, but no chain from a root */
} jw_cause;
enum { JW_CAUSES = 6 };

/* A tally of part of the population. */
typedef struct {
    double all, known, unknown;
    double status[JW_STATUSES];
    double reach[JW_REACHES];
    double illustrative;
} jw_tally;

typedef enum { JW_RATE_ORGANIZATION, JW_RATE_WORK, JW_RATE_FULL, JW_RATES } jw_rate;

/* The rate over the known; NAN if none is known. */
double jw_tally_rate(const jw_tally *t, jw_rate rate);
/* The least and the most it can be over all, whatever the unknown would report; NAN if there is no target. */
void jw_tally_bounds(const jw_tally *t, jw_rate rate, double *low, double *high);

/* A known target that is not full. break_at: for JW_BROKEN_CHAIN the last unit met when primary links are
 * followed upward (on a loop its smallest id); else JW_NO_UNIT. */
typedef struct {
    uint32_t unit, break_at;
    uint8_t status, causes;
} jw_gap;

typedef struct jw_coverage jw_coverage;

/* Measures coverage of a finished model, which must outlive the result. NULL after adding a finding (a
 * population selector that does not bind). O(units + links). */
jw_coverage *jw_cover(const jw_model *m, jw_diags *diags);
void jw_coverage_free(jw_coverage *c);

const jw_tally *jw_coverage_tally(const jw_coverage *c);
jw_status jw_coverage_status(const jw_coverage *c, uint32_t unit);
jw_reach jw_coverage_reach(const jw_coverage *c, uint32_t unit);
/* True if a chain from a root reaches the unit, whatever its role. */
bool jw_coverage_is_reached(const jw_coverage *c, uint32_t unit);
/* The gaps in byte order of id. */
size_t jw_coverage_gaps(const jw_coverage *c, const jw_gap **gaps);

/* The same over the units for which `take` says true (NULL: all); for --where. Gaps of other units stay out
 * of it. */
jw_tally jw_coverage_tally_where(const jw_coverage *c, bool (*take)(void *context, uint32_t unit),
                                 void *context);

/* The population by the values of attributes: one group a distinct tuple, in byte order of value, absent
 * last. */
typedef struct {
    const char *const *values; /* one an attribute; NULL: absent */
    jw_tally tally;
} jw_group;
typedef struct jw_groups jw_groups;
enum { JW_BY_KIND = -2 }; /* in place of an attribute: the unit's kind */
jw_groups *jw_coverage_by(const jw_coverage *c, const int *attributes, size_t n,
                          bool (*take)(void *context, uint32_t unit), void *context);
size_t jw_groups_size(const jw_groups *g);
const jw_group *jw_groups_get(const jw_groups *g, size_t i);
void jw_groups_free(jw_groups *g);

/* The stable words: "organization-only", "backstop-only", "can-form", "organization". */
const char *jw_status_name(jw_status s);
const char *jw_reach_name(jw_reach r);
const char *jw_cause_name(jw_cause cause);
const char *jw_rate_name(jw_rate r);

/* What would close a gap, one change a cause, in the order of jw_cause: at most two. Each is a scenario
 * change, as a small record that the writers turn into JSON or a sentence. */
typedef enum {
    JW_REMEDY_NONE,  /* members unknown: ask; or not reached in a model without a root */
    JW_REMEDY_FORM,  /* {"form": text, "where": {"id": unit}} */
    JW_REMEDY_LINK,  /* {"link": {"kind": text, "from": from, "to": to}} */
    JW_REMEDY_GROUP, /* {"group": {"where": {"organization": "none", "members": {"min": 1, "max": t − 1}},
                        "into": text}} */
    JW_REMEDY_SEND   /* {"send": {"from": text, "where": {"id": unit}}} */
} jw_remedy_action;
typedef struct {
    jw_cause cause;
    jw_remedy_action action;
    const char *text;  /* a form, a link kind, a kind, or the id of a pool ("pool" if the model has none) */
    uint32_t from, to; /* of LINK */
    double most;       /* of GROUP: threshold − 1 */
} jw_remedy;
size_t jw_coverage_remedies(const jw_coverage *c, const jw_gap *gap, jw_remedy out[2]);
/* The first remedy that is asked for looks at every unit once. After this, which does the same, several
 * threads may ask at a time. */
void jw_coverage_prepare_remedies(const jw_coverage *c);

/* The remedy as a short phrase without a full stop: “单独组建党支部”, “join 观湖联合党支部”. Free it with
 * free(). */
char *jw_remedy_sentence(const jw_model *m, const jw_remedy *remedy, jw_lang lang);

#ifdef __cplusplus
}
#endif

#endif
