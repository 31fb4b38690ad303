/* Coverage by two attributes: the groups of both, sorted into lines. */
#include "jingwei/cross.h"

#include "base/text.h"
#include "measure/coverage.h"
#include "model/build.h"

#include <glib.h>
#include <limits.h>
#include <string.h>

typedef struct {
    uint32_t row, column;
    jw_tally tally;
} cell;

/* The lines of one direction. */
typedef struct {
    int attribute;
    GArray *lines;         /* of jw_cross_line */
    GHashTable *by_value;  /* value → 1 + index in lines */
    int absent;            /* index of the line without value; -1: none */
    GHashTable *stands;    /* value → 1 + unit that stands for it */
    GHashTable *attaching; /* those of `stands` that attach rules name */
} axis;

struct jw_cross {
    const jw_coverage *c;
    axis axes[2]; /* rows, columns */
    GArray *cells;
    GStringChunk *texts;
    jw_tally total;
};

/* --- the units that stand for values */

static void stand(GHashTable *units, jw_cross *x, const char *value, uint32_t unit)
{
    if (g_hash_table_contains(units, value)) return;
    g_hash_table_insert(units, g_string_chunk_insert_const(x->texts, value), GUINT_TO_POINTER(unit + 1));
}

static uint32_t standing(const axis *a, const char *value)
{
    return value ? GPOINTER_TO_UINT(g_hash_table_lookup(a->stands, value)) - 1 : JW_NO_UNIT;
}

/* Those to which the model itself says that the targets with a value belong. */
static void find_attaching(jw_cross *x, axis *a)
{
    const jw_model *m = x->c->m;
    const jw_attach_rule *rules;
    size_t n = jw_model_attach_rules_of(m, &rules);
    char buffer[JW_NUMBER_SIZE];
    for (size_t i = 0; i < n; i++) {
        if (rules[i].n_by != 1 || rules[i].by[0] != a->attribute) continue;
        jw_bound *to = jw_selector_bind(rules[i].to, m, NULL, NULL);
        for (uint32_t u = 0; to && u < jw_model_unit_count(m); u++) {
            const char *value = jw_group_value(m, u, a->attribute, buffer);
            if (!value || jw_unit_is_eliminated(m, u) || !jw_bound_holds(to, u)) continue;
            stand(a->stands, x, value, u);
            stand(a->attaching, x, value, u);
        }
        jw_bound_free(to);
    }
}

static bool may_stand(const jw_model *m, uint32_t u)
{
    jw_unit_role role = jw_unit_kind_of(m, u)->role;
    return (role == JW_ROLE_ROOT || role == JW_ROLE_LEAD) && !jw_unit_is_eliminated(m, u);
}

static int rank_of(const jw_model *m, uint32_t u)
{
    int rank = jw_unit_kind_of(m, u)->rank;
    return rank == JW_NO_RANK ? INT_MAX : rank;
}

/* Else a lead with the value, if no other of its rank or above has it. */
static void find_leads(jw_cross *x, axis *a)
{
    const jw_model *m = x->c->m;
    char buffer[JW_NUMBER_SIZE];
    GHashTable *best = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTable *shared = g_hash_table_new(g_str_hash, g_str_equal); /* values whose best are several */
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++) {
        const char *value = may_stand(m, u) ? jw_group_value(m, u, a->attribute, buffer) : NULL;
        if (!value) continue;
        value = g_string_chunk_insert_const(x->texts, value);
        uint32_t held = GPOINTER_TO_UINT(g_hash_table_lookup(best, value)) - 1;
        if (held != JW_NO_UNIT && rank_of(m, u) > rank_of(m, held)) continue;
        if (held != JW_NO_UNIT && rank_of(m, u) == rank_of(m, held))
            g_hash_table_add(shared, (gpointer)value);
        else
            g_hash_table_remove(shared, value);
        g_hash_table_insert(best, (gpointer)value, GUINT_TO_POINTER(u + 1));
    }
    GHashTableIter it;
    gpointer value, unit;
    g_hash_table_iter_init(&it, best);
    while (g_hash_table_iter_next(&it, &value, &unit))
        if (!g_hash_table_contains(shared, value)) stand(a->stands, x, value, GPOINTER_TO_UINT(unit) - 1);
    g_hash_table_destroy(best);
    g_hash_table_destroy(shared);
}

/* --- lines */

static jw_cross_line *line_at(const axis *a, size_t i)
{
    return &g_array_index(a->lines, jw_cross_line, i);
}

