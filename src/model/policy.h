/* The numbers of a model's policy. Defaults are those of jw_policy_default; every key is optional. */
#ifndef JW_MODEL_POLICY_H
#define JW_MODEL_POLICY_H

#include "model/select.h"

/* Two streets that are neighbours, in either order. */
typedef struct {
    const char *a, *b;
} jw_street_pair;

typedef struct {
    double threshold;                                   /* members from which a target forms its own organization */
    double branch, general_branch, committee;           /* members from which each form is taken */
    double joint_most, joint_least_members;             /* associations in one joint organization; its members */
    jw_selector *population;                            /* NULL: every target */
    double member_year, secretary_month;                /* yuan */
    double setup;                                       /* yuan a new joint organization; this and below: plan */
    double street_same, street_near, street_other;      /* yuan a grouped association */
    double industry_same, industry_sector, industry_other;
    double km, size;
    jw_street_pair *near_streets; /* of the model's strings; see jw_model_add_near_streets */
    size_t n_near_streets;
} jw_policy;

jw_policy jw_policy_default(void);

#endif
