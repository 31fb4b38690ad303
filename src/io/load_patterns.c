/* Patterns: units and links made for each combination of values.
 *
 * A general pattern is a product and lists of templates. core-block-strip-face is one unit and two products
 * of one template each, and the attach rules that make the face; both end in jw_load_unit. What is wrong with
 * a template is told once, not once a combination: the first unit that fails ends its pattern. */
#include "io/load.h"

#include "base/number.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

/* A pattern whose units were made, for the phases to come. */
typedef struct {
    jw_jv at;
    jw_pattern *product; /* of a general one */
    jw_jv links;
    bool is_face;
    bool backstop;
    GArray *kinds[3]; /* of a face: the kinds of core, blocks, strips (int), each once */
} made;

void jw_load_pattern_free(void *data)
{
    made *p = data;
    jw_pattern_free(p->product);
    for (size_t i = 0; i < G_N_ELEMENTS(p->kinds); i++)
        if (p->kinds[i]) g_array_free(p->kinds[i], TRUE);
    g_free(p);
}

/* ---- for ---- */

static bool read_whole(jw_loader *l, jw_jv value, int64_t *out)
{
    double number = 0;
    char found[JW_NUMBER_SIZE];
    jw_jv_number(value, NULL, &number);
    if (number == floor(number) && fabs(number) <= 9007199254740992.0) {
        *out = (int64_t)number;
        return true;
    }
    jw_format_number(found, number);
    jw_load_report(l, value, "not-an-integer", found, NULL, NULL);
    return false;
}

static bool read_range(jw_loader *l, jw_jv object, jw_pattern *product)
{
    typedef struct {
        jw_jv from, to;
    } range_keys;
    static const jw_key table[] = {
        { "from", JW_WANT_NUMBER, true, offsetof(range_keys, from) },
        { "to", JW_WANT_NUMBER, true, offsetof(range_keys, to) },
    };
    range_keys keys;
    int64_t from, to;
    if (!jw_load_keys(l, object, table, G_N_ELEMENTS(table), &keys) || !read_whole(l, keys.from, &from) ||
        !read_whole(l, keys.to, &to))
        return false;
    if (from > to) {
        g_autofree char *found = g_strdup_printf("%" G_GINT64_FORMAT, to);
        g_autofree char *expected = g_strdup_printf("≥ %" G_GINT64_FORMAT, from);
        jw_load_report(l, keys.to, "out-of-range", found, expected, NULL);
        return false;
    }
    jw_pattern_add_range(product, jw_jv_key(object), from, to);
    return true;
}

static bool read_words(jw_loader *l, jw_jv list, jw_pattern *product)
{
    bool good = jw_jv_present(jw_jv_first(list));
    if (!good) jw_load_report(l, list, "empty-list", NULL, NULL, NULL);
    jw_pattern_add_name(product, jw_jv_key(list));
    for (jw_jv item = jw_jv_first(list); jw_jv_present(item); item = jw_jv_next(item)) {
        double number;
        char text[JW_NUMBER_SIZE];
        if (!jw_load_is(l, item, JW_WANT_STRING | JW_WANT_NUMBER)) {
            good = false;
        } else if (jw_jv_number(item, NULL, &number)) {
            jw_format_number(text, number);
            jw_pattern_add_word(product, text);
        } else {
            jw_pattern_add_word(product, jw_load_string(item));
        }
    }
    return good;
}

static bool is_name(const char *key)
{
    return *key && !strpbrk(key, "{}:");
}

/* The product that "for" says; NULL after reporting. */
static jw_pattern *read_product(jw_loader *l, jw_jv object)
{
    jw_pattern *product = jw_pattern_new();
    bool good = jw_jv_present(jw_jv_first(object));
    if (!good) jw_load_report(l, object, "empty-list", NULL, NULL, NULL);
    for (jw_jv axis = jw_jv_first(object); jw_jv_present(axis); axis = jw_jv_next(axis)) {
        if (!is_name(jw_jv_key(axis))) {
            jw_load_report_key(l, axis, "bad-placeholder", jw_jv_key(axis), NULL, NULL);
            good = false;
        } else if (!jw_load_is(l, axis, JW_WANT_OBJECT | JW_WANT_LIST)) {
            good = false;
        } else {
            bool is_range = jw_jv_is_object(axis, NULL);
            good = (is_range ? read_range(l, axis, product) : read_words(l, axis, product)) && good;
        }
    }
    if (good) return product;
    jw_pattern_free(product);
    return NULL;
}

