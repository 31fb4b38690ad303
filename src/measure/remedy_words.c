#include "base/words.h"
#include "jingwei/cover.h"

#include <glib.h>

static const char *name_or_null(const jw_model *m, uint32_t u)
{
    return u == JW_NO_UNIT ? NULL : jw_unit_name(m, u);
}

/* The name of the pool with this id, or a general word where the model has none. */
static const char *pool_name(const jw_model *m, const char *id)
{
    uint32_t pool = jw_model_find(m, id);
    return pool == JW_NO_UNIT ? "@remedy.pool" : jw_unit_name(m, pool);
}

/* Why there is no remedy. */
static const char *nothing_to_do(jw_cause cause)
{
    return cause == JW_MEMBERS_UNKNOWN ? "remedy.ask" : "remedy.no-root";
}

char *jw_remedy_sentence(const jw_model *m, const jw_remedy *remedy, jw_lang lang)
{
    g_autofree char *key = NULL;
    switch (remedy->action) {
    case JW_REMEDY_FORM:
        key = g_strconcat("@organization.", remedy->text, NULL);
        return jw_sentence(lang, "remedy.form", "form", key, NULL);
    case JW_REMEDY_LINK:
        key = g_strconcat("remedy.", remedy->text, NULL);
        return jw_sentence(lang, key, "from", name_or_null(m, remedy->from), "to",
                           name_or_null(m, remedy->to), NULL);
    case JW_REMEDY_GROUP:
        return jw_sentence(lang, "remedy.group", NULL);
    case JW_REMEDY_SEND:
        return jw_sentence(lang, "remedy.send", "from", pool_name(m, remedy->text), NULL);
    default:
        return jw_sentence(lang, nothing_to_do(remedy->cause), NULL);
    }
}
