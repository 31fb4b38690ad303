/* The kinds and attributes that every model has. */
#ifndef JW_MODEL_KINDS_H
#define JW_MODEL_KINDS_H

#include "jingwei/model.h"

/* Where a built-in attribute may stand. */
enum { JW_ON_UNITS = 1, JW_ON_LINKS = 2 };

/* A built-in attribute; its index in jw_builtin_attributes is its column, the values of jw_builtin below. */
typedef struct {
    jw_attribute is;
    int on;              /* JW_ON_UNITS | JW_ON_LINKS */
    const char *allowed; /* the words it may hold, "|a|b|"; NULL: any */
    double least;        /* of a number; -INFINITY: any */
    bool above;          /* true: must be above `least`, not equal */
    double within;       /* of a number: from −within to within; 0: any */
} jw_attribute_rule;

typedef enum {
    JW_MEMBERS,
    JW_ORGANIZATION,
    JW_REPORTED,
    JW_ACTIVE,
    JW_INTERLOCKED,
    JW_COUNT,
    JW_STREET,
    JW_INDUSTRY,
    JW_SECTOR,
    JW_LEVEL,
    JW_RATING,
    JW_ILLUSTRATIVE,
    JW_CAPACITY,
    JW_LON,
    JW_LAT,
    JW_STATE,
    JW_ORDER,
    JW_SHORT,
    JW_NAME_EN,
    JW_ALIASES,
    JW_SINCE,
    JW_UNTIL,
    JW_ACTIVITIES,
    JW_NOTE_TEXT,
    JW_BUILTIN_ATTRIBUTES
} jw_builtin;

extern const jw_attribute_rule jw_builtin_attributes[JW_BUILTIN_ATTRIBUTES];

/* Built-in kinds. Of link kinds, the order within a role is the order in which a unit's primary link is
 * chosen. */
extern const jw_unit_kind jw_builtin_unit_kinds[];
extern const size_t jw_builtin_unit_kinds_size;
extern const jw_link_kind jw_builtin_link_kinds[];
extern const size_t jw_builtin_link_kinds_size;

/* The words of roles and types as they stand in a model file; -1 if there is none of that name. */
int jw_unit_role_named(const char *name);
int jw_link_role_named(const char *name);
int jw_type_named(const char *name);
const char *jw_unit_role_name(jw_unit_role role);
const char *jw_link_role_name(jw_link_role role);
const char *jw_type_name(jw_type type);

/* The n known words of each table, for a suggestion. */
const char *const *jw_unit_role_names(size_t *n);
const char *const *jw_link_role_names(size_t *n);
const char *const *jw_type_names(size_t *n);

#endif
