/* What a model says of itself, and the kinds and attributes it declares. */
#include "io/load.h"

#include "base/number.h"
#include "base/text.h"

#include <stddef.h>
#include <string.h>

/* ---- name, lang, as_of, source ---- */

static void set_name(jw_loader *l, jw_jv value)
{
    jw_model_set_name(l->model, jw_load_string(value));
}

static void set_source(jw_loader *l, jw_jv value)
{
    jw_model_set_source(l->model, jw_load_string(value));
}

static void set_lang(jw_loader *l, jw_jv value)
{
    static const char *const langs[] = { [JW_ZH] = "zh", [JW_EN] = "en" };
    int lang = jw_load_word(l, value, langs, G_N_ELEMENTS(langs));
    if (lang >= 0) jw_model_set_lang(l->model, (jw_lang)lang);
}

static void set_as_of(jw_loader *l, jw_jv value)
{
    if (jw_is_date(jw_load_string(value)))
        jw_model_set_as_of(l->model, jw_load_string(value));
    else
        jw_load_report(l, value, "not-a-date", jw_load_string(value), NULL, NULL);
}

void jw_load_setting(jw_loader *l, jw_jv value)
{
    static const struct {
        const char *key;
        void (*set)(jw_loader *l, jw_jv value);
    } settings[] = {
        { "name", set_name }, { "source", set_source }, { "lang", set_lang }, { "as_of", set_as_of }
    };
    for (size_t i = 0; i < G_N_ELEMENTS(settings); i++)
        if (strcmp(settings[i].key, jw_jv_key(value)) == 0) settings[i].set(l, value);
}

/* ---- Kinds ---- */

/* The cursors of a kind's definition. */
typedef struct {
    jw_jv role, rank, zh, en, colour;
} kind_keys;

/* Of links only the first four: they have no rank. */
static const jw_key kind_table[] = {
    { "role", JW_WANT_STRING, false, offsetof(kind_keys, role) },
    { "zh", JW_WANT_STRING, false, offsetof(kind_keys, zh) },
    { "en", JW_WANT_STRING, false, offsetof(kind_keys, en) },
    { "colour", JW_WANT_STRING, false, offsetof(kind_keys, colour) },
    { "rank", JW_WANT_NUMBER | JW_WANT_NULL, false, offsetof(kind_keys, rank) },
};
enum { UNIT_KIND_KEYS = G_N_ELEMENTS(kind_table), LINK_KIND_KEYS = UNIT_KIND_KEYS - 1 };

static bool is_colour(const char *text)
{
    return text[0] == '#' && strlen(text) == 7 && strspn(text + 1, "0123456789abcdefABCDEF") == 6;
}

/* Reads what kinds of units and of links have in common. */
static void read_words(jw_loader *l, const kind_keys *keys, const char **zh, const char **en,
                       const char **colour)
{
    if (jw_jv_present(keys->zh)) *zh = jw_load_label(l, keys->zh);
    if (jw_jv_present(keys->en)) *en = jw_load_label(l, keys->en);
    if (!jw_jv_present(keys->colour)) return;
    *colour = jw_load_string(keys->colour);
    if (!is_colour(*colour)) jw_load_report(l, keys->colour, "bad-colour", *colour, "#rrggbb", NULL);
}

enum { HIGHEST_RANK = 1000 };

static void read_rank(jw_loader *l, jw_jv object, jw_jv value, int *rank)
{
    double number;
    char found[JW_NUMBER_SIZE];
    if (jw_jv_number(value, NULL, &number)) {
        bool in_range = number >= 0 && number <= HIGHEST_RANK;
        *rank = in_range ? (int)number : JW_NO_RANK;
        jw_format_number(found, number);
        if (!in_range)
            jw_load_report(l, value, "out-of-range", found, "0 … 1000", NULL);
        else if (*rank != number)
            jw_load_report(l, value, "not-an-integer", found, NULL, NULL);
    } else if (jw_jv_present(jw_jv_get(object, "rank"))) { /* null takes a built-in kind's rank away */
        *rank = JW_NO_RANK;
    }
}

