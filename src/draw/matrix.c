/* From a model to the pages of a matrix. */
#include "draw/matrix.h"

#include "base/number.h"
#include "base/text.h"
#include "base/words.h"
#include "draw/org_contents.h"
#include "model/kinds.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_TYPE 7.0 /* points, unless asked for otherwise */

enum { MOST_UNITS = 20000000, MOST_CELLS = 200000, CONTENTS_FROM = 3 };

/* --- what is asked for */

static bool find_attribute(const jw_model *m, const char *name, int *out, jw_diags *diags)
{
    *out = strcmp(name, "kind") == 0 ? JW_BY_KIND : jw_model_find_attribute(m, name);
    if (*out != -1) return true;
    size_t n = jw_model_attributes(m);
    g_autofree const char **known = g_new(const char *, n + 1);
    for (size_t i = 0; i < n; i++) known[i] = jw_model_attribute(m, i)->name;
    known[n] = "kind";
    jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR,
                                    .code = "matrix-attribute",
                                    .found = name,
                                    .nearest = jw_nearest(name, known, n + 1) });
    return false;
}

static bool find_rate(const char *name, jw_rate *out, jw_diags *diags)
{
    const char *names[JW_RATES];
    *out = JW_RATE_FULL;
    for (int i = 0; i < JW_RATES; i++) {
        names[i] = jw_rate_name((jw_rate)i);
        if (!name || strcmp(name, names[i]) != 0) continue;
        *out = (jw_rate)i;
        return true;
    }
    if (!name) return true;
    jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR,
                                    .code = "matrix-rate",
                                    .found = name,
                                    .nearest = jw_nearest(name, names, JW_RATES) });
    return false;
}

/* Those that are asked for, below the root that is asked for. */
static bool is_chosen(void *context, uint32_t unit)
{
    const jw_draft *draft = context;
    const jw_tree_part *part = &draft->choice.part;
    if (part->shows && !part->shows(part->context, unit)) return false;
    return part->root == JW_NO_UNIT || draft->chart.tree->of_unit[unit] != UINT32_MAX;
}

static bool count_cells(jw_matrix *m, jw_diags *diags)
{
    const jw_tree_part *part = &m->draft.choice.part;
    bool all = !part->shows && part->root == JW_NO_UNIT;
    m->cross = jw_cross_new(m->draft.chart.coverage, m->attribute[JW_ROWS], m->attribute[JW_COLUMNS],
                            all ? NULL : is_chosen, &m->draft);
    size_t rows = jw_cross_rows(m->cross), columns = jw_cross_columns(m->cross);
    m->draft.chart.illustrative = jw_cross_total(m->cross)->illustrative > 0;
    if (jw_cross_total(m->cross)->all <= 0) {
        jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR, .code = "nothing-to-draw" });
        return false;
    }
    if (rows * columns <= MOST_CELLS) return true;
    g_autofree char *found = g_strdup_printf("%zu × %zu", rows, columns),
                    *most = g_strdup_printf("%d", MOST_CELLS);
    jw_diags_add(
        diags,
        &(jw_diag){ .severity = JW_ERROR, .code = "matrix-too-large", .found = found, .expected = most });
    return false;
}

/* --- pages */

typedef struct {
    jw_matrix *m;
    jw_matrix_fit fit;
    GPtrArray *made; /* of jw_page */
} press;

static jw_lines lines_of(const press *p, jw_side side, guint block)
{
    return (jw_lines){ jw_matrix_first(p->m, &p->fit, side, block),
                       jw_matrix_first(p->m, &p->fit, side, block + 1) };
}

static guint pages_of(const press *p)
{
    return p->fit.blocks[JW_ROWS] * p->fit.blocks[JW_COLUMNS];
}

/* "industry 1–12"; of all lines "industry". The total has no number. */
static char *part_of(const press *p, jw_side side, jw_lines lines)
{
    guint n = p->m->n[side];
    const char *word = p->m->word[side];
    if (p->fit.blocks[side] == 1) return g_strdup(word);
    if (lines.from >= n) return g_strdup_printf("%s %s", word, p->m->heads[side][n].name[0]);
    return g_strdup_printf("%s %u–%u", word, lines.from + 1, MIN(lines.to, n));
}

