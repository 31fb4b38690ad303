#include "model/edit.h"

#include "model/private.h"

#include <string.h>

/* A link as one is asked for. */
typedef struct {
    uint32_t from, to;
    int kind;
} link_key;

/* Links that came since the model was settled are found by key and listed by their two ends; older ones by
 * the model's adjacency. */
struct jw_edit {
    jw_model *m;
    uint32_t old_units, old_links; /* how many the adjacency knows */
    uint32_t noticed;              /* links up to here are in the lists below */
    GArray *unit_gone, *link_gone; /* bool; may be shorter than the tables: the rest is there */
    GHashTable *fresh;             /* link_key → link + 1 */
    GHashTable *first[2];          /* unit → its first new link + 1; 0: from it, 1: to it */
    GArray *next[2];               /* by new link: the next of that unit + 1 */
    bool changed;
};

static guint hash_key(gconstpointer key)
{
    const link_key *k = key;
    return (k->from * 2654435761u) ^ (k->to * 40503u) ^ ((guint)k->kind << 24);
}

static gboolean equal_keys(gconstpointer a, gconstpointer b)
{
    const link_key *x = a, *y = b;
    return x->from == y->from && x->to == y->to && x->kind == y->kind;
}

static GArray *new_flags(void)
{
    return g_array_new(FALSE, TRUE, sizeof(bool));
}

static bool is_set(const GArray *flags, uint32_t i)
{
    return i < flags->len && g_array_index(flags, bool, i);
}

static void set(GArray *flags, uint32_t i)
{
    if (i >= flags->len) g_array_set_size(flags, i + 1);
    g_array_index(flags, bool, i) = true;
}

/* The state just after the model was put in order. */
static void start(jw_edit *e)
{
    e->old_units = e->m->tables[0].n;
    e->old_links = e->noticed = e->m->tables[1].n;
    g_array_set_size(e->unit_gone, 0);
    g_array_set_size(e->link_gone, 0);
    g_hash_table_remove_all(e->fresh);
    for (int side = 0; side < 2; side++) {
        g_hash_table_remove_all(e->first[side]);
        g_array_set_size(e->next[side], 0);
    }
    e->changed = false;
}

jw_edit *jw_edit_new(const jw_model *base)
{
    jw_edit *e = g_new0(jw_edit, 1);
    e->m = jw_model_copy(base);
    e->unit_gone = new_flags();
    e->link_gone = new_flags();
    e->fresh = g_hash_table_new_full(hash_key, equal_keys, g_free, NULL);
    for (int side = 0; side < 2; side++) {
        e->first[side] = g_hash_table_new(NULL, NULL);
        e->next[side] = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    }
    start(e);
    return e;
}

void jw_edit_free(jw_edit *e)
{
    if (!e) return;
    jw_model_free(e->m);
    g_array_free(e->unit_gone, TRUE);
    g_array_free(e->link_gone, TRUE);
    g_hash_table_destroy(e->fresh);
    for (int side = 0; side < 2; side++) {
        g_hash_table_destroy(e->first[side]);
        g_array_free(e->next[side], TRUE);
    }
    g_free(e);
}

jw_model *jw_edit_finish(jw_edit *e)
{
    jw_edit_settle(e);
    jw_model *m = g_steal_pointer(&e->m);
    jw_edit_free(e);
    return m;
}

jw_model *jw_edit_model(jw_edit *e)
{
    return e->m;
}

void jw_edit_settle(jw_edit *e)
{
    jw_edit_notice(e);
    if (!e->changed && e->m->tables[0].n == e->old_units) return;
    g_array_set_size(e->unit_gone, e->m->tables[0].n);
    g_array_set_size(e->link_gone, e->m->tables[1].n);
    jw_model_drop(e->m, (const bool *)e->unit_gone->data, (const bool *)e->link_gone->data);
    jw_model_finish(e->m, NULL);
    start(e);
}

bool jw_edit_has(const jw_edit *e, uint32_t u)
{
    return !is_set(e->unit_gone, u);
}

void jw_edit_remove_unit(jw_edit *e, uint32_t u)
{
    set(e->unit_gone, u);
    e->m->unit_by_id[e->m->unit_id[u]] = 0; /* another may take the id */
    e->m->names_indexed = false;
    e->changed = true;
}

