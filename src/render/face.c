/* SPDX-License-Identifier: MIT */
#include "face.h"

#include "shape.h"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <glib.h>
#include <harfbuzz/hb-ot.h>
#include <string.h>

/* The question as Pango puts it. */
static FcPattern *pattern_of(const char *families, int weight, const char *language)
{
    FcPattern *pattern = FcPatternCreate();
    char **list = g_strsplit(families, ",", -1);
    for (char **family = list; *family; family++)
        FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)g_strstrip(*family));
    g_strfreev(list);
    FcPatternAddDouble(pattern, FC_WEIGHT, FcWeightFromOpenTypeDouble(weight));
    FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN);
    FcPatternAddInteger(pattern, FC_WIDTH, FC_WIDTH_NORMAL);
    FcPatternAddBool(pattern, FC_VARIABLE, FcDontCare);
    FcPatternAddDouble(pattern, FC_DPI, 72);
    FcPatternAddDouble(pattern, FC_SIZE, SHAPE_EM);
    FcPatternAddDouble(pattern, FC_PIXEL_SIZE, SHAPE_EM);
    FcPatternAddString(pattern, FC_LANG, (const FcChar8 *)language);
    FcConfigSubstitute(NULL, pattern, FcMatchPattern);
    cairo_ft_font_options_substitute(shape_options(), pattern);
    FcDefaultSubstitute(pattern);
    return pattern;
}

/* Pango takes no bitmaps and no Type 1. */
static bool is_outline(FcPattern *font)
{
    FcChar8 *format;
    return FcPatternGetString(font, FC_FONTFORMAT, 0, &format) == FcResultMatch &&
           (strcmp((const char *)format, "TrueType") == 0 || strcmp((const char *)format, "CFF") == 0);
}

static bool is_as_filed(FcPattern *font)
{
    FcBool bolder = FcFalse;
    FcMatrix *slant;
    FcPatternGetBool(font, FC_EMBOLDEN, 0, &bolder);
    return !bolder && FcPatternGetMatrix(font, FC_MATRIX, 0, &slant) != FcResultMatch;
}

static hb_font_t *shaper_of(FcPattern *font)
{
    FcChar8 *file;
    int index = 0;
    FcPatternGetInteger(font, FC_INDEX, 0, &index);
    if (FcPatternGetString(font, FC_FILE, 0, &file) != FcResultMatch) return NULL;
    hb_blob_t *blob = hb_blob_create_from_file_or_fail((const char *)file);
    if (!blob) return NULL;
    hb_face_t *tables = hb_face_create(blob, (unsigned)index);
    if (hb_ot_var_has_data(tables) || hb_face_get_glyph_count(tables) == 0) return NULL;
    hb_font_t *shaper = hb_font_create(tables);
    hb_font_set_scale(shaper, SHAPE_UNITS, SHAPE_UNITS);
    return shaper;
}

static bool has_family(FcPattern *font, const char *name)
{
    FcChar8 *own;
    for (int i = 0; FcPatternGetString(font, FC_FAMILY, i, &own) == FcResultMatch; i++)
        if (FcStrCmpIgnoreCase(own, (const FcChar8 *)name) == 0) return true;
    return false;
}

/* Names that stand for whatever there is are not to be found in any font. */
static bool is_generic(const char *name)
{
    static const char *const generic[] = {
        "", "sans", "sans-serif", "serif", "mono", "monospace", "system-ui"
    };
    for (size_t i = 0; i < G_N_ELEMENTS(generic); i++)
        if (g_ascii_strcasecmp(name, generic[i]) == 0) return true;
    return false;
}

static char *taken_instead(FcPattern *font, const char *families)
{
    char *first = g_strstrip(g_strndup(families, strcspn(families, ",")));
    FcChar8 *own = NULL;
    bool as_asked = is_generic(first) || has_family(font, first);
    g_free(first);
    if (as_asked || FcPatternGetString(font, FC_FAMILY, 0, &own) != FcResultMatch) return NULL;
    return g_strdup((const char *)own);
}

bool face_open(face *out, const char *families, int weight, const char *language)
{
    FcResult result;
    FcPattern *asked = pattern_of(families, weight, language);
    FcPattern *font = FcFontMatch(NULL, asked, &result);
    FcPatternDestroy(asked);
    if (!font) return false;
    bool usable = is_outline(font) && (out->shaper = shaper_of(font));
    if (usable) out->cairo = cairo_ft_font_face_create_for_pattern(font);
    out->as_filed = is_as_filed(font);
    out->instead = taken_instead(font, families);
    FcPatternDestroy(font);
    return usable;
}
