/* The nodes of a chart: units, and groups of leaves; and the words in their heads. */
#include "draw/dress.h"
#include "draw/radial.h"

#include "base/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A subtree larger or deeper than this is never one card. */
enum { NESTED_ROWS = 120, NESTED_DEPTH = 3, FEW_LEAVES = 2 };

#define CELL_RIGHT 3.0
#define STAR 7.0
#define TAIL_GAP 8.0

jw_org_node *jw_org_at(const jw_org *org, int i)
{
    return &g_array_index(org->nodes, jw_org_node, i);
}

jw_org_node *jw_org_kid(const jw_org *org, const jw_org_node *node, guint i)
{
    return jw_org_at(org, g_array_index(node->kids, int, i));
}

jw_org_row *jw_org_row_at(const jw_org_node *node, guint i)
{
    return &g_array_index(node->rows, jw_org_row, i);
}

bool jw_org_is_stub(const jw_org_node *node, const jw_org_node *kid)
{
    return kid->cut && (kid->alone || node->whole < 0);
}

static const jw_twig *twig_at(const jw_org *org, int twig)
{
    return jw_tree_twig(org->chart->tree, twig);
}

/* --- nodes */

static int add_node(jw_org *org, jw_node_kind kind, int twig, int parent)
{
    jw_org_node node = { .kind = kind, .twig = twig, .parent = parent, .whole = -1, .page = -1 };
    int made = (int)org->nodes->len;
    node.depth =
        parent < 0 ? 0 : jw_org_at(org, parent)->depth + (jw_org_at(org, parent)->kind != JW_NODE_TOP);
    node.kids = g_array_new(FALSE, FALSE, sizeof(int));
    node.flat = jw_curve_new();
    node.tree = jw_curve_new();
    g_array_append_val(org->nodes, node);
    if (parent >= 0) g_array_append_val(jw_org_at(org, parent)->kids, made);
    return made;
}

void jw_org_add_row(const jw_org *org, jw_org_node *node, int twig, int indent)
{
    const jw_caption *caption = &org->chart->captions[twig];
    jw_org_row row = { .twig = twig, .indent = (uint8_t)indent };
    double more = jw_dress_gutter(org->chart) + CELL_RIGHT + indent * JW_ORG_INDENT +
                  (org->chart->illustrative ? STAR : 0);
    if (jw_org_may_refer(org, twig)) more += JW_ORG_ARROW;
    if (!node->rows) node->rows = g_array_new(FALSE, FALSE, sizeof(jw_org_row));
    for (int wrap = 0; wrap < JW_LEAF_WRAPS; wrap++) {
        int lines = 1;
        for (const char *p = caption->leaf[wrap]; (p = strchr(p, '\n')); p++) lines++;
        row.lines[wrap] = (uint8_t)MIN(lines, 255);
        node->own[wrap] = MAX(node->own[wrap], caption->leaf_width[wrap] + more);
    }
    g_array_append_val(node->rows, row);
    if (indent > 0) node->nested = true;
}

static int levels_below(const jw_org *org, int twig, int most)
{
    const jw_twig *t = twig_at(org, twig);
    int levels = 0;
    for (guint i = 0; i < t->children->len && levels < most; i++)
        levels = MAX(levels, 1 + levels_below(org, jw_twig_child(t, i), most - 1));
    return levels;
}

static void add_rows_below(const jw_org *org, jw_org_node *node, int twig, int indent)
{
    const jw_twig *t = twig_at(org, twig);
    for (guint i = 0; i < t->children->len; i++) {
        jw_org_add_row(org, node, jw_twig_child(t, i), indent);
        add_rows_below(org, node, jw_twig_child(t, i), indent + 1);
    }
}

static const jw_link_kind *link_kind_of(const jw_org *org, int twig)
{
    uint32_t link = twig_at(org, twig)->link;
    return link == UINT32_MAX ? NULL : jw_link_kind_of(org->chart->model, link);
}

static const char *group_word(const jw_org *org, const jw_link_kind *kind, bool loose)
{
    if (loose) return jw_loose_word(org->chart->lang, JW_LOOSE_NO_LEAD);
    return jw_group_word(org->chart->lang, kind);
}

