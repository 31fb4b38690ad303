#include "draw/view.h"

#include "model/build.h"

#include <string.h>

bool jw_list_names(const char *links, const jw_link_kind *kind)
{
    if (!links) return true;
    size_t length = strlen(kind->name);
    for (const char *p = links; (p = strstr(p, kind->name)); p += length) {
        bool starts = p == links || p[-1] == ',' || p[-1] == ' ';
        if (starts && (p[length] == '\0' || p[length] == ',' || p[length] == ' ')) return true;
    }
    return false;
}

/* One step from every marked unit along (against) authority. */
static void step(const jw_model *m, const bool *from, bool *to, bool upward)
{
    for (size_t l = 0; l < jw_model_link_count(m); l++) {
        jw_link link = jw_model_link(m, l);
        if (jw_link_kind_of(m, l)->role != JW_ROLE_AUTHORITY) continue;
        if (upward && from[link.to]) to[link.from] = true;
        if (!upward && from[link.from]) to[link.to] = true;
    }
}

static void walk(const jw_model *m, uint32_t focus, int levels, bool upward, bool *out)
{
    size_t n = jw_model_unit_count(m);
    g_autofree bool *seen = g_new0(bool, n + 1), *next = g_new(bool, n + 1);
    seen[focus] = true;
    for (int i = 0; i < levels; i++) {
        memcpy(next, seen, n);
        step(m, seen, next, upward);
        if (memcmp(next, seen, n) == 0) break;
        memcpy(seen, next, n);
    }
    for (size_t u = 0; u < n; u++) out[u] = out[u] || seen[u];
}

bool *jw_focus_units(const jw_model *m, uint32_t focus, int up, int down, const char *links)
{
    bool *around = g_new0(bool, jw_model_unit_count(m) + 1);
    walk(m, focus, up, true, around);
    walk(m, focus, down, false, around);
    for (size_t l = 0; l < jw_model_link_count(m); l++) {
        jw_link link = jw_model_link(m, l);
        const jw_link_kind *kind = jw_link_kind_of(m, l);
        if (kind->role == JW_ROLE_AUTHORITY || !jw_list_names(links, kind)) continue;
        if (link.from == focus) around[link.to] = true;
        if (link.to == focus) around[link.from] = true;
    }
    return around;
}

/* Distances from one unit, breadth first, along links of either direction. */
static void measure(const jw_model *m, uint32_t from, const char *links, int *distance)
{
    size_t n = jw_model_unit_count(m), head = 0, tail = 0;
    jw_adjacency a = jw_model_adjacency(m);
    g_autofree uint32_t *queue = g_new(uint32_t, n + 1);
    for (size_t u = 0; u < n; u++) distance[u] = -1;
    distance[from] = 0;
    queue[tail++] = from;
    while (head < tail) {
        uint32_t u = queue[head++], outs = a.out[u + 1] - a.out[u], ins = a.in[u + 1] - a.in[u];
        for (uint32_t i = 0; i < outs + ins; i++) {
            uint32_t l = i < outs ? a.out[u] + i : a.in_links[a.in[u] + i - outs];
            jw_link link = jw_model_link(m, l);
            uint32_t other = link.from == u ? link.to : link.from;
            if (distance[other] >= 0 || !jw_list_names(links, jw_link_kind_of(m, l))) continue;
            distance[other] = distance[u] + 1;
            queue[tail++] = other;
        }
    }
}

bool *jw_path_units(const jw_model *m, uint32_t from, uint32_t to, const char *links, int *distance)
{
    size_t n = jw_model_unit_count(m);
    g_autofree int *back = g_new(int, n + 1);
    measure(m, from, links, distance);
    if (distance[to] < 0) return NULL;
    measure(m, to, links, back);
    bool *on = g_new0(bool, n + 1);
    for (size_t u = 0; u < n; u++)
        on[u] = distance[u] >= 0 && back[u] >= 0 && distance[u] + back[u] == distance[to];
    return on;
}
