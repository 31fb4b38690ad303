/* Paper sizes by name. */
#ifndef JW_DRAW_PAPER_H
#define JW_DRAW_PAPER_H

#include "jingwei/diag.h"

#include <stdbool.h>

/* The size in points of "A0" … "A5" (upright), "slide" (16:9) or "300x200mm", any case; false after adding a
 * finding unknown-paper. NULL is A4. *fixed: the name says which way it lies (slide, WxHmm), so it is not to
 * be turned unless that is asked for. */
bool jw_paper_size(const char *name, double *width, double *height, bool *fixed, jw_diags *diags);

#endif
