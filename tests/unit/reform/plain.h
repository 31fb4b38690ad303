/* A model as plain lists of texts, and changes to it by the definition of each (design 3.3), one after
 * another and without any index: what the library's scenarios are held against. */
#ifndef TEST_PLAIN_H
#define TEST_PLAIN_H

#include "../measure/random_model.h"

#include "jingwei/cover.h"

typedef struct {
    char *id, *kind;
    GHashTable *values; /* attribute or "name" → text */
} p_unit;

typedef struct {
    char *kind, *from, *to;
    GHashTable *values;
} p_link;

typedef struct {
    const jw_model *base; /* for its kinds, attributes and policy */
    GPtrArray *units, *links;
    GPtrArray *roots; /* ids */
} p_model;

/* ---- Making and freeing ---- */

static inline GHashTable *p_values(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

static inline void p_free_unit(void *data)
{
    p_unit *u = data;
    g_free(u->id);
    g_free(u->kind);
    g_hash_table_destroy(u->values);
    g_free(u);
}

static inline void p_free_link(void *data)
{
    p_link *l = data;
    g_free(l->kind);
    g_free(l->from);
    g_free(l->to);
    g_hash_table_destroy(l->values);
    g_free(l);
}

static inline void p_free(p_model *p)
{
    g_ptr_array_free(p->units, TRUE);
    g_ptr_array_free(p->links, TRUE);
    g_ptr_array_free(p->roots, TRUE);
    g_free(p);
}

static inline void p_set(GHashTable *values, const char *name, const char *value)
{
    if (value)
        g_hash_table_insert(values, g_strdup(name), g_strdup(value));
    else
        g_hash_table_remove(values, name);
}

static inline p_unit *p_add_unit(p_model *p, const char *id, const char *kind)
{
    p_unit *u = g_new(p_unit, 1);
    *u = (p_unit){ g_strdup(id), g_strdup(kind), p_values() };
    g_ptr_array_add(p->units, u);
    return u;
}

static inline p_link *p_add_link(p_model *p, const char *kind, const char *from, const char *to)
{
    p_link *l = g_new(p_link, 1);
    *l = (p_link){ g_strdup(kind), g_strdup(from), g_strdup(to), p_values() };
    g_ptr_array_add(p->links, l);
    return l;
}

static inline const char *p_link_value(const jw_model *m, uint32_t l, int attribute,
                                       char buffer[JW_NUMBER_SIZE])
{
    const char *text = jw_link_text(m, l, attribute);
    int flag = jw_link_flag(m, l, attribute);
    double number = jw_link_number(m, l, attribute);
    if (text) return text;
    if (flag >= 0) return flag ? "true" : "false";
    if (isnan(number)) return NULL;
    jw_format_number(buffer, number);
    return buffer;
}

static inline p_model *p_of(const jw_model *m)
{
    char buffer[JW_NUMBER_SIZE];
    p_model *p = g_new(p_model, 1);
    *p = (p_model){ m, g_ptr_array_new_with_free_func(p_free_unit),
                    g_ptr_array_new_with_free_func(p_free_link), g_ptr_array_new_with_free_func(g_free) };
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++) {
        p_unit *unit = p_add_unit(p, jw_unit_id(m, u), jw_unit_kind_of(m, u)->name);
        p_set(unit->values, "name", jw_unit_is_named(m, u) ? jw_unit_name(m, u) : NULL);
        for (size_t a = 0; a < jw_model_attributes(m); a++)
            p_set(unit->values, jw_model_attribute(m, a)->name, jw_unit_value(m, u, (int)a, buffer));
    }
    for (uint32_t l = 0; l < jw_model_link_count(m); l++) {
        jw_link link = jw_model_link(m, l);
        p_link *made =
            p_add_link(p, jw_link_kind_of(m, l)->name, jw_unit_id(m, link.from), jw_unit_id(m, link.to));
        for (size_t a = 0; a < jw_model_attributes(m); a++)
            p_set(made->values, jw_model_attribute(m, a)->name, p_link_value(m, l, (int)a, buffer));
    }
    const uint32_t *roots;
    size_t n = jw_model_named_roots(m, &roots);
    for (size_t i = 0; i < n; i++)
        if (!i || roots[i] != roots[i - 1]) g_ptr_array_add(p->roots, g_strdup(jw_unit_id(m, roots[i])));
    return p;
}

