/* Taking units and links out of a model that is being built. */
#include "model/private.h"

#include <string.h>

/* Moves the rows that stay to the front. */
static void compact(void *rows, size_t width, const bool *drop, uint32_t n)
{
    if (!rows) return;
    char *to = rows;
    for (uint32_t i = 0; i < n; i++)
        if (!drop[i]) {
            memmove(to, (char *)rows + i * width, width);
            to += width;
        }
}

/* The columns of a table. Returns how many rows stay. */
static uint32_t compact_table(jw_model *m, int t, const bool *drop)
{
    jw_table *table = &m->tables[t];
    uint32_t stay = 0;
    for (uint32_t i = 0; i < table->n; i++) stay += !drop[i];
    for (guint a = 0; a < m->attributes->len; a++) {
        jw_type type = g_array_index(m->attributes, jw_attribute_rule, a).is.type;
        if (!table->columns[a].data) continue;
        compact(table->columns[a].data, jw_column_width(type), drop, table->n);
    }
    table->cleared = stay;
    return stay;
}

/* The links between units that stay, under their new numbers, but for those in `links` (NULL: none). */
static void drop_links(jw_model *m, const bool *drop, const bool *links, const uint32_t *now)
{
    uint32_t n = m->tables[1].n;
    bool *gone = g_new(bool, n);
    for (uint32_t l = 0; l < n; l++) {
        jw_link *link = &m->links[l];
        gone[l] = drop[link->from] || drop[link->to] || (links && links[l]);
        link->from = now[link->from];
        link->to = now[link->to];
    }
    uint32_t stay = compact_table(m, 1, gone);
    compact(m->links, sizeof *m->links, gone, n);
    compact(m->link_spot, sizeof *m->link_spot, gone, n);
    m->tables[1].n = stay;
    m->links_in_order = 0; /* the indices tell of them no more */
    g_free(gone);
}

static void drop_named_roots(jw_model *m, const bool *drop, const uint32_t *now)
{
    guint stay = 0;
    for (guint i = 0; i < m->named_roots->len; i++) {
        uint32_t root = g_array_index(m->named_roots, uint32_t, i);
        if (!drop[root]) g_array_index(m->named_roots, uint32_t, stay++) = now[root];
    }
    g_array_set_size(m->named_roots, stay);
}

static void drop_ambiguous(jw_model *m, const bool *drop, const uint32_t *now)
{
    guint stay = 0;
    for (guint i = 0; i < m->ambiguous->len; i++) {
        jw_ambiguous several = g_array_index(m->ambiguous, jw_ambiguous, i);
        if (drop[several.taken] || drop[several.other]) continue;
        several.taken = now[several.taken];
        several.other = now[several.other];
        g_array_index(m->ambiguous, jw_ambiguous, stay++) = several;
    }
    g_array_set_size(m->ambiguous, stay);
}

void jw_model_drop(jw_model *m, const bool *drop, const bool *links)
{
    uint32_t n = m->tables[0].n, *now = g_new(uint32_t, n + 1), next = 0;
    for (uint32_t u = 0; u < n; u++) {
        now[u] = next;
        next += !drop[u];
        m->unit_by_id[m->unit_id[u]] = drop[u] ? 0 : next;
    }
    drop_links(m, drop, links, now);
    drop_named_roots(m, drop, now);
    drop_ambiguous(m, drop, now);
    uint32_t stay = compact_table(m, 0, drop);
    compact(m->unit_id, sizeof *m->unit_id, drop, n);
    compact(m->unit_name, sizeof *m->unit_name, drop, n);
    compact(m->unit_kind, sizeof *m->unit_kind, drop, n);
    if (m->unit_turn) compact(m->unit_turn, sizeof *m->unit_turn, drop, n);
    compact(m->unit_spot, sizeof *m->unit_spot, drop, n);
    m->tables[0].n = stay;
    m->units_in_order = 0;
    m->names_indexed = false;
    g_free(now);
}

void jw_model_drop_units(jw_model *m, const bool *drop)
{
    jw_model_drop(m, drop, NULL);
}
