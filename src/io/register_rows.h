/* The rows of a register: the reading that register.c goes by, and the rows that register_rows.c prepares for
 * it. */
#ifndef JW_IO_REGISTER_ROWS_H
#define JW_IO_REGISTER_ROWS_H

#include "base/workers.h"
#include "io/pending.h"
#include "io/register_cells.h"
#include "io/text_memory.h"

typedef struct {
    jw_source source;
    int attribute;
    jw_type type;
    GString *made; /* holds what value.text may point to */
    jw_cell_value value;
} jw_bound_attribute;

/* A register being read. */
typedef struct {
    jw_model *m;
    const jw_register *r;
    const char *shown; /* the table's name, with its sheet */
    jw_pending_links *pending;
    jw_diags *diags;
    uint32_t number; /* of the register in `pending` */
    jw_header header;
    size_t n_columns; /* of the header */
    jw_source id, name, kind;
    int *kinds, constant_kind; /* kinds: what each pair of the kind's map means */
    jw_bound_attribute *attributes;
    jw_source *links;
    uint32_t *link_numbers; /* in `pending` */
    size_t least_cells;     /* of a row: up to the last column with a name */
    bool is_simple;         /* its rows may be prepared: see jw_rows_are_simple */
    /* All above is read while rows are prepared; what follows is written with each row that is added. */
    char apart[JW_APART];
    jw_spot spot; /* line: that of the row */
    const jw_row *row;
    bool is_bad, any_bad; /* this row; some row */
    char apart_too[JW_APART];
} jw_reading;

/* True once the header is bound and if every cell of a row can be read without memory that rows share: no
 * template, no map of an id, name or link, no date and no list. */
bool jw_rows_are_simple(const jw_reading *g);

/* Bytes of a prepared row. For jw_row_sink, with a jw_reading as context. */
size_t jw_prepared_size(const jw_register *r);
void *jw_rows_begin(const void *reading);
void jw_row_foresee(const void *reading, void *scratch, const jw_row *row, void *prepared);
void jw_row_prepare(const void *reading, void *scratch, const jw_row *row, void *prepared);
void jw_rows_end(void *scratch);
void jw_row_expect(const void *reading, const void *prepared);

/* Adds the unit of a row that was prepared and in which nothing is amiss. False: nothing was added, and the
 * row is to be read cell by cell, where whatever is amiss is told. */
bool jw_row_add(jw_reading *g, const jw_row *row);

/* True if the row is no unit but the sums of those above. *column: where it says so. */
bool jw_row_is_totals(const jw_reading *g, const jw_row *row, size_t *column);
bool jw_is_one_of(const char *text, const char *const *words, size_t n);

#endif
