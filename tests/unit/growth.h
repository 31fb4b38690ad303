/* Work that must not grow with the square of its size: told by the CPU time of two sizes in one run, not by a
 * limit of time, which another machine, or a sanitizer, would not keep. */
#ifndef TEST_GROWTH_H
#define TEST_GROWTH_H

#include <glib.h>
#include <time.h>

/* CPU seconds since a call of clock(). */
static inline double seconds_since(clock_t start)
{
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/* `seconds_of` does the work of size n and gives its CPU seconds. Four times the size is 4 times the time if
 * it grows in line, 16 times if it is square; what takes hardly any time may grow as it likes. */
static inline void assert_no_square(double (*seconds_of)(int n), int n)
{
    double small = seconds_of(n), large = seconds_of(4 * n);
    g_test_message("%d: %.3f s, %d: %.3f s", n, small, 4 * n, large);
    g_assert_cmpfloat(large, <, 9 * small + 0.1);
}

#endif
