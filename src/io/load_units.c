/* Units and links, written out or made by a pattern. */
#include "io/load.h"

#include <stddef.h>
#include <string.h>

/* ---- Units ---- */

typedef struct {
    jw_jv is_for, id, kind, name, under;
} unit_keys;

/* "for" comes first: most tables begin behind it. */
static const jw_key unit_table[] = {
    { "for", JW_WANT_OBJECT, true, offsetof(unit_keys, is_for) },
    { "id", JW_WANT_STRING, true, offsetof(unit_keys, id) },
    { "kind", JW_WANT_STRING, true, offsetof(unit_keys, kind) },
    { "name", JW_WANT_STRING | JW_WANT_NULL, false, offsetof(unit_keys, name) },
    { "under", JW_WANT_STRING, false, offsetof(unit_keys, under) },
};

/* The kind of a unit, or -1 after reporting. */
static int kind_of(jw_loader *l, jw_jv value, const jw_template *t)
{
    if (!jw_jv_present(value)) return t->kind ? jw_model_unit_kind_named(l->model, t->kind) : -1;
    g_autofree char *name = jw_load_text_of(l, value, t->pattern);
    int kind = name ? jw_model_unit_kind_named(l->model, name) : -1;
    if (name && kind < 0)
        jw_load_report(l, value, "unknown-kind", name, NULL, jw_model_nearest_unit_kind(l->model, name));
    return kind;
}

/* "models/a.json:12:5", where the unit of that id stands. */
static char *place_of(const jw_loader *l, const char *id)
{
    jw_place place = jw_unit_place(l->model, jw_model_find(l->model, id));
    return g_strdup_printf("%s:%u:%u", place.file ? place.file : "-", place.line, place.column);
}

static uint32_t add_unit(jw_loader *l, jw_jv object, jw_jv at, const char *id, const char *name, int kind)
{
    jw_spot spot = jw_model_spot(l->model, jw_jv_place(object));
    /* A unit of unknown kind is added all the same, or whoever names it would be blamed. */
    uint32_t unit = jw_model_add_unit(l->model, id, name && *name ? name : NULL, MAX(kind, 0), true, spot);
    if (unit != JW_NO_UNIT) return unit;
    if (jw_model_find(l->model, id) != JW_NO_UNIT) {
        g_autofree char *first = place_of(l, id);
        jw_load_report(l, at, "duplicate-id", id, first, NULL);
    } else {
        l->full = true;
        jw_load_report_limit(l, object, "too-many-units", l->options->limits.units);
    }
    return JW_NO_UNIT;
}

static bool wait_for_superior(jw_loader *l, jw_jv object, jw_jv under, uint32_t unit, const jw_template *t)
{
    bool says = jw_jv_present(under);
    if (!says && !t->under) return true;
    g_autofree char *superior = says ? jw_load_text_of(l, under, t->pattern) : g_strdup(t->under);
    if (!superior) return false;
    jw_str id = jw_strings_add(jw_model_strings(l->model), superior);
    jw_pending_under pending = { id, unit, says ? under : object };
    g_array_append_val(l->unders, pending);
    return true;
}

bool jw_load_unit(jw_loader *l, jw_jv object, const jw_template *t, int *kind_out)
{
    unit_keys keys = { 0 };
    jw_key table[G_N_ELEMENTS(unit_table)];
    memcpy(table, unit_table, sizeof table);
    table[2].required = !t->kind;
    const jw_key *known = t->has_for ? table : table + 1;
    size_t n = G_N_ELEMENTS(table) - !t->has_for;

    bool good = jw_load_known_keys(l, object, known, n, &keys);
    g_autofree char *id = jw_jv_present(keys.id) ? jw_load_text_of(l, keys.id, t->pattern) : NULL;
    g_autofree char *name = jw_jv_present(keys.name) ? jw_load_text_of(l, keys.name, t->pattern) : NULL;
    if (!id || !jw_load_check_label(l, keys.id, id)) {
        l->ids_known = false;
        return false;
    }
    int kind = kind_of(l, keys.kind, t);
    if (kind_out) *kind_out = kind;
    good = good && kind >= 0 && (name || !jw_jv_present(keys.name));
    uint32_t unit = add_unit(l, object, keys.id, id, name, kind);
    if (unit == JW_NO_UNIT) return false;
    good = jw_load_values(l, object, known, n, false, unit, t->pattern) && good;
    return wait_for_superior(l, object, keys.under, unit, t) && good;
}

void jw_load_units(jw_loader *l, jw_jv section)
{
    static const jw_template plain = { 0 };
    for (jw_jv unit = jw_jv_first(section); jw_jv_present(unit) && !l->full; unit = jw_jv_next(unit))
        jw_load_unit(l, unit, &plain, NULL);
}

