/* Cutting by meaning: what does not fit on a page is cut from the bottom of the tree up. A unit that is too
 * much keeps stubs in place of its largest children, or of all of them; these go, in order and as many as
 * fit, on pages that begin with the unit's head. A table that is too long goes on over several pages. */
#include "draw/radial.h"

typedef struct {
    jw_org *org;
    const jw_org_cutting *cutting;
} cutter;

/* With the room on the page that would begin with the node; `hurry`: only to see whether it fits. */
static void find_curves(const cutter *c, int node, bool hurry)
{
    if (c->cutting->room) c->org->most[0] = c->org->most[1] = c->cutting->room[node > 0];
    c->org->hurry = hurry;
    if (!c->org->radial) jw_org_curves(c->org, node);
}

static bool fits(const cutter *c, int node)
{
    if (!c->cutting->room) return true;
    if (c->org->radial) return jw_radial_place(c->org, node, c->cutting->room[node > 0]);
    return jw_org_fits(c->org, jw_org_at(c->org, node));
}

static void add_part(const cutter *c, int owner, int part)
{
    jw_org_node *node = jw_org_at(c->org, owner);
    if (!node->parts) node->parts = g_array_new(FALSE, FALSE, sizeof(int));
    g_array_append_val(node->parts, part);
}

static const char *value_of(const cutter *c, const jw_org_node *node)
{
    return jw_org_value(c->org, node, c->cutting->field);
}

/* The rows, or the kids, from … to - 1 as a part. */
static int make_part(const cutter *c, int whole, const GArray *kids, guint from, guint to, bool hurry)
{
    int part = jw_org_add_part(c->org, whole);
    jw_org_node *node = jw_org_at(c->org, part);
    for (guint i = from; i < to; i++) {
        if (kids)
            g_array_append_val(node->kids, g_array_index(kids, int, i));
        else
            jw_org_add_row(c->org, node, jw_org_row_at(jw_org_at(c->org, whole), i)->twig, 0);
    }
    find_curves(c, part, hurry);
    return part;
}

/* Parts that were only tried are the last nodes. */
static void drop_last(const cutter *c, int part)
{
    jw_org_node *node = jw_org_at(c->org, part);
    GArray *arrays[] = { node->kids, node->rows, node->flat, node->tree };
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++)
        if (arrays[i]) g_array_free(arrays[i], TRUE);
    g_free(node->name);
    g_free(node->tail);
    g_array_set_size(c->org->nodes, (guint)part);
}

static bool run_fits(const cutter *c, int whole, const GArray *kids, guint from, guint to)
{
    int part = make_part(c, whole, kids, from, to, true);
    bool good = fits(c, part);
    drop_last(c, part);
    return good;
}

/* The longest run from `from` on that fits, at least one. */
static guint longest_run(const cutter *c, int whole, const GArray *kids, guint from, guint n)
{
    guint good = from + 1, step = 1;
    while (good < n) {
        guint next = MIN(good + step, n);
        if (!run_fits(c, whole, kids, from, next)) break;
        good = next;
        step *= 2;
    }
    for (guint bad = MIN(good + step, n + 1); bad > good + 1;) {
        guint middle = (good + bad) / 2;
        if (run_fits(c, whole, kids, from, middle))
            good = middle;
        else
            bad = middle;
    }
    return good;
}

static void split_node(jw_org_node *node)
{
    node->cut = node->alone = node->split = true;
}

/* --- long tables */

/* The rows from … to - 1 on as many pages as they need, all of them about equally full. */
static void add_row_parts(const cutter *c, int whole, guint from, guint to, bool by_value)
{
    guint n = to - from, first = from;
    guint most = c->cutting->room ? longest_run(c, whole, NULL, from, to) - from : n;
    for (guint pages = (n + most - 1) / most, i = 0; i < pages; i++) {
        guint end = MAX(from + 1, first + (guint)((guint64)n * (i + 1) / pages));
        int part = make_part(c, whole, NULL, from, end, false);
        if (by_value) {
            jw_org_name_value(c->org, jw_org_at(c->org, part), c->cutting->field, i + 1, pages);
            find_curves(c, part, false);
        }
        add_part(c, whole, part);
        from = end;
    }
}

