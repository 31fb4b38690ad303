/* Differences written as a scenario: links that go, units that go, units that come, values, links that come.
 * A unit of another kind goes and comes again, and its links with it. */
#include "reform/diff.h"

#include "base/file.h"
#include "base/number.h"
#include "io/save.h"
#include "model/build.h"

#include <string.h>

/* ---- What changes cannot say ---- */

static void say(jw_diags *diags, jw_severity severity, const char *code, const char *found)
{
    jw_diags_add(diags, &(jw_diag){ .severity = severity, .code = code, .found = found });
}

/* True if the first model knows every kind that a unit or link of the second has. */
static bool knows_kinds(const jw_diff *d, jw_diags *diags)
{
    size_t before = jw_diags_count(diags, JW_ERROR);
    g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);
    for (uint32_t u = 0; u < jw_model_unit_count(d->after); u++) {
        const char *kind = jw_unit_kind_of(d->after, u)->name;
        if (jw_model_unit_kind_named(d->before, kind) < 0 && g_hash_table_add(told, (void *)kind))
            say(diags, JW_ERROR, "not-in-base", kind);
    }
    for (size_t l = 0; l < jw_model_link_count(d->after); l++) {
        const char *kind = jw_link_kind_of(d->after, l)->name;
        if (jw_model_link_kind_named(d->before, kind) < 0 && g_hash_table_add(told, (void *)kind))
            say(diags, JW_ERROR, "not-in-base", kind);
    }
    return jw_diags_count(diags, JW_ERROR) == before;
}

/* True if some unit or link has a value of the attribute. */
static bool is_used(const jw_model *m, int attribute)
{
    char buffer[JW_NUMBER_SIZE];
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++)
        if (jw_diff_value(m, false, u, attribute, buffer)) return true;
    for (uint32_t l = 0; l < jw_model_link_count(m); l++)
        if (jw_diff_value(m, true, l, attribute, buffer)) return true;
    return false;
}

static bool knows_attributes(const jw_diff *d, jw_diags *diags)
{
    size_t errors = jw_diags_count(diags, JW_ERROR);
    for (guint i = 0; i < d->attributes->len; i++) {
        const jw_shared_attribute *at = &g_array_index(d->attributes, jw_shared_attribute, i);
        bool same = at->before >= 0 && at->after >= 0 &&
                    jw_model_attribute(d->before, (size_t)at->before)->type ==
                        jw_model_attribute(d->after, (size_t)at->after)->type;
        if (at->after >= 0 && !same && is_used(d->after, at->after))
            say(diags, JW_ERROR, "not-in-base", at->name);
    }
    return jw_diags_count(diags, JW_ERROR) == errors;
}

static void compare_roots(const jw_diff *d, jw_diags *diags)
{
    const uint32_t *before, *after;
    size_t n = jw_model_named_roots(d->before, &before), n_after = jw_model_named_roots(d->after, &after);
    size_t kept = 0;
    bool same = true;
    for (size_t i = 0; i < n; i++) { /* one that goes is no root any more */
        uint32_t root = d->partner[0][before[i]];
        if (root == JW_NO_UNIT || (i && before[i] == before[i - 1])) continue;
        same = same && kept < n_after && after[kept] == root && !jw_diff_is_rekinded(d, before[i]);
        kept++;
    }
    if (!same || kept != n_after) say(diags, JW_WARNING, "roots-differ", NULL);
}

/* ---- Changes ---- */

typedef struct {
    const jw_diff *d;
    jw_json_out *out;
} writer;

static void begin_change(writer *w, const char *kind)
{
    jw_json_open_inline(w->out, '{');
    jw_json_key(w->out, kind);
}

static void end_change(writer *w)
{
    jw_json_close(w->out, '}');
}

/* Links between units that stay; the others go with their units. */
static void write_unlinks(writer *w)
{
    const jw_diff *d = w->d;
    for (guint i = 0; i < d->links->len; i++) {
        const jw_difference *f = &g_array_index(d->links, jw_entry, i).is;
        if (f->kind == JW_ADDED) continue;
        jw_link link = jw_model_link(d->before, f->before);
        if (d->partner[0][link.from] == JW_NO_UNIT || d->partner[0][link.to] == JW_NO_UNIT ||
            jw_diff_is_rekinded(d, link.from) || jw_diff_is_rekinded(d, link.to))
            continue;
        begin_change(w, "unlink");
        jw_json_open(w->out, '{');
        jw_json_put_string(w->out, "kind", jw_link_kind_of(d->before, f->before)->name);
        jw_json_put_string(w->out, "from", jw_unit_id(d->before, link.from));
        jw_json_put_string(w->out, "to", jw_unit_id(d->before, link.to));
        jw_json_close(w->out, '}');
        end_change(w);
    }
}

