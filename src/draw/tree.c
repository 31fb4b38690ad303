#include "draw/tree.h"

#include "base/text.h"
#include "model/build.h"

#include <limits.h>
#include <math.h>

typedef struct {
    const jw_model *model;
    uint32_t *above, *link; /* by unit: its superior and the link to it */
    bool *shown, *is_root;  /* by unit */
    uint32_t *top;          /* by unit: what it hangs from in the end */
    int *depth;             /* by unit: links to its root, or to what hangs from nothing; -1: not yet known */
    uint32_t *folded; /* by unit: the uppermost above it, or itself, that is only counted; NULL: none is */
    GArray *counted;  /* of counted_unit */
    const jw_tree_part *part;
} plan;

/* Which unit is counted at which; JW_NO_UNIT: among what is not attached. */
typedef struct {
    uint32_t host, unit;
    uint16_t kind;
} counted_unit;

jw_twig *jw_tree_twig(const jw_tree *tree, int i)
{
    return &g_array_index(tree->twigs, jw_twig, i);
}

int jw_twig_child(const jw_twig *twig, guint i)
{
    return g_array_index(twig->children, int, i);
}

bool jw_twig_is_leaf(const jw_twig *twig)
{
    return twig->children->len == 0;
}

jw_loose_reason jw_twig_reason(const jw_model *m, const jw_twig *twig)
{
    if (jw_model_primary_link(m, twig->unit, NULL) != UINT32_MAX) return JW_LOOSE_LOOP;
    return jw_twig_is_leaf(twig) ? JW_LOOSE_NO_LEAD : JW_LOOSE_BREAK;
}

const char *jw_loose_word(jw_lang lang, jw_loose_reason reason)
{
    static const char *const keys[] = { "draw.loose.no-lead", "draw.loose.break", "draw.loose.loop" };
    return jw_word(lang, keys[reason]);
}

/* Kinds are verbs; a head over units says what these are. A kind that the model calls otherwise keeps its
 * word, but that posts lead one another needs no word of its own. */
const char *jw_group_word(jw_lang lang, const jw_link_kind *kind)
{
    static const struct {
        const char *kind, *key;
    } rows[] = { { "guides", "draw.group.guides" },
                 { "backstops", "draw.group.backstops" },
                 { "joins", "draw.group.joins" },
                 { "sends", "draw.group.sends" } };
    if (!kind || strcmp(kind->name, "leads") == 0) return jw_word(lang, "draw.direct");
    for (size_t i = 0; i < jw_builtin_link_kinds_size; i++) {
        const jw_link_kind *plain = &jw_builtin_link_kinds[i];
        if (strcmp(plain->name, kind->name) != 0 || strcmp(plain->zh, kind->zh) != 0 ||
            strcmp(plain->en, kind->en) != 0)
            continue;
        for (size_t k = 0; k < G_N_ELEMENTS(rows); k++)
            if (strcmp(rows[k].kind, kind->name) == 0) return jw_word(lang, rows[k].key);
    }
    return lang == JW_EN ? kind->en : kind->zh;
}

/* Roots hang from nothing, whatever links lead to them. */
static void find_superiors(plan *p, size_t n)
{
    const uint32_t *roots;
    size_t n_roots = jw_model_roots(p->model, &roots);
    if (p->part->root != JW_NO_UNIT)
        p->is_root[p->part->root] = true;
    else
        for (size_t i = 0; i < n_roots; i++) p->is_root[roots[i]] = true;
    for (uint32_t u = 0; u < n; u++) {
        p->above[u] = JW_NO_UNIT;
        p->link[u] = UINT32_MAX;
        if (!p->is_root[u]) p->link[u] = jw_model_primary_link(p->model, u, &p->above[u]);
        if (p->link[u] == UINT32_MAX) p->above[u] = JW_NO_UNIT;
    }
}

/* Only what is shown, nothing above it. */
static void strip_superiors(plan *p, size_t n)
{
    bool (*shows)(void *, uint32_t) = p->part->shows;
    for (uint32_t u = 0; p->part->bare && shows && u < n; u++) {
        bool shown = shows(p->part->context, u);
        if (p->above[u] != JW_NO_UNIT && shown && shows(p->part->context, p->above[u])) continue;
        p->above[u] = JW_NO_UNIT;
        p->link[u] = UINT32_MAX;
        p->is_root[u] = shown;
    }
}

/* A walk upward that meets itself is a loop; it is cut at its smallest unit, which then hangs from nothing.
 * seen: 0 = not yet, 1 + the start of the walk that met it. */
