/* The differences of two models: one walk over both, in order of id. */
#include "reform/diff.h"

#include "base/number.h"
#include "measure/coverage.h"
#include "model/build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Values ---- */

const char *jw_diff_value(const jw_model *m, bool links, uint32_t i, int attribute, char buffer[])
{
    if (attribute < 0) return NULL;
    if (!links) return jw_unit_value(m, i, attribute, buffer);
    const char *text = jw_link_text(m, i, attribute);
    int flag = jw_link_flag(m, i, attribute);
    double number = jw_link_number(m, i, attribute);
    if (text || flag >= 0) return text ? text : flag ? "true" : "false";
    if (isnan(number)) return NULL;
    jw_format_number(buffer, number);
    return buffer;
}

/* True without making texts of what is the same anyway. */
static bool is_same_number(const jw_model *a, const jw_model *b, bool links, uint32_t i, uint32_t k,
                           const jw_shared_attribute *at)
{
    double x = links ? jw_link_number(a, i, at->before) : jw_unit_number(a, i, at->before);
    double y = links ? jw_link_number(b, k, at->after) : jw_unit_number(b, k, at->after);
    return x == y; /* absent is not the same here: the texts tell */
}

static void add_attribute(jw_diff *d, const char *name)
{
    jw_shared_attribute shared = { name, jw_model_find_attribute(d->before, name),
                                   jw_model_find_attribute(d->after, name) };
    g_array_append_val(d->attributes, shared);
}

static void share_attributes(jw_diff *d)
{
    for (size_t a = 0; a < jw_model_attributes(d->before); a++)
        add_attribute(d, jw_model_attribute(d->before, a)->name);
    for (size_t a = 0; a < jw_model_attributes(d->after); a++)
        if (jw_model_find_attribute(d->before, jw_model_attribute(d->after, a)->name) < 0)
            add_attribute(d, jw_model_attribute(d->after, a)->name);
}

static const char *keep(jw_diff *d, const char *text)
{
    return text ? g_string_chunk_insert_const(d->texts, text) : NULL;
}

/* Adds a field if it differs. */
static void compare_texts(jw_diff *d, const char *name, const char *before, const char *after)
{
    if (g_strcmp0(before, after) == 0) return;
    jw_field field = { name, keep(d, before), keep(d, after) };
    g_array_append_val(d->fields, field);
}

/* Adds the attributes that differ. */
static void compare_values(jw_diff *d, bool links, uint32_t before, uint32_t after)
{
    for (guint i = 0; i < d->attributes->len; i++) {
        const jw_shared_attribute *at = &g_array_index(d->attributes, jw_shared_attribute, i);
        char x[JW_NUMBER_SIZE], y[JW_NUMBER_SIZE];
        if (is_same_number(d->before, d->after, links, before, after, at)) continue;
        compare_texts(d, at->name, jw_diff_value(d->before, links, before, at->before, x),
                      jw_diff_value(d->after, links, after, at->after, y));
    }
}

/* ---- Units ---- */

/* Adds a difference, of which the fields from `first` on are. */
static void add(jw_diff *d, bool links, jw_difference_kind kind, uint32_t before, uint32_t after, guint first)
{
    jw_entry entry = { { kind, links, before, after, NULL, d->fields->len - first }, first, false };
    g_array_append_val(links ? d->links : d->units, entry);
}

bool jw_diff_is_rekinded(const jw_diff *d, uint32_t before)
{
    uint32_t after = d->partner[0][before];
    return after != JW_NO_UNIT &&
           strcmp(jw_unit_kind_of(d->before, before)->name, jw_unit_kind_of(d->after, after)->name) != 0;
}

static const char *name_of(const jw_model *m, uint32_t u)
{
    return jw_unit_is_named(m, u) ? jw_unit_name(m, u) : NULL;
}

static void compare_unit(jw_diff *d, uint32_t before, uint32_t after)
{
    guint first = d->fields->len;
    compare_texts(d, "kind", jw_unit_kind_of(d->before, before)->name,
                  jw_unit_kind_of(d->after, after)->name);
    compare_texts(d, "name", name_of(d->before, before), name_of(d->after, after));
    compare_values(d, false, before, after);
    if (d->fields->len > first) add(d, false, JW_CHANGED, before, after, first);
}

static void compare_units(jw_diff *d)
{
    uint32_t n = (uint32_t)jw_model_unit_count(d->before), n_after = (uint32_t)jw_model_unit_count(d->after);
    d->partner[0] = g_new(uint32_t, n + 1);
    d->partner[1] = g_new(uint32_t, n_after + 1);
    for (uint32_t u = 0, v = 0; u < n || v < n_after;) {
        int order = u == n         ? 1
                    : v == n_after ? -1
                                   : strcmp(jw_unit_id(d->before, u), jw_unit_id(d->after, v));
        if (u < n) d->partner[0][u] = order == 0 ? v : JW_NO_UNIT;
        if (v < n_after) d->partner[1][v] = order == 0 ? u : JW_NO_UNIT;
        if (order == 0)
            compare_unit(d, u, v);
        else
            add(d, false, order < 0 ? JW_DELETED : JW_ADDED, order < 0 ? u : JW_NO_UNIT,
                order < 0 ? JW_NO_UNIT : v, d->fields->len);
        u += order <= 0;
        v += order >= 0;
    }
}