/* ---- As text ---- */

static inline int p_compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static inline char *p_sorted(GPtrArray *lines)
{
    g_ptr_array_sort(lines, p_compare_texts);
    g_ptr_array_add(lines, NULL);
    char *text = g_strjoinv("\n", (char **)lines->pdata);
    g_ptr_array_set_size(lines, (gint)lines->len - 1);
    return text;
}

static inline char *p_text_of_values(GHashTable *values)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
    GHashTableIter it;
    gpointer key, value;
    g_hash_table_iter_init(&it, values);
    while (g_hash_table_iter_next(&it, &key, &value))
        g_ptr_array_add(lines, g_strdup_printf("%s=%s", (char *)key, (char *)value));
    g_autofree char *text = p_sorted(lines);
    return g_strdelimit(g_strdup(text), "\n", ' ');
}

/* Every unit, value, link and, if asked, named root, in an order of its own. */
static inline char *p_text(const p_model *p, bool roots)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < p->units->len; i++) {
        const p_unit *u = g_ptr_array_index(p->units, i);
        g_autofree char *values = p_text_of_values(u->values);
        g_ptr_array_add(lines, g_strdup_printf("unit %s %s %s", u->id, u->kind, values));
    }
    for (guint i = 0; i < p->links->len; i++) {
        const p_link *l = g_ptr_array_index(p->links, i);
        g_autofree char *values = p_text_of_values(l->values);
        g_ptr_array_add(lines, g_strdup_printf("link %s %s %s %s", l->from, l->kind, l->to, values));
    }
    for (guint i = 0; i < p->roots->len && roots; i++)
        g_ptr_array_add(lines, g_strdup_printf("root %s", (char *)g_ptr_array_index(p->roots, i)));
    return p_sorted(lines);
}

/* ---- Looking ---- */

static inline p_unit *p_find(const p_model *p, const char *id)
{
    for (guint i = 0; i < p->units->len; i++) {
        p_unit *u = g_ptr_array_index(p->units, i);
        if (strcmp(u->id, id) == 0) return u;
    }
    return NULL;
}

static inline p_link *p_find_link(const p_model *p, const char *kind, const char *from, const char *to)
{
    for (guint i = 0; i < p->links->len; i++) {
        p_link *l = g_ptr_array_index(p->links, i);
        if (strcmp(l->kind, kind) == 0 && strcmp(l->from, from) == 0 && strcmp(l->to, to) == 0) return l;
    }
    return NULL;
}

static inline const char *p_get(const p_unit *u, const char *name)
{
    return g_hash_table_lookup(u->values, name);
}

static inline double p_number(const p_unit *u, const char *name, double absent)
{
    return p_get(u, name) ? g_ascii_strtod(p_get(u, name), NULL) : absent;
}

static inline jw_unit_role p_role(const p_model *p, const p_unit *u)
{
    return jw_model_unit_kind(p->base, (size_t)jw_model_unit_kind_named(p->base, u->kind))->role;
}

static inline jw_link_role p_link_role(const p_model *p, const p_link *l)
{
    return jw_model_link_kind(p->base, (size_t)jw_model_link_kind_named(p->base, l->kind))->role;
}

static inline bool p_is_gone(const p_unit *u)
{
    return g_strcmp0(p_get(u, "state"), "eliminated") == 0;
}

/* As a model, for what only the library is asked: coverage. */
static inline jw_model *p_make(const p_model *p)
{
    jw_model *m = new_model();
    for (guint i = 0; i < p->units->len; i++) {
        p_unit *u = g_ptr_array_index(p->units, i);
        uint32_t unit = jw_model_add_unit(m, u->id, p_get(u, "name"), jw_model_unit_kind_named(m, u->kind),
                                          true, (jw_spot){ 0 });
        for (size_t a = 0; a < jw_model_attributes(m); a++) {
            const jw_attribute *is = jw_model_attribute(m, a);
            const char *value = p_get(u, is->name);
            if (value && (is->type == JW_INTEGER || is->type == JW_NUMBER))
                jw_model_set_number(m, false, unit, (int)a, g_ascii_strtod(value, NULL));
            else if (value && is->type == JW_BOOL)
                jw_model_set_flag(m, false, unit, (int)a, *value == 't');
            else if (value)
                jw_model_set_text(m, false, unit, (int)a, value);
        }
    }
    for (guint i = 0; i < p->links->len; i++) {
        p_link *l = g_ptr_array_index(p->links, i);
        jw_model_add_link(m, jw_model_link_kind_named(m, l->kind), jw_model_find(m, l->from),
                          jw_model_find(m, l->to), (jw_spot){ 0 });
    }
    for (guint i = 0; i < p->roots->len; i++)
        jw_model_add_root(m, jw_model_find(m, g_ptr_array_index(p->roots, i)));
    jw_model_policy(m)->population = jw_selector_copy(jw_model_get_policy(p->base)->population);
    jw_model_finish(m, NULL);
    return m;
}

