#include "draw/paper.h"

#include "base/number.h"
#include "base/text.h"

#include <glib.h>
#include <string.h>

#define MM (72 / 25.4)

enum { LEAST_MM = 50, MOST_MM = 5000 };

static const struct {
    const char *name;
    double width, height; /* mm */
    bool fixed;
} papers[] = {
    { "A0", 841, 1189, false },        { "A1", 594, 841, false }, { "A2", 420, 594, false },
    { "A3", 297, 420, false },         { "A4", 210, 297, false }, { "A5", 148, 210, false },
    { "slide", 338.667, 190.5, true },
};

/* "300x200mm" */
static bool own_size(const char *name, double *width, double *height)
{
    g_autofree char *lower = g_ascii_strdown(name, -1);
    char *times = strchr(lower, 'x');
    if (!times || !g_str_has_suffix(times, "mm")) return false;
    *times = '\0';
    times[strlen(times + 1) - 1] = '\0';
    if (!jw_parse_number(lower, width) || !jw_parse_number(times + 1, height)) return false;
    return *width >= LEAST_MM && *width <= MOST_MM && *height >= LEAST_MM && *height <= MOST_MM;
}

static void unknown(const char *name, jw_diags *diags)
{
    const char *names[G_N_ELEMENTS(papers)];
    for (size_t i = 0; i < G_N_ELEMENTS(papers); i++) names[i] = papers[i].name;
    jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR,
                                    .code = "unknown-paper",
                                    .found = name,
                                    .expected = "A0–A5, slide, 300x200mm (50–5000)",
                                    .nearest = jw_nearest(name, names, G_N_ELEMENTS(names)) });
}

bool jw_paper_size(const char *name, double *width, double *height, bool *fixed, jw_diags *diags)
{
    if (!name) name = "A4";
    *fixed = own_size(name, width, height);
    bool known = *fixed;
    for (size_t i = 0; i < G_N_ELEMENTS(papers) && !known; i++) {
        if (g_ascii_strcasecmp(name, papers[i].name) != 0) continue;
        *width = papers[i].width;
        *height = papers[i].height;
        *fixed = papers[i].fixed;
        known = true;
    }
    if (!known) unknown(name, diags);
    *width *= MM;
    *height *= MM;
    return known;
}
