#include "base/text.h"

#include <glib.h>
#include <string.h>

int jw_compare_bytes(const char *a, const char *b)
{
    if (!a || !b) return (a != NULL) - (b != NULL);
    int c = strcmp(a, b);
    return (c > 0) - (c < 0);
}

/* Compares two runs of digits by value; moves both pointers past them. */
static int compare_runs(const char **a, const char **b)
{
    while (**a == '0' && g_ascii_isdigit((*a)[1])) ++*a;
    while (**b == '0' && g_ascii_isdigit((*b)[1])) ++*b;
    size_t na = strspn(*a, "0123456789"), nb = strspn(*b, "0123456789");
    int c = na != nb ? (na > nb ? 1 : -1) : memcmp(*a, *b, na);
    *a += na;
    *b += nb;
    return c;
}

int jw_compare_natural(const char *a, const char *b)
{
    if (!a || !b) return (a != NULL) - (b != NULL);
    const char *p = a, *q = b;
    while (*p && *q) {
        if (g_ascii_isdigit(*p) && g_ascii_isdigit(*q)) {
            int c = compare_runs(&p, &q);
            if (c) return c > 0 ? 1 : -1;
        } else if (*p != *q) {
            return (unsigned char)*p > (unsigned char)*q ? 1 : -1;
        } else {
            p++;
            q++;
        }
    }
    return *p || *q ? (*p ? 1 : -1) : jw_compare_bytes(a, b); /* a01 and a1: same value, not the same id */
}

static int days_in(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

/* Reads 1 to `most` digits; 0 if there are none (no part of a date is 0). */
static int digits(const char **p, int most)
{
    int value = 0;
    for (int n = 0; n < most && g_ascii_isdigit(**p); n++) value = value * 10 + (*(*p)++ - '0');
    return value;
}

/* The mark after a part of a date, of any of the usual ways to write one. */
static bool skip_mark(const char **p, const char *unit)
{
    if (g_str_has_prefix(*p, unit))
        *p += strlen(unit);
    else if (strchr("-/.", **p) && **p)
        ++*p;
    else
        return false;
    return true;
}

bool jw_read_date(const char *text, char out[11])
{
    char buffer[64];
    if (strlen(text) >= sizeof buffer) return false;
    strcpy(buffer, text);
    jw_fold_width(buffer);
    const char *p = jw_trim(buffer), *start = p;
    int part[3] = { digits(&p, 4), 0, 0 }, n = 1;
    static const char *const unit[] = { "年", "月", "日" };
    if (p - start != 4) return false;
    while (n < 3 && skip_mark(&p, unit[n - 1])) {
        if (!*p && n == 1 && g_str_has_suffix(buffer, "年")) break;
        if (!*p && n == 2 && g_str_has_suffix(buffer, "月")) break;
        part[n++] = digits(&p, 2);
    }
    if (n == 3 && g_str_has_prefix(p, unit[2])) p += strlen(unit[2]);
    if (*p || part[0] < 1 || (n > 1 && (part[1] < 1 || part[1] > 12)) ||
        (n > 2 && (part[2] < 1 || part[2] > days_in(part[0], part[1]))))
        return false;
    static const char *const format[] = { "%04d", "%04d-%02d", "%04d-%02d-%02d" };
    g_snprintf(out, 11, format[n - 1], part[0], part[1], part[2]);
    return true;
}

bool jw_is_date(const char *text)
{
    char normal[11];
    return jw_read_date(text, normal) && strcmp(text, normal) == 0;
}

/* White space and marks without width that stick to cells copied from elsewhere. */
static bool is_blank(gunichar c)
{
    return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x3000 || c == 0xFEFF || c == 0x200B;
}

const char *jw_trimmed(const char *text, size_t *length)
{
    const char *end = text + *length;
    while (text < end && is_blank(g_utf8_get_char(text))) text = g_utf8_next_char(text);
    while (end > text && is_blank(g_utf8_get_char(g_utf8_prev_char(end)))) end = g_utf8_prev_char(end);
    *length = (size_t)(end - text);
    return text;
}

char *jw_trim(char *text)
{
    size_t length = strlen(text);
    text = (char *)jw_trimmed(text, &length);
    text[length] = '\0';
    return text;
}

void jw_fold_width(char *text)
{
    char *to = text;
    for (const char *p = text, *next; *p; p = next) {
        gunichar c = g_utf8_get_char(p);
        next = g_utf8_next_char(p); /* before `to`, which may be here, is written */
        if (c >= 0xFF01 && c <= 0xFF5E) {
            *to++ = (char)(c - 0xFEE0);
        } else if (c == 0x3000) {
            *to++ = ' ';
        } else {
            size_t n = (size_t)(next - p);
            memmove(to, p, n);
            to += n;
        }
    }
    *to = '\0';
}

uint32_t jw_first_control(const char *text)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return c;
    }
    return 0;
}

