#include "model/value_words.h"

#include "base/words.h"
#include "model/kinds.h"

#include <glib.h>
#include <string.h>

const char *jw_value_word(const jw_model *m, int attribute, const char *value, jw_lang lang)
{
    if (!value) return NULL;
    if (jw_model_attribute(m, (size_t)attribute)->type == JW_BOOL)
        return jw_word(lang, strcmp(value, "true") == 0 ? "yes" : "no");
    if (attribute != JW_ORGANIZATION && attribute != JW_STATE) return NULL;
    g_autofree char *key = g_strconcat(attribute == JW_STATE ? "state." : "organization.", value, NULL);
    return jw_word_or_null(lang, key);
}
