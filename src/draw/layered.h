/* The layered view: one page with the whole tree, at the largest type that the page allows. */
#ifndef JW_DRAW_LAYERED_H
#define JW_DRAW_LAYERED_H

#include "draw/client.h"
#include "jingwei/draw.h"

/* NULL after findings. */
jw_page *jw_layered_page(const jw_model *m, const jw_coverage *coverage, const jw_draw_options *options,
                         const jw_renderer *r, jw_diags *diags);

#endif
