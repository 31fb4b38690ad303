/* The model's store: kinds and facts of the whole, and how units and links are read. Adding them: tables.c;
 * values of attributes: values.c; order and indices: finish.c. */
#include "base/pages.h"
#include "model/private.h"

#include <math.h>
#include <string.h>

#define NEW_ARRAY(type) g_array_new(FALSE, FALSE, sizeof(type))

jw_model *jw_model_new(const jw_limits *limits)
{
    jw_model *m = g_new0(jw_model, 1);
    m->limits = limits ? *limits : jw_limits_default();
    m->strings = jw_strings_new();
    m->policy = jw_policy_default();
    m->files = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(m->files, NULL); /* spot.file 0: no file */
    m->unit_kinds = NEW_ARRAY(jw_unit_kind);
    m->link_kinds = NEW_ARRAY(jw_link_kind);
    m->unit_kind_index = g_hash_table_new(g_str_hash, g_str_equal);
    m->link_kind_index = g_hash_table_new(g_str_hash, g_str_equal);
    m->attributes = NEW_ARRAY(jw_attribute_rule);
    m->attribute_index = g_hash_table_new(g_str_hash, g_str_equal);
    m->named_roots = NEW_ARRAY(uint32_t);
    m->roots = NEW_ARRAY(uint32_t);
    m->attach_rules = NEW_ARRAY(jw_attach_rule);
    m->attached = NEW_ARRAY(jw_attached);
    m->unmatched = NEW_ARRAY(jw_unmatched);
    m->ambiguous = NEW_ARRAY(jw_ambiguous);
    m->facts = NEW_ARRAY(jw_fact);
    m->views = g_ptr_array_new_with_free_func((GDestroyNotify)jw_view_entry_free);
    for (size_t i = 0; i < jw_builtin_unit_kinds_size; i++)
        jw_model_set_unit_kind(m, &jw_builtin_unit_kinds[i]);
    for (size_t i = 0; i < jw_builtin_link_kinds_size; i++)
        jw_model_set_link_kind(m, &jw_builtin_link_kinds[i]);
    for (size_t i = 0; i < JW_BUILTIN_ATTRIBUTES; i++) {
        g_array_append_val(m->attributes, jw_builtin_attributes[i]);
        g_hash_table_insert(m->attribute_index, (void *)jw_builtin_attributes[i].is.name,
                            GSIZE_TO_POINTER(i + 1));
    }
    for (int t = 0; t < 2; t++) m->tables[t].columns = g_new0(jw_column, JW_BUILTIN_ATTRIBUTES);
    return m;
}

static void free_tables(jw_model *m)
{
    for (int t = 0; t < 2; t++) {
        for (guint i = 0; i < m->attributes->len; i++) g_free(m->tables[t].columns[i].data);
        g_free(m->tables[t].columns);
    }
    g_free(m->unit_id);
    g_free(m->unit_name);
    g_free(m->unit_kind);
    g_free(m->unit_turn);
    g_free(m->unit_spot);
    g_free(m->links);
    g_free(m->link_spot);
    jw_free_zero_pages(m->unit_by_id, m->unit_by_id_room * sizeof *m->unit_by_id);
    g_free(m->unit_by_name);
    g_free(m->out);
    g_free(m->in);
    g_free(m->in_links);
}

void jw_model_free(jw_model *m)
{
    if (!m) return;
    free_tables(m);
    jw_model_forget_attach_rules(m);
    jw_policy_clear(&m->policy);
    GArray *arrays[] = { m->unit_kinds, m->link_kinds,   m->attributes, m->named_roots, m->roots,
                         m->attached,   m->attach_rules, m->unmatched,  m->ambiguous,   m->facts };
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++) g_array_free(arrays[i], TRUE);
    g_hash_table_destroy(m->unit_kind_index);
    g_hash_table_destroy(m->link_kind_index);
    g_hash_table_destroy(m->attribute_index);
    g_ptr_array_free(m->files, TRUE);
    g_ptr_array_free(m->views, TRUE);
    jw_strings_free(m->strings);
    g_free(m);
}

/* Facts of the whole. */

const jw_limits *jw_model_limits(const jw_model *m)
{
    return &m->limits;
}

jw_strings *jw_model_strings(jw_model *m)
{
    return m->strings;
}

const char *jw_model_name(const jw_model *m)
{
    return jw_strings_get(m->strings, m->name);
}

const char *jw_model_as_of(const jw_model *m)
{
    return jw_strings_get(m->strings, m->as_of);
}

const char *jw_model_source(const jw_model *m)
{
    return jw_strings_get(m->strings, m->source);
}

jw_lang jw_model_lang(const jw_model *m)
{
    return m->lang;
}