static void write_removes(writer *w)
{
    const jw_diff *d = w->d;
    for (uint32_t u = 0; u < jw_model_unit_count(d->before); u++) {
        if (d->partner[0][u] != JW_NO_UNIT && !jw_diff_is_rekinded(d, u)) continue;
        begin_change(w, "remove");
        jw_json_string(w->out, jw_unit_id(d->before, u));
        end_change(w);
    }
}

static void write_adds(writer *w)
{
    const jw_diff *d = w->d;
    for (uint32_t u = 0; u < jw_model_unit_count(d->after); u++) {
        uint32_t before = d->partner[1][u];
        if (before != JW_NO_UNIT && !jw_diff_is_rekinded(d, before)) continue;
        begin_change(w, "add");
        jw_save_unit(w->out, d->after, u);
        end_change(w);
    }
}

/* A field's new value; null if it has none. */
static void write_field(writer *w, uint32_t after, const jw_field *field)
{
    int attribute = jw_model_find_attribute(w->d->after, field->name);
    if (strcmp(field->name, "name") == 0)
        jw_json_put_string(w->out, "name", field->after);
    else if (field->after)
        jw_save_value(w->out, w->d->after, false, after, attribute);
    else
        jw_json_put_string(w->out, field->name, NULL);
}

static void write_sets(writer *w)
{
    const jw_diff *d = w->d;
    for (guint i = 0; i < d->found->len; i++) {
        const jw_difference *f = &g_array_index(d->found, jw_difference, i);
        if (f->is_link || f->kind != JW_CHANGED || jw_diff_is_rekinded(d, f->before)) continue;
        begin_change(w, "set");
        jw_json_open(w->out, '{');
        for (size_t k = 0; k < f->n_fields; k++) write_field(w, f->after, &f->fields[k]);
        jw_json_close(w->out, '}');
        jw_json_key(w->out, "where");
        jw_json_open(w->out, '{');
        jw_json_put_string(w->out, "id", jw_unit_id(d->after, f->after));
        jw_json_close(w->out, '}');
        end_change(w);
    }
}

static void write_link(writer *w, uint32_t l)
{
    begin_change(w, "link");
    jw_save_link(w->out, w->d->after, l);
    end_change(w);
}

/* True if the unit of the second model is not there when links are added but for its `add`. */
static bool has_come(const jw_diff *d, uint32_t after)
{
    uint32_t before = d->partner[1][after];
    return before != JW_NO_UNIT && jw_diff_is_rekinded(d, before);
}

/* Those that are new or changed, and all of a unit that came again. */
static void write_links(writer *w)
{
    const jw_diff *d = w->d;
    g_autofree bool *again = g_new0(bool, jw_model_link_count(d->after) + 1);
    for (guint i = 0; i < d->links->len; i++) {
        const jw_difference *f = &g_array_index(d->links, jw_entry, i).is;
        if (f->kind != JW_DELETED) again[f->after] = true;
    }
    for (uint32_t l = 0; l < jw_model_link_count(d->after); l++) {
        jw_link link = jw_model_link(d->after, l);
        if (again[l] || has_come(d, link.from) || has_come(d, link.to)) write_link(w, l);
    }
}

static void write_scenario(const jw_diff *d, const char *name, FILE *stream)
{
    static void (*const parts[])(writer * w) = { write_unlinks, write_removes, write_adds, write_sets,
                                                 write_links };
    jw_json_out out;
    writer w = { d, &out };
    jw_json_begin(&out, stream);
    jw_json_open(&out, '{');
    jw_json_put_number(&out, "jingwei", 1);
    jw_json_put_string(&out, "scenario", name);
    jw_json_key(&out, "changes");
    jw_json_open(&out, '[');
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) parts[i](&w);
    jw_json_close(&out, ']');
    jw_json_close(&out, '}');
    jw_json_end(&out);
}

bool jw_diff_save(const jw_diff *d, const char *name, const char *path, jw_diags *diags)
{
    bool kinds = knows_kinds(d, diags), attributes = knows_attributes(d, diags);
    if (!kinds || !attributes) return false;
    compare_roots(d, diags);
    jw_outfile *out = jw_outfile_open(path, diags);
    if (!out) return false;
    write_scenario(d, name, jw_outfile_stream(out));
    return jw_outfile_commit(out, diags);
}
