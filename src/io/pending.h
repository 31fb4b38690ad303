/* What waits between the two passes over registers, and the account of bad rows that both passes keep. Only
 * for register.c and pending.c. */
#ifndef JW_IO_PENDING_H
#define JW_IO_PENDING_H

#include "io/register.h"

/* Makes room for one more register, called `shown` in messages; its number. */
uint32_t jw_pending_begin(jw_pending_links *p, const jw_register *r, const char *shown);
/* What one link mapping of it says, kept for all its cells; its number. label: the column, for findings. */
uint32_t jw_pending_add_link(jw_pending_links *p, jw_model *m, uint32_t number, const jw_register_link *link,
                             const char *label);
/* Makes room for a guess of so many more cells. */
void jw_pending_make_room(jw_pending_links *p, uint64_t more);
/* A cell of a row: the text that names the other ends. The cells of one unit come in one go. */
void jw_pending_add_known(jw_pending_links *p, uint32_t link, uint32_t unit,
                          jw_str text); /* none is none of its words; the strings need not know it */
void jw_pending_add_cell(jw_pending_links *p, jw_model *m, uint32_t link, uint32_t unit, const char *text);

/* A fault of a row, as an error or as a row left out: see register.h. first: the first of its row. */
void jw_pending_fault(jw_pending_links *p, const jw_model *m, uint32_t number, bool first,
                      const jw_diag *fault, jw_diags *diags);
/* Remembers an id or name of a row that is bad; NULL is none. */
void jw_pending_leave_out(jw_pending_links *p, const char *text);

#endif
