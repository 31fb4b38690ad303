/* group: joint organizations for targets that are too small for one of their own.
 *
 * The targets are put in order of street, then industry, then id, absent values last, and that order is cut
 * into groups: of all ways to cut it, with at most policy.joint.most associations and at least
 * policy.joint.least_members members a group, the one that leaves fewest out, and of these the one that costs
 * least in the sense of section 4 (a new organization each, the remoteness of every member from its host, the
 * size term). So neighbours of one street and one industry come together first. Not the best of all
 * groupings, which need not be cut from one order, but in one street and industry it is, and it takes O(n ·
 * most²). */
#include "reform/change.h"

#include "measure/remoteness.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 64 }; /* associations in one group, whatever the policy allows: bounds the time */

bool jw_change_read_group(jw_loader *l, jw_change *c)
{
    static const jw_key keys[] = {
        { "where", JW_WANT_OBJECT, true, offsetof(jw_change, where) },
        { "into", JW_WANT_STRING, true, offsetof(jw_change, into) },
    };
    return jw_load_keys(l, c->what, keys, G_N_ELEMENTS(keys), c);
}

/* A target that is to be grouped. */
typedef struct {
    uint32_t unit;
    double members;
    jw_location at;
} small;

/* The best way to cut the first i: the last group has `size` of them, 0 = the last is left out. */
typedef struct {
    uint32_t left_out, size, host; /* host: of the last group, a place in the order */
    double cost;
} cut;

typedef struct {
    uint32_t first, size, host; /* places in the order */
    uint32_t smallest;          /* unit */
} group;

/* ---- Who ---- */

static bool joins_a_lead(const jw_model *m, uint32_t u)
{
    jw_adjacency links = jw_model_adjacency(m);
    for (uint32_t l = links.out[u]; l < links.out[u + 1]; l++) {
        uint32_t to = jw_model_link(m, l).to;
        if (jw_link_kind_of(m, l)->role == JW_ROLE_MEMBERSHIP &&
            jw_unit_kind_of(m, to)->role == JW_ROLE_LEAD && !jw_unit_is_eliminated(m, to))
            return true;
    }
    return false;
}

static int compare_small(gconstpointer a, gconstpointer b)
{
    const small *x = a, *y = b;
    const char *by[][2] = { { x->at.street, y->at.street }, { x->at.industry, y->at.industry } };
    for (int i = 0; i < 2; i++) {
        if (!by[i][0] != !by[i][1]) return by[i][0] ? -1 : 1;
        int order = by[i][0] ? strcmp(by[i][0], by[i][1]) : 0;
        if (order) return order;
    }
    return (x->unit > y->unit) - (x->unit < y->unit);
}

/* The targets that can be grouped, in order. Those of several real units, and those without known members,
 * cannot: it warns of them. Those in a joint organization already need not. */
static GArray *order_small(jw_reform *r, const jw_change *c, const GArray *units)
{
    GArray *order = g_array_new(FALSE, FALSE, sizeof(small));
    g_autoptr(GArray) several = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autoptr(GArray) empty = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (guint i = 0; i < units->len; i++) {
        uint32_t u = g_array_index(units, uint32_t, i);
        small s = { u, jw_unit_number(r->m, u, JW_MEMBERS), jw_location_of(r->m, u) };
        if (jw_unit_is_eliminated(r->m, u) || joins_a_lead(r->m, u)) continue;
        if (jw_unit_count(r->m, u) != 1)
            g_array_append_val(several, u);
        else if (!(s.members > 0))
            g_array_append_val(empty, u);
        else
            g_array_append_val(order, s);
    }
    g_array_sort(order, compare_small);
    jw_reform_warn(r, c->what, "group-several", several);
    jw_reform_warn(r, c->what, "group-no-members", empty);
    return order;
}

/* ---- Cutting ---- */

static bool is_better(const cut *a, const cut *b)
{
    return a->left_out != b->left_out ? a->left_out < b->left_out : a->cost < b->cost;
}

