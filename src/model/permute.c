/* Rows of a table in another order. */
#include "base/pages.h"
#include "base/workers.h"
#include "model/private.h"

#include <stdlib.h>
#include <string.h>

enum { RANGE = 1 << 16 };

typedef struct {
    uint32_t n;
    void (*each)(void *context, uint32_t from, uint32_t to);
    void *context;
} ranges;

static void *no_scratch(void *context)
{
    (void)context;
    return NULL;
}

static void no_end(void *scratch)
{
    (void)scratch;
}

static void do_range(void *context, void *scratch, uint32_t piece)
{
    (void)scratch;
    const ranges *r = context;
    uint32_t from = piece * RANGE;
    r->each(r->context, from, from + MIN(r->n - from, RANGE));
}

void jw_in_ranges(uint32_t n, void (*each)(void *context, uint32_t from, uint32_t to), void *context)
{
    static const jw_job job = { no_scratch, do_range, NULL, no_end, 0 };
    ranges r = { n, each, context };
    jw_work(&job, &r, n / RANGE + (n % RANGE != 0), 0);
}

typedef struct {
    const uint32_t *order;
    const void *from;
    void *to;
    size_t width;
} move;

/* Rows of one width: the compiler then moves each by a load and a store. */
#define GATHER(width_)                                                                                       \
    static void gather_##width_(void *context, uint32_t from, uint32_t to)                                   \
    {                                                                                                        \
        const move *v = context;                                                                             \
        for (uint32_t i = from; i < to; i++)                                                                 \
            memcpy((char *)v->to + (size_t)i * width_, (const char *)v->from + (size_t)v->order[i] * width_, \
                   width_);                                                                                  \
    }
GATHER(1)
GATHER(2)
GATHER(4)
GATHER(8)
GATHER(12)

static void gather(const move *v, uint32_t n)
{
    static const struct {
        size_t width;
        void (*rows)(void *context, uint32_t from, uint32_t to);
    } by_width[] = { { 1, gather_1 }, { 2, gather_2 }, { 4, gather_4 }, { 8, gather_8 }, { 12, gather_12 } };
    for (size_t i = 0; i < G_N_ELEMENTS(by_width); i++)
        if (by_width[i].width == v->width) {
            jw_in_ranges(n, by_width[i].rows, (void *)v);
            return;
        }
    g_assert_not_reached();
}

static int by_width(const void *a, const void *b)
{
    const jw_rows *x = a, *y = b;
    return (x->width > y->width) - (x->width < y->width);
}

/* The old rows of one array make the room for the new ones of the next, if they are as wide: memory that is
 * fresh costs as much as the moving, and more of it than that of one array is never needed. */
void jw_permute(const jw_rows *arrays, size_t n_arrays, const uint32_t *order, uint32_t n, uint32_t room)
{
    g_autofree jw_rows *sorted = g_memdup2(arrays, n_arrays * sizeof *arrays);
    qsort(sorted, n_arrays, sizeof *sorted, by_width);
    void *spare = NULL;
    for (size_t i = 0; i < n_arrays; i++) {
        if (i > 0 && sorted[i].width != sorted[i - 1].width) g_clear_pointer(&spare, free);
        if (!spare) spare = jw_pages(room * sorted[i].width);
        move v = { order, *sorted[i].rows, spare, sorted[i].width };
        gather(&v, n);
        spare = *sorted[i].rows;
        *sorted[i].rows = v.to;
    }
    free(spare);
}

void jw_permute_table(jw_model *m, int t, const jw_rows *own, size_t n_own, const uint32_t *order, uint32_t n)
{
    jw_table *table = &m->tables[t];
    g_autofree jw_rows *rows = g_new(jw_rows, n_own + m->attributes->len);
    memcpy(rows, own, n_own * sizeof *own);
    size_t n_rows = n_own;
    for (guint a = 0; a < m->attributes->len; a++)
        if (table->columns[a].data)
            rows[n_rows++] =
                (jw_rows){ &table->columns[a].data,
                           jw_column_width(g_array_index(m->attributes, jw_attribute_rule, a).is.type) };
    jw_permute(rows, n_rows, order, n, table->room);
    table->cleared = n;
}
