#include "measure/reach.h"

#include "model/columns.h"

#include <glib.h>
#include <string.h>

jw_way jw_way_of_reach(const jw_link_kind *kind)
{
    bool backward;
    if (!jw_link_carries_reach(kind, &backward)) return JW_WAY_NONE;
    return backward ? JW_WAY_BACKWARD : JW_WAY_FORWARD;
}

jw_way jw_way_of_authority(const jw_link_kind *kind)
{
    return kind->role == JW_ROLE_AUTHORITY ? JW_WAY_FORWARD : JW_WAY_NONE;
}

jw_walk jw_walk_new(const jw_model *m, jw_way (*way)(const jw_link_kind *kind))
{
    size_t n = jw_model_link_kinds(m);
    jw_walk walk = { jw_column_of_links(m), jw_model_adjacency(m), g_new(uint8_t, n + 1), false };
    for (size_t i = 0; i < n; i++) walk.way[i] = (uint8_t)way(jw_model_link_kind(m, i));
    for (size_t l = 0; l < jw_model_link_count(m) && !walk.goes_back; l++)
        walk.goes_back = walk.way[walk.link[l].kind] == JW_WAY_BACKWARD;
    return walk;
}

void jw_walk_clear(jw_walk *walk)
{
    g_free(walk->way);
    walk->way = NULL;
}

void jw_walk_from(const jw_walk *walk, uint32_t u, void (*with)(void *context, uint32_t to), void *context)
{
    const jw_adjacency *links = &walk->links;
    for (uint32_t l = links->out[u]; l < links->out[u + 1]; l++)
        if (walk->way[walk->link[l].kind] == JW_WAY_FORWARD) with(context, walk->link[l].to);
    for (uint32_t i = links->in[u]; walk->goes_back && i < links->in[u + 1]; i++) {
        const jw_link *link = &walk->link[links->in_links[i]];
        if (walk->way[link->kind] == JW_WAY_BACKWARD) with(context, link->from);
    }
}

/* A breadth-first walk; each unit enters the queue at most once, and none from which no link leads on: of a
 * register's units these are nearly all. One byte a unit is all that is read and written at random. */
typedef struct {
    jw_walk walk;
    jw_eliminated eliminated;
    const uint8_t *mark_of; /* by link kind */
    uint8_t *marks;         /* by unit, with END */
    uint32_t *level;        /* NULL: not wanted */
    uint32_t *queue, n_queued, next_level;
} spread;

enum { END = JW_MET << 1 }; /* the walk ends here */

static inline void meet(spread *s, uint32_t u, uint8_t mark)
{
    if (jw_eliminated_has(&s->eliminated, u)) return;
    uint8_t before = s->marks[u];
    s->marks[u] = before | mark;
    if (before & JW_MET) return;
    if (s->level) s->level[u] = s->next_level;
    if (!(before & END)) s->queue[s->n_queued++] = u;
}

/* As jw_walk_from, without a call a link. */
static void leave(spread *s, uint32_t u)
{
    const jw_walk *walk = &s->walk;
    for (uint32_t l = walk->links.out[u]; l < walk->links.out[u + 1]; l++) {
        jw_link link = walk->link[l];
        if (walk->way[link.kind] == JW_WAY_FORWARD) meet(s, link.to, s->mark_of[link.kind]);
    }
    for (uint32_t i = walk->links.in[u]; walk->goes_back && i < walk->links.in[u + 1]; i++) {
        jw_link link = walk->link[walk->links.in_links[i]];
        if (walk->way[link.kind] == JW_WAY_BACKWARD) meet(s, link.from, s->mark_of[link.kind]);
    }
}

/* Lets memory fetch where the links of a unit begin, which is about to be left. */
enum { AHEAD = 4 };
static void expect(const spread *s, uint32_t u)
{
    __builtin_prefetch(&s->walk.link[s->walk.links.out[u]]);
}

