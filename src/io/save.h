/* Parts of a model as JSON, for whoever writes units and links: the model's file, a scenario. */
#ifndef JW_IO_SAVE_H
#define JW_IO_SAVE_H

#include "base/json_out.h"
#include "jingwei/save.h"

/* The value of an attribute of unit u (of link u), under the attribute's name; nothing if it is absent. */
void jw_save_value(jw_json_out *out, const jw_model *m, bool links, uint32_t u, int attribute);
/* { "id", "kind", "name", attributes } on one line. */
void jw_save_unit(jw_json_out *out, const jw_model *m, uint32_t u);
/* { "kind", "from", "to", attributes } on one line. */
void jw_save_link(jw_json_out *out, const jw_model *m, size_t l);

#endif
