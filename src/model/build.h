/* Building a model: what the readers in io/ and the changes in reform/ use. Nothing here is public.
 *
 * Order of calls: kinds and attributes; units; links; jw_model_finish; attach rules; jw_model_finish again.
 * Numbers of units and links given out before jw_model_finish are not those after it. */
#ifndef JW_MODEL_BUILD_H
#define JW_MODEL_BUILD_H

#include "base/number.h"
#include "base/strings.h"
#include "jingwei/limits.h"
#include "model/kinds.h"
#include "model/policy.h"
#include "model/view.h"

/* A place in few bytes; the name of the file is kept once in the model. */
typedef struct {
    uint32_t line, column;
    uint16_t file;
} jw_spot;

jw_model *jw_model_new(const jw_limits *limits);
/* A model of its own with the same numbers for everything: nothing is shared, so either may be freed or
 * changed first. Attach rules are left out (what they did is kept), as they have been run. O(model). */
jw_model *jw_model_copy(const jw_model *m);
const jw_limits *jw_model_limits(const jw_model *m);
jw_strings *jw_model_strings(jw_model *m);
jw_spot jw_model_spot(jw_model *m, jw_place place);
jw_place jw_model_place(const jw_model *m, jw_spot spot);
jw_spot jw_unit_spot(const jw_model *m, uint32_t u);

void jw_model_set_name(jw_model *m, const char *name);
void jw_model_set_as_of(jw_model *m, const char *date);
void jw_model_set_source(jw_model *m, const char *source);
void jw_model_set_lang(jw_model *m, jw_lang lang);
jw_policy *jw_model_policy(jw_model *m); /* the model frees its selector and its pairs of streets */
const jw_policy *jw_model_get_policy(const jw_model *m);
/* Adds a pair to policy.plan.near. */
void jw_model_add_near_streets(jw_model *m, const char *a, const char *b);

/* Kinds: -1 if there is none of that name. A kind that exists is overridden, field by field, by whoever calls
 * the set; names are copied. Adding returns -1 past the limit. */
int jw_model_unit_kind_named(const jw_model *m, const char *name);
int jw_model_link_kind_named(const jw_model *m, const char *name);
int jw_model_set_unit_kind(jw_model *m, const jw_unit_kind *kind);
int jw_model_set_link_kind(jw_model *m, const jw_link_kind *kind);
const char *jw_model_nearest_unit_kind(const jw_model *m, const char *name);
const char *jw_model_nearest_link_kind(const jw_model *m, const char *name);

/* Attributes. Declaring one that exists with the same type gives it the words that are not NULL and lets it
 * stand on units and links; -1 for another type or past the limit. A new one without words is called by its
 * name. */
int jw_model_declare(jw_model *m, const jw_attribute *attribute);
bool jw_model_attribute_is_on(const jw_model *m, int attribute, int where); /* JW_ON_UNITS, JW_ON_LINKS */
const char *jw_model_nearest_attribute(const jw_model *m, const char *name, int where);

/* Adds a unit. JW_NO_UNIT if the id exists already (jw_model_find tells which) or past the limit.
 * in_json: it stands in a JSON file, whose order counts among siblings. name may be NULL. */
uint32_t jw_model_add_unit(jw_model *m, const char *id, const char *name, int kind, bool in_json,
                           jw_spot spot);

/* The same of texts that stand in jw_model_strings, of a register. name 0: none. */
uint32_t jw_model_add_known_unit(jw_model *m, jw_str id, jw_str name, int kind, jw_spot spot);

/* Makes room for a guess of so many more units of a register; what is not used costs next to nothing. */
void jw_model_make_room_for_units(jw_model *m, uint64_t more);

/* The place of u among the units of the JSON files, in their order; UINT32_MAX for one of a register. */
uint32_t jw_unit_turn(const jw_model *m, uint32_t u);
/* The order in which siblings stand: by `order`, rank, turn, id with numbers by value. */
int jw_compare_siblings(const jw_model *m, uint32_t u, uint32_t v);

/* Gives u another name; NULL: none, so that it is called by its id. */
void jw_model_rename_unit(jw_model *m, uint32_t u, const char *name);
/* True if u has a name of its own. */
bool jw_unit_is_named(const jw_model *m, uint32_t u);

/* The unit that a cell may mean: by id, else by name or alias. JW_NO_UNIT if none; JW_SEVERAL if the name or
 * alias is that of several. The index of names is made at the first call after a unit or an alias was added:
 * O(units). */
#define JW_SEVERAL (UINT32_MAX - 1)
uint32_t jw_model_resolve(jw_model *m, const char *text);
uint32_t jw_model_resolve_known(jw_model *m, jw_str text);  /* a text of jw_model_strings */
uint32_t jw_model_find_known(const jw_model *m, jw_str id); /* by id alone */

/* The id, name or short name nearest to `text` among the first 20,000 units, or NULL. For messages only:
 * after 50 calls it answers NULL. */
const char *jw_model_nearest_unit(const jw_model *m, const char *text);

/* Adds a link; false past the limit. Self-links are the caller's error to report. */
bool jw_model_add_link(jw_model *m, int kind, uint32_t from, uint32_t to, jw_spot spot);
/* Makes room for a guess of so many more. */
void jw_model_make_room_for_links(jw_model *m, uint64_t more);
/* Adds n links, which the caller fills in: *links and *spots are the first of them. False past the limit. */
bool jw_model_add_links(jw_model *m, size_t n, jw_link **links, jw_spot **spots);
/* Takes those back that were added last, all but the first n. */
void jw_model_take_back_links(jw_model *m, size_t n);
uint32_t jw_model_last_link(const jw_model *m);