/* True if a product of `templates` each stays within the limit. */
static bool fits(jw_loader *l, jw_jv at, const jw_pattern *product, size_t templates)
{
    uint64_t most = l->options->limits.pattern_units;
    if (jw_pattern_size(product) <= most / MAX(templates, 1)) return true;
    jw_load_report_limit(l, at, "too-many-pattern-units", most);
    return false;
}

/* ---- General patterns ---- */

/* Makes one of each template for each combination, until one fails. */
static bool make_all(jw_loader *l, jw_jv templates, jw_pattern *product,
                     bool (*make)(jw_loader *l, jw_jv object, const jw_template *t))
{
    jw_template t = { .pattern = product };
    uint64_t size = jw_pattern_size(product);
    for (uint64_t i = 0; i < size; i++) {
        jw_pattern_choose(product, i);
        for (jw_jv at = jw_jv_first(templates); jw_jv_present(at); at = jw_jv_next(at))
            if (l->full || !make(l, at, &t)) return false;
    }
    return true;
}

static bool make_unit(jw_loader *l, jw_jv object, const jw_template *t)
{
    return jw_load_unit(l, object, t, NULL);
}

static bool load_general(jw_loader *l, jw_jv object, made *p)
{
    typedef struct {
        jw_jv is_for, units, links;
    } pattern_keys;
    static const jw_key table[] = {
        { "for", JW_WANT_OBJECT, true, offsetof(pattern_keys, is_for) },
        { "units", JW_WANT_LIST, false, offsetof(pattern_keys, units) },
        { "links", JW_WANT_LIST, false, offsetof(pattern_keys, links) },
    };
    pattern_keys keys;
    if (!jw_load_keys(l, object, table, G_N_ELEMENTS(table), &keys)) return false;
    if (!jw_jv_present(keys.units) && !jw_jv_present(keys.links)) {
        jw_load_report(l, object, "missing-key", NULL, "units", NULL);
        return false;
    }
    p->product = read_product(l, keys.is_for);
    p->links = keys.links;
    return p->product && fits(l, keys.is_for, p->product, jw_jv_size(keys.units)) &&
           fits(l, keys.is_for, p->product, jw_jv_size(keys.links)) &&
           make_all(l, keys.units, p->product, make_unit);
}

/* ---- core-block-strip-face ---- */

static void note_kind(GArray *kinds, int kind)
{
    for (guint i = 0; i < kinds->len; i++)
        if (g_array_index(kinds, int, i) == kind) return;
    g_array_append_val(kinds, kind);
}

static bool make_core(jw_loader *l, jw_jv object, GArray *kinds)
{
    jw_template t = { .kind = "core" };
    int kind = -1;
    bool good = jw_load_unit(l, object, &t, &kind);
    note_kind(kinds, kind);
    return good;
}

/* The blocks, or the strips: an object that is a template and says "for" what. */
static bool make_row(jw_loader *l, jw_jv object, const char *kind, const char *core, GArray *kinds)
{
    jw_jv is_for = jw_jv_get(object, "for");
    if (!jw_jv_present(is_for)) {
        jw_load_report(l, object, "missing-key", NULL, "for", NULL);
        return false;
    }
    jw_pattern *product = jw_load_is(l, is_for, JW_WANT_OBJECT) ? read_product(l, is_for) : NULL;
    if (!product || !fits(l, is_for, product, 1)) {
        jw_pattern_free(product);
        return false;
    }
    jw_template t = { .pattern = product, .kind = kind, .under = core, .has_for = true };
    uint64_t size = jw_pattern_size(product);
    bool good = true;
    for (uint64_t i = 0; i < size && good && !l->full; i++) {
        int made_kind = -1;
        jw_pattern_choose(product, i);
        good = jw_load_unit(l, object, &t, &made_kind);
        note_kind(kinds, made_kind);
    }
    jw_pattern_free(product);
    return good;
}

