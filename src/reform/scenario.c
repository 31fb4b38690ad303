#include "reform/scenario.h"

#include "base/file.h"
#include "measure/figures.h"
#include "reform/change.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* The files stay: changes are cursors into them. */
struct jw_scenario {
    GPtrArray *sources; /* jw_source, the file itself first */
    GArray *changes;    /* jw_change, in order of application: those of the base first */
    char *name, *note, *source;
};

void jw_scenario_free(jw_scenario *s)
{
    if (!s) return;
    g_array_free(s->changes, TRUE);
    g_ptr_array_unref(s->sources);
    g_free(s->name);
    g_free(s->note);
    g_free(s->source);
    g_free(s);
}

const char *jw_scenario_name(const jw_scenario *s)
{
    return s->name;
}

const char *jw_scenario_note(const jw_scenario *s)
{
    return s->note;
}

const char *jw_scenario_source(const jw_scenario *s)
{
    return s->source;
}

size_t jw_scenario_changes(const jw_scenario *s)
{
    return s->changes->len;
}

/* ---- Reading ---- */

typedef struct {
    jw_loader l;
    const char *model; /* real path of the model that the scenario is for; NULL: any */
    bool has_model;
    jw_scenario *s;
} reader;

typedef struct {
    jw_jv schema, version, name, base, note, source, changes, plan;
} scenario_keys;

static const jw_key keys_of_scenario[] = {
    { "$schema", JW_WANT_STRING, false, offsetof(scenario_keys, schema) },
    { "jingwei", JW_WANT_NUMBER, true, offsetof(scenario_keys, version) },
    { "scenario", JW_WANT_STRING, true, offsetof(scenario_keys, name) },
    { "base", JW_WANT_STRING, false, offsetof(scenario_keys, base) },
    { "note", JW_WANT_STRING, false, offsetof(scenario_keys, note) },
    { "source", JW_WANT_STRING, false, offsetof(scenario_keys, source) },
    { "changes", JW_WANT_LIST, true, offsetof(scenario_keys, changes) },
    { "plan", JW_WANT_OBJECT, false, offsetof(scenario_keys, plan) },
};

static jw_source *new_source(const char *shown, const char *real, const char *folder)
{
    jw_source *source = g_new0(jw_source, 1);
    source->shown = g_strdup(shown);
    source->real = g_strdup(real);
    source->folder = g_strdup(folder);
    return source;
}

static bool read_scenario(reader *r, jw_source *source);

/* Reads a file into the source, which is the loader's from then on. False after reporting. */
static bool read_file(reader *r, jw_source *source, const char *path)
{
    size_t length, before = jw_diags_count(r->l.diags, JW_ERROR);
    const jw_limits *limits = &r->l.options->limits;
    g_ptr_array_add(r->l.sources, source);
    char *text = jw_read_file(path, source->shown, limits->json_bytes, &length, r->l.diags);
    source->doc = text ? jw_json_parse(text, length, source->shown, limits, r->l.diags) : NULL;
    free(text);
    jw_load_count(&r->l, before);
    return source->doc != NULL;
}

/* ---- The base ---- */

static bool is_open(const reader *r, const char *real)
{
    for (guint i = 0; i < r->l.reading->len; i++)
        if (g_strcmp0(((const jw_source *)g_ptr_array_index(r->l.reading, i))->real, real) == 0) return true;
    return false;
}

/* What a model that is named as the base has to say: whether it is the one that the scenario is applied to.
 */
static void end_chain(reader *r, jw_jv at, const char *real)
{
    if (r->has_model && g_strcmp0(real, r->model) != 0)
        jw_jv_report(at, r->l.diags, JW_WARNING, "other-base", jw_load_string(at), NULL, NULL);
}

/* A base that is no scenario ends the chain. */
static bool read_base_file(reader *r, jw_jv at, const jw_named_file *named)
{
    if (is_open(r, named->real)) {
        jw_load_report(&r->l, at, "base-loop", jw_load_string(at), NULL, NULL);
        return false;
    }
    if (r->l.reading->len > r->l.options->limits.includes) {
        jw_load_report_limit(&r->l, at, "too-many-includes", r->l.options->limits.includes);
        return false;
    }
    jw_source *source = new_source(named->shown, named->real, named->folder);
    if (!read_file(r, source, named->real)) return false;
    if (jw_jv_present(jw_jv_get(jw_json_root(source->doc), "scenario"))) return read_scenario(r, source);
    end_chain(r, at, named->real);
    return true;
}

static bool read_base(reader *r, jw_jv at)
{
    jw_named_file named;
    bool good = jw_load_find_file(&r->l, at, &named);
    if (good && !(r->has_model && g_strcmp0(named.real, r->model) == 0)) good = read_base_file(r, at, &named);
    jw_named_file_clear(&named);
    return good;
}

/* ---- The whole ---- */

static void keep_words(jw_scenario *s, const scenario_keys *keys)
{
    s->name = g_strdup(jw_load_string(keys->name));
    s->note = g_strdup(jw_load_string(keys->note));
    s->source = g_strdup(jw_load_string(keys->source));
}

