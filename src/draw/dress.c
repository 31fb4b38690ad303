#include "draw/dress.h"

#include "base/words.h"
#include "draw/view_colour.h"
#include "model/kinds.h"

#include <string.h>

#define MARK 6.0
#define MARK_LEFT 6.0
#define MARK_ROOM 15.5
#define BADGE 10.0
#define BADGE_ROOM 11.5
#define FLIP_ROOM 13.5 /* the mark before, and an arrow */
#define HEAVY 2.0      /* outlines of what is new here */
#define STRIKE 0.7

static bool is_overlay(const jw_chart *chart)
{
    return chart->diff && chart->diff->phase == JW_OVERLAY;
}

static const jw_status_look *look_of(const jw_chart *chart, jw_status status)
{
    return status < JW_STATUSES ? jw_theme_status(chart->theme, status) : NULL;
}

const jw_status_look *jw_chart_status(const jw_chart *chart, uint32_t unit)
{
    if (unit == JW_NO_UNIT) return NULL;
    if (chart->colouring) {
        uint8_t class = chart->colouring->of[unit];
        return class == JW_NO_CLASS ? NULL
                                    : g_array_index(chart->colouring->classes, jw_colour_class, class).look;
    }
    if (!chart->diff)
        return chart->coverage ? look_of(chart, jw_coverage_status(chart->coverage, unit)) : NULL;
    const jw_unit_change *change = &chart->diff->units[unit];
    bool past = chart->diff->phase == JW_BEFORE || change->is == 0;
    return look_of(chart, past ? change->from : change->to);
}

static void fade(const jw_chart *chart, jw_look *look, jw_dash dash)
{
    look->box = (jw_box_style){ jw_theme_paper(chart->theme), "#9a9a9a", 0.75, dash, look->box.rounded };
    look->text = jw_theme_quiet(chart->theme);
}

jw_look jw_dress_quiet(const jw_chart *chart, const jw_unit_kind *kind)
{
    jw_look look = jw_theme_leaf(chart->theme, kind);
    look.box.fill = jw_theme_paper(chart->theme);
    return look;
}

/* What stays as it is steps back: heads become outlines, names of leaves grey. */
static void step_back(const jw_chart *chart, jw_dress *dress, const jw_unit_kind *kind, jw_wearing as)
{
    bool rounded = dress->look.box.rounded;
    if (as == JW_AS_LEAF || dress->status) {
        dress->look.box = (jw_box_style){ jw_theme_paper(chart->theme), jw_theme_rule(chart->theme), 0.6,
                                          JW_SOLID, rounded };
        dress->look.text = jw_theme_quiet(chart->theme);
    } else {
        dress->look = jw_dress_quiet(chart, kind);
        dress->look.box.rounded = rounded;
    }
}

static void stand_out(const jw_chart *chart, jw_dress *dress)
{
    dress->look.box.line = HEAVY;
    dress->look.box.dash = JW_SOLID;
    dress->look.box.stroke = jw_theme_badge(chart->theme, dress->badge);
}

static jw_badge badge_of(const jw_unit_change *change)
{
    static const jw_badge badges[JW_FATES] = { [JW_NEW] = JW_BADGE_NEW,
                                               [JW_GONE] = JW_BADGE_GONE,
                                               [JW_HERE] = JW_BADGE_HERE,
                                               [JW_WAS_HERE] = JW_BADGE_WAS };
    jw_badge badge = badges[change->fate];
    return badge == JW_BADGE_NONE && change->is_changed ? JW_BADGE_CHANGED : badge;
}

static void dress_change(const jw_chart *chart, uint32_t unit, const jw_unit_kind *kind, jw_wearing as,
                         jw_dress *dress)
{
    const jw_unit_change *change = &chart->diff->units[unit];
    dress->badge = badge_of(change);
    if (jw_diff_has_flipped(change)) dress->was = look_of(chart, change->from);
    if (jw_diff_is_quiet(chart->diff, unit)) step_back(chart, dress, kind, as);
    if (change->fate == JW_NEW || change->fate == JW_HERE) stand_out(chart, dress);
    if (change->is == 0) fade(chart, &dress->look, change->fate == JW_GONE ? JW_DASHED : JW_DOTTED);
    dress->is_struck = change->fate == JW_GONE;
}

