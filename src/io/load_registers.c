/* What a model says of its registers, as register.h wants it. */
#include "io/load.h"

#include "base/number.h"
#include "base/text.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* ---- Cells ---- */

typedef struct {
    jw_jv column, map, otherwise, none, value;
} cell_keys;

static const jw_key cell_table[] = {
    { "column", JW_WANT_STRING, false, offsetof(cell_keys, column) },
    { "map", JW_WANT_OBJECT, false, offsetof(cell_keys, map) },
    { "else", JW_WANT_STRING | JW_WANT_NUMBER | JW_WANT_BOOL | JW_WANT_NULL, false,
      offsetof(cell_keys, otherwise) },
    { "none", JW_WANT_LIST, false, offsetof(cell_keys, none) },
    { "value", JW_WANT_ANYTHING & ~JW_WANT_OBJECT, false, offsetof(cell_keys, value) },
};

/* Everything that one register needs, and the memory of it. */
typedef struct {
    jw_loader *l;
    jw_register is;
    GPtrArray *texts; /* char *, g_free */
    GPtrArray *maps;  /* GArray of jw_map_pair */
    GArray *attributes, *links;
} mapping;

static const char *keep(mapping *to, char *text)
{
    g_ptr_array_add(to->texts, text);
    return text;
}

static const char *keep_path(mapping *to, jw_jv at)
{
    char *path = jw_jv_path(at), *kept = g_strdup(path);
    free(path);
    return keep(to, kept);
}

/* A list as the text of a cell, which is split at semicolons. */
static const char *list_text(mapping *to, jw_jv list)
{
    GString *text = g_string_new(NULL);
    for (jw_jv item = jw_jv_first(list); jw_jv_present(item); item = jw_jv_next(item))
        if (jw_load_is(to->l, item, JW_WANT_STRING) && jw_load_label(to->l, item))
            g_string_append_printf(text, "%s%s", text->len ? ";" : "", jw_load_string(item));
    return keep(to, g_string_free(text, FALSE));
}

/* A value as a cell would hold it; NULL for null. */
static const char *value_text(mapping *to, jw_jv value)
{
    char number[JW_NUMBER_SIZE];
    if (cJSON_IsString(value.node)) return value.node->valuestring;
    if (cJSON_IsBool(value.node)) return cJSON_IsTrue(value.node) ? "true" : "false";
    if (cJSON_IsArray(value.node)) return list_text(to, value);
    if (!cJSON_IsNumber(value.node)) return NULL;
    jw_format_number(number, value.node->valuedouble);
    return keep(to, g_strdup(number));
}

static void read_map(mapping *to, jw_jv object, jw_cell_source *cell)
{
    GArray *pairs = g_array_new(FALSE, FALSE, sizeof(jw_map_pair));
    g_ptr_array_add(to->maps, pairs);
    if (!jw_jv_present(jw_jv_first(object))) jw_load_report(to->l, object, "empty-list", NULL, NULL, NULL);
    for (jw_jv member = jw_jv_first(object); jw_jv_present(member); member = jw_jv_next(member)) {
        if (!jw_load_is(to->l, member, JW_WANT_STRING | JW_WANT_NUMBER | JW_WANT_BOOL | JW_WANT_NULL))
            continue;
        jw_map_pair pair = { jw_jv_key(member), value_text(to, member), jw_jv_place(member),
                             keep_path(to, member) };
        g_array_append_val(pairs, pair);
    }
    cell->map = (const jw_map_pair *)(void *)pairs->data;
    cell->n_map = pairs->len;
}

/* What all words mean that the map has not; null: absent. */
static void read_else(mapping *to, jw_jv value, jw_cell_source *cell)
{
    if (!jw_jv_present(value)) return;
    if (!cell->n_map) {
        jw_load_report_key(to->l, value, "else-without-map", NULL, NULL, NULL);
        return;
    }
    jw_map_pair *pair = g_new0(jw_map_pair, 1);
    keep(to, (char *)(void *)pair);
    *pair = (jw_map_pair){ NULL, value_text(to, value), jw_jv_place(value), keep_path(to, value) };
    cell->otherwise = pair;
}