void jw_model_set_name(jw_model *m, const char *name)
{
    m->name = jw_strings_add(m->strings, name);
}

void jw_model_set_as_of(jw_model *m, const char *date)
{
    m->as_of = jw_strings_add(m->strings, date);
}

void jw_model_set_source(jw_model *m, const char *source)
{
    m->source = jw_strings_add(m->strings, source);
}

void jw_model_set_lang(jw_model *m, jw_lang lang)
{
    m->lang = lang;
}

jw_policy *jw_model_policy(jw_model *m)
{
    return &m->policy;
}

const jw_policy *jw_model_get_policy(const jw_model *m)
{
    return &m->policy;
}

void jw_model_add_near_streets(jw_model *m, const char *a, const char *b)
{
    jw_policy *p = &m->policy;
    p->near_streets = g_renew(jw_street_pair, p->near_streets, p->n_near_streets + 1);
    p->near_streets[p->n_near_streets++] = (jw_street_pair){
        jw_strings_get(m->strings, jw_strings_add(m->strings, a)),
        jw_strings_get(m->strings, jw_strings_add(m->strings, b)),
    };
}

void jw_model_add_fact(jw_model *m, const char *figure, double value, const char *source, jw_spot spot)
{
    jw_fact fact = { jw_strings_get(m->strings, jw_strings_add(m->strings, figure)),
                     jw_strings_get(m->strings, jw_strings_add(m->strings, source)), value, spot };
    g_array_append_val(m->facts, fact);
}

size_t jw_model_facts(const jw_model *m, const jw_fact **facts)
{
    *facts = (const jw_fact *)(void *)m->facts->data;
    return m->facts->len;
}

void jw_model_keep_facts(jw_model *m, const bool *keep)
{
    guint kept = 0;
    for (guint i = 0; i < m->facts->len; i++)
        if (keep[i]) g_array_index(m->facts, jw_fact, kept++) = g_array_index(m->facts, jw_fact, i);
    g_array_set_size(m->facts, kept);
}

/* Places. */

jw_spot jw_model_spot(jw_model *m, jw_place place)
{
    jw_spot spot = { place.line, place.column, 0 };
    if (!place.file) return spot;
    /* The last file named is the one being read: look from the end. */
    for (guint i = m->files->len; i-- > 1;)
        if (strcmp(g_ptr_array_index(m->files, i), place.file) == 0) {
            spot.file = (uint16_t)i;
            return spot;
        }
    if (m->files->len <= UINT16_MAX) {
        spot.file = (uint16_t)m->files->len;
        g_ptr_array_add(m->files, g_strdup(place.file));
    }
    return spot;
}

jw_place jw_model_place(const jw_model *m, jw_spot spot)
{
    return (jw_place){ g_ptr_array_index(m->files, spot.file), spot.line, spot.column };
}

/* Kinds. The names of a kind are kept in the string pool, where they do not move. */

static const char *keep(jw_model *m, const char *text)
{
    return jw_strings_get(m->strings, jw_strings_add(m->strings, text));
}

static int index_of(GHashTable *index, const char *name)
{
    return (int)GPOINTER_TO_SIZE(g_hash_table_lookup(index, name)) - 1;
}

int jw_model_unit_kind_named(const jw_model *m, const char *name)
{
    return index_of(m->unit_kind_index, name);
}

int jw_model_link_kind_named(const jw_model *m, const char *name)
{
    return index_of(m->link_kind_index, name);
}

/* Where the kind of that name stands, or is to stand: a new place at the end. -1 past the limit. */
static int kind_place(GArray *kinds, GHashTable *index, const char *name, uint64_t most)
{
    int at = index_of(index, name);
    if (at >= 0) return at;
    if (kinds->len >= MIN(most, UINT16_MAX)) return -1;
    g_array_set_size(kinds, kinds->len + 1);
    g_hash_table_insert(index, (void *)name, GSIZE_TO_POINTER(kinds->len));
    return (int)kinds->len - 1;
}

int jw_model_set_unit_kind(jw_model *m, const jw_unit_kind *kind)
{
    jw_unit_kind copy = { keep(m, kind->name), keep(m, kind->zh), keep(m, kind->en),
                          kind->role,          kind->rank,        keep(m, kind->colour) };
    int at = kind_place(m->unit_kinds, m->unit_kind_index, copy.name, m->limits.kinds);
    if (at >= 0) g_array_index(m->unit_kinds, jw_unit_kind, at) = copy;
    return at;
}

int jw_model_set_link_kind(jw_model *m, const jw_link_kind *kind)
{
    jw_link_kind copy = { keep(m, kind->name), keep(m, kind->zh), keep(m, kind->en),
                          kind->role,          kind->directed,    keep(m, kind->colour) };
    int at = kind_place(m->link_kinds, m->link_kind_index, copy.name, m->limits.kinds);
    if (at >= 0) g_array_index(m->link_kinds, jw_link_kind, at) = copy;
    return at;
}