jw_dress jw_chart_dress(const jw_chart *chart, uint32_t unit, jw_wearing as)
{
    if (unit == JW_NO_UNIT) return (jw_dress){ .look = *jw_theme_group(chart->theme) }; /* a count */
    const jw_unit_kind *kind = jw_unit_kind_of(chart->model, unit);
    jw_dress dress = { .status = jw_chart_status(chart, unit) };
    dress.look = dress.status       ? dress.status->look
                 : as == JW_AS_HEAD ? jw_theme_head(chart->theme, kind)
                                    : jw_theme_leaf(chart->theme, kind);
    if (chart->heads && as == JW_AS_HEAD && !dress.status) g_hash_table_add(chart->heads, (gpointer)kind);
    if (jw_unit_is_eliminated(chart->model, unit)) fade(chart, &dress.look, JW_DASHED);
    if (is_overlay(chart)) dress_change(chart, unit, kind, as, &dress);
    if (chart->diff && chart->diff->units[unit].fate == JW_REST) fade(chart, &dress.look, JW_DOTTED);
    if (unit == chart->focus[0] || unit == chart->focus[1])
        dress.look.box = jw_theme_focus(chart->theme, dress.look.box);
    return dress;
}

/* ---- Marks ---- */

static void paint_mark(jw_page *page, jw_mark mark, const char *ink, jw_rect cell, double scale)
{
    double size = MARK * scale;
    jw_rect at = { cell.x + MARK_LEFT * scale, cell.y + (cell.h - size) / 2, size, size }, part = at;
    jw_box_style frame = { NULL, ink, 0.6 * scale, JW_SOLID, false },
                 solid = { ink, ink, 0, JW_SOLID, false };
    if (mark == JW_MARK_QUERY) {
        jw_rect wide = { at.x - size, cell.y, 3 * size, cell.h };
        jw_page_add_text(page, wide, &(jw_text_style){ JW_LEAF_SIZE * scale, true, ink, JW_CENTRE }, "?");
        return;
    }
    if (mark >= JW_MARK_TAG) {
        char tag[] = { (char)(mark - JW_MARK_TAG), '\0' };
        jw_rect wide = { at.x - size, cell.y, 3 * size, cell.h };
        jw_page_add_text(page, wide, &(jw_text_style){ 0.9 * JW_LEAF_SIZE * scale, true, ink, JW_CENTRE },
                         *tag == '-' ? "–" : tag);
        return;
    }
    jw_page_add_box(page, at, &frame, NULL);
    if (mark == JW_MARK_LEFT) part.w /= 2;
    if (mark == JW_MARK_BELOW) part.y += size / 2;
    if (mark == JW_MARK_BELOW) part.h /= 2;
    if (mark != JW_MARK_EMPTY) jw_page_add_box(page, part, &solid, NULL);
}

void jw_paint_mark(jw_page *page, const jw_status_look *look, jw_rect cell, double scale)
{
    paint_mark(page, look->mark, look->look.text, cell, scale);
}

void jw_paint_badge(const jw_chart *chart, jw_page *page, jw_badge badge, jw_rect cell, double scale)
{
    static const char *const keys[JW_BADGES] = {
        [JW_BADGE_NEW] = "draw.badge.new",         [JW_BADGE_GONE] = "draw.badge.gone",
        [JW_BADGE_HERE] = "draw.badge.here",       [JW_BADGE_WAS] = "draw.badge.was",
        [JW_BADGE_CHANGED] = "draw.badge.changed",
    };
    bool hollow = badge == JW_BADGE_GONE || badge == JW_BADGE_WAS;
    const char *ink = jw_theme_badge(chart->theme, badge), *paper = jw_theme_paper(chart->theme);
    double size = MIN(BADGE * scale, cell.h - 1.2 * scale);
    jw_rect at = { cell.x + 2.5 * scale, cell.y + (cell.h - size) / 2, size, size };
    jw_box_style style = { hollow ? paper : ink, hollow ? ink : paper, 0.75 * scale, JW_SOLID, false };
    jw_text_style text = { size * 0.8, true, hollow ? ink : paper, JW_CENTRE };
    jw_page_add_box(page, at, &style, NULL);
    jw_page_add_text(page, at, &text, jw_word(chart->lang, keys[badge]));
}

static double room_of(bool badge, bool mark, bool flip)
{
    return (badge ? BADGE_ROOM : 0) + (mark ? MARK_ROOM : 0) + (flip ? FLIP_ROOM : 0);
}

double jw_dress_gutter(const jw_chart *chart)
{
    return room_of(chart->diff && chart->diff->has_badges, true, chart->diff && chart->diff->has_flips);
}

