/* SPDX-License-Identifier: MIT */
/* Text becomes glyphs: each distinct Chinese character, and each distinct stretch of other text, is shaped
 * once, in ems. A line is its pieces side by side, so measuring and drawing add up the same numbers, whatever
 * the size. Lines in which characters act on each other from afar (right to left, marks, most scripts) are
 * one piece.
 *
 * What the first font of the list has is shaped with it by HarfBuzz; all else by Pango, to the same effect,
 * but it has to look at every font there is. So Pango is not even asked to before it is needed. */
#include "shape.h"

#include "face.h"
#include "fallback.h"
#include "render.h"

#include <glib.h>
#include <string.h>

#define PACKAGE "fonts-noto-cjk"

enum { FIRST_HAN = 0x4E00, LAST_HAN = 0x9FFF };

struct shape_font {
    char *name;
    bool opened;
    face first;             /* of the family list, if opened */
    GHashTable *characters; /* code point → shape_piece */
    shape_piece **han;      /* the same of the common ones, found at once; NULL: not shaped yet */
    GHashTable *stretches;  /* text → shape_piece */
};

static const char *language;
static GPtrArray *fonts;

typedef struct {
    gunichar first, last;
} span;

static bool is_in(const span *spans, size_t n, gunichar c)
{
    for (size_t i = 0; i < n; i++)
        if (c >= spans[i].first && c <= spans[i].last) return true;
    return false;
}

/* What stands alone: Chinese characters, kana, punctuation and letters of full width. */
static bool stands_alone(gunichar c)
{
    static const span alone[] = { { 0x4E00, 0x9FFF }, { 0xFF01, 0xFF60 }, { 0x3001, 0x3002 },
                                  { 0x3008, 0x3011 }, { 0x3014, 0x301F }, { 0x3400, 0x4DBF },
                                  { 0x3041, 0x3096 }, { 0x30A1, 0x30FA }, { 0x20000, 0x3134F } };
    return c >= 0x3001 && is_in(alone, G_N_ELEMENTS(alone), c);
}

/* What acts only on its neighbours: Latin, Greek, Cyrillic, punctuation, arrows, signs. */
static bool acts_nearby(gunichar c)
{
    static const span near[] = { { 0x20, 0x7E },     { 0xA0, 0x2FF },    { 0x370, 0x482 },
                                 { 0x48A, 0x52F },   { 0x2010, 0x2027 }, { 0x2030, 0x205E },
                                 { 0x2160, 0x217F }, { 0x2190, 0x22FF }, { 0x2460, 0x25FF } };
    return is_in(near, G_N_ELEMENTS(near), c);
}

/* Spaces, joiners and selectors need no glyph of their own. */
static bool is_drawn(gunichar c)
{
    return !g_unichar_isspace(c) && !g_unichar_iscntrl(c) && g_unichar_type(c) != G_UNICODE_FORMAT &&
           !(c >= 0xFE00 && c <= 0xFE0F) && !(c >= 0xE0100 && c <= 0xE01EF) && c != 0x034F;
}

void shape_start(const char *language_name)
{
    language = language_name;
    fonts = g_ptr_array_new();
}

/* Without hints an advance is the same number of ems at every size. */
static cairo_font_options_t *options;

cairo_font_options_t *shape_options(void)
{
    if (options) return options;
    options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    return options;
}

void shape_draw_on(cairo_surface_t *surface)
{
    cairo_font_options_t *own = cairo_font_options_create();
    cairo_surface_get_font_options(surface, own);
    cairo_font_options_merge(own, shape_options());
    options = own; /* fonts may keep what it was before */
}

/* Behind the last comma may stand any of the words for a style that Pango knows; but not behind a family that
 * has none. */
static void read_name(const char *name, char **families, int *weight)
{
    static const char bold[] = " Bold", *const plain[] = { ",sans-serif", ",serif", ",monospace" };
    bool is_bold = g_str_has_suffix(name, bold);
    *families = g_strndup(name, strlen(name) - (is_bold ? strlen(bold) : 0));
    *weight = is_bold ? 700 : 400;
    for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
        if (g_str_has_suffix(*families, plain[i])) return;
    g_free(*families);
    fallback_name(name, families, weight);
}