static void cut_rows(const cutter *c, int whole)
{
    add_row_parts(c, whole, 0, jw_org_at(c->org, whole)->rows->len, false);
    split_node(jw_org_at(c->org, whole));
}

/* A page, or several, for each value. */
static void cut_values(const cutter *c, int whole)
{
    guint n = jw_org_at(c->org, whole)->rows->len;
    jw_org_sort_values(c->org, jw_org_at(c->org, whole), c->cutting->field);
    for (guint from = 0, to; from < n; from = to) {
        to = jw_org_value_end(c->org, jw_org_at(c->org, whole), c->cutting->field, from);
        add_row_parts(c, whole, from, to, true);
    }
    split_node(jw_org_at(c->org, whole));
}

/* --- many children */

static bool has_something(const jw_org_node *node)
{
    return node->rows || node->kids->len > 0;
}

static size_t weight_of(const cutter *c, const jw_org_node *node)
{
    if (node->kind == JW_NODE_GROUP) return node->rows->len + 2;
    return jw_tree_twig(c->org->chart->tree, node->twig)->below + 2;
}

static gint compare_weights(gconstpointer a, gconstpointer b, gpointer data)
{
    const cutter *c = data;
    int i = *(const int *)a, k = *(const int *)b;
    size_t x = weight_of(c, jw_org_at(c->org, i)), y = weight_of(c, jw_org_at(c->org, k));
    return x != y ? (x < y) - (x > y) : (i > k) - (i < k);
}

static GArray *kids_to_cut(const cutter *c, int n)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(int));
    const jw_org_node *node = jw_org_at(c->org, n);
    for (guint i = 0; i < node->kids->len; i++) {
        int kid = g_array_index(node->kids, int, i);
        if (!jw_org_at(c->org, kid)->cut && has_something(jw_org_at(c->org, kid)))
            g_array_append_val(list, kid);
    }
    return list;
}

/* As if only the first `count` of the list were cut. */
static bool fits_without(const cutter *c, int n, const GArray *list, guint count, bool hurry)
{
    for (guint i = 0; i < list->len; i++) jw_org_at(c->org, g_array_index(list, int, i))->cut = i < count;
    find_curves(c, n, hurry);
    return fits(c, n);
}

/* How many of the largest children must go; a third and more of them: all, because a page on which some
 * children stand in full and others do not tells little. 0: not even that is enough. */
static guint count_to_cut(const cutter *c, int n, const GArray *list)
{
    if (list->len == 0 || !fits_without(c, n, list, list->len, true)) return 0;
    guint low = 1, high = list->len;
    while (low < high) {
        guint middle = (low + high) / 2;
        if (fits_without(c, n, list, middle, true))
            high = middle;
        else
            low = middle + 1;
    }
    return low == 1 || low * 3 < list->len ? low : list->len;
}

/* One that is alone needs no part. */
static void add_page_of(const cutter *c, int owner, const GArray *kids, guint from, guint to)
{
    int kid = g_array_index(kids, int, from);
    if (to - from > 1) {
        int part = make_part(c, owner, kids, from, to, false);
        add_part(c, owner, part);
        return;
    }
    jw_org_at(c->org, kid)->alone = true;
    add_part(c, owner, kid);
}

/* Ends of runs: as many kids as fit on a page. */
static GArray *greedy_runs(const cutter *c, int owner, const GArray *kids)
{
    GArray *ends = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint from = 0; from < kids->len;) {
        guint to = longest_run(c, owner, kids, from, kids->len);
        g_array_append_val(ends, to);
        from = to;
    }
    return ends;
}

