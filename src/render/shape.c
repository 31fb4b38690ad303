/* SPDX-License-Identifier: MIT */
/* Text becomes glyphs: each distinct Chinese character, and each distinct stretch of other text, is shaped
 * once, by Pango, in ems. A line is its pieces side by side, so measuring and drawing add up the same
 * numbers, whatever the size. Lines in which characters act on each other from afar (right to left, marks,
 * most scripts) are one piece. */
#include "shape.h"

#include "render.h"

#include <fontconfig/fontconfig.h>
#include <harfbuzz/hb-ot.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>
#include <string.h>

#define PACKAGE "fonts-noto-cjk"
#define EM 1000 /* the size to shape at: advances of most fonts are whole numbers of it */

struct shape_font {
    char *name;
    PangoFontDescription *description;
    PangoFont *first;        /* of the family list */
    cairo_font_face_t *face; /* of the first */
    GHashTable *characters;  /* code point → shape_piece */
    GHashTable *stretches;   /* text → shape_piece */
};

static PangoContext *context;
static hb_language_t language;
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
    PangoFontMap *map = pango_cairo_font_map_get_default();
    context = pango_font_map_create_context(map);
    pango_cairo_context_set_resolution(context, 72);
    pango_cairo_context_set_font_options(context, shape_options());
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string(language_name));
    language = hb_language_from_string(language_name, -1);
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

static cairo_font_face_t *face_of(PangoFont *font)
{
    return cairo_scaled_font_get_font_face(pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font)));
}

shape_font *shape_font_named(const char *name)
{
    for (guint i = 0; i < fonts->len; i++) {
        shape_font *font = g_ptr_array_index(fonts, i);
        if (strcmp(font->name, name) == 0) return font;
    }
    shape_font *font = g_new0(shape_font, 1);
    font->name = g_strdup(name);
    font->description = pango_font_description_from_string(name);
    pango_font_description_set_absolute_size(font->description, EM * PANGO_SCALE);
    font->first = pango_context_load_font(context, font->description);
    if (font->first) font->face = face_of(font->first);
    font->characters = g_hash_table_new(NULL, NULL);
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
    return font->face;
}

hb_face_t *shape_tables(const shape_font *font)
{
    FcBool bolder = FcFalse;
    FcMatrix *slant;
    if (!font->first || !PANGO_IS_FC_FONT(font->first)) return NULL;
    FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font->first));
    hb_face_t *face = hb_font_get_face(pango_font_get_hb_font(font->first));
    FcPatternGetBool(pattern, FC_EMBOLDEN, 0, &bolder);
    bool slanted = FcPatternGetMatrix(pattern, FC_MATRIX, 0, &slant) == FcResultMatch;
    return bolder || slanted || hb_ot_var_has_data(face) ? NULL : face;
}

static void add_glyphs(const shape_font *font, GHashTable *pieces, hb_set_t *into)
{
    GHashTableIter at;
    gpointer value;
    g_hash_table_iter_init(&at, pieces);
    while (g_hash_table_iter_next(&at, NULL, &value)) {
        const shape_piece *piece = value;
        for (int i = 0; i < piece->run_count; i++)
            for (int k = 0; k < piece->runs[i].glyph_count && piece->runs[i].face == font->face; k++)
                hb_set_add(into, (hb_codepoint_t)piece->runs[i].glyphs[k].index);
    }
}

void shape_glyphs(const shape_font *font, hb_set_t *into)
{
    add_glyphs(font, font->characters, into);
    add_glyphs(font, font->stretches, into);
}

static PangoLayoutLine *lay_out(const shape_font *font, const char *text, PangoLayout **layout)
{
    *layout = pango_layout_new(context);
    pango_layout_set_font_description(*layout, font->description);
    pango_layout_set_single_paragraph_mode(*layout, TRUE);
    pango_layout_set_text(*layout, text, -1);
    return pango_layout_get_line_readonly(*layout, 0);
}

static bool has_unknown(const PangoLayoutLine *line)
{
    for (const GSList *at = line->runs; at; at = at->next) {
        const PangoGlyphString *glyphs = ((PangoGlyphItem *)at->data)->glyphs;
        for (int i = 0; i < glyphs->num_glyphs; i++)
            if (glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG) return true;
    }
    return false;
}

