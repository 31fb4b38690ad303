#include "draw/label.h"

#include <string.h>

/* First and last code point of what is refused. */
static const struct {
    gunichar first, last;
} refused[] = {
    { 0x0000, 0x0008 }, { 0x000B, 0x000B },   { 0x000E, 0x001F }, /* C0 but tab, line, form and carriage */
    { 0x007F, 0x0084 }, { 0x0086, 0x009F },                       /* C1; U+0085 is a new line */
    { 0x061C, 0x061C }, { 0x200E, 0x200F },                       /* bidi marks */
    { 0x2028, 0x202E },                       /* separators, bidi embeddings and overrides */
    { 0x2066, 0x2069 },                       /* bidi isolates */
    { 0xD800, 0xDFFF }, { 0xFDD0, 0xFDEF },   /* surrogates, noncharacters */
    { 0xFFF9, 0xFFFB }, { 0xE0000, 0xE007F }, /* annotation, tags */
};

static bool is_refused(gunichar c)
{
    if ((c & 0xFFFE) == 0xFFFE) return true;
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++)
        if (c >= refused[i].first && c <= refused[i].last) return true;
    return false;
}

bool jw_label_check(const char *text, char found[16])
{
    const char *end;
    bool valid = g_utf8_validate(text, -1, &end);
    for (const char *p = text; p < end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!is_refused(c)) continue;
        g_snprintf(found, 16, "U+%04X", c);
        return false;
    }
    if (!valid) g_snprintf(found, 16, "0x%02X", (unsigned char)*end);
    return valid;
}

static bool is_white(gunichar c)
{
    return g_unichar_isspace(c) || c == 0x85;
}

char *jw_label_line(const char *text, size_t most)
{
    GString *out = g_string_new(NULL);
    size_t length = 0;
    bool space = false;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (is_white(c)) {
            space = length > 0;
            continue;
        }
        if (length + 1 + space >= most && *g_utf8_next_char(p)) {
            g_string_append(out, "…");
            break;
        }
        if (space) g_string_append_c(out, ' ');
        length += 1 + space;
        space = false;
        g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

/* Two readers take the text apart: DOT's, for which only \" is an escape, and the label's, which knows \ and
 * &. */
void jw_label_quote(GString *out, const char *text, char align)
{
    g_string_append_c(out, '"');
    for (const char *p = text; *p; p++) {
        switch (*p) {
        case '\\':
            g_string_append(out, "\\\\");
            break;
        case '"':
            g_string_append(out, "\\\"");
            break;
        case '&':
            g_string_append(out, "&amp;");
            break;
        case '\n':
            g_string_append_printf(out, "\\%c", align);
            break;
        default:
            g_string_append_c(out, *p);
        }
    }
    if (*text && align != 'n') g_string_append_printf(out, "\\%c", align);
    g_string_append_c(out, '"');
}