/* ---- Links ---- */

typedef struct {
    jw_jv kind, from, to;
} link_keys;

static const jw_key link_table[] = {
    { "kind", JW_WANT_STRING, true, offsetof(link_keys, kind) },
    { "from", JW_WANT_STRING, true, offsetof(link_keys, from) },
    { "to", JW_WANT_STRING, true, offsetof(link_keys, to) },
};

/* The unit of that id, or JW_NO_UNIT after reporting. In JSON an id is an id: a name is only suggested as
 * one. */
uint32_t jw_load_find_unit(jw_loader *l, jw_jv at, const char *id)
{
    uint32_t unit = jw_model_find(l->model, id);
    if (unit != JW_NO_UNIT || !l->ids_known) return unit;
    if (jw_pending_left_out(l->links,
                            id)) { /* its row was told of; if that was a warning, this is one, too */
        if (l->options->skip_bad_rows) jw_jv_report(at, l->diags, JW_WARNING, "skipped-link", id, NULL, NULL);
        return JW_NO_UNIT;
    }
    uint32_t meant = jw_model_resolve(l->model, id);
    bool is_name = meant != JW_NO_UNIT && meant != JW_SEVERAL;
    jw_load_report(l, at, "unknown-unit", id, NULL,
                   is_name ? jw_unit_id(l->model, meant) : jw_model_nearest_unit(l->model, id));
    return JW_NO_UNIT;
}

/* Adds a link between units of which each is there or was reported. */
static bool add_link(jw_loader *l, jw_jv at, int kind, uint32_t from, uint32_t to)
{
    if (kind < 0 || from == JW_NO_UNIT || to == JW_NO_UNIT) return false;
    if (from == to) {
        jw_load_report(l, at, "self-link", jw_unit_id(l->model, from), NULL, NULL);
        return false;
    }
    if (jw_model_add_link(l->model, kind, from, to, jw_model_spot(l->model, jw_jv_place(at)))) return true;
    l->full = true;
    jw_load_report_limit(l, at, "too-many-links", l->options->limits.links);
    return false;
}

int jw_load_link_kind(jw_loader *l, jw_jv value, const char *name)
{
    int kind = jw_model_link_kind_named(l->model, name);
    if (kind < 0)
        jw_load_report(l, value, "unknown-link-kind", name, NULL, jw_model_nearest_link_kind(l->model, name));
    return kind;
}

bool jw_load_link(jw_loader *l, jw_jv object, const jw_template *t)
{
    link_keys keys;
    if (!jw_load_known_keys(l, object, link_table, G_N_ELEMENTS(link_table), &keys)) return false;
    g_autofree char *kind = jw_load_text_of(l, keys.kind, t->pattern);
    g_autofree char *from = jw_load_text_of(l, keys.from, t->pattern);
    g_autofree char *to = jw_load_text_of(l, keys.to, t->pattern);
    if (!kind || !from || !to) return false;
    int kind_index = jw_load_link_kind(l, keys.kind, kind);
    uint32_t from_unit = jw_load_find_unit(l, keys.from, from), to_unit = jw_load_find_unit(l, keys.to, to);
    return add_link(l, object, kind_index, from_unit, to_unit) &&
           jw_load_values(l, object, link_table, G_N_ELEMENTS(link_table), true, jw_model_last_link(l->model),
                          t->pattern);
}

void jw_load_links(jw_loader *l, jw_jv section)
{
    static const jw_template plain = { 0 };
    for (jw_jv link = jw_jv_first(section); jw_jv_present(link) && !l->full; link = jw_jv_next(link))
        jw_load_link(l, link, &plain);
}

void jw_load_unders(jw_loader *l)
{
    int leads = jw_model_link_kind_named(l->model, "leads");
    for (guint i = 0; i < l->unders->len && !l->full; i++) {
        const jw_pending_under *pending = &g_array_index(l->unders, jw_pending_under, i);
        const char *id = jw_strings_get(jw_model_strings(l->model), pending->superior);
        add_link(l, pending->at, leads, jw_load_find_unit(l, pending->at, id), pending->unit);
    }
}

/* ---- Roots ---- */

void jw_load_roots(jw_loader *l, jw_jv section)
{
    for (jw_jv root = jw_jv_first(section); jw_jv_present(root); root = jw_jv_next(root)) {
        const char *id = jw_load_is(l, root, JW_WANT_STRING) ? jw_load_label(l, root) : NULL;
        uint32_t unit = id ? jw_load_find_unit(l, root, id) : JW_NO_UNIT;
        if (unit != JW_NO_UNIT && g_hash_table_add(l->roots, GUINT_TO_POINTER(unit)))
            jw_model_add_root(l->model, unit);
    }
}