static int line_of(const axis *a, const char *value)
{
    return value ? GPOINTER_TO_INT(g_hash_table_lookup(a->by_value, value)) - 1 : a->absent;
}

static uint32_t add_line(jw_cross *x, axis *a, const char *value)
{
    int found = line_of(a, value);
    if (found >= 0) return (uint32_t)found;
    jw_cross_line line = { .unit = standing(a, value) };
    line.value = value ? g_string_chunk_insert_const(x->texts, value) : NULL;
    g_array_append_val(a->lines, line);
    if (value)
        g_hash_table_insert(a->by_value, (gpointer)line.value, GUINT_TO_POINTER(a->lines->len));
    else
        a->absent = (int)a->lines->len - 1;
    return a->lines->len - 1;
}

static void add_standing_lines(jw_cross *x, axis *a)
{
    GHashTableIter it;
    gpointer value;
    g_hash_table_iter_init(&it, a->attaching);
    while (g_hash_table_iter_next(&it, &value, NULL)) add_line(x, a, value);
}

static void begin_axis(jw_cross *x, axis *a, int attribute, bool every)
{
    *a = (axis){ .attribute = attribute, .absent = -1 };
    a->lines = g_array_new(FALSE, FALSE, sizeof(jw_cross_line));
    a->by_value = g_hash_table_new(g_str_hash, g_str_equal);
    a->stands = g_hash_table_new(g_str_hash, g_str_equal);
    a->attaching = g_hash_table_new(g_str_hash, g_str_equal);
    if (attribute == JW_BY_KIND) return;
    find_attaching(x, a);
    find_leads(x, a);
    if (every) add_standing_lines(x, a);
}

/* The place of a word in the list of those that an attribute may hold; of a kind, by rank. */
static int turn_of(const jw_model *m, int attribute, const char *value)
{
    if (attribute == JW_BY_KIND) {
        int kind = jw_model_unit_kind_named(m, value), rank = jw_model_unit_kind(m, (size_t)kind)->rank;
        return (rank == JW_NO_RANK ? 10000 : rank) * 10000 + kind;
    }
    const char *words = attribute < JW_BUILTIN_ATTRIBUTES ? jw_builtin_attributes[attribute].allowed : NULL;
    g_autofree char *word = g_strconcat("|", value, "|", NULL);
    const char *at = words ? strstr(words, word) : NULL;
    return at ? (int)(at - words) : INT_MAX;
}

typedef struct {
    const jw_model *m;
    const axis *a;
} sorting;

static int compare_lines(gconstpointer a, gconstpointer b, gpointer data)
{
    const sorting *s = data;
    const jw_cross_line *x = line_at(s->a, *(const uint32_t *)a), *y = line_at(s->a, *(const uint32_t *)b);
    if (!x->value || !y->value) return !x->value - !y->value;
    if ((x->unit == JW_NO_UNIT) != (y->unit == JW_NO_UNIT)) return x->unit == JW_NO_UNIT ? 1 : -1;
    int order = x->unit != JW_NO_UNIT ? jw_compare_siblings(s->m, x->unit, y->unit) : 0;
    if (order) return order;
    int turn = turn_of(s->m, s->a->attribute, x->value), other = turn_of(s->m, s->a->attribute, y->value);
    return turn != other ? (turn > other) - (turn < other) : jw_compare_natural(x->value, y->value);
}

