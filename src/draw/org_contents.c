#include "draw/org_contents.h"

#include "base/words.h"
#include "draw/wrap.h"

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
#define PART_TYPE 8.5
#define PART_HEIGHT 13.5
#define PART_LEAST 90.0 /* width of a column of parts, */
#define PART_MOST 215.0 /* which is as wide as the longest name needs */
#define PART_GAP 12.0
#define AFTER_PARTS 5.0

enum { MOST_INDENT = 4 };

typedef struct {
    const jw_draft *draft;
    const jw_sheet *sheet;
    jw_rect room;
    guint columns, rows, pages;
    double width; /* of a column */
    double part;  /* the same of parts, at least */
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

static double indent_of(const plan *p, const jw_contents_entry *entry)
{
    return MIN(entry->level, MOST_INDENT) * INDENT * p->draft->unit;
}

static void paint_entry(const plan *p, jw_page *page, const jw_contents_entry *entry, jw_rect at, guint first)
{
    double u = p->draft->unit, indent = indent_of(p, entry);
    int target = (int)first + entry->page;
    const jw_theme *theme = p->draft->chart.theme;
    jw_rect name = { at.x + indent, at.y, at.w - indent - (NUMBER_WIDTH + COUNT_WIDTH) * u, at.h };
    jw_rect count = { at.x + at.w - (NUMBER_WIDTH + COUNT_WIDTH) * u, at.y, COUNT_WIDTH * u, at.h };
    jw_rect number = { at.x + at.w - NUMBER_WIDTH * u, at.y, NUMBER_WIDTH * u, at.h };
    jw_text_style style = { ENTRY_TYPE * u, entry->level == 0, jw_theme_ink(theme), JW_LEFT };
    jw_text_style quiet = { ENTRY_TYPE * u, false, jw_theme_quiet(theme), JW_RIGHT };
    jw_line_style hair = { jw_theme_rule(theme), 0.5 * u, JW_DOTTED, false };
    jw_point rule[] = { { at.x, at.y + at.h }, { at.x + at.w, at.y + at.h } };
    g_autofree char *shown = shortened(entry->name, name.w / (ENTRY_TYPE * u));
    g_autofree char *units = g_strdup_printf("%zu", entry->units),
                    *page_number = g_strdup_printf("%d", target + 1 + p->draft->chart.before);
    jw_page_add_text(page, name, &style, shown);
    if (entry->units) jw_page_add_text(page, count, &quiet, units);
    quiet.colour = style.colour;
    jw_page_add_text(page, number, &quiet, page_number);
    jw_page_add_line(page, rule, 2, &hair, JW_NO_BOX, JW_NO_BOX);
    jw_page_add_link(page, at, target);
}

/* --- with the parts of each entry below it, in columns that are read down */

static guint part_columns(const plan *p, double width)
{
    return MAX(1, (guint)((width + PART_GAP * p->draft->unit) / (p->part + PART_GAP * p->draft->unit)));
}

static double parts_height(const plan *p, const jw_contents_entry *entry)
{
    if (!entry->parts || entry->parts->len == 0) return 0;
    guint columns = part_columns(p, p->room.w - indent_of(p, entry) - INDENT * p->draft->unit);
    return ((entry->parts->len + columns - 1) / columns * PART_HEIGHT + AFTER_PARTS) * p->draft->unit;
}

/* With room for the count beside the name. */
static double part_width(const plan *p, const GArray *entries)
{
    double ems = 0;
    for (guint i = 0; i < entries->len; i++) {
        const GArray *parts = g_array_index(entries, jw_contents_entry, i).parts;
        for (guint k = 0; parts && k < parts->len; k++)
            ems = MAX(ems, jw_wrap_width(g_array_index(parts, jw_contents_part, k).name));
    }
    return CLAMP(1.08 * ems * PART_TYPE + COUNT_WIDTH / 2, PART_LEAST, PART_MOST) * p->draft->unit;
}

static bool have_room_for_parts(const plan *p, const GArray *entries)
{
    double height = 0;
    for (guint i = 0; i < entries->len; i++)
        height +=
            ENTRY_HEIGHT * p->draft->unit + parts_height(p, &g_array_index(entries, jw_contents_entry, i));
    return height <= p->room.h;
}

static void paint_parts(const plan *p, jw_page *page, const jw_contents_entry *entry, double y, guint first)
{
    double u = p->draft->unit, x = p->room.x + indent_of(p, entry) + INDENT * u,
           room = p->room.x + p->room.w - x;
    guint n = entry->parts->len, columns = part_columns(p, room), rows = (n + columns - 1) / columns;
    double width = (room - (columns - 1) * PART_GAP * u) / columns, count_width = COUNT_WIDTH / 2 * u;
    const jw_theme *theme = p->draft->chart.theme;
    jw_text_style style = { PART_TYPE * u, false, jw_theme_ink(theme), JW_LEFT },
                  quiet = { PART_TYPE * u, false, jw_theme_quiet(theme), JW_RIGHT };
    for (guint i = 0; i < n; i++) {
        const jw_contents_part *part = &g_array_index(entry->parts, jw_contents_part, i);
        jw_rect at = { x + i / rows * (width + PART_GAP * u), y + i % rows * PART_HEIGHT * u, width,
                       PART_HEIGHT * u };
        jw_rect name = { at.x, at.y, at.w - count_width, at.h },
                count = { at.x + at.w - count_width, at.y, count_width, at.h };
        g_autofree char *shown = shortened(part->name, name.w / (PART_TYPE * u));
        g_autofree char *units = g_strdup_printf("%zu", part->units);
        jw_page_add_text(page, name, &style, shown);
        jw_page_add_text(page, count, &quiet, units);
        jw_page_add_link(page, at, (int)first + entry->page);
    }
}

static void paint_with_parts(const plan *p, jw_page *page, const GArray *entries)
{
    double y = p->room.y, height = ENTRY_HEIGHT * p->draft->unit;
    for (guint i = 0; i < entries->len; i++) {
        const jw_contents_entry *entry = &g_array_index(entries, jw_contents_entry, i);
        paint_entry(p, page, entry, (jw_rect){ p->room.x, y, p->room.w, height }, 1);
        if (entry->parts && entry->parts->len > 0)
            paint_parts(p, page, entry, y + height + AFTER_PARTS / 2 * p->draft->unit, 1);
        y += height + parts_height(p, entry);
    }
}

/* --- without */

static void paint_slots(const plan *p, jw_page *page, const GArray *entries, guint from)
{
    double u = p->draft->unit;
    for (guint slot = 0; slot < p->columns * p->rows && from + slot < entries->len; slot++) {
        guint column = slot / p->rows, row = slot % p->rows;
        jw_rect at = { p->room.x + column * (p->width + COLUMN_GAP * u), p->room.y + row * ENTRY_HEIGHT * u,
                       p->width, ENTRY_HEIGHT * u };
        paint_entry(p, page, &g_array_index(entries, jw_contents_entry, from + slot), at, p->pages);
    }
}

static bool has_parts(const GArray *entries)
{
    for (guint i = 0; i < entries->len; i++) {
        const GArray *parts = g_array_index(entries, jw_contents_entry, i).parts;
        if (parts && parts->len > 0) return true;
    }
    return false;
}

static jw_page *paint_page(const plan *p, jw_furniture *f, bool first)
{
    double u = p->draft->unit;
    jw_lang lang = p->draft->chart.lang;
    jw_page *page = jw_page_new(p->sheet->width, p->sheet->height);
    jw_rect at = { p->room.x, p->room.y - HEADING_HEIGHT * u, p->room.w, 18 * u };
    jw_text_style style = { HEADING_TYPE * u, true, jw_theme_ink(p->draft->chart.theme), JW_LEFT };
    if (first) page->bookmark = g_strdup(jw_word(lang, "draw.contents"));
    jw_page_add_text(page, at, &style, jw_word(lang, "draw.contents"));
    jw_furniture_paint(f, page);
    return page;
}

guint jw_contents_pages(const jw_draft *draft, const jw_sheet *sheet, guint n)
{
    return plan_for(draft, sheet, n).pages;
}

guint jw_contents_paint(jw_draft *draft, const jw_sheet *sheet, const GArray *entries, guint following,
                        GPtrArray *pages)
{
    plan p = plan_for(draft, sheet, entries->len);
    p.part = part_width(&p, entries);
    bool parts = has_parts(entries) && have_room_for_parts(&p, entries);
    if (parts) p.pages = 1;
    GArray *nothing = g_array_new(FALSE, FALSE, sizeof(int));
    draft->chart.units = draft->chart.links = nothing;
    for (guint i = 0; i < p.pages; i++) {
        jw_page_words words = { .title = draft->title, .date = draft->date, .source = draft->source };
        words.number = (int)i + 1;
        words.of = (int)(p.pages + following);
        jw_furniture *f = jw_furniture_new(&draft->chart, &words, draft->unit);
        jw_page *page = paint_page(&p, f, i == 0);
        if (parts)
            paint_with_parts(&p, page, entries);
        else
            paint_slots(&p, page, entries, i * p.columns * p.rows);
        jw_furniture_free(f);
        g_ptr_array_add(pages, page);
    }
    draft->chart.units = draft->chart.links = NULL;
    g_array_free(nothing, TRUE);
    return p.pages;
}

void jw_contents_free(GArray *entries)
{
    for (guint i = 0; i < entries->len; i++) {
        jw_contents_entry *entry = &g_array_index(entries, jw_contents_entry, i);
        g_free(entry->name);
        if (entry->parts) g_array_free(entry->parts, TRUE);
    }
    g_array_free(entries, TRUE);
}
