/* Too many links beside the tree hide it, and none of them can be followed: whole kinds go, and the legend
 * says how many links that are. */
#include "draw/org.h"

enum { MOST_BESIDE = 40 };

static const jw_link_kind *kind_of(const jw_chart *chart, const GArray *links, guint i)
{
    return jw_link_kind_of(chart->model, (size_t)g_array_index(links, int, i));
}

/* What a chart is about stays: the links of the unit in its focus. */
static bool may_go(const jw_chart *chart, const GArray *links, guint i)
{
    return !jw_chart_is_of_focus(chart, (size_t)g_array_index(links, int, i));
}

static guint count_spare(const jw_chart *chart, const GArray *links)
{
    guint n = 0;
    for (guint i = 0; i < links->len; i++) n += may_go(chart, links, i);
    return n;
}

/* The kind with most links that may go; of two alike the first. */
static const jw_link_kind *largest_kind(const jw_chart *chart, const GArray *links, guint *count)
{
    const jw_link_kind *largest = NULL;
    *count = 0;
    for (size_t k = 0; k < jw_model_link_kinds(chart->model); k++) {
        const jw_link_kind *kind = jw_model_link_kind(chart->model, k);
        guint n = 0;
        for (guint i = 0; i < links->len; i++)
            n += kind_of(chart, links, i) == kind && may_go(chart, links, i);
        if (n <= *count) continue;
        *count = n;
        largest = kind;
    }
    return largest;
}

static void drop_kind(const jw_chart *chart, GArray *links, const jw_link_kind *kind)
{
    guint kept = 0;
    for (guint i = 0; i < links->len; i++)
        if (kind_of(chart, links, i) != kind || !may_go(chart, links, i))
            g_array_index(links, int, kept++) = g_array_index(links, int, i);
    g_array_set_size(links, kept);
}

void jw_org_thin(jw_chart *chart, GArray *links, GArray *left_out)
{
    g_array_set_size(left_out, 0);
    if (chart->other_links || chart->diff) return;
    while (count_spare(chart, links) > MOST_BESIDE) {
        jw_left_out left;
        left.kind = largest_kind(chart, links, &left.count);
        drop_kind(chart, links, left.kind);
        g_array_append_val(left_out, left);
    }
}

void jw_org_thin_all(jw_chart *chart, GArray *left_out)
{
    GArray *links = g_array_new(FALSE, FALSE, sizeof(int));
    for (size_t l = 0; l < jw_model_link_count(chart->model); l++) {
        jw_link link = jw_model_link(chart->model, l);
        bool drawn = chart->tree->of_unit[link.from] != UINT32_MAX &&
                     chart->tree->of_unit[link.to] != UINT32_MAX && !chart->tree->is_primary[l] &&
                     jw_chart_draws_link(chart, (uint32_t)l);
        int n = (int)l;
        if (drawn) g_array_append_val(links, n);
    }
    jw_org_thin(chart, links, left_out);
    g_array_free(links, TRUE);
}
