#include "model/view.h"

#include "base/text.h"
#include "model/private.h"

#include <string.h>

const char *const jw_view_layouts[] = { "org", "layered", "radial", "force", "matrix", NULL };
const char *const jw_view_orientations[] = { "landscape", "portrait", NULL };
const char *const jw_view_themes[] = { "brief", "mono", "screen", NULL };
const char *const jw_view_leaves[] = { "auto", "card", "boxes", "row", "vertical", NULL };
const char *const jw_view_rates[] = { "organization", "work", "full", NULL };

/* Every text of a view. */
static const size_t texts[] = {
    offsetof(jw_view, id),     offsetof(jw_view, zh),      offsetof(jw_view, en),
    offsetof(jw_view, root),   offsetof(jw_view, focus),   offsetof(jw_view, from),
    offsetof(jw_view, to),     offsetof(jw_view, include), offsetof(jw_view, collapse),
    offsetof(jw_view, links),  offsetof(jw_view, label),   offsetof(jw_view, rows),
    offsetof(jw_view, rate),   offsetof(jw_view, columns), offsetof(jw_view, colour),
    offsetof(jw_view, layout), offsetof(jw_view, page),    offsetof(jw_view, orientation),
    offsetof(jw_view, theme),  offsetof(jw_view, leaves),  offsetof(jw_view, title),
    offsetof(jw_view, breaks),
};

static char **text_at(jw_view_entry *v, size_t offset)
{
    return (char **)(void *)((char *)&v->said + offset);
}

void jw_view_set(jw_view_entry *v, size_t offset, const char *text)
{
    char **at = text_at(v, offset);
    g_free(*at);
    *at = g_strdup(text);
}

jw_view_entry *jw_view_entry_new(const char *id)
{
    jw_view_entry *v = g_new0(jw_view_entry, 1);
    v->said.id = g_strdup(id);
    v->said.depth = v->said.up = v->said.down = -1;
    v->said.margin = -1;
    return v;
}

jw_view_entry *jw_view_entry_copy(const jw_view_entry *from)
{
    jw_view_entry *v = g_memdup2(from, sizeof *from);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) *text_at(v, texts[i]) = g_strdup(*text_at(v, texts[i]));
    v->include = jw_selector_copy(from->include);
    v->collapse = jw_selector_copy(from->collapse);
    v->json = g_strdup(from->json);
    return v;
}

void jw_view_entry_free(jw_view_entry *v)
{
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) g_free(*text_at(v, texts[i]));
    jw_selector_free(v->include);
    jw_selector_free(v->collapse);
    g_free(v->json);
    g_free(v);
}

void jw_model_add_view(jw_model *m, jw_view_entry *view)
{
    g_ptr_array_add(m->views, view);
}

const jw_view_entry *jw_model_view_entry(const jw_model *m, size_t i)
{
    return g_ptr_array_index(m->views, i);
}

size_t jw_model_view_count(const jw_model *m)
{
    return m->views->len;
}

const jw_view *jw_model_view(const jw_model *m, size_t i)
{
    return &jw_model_view_entry(m, i)->said;
}

const jw_view *jw_model_find_view(const jw_model *m, const char *id, const char **nearest)
{
    g_autofree const char **ids = g_new(const char *, m->views->len + 1);
    for (guint i = 0; i < m->views->len; i++) {
        ids[i] = jw_model_view(m, i)->id;
        if (strcmp(id, ids[i]) == 0) return jw_model_view(m, i);
    }
    if (nearest) *nearest = jw_nearest(id, ids, m->views->len);
    return NULL;
}
