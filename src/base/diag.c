#include "jingwei/diag.h"

#include "base/words.h"
#include "jingwei/limits.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

struct jw_diags {
    GArray *items;
    GStringChunk *texts;
    size_t count[JW_NOTE + 1];
};

jw_diags *jw_diags_new(void)
{
    jw_diags *list = g_new0(jw_diags, 1);
    list->items = g_array_new(FALSE, FALSE, sizeof(jw_diag));
    list->texts = g_string_chunk_new(1024);
    return list;
}

void jw_diags_free(jw_diags *list)
{
    if (!list) return;
    g_array_free(list->items, TRUE);
    g_string_chunk_free(list->texts);
    g_free(list);
}

static const char *keep(jw_diags *list, const char *text)
{
    if (!text) return NULL;
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    return g_string_chunk_insert_const(list->texts, valid);
}

void jw_diags_add(jw_diags *list, const jw_diag *finding)
{
    if (!list) return;
    jw_diag copy = *finding;
    copy.code = keep(list, finding->code);
    copy.place.file = keep(list, finding->place.file);
    copy.path = keep(list, finding->path);
    copy.found = keep(list, finding->found);
    copy.expected = keep(list, finding->expected);
    copy.nearest = keep(list, finding->nearest);
    g_array_append_val(list->items, copy);
    list->count[copy.severity]++;
}

size_t jw_diags_count(const jw_diags *list, jw_severity severity)
{
    return list->count[severity];
}

size_t jw_diags_size(const jw_diags *list)
{
    return list->items->len;
}

const jw_diag *jw_diags_get(const jw_diags *list, size_t i)
{
    return &g_array_index(list->items, jw_diag, i);
}

/* What was found is quoted whole up to this many characters: a message is a line, not a page. */
enum { SHOWN = 120 };

/* A finding that came from no list may hold any bytes. */
static char *shorten(const char *text)
{
    g_autofree char *valid = text ? g_utf8_make_valid(text, -1) : NULL;
    if (!valid || g_utf8_strlen(valid, -1) <= SHOWN) return g_steal_pointer(&valid);
    g_autofree char *head = g_utf8_substring(valid, 0, SHOWN);
    return g_strconcat(head, "…", NULL);
}

char *jw_diag_message(const jw_diag *finding, jw_lang lang)
{
    static const char *const names[] = { "found", "expected", "nearest" };
    g_autofree char *key = g_strconcat("diag.", finding->code, NULL);
    g_autofree char *found = shorten(finding->found);
    const char *values[] = { found, finding->expected, finding->nearest };
    char *text = jw_fill(lang, jw_word(lang, key), G_N_ELEMENTS(names), names, values);
    if (!finding->nearest) return text;
    char *hint = jw_fill(lang, jw_word(lang, "diag.nearest"), G_N_ELEMENTS(names), names, values);
    g_autofree char *both = g_strconcat(text, hint, NULL);
    free(text);
    free(hint);
    return strdup(both);
}

jw_limits jw_limits_default(void)
{
    return (jw_limits){
#define X(name, value, meaning) .name = value,
        JW_LIMITS(X)
#undef X
    };
}
