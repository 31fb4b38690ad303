/* Tables whose leaves have several values of the attribute by which pages are cut: one run of rows a value.
 */
#include "draw/org.h"

#include "base/words.h"
#include "draw/label.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_SHOWN = 40, LEAST_ROWS = 6 };

const char *jw_org_value(const jw_org *org, const jw_org_node *node, int field)
{
    uint32_t unit = jw_tree_twig(org->chart->tree, node->twig)->unit;
    if (field < 0 || unit == JW_NO_UNIT || node->kind != JW_NODE_UNIT) return NULL;
    return jw_unit_text(org->chart->model, unit, field);
}

const char *jw_org_row_value(const jw_org *org, const jw_org_row *row, int field)
{
    uint32_t unit = jw_tree_twig(org->chart->tree, row->twig)->unit; /* JW_NO_UNIT of a count */
    const char *value = unit == JW_NO_UNIT ? NULL : jw_unit_text(org->chart->model, unit, field);
    return value && *value ? value : NULL;
}

/* A unit with a value keeps all its leaves: its page is that of the value. And a table with few leaves a
 * value stays whole: pages with three names on them are no help. */
static guint count_values(const jw_org *org, const jw_org_node *node, int field)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    bool absent = false;
    for (guint i = 0; i < node->rows->len; i++) {
        const char *value = jw_org_row_value(org, jw_org_row_at(node, i), field);
        if (value) g_hash_table_add(seen, (gpointer)value);
        absent = absent || !value;
    }
    guint count = g_hash_table_size(seen) + absent;
    g_hash_table_destroy(seen);
    return count;
}

bool jw_org_has_values(const jw_org *org, const jw_org_node *node, int field)
{
    if (field < 0 || !node->rows || node->nested || node->kids->len > 0) return false;
    for (const jw_org_node *up = node; up; up = up->parent < 0 ? NULL : jw_org_at(org, up->parent))
        if (jw_org_value(org, up, field)) return false;
    guint values = count_values(org, node, field);
    return values > 1 && node->rows->len >= LEAST_ROWS * values;
}

typedef struct {
    const jw_org *org;
    int field;
} by_value;

/* By the bytes of the value; rows without one are last. */
static gint compare_rows(gconstpointer a, gconstpointer b, gpointer data)
{
    const by_value *by = data;
    const char *x = jw_org_row_value(by->org, a, by->field), *y = jw_org_row_value(by->org, b, by->field);
    return x && y ? strcmp(x, y) : (x == NULL) - (y == NULL);
}

/* Stable, so that siblings of one value keep their order. */
void jw_org_sort_values(const jw_org *org, jw_org_node *node, int field)
{
    by_value by = { org, field };
    g_array_sort_with_data(node->rows, compare_rows, &by);
}

guint jw_org_value_end(const jw_org *org, const jw_org_node *node, int field, guint from)
{
    const char *value = jw_org_row_value(org, jw_org_row_at(node, from), field);
    while (from < node->rows->len &&
           g_strcmp0(value, jw_org_row_value(org, jw_org_row_at(node, from), field)) == 0)
        from++;
    return from;
}

static char *word_of(const jw_chart *chart, const char *value, int field)
{
    const jw_attribute *attribute = jw_model_attribute(chart->model, (size_t)field);
    const char *label = chart->lang == JW_EN ? attribute->en : attribute->zh;
    char found[16];
    if (value) return jw_label_check(value, found) ? jw_label_line(value, MOST_SHOWN) : g_strdup(found);
    char *none = jw_sentence(chart->lang, "draw.no-value", "field", label ? label : attribute->name, NULL);
    char *out = g_strdup(none);
    free(none);
    return out;
}

void jw_org_name_value(const jw_org *org, jw_org_node *part, int field, guint page, guint pages)
{
    g_autofree char *word = word_of(org->chart, jw_org_row_value(org, jw_org_row_at(part, 0), field), field);
    g_free(part->tail);
    part->tail = g_strdup_printf("%s · %u", word, part->rows->len);
    part->value = pages > 1 ? g_strdup_printf("%s %u/%u", word, page, pages) : g_strdup(word);
    jw_org_measure_head(org, part);
}
