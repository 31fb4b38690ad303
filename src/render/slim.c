/* SPDX-License-Identifier: MIT */
#include "slim.h"

#include "render.h"
#include "shape.h"

#include <cairo-ft.h>
#include <harfbuzz/hb-subset.h>

/* One font under way. */
typedef struct {
    cairo_font_face_t *face; /* the whole font's */
    hb_face_t *tables;       /* what is needed of it */
    hb_set_t *wanted;        /* glyphs */
    GThread *thread;         /* NULL: done */
    cairo_font_face_t *made; /* NULL: it cannot be cut */
    const hb_map_t *numbers; /* of the whole font → of the slim one */
} cut;

struct slim {
    GPtrArray *cuts; /* of cut; a later one has all that an earlier one of its font has */
    GMutex lock;     /* of their threads */
};

/* Of an outline font, without what serves to lay text out: that is done. Without `cmap` cairo has no way to
 * look up which character a glyph is, and takes the text's word for it. NULL of other fonts, which cairo
 * reads by the piece. */
static hb_face_t *tables_of(hb_face_t *whole)
{
    static const char *const tags[] = { "CFF ", "head", "hhea", "hmtx", "maxp", "name", "OS/2" };
    hb_face_t *face = hb_face_builder_create();
    for (size_t i = 0; i < G_N_ELEMENTS(tags); i++) {
        hb_tag_t tag = hb_tag_from_string(tags[i], -1);
        hb_blob_t *table = hb_face_reference_table(whole, tag);
        bool there = hb_blob_get_length(table) > 0;
        if (there) hb_face_builder_add_table(face, tag, table);
        hb_blob_destroy(table);
        if (there || i > 0) continue;
        hb_face_destroy(face);
        return NULL;
    }
    return face;
}

/* The font in `blob`, which lives as long as the program, as every font here. */
static cairo_font_face_t *open_font(hb_blob_t *blob)
{
    FT_Library library;
    FT_Face face;
    unsigned length;
    const char *bytes = hb_blob_get_data(blob, &length);
    if (length == 0 || FT_Init_FreeType(&library) != 0 ||
        FT_New_Memory_Face(library, (const FT_Byte *)bytes, (FT_Long)length, 0, &face) != 0)
        return NULL;
    return cairo_ft_font_face_create_for_ft_face(face, FT_LOAD_DEFAULT);
}

/* cairo asks for the width of each glyph that it embeds in a font of size 1 with just these options: it finds
 * them read here, where there is time. */
static void read_glyphs(const cut *c)
{
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_matrix_t one;
    cairo_text_extents_t unused;
    cairo_matrix_init_identity(&one);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_scaled_font_t *font = cairo_scaled_font_create(c->made, &one, &one, options);
    hb_codepoint_t glyph = HB_SET_VALUE_INVALID;
    while (hb_set_next(c->wanted, &glyph)) {
        cairo_glyph_t at = { hb_map_get(c->numbers, glyph), 0, 0 };
        cairo_scaled_font_glyph_extents(font, &at, 1, &unused);
    }
}

/* Without subroutines, which are copied to where they are called: to find out which of a Chinese font's
 * thousands are still needed takes longer, and the few that are called twice take less room in the file than
 * the table of all would. */
static gpointer make(gpointer data)
{
    cut *c = data;
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_DESUBROUTINIZE);
    hb_set_union(hb_subset_input_glyph_set(input), c->wanted);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(c->tables, input);
    hb_face_t *face = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    if (!face) return NULL;
    c->numbers = hb_subset_plan_old_to_new_glyph_mapping(plan);
    c->made = open_font(hb_face_reference_blob(face));
    if (c->made) read_glyphs(c);
    return NULL;
}

static cut *last_of(const slim *s, const cairo_font_face_t *face)
{
    for (guint i = s->cuts->len; i > 0; i--) {
        cut *c = g_ptr_array_index(s->cuts, i - 1);
        if (c->face == face) return c;
    }
    return NULL;
}

/* Unless one is under way that has all that is known now. */
static void begin_cut(slim *s, shape_font *font)
{
    hb_face_t *whole = shape_tables(font), *tables = whole ? tables_of(whole) : NULL;
    if (!tables) return;
    const cut *before = last_of(s, shape_face(font));
    hb_set_t *wanted = hb_set_create();
    if (before) hb_set_union(wanted, before->wanted);
    shape_glyphs(font, wanted);
    if (before && hb_set_is_equal(wanted, before->wanted)) return;
    cut *c = g_new0(cut, 1);
    *c = (cut){ .face = shape_face(font), .tables = tables, .wanted = wanted };
    g_ptr_array_add(s->cuts, c);
    c->thread = g_thread_new("font", make, c);
}

slim *slim_start(void)
{
    static slim s;
    shape_font *font;
    if (!s.cuts) {
        s.cuts = g_ptr_array_new();
        g_mutex_init(&s.lock);
    }
    for (size_t i = 0; (font = shape_font_at(i)); i++) begin_cut(&s, font);
    return &s;
}

static bool renumber(const hb_map_t *numbers, cairo_glyph_t *glyphs, int count)
{
    for (int i = 0; i < count; i++)
        if (!hb_map_has(numbers, (hb_codepoint_t)glyphs[i].index)) return false;
    for (int i = 0; i < count; i++) glyphs[i].index = hb_map_get(numbers, (hb_codepoint_t)glyphs[i].index);
    return true;
}

cairo_font_face_t *slim_face(slim *s, cairo_font_face_t *face, cairo_glyph_t *glyphs, int count)
{
    cut *c = last_of(s, face);
    if (!c) return face;
    g_mutex_lock(&s->lock);
    if (c->thread) g_thread_join(g_steal_pointer(&c->thread));
    g_mutex_unlock(&s->lock);
    return c->made && renumber(c->numbers, glyphs, count) ? c->made : face;
}