/* Sorts the lines; place[old] = new. */
static uint32_t *sort_lines(const jw_cross *x, axis *a)
{
    guint n = a->lines->len;
    g_autofree uint32_t *order = g_new(uint32_t, n + 1);
    uint32_t *place = g_new(uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    sorting s = { x->c->m, a };
    g_qsort_with_data(order, (gint)n, sizeof *order, compare_lines, &s);
    GArray *sorted = g_array_sized_new(FALSE, FALSE, sizeof(jw_cross_line), n);
    for (uint32_t i = 0; i < n; i++) {
        g_array_append_vals(sorted, line_at(a, order[i]), 1);
        place[order[i]] = i;
    }
    g_array_free(a->lines, TRUE);
    a->lines = sorted;
    a->absent = -1;
    for (uint32_t i = 0; i < n; i++) {
        const char *value = line_at(a, i)->value;
        if (value)
            g_hash_table_insert(a->by_value, (gpointer)value, GUINT_TO_POINTER(i + 1));
        else
            a->absent = (int)i;
    }
    return place;
}

/* --- cells */

static int compare_cells(gconstpointer a, gconstpointer b)
{
    const cell *x = a, *y = b;
    if (x->row != y->row) return x->row < y->row ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

static void add_cells(jw_cross *x, const jw_groups *groups)
{
    for (size_t i = 0; i < jw_groups_size(groups); i++) {
        const jw_group *group = jw_groups_get(groups, i);
        cell made = { .tally = group->tally };
        made.row = add_line(x, &x->axes[0], group->values[0]);
        made.column = add_line(x, &x->axes[1], group->values[1]);
        g_array_append_val(x->cells, made);
        jw_tally_add_all(&line_at(&x->axes[0], made.row)->tally, &made.tally);
        jw_tally_add_all(&line_at(&x->axes[1], made.column)->tally, &made.tally);
        jw_tally_add_all(&x->total, &made.tally);
    }
}

static void sort_all(jw_cross *x)
{
    g_autofree uint32_t *rows = sort_lines(x, &x->axes[0]), *columns = sort_lines(x, &x->axes[1]);
    for (guint i = 0; i < x->cells->len; i++) {
        cell *it = &g_array_index(x->cells, cell, i);
        it->row = rows[it->row];
        it->column = columns[it->column];
    }
    g_array_sort(x->cells, compare_cells);
}

static bool leads_directly(const jw_model *m, uint32_t lead, uint32_t u)
{
    jw_adjacency links = jw_model_adjacency(m);
    for (uint32_t i = links.in[u]; i < links.in[u + 1]; i++) {
        jw_link link = jw_model_link(m, links.in_links[i]);
        if (link.from == lead && jw_model_link_kind(m, link.kind)->role == JW_ROLE_AUTHORITY) return true;
    }
    return false;
}

static void count_led(jw_cross *x, bool (*take)(void *context, uint32_t unit), void *context)
{
    const jw_model *m = x->c->m;
    char buffer[JW_NUMBER_SIZE];
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++) {
        if (x->c->status[u] == JW_NOT_COUNTED || (take && !take(context, u))) continue;
        for (int i = 0; i < 2; i++) {
            int found = line_of(&x->axes[i], jw_group_value(m, u, x->axes[i].attribute, buffer));
            jw_cross_line *line = line_at(&x->axes[i], (size_t)found);
            if (line->unit != JW_NO_UNIT && leads_directly(m, line->unit, u))
                line->leads += jw_unit_count(m, u);
        }
    }
}

jw_cross *jw_cross_new(const jw_coverage *c, int rows, int columns,
                       bool (*take)(void *context, uint32_t unit), void *context)
{
    jw_cross *x = g_new0(jw_cross, 1);
    x->c = c;
    x->texts = g_string_chunk_new(1024);
    x->cells = g_array_new(FALSE, FALSE, sizeof(cell));
    begin_axis(x, &x->axes[0], rows, !take);
    begin_axis(x, &x->axes[1], columns, !take);
    jw_groups *groups = jw_coverage_by(c, (int[]){ rows, columns }, 2, take, context);
    add_cells(x, groups);
    jw_groups_free(groups);
    sort_all(x);
    count_led(x, take, context);
    return x;
}

void jw_cross_free(jw_cross *x)
{
    if (!x) return;
    for (int i = 0; i < 2; i++) {
        g_array_free(x->axes[i].lines, TRUE);
        g_hash_table_destroy(x->axes[i].by_value);
        g_hash_table_destroy(x->axes[i].stands);
        g_hash_table_destroy(x->axes[i].attaching);
    }
    g_array_free(x->cells, TRUE);
    g_string_chunk_free(x->texts);
    g_free(x);
}

size_t jw_cross_rows(const jw_cross *x)
{
    return x->axes[0].lines->len;
}

size_t jw_cross_columns(const jw_cross *x)
{
    return x->axes[1].lines->len;
}

const jw_cross_line *jw_cross_row(const jw_cross *x, size_t i)
{
    return line_at(&x->axes[0], i);
}

const jw_cross_line *jw_cross_column(const jw_cross *x, size_t i)
{
    return line_at(&x->axes[1], i);
}

const jw_tally *jw_cross_cell(const jw_cross *x, size_t row, size_t column)
{
    const cell wanted = { .row = (uint32_t)row, .column = (uint32_t)column };
    guint at;
    if (!g_array_binary_search(x->cells, &wanted, compare_cells, &at)) return NULL;
    return &g_array_index(x->cells, cell, at).tally;
}

const jw_tally *jw_cross_total(const jw_cross *x)
{
    return &x->total;
}