/* Words that are as good as an empty cell. */
static const char *const *read_none(mapping *to, jw_jv list, size_t *n)
{
    const char **words = g_new(const char *, jw_jv_size(list) + 1);
    keep(to, (char *)(void *)words);
    *n = 0;
    for (jw_jv item = jw_jv_first(list); jw_jv_present(item); item = jw_jv_next(item))
        if (jw_load_is(to->l, item, JW_WANT_STRING)) words[(*n)++] = jw_load_string(item);
    return words;
}

static void read_cell_object(mapping *to, jw_jv object, jw_cell_source *cell)
{
    cell_keys keys;
    if (!jw_load_keys(to->l, object, cell_table, G_N_ELEMENTS(cell_table), &keys)) return;
    bool column = jw_jv_present(keys.column), value = jw_jv_present(jw_jv_get(object, "value"));
    if (column == value) {
        jw_load_report(to->l, object, "column-or-value", NULL, NULL, NULL);
    } else if (value) {
        cell->text = value_text(to, jw_jv_get(object, "value"));
        cell->form = cell->text ? JW_CELL_VALUE : JW_CELL_NONE;
        if (jw_jv_present(keys.map))
            jw_load_report_key(to->l, keys.map, "map-without-column", NULL, NULL, NULL);
    } else {
        cell->text = jw_load_label(to->l, keys.column);
        cell->form = JW_CELL_COLUMN;
        if (jw_jv_present(keys.map)) read_map(to, keys.map, cell);
        cell->none = read_none(to, keys.none, &cell->n_none);
        read_else(to, jw_jv_get(object, "else"), cell); /* keys.otherwise is absent where it is null */
    }
}

/* Where a text comes from: a string, which the register's header decides about, or an object. */
static jw_cell_source read_cell(mapping *to, jw_jv value)
{
    jw_cell_source cell = { .form = JW_CELL_NONE };
    if (!jw_jv_present(value)) return cell;
    cell.place = jw_jv_place(value);
    cell.path = keep_path(to, value);
    if (jw_jv_is_object(value, NULL)) {
        read_cell_object(to, value, &cell);
    } else if (jw_load_is(to->l, value, JW_WANT_STRING | JW_WANT_OBJECT)) {
        cell.text = jw_load_label(to->l, value);
        cell.form = JW_CELL_WORD;
    }
    return cell;
}

/* ---- Registers ---- */

static void read_attribute(mapping *to, jw_jv member)
{
    jw_loader *l = to->l;
    const char *name = jw_jv_key(member);
    jw_register_attribute attribute = { jw_model_find_attribute(l->model, name), read_cell(to, member) };
    if (attribute.attribute >= 0) /* else it could not be declared, and that was told */
        g_array_append_val(to->attributes, attribute);
}

static void read_link(mapping *to, jw_jv object)
{
    typedef struct {
        jw_jv kind, from, to, none;
    } link_keys;
    static const jw_key table[] = {
        { "kind", JW_WANT_STRING, true, offsetof(link_keys, kind) },
        { "from", JW_WANT_STRING | JW_WANT_OBJECT, false, offsetof(link_keys, from) },
        { "to", JW_WANT_STRING | JW_WANT_OBJECT, false, offsetof(link_keys, to) },
        { "none", JW_WANT_LIST, false, offsetof(link_keys, none) },
    };
    jw_loader *l = to->l;
    link_keys keys;
    if (!jw_load_keys(l, object, table, G_N_ELEMENTS(table), &keys)) return;
    const char *name = jw_load_string(keys.kind);
    jw_register_link link = { .kind = jw_model_link_kind_named(l->model, name) };
    if (link.kind < 0)
        jw_load_report(l, keys.kind, "unknown-link-kind", name, NULL,
                       jw_model_nearest_link_kind(l->model, name));
    link.cell_is_from = jw_jv_present(keys.from);
    if (link.cell_is_from == jw_jv_present(keys.to)) {
        jw_load_report(l, object, "from-or-to", NULL, NULL, NULL);
        return;
    }
    link.source = read_cell(to, link.cell_is_from ? keys.from : keys.to);
    link.none = read_none(to, keys.none, &link.n_none);
    g_array_append_val(to->links, link);
}