/* How many units a row is: one, or those that it counts. */
static size_t weight_of(const jw_org *org, int i, bool was)
{
    const jw_chart_diff *diff = org->chart->diff;
    const jw_twig *twig = twig_at(org, i);
    if (twig->unit == JW_NO_UNIT) return was ? twig->was_below : twig->below;
    if (!diff) return 1;
    return was ? diff->units[twig->unit].was : diff->units[twig->unit].is;
}

void jw_org_count_group(const jw_org *org, jw_org_node *group)
{
    size_t was = 0, is = 0;
    for (guint i = 0; i < group->rows->len; i++) {
        int twig = jw_org_row_at(group, i)->twig;
        was += weight_of(org, twig, true);
        is += weight_of(org, twig, false);
    }
    g_free(group->tail);
    group->tail = jw_diff_numbers(org->chart->diff, was, is);
}

/* A few leaves that hang by one kind of link stand for themselves; more make a card: "backstops 14". */
static void add_group(jw_org *org, int parent, const GArray *leaves, const jw_link_kind *kind)
{
    guint count = 0;
    int group = -1, twig = jw_org_at(org, parent)->twig;
    for (guint i = 0; i < leaves->len; i++) count += link_kind_of(org, g_array_index(leaves, int, i)) == kind;
    bool loose = jw_org_at(org, parent)->kind == JW_NODE_LOOSE;
    if ((count > FEW_LEAVES || loose) && !org->boxes) {
        group = add_node(org, JW_NODE_GROUP, twig, parent);
        jw_org_at(org, group)->name = g_strdup(group_word(org, kind, loose));
    }
    for (guint i = 0; i < leaves->len; i++) {
        int leaf = g_array_index(leaves, int, i);
        if (link_kind_of(org, leaf) != kind) continue;
        if (group < 0)
            add_node(org, JW_NODE_UNIT, leaf, parent);
        else
            jw_org_add_row(org, jw_org_at(org, group), leaf, 0);
    }
    if (group >= 0) jw_org_count_group(org, jw_org_at(org, group));
}

static void add_groups(jw_org *org, int parent, const GArray *leaves)
{
    GPtrArray *seen = g_ptr_array_new();
    for (guint i = 0; i < leaves->len; i++) {
        const jw_link_kind *kind = link_kind_of(org, g_array_index(leaves, int, i));
        if (g_ptr_array_find(seen, kind, NULL)) continue;
        g_ptr_array_add(seen, (gpointer)kind);
        add_group(org, parent, leaves, kind);
    }
    g_ptr_array_free(seen, TRUE);
}

static void add_kids(jw_org *org, int parent)
{
    const jw_twig *twig = twig_at(org, jw_org_at(org, parent)->twig);
    GArray *leaves = g_array_new(FALSE, FALSE, sizeof(int));
    int loose = -1;
    for (guint i = 0; i < twig->children->len; i++) {
        int child = jw_twig_child(twig, i);
        if (twig_at(org, child)->kind == JW_TWIG_LOOSE)
            loose = child;
        else if (jw_twig_is_leaf(twig_at(org, child)) && twig->kind != JW_TWIG_TOP)
            g_array_append_val(leaves, child);
        else
            add_node(org, JW_NODE_UNIT, child, parent);
    }
    add_groups(org, parent, leaves);
    if (loose >= 0) add_node(org, JW_NODE_LOOSE, loose, parent);
    g_array_free(leaves, TRUE);
}

/* What is not attached has a frame of its own: it is no row of a table. And each of its trees has a head,
 * which says why it is there. */
static bool has_loose(const jw_org *org, const jw_twig *twig)
{
    guint n = twig->children->len; /* it would be the last */
    return n && twig_at(org, jw_twig_child(twig, n - 1))->kind == JW_TWIG_LOOSE;
}

