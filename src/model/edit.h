/* Changing a model: a copy in which units and links come and go, and which is put in order only when someone
 * has to see it in order.
 *
 *     jw_edit *e = jw_edit_new(base);                 base stays as it is
 *     jw_edit_remove_unit(e, jw_model_find(jw_edit_model(e), "x"));
 *     jw_edit_add_link(e, leads, lh, a, spot);
 *     jw_model *result = jw_edit_finish(e);           finished; the caller's
 *
 * Between two jw_edit_settle calls units and links keep their numbers: what goes is only marked, what comes
 * stands at the end. So a thousand changes that name their units cost a thousand steps, not a thousand
 * models. A number of a unit or link that has gone must not be used; jw_model_find does not find it. */
#ifndef JW_MODEL_EDIT_H
#define JW_MODEL_EDIT_H

#include "model/build.h"

typedef struct jw_edit jw_edit;

#define JW_NO_LINK UINT32_MAX

/* Begins with a copy of a finished model. O(model). */
jw_edit *jw_edit_new(const jw_model *base);
/* Settles, and hands over the model; frees the edit. */
jw_model *jw_edit_finish(jw_edit *e);
/* Throws the model away; takes NULL. */
void jw_edit_free(jw_edit *e);

/* The model as it is being changed. Its values and names may be set at any time; units may be added, and
 * links too if jw_edit_notice is called after. Its order, its adjacency and its roots are right only after
 * jw_edit_settle. */
jw_model *jw_edit_model(jw_edit *e);

/* Puts the model in order: numbers given out before are void. O(units + links) if anything came or went, else
 * O(1). */
void jw_edit_settle(jw_edit *e);

/* True if the unit is still there; n_units of the model counts those that have gone until it is settled. */
bool jw_edit_has(const jw_edit *e, uint32_t u);

/* Takes out a unit and its links. O(1). */
void jw_edit_remove_unit(jw_edit *e, uint32_t u);

/* Takes note of the links that were added to the model itself since it was last told. O(1) a link. */
void jw_edit_notice(jw_edit *e);
/* Adds a link; false past the limit. That it is not there yet is the caller's business. O(1). */
bool jw_edit_add_link(jw_edit *e, int kind, uint32_t from, uint32_t to, jw_spot spot);
void jw_edit_drop_link(jw_edit *e, uint32_t l);

/* The link, or JW_NO_LINK; of several that were added, the last. O(log of the links of `from`). */
uint32_t jw_edit_find_link(jw_edit *e, int kind, uint32_t from, uint32_t to);

/* Calls `with` for every link to u (`in`) or from u; it may drop the link. O(links of u). */
void jw_edit_each_link(jw_edit *e, uint32_t u, bool in, void (*with)(void *context, uint32_t l),
                       void *context);

#endif
