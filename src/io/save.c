#include "io/save.h"

#include "base/file.h"
#include "base/text.h"
#include "io/load.h"
#include "io/select_json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Units and links ---- */

/* A list is its items joined by U+001F. */
static void write_list(jw_json_out *out, const char *text)
{
    g_auto(GStrv) items = g_strsplit(text, "\x1f", -1);
    jw_json_open_inline(out, '[');
    for (char **item = items; *item; item++) jw_json_string(out, *item);
    jw_json_close(out, ']');
}

void jw_save_value(jw_json_out *out, const jw_model *m, bool links, uint32_t u, int attribute)
{
    const jw_attribute *is = jw_model_attribute(m, (size_t)attribute);
    const char *text = links ? jw_link_text(m, u, attribute) : jw_unit_text(m, u, attribute);
    double number = links ? jw_link_number(m, u, attribute) : jw_unit_number(m, u, attribute);
    int flag = links ? jw_link_flag(m, u, attribute) : jw_unit_flag(m, u, attribute);
    if (!text && isnan(number) && flag < 0) return;
    jw_json_key(out, is->name);
    if (text && is->type == JW_LIST)
        write_list(out, text);
    else if (text)
        jw_json_string(out, text);
    else if (flag >= 0)
        jw_json_bool(out, flag);
    else
        jw_json_number(out, number);
}

static void write_values(jw_json_out *out, const jw_model *m, bool links, uint32_t u)
{
    for (size_t a = 0; a < jw_model_attributes(m); a++) jw_save_value(out, m, links, u, (int)a);
}

void jw_save_unit(jw_json_out *out, const jw_model *m, uint32_t u)
{
    jw_json_open_inline(out, '{');
    jw_json_put_string(out, "id", jw_unit_id(m, u));
    jw_json_put_string(out, "kind", jw_unit_kind_of(m, u)->name);
    if (jw_unit_is_named(m, u)) jw_json_put_string(out, "name", jw_unit_name(m, u));
    write_values(out, m, false, u);
    jw_json_close(out, '}');
}

void jw_save_link(jw_json_out *out, const jw_model *m, size_t l)
{
    jw_link link = jw_model_link(m, l);
    jw_json_open_inline(out, '{');
    jw_json_put_string(out, "kind", jw_link_kind_of(m, l)->name);
    jw_json_put_string(out, "from", jw_unit_id(m, link.from));
    jw_json_put_string(out, "to", jw_unit_id(m, link.to));
    write_values(out, m, true, (uint32_t)l);
    jw_json_close(out, '}');
}

/* The order in which siblings stand when nothing else says. */
static int compare_turns(gconstpointer a, gconstpointer b, gpointer model)
{
    const jw_model *m = model;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    uint32_t turn_x = jw_unit_turn(m, x), turn_y = jw_unit_turn(m, y);
    if (turn_x != turn_y) return turn_x > turn_y ? 1 : -1;
    return jw_compare_natural(jw_unit_id(m, x), jw_unit_id(m, y));
}

static void write_units(jw_json_out *out, const jw_model *m)
{
    uint32_t n = (uint32_t)jw_model_unit_count(m);
    g_autofree uint32_t *order = g_new(uint32_t, n + 1);
    for (uint32_t u = 0; u < n; u++) order[u] = u;
    g_qsort_with_data(order, (gint)n, sizeof *order, compare_turns, (void *)m);
    jw_json_key(out, "units");
    jw_json_open(out, '[');
    for (uint32_t i = 0; i < n; i++) jw_save_unit(out, m, order[i]);
    jw_json_close(out, ']');
}

static void write_links(jw_json_out *out, const jw_model *m)
{
    jw_json_key(out, "links");
    jw_json_open(out, '[');
    for (size_t l = 0; l < jw_model_link_count(m); l++) jw_save_link(out, m, l);
    jw_json_close(out, ']');
}

