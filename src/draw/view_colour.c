#include "draw/view_colour.h"

#include "base/number.h"
#include "base/text.h"
#include "base/words.h"
#include "draw/label.h"
#include "model/kinds.h"
#include "model/value_words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WORD = 24, SEPARATOR = 0x1f };

/* --- numbers */

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool is_shown(const jw_chart *chart, uint32_t u)
{
    return chart->tree->of_unit[u] != UINT32_MAX;
}

static void add_class(jw_colouring *c, char *word, const jw_status_look *look)
{
    jw_colour_class made = { word, look };
    g_array_append_val(c->classes, made);
}

static char *range_word(double low, double high)
{
    g_autofree char *from = jw_short_number(low), *to = jw_short_number(high);
    return strcmp(from, to) == 0 ? g_strdup(from) : g_strconcat(from, "–", to, NULL);
}

/* Who has no value: targets are of a class of their own, all others look as their kind. */
static void classify_absent(jw_colouring *c, const jw_chart *chart)
{
    int class = -1;
    for (uint32_t u = 0; u < jw_model_unit_count(chart->model); u++) {
        if (!is_shown(chart, u) || c->of[u] != JW_NO_CLASS ||
            jw_unit_kind_of(chart->model, u)->role != JW_ROLE_TARGET)
            continue;
        if (class < 0) {
            class = (int)c->classes->len;
            add_class(c, g_strdup(jw_word(chart->lang, "draw.value.none")), jw_theme_absent(chart->theme));
        }
        c->of[u] = (uint8_t) class;
    }
}

/* Few classes are spread over the whole scale, so that the largest is always the strongest. */
static int step_of(int i, int classes)
{
    return classes <= 1 ? JW_SCALE - 1 : (i * (JW_SCALE - 1) + (classes - 1) / 2) / (classes - 1);
}

static void classify_numbers(jw_colouring *c, const jw_chart *chart)
{
    size_t n = jw_model_unit_count(chart->model), count = 0, ends[JW_SCALE];
    g_autofree double *sorted = g_new(double, n + 1);
    for (uint32_t u = 0; u < n; u++)
        if (is_shown(chart, u) && isfinite(c->score[u])) sorted[count++] = c->score[u];
    qsort(sorted, count, sizeof *sorted, compare_numbers);
    int classes = jw_quantiles(sorted, count, JW_SCALE, ends);
    for (int i = 0; i < classes; i++)
        add_class(c, range_word(sorted[i ? ends[i - 1] : 0], sorted[ends[i] - 1]),
                  jw_theme_step(chart->theme, step_of(i, classes)));
    for (uint32_t u = 0; u < n; u++) {
        int i = 0;
        if (!is_shown(chart, u) || !isfinite(c->score[u])) continue;
        while (i + 1 < classes && c->score[u] > sorted[ends[i] - 1]) i++;
        c->of[u] = (uint8_t)i;
    }
    classify_absent(c, chart);
}

/* --- words */

/* A value as a word, or NULL; g_free it. */
static char *value_of(const jw_chart *chart, uint32_t u, int attribute, jw_type type)
{
    char found[16];
    if (type == JW_BOOL) {
        int flag = jw_unit_flag(chart->model, u, attribute);
        return flag < 0 ? NULL : g_strdup(jw_word(chart->lang, flag ? "draw.yes" : "draw.no"));
    }
    const char *text = jw_unit_text(chart->model, u, attribute);
    if (!text || !*text) return NULL;
    const char *word = jw_value_word(chart->model, attribute, text, chart->lang);
    if (word) return g_strdup(word);
    if (type == JW_DATE) return g_strndup(text, 4);
    g_autofree char *plain = g_strdelimit(g_strdup(text), (const char[]){ SEPARATOR, 0 }, ',');
    return jw_label_check(plain, found) ? jw_label_line(plain, MOST_WORD) : g_strdup(found);
}

typedef struct {
    const char *value;
    size_t count;
    int class;
} frequency;

static gint more_first(gconstpointer a, gconstpointer b)
{
    const frequency *x = *(frequency *const *)a, *y = *(frequency *const *)b;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    return jw_compare_natural(x->value, y->value);
}

static gint by_value(gconstpointer a, gconstpointer b)
{
    return jw_compare_natural((*(frequency *const *)a)->value, (*(frequency *const *)b)->value);
}

