/* The legend of a chart of changes: what is on the page, and how many of each. */
#include "draw/dress.h"

#include "base/words.h"

#include <stdlib.h>

typedef struct {
    size_t badges[JW_BADGES], flips[JW_STATUSES][JW_STATUSES], quiet;
} census;

static void add(GArray *items, const jw_dress *dress, char *text)
{
    jw_diff_item item = { *dress, g_strdup(text) };
    g_array_append_val(items, item);
    free(text);
}

static void count_unit(census *c, const jw_chart *chart, uint32_t unit)
{
    const jw_unit_change *change = &chart->diff->units[unit];
    c->badges[jw_chart_dress(chart, unit, JW_AS_LEAF).badge]++;
    c->quiet += change->fate == JW_REST ? change->is : jw_diff_is_quiet(chart->diff, unit);
    if (jw_diff_has_flipped(change) && change->from < JW_STATUSES && change->to < JW_STATUSES)
        c->flips[change->from][change->to]++;
}

static void add_count(GArray *items, const jw_chart *chart, jw_badge badge, const char *key, size_t n)
{
    if (n == 0) return;
    g_autofree char *number = g_strdup_printf("%zu", n);
    add(items, &(jw_dress){ .badge = badge }, jw_sentence(chart->lang, key, "n", number, NULL));
}

static void add_flip(GArray *items, const jw_chart *chart, int from, int to, size_t n)
{
    if (n == 0) return;
    g_autofree char *x = g_strconcat("@status.", jw_status_name((jw_status)from), NULL),
                    *y = g_strconcat("@status.", jw_status_name((jw_status)to), NULL),
                    *number = g_strdup_printf("%zu", n);
    jw_dress dress = { .status = jw_theme_status(chart->theme, (jw_status)to),
                       .was = jw_theme_status(chart->theme, (jw_status)from) };
    dress.look.text = jw_theme_ink(chart->theme);
    add(items, &dress, jw_sentence(chart->lang, "draw.diff.flip", "from", x, "to", y, "n", number, NULL));
}

GArray *jw_diff_legend(const jw_chart *chart)
{
    static const char *const keys[JW_BADGES] = {
        [JW_BADGE_NEW] = "draw.diff.new",         [JW_BADGE_GONE] = "draw.diff.gone",
        [JW_BADGE_HERE] = "draw.diff.here",       [JW_BADGE_WAS] = "draw.diff.was",
        [JW_BADGE_CHANGED] = "draw.diff.changed",
    };
    GArray *items = g_array_new(FALSE, FALSE, sizeof(jw_diff_item));
    census c = { .quiet = 0 };
    guint n = chart->units ? chart->units->len : chart->tree->twigs->len - 1;
    for (guint i = 0; i < n; i++) {
        int twig = chart->units ? g_array_index(chart->units, int, i) : (int)i + 1;
        uint32_t unit = jw_tree_twig(chart->tree, twig)->unit;
        if (unit != JW_NO_UNIT) count_unit(&c, chart, unit);
    }
    for (int b = JW_BADGE_NEW; b < JW_BADGES; b++) add_count(items, chart, (jw_badge)b, keys[b], c.badges[b]);
    for (int from = 0; from < JW_STATUSES; from++)
        for (int to = 0; to < JW_STATUSES; to++) add_flip(items, chart, from, to, c.flips[from][to]);
    add_count(items, chart, JW_BADGE_NONE, "draw.diff.quiet", c.quiet);
    return items;
}
