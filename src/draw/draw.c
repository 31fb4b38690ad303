#include "jingwei/draw.h"

#include "base/text.h"
#include "draw/layered.h"

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

static bool take_document(void **bytes, size_t *length, GPtrArray *documents)
{
    const GByteArray *document = g_ptr_array_index(documents, 0);
    *length = document->len;
    *bytes = malloc(document->len + 1);
    if (*bytes) memcpy(*bytes, document->data, document->len);
    g_ptr_array_unref(documents);
    return *bytes != NULL;
}

bool jw_draw(void **bytes, size_t *length, const jw_model *m, const jw_coverage *coverage,
             const jw_draw_options *options, jw_diags *diags)
{
    jw_renderer r = { .program = options->renderer ? options->renderer : "jingwei-render",
                      .family = options->font,
                      .timeout_ms = options->timeout_ms };
    jw_page *page = jw_layered_page(m, coverage, options, &r, diags);
    if (!page) return false;
    g_autofree char *date = whole_day(options->date ? options->date : jw_model_as_of(m));
    jw_document_meta meta = { .title = page->bookmark, .subject = jw_model_source(m), .date = date };
    GPtrArray *documents =
        jw_renderer_render(&r, format_names[options->format], options->dpi, &meta, &page, 1, diags);
    jw_page_free(page);
    return documents && take_document(bytes, length, documents);
}