/* As many runs, but of about the same weight; false if one does not fit. */
static bool even_runs(const cutter *c, int owner, const GArray *kids, GArray *ends)
{
    double total = 0, sum = 0;
    guint pages = ends->len, page = 0, from = 0;
    g_autofree guint *even = g_new(guint, pages + 1);
    for (guint i = 0; i < kids->len; i++)
        total += (double)weight_of(c, jw_org_at(c->org, g_array_index(kids, int, i)));
    for (guint i = 0; i < kids->len && page + 1 < pages; i++) {
        double weight = (double)weight_of(c, jw_org_at(c->org, g_array_index(kids, int, i)));
        if (i > from && sum + weight / 2 > total * (page + 1) / pages) even[page++] = from = i;
        sum += weight;
    }
    while (page < pages) even[page++] = kids->len;
    for (guint i = 0; i < pages; i++) {
        guint begin = i > 0 ? even[i - 1] : 0;
        if (even[i] <= begin || (even[i] > begin + 1 && !run_fits(c, owner, kids, begin, even[i])))
            return false;
    }
    for (guint i = 0; i < pages; i++) g_array_index(ends, guint, i) = even[i];
    return true;
}

static void pack_kids(const cutter *c, int owner, const GArray *kids)
{
    GArray *ends = greedy_runs(c, owner, kids);
    if (ends->len > 1) even_runs(c, owner, kids, ends);
    for (guint i = 0; i < ends->len; i++)
        add_page_of(c, owner, kids, i > 0 ? g_array_index(ends, guint, i - 1) : 0,
                    g_array_index(ends, guint, i));
    g_array_free(ends, TRUE);
}

