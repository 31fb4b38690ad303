/* Views: one table of their keys. What they name of the model is asked by jw_view_fits, as its selectors may
 * name what only an analysis knows. */
#include "io/load.h"
#include "io/select_json.h"

#include <stddef.h>

enum { LARGEST_COUNT = 1000000 };

typedef struct {
    jw_loader *l;
    jw_view_entry *view;
    jw_jv at; /* the value */
    size_t offset;
    const char *const *words;
} reading;

static bool read_text(const reading *r)
{
    const char *text = jw_load_label(r->l, r->at);
    if (text) jw_view_set(r->view, r->offset, text);
    return text != NULL;
}

static bool read_word(const reading *r)
{
    size_t n = 0;
    while (r->words[n]) n++;
    int word = jw_load_word(r->l, r->at, r->words, n);
    if (word >= 0) jw_view_set(r->view, r->offset, r->words[word]);
    return word >= 0;
}

/* A list of texts, or one text that is such a list already. An empty list is "none": of links. */
static bool read_texts(const reading *r)
{
    if (jw_load_string(r->at)) return read_text(r);
    g_autoptr(GString) all = g_string_new(NULL);
    for (jw_jv item = jw_jv_first(r->at); jw_jv_present(item); item = jw_jv_next(item)) {
        const char *text = jw_load_is(r->l, item, JW_WANT_STRING) ? jw_load_label(r->l, item) : NULL;
        if (!text) return false;
        g_string_append_printf(all, "%s%s", all->len ? "," : "", text);
    }
    jw_view_set(r->view, r->offset, all->len ? all->str : "none");
    return true;
}

static bool read_number(const reading *r, double least, double most, double *out)
{
    jw_jv_number(r->at, NULL, out);
    if (*out >= least && *out <= most) return true;
    char found[JW_NUMBER_SIZE], low[JW_NUMBER_SIZE], high[JW_NUMBER_SIZE];
    jw_format_number(found, *out);
    jw_format_number(low, least);
    jw_format_number(high, most);
    g_autofree char *expected = g_strdup_printf("%s–%s", low, high);
    jw_load_report(r->l, r->at, "bad-value", found, expected, NULL);
    return false;
}

static bool read_levels(const reading *r)
{
    double value;
    if (!read_number(r, 0, LARGEST_COUNT, &value)) return false;
    *(int *)(void *)((char *)&r->view->said + r->offset) = (int)value;
    return true;
}

static double *number_at(const reading *r)
{
    return (double *)(void *)((char *)&r->view->said + r->offset);
}

static bool read_points(const reading *r)
{
    return read_number(r, 1, 100, number_at(r));
}

static bool read_mm(const reading *r)
{
    return read_number(r, 0, 50, number_at(r));
}

static bool read_selector(const reading *r)
{
    size_t before = jw_diags_count(r->l->diags, JW_ERROR);
    jw_selector *s = jw_selector_from_json(r->at, r->l->diags);
    jw_load_count(r->l, before);
    if (!s) return false;
    bool include = r->offset == offsetof(jw_view, include);
    *(include ? &r->view->include : &r->view->collapse) = s;
    g_autofree char *text = jw_selector_text(s);
    jw_view_set(r->view, r->offset, text);
    return true;
}

/* The ids of two units. */
static bool read_ends(const reading *r)
{
    if (jw_jv_size(r->at) != 2) {
        jw_load_report(r->l, r->at, "not-two-ids", NULL, NULL, NULL);
        return false;
    }
    reading from = *r, to = *r;
    from.at = jw_jv_first(r->at);
    to.at = jw_jv_next(from.at);
    to.offset = offsetof(jw_view, to);
    return jw_load_is(r->l, from.at, JW_WANT_STRING) && read_text(&from) &&
           jw_load_is(r->l, to.at, JW_WANT_STRING) && read_text(&to);
}

enum { LISTS = JW_WANT_STRING | JW_WANT_LIST };