/* Of the `size` associations up to place `end`, the one to whom the others are nearest; ties by id. sum[k] is
 * what the one at place end − 1 − k would cost as host. */
static uint32_t best_host(const GArray *order, const double *sum, uint32_t end, uint32_t size)
{
    uint32_t best = end - 1;
    for (uint32_t k = 1; k < size; k++) {
        uint32_t at = end - 1 - k;
        double more = sum[k] - sum[end - 1 - best];
        if (more < 0 ||
            (more == 0 && g_array_index(order, small, at).unit < g_array_index(order, small, best).unit))
            best = at;
    }
    return best;
}

/* Finds cuts[end] from those before it: the last group grows by one association at a time. */
static void find_cut(const jw_policy *p, const GArray *order, cut *cuts, uint32_t end)
{
    double sum[LARGEST], members = 0, organization = 12 * p->secretary_month + p->setup;
    cuts[end] = (cut){ cuts[end - 1].left_out + 1, 0, 0, cuts[end - 1].cost };
    for (uint32_t size = 1; size <= end && size <= LARGEST && size <= p->joint_most; size++) {
        const small *new = &g_array_index(order, small, end - size);
        sum[size - 1] = 0;
        for (uint32_t k = 0; k + 1 < size; k++) {
            double d = jw_remoteness(p, &new->at, &g_array_index(order, small, end - 1 - k).at);
            sum[k] += d;
            sum[size - 1] += d;
        }
        members += new->members;
        if (members < p->joint_least_members) continue;
        uint32_t host = best_host(order, sum, end, size);
        double spread = sum[end - 1 - host] + p->size * pow((double)size - 4, 2);
        cut now = { cuts[end - size].left_out, size, host, cuts[end - size].cost + organization + spread };
        if (is_better(&now, &cuts[end])) cuts[end] = now;
    }
}

static int compare_groups(gconstpointer a, gconstpointer b)
{
    const group *x = a, *y = b;
    return (x->smallest > y->smallest) - (x->smallest < y->smallest);
}

/* The groups in the order of their smallest member id; the units left out are added to `left`. */
static GArray *cut_order(const jw_policy *p, const GArray *order, GArray *left)
{
    g_autofree cut *cuts = g_new0(cut, order->len + 1);
    for (uint32_t end = 1; end <= order->len; end++) find_cut(p, order, cuts, end);
    GArray *groups = g_array_new(FALSE, FALSE, sizeof(group));
    for (uint32_t end = order->len; end;) {
        const cut *c = &cuts[end];
        if (!c->size) {
            g_array_append_val(left, g_array_index(order, small, --end).unit);
            continue;
        }
        group g = { end - c->size, c->size, c->host, UINT32_MAX };
        for (uint32_t k = 0; k < g.size; k++)
            g.smallest = MIN(g.smallest, g_array_index(order, small, g.first + k).unit);
        g_array_append_val(groups, g);
        end -= c->size;
    }
    g_array_sort(groups, compare_groups);
    return groups;
}

/* ---- Founding ---- */

/* A joint organization is led from where its host is: the first reached lead above it along primary links, as
 * long as they are of authority; else the smallest root that reaches. JW_NO_UNIT if there is none. */
static uint32_t lead_for(const jw_model *m, const jw_coverage *coverage, uint32_t host)
{
    g_autoptr(GHashTable) met = g_hash_table_new(NULL, NULL);
    for (uint32_t u = host, above; g_hash_table_add(met, GUINT_TO_POINTER(u)); u = above) {
        uint32_t l = jw_model_primary_link(m, u, &above);
        if (l == UINT32_MAX || jw_link_kind_of(m, l)->role != JW_ROLE_AUTHORITY) break;
        jw_unit_role role = jw_unit_kind_of(m, above)->role;
        if ((role == JW_ROLE_LEAD || role == JW_ROLE_ROOT) && jw_coverage_is_reached(coverage, above))
            return above;
    }
    const uint32_t *roots;
    size_t n = jw_model_roots(m, &roots);
    for (size_t i = 0; i < n; i++)
        if (jw_coverage_is_reached(coverage, roots[i])) return roots[i];
    return JW_NO_UNIT;
}

