/* SPDX-License-Identifier: MIT */
/* Is there a glyph for every character? Asked of fontconfig before anything is drawn, because afterwards a
 * missing one is only a box with hex digits in it. */
#include "render.h"

#include <fontconfig/fontconfig.h>

#define PACKAGE "fonts-noto-cjk"

/* Spaces, joiners and selectors need no glyph of their own. */
static bool is_drawn(gunichar c)
{
    return !g_unichar_isspace(c) && !g_unichar_iscntrl(c) && g_unichar_type(c) != G_UNICODE_FORMAT &&
           !(c >= 0xFE00 && c <= 0xFE0F) && !(c >= 0xE0100 && c <= 0xE01EF) && c != 0x034F;
}

/* Chinese characters and the punctuation that comes with them. */
static bool is_chinese(gunichar c)
{
    return c >= 0x2E80 && c <= 0x3FFFF;
}

static FcCharSet *characters_of(const char *text)
{
    FcCharSet *set = FcCharSetCreate();
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (is_drawn(c)) FcCharSetAddChar(set, c);
    }
    return set;
}

/* Everything that the family list and its fallbacks can draw. */
static FcCharSet *coverage_of(const char *family, const char *language)
{
    FcPattern *pattern = FcPatternCreate();
    char **names = g_strsplit(family, ",", -1);
    for (char **name = names; *name; name++)
        FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)g_strstrip(*name));
    FcPatternAddString(pattern, FC_LANG, (const FcChar8 *)language);
    FcConfigSubstitute(NULL, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    FcCharSet *all = NULL;
    FcResult result;
    FcFontSet *sorted = FcFontSort(NULL, pattern, FcTrue, &all, &result);
    if (!sorted || sorted->nfont == 0 || !all) fail("missing-font", PACKAGE, "no fonts at all");
    return all;
}

void fonts_check(const request *req, const char *text)
{
    FcCharSet *have = coverage_of(req->family, req->language);
    FcCharSet *missing = FcCharSetSubtract(characters_of(text), have);
    if (FcCharSetCount(missing) == 0) return;
    FcChar32 map[FC_CHARSET_MAP_SIZE], next;
    gunichar first = FcCharSetFirstPage(missing, map, &next);
    for (size_t i = 0; i < FC_CHARSET_MAP_SIZE; i++) {
        if (map[i] == 0) continue;
        first += (gunichar)(i * 32) + (gunichar)__builtin_ctz(map[i]);
        break;
    }
    char character[8] = "";
    character[g_unichar_to_utf8(first, character)] = '\0';
    if (is_chinese(first) && !FcCharSetHasChar(have, 0x4F1A)) /* 会: without it there is no Chinese font */
        fail("missing-font", PACKAGE, "U+%04X %s", first, character);
    fail("missing-glyph", PACKAGE, "U+%04X %s", first, character);
}