static bool steers(gunichar c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

static bool breaks_line(gunichar c)
{
    return (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

char *jw_visible(const char *text)
{
    const char *p = text;
    while (*p && !steers(g_utf8_get_char(p))) p = g_utf8_next_char(p);
    if (!*p) return NULL;
    g_autoptr(GString) out = g_string_new_len(text, p - text);
    for (; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!steers(c))
            g_string_append_unichar(out, c);
        else if (!breaks_line(c))
            g_string_append_printf(out, c < 0x100 ? "\\x%02x" : "\\u%04x", (unsigned)c);
        else if (c != '\r' || p[1] != '\n') /* CR LF is one break */
            g_string_append_c(out, ' ');
    }
    return strdup(out->str);
}

size_t jw_length(const char *text)
{
    return (size_t)g_utf8_strlen(text, -1);
}

enum { NEAR_LONGEST = 64 }; /* a longer word has no near one: no table in a message gets there */

/* Damerau–Levenshtein distance (optimal string alignment) of two short words. */
static size_t edits(const gunichar *a, size_t na, const gunichar *b, size_t nb)
{
    size_t row[3][NEAR_LONGEST + 1];
    for (size_t j = 0; j <= nb; j++) row[1][j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t *now = row[(i + 1) % 3], *last = row[i % 3], *before = row[(i + 2) % 3];
        now[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t best = last[j - 1] + (a[i - 1] != b[j - 1]);
            best = MIN(best, MIN(last[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                best = MIN(best, before[j - 2] + 1);
            now[j] = best;
        }
    }
    return row[(na + 1) % 3][nb];
}

/* Words may come from the command line, where nobody has checked them. */
static bool is_short(const char *word)
{
    size_t length = strnlen(word, NEAR_LONGEST * 4 + 1);
    return length <= NEAR_LONGEST * 4 && g_utf8_validate_len(word, length, NULL);
}

size_t jw_distance(const char *a, const char *b)
{
    glong na, nb;
    if (!is_short(a) || !is_short(b)) return SIZE_MAX;
    g_autofree gunichar *ua = g_utf8_to_ucs4_fast(a, -1, &na);
    g_autofree gunichar *ub = g_utf8_to_ucs4_fast(b, -1, &nb);
    if (na > NEAR_LONGEST || nb > NEAR_LONGEST || na == 0 || nb == 0) return SIZE_MAX;
    size_t longer = (size_t)MAX(na, nb), distance = edits(ua, (size_t)na, ub, (size_t)nb);
    bool holds = MIN(na, nb) >= 2 && (strstr(a, b) || strstr(b, a));
    return distance * 3 <= longer || holds ? distance * 1000 / longer : SIZE_MAX;
}

const char *jw_nearest(const char *word, const char *const *known, size_t n)
{
    const char *best = NULL;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        size_t distance = known[i] ? jw_distance(word, known[i]) : SIZE_MAX;
        if (distance < least) {
            least = distance;
            best = known[i];
        }
    }
    return best;
}
