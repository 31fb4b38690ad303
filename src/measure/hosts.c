#include "measure/hosts.h"
#include "measure/globe.h"

#include <glib.h>
#include <math.h>

typedef struct {
    uint32_t unit;
    double room;
    jw_location at;
} host;

/* Hosts that are alike in street, and in industry or sector; NULL stands for any. */
typedef struct {
    const char *street, *industry, *sector;
} shelf_key;

typedef GHashTable shelves; /* shelf_key → GArray of guint, places in `all`, in the order of units */

struct jw_hosts {
    const jw_policy *policy;
    GArray *all;                /* host */
    shelves *every, *unlocated; /* of all of them, and of those without coordinates */
    jw_globe *globe;            /* of those with them; NULL: none */
    bool ready, monotone;
};

typedef struct {
    double d;
    uint32_t unit;
} choice;

static guint hash_key(gconstpointer key)
{
    const shelf_key *k = key;
    return g_direct_hash(k->street) * 31u + g_direct_hash(k->industry) * 17u + g_direct_hash(k->sector);
}

static gboolean same_key(gconstpointer a, gconstpointer b)
{
    const shelf_key *x = a, *y = b;
    return x->street == y->street && x->industry == y->industry && x->sector == y->sector;
}

static void free_shelf(gpointer shelf)
{
    g_array_free(shelf, TRUE);
}

static shelves *new_shelves(void)
{
    return g_hash_table_new_full(hash_key, same_key, g_free, free_shelf);
}

jw_hosts *jw_hosts_new(const jw_policy *policy)
{
    jw_hosts *h = g_new0(jw_hosts, 1);
    h->policy = policy;
    h->all = g_array_new(FALSE, FALSE, sizeof(host));
    h->every = new_shelves();
    h->unlocated = new_shelves();
    h->monotone = policy->street_same <= policy->street_near && policy->street_near <= policy->street_other &&
                  policy->industry_same <= policy->industry_sector &&
                  policy->industry_sector <= policy->industry_other;
    return h;
}

void jw_hosts_free(jw_hosts *h)
{
    if (!h) return;
    g_array_free(h->all, TRUE);
    g_hash_table_destroy(h->every);
    g_hash_table_destroy(h->unlocated);
    jw_globe_free(h->globe);
    g_free(h);
}

static bool is_located(const jw_location *at)
{
    return !isnan(at->lon + at->lat);
}

static void put_on_shelf(shelves *s, shelf_key key, guint place)
{
    GArray *shelf = g_hash_table_lookup(s, &key);
    if (!shelf) {
        shelf = g_array_new(FALSE, FALSE, sizeof(guint));
        g_hash_table_insert(s, g_memdup2(&key, sizeof key), shelf);
    }
    g_array_append_val(shelf, place);
}

/* Onto every shelf that its street, industry and sector belong to. A sector counts only beside an industry,
 * as it does in d. */
static void put_on_shelves(shelves *s, const jw_location *at, guint place)
{
    const char *streets[] = { NULL, at->street };
    for (int i = 0; i < (at->street ? 2 : 1); i++) {
        put_on_shelf(s, (shelf_key){ streets[i], NULL, NULL }, place);
        if (!at->industry) continue;
        put_on_shelf(s, (shelf_key){ streets[i], at->industry, NULL }, place);
        if (at->sector) put_on_shelf(s, (shelf_key){ streets[i], NULL, at->sector }, place);
    }
}

void jw_hosts_add(jw_hosts *h, uint32_t unit, double room, jw_location at)
{
    g_assert(!h->ready);
    host new = { unit, room, at };
    g_array_append_val(h->all, new);
}

void jw_hosts_ready(jw_hosts *h)
{
    h->ready = true;
    GArray *spots = g_array_new(FALSE, FALSE, sizeof(jw_globe_spot));
    for (guint i = 0; i < h->all->len; i++) {
        const host *each = &g_array_index(h->all, host, i);
        put_on_shelves(h->every, &each->at, i);
        if (is_located(&each->at)) {
            jw_globe_spot spot = { each->at.lon, each->at.lat, each->room, i };
            g_array_append_val(spots, spot);
        } else {
            put_on_shelves(h->unlocated, &each->at, i);
        }
    }
    if (spots->len) h->globe = jw_globe_new((const jw_globe_spot *)spots->data, spots->len);
    g_array_free(spots, TRUE);
}

