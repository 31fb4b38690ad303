#include "measure/derived.h"

#include "measure/measures.h"
#include "measure/rules.h"
#include "model/build.h"

#include <glib.h>
#include <math.h>

struct jw_derivations {
    const jw_model *m;
    const jw_coverage *c;
    jw_derived derived;
    double *measured[4]; /* by key from SPAN on: one a unit, NULL until asked for */
};

enum { AT_TO = 1, AT_FROM = 2 };

/* A key. neighbours: it counts the distinct units at the other end of links of this role at whose end `at`
 * the unit stands; measure: it is a measure of its own. */
typedef struct {
    const char *name;
    bool neighbours;
    jw_link_role role;
    int at;
    bool (*measure)(const jw_model *m, const jw_rank_options *options, double *scores, jw_diags *diags);
} key_row;

enum { COVERED, REACH, FIRST_NUMBER, SPAN = 7, DEPTH, LOOPS, INVERSIONS, KEYS };

static const key_row keys[KEYS] = {
    [COVERED] = { "covered", false, 0, 0, NULL },
    [REACH] = { "reach", false, 0, 0, NULL },
    { "superiors", true, JW_ROLE_AUTHORITY, AT_TO, NULL },
    { "partners", true, JW_ROLE_PARTNER, AT_TO | AT_FROM, NULL },
    { "instructors", true, JW_ROLE_SUPPORT, AT_TO, NULL },
    { "services", true, JW_ROLE_SERVICE, AT_TO, NULL },
    { "interlocks", true, JW_ROLE_INTERLOCK, AT_TO | AT_FROM, NULL },
    [SPAN] = { "span", false, 0, 0, jw_measure_span },
    [DEPTH] = { "depth", false, 0, 0, jw_measure_depth },
    [LOOPS] = { "loops", false, 0, 0, jw_measure_loops },
    [INVERSIONS] = { "inversions", false, 0, 0, jw_measure_inversions },
};

static const char *text(void *context, size_t key, uint32_t u)
{
    const jw_derivations *d = context;
    if (key == COVERED) return jw_status_name(jw_coverage_status(d->c, u));
    return jw_reach_name(jw_coverage_reach(d->c, u));
}

/* Adds the units at the other ends of links l of the role to `seen`. */
static void meet(const jw_derivations *d, GHashTable *seen, uint32_t l, jw_link_role role, uint32_t other)
{
    if (jw_link_kind_of(d->m, l)->role == role && !jw_unit_is_eliminated(d->m, other))
        g_hash_table_add(seen, GUINT_TO_POINTER(other));
}

static double count_neighbours(const jw_derivations *d, const key_row *key, uint32_t u)
{
    jw_adjacency links = jw_model_adjacency(d->m);
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    for (uint32_t i = links.in[u]; key->at & AT_TO && i < links.in[u + 1]; i++)
        meet(d, seen, links.in_links[i], key->role, jw_model_link(d->m, links.in_links[i]).from);
    for (uint32_t l = links.out[u]; key->at & AT_FROM && l < links.out[u + 1]; l++)
        meet(d, seen, l, key->role, jw_model_link(d->m, l).to);
    return g_hash_table_size(seen);
}

static double number(void *context, size_t key, uint32_t u)
{
    jw_derivations *d = context;
    if (keys[key].neighbours) return count_neighbours(d, &keys[key], u);
    double **scores = &d->measured[key - SPAN];
    if (!*scores) {
        *scores = g_new(double, jw_model_unit_count(d->m));
        if (!keys[key].measure(d->m, NULL, *scores,
                               NULL)) /* igraph out of memory: absent, as nothing is known */
            for (size_t i = 0; i < jw_model_unit_count(d->m); i++) (*scores)[i] = NAN;
    }
    /* An eliminated unit has no measure; to a rule it stands on no loop, and below no lower rank. */
    bool on_none = (key == LOOPS || key == INVERSIONS) && jw_unit_is_eliminated(d->m, u);
    return on_none ? 0 : (*scores)[u];
}

static const char *const *words(void *context, size_t key, size_t *n)
{
    static const char *statuses[JW_STATUSES], *reaches[JW_REACHES];
    (void)context;
    *n = key == COVERED ? (size_t)JW_STATUSES : (size_t)JW_REACHES;
    for (int i = 0; i < JW_STATUSES; i++) statuses[i] = jw_status_name(i);
    for (int i = 0; i < JW_REACHES; i++) reaches[i] = jw_reach_name(i);
    return key == COVERED ? statuses : key == REACH ? reaches : NULL;
}

jw_derivations *jw_derive(const jw_model *m, const jw_coverage *c)
{
    static const char *names[KEYS];
    for (int i = 0; i < KEYS; i++) names[i] = keys[i].name;
    jw_derivations *d = g_new0(jw_derivations, 1);
    d->m = m;
    d->c = c;
    d->derived = (jw_derived){ names, KEYS, text, number, words, d };
    return d;
}

void jw_derivations_free(jw_derivations *d)
{
    if (!d) return;
    for (size_t i = 0; i < G_N_ELEMENTS(d->measured); i++) g_free(d->measured[i]);
    g_free(d);
}

const jw_derived *jw_derivations_get(const jw_derivations *d)
{
    return &d->derived;
}
