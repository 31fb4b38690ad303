/* Objects against tables of their keys, and findings about what stands in them. */
#include "io/load.h"

#include "base/number.h"
#include "base/text.h"

#include <string.h>

/* ---- Findings ---- */

static jw_source *find_source(const GPtrArray *sources, const jw_json *doc)
{
    for (guint i = sources->len; i-- > 0;) {
        jw_source *source = g_ptr_array_index(sources, i);
        if (source->doc == doc) return source;
    }
    return NULL;
}

static jw_source *source_of(const jw_loader *l, jw_jv at)
{
    jw_source *source = find_source(l->reading, at.doc);
    return source ? source : find_source(l->sources, at.doc);
}

const jw_source *jw_load_source_of(const jw_loader *l, jw_jv at)
{
    return source_of(l, at);
}

/* Counts an error in the file of `at`; true if it is to be told. */
static bool count_error(jw_loader *l, jw_jv at)
{
    l->errors++;
    return source_of(l, at)->errors++ < l->options->limits.bad_rows;
}

void jw_load_report(jw_loader *l, jw_jv at, const char *code, const char *found, const char *expected,
                    const char *nearest)
{
    if (count_error(l, at)) jw_jv_report(at, l->diags, JW_ERROR, code, found, expected, nearest);
}

void jw_load_report_key(jw_loader *l, jw_jv at, const char *code, const char *found, const char *expected,
                        const char *nearest)
{
    if (count_error(l, at)) jw_jv_report_key(at, l->diags, JW_ERROR, code, found, expected, nearest);
}

void jw_load_report_limit(jw_loader *l, jw_jv at, const char *code, uint64_t most)
{
    g_autofree char *expected = g_strdup_printf("%" G_GUINT64_FORMAT, most);
    jw_load_report(l, at, code, NULL, expected, NULL);
}

void jw_load_count(jw_loader *l, size_t before)
{
    l->errors += jw_diags_count(l->diags, JW_ERROR) - before;
}

void jw_load_report_rest(jw_loader *l)
{
    for (guint i = 0; i < l->sources->len; i++) {
        const jw_source *source = g_ptr_array_index(l->sources, i);
        if (source->errors <= l->options->limits.bad_rows) continue;
        g_autofree char *rest =
            g_strdup_printf("%zu", (size_t)(source->errors - l->options->limits.bad_rows));
        jw_diags_add(l->diags, &(jw_diag){ .severity = JW_ERROR,
                                           .code = "more-errors",
                                           .place = { .file = source->shown },
                                           .found = rest });
    }
}

/* ---- Types ---- */

static const struct {
    int cjson, want;
    const char *word;
} types[] = {
    { cJSON_String, JW_WANT_STRING, "@json.string" }, { cJSON_Number, JW_WANT_NUMBER, "@json.number" },
    { cJSON_True, JW_WANT_BOOL, "@json.boolean" },    { cJSON_False, JW_WANT_BOOL, "@json.boolean" },
    { cJSON_Object, JW_WANT_OBJECT, "@json.object" }, { cJSON_Array, JW_WANT_LIST, "@json.array" },
    { cJSON_NULL, JW_WANT_NULL, "@json.null" },
};

static int type_of(jw_jv value)
{
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        if ((value.node->type & 0xFF) == types[i].cjson) return types[i].want;
    return 0;
}

/* The word for what is wanted; of several, "@want.6" for their bits together. null is never recommended. */
static char *word_of(int want)
{
    want &= ~JW_WANT_NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        if (types[i].want == want) return g_strdup(types[i].word);
    return g_strdup_printf("@want.%d", want);
}

bool jw_load_is(jw_loader *l, jw_jv value, int want)
{
    if (type_of(value) & want) return true;
    g_autofree char *expected = word_of(want);
    jw_load_report(l, value, "wrong-type", jw_jv_type(value), expected, NULL);
    return false;
}

/* ---- Keys ---- */

static const jw_key *find_key(const jw_key *keys, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(keys[i].name, name) == 0) return &keys[i];
    return NULL;
}

bool jw_is_key(const jw_key *keys, size_t n, const char *name)
{
    return find_key(keys, n, name) != NULL;
}

char *jw_key_names(const jw_key *keys, size_t n)
{
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) g_string_append_printf(names, "%s%s", i ? ", " : "", keys[i].name);
    return g_string_free(names, FALSE);
}

const char *jw_nearest_key(const jw_key *keys, size_t n, const char *name)
{
    g_autofree const char **names = g_new(const char *, n + 1);
    for (size_t i = 0; i < n; i++) names[i] = keys[i].name;
    return jw_nearest(name, names, n);
}

static jw_jv *cursor_of(const jw_key *key, void *into)
{
    return (jw_jv *)(void *)((char *)into + key->offset);
}

static bool read_member(jw_loader *l, jw_jv member, const jw_key *key, void *into)
{
    if (!jw_load_is(l, member, key->want)) return false;
    if (type_of(member) != JW_WANT_NULL || key->want == JW_WANT_ANYTHING) *cursor_of(key, into) = member;
    return true;
}