static void write_roots(jw_json_out *out, const jw_model *m)
{
    const uint32_t *roots;
    size_t n = jw_model_named_roots(m, &roots);
    if (!n) return;
    jw_json_key(out, "roots");
    jw_json_open_inline(out, '[');
    for (size_t i = 0; i < n; i++)
        if (!i || roots[i] != roots[i - 1]) jw_json_string(out, jw_unit_id(m, roots[i]));
    jw_json_close(out, ']');
}

/* ---- What is declared: what differs from the built-in ---- */

static bool is_builtin_unit_kind(const jw_unit_kind *kind)
{
    for (size_t i = 0; i < jw_builtin_unit_kinds_size; i++) {
        const jw_unit_kind *b = &jw_builtin_unit_kinds[i];
        if (strcmp(b->name, kind->name) == 0)
            return b->role == kind->role && b->rank == kind->rank && g_strcmp0(b->zh, kind->zh) == 0 &&
                   g_strcmp0(b->en, kind->en) == 0 && g_strcmp0(b->colour, kind->colour) == 0;
    }
    return false;
}

static bool is_builtin_link_kind(const jw_link_kind *kind)
{
    for (size_t i = 0; i < jw_builtin_link_kinds_size; i++) {
        const jw_link_kind *b = &jw_builtin_link_kinds[i];
        if (strcmp(b->name, kind->name) == 0)
            return b->role == kind->role && g_strcmp0(b->zh, kind->zh) == 0 &&
                   g_strcmp0(b->en, kind->en) == 0 && g_strcmp0(b->colour, kind->colour) == 0;
    }
    return false;
}

/* Opens { NAME: { "role", "zh", "en", "colour" and leaves it open. */
static void begin_kind(jw_json_out *out, const char *name, const char *role, const char *zh, const char *en,
                       const char *colour)
{
    jw_json_key(out, name);
    jw_json_open_inline(out, '{');
    jw_json_put_string(out, "role", role);
    if (zh) jw_json_put_string(out, "zh", zh);
    if (en) jw_json_put_string(out, "en", en);
    if (colour) jw_json_put_string(out, "colour", colour);
}

static void write_unit_kinds(jw_json_out *out, const jw_model *m)
{
    jw_json_key(out, "units");
    jw_json_open(out, '{');
    for (size_t i = 0; i < jw_model_unit_kinds(m); i++) {
        const jw_unit_kind *kind = jw_model_unit_kind(m, i);
        if (is_builtin_unit_kind(kind)) continue;
        begin_kind(out, kind->name, jw_unit_role_name(kind->role), kind->zh, kind->en, kind->colour);
        jw_json_put_number(out, "rank", kind->rank == JW_NO_RANK ? NAN : kind->rank);
        jw_json_close(out, '}');
    }
    jw_json_close(out, '}');
}

static void write_kinds(jw_json_out *out, const jw_model *m)
{
    jw_json_key(out, "kinds");
    jw_json_open(out, '{');
    write_unit_kinds(out, m);
    jw_json_key(out, "links");
    jw_json_open(out, '{');
    for (size_t i = 0; i < jw_model_link_kinds(m); i++) {
        const jw_link_kind *kind = jw_model_link_kind(m, i);
        if (is_builtin_link_kind(kind)) continue;
        begin_kind(out, kind->name, jw_link_role_name(kind->role), kind->zh, kind->en, kind->colour);
        jw_json_close(out, '}');
    }
    jw_json_close(out, '}');
    jw_json_close(out, '}');
}

/* A built-in attribute that was declared again may stand on units and links alike. */
static bool is_builtin_attribute(const jw_model *m, size_t i)
{
    if (i >= JW_BUILTIN_ATTRIBUTES) return false;
    const jw_attribute *is = jw_model_attribute(m, i), *b = &jw_builtin_attributes[i].is;
    int on = jw_builtin_attributes[i].on;
    return strcmp(is->zh, b->zh) == 0 && strcmp(is->en, b->en) == 0 && is->is_private == b->is_private &&
           jw_model_attribute_is_on(m, (int)i, JW_ON_UNITS) == ((on & JW_ON_UNITS) != 0) &&
           jw_model_attribute_is_on(m, (int)i, JW_ON_LINKS) == ((on & JW_ON_LINKS) != 0);
}

