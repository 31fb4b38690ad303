/* Which files make a model: includes, loops, and what may be named. */
#include "io/load.h"

#include "base/file.h"
#include "base/number.h"
#include "base/words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SHIPPED "jingwei:"

void jw_source_free(void *data)
{
    jw_source *source = data;
    if (!source) return;
    jw_json_free(source->doc);
    g_free(source->shown);
    g_free(source->real);
    g_free(source->folder);
    g_free(source);
}

/* The path with links resolved, in GLib's memory; NULL with errno if there is no such thing. */
static char *real_path(const char *path)
{
    char *real = realpath(path, NULL);
    char *copy = g_strdup(real);
    free(real);
    return copy;
}

static char *real_folder_of(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    return real_path(folder);
}

static bool is_inside(const char *root, const char *path)
{
    size_t n = strlen(root);
    if (n && root[n - 1] == '/') /* the root of all */
        n--;
    return strncmp(root, path, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

/* ---- Names in a file ---- */

/* How a name that stands in a file is shown: as a path from where the user is, like that file's own. */
static char *shown_name(const jw_source *by, const char *name)
{
    if (g_path_is_absolute(name) || g_str_has_prefix(name, SHIPPED)) return g_strdup(name);
    const char *slash = strrchr(by->shown, '/');
    size_t folder = slash ? (size_t)(slash - by->shown) + 1 : 0;
    if (!slash && g_str_has_prefix(by->shown, SHIPPED)) folder = strlen(SHIPPED);
    while (g_str_has_prefix(name, "./")) name += 2;
    return g_strdup_printf("%.*s%s", (int)folder, by->shown, name);
}

/* Where the shipped models are; NULL if nobody knows. */
static const char *models_root(jw_loader *l)
{
    if (!l->models_root && l->options->models_dir) l->models_root = real_path(l->options->models_dir);
    return l->models_root;
}

/* The path to open, before links are resolved, and the folder that it may not leave. NULL after reporting. */
static char *wanted_path(jw_loader *l, const jw_source *by, jw_jv at, const char *name, const char **root)
{
    if (!g_str_has_prefix(name, SHIPPED)) {
        *root = by->root;
        return g_canonicalize_filename(name, by->folder);
    }
    *root = models_root(l);
    if (*root) return g_canonicalize_filename(name + strlen(SHIPPED), *root);
    jw_load_report(l, at, "no-models-folder", name, NULL, NULL);
    return NULL;
}

bool jw_load_find_file(jw_loader *l, jw_jv at, jw_named_file *out)
{
    const jw_source *by = jw_load_source_of(l, at);
    const char *name = jw_load_label(l, at);
    *out = (jw_named_file){ 0 };
    if (!name) return false;
    if (!by->folder) {
        jw_load_report(l, at, "file-not-allowed", name, NULL, NULL);
        return false;
    }
    g_autofree char *wanted = wanted_path(l, by, at, name, &out->root);
    if (!wanted) return false;
    /* Outside by its name alone: then whether it exists is nobody's business. */
    bool bound = !l->options->allow_outside || g_str_has_prefix(name, SHIPPED);
    g_autofree char *real = bound && !is_inside(out->root, wanted) ? NULL : real_path(wanted);
    int error = errno;
    bool outside = bound && !is_inside(out->root, real ? real : wanted);
    if (outside)
        jw_load_report(l, at, "outside-directory", name, NULL, NULL);
    else if (!real && (error == ENOENT || error == ENOTDIR))
        jw_load_report(l, at, "named-file-missing", name, NULL, NULL);
    else if (!real)
        jw_load_report(l, at, "named-file-unreadable", name, jw_errno_value(error), NULL);
    if (outside || !real) return false;
    out->real = g_steal_pointer(&real);
    out->folder = real_folder_of(wanted);
    out->shown = shown_name(by, name);
    return true;
}

void jw_named_file_clear(jw_named_file *named)
{
    g_free(named->real);
    g_free(named->folder);
    g_free(named->shown);
}

/* ---- Reading one file ---- */

bool jw_load_is_version(jw_loader *l, jw_jv root)
{
    double version;
    jw_jv value = jw_jv_get(root, "jingwei");
    if (!jw_load_is(l, root, JW_WANT_OBJECT)) return false;
    if (!jw_jv_present(value)) {
        jw_load_report(l, root, "missing-key", NULL, "jingwei", NULL);
        return false;
    }
    if (!jw_load_is(l, value, JW_WANT_NUMBER)) return false;
    if (jw_jv_number(value, NULL, &version) && version != 1) {
        char found[JW_NUMBER_SIZE];
        jw_format_number(found, version);
        jw_load_report(l, value, "unsupported-version", found, "1", NULL);
        return false;
    }
    return true;
}

/* A file of the right version that is no scenario. */
static bool is_model(jw_loader *l, jw_jv root)
{
    if (!jw_load_is_version(l, root)) return false;
    jw_jv scenario = jw_jv_get(root, "scenario");
    if (jw_jv_present(scenario)) jw_load_report_key(l, scenario, "not-a-model", NULL, NULL, NULL);
    return !jw_jv_present(scenario);
}

static bool read_includes(jw_loader *l, const jw_source *by);

/* Takes the source, whose names are set, reads it from the text and puts it behind all that it includes. */
static bool read_text(jw_loader *l, jw_source *source, const char *text, size_t length)
{
    size_t before = jw_diags_count(l->diags, JW_ERROR);
    source->doc = jw_json_parse(text, length, source->shown, &l->options->limits, l->diags);
    jw_load_count(l, before);
    g_ptr_array_add(l->reading, source);
    bool good = source->doc && is_model(l, jw_json_root(source->doc)) && read_includes(l, source);
    g_ptr_array_remove_index(l->reading, l->reading->len - 1);
    g_ptr_array_add(l->sources, source);
    return good;
}

static bool read_file(jw_loader *l, jw_source *source, const char *path)
{
    size_t length, before = jw_diags_count(l->diags, JW_ERROR);
    char *text = jw_read_file(path, source->shown, l->options->limits.json_bytes, &length, l->diags);
    jw_load_count(l, before);
    if (!text) {
        g_ptr_array_add(l->sources, source);
        return false;
    }
    bool good = read_text(l, source, text, length);
    free(text);
    return good;
}

bool jw_load_sources(jw_loader *l, const char *path)
{
    bool is_file = strcmp(path, "-") != 0;
    jw_source *source = g_new0(jw_source, 1);
    source->shown = g_strdup(path);
    source->real = is_file ? real_path(path) : NULL;
    source->folder = is_file ? real_folder_of(path) : real_path(".");
    l->root = g_strdup(source->folder);
    source->root = l->root;
    return read_file(l, source, path);
}

bool jw_load_source_in(jw_loader *l, const char *text, size_t length, const char *shown, const char *folder)
{
    jw_source *source = g_new0(jw_source, 1);
    source->shown = g_strdup(shown);
    source->folder = real_path(folder);
    l->root = g_strdup(source->folder);
    source->root = l->root;
    return read_text(l, source, text, length);
}

bool jw_load_source_text(jw_loader *l, const char *text, size_t length, const char *shown)
{
    jw_source *source = g_new0(jw_source, 1);
    source->shown = g_strdup(shown);
    return read_text(l, source, text, length);
}

/* ---- Includes ---- */

/* "a.json → b.json → a.json" */
static char *chain_of(const jw_loader *l, guint from)
{
    GString *chain = g_string_new(NULL);
    for (guint i = from; i < l->reading->len; i++)
        g_string_append_printf(chain, "%s → ", ((jw_source *)g_ptr_array_index(l->reading, i))->shown);
    g_string_append(chain, ((jw_source *)g_ptr_array_index(l->reading, from))->shown);
    return g_string_free(chain, FALSE);
}

static int index_in(const GPtrArray *sources, const char *real)
{
    for (guint i = 0; i < sources->len; i++)
        if (g_strcmp0(((jw_source *)g_ptr_array_index(sources, i))->real, real) == 0) return (int)i;
    return -1;
}

/* Reads a file that was found, unless it is there already: a file that two others include is merged once. */
static bool include(jw_loader *l, jw_jv at, const jw_named_file *named)
{
    int open = index_in(l->reading, named->real);
    if (open >= 0) {
        g_autofree char *chain = chain_of(l, (guint)open);
        jw_load_report(l, at, "include-loop", chain, NULL, NULL);
        return false;
    }
    if (index_in(l->sources, named->real) >= 0) return true;
    if (++l->includes > l->options->limits.includes) {
        if (l->includes == l->options->limits.includes + 1)
            jw_load_report_limit(l, at, "too-many-includes", l->options->limits.includes);
        return false;
    }
    jw_source *source = g_new0(jw_source, 1);
    source->shown = g_strdup(named->shown);
    source->real = g_strdup(named->real);
    source->folder = g_strdup(named->folder);
    source->root = named->root;
    return read_file(l, source, named->real);
}

static bool read_includes(jw_loader *l, const jw_source *by)
{
    jw_jv list = jw_jv_get(jw_json_root(by->doc), "include");
    if (!jw_jv_present(list)) return true;
    if (!jw_load_is(l, list, JW_WANT_LIST)) return false;
    bool good = true;
    for (jw_jv at = jw_jv_first(list); jw_jv_present(at); at = jw_jv_next(at)) {
        jw_named_file named = { 0 };
        bool found =
            jw_load_is(l, at, JW_WANT_STRING) && jw_load_find_file(l, at, &named) && include(l, at, &named);
        good = found && good;
        jw_named_file_clear(&named);
    }
    return good;
}