/* ---- Changes; false: cannot be applied ---- */

static inline bool p_add(p_model *p, const char *id, const char *kind, const char *under)
{
    if (p_find(p, id) || !p_find(p, under) || strcmp(id, under) == 0) return false;
    p_add_unit(p, id, kind);
    p_add_link(p, "leads", under, id);
    return true;
}

/* Links that touch the unit go; with `authority`, only those of authority to it. */
static inline void p_drop_links(p_model *p, const char *id, bool authority)
{
    for (guint i = p->links->len; i-- > 0;) {
        const p_link *l = g_ptr_array_index(p->links, i);
        bool touches = strcmp(l->to, id) == 0 || (!authority && strcmp(l->from, id) == 0);
        if (touches && (!authority || p_link_role(p, l) == JW_ROLE_AUTHORITY))
            g_ptr_array_remove_index(p->links, i);
    }
}

static inline bool p_remove(p_model *p, const char *id)
{
    p_unit *u = p_find(p, id);
    if (!u) return false;
    p_drop_links(p, id, false);
    for (guint i = p->roots->len; i-- > 0;)
        if (strcmp(g_ptr_array_index(p->roots, i), id) == 0) g_ptr_array_remove_index(p->roots, i);
    g_ptr_array_remove(p->units, u); /* frees the id */
    return true;
}

static inline bool p_connect(p_model *p, const char *kind, const char *from, const char *to, const char *note)
{
    if (!p_find(p, from) || !p_find(p, to) || strcmp(from, to) == 0 || p_find_link(p, kind, from, to))
        return false;
    p_set(p_add_link(p, kind, from, to)->values, "note", note);
    return true;
}

static inline bool p_cut(p_model *p, const char *kind, const char *from, const char *to)
{
    p_link *l = p_find_link(p, kind, from, to);
    if (l) g_ptr_array_remove(p->links, l);
    return l != NULL;
}

static inline bool p_move(p_model *p, const char *id, const char *under)
{
    if (!p_find(p, id) || !p_find(p, under) || strcmp(id, under) == 0) return false;
    p_drop_links(p, id, true);
    p_add_link(p, "leads", under, id);
    return true;
}

/* Moves the links of one unit to another, out before in, each in the order of (from, to, kind). */
static inline int p_compare_links(gconstpointer a, gconstpointer b, gpointer model)
{
    const p_link *x = *(p_link *const *)a, *y = *(p_link *const *)b;
    const p_model *p = model;
    int order = strcmp(x->from, y->from);
    if (!order) order = strcmp(x->to, y->to);
    return order ? order
                 : jw_model_link_kind_named(p->base, x->kind) - jw_model_link_kind_named(p->base, y->kind);
}

static inline void p_merge_one(p_model *p, const char *id, const char *into)
{
    p_unit *from = p_find(p, id), *to = p_find(p, into);
    g_ptr_array_sort_with_data(p->links, p_compare_links, p);
    guint n = p->links->len;
    for (guint i = 0; i < n; i++) {
        p_link *l = g_ptr_array_index(p->links, i);
        if (strcmp(l->from, id) != 0 && strcmp(l->to, id) != 0) continue;
        const char *a = strcmp(l->from, id) == 0 ? into : l->from, *b = strcmp(l->to, id) == 0 ? into : l->to;
        if (strcmp(a, b) == 0 || p_find_link(p, l->kind, a, b)) continue;
        p_link *moved = p_add_link(p, l->kind, a, b);
        p_set(moved->values, "note", g_hash_table_lookup(l->values, "note"));
    }
    if (p_get(from, "members")) {
        char sum[JW_NUMBER_SIZE];
        jw_format_number(sum, p_number(from, "members", 0) + p_number(to, "members", 0));
        p_set(to->values, "members", sum);
    }
    bool was_root = false, is_root = false;
    for (guint i = 0; i < p->roots->len; i++) {
        was_root |= strcmp(g_ptr_array_index(p->roots, i), id) == 0;
        is_root |= strcmp(g_ptr_array_index(p->roots, i), into) == 0;
    }
    if (was_root && !is_root) g_ptr_array_add(p->roots, g_strdup(into));
    p_remove(p, id);
}