static void read_unit_kind(jw_loader *l, jw_jv object, jw_unit_kind *kind, bool *has_role)
{
    kind_keys keys;
    jw_load_keys(l, object, kind_table, UNIT_KIND_KEYS, &keys);
    size_t n;
    const char *const *roles = jw_unit_role_names(&n);
    int role = jw_jv_present(keys.role) ? jw_load_word(l, keys.role, roles, n) : -1;
    *has_role = *has_role || jw_jv_present(keys.role);
    if (role >= 0) kind->role = (jw_unit_role)role;
    read_rank(l, object, keys.rank, &kind->rank);
    read_words(l, &keys, &kind->zh, &kind->en, &kind->colour);
}

static void read_link_kind(jw_loader *l, jw_jv object, jw_link_kind *kind, bool *has_role)
{
    kind_keys keys;
    jw_load_keys(l, object, kind_table, LINK_KIND_KEYS, &keys);
    size_t n;
    const char *const *roles = jw_link_role_names(&n);
    int role = jw_jv_present(keys.role) ? jw_load_word(l, keys.role, roles, n) : -1;
    *has_role = *has_role || jw_jv_present(keys.role);
    if (role >= 0) {
        kind->role = (jw_link_role)role;
        kind->directed = kind->role != JW_ROLE_PARTNER && kind->role != JW_ROLE_INTERLOCK;
    }
    read_words(l, &keys, &kind->zh, &kind->en, &kind->colour);
}

/* False if there is no room for more. */
static bool finish_kind(jw_loader *l, jw_jv at, bool has_role, bool has_room)
{
    if (!has_role) jw_load_report(l, at, "missing-key", NULL, "role", NULL);
    if (!has_room) jw_load_report_limit(l, at, "too-many-kinds", l->options->limits.kinds);
    return has_room;
}

static bool load_unit_kind(jw_loader *l, const jw_layer *layer)
{
    int at = jw_model_unit_kind_named(l->model, layer->key);
    jw_unit_kind kind = { .name = layer->key, .role = JW_ROLE_OTHER, .rank = JW_NO_RANK };
    if (at >= 0) kind = *jw_model_unit_kind(l->model, (size_t)at);
    bool has_role = at >= 0;
    for (guint i = 0; i < layer->values->len; i++)
        read_unit_kind(l, g_array_index(layer->values, jw_jv, i), &kind, &has_role);
    /* A new kind without words is called by its name. */
    kind.zh = kind.zh ? kind.zh : kind.name;
    kind.en = kind.en ? kind.en : kind.name;
    return finish_kind(l, g_array_index(layer->values, jw_jv, 0), has_role,
                       jw_model_set_unit_kind(l->model, &kind) >= 0);
}

static bool load_link_kind(jw_loader *l, const jw_layer *layer)
{
    int at = jw_model_link_kind_named(l->model, layer->key);
    jw_link_kind kind = { .name = layer->key, .role = JW_ROLE_SERVICE, .directed = true };
    if (at >= 0) kind = *jw_model_link_kind(l->model, (size_t)at);
    bool has_role = at >= 0;
    for (guint i = 0; i < layer->values->len; i++)
        read_link_kind(l, g_array_index(layer->values, jw_jv, i), &kind, &has_role);
    kind.zh = kind.zh ? kind.zh : kind.name;
    kind.en = kind.en ? kind.en : kind.name;
    return finish_kind(l, g_array_index(layer->values, jw_jv, 0), has_role,
                       jw_model_set_link_kind(l->model, &kind) >= 0);
}

static void load_kinds_of(jw_loader *l, const char *part, bool (*load)(jw_loader *l, const jw_layer *layer))
{
    g_autoptr(GPtrArray) layers = jw_load_layers(l, "kinds", part);
    bool has_room = true;
    for (guint i = 0; i < layers->len && has_room; i++) {
        const jw_layer *layer = g_ptr_array_index(layers, i);
        if (jw_load_check_label(l, g_array_index(layer->values, jw_jv, 0), layer->key))
            has_room = load(l, layer);
    }
}

void jw_load_kinds(jw_loader *l)
{
    typedef struct {
        jw_jv units, links;
    } parts;
    static const jw_key table[] = {
        { "units", JW_WANT_OBJECT, false, offsetof(parts, units) },
        { "links", JW_WANT_OBJECT, false, offsetof(parts, links) },
    };
    for (guint i = 0; i < l->sources->len; i++) {
        const jw_source *source = g_ptr_array_index(l->sources, i);
        jw_jv kinds = jw_jv_get(jw_json_root(source->doc), "kinds");
        parts unused;
        if (jw_jv_is_object(kinds, NULL)) jw_load_keys(l, kinds, table, G_N_ELEMENTS(table), &unused);
    }
    load_kinds_of(l, "units", load_unit_kind);
    load_kinds_of(l, "links", load_link_kind);
}