static bool can_draw(const shape_font *font, gunichar c)
{
    char text[8] = "";
    PangoLayout *layout;
    text[g_unichar_to_utf8(c, text)] = '\0';
    bool drawn = !has_unknown(lay_out(font, text, &layout));
    g_object_unref(layout);
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

static int put_glyphs(shape_run *run, const PangoGlyphString *from, int first, int end, double *x)
{
    int before = run->glyph_count;
    for (int i = first; i < end; i++) {
        const PangoGlyphInfo *info = &from->glyphs[i];
        bool drawn = info->glyph != PANGO_GLYPH_EMPTY && !(info->glyph & PANGO_GLYPH_UNKNOWN_FLAG);
        if (drawn)
            run->glyphs[run->glyph_count++] =
                (cairo_glyph_t){ info->glyph, *x + info->geometry.x_offset / (double)(EM * PANGO_SCALE),
                                 info->geometry.y_offset / (double)(EM * PANGO_SCALE) };
        *x += info->geometry.width / (double)(EM * PANGO_SCALE);
    }
    return run->glyph_count - before;
}

/* Clusters go in the order of the text, glyphs from left to right. */
static void put_run(shape_run *run, PangoGlyphItem *item, const char *text, double *x)
{
    PangoGlyphItemIter at;
    const PangoGlyphString *glyphs = item->glyphs;
    run->backward = item->item->analysis.level % 2 == 1;
    run->face = cairo_font_face_reference(face_of(item->item->analysis.font));
    run->start = item->item->offset;
    run->bytes = item->item->length;
    run->glyphs = g_new(cairo_glyph_t, glyphs->num_glyphs + 1);
    run->clusters = g_new(cairo_text_cluster_t, item->item->num_chars + 1);
    put_glyphs(run, glyphs, 0, glyphs->num_glyphs, x);
    for (gboolean more = pango_glyph_item_iter_init_start(&at, item, text); more;
         more = pango_glyph_item_iter_next_cluster(&at)) {
        int first = run->backward ? at.end_glyph + 1 : at.start_glyph, count = 0;
        int end = run->backward ? at.start_glyph + 1 : at.end_glyph;
        for (int i = first; i < end; i++) count += glyphs->glyphs[i].glyph != PANGO_GLYPH_EMPTY;
        run->clusters[run->cluster_count++] = (cairo_text_cluster_t){ at.end_index - at.start_index, count };
    }
}

static shape_piece *new_piece(const shape_font *font, const char *text)
{
    PangoLayout *layout;
    shape_piece *piece = g_new0(shape_piece, 1);
    PangoLayoutLine *line = lay_out(font, text, &layout);
    if (has_unknown(line)) refuse(font, text);
    piece->runs = g_new0(shape_run, g_slist_length(line->runs) + 1);
    for (GSList *at = line->runs; at; at = at->next)
        put_run(&piece->runs[piece->run_count++], at->data, text, &piece->width);
    g_object_unref(layout);
    return piece;
}

static shape_piece *one_glyph(const shape_font *font, unsigned long glyph, double width, int bytes)
{
    shape_piece *piece = g_new0(shape_piece, 1);
    shape_run *run = piece->runs = g_new0(shape_run, 1);
    piece->run_count = run->glyph_count = run->cluster_count = 1;
    piece->width = width;
    run->face = font->face;
    run->bytes = bytes;
    run->glyphs = g_new0(cairo_glyph_t, 1);
    run->glyphs->index = glyph;
    run->clusters = g_new0(cairo_text_cluster_t, 1);
    *run->clusters = (cairo_text_cluster_t){ bytes, 1 };
    return piece;
}

/* A character that the first font has is one glyph of it; Pango would take thirty times as long to find that
 * out. NULL if it is not as simple. */
static shape_piece *plain_character(const shape_font *font, gunichar c)
{
    hb_codepoint_t nominal;
    hb_font_t *from = font->first ? pango_font_get_hb_font(font->first) : NULL;
    if (!from || !hb_font_get_nominal_glyph(from, c, &nominal)) return NULL;
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add(buffer, c, 0);
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_HAN);
    hb_buffer_set_language(buffer, language);
    hb_shape(from, buffer, NULL, 0);
    unsigned n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, NULL);
    shape_piece *piece = NULL;
    if (n == 1 && at->x_offset == 0 && at->y_offset == 0)
        piece = one_glyph(font, info->codepoint, at->x_advance / (double)(EM * PANGO_SCALE),
                          g_unichar_to_utf8(c, NULL));
    hb_buffer_destroy(buffer);
    return piece;
}

static const shape_piece *character(shape_font *font, gunichar c)
{
    shape_piece *piece = g_hash_table_lookup(font->characters, GUINT_TO_POINTER(c));
    if (piece) return piece;
    char text[8] = "";
    text[g_unichar_to_utf8(c, text)] = '\0';
    piece = plain_character(font, c);
    if (!piece) piece = new_piece(font, text);
    g_hash_table_insert(font->characters, GUINT_TO_POINTER(c), piece);
    return piece;
}

static const shape_piece *stretch(shape_font *font, const char *text, size_t length)
{
    char *key = g_strndup(text, length);
    shape_piece *piece = g_hash_table_lookup(font->stretches, key);
    if (piece) {
        g_free(key);
        return piece;
    }
    piece = new_piece(font, key);
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
        return stretch(line->font, from, (size_t)(line->at - from));
    }
    gunichar c = g_utf8_get_char(from);
    do to = g_utf8_next_char(to);
    while (!stands_alone(c) && *to && !stands_alone(g_utf8_get_char(to)));
    line->at = to;
    return stands_alone(c) ? character(line->font, c) : stretch(line->font, from, (size_t)(to - from));
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