/* ---- Links ---- */

/* Compares the ends of two links by id. */
static int compare_ends(const jw_diff *d, uint32_t before, uint32_t after)
{
    jw_link x = jw_model_link(d->before, before), y = jw_model_link(d->after, after);
    if (d->partner[0][x.from] != y.from)
        return strcmp(jw_unit_id(d->before, x.from), jw_unit_id(d->after, y.from));
    if (d->partner[0][x.to] != y.to) return strcmp(jw_unit_id(d->before, x.to), jw_unit_id(d->after, y.to));
    return 0;
}

/* How many links stand from l on between the same two units. */
static uint32_t parallel(const jw_model *m, uint32_t l)
{
    jw_link first = jw_model_link(m, l);
    uint32_t n = 1;
    for (; l + n < jw_model_link_count(m); n++) {
        jw_link next = jw_model_link(m, l + n);
        if (next.from != first.from || next.to != first.to) break;
    }
    return n;
}

static void compare_link(jw_diff *d, uint32_t before, uint32_t after)
{
    guint first = d->fields->len;
    compare_values(d, true, before, after);
    if (d->fields->len > first) add(d, true, JW_CHANGED, before, after, first);
}

/* The link of the kind of link l among n of another model, or JW_NO_UNIT. Kinds are the same if their names
 * are. */
static uint32_t same_kind(const jw_model *m, uint32_t l, const jw_model *other, uint32_t first, uint32_t n)
{
    for (uint32_t i = first; i < first + n; i++)
        if (strcmp(jw_link_kind_of(m, l)->name, jw_link_kind_of(other, i)->name) == 0) return i;
    return JW_NO_UNIT;
}

/* The links between two units, n in the one model and n_after in the other; either may be 0. */
static void compare_parallel(jw_diff *d, uint32_t before, uint32_t n, uint32_t after, uint32_t n_after)
{
    for (uint32_t l = before; l < before + n; l++) {
        uint32_t same = same_kind(d->before, l, d->after, after, n_after);
        if (same == JW_NO_UNIT)
            add(d, true, JW_DELETED, l, JW_NO_UNIT, d->fields->len);
        else
            compare_link(d, l, same);
    }
    for (uint32_t l = after; l < after + n_after; l++)
        if (same_kind(d->after, l, d->before, before, n) == JW_NO_UNIT)
            add(d, true, JW_ADDED, JW_NO_UNIT, l, d->fields->len);
}

static void compare_links(jw_diff *d)
{
    uint32_t n = (uint32_t)jw_model_link_count(d->before), n_after = (uint32_t)jw_model_link_count(d->after);
    for (uint32_t l = 0, k = 0; l < n || k < n_after;) {
        int order = l == n ? 1 : k == n_after ? -1 : compare_ends(d, l, k);
        uint32_t same = order <= 0 ? parallel(d->before, l) : 0,
                 same_after = order >= 0 ? parallel(d->after, k) : 0;
        compare_parallel(d, l, same, k, same_after);
        l += same;
        k += same_after;
    }
}

/* ---- Moves ---- */

/* The ids of the direct leads by authority, in order. */
static char *leads_of(const jw_model *m, uint32_t u)
{
    jw_adjacency links = jw_model_adjacency(m);
    GString *ids = g_string_new(NULL);
    uint32_t last = JW_NO_UNIT;
    for (uint32_t i = links.in[u]; i < links.in[u + 1]; i++) {
        uint32_t from = jw_model_link(m, links.in_links[i]).from;
        if (from == last || jw_link_kind_of(m, links.in_links[i])->role != JW_ROLE_AUTHORITY) continue;
        g_string_append_printf(ids, "%s%s", ids->len ? ", " : "", jw_unit_id(m, from));
        last = from;
    }
    return g_string_free(ids, FALSE);
}

static bool is_led_by(const jw_model *m, uint32_t u, uint32_t lead)
{
    jw_adjacency links = jw_model_adjacency(m);
    for (uint32_t i = links.in[u]; i < links.in[u + 1] && lead != JW_NO_UNIT; i++)
        if (jw_model_link(m, links.in_links[i]).from == lead &&
            jw_link_kind_of(m, links.in_links[i])->role == JW_ROLE_AUTHORITY)
            return true;
    return false;
}

/* Which unit of `before` the link leads, if it is a new lead (or one that was lost) of a unit that is in both
 * models. */
