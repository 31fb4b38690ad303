#include "measure/derived.h"

#include <math.h>

static const char *covered(void *context, size_t name, uint32_t u)
{
    (void)name;
    return jw_status_name(jw_coverage_status(context, u));
}

static double no_number(void *context, size_t name, uint32_t u)
{
    (void)context, (void)name, (void)u;
    return NAN;
}

static const char *const *statuses(void *context, size_t name, size_t *n)
{
    static const char *words[JW_STATUSES];
    (void)context, (void)name;
    for (*n = 0; *n < JW_STATUSES; ++*n) words[*n] = jw_status_name((jw_status)*n);
    return words;
}

jw_derived jw_coverage_derived(const jw_coverage *c)
{
    static const char *const names[] = { "covered" };
    return (jw_derived){ names, 1, covered, no_number, statuses, (void *)c };
}
