/* The table of changes, and what they have in common: reading, selecting, linking, warning. */
#include "reform/change.h"

#include "base/text.h"
#include "io/select_json.h"

#include <stddef.h>
#include <string.h>

#define KEY(name, want, field)                                                                               \
    {                                                                                                        \
        name, want, true, offsetof(jw_change, field)                                                         \
    }

static const jw_change_kind kinds[] = {
    { "add", { KEY("add", JW_WANT_OBJECT, what) }, 1, NULL, jw_change_add },
    { "remove", { KEY("remove", JW_WANT_STRING, what) }, 1, NULL, jw_change_remove },
    { "set",
      { KEY("set", JW_WANT_OBJECT, what), KEY("where", JW_WANT_OBJECT, where) },
      2,
      jw_change_read_set,
      jw_change_set },
    { "link", { KEY("link", JW_WANT_OBJECT, what) }, 1, NULL, jw_change_link },
    { "unlink", { KEY("unlink", JW_WANT_OBJECT, what) }, 1, jw_change_read_unlink, jw_change_unlink },
    { "move",
      { KEY("move", JW_WANT_STRING, what), KEY("under", JW_WANT_STRING, into) },
      2,
      NULL,
      jw_change_move },
    { "merge",
      { KEY("merge", JW_WANT_LIST, what), KEY("into", JW_WANT_STRING, into) },
      2,
      jw_change_read_merge,
      jw_change_merge },
    { "form",
      { KEY("form", JW_WANT_STRING, what), KEY("where", JW_WANT_OBJECT, where) },
      2,
      jw_change_read_form,
      jw_change_form },
    { "group", { KEY("group", JW_WANT_OBJECT, what) }, 1, jw_change_read_group, jw_change_group },
    { "attach", { KEY("attach", JW_WANT_LIST, what) }, 1, NULL, jw_change_attach },
    { "send", { KEY("send", JW_WANT_OBJECT, what) }, 1, jw_change_read_send, jw_change_send },
};

/* ---- Reading ---- */

static const jw_change_kind *kind_named(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (strcmp(kinds[i].name, name) == 0) return &kinds[i];
    return NULL;
}

/* The kind that one of the keys names; NULL after reporting. */
static const jw_change_kind *kind_of(jw_loader *l, jw_jv object)
{
    const char *names[G_N_ELEMENTS(kinds)];
    g_autoptr(GString) all = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        names[i] = kinds[i].name;
        g_string_append_printf(all, "%s%s", i ? ", " : "", names[i]);
    }
    for (jw_jv member = jw_jv_first(object); jw_jv_present(member); member = jw_jv_next(member)) {
        const jw_change_kind *kind = kind_named(jw_jv_key(member));
        if (kind) return kind;
    }
    jw_jv first = jw_jv_first(object);
    if (jw_jv_present(first))
        jw_load_report_key(l, first, "unknown-change", jw_jv_key(first), all->str,
                           jw_nearest(jw_jv_key(first), names, G_N_ELEMENTS(names)));
    else
        jw_load_report(l, object, "empty-change", NULL, all->str, NULL);
    return NULL;
}

/* The selector at c->where, if the change has one. */
static bool read_where(jw_loader *l, jw_change *c)
{
    if (!jw_jv_present(c->where)) return true;
    size_t before = jw_diags_count(l->diags, JW_ERROR);
    c->where_is = jw_selector_from_json(c->where, l->diags);
    jw_load_count(l, before);
    return c->where_is != NULL;
}

static bool read_change(jw_loader *l, jw_change *c)
{
    if (!jw_load_is(l, c->at, JW_WANT_OBJECT)) return false;
    c->kind = kind_of(l, c->at);
    return c->kind && jw_load_keys(l, c->at, c->kind->keys, c->kind->n_keys, c) &&
           (!c->kind->read || c->kind->read(l, c)) && read_where(l, c);
}

bool jw_changes_read(jw_loader *l, jw_jv list, GArray *changes)
{
    bool good = true;
    for (jw_jv at = jw_jv_first(list); jw_jv_present(at); at = jw_jv_next(at)) {
        jw_change c = { .at = at };
        good = read_change(l, &c) && good;
        g_array_append_val(changes, c);
    }
    return good;
}

void jw_change_clear(void *change)
{
    jw_selector_free(((jw_change *)change)->where_is);
}

/* ---- The reform ---- */

void jw_reform_begin(jw_reform *r, jw_loader *l, const jw_model *base)
{
    *r = (jw_reform){ .l = l, .edit = jw_edit_new(base) };
    r->m = l->model = jw_edit_model(r->edit);
}

void jw_reform_touch(jw_reform *r)
{
    g_clear_pointer(&r->derived, jw_derivations_free);
    g_clear_pointer(&r->coverage, jw_coverage_free);
}

bool jw_reform_apply(jw_reform *r, const jw_change *c)
{
    size_t before = r->l->errors;
    bool good = c->kind->apply(r, c);
    jw_edit_notice(r->edit);
    jw_reform_touch(r);
    return good && r->l->errors == before;
}

jw_model *jw_reform_end(jw_reform *r, bool keep)
{
    jw_reform_touch(r);
    r->l->model = NULL; /* the edit's */
    if (keep) return jw_edit_finish(r->edit);
    jw_edit_free(r->edit);
    return NULL;
}

void jw_reform_settle(jw_reform *r)
{
    jw_edit_settle(r->edit);
}

const jw_coverage *jw_reform_coverage(jw_reform *r)
{
    jw_reform_settle(r);
    size_t before = jw_diags_count(r->l->diags, JW_ERROR);
    if (!r->coverage) r->coverage = jw_cover(r->m, r->l->diags);
    jw_load_count(r->l, before);
    return r->coverage;
}