/* True if the object has a key that is meant to be `name`: one message says it all. */
static bool is_misspelt(jw_jv object, const jw_key *keys, size_t n, const char *name)
{
    for (jw_jv member = jw_jv_first(object); jw_jv_present(member); member = jw_jv_next(member))
        if (!jw_is_key(keys, n, jw_jv_key(member)) &&
            g_strcmp0(jw_nearest_key(keys, n, jw_jv_key(member)), name) == 0)
            return true;
    return false;
}

static bool check_required(jw_loader *l, jw_jv object, const jw_key *keys, size_t n, bool others)
{
    bool good = true;
    for (size_t i = 0; i < n; i++) {
        if (!keys[i].required || jw_jv_present(jw_jv_get(object, keys[i].name))) continue;
        good = false;
        if (others || !is_misspelt(object, keys, n, keys[i].name))
            jw_load_report(l, object, "missing-key", NULL, keys[i].name, NULL);
    }
    return good;
}

static bool read_keys(jw_loader *l, jw_jv object, const jw_key *keys, size_t n, void *into, bool others)
{
    for (size_t i = 0; i < n; i++) *cursor_of(&keys[i], into) = (jw_jv){ 0 };
    if (!jw_load_is(l, object, JW_WANT_OBJECT)) return false;
    bool good = check_required(l, object, keys, n, others);
    for (jw_jv member = jw_jv_first(object); jw_jv_present(member); member = jw_jv_next(member)) {
        const jw_key *key = find_key(keys, n, jw_jv_key(member));
        if (key) {
            good = read_member(l, member, key, into) && good;
        } else if (!others) {
            g_autofree char *known = jw_key_names(keys, n);
            const char *name = jw_jv_key(member);
            jw_load_report_key(l, member, "json-unknown-key", name, known, jw_nearest_key(keys, n, name));
            good = false;
        }
    }
    return good;
}

bool jw_load_keys(jw_loader *l, jw_jv object, const jw_key *keys, size_t n, void *into)
{
    return read_keys(l, object, keys, n, into, false);
}

bool jw_load_known_keys(jw_loader *l, jw_jv object, const jw_key *keys, size_t n, void *into)
{
    return read_keys(l, object, keys, n, into, true);
}

/* ---- Words and labels ---- */

const char *jw_load_string(jw_jv value)
{
    const char *text = NULL;
    jw_jv_string(value, NULL, &text);
    return text;
}

int jw_load_word(jw_loader *l, jw_jv value, const char *const *words, size_t n)
{
    const char *text = jw_load_string(value);
    for (size_t i = 0; i < n; i++)
        if (strcmp(text, words[i]) == 0) return (int)i;
    GString *known = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) g_string_append_printf(known, "%s%s", i ? "|" : "", words[i]);
    jw_load_report(l, value, "bad-value", text, known->str, jw_nearest(text, words, n));
    g_string_free(known, TRUE);
    return -1;
}

bool jw_load_check_label(jw_loader *l, jw_jv at, const char *text)
{
    gunichar control = jw_first_control(text);
    g_autofree char *name = g_strdup_printf("U+%04X", control);
    if (!*text)
        jw_load_report(l, at, "empty-text", NULL, NULL, NULL);
    else if (control)
        jw_load_report(l, at, "control-character", name, NULL, NULL);
    return *text && !control;
}

const char *jw_load_label(jw_loader *l, jw_jv value)
{
    const char *text = jw_load_string(value);
    return text && jw_load_check_label(l, value, text) ? text : NULL;
}

/* ---- Several files as one ---- */

static void free_layer(void *data)
{
    g_array_free(((jw_layer *)data)->values, TRUE);
    g_free(data);
}

static void add_layers(GPtrArray *layers, GHashTable *index, jw_jv object)
{
    for (jw_jv member = jw_jv_first(object); jw_jv_present(member); member = jw_jv_next(member)) {
        jw_layer *layer = g_hash_table_lookup(index, jw_jv_key(member));
        if (!layer) {
            layer = g_new(jw_layer, 1);
            *layer = (jw_layer){ jw_jv_key(member), g_array_new(FALSE, FALSE, sizeof(jw_jv)) };
            g_hash_table_insert(index, (void *)layer->key, layer);
            g_ptr_array_add(layers, layer);
        }
        g_array_append_val(layer->values, member);
    }
}

GPtrArray *jw_load_layers(jw_loader *l, const char *section, const char *part)
{
    GPtrArray *layers = g_ptr_array_new_with_free_func(free_layer);
    g_autoptr(GHashTable) index = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < l->sources->len; i++) {
        const jw_source *source = g_ptr_array_index(l->sources, i);
        jw_jv object = jw_jv_get(jw_json_root(source->doc), section);
        if (part) object = jw_jv_get(object, part);
        if (jw_jv_is_object(object, NULL)) add_layers(layers, index, object);
    }
    return layers;
}