/* "first – last" of a side that is cut; NULL: it is whole, or only the total. */
static char *ends_of(const press *p, jw_side side, jw_lines lines)
{
    const jw_matrix_head *heads = p->m->heads[side];
    guint n = p->m->n[side];
    if (p->fit.blocks[side] == 1 || lines.from >= n) return NULL;
    return g_strdup_printf("%s – %s", heads[lines.from].name[1], heads[MIN(lines.to, n) - 1].name[1]);
}

static char *page_name(const press *p, guint i)
{
    guint across = p->fit.blocks[JW_COLUMNS];
    g_autofree char *rows = part_of(p, JW_ROWS, lines_of(p, JW_ROWS, i / across)),
                    *columns = part_of(p, JW_COLUMNS, lines_of(p, JW_COLUMNS, i % across));
    return g_strdup_printf("%s × %s", rows, columns);
}

/* The same with the names of the first and last lines, for readers. */
static char *long_page_name(const press *p, guint i)
{
    guint across = p->fit.blocks[JW_COLUMNS];
    g_autofree char *name = page_name(p, i);
    g_autofree char *rows = ends_of(p, JW_ROWS, lines_of(p, JW_ROWS, i / across)),
                    *columns = ends_of(p, JW_COLUMNS, lines_of(p, JW_COLUMNS, i % across));
    if (!rows && !columns) return g_steal_pointer(&name);
    g_autofree char *ends = g_strconcat(rows ? rows : "", rows && columns ? " × " : "", columns, NULL);
    char *made = jw_sentence(p->m->draft.chart.lang, "draw.matrix.part", "part", name, "ends", ends, NULL);
    char *out = g_strdup(made);
    free(made);
    return out;
}

static jw_page *paint_page(press *p, guint i, guint first)
{
    jw_matrix *m = p->m;
    const jw_draft *draft = &m->draft;
    guint across = p->fit.blocks[JW_COLUMNS];
    jw_lines rows = lines_of(p, JW_ROWS, i / across), columns = lines_of(p, JW_COLUMNS, i % across);
    jw_extra extras[JW_MATRIX_EXTRAS];
    g_autofree char *name = long_page_name(p, i);
    jw_step step = { name, -1 };
    jw_page_words words = { .title = draft->title,
                            .date = draft->date,
                            .source = draft->source,
                            .number = (int)(first + i + 1),
                            .of = (int)(first + pages_of(p)),
                            .path = &step,
                            .steps = 1 };
    m->draft.chart.n_extras = jw_matrix_extras(m, rows, columns, extras);
    m->draft.chart.extras = extras;
    jw_furniture *f = jw_furniture_new(&m->draft.chart, &words, draft->unit);
    jw_page *page = jw_page_new(p->fit.sheet->width, p->fit.sheet->height);
    page->bookmark = pages_of(p) > 1 ? page_name(p, i) : g_strdup(draft->title);
    jw_matrix_paint(m, &p->fit, rows, columns, p->fit.sheet->free, page);
    jw_furniture_paint(f, page);
    jw_furniture_free(f);
    m->draft.chart.n_extras = 0;
    return page;
}

/* How many targets the cells of a page hold. */
static double targets_on(const press *p, guint i)
{
    guint across = p->fit.blocks[JW_COLUMNS];
    jw_lines rows = lines_of(p, JW_ROWS, i / across), columns = lines_of(p, JW_COLUMNS, i % across);
    double sum = 0;
    for (guint row = rows.from; row < MIN(rows.to, p->m->n[JW_ROWS]); row++)
        for (guint column = columns.from; column < MIN(columns.to, p->m->n[JW_COLUMNS]); column++) {
            const jw_tally *tally = jw_matrix_tally(p->m, row, column);
            sum += tally ? tally->all : 0;
        }
    return sum;
}

