#include "draw/layered.h"

#include "draw/draft.h"
#include "draw/org.h"

enum { MOST_UNITS = 50000 };

static jw_page *paint_page(const jw_chart *chart, const jw_arrangement *a, const jw_furniture *f,
                           const jw_sheet *s, double most, jw_diags *diags)
{
    double scale = MIN(most, MIN(s->free.w / a->width, s->free.h / a->height));
    if (!jw_is_readable(JW_LEAF_SIZE * scale, diags)) return NULL;
    jw_placing placing = { .scale = scale };
    placing.wide = CLAMP(s->free.w / (a->width * scale), 1, JW_LOOSEST);
    placing.tall = CLAMP(s->free.h / (a->height * scale), 1, JW_LOOSEST);
    placing.corner.x = s->free.x + (s->free.w - a->width * scale * placing.wide) / 2;
    placing.corner.y = s->free.y + (s->free.h - a->height * scale * placing.tall) / 2;
    jw_page *page = jw_page_new(s->width, s->height);
    jw_paint(chart, a, page, &placing);
    jw_furniture_paint(f, page);
    return page;
}

static jw_page *arrange_page(jw_draft *draft, const jw_renderer *r, jw_diags *diags)
{
    jw_area areas[2];
    size_t chosen = 0;
    double most = JW_LARGEST_LEAF / JW_LEAF_SIZE * draft->unit;
    jw_page *page = NULL;
    jw_arrangement *a = NULL;
    jw_page_words words = {
        .title = draft->title, .date = draft->date, .source = draft->source, .number = 1, .of = 1
    };
    GArray *left_out = g_array_new(FALSE, FALSE, sizeof(jw_left_out));
    jw_org_thin_all(&draft->chart, left_out);
    draft->chart.left_out = left_out;
    jw_furniture *f = jw_furniture_new(&draft->chart, &words, draft->unit);
    if (!jw_chart_caption(&draft->chart, r, diags) || !jw_draft_measure_sheets(draft, f, diags)) goto done;
    for (size_t i = 0; i < draft->n_sheets; i++) {
        const jw_sheet *s = &draft->sheets[i];
        areas[i] = (jw_area){ s->free.w, s->free.h, s->width >= s->height ? 1.02 : 1 };
    }
    a = jw_arrange(&draft->chart, r, areas, draft->n_sheets, most, &chosen, diags);
    if (a) page = paint_page(&draft->chart, a, f, &draft->sheets[chosen], most, diags);
done:
    jw_arrangement_free(a);
    jw_furniture_free(f);
    draft->chart.left_out = NULL;
    g_array_free(left_out, TRUE);
    return page;
}

jw_page *jw_layered_page(const jw_model *m, const jw_coverage *coverage, const jw_draw_options *options,
                         const jw_renderer *r, jw_diags *diags)
{
    jw_draft draft;
    jw_page *page = NULL;
    if (jw_draft_begin(&draft, m, coverage, options, MOST_UNITS, diags))
        page = arrange_page(&draft, r, diags);
    if (page) page->bookmark = g_strdup(draft.title);
    jw_draft_end(&draft);
    return page;
}
