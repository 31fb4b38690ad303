/* What a chart shows, in words: for those who cannot see it, and for who searches a folder of charts. */
#ifndef JW_DRAW_DESCRIBE_H
#define JW_DRAW_DESCRIBE_H

#include "draw/page.h"
#include "jingwei/draw.h"

typedef struct {
    char *text; /* "… 125 units: 6 blocks, …; as of …; source: …"; one line; NULL: it cannot be told safely */
    char *keywords; /* the view's name and the kinds that are shown; NULL likewise */
} jw_description;

/* Units are known by the ids of the pages' boxes ("u12"). g_free both. O(boxes + units). */
jw_description jw_describe(const jw_model *m, const jw_draw_options *options, const char *title,
                           const GPtrArray *pages);
/* How many units stand on these pages. */
size_t jw_describe_count(const jw_model *m, const GPtrArray *pages);

#endif