/* What is below a unit with leaves only is its table; else nodes, and if it is not much, a table as well. */
static void fill_node(jw_org *org, int i)
{
    jw_org_node *node = jw_org_at(org, i);
    if (node->kind == JW_NODE_GROUP) return;
    const jw_twig *twig = twig_at(org, node->twig);
    int levels =
        twig->kind == JW_TWIG_TOP ? NESTED_DEPTH + 1 : levels_below(org, node->twig, NESTED_DEPTH + 1);
    bool nests = levels <= NESTED_DEPTH && twig->below <= NESTED_ROWS && twig->kind != JW_TWIG_LOOSE;
    bool fits_table = levels == 1 || (levels > 0 && nests && !has_loose(org, twig));
    if (!org->boxes && fits_table) add_rows_below(org, node, node->twig, 0);
    if (levels > 1 || (org->boxes && levels > 0)) add_kids(org, i);
}

/* Siblings of one kind are a family; lone ones side by side make one too. */
static void name_families(const jw_org *org, const jw_org_node *node)
{
    for (guint i = 0; i < node->kids->len; i++) {
        jw_org_node *kid = jw_org_kid(org, node, i);
        if (kid->kind == JW_NODE_UNIT && twig_at(org, kid->twig)->unit != JW_NO_UNIT)
            kid->family = jw_unit_kind_of(org->chart->model, twig_at(org, kid->twig)->unit);
    }
    for (guint i = 0; i < node->kids->len; i++) {
        jw_org_node *kid = jw_org_kid(org, node, i);
        bool before = i > 0 && jw_org_kid(org, node, i - 1)->family == kid->family;
        bool after = i + 1 < node->kids->len && jw_org_kid(org, node, i + 1)->family == kid->family;
        kid->is_lone = !before && !after;
    }
    for (guint i = 0; i < node->kids->len; i++)
        if (jw_org_kid(org, node, i)->is_lone) jw_org_kid(org, node, i)->family = NULL;
}

static void share_cells(jw_org *org)
{
    for (guint i = 0; i < org->nodes->len; i++) {
        const jw_org_node *node = jw_org_at(org, (int)i);
        for (int wrap = 0; node->rows && wrap < JW_LEAF_WRAPS; wrap++)
            org->cell[node->nested][wrap] = MAX(org->cell[node->nested][wrap], node->own[wrap]);
    }
    for (int wrap = 0; wrap < JW_LEAF_WRAPS; wrap++) /* alike, unless nesting would cost much */
        if (org->cell[1][wrap] < 1.06 * org->cell[0][wrap])
            org->cell[0][wrap] = org->cell[1][wrap] = MAX(org->cell[0][wrap], org->cell[1][wrap]);
}

/* --- links beside the tree */

bool jw_org_may_refer(const jw_org *org, int twig)
{
    return org->paged && jw_org_beside(org, twig);
}

const GArray *jw_org_beside(const jw_org *org, int twig)
{
    return g_hash_table_lookup(org->beside, GINT_TO_POINTER(twig));
}

static void add_beside(const jw_org *org, int twig, int other, int link)
{
    GArray *list = g_hash_table_lookup(org->beside, GINT_TO_POINTER(twig));
    jw_beside beside = { other, link };
    if (!list) {
        list = g_array_new(FALSE, FALSE, sizeof(jw_beside));
        g_hash_table_insert(org->beside, GINT_TO_POINTER(twig), list);
    }
    g_array_append_val(list, beside);
}

static void find_beside(const jw_org *org)
{
    const jw_chart *chart = org->chart;
    const jw_link_kind *last = NULL;
    bool draws = false;
    for (size_t l = 0; l < jw_model_link_count(chart->model); l++) {
        if (chart->tree->is_primary[l]) continue;
        jw_link link = jw_model_link(chart->model, l);
        uint32_t from = chart->tree->of_unit[link.from], to = chart->tree->of_unit[link.to];
        const jw_link_kind *kind = jw_link_kind_of(chart->model, l);
        if (kind != last) draws = jw_chart_draws(chart, kind);
        last = kind;
        if (!draws || from == UINT32_MAX || to == UINT32_MAX) continue;
        add_beside(org, (int)from, (int)to, (int)l);
        add_beside(org, (int)to, (int)from, (int)l);
    }
}

