/* Selectors as they stand in JSON:
 *
 *     { "kind": ["association", "chamber"], "members": { "min": 1, "max": 2 }, "street": { "not": "观湖" },
 *       "rating": { "exists": true }, "any": [ { … }, { … } ] }
 *
 * What a key means is known only to the model: see jw_selector_bind. */
#ifndef JW_IO_SELECT_JSON_H
#define JW_IO_SELECT_JSON_H

#include "base/json_out.h"
#include "io/json.h"
#include "model/select.h"

/* The selector of an object; each condition knows its place and path. NULL after adding wrong-type,
 * json-unknown-key, empty-list or missing-key. */
jw_selector *jw_selector_from_json(jw_jv object, jw_diags *diags);

/* Adds the conditions of one member of such an object. False after adding a finding. */
bool jw_selector_add_json(jw_selector *s, jw_jv member, jw_diags *diags);

/* Writes it as such an object: numbers and truth values as what the model's attribute of that name holds,
 * else texts. */
void jw_selector_write_json(jw_json_out *out, const jw_selector *s, const jw_model *m);

#endif
