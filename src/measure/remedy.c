/* What would close a gap: one change a cause. Each remedy looks at its gap alone: two associations may be
 * pointed to the same last place in a joint organization; which of them gets it is the planner's business. */
#include "measure/coverage.h"
#include "measure/hosts.h"

#include <glib.h>
#include <math.h>
#include <string.h>

struct jw_helpers {
    GHashTable *blocks, *strips; /* street or industry (interned) → the smallest such reached unit + 1 */
    uint32_t root;               /* the smallest; JW_NO_UNIT: none */
    const char *pool;
    jw_hosts *joints; /* with room */
};

/* By count, how many units link to u (`in`) or are linked from it, by links of one role. Eliminated ones do
 * not count. */
static double linked(const jw_model *m, uint32_t u, jw_link_role role, bool in)
{
    jw_adjacency links = jw_model_adjacency(m);
    const uint32_t *start = in ? links.in : links.out;
    double sum = 0;
    for (uint32_t i = start[u]; i < start[u + 1]; i++) {
        jw_link link = jw_model_link(m, in ? links.in_links[i] : i);
        uint32_t other = in ? link.from : link.to;
        if (jw_model_link_kind(m, link.kind)->role == role && !jw_unit_is_eliminated(m, other))
            sum += jw_unit_count(m, other);
    }
    return sum;
}

static void add_joint(jw_helpers *h, const jw_model *m, uint32_t u)
{
    double room = jw_model_get_policy(m)->joint_most - linked(m, u, JW_ROLE_MEMBERSHIP, true);
    if (room > 0) jw_hosts_add(h->joints, u, room, jw_location_of(m, u));
}

/* True if u is a pool from which more can be sent: of kind pool, or another resource that tells its capacity.
 */
static bool can_send(const jw_model *m, uint32_t u)
{
    const jw_unit_kind *kind = jw_unit_kind_of(m, u);
    double capacity = jw_unit_number(m, u, JW_CAPACITY);
    if (isnan(capacity)) return strcmp(kind->name, "pool") == 0;
    return kind->role == JW_ROLE_RESOURCE && capacity > linked(m, u, JW_ROLE_SUPPORT, false);
}

/* Units come in id order, so the first stays. */
static void add_by_value(GHashTable *units, const char *value, uint32_t u)
{
    if (value && !g_hash_table_contains(units, value))
        g_hash_table_insert(units, (void *)value, GUINT_TO_POINTER(u + 1));
}

static void add_block(jw_helpers *h, const jw_model *m, uint32_t u)
{
    add_by_value(h->blocks, jw_unit_text(m, u, JW_STREET), u);
}

static void add_strip(jw_helpers *h, const jw_model *m, uint32_t u)
{
    add_by_value(h->strips, jw_unit_text(m, u, JW_INDUSTRY), u);
}

static void add_pool(jw_helpers *h, const jw_model *m, uint32_t u)
{
    if (!h->pool && can_send(m, u)) h->pool = jw_unit_id(m, u);
}

/* How a unit of that kind can help; NULL: not at all. */
typedef void (*adder)(jw_helpers *h, const jw_model *m, uint32_t u);

static adder adder_of(const jw_unit_kind *kind)
{
    static const struct {
        const char *kind;
        adder add;
    } adders[] = {
        { "block", add_block }, { "strip", add_strip }, { "joint-branch", add_joint }, { "pool", add_pool }
    };
    for (size_t i = 0; i < G_N_ELEMENTS(adders); i++)
        if (strcmp(kind->name, adders[i].kind) == 0) return adders[i].add;
    return kind->role == JW_ROLE_RESOURCE ? add_pool : NULL;
}

static uint32_t smallest_root(const jw_coverage *c)
{
    const uint32_t *roots;
    size_t n = jw_model_roots(c->m, &roots);
    for (size_t i = 0; i < n; i++)
        if (c->reached[roots[i]]) /* an eliminated root is not */
            return roots[i];
    return JW_NO_UNIT;
}

static jw_helpers *helpers_of(const jw_coverage *c)
{
    jw_helpers *h = g_new0(jw_helpers, 1);
    h->blocks = g_hash_table_new(g_direct_hash, g_direct_equal);
    h->strips = g_hash_table_new(g_direct_hash, g_direct_equal);
    h->root = smallest_root(c);
    h->joints = jw_hosts_new(jw_model_get_policy(c->m));
    size_t n = jw_model_unit_count(c->m), n_kinds = jw_model_unit_kinds(c->m);
    const jw_unit_kind *kinds = jw_model_unit_kind(c->m, 0);
    g_autofree adder *add = g_new(adder, n_kinds); /* asked once a kind, not once a unit */
    for (size_t k = 0; k < n_kinds; k++) add[k] = adder_of(&kinds[k]);
    for (uint32_t u = 0; u < n; u++) {
        adder helps = c->reached[u] ? add[jw_unit_kind_of(c->m, u) - kinds] : NULL;
        if (helps) helps(h, c->m, u);
    }
    jw_hosts_ready(h->joints);
    return h;
}