/* What may be wrong with a value. */
typedef enum {
    JW_VALUE_GOOD,
    JW_VALUE_NOT_INTEGER,
    JW_VALUE_NOT_NUMBER,
    JW_VALUE_NOT_BOOL,
    JW_VALUE_NOT_DATE,
    JW_VALUE_OUT_OF_RANGE, /* of the attribute */
    JW_VALUE_NOT_ALLOWED   /* not one of its words */
} jw_value_fault;

/* Sets a value of a unit or a link (`links`: which of the two `i` is). Text for string, date, list (items
 * joined by U+001F), number for integer and number, flag for bool. NULL, NAN and -1 delete. Nothing is set
 * unless the answer is JW_VALUE_GOOD. */
jw_value_fault jw_model_set_text(jw_model *m, bool links, uint32_t i, int attribute, const char *text);
jw_value_fault jw_model_set_number(jw_model *m, bool links, uint32_t i, int attribute, double value);
jw_value_fault jw_model_set_flag(jw_model *m, bool links, uint32_t i, int attribute, int flag);
/* Sets a text of a unit that jw_value_check_text found good, of an attribute of type string; a number that
 * jw_value_check_number did. */
void jw_model_set_known_text(jw_model *m, uint32_t u, int attribute, jw_str text);
void jw_model_set_known_number(jw_model *m, uint32_t u, int attribute, double value);
/* Deletes a value of whatever type. */
void jw_model_unset(jw_model *m, bool links, uint32_t i, int attribute);
/* Gives row `to` of the table the values of row `from`. */
void jw_model_copy_values(jw_model *m, bool links, uint32_t from, uint32_t to);

/* What would be wrong with a value, without setting it. */
jw_value_fault jw_value_check_text(const jw_model *m, int attribute, const char *text);
jw_value_fault jw_value_check_number(const jw_model *m, int attribute, double value);

/* The finding code of a fault ("not-an-integer") and what is expected there, for a message ("≥ 0", "a|b"). */
const char *jw_value_fault_code(jw_value_fault fault);
char *jw_value_expected(const jw_model *m, int attribute); /* g_free; NULL if the code says it all */

/* The value of an attribute of any type as text: a text itself, "true" or "false", or a number written to
 * `buffer`. NULL if absent. */
const char *jw_unit_value(const jw_model *m, uint32_t u, int attribute, char buffer[JW_NUMBER_SIZE]);

/* Takes out every unit u with drop[u] and every link that touches it; those behind move up and get new
 * numbers. Before jw_model_finish, or again before the next. O(units + links). */
void jw_model_drop_units(jw_model *m, const bool *drop);
/* The same, and every link l with links[l]. */
void jw_model_drop(jw_model *m, const bool *units, const bool *links);

/* Names a unit as root; twice is once. */
void jw_model_add_root(jw_model *m, uint32_t unit);
/* The units that are named as roots, in id order on a finished model, perhaps twice before. */
size_t jw_model_named_roots(const jw_model *m, const uint32_t **roots);
/* After finish: true if no unit has the role root and none is named, so that the roots are a guess. */
bool jw_model_roots_are_derived(const jw_model *m);

/* Attach rules: kept in order, run by jw_model_attach. */
typedef struct {
    jw_selector *to; /* taken */
    int *by;         /* attributes; NULL if n_by is 0 */
    size_t n_by;
    int link;
    jw_spot spot;
} jw_attach_rule;
void jw_model_add_attach_rule(jw_model *m, jw_attach_rule rule); /* takes what it points to */
void jw_model_forget_attach_rules(jw_model *m);
size_t jw_model_attach_rules_of(const jw_model *m, const jw_attach_rule **rules);
/* Runs the rules for every target that has no lead; what they did before is forgotten. On a finished model,
 * which is to be finished again. False after adding a finding: a selector that does not bind, too-many-links.
 */
bool jw_model_attach(jw_model *m, jw_diags *diags);

/* Facts: figures that the model claims; `check` verifies them. */
typedef struct {
    const char *figure, *source; /* of the model's strings; source may be NULL */
    double value;
    jw_spot spot;
} jw_fact;
void jw_model_add_fact(jw_model *m, const char *figure, double value, const char *source, jw_spot spot);
size_t jw_model_facts(const jw_model *m, const jw_fact **facts);
/* Forgets the facts i without keep[i]. */
void jw_model_keep_facts(jw_model *m, const bool *keep);

void jw_model_add_view(jw_model *m, jw_view_entry *view); /* takes it */
const jw_view_entry *jw_model_view_entry(const jw_model *m, size_t i);

/* Puts units and links into their order and makes the indices. Adds a warning duplicate-link for every
 * link that stood twice (the first stays). */
void jw_model_finish(jw_model *m, jw_diags *diags);

/* After finish: links by unit. out: links from u are out[u] … out[u+1]−1, as links stand in that order.
 * in: links to u are in_links[in[u]] … in_links[in[u+1]−1]. */
typedef struct {
    const uint32_t *out, *in, *in_links;
} jw_adjacency;
jw_adjacency jw_model_adjacency(const jw_model *m);

/* The primary incoming link of u (section 6): the one by which it hangs in the tree: first of leads, guides,
 * backstops, other kinds of authority in the order of jw_model_link_kind, joins, other membership, sends,
 * other support; of one kind the smallest id of the superior. UINT32_MAX if none. Links from eliminated units
 * do not count. *superior gets the other end (may be NULL). */
uint32_t jw_model_primary_link(const jw_model *m, uint32_t u, uint32_t *superior);

/* True if reach runs along this link kind, and then from which end. */
bool jw_link_carries_reach(const jw_link_kind *kind, bool *backward);

#endif
