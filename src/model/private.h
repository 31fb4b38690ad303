/* The inside of a model; only src/model/ may look. */
#ifndef JW_MODEL_PRIVATE_H
#define JW_MODEL_PRIVATE_H

#include "base/workers.h"
#include "model/build.h"

#include <glib.h>

/* A column of values, one a unit or link, by the type of its attribute: jw_str for texts (0 = absent), double
 * for numbers (NAN), signed char for flags (-1). data is NULL until the first value is set. */
typedef struct {
    void *data;
} jw_column;

/* Two tables: units, links. */
typedef struct {
    jw_column *columns;        /* by attribute */
    uint32_t n, room, cleared; /* the rows from n up to `cleared` are absent in all columns */
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

    char apart[JW_APART]; /* what is above is read by other threads while units are added */
    jw_table tables[2];   /* 0 units, 1 links */
    jw_str *unit_id, *unit_name;
    uint16_t *unit_kind;
    uint32_t *unit_turn; /* place in the JSON's order; UINT32_MAX for units of a register; NULL: all are */
    jw_spot *unit_spot;
    uint32_t n_turns;
    jw_link *links;
    jw_spot *link_spot;

    uint32_t *unit_by_id, unit_by_id_room; /* by jw_str; unit + 1, 0 = none */
    uint32_t *unit_by_name, unit_by_name_room;
    bool names_indexed;
    int nearest_asked; /* how often; see jw_model_nearest_unit */

    uint32_t *out, *in, *in_links;
    uint32_t units_in_order, links_in_order; /* so many at the beginning; `out` to `in_links` are of those */
    GArray *named_roots, *roots;             /* uint32_t */

    GArray *attach_rules, *attached; /* jw_attach_rule, jw_attached */
    GArray *unmatched, *ambiguous;
    GArray *facts;
    GPtrArray *views; /* jw_view_entry */
};

/* Bytes of one value of a column. */
size_t jw_column_width(jw_type type);
/* Values `from` up to `to` of a column become absent. */
void jw_column_clear(jw_column *column, jw_type type, size_t from, size_t to);

/* Order, sort_units.c and sort_links.c: what jw_model_finish does to each table. */
void jw_model_sort_units(jw_model *m);
void jw_model_sort_links(jw_model *m, jw_diags *diags);

/* An array of a table, whose rows are to be put into another order. */
typedef struct {
    void **rows;
    size_t width; /* of one, in bytes */
} jw_rows;

/* The new order of arrays of n rows: row i comes from old row order[i]. Each gets room for `room` of them. */
void jw_permute(const jw_rows *arrays, size_t n_arrays, const uint32_t *order, uint32_t n, uint32_t room);

/* Puts a table into that order; `own`: its arrays that are not columns. */
void jw_permute_table(jw_model *m, int table, const jw_rows *own, size_t n_own, const uint32_t *order,
                      uint32_t n);

/* Calls `each` for ranges that make up 0 … n, on all cores. */
void jw_in_ranges(uint32_t n, void (*each)(void *context, uint32_t from, uint32_t to), void *context);

#endif
