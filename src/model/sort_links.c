/* Links in the order (from, to, kind), and the indices over them. */
#include "base/pages.h"
#include "base/workers.h"
#include "model/private.h"

#include <stdlib.h>
#include <string.h>

static int compare_links(const jw_link *a, const jw_link *b)
{
    if (a->from != b->from) return a->from > b->from ? 1 : -1;
    if (a->to != b->to) return a->to > b->to ? 1 : -1;
    return (a->kind > b->kind) - (a->kind < b->kind);
}

static void report_duplicate(const jw_model *m, uint32_t l, jw_diags *diags)
{
    const jw_link *link = &m->links[l];
    g_autofree char *found = g_strdup_printf("%s: %s → %s", jw_model_link_kind(m, link->kind)->name,
                                             jw_unit_id(m, link->from), jw_unit_id(m, link->to));
    jw_diags_add(diags, &(jw_diag){ .severity = JW_WARNING,
                                    .code = "duplicate-link",
                                    .place = jw_model_place(m, m->link_spot[l]),
                                    .found = found });
}

static void permute_links(jw_model *m, const uint32_t *order, uint32_t n)
{
    const jw_rows own[] = { { (void **)&m->links, sizeof *m->links },
                            { (void **)&m->link_spot, sizeof *m->link_spot } };
    jw_permute_table(m, 1, own, G_N_ELEMENTS(own), order, n);
    m->tables[1].n = n;
}

enum { DOUBLES_TOLD = 50 }; /* a pattern can make a million in one line: these one by one, then a count */

/* Drops of the sorted links every one that equals the one before it. True if there were some. */
static bool drop_doubles(jw_model *m, jw_diags *diags)
{
    uint32_t n = m->tables[1].n, doubles = 0;
    for (uint32_t l = 1; l < n; l++) doubles += compare_links(&m->links[l - 1], &m->links[l]) == 0;
    if (!doubles) return false;
    g_autofree uint32_t *kept = g_new(uint32_t, n);
    uint32_t n_kept = 0;
    for (uint32_t l = 0; l < n; l++) {
        if (l == 0 || compare_links(&m->links[l - 1], &m->links[l]) != 0)
            kept[n_kept++] = l;
        else if (l - n_kept < DOUBLES_TOLD)
            report_duplicate(m, l, diags);
    }
    if (doubles > DOUBLES_TOLD) {
        g_autofree char *more = g_strdup_printf("%u", doubles - DOUBLES_TOLD);
        jw_diags_add(diags,
                     &(jw_diag){ .severity = JW_WARNING, .code = "more-duplicate-links", .found = more });
    }
    permute_links(m, kept, n_kept);
    return true;
}

static bool is_sorted(const jw_model *m)
{
    for (uint32_t l = MAX(m->links_in_order, 1); l < m->tables[1].n; l++)
        if (compare_links(&m->links[l - 1], &m->links[l]) >= 0) return false;
    return true;
}

/* Counts the links of each unit: those from u in out[u + 1], those to u in in[u + 2], one further, as filling
 * an index moves each start to its end; then adds the counts up. Piece 0: out, 1: in. */
static void count_ends(void *context, void *scratch, uint32_t piece)
{
    const jw_model *m = context;
    (void)scratch;
    uint32_t n = m->tables[0].n, n_links = m->tables[1].n, *count = piece ? m->in + 1 : m->out;
    memset(piece ? m->in : m->out, 0, ((size_t)n + 2) * sizeof *count);
    for (uint32_t l = 0; l < n_links; l++) count[(piece ? m->links[l].to : m->links[l].from) + 1]++;
    for (uint32_t u = 0; u < n; u++) count[u + 1] += count[u];
}

/* Both halves of a work on the links, side by side where that pays. */
static void in_halves(const jw_model *m, void (*half)(void *context, void *scratch, uint32_t which),
                      void *context)
{
    enum { WORTH_SHARING = 1 << 17 };
    if (m->tables[1].n >= WORTH_SHARING) {
        jw_each_piece(half, context, 2, 1);
        return;
    }
    half(context, NULL, 0);
    half(context, NULL, 1);
}

static void count_links(jw_model *m)
{
    in_halves(m, count_ends, m);
}

static void index_sorted(jw_model *m)
{
    count_links(m);
    for (uint32_t l = 0; l < m->tables[1].n; l++) m->in_links[m->in[m->links[l].to + 1]++] = l;
}

