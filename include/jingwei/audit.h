/* Audit: the rules of a model's policy, and who breaks which; the scores of its indices.
 *
 * A unit breaks a rule if the rule applies to it and what the rule requires does not hold. Counts are
 * weighted by `count`; eliminated units are counted nowhere. */
#ifndef JINGWEI_AUDIT_H
#define JINGWEI_AUDIT_H

#include "jingwei/cover.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    JW_VETO, /* breaking it decides alone: no rating, no award */
    JW_MUST,
    JW_PREFER /* a preference between equals */
} jw_weight;
enum { JW_WEIGHTS = 3 };

/* "veto", "must", "prefer" */
const char *jw_weight_name(jw_weight weight);

/* One rule and how it stands. because: in each language, by jw_lang; stage and source may be NULL. */
typedef struct {
    const char *id, *stage, *because[2], *source;
    jw_weight weight;
    double applies, met, broken;
} jw_rule_result;

typedef struct {
    size_t rule; /* of jw_audit_rule */
    uint32_t unit;
} jw_breach;

typedef struct {
    uint32_t unit;
    const char *index;
    double score; /* the points of all items that hold */
} jw_score;

typedef struct jw_audit jw_audit;

/* Audits every unit for which `take` says true (NULL: all). NULL after adding a finding (a selector that does
 * not bind). O(units · conditions). */
jw_audit *jw_audit_run(const jw_model *m, const jw_coverage *c, bool (*take)(void *context, uint32_t unit),
                       void *context, jw_diags *diags);
void jw_audit_free(jw_audit *a);

/* Rules in the order of the policy. */
size_t jw_audit_rules(const jw_audit *a);
const jw_rule_result *jw_audit_rule(const jw_audit *a, size_t i);

/* Breaches by rule, then by id of unit; scores by id of unit, then by index. */
size_t jw_audit_breaches(const jw_audit *a, const jw_breach **breaches);
size_t jw_audit_scores(const jw_audit *a, const jw_score **scores);

#ifdef __cplusplus
}
#endif

#endif