jw_org *jw_org_new(jw_chart *chart, bool boxes, jw_leaves leaves, bool paged)
{
    jw_org *org = g_new0(jw_org, 1);
    org->chart = chart;
    org->boxes = boxes;
    org->leaves = leaves;
    org->paged = paged;
    org->seen = g_new0(guint8, chart->tree->twigs->len);
    org->page_of = g_new0(int, chart->tree->twigs->len);
    org->beside = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, (GDestroyNotify)g_array_unref);
    org->left_out = g_array_new(FALSE, FALSE, sizeof(jw_left_out));
    org->references = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
    find_beside(org);
    org->most[0] = org->most[1] = (jw_size){ INFINITY, INFINITY };
    org->nodes = g_array_new(FALSE, FALSE, sizeof(jw_org_node));
    const jw_twig *top = jw_tree_twig(chart->tree, 0);
    bool sole = top->children->len == 1;
    add_node(org, sole ? JW_NODE_UNIT : JW_NODE_TOP, sole ? jw_twig_child(top, 0) : 0, -1);
    if (sole && twig_at(org, jw_org_at(org, 0)->twig)->kind == JW_TWIG_LOOSE)
        jw_org_at(org, 0)->kind = JW_NODE_LOOSE;
    for (guint i = 0; i < org->nodes->len; i++) {
        fill_node(org, (int)i);
        name_families(org, jw_org_at(org, (int)i));
        jw_org_measure_head(org, jw_org_at(org, (int)i));
    }
    bool upright =
        !chart->diff && (leaves == JW_LEAVES_VERTICAL || leaves == JW_LEAVES_UPRIGHT); /* no badges there */
    for (guint i = 0; i < org->nodes->len && upright; i++) jw_org_stand_up(org, jw_org_at(org, (int)i));
    share_cells(org);
    return org;
}

size_t jw_org_units(const jw_org *org, const jw_org_node *node)
{
    if (node->whole < 0 && node->kind != JW_NODE_GROUP) return twig_at(org, node->twig)->below;
    size_t units = 0;
    for (guint i = 0; node->kids->len == 0 && i < node->rows->len; i++)
        units += weight_of(org, jw_org_row_at(node, i)->twig, false);
    for (guint i = 0; i < node->kids->len; i++) {
        const jw_org_node *kid = jw_org_kid(org, node, i);
        bool itself = kid->kind == JW_NODE_UNIT && twig_at(org, kid->twig)->unit != JW_NO_UNIT;
        units += jw_org_units(org, kid) + (itself ? weight_of(org, kid->twig, false) : 0);
    }
    return units;
}

int jw_org_add_part(jw_org *org, int whole)
{
    jw_node_kind kind = jw_org_at(org, whole)->kind;
    int made = add_node(org, kind, jw_org_at(org, whole)->twig, -1);
    const jw_org_node *node = jw_org_at(org, whole);
    jw_org_node *part = jw_org_at(org, made);
    part->depth = node->depth;
    part->whole = whole;
    part->name = g_strdup(node->name);
    part->tail = g_strdup(node->tail);
    jw_org_measure_head(org, part);
    return made;
}

void jw_org_free(jw_org *org)
{
    if (!org) return;
    for (guint i = 0; i < org->nodes->len; i++) {
        jw_org_node *node = jw_org_at(org, (int)i);
        GArray *arrays[] = { node->kids, node->rows, node->flat, node->tree, node->breaks, node->parts };
        for (size_t k = 0; k < G_N_ELEMENTS(arrays); k++)
            if (arrays[k]) g_array_free(arrays[k], TRUE);
        g_free(node->name);
        g_free(node->tail);
        g_free(node->value);
        g_free(node->spans);
        g_free(node->upright);
    }
    jw_radial_free(org->radial);
    g_array_free(org->nodes, TRUE);
    g_hash_table_destroy(org->beside);
    g_array_free(org->left_out, TRUE);
    g_hash_table_destroy(org->references);
    g_free(org->page_of);
    g_free(org->seen);
    g_free(org);
}
