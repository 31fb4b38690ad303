/* Small models for the tests: built by hand in a line a unit, or at random with everything in them that a
 * definition has to cope with. `plain` is what an oracle reads: the model as flat arrays, without any index
 * of the library's. */
#ifndef TEST_RANDOM_MODEL_H
#define TEST_RANDOM_MODEL_H

#include "model/build.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* By hand. */

static inline jw_model *new_model(void)
{
    jw_model *m = jw_model_new(NULL);
    jw_model_set_unit_kind(m, &(jw_unit_kind){ "chapter", "分会", "chapter", JW_ROLE_LEAD, 2, NULL });
    jw_model_set_unit_kind(m, &(jw_unit_kind){ "club", "俱乐部", "club", JW_ROLE_TARGET, 5, NULL });
    jw_model_set_link_kind(
        m, &(jw_link_kind){ "supervises", "督导", "supervises", JW_ROLE_AUTHORITY, true, NULL });
    jw_model_set_link_kind(
        m, &(jw_link_kind){ "affiliates", "挂靠", "affiliates", JW_ROLE_MEMBERSHIP, true, NULL });
    jw_model_set_link_kind(m, &(jw_link_kind){ "assists", "帮扶", "assists", JW_ROLE_SUPPORT, true, NULL });
    return m;
}

static inline void add_unit(jw_model *m, const char *kind, const char *id)
{
    jw_model_add_unit(m, id, NULL, jw_model_unit_kind_named(m, kind), true, (jw_spot){ 0 });
}

static inline void add_link(jw_model *m, const char *from, const char *kind, const char *to)
{
    jw_model_add_link(m, jw_model_link_kind_named(m, kind), jw_model_find(m, from), jw_model_find(m, to),
                      (jw_spot){ 0 });
}

static inline void set_text(jw_model *m, const char *id, jw_builtin attribute, const char *value)
{
    jw_model_set_text(m, false, jw_model_find(m, id), attribute, value);
}

static inline void set_number(jw_model *m, const char *id, jw_builtin attribute, double value)
{
    jw_model_set_number(m, false, jw_model_find(m, id), attribute, value);
}

/* "core:lh block:b association:a" — units; "lh leads b; b guides a" — links. The model is finished. */
static inline jw_model *make_model(const char *units, const char *links)
{
    jw_model *m = new_model();
    g_auto(GStrv) words = g_strsplit_set(units, " ", -1);
    for (char **word = words; *word; word++) {
        g_auto(GStrv) parts = g_strsplit(*word, ":", 2);
        if (parts[0] && parts[1]) add_unit(m, parts[0], parts[1]);
    }
    g_auto(GStrv) lines = g_strsplit(links, ";", -1);
    for (char **line = lines; *line; line++) {
        g_auto(GStrv) parts = g_strsplit(g_strstrip(*line), " ", 3);
        if (parts[0] && parts[1] && parts[2]) add_link(m, parts[0], parts[1], parts[2]);
    }
    jw_model_finish(m, NULL);
    return m;
}

/* At random. */

static inline const char *pick(GRand *r, const char *const *words, size_t n)
{
    return words[g_rand_int_range(r, 0, (gint32)n)];
}
#define PICK(r, words) pick(r, words, G_N_ELEMENTS(words))

static inline bool chance(GRand *r, double p)
{
    return g_rand_double(r) < p;
}

