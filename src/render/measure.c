/* SPDX-License-Identifier: MIT */
/* How wide and high is a text? The same sum of advances that places its glyphs when it is drawn. */
#include "render.h"
#include "shape.h"
#include "slim.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <string.h>

static void measure(const text_item *item, shape_font *font, double *width, double *height)
{
    *width = shape_width(font, item->text) * item->size;
    *height = 1.1 * item->size;
}

static void measure_lines(const text_item *item, shape_font *font, double *width, double *height)
{
    char **lines = g_strsplit(item->text, "\n", -1);
    *width = *height = 0;
    for (char **line = lines; *line; line++) {
        *width = MAX(*width, shape_width(font, *line) * item->size);
        *height += 1.1 * item->size;
    }
    g_strfreev(lines);
}

/* With two decimals, as printf rounds; which is asked only where the next decimals leave a doubt. */
static void put_number(GString *out, double x)
{
    char digits[64];
    double hundredths = x * 100, below = floor(hundredths), beyond = hundredths - below;
    if (!(hundredths >= 0 && hundredths < 1e12) || fabs(beyond - 0.5) < 1e-3) {
        g_string_append_len(out, digits, g_snprintf(digits, sizeof digits, "%.2f", x));
        return;
    }
    guint64 n = (guint64)below + (beyond > 0.5);
    int at = sizeof digits;
    for (int i = 0; i < 3 || n > 0; i++, n /= 10) {
        if (i == 2) digits[--at] = '.';
        digits[--at] = (char)('0' + n % 10);
    }
    g_string_append_len(out, digits + at, (gssize)sizeof digits - at);
}

static void put_family(GString *out, const char *name)
{
    cJSON *text = cJSON_CreateString(name);
    char *quoted = cJSON_PrintUnformatted(text);
    g_string_append_printf(out, ",\"instead\":%s", quoted);
    cJSON_free(quoted);
    cJSON_Delete(text);
}

void measure_texts(request *req)
{
    char *bold = g_strconcat(req->family, " Bold", NULL);
    shape_font *fonts[] = { shape_font_named(req->family), shape_font_named(bold) };
    GString *out = g_string_new("{\"texts\":[");
    noise_begin();
    for (size_t i = 0; i < req->text_count; i++) {
        double width, height;
        const text_item *item = &req->texts[i];
        (*item->text && !strchr(item->text, '\n') ? measure : measure_lines)(item, fonts[item->bold], &width,
                                                                             &height);
        g_string_append(out, i ? ",[" : "[");
        put_number(out, width);
        g_string_append_c(out, ',');
        put_number(out, height);
        g_string_append_c(out, ']');
    }
    noise_check("render-failed");
    g_string_append_c(out, ']');
    if (shape_instead(fonts[0])) put_family(out, shape_instead(fonts[0]));
    g_string_append(out, "}\n");
    answer_bytes(out->str, out->len);
    if (req->cut) slim_start();
}
