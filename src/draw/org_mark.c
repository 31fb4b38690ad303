/* What is on a page: its units, its links, and where links lead whose other ends are on other pages. */
#include "draw/org.h"

bool jw_org_is_drawn_stub(const jw_org_node *node)
{
    return node->cut && node->shape.form == JW_FORM_HEAD;
}

bool jw_org_is_hung(const jw_org_node *node, const jw_org_node *kid)
{
    return node->kind != JW_NODE_TOP && node->kind != JW_NODE_LOOSE && kid->kind != JW_NODE_LOOSE;
}

/* False for what is not there in this phase of a chart of changes. */
bool jw_org_is_drawn(const jw_org *org, const jw_org_node *node)
{
    if (node->kind == JW_NODE_TOP) return false;
    if (node->kind != JW_NODE_GROUP) return jw_chart_shows(org->chart, node->twig);
    for (guint i = 0; i < node->rows->len; i++)
        if (jw_chart_shows(org->chart, jw_org_row_at(node, i)->twig)) return true;
    return false;
}

/* --- the page on which each unit stands in full */

static void set_page(jw_org *org, int twig, int page)
{
    if (org->page_of[twig] < 0) org->page_of[twig] = page;
}

static void set_pages_below(jw_org *org, int n, int page)
{
    const jw_org_node *node = jw_org_at(org, n);
    if (node->kind != JW_NODE_GROUP) set_page(org, node->twig, page);
    for (guint i = 0; node->rows && i < node->rows->len; i++)
        set_page(org, jw_org_row_at(node, i)->twig, page);
    for (guint i = 0; i < node->kids->len; i++)
        if (!jw_org_is_stub(node, jw_org_kid(org, node, i)))
            set_pages_below(org, g_array_index(node->kids, int, i), page);
}

void jw_org_find_pages(jw_org *org, const GArray *pages, int first)
{
    for (guint i = 0; i < org->chart->tree->twigs->len; i++) org->page_of[i] = -1;
    for (guint i = 0; i < pages->len; i++)
        set_pages_below(org, g_array_index(pages, jw_org_page, i).node, first + (int)i);
}

/* --- what is drawn */

/* by twig: 0 = not on the page, else */
enum { IN_FULL = 1, AS_STUB = 2 };

static void mark_twig(jw_org *org, int twig, guint8 how, GArray *units)
{
    if (!org->seen[twig]) g_array_append_val(units, twig);
    org->seen[twig] = how;
}

static void mark_link(const jw_org *org, int twig, GArray *links)
{
    uint32_t link = jw_tree_twig(org->chart->tree, twig)->link;
    if (link != UINT32_MAX) g_array_append_val(links, link);
}

static void mark_below(jw_org *org, int n, GArray *units, GArray *links)
{
    const jw_org_node *node = jw_org_at(org, n);
    if (node->kind != JW_NODE_GROUP && jw_chart_shows(org->chart, node->twig))
        mark_twig(org, node->twig, jw_org_is_drawn_stub(node) ? AS_STUB : IN_FULL, units);
    for (guint i = 0; node->shape.form == JW_FORM_CARD && i < node->rows->len; i++) {
        if (!jw_chart_shows(org->chart, jw_org_row_at(node, i)->twig)) continue;
        mark_twig(org, jw_org_row_at(node, i)->twig, IN_FULL, units);
        if (org->radial || jw_org_row_at(node, i)->indent > 0) mark_link(org, jw_org_row_at(node, i)->twig, links);
    }
    for (guint i = 0; node->shape.form == JW_FORM_TREE && i < node->kids->len; i++) {
        const jw_org_node *kid = jw_org_kid(org, node, i);
        int twig = kid->kind == JW_NODE_GROUP ? jw_org_row_at(kid, 0)->twig : kid->twig;
        if (jw_org_is_hung(node, kid) && jw_org_is_drawn(org, kid)) mark_link(org, twig, links);
        mark_below(org, g_array_index(node->kids, int, i), units, links);
    }
}