void jw_helpers_free(jw_helpers *h)
{
    if (!h) return;
    g_hash_table_destroy(h->blocks);
    g_hash_table_destroy(h->strips);
    jw_hosts_free(h->joints);
    g_free(h);
}

/* One remedy a cause. */

static jw_remedy link_remedy(const char *kind, uint32_t from, uint32_t to)
{
    return (jw_remedy){ .action = JW_REMEDY_LINK, .text = kind, .from = from, .to = to };
}

static jw_remedy form_organization(const jw_coverage *c, const jw_gap *gap)
{
    const jw_policy *p = jw_model_get_policy(c->m);
    double members = jw_unit_number(c->m, gap->unit, JW_MEMBERS);
    const char *form = members >= p->committee        ? "committee"
                       : members >= p->general_branch ? "general-branch"
                                                      : "branch";
    return (jw_remedy){ .action = JW_REMEDY_FORM, .text = form };
}

static jw_remedy join_or_group(const jw_coverage *c, const jw_gap *gap)
{
    jw_location at = jw_location_of(c->m, gap->unit);
    uint32_t host = jw_hosts_nearest(c->helpers->joints, &at, jw_unit_count(c->m, gap->unit));
    if (host != JW_NO_UNIT) return link_remedy("joins", gap->unit, host);
    return (jw_remedy){ .action = JW_REMEDY_GROUP,
                        .text = "joint-branch",
                        .most = ceil(jw_model_get_policy(c->m)->threshold) - 1 };
}

static jw_remedy send_someone(const jw_coverage *c, const jw_gap *gap)
{
    (void)gap;
    return (jw_remedy){ .action = JW_REMEDY_SEND, .text = c->helpers->pool ? c->helpers->pool : "pool" };
}

static jw_remedy ask(const jw_coverage *c, const jw_gap *gap)
{
    (void)c, (void)gap;
    return (jw_remedy){ .action = JW_REMEDY_NONE };
}

static uint32_t by_value(GHashTable *units, const char *value)
{
    return value ? GPOINTER_TO_UINT(g_hash_table_lookup(units, value)) - 1 : JW_NO_UNIT;
}

static jw_remedy link_to_nearest_lead(const jw_coverage *c, const jw_gap *gap)
{
    const jw_helpers *h = c->helpers;
    uint32_t lead = by_value(h->blocks, jw_unit_text(c->m, gap->unit, JW_STREET));
    if (lead == JW_NO_UNIT) lead = by_value(h->strips, jw_unit_text(c->m, gap->unit, JW_INDUSTRY));
    if (lead != JW_NO_UNIT) return link_remedy("guides", lead, gap->unit);
    return h->root != JW_NO_UNIT ? link_remedy("backstops", h->root, gap->unit) : ask(c, gap);
}

static jw_remedy mend_chain(const jw_coverage *c, const jw_gap *gap)
{
    if (gap->break_at == gap->unit) return link_to_nearest_lead(c, gap);
    uint32_t root = c->helpers->root;
    return root != JW_NO_UNIT ? link_remedy("leads", root, gap->break_at) : ask(c, gap);
}

void jw_coverage_prepare_remedies(const jw_coverage *c)
{
    if (!c->helpers) ((jw_coverage *)c)->helpers = helpers_of(c); /* a cache: the coverage does not change */
}

size_t jw_coverage_remedies(const jw_coverage *c, const jw_gap *gap, jw_remedy out[2])
{
    static const struct {
        jw_cause cause;
        jw_remedy (*make)(const jw_coverage *c, const jw_gap *gap);
    } makers[JW_CAUSES] = {
        { JW_CAN_FORM, form_organization },   { JW_TOO_FEW, join_or_group },
        { JW_NO_MEMBERS, send_someone },      { JW_MEMBERS_UNKNOWN, ask },
        { JW_NO_LEAD, link_to_nearest_lead }, { JW_BROKEN_CHAIN, mend_chain },
    };
    jw_coverage_prepare_remedies(c);
    size_t n = 0;
    for (int i = 0; i < JW_CAUSES && n < 2; i++) {
        if (!(gap->causes & makers[i].cause)) continue;
        out[n] = makers[i].make(c, gap);
        out[n++].cause = makers[i].cause;
    }
    return n;
}
