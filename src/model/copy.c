/* A second model with the same facts and the same numbers. */
#include "base/pages.h"
#include "model/private.h"

#include <string.h>

/* The copy's own text for one of the original, which stands in its pool or is a constant. */
static const char *own(const jw_model *copy, const char *text)
{
    jw_str s = text ? jw_strings_find(copy->strings, text) : 0;
    return s ? jw_strings_get(copy->strings, s) : text;
}

static void *copy_rows(const void *rows, size_t n, size_t width)
{
    return n ? g_memdup2(rows, n * width) : NULL;
}

static GArray *copy_array(const GArray *array)
{
    GArray *copy = g_array_new(FALSE, FALSE, g_array_get_element_size((GArray *)(void *)array));
    return array->len ? g_array_append_vals(copy, array->data, array->len) : copy;
}

/* ---- What is declared ---- */

static void copy_kinds(jw_model *copy, const jw_model *m)
{
    copy->unit_kinds = copy_array(m->unit_kinds);
    copy->link_kinds = copy_array(m->link_kinds);
    copy->unit_kind_index = g_hash_table_new(g_str_hash, g_str_equal);
    copy->link_kind_index = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < m->unit_kinds->len; i++) {
        jw_unit_kind *kind = &g_array_index(copy->unit_kinds, jw_unit_kind, i);
        *kind = (jw_unit_kind){
            own(copy, kind->name),  own(copy, kind->zh), own(copy, kind->en), kind->role, kind->rank,
            own(copy, kind->colour)
        };
        g_hash_table_insert(copy->unit_kind_index, (void *)kind->name, GSIZE_TO_POINTER((gsize)i + 1));
    }
    for (guint i = 0; i < m->link_kinds->len; i++) {
        jw_link_kind *kind = &g_array_index(copy->link_kinds, jw_link_kind, i);
        *kind =
            (jw_link_kind){ own(copy, kind->name), own(copy, kind->zh),    own(copy, kind->en), kind->role,
                            kind->directed,        own(copy, kind->colour) };
        g_hash_table_insert(copy->link_kind_index, (void *)kind->name, GSIZE_TO_POINTER((gsize)i + 1));
    }
}

static void copy_attributes(jw_model *copy, const jw_model *m)
{
    copy->attributes = copy_array(m->attributes);
    copy->attribute_index = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < m->attributes->len; i++) {
        jw_attribute *is = &g_array_index(copy->attributes, jw_attribute_rule, i).is;
        is->name = own(copy, is->name);
        is->zh = own(copy, is->zh);
        is->en = own(copy, is->en);
        g_hash_table_insert(copy->attribute_index, (void *)is->name, GSIZE_TO_POINTER((gsize)i + 1));
    }
}

static void copy_rule(jw_policy *to, const jw_rule *r)
{
    *jw_policy_add_rule(to) = (jw_rule){
        .id = g_strdup(r->id),
        .stage = g_strdup(r->stage),
        .because = { g_strdup(r->because[0]), g_strdup(r->because[1]) },
        .source = g_strdup(r->source),
        .weight = r->weight,
        .applies = jw_selector_copy(r->applies),
        .required = jw_selector_copy(r->required),
    };
}

static void copy_index(jw_policy *to, const jw_index *index)
{
    jw_index *copy = jw_policy_add_index(to);
    copy->id = g_strdup(index->id);
    copy->of = jw_selector_copy(index->of);
    for (size_t i = 0; i < index->n_items; i++)
        jw_index_add_item(copy, jw_selector_copy(index->items[i].when), index->items[i].points);
}

static void copy_policy(jw_model *copy, const jw_model *m)
{
    const jw_policy *from = &m->policy;
    jw_policy *to = &copy->policy;
    *to = *from;
    to->population = jw_selector_copy(from->population);
    to->near_streets = NULL;
    to->rules = NULL;
    to->indices = NULL;
    to->n_near_streets = to->n_rules = to->n_indices = 0;
    for (size_t i = 0; i < from->n_near_streets; i++)
        jw_model_add_near_streets(copy, from->near_streets[i].a, from->near_streets[i].b);
    for (size_t i = 0; i < from->n_rules; i++) copy_rule(to, &from->rules[i]);
    for (size_t i = 0; i < from->n_indices; i++) copy_index(to, &from->indices[i]);
}

/* ---- What there is ---- */