static bool load_face(jw_loader *l, jw_jv object, made *p)
{
    typedef struct {
        jw_jv pattern, core, blocks, strips, backstop;
    } face_keys;
    static const jw_key table[] = {
        { "pattern", JW_WANT_STRING, true, offsetof(face_keys, pattern) },
        { "core", JW_WANT_OBJECT, true, offsetof(face_keys, core) },
        { "blocks", JW_WANT_OBJECT, true, offsetof(face_keys, blocks) },
        { "strips", JW_WANT_OBJECT, true, offsetof(face_keys, strips) },
        { "backstop", JW_WANT_BOOL, false, offsetof(face_keys, backstop) },
    };
    static const char *const names[] = { "core-block-strip-face" };
    face_keys keys;
    jw_jv name = jw_jv_get(object, "pattern"); /* first: the keys are those of this pattern */
    if (!jw_load_is(l, name, JW_WANT_STRING) || jw_load_word(l, name, names, G_N_ELEMENTS(names)) < 0 ||
        !jw_load_keys(l, object, table, G_N_ELEMENTS(table), &keys))
        return false;
    p->is_face = true;
    p->backstop = true;
    jw_jv_bool(keys.backstop, NULL, &p->backstop);
    for (size_t i = 0; i < G_N_ELEMENTS(p->kinds); i++) p->kinds[i] = g_array_new(FALSE, FALSE, sizeof(int));
    const char *core = jw_load_string(jw_jv_get(keys.core, "id"));
    bool good = make_core(l, keys.core, p->kinds[0]);
    good = make_row(l, keys.blocks, "block", core, p->kinds[1]) && good;
    return make_row(l, keys.strips, "strip", core, p->kinds[2]) && good;
}

/* ---- The phases ---- */

void jw_load_pattern_units(jw_loader *l, jw_jv section)
{
    for (jw_jv at = jw_jv_first(section); jw_jv_present(at) && !l->full; at = jw_jv_next(at)) {
        made *p = g_new0(made, 1);
        p->at = at;
        bool is_object = jw_load_is(l, at, JW_WANT_OBJECT);
        bool is_face = is_object && jw_jv_present(jw_jv_get(at, "pattern"));
        if (is_object && (is_face ? load_face(l, at, p) : load_general(l, at, p))) {
            g_ptr_array_add(l->patterns, p);
        } else {
            l->ids_known = false; /* of the units that it did not make */
            jw_load_pattern_free(p);
        }
    }
}

void jw_load_pattern_links(jw_loader *l, jw_jv section)
{
    for (guint i = 0; i < l->patterns->len && !l->full; i++) {
        made *p = g_ptr_array_index(l->patterns, i);
        if (p->at.doc == section.doc && jw_jv_present(p->links))
            make_all(l, p->links, p->product, jw_load_link);
    }
}

/* Targets go to units of these kinds; `by` NULL: to any of them. */
static void add_rule(jw_loader *l, const made *p, const GArray *kinds, const char *by, const char *link)
{
    jw_place place = jw_jv_place(p->at);
    jw_attach_rule rule = { .to = jw_selector_new(place.file),
                            .link = jw_model_link_kind_named(l->model, link),
                            .spot = jw_model_spot(l->model, place) };
    jw_condition *condition = jw_selector_add(rule.to, JW_ONE_OF, "kind");
    condition->line = place.line;
    condition->column = place.column;
    for (guint i = 0; i < kinds->len; i++)
        jw_condition_add_value(condition,
                               jw_model_unit_kind(l->model, (size_t)g_array_index(kinds, int, i))->name);
    if (by) {
        rule.by = g_new(int, 1);
        rule.by[0] = jw_model_find_attribute(l->model, by);
        rule.n_by = 1;
    }
    jw_model_add_attach_rule(l->model, rule);
}

void jw_load_pattern_rules(jw_loader *l, jw_jv section)
{
    for (guint i = 0; i < l->patterns->len; i++) {
        const made *p = g_ptr_array_index(l->patterns, i);
        if (p->at.doc != section.doc || !p->is_face) continue;
        add_rule(l, p, p->kinds[2], "industry", "guides");
        add_rule(l, p, p->kinds[1], "street", "guides");
        if (p->backstop) add_rule(l, p, p->kinds[0], NULL, "backstops");
    }
}