/* ---- Links ---- */

static bool is_there(const jw_edit *e, uint32_t l)
{
    const jw_link *link = &e->m->links[l];
    return !is_set(e->link_gone, l) && jw_edit_has(e, link->from) && jw_edit_has(e, link->to);
}

/* Puts a new link in front of the list of one of its ends. */
static void list_link(jw_edit *e, int side, uint32_t unit, uint32_t l)
{
    uint32_t after = GPOINTER_TO_UINT(g_hash_table_lookup(e->first[side], GUINT_TO_POINTER(unit)));
    g_array_append_val(e->next[side], after);
    g_hash_table_insert(e->first[side], GUINT_TO_POINTER(unit), GUINT_TO_POINTER(l + 1));
}

void jw_edit_notice(jw_edit *e)
{
    for (; e->noticed < e->m->tables[1].n; e->noticed++) {
        const jw_link *link = &e->m->links[e->noticed];
        link_key key = { link->from, link->to, link->kind };
        g_hash_table_insert(e->fresh, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(e->noticed + 1));
        list_link(e, 0, link->from, e->noticed);
        list_link(e, 1, link->to, e->noticed);
        e->changed = true;
    }
}

bool jw_edit_add_link(jw_edit *e, int kind, uint32_t from, uint32_t to, jw_spot spot)
{
    bool added = jw_model_add_link(e->m, kind, from, to, spot);
    jw_edit_notice(e);
    return added;
}

void jw_edit_drop_link(jw_edit *e, uint32_t l)
{
    const jw_link *link = &e->m->links[l];
    set(e->link_gone, l);
    e->changed = true;
    if (l >= e->old_links) g_hash_table_remove(e->fresh, &(link_key){ link->from, link->to, link->kind });
}

/* Among the old links of `from`, which stand in order of (to, kind). */
static uint32_t find_old(const jw_edit *e, int kind, uint32_t from, uint32_t to)
{
    if (from >= e->old_units) return JW_NO_LINK;
    uint32_t low = e->m->out[from], high = e->m->out[from + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const jw_link *link = &e->m->links[middle];
        if (link->to == to && link->kind == kind) return middle;
        if (link->to < to || (link->to == to && link->kind < kind))
            low = middle + 1;
        else
            high = middle;
    }
    return JW_NO_LINK;
}

uint32_t jw_edit_find_link(jw_edit *e, int kind, uint32_t from, uint32_t to)
{
    gpointer found = g_hash_table_lookup(e->fresh, &(link_key){ from, to, kind });
    uint32_t l = found ? GPOINTER_TO_UINT(found) - 1 : find_old(e, kind, from, to);
    return l != JW_NO_LINK && is_there(e, l) ? l : JW_NO_LINK;
}

static void each_old(jw_edit *e, uint32_t u, bool in, void (*with)(void *context, uint32_t l), void *context)
{
    const uint32_t *begin = in ? e->m->in : e->m->out;
    for (uint32_t i = u < e->old_units ? begin[u] : 0; u < e->old_units && i < begin[u + 1]; i++) {
        uint32_t l = in ? e->m->in_links[i] : i;
        if (is_there(e, l)) with(context, l);
    }
}

/* Takes links that have gone off the list as it goes, so that each is met once. */
static void each_new(jw_edit *e, uint32_t u, bool in, void (*with)(void *context, uint32_t l), void *context)
{
    uint32_t first = GPOINTER_TO_UINT(g_hash_table_lookup(e->first[in], GUINT_TO_POINTER(u))), last = 0;
    for (uint32_t at = first, after; at; at = after) {
        uint32_t l = at - 1;
        after = g_array_index(e->next[in], uint32_t, l - e->old_links);
        if (is_there(e, l)) {
            with(context, l); /* may add links, in front of `first` */
            last = at;
        } else if (last) {
            g_array_index(e->next[in], uint32_t, last - 1 - e->old_links) = after;
        }
    }
}

void jw_edit_each_link(jw_edit *e, uint32_t u, bool in, void (*with)(void *context, uint32_t l),
                       void *context)
{
    each_old(e, u, in, with, context);
    each_new(e, u, in, with, context);
}
