/* What a model is once it is finished: its order, its roots, and what hangs by what. */
#include "base/text.h"
#include "model/private.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool has_authority_above(const jw_model *m, uint32_t u)
{
    for (uint32_t i = m->in[u]; i < m->in[u + 1]; i++)
        if (jw_link_kind_of(m, m->in_links[i])->role == JW_ROLE_AUTHORITY) return true;
    return false;
}

static int compare_units(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void find_roots(jw_model *m)
{
    g_array_set_size(m->roots, 0);
    g_array_sort(m->named_roots, compare_units);
    for (guint i = 0; i < m->named_roots->len; i++) {
        uint32_t root = g_array_index(m->named_roots, uint32_t, i);
        if (i == 0 || root != g_array_index(m->named_roots, uint32_t, i - 1))
            g_array_append_val(m->roots, root);
    }
    uint32_t n = m->tables[0].n;
    const jw_unit_kind *kinds = (const jw_unit_kind *)(void *)m->unit_kinds->data;
    for (uint32_t u = 0; u < n && !m->named_roots->len; u++)
        if (kinds[m->unit_kind[u]].role == JW_ROLE_ROOT) g_array_append_val(m->roots, u);
    for (uint32_t u = 0, none = !m->roots->len; u < n && none; u++)
        if (kinds[m->unit_kind[u]].role == JW_ROLE_LEAD && !has_authority_above(m, u))
            g_array_append_val(m->roots, u);
}

bool jw_model_roots_are_derived(const jw_model *m)
{
    bool given = m->named_roots->len;
    for (uint32_t u = 0; u < m->tables[0].n && !given; u++)
        given = jw_unit_kind_of(m, u)->role == JW_ROLE_ROOT;
    return !given;
}

void jw_model_finish(jw_model *m, jw_diags *diags)
{
    bool in_order = m->out && m->units_in_order == m->tables[0].n && m->links_in_order == m->tables[1].n;
    if (!in_order) {
        jw_model_sort_units(m);
        jw_model_sort_links(m, diags);
    }
    find_roots(m);
}

bool jw_link_carries_reach(const jw_link_kind *kind, bool *backward)
{
    *backward = kind->role == JW_ROLE_MEMBERSHIP;
    return kind->role == JW_ROLE_AUTHORITY || kind->role == JW_ROLE_MEMBERSHIP ||
           kind->role == JW_ROLE_SUPPORT;
}

/* Smaller = hangs rather by this kind; the table of kinds has the built-in ones first, in their order. */
static uint32_t preference(const jw_model *m, uint16_t kind)
{
    return (uint32_t)jw_model_link_kind(m, kind)->role << 16 | kind;
}

uint32_t jw_model_primary_link(const jw_model *m, uint32_t u, uint32_t *superior)
{
    uint32_t best = UINT32_MAX, above = JW_NO_UNIT, best_preference = UINT32_MAX;
    for (int side = 0; side < 2; side++) { /* links in, then links out: of joins, the superior is `to` */
        const uint32_t *start = side ? m->out : m->in;
        for (uint32_t i = start[u]; i < start[u + 1]; i++) {
            uint32_t l = side ? i : m->in_links[i];
            bool backward;
            if (!jw_link_carries_reach(jw_link_kind_of(m, l), &backward) || backward != (side == 1)) continue;
            uint32_t other = side ? m->links[l].to : m->links[l].from, p = preference(m, m->links[l].kind);
            if (jw_unit_is_eliminated(m, other) || p > best_preference ||
                (p == best_preference && other >= above))
                continue;
            best = l;
            above = other;
            best_preference = p;
        }
    }
    if (superior) *superior = above;
    return best;
}

int jw_compare_siblings(const jw_model *m, uint32_t u, uint32_t v)
{
    double order_u = jw_unit_number(m, u, JW_ORDER), order_v = jw_unit_number(m, v, JW_ORDER);
    if (isnan(order_u)) order_u = INFINITY;
    if (isnan(order_v)) order_v = INFINITY;
    if (order_u != order_v) return order_u < order_v ? -1 : 1;
    int rank_u = jw_unit_kind_of(m, u)->rank, rank_v = jw_unit_kind_of(m, v)->rank;
    if (rank_u == JW_NO_RANK) rank_u = INT_MAX;
    if (rank_v == JW_NO_RANK) rank_v = INT_MAX;
    if (rank_u != rank_v) return rank_u < rank_v ? -1 : 1;
    uint32_t turn_u = jw_unit_turn(m, u), turn_v = jw_unit_turn(m, v);
    if (turn_u != turn_v) return turn_u < turn_v ? -1 : 1;
    return jw_compare_natural(jw_unit_id(m, u), jw_unit_id(m, v));
}
