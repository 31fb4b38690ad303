/* Loading a model: the order in which its sections are read. */
#include "io/load.h"

#include "base/file.h"
#include "io/recognize.h"

#include <stdlib.h>
#include <string.h>

jw_load_options jw_load_options_default(void)
{
    return (jw_load_options){ .limits = jw_limits_default(), .models_dir = JW_MODELS_DIR };
}

/* ---- Sections ---- */

/* When a section is read: each phase goes through all files. What is declared comes before what uses it,
 * units before what names them. The parts of `kinds`, `attributes` and `policy.population` are merged over
 * all files first. */
typedef enum { NEVER, SETTINGS, UNITS, PATTERNS, REGISTERS, RULES, LINKS, PATTERN_LINKS } phase;

/* Every key that a model file may have. A key may have several rows. */
typedef struct {
    const char *key;
    int want;
    phase phase;
    void (*read)(jw_loader *l, jw_jv section);
} section;

static const section sections[] = {
    { "$schema", JW_WANT_STRING, NEVER, NULL }, /* for editors */
    { "jingwei", JW_WANT_NUMBER, NEVER, NULL }, /* load_files.c */
    { "include", JW_WANT_LIST, NEVER, NULL },
    { "name", JW_WANT_STRING, SETTINGS, jw_load_setting },
    { "lang", JW_WANT_STRING, SETTINGS, jw_load_setting },
    { "as_of", JW_WANT_STRING, SETTINGS, jw_load_setting },
    { "source", JW_WANT_STRING, SETTINGS, jw_load_setting },
    { "kinds", JW_WANT_OBJECT, NEVER, NULL },      /* load_settings.c */
    { "attributes", JW_WANT_OBJECT, NEVER, NULL }, /* load_settings.c */
    { "units", JW_WANT_LIST, UNITS, jw_load_units },
    { "patterns", JW_WANT_LIST, PATTERNS, jw_load_pattern_units },
    { "registers", JW_WANT_LIST, REGISTERS, jw_load_register_units },
    { "policy", JW_WANT_OBJECT, RULES, jw_load_policy },
    { "facts", JW_WANT_LIST, RULES, jw_load_facts },
    { "views", JW_WANT_LIST, RULES, jw_load_views },
    { "attach", JW_WANT_LIST, RULES, jw_load_attach },
    { "patterns", JW_WANT_LIST, RULES, jw_load_pattern_rules }, /* after the rules that are written out */
    { "roots", JW_WANT_LIST, LINKS, jw_load_roots },
    { "links", JW_WANT_LIST, LINKS, jw_load_links },
    { "patterns", JW_WANT_LIST, PATTERN_LINKS, jw_load_pattern_links },
};

/* All keys of a file are known, and of the right type. */
static void check_keys(jw_loader *l, jw_jv root)
{
    jw_key keys[G_N_ELEMENTS(sections)];
    jw_jv unused;
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
        if (!jw_is_key(keys, n, sections[i].key))
            keys[n++] = (jw_key){ sections[i].key, sections[i].want, false, 0 };
    jw_load_keys(l, root, keys, n, &unused);
}

static void run(jw_loader *l, phase which)
{
    for (guint i = 0; i < l->sources->len; i++) {
        const jw_source *source = g_ptr_array_index(l->sources, i);
        for (size_t k = 0; k < G_N_ELEMENTS(sections); k++) {
            if (sections[k].phase != which) continue;
            jw_jv value = jw_jv_get(jw_json_root(source->doc), sections[k].key);
            if (jw_jv_present(value)) sections[k].read(l, value);
        }
    }
}

/* ---- The whole ---- */

void jw_loader_init(jw_loader *l, const jw_load_options *options, jw_diags *diags)
{
    *l = (jw_loader){ .options = options, .diags = diags, .ids_known = true };
    l->sources = g_ptr_array_new_with_free_func(jw_source_free);
    l->reading = g_ptr_array_new();
    l->unders = g_array_new(FALSE, FALSE, sizeof(jw_pending_under));
    l->patterns = g_ptr_array_new_with_free_func(jw_load_pattern_free);
    l->roots = g_hash_table_new(NULL, NULL);
    l->ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    l->links = jw_pending_new();
}

void jw_loader_clear(jw_loader *l)
{
    g_ptr_array_free(l->patterns, TRUE);
    g_hash_table_destroy(l->roots);
    g_hash_table_destroy(l->ids);
    g_array_free(l->unders, TRUE);
    jw_pending_free(l->links);
    g_ptr_array_free(l->reading, TRUE);
    g_ptr_array_unref(l->sources);
    g_free(l->root);
    g_free(l->models_root);
    jw_model_free(l->model);
}

/* What is declared. Errors here end the load: with a kind or an attribute missing, every unit that has it
 * would be called wrong. */
