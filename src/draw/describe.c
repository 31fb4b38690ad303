#include "draw/describe.h"

#include "base/words.h"
#include "draw/label.h"
#include "draw/view.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 2000 };

/* One flag a unit: it has a box. */
static bool *units_on(const jw_model *m, const GPtrArray *pages, size_t *total)
{
    size_t n = jw_model_unit_count(m);
    bool *on = g_new0(bool, n + 1);
    *total = 0;
    for (guint i = 0; i < pages->len; i++) {
        const jw_page *page = g_ptr_array_index(pages, i);
        for (guint k = 0; k < page->boxes->len; k++) {
            const char *id = g_array_index(page->boxes, jw_page_box, k).id;
            unsigned long u = id && *id == 'u' && g_ascii_isdigit(id[1]) ? strtoul(id + 1, NULL, 10) : n;
            if (u < n && !on[u]) (*total)++;
            if (u < n) on[u] = true;
        }
    }
    return on;
}

size_t jw_describe_count(const jw_model *m, const GPtrArray *pages)
{
    size_t total;
    g_free(units_on(m, pages, &total));
    return total;
}

/* A text that may be shown, in one line, or NULL. */
static char *safe(const char *text)
{
    char found[16];
    return text && *text && jw_label_check(text, found) ? jw_label_line(text, MOST) : NULL;
}

static void add_kinds(GString *counts, GString *words, const jw_model *m, const bool *on, jw_lang lang)
{
    for (size_t i = 0; i < jw_model_unit_kinds(m); i++) {
        const jw_unit_kind *kind = jw_model_unit_kind(m, i);
        size_t count = 0;
        for (uint32_t u = 0; u < jw_model_unit_count(m); u++) count += on[u] && jw_unit_kind_of(m, u) == kind;
        if (count == 0) continue;
        const char *word = lang == JW_EN ? kind->en : kind->zh;
        g_string_append_printf(counts, "%s%s %zu", counts->len ? (lang == JW_EN ? ", " : "、") : "", word,
                               count);
        g_string_append_printf(words, "%s%s", words->len ? ", " : "", word);
    }
}

static void add_sentence(GString *out, jw_lang lang, const char *key, const char *name, const char *value)
{
    if (!value || !*value) return;
    char *made = jw_sentence(lang, key, name, value, NULL);
    g_string_append_printf(out, "%s%s", lang == JW_EN ? ". " : "。", made);
    free(made);
}

jw_description jw_describe(const jw_model *m, const jw_draw_options *o, const char *title,
                           const GPtrArray *pages)
{
    size_t total;
    char number[24];
    const jw_view *view = o->view ? jw_model_find_view(m, o->view, NULL) : NULL;
    g_autofree bool *on = units_on(m, pages, &total);
    g_autoptr(GString) counts = g_string_new(NULL),
                       words = g_string_new(view ? jw_view_name(view, o->lang) : NULL);
    add_kinds(counts, words, m, on, o->lang);
    g_snprintf(number, sizeof number, "%zu", total);
    g_autoptr(GString) all = g_string_new(title);
    if (total > 0) { /* a matrix draws none, but counts */
        char *first = jw_sentence(o->lang, "draw.describe", "title", title ? title : "", "units", number,
                                  "kinds", counts->str, NULL);
        g_string_assign(all, first);
        free(first);
    }
    add_sentence(all, o->lang, "draw.as-of", "date", o->date ? o->date : jw_model_as_of(m));
    add_sentence(all, o->lang, "draw.source", "source", jw_model_source(m));
    return (jw_description){ safe(all->str), safe(words->str) };
}
