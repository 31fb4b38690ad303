#include "draw/disc.h"

#include "draw/dress.h"

#define STAR 7.0
#define MARK_SHIFT 3.0 /* marks stand 6 to 12 from the left of a box, in a disc in its middle */
#define LABEL_GAP 3.0  /* between a disc and its name */
#define LABEL_PAD 1.5
#define SHADOW 1.5

double jw_disc_width(const jw_chart *chart, const jw_disc *disc)
{
    const jw_caption *caption = &chart->captions[disc->twig];
    double star = caption->illustrative ? STAR : 0;
    return JW_DISC + LABEL_GAP + caption->leaf_width[disc->wrap] + 2 * LABEL_PAD + star + disc->beyond;
}

double jw_disc_height(const jw_chart *chart, const jw_disc *disc)
{
    return MAX(JW_DISC, jw_ruler_height(chart->captions[disc->twig].leaf[disc->wrap], JW_LEAF_SIZE));
}

jw_rect jw_disc_body(const jw_disc *disc, jw_rect at, double scale)
{
    double size = JW_DISC * scale;
    return (jw_rect){ disc->turned ? at.x + at.w - size : at.x, at.y + (at.h - size) / 2, size, size };
}

jw_rect jw_disc_beyond(const jw_disc *disc, jw_rect at, double scale)
{
    double width = disc->beyond * scale;
    return (jw_rect){ disc->turned ? at.x : at.x + at.w - width, at.y, width, at.h };
}

/* A count, or a unit that stands for several. */
static bool is_many(const jw_chart *chart, uint32_t unit)
{
    return unit == JW_NO_UNIT || jw_unit_count(chart->model, unit) != 1;
}

static void paint_body(const jw_chart *chart, jw_page *page, const jw_disc *disc, jw_rect at,
                       const jw_dress *dress, double scale)
{
    jw_rect body = jw_disc_body(disc, at, scale), mark = body, behind = body;
    jw_box_style style = dress->look.box;
    style.line *= CLAMP(scale, 0.4, 1.4);
    if (!dress->status) style.dash = JW_SOLID; /* a few dashes make no circle */
    behind.x += (disc->turned ? -SHADOW : SHADOW) * scale;
    if (is_many(chart, jw_tree_twig(chart->tree, disc->twig)->unit))
        jw_page_add_ellipse(page, behind, &style);
    jw_page_add_ellipse(page, body, &style);
    mark.x -= MARK_SHIFT * scale;
    if (dress->status) jw_paint_mark(page, dress->status, mark, scale);
}

/* The name stands on paper, so that a line that passes can be told from it; the disc does not, or lines would
 * end at the corners of its room. */
static void paint_paper(const jw_chart *chart, jw_page *page, const jw_disc *disc, jw_rect at, double scale)
{
    const char *paper = jw_theme_paper(chart->theme);
    double taken = JW_DISC * scale;
    at.w -= taken;
    if (!disc->turned) at.x += taken;
    jw_page_add_box(page, at, &(jw_box_style){ paper, paper, 0, JW_SOLID, false }, NULL);
}

int jw_paint_disc(const jw_chart *chart, jw_page *page, const jw_disc *disc, jw_rect at, double scale)
{
    uint32_t unit = jw_tree_twig(chart->tree, disc->twig)->unit;
    const jw_caption *caption = &chart->captions[disc->twig];
    jw_dress dress = jw_chart_dress(chart, unit, JW_AS_LEAF);
    const char *ink = jw_theme_ink(chart->theme);
    g_autofree char *id = unit == JW_NO_UNIT ? NULL : g_strdup_printf("u%u", unit);
    double star = caption->illustrative ? STAR * scale : 0, beside = (JW_DISC + LABEL_GAP) * scale;
    double pad = disc->turned ? 0 : 2 * LABEL_PAD * scale;
    jw_rect name = at;
    name.w -= beside + star + disc->beyond * scale;
    name.x += disc->turned ? disc->beyond * scale : beside;
    int box = jw_page_add_box(page, at, &(jw_box_style){ NULL, NULL, 0, JW_SOLID, false }, id);
    paint_paper(chart, page, disc, at, scale);
    paint_body(chart, page, disc, at, &dress, scale);
    jw_text_style text = { JW_LEAF_SIZE * scale, false, ink, disc->turned ? JW_RIGHT : JW_LEFT };
    jw_page_add_text(page, name, &text, caption->leaf[disc->wrap]);
    jw_text_style centred = { JW_LEAF_SIZE * scale, false, ink, JW_CENTRE };
    if (star > 0)
        jw_page_add_text(page, (jw_rect){ name.x + name.w - pad, at.y, star, JW_DISC * scale }, &centred,
                         "*");
    return box;
}

void jw_tell_discs(const jw_chart *chart, const int *twigs, const bool *is_disc, guint n)
{
    for (int pass = 1; pass >= 0; pass--)
        for (guint i = 0; i < n; i++) {
            uint32_t unit = jw_tree_twig(chart->tree, twigs[i])->unit;
            if (unit == JW_NO_UNIT || is_disc[i] != pass) continue;
            gpointer kind = (gpointer)jw_unit_kind_of(chart->model, unit),
                     status = (gpointer)jw_chart_status(chart, unit);
            if (pass)
                g_hash_table_add(chart->discs, status ? status : kind);
            else
                g_hash_table_remove(chart->discs, kind);
        }
}