/* Adds the next free <kind>-n, called by the kind's word: “联合党支部3”. JW_NO_UNIT past the limit, after
 * reporting. */
static uint32_t found(jw_reform *r, const jw_change *c, int kind, uint32_t *n)
{
    const jw_unit_kind *is = jw_model_unit_kind(r->m, (size_t)kind);
    g_autofree char *id = NULL;
    do {
        g_free(id);
        id = g_strdup_printf("%s-%u", is->name, ++*n);
    } while (jw_model_find(r->m, id) != JW_NO_UNIT);
    bool zh = jw_model_lang(r->m) == JW_ZH;
    g_autofree char *name = zh ? g_strdup_printf("%s%u", is->zh, *n) : g_strdup_printf("%s %u", is->en, *n);
    uint32_t u = jw_model_add_unit(r->m, id, name, kind, true, jw_model_spot(r->m, jw_jv_place(c->what)));
    if (u == JW_NO_UNIT) jw_load_report_limit(r->l, c->what, "too-many-units", jw_model_limits(r->m)->units);
    return u;
}

static bool found_group(jw_reform *r, const jw_change *c, const GArray *order, const group *g, int kind,
                        uint32_t *n)
{
    const small *host = &g_array_index(order, small, g->host);
    uint32_t lead = lead_for(r->m, r->coverage, host->unit), joint = found(r, c, kind, n);
    if (joint == JW_NO_UNIT) return false;
    jw_model_set_text(r->m, false, joint, JW_STREET, host->at.street);
    jw_model_set_text(r->m, false, joint, JW_INDUSTRY, host->at.industry);
    int leads = jw_model_link_kind_named(r->m, "leads"), joins = jw_model_link_kind_named(r->m, "joins");
    bool good = lead == JW_NO_UNIT || jw_reform_link(r, c->what, leads, lead, joint);
    for (uint32_t k = 0; good && k < g->size; k++)
        good = jw_reform_link(r, c->what, joins, g_array_index(order, small, g->first + k).unit, joint);
    return good;
}

static bool found_groups(jw_reform *r, const jw_change *c, const GArray *units, int kind)
{
    g_autoptr(GArray) order = order_small(r, c, units);
    g_autoptr(GArray) left = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autoptr(GArray) groups = cut_order(jw_model_get_policy(r->m), order, left);
    uint32_t n = 0;
    bool good = true;
    for (guint i = 0; i < groups->len && good; i++)
        good = found_group(r, c, order, &g_array_index(groups, group, i), kind, &n);
    jw_reform_warn(r, c->what, "not-grouped", left);
    return good;
}

/* A kind of lead: nobody would get an organization by joining anything else. */
static int kind_of(jw_reform *r, jw_jv into)
{
    const char *name = jw_load_string(into);
    int kind = jw_model_unit_kind_named(r->m, name);
    if (kind < 0)
        jw_load_report(r->l, into, "unknown-kind", name, NULL, jw_model_nearest_unit_kind(r->m, name));
    else if (jw_model_unit_kind(r->m, (size_t)kind)->role != JW_ROLE_LEAD)
        jw_load_report(r->l, into, "not-a-lead", name, NULL, NULL);
    else
        return kind;
    return -1;
}

bool jw_change_group(jw_reform *r, const jw_change *c)
{
    int kind = kind_of(r, c->into);
    if (kind < 0 || !jw_reform_coverage(r)) return false;
    GArray *units = jw_reform_select(r, c, true);
    bool good = units && found_groups(r, c, units, kind);
    g_clear_pointer(&units, g_array_unref);
    return good;
}
