/* The changes that a scenario may hold, one row of a table each: how it is read, how it is
 * applied.
 *
 * A change is read when its file is: its keys, their types, its selector. What only a model can tell, whether
 * a unit or an attribute exists, is asked when it is applied. Changes are applied to one model in turn; a
 * selector sees the model as it stands at that change. */
#ifndef JW_REFORM_CHANGE_H
#define JW_REFORM_CHANGE_H

#include "io/load.h"
#include "jingwei/cover.h"
#include "measure/derived.h"
#include "model/edit.h"

typedef struct jw_change_kind jw_change_kind;

/* One change as it was read; the values are those of its file, which must stay. Which of them it has, its
 * kind says. */
typedef struct {
    const jw_change_kind *kind;
    jw_jv at;              /* the whole change */
    jw_jv what;            /* the value of the key that names the kind */
    jw_jv where, into;     /* into: "into", "under" or "from" */
    jw_jv link[3];         /* kind, from, to of an unlink */
    jw_selector *where_is; /* owned */
} jw_change;

/* A model that is being reformed. */
typedef struct {
    jw_loader *l; /* where findings go; its model is the one below */
    jw_edit *edit;
    jw_model *m;
    jw_coverage *coverage; /* of the model as it stands; NULL: not asked for since the last change */
    jw_derivations *derived;
} jw_reform;

struct jw_change_kind {
    const char *name;
    jw_key keys[3]; /* of the change; offsets into jw_change */
    size_t n_keys;
    bool (*read)(jw_loader *l, jw_change *c);        /* what the table does not check; NULL: nothing */
    bool (*apply)(jw_reform *r, const jw_change *c); /* false after reporting why it cannot */
};

/* Reads the changes of a list to the end of `changes` (of jw_change). False after reporting; all mistakes are
 * told. */
bool jw_changes_read(jw_loader *l, jw_jv list, GArray *changes);
void jw_change_clear(void *change); /* for g_array_set_clear_func */

/* Begins with a copy of the base; the loader gets the copy as its model. */
void jw_reform_begin(jw_reform *r, jw_loader *l, const jw_model *base);
/* False after reporting; then nothing more is to be applied. A change that names its units costs no more than
 * what it touches; a selector by anything but ids is one pass over the units, and one over the links too if
 * it asks for what is below a unit or for what only an analysis knows. */
bool jw_reform_apply(jw_reform *r, const jw_change *c);
/* The finished model, or NULL if `keep` is false. Ends the reform. */
jw_model *jw_reform_end(jw_reform *r, bool keep);

/* ---- For the changes ---- */

/* The units that the change's selector takes, targets only if asked so; in order of id if the model is
 * settled. NULL after reporting. Warns nothing-selected if there are none. g_array_free it. */
GArray *jw_reform_select(jw_reform *r, const jw_change *c, bool targets);

/* Puts the model in order: numbers of units are void, but from then on they are in order of id. */
void jw_reform_settle(jw_reform *r);
/* Coverage of the model as it stands, which it settles; NULL after reporting. */
const jw_coverage *jw_reform_coverage(jw_reform *r);
/* To be called after every change but what jw_edit does to units and links. */
void jw_reform_touch(jw_reform *r);

/* The unit whose id is the string `at`, or JW_NO_UNIT after reporting. */
uint32_t jw_reform_unit(jw_reform *r, jw_jv at);
/* Adds a link that is to be there. False after reporting: self-link, too-many-links. */
bool jw_reform_link(jw_reform *r, jw_jv at, int kind, uint32_t from, uint32_t to);

/* Warns of units (uint32_t), the first of which are named. Nothing if there are none. */
void jw_reform_warn(jw_reform *r, jw_jv at, const char *code, const GArray *units);

/* True if the unit is of role target. */
bool jw_is_target(const jw_model *m, uint32_t u);

/* The rows of the table, by file. */
bool jw_change_add(jw_reform *r, const jw_change *c); /* change_units.c */
bool jw_change_remove(jw_reform *r, const jw_change *c);
bool jw_change_read_set(jw_loader *l, jw_change *c);
bool jw_change_set(jw_reform *r, const jw_change *c);
bool jw_change_move(jw_reform *r, const jw_change *c);
bool jw_change_read_merge(jw_loader *l, jw_change *c);
bool jw_change_merge(jw_reform *r, const jw_change *c);
bool jw_change_link(jw_reform *r, const jw_change *c); /* change_links.c */
bool jw_change_read_unlink(jw_loader *l, jw_change *c);
bool jw_change_unlink(jw_reform *r, const jw_change *c);
bool jw_change_attach(jw_reform *r, const jw_change *c);
bool jw_change_read_form(jw_loader *l, jw_change *c); /* change_targets.c */
bool jw_change_form(jw_reform *r, const jw_change *c);
bool jw_change_read_send(jw_loader *l, jw_change *c);
bool jw_change_send(jw_reform *r, const jw_change *c);
bool jw_change_read_group(jw_loader *l, jw_change *c); /* change_group.c */
bool jw_change_group(jw_reform *r, const jw_change *c);

#endif