static void write_attributes(jw_json_out *out, const jw_model *m)
{
    jw_json_key(out, "attributes");
    jw_json_open(out, '{');
    for (size_t i = 0; i < jw_model_attributes(m); i++) {
        const jw_attribute *is = jw_model_attribute(m, i);
        if (is_builtin_attribute(m, i)) continue;
        jw_json_key(out, is->name);
        jw_json_open_inline(out, '{');
        jw_json_put_string(out, "type", jw_type_name(is->type));
        jw_json_put_string(out, "zh", is->zh);
        jw_json_put_string(out, "en", is->en);
        if (is->is_private) jw_json_put_bool(out, "private", true);
        jw_json_close(out, '}');
    }
    jw_json_close(out, '}');
}

/* ---- Policy ---- */

static void put_selector(jw_json_out *out, const char *key, const jw_selector *s, const jw_model *m)
{
    jw_json_key(out, key);
    jw_selector_write_json(out, s, m);
}

static void write_rule(jw_json_out *out, const jw_rule *r, const jw_model *m)
{
    static const char *const langs[] = { [JW_ZH] = "zh", [JW_EN] = "en" };
    jw_json_open(out, '{');
    jw_json_put_string(out, "id", r->id);
    if (r->stage) jw_json_put_string(out, "stage", r->stage);
    jw_json_put_string(out, "severity", jw_weight_name(r->weight));
    put_selector(out, "applies", r->applies, m);
    put_selector(out, "requires", r->required, m);
    if (r->because[0] || r->because[1]) {
        jw_json_key(out, "because");
        jw_json_open_inline(out, '{');
        for (int i = 0; i < 2; i++)
            if (r->because[i]) jw_json_put_string(out, langs[i], r->because[i]);
        jw_json_close(out, '}');
    }
    if (r->source) jw_json_put_string(out, "source", r->source);
    jw_json_close(out, '}');
}

static void write_rules(jw_json_out *out, const jw_model *m, const jw_policy *p)
{
    if (!p->n_rules) return;
    jw_json_key(out, "rules");
    jw_json_open(out, '[');
    for (size_t i = 0; i < p->n_rules; i++) write_rule(out, &p->rules[i], m);
    jw_json_close(out, ']');
}

static void write_index(jw_json_out *out, const jw_index *index, const jw_model *m)
{
    jw_json_open(out, '{');
    jw_json_put_string(out, "id", index->id);
    put_selector(out, "for", index->of, m);
    jw_json_key(out, "items");
    jw_json_open(out, '[');
    for (size_t i = 0; i < index->n_items; i++) {
        jw_json_open_inline(out, '{');
        put_selector(out, "when", index->items[i].when, m);
        jw_json_put_number(out, "points", index->items[i].points);
        jw_json_close(out, '}');
    }
    jw_json_close(out, ']');
    jw_json_close(out, '}');
}

static void write_indices(jw_json_out *out, const jw_model *m, const jw_policy *p)
{
    if (!p->n_indices) return;
    jw_json_key(out, "indices");
    jw_json_open(out, '[');
    for (size_t i = 0; i < p->n_indices; i++) write_index(out, &p->indices[i], m);
    jw_json_close(out, ']');
}

static void write_population(jw_json_out *out, const jw_model *m, const jw_policy *p)
{
    if (p->population) put_selector(out, "population", p->population, m);
}

static void write_near(jw_json_out *out, const jw_model *m, const jw_policy *p)
{
    (void)m;
    if (!p->n_near_streets) return;
    jw_json_key(out, "near");
    jw_json_open_inline(out, '[');
    for (size_t i = 0; i < p->n_near_streets; i++) {
        jw_json_open(out, '[');
        jw_json_string(out, p->near_streets[i].a);
        jw_json_string(out, p->near_streets[i].b);
        jw_json_close(out, ']');
    }
    jw_json_close(out, ']');
}

/* The keys of a policy that are neither numbers nor parts. */
static const struct {
    const char *key;
    void (*write)(jw_json_out *out, const jw_model *m, const jw_policy *p);
} written[] = { { "population", write_population },
                { "rules", write_rules },
                { "indices", write_indices },
                { "near", write_near } };