static inline void random_values(GRand *r, jw_model *m, uint32_t u)
{
    static const char *const streets[] = { "观湖", "民治", "大浪" };
    static const char *const industries[] = { "燃气", "物业", "装饰" };
    static const char *const sectors[] = { "服务", "制造" };
    static const char *const forms[] = { "branch", "joint", "none", "committee" };
    static const double members[] = { 0, 0, 1, 2, 2, 3, 50, 120 };
    static const double counts[] = { 2, 12, 0.5 };
    if (chance(r, 0.7)) jw_model_set_number(m, false, u, JW_MEMBERS, members[g_rand_int_range(r, 0, 8)]);
    if (chance(r, 0.4)) jw_model_set_text(m, false, u, JW_ORGANIZATION, PICK(r, forms));
    if (chance(r, 0.3)) jw_model_set_flag(m, false, u, JW_REPORTED, chance(r, 0.4));
    if (chance(r, 0.2)) jw_model_set_number(m, false, u, JW_COUNT, counts[g_rand_int_range(r, 0, 3)]);
    if (chance(r, 0.7)) jw_model_set_text(m, false, u, JW_STREET, PICK(r, streets));
    if (chance(r, 0.7)) jw_model_set_text(m, false, u, JW_INDUSTRY, PICK(r, industries));
    if (chance(r, 0.5)) jw_model_set_text(m, false, u, JW_SECTOR, PICK(r, sectors));
    if (chance(r, 0.2)) jw_model_set_flag(m, false, u, JW_ILLUSTRATIVE, 1);
    if (chance(r, 0.1)) jw_model_set_text(m, false, u, JW_STATE, chance(r, 0.5) ? "vacant" : "eliminated");
    if (chance(r, 0.15)) jw_model_set_number(m, false, u, JW_CAPACITY, g_rand_int_range(r, 0, 3));
    if (chance(r, 0.2)) {
        jw_model_set_number(m, false, u, JW_LON, g_rand_double_range(r, 113.8, 114.2));
        jw_model_set_number(m, false, u, JW_LAT, g_rand_double_range(r, 22.5, 22.8));
    }
}

static inline void random_links(GRand *r, jw_model *m, uint32_t n)
{
    static const char *const kinds[] = { "leads",   "leads", "leads", "guides",     "backstops",
                                         "joins",   "joins", "sends", "supervises", "affiliates",
                                         "assists", "pairs", "serves" };
    int n_links = n > 1 ? g_rand_int_range(r, 0, (gint32)(2 * n + 1)) : 0;
    for (int i = 0; i < n_links; i++) {
        uint32_t from = (uint32_t)g_rand_int_range(r, 0, (gint32)n),
                 to = (uint32_t)g_rand_int_range(r, 0, (gint32)n);
        int kind = jw_model_link_kind_named(m, PICK(r, kinds));
        for (int times = chance(r, 0.1) ? 2 : 1; from != to && times; times--)
            jw_model_add_link(m, kind, from, to, (jw_spot){ 0 });
    }
}

/* A model of at most `most` units: loops, several roots or none, detached leads, unknown reports, counts,
 * doubled links, eliminated and vacant units, joins, sends, kinds of its own. The same seed gives the same
 * model. */
static inline jw_model *random_model(uint32_t seed, uint32_t most)
{
    static const char *const kinds[] = { "core",        "committee",   "block",        "strip",
                                         "branch",      "body",        "joint-branch", "joint-branch",
                                         "chapter",     "association", "chamber",      "association",
                                         "association", "association", "club",         "pool",
                                         "partner",     "enterprise" };
    GRand *r = g_rand_new_with_seed(seed);
    jw_model *m = new_model();
    uint32_t n = (uint32_t)g_rand_int_range(r, 0, (gint32)most + 1);
    for (uint32_t made = 0; made < n;) {
        char id[3] = { (char)('a' + g_rand_int_range(r, 0, 26)), (char)('a' + g_rand_int_range(r, 0, 26)),
                       0 };
        bool taken = jw_model_find(m, id) != JW_NO_UNIT;
        if (taken) continue;
        add_unit(m, PICK(r, kinds), id);
        random_values(r, m, made++);
    }
    random_links(r, m, n);
    for (uint32_t root = 0; n && chance(r, 0.25) && root < 2; root++)
        jw_model_add_root(m, (uint32_t)g_rand_int_range(r, 0, (gint32)n));
    if (chance(r, 0.2))
        jw_model_policy(m)->population = jw_selector_parse("street=观湖,民治", "population", NULL);
    if (chance(r, 0.5)) jw_model_add_near_streets(m, "民治", "观湖");
    jw_model_finish(m, NULL);
    g_rand_free(r);
    return m;
}

