/* The columns of a model as they lie, for passes over a million units: there the calls of model.h for each
 * value would cost as much as the work. What a text means can be asked once, as equal texts have one number.
 */
#ifndef JW_MODEL_COLUMNS_H
#define JW_MODEL_COLUMNS_H

#include "base/strings.h"
#include "jingwei/model.h"

#include <stdbool.h>

/* By unit; NULL: no unit has a value. */
const jw_str *jw_column_of_texts(const jw_model *m, int attribute);
const double *jw_column_of_numbers(const jw_model *m, int attribute);
const signed char *jw_column_of_flags(const jw_model *m, int attribute);

const uint16_t *jw_column_of_kinds(const jw_model *m); /* by unit, index for jw_model_unit_kind */
const jw_link *jw_column_of_links(const jw_model *m);  /* by link */

/* The number of a text, or 0 if the model has it nowhere. */
jw_str jw_model_text_number(const jw_model *m, const char *text);

/* Which units are eliminated. */
typedef struct {
    const jw_str *state; /* NULL: none is */
    jw_str eliminated;
} jw_eliminated;
jw_eliminated jw_eliminated_of(const jw_model *m);
static inline bool jw_eliminated_has(const jw_eliminated *e, uint32_t u)
{
    return e->state && e->state[u] == e->eliminated;
}

#endif