static gint compare_ints(gconstpointer a, gconstpointer b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

/* Where a link leads that is not drawn: once for every link, at the end that stands here in full. */
static void refer(jw_org *org, int twig, int other)
{
    jw_reference *known = g_hash_table_lookup(org->references, GINT_TO_POINTER(twig));
    int page = org->page_of[other];
    if (known) {
        if (known->page < 0 || (page >= 0 && page < known->page)) known->page = page;
        known->links++;
        return;
    }
    jw_reference reference = { page, 1 };
    g_hash_table_insert(org->references, GINT_TO_POINTER(twig), g_memdup2(&reference, sizeof reference));
}

const jw_reference *jw_org_reference(const jw_org *org, int twig)
{
    return g_hash_table_lookup(org->references, GINT_TO_POINTER(twig));
}

typedef struct {
    GArray *drawn, *at_stubs;     /* of int: links */
    GArray *gone, *gone_at_stubs; /* of int: pairs of a twig here and the other end, elsewhere or a stub */
} others;

static void sort_out(const jw_org *org, int twig, jw_beside other, others *o)
{
    int pair[] = { twig, other.twig };
    if (!jw_chart_draws_link(org->chart, (uint32_t)other.link)) return;
    bool here = org->seen[twig] == IN_FULL, there = org->seen[other.twig] == IN_FULL;
    if (!org->seen[other.twig]) {
        if (here) g_array_append_vals(o->gone, pair, 2);
        return;
    }
    if (here && !there) g_array_append_vals(o->gone_at_stubs, pair, 2);
    if (other.twig < twig) return; /* once, from its first end */
    g_array_append_val(here && there ? o->drawn : o->at_stubs, other.link);
}

/* Too many changed links hide the rest; notes tell of them. */
static void drop_changed(const jw_chart *chart, GArray *links)
{
    enum { MOST_CHANGED = 30 };
    guint changed = 0, kept = 0;
    for (guint i = 0; chart->diff && i < links->len; i++)
        changed += chart->diff->links[g_array_index(links, int, i)] != JW_LINK_STAYS;
    if (changed <= MOST_CHANGED) return;
    for (guint i = 0; i < links->len; i++) {
        int link = g_array_index(links, int, i);
        if (chart->diff->links[link] == JW_LINK_STAYS) g_array_index(links, int, kept++) = link;
    }
    g_array_set_size(links, kept);
}

/* Links beside the tree whose ends are both on the page, in their order; many that end at stubs would hide
 * the rest, so these are referred to like those whose other end is on another page. Returns how many are. */
static size_t mark_others(jw_org *org, const GArray *units, GArray *links)
{
    enum { MOST_AT_STUBS = 12 };
    others o = { g_array_new(FALSE, FALSE, sizeof(int)), g_array_new(FALSE, FALSE, sizeof(int)),
                 g_array_new(FALSE, FALSE, sizeof(int)), g_array_new(FALSE, FALSE, sizeof(int)) };
    for (guint i = 0; i < units->len; i++) {
        int twig = g_array_index(units, int, i);
        const GArray *beside = jw_org_beside(org, twig);
        for (guint k = 0; beside && k < beside->len; k++)
            sort_out(org, twig, g_array_index(beside, jw_beside, k), &o);
    }
    if (o.at_stubs->len <= MOST_AT_STUBS)
        g_array_append_vals(o.drawn, o.at_stubs->data, o.at_stubs->len);
    else
        g_array_append_vals(o.gone, o.gone_at_stubs->data, o.gone_at_stubs->len);
    for (guint i = 0; i < o.gone->len; i += 2)
        refer(org, g_array_index(o.gone, int, i), g_array_index(o.gone, int, i + 1));
    size_t elsewhere = o.gone->len / 2;
    drop_changed(org->chart, o.drawn);
    jw_org_thin(org->chart, o.drawn, org->left_out);
    g_array_sort(o.drawn, compare_ints);
    g_array_append_vals(links, o.drawn->data, o.drawn->len);
    GArray *owned[] = { o.drawn, o.at_stubs, o.gone, o.gone_at_stubs };
    for (size_t i = 0; i < G_N_ELEMENTS(owned); i++) g_array_free(owned[i], TRUE);
    return elsewhere;
}

size_t jw_org_mark(jw_org *org, int node, GArray *units, GArray *links)
{
    g_hash_table_remove_all(org->references);
    mark_below(org, node, units, links);
    size_t elsewhere = mark_others(org, units, links);
    for (guint i = 0; i < units->len; i++) org->seen[g_array_index(units, int, i)] = 0;
    return elsewhere;
}