static void read_encoding(mapping *to, jw_jv value)
{
    if (!jw_jv_present(value)) return;
    const char *name = jw_load_string(value);
    int encoding = jw_encoding_named(name);
    if (encoding >= 0) {
        to->is.encoding = (jw_encoding)encoding;
        return;
    }
    size_t n;
    const char *const *names = jw_encoding_names(&n);
    jw_load_word(to->l, value, names, n); /* none of them: says so */
}

static bool read_mapping(mapping *to, jw_jv object, jw_jv *file)
{
    typedef struct {
        jw_jv file, encoding, sheet, kind, id, name, attributes, links, none;
    } register_keys;
    static const jw_key table[] = {
        { "file", JW_WANT_STRING, true, offsetof(register_keys, file) },
        { "encoding", JW_WANT_STRING, false, offsetof(register_keys, encoding) },
        { "sheet", JW_WANT_STRING, false, offsetof(register_keys, sheet) },
        { "kind", JW_WANT_STRING | JW_WANT_OBJECT, true, offsetof(register_keys, kind) },
        { "id", JW_WANT_STRING | JW_WANT_OBJECT, true, offsetof(register_keys, id) },
        { "name", JW_WANT_STRING | JW_WANT_OBJECT, false, offsetof(register_keys, name) },
        { "attributes", JW_WANT_OBJECT, false, offsetof(register_keys, attributes) },
        { "links", JW_WANT_LIST, false, offsetof(register_keys, links) },
        { "none", JW_WANT_LIST, false, offsetof(register_keys, none) },
    };
    size_t before = to->l->errors;
    register_keys keys;
    if (!jw_load_keys(to->l, object, table, G_N_ELEMENTS(table), &keys)) return false;
    *file = keys.file;
    read_encoding(to, keys.encoding);
    to->is.sheet = jw_jv_present(keys.sheet) ? jw_load_label(to->l, keys.sheet) : NULL;
    to->is.kind = read_cell(to, keys.kind);
    to->is.id = read_cell(to, keys.id);
    to->is.name = read_cell(to, keys.name);
    for (jw_jv at = jw_jv_first(keys.attributes); jw_jv_present(at); at = jw_jv_next(at))
        read_attribute(to, at);
    for (jw_jv at = jw_jv_first(keys.links); jw_jv_present(at); at = jw_jv_next(at)) read_link(to, at);
    to->is.none = read_none(to, keys.none, &to->is.n_none);
    return to->l->errors == before;
}

static void read_register(mapping *to, const jw_named_file *file)
{
    jw_loader *l = to->l;
    to->is.path = file->real;
    to->is.shown = file->shown;
    to->is.attributes = (const jw_register_attribute *)(void *)to->attributes->data;
    to->is.n_attributes = to->attributes->len;
    to->is.links = (const jw_register_link *)(void *)to->links->data;
    to->is.n_links = to->links->len;
    to->is.skip_bad_rows = l->options->skip_bad_rows;
    size_t before = jw_diags_count(l->diags, JW_ERROR);
    jw_register_read(l->model, &to->is, l->links, l->diags);
    jw_load_count(l, before);
}

static void free_pairs(void *pairs)
{
    g_array_free(pairs, TRUE);
}

/* A register of the caller's may be anywhere. */
static bool find_register(jw_loader *l, jw_jv name, jw_named_file *out)
{
    const char *path = l->options->register_instead;
    if (!path) return jw_load_find_file(l, name, out);
    char *real = realpath(path, NULL);
    *out = (jw_named_file){ .real = g_strdup(real), .shown = g_strdup(path) };
    free(real);
    if (!out->real) jw_load_report(l, name, "named-file-missing", path, NULL, NULL);
    return out->real;
}

static void load_register(jw_loader *l, jw_jv object)
{
    mapping to = { .l = l,
                   .texts = g_ptr_array_new_with_free_func(g_free),
                   .maps = g_ptr_array_new_with_free_func(free_pairs),
                   .attributes = g_array_new(FALSE, FALSE, sizeof(jw_register_attribute)),
                   .links = g_array_new(FALSE, FALSE, sizeof(jw_register_link)) };
    jw_named_file file = { 0 };
    jw_jv name = { 0 };
    bool good = read_mapping(&to, object, &name);
    good = jw_jv_present(name) && find_register(l, name, &file) && good;
    if (good)
        read_register(&to, &file);
    else
        jw_pending_lacks_units(l->links);
    jw_named_file_clear(&file);
    g_array_free(to.attributes, TRUE);
    g_array_free(to.links, TRUE);
    g_ptr_array_free(to.maps, TRUE);
    g_ptr_array_free(to.texts, TRUE);
}

