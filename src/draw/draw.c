#include "jingwei/draw.h"

#include "base/text.h"
#include "draw/label.h"
#include "draw/layered.h"
#include "draw/org.h"

#include <stdlib.h>
#include <string.h>

static const char *const format_names[] = {
    [JW_PDF] = "pdf", [JW_SVG] = "svg", [JW_PNG] = "png", [JW_DOT] = "dot"
};

bool jw_format_of(const char *path, jw_format *out)
{
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < G_N_ELEMENTS(format_names); i++) {
        if (g_ascii_strcasecmp(dot + 1, format_names[i]) != 0) continue;
        *out = (jw_format)i;
        return true;
    }
    return false;
}

/* A PDF's date is a whole day; a model may say less. */
static char *whole_day(const char *date)
{
    if (!date || !jw_is_date(date)) return NULL;
    return g_strconcat(date, strlen(date) == 4 ? "-01-01" : strlen(date) == 7 ? "-01" : "", NULL);
}

static jw_drawing *take_documents(GPtrArray *documents)
{
    jw_drawing *drawing = calloc(1, sizeof *drawing);
    drawing->documents = calloc(documents->len + 1, sizeof *drawing->documents);
    for (guint i = 0; i < documents->len; i++) {
        const GByteArray *document = g_ptr_array_index(documents, i);
        void *bytes = malloc(document->len + 1);
        memcpy(bytes, document->data, document->len);
        drawing->documents[drawing->size++] = (jw_document){ bytes, document->len };
    }
    g_ptr_array_unref(documents);
    return drawing;
}

void jw_drawing_free(jw_drawing *drawing)
{
    if (!drawing) return;
    for (size_t i = 0; i < drawing->size; i++) free(drawing->documents[i].bytes);
    free(drawing->documents);
    free(drawing);
}

static GPtrArray *layered_pages(const jw_model *m, const jw_coverage *coverage,
                                const jw_draw_options *options, const jw_renderer *r, jw_diags *diags)
{
    jw_page *page = jw_layered_page(m, coverage, options, r, diags);
    if (!page) return NULL;
    GPtrArray *pages = g_ptr_array_new_with_free_func((GDestroyNotify)jw_page_free);
    g_ptr_array_add(pages, page);
    return pages;
}

/* The layouts, by jw_layout_kind. */
static GPtrArray *(*const layouts[])(const jw_model *, const jw_coverage *, const jw_draw_options *,
                                     const jw_renderer *, jw_diags *) = {
    [JW_LAYOUT_ORG] = jw_org_pages,
    [JW_LAYOUT_LAYERED] = layered_pages,
};

static const char *const layout_names[] = { [JW_LAYOUT_ORG] = "org", [JW_LAYOUT_LAYERED] = "layered" };

bool jw_layout_named(const char *name, jw_layout_kind *out)
{
    for (size_t i = 0; i < G_N_ELEMENTS(layout_names); i++) {
        if (strcmp(name, layout_names[i]) != 0) continue;
        *out = (jw_layout_kind)i;
        return true;
    }
    return false;
}

jw_drawing *jw_draw(const jw_model *m, const jw_coverage *coverage, const jw_draw_options *options,
                    jw_diags *diags)
{
    jw_renderer r = { .program = options->renderer ? options->renderer : "jingwei-render",
                      .family = options->font,
                      .timeout_ms = options->timeout_ms };
    jw_renderer_open(&r);
    GPtrArray *pages = layouts[options->layout](m, coverage, options, &r, diags);
    if (!pages) {
        jw_renderer_close(&r);
        return NULL;
    }
    g_autofree char *date = whole_day(options->date ? options->date : jw_model_as_of(m));
    const char *title = options->title ? options->title : jw_model_name(m);
    g_autofree char *line = title ? jw_label_line(title, JW_LABEL_MOST) : NULL;
    jw_document_meta meta = { .title = line, .subject = jw_model_source(m), .date = date };
    GPtrArray *documents = jw_renderer_render(&r, format_names[options->format], options->dpi, &meta,
                                              (jw_page *const *)pages->pdata, pages->len, diags);
    jw_renderer_close(&r);
    g_ptr_array_unref(pages);
    return documents ? take_documents(documents) : NULL;
}
