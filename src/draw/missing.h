/* A character that no font has is found by the renderer, which knows texts only; whose name it stands in is
 * added here. */
#ifndef JW_DRAW_MISSING_H
#define JW_DRAW_MISSING_H

#include "jingwei/diag.h"
#include "jingwei/model.h"

/* Copies the findings of `from` to the end of `into`. One of missing-glyph gets the place, and as its path
 * the id and name, of the first unit, in id order, that has the character in its name, else in another text;
 * in `before`, which may be NULL, if none of `m` has it. O(texts) if there is such a finding. */
void jw_missing_place(const jw_diags *from, const jw_model *m, const jw_model *before, jw_diags *into);

#endif