/* ---- Selecting ---- */

/* True if the selector has one of n keys, in an alternative too. */
static bool has_key(const jw_selector *s, const char *const *keys, size_t n)
{
    for (size_t i = 0; i < s->n_conditions; i++) {
        const jw_condition *c = &s->conditions[i];
        for (size_t k = 0; k < n; k++)
            if (strcmp(c->key, keys[k]) == 0) return true;
        for (size_t k = 0; k < c->n_alternatives; k++)
            if (has_key(c->alternatives[k], keys, n)) return true;
    }
    return false;
}

/* Gets ready what the selector will be asked of: keys of an analysis need coverage, "under" needs the model
 * in order, all others only the values. False after reporting. */
static bool prepare(jw_reform *r, const jw_selector *s)
{
    static const char *const by_links[] = { "under" };
    if (!r->derived) r->derived = jw_derive(r->m, NULL);
    const jw_derived *derived = jw_derivations_get(r->derived);
    if (!has_key(s, derived->names, derived->n_names)) {
        if (has_key(s, by_links, G_N_ELEMENTS(by_links))) jw_reform_settle(r);
        return true;
    }
    g_clear_pointer(&r->derived, jw_derivations_free);
    const jw_coverage *coverage = jw_reform_coverage(r);
    if (coverage) r->derived = jw_derive(r->m, coverage);
    return coverage != NULL;
}

/* The condition that names the ids, if there is one: then nobody else need be asked. */
static const jw_condition *ids_in(const jw_selector *s)
{
    for (size_t i = 0; i < s->n_conditions; i++)
        if (s->conditions[i].test == JW_ONE_OF && strcmp(s->conditions[i].key, "id") == 0)
            return &s->conditions[i];
    return NULL;
}

static int compare_units(gconstpointer a, gconstpointer b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The named units that are there, each once. */
static void add_named(const jw_reform *r, const jw_condition *ids, GArray *units)
{
    for (size_t i = 0; i < ids->n_values; i++) {
        uint32_t u = ids->values[i] ? jw_model_find(r->m, ids->values[i]) : JW_NO_UNIT;
        if (u != JW_NO_UNIT) g_array_append_val(units, u);
    }
    g_array_sort(units, compare_units);
    guint kept = 0;
    for (guint i = 0; i < units->len; i++) {
        uint32_t u = g_array_index(units, uint32_t, i);
        if (!kept || g_array_index(units, uint32_t, kept - 1) != u)
            g_array_index(units, uint32_t, kept++) = u;
    }
    g_array_set_size(units, kept);
}

static GArray *candidates(const jw_reform *r, const jw_selector *s)
{
    GArray *units = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    const jw_condition *ids = ids_in(s);
    if (ids) add_named(r, ids, units);
    for (uint32_t u = 0; !ids && u < jw_model_unit_count(r->m); u++)
        if (jw_edit_has(r->edit, u)) g_array_append_val(units, u);
    return units;
}

bool jw_is_target(const jw_model *m, uint32_t u)
{
    return jw_unit_kind_of(m, u)->role == JW_ROLE_TARGET;
}

GArray *jw_reform_select(jw_reform *r, const jw_change *c, bool targets)
{
    if (!prepare(r, c->where_is)) return NULL;
    size_t before = jw_diags_count(r->l->diags, JW_ERROR);
    jw_bound *bound = jw_selector_bind(c->where_is, r->m, jw_derivations_get(r->derived), r->l->diags);
    jw_load_count(r->l, before);
    if (!bound) return NULL;
    GArray *units = candidates(r, c->where_is);
    guint kept = 0;
    for (guint i = 0; i < units->len; i++) {
        uint32_t u = g_array_index(units, uint32_t, i);
        if ((!targets || jw_is_target(r->m, u)) && jw_bound_holds(bound, u))
            g_array_index(units, uint32_t, kept++) = u;
    }
    g_array_set_size(units, kept);
    jw_bound_free(bound);
    if (!kept) jw_jv_report(c->where, r->l->diags, JW_WARNING, "nothing-selected", NULL, NULL, NULL);
    return units;
}

/* ---- Small things ---- */

uint32_t jw_reform_unit(jw_reform *r, jw_jv at)
{
    return jw_load_find_unit(r->l, at, jw_load_string(at));
}

bool jw_reform_link(jw_reform *r, jw_jv at, int kind, uint32_t from, uint32_t to)
{
    if (from == to) {
        jw_load_report(r->l, at, "self-link", jw_unit_id(r->m, from), NULL, NULL);
        return false;
    }
    if (jw_edit_add_link(r->edit, kind, from, to, jw_model_spot(r->m, jw_jv_place(at)))) return true;
    jw_load_report_limit(r->l, at, "too-many-links", jw_model_limits(r->m)->links);
    return false;
}

void jw_reform_warn(jw_reform *r, jw_jv at, const char *code, const GArray *units)
{
    enum { NAMED = 10 };
    g_autoptr(GString) named = g_string_new(NULL);
    for (guint i = 0; i < units->len && i < NAMED; i++)
        g_string_append_printf(named, "%s%s", i ? ", " : "",
                               jw_unit_id(r->m, g_array_index(units, uint32_t, i)));
    if (units->len > NAMED) g_string_append(named, " …");
    g_autofree char *how_many = g_strdup_printf("%u", units->len);
    if (units->len) jw_jv_report(at, r->l->diags, JW_WARNING, code, named->str, how_many, NULL);
}