static guint add_contents(press *p)
{
    if (pages_of(p) < CONTENTS_FROM) return 0;
    GArray *entries = g_array_new(FALSE, TRUE, sizeof(jw_contents_entry));
    for (guint i = 0; i < pages_of(p); i++) {
        jw_contents_entry entry = { .name = long_page_name(p, i), .page = (int)i };
        entry.units = (size_t)(targets_on(p, i) + 0.5);
        g_array_append_val(entries, entry);
    }
    jw_chart *chart = &p->m->draft.chart;
    const GArray *units = chart->units, *links = chart->links;
    guint made = jw_contents_paint(&p->m->draft, p->fit.sheet, entries, pages_of(p), p->made);
    chart->units = units; /* contents leave it as if everything were drawn */
    chart->links = links;
    jw_contents_free(entries);
    return made;
}

/* Room is kept for the fullest legend and the widest words of what a page shows. */
static bool measure(jw_matrix *m, const jw_renderer *r, jw_diags *diags)
{
    jw_extra extras[JW_MATRIX_EXTRAS];
    jw_step step = { "", -1 };
    jw_page_words words = { .title = m->draft.title,
                            .date = m->draft.date,
                            .source = m->draft.source,
                            .number = 1,
                            .of = 1,
                            .path = &step,
                            .steps = 1 };
    if (!jw_matrix_prepare(m, r, diags)) return false;
    jw_lines rows = { 0, m->n[JW_ROWS] }, columns = { 0, m->n[JW_COLUMNS] };
    m->draft.chart.n_extras = jw_matrix_extras(m, rows, columns, extras);
    m->draft.chart.extras = extras;
    jw_furniture *f = jw_furniture_new(&m->draft.chart, &words, m->draft.unit);
    bool good =
        jw_ruler_measure(m->draft.chart.ruler, r, diags) && jw_draft_measure_sheets(&m->draft, f, diags);
    jw_furniture_free(f);
    m->draft.chart.n_extras = 0;
    return good;
}

static bool print_pages(press *p, const jw_draw_options *options, const jw_renderer *r, jw_diags *diags)
{
    jw_matrix *m = p->m;
    if (!count_cells(m, diags) || !measure(m, r, diags)) return false;
    double least = (options->least_type > 0 ? options->least_type : LEAST_TYPE) / JW_LEAF_SIZE;
    double most = MAX(least, JW_LARGEST_LEAF / JW_LEAF_SIZE * m->draft.unit);
    p->fit = jw_matrix_choose(m, least, most, options->one_page);
    if (!jw_is_readable(JW_LEAF_SIZE * p->fit.scale, diags)) return false;
    guint first = add_contents(p);
    for (guint i = 0; i < pages_of(p); i++) g_ptr_array_add(p->made, paint_page(p, i, first));
    return true;
}

GPtrArray *jw_matrix_pages(const jw_model *m, const jw_coverage *coverage, const jw_draw_options *options,
                           const jw_renderer *r, jw_diags *diags)
{
    jw_matrix matrix = { .cross = NULL };
    press p = { .m = &matrix, .made = g_ptr_array_new_with_free_func((GDestroyNotify)jw_page_free) };
    jw_draw_options whole = *options;
    whole.depth = 0; /* a view may say it of its tree; there is none here */
    whole.collapse = NULL;
    jw_coverage *own = coverage ? NULL : jw_cover(m, diags);
    bool good =
        (coverage || own) &&
        find_attribute(m, options->rows ? options->rows : "industry", &matrix.attribute[JW_ROWS], diags) &&
        find_attribute(m, options->columns ? options->columns : "street", &matrix.attribute[JW_COLUMNS],
                       diags) &&
        find_rate(options->rate, &matrix.rate, diags) &&
        jw_draft_begin(&matrix.draft, m, coverage ? coverage : own, &whole, MOST_UNITS, diags);
    if (good) {
        g_autoptr(GArray) nothing = g_array_new(FALSE, FALSE, sizeof(int));
        matrix.draft.chart.units = nothing;
        matrix.draft.chart.links = nothing;
        good = print_pages(&p, options, r, diags);
    }
    jw_matrix_clear(&matrix);
    jw_draft_end(&matrix.draft);
    jw_coverage_free(own);
    if (good) return p.made;
    g_ptr_array_unref(p.made);
    return NULL;
}