/* The most frequent values get a class each, in their natural order; the others share the last. */
static void name_classes(jw_colouring *c, const jw_chart *chart, GHashTable *values)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    GHashTableIter it;
    gpointer value;
    g_hash_table_iter_init(&it, values);
    while (g_hash_table_iter_next(&it, NULL, &value)) g_ptr_array_add(all, value);
    g_ptr_array_sort(all, more_first);
    guint own = all->len <= JW_CATEGORIES ? all->len : JW_CATEGORIES - 1;
    for (guint i = own; i < all->len; i++) ((frequency *)g_ptr_array_index(all, i))->class = (int)own;
    bool others = all->len > own;
    g_ptr_array_set_size(all, (gint)own);
    g_ptr_array_sort(all, by_value);
    for (guint i = 0; i < own; i++) {
        frequency *f = g_ptr_array_index(all, i);
        f->class = (int)i;
        add_class(c, g_strdup(f->value), jw_theme_category(chart->theme, (int)i));
    }
    if (others)
        add_class(c, g_strdup(jw_word(chart->lang, "draw.value.other")),
                  jw_theme_category(chart->theme, JW_CATEGORIES - 1));
}

static void classify_words(jw_colouring *c, const jw_chart *chart, int attribute, jw_type type)
{
    size_t n = jw_model_unit_count(chart->model);
    g_autoptr(GHashTable) values = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    char **words = g_new0(char *, n + 1);
    for (uint32_t u = 0; u < n; u++) {
        if (!is_shown(chart, u) || !(words[u] = value_of(chart, u, attribute, type))) continue;
        frequency *f = g_hash_table_lookup(values, words[u]);
        if (!f) {
            f = g_new0(frequency, 1);
            f->value = words[u];
            g_hash_table_insert(values, (gpointer)f->value, f);
        }
        f->count++;
    }
    name_classes(c, chart, values);
    for (uint32_t u = 0; u < n; u++)
        if (words[u]) c->of[u] = (uint8_t)((frequency *)g_hash_table_lookup(values, words[u]))->class;
    classify_absent(c, chart);
    for (size_t u = 0; u < n; u++) g_free(words[u]);
    g_free(words);
}

/* --- the whole */

static bool colour_by(jw_colouring *c, const jw_chart *chart, const jw_trait *by, jw_diags *diags)
{
    const jw_model *m = chart->model;
    if (by->kind == JW_TRAIT_MEASURE) {
        c->heading = g_strdup(jw_trait_word(m, by, chart->lang));
        c->score = g_new(double, jw_model_unit_count(m) + 1);
        if (!jw_trait_scores(m, by, c->score, diags)) return false;
    }
    if (by->kind == JW_TRAIT_ATTRIBUTE) {
        const jw_attribute *attribute = jw_model_attribute(m, (size_t)by->attribute);
        c->heading = g_strdup(jw_trait_word(m, by, chart->lang));
        if (attribute->type != JW_NUMBER && attribute->type != JW_INTEGER) {
            classify_words(c, chart, by->attribute, attribute->type);
            return true;
        }
        c->score = g_new(double, jw_model_unit_count(m) + 1);
        for (uint32_t u = 0; u < jw_model_unit_count(m); u++)
            c->score[u] = jw_unit_number(m, u, by->attribute);
    }
    if (c->score) classify_numbers(c, chart);
    return true;
}

jw_colouring *jw_colouring_new(const jw_chart *chart, const char *colour, jw_diags *diags)
{
    jw_trait by;
    const char *nearest;
    if (!colour || strcmp(colour, "status") == 0) return NULL;
    if (!jw_colour_named(chart->model, colour, &by, &nearest)) {
        jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR,
                                        .code = "view-colour",
                                        .path = "--colour",
                                        .found = colour,
                                        .nearest = nearest });
        return NULL;
    }
    size_t n = jw_model_unit_count(chart->model);
    jw_colouring *c = g_new0(jw_colouring, 1);
    c->classes = g_array_new(FALSE, FALSE, sizeof(jw_colour_class));
    c->of = g_malloc(n + 1);
    memset(c->of, JW_NO_CLASS, n + 1);
    if (colour_by(c, chart, &by, diags)) return c;
    jw_colouring_free(c);
    return NULL;
}

void jw_colouring_free(jw_colouring *c)
{
    if (!c) return;
    for (guint i = 0; i < c->classes->len; i++) g_free(g_array_index(c->classes, jw_colour_class, i).word);
    g_array_free(c->classes, TRUE);
    g_free(c->heading);
    g_free(c->of);
    g_free(c->score);
    g_free(c);
}