/* For the oracles. */

enum { PLAIN_MOST = 16, PLAIN_LINKS = 64 };

typedef struct {
    const char *kind;
    jw_link_role role;
    uint32_t from, to;
} plain_link;

/* Eliminated units keep their number but have no link; alive tells. */
typedef struct {
    const jw_model *m;
    uint32_t n, n_links;
    bool alive[PLAIN_MOST], root[PLAIN_MOST], target[PLAIN_MOST];
    double count[PLAIN_MOST];
    plain_link links[PLAIN_LINKS];
} plain;

static inline plain plain_of(const jw_model *m)
{
    plain p = { .m = m, .n = (uint32_t)jw_model_unit_count(m) };
    jw_bound *in = jw_model_get_policy(m)->population
                       ? jw_selector_bind(jw_model_get_policy(m)->population, m, NULL, NULL)
                       : NULL;
    for (uint32_t u = 0; u < p.n; u++) {
        const char *state = jw_unit_text(m, u, JW_STATE);
        p.alive[u] = g_strcmp0(state, "eliminated") != 0;
        p.count[u] = isnan(jw_unit_number(m, u, JW_COUNT)) ? 1 : jw_unit_number(m, u, JW_COUNT);
        p.target[u] =
            p.alive[u] && jw_unit_kind_of(m, u)->role == JW_ROLE_TARGET && (!in || jw_bound_holds(in, u));
    }
    jw_bound_free(in);
    const uint32_t *roots;
    for (size_t i = 0, n = jw_model_roots(m, &roots); i < n; i++) p.root[roots[i]] = p.alive[roots[i]];
    for (size_t l = 0; l < jw_model_link_count(m); l++) {
        jw_link link = jw_model_link(m, l);
        const jw_link_kind *kind = jw_model_link_kind(m, link.kind);
        if (p.alive[link.from] && p.alive[link.to])
            p.links[p.n_links++] = (plain_link){ kind->name, kind->role, link.from, link.to };
    }
    return p;
}

/* All pairs by Floyd and Warshall: path[i][j] if there is a way of at least one link along `takes` from i to
 * j that does not touch unit `without` (PLAIN_MOST: none is left out). takes: 1 = from → to, −1 = to → from,
 * 0 = not. */
typedef bool plain_paths[PLAIN_MOST][PLAIN_MOST];
static inline void plain_closure(const plain *p, int (*takes)(const plain_link *l), uint32_t without,
                                 plain_paths path)
{
    memset(path, 0, sizeof(plain_paths));
    for (uint32_t i = 0; i < p->n_links; i++) {
        const plain_link *l = &p->links[i];
        int way = takes(l);
        if (l->from != without && l->to != without && way)
            path[way > 0 ? l->from : l->to][way > 0 ? l->to : l->from] = true;
    }
    for (uint32_t k = 0; k < p->n; k++)
        for (uint32_t i = 0; i < p->n; i++)
            for (uint32_t j = 0; j < p->n; j++) path[i][j] |= path[i][k] && path[k][j];
}

static inline int takes_reach(const plain_link *l)
{
    return l->role == JW_ROLE_MEMBERSHIP ? -1 : l->role == JW_ROLE_AUTHORITY || l->role == JW_ROLE_SUPPORT;
}

static inline int takes_authority(const plain_link *l)
{
    return l->role == JW_ROLE_AUTHORITY;
}

/* Which units the roots reach when `without` is not there. */
static inline void plain_reached(const plain *p, uint32_t without, bool reached[PLAIN_MOST])
{
    plain_paths path;
    plain_closure(p, takes_reach, without, path);
    for (uint32_t u = 0; u < p->n; u++) {
        reached[u] = p->root[u] && u != without;
        for (uint32_t r = 0; r < p->n; r++)
            reached[u] |= u != without && r != without && p->root[r] && path[r][u];
    }
}

#endif