/* The same in every phase: what is laid out stays where it is. */
double jw_dress_room(const jw_chart *chart, uint32_t unit)
{
    if (unit == JW_NO_UNIT) return 0;
    if (!chart->diff) return room_of(false, jw_chart_status(chart, unit), false);
    const jw_unit_change *change = &chart->diff->units[unit];
    return room_of(badge_of(change), change->from < JW_STATUSES || change->to < JW_STATUSES,
                   jw_diff_has_flipped(change));
}

static void paint_arrow(jw_page *page, const char *ink, double x, double y, double scale)
{
    double size = 5 * scale;
    jw_rect at = { x, y - size, 2 * size, 2 * size };
    jw_page_add_text(page, at, &(jw_text_style){ 8 * scale, true, ink, JW_CENTRE }, "→");
}

void jw_paint_dress(const jw_chart *chart, jw_page *page, const jw_dress *dress, jw_rect cell, double room,
                    double scale)
{
    const char *ink = dress->look.text;
    jw_rect at = cell;
    if (dress->badge) jw_paint_badge(chart, page, dress->badge, cell, scale);
    at.x += (room - MARK_ROOM) * scale;
    if (dress->status) paint_mark(page, dress->status->mark, ink, at, scale);
    if (!dress->was) return;
    paint_arrow(page, ink, at.x + (MARK_LEFT - 9.5) * scale, cell.y + cell.h / 2, scale);
    at.x -= FLIP_ROOM * scale;
    paint_mark(page, dress->was->mark, ink, at, scale);
}

void jw_paint_strike(jw_page *page, jw_rect at, const jw_text_style *style, const char *text, double width)
{
    int lines = 1;
    for (const char *p = text; (p = strchr(p, '\n')); p++) lines++;
    double height = jw_ruler_height(text, style->size) / lines, line = MAX(0.4, style->size * STRIKE / 10);
    double x = style->align == JW_CENTRE ? at.x + (at.w - width) / 2 : at.x;
    for (int i = 0; i < lines; i++) {
        double y = at.y + (at.h - lines * height) / 2 + (i + 0.5) * height;
        jw_box_style through = { style->colour, style->colour, 0, JW_SOLID, false };
        jw_page_add_box(page, (jw_rect){ x, y - line / 2, width, line }, &through, NULL);
    }
}

/* ---- Links beside the tree ---- */

bool jw_chart_draws_link(const jw_chart *chart, uint32_t link)
{
    const jw_link_kind *kind = jw_link_kind_of(chart->model, link);
    if (!chart->diff) return jw_chart_draws(chart, kind);
    if (!jw_diff_shows_link(chart->diff, link)) return false;
    jw_link_fate fate = chart->diff->links[link];
    if (fate == JW_LINK_STAYS) return chart->other_links && jw_chart_draws(chart, kind);
    if (fate == JW_LINK_NEW) return jw_chart_draws(chart, kind);
    return !chart->other_links || strcmp(chart->other_links, "none") != 0;
}

bool jw_chart_is_of_focus(const jw_chart *chart, size_t link)
{
    if (chart->focus[0] == JW_NO_UNIT) return false;
    jw_link is = jw_model_link(chart->model, link);
    return is.from == chart->focus[0] || is.to == chart->focus[0];
}

bool jw_chart_leaves_out(const jw_chart *chart, size_t link)
{
    if (jw_chart_is_of_focus(chart, link)) return false;
    for (guint i = 0; chart->left_out && i < chart->left_out->len; i++)
        if (g_array_index(chart->left_out, jw_left_out, i).kind == jw_link_kind_of(chart->model, link))
            return true;
    return false;
}

jw_line_style jw_chart_link_style(const jw_chart *chart, uint32_t link)
{
    jw_line_style style = jw_theme_other_link(chart->theme, jw_link_kind_of(chart->model, link));
    if (!is_overlay(chart)) return style;
    const char *ink = jw_theme_ink(chart->theme), *quiet = jw_theme_quiet(chart->theme);
    switch (chart->diff->links[link]) {
    case JW_LINK_STAYS:
        return style;
    case JW_LINK_NEW:
        style.line *= 1.8;
        return style;
    case JW_LINK_GONE:
        return (jw_line_style){ quiet, 0.7, JW_DOTTED, style.arrow };
    case JW_LINK_MOVE:
        return (jw_line_style){ ink, 1.0, JW_DASHED, true };
    }
    return style;
}
