#include "draw/view_numbers.h"

#include "base/number.h"

#include <glib.h>
#include <math.h>
#include <string.h>

char *jw_short_number(double value)
{
    char text[JW_NUMBER_SIZE];
    double size = fabs(value);
    if (value == floor(value) || size >= 100)
        jw_format_fixed(text, value, 0);
    else
        jw_format_fixed(text, value, size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.01 ? 3 : 5);
    char *point = strchr(text, '.'), *end = text + strlen(text);
    while (point && end > point && (end[-1] == '0' || end[-1] == '.')) {
        *--end = '\0';
        if (end == point) break;
    }
    return g_strdup(text);
}

int jw_quantiles(const double *sorted, size_t n, int most, size_t *ends)
{
    int runs = 0;
    for (size_t from = 0; from < n;) {
        size_t left = n - from, parts = (size_t)(most - runs), to = from + MAX(1, (left + parts - 1) / parts);
        if (runs + 1 >= most) to = n;
        while (to < n && sorted[to] == sorted[to - 1]) to++;
        ends[runs++] = to;
        from = to;
    }
    return runs;
}