static void cut_loops(plan *p, size_t n)
{
    uint32_t *seen = g_new0(uint32_t, n);
    for (uint32_t start = 0; start < n; start++) {
        uint32_t u = start;
        while (u != JW_NO_UNIT && seen[u] == 0) {
            seen[u] = start + 1;
            u = p->above[u];
        }
        if (u == JW_NO_UNIT || seen[u] != start + 1) continue;
        uint32_t least = u;
        for (uint32_t v = p->above[u]; v != u; v = p->above[v]) least = MIN(least, v);
        p->above[least] = JW_NO_UNIT;
        p->link[least] = UINT32_MAX;
    }
    g_free(seen);
}

/* The end of the way up from u. Depth and end of all on the way are kept for later. */
static uint32_t top_of(plan *p, uint32_t u)
{
    uint32_t known = u;
    int steps = 0;
    for (; p->depth[known] < 0 && p->above[known] != JW_NO_UNIT; known = p->above[known]) steps++;
    if (p->depth[known] < 0) {
        p->depth[known] = 0;
        p->top[known] = known;
    }
    int depth = p->depth[known] + steps;
    for (uint32_t v = u; v != known; v = p->above[v]) {
        p->depth[v] = depth--;
        p->top[v] = p->top[known];
    }
    return p->top[u];
}

/* By depth, so that what is above is known before what is below. */
static void fold_counted(plan *p, size_t n)
{
    if (!p->part->collapses) return;
    int deepest = 0;
    for (uint32_t u = 0; u < n; u++) {
        top_of(p, u);
        deepest = MAX(deepest, p->depth[u]);
    }
    g_autofree uint32_t *start = g_new0(uint32_t, (size_t)deepest + 2), *order = g_new(uint32_t, n + 1);
    for (uint32_t u = 0; u < n; u++) start[p->depth[u] + 1]++;
    for (int d = 0; d <= deepest; d++) start[d + 1] += start[d];
    for (uint32_t u = 0; u < n; u++) order[start[p->depth[u]]++] = u;
    p->folded = g_new(uint32_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        uint32_t u = order[i], above = p->above[u];
        p->folded[u] = above == JW_NO_UNIT ? JW_NO_UNIT : p->folded[above];
        if (p->folded[u] == JW_NO_UNIT && !p->is_root[u] && p->part->collapses(p->part->context, u))
            p->folded[u] = u;
    }
}

/* Where the unit is counted; false if it is not. */
static bool is_counted(const plan *p, uint32_t u, uint32_t *host)
{
    if (!p->folded || p->folded[u] == JW_NO_UNIT) return false;
    *host = p->above[p->folded[u]];
    return true;
}

static bool is_in_part(plan *p, uint32_t u)
{
    if (p->part->shows && !p->part->shows(p->part->context, u)) return false;
    if (p->part->root == JW_NO_UNIT && p->part->depth <= 0) return true;
    uint32_t top = top_of(p, u);
    return p->part->root == JW_NO_UNIT || top == p->part->root;
}

static size_t weight_of(const plan *p, uint32_t unit, bool was)
{
    if (unit == JW_NO_UNIT) return 0;
    return p->part->weight ? p->part->weight(p->part->weight_context, unit, was) : 1;
}

/* What is too deep is counted in the last that is shown above it. hidden: two a unit, now and before. */
static void choose_shown(plan *p, size_t n, size_t *hidden)
{
    int most = p->part->depth > 0 ? p->part->depth : INT_MAX;
    for (uint32_t u = 0; u < n; u++) {
        if (!is_in_part(p, u)) continue;
        uint32_t v = u, host = JW_NO_UNIT;
        bool counted = is_counted(p, u, &host);
        if (counted) v = host;
        while (v != JW_NO_UNIT && p->depth[v] > most) v = p->above[v];
        counted_unit count = { host, u, 0 };
        if (counted && v == host)
            g_array_append_val(p->counted, count);
        else
            for (int was = 0; was < 2 && v != u; was++) hidden[2 * v + was] += weight_of(p, u, was);
        for (; v != JW_NO_UNIT && !p->shown[v]; v = p->above[v]) p->shown[v] = true;
    }
}

static int compare_siblings(gconstpointer a, gconstpointer b, gpointer data)
{
    return jw_compare_siblings(data, *(const uint32_t *)a, *(const uint32_t *)b);
}

