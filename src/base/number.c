#include "base/number.h"

#include "base/text.h"

#include <float.h>
#include <glib.h>
#include <math.h>
#include <string.h>

/* Up to 15 digits and nothing else, as nearly all numbers of a register are: exact, and no strtod. */
static bool parse_digits(const char *text, double *out)
{
    int64_t value = 0;
    int n = 0;
    for (; n < DBL_DIG && g_ascii_isdigit(text[n]); n++) value = 10 * value + (text[n] - '0');
    *out = (double)value;
    return n > 0 && !text[n];
}

bool jw_parse_number(const char *text, double *out)
{
    if (parse_digits(text, out)) return true;

    const char *p = text + (*text == '-' || *text == '+');
    size_t digits = strspn(p, "0123456789");
    p += digits;
    if (*p == '.') {
        size_t more = strspn(++p, "0123456789");
        digits += more;
        p += more;
    }
    if (digits == 0) return false;
    if (*p == 'e' || *p == 'E') {
        p += 1 + (p[1] == '-' || p[1] == '+');
        size_t exponent = strspn(p, "0123456789");
        if (exponent == 0) return false;
        p += exponent;
    }
    if (*p) return false;
    *out = g_ascii_strtod(text, NULL);
    return isfinite(*out);
}

/* Takes commas out of the whole part: one to three digits before the first, three after each. */
static bool drop_commas(char *text)
{
    char *comma = strchr(text, ',');
    if (!comma) return true;
    const char *first = text + (*text == '-' || *text == '+');
    size_t digits = strspn(first, "0123456789");
    if (first + digits != comma || digits < 1 || digits > 3) return false;
    for (const char *p = comma; *p == ',';) {
        if (strspn(p + 1, "0123456789") != 3) return false;
        p += 4;
        if (*p && *p != ',' && (*p != '.' || strchr(p, ','))) return false;
    }
    char *to = comma;
    for (const char *p = comma; *p; p++)
        if (*p != ',') *to++ = *p;
    *to = '\0';
    return true;
}

bool jw_read_number(const char *text, double *out)
{
    char buffer[128];
    if (parse_digits(text, out)) return true;
    if (strlen(text) >= sizeof buffer) return false;
    strcpy(buffer, text);
    jw_fold_width(buffer);
    char *start = jw_trim(buffer);
    return drop_commas(start) && jw_parse_number(start, out);
}

void jw_format_number(char out[JW_NUMBER_SIZE], double value)
{
    if (!isfinite(value)) {
        strcpy(out, "null");
        return;
    }
    if (value == floor(value) && fabs(value) < 1e15) {
        g_snprintf(out, JW_NUMBER_SIZE, "%lld", (long long)value);
        return;
    }
    /* Up to 15 digits a decimal survives the way there and back, and %g drops the zeros it does not need;
     * only of subnormals fewer digits may do. */
    for (int digits = fabs(value) < DBL_MIN ? 1 : DBL_DIG; digits <= 17; digits++) {
        char format[8];
        g_snprintf(format, sizeof format, "%%.%dg", digits);
        g_ascii_formatd(out, JW_NUMBER_SIZE, format, value);
        if (g_ascii_strtod(out, NULL) == value) return;
    }
}

void jw_format_fixed(char out[JW_NUMBER_SIZE], double value, int digits)
{
    if (!isfinite(value) || fabs(value) >= 1e20) { /* too long for `out`, and nobody reads it by its places */
        jw_format_number(out, value);
        return;
    }
    char format[8];
    g_snprintf(format, sizeof format, "%%.%df", digits);
    g_ascii_formatd(out, JW_NUMBER_SIZE, format, value);
    if (*out == '-' && !strpbrk(out, "123456789")) memmove(out, out + 1, strlen(out));
}

static double round_to(double value, const char *format)
{
    char text[JW_NUMBER_SIZE];
    g_ascii_formatd(text, sizeof text, format, value);
    return g_ascii_strtod(text, NULL);
}

double jw_round_score(double value)
{
    if (!isfinite(value) || value == 0) return value == 0 ? 0 : value;
    /* To 14 digits first: a value that lies midway, 12345678905 say, is rounded alike though the last bits
     * differ in which it was added up. */
    double rounded = round_to(round_to(value, "%.14g"), "%.10g");
    return rounded == 0 ? 0 : rounded;
}

int jw_compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}
