#include "measure/reach.h"

#include <glib.h>

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
    jw_walk walk = { m, jw_model_adjacency(m), g_new(uint8_t, n + 1), false };
    for (size_t i = 0; i < n; i++) walk.way[i] = (uint8_t)way(jw_model_link_kind(m, i));
    for (size_t l = 0; l < jw_model_link_count(m) && !walk.goes_back; l++)
        walk.goes_back = walk.way[jw_model_link(m, l).kind] == JW_WAY_BACKWARD;
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
    for (uint32_t l = links->out[u]; l < links->out[u + 1]; l++) {
        jw_link link = jw_model_link(walk->m, l);
        if (walk->way[link.kind] == JW_WAY_FORWARD) with(context, link.to);
    }
    for (uint32_t i = links->in[u]; walk->goes_back && i < links->in[u + 1]; i++) {
        jw_link link = jw_model_link(walk->m, links->in_links[i]);
        if (walk->way[link.kind] == JW_WAY_BACKWARD) with(context, link.from);
    }
}

/* A breadth-first walk; each unit enters the queue at most once. */
typedef struct {
    const jw_model *m;
    uint32_t *level, *queue, n_queued, next_level;
} spread;

static void meet(void *context, uint32_t u)
{
    spread *s = context;
    if (s->level[u] != JW_NOT_MET || jw_unit_is_eliminated(s->m, u)) return;
    s->level[u] = s->next_level;
    s->queue[s->n_queued++] = u;
}

uint32_t *jw_levels(const jw_model *m, jw_way (*way)(const jw_link_kind *kind))
{
    size_t n = jw_model_unit_count(m);
    spread s = { m, g_new(uint32_t, n + 1), g_new(uint32_t, n + 1), 0, 0 };
    for (size_t u = 0; u < n; u++) s.level[u] = JW_NOT_MET;
    const uint32_t *roots;
    size_t n_roots = jw_model_roots(m, &roots);
    for (size_t i = 0; i < n_roots; i++) meet(&s, roots[i]);

    jw_walk walk = jw_walk_new(m, way);
    for (uint32_t i = 0; i < s.n_queued; i++) {
        s.next_level = s.level[s.queue[i]] + 1;
        jw_walk_from(&walk, s.queue[i], meet, &s);
    }
    jw_walk_clear(&walk);
    g_free(s.queue);
    return s.level;
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
