/* d between an association and a joint organization, by hand. */
#include "measure/remoteness.h"
#include "random_model.h"

static double d(const jw_policy *p, jw_location a, jw_location b)
{
    double there = jw_remoteness(p, &a, &b), back = jw_remoteness(p, &b, &a);
    g_assert_cmpfloat(there, ==, back);
    return there;
}

/* Texts must be the same pointers where they are equal, as those of a model are. */
static const char X[] = "x", Y[] = "y", Z[] = "z";

static void test_terms(void)
{
    jw_policy p = jw_policy_default();
    jw_street_pair near[] = { { X, Y } };
    p.near_streets = near;
    p.n_near_streets = 1;
    jw_location a = { X, X, X, NAN, NAN };
    g_assert_cmpfloat(d(&p, a, a), ==, 0);
    g_assert_cmpfloat(d(&p, a, (jw_location){ Y, X, X, NAN, NAN }), ==, 300);
    g_assert_cmpfloat(d(&p, a, (jw_location){ Z, X, X, NAN, NAN }), ==, 1500);
    g_assert_cmpfloat(d(&p, a, (jw_location){ X, Y, X, NAN, NAN }), ==, 200);
    g_assert_cmpfloat(d(&p, a, (jw_location){ X, Y, Z, NAN, NAN }), ==, 500);
    g_assert_cmpfloat(d(&p, a, (jw_location){ NULL, NULL, X, NAN, NAN }), ==, 2000);
    jw_location nowhere = { NULL, NULL, NULL, NAN, NAN };
    g_assert_cmpfloat(d(&p, nowhere, nowhere), ==, 2000); /* absent on both sides is not the same */
}

/* One degree along a meridian is π · 6,371 / 180 = 111.1949… km; a quarter of the equator 10,007.54… km. */
static void test_coordinates(void)
{
    jw_policy p = jw_policy_default();
    jw_location a = { X, X, NULL, 114, 22 }, b = { X, X, NULL, 114, 23 };
    g_assert_cmpfloat(d(&p, a, b), ==, 11119);
    g_assert_cmpfloat(d(&p, a, a), ==, 0);
    g_assert_cmpfloat(d(&p, (jw_location){ X, X, NULL, 0, 0 }, (jw_location){ X, X, NULL, 90, 0 }), ==,
                      1000754);
    b.lat = NAN; /* one coordinate is none: the streets count again */
    g_assert_cmpfloat(d(&p, a, b), ==, 0);
}

static void test_halves_go_up(void)
{
    jw_policy p = jw_policy_default();
    p.street_other = 0.5;
    p.industry_other = 1;
    g_assert_cmpfloat(d(&p, (jw_location){ X, X, NULL, NAN, NAN }, (jw_location){ Y, Y, NULL, NAN, NAN }), ==,
                      2);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/remoteness/terms", test_terms);
    g_test_add_func("/remoteness/coordinates", test_coordinates);
    g_test_add_func("/remoteness/halves-go-up", test_halves_go_up);
    return g_test_run();
}
