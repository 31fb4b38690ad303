/* What stands behind the loops and the level inversions that are counted. */
#include "cli/rank.h"

#include "base/words.h"

#include <glib.h>
#include <string.h>

/* Loops. */

/* Part i, of n, has the units unit[start[i]] … unit[start[i + 1] − 1]. */
typedef struct {
    size_t n;
    uint32_t *start, *unit;
} parts;

static parts parts_new(const ranking *r)
{
    size_t n = jw_model_unit_count(r->s.model);
    g_autofree uint32_t *part = g_new(uint32_t, n + 1);
    parts p = { jw_loop_parts(r->s.model, part, NULL), NULL, g_new(uint32_t, n + 1) };
    if (p.n == SIZE_MAX) p.n = 0; /* the measure found them a moment ago */
    p.start = g_new0(uint32_t, p.n + 2);
    for (size_t u = 0; p.n && u < n; u++)
        if (part[u] != JW_NO_UNIT) p.start[part[u] + 2]++;
    for (size_t i = 0; i < p.n; i++) p.start[i + 2] += p.start[i + 1];
    for (uint32_t u = 0; p.n && u < n; u++)
        if (part[u] != JW_NO_UNIT) p.unit[p.start[part[u] + 1]++] = u;
    return p;
}

static void parts_clear(parts *p)
{
    g_free(p->start);
    g_free(p->unit);
}

static bool is_listed(const ranking *r, const parts *p, size_t i)
{
    for (uint32_t k = p->start[i]; k < p->start[i + 1]; k++)
        if (session_takes((void *)&r->s, p->unit[k])) return true;
    return false;
}

static void put_loops(jw_json_out *out, const ranking *r)
{
    parts p = parts_new(r);
    jw_json_key(out, "loops");
    jw_json_open(out, '[');
    for (size_t i = 0; i < p.n; i++) {
        if (!is_listed(r, &p, i)) continue;
        jw_json_open_inline(out, '[');
        for (uint32_t k = p.start[i]; k < p.start[i + 1]; k++)
            jw_json_string(out, jw_unit_id(r->s.model, p.unit[k]));
        jw_json_close(out, ']');
    }
    jw_json_close(out, ']');
    parts_clear(&p);
}

static void print_loops(FILE *stream, const ranking *r)
{
    parts p = parts_new(r);
    jw_grid *g = jw_grid_new(NULL);
    size_t n = 0;
    jw_grid_column(g, jw_word(r->s.lang, "column.units"), true);
    jw_grid_column(g, jw_word(r->s.lang, "column.loop"), false);
    for (size_t i = 0; i < p.n; i++) {
        if (!is_listed(r, &p, i)) continue;
        g_autofree char *names = rank_names(r, p.unit + p.start[i], p.start[i + 1] - p.start[i]);
        jw_grid_number(g, p.start[i + 1] - p.start[i]);
        jw_grid_cell(g, names);
        n++;
    }
    if (n) print_grid(stream, g, n, r->s.lang);
    jw_grid_free(g);
    parts_clear(&p);
}

/* Inversions, by the kinds of both ends. */

typedef struct {
    const jw_unit_kind *from, *to;
    size_t links;
} crossing;

/* By the ranks, then as the kinds are called. */
static int compare_crossings(const void *a, const void *b)
{
    const crossing *x = a, *y = b;
    if (x->from->rank != y->from->rank) return x->from->rank < y->from->rank ? -1 : 1;
    if (x->to->rank != y->to->rank) return x->to->rank < y->to->rank ? -1 : 1;
    int by_from = strcmp(x->from->name, y->from->name);
    return by_from ? by_from : strcmp(x->to->name, y->to->name);
}

/* There are few kinds, and fewer pairs of them. */
static void count_crossing(GArray *all, const jw_unit_kind *from, const jw_unit_kind *to)
{
    for (guint i = 0; i < all->len; i++) {
        crossing *c = &g_array_index(all, crossing, i);
        if (c->from != from || c->to != to) continue;
        c->links++;
        return;
    }
    crossing c = { from, to, 1 };
    g_array_append_val(all, c);
}

static GArray *count_crossings(const ranking *r)
{
    const jw_model *m = r->s.model;
    GArray *all = g_array_new(FALSE, FALSE, sizeof(crossing));
    for (size_t l = 0; l < jw_model_link_count(m); l++) {
        jw_link link = jw_model_link(m, l);
        if (jw_is_inversion(m, l) && session_takes((void *)&r->s, link.to))
            count_crossing(all, jw_unit_kind_of(m, link.from), jw_unit_kind_of(m, link.to));
    }
    g_array_sort(all, compare_crossings);
    return all;
}

static void put_inversions(jw_json_out *out, const ranking *r)
{
    GArray *all = count_crossings(r);
    jw_json_key(out, "inversions");
    jw_json_open(out, '[');
    for (guint i = 0; i < all->len; i++) {
        const crossing *c = &g_array_index(all, crossing, i);
        jw_json_open_inline(out, '{');
        jw_json_put_string(out, "from", c->from->name);
        jw_json_put_number(out, "from_rank", c->from->rank);
        jw_json_put_string(out, "to", c->to->name);
        jw_json_put_number(out, "to_rank", c->to->rank);
        jw_json_put_number(out, "links", (double)c->links);
        jw_json_close(out, '}');
    }
    jw_json_close(out, ']');
    g_array_free(all, TRUE);
}

static void kind_cell(jw_grid *g, const ranking *r, const jw_unit_kind *kind)
{
    const char *word = r->s.lang == JW_ZH ? kind->zh : kind->en;
    g_autofree char *cell =
        g_strdup_printf(r->s.lang == JW_ZH ? "%s（%d）" : "%s (%d)", word ? word : kind->name, kind->rank);
    jw_grid_cell(g, cell);
}

static void print_inversions(FILE *stream, const ranking *r)
{
    GArray *all = count_crossings(r);
    jw_grid *g = jw_grid_new(NULL);
    jw_grid_column(g, jw_word(r->s.lang, "column.upper"), false);
    jw_grid_column(g, jw_word(r->s.lang, "column.lower"), false);
    jw_grid_column(g, jw_word(r->s.lang, "column.inversions"), true);
    for (guint i = 0; i < all->len; i++) {
        const crossing *c = &g_array_index(all, crossing, i);
        kind_cell(g, r, c->from);
        kind_cell(g, r, c->to);
        jw_grid_number(g, (double)c->links);
    }
    if (all->len) print_grid(stream, g, all->len, r->s.lang);
    jw_grid_free(g);
    g_array_free(all, TRUE);
}

static const struct {
    const char *measure;
    void (*put)(jw_json_out *out, const ranking *r);
    void (*print)(FILE *stream, const ranking *r);
} evidence[] = { { "loops", put_loops, print_loops }, { "inversions", put_inversions, print_inversions } };

void rank_put_evidence(jw_json_out *out, const ranking *r)
{
    for (size_t i = 0; i < G_N_ELEMENTS(evidence); i++)
        if (strcmp(r->measure->name, evidence[i].measure) == 0) evidence[i].put(out, r);
}

void rank_print_evidence(FILE *stream, const ranking *r)
{
    for (size_t i = 0; i < G_N_ELEMENTS(evidence); i++)
        if (strcmp(r->measure->name, evidence[i].measure) == 0) evidence[i].print(stream, r);
}