/* The links by their kinds; NULL if they are so already, as those of one register are. */
static uint32_t *order_by_kind(const jw_model *m)
{
    uint32_t n = m->tables[1].n;
    bool sorted = true;
    for (uint32_t l = 1; l < n && sorted; l++) sorted = m->links[l - 1].kind <= m->links[l].kind;
    if (sorted) return NULL;
    g_autofree uint32_t *start = g_new0(uint32_t, m->link_kinds->len + 1);
    for (uint32_t l = 0; l < n; l++) start[m->links[l].kind + 1]++;
    for (guint k = 0; k < m->link_kinds->len; k++) start[k + 1] += start[k];
    uint32_t *order = g_new(uint32_t, n);
    for (uint32_t l = 0; l < n; l++) order[start[m->links[l].kind]++] = l;
    return order;
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Of a unit with several links to it their numbers ascend in the index. */
static void order_in_links(jw_model *m)
{
    for (uint32_t u = 0; u < m->tables[0].n; u++) {
        uint32_t *first = m->in_links + m->in[u], n = m->in[u + 1] - m->in[u];
        bool ascending = true;
        for (uint32_t i = 1; i < n && ascending; i++) ascending = first[i - 1] < first[i];
        if (!ascending) qsort(first, n, sizeof *first, compare_numbers);
    }
}

/* A radix sort, the last key first. The counts of its passes by `to` and `from` are those of the indices, and
 * its order by `to` turns into the index of the links to each unit when their new numbers are known. Each
 * pass is done in halves, side by side: each looks at all links, and places those of its units. */
typedef struct {
    uint32_t link, from;
} placed_link;

typedef struct {
    jw_model *m;
    const uint32_t *by_kind; /* the links by their kinds; NULL: as they are */
    placed_link *by_to;      /* by `to`, then kind */
    uint32_t *order;         /* by `from`, `to`, kind */
    uint32_t to[3], from[3]; /* by half: its first unit */
} radix;

/* The unit at which the second half of the links begins; start[u]: where those of unit u do. */
static uint32_t half_of(const jw_model *m, const uint32_t *start)
{
    uint32_t low = 0, high = m->tables[0].n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (start[middle] < m->tables[1].n / 2)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void place_by_to(void *context, void *scratch, uint32_t half)
{
    const radix *r = context;
    (void)scratch;
    const jw_link *links = r->m->links;
    uint32_t *next = r->m->in + 1, first = r->to[half], end = r->to[half + 1];
    for (uint32_t i = 0; i < r->m->tables[1].n; i++) {
        uint32_t l = r->by_kind ? r->by_kind[i] : i, to = links[l].to;
        if (to >= first && to < end) r->by_to[next[to]++] = (placed_link){ l, links[l].from };
    }
}

static void place_by_from(void *context, void *scratch, uint32_t half)
{
    const radix *r = context;
    (void)scratch;
    uint32_t *next = r->m->out, first = r->from[half], end = r->from[half + 1];
    for (uint32_t i = 0; i < r->m->tables[1].n; i++) {
        placed_link p = r->by_to[i];
        if (p.from < first || p.from >= end) continue;
        uint32_t now = next[p.from]++;
        r->order[now] = p.link;
        r->m->in_links[i] = now;
    }
}

static void sort(jw_model *m)
{
    uint32_t n_units = m->tables[0].n, n = m->tables[1].n;
    count_links(m);
    uint32_t *by_kind = order_by_kind(m);
    radix r = { .m = m, .by_kind = by_kind };
    r.to[1] = half_of(m, m->in + 1);
    r.from[1] = half_of(m, m->out);
    r.to[2] = r.from[2] = n_units;
    r.by_to = jw_pages(n * sizeof *r.by_to);
    in_halves(m, place_by_to, &r);
    r.order = jw_pages(n * sizeof *r.order);
    in_halves(m, place_by_from, &r);
    free(r.by_to);
    g_free(by_kind);
    memmove(m->out + 1, m->out, ((size_t)n_units + 1) * sizeof *m->out); /* each start had become its end */
    m->out[0] = 0;
    permute_links(m, r.order, n);
    free(r.order);
    order_in_links(m);
}

/* All is counted anew: nothing of the old numbers is of use. */
static uint32_t *resize(uint32_t *numbers, size_t n)
{
    return jw_resize_pages(numbers, 0, n * sizeof *numbers);
}

void jw_model_sort_links(jw_model *m, jw_diags *diags)
{
    uint32_t n = m->tables[0].n, n_links = m->tables[1].n;
    m->out = resize(m->out, (size_t)n + 2);
    m->in = resize(m->in, (size_t)n + 2);
    m->in_links = resize(m->in_links, (size_t)n_links + 1);
    bool sorted = is_sorted(m);
    if (!sorted) sort(m);
    if (sorted || drop_doubles(m, diags)) index_sorted(m);
    m->links_in_order = m->tables[1].n;
}
