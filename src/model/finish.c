/* The order of a model: units by id, links by (from, to, kind), and the indices over both. */
#include "base/text.h"
#include "model/private.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A new order of rows: row i comes from old row order[i]. */
static void *permuted(void *rows, size_t width, const uint32_t *order, size_t n, size_t room)
{
    if (!rows) return NULL;
    char *to = g_malloc_n(room, width);
    for (size_t i = 0; i < n; i++) memcpy(to + i * width, (const char *)rows + order[i] * width, width);
    g_free(rows);
    return to;
}

static void permute_columns(jw_model *m, int t, const uint32_t *order, size_t n)
{
    jw_table *table = &m->tables[t];
    for (guint a = 0; a < m->attributes->len; a++) {
        jw_type type = g_array_index(m->attributes, jw_attribute_rule, a).is.type;
        jw_column *column = &table->columns[a];
        column->data = permuted(column->data, jw_column_width(type), order, n, table->room);
        if (column->data) jw_column_clear(column, type, n, table->room);
    }
}

/* Sorting a million ids is mostly cache misses on their texts: the first eight bytes stand in the key. */
typedef struct {
    uint64_t head;
    uint32_t unit;
} id_key;

static uint64_t head_of(const char *text)
{
    uint64_t head = 0;
    int i = 0;
    for (; i < 8 && text[i]; i++) head = head << 8 | (unsigned char)text[i];
    return head << 8 * (8 - i);
}

static int compare_ids(const void *a, const void *b, void *model)
{
    const id_key *x = a, *y = b;
    if (x->head != y->head) return x->head > y->head ? 1 : -1;
    return strcmp(jw_unit_id(model, x->unit), jw_unit_id(model, y->unit));
}

static bool ids_in_order(const jw_model *m)
{
    for (uint32_t u = 1; u < m->tables[0].n; u++)
        if (strcmp(jw_unit_id(m, u - 1), jw_unit_id(m, u)) > 0) return false;
    return true;
}

static void merge(const jw_model *m, const id_key *a, const id_key *a_end, const id_key *b,
                  const id_key *b_end, id_key *to)
{
    while (a < a_end && b < b_end) *to++ = compare_ids(a, b, (void *)m) <= 0 ? *a++ : *b++;
    memcpy(to, a, (size_t)(a_end - a) * sizeof *a);
    memcpy(to + (a_end - a), b, (size_t)(b_end - b) * sizeof *b);
}

/* A merge sort of the runs that are there: registers mostly count their rows up, and A1 … A9, A10 … A99 are
 * each in order. starts: of the n runs, and the end. */
static id_key *merge_runs(const jw_model *m, id_key *keys, uint32_t *starts, size_t n)
{
    id_key *spare = g_new(id_key, starts[n]);
    for (; n > 1; n = (n + 1) / 2) {
        for (size_t i = 0; i < n; i += 2) {
            const id_key *from = keys + starts[i], *middle = keys + starts[i + 1];
            uint32_t end = starts[MIN(i + 2, n)];
            merge(m, from, middle, middle, keys + end, spare + starts[i]);
            starts[i / 2] = starts[i];
            starts[i / 2 + 1] = end;
        }
        id_key *swap = keys;
        keys = spare;
        spare = swap;
    }
    g_free(spare);
    return keys;
}

static uint32_t *order_of_ids(const jw_model *m)
{
    uint32_t n = m->tables[0].n;
    id_key *keys = g_new(id_key, n);
    GArray *starts = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t u = 0; u < n; u++) {
        keys[u] = (id_key){ head_of(jw_unit_id(m, u)), u };
        if (u == 0 || compare_ids(&keys[u - 1], &keys[u], (void *)m) > 0) g_array_append_val(starts, u);
    }
    guint n_runs = starts->len;
    g_array_append_val(starts, n);
    keys = merge_runs(m, keys, (uint32_t *)(void *)starts->data, n_runs);
    uint32_t *order = g_new(uint32_t, n);
    for (uint32_t u = 0; u < n; u++) order[u] = keys[u].unit;
    g_array_free(starts, TRUE);
    g_free(keys);
    return order;
}

static void sort_units(jw_model *m)
{
    if (ids_in_order(m)) return;
    uint32_t n = m->tables[0].n, room = m->tables[0].room;
    uint32_t *order = order_of_ids(m), *now = g_new(uint32_t, n);
    for (uint32_t u = 0; u < n; u++) now[order[u]] = u;
    m->unit_id = permuted(m->unit_id, sizeof *m->unit_id, order, n, room);
    m->unit_name = permuted(m->unit_name, sizeof *m->unit_name, order, n, room);
    m->unit_kind = permuted(m->unit_kind, sizeof *m->unit_kind, order, n, room);
    m->unit_turn = permuted(m->unit_turn, sizeof *m->unit_turn, order, n, room);
    m->unit_spot = permuted(m->unit_spot, sizeof *m->unit_spot, order, n, room);
    permute_columns(m, 0, order, n);
    for (uint32_t u = 0; u < n; u++) m->unit_by_id[m->unit_id[u]] = u + 1;
    for (uint32_t l = 0; l < m->tables[1].n; l++) {
        m->links[l].from = now[m->links[l].from];
        m->links[l].to = now[m->links[l].to];
    }
    for (guint i = 0; i < m->named_roots->len; i++) {
        uint32_t *root = &g_array_index(m->named_roots, uint32_t, i);
        *root = now[*root];
    }
    for (guint i = 0; i < m->ambiguous->len; i++) {
        jw_ambiguous *several = &g_array_index(m->ambiguous, jw_ambiguous, i);
        several->taken = now[several->taken];
        several->other = now[several->other];
    }
    m->names_indexed = false;
    g_free(order);
    g_free(now);
}

