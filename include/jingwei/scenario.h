/* Scenarios: a reform as a small file of changes, and what a model is after it.
 *
 *     { "jingwei": 1, "scenario": "own or joint", "changes": [
 *         { "form": "by-members", "where": { "organization": "none", "members": { "min": 3 } } },
 *         { "group": { "where": { "organization": "none", "members": { "min": 1, "max": 2 } }, "into":
 * "joint-branch" } } ] }
 *
 *     jw_scenario *s = jw_scenario_load("own-or-joint.json", NULL, &options, diags);
 *     jw_model *after = s ? jw_scenario_apply(s, before, diags) : NULL;      both models are whole, and the
 * caller's
 *
 * Changes are applied in order; a selector sees the model as it stands at that change. */
#ifndef JINGWEI_SCENARIO_H
#define JINGWEI_SCENARIO_H

#include "jingwei/load.h"

typedef struct jw_scenario jw_scenario;

/* Reads a scenario file, and first the one that its `base` names, if that is a scenario, and so on. What
 * stands at the end of the chain, the model that it was written for, is not read: where `model` (a path;
 * NULL: any) is another file than that, there is a warning, other-base. NULL after adding every mistake of
 * form that is in the files. */
jw_scenario *jw_scenario_load(const char *path, const char *model, const jw_load_options *options,
                              jw_diags *diags);
void jw_scenario_free(jw_scenario *s);

/* True if the file is JSON of which the outermost object has a key "scenario". */
bool jw_is_scenario(const char *path, const jw_load_options *options);

/* Its name, and what its file says of itself in "note" and "source"; those two may be NULL. */
const char *jw_scenario_name(const jw_scenario *s);
const char *jw_scenario_note(const jw_scenario *s);
const char *jw_scenario_source(const jw_scenario *s);
/* How many changes, those of its base included. */
size_t jw_scenario_changes(const jw_scenario *s);

/* The model after the changes, finished, without the facts that no longer hold in it; it shares nothing with the base, which is untouched. NULL if a
 * change cannot be applied: the first such one is the last error in diags, its path says which it is
 * ("changes[3].remove"). Warnings say what changed nothing (nothing-selected) and who was left out
 * (cannot-form, not-grouped, nobody-to-send).
 *
 * O(model + what the changes touch), and for each selector that does not name ids one pass over the units;
 * over the links too, if it asks for "under" or for what analysis tells ("covered") and something has changed
 * since. One thread at a time may use a scenario. */
jw_model *jw_scenario_apply(const jw_scenario *s, const jw_model *base, jw_diags *diags);

#endif