/* ---- Attributes ---- */

typedef struct {
    jw_jv type, zh, en, is_private;
} attribute_keys;

static const jw_key attribute_table[] = {
    { "type", JW_WANT_STRING, false, offsetof(attribute_keys, type) },
    { "zh", JW_WANT_STRING, false, offsetof(attribute_keys, zh) },
    { "en", JW_WANT_STRING, false, offsetof(attribute_keys, en) },
    { "private", JW_WANT_BOOL, false, offsetof(attribute_keys, is_private) },
};

/* Keys of units, links and selectors that mean something else there. */
static const char *const reserved[] = {
    "id", "kind", "name", "under", "from", "to", "for", "role", "covered", "any", "pattern",
    /* keys of selectors that an analysis answers: measure/derived.h */
    "reach",
    "superiors",
    "partners",
    "instructors",
    "services",
    "interlocks",
    "span",
    "depth",
    "loops",
    "inversions",
};

bool jw_load_is_reserved(jw_loader *l, jw_jv member)
{
    for (size_t i = 0; i < G_N_ELEMENTS(reserved); i++)
        if (strcmp(reserved[i], jw_jv_key(member)) == 0) {
            jw_load_report_key(l, member, "reserved-name", reserved[i], NULL, NULL);
            return true;
        }
    return false;
}

/* Reads one file's part of a declaration; *type stays as it is if the file does not say or says it wrong. */
static void read_attribute(jw_loader *l, jw_jv object, jw_attribute *attribute, int *type)
{
    attribute_keys keys;
    jw_load_keys(l, object, attribute_table, G_N_ELEMENTS(attribute_table), &keys);
    size_t n;
    const char *const *types = jw_type_names(&n);
    if (jw_jv_present(keys.type)) {
        int named = jw_load_word(l, keys.type, types, n);
        *type = named >= 0 ? named : JW_STRING;
    }
    if (jw_jv_present(keys.zh)) attribute->zh = jw_load_label(l, keys.zh);
    if (jw_jv_present(keys.en)) attribute->en = jw_load_label(l, keys.en);
    jw_jv_bool(keys.is_private, NULL, &attribute->is_private);
}

void jw_load_report_many_attributes(jw_loader *l, jw_jv at)
{
    if (!l->many_attributes)
        jw_load_report_limit(l, at, "too-many-attributes", l->options->limits.attributes);
    l->many_attributes = true;
}

static void declare(jw_loader *l, jw_jv at, jw_attribute *attribute, int type)
{
    int known = jw_model_find_attribute(l->model, attribute->name);
    if (type < 0 && known < 0) {
        jw_load_report(l, at, "missing-key", NULL, "type", NULL);
        return;
    }
    if (known < 0) { /* without words it is called by its name */
        attribute->zh = attribute->zh ? attribute->zh : attribute->name;
        attribute->en = attribute->en ? attribute->en : attribute->name;
    }
    attribute->type = type >= 0 ? (jw_type)type : jw_model_attribute(l->model, (size_t)known)->type;
    if (jw_model_declare(l->model, attribute) >= 0) return;
    if (known < 0)
        jw_load_report_many_attributes(l, at);
    else
        jw_load_report(l, at, "attribute-type", jw_type_name(attribute->type),
                       jw_type_name(jw_model_attribute(l->model, (size_t)known)->type), NULL);
}

void jw_load_attributes(jw_loader *l)
{
    g_autoptr(GPtrArray) layers = jw_load_layers(l, "attributes", NULL);
    for (guint i = 0; i < layers->len; i++) {
        const jw_layer *layer = g_ptr_array_index(layers, i);
        jw_jv first = g_array_index(layer->values, jw_jv, 0);
        jw_attribute attribute = { .name = layer->key };
        int type = -1;
        for (guint k = 0; k < layer->values->len; k++)
            read_attribute(l, g_array_index(layer->values, jw_jv, k), &attribute, &type);
        if (jw_load_check_label(l, first, layer->key) && !jw_load_is_reserved(l, first))
            declare(l, first, &attribute, type);
    }
}