/* Room in the queue for all units that may enter it. */
static void prepare(spread *s, const jw_model *m)
{
    size_t n = jw_model_unit_count(m), n_on = 0;
    const jw_adjacency *links = &s->walk.links;
    s->marks = g_new(uint8_t, n + 1);
    for (size_t u = 0; u < n; u++) {
        bool on = links->out[u] < links->out[u + 1] || (s->walk.goes_back && links->in[u] < links->in[u + 1]);
        s->marks[u] = on ? 0 : END;
        n_on += on;
    }
    s->queue = g_new(uint32_t, n_on + 1);
}

/* Goes from the roots; s: mark_of and level are set. */
static void run(spread *s, const jw_model *m, jw_way (*way)(const jw_link_kind *kind))
{
    s->walk = jw_walk_new(m, way);
    s->eliminated = jw_eliminated_of(m);
    prepare(s, m);
    const uint32_t *roots;
    size_t n_roots = jw_model_roots(m, &roots), n = jw_model_unit_count(m);
    for (size_t i = 0; i < n_roots; i++) meet(s, roots[i], JW_MET);
    for (uint32_t i = 0; i < s->n_queued; i++) {
        if (i + AHEAD < s->n_queued) expect(s, s->queue[i + AHEAD]);
        if (s->level) s->next_level = s->level[s->queue[i]] + 1;
        leave(s, s->queue[i]);
    }
    for (size_t u = 0; u < n; u++) s->marks[u] &= (uint8_t)~END;
    jw_walk_clear(&s->walk);
    g_free(s->queue);
}

uint32_t *jw_levels(const jw_model *m, jw_way (*way)(const jw_link_kind *kind))
{
    size_t n = jw_model_unit_count(m), n_kinds = jw_model_link_kinds(m);
    g_autofree uint8_t *mark_of = g_new(uint8_t, n_kinds + 1);
    memset(mark_of, JW_MET, n_kinds);
    spread s = { .mark_of = mark_of, .level = g_new(uint32_t, n + 1) };
    for (size_t u = 0; u < n; u++) s.level[u] = JW_NOT_MET;
    run(&s, m, way);
    g_free(s.marks);
    return s.level;
}

/* The class of a link that brings reach; the kind called backstops counts as the weakest. */
static jw_reach class_of(const jw_link_kind *kind)
{
    switch (kind->role) {
    case JW_ROLE_AUTHORITY:
        return strcmp(kind->name, "backstops") == 0 ? JW_BACKSTOP_ONLY : JW_LED;
    case JW_ROLE_MEMBERSHIP:
        return JW_JOINED;
    default:
        return JW_SUPPORTED;
    }
}

uint8_t *jw_reach_marks(const jw_model *m)
{
    size_t n_kinds = jw_model_link_kinds(m);
    g_autofree uint8_t *mark_of = g_new(uint8_t, n_kinds + 1);
    for (size_t i = 0; i < n_kinds; i++)
        mark_of[i] = (uint8_t)(JW_MET | 1 << class_of(jw_model_link_kind(m, i)));
    spread s = { .mark_of = mark_of };
    run(&s, m, jw_way_of_reach);
    return s.marks;
}

jw_sources jw_sources_of(const jw_model *m, uint32_t u)
{
    jw_adjacency links = jw_model_adjacency(m);
    return (jw_sources){ .m = m, .of = u, .links = links, .next_in = links.in[u], .next_out = links.out[u] };
}

/* Sets `it` to the source at the other end of link l, if reach can come along it that way. */
static bool try_source(jw_sources *it, uint32_t l, jw_way wanted)
{
    jw_link link = jw_model_link(it->m, l);
    it->link = l;
    it->kind = jw_model_link_kind(it->m, link.kind);
    it->unit = wanted == JW_WAY_FORWARD ? link.from : link.to;
    return jw_way_of_reach(it->kind) == wanted && !jw_unit_is_eliminated(it->m, it->unit);
}

bool jw_sources_next(jw_sources *it)
{
    while (it->next_in < it->links.in[it->of + 1])
        if (try_source(it, it->links.in_links[it->next_in++], JW_WAY_FORWARD)) return true;
    while (it->next_out < it->links.out[it->of + 1])
        if (try_source(it, it->next_out++, JW_WAY_BACKWARD)) return true;
    return false;
}

bool jw_has_source(const jw_model *m, uint32_t u)
{
    jw_sources it = jw_sources_of(m, u);
    return jw_sources_next(&it);
}