static int add_twig(jw_tree *tree, jw_twig_kind kind, uint32_t unit, uint32_t link, int parent)
{
    int depth = parent < 0 ? -1 : jw_tree_twig(tree, parent)->depth + 1, made = (int)tree->twigs->len;
    jw_twig twig = { kind, unit, link, parent, depth, 0, 0, g_array_new(FALSE, FALSE, sizeof(int)), NULL };
    g_array_append_val(tree->twigs, twig);
    if (parent >= 0) g_array_append_val(jw_tree_twig(tree, parent)->children, made);
    if (unit != JW_NO_UNIT) tree->of_unit[unit] = (uint32_t)made;
    if (link != UINT32_MAX) tree->is_primary[link] = true;
    return made;
}

/* The sorted subordinates of each unit, as one array with starts: those of JW_NO_UNIT (roots, loose units)
 * are sorted apart. */
typedef struct {
    uint32_t *start, *unit;
} children_index;

static children_index index_children(const plan *p, uint32_t *order, size_t n_shown, size_t n)
{
    children_index index = { g_new0(uint32_t, n + 2), g_new(uint32_t, n_shown + 1) };
    for (size_t i = 0; i < n_shown; i++)
        if (p->above[order[i]] != JW_NO_UNIT) index.start[p->above[order[i]] + 2]++;
    for (size_t u = 2; u < n + 2; u++) index.start[u] += index.start[u - 1];
    for (size_t i = 0; i < n_shown; i++)
        if (p->above[order[i]] != JW_NO_UNIT) index.unit[index.start[p->above[order[i]] + 1]++] = order[i];
    return index;
}