shape_font *shape_font_named(const char *name)
{
    for (guint i = 0; i < fonts->len; i++) {
        shape_font *font = g_ptr_array_index(fonts, i);
        if (strcmp(font->name, name) == 0) return font;
    }
    shape_font *font = g_new0(shape_font, 1);
    font->name = g_strdup(name);
    char *families;
    int weight;
    read_name(name, &families, &weight);
    font->opened = face_open(&font->first, families, weight, language);
    g_free(families);
    font->characters = g_hash_table_new(NULL, NULL);
    font->han = g_new0(shape_piece *, LAST_HAN - FIRST_HAN + 1);
    font->stretches = g_hash_table_new(g_str_hash, g_str_equal);
    g_ptr_array_add(fonts, font);
    return font;
}

shape_font *shape_font_at(size_t i)
{
    return i < fonts->len ? g_ptr_array_index(fonts, (guint)i) : NULL;
}

cairo_font_face_t *shape_face(const shape_font *font)
{
    return font->first.cairo;
}

const char *shape_instead(const shape_font *font)
{
    return font->first.instead;
}

hb_face_t *shape_tables(const shape_font *font)
{
    return font->opened && font->first.as_filed ? hb_font_get_face(font->first.shaper) : NULL;
}

static void add_glyphs(const shape_font *font, GHashTable *pieces, hb_set_t *into)
{
    GHashTableIter at;
    gpointer value;
    g_hash_table_iter_init(&at, pieces);
    while (g_hash_table_iter_next(&at, NULL, &value)) {
        const shape_piece *piece = value;
        for (int i = 0; i < piece->run_count; i++)
            for (int k = 0; k < piece->runs[i].glyph_count && piece->runs[i].face == font->first.cairo; k++)
                hb_set_add(into, (hb_codepoint_t)piece->runs[i].glyphs[k].index);
    }
}

void shape_glyphs(const shape_font *font, hb_set_t *into)
{
    add_glyphs(font, font->characters, into);
    add_glyphs(font, font->stretches, into);
}

static bool can_draw(const shape_font *font, gunichar c)
{
    char text[8] = "";
    bool drawn;
    text[g_unichar_to_utf8(c, text)] = '\0';
    fallback_piece(font->name, language, text, &drawn);
    return drawn;
}

/* A missing character is named; 会 (U+4F1A), without which there is no Chinese font, tells which of two
 * cures. */
static void refuse(const shape_font *font, const char *text)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        char character[8] = "";
        if (!is_drawn(c) || can_draw(font, c)) continue;
        character[g_unichar_to_utf8(c, character)] = '\0';
        bool chinese = c >= 0x2E80 && c <= 0x3FFFF;
        fail(chinese && !can_draw(font, 0x4F1A) ? "missing-font" : "missing-glyph", PACKAGE, "U+%04X %s", c,
             character);
    }
}

static shape_piece *new_piece(const shape_font *font, const char *text)
{
    bool complete;
    shape_piece *piece = fallback_piece(font->name, language, text, &complete);
    if (!complete) refuse(font, text);
    return piece;
}

/* Glyphs stand for the bytes from the start of their cluster to that of the next. */
static shape_piece *piece_of(const shape_font *font, hb_buffer_t *buffer, int bytes)
{
    unsigned n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, NULL);
    shape_piece *piece = g_new0(shape_piece, 1);
    shape_run *run = piece->runs = g_new0(shape_run, 1);
    piece->run_count = 1;
    run->face = font->first.cairo;
    run->bytes = bytes;
    run->glyph_count = (int)n;
    run->glyphs = g_new(cairo_glyph_t, n);
    run->clusters = g_new0(cairo_text_cluster_t, n);
    for (unsigned i = 0; i < n; i++) {
        if (i == 0 || info[i].cluster != info[i - 1].cluster) run->cluster_count++;
        unsigned next = i + 1 < n ? info[i + 1].cluster : (unsigned)bytes;
        run->clusters[run->cluster_count - 1].num_glyphs++;
        run->clusters[run->cluster_count - 1].num_bytes += (int)(next - info[i].cluster);
        run->glyphs[i] =
            (cairo_glyph_t){ info[i].codepoint, piece->width + at[i].x_offset / (double)SHAPE_UNITS,
                             -at[i].y_offset / (double)SHAPE_UNITS };
        piece->width += at[i].x_advance / (double)SHAPE_UNITS;
    }
    return piece;
}

static bool has_all(const shape_font *font, const char *text)
{
    hb_codepoint_t glyph;
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        if (!hb_font_get_nominal_glyph(font->first.shaper, g_utf8_get_char(p), &glyph)) return false;
    return true;
}