static inline bool p_merge(p_model *p, const char *const *ids, size_t n, const char *into)
{
    for (size_t i = 0; i < n; i++)
        if (!p_find(p, ids[i])) return false;
    if (!p_find(p, into)) return false;
    for (size_t i = 0; i < n; i++)
        if (strcmp(ids[i], into) != 0) p_merge_one(p, ids[i], into);
    return true;
}

static inline void p_form(p_model *p, p_unit *u, const char *form)
{
    double members = p_number(u, "members", NAN);
    if (p_role(p, u) != JW_ROLE_TARGET) return;
    if (strcmp(form, "by-members") == 0)
        form = members >= 100  ? "committee"
               : members >= 50 ? "general-branch"
               : members >= 3  ? "branch"
                               : NULL;
    if (form) p_set(u->values, "organization", form);
}

static inline int p_compare_ids(gconstpointer a, gconstpointer b)
{
    const p_unit *const *x = a, *const *y = b;
    return strcmp((*x)->id, (*y)->id);
}

/* To each of the units in order of id, as long as there is room. */
static inline bool p_send(p_model *p, const char *pool, GPtrArray *units)
{
    p_unit *from = p_find(p, pool);
    if (!from) return false;
    double room = p_number(from, "capacity", INFINITY);
    for (guint i = 0; i < p->links->len; i++) {
        const p_link *l = g_ptr_array_index(p->links, i);
        p_unit *to = p_find(p, l->to);
        if (strcmp(l->from, pool) == 0 && p_link_role(p, l) == JW_ROLE_SUPPORT && !p_is_gone(to))
            room -= p_number(to, "count", 1);
    }
    g_ptr_array_sort(units, p_compare_ids);
    for (guint i = 0; i < units->len; i++) {
        p_unit *u = g_ptr_array_index(units, i);
        double count = p_number(u, "count", 1);
        if (p_role(p, u) != JW_ROLE_TARGET || p_is_gone(u) || u == from || count > room ||
            p_find_link(p, "sends", pool, u->id))
            continue;
        p_add_link(p, "sends", pool, u->id);
        room -= count;
    }
    return true;
}

static inline bool p_has_lead(const p_model *p, const p_unit *u)
{
    for (guint i = 0; i < p->links->len; i++) {
        const p_link *l = g_ptr_array_index(p->links, i);
        if ((strcmp(l->to, u->id) == 0 && p_link_role(p, l) == JW_ROLE_AUTHORITY) ||
            (strcmp(l->from, u->id) == 0 && p_link_role(p, l) == JW_ROLE_MEMBERSHIP))
            return true;
    }
    return false;
}

/* The rules [{ to: kind=block, by: street, guides }, { to: kind=core, backstops }]. */
static inline void p_attach(p_model *p)
{
    g_ptr_array_sort(p->units, p_compare_ids);
    g_autoptr(GPtrArray) free_ones = g_ptr_array_new();
    for (guint i = 0; i < p->units->len; i++) {
        p_unit *u = g_ptr_array_index(p->units, i);
        if (p_role(p, u) == JW_ROLE_TARGET && !p_has_lead(p, u)) g_ptr_array_add(free_ones, u);
    }
    for (guint i = 0; i < free_ones->len; i++) {
        p_unit *u = g_ptr_array_index(free_ones, i), *block = NULL, *core = NULL;
        for (guint k = p->units->len; k-- > 0;) {
            p_unit *v = g_ptr_array_index(p->units, k);
            if (p_is_gone(v)) continue;
            if (strcmp(v->kind, "core") == 0) core = v;
            if (strcmp(v->kind, "block") == 0 && p_get(u, "street") &&
                g_strcmp0(p_get(v, "street"), p_get(u, "street")) == 0)
                block = v;
        }
        if (block || core) p_add_link(p, block ? "guides" : "backstops", block ? block->id : core->id, u->id);
    }
}

#endif
