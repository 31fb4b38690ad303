/* The rows that prove a gap: that of the target, those of the links that fail to bring it reach, and that of
 * the unit where the chain is broken. */
#include "cli/cover.h"

#include "measure/reach.h"

static void add(GArray *rows, const char *what, jw_place place, uint32_t unit, uint32_t link)
{
    evidence_row row = { what, place, unit, link };
    g_array_append_val(rows, row);
}

GArray *cover_evidence(const jw_model *m, const jw_gap *gap)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(evidence_row));
    add(rows, "unit", jw_unit_place(m, gap->unit), gap->unit, UINT32_MAX);
    if (!(gap->causes & JW_BROKEN_CHAIN)) return rows;
    jw_sources it = jw_sources_of(m, gap->unit);
    while (jw_sources_next(&it)) add(rows, "link", jw_link_place(m, it.link), it.unit, it.link);
    if (gap->break_at != JW_NO_UNIT)
        add(rows, "break", jw_unit_place(m, gap->break_at), gap->break_at, UINT32_MAX);
    return rows;
}

/* Each place once: a link of a register stands in the row of its unit. */
char *cover_evidence_text(const jw_model *m, const jw_gap *gap)
{
    GArray *rows = cover_evidence(m, gap);
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < rows->len; i++) {
        jw_place place = g_array_index(rows, evidence_row, i).place;
        if (!place.file) continue;
        char *text = place.line ? g_strdup_printf("%s:%u", place.file, place.line) : g_strdup(place.file);
        if (g_ptr_array_find_with_equal_func(texts, text, g_str_equal, NULL))
            g_free(text);
        else
            g_ptr_array_add(texts, text);
    }
    g_array_free(rows, TRUE);
    g_ptr_array_add(texts, NULL);
    return g_strjoinv("; ", (char **)texts->pdata);
}