/* Reads what stands in a file that is there, its base first. False after reporting. */
static bool read_scenario(reader *r, jw_source *source)
{
    scenario_keys keys;
    jw_jv root = jw_json_root(source->doc);
    if (!jw_load_is_version(&r->l, root)) return false;
    if (!jw_jv_present(jw_jv_get(root, "scenario"))) {
        jw_load_report(&r->l, root, "not-a-scenario", NULL, NULL, NULL);
        return false;
    }
    if (!jw_load_keys(&r->l, root, keys_of_scenario, G_N_ELEMENTS(keys_of_scenario), &keys)) return false;
    g_ptr_array_add(r->l.reading, source);
    bool good = jw_load_label(&r->l, keys.name) != NULL;
    good = (!jw_jv_present(keys.base) || read_base(r, keys.base)) && good;
    good = jw_changes_read(&r->l, keys.changes, r->s->changes) && good;
    g_ptr_array_remove_index(r->l.reading, r->l.reading->len - 1);
    if (!r->l.reading->len) keep_words(r->s, &keys);
    return good;
}

static void begin(reader *r, const jw_load_options *options, jw_diags *diags)
{
    *r = (reader){ .s = g_new0(jw_scenario, 1) };
    jw_loader_init(&r->l, options, diags);
    r->s->sources = g_ptr_array_ref(r->l.sources);
    r->s->changes = g_array_new(FALSE, FALSE, sizeof(jw_change));
    g_array_set_clear_func(r->s->changes, jw_change_clear);
}

static jw_scenario *end(reader *r, bool good)
{
    jw_load_report_rest(&r->l);
    jw_loader_clear(&r->l);
    if (good) return r->s;
    jw_scenario_free(r->s);
    return NULL;
}

/* The path with links resolved, and its folder; g_free both. NULL where there is no such file. */
static char *real_path(const char *path)
{
    char *real = realpath(path, NULL), *copy = g_strdup(real);
    free(real);
    return copy;
}

jw_scenario *jw_scenario_load(const char *path, const char *model, const jw_load_options *options,
                              jw_diags *diags)
{
    jw_diags *own = diags ? NULL : jw_diags_new();
    jw_load_options anywhere = *options;
    anywhere.allow_outside = true; /* the base of a scenario may be anywhere */
    bool is_file = strcmp(path, "-") != 0;
    g_autofree char *folder = is_file ? g_path_get_dirname(path) : g_strdup(".");
    g_autofree char *real = is_file ? real_path(path) : NULL, *real_folder = real_path(folder);
    g_autofree char *real_model = model ? real_path(model) : NULL;
    reader r;
    begin(&r, &anywhere, diags ? diags : own);
    r.has_model = model != NULL;
    r.model = real_model;
    jw_source *source = new_source(path, real, real_folder);
    jw_scenario *s = end(&r, read_file(&r, source, path) && read_scenario(&r, source));
    jw_diags_free(own);
    return s;
}

jw_scenario *jw_scenario_load_text(const char *text, size_t length, const char *shown,
                                   const jw_load_options *options, jw_diags *diags)
{
    reader r;
    begin(&r, options, diags);
    jw_source *source = new_source(shown, NULL, NULL);
    g_ptr_array_add(r.l.sources, source);
    size_t before = jw_diags_count(diags, JW_ERROR);
    source->doc = jw_json_parse(text, length, shown, &options->limits, diags);
    jw_load_count(&r.l, before);
    return end(&r, source->doc && read_scenario(&r, source));
}

bool jw_is_scenario(const char *path, const jw_load_options *options)
{
    size_t length;
    if (strcmp(path, "-") == 0) return false; /* it cannot be read twice: standard input is a model */
    char *text = jw_read_file(path, path, options->limits.json_bytes, &length, NULL);
    jw_json *doc = text ? jw_json_parse(text, length, path, &options->limits, NULL) : NULL;
    bool is = doc && jw_jv_present(jw_jv_get(jw_json_root(doc), "scenario"));
    jw_json_free(doc);
    free(text);
    return is;
}

/* ---- Applying ---- */

/* What a source says of the model need not be so after the reform: facts that no longer hold are facts no
 * longer. One of which nobody knows what it means stays, for check to tell. */
static void forget_facts(jw_model *m)
{
    const jw_fact *facts;
    size_t n = jw_model_facts(m, &facts);
    jw_coverage *coverage = n ? jw_cover(m, NULL) : NULL;
    if (!coverage) return;
    g_autofree bool *keep = g_new(bool, n);
    for (size_t i = 0; i < n; i++) {
        double value;
        bool known = jw_figure(m, coverage, facts[i].figure, &value, NULL);
        keep[i] = !known || jw_figure_agrees(facts[i].figure, facts[i].value, value);
    }
    jw_model_keep_facts(m, keep);
    jw_coverage_free(coverage);
}

/* A loader over the files of the scenario, for findings about them. */
static void begin_apply(jw_loader *l, const jw_scenario *s, const jw_load_options *options, jw_diags *diags)
{
    jw_loader_init(l, options, diags);
    g_ptr_array_unref(l->sources);
    l->sources = g_ptr_array_ref(s->sources);
    for (guint i = 0; i < l->sources->len; i++) ((jw_source *)g_ptr_array_index(l->sources, i))->errors = 0;
}

jw_model *jw_scenario_apply(const jw_scenario *s, const jw_model *base, jw_diags *diags)
{
    jw_diags *own = diags ? NULL : jw_diags_new();
    jw_load_options options = jw_load_options_default();
    options.limits = *jw_model_limits(base);
    jw_loader l;
    begin_apply(&l, s, &options, diags ? diags : own);
    jw_reform r;
    jw_reform_begin(&r, &l, base);
    bool good = true;
    for (guint i = 0; i < s->changes->len && good; i++)
        good = jw_reform_apply(&r, &g_array_index(s->changes, jw_change, i));
    jw_model *after = jw_reform_end(&r, good);
    if (after && s->changes->len) forget_facts(after);
    jw_loader_clear(&l);
    jw_diags_free(own);
    return after;
}
