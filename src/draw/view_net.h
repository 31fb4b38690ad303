/* Units and links that are no tree: boxes where Graphviz's twopi, sfdp or dot puts them, on one page, as
 * large as fit without touching. */
#ifndef JW_DRAW_VIEW_NET_H
#define JW_DRAW_VIEW_NET_H

#include "draw/client.h"
#include "jingwei/draw.h"

/* One page. NULL after findings. O(units²). */
GPtrArray *jw_net_pages(const jw_model *m, const jw_coverage *coverage, const jw_draw_options *options,
                        const jw_renderer *r, jw_diags *diags);

#endif
