/* SPDX-License-Identifier: MIT */
/* How wide and high is a text? The same sum of advances that places its glyphs when it is drawn. */
#include "render.h"
#include "shape.h"

#include <string.h>

static void measure(const text_item *item, shape_font *font, double *width, double *height)
{
    char **lines = g_strsplit(item->text, "\n", -1);
    *width = *height = 0;
    for (char **line = lines; *line; line++) {
        *width = MAX(*width, shape_width(font, *line) * item->size);
        *height += 1.1 * item->size;
    }
    g_strfreev(lines);
}

void measure_texts(request *req)
{
    char *bold = g_strconcat(req->family, " Bold", NULL);
    shape_font *fonts[] = { shape_font_named(req->family), shape_font_named(bold) };
    GString *out = g_string_new("{\"texts\":[");
    noise_begin();
    for (size_t i = 0; i < req->text_count; i++) {
        double width, height;
        measure(&req->texts[i], fonts[req->texts[i].bold], &width, &height);
        char numbers[64];
        int n = g_snprintf(numbers, sizeof numbers, "%s[%.2f,%.2f]", i ? "," : "", width, height);
        g_string_append_len(out, numbers, n);
    }
    noise_check("render-failed");
    g_string_append(out, "]}\n");
    answer_bytes(out->str, out->len);
}
