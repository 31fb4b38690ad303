/* Every view of a model in one document: contents, then the charts, numbered through and bookmarked. */
#ifndef JW_DRAW_ALBUM_H
#define JW_DRAW_ALBUM_H

#include "draw/page.h"
#include "draw/ruler.h"
#include "jingwei/draw.h"

typedef struct {
    const jw_model *model;
    const jw_coverage *coverage;
    const jw_draw_options *asked;
    const jw_renderer *renderer;
    jw_diags *diags;
    /* The pages of one view, whose first has this number; NULL after findings. */
    GPtrArray *(*chart)(const jw_draw_options *asked, const jw_view *view, int first_page, void *context);
    void *context;
} jw_album;

/* Of jw_page; NULL after findings. The model has a view or more. */
GPtrArray *jw_album_pages(const jw_album *album);

#endif