/* `best`, or the host if it is nearer. */
static void consider(const jw_hosts *h, const jw_location *at, double count, guint place, choice *best)
{
    const host *each = &g_array_index(h->all, host, place);
    if (each->room < count) return;
    double d = jw_remoteness(h->policy, at, &each->at);
    if (d < best->d || (d == best->d && each->unit < best->unit)) *best = (choice){ d, each->unit };
}

/* The first of a shelf with room. What lies on one shelf behind it is not nearer in what the shelf is about,
 * and whatever is nearer in the rest lies on a narrower shelf too. */
static void consider_shelf(const jw_hosts *h, shelves *s, shelf_key key, const jw_location *at, double count,
                           choice *best)
{
    const GArray *shelf = g_hash_table_lookup(s, &key);
    if (!shelf) return;
    for (guint i = 0; i < shelf->len; i++) {
        guint place = g_array_index(shelf, guint, i);
        if (g_array_index(h->all, host, place).room < count) continue;
        consider(h, at, count, place, best);
        return;
    }
}

static void consider_street(const jw_hosts *h, shelves *s, const char *street, const jw_location *at,
                            double count, choice *best)
{
    consider_shelf(h, s, (shelf_key){ street, NULL, NULL }, at, count, best);
    if (!at->industry) return;
    consider_shelf(h, s, (shelf_key){ street, at->industry, NULL }, at, count, best);
    if (at->sector) consider_shelf(h, s, (shelf_key){ street, NULL, at->sector }, at, count, best);
}

static void consider_words(const jw_hosts *h, shelves *s, const jw_location *at, double count, choice *best)
{
    consider_street(h, s, NULL, at, count, best);
    if (!at->street) return;
    consider_street(h, s, at->street, at, count, best);
    for (size_t i = 0; i < h->policy->n_near_streets; i++) {
        const jw_street_pair *pair = &h->policy->near_streets[i];
        if (pair->a == at->street) consider_street(h, s, pair->b, at, count, best);
        if (pair->b == at->street) consider_street(h, s, pair->a, at, count, best);
    }
}

typedef struct {
    const jw_hosts *h;
    const jw_location *at;
    double count, cheapest; /* the smallest industry term there is */
    choice best;
} question;

static void look_at(void *data, uint32_t place)
{
    question *q = data;
    consider(q->h, q->at, q->count, place, &q->best);
}

/* Can any host that is at least so many km away, none smaller than `least`, still win? */
static bool may_win(void *data, double km, double room, uint32_t least)
{
    const question *q = data;
    double d = floor(q->h->policy->km * km + q->cheapest + 0.5);
    uint32_t unit = g_array_index(q->h->all, host, least).unit;
    return room >= q->count && (d < q->best.d || (d == q->best.d && unit < q->best.unit));
}

static void consider_globe(const jw_hosts *h, const jw_location *at, double count, choice *best)
{
    const jw_policy *p = h->policy;
    double cheapest = fmin(p->industry_same, fmin(p->industry_sector, p->industry_other));
    question q = { h, at, count, cheapest, *best };
    jw_globe_search(h->globe, at->lon, at->lat, may_win, look_at, &q);
    *best = q.best;
}

uint32_t jw_hosts_nearest(const jw_hosts *h, const jw_location *at, double count)
{
    choice best = { INFINITY, JW_NO_UNIT };
    g_assert(h->ready);
    if (!h->all->len) return JW_NO_UNIT;
    if (!h->monotone)
        for (guint i = 0; i < h->all->len; i++) consider(h, at, count, i, &best);
    else if (!is_located(at) || !h->globe)
        consider_words(h, h->every, at, count, &best);
    else {
        consider_words(h, h->unlocated, at, count, &best);
        consider_globe(h, at, count, &best);
    }
    return best.unit;
}
