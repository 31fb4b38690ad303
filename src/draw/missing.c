#include "draw/missing.h"

#include "draw/label.h"

#include <glib.h>
#include <string.h>

enum { NAME_MOST = 60 };

/* The character of "U+20BB7 …"; false if that is not what stands there. */
static bool character_of(const char *found, char out[8])
{
    if (!found || !g_str_has_prefix(found, "U+")) return false;
    guint64 c = g_ascii_strtoull(found + 2, NULL, 16);
    if (c == 0 || c > 0x10FFFF || !g_unichar_validate((gunichar)c)) return false;
    out[g_unichar_to_utf8((gunichar)c, out)] = '\0';
    return true;
}

static bool is_in_name(const jw_model *m, uint32_t u, const char *character)
{
    return strstr(jw_unit_name(m, u), character) != NULL;
}

static bool is_in_text(const jw_model *m, uint32_t u, const char *character)
{
    for (size_t i = 0; i < jw_model_attributes(m); i++) {
        const char *text = jw_unit_text(m, u, (int)i);
        if (text && strstr(text, character)) return true;
    }
    return false;
}

static uint32_t owner_of(const jw_model *m, const char *character)
{
    static bool (*const ways[])(const jw_model *, uint32_t, const char *) = { is_in_name, is_in_text };
    for (size_t way = 0; way < G_N_ELEMENTS(ways); way++)
        for (uint32_t u = 0; u < jw_model_unit_count(m); u++)
            if (ways[way](m, u, character)) return u;
    return JW_NO_UNIT;
}

static bool add_with_owner(const jw_diag *finding, const jw_model *m, jw_diags *into)
{
    char character[8];
    if (!m || strcmp(finding->code, "missing-glyph") != 0 || !character_of(finding->found, character))
        return false;
    uint32_t u = owner_of(m, character);
    if (u == JW_NO_UNIT) return false;
    g_autofree char *name = jw_label_line(jw_unit_name(m, u), NAME_MOST);
    g_autofree char *path = g_strdup_printf("%s %s", jw_unit_id(m, u), name);
    jw_diag placed = *finding;
    placed.place = jw_unit_place(m, u);
    placed.path = path;
    jw_diags_add(into, &placed);
    return true;
}

void jw_missing_place(const jw_diags *from, const jw_model *m, const jw_model *before, jw_diags *into)
{
    for (size_t i = 0; i < jw_diags_size(from); i++) {
        const jw_diag *finding = jw_diags_get(from, i);
        if (!add_with_owner(finding, m, into) && !add_with_owner(finding, before, into))
            jw_diags_add(into, finding);
    }
}