void jw_load_register_units(jw_loader *l, jw_jv section)
{
    for (jw_jv at = jw_jv_first(section); jw_jv_present(at); at = jw_jv_next(at)) load_register(l, at);
    l->ids_known = l->ids_known && jw_pending_is_complete(l->links);
}

/* ---- What a mapping declares ---- */

/* The type that all of the values have that a cell may take; string where that is open. */
static jw_type type_of_value(jw_jv value)
{
    return cJSON_IsBool(value.node)     ? JW_BOOL
           : cJSON_IsNumber(value.node) ? JW_NUMBER
           : cJSON_IsArray(value.node)  ? JW_LIST
                                        : JW_STRING;
}

static jw_type type_of_cell(jw_jv cell)
{
    jw_jv value = jw_jv_get(cell, "value"), map = jw_jv_get(cell, "map");
    if (jw_jv_present(value)) return type_of_value(value);
    jw_jv otherwise = jw_jv_get(cell, "else");
    int type = jw_jv_present(otherwise) && !cJSON_IsNull(otherwise.node) ? (int)type_of_value(otherwise) : -1;
    for (jw_jv to = jw_jv_first(map); jw_jv_present(to); to = jw_jv_next(to)) {
        if (cJSON_IsNull(to.node)) continue;
        type = type < 0 || type == (int)type_of_value(to) ? (int)type_of_value(to) : (int)JW_STRING;
    }
    return type < 0 || type == JW_LIST ? JW_STRING : (jw_type)type;
}

static void declare_mapped(jw_loader *l, jw_jv member)
{
    const char *name = jw_jv_key(member);
    int known = jw_model_find_attribute(l->model, name);
    if (known >= 0) { /* one of links alone may stand on units now */
        jw_attribute same = { .name = name, .type = jw_model_attribute(l->model, (size_t)known)->type };
        jw_model_declare(l->model, &same);
        return;
    }
    if (!jw_load_check_label(l, member, name) || jw_load_is_reserved(l, member)) return;
    /* Perhaps it was meant to be another: worth a note, as nobody else will notice. */
    const char *near = jw_model_nearest_attribute(l->model, name, JW_ON_UNITS);
    if (near) jw_jv_report_key(member, l->diags, JW_NOTE, "declared-by-register", name, NULL, near);
    jw_attribute attribute = { .name = name, .zh = name, .en = name, .type = type_of_cell(member) };
    if (jw_model_declare(l->model, &attribute) < 0) jw_load_report_many_attributes(l, member);
}

/* One register can stand for one other only. */
static void check_instead(jw_loader *l, size_t n)
{
    char found[JW_NUMBER_SIZE];
    if (!l->options->register_instead || n == 1 || l->sources->len == 0) return;
    jw_format_number(found, (double)n);
    const jw_source *first = g_ptr_array_index(l->sources, 0);
    jw_load_report(l, jw_json_root(first->doc), "not-one-register", found, l->options->register_instead, NULL);
}

void jw_load_register_attributes(jw_loader *l)
{
    size_t n = 0;
    for (guint i = 0; i < l->sources->len; i++) {
        const jw_source *source = g_ptr_array_index(l->sources, i);
        jw_jv registers = jw_jv_get(jw_json_root(source->doc), "registers");
        if (!jw_jv_is_array(registers, NULL)) continue;
        n += jw_jv_size(registers);
        for (jw_jv at = jw_jv_first(registers); jw_jv_present(at); at = jw_jv_next(at)) {
            jw_jv attributes = jw_jv_get(at, "attributes");
            if (!jw_jv_is_object(attributes, NULL)) continue;
            for (jw_jv member = jw_jv_first(attributes); jw_jv_present(member); member = jw_jv_next(member))
                declare_mapped(l, member);
        }
    }
    check_instead(l, n);
}