static const struct {
    const char *key;
    int want;
    bool (*read)(const reading *r);
    size_t offset;
    const char *const *words;
} rows[] = {
    { "zh", JW_WANT_STRING, read_text, offsetof(jw_view, zh), NULL },
    { "en", JW_WANT_STRING, read_text, offsetof(jw_view, en), NULL },
    { "root", JW_WANT_STRING, read_text, offsetof(jw_view, root), NULL },
    { "depth", JW_WANT_NUMBER, read_levels, offsetof(jw_view, depth), NULL },
    { "include", JW_WANT_OBJECT, read_selector, offsetof(jw_view, include), NULL },
    { "collapse", JW_WANT_OBJECT, read_selector, offsetof(jw_view, collapse), NULL },
    { "links", LISTS, read_texts, offsetof(jw_view, links), NULL },
    { "rows", JW_WANT_STRING, read_text, offsetof(jw_view, rows), NULL },
    { "columns", JW_WANT_STRING, read_text, offsetof(jw_view, columns), NULL },
    { "rate", JW_WANT_STRING, read_word, offsetof(jw_view, rate), jw_view_rates },
    { "colour", JW_WANT_STRING, read_text, offsetof(jw_view, colour), NULL },
    { "label", LISTS, read_texts, offsetof(jw_view, label), NULL },
    { "layout", JW_WANT_STRING, read_word, offsetof(jw_view, layout), jw_view_layouts },
    { "page", JW_WANT_STRING, read_text, offsetof(jw_view, page), NULL },
    { "orientation", JW_WANT_STRING, read_word, offsetof(jw_view, orientation), jw_view_orientations },
    { "theme", JW_WANT_STRING, read_word, offsetof(jw_view, theme), jw_view_themes },
    { "leaves", JW_WANT_STRING, read_word, offsetof(jw_view, leaves), jw_view_leaves },
    { "focus", JW_WANT_STRING, read_text, offsetof(jw_view, focus), NULL },
    { "up", JW_WANT_NUMBER, read_levels, offsetof(jw_view, up), NULL },
    { "down", JW_WANT_NUMBER, read_levels, offsetof(jw_view, down), NULL },
    { "path", JW_WANT_LIST, read_ends, offsetof(jw_view, from), NULL },
    { "title", JW_WANT_STRING, read_text, offsetof(jw_view, title), NULL },
    { "min_type", JW_WANT_NUMBER, read_points, offsetof(jw_view, min_type), NULL },
    { "break", JW_WANT_STRING, read_text, offsetof(jw_view, breaks), NULL },
    { "margin", JW_WANT_NUMBER, read_mm, offsetof(jw_view, margin), NULL },
};

typedef struct {
    jw_jv id, name, rest[G_N_ELEMENTS(rows)];
} view_values;

static size_t make_keys(jw_key *keys)
{
    size_t n = 0;
    keys[n++] = (jw_key){ "id", JW_WANT_STRING, false, offsetof(view_values, id) };
    keys[n++] = (jw_key){ "name", JW_WANT_STRING, false, offsetof(view_values, name) };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        keys[n++] = (jw_key){ rows[i].key, rows[i].want, false, offsetof(view_values, rest[i]) };
    return n;
}

/* False after reporting. */
static bool read_rows(jw_loader *l, const view_values *v, jw_view_entry *view)
{
    bool good = true;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        reading r = { l, view, v->rest[i], rows[i].offset, rows[i].words };
        if (jw_jv_present(r.at)) good = rows[i].read(&r) && good;
    }
    return good;
}

/* An "id", or else a "name"; a name beside an id is what it is called. */
static void load_view(jw_loader *l, jw_jv object)
{
    jw_key keys[G_N_ELEMENTS(rows) + 2];
    view_values v;
    if (!jw_load_keys(l, object, keys, make_keys(keys), &v)) return;
    jw_jv id = jw_jv_present(v.id) ? v.id : v.name;
    if (!jw_jv_present(id)) {
        jw_load_report(l, object, "missing-key", NULL, "id", NULL);
        return;
    }
    if (!jw_load_take_id(l, "views", id)) return;
    jw_view_entry *view = jw_view_entry_new(jw_load_string(id));
    const char *name = jw_load_string(v.name);
    if (name) jw_view_set(view, offsetof(jw_view, zh), name);
    if (!read_rows(l, &v, view)) {
        jw_view_entry_free(view);
        return;
    }
    view->said.place = jw_model_place(l->model, jw_model_spot(l->model, jw_jv_place(object)));
    char *json = cJSON_PrintUnformatted(object.node);
    view->json = g_strdup(json);
    cJSON_free(json);
    jw_model_add_view(l->model, view);
}

void jw_load_views(jw_loader *l, jw_jv section)
{
    for (jw_jv at = jw_jv_first(section); jw_jv_present(at); at = jw_jv_next(at))
        if (jw_load_is(l, at, JW_WANT_OBJECT)) load_view(l, at);
}
