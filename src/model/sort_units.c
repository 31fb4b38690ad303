/* Units in byte order of their ids. */
#include "base/pages.h"
#include "model/private.h"

#include <stdlib.h>
#include <string.h>

/* Sorting a million ids is mostly cache misses on their texts: the first eight bytes stand in the key, in two
 * halves, so that it takes twelve bytes and not sixteen. */
typedef struct {
    uint32_t head[2], unit;
} id_key;

typedef struct {
    jw_model *m;
    id_key *keys;
    uint32_t *order, *now; /* the old number of each unit, the new one */
} sorting;

static uint64_t head_of(const char *text)
{
    uint64_t head = 0;
    int i = 0;
    for (; i < 8 && text[i]; i++) head = head << 8 | (unsigned char)text[i];
    return i ? head << 8 * (8 - i) : 0;
}

static inline uint64_t head_in(const id_key *key)
{
    return (uint64_t)key->head[0] << 32 | key->head[1];
}

static inline bool is_after(const jw_model *m, const id_key *a, const id_key *b)
{
    if (head_in(a) != head_in(b)) return head_in(a) > head_in(b);
    return strcmp(jw_unit_id(m, a->unit), jw_unit_id(m, b->unit)) > 0;
}

static bool ids_in_order(const jw_model *m)
{
    for (uint32_t u = MAX(m->units_in_order, 1); u < m->tables[0].n; u++)
        if (strcmp(jw_unit_id(m, u - 1), jw_unit_id(m, u)) > 0) return false;
    return true;
}

static void make_keys(void *context, uint32_t from, uint32_t to)
{
    sorting *s = context;
    for (uint32_t u = from; u < to; u++) {
        uint64_t head = head_of(jw_unit_id(s->m, u));
        s->keys[u] = (id_key){ { (uint32_t)(head >> 32), (uint32_t)head }, u };
    }
}

/* Merges two runs that follow one another, the first of which is the shorter. */
static void merge_forward(const jw_model *m, id_key *a, id_key *b, id_key *end, id_key *spare)
{
    size_t n = (size_t)(b - a);
    memcpy(spare, a, n * sizeof *a);
    const id_key *x = spare, *x_end = spare + n;
    while (x < x_end && b < end) *a++ = is_after(m, x, b) ? *b++ : *x++;
    memcpy(a, x, (size_t)(x_end - x) * sizeof *x);
}

/* The same where the second is the shorter. */
static void merge_backward(const jw_model *m, id_key *a, id_key *b, id_key *end, id_key *spare)
{
    size_t n = (size_t)(end - b);
    memcpy(spare, b, n * sizeof *b);
    const id_key *y = spare + n;
    while (y > spare && b > a) *--end = is_after(m, b - 1, y - 1) ? *--b : *--y;
    memcpy(a + (b - a), spare, (size_t)(y - spare) * sizeof *y);
}

/* Runs not yet merged, none longer than half the one before it but at the end: few, and each key is moved
 * O(log n) times. `spare` has room for half the keys. */
typedef struct {
    const jw_model *m;
    id_key *keys, *spare;
    uint32_t start[66];
    int n; /* start[n]: the end of the last */
} runs;

static void merge_last_two(runs *r)
{
    id_key *a = r->keys + r->start[r->n - 2], *b = r->keys + r->start[r->n - 1],
           *end = r->keys + r->start[r->n];
    (b - a <= end - b ? merge_forward : merge_backward)(r->m, a, b, end, r->spare);
    r->start[r->n - 1] = r->start[r->n];
    r->n--;
}

static bool last_is_long(const runs *r)
{
    if (r->n < 2) return false;
    uint32_t last = r->start[r->n] - r->start[r->n - 1], before = r->start[r->n - 1] - r->start[r->n - 2];
    return last > before / 2;
}

/* A merge sort of the runs that are there: registers mostly count their rows up, and A1 … A9, A10 … A99 are
 * each in order. */
static void sort_keys(const jw_model *m, id_key *keys, uint32_t n)
{
    runs r = { .m = m, .keys = keys, .spare = jw_pages((n / 2 + 1) * sizeof(id_key)) };
    for (uint32_t u = 1; u <= n; u++) {
        if (u < n && !is_after(m, &keys[u - 1], &keys[u])) continue;
        r.start[++r.n] = u;
        while (last_is_long(&r)) merge_last_two(&r);
    }
    while (r.n > 1) merge_last_two(&r);
    g_free(r.spare);
}

static void take_order(void *context, uint32_t from, uint32_t to)
{
    sorting *s = context;
    for (uint32_t u = from; u < to; u++) {
        s->order[u] = s->keys[u].unit;
        s->now[s->keys[u].unit] = u;
    }
}

static void renumber_ids(void *context, uint32_t from, uint32_t to)
{
    jw_model *m = ((sorting *)context)->m;
    for (uint32_t u = from; u < to; u++) m->unit_by_id[m->unit_id[u]] = u + 1;
}

static void renumber_links(void *context, uint32_t from, uint32_t to)
{
    sorting *s = context;
    for (uint32_t l = from; l < to; l++) {
        jw_link *link = &s->m->links[l];
        link->from = s->now[link->from];
        link->to = s->now[link->to];
    }
}

static void renumber_rest(jw_model *m, const uint32_t *now)
{
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
}

static void find_order(sorting *s, uint32_t n)
{
    s->keys = jw_pages(n * sizeof *s->keys);
    jw_in_ranges(n, make_keys, s);
    sort_keys(s->m, s->keys, n);
    s->order = jw_pages(n * sizeof *s->order);
    s->now = jw_pages(n * sizeof *s->now);
    jw_in_ranges(n, take_order, s);
    g_clear_pointer(&s->keys, free);
}

void jw_model_sort_units(jw_model *m)
{
    uint32_t n = m->tables[0].n;
    if (!ids_in_order(m)) {
        sorting s = { .m = m };
        find_order(&s, n);
        const jw_rows own[] = { { (void **)&m->unit_id, sizeof *m->unit_id },
                                { (void **)&m->unit_name, sizeof *m->unit_name },
                                { (void **)&m->unit_kind, sizeof *m->unit_kind },
                                { (void **)&m->unit_spot, sizeof *m->unit_spot },
                                { (void **)&m->unit_turn, sizeof *m->unit_turn } };
        jw_permute_table(m, 0, own, G_N_ELEMENTS(own) - !m->unit_turn, s.order, n);
        g_free(s.order);
        jw_in_ranges(n, renumber_ids, &s);
        jw_in_ranges(m->tables[1].n, renumber_links, &s);
        renumber_rest(m, s.now);
        g_free(s.now);
        m->links_in_order = 0;
    }
    m->units_in_order = n;
}
