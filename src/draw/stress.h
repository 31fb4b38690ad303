/* How much coverage remains as units go, as a plot. */
#ifndef JW_DRAW_STRESS_H
#define JW_DRAW_STRESS_H

#include "draw/client.h"
#include "jingwei/draw.h"

/* One page; NULL after findings. */
GPtrArray *jw_stress_pages(const jw_stress_line *lines, size_t n, bool at_random,
                           const jw_draw_options *options, const jw_renderer *r, jw_diags *diags);

#endif