static gint compare_counted(gconstpointer a, gconstpointer b)
{
    const counted_unit *x = a, *y = b;
    if (x->host != y->host) return x->host < y->host ? -1 : 1;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

static uint16_t kind_index(const jw_model *m, uint32_t u)
{
    const jw_unit_kind *kind = jw_unit_kind_of(m, u);
    for (size_t i = 0; i < jw_model_unit_kinds(m); i++)
        if (jw_model_unit_kind(m, i) == kind) return (uint16_t)i;
    return UINT16_MAX;
}

static int host_twig(jw_tree *tree, uint32_t host)
{
    if (host != JW_NO_UNIT) return (int)tree->of_unit[host];
    for (guint i = 0; i < tree->twigs->len; i++)
        if (jw_tree_twig(tree, (int)i)->kind == JW_TWIG_LOOSE) return (int)i;
    const jw_twig *top = jw_tree_twig(tree, 0);
    return add_twig(tree, JW_TWIG_LOOSE, JW_NO_UNIT, UINT32_MAX,
                    top->children->len == 1 ? jw_twig_child(top, 0) : 0);
}

/* One row a lead and kind. It hangs by the link of the first unit that it counts. */
static void add_counts(jw_tree *tree, const plan *p)
{
    GArray *all = p->counted;
    for (guint i = 0; i < all->len; i++) {
        counted_unit *c = &g_array_index(all, counted_unit, i);
        c->kind = kind_index(p->model, c->unit);
    }
    g_array_sort(all, compare_counted);
    int twig = -1;
    for (guint i = 0; i < all->len; i++) {
        const counted_unit *c = &g_array_index(all, counted_unit, i);
        bool same = i > 0 && c[-1].host == c->host && c[-1].kind == c->kind;
        if (!same) {
            uint32_t link = p->above[c->unit] == c->host ? p->link[c->unit] : UINT32_MAX;
            twig = add_twig(tree, JW_TWIG_COUNT, JW_NO_UNIT, link, host_twig(tree, c->host));
            jw_tree_twig(tree, twig)->counted = g_array_new(FALSE, FALSE, sizeof(uint32_t));
        }
        g_array_append_val(jw_tree_twig(tree, twig)->counted, c->unit);
        jw_tree_twig(tree, twig)->below += weight_of(p, c->unit, false);
        jw_tree_twig(tree, twig)->was_below += weight_of(p, c->unit, true);
    }
}

/* Breadth first, so that parents stand before children; no recursion, a chain may be a million long. */
static void grow(jw_tree *tree, const plan *p, const children_index *index, const size_t *hidden)
{
    for (guint i = 0; i < tree->twigs->len; i++) {
        uint32_t u = jw_tree_twig(tree, (int)i)->unit;
        if (u == JW_NO_UNIT) continue;
        for (uint32_t k = index->start[u]; k < index->start[u + 1]; k++)
            add_twig(tree, JW_TWIG_UNIT, index->unit[k], p->link[index->unit[k]], (int)i);
    }
    add_counts(tree, p);
    for (guint i = tree->twigs->len - 1; i > 0; i--) {
        jw_twig *twig = jw_tree_twig(tree, (int)i);
        jw_twig *above = jw_tree_twig(tree, twig->parent);
        if (twig->unit != JW_NO_UNIT) {
            twig->below += hidden[2 * twig->unit];
            twig->was_below += hidden[2 * twig->unit + 1];
        }
        above->below += twig->below + weight_of(p, twig->unit, false);
        above->was_below += twig->was_below + weight_of(p, twig->unit, true);
    }
}

static void plant(jw_tree *tree, const plan *p, const uint32_t *order, size_t n_shown)
{
    int top = add_twig(tree, JW_TWIG_TOP, JW_NO_UNIT, UINT32_MAX, -1), loose = -1;
    for (size_t i = 0; i < n_shown; i++)
        if (p->is_root[order[i]]) add_twig(tree, JW_TWIG_UNIT, order[i], UINT32_MAX, top);
    int host = jw_tree_twig(tree, top)->children->len == 1 ? jw_twig_child(jw_tree_twig(tree, top), 0) : top;
    for (size_t i = 0; i < n_shown; i++) {
        if (p->is_root[order[i]] || p->above[order[i]] != JW_NO_UNIT) continue;
        if (loose < 0) loose = add_twig(tree, JW_TWIG_LOOSE, JW_NO_UNIT, UINT32_MAX, host);
        add_twig(tree, JW_TWIG_UNIT, order[i], UINT32_MAX, loose);
    }
}

/* Loose units are to be the last of a sole root's children. */
static void move_loose_last(jw_tree *tree)
{
    for (guint i = 0; i < tree->twigs->len; i++) {
        const jw_twig *twig = jw_tree_twig(tree, (int)i);
        if (twig->kind != JW_TWIG_LOOSE) continue;
        GArray *siblings = jw_tree_twig(tree, twig->parent)->children;
        int me = (int)i;
        for (guint k = 0; k < siblings->len; k++)
            if (g_array_index(siblings, int, k) == me) {
                g_array_remove_index(siblings, k);
                break;
            }
        g_array_append_val(siblings, me);
    }
}

jw_tree *jw_tree_new(const jw_model *m, const jw_tree_part *part)
{
    static const jw_tree_part all = { .root = JW_NO_UNIT };
    size_t n = jw_model_unit_count(m), n_shown = 0, *hidden = g_new0(size_t, 2 * n + 2);
    plan p = { .model = m,
               .above = g_new(uint32_t, n + 1),
               .link = g_new(uint32_t, n + 1),
               .shown = g_new0(bool, n + 1),
               .is_root = g_new0(bool, n + 1) };
    p.depth = g_new(int, n + 1);
    p.top = g_new(uint32_t, n + 1);
    p.part = part ? part : &all;
    for (size_t u = 0; u < n; u++) p.depth[u] = -1;
    p.counted = g_array_new(FALSE, TRUE, sizeof(counted_unit));
    find_superiors(&p, n);
    strip_superiors(&p, n);
    cut_loops(&p, n);
    fold_counted(&p, n);
    choose_shown(&p, n, hidden);
    uint32_t *order = g_new(uint32_t, n + 1);
    for (uint32_t u = 0; u < n; u++)
        if (p.shown[u]) order[n_shown++] = u;
    g_qsort_with_data(order, (gint)n_shown, sizeof *order, compare_siblings, (void *)m);
    jw_tree *tree = g_new0(jw_tree, 1);
    tree->twigs = g_array_new(FALSE, FALSE, sizeof(jw_twig));
    tree->units = n;
    tree->of_unit = g_new(uint32_t, n + 1);
    for (size_t u = 0; u < n; u++) tree->of_unit[u] = UINT32_MAX;
    tree->is_primary = g_new0(bool, jw_model_link_count(m) + 1);
    children_index index = index_children(&p, order, n_shown, n);
    plant(tree, &p, order, n_shown);
    grow(tree, &p, &index, hidden);
    move_loose_last(tree);
    void *owned[] = { p.above, p.link, p.shown, p.is_root,   p.depth,
                      p.top,   hidden, order,   index.start, index.unit };
    for (size_t i = 0; i < G_N_ELEMENTS(owned); i++) g_free(owned[i]);
    g_free(p.folded);
    g_array_free(p.counted, TRUE);
    return tree;
}

void jw_tree_free(jw_tree *tree)
{
    if (!tree) return;
    for (guint i = 0; i < tree->twigs->len; i++) {
        g_array_free(jw_tree_twig(tree, (int)i)->children, TRUE);
        if (jw_tree_twig(tree, (int)i)->counted) g_array_free(jw_tree_twig(tree, (int)i)->counted, TRUE);
    }
    g_array_free(tree->twigs, TRUE);
    g_free(tree->of_unit);
    g_free(tree->is_primary);
    g_free(tree);
}
