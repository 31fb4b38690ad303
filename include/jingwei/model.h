/* The model: an organization as a typed graph.
 *
 *     lh (core)                      a unit: a box with an id, a kind, a name, attributes
 *      │ leads                       a link: a typed edge from → to
 *      ├──────────────┐
 *     guanhu (block)  strip-03       a kind gives a unit or link its role in analysis, its words, its look
 *      │ guides
 *     A0017 (association)            a target: a unit that is to be covered
 *
 * A model does not change once it is loaded. Units are numbered 0 … n−1 in byte order of their ids, links 0 …
 * m−1 by (from, to, kind), whatever the order of the files; so two loads of the same facts give the same
 * numbers. Strings that a call returns belong to the model. */
#ifndef JINGWEI_MODEL_H
#define JINGWEI_MODEL_H

#include "jingwei/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct jw_model jw_model;

#define JW_NO_UNIT UINT32_MAX

typedef enum { JW_ROLE_ROOT, JW_ROLE_LEAD, JW_ROLE_TARGET, JW_ROLE_RESOURCE, JW_ROLE_OTHER } jw_unit_role;

typedef enum {
    JW_ROLE_AUTHORITY,  /* from leads to: authority, and reach, runs forward */
    JW_ROLE_MEMBERSHIP, /* a target joins a joint organization: reach runs from the organization to the member
                         */
    JW_ROLE_SUPPORT,    /* someone is sent: reach runs forward */
    JW_ROLE_PARTNER,    /* undirected; this and all below carry no reach */
    JW_ROLE_INTERLOCK,  /* undirected */
    JW_ROLE_SERVICE,
    JW_ROLE_CHAIN
} jw_link_role;

enum { JW_NO_RANK = -1 };

/* A kind of unit. rank: 0 is the top, JW_NO_RANK none. */
typedef struct {
    const char *name, *zh, *en;
    jw_unit_role role;
    int rank;
    const char *colour; /* "#rrggbb", or NULL for the theme's */
} jw_unit_kind;

typedef struct {
    const char *name, *zh, *en;
    jw_link_role role;
    bool directed;
    const char *colour;
} jw_link_kind;

typedef enum { JW_STRING, JW_INTEGER, JW_NUMBER, JW_BOOL, JW_DATE, JW_LIST } jw_type;

/* An attribute that units or links may have. */
typedef struct {
    const char *name, *zh, *en;
    jw_type type;
    bool is_private;  /* shown nowhere unless asked for by name */
    bool is_declared; /* by the model, not built in */
} jw_attribute;

typedef struct {
    uint32_t from, to;
    uint16_t kind; /* index for jw_model_link_kind */
} jw_link;

/* Facts of the whole model. name, as_of, source: NULL if the model does not say. */
const char *jw_model_name(const jw_model *m);
const char *jw_model_as_of(const jw_model *m);
const char *jw_model_source(const jw_model *m);
jw_lang jw_model_lang(const jw_model *m);

size_t jw_model_unit_count(const jw_model *m);
size_t jw_model_link_count(const jw_model *m);

/* The unit with this id, or JW_NO_UNIT. O(1) expected. */
uint32_t jw_model_find(const jw_model *m, const char *id);

/* Of unit u < unit count. name falls back to the id; place is where the unit was read. */
const char *jw_unit_id(const jw_model *m, uint32_t u);
const char *jw_unit_name(const jw_model *m, uint32_t u);
const jw_unit_kind *jw_unit_kind_of(const jw_model *m, uint32_t u);
jw_place jw_unit_place(const jw_model *m, uint32_t u);

/* Of link l < link count. */
jw_link jw_model_link(const jw_model *m, size_t l);
const jw_link_kind *jw_link_kind_of(const jw_model *m, size_t l);
jw_place jw_link_place(const jw_model *m, size_t l);

/* The kinds that the model knows, built-in ones first. */
size_t jw_model_unit_kinds(const jw_model *m);
const jw_unit_kind *jw_model_unit_kind(const jw_model *m, size_t i);
size_t jw_model_link_kinds(const jw_model *m);
const jw_link_kind *jw_model_link_kind(const jw_model *m, size_t i);

/* The attributes that units (links) may have; -1 if there is none of that name. */
size_t jw_model_attributes(const jw_model *m);
const jw_attribute *jw_model_attribute(const jw_model *m, size_t i);
int jw_model_find_attribute(const jw_model *m, const char *name);

/* Values of unit u. `attribute` is an index of jw_model_attribute.
 * text: string, date and list (items joined by U+001F); NULL if absent or of another type.
 * number: integer and number; NAN if absent or of another type.
 * flag: 1 true, 0 false, -1 absent or of another type. */
const char *jw_unit_text(const jw_model *m, uint32_t u, int attribute);
double jw_unit_number(const jw_model *m, uint32_t u, int attribute);
int jw_unit_flag(const jw_model *m, uint32_t u, int attribute);

/* The same of link l. */
const char *jw_link_text(const jw_model *m, size_t l, int attribute);
double jw_link_number(const jw_model *m, size_t l, int attribute);
int jw_link_flag(const jw_model *m, size_t l, int attribute);

/* The units where authority starts, in id order: those of role root, or those the model names; if there are
 * none, the leads without an incoming authority link. */
size_t jw_model_roots(const jw_model *m, const uint32_t **roots);

/* How many real units u stands for: its `count`, 1 if absent. */
double jw_unit_count(const jw_model *m, uint32_t u);

/* True if the unit is eliminated: drawn, but it carries no reach and is counted nowhere. */
bool jw_unit_is_eliminated(const jw_model *m, uint32_t u);

/* What one attach rule did: how many targets it gave a lead, eliminated ones left out. to and by are texts
 * ("kind=strip", "industry", "street / industry"; by may be NULL). */
typedef struct {
    const char *to, *by, *link;
    size_t targets;
} jw_attached;
size_t jw_model_attach_rules(const jw_model *m);
jw_attached jw_model_attached(const jw_model *m, size_t rule);

/* A value of an attach rule's `by` that no unit matched: its targets fell through to a later rule, or to
 * none. nearest: the nearest value that a unit has, or NULL. place: the first such target's (in id order). In
 * order of rule and value. */
typedef struct {
    const char *attribute, *value, *nearest;
    size_t rule, targets;
    jw_place place;
} jw_unmatched;
size_t jw_model_unmatched_values(const jw_model *m);
jw_unmatched jw_model_unmatched_value(const jw_model *m, size_t i);

/* A value (NULL: of a rule without `by`) for which a target could choose between several units: the smallest
 * id was taken, `other` is the next. One a rule and value, in that order. */
typedef struct {
    const char *attribute, *value;
    size_t rule;
    uint32_t taken, other;
} jw_ambiguous;
size_t jw_model_ambiguous_values(const jw_model *m);
jw_ambiguous jw_model_ambiguous_value(const jw_model *m, size_t i);

void jw_model_free(jw_model *m);

#ifdef __cplusplus
}
#endif

#endif
