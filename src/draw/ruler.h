/* How wide texts are: each distinct one is measured once, all of them in one call of the renderer. */
#ifndef JW_DRAW_RULER_H
#define JW_DRAW_RULER_H

#include "draw/client.h"

typedef struct jw_ruler jw_ruler;

jw_ruler *jw_ruler_new(void);
void jw_ruler_free(jw_ruler *ruler);

/* To be measured at the next jw_ruler_measure. Lines are parted by '\n'. */
void jw_ruler_add(jw_ruler *ruler, const char *text, double size, bool bold);
/* r: NULL guesses all widths, from above. */
bool jw_ruler_measure(jw_ruler *ruler, const jw_renderer *r, jw_diags *diags);

/* The width in points of the widest line of a text that was measured; widths of others are guessed, from
 * above. */
double jw_ruler_width(const jw_ruler *ruler, const char *text, double size, bool bold);

/* The height of a text: its lines, each 1.2 of the size. */
double jw_ruler_height(const char *text, double size);

#endif
