/* The nearest host found by shelves and globe is the one that comparing with all finds. */
#include "measure/hosts.h"

#include "model/build.h"

#include <glib.h>
#include <math.h>

enum { HOSTS = 60, WORDS = 5 };

/* Equal texts are the same pointer, as in a model. */
static const char *const words[WORDS] = { "a", "b", "c", "d", "e" };

static const char *some_word(GRand *r)
{
    int i = g_rand_int_range(r, 0, WORDS + 1);
    return i < WORDS ? words[i] : NULL;
}

/* A city, or with `world` the whole globe: poles, the date line, both sides of it. Few decimals make ties. */
static jw_location some_location(GRand *r, bool world)
{
    jw_location at = { some_word(r), some_word(r), some_word(r), NAN, NAN };
    if (g_rand_int_range(r, 0, 3) == 0) return at;
    at.lon = world ? g_rand_int_range(r, -18, 19) * 10 : 114 + g_rand_int_range(r, 0, 20) / 100.0;
    at.lat = world ? g_rand_int_range(r, -9, 10) * 10 : 22.5 + g_rand_int_range(r, 0, 20) / 100.0;
    if (g_rand_int_range(r, 0, 20) == 0) at.lat = NAN; /* one coordinate is none */
    return at;
}

/* Most policies ask more for what is farther; some do not. */
static jw_policy some_policy(GRand *r, jw_street_pair near[])
{
    jw_policy p = jw_policy_default();
    double *terms[] = { &p.street_same,   &p.street_near,     &p.street_other,
                        &p.industry_same, &p.industry_sector, &p.industry_other };
    if (g_rand_int_range(r, 0, 3) == 0)
        for (size_t i = 0; i < G_N_ELEMENTS(terms); i++) *terms[i] = g_rand_int_range(r, 0, 5) * 100;
    p.km = g_rand_int_range(r, 0, 3) * 100;
    near[0] = (jw_street_pair){ words[0], words[1] };
    near[1] = (jw_street_pair){ words[3], words[0] };
    p.near_streets = near;
    p.n_near_streets = (size_t)g_rand_int_range(r, 0, 3);
    return p;
}

static void check_one(GRand *r)
{
    jw_street_pair near[2];
    jw_policy p = some_policy(r, near);
    bool world = g_rand_boolean(r);
    jw_hosts *h = jw_hosts_new(&p);
    jw_location at[HOSTS];
    double room[HOSTS];
    int n = g_rand_int_range(r, 0, HOSTS + 1);
    for (int i = 0; i < n; i++) {
        at[i] = some_location(r, world);
        room[i] = g_rand_int_range(r, 1, 6);
        jw_hosts_add(h, 7 + 3 * (uint32_t)i, room[i], at[i]);
    }
    jw_hosts_ready(h);
    for (int k = 0; k < 40; k++) {
        jw_location from = some_location(r, world);
        double count = g_rand_int_range(r, 1, 7), least = INFINITY;
        uint32_t nearest = JW_NO_UNIT;
        for (int i = 0; i < n; i++) {
            double d = jw_remoteness(&p, &from, &at[i]);
            if (room[i] < count || d >= least) continue;
            least = d;
            nearest = 7 + 3 * (uint32_t)i;
        }
        g_assert_cmpuint(jw_hosts_nearest(h, &from, count), ==, nearest);
    }
    jw_hosts_free(h);
}

static void test_random(void)
{
    GRand *r = g_rand_new_with_seed(20261124);
    for (int i = 0; i < 500; i++) check_one(r);
    g_rand_free(r);
}

static void test_across_the_date_line(void)
{
    jw_policy p = jw_policy_default();
    jw_hosts *h = jw_hosts_new(&p);
    for (uint32_t i = 0; i < 100; i++) jw_hosts_add(h, i, 1, (jw_location){ .lon = 170 - i, .lat = 0 });
    jw_hosts_add(h, 100, 1, (jw_location){ .lon = -179, .lat = 0 });
    jw_hosts_ready(h);
    g_assert_cmpuint(jw_hosts_nearest(h, &(jw_location){ .lon = 179, .lat = 0 }, 1), ==, 100);
    g_assert_cmpuint(jw_hosts_nearest(h, &(jw_location){ .lon = 179, .lat = 0 }, 2), ==, JW_NO_UNIT);
    jw_hosts_free(h);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hosts/random", test_random);
    g_test_add_func("/hosts/across-the-date-line", test_across_the_date_line);
    return g_test_run();
}
