/* The inside of pending.h: what waits between the passes. Only for pending.c and pending_resolve.c. */
#ifndef JW_IO_PENDING_INSIDE_H
#define JW_IO_PENDING_INSIDE_H

#include "base/list.h"
#include "io/pending.h"

#include <glib.h>

/* A cell that waits. Its line is that of its unit. */
typedef struct {
    jw_str text;
    uint32_t unit, link;
} jw_waiting_cell;

/* A link mapping of a register. Texts belong to the model's strings. */
typedef struct {
    int kind;
    bool cell_is_from;
    uint32_t number; /* of its register */
    const char *label;
    const char **none;
    size_t n_none;
} jw_link_spec;

typedef struct {
    const char *shown;
    bool skips;
    size_t bad_rows;
} jw_register_account;

struct jw_pending_links {
    jw_list cells;             /* jw_waiting_cell */
    GArray *links, *registers; /* jw_link_spec, jw_register_account */
    GArray *skipped;           /* jw_place */
    GStringChunk *files;
    GHashTable *left_out; /* texts */
    bool is_incomplete;
};

/* True if that is one of the words for none. */
bool jw_pending_is_none(const jw_link_spec *spec, const char *text, size_t length);
/* Says how many bad rows were not listed. */
void jw_pending_report_unlisted_rows(const jw_pending_links *p, const jw_model *m, jw_diags *diags);

#endif