/* Text in one script that the first font has, by HarfBuzz. NULL if it is not as simple. */
static shape_piece *shape_plainly(const shape_font *font, const char *text, hb_script_t script,
                                  const char *text_language)
{
    if (!font->opened || !has_all(font, text)) return NULL;
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, text, -1, 0, -1);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, script);
    hb_buffer_set_language(buffer, hb_language_from_string(text_language, -1));
    hb_shape(font->first.shaper, buffer, NULL, 0);
    shape_piece *piece = piece_of(font, buffer, (int)strlen(text));
    hb_buffer_destroy(buffer);
    return piece;
}

static shape_piece *any_character(shape_font *font, gunichar c)
{
    shape_piece *piece = g_hash_table_lookup(font->characters, GUINT_TO_POINTER(c));
    if (piece) return piece;
    char text[8] = "";
    text[g_unichar_to_utf8(c, text)] = '\0';
    piece = shape_plainly(font, text, HB_SCRIPT_HAN, language);
    if (!piece) piece = new_piece(font, text);
    g_hash_table_insert(font->characters, GUINT_TO_POINTER(c), piece);
    return piece;
}

static const shape_piece *character(shape_font *font, gunichar c)
{
    if (c < FIRST_HAN || c > LAST_HAN) return any_character(font, c);
    shape_piece **known = &font->han[c - FIRST_HAN];
    if (!*known) *known = any_character(font, c);
    return *known;
}

/* Of letters and signs: Latin, or none; HB_SCRIPT_INVALID if it is any other, or if a character must not be
 * seen. */
static hb_script_t script_of(const char *text)
{
    hb_script_t found = HB_SCRIPT_COMMON;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), c);
        if (c == 0xAD || (script != HB_SCRIPT_COMMON && script != HB_SCRIPT_LATIN)) return HB_SCRIPT_INVALID;
        if (script == HB_SCRIPT_LATIN) found = script;
    }
    return found;
}

/* Pango takes Latin letters for English wherever Chinese is the language. */
static shape_piece *new_stretch(const shape_font *font, const char *text)
{
    hb_script_t script = script_of(text);
    shape_piece *piece = script == HB_SCRIPT_INVALID
                             ? NULL
                             : shape_plainly(font, text, script, script == HB_SCRIPT_LATIN ? "en" : language);
    return piece ? piece : new_piece(font, text);
}

static const shape_piece *stretch(shape_font *font, const char *text, size_t length, bool plain)
{
    char *key = g_strndup(text, length);
    shape_piece *piece = g_hash_table_lookup(font->stretches, key);
    if (piece) {
        g_free(key);
        return piece;
    }
    piece = plain ? new_stretch(font, key) : new_piece(font, key);
    g_hash_table_insert(font->stretches, key, piece);
    return piece;
}

static bool is_one_piece(const char *text)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!stands_alone(c) && !acts_nearby(c)) return true;
    }
    return false;
}

shape_line shape_line_of(shape_font *font, const char *text)
{
    return (shape_line){ .font = font, .text = text, .at = text, .whole = is_one_piece(text) };
}

const shape_piece *shape_next(shape_line *line)
{
    const char *from = line->at, *to = from;
    line->piece_start = from;
    if (!*from) return NULL;
    if (line->whole) {
        line->at += strlen(from);
        return stretch(line->font, from, (size_t)(line->at - from), false);
    }
    gunichar c = g_utf8_get_char(from);
    do to = g_utf8_next_char(to);
    while (!stands_alone(c) && *to && !stands_alone(g_utf8_get_char(to)));
    line->at = to;
    return stands_alone(c) ? character(line->font, c) : stretch(line->font, from, (size_t)(to - from), true);
}

double shape_width(shape_font *font, const char *text)
{
    double width = 0;
    shape_line line = shape_line_of(font, text);
    for (const shape_piece *piece; (piece = shape_next(&line));) width += piece->width;
    return width;
}

void shape_characters(shape_font *font, const char *characters)
{
    GString *stretches = g_string_new(NULL);
    for (const char *p = characters; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (stands_alone(c))
            character(font, c);
        else if (acts_nearby(c))
            g_string_append_unichar(stretches, c);
    }
    shape_width(font, stretches->str);
    g_string_free(stretches, TRUE);
}
