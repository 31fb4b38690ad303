/* Cells: from what is stored to what a person reads. */
#include "base/number.h"
#include "base/text.h"
#include "io/xlsx_book.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Number formats ---- */

/* Past a part of a format that is no code: "quoted", \x, [Red] (but [h] is one), _x, *x. NULL if p is at a
 * code. */
static const char *skip_literal(const char *p)
{
    const char *end = NULL;
    if (*p == '"')
        end = strchr(p + 1, '"');
    else if (*p == '[' && !strchr("hHmMsS", p[1]))
        end = strchr(p, ']');
    else if (*p == '\\' || *p == '_' || *p == '*')
        return p[1] ? g_utf8_next_char(p + 1) : p + 1;
    else
        return NULL;
    return end ? end + 1 : p + strlen(p);
}

bool jw_format_is_date(const char *code)
{
    bool day = false, month = false, time = false;
    for (const char *p = code, *after; *p && *p != ';'; p = after) { /* ";": the form of negative numbers */
        after = skip_literal(p);
        if (after) continue;
        if (g_ascii_strncasecmp(p, "General", 7) == 0) return false;
        char c = g_ascii_tolower(*p);
        day |= c == 'd' || c == 'y';
        month |= c == 'm';
        time |= c == 'h' || c == 's';
        after = p + 1;
    }
    return day || (month && !time);
}

/* ---- Values ---- */

jw_stored jw_stored_named(const char *t)
{
    static const struct {
        const char *t;
        jw_stored stored;
    } rows[] = { { "s", JW_STORED_SHARED },       { "n", JW_STORED_NUMBER }, { "str", JW_STORED_TEXT },
                 { "inlineStr", JW_STORED_TEXT }, { "b", JW_STORED_FLAG },   { "e", JW_STORED_TEXT },
                 { "d", JW_STORED_DATE } };
    for (size_t i = 0; t && i < G_N_ELEMENTS(rows); i++)
        if (strcmp(t, rows[i].t) == 0) return rows[i].stored;
    return JW_STORED_NUMBER;
}

/* The day that a serial number means. Day 60 of the 1900 system is February 29, 1900, which never was; the
 * days before it count one less. False if it is no day of these systems. */
static bool append_date(GString *out, double serial, bool from_1904)
{
    enum { LAST = 2958465 }; /* 9999-12-31 */
    double whole = floor(serial);
    if (!(whole >= (from_1904 ? 0 : 1)) || whole > LAST) return false;
    if (!from_1904 && whole == 60) {
        g_string_append(out, "1900-02-29");
        return true;
    }
    GDate day;
    g_date_clear(&day, 1);
    if (from_1904)
        g_date_set_dmy(&day, 1, G_DATE_JANUARY, 1904);
    else
        g_date_set_dmy(&day, whole < 60 ? 31 : 30, G_DATE_DECEMBER, 1899);
    g_date_add_days(&day, (guint)whole);
    if (g_date_get_year(&day) > 9999) return false;
    g_string_append_printf(out, "%04d-%02d-%02d", g_date_get_year(&day), g_date_get_month(&day),
                           g_date_get_day(&day));
    return true;
}

/* A whole number of 16 to 21 digits, of which a spreadsheet keeps 15: the rest are zeros, as it shows them.
 */
static void append_long_number(GString *out, double number)
{
    char text[32];
    snprintf(text, sizeof text, "%.14e",
             number); /* -1.23456789012345e+17; the program's locale is C in numbers */
    const char *sign = *text == '-' ? "-" : "", *digits = text + strlen(sign);
    int zeros = atoi(strchr(digits, 'e') + 1) - 14;
    g_string_append_printf(out, "%s%c%.14s", sign, *digits, digits + 2);
    while (zeros-- > 0) g_string_append_c(out, '0');
}

static bool append_number(const jw_workbook *w, GString *out, int64_t style, const char *raw, bool *rounded)
{
    double number;
    char text[JW_NUMBER_SIZE];
    if (!jw_parse_number(raw, &number)) return false;
    bool is_date = style >= 0 && w->dates && style < (int64_t)w->dates->len && w->dates->data[style];
    if (is_date && append_date(out, number, w->from_1904)) return true;
    if (fabs(number) >= 1e15 && fabs(number) < 1e21 && number == floor(number)) {
        append_long_number(out, number);
        *rounded = true;
        return true;
    }
    jw_format_number(text, number);
    g_string_append(out, text);
    return true;
}

static bool append_shared(const jw_workbook *w, GString *out, const char *raw)
{
    double number;
    if (!w->starts || !jw_parse_number(raw, &number) || !(number >= 0) || number >= w->starts->len ||
        number != floor(number))
        return false;
    g_string_append(out, w->texts->str + g_array_index(w->starts, guint32, (guint)number));
    return true;
}

bool jw_append_cell(const jw_workbook *w, GString *out, jw_stored stored, int64_t style, const char *raw,
                    bool *rounded)
{
    char day[11];
    switch (stored) {
    case JW_STORED_SHARED:
        return append_shared(w, out, raw);
    case JW_STORED_FLAG:
        g_string_append(out, strcmp(raw, "0") == 0 ? "FALSE" : "TRUE");
        return true;
    case JW_STORED_DATE: /* 2023-06-30T00:00:00 */
        g_strlcpy(day, raw, sizeof day);
        g_string_append(out, jw_is_date(day) ? day : raw);
        return true;
    case JW_STORED_TEXT:
        g_string_append(out, raw);
        return true;
    default:
        return append_number(w, out, style, raw, rounded);
    }
}

/* The code that _xHHHH_ stands for, or -1. */
static int escaped(const char *p)
{
    int code = 0;
    if (p[0] != '_' || p[1] != 'x') return -1;
    for (int i = 2; i < 6; i++) {
        int digit = g_ascii_xdigit_value(p[i]);
        if (digit < 0) return -1;
        code = code * 16 + digit;
    }
    return p[6] == '_' ? code : -1;
}

void jw_unescape_cell(GString *text, gsize from)
{
    char *to = strstr(text->str + from, "_x");
    if (!to) return;
    for (const char *p = to; *p;) {
        int code = escaped(p);
        if (code <= 0 || (code >= 0xD800 && code < 0xE000)) {
            *to++ = *p++;
            continue;
        }
        to += g_unichar_to_utf8((gunichar)code, to); /* at most three bytes in place of seven */
        p += 7;
    }
    g_string_truncate(text, (gsize)(to - text->str));
}
