/* From what a cell says to the unit it means. */
#include "base/text.h"
#include "model/private.h"

#include <string.h>

static void index_name(jw_model *m, uint32_t u, jw_str name)
{
    if (name >= m->unit_by_name_room) {
        uint32_t room = MAX(jw_strings_size(m->strings), m->unit_by_name_room + m->unit_by_name_room / 2);
        m->unit_by_name = g_renew(uint32_t, m->unit_by_name, room);
        memset(m->unit_by_name + m->unit_by_name_room, 0,
               (room - m->unit_by_name_room) * sizeof *m->unit_by_name);
        m->unit_by_name_room = room;
    }
    uint32_t *entry = &m->unit_by_name[name];
    *entry = *entry == 0 || *entry == u + 1 ? u + 1 : JW_SEVERAL;
}

static void index_aliases(jw_model *m, uint32_t u)
{
    const char *aliases = jw_unit_text(m, u, JW_ALIASES);
    if (!aliases) return;
    g_auto(GStrv) list = g_strsplit(aliases, "\x1f", -1);
    for (char **alias = list; *alias; alias++) index_name(m, u, jw_strings_add(m->strings, *alias));
}

static void index_names(jw_model *m)
{
    if (m->unit_by_name) memset(m->unit_by_name, 0, m->unit_by_name_room * sizeof *m->unit_by_name);
    for (uint32_t u = 0; u < m->tables[0].n; u++) {
        if (m->unit_name[u]) index_name(m, u, m->unit_name[u] = jw_strings_know(m->strings, m->unit_name[u]));
        index_aliases(m, u);
    }
    m->names_indexed = true;
}

uint32_t jw_model_resolve(jw_model *m, const char *text)
{
    uint32_t u = jw_model_find(m, text);
    if (u != JW_NO_UNIT) return u;
    if (!m->names_indexed) index_names(m); /* which may add an alias to the strings */
    return jw_model_resolve_known(m, jw_strings_find(m->strings, text));
}

uint32_t jw_model_find_known(const jw_model *m, jw_str id)
{
    return id && id < m->unit_by_id_room && m->unit_by_id[id] ? m->unit_by_id[id] - 1 : JW_NO_UNIT;
}

uint32_t jw_model_resolve_known(jw_model *m, jw_str s)
{
    uint32_t u = jw_model_find_known(m, s);
    if (u != JW_NO_UNIT) return u;
    if (!m->names_indexed) index_names(m);
    uint32_t entry = s && s < m->unit_by_name_room ? m->unit_by_name[s] : 0;
    return entry == 0 ? JW_NO_UNIT : entry == JW_SEVERAL ? JW_SEVERAL : entry - 1;
}

const char *jw_model_nearest_unit(const jw_model *m, const char *text)
{
    enum { MOST_ASKED = 50, MOST_UNITS = 20000 }; /* 50 × 20,000 edit distances: a fraction of a second */
    /* Not part of what the model says, and atomic: several threads may bind selectors to one model. */
    if (g_atomic_int_add((gint *)&m->nearest_asked, 1) >= MOST_ASKED) return NULL;
    const char *best = NULL;
    size_t least = SIZE_MAX;
    uint32_t n = MIN(m->tables[0].n, MOST_UNITS);
    for (uint32_t u = 0; u < n; u++) {
        const char *words[] = { jw_unit_id(m, u), jw_unit_name(m, u), jw_unit_text(m, u, JW_SHORT) };
        for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
            size_t distance = words[i] ? jw_distance(text, words[i]) : SIZE_MAX;
            /* Of equals the smaller word: which one must not depend on the order of the units looked at. */
            if (distance < least || (distance == least && best && strcmp(words[i], best) < 0)) {
                least = distance;
                best = words[i];
            }
        }
    }
    return least == SIZE_MAX ? NULL : best;
}

/* Tables and charts call things by their words; who types what stands there means it. */
static bool is_word(const char *name, const char *zh, const char *en)
{
    return g_strcmp0(name, zh) == 0 || (en && g_ascii_strcasecmp(name, en) == 0);
}

static const char *nearest_key(GHashTable *index, const char *name)
{
    guint n;
    g_autofree gpointer *keys = g_hash_table_get_keys_as_array(index, &n);
    const char *best = NULL;
    size_t least = SIZE_MAX;
    for (guint i = 0; i < n; i++) {
        size_t distance = jw_distance(name, keys[i]);
        if (distance < least || (distance == least && best && strcmp(keys[i], best) < 0)) {
            least = distance;
            best = keys[i];
        }
    }
    return least == SIZE_MAX ? NULL : best;
}

const char *jw_model_nearest_unit_kind(const jw_model *m, const char *name)
{
    for (size_t i = 0; i < jw_model_unit_kinds(m); i++) {
        const jw_unit_kind *kind = jw_model_unit_kind(m, i);
        if (is_word(name, kind->zh, kind->en)) return kind->name;
    }
    return nearest_key(m->unit_kind_index, name);
}

const char *jw_model_nearest_link_kind(const jw_model *m, const char *name)
{
    for (size_t i = 0; i < jw_model_link_kinds(m); i++) {
        const jw_link_kind *kind = jw_model_link_kind(m, i);
        if (is_word(name, kind->zh, kind->en)) return kind->name;
    }
    return nearest_key(m->link_kind_index, name);
}

const char *jw_model_nearest_attribute(const jw_model *m, const char *name, int where)
{
    const char *best = NULL;
    size_t least = SIZE_MAX;
    for (guint i = 0; i < m->attributes->len; i++) {
        const jw_attribute_rule *rule = &g_array_index(m->attributes, jw_attribute_rule, i);
        if (rule->on & where && is_word(name, rule->is.zh, rule->is.en)) return rule->is.name;
        size_t distance = rule->on & where ? jw_distance(name, rule->is.name) : SIZE_MAX;
        if (distance < least) {
            least = distance;
            best = rule->is.name;
        }
    }
    return best;
}