/* One stable pass of a radix sort: order by a key of 0 … n_keys − 1. */
typedef uint32_t (*link_key)(const jw_link *l);

static uint32_t key_kind(const jw_link *l)
{
    return l->kind;
}

static uint32_t key_to(const jw_link *l)
{
    return l->to;
}

static uint32_t key_from(const jw_link *l)
{
    return l->from;
}

static void pass(const jw_link *links, link_key key, size_t n_keys, uint32_t **order, uint32_t **spare,
                 size_t n)
{
    uint32_t *start = g_new0(uint32_t, n_keys + 1);
    for (size_t i = 0; i < n; i++) start[key(&links[i]) + 1]++;
    for (size_t k = 0; k < n_keys; k++) start[k + 1] += start[k];
    for (size_t i = 0; i < n; i++) (*spare)[start[key(&links[(*order)[i]])]++] = (*order)[i];
    uint32_t *swap = *order;
    *order = *spare;
    *spare = swap;
    g_free(start);
}

static int compare_links(const jw_link *a, const jw_link *b)
{
    if (a->from != b->from) return a->from > b->from ? 1 : -1;
    if (a->to != b->to) return a->to > b->to ? 1 : -1;
    return (a->kind > b->kind) - (a->kind < b->kind);
}

static void report_duplicate(const jw_model *m, const jw_link *l, uint32_t row, jw_diags *diags)
{
    g_autofree char *found = g_strdup_printf("%s: %s → %s", jw_model_link_kind(m, l->kind)->name,
                                             jw_unit_id(m, l->from), jw_unit_id(m, l->to));
    jw_diags_add(diags, &(jw_diag){ .severity = JW_WARNING,
                                    .code = "duplicate-link",
                                    .place = jw_model_place(m, m->link_spot[row]),
                                    .found = found });
}

enum { DOUBLES_TOLD = 50 }; /* a pattern can make a million in one line: these one by one, then a count */

/* Drops from the sorted order every link that equals the one before it; returns how many stay. */
static uint32_t drop_doubles(const jw_model *m, uint32_t *order, uint32_t n, jw_diags *diags)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        const jw_link *l = &m->links[order[i]];
        if (!kept || compare_links(&m->links[order[kept - 1]], l) != 0)
            order[kept++] = order[i];
        else if (i - kept < DOUBLES_TOLD)
            report_duplicate(m, l, order[i], diags);
    }
    if (n - kept > DOUBLES_TOLD) {
        g_autofree char *more = g_strdup_printf("%u", n - kept - DOUBLES_TOLD);
        jw_diags_add(diags,
                     &(jw_diag){ .severity = JW_WARNING, .code = "more-duplicate-links", .found = more });
    }
    return kept;
}

static void sort_links(jw_model *m, jw_diags *diags)
{
    uint32_t n = m->tables[1].n, room = m->tables[1].room;
    bool sorted = true;
    for (uint32_t i = 1; i < n && sorted; i++) sorted = compare_links(&m->links[i - 1], &m->links[i]) < 0;
    if (sorted) return;
    uint32_t *order = g_new(uint32_t, n), *spare = g_new(uint32_t, n);
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    pass(m->links, key_kind, m->link_kinds->len, &order, &spare, n);
    pass(m->links, key_to, m->tables[0].n, &order, &spare, n);
    pass(m->links, key_from, m->tables[0].n, &order, &spare, n);
    g_free(spare);
    n = drop_doubles(m, order, n, diags);
    m->links = permuted(m->links, sizeof *m->links, order, n, room);
    m->link_spot = permuted(m->link_spot, sizeof *m->link_spot, order, n, room);
    permute_columns(m, 1, order, n);
    m->tables[1].n = n;
    g_free(order);
}

static void index_links(jw_model *m)
{
    uint32_t n = m->tables[0].n, n_links = m->tables[1].n;
    m->out = g_renew(uint32_t, m->out, n + 2);
    m->in = g_renew(uint32_t, m->in, n + 2);
    m->in_links = g_renew(uint32_t, m->in_links, n_links + 1);
    memset(m->out, 0, (n + 2) * sizeof *m->out);
    memset(m->in, 0, (n + 2) * sizeof *m->in);
    for (uint32_t l = 0; l < n_links; l++) {
        m->out[m->links[l].from + 1]++;
        m->in[m->links[l].to + 2]++; /* one further: the fill below moves each start to its end */
    }
    for (uint32_t u = 0; u < n; u++) {
        m->out[u + 1] += m->out[u];
        m->in[u + 2] += m->in[u + 1];
    }
    for (uint32_t l = 0; l < n_links; l++) m->in_links[m->in[m->links[l].to + 1]++] = l;
}

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
    for (uint32_t u = 0; u < n && !m->named_roots->len; u++)
        if (jw_unit_kind_of(m, u)->role == JW_ROLE_ROOT) g_array_append_val(m->roots, u);
    for (uint32_t u = 0, none = !m->roots->len; u < n && none; u++)
        if (jw_unit_kind_of(m, u)->role == JW_ROLE_LEAD && !has_authority_above(m, u))
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
    sort_units(m);
    sort_links(m, diags);
    index_links(m);
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