static gint compare_ints(gconstpointer a, gconstpointer b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

/* Its table, which would hold what is cut, goes. */
static void drop_table(jw_org_node *node)
{
    if (node->rows) g_array_free(node->rows, TRUE);
    node->rows = NULL;
}

static void cut_kids(const cutter *c, int n)
{
    drop_table(jw_org_at(c->org, n));
    GArray *list = kids_to_cut(c, n);
    g_array_sort_with_data(list, compare_weights, (gpointer)c);
    guint count = count_to_cut(c, n, list);
    if (count > 0) {
        fits_without(c, n, list, count, false);
        g_array_set_size(list, count);
        g_array_sort(list, compare_ints);
        pack_kids(c, n, list);
    } else { /* too many even for stubs */
        fits_without(c, n, list, 0, true);
        GArray *all = g_array_copy(jw_org_at(c->org, n)->kids);
        for (guint i = 0; i < all->len; i++) {
            jw_org_node *kid = jw_org_at(c->org, g_array_index(all, int, i));
            if (!kid->cut && has_something(kid)) kid->cut = true;
        }
        pack_kids(c, n, all);
        g_array_free(all, TRUE);
        split_node(jw_org_at(c->org, n));
    }
    g_array_free(list, TRUE);
}

/* --- what is asked to be cut */

/* Of units with one value, those with none of it above them. */
static bool is_wanted(const cutter *c, const jw_org_node *node)
{
    const char *value = value_of(c, node);
    if (c->cutting->level > 0 && node->depth == c->cutting->level) return true;
    for (int up = node->parent; value && up >= 0; up = jw_org_at(c->org, up)->parent)
        if (g_strcmp0(value, value_of(c, jw_org_at(c->org, up))) == 0) return false;
    return value != NULL;
}

/* Siblings of one value share a page if they fit; of a level each has its own. */
static void cut_wanted(const cutter *c, int n)
{
    GArray *list = kids_to_cut(c, n), *run = g_array_new(FALSE, FALSE, sizeof(int));
    for (guint i = 0; i < list->len; i++) {
        int kid = g_array_index(list, int, i);
        const char *value = value_of(c, jw_org_at(c->org, kid));
        if (is_wanted(c, jw_org_at(c->org, kid))) {
            jw_org_at(c->org, kid)->cut = true;
            g_array_append_val(run, kid);
        }
        bool more = value && i + 1 < list->len &&
                    g_strcmp0(value, value_of(c, jw_org_at(c->org, g_array_index(list, int, i + 1)))) == 0;
        if (more || run->len == 0) continue;
        drop_table(jw_org_at(c->org, n));
        pack_kids(c, n, run);
        g_array_set_size(run, 0);
    }
    g_array_free(run, TRUE);
    g_array_free(list, TRUE);
}

/* What has something below it that is wanted cannot be one table. */
static void drop_tables_above(const cutter *c)
{
    if (c->cutting->level <= 0 && c->cutting->field < 0) return;
    for (guint i = c->org->nodes->len; i-- > 1;) {
        const jw_org_node *node = jw_org_at(c->org, (int)i);
        jw_org_node *above = jw_org_at(c->org, node->parent);
        bool below = node->kids->len > 0 && !node->rows;
        bool apart = is_wanted(c, node) || jw_org_has_values(c->org, node, c->cutting->field);
        if (has_something(node) && (below || apart)) drop_table(above);
    }
}

/* --- pages in reading order */

static void add_page(const cutter *c, GArray *pages, int node, int level, int above);

/* The pages that begin below what stands on this one. */
static void add_pages_below(const cutter *c, GArray *pages, int n, int level, int above)
{
    GArray *stack = g_array_new(FALSE, FALSE, sizeof(int));
    g_array_append_val(stack, n);
    while (stack->len > 0) {
        const jw_org_node *node = jw_org_at(c->org, g_array_index(stack, int, stack->len - 1));
        g_array_set_size(stack, stack->len - 1);
        for (guint i = 0; node->parts && i < node->parts->len; i++)
            add_page(c, pages, g_array_index(node->parts, int, i), level, above);
        for (guint i = node->split ? 0 : node->kids->len; i-- > 0;) {
            const jw_org_node *kid = jw_org_kid(c->org, node, i);
            if (!jw_org_is_stub(node, kid) || kid->split)
                g_array_append_val(stack, g_array_index(node->kids, int, i));
        }
    }
    g_array_free(stack, TRUE);
}

static void add_page(const cutter *c, GArray *pages, int node, int level, int above)
{
    jw_org_page page = { node, level, above };
    int made = (int)pages->len;
    g_array_append_val(pages, page);
    add_pages_below(c, pages, node, level + 1, made);
}

static void number_kids(jw_org *org, const jw_org_node *part, int page)
{
    for (guint i = 0; i < part->kids->len; i++) {
        jw_org_node *kid = jw_org_kid(org, part, i);
        if (kid->cut && !kid->alone) kid->page = kid->last_page = page;
    }
}

void jw_org_number_pages(jw_org *org, const GArray *pages, int first)
{
    for (guint i = 0; i < org->nodes->len; i++) jw_org_at(org, (int)i)->page = -1;
    for (guint i = 0; i < pages->len; i++) {
        const jw_org_node *node = jw_org_at(org, g_array_index(pages, jw_org_page, i).node);
        int page = (int)i + first, whole = node->whole;
        jw_org_node *owner = whole < 0 ? (jw_org_node *)node : jw_org_at(org, whole);
        if (owner->page < 0) owner->page = owner->last_page = page;
        if (owner->alone) owner->last_page = page;
        if (whole >= 0) number_kids(org, node, page);
    }
}

GArray *jw_org_paginate(jw_org *org, const jw_org_cutting *cutting)
{
    cutter c = { org, cutting };
    drop_tables_above(&c);
    for (guint i = org->nodes->len; i-- > 0;) {
        cut_wanted(&c, (int)i);
        if (jw_org_has_values(org, jw_org_at(org, (int)i), cutting->field)) {
            cut_values(&c, (int)i);
            continue;
        }
        find_curves(&c, (int)i, false);
        if (!has_something(jw_org_at(org, (int)i)) || fits(&c, (int)i)) continue;
        if (jw_org_at(org, (int)i)->kids->len > 0)
            cut_kids(&c, (int)i);
        else
            cut_rows(&c, (int)i);
    }
    GArray *pages = g_array_new(FALSE, FALSE, sizeof(jw_org_page));
    const jw_org_node *root = jw_org_at(org, 0);
    if (root->split)
        add_pages_below(&c, pages, 0, 0, -1);
    else
        add_page(&c, pages, 0, 0, -1);
    return pages;
}
