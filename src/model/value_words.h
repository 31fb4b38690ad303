/* Values of attributes in a reader's words. */
#ifndef JW_MODEL_VALUE_WORDS_H
#define JW_MODEL_VALUE_WORDS_H

#include "jingwei/model.h"

/* "党支部" of the value "branch" of `organization`, "是" of the value "true" of any bool; NULL where a value
 * is what a reader sees. The string is static. */
const char *jw_value_word(const jw_model *m, int attribute, const char *value, jw_lang lang);

#endif
