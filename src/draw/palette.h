/* Colours for values, a palette a theme. */
#ifndef JW_DRAW_PALETTE_H
#define JW_DRAW_PALETTE_H

#include "draw/theme.h"

typedef struct {
    const char *theme;
    const jw_status_look *categories, *scale; /* JW_CATEGORIES, JW_SCALE */
    jw_status_look absent;
    const char *focus; /* an outline */
} jw_palette;

extern const jw_palette jw_palettes[]; /* ended by a theme NULL */

#endif
