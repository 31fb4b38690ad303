#include "draw/dress.h"

#include "model/kinds.h"

#define MARK 6.0
#define MARK_LEFT 6.0

const jw_status_look *jw_chart_status(const jw_chart *chart, uint32_t unit)
{
    if (!chart->coverage || unit == JW_NO_UNIT) return NULL;
    jw_status status = jw_coverage_status(chart->coverage, unit);
    return status < JW_STATUSES ? jw_theme_status(chart->theme, status) : NULL;
}

static void fade(const jw_chart *chart, jw_look *look)
{
    look->box = (jw_box_style){ jw_theme_paper(chart->theme), "#9a9a9a", 0.75, JW_DASHED, look->box.rounded };
    look->text = jw_theme_quiet(chart->theme);
}

jw_dress jw_chart_dress(const jw_chart *chart, uint32_t unit, jw_wearing as)
{
    const jw_unit_kind *kind = jw_unit_kind_of(chart->model, unit);
    jw_dress dress = { .status = jw_chart_status(chart, unit) };
    dress.look = dress.status       ? dress.status->look
                 : as == JW_AS_HEAD ? jw_theme_head(chart->theme, kind)
                                    : jw_theme_leaf(chart->theme, kind);
    if (jw_unit_is_eliminated(chart->model, unit)) fade(chart, &dress.look);
    return dress;
}

void jw_paint_mark(jw_page *page, const jw_status_look *look, jw_rect cell, double scale)
{
    double size = MARK * scale;
    jw_rect at = { cell.x + MARK_LEFT * scale, cell.y + (cell.h - size) / 2, size, size }, part = at;
    const char *ink = look->look.text;
    jw_box_style frame = { NULL, ink, 0.6 * scale, JW_SOLID, false },
                 solid = { ink, ink, 0, JW_SOLID, false };
    if (look->mark == JW_MARK_QUERY) {
        jw_rect wide = { at.x - size, cell.y, 3 * size, cell.h };
        jw_page_add_text(page, wide, &(jw_text_style){ JW_LEAF_SIZE * scale, true, ink, JW_CENTRE }, "?");
        return;
    }
    jw_page_add_box(page, at, &frame, NULL);
    if (look->mark == JW_MARK_LEFT) part.w /= 2;
    if (look->mark == JW_MARK_BELOW) part.y += size / 2;
    if (look->mark == JW_MARK_BELOW) part.h /= 2;
    if (look->mark != JW_MARK_EMPTY) jw_page_add_box(page, part, &solid, NULL);
}
