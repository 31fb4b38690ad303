/* Coverage by the values of attributes. */
#include "measure/coverage.h"

#include "base/text.h"
#include "model/build.h"

#include <glib.h>

struct jw_groups {
    GArray *groups;    /* jw_group */
    GHashTable *index; /* key → index in groups; keys and values live in `texts` */
    GStringChunk *texts;
};

const char *jw_group_value(const jw_model *m, uint32_t u, int attribute, char buffer[JW_NUMBER_SIZE])
{
    return attribute == JW_BY_KIND ? jw_unit_kind_of(m, u)->name : jw_unit_value(m, u, attribute, buffer);
}

/* The values of a unit as one text: a letter that says present or absent, then the value and its end. */
static void write_key(GString *key, const jw_model *m, uint32_t u, const int *attributes, size_t n)
{
    char buffer[JW_NUMBER_SIZE];
    g_string_truncate(key, 0);
    for (size_t i = 0; i < n; i++) {
        const char *value = jw_group_value(m, u, attributes[i], buffer);
        g_string_append_c(key, value ? '+' : '-');
        g_string_append(key, value ? value : "");
        g_string_append_c(key, '\x1e');
    }
}

static const char *const *copy_values(jw_groups *g, const jw_model *m, uint32_t u, const int *attributes,
                                      size_t n)
{
    char buffer[JW_NUMBER_SIZE];
    const char **values = g_new(const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        const char *value = jw_group_value(m, u, attributes[i], buffer);
        values[i] = value ? g_string_chunk_insert(g->texts, value) : NULL;
    }
    values[n] = NULL;
    return values;
}

static jw_tally *tally_of(jw_groups *g, GString *key, const jw_model *m, uint32_t u, const int *attributes,
                          size_t n)
{
    write_key(key, m, u, attributes, n);
    gsize at = GPOINTER_TO_SIZE(g_hash_table_lookup(g->index, key->str));
    if (!at) {
        jw_group group = { .values = copy_values(g, m, u, attributes, n) };
        g_array_append_val(g->groups, group);
        at = g->groups->len;
        g_hash_table_insert(g->index, g_string_chunk_insert(g->texts, key->str), GSIZE_TO_POINTER(at));
    }
    return &g_array_index(g->groups, jw_group, at - 1).tally;
}

static int compare_groups(gconstpointer a, gconstpointer b, gpointer n)
{
    const jw_group *x = a, *y = b;
    for (size_t i = 0; i < GPOINTER_TO_SIZE(n); i++) {
        if (!x->values[i] != !y->values[i]) return x->values[i] ? -1 : 1; /* the absent value stands last */
        int order = jw_compare_bytes(x->values[i], y->values[i]);
        if (order) return order;
    }
    return 0;
}

jw_groups *jw_coverage_by(const jw_coverage *c, const int *attributes, size_t n,
                          bool (*take)(void *context, uint32_t unit), void *context)
{
    jw_groups *g = g_new(jw_groups, 1);
    *g = (jw_groups){ g_array_new(FALSE, FALSE, sizeof(jw_group)), g_hash_table_new(g_str_hash, g_str_equal),
                      g_string_chunk_new(1024) };
    g_autoptr(GString) key = g_string_new(NULL);
    size_t n_units = jw_model_unit_count(c->m);
    for (uint32_t u = 0; u < n_units; u++)
        if (c->status[u] != JW_NOT_COUNTED && (!take || take(context, u)))
            jw_tally_add(tally_of(g, key, c->m, u, attributes, n), c, u);
    g_array_sort_with_data(g->groups, compare_groups, GSIZE_TO_POINTER(n));
    return g;
}

size_t jw_groups_size(const jw_groups *g)
{
    return g->groups->len;
}

const jw_group *jw_groups_get(const jw_groups *g, size_t i)
{
    return &g_array_index(g->groups, jw_group, i);
}

void jw_groups_free(jw_groups *g)
{
    if (!g) return;
    for (guint i = 0; i < g->groups->len; i++) g_free((void *)g_array_index(g->groups, jw_group, i).values);
    g_array_free(g->groups, TRUE);
    g_hash_table_destroy(g->index);
    g_string_chunk_free(g->texts);
    g_free(g);
}