static uint32_t whose_lead(const jw_diff *d, const jw_difference *f)
{
    bool gone = f->kind == JW_DELETED;
    const jw_model *m = gone ? d->before : d->after, *other = gone ? d->after : d->before;
    uint32_t l = gone ? f->before : f->after;
    if (f->kind == JW_CHANGED || jw_link_kind_of(m, l)->role != JW_ROLE_AUTHORITY) return JW_NO_UNIT;
    jw_link link = jw_model_link(m, l);
    uint32_t same = d->partner[gone ? 0 : 1][link.to];
    if (same == JW_NO_UNIT || is_led_by(other, same, d->partner[gone ? 0 : 1][link.from])) return JW_NO_UNIT;
    return gone ? link.to : same;
}

enum { LOST = 1, GOT = 2, MOVED = LOST | GOT };

static void add_move(jw_diff *d, uint32_t u)
{
    g_autofree char *before = leads_of(d->before, u), *after = leads_of(d->after, d->partner[0][u]);
    guint first = d->fields->len;
    compare_texts(d, "under", before, after);
    add(d, false, JW_MOVED, u, d->partner[0][u], first);
}

/* Who lost a lead and got another moved. */
static void find_moves(jw_diff *d)
{
    uint32_t n = (uint32_t)jw_model_unit_count(d->before);
    g_autofree char *lead = g_new0(char, n + 1);
    g_autofree uint32_t *of = g_new(uint32_t, d->links->len + 1);
    for (guint i = 0; i < d->links->len; i++) {
        const jw_difference *f = &g_array_index(d->links, jw_entry, i).is;
        of[i] = whose_lead(d, f);
        if (of[i] != JW_NO_UNIT) lead[of[i]] |= f->kind == JW_DELETED ? LOST : GOT;
    }
    for (uint32_t u = 0; u < n; u++)
        if (lead[u] == MOVED) add_move(d, u);
    for (guint i = 0; i < d->links->len; i++)
        g_array_index(d->links, jw_entry, i).is_told = of[i] != JW_NO_UNIT && lead[of[i]] == MOVED;
}

/* ---- The whole ---- */

static void show(jw_diff *d, GArray *list, jw_difference_kind kind)
{
    for (guint i = 0; i < list->len; i++) {
        jw_entry *entry = &g_array_index(list, jw_entry, i);
        if (entry->is.kind != kind || entry->is_told) continue;
        if (entry->is.n_fields) entry->is.fields = &g_array_index(d->fields, jw_field, entry->first);
        g_array_append_val(d->found, entry->is);
    }
}

jw_diff *jw_diff_new(const jw_model *before, const jw_model *after)
{
    jw_diff *d = g_new0(jw_diff, 1);
    d->before = before;
    d->after = after;
    d->attributes = g_array_new(FALSE, FALSE, sizeof(jw_shared_attribute));
    d->units = g_array_new(FALSE, FALSE, sizeof(jw_entry));
    d->links = g_array_new(FALSE, FALSE, sizeof(jw_entry));
    d->found = g_array_new(FALSE, FALSE, sizeof(jw_difference));
    d->fields = g_array_new(FALSE, FALSE, sizeof(jw_field));
    d->texts = g_string_chunk_new(4096);
    share_attributes(d);
    compare_units(d);
    compare_links(d);
    find_moves(d);
    for (int kind = 0; kind < JW_DIFFERENCES; kind++) show(d, d->units, (jw_difference_kind)kind);
    for (int kind = 0; kind < JW_DIFFERENCES; kind++) show(d, d->links, (jw_difference_kind)kind);
    return d;
}

void jw_diff_free(jw_diff *d)
{
    if (!d) return;
    GArray *arrays[] = { d->attributes, d->units, d->links, d->found, d->fields };
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++) g_array_free(arrays[i], TRUE);
    g_free(d->partner[0]);
    g_free(d->partner[1]);
    g_string_chunk_free(d->texts);
    g_free(d);
}

size_t jw_diff_size(const jw_diff *d)
{
    return d->found->len;
}

const jw_difference *jw_diff_get(const jw_diff *d, size_t i)
{
    return &g_array_index(d->found, jw_difference, i);
}

size_t jw_diff_count(const jw_diff *d, bool links, jw_difference_kind kind)
{
    size_t n = 0;
    for (guint i = 0; i < d->found->len; i++) {
        const jw_difference *f = &g_array_index(d->found, jw_difference, i);
        n += f->is_link == links && f->kind == kind;
    }
    return n;
}

const char *jw_difference_name(jw_difference_kind kind)
{
    static const char *const names[JW_DIFFERENCES] = { "add", "delete", "move", "change" };
    return names[kind];
}

size_t jw_diff_flips(const jw_diff *d, const jw_coverage *before, const jw_coverage *after, jw_flip **flips)
{
    uint32_t n = (uint32_t)jw_model_unit_count(d->before);
    size_t found = 0;
    *flips = malloc((n + 1) * sizeof **flips);
    if (!*flips) g_error("out of memory");
    for (uint32_t u = 0; u < n; u++) {
        uint32_t v = d->partner[0][u];
        if (v == JW_NO_UNIT) continue;
        jw_flip flip = { u, v, jw_coverage_status(before, u), jw_coverage_status(after, v) };
        if (flip.from != flip.to) (*flips)[found++] = flip;
    }
    return found;
}
