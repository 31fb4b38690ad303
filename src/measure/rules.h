/* The rules of check: rows of the table in check.c, each in a file of its subject. */
#ifndef JW_MEASURE_RULES_H
#define JW_MEASURE_RULES_H

#include "jingwei/check.h"
#include "jingwei/rank.h"
#include "model/build.h"

/* One rule at work. */
typedef struct {
    const jw_model *m;
    const jw_coverage *c;
    bool (*take)(void *context, uint32_t unit);
    void *context;
    jw_diags *diags;
    const char *code; /* of the rule, unless it says another */
    jw_severity severity;
} jw_checking;

/* Adds a finding of the rule. found, expected: what the sentence "diag.CODE" puts there; may be NULL. */
void jw_check_found(const jw_checking *k, jw_place place, const char *found, const char *expected);

/* True if findings about this unit are asked for. */
bool jw_check_takes(const jw_checking *k, uint32_t u);

/* A unit as a reader knows it: “name (id)”, or the id alone where the name is no other. g_free it. */
char *jw_check_unit(const jw_model *m, uint32_t u);

/* loops.c: each loop of authority once, from its smallest id: “a → b → a”. Every unit that stands on a loop
 * is on one that is reported, up to a hundred loops; after that the rest of such units are counted. */
void jw_check_loops(const jw_checking *k);

/* responsibility.c, of the population, known or not. */
void jw_check_no_lead(const jw_checking *k);
void jw_check_several_leads(const jw_checking *k);
void jw_check_broken_chain(const jw_checking *k);

/* inversions.c, of all units: an authority link from a larger to a smaller rank. */
void jw_check_level_inversion(const jw_checking *k);

/* attached.c: what the attach rules did when the model was loaded. */
void jw_check_attached(const jw_checking *k);
void jw_check_unmatched(const jw_checking *k);
void jw_check_ambiguous(const jw_checking *k);

/* policy.c: the selectors of the policy's rules and indices that do not fit the model. */
void jw_check_policy(const jw_checking *k);

/* views.c: whatever a view names that the model has not. */
void jw_check_views(const jw_checking *k);

/* facts.c: each fact that its figure does not bear out, or that names no figure. */
void jw_check_facts(const jw_checking *k);

#endif
