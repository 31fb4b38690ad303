/* Comparing: a model with what a reform, or a year, makes of it.
 *
 *     double now[64], then[64];                       one value a metric of the table, jw_metrics() of them
 *     jw_metrics_of(base, base, now, diags);
 *     jw_metrics_of(base, after, then, diags);
 *     for (size_t i = 0; i < jw_metrics(); i++)
 *         printf("%s %g\n", jw_metric_at(i)->name, then[i] - now[i]);
 *
 * Units of two models are the same if their ids are, links if their kinds and both ends are. */
#ifndef JINGWEI_COMPARE_H
#define JINGWEI_COMPARE_H

#include "jingwei/cover.h"

/* ---- Metrics ---- */

typedef enum { JW_AS_NUMBER, JW_AS_SHARE, JW_AS_YUAN } jw_metric_unit; /* a share is 0..1 */

/* A row of the table. better: 1 more is better, −1 less is better, 0 neither. */
typedef struct {
    const char *name;    /* "rate.organization" */
    const char *zh, *en; /* what a reader sees */
    jw_metric_unit unit;
    int better;
} jw_metric;
size_t jw_metrics(void);
const jw_metric *jw_metric_at(size_t i);

/* The metrics of m; those of what is new (organizations.new … cost) against the base, by whose policy they
 * are priced. values: jw_metrics() of them, NAN where there is none. False after adding a finding: a selector
 * of the policy that does not bind. What a measure costs: O(units + links), and O(units · conditions) for the
 * rules. */
bool jw_metrics_of(const jw_model *base, const jw_model *m, double *values, jw_diags *diags);

/* 1 if the second is better than the first in the sense of the metric, −1 if worse, 0 if neither can be said.
 */
int jw_metric_judge(const jw_metric *metric, double before, double after);

/* ---- Differences ---- */

typedef enum { JW_ADDED, JW_DELETED, JW_MOVED, JW_CHANGED, JW_DIFFERENCES } jw_difference_kind;

/* What a unit or link was, and is: an attribute, "name", "kind", or, where it moved, "under": the ids of its
 * direct leads by authority, joined by ", ". Values as texts; NULL: absent. */
typedef struct {
    const char *name, *before, *after;
} jw_field;

/* A difference. before, after: the unit (link) in either model; JW_NO_UNIT: it is not there. A unit moved if
 * it lost a direct lead by authority and got another; those links are not listed besides. Fields only of what
 * moved or changed. */
typedef struct {
    jw_difference_kind kind;
    bool is_link;
    uint32_t before, after;
    const jw_field *fields;
    size_t n_fields;
} jw_difference;

/* A target whose status is another; not counted in one of the models: JW_NOT_COUNTED. */
typedef struct {
    uint32_t before, after; /* the unit in either model */
    jw_status from, to;
} jw_flip;

typedef struct jw_diff jw_diff;

/* The differences of two models, which must outlive it. O(units + links, times attributes). */
jw_diff *jw_diff_new(const jw_model *before, const jw_model *after);
void jw_diff_free(jw_diff *d);

/* Units before links; added, deleted, moved, changed; by id of the unit, or of both ends. */
size_t jw_diff_size(const jw_diff *d);
const jw_difference *jw_diff_get(const jw_diff *d, size_t i);
size_t jw_diff_count(const jw_diff *d, bool links, jw_difference_kind kind);
const char *jw_difference_name(jw_difference_kind kind); /* "add", "delete", "move", "change" */

/* The units of both models whose status differs, by id; free *flips with free(). */
size_t jw_diff_flips(const jw_diff *d, const jw_coverage *before, const jw_coverage *after, jw_flip **flips);

/* Writes the differences as a scenario to `path` ("-": standard output): applied to the first model it gives
 * the units, values and links of the second. False after findings: output-failed; not-in-base (a kind or
 * attribute of the second that the first does not know, so that no change can bring it). Warns roots-differ:
 * changes cannot say which units are roots. */
bool jw_diff_save(const jw_diff *d, const char *name, const char *path, jw_diags *diags);

/* ---- Stress ---- */

/* What is left after so many units have gone. unit: the last that went, JW_NO_UNIT in the first row. Rates
 * are over those that were known at the start. */
typedef struct {
    uint32_t unit;
    double reached;   /* targets of the population, by count */
    double remaining; /* as a share of those that were reached at the start; NAN if nobody was */
    double rate[JW_RATES];
} jw_stress_step;

/* Takes `most` units out one after another: the most critical, as they rank at the start (ties by id), or,
 * with a seed, at random. Roots stay. *steps: one row more than units went; free it with free(). A unit that
 * goes is as if eliminated: who hung from it does not become a root. False after findings. O(most · (units +
 * links)). */
bool jw_stress(const jw_model *m, size_t most, const uint64_t *seed, jw_stress_step **steps, size_t *n,
               jw_diags *diags);

#endif
