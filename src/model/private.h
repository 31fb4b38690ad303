/* The inside of a model; only src/model/ may look. */
#ifndef JW_MODEL_PRIVATE_H
#define JW_MODEL_PRIVATE_H

#include "model/build.h"

#include <glib.h>

/* A column of values, one a unit or link, by the type of its attribute: jw_str for texts (0 = absent), double
 * for numbers (NAN), signed char for flags (-1). data is NULL until the first value is set. */
typedef struct {
    void *data;
} jw_column;

/* Two tables: units, links. */
typedef struct {
    jw_column *columns; /* by attribute */
    uint32_t n, room;
} jw_table;

struct jw_model {
    jw_limits limits;
    jw_strings *strings;
    jw_str name, as_of, source;
    jw_lang lang;
    jw_policy policy;
    GPtrArray *files; /* of jw_spot.file */

    GArray *unit_kinds, *link_kinds; /* jw_unit_kind, jw_link_kind */
    GHashTable *unit_kind_index, *link_kind_index;
    GArray *attributes; /* jw_attribute_rule */
    GHashTable *attribute_index;

    jw_table tables[2]; /* 0 units, 1 links */
    jw_str *unit_id, *unit_name;
    uint16_t *unit_kind;
    uint32_t *unit_turn; /* place in the JSON's order; UINT32_MAX for units of a register */
    jw_spot *unit_spot;
    uint32_t n_turns;
    jw_link *links;
    jw_spot *link_spot;

    uint32_t *unit_by_id, unit_by_id_room; /* by jw_str; unit + 1, 0 = none */
    uint32_t *unit_by_name, unit_by_name_room;
    bool names_indexed;
    int nearest_asked; /* how often; see jw_model_nearest_unit */

    uint32_t *out, *in, *in_links;
    GArray *named_roots, *roots; /* uint32_t */

    GArray *attach_rules, *attached; /* jw_attach_rule, jw_attached */
    GArray *unmatched, *ambiguous;
    GArray *facts;
    GPtrArray *views; /* jw_view_entry */
};

/* Bytes of one value of a column. */
size_t jw_column_width(jw_type type);
/* Values `from` up to `to` of a column become absent. */
void jw_column_clear(jw_column *column, jw_type type, size_t from, size_t to);

#endif