static void copy_tables(jw_model *copy, const jw_model *m)
{
    for (int t = 0; t < 2; t++) {
        const jw_table *from = &m->tables[t];
        copy->tables[t] = (jw_table){ g_new0(jw_column, m->attributes->len), from->n, from->n, from->n };
        for (guint a = 0; a < m->attributes->len; a++) {
            jw_type type = g_array_index(m->attributes, jw_attribute_rule, a).is.type;
            if (from->columns[a].data)
                copy->tables[t].columns[a].data =
                    copy_rows(from->columns[a].data, from->n, jw_column_width(type));
        }
    }
    uint32_t n = m->tables[0].n, n_links = m->tables[1].n;
    copy->unit_id = copy_rows(m->unit_id, n, sizeof *m->unit_id);
    copy->unit_name = copy_rows(m->unit_name, n, sizeof *m->unit_name);
    copy->unit_kind = copy_rows(m->unit_kind, n, sizeof *m->unit_kind);
    if (m->unit_turn) copy->unit_turn = copy_rows(m->unit_turn, n, sizeof *m->unit_turn);
    copy->unit_spot = copy_rows(m->unit_spot, n, sizeof *m->unit_spot);
    copy->n_turns = m->n_turns;
    copy->links = copy_rows(m->links, n_links, sizeof *m->links);
    copy->link_spot = copy_rows(m->link_spot, n_links, sizeof *m->link_spot);
    if (!m->unit_by_id) return;
    size_t ids = m->unit_by_id_room * sizeof *m->unit_by_id;
    copy->unit_by_id = memcpy(jw_zero_pages(ids), m->unit_by_id, ids);
    copy->unit_by_id_room = m->unit_by_id_room;
}

/* What the attach rules did; its texts and the file of a place are the copy's own. */
static void copy_attached(jw_model *copy, const jw_model *m)
{
    copy->attach_rules = g_array_new(FALSE, FALSE, sizeof(jw_attach_rule));
    copy->attached = copy_array(m->attached);
    copy->unmatched = copy_array(m->unmatched);
    copy->ambiguous = copy_array(m->ambiguous);
    for (guint i = 0; i < copy->attached->len; i++) {
        jw_attached *a = &g_array_index(copy->attached, jw_attached, i);
        *a = (jw_attached){ own(copy, a->to), own(copy, a->by), own(copy, a->link), a->targets };
    }
    for (guint i = 0; i < copy->unmatched->len; i++) {
        jw_unmatched *u = &g_array_index(copy->unmatched, jw_unmatched, i);
        u->attribute = own(copy, u->attribute);
        u->value = own(copy, u->value);
        u->nearest = own(copy, u->nearest);
        u->place = jw_model_place(copy, jw_model_spot(copy, u->place));
    }
    for (guint i = 0; i < copy->ambiguous->len; i++) {
        jw_ambiguous *a = &g_array_index(copy->ambiguous, jw_ambiguous, i);
        a->attribute = own(copy, a->attribute);
        a->value = own(copy, a->value);
    }
}

static void copy_views(jw_model *copy, const jw_model *m)
{
    copy->views = g_ptr_array_new_with_free_func((GDestroyNotify)jw_view_entry_free);
    for (guint i = 0; i < m->views->len; i++) {
        jw_view_entry *view = jw_view_entry_copy(g_ptr_array_index(m->views, i));
        view->said.place = jw_model_place(copy, jw_model_spot(copy, view->said.place));
        jw_model_add_view(copy, view);
    }
}

static void copy_facts(jw_model *copy, const jw_model *m)
{
    copy->facts = copy_array(m->facts);
    for (guint i = 0; i < copy->facts->len; i++) {
        jw_fact *fact = &g_array_index(copy->facts, jw_fact, i);
        fact->figure = own(copy, fact->figure);
        fact->source = own(copy, fact->source);
    }
}

jw_model *jw_model_copy(const jw_model *m)
{
    jw_model *copy = g_new0(jw_model, 1);
    copy->limits = m->limits;
    copy->strings = jw_strings_copy(m->strings);
    copy->name = m->name;
    copy->as_of = m->as_of;
    copy->source = m->source;
    copy->lang = m->lang;
    copy->files = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < m->files->len; i++)
        g_ptr_array_add(copy->files, g_strdup(g_ptr_array_index(m->files, i)));
    copy_kinds(copy, m);
    copy_attributes(copy, m);
    copy_policy(copy, m);
    copy_tables(copy, m);
    copy_attached(copy, m);
    copy_facts(copy, m);
    copy_views(copy, m);
    copy->named_roots = copy_array(m->named_roots);
    copy->roots = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    jw_model_finish(copy, NULL); /* all is in order: this only makes the indices */
    return copy;
}