/* Goes through the reader's own table, so that no key can be forgotten. */
static void write_part(jw_json_out *out, const jw_model *m, const char *part)
{
    const jw_policy *p = jw_model_get_policy(m);
    jw_policy_key row;
    jw_json_open(out, '{');
    for (size_t i = 0; jw_policy_key_at(i, &row); i++) {
        if (strcmp(row.part, part) != 0) continue;
        if (row.is_number) {
            jw_json_put_number(out, row.key, *(const double *)(const void *)((const char *)p + row.offset));
        } else if (row.opens) {
            jw_json_key(out, row.key);
            write_part(out, m, row.opens);
        } else {
            for (size_t k = 0; k < G_N_ELEMENTS(written); k++)
                if (strcmp(written[k].key, row.key) == 0) written[k].write(out, m, p);
        }
    }
    jw_json_close(out, '}');
}

static void write_policy(jw_json_out *out, const jw_model *m)
{
    jw_json_key(out, "policy");
    write_part(out, m, "");
}

static void write_facts(jw_json_out *out, const jw_model *m)
{
    const jw_fact *facts;
    size_t n = jw_model_facts(m, &facts);
    if (!n) return;
    jw_json_key(out, "facts");
    jw_json_open(out, '[');
    for (size_t i = 0; i < n; i++) {
        jw_json_open_inline(out, '{');
        jw_json_put_string(out, "figure", facts[i].figure);
        jw_json_put_number(out, "value", facts[i].value);
        if (facts[i].source) jw_json_put_string(out, "source", facts[i].source);
        jw_json_close(out, '}');
    }
    jw_json_close(out, ']');
}

static void write_views(jw_json_out *out, const jw_model *m)
{
    size_t n = jw_model_view_count(m);
    if (!n) return;
    jw_json_key(out, "views");
    jw_json_open(out, '[');
    for (size_t i = 0; i < n; i++) jw_json_raw(out, jw_model_view_entry(m, i)->json);
    jw_json_close(out, ']');
}

/* ---- The whole ---- */

static void write_settings(jw_json_out *out, const jw_model *m)
{
    jw_json_put_number(out, "jingwei", 1);
    if (jw_model_name(m)) jw_json_put_string(out, "name", jw_model_name(m));
    jw_json_put_string(out, "lang", jw_model_lang(m) == JW_ZH ? "zh" : "en");
    if (jw_model_as_of(m)) jw_json_put_string(out, "as_of", jw_model_as_of(m));
    if (jw_model_source(m)) jw_json_put_string(out, "source", jw_model_source(m));
}

static void write_model(FILE *stream, const jw_model *m)
{
    static void (*const parts[])(jw_json_out * out, const jw_model *m) = {
        write_settings, write_kinds,  write_attributes, write_roots, write_units,
        write_links,    write_policy, write_facts,      write_views,
    };
    jw_json_out out;
    jw_json_begin(&out, stream);
    jw_json_open(&out, '{');
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) parts[i](&out, m);
    jw_json_close(&out, '}');
    jw_json_end(&out);
}

/* Writing has no limit, reading has. A pipe does not tell how much went through it. */
static void warn_if_too_large(FILE *stream, const char *path, jw_diags *diags)
{
    uint64_t most = jw_limits_default().json_bytes;
    off_t length = ftello(stream);
    if (length < 0 || (uint64_t)length <= most) return;
    char limit[32];
    g_snprintf(limit, sizeof limit, "%" G_GUINT64_FORMAT, most);
    jw_diags_add(diags, &(jw_diag){ .severity = JW_WARNING,
                                    .code = "larger-than-read",
                                    .place = { .file = path },
                                    .expected = limit });
}

bool jw_save(const jw_model *m, const char *path, jw_diags *diags)
{
    jw_outfile *out = jw_outfile_open(path, diags);
    if (!out) return false;
    write_model(jw_outfile_stream(out), m);
    warn_if_too_large(jw_outfile_stream(out), path, diags);
    return jw_outfile_commit(out, diags);
}
