#include "measure/blocks.h"

#include <glib.h>
#include <string.h>

/* A depth-first search. Vertices are numbered from 1 as they are met; low[v] is the smallest number met from
 * v's subtree by one link back. The subtree of v that v's parent p holds alone (low[v] ≥ number[p]) closes a
 * block. */
typedef struct {
    const jw_network *g;
    jw_blocks *out;
    uint32_t *number, *low, *next, *parent; /* by vertex; next: the first link not yet looked at */
    uint32_t *size;                         /* vertices of the subtree found so far */
    uint32_t *hanging;                      /* the vertex, and the subtrees that it holds alone */
    uint64_t *squares; /* Σ over the parts that its loss leaves, of their size squared */
    uint32_t *largest; /* of those parts */
    uint32_t *met;     /* by number − 1 */
    uint32_t *held;    /* met, in no block yet */
    uint32_t n_met, n_held, n_members;
} search;

static void meet(search *s, uint32_t v, uint32_t parent)
{
    s->met[s->n_met++] = v;
    s->number[v] = s->low[v] = s->n_met;
    s->next[v] = s->g->first[v];
    s->parent[v] = parent;
    s->size[v] = s->hanging[v] = 1;
    s->held[s->n_held++] = v;
}

static void add_member(search *s, uint32_t v, uint32_t behind)
{
    s->out->member[s->n_members] = v;
    s->out->behind[s->n_members++] = behind;
}

/* The block of p and what is held from v on. Of p, the first member, `behind` is the other side for now: how
 * large the component is nobody knows yet. */
static void close_block(search *s, uint32_t p, uint32_t v)
{
    uint32_t y;
    add_member(s, p, s->size[v]);
    do {
        y = s->held[--s->n_held];
        add_member(s, y, s->hanging[y]);
    } while (y != v);
    s->hanging[p] += s->size[v];
    s->out->start[++s->out->n] = s->n_members;
}

static void leave(search *s, uint32_t v)
{
    uint32_t p = s->parent[v];
    if (p == JW_NO_UNIT) return;
    s->size[p] += s->size[v];
    s->low[p] = MIN(s->low[p], s->low[v]);
    if (s->low[v] >= s->number[p]) close_block(s, p, v);
}

static void walk_component(search *s, uint32_t root)
{
    meet(s, root, JW_NO_UNIT);
    for (uint32_t v = root; v != JW_NO_UNIT;) {
        if (s->next[v] == s->g->first[v + 1]) {
            leave(s, v);
            v = s->parent[v];
            continue;
        }
        uint32_t w = s->g->to[s->next[v]++];
        if (!s->number[w]) {
            meet(s, w, v);
            v = w;
        } else if (w != s->parent[v]) {
            s->low[v] = MIN(s->low[v], s->number[w]);
        }
    }
    s->n_held--; /* the root */
}

/* What had to wait for the component's size: each block at a vertex is one part that the vertex's loss
 * leaves. */
static void finish_component(search *s, uint32_t first_block, uint32_t first_met)
{
    jw_blocks *out = s->out;
    uint32_t n = s->n_met - first_met;
    for (uint32_t b = first_block; b < out->n; b++) {
        uint32_t start = out->start[b], end = out->start[b + 1];
        out->behind[start] = n - out->behind[start];
        for (uint32_t i = start; i < end; i++) {
            uint32_t v = out->member[i], part = n - out->behind[i];
            s->squares[v] += (uint64_t)part * part;
            out->bridges[v] += end - start == 2;
            if (i > start) out->home[v] = b;
            if (part > s->largest[v]) {
                s->largest[v] = part;
                out->keeps[v] = b;
            }
        }
    }
    for (uint32_t i = first_met; i < s->n_met; i++) {
        uint32_t v = s->met[i];
        uint64_t others = n - 1;
        out->apart[v] = (others * others - s->squares[v]) / 2;
        out->cut_off[v] = n - 1 - s->largest[v];
    }
}

jw_blocks jw_blocks_of(const jw_network *g)
{
    size_t n = g->n;
    /* Each block adds its vertices but one to what is joined already: at most n − 1 blocks, 2n − 2 members.
     */
    jw_blocks out = { .start = g_new0(uint32_t, n + 1),
                      .member = g_new(uint32_t, 2 * n + 1),
                      .behind = g_new(uint32_t, 2 * n + 1),
                      .apart = g_new(uint64_t, n + 1),
                      .cut_off = g_new(uint32_t, n + 1),
                      .keeps = g_new(uint32_t, n + 1),
                      .home = g_new(uint32_t, n + 1),
                      .bridges = g_new0(uint32_t, n + 1) };
    memset(out.keeps, 0xff, (n + 1) * sizeof *out.keeps);
    memset(out.home, 0xff, (n + 1) * sizeof *out.home);
    search s = { .g = g, .out = &out };
    uint32_t **rows[] = { &s.number,  &s.low,     &s.next, &s.parent, &s.size,
                          &s.hanging, &s.largest, &s.met,  &s.held };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) *rows[i] = g_new0(uint32_t, n + 1);
    s.squares = g_new0(uint64_t, n + 1);
    for (uint32_t root = 0; root < g->n; root++) {
        uint32_t first_block = out.n, first_met = s.n_met;
        if (s.number[root]) continue;
        walk_component(&s, root);
        finish_component(&s, first_block, first_met);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) g_free(*rows[i]);
    g_free(s.squares);
    return out;
}

void jw_blocks_clear(jw_blocks *b)
{
    void *all[] = { b->start, b->member, b->behind, b->apart, b->cut_off, b->keeps, b->home, b->bridges };
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) g_free(all[i]);
    *b = (jw_blocks){ 0 };
}

/* Either both are at home in it, or one of them is, and the other is its first member. */
uint32_t jw_block_of_link(const jw_blocks *b, uint32_t v, uint32_t w)
{
    uint32_t of_w = b->home[w];
    return of_w != JW_NO_UNIT && (of_w == b->home[v] || b->member[b->start[of_w]] == v) ? of_w : b->home[v];
}
