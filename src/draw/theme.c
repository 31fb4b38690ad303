#include "draw/theme_tables.h"

#include "base/text.h"
#include "draw/palette.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SLATE "#475569"
#define INK "#1b2430"
#define WHITE "#ffffff"

const jw_theme *jw_theme_find(const char *name, jw_diags *diags)
{
    const char *names[JW_THEMES];
    for (size_t i = 0; i < JW_THEMES; i++) {
        if (!name || strcmp(name, jw_themes[i].name) == 0) return &jw_themes[i];
        names[i] = jw_themes[i].name;
    }
    jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR,
                                    .code = "unknown-theme",
                                    .found = name,
                                    .nearest = jw_nearest(name, names, G_N_ELEMENTS(names)) });
    return NULL;
}

/* True if white is easier to read on "#rrggbb" than black (relative luminance, roughly). */
static double brightness(const char *colour)
{
    long rgb = strtol(colour + 1, NULL, 16);
    double r = (double)(rgb >> 16 & 255), g = (double)(rgb >> 8 & 255), b = (double)(rgb & 255);
    return 0.299 * r + 0.587 * g + 0.114 * b;
}

static bool is_dark(const char *colour)
{
    return brightness(colour) < 140;
}

static jw_look coloured(jw_look look, const char *colour)
{
    look.box.fill = colour;
    look.box.stroke = is_dark(colour) ? colour : SLATE;
    look.text = is_dark(colour) ? WHITE : INK;
    return look;
}

jw_look jw_theme_head(const jw_theme *theme, const jw_unit_kind *kind)
{
    jw_look look = theme->roles[kind->role];
    for (const jw_kind_row *row = theme->kinds; row->kind; row++)
        if (strcmp(row->kind, kind->name) == 0) look = row->head;
    return kind->colour ? coloured(look, kind->colour) : look;
}

/* Tints of dark paper are dark, too. */
static bool would_shout(const jw_theme *theme, const char *fill)
{
    return is_dark(fill) && fabs(brightness(fill) - brightness(theme->paper)) > 45;
}

/* In a list the dark fills of heads would shout: there they become outlines. Their dashes stay, by which
 * kinds are told apart without colour. */
jw_look jw_theme_leaf(const jw_theme *theme, const jw_unit_kind *kind)
{
    jw_look look = jw_theme_head(theme, kind);
    if (look.box.fill && would_shout(theme, look.box.fill)) {
        look.text = is_dark(theme->paper) ? theme->ink : look.box.stroke;
        look.box =
            (jw_box_style){ theme->paper, look.box.stroke, MAX(1.0, look.box.line), look.box.dash, false };
    }
    look.box.rounded = false;
    return look;
}

const jw_status_look *jw_theme_status(const jw_theme *theme, jw_status status)
{
    return &theme->statuses[status];
}

jw_line_style jw_theme_link(const jw_theme *theme, const jw_link_kind *kind)
{
    jw_line_style style = theme->link_roles[kind->role];
    for (const jw_link_row *row = theme->links; row->kind; row++)
        if (strcmp(row->kind, kind->name) == 0) style = row->style;
    if (kind->colour) style.colour = kind->colour;
    return style;
}

/* Support may hang a unit too, but is drawn the same way there. */
bool jw_theme_makes_trees(const jw_link_kind *kind)
{
    return kind->role == JW_ROLE_AUTHORITY || kind->role == JW_ROLE_MEMBERSHIP;
}

jw_line_style jw_theme_other_link(const jw_theme *theme, const jw_link_kind *kind)
{
    jw_line_style style = jw_theme_link(theme, kind);
    if (jw_theme_makes_trees(kind)) style.colour = theme->second;
    return style;
}

const jw_look *jw_theme_shade(const jw_theme *theme, double share)
{
    int step = isnan(share) ? 0 : CLAMP((int)(share * JW_SHADES), 0, JW_SHADES - 1);
    return &theme->shades[step];
}

jw_line_style jw_theme_series(const jw_theme *theme, size_t i)
{
    return (jw_line_style){ theme->series[i % JW_SERIES], 1, (jw_dash)(i % 3), false };
}

const jw_look *jw_theme_plain(const jw_theme *theme)
{
    return &theme->plain;
}

const char *jw_theme_badge(const jw_theme *theme, jw_badge badge)
{
    return theme->badges[badge];
}

static const jw_palette *palette_of(const jw_theme *theme)
{
    const jw_palette *p = jw_palettes;
    while (strcmp(p->theme, theme->name) != 0) p++;
    return p;
}

const jw_status_look *jw_theme_category(const jw_theme *theme, int i)
{
    return &palette_of(theme)->categories[i];
}

const jw_status_look *jw_theme_step(const jw_theme *theme, int i)
{
    return &palette_of(theme)->scale[i];
}

const jw_status_look *jw_theme_absent(const jw_theme *theme)
{
    return &palette_of(theme)->absent;
}

jw_box_style jw_theme_focus(const jw_theme *theme, jw_box_style box)
{
    return (jw_box_style){ box.fill, palette_of(theme)->focus, 3, JW_SOLID, box.rounded };
}

const jw_look *jw_theme_group(const jw_theme *theme)
{
    return &theme->group;
}

const jw_look *jw_theme_loose(const jw_theme *theme)
{
    return &theme->loose;
}

const jw_look *jw_theme_tag(const jw_theme *theme)
{
    return &theme->tag;
}

jw_line_style jw_theme_trunk(const jw_theme *theme)
{
    return theme->trunk;
}

const char *jw_theme_ink(const jw_theme *theme)
{
    return theme->ink;
}

const char *jw_theme_quiet(const jw_theme *theme)
{
    return theme->quiet;
}

const char *jw_theme_rule(const jw_theme *theme)
{
    return theme->rule;
}

const char *jw_theme_paper(const jw_theme *theme)
{
    return theme->paper;
}
