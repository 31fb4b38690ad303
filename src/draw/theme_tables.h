/* What a theme consists of; theme.c looks it up. */
#ifndef JW_DRAW_THEME_TABLES_H
#define JW_DRAW_THEME_TABLES_H

#include "draw/theme.h"

typedef struct {
    const char *kind;
    jw_look head;
} jw_kind_row;

typedef struct {
    const char *kind;
    jw_line_style style;
} jw_link_row;

enum { JW_SERIES = 6 };

struct jw_theme {
    const char *name;
    const jw_kind_row *kinds; /* ended by NULL */
    const jw_look *roles;     /* by jw_unit_role, for kinds that have no row */
    const jw_status_look *statuses;
    const jw_look *shades;           /* JW_SHADES */
    const char *const *series;       /* JW_SERIES colours */
    const jw_link_row *links;        /* ended by NULL */
    const jw_line_style *link_roles; /* by jw_link_role */
    jw_look plain, group, loose, tag;
    jw_line_style trunk;
    const char *ink, *quiet, *rule, *second, *paper;
    const char *const *badges; /* by jw_badge */
};

enum { JW_THEMES = 3 };

extern const jw_theme jw_themes[JW_THEMES]; /* the first is the default */

#endif