size_t jw_model_unit_kinds(const jw_model *m)
{
    return m->unit_kinds->len;
}

const jw_unit_kind *jw_model_unit_kind(const jw_model *m, size_t i)
{
    return &g_array_index(m->unit_kinds, jw_unit_kind, i);
}

size_t jw_model_link_kinds(const jw_model *m)
{
    return m->link_kinds->len;
}

const jw_link_kind *jw_model_link_kind(const jw_model *m, size_t i)
{
    return &g_array_index(m->link_kinds, jw_link_kind, i);
}

void jw_model_add_root(jw_model *m, uint32_t unit)
{
    g_array_append_val(m->named_roots, unit);
}

size_t jw_model_named_roots(const jw_model *m, const uint32_t **roots)
{
    *roots = (const uint32_t *)(void *)m->named_roots->data;
    return m->named_roots->len;
}

void jw_model_rename_unit(jw_model *m, uint32_t u, const char *name)
{
    m->unit_name[u] = jw_strings_add(m->strings, name);
    m->names_indexed = false;
}

bool jw_unit_is_named(const jw_model *m, uint32_t u)
{
    jw_str id = m->unit_id[u], name = m->unit_name[u];
    return name && name != id &&
           strcmp(jw_strings_get(m->strings, name), jw_strings_get(m->strings, id)) != 0;
}

/* Reading. */

size_t jw_model_unit_count(const jw_model *m)
{
    return m->tables[0].n;
}

size_t jw_model_link_count(const jw_model *m)
{
    return m->tables[1].n;
}

uint32_t jw_model_find(const jw_model *m, const char *id)
{
    return jw_model_find_known(m, jw_strings_find(m->strings, id));
}

const char *jw_unit_id(const jw_model *m, uint32_t u)
{
    return jw_strings_get(m->strings, m->unit_id[u]);
}

const char *jw_unit_name(const jw_model *m, uint32_t u)
{
    return jw_strings_get(m->strings, m->unit_name[u] ? m->unit_name[u] : m->unit_id[u]);
}

const jw_unit_kind *jw_unit_kind_of(const jw_model *m, uint32_t u)
{
    return jw_model_unit_kind(m, m->unit_kind[u]);
}

uint32_t jw_unit_turn(const jw_model *m, uint32_t u)
{
    return m->unit_turn ? m->unit_turn[u] : UINT32_MAX;
}

jw_place jw_unit_place(const jw_model *m, uint32_t u)
{
    return jw_model_place(m, m->unit_spot[u]);
}

jw_spot jw_unit_spot(const jw_model *m, uint32_t u)
{
    return m->unit_spot[u];
}

jw_link jw_model_link(const jw_model *m, size_t l)
{
    return m->links[l];
}

const jw_link_kind *jw_link_kind_of(const jw_model *m, size_t l)
{
    return jw_model_link_kind(m, m->links[l].kind);
}

jw_place jw_link_place(const jw_model *m, size_t l)
{
    return jw_model_place(m, m->link_spot[l]);
}

size_t jw_model_roots(const jw_model *m, const uint32_t **roots)
{
    *roots = (const uint32_t *)(void *)m->roots->data;
    return m->roots->len;
}

double jw_unit_count(const jw_model *m, uint32_t u)
{
    double count = jw_unit_number(m, u, JW_COUNT);
    return isnan(count) ? 1 : count;
}

bool jw_unit_is_eliminated(const jw_model *m, uint32_t u)
{
    const char *state = jw_unit_text(m, u, JW_STATE);
    return state && strcmp(state, "eliminated") == 0;
}

size_t jw_model_attach_rules(const jw_model *m)
{
    return m->attached->len;
}

jw_attached jw_model_attached(const jw_model *m, size_t rule)
{
    return g_array_index(m->attached, jw_attached, rule);
}

size_t jw_model_unmatched_values(const jw_model *m)
{
    return m->unmatched->len;
}

jw_unmatched jw_model_unmatched_value(const jw_model *m, size_t i)
{
    return g_array_index(m->unmatched, jw_unmatched, i);
}

size_t jw_model_ambiguous_values(const jw_model *m)
{
    return m->ambiguous->len;
}

jw_ambiguous jw_model_ambiguous_value(const jw_model *m, size_t i)
{
    return g_array_index(m->ambiguous, jw_ambiguous, i);
}

jw_adjacency jw_model_adjacency(const jw_model *m)
{
    return (jw_adjacency){ m->out, m->in, m->in_links };
}
