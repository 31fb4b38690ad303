#include "draw/org_contents.h"

#include "base/words.h"

#include <stdlib.h>

/* In units, as in furniture.c. */
#define ENTRY_TYPE 9.5
#define ENTRY_HEIGHT 16.0
#define HEADING_TYPE 12.0
#define HEADING_HEIGHT 24.0
#define INDENT 12.0
#define COLUMN_WIDTH 330.0 /* at least */
#define COLUMN_GAP 26.0
#define NUMBER_WIDTH 34.0
#define COUNT_WIDTH 60.0

enum { MOST_INDENT = 4 };

typedef struct {
    const jw_draft *draft;
    const jw_sheet *sheet;
    jw_rect room;
    guint columns, rows, pages;
    double width; /* of a column */
} plan;

static plan plan_for(const jw_draft *draft, const jw_sheet *sheet, guint n)
{
    double u = draft->unit;
    plan p = { .draft = draft, .sheet = sheet, .room = sheet->free };
    p.room.y += HEADING_HEIGHT * u;
    p.room.h -= HEADING_HEIGHT * u;
    p.columns = MAX(1, (guint)(p.room.w / (COLUMN_WIDTH * u)));
    p.rows = MAX(1, (guint)(p.room.h / (ENTRY_HEIGHT * u)));
    p.pages = (n + p.columns * p.rows - 1) / (p.columns * p.rows);
    p.rows = MIN(p.rows, (n + p.pages * p.columns - 1) / (p.pages * p.columns));
    p.width = (p.room.w - (p.columns - 1) * COLUMN_GAP * u) / p.columns;
    return p;
}

/* As much of a name as there is room for; estimated, from above. */
static char *shortened(const char *name, double ems)
{
    double width = 0;
    GString *out = g_string_new(NULL);
    for (const char *p = name; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        width += g_unichar_iswide(c) ? 1.03 : 0.72;
        if (width > ems) {
            g_string_append(out, "…");
            break;
        }
        g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

static void paint_entry(const plan *p, jw_page *page, const jw_contents_entry *entry, guint slot, int target)
{
    double u = p->draft->unit, indent = MIN(entry->level, MOST_INDENT) * INDENT * u;
    const jw_theme *theme = p->draft->chart.theme;
    guint column = slot / p->rows, row = slot % p->rows;
    jw_rect at = { p->room.x + column * (p->width + COLUMN_GAP * u), p->room.y + row * ENTRY_HEIGHT * u,
                   p->width, ENTRY_HEIGHT * u };
    jw_rect name = { at.x + indent, at.y, at.w - indent - (NUMBER_WIDTH + COUNT_WIDTH) * u, at.h };
    jw_rect count = { at.x + at.w - (NUMBER_WIDTH + COUNT_WIDTH) * u, at.y, COUNT_WIDTH * u, at.h };
    jw_rect number = { at.x + at.w - NUMBER_WIDTH * u, at.y, NUMBER_WIDTH * u, at.h };
    jw_text_style style = { ENTRY_TYPE * u, entry->level == 0, jw_theme_ink(theme), JW_LEFT };
    jw_text_style quiet = { ENTRY_TYPE * u, false, jw_theme_quiet(theme), JW_RIGHT };
    jw_line_style hair = { jw_theme_rule(theme), 0.5 * u, JW_DOTTED, false };
    jw_point rule[] = { { at.x, at.y + at.h }, { at.x + at.w, at.y + at.h } };
    g_autofree char *shown = shortened(entry->name, name.w / (ENTRY_TYPE * u));
    g_autofree char *units = g_strdup_printf("%zu", entry->units),
                    *page_number = g_strdup_printf("%d", target + 1);
    jw_page_add_text(page, name, &style, shown);
    jw_page_add_text(page, count, &quiet, units);
    quiet.colour = style.colour;
    jw_page_add_text(page, number, &quiet, page_number);
    jw_page_add_line(page, rule, 2, &hair, JW_NO_BOX, JW_NO_BOX);
    jw_page_add_link(page, at, target);
}

static jw_page *paint_page(const plan *p, jw_furniture *f, guint number)
{
    double u = p->draft->unit;
    jw_lang lang = p->draft->chart.lang;
    jw_page *page = jw_page_new(p->sheet->width, p->sheet->height);
    jw_rect at = { p->room.x, p->room.y - HEADING_HEIGHT * u, p->room.w, 18 * u };
    jw_text_style style = { HEADING_TYPE * u, true, jw_theme_ink(p->draft->chart.theme), JW_LEFT };
    page->label = g_strdup_printf("%u", number);
    if (number == 1) page->bookmark = g_strdup(jw_word(lang, "draw.contents"));
    jw_page_add_text(page, at, &style, jw_word(lang, "draw.contents"));
    jw_furniture_paint(f, page);
    return page;
}

guint jw_contents_paint(jw_draft *draft, const jw_sheet *sheet, const GArray *entries, GPtrArray *pages)
{
    plan p = plan_for(draft, sheet, entries->len);
    guint of = p.pages + entries->len;
    GArray *nothing = g_array_new(FALSE, FALSE, sizeof(int));
    draft->chart.units = draft->chart.links = nothing;
    for (guint i = 0; i < p.pages; i++) {
        jw_page_words words = { .title = draft->title, .date = draft->date, .source = draft->source };
        words.number = (int)i + 1;
        words.of = (int)of;
        jw_furniture *f = jw_furniture_new(&draft->chart, &words, draft->unit);
        jw_page *page = paint_page(&p, f, i + 1);
        for (guint slot = 0; slot < p.columns * p.rows; slot++) {
            guint k = i * p.columns * p.rows + slot;
            if (k < entries->len)
                paint_entry(&p, page, &g_array_index(entries, jw_contents_entry, k), slot,
                            (int)(p.pages + k));
        }
        jw_furniture_free(f);
        g_ptr_array_add(pages, page);
    }
    draft->chart.units = draft->chart.links = NULL;
    g_array_free(nothing, TRUE);
    return p.pages;
}
