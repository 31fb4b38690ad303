/* Changes of units: add, remove, set, move, merge. */
#include "reform/change.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

bool jw_change_add(jw_reform *r, const jw_change *c)
{
    static const jw_template plain = { 0 };
    bool good = jw_load_unit(r->l, c->what, &plain, NULL);
    if (good) jw_load_unders(r->l);
    g_array_set_size(r->l->unders, 0);
    return good;
}

bool jw_change_remove(jw_reform *r, const jw_change *c)
{
    uint32_t u = jw_reform_unit(r, c->what);
    if (u != JW_NO_UNIT) jw_edit_remove_unit(r->edit, u);
    return u != JW_NO_UNIT;
}

/* ---- set ---- */

typedef struct {
    jw_jv name;
} set_keys;

static const jw_key set_table[] = {
    { "name", JW_WANT_STRING | JW_WANT_NULL, false, offsetof(set_keys, name) },
};

bool jw_change_read_set(jw_loader *l, jw_change *c)
{
    static const char *const fixed[] = { "id", "kind", "under" };
    bool good = jw_jv_present(jw_jv_first(c->what));
    if (!good) jw_load_report(l, c->what, "empty-list", NULL, NULL, NULL);
    for (jw_jv member = jw_jv_first(c->what); jw_jv_present(member); member = jw_jv_next(member))
        for (size_t i = 0; i < G_N_ELEMENTS(fixed); i++)
            if (strcmp(jw_jv_key(member), fixed[i]) == 0) {
                jw_load_report_key(l, member, "cannot-set", fixed[i], NULL, NULL);
                good = false;
            }
    return good;
}

/* The values are judged before anybody gets them, and also if nobody does. */
bool jw_change_set(jw_reform *r, const jw_change *c)
{
    set_keys keys;
    if (!jw_load_known_keys(r->l, c->what, set_table, G_N_ELEMENTS(set_table), &keys) ||
        (jw_jv_present(keys.name) && !jw_load_label(r->l, keys.name)) ||
        !jw_load_new_values(r->l, c->what, set_table, G_N_ELEMENTS(set_table), JW_NO_UNIT))
        return false;
    GArray *units = jw_reform_select(r, c, false);
    bool renames = jw_jv_present(jw_jv_get(c->what, "name"));
    for (guint i = 0; units && i < units->len; i++) {
        uint32_t u = g_array_index(units, uint32_t, i);
        if (renames) jw_model_rename_unit(r->m, u, jw_load_string(keys.name));
        jw_load_new_values(r->l, c->what, set_table, G_N_ELEMENTS(set_table), u);
    }
    bool good = units != NULL;
    g_clear_pointer(&units, g_array_unref);
    return good;
}

/* ---- move ---- */

static void drop_authority(void *context, uint32_t l)
{
    jw_reform *r = context;
    if (jw_link_kind_of(r->m, l)->role == JW_ROLE_AUTHORITY) jw_edit_drop_link(r->edit, l);
}

bool jw_change_move(jw_reform *r, const jw_change *c)
{
    uint32_t u = jw_reform_unit(r, c->what);
    uint32_t under = u != JW_NO_UNIT ? jw_reform_unit(r, c->into) : JW_NO_UNIT;
    if (under == JW_NO_UNIT) return false;
    jw_edit_each_link(r->edit, u, true, drop_authority, r);
    return jw_reform_link(r, c->into, jw_model_link_kind_named(r->m, "leads"), under, u);
}

/* ---- merge ---- */

bool jw_change_read_merge(jw_loader *l, jw_change *c)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    bool good = jw_jv_present(jw_jv_first(c->what));
    if (!good) jw_load_report(l, c->what, "empty-list", NULL, NULL, NULL);
    for (jw_jv at = jw_jv_first(c->what); jw_jv_present(at); at = jw_jv_next(at)) {
        const char *id = jw_load_is(l, at, JW_WANT_STRING) ? jw_load_string(at) : NULL;
        bool again = id && !g_hash_table_add(seen, (void *)id);
        if (again) jw_load_report(l, at, "named-twice", id, NULL, NULL);
        good = good && id && !again;
    }
    return good;
}

/* One unit on its way into another. */
typedef struct {
    jw_reform *r;
    const jw_change *c;
    uint32_t from, into;
    bool good;
} merging;

/* A link of the unit becomes one of `into`, unless that leads to itself or is there already. */
static void move_link(void *context, uint32_t l)
{
    merging *g = context;
    jw_link link = jw_model_link(g->r->m, l);
    link.from = link.from == g->from ? g->into : link.from;
    link.to = link.to == g->from ? g->into : link.to;
    if (link.from == link.to || jw_edit_find_link(g->r->edit, link.kind, link.from, link.to) != JW_NO_LINK)
        return;
    g->good = jw_reform_link(g->r, g->c->what, link.kind, link.from, link.to) && g->good;
    if (g->good) jw_model_copy_values(g->r->m, true, l, jw_model_last_link(g->r->m));
}

/* What is named as a root, or counts as members, is so after the merger too. */
static void merge_rest(merging *g)
{
    jw_model *m = g->r->m;
    const uint32_t *roots;
    size_t n = jw_model_named_roots(m, &roots);
    for (size_t i = 0; i < n; i++)
        if (roots[i] == g->from) {
            jw_model_add_root(m, g->into);
            break;
        }
    double mine = jw_unit_number(m, g->into, JW_MEMBERS), others = jw_unit_number(m, g->from, JW_MEMBERS);
    if (isnan(others)) return;
    double sum = isnan(mine) ? others : mine + others;
    jw_value_fault fault = jw_model_set_number(m, false, g->into, JW_MEMBERS, sum);
    if (fault == JW_VALUE_GOOD) return;
    jw_load_report(g->r->l, g->c->what, jw_value_fault_code(fault), NULL, NULL, NULL);
    g->good = false;
}

static bool merge_one(jw_reform *r, const jw_change *c, uint32_t from, uint32_t into)
{
    merging g = { r, c, from, into, true };
    if (from == into) return true;
    jw_edit_each_link(r->edit, from, false, move_link, &g);
    jw_edit_each_link(r->edit, from, true, move_link, &g);
    merge_rest(&g);
    jw_edit_remove_unit(r->edit, from);
    return g.good;
}

bool jw_change_merge(jw_reform *r, const jw_change *c)
{
    uint32_t into = jw_reform_unit(r, c->into);
    bool good = into != JW_NO_UNIT;
    for (jw_jv at = jw_jv_first(c->what); good && jw_jv_present(at); at = jw_jv_next(at)) {
        uint32_t from = jw_reform_unit(r, at);
        good = from != JW_NO_UNIT && merge_one(r, c, from, into);
    }
    return good;
}
