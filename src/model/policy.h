/* A model's policy: its numbers, its rules, its indices. Defaults are those of jw_policy_default; every key
 * is optional. */
#ifndef JW_MODEL_POLICY_H
#define JW_MODEL_POLICY_H

#include "jingwei/audit.h"
#include "model/select.h"

/* Two streets that are neighbours, in either order. */
typedef struct {
    const char *a, *b;
} jw_street_pair;

/* A rule: whoever `applies` takes must be taken by `required` too. Owned texts; stage and source may be NULL.
 */
typedef struct {
    char *id, *stage, *because[2], *source;
    jw_weight weight;
    jw_selector *applies, *required;
} jw_rule;

/* An index for differentiated assessment: points for each item whose selector takes the unit. */
typedef struct {
    jw_selector *when;
    double points;
} jw_index_item;
typedef struct {
    char *id;
    jw_selector *of; /* the units that it assesses */
    jw_index_item *items;
    size_t n_items;
} jw_index;

typedef struct {
    double threshold;                         /* members from which a target forms its own organization */
    double branch, general_branch, committee; /* members from which each form is taken */
    double joint_most, joint_least_members;   /* associations in one joint organization; its members */
    jw_selector *population;                  /* NULL: every target */
    double member_year, secretary_month;      /* yuan */
    double setup;                             /* yuan a new joint organization; this and below: plan */
    double street_same, street_near, street_other; /* yuan a grouped association */
    double industry_same, industry_sector, industry_other;
    double km, size;
    jw_street_pair *near_streets; /* of the model's strings; see jw_model_add_near_streets */
    size_t n_near_streets;
    jw_rule *rules;
    size_t n_rules;
    jw_index *indices;
    size_t n_indices;
} jw_policy;

jw_policy jw_policy_default(void);

/* A new rule or index at the end, all zero; it stays where it is until the next one is added. */
jw_rule *jw_policy_add_rule(jw_policy *p);
jw_index *jw_policy_add_index(jw_policy *p);
void jw_index_add_item(jw_index *index, jw_selector *when, double points); /* takes the selector */

/* Frees what the policy owns, but for near_streets' texts. */
void jw_policy_clear(jw_policy *p);

#endif
