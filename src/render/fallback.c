/* SPDX-License-Identifier: MIT */
#include "fallback.h"

#include "render.h"

#include <dlfcn.h>
#include <pango/pangocairo.h>

#define PACKAGE "libpangocairo-1.0-0"

#define PANGO_CALLS(X)                                                                                       \
    X(g_object_unref)                                                                                        \
    X(pango_cairo_context_set_font_options)                                                                  \
    X(pango_cairo_context_set_resolution)                                                                    \
    X(pango_cairo_font_get_scaled_font)                                                                      \
    X(pango_cairo_font_map_get_default)                                                                      \
    X(pango_context_set_language)                                                                            \
    X(pango_context_set_round_glyph_positions)                                                               \
    X(pango_font_description_free)                                                                           \
    X(pango_font_description_from_string)                                                                    \
    X(pango_font_description_get_family)                                                                     \
    X(pango_font_description_get_weight)                                                                     \
    X(pango_font_description_set_absolute_size)                                                              \
    X(pango_font_map_create_context)                                                                         \
    X(pango_glyph_item_iter_init_start)                                                                      \
    X(pango_glyph_item_iter_next_cluster)                                                                    \
    X(pango_language_from_string)                                                                            \
    X(pango_layout_get_line_readonly)                                                                        \
    X(pango_layout_new)                                                                                      \
    X(pango_layout_set_font_description)                                                                     \
    X(pango_layout_set_single_paragraph_mode)                                                                \
    X(pango_layout_set_text)                                                                                 \
    X(pango_version_string)

typedef struct {
#define CALL(name) __typeof__(name) *name;
    PANGO_CALLS(CALL)
#undef CALL
} pango_calls;

/* For one thread at a time. */
static const pango_calls *pango(void)
{
    static pango_calls calls;
    static void *library;
    static const struct {
        const char *name;
        void *at;
    } wanted[] = {
#define WANTED(name) { #name, &calls.name },
        PANGO_CALLS(WANTED)
#undef WANTED
    };
    if (library) return &calls;
    library = dlopen(JW_LIBPANGO, RTLD_NOW | RTLD_LOCAL);
    if (!library) fail("missing-plugin", PACKAGE, "%s", dlerror());
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
        void **at = wanted[i].at;
        if (!(*at = dlsym(library, wanted[i].name)))
            fail("missing-plugin", PACKAGE, JW_LIBPANGO ": %s", wanted[i].name);
    }
    return &calls;
}

const char *fallback_version(void)
{
    return pango()->pango_version_string();
}

void fallback_name(const char *name, char **families, int *weight)
{
    const pango_calls *p = pango();
    PangoFontDescription *description = p->pango_font_description_from_string(name);
    const char *said = p->pango_font_description_get_family(description);
    *families = g_strdup(said ? said : "");
    *weight = p->pango_font_description_get_weight(description);
    p->pango_font_description_free(description);
}

static PangoContext *context_in(const char *language)
{
    static PangoContext *context;
    const pango_calls *p = pango();
    if (context) return context;
    context = p->pango_font_map_create_context(p->pango_cairo_font_map_get_default());
    p->pango_cairo_context_set_resolution(context, 72);
    p->pango_cairo_context_set_font_options(context, shape_options());
    p->pango_context_set_round_glyph_positions(context, FALSE);
    p->pango_context_set_language(context, p->pango_language_from_string(language));
    return context;
}

static PangoLayout *lay_out(const char *name, const char *language, const char *text)
{
    const pango_calls *p = pango();
    PangoLayout *layout = p->pango_layout_new(context_in(language));
    PangoFontDescription *description = p->pango_font_description_from_string(name);
    p->pango_font_description_set_absolute_size(description, SHAPE_EM * PANGO_SCALE);
    p->pango_layout_set_font_description(layout, description);
    p->pango_font_description_free(description);
    p->pango_layout_set_single_paragraph_mode(layout, TRUE);
    p->pango_layout_set_text(layout, text, -1);
    return layout;
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

static cairo_font_face_t *face_of(PangoFont *font)
{
    return cairo_scaled_font_get_font_face(pango()->pango_cairo_font_get_scaled_font((PangoCairoFont *)font));
}

static int put_glyphs(shape_run *run, const PangoGlyphString *from, int first, int end, double *x)
{
    int before = run->glyph_count;
    for (int i = first; i < end; i++) {
        const PangoGlyphInfo *info = &from->glyphs[i];
        bool drawn = info->glyph != PANGO_GLYPH_EMPTY && !(info->glyph & PANGO_GLYPH_UNKNOWN_FLAG);
        if (drawn)
            run->glyphs[run->glyph_count++] =
                (cairo_glyph_t){ info->glyph, *x + info->geometry.x_offset / (double)SHAPE_UNITS,
                                 info->geometry.y_offset / (double)SHAPE_UNITS };
        *x += info->geometry.width / (double)SHAPE_UNITS;
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
    for (gboolean more = pango()->pango_glyph_item_iter_init_start(&at, item, text); more;
         more = pango()->pango_glyph_item_iter_next_cluster(&at)) {
        int first = run->backward ? at.end_glyph + 1 : at.start_glyph, count = 0;
        int end = run->backward ? at.start_glyph + 1 : at.end_glyph;
        for (int i = first; i < end; i++) count += glyphs->glyphs[i].glyph != PANGO_GLYPH_EMPTY;
        run->clusters[run->cluster_count++] = (cairo_text_cluster_t){ at.end_index - at.start_index, count };
    }
}

shape_piece *fallback_piece(const char *name, const char *language, const char *text, bool *complete)
{
    PangoLayout *layout = lay_out(name, language, text);
    PangoLayoutLine *line = pango()->pango_layout_get_line_readonly(layout, 0);
    shape_piece *piece = g_new0(shape_piece, 1);
    *complete = !has_unknown(line);
    piece->runs = g_new0(shape_run, g_slist_length(line->runs) + 1);
    for (GSList *at = line->runs; at; at = at->next)
        put_run(&piece->runs[piece->run_count++], at->data, text, &piece->width);
    pango()->g_object_unref(layout);
    return piece;
}