static bool load_declarations(jw_loader *l)
{
    for (guint i = 0; i < l->sources->len; i++)
        check_keys(l, jw_json_root(((const jw_source *)g_ptr_array_index(l->sources, i))->doc));
    if (l->errors) return false;
    jw_load_kinds(l);
    jw_load_attributes(l);
    jw_load_register_attributes(l);
    return l->errors == 0;
}

static void load_units(jw_loader *l)
{
    run(l, UNITS);
    run(l, PATTERNS);
    run(l, REGISTERS);
}

static void load_links(jw_loader *l)
{
    jw_load_unders(l);
    run(l, LINKS);
    run(l, PATTERN_LINKS);
    if (!l->ids_known) jw_pending_lacks_units(l->links);
    size_t before = jw_diags_count(l->diags, JW_ERROR);
    jw_pending_resolve(l->model, l->links, l->diags);
    jw_load_count(l, before);
}

/* From the files that were read to a model; NULL if there are errors. */
static jw_model *build(jw_loader *l)
{
    l->model = jw_model_new(&l->options->limits);
    if (load_declarations(l)) {
        run(l, SETTINGS);
        load_units(l);
        run(l, RULES);
        jw_load_population(l);
        load_links(l);
    }
    jw_load_report_rest(l);
    if (l->errors) return NULL;
    jw_model_finish(l->model, l->diags);
    if (!jw_model_attach(l->model, l->diags)) return NULL;
    jw_model_finish(l->model, l->diags);
    return g_steal_pointer(&l->model);
}

jw_model *jw_load(const char *path, const jw_load_options *options, jw_diags *diags)
{
    jw_diags *own = diags ? NULL : jw_diags_new();
    jw_loader l;
    jw_loader_init(&l, options, diags ? diags : own);
    jw_model *model = jw_load_sources(&l, path) ? build(&l) : NULL;
    jw_loader_clear(&l);
    jw_diags_free(own);
    return model;
}

jw_model *jw_load_text(const char *text, size_t length, const char *shown, const jw_load_options *options,
                       jw_diags *diags)
{
    jw_loader l;
    jw_loader_init(&l, options, diags);
    jw_model *model = jw_load_source_text(&l, text, length, shown) ? build(&l) : NULL;
    jw_loader_clear(&l);
    return model;
}

jw_model *jw_load_recognized(const char *text, const char *shown, const char *folder,
                             const jw_load_options *options, jw_diags *diags)
{
    jw_loader l;
    jw_loader_init(&l, options, diags);
    jw_model *model = jw_load_source_in(&l, text, strlen(text), shown, folder) ? build(&l) : NULL;
    jw_loader_clear(&l);
    return model;
}

/* ---- The language ---- */

/* The "lang" of the last file that has one it can be read from. */
static jw_lang lang_of_sources(const jw_loader *l)
{
    jw_lang lang = JW_ZH;
    for (guint i = 0; i < l->sources->len; i++) {
        const jw_source *source = g_ptr_array_index(l->sources, i);
        const char *word = source->doc ? jw_load_string(jw_jv_get(jw_json_root(source->doc), "lang")) : NULL;
        if (word) lang = strcmp(word, "en") == 0 ? JW_EN : JW_ZH;
    }
    return lang;
}

/* Past the string that begins at p; to the closing NUL if it does not end. */
static const char *skip_string(const char *p)
{
    for (p++; *p && *p != '"'; p++)
        if (*p == '\\' && p[1]) p++;
    return *p ? p + 1 : p;
}

static const char *skip_space(const char *p)
{
    return p + strspn(p, " \t\r\n");
}

/* True if the text, which is broken somewhere, has "lang": "en" as a member of its outermost object. */
static bool says_english(const char *text)
{
    int depth = 0;
    for (const char *p = text; *p;) {
        if (*p == '"') {
            const char *end = skip_string(p), *colon = skip_space(end);
            if (depth == 1 && *colon == ':' && g_str_has_prefix(p, "\"lang\""))
                return g_str_has_prefix(skip_space(colon + 1), "\"en\"");
            p = end;
            continue;
        }
        depth += *p == '{' || *p == '[';
        depth -= *p == '}' || *p == ']';
        p++;
    }
    return false;
}

static jw_lang lang_of_broken(const char *path, const jw_load_options *options)
{
    size_t length;
    char *text = jw_read_file(path, path, options->limits.json_bytes, &length, NULL);
    jw_lang lang = text && says_english(text) ? JW_EN : JW_ZH;
    free(text);
    return lang;
}

jw_lang jw_load_lang(const char *path, const jw_load_options *options)
{
    if (strcmp(path, "-") == 0) /* it cannot be read again */
        return JW_ZH;
    jw_diags *unheard = jw_diags_new();
    jw_loader l;
    jw_loader_init(&l, options, unheard);
    jw_load_sources(&l, path);
    const jw_source *model = g_ptr_array_index(l.sources, l.sources->len - 1);
    jw_lang lang = model->doc ? lang_of_sources(&l) : lang_of_broken(path, options);
    jw_loader_clear(&l);
    jw_diags_free(unheard);
    return lang;
}
