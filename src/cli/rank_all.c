/* rank --by all: one row a unit with every measure, and how the measures agree. */
#include "cli/rank.h"

#include "base/number.h"
#include "base/words.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

bool rank_all(ranking *r)
{
    size_t n = jw_model_unit_count(r->s.model);
    rank_take_units(r);
    r->scores = g_new0(double *, jw_measures());
    r->centralizations = g_new(double, jw_measures());
    for (size_t i = 0; i < jw_measures(); i++) {
        const jw_measure *measure = jw_measure_at(i);
        r->scores[i] = g_new(double, n + 1);
        if (!measure->run(r->s.model, &r->options, r->scores[i], r->s.diags)) return false;
        double whole = jw_centralization(r->s.model, measure, &r->options, r->scores[i]);
        r->centralizations[i] = jw_round_score(whole);
        for (size_t u = 0; u < n; u++) r->scores[i][u] = jw_round_score(r->scores[i][u]);
    }
    return true;
}

typedef struct {
    double score;
    size_t at;
} entry;

static int compare_entries(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    return (x->score > y->score) - (x->score < y->score);
}

/* The places of the units listed by measure i: 0, 1, …, equal scores sharing one, the worst first; NAN: none.
 * The correlations of places are those of scores, and places are quick to sort. */
static double *places_of(const ranking *r, size_t i)
{
    double sign = jw_measure_at(i)->smallest_first ? -1 : 1, *place = g_new(double, r->n + 1);
    entry *entries = g_new(entry, r->n + 1);
    size_t n = 0;
    for (size_t u = 0; u < r->n; u++) {
        double score = sign * r->scores[i][r->units[u]];
        place[u] = NAN;
        if (!isnan(score)) entries[n++] = (entry){ score, u };
    }
    qsort(entries, n, sizeof *entries, compare_entries);
    double next = 0;
    for (size_t k = 0; k < n; k++) {
        if (k && entries[k].score != entries[k - 1].score) next++;
        place[entries[k].at] = next;
    }
    g_free(entries);
    return place;
}

static double **all_places(const ranking *r)
{
    double **places = g_new(double *, jw_measures());
    for (size_t i = 0; i < jw_measures(); i++) places[i] = places_of(r, i);
    return places;
}

static void free_places(double **places)
{
    for (size_t i = 0; i < jw_measures(); i++) g_free(places[i]);
    g_free(places);
}

static void write_json(FILE *stream, const ranking *r)
{
    jw_json_out out;
    jw_json_begin(&out, stream);
    jw_json_open(&out, '{');
    rank_json_head(&out, r, "all", r->options.directed);
    jw_json_key(&out, "units");
    jw_json_open(&out, '[');
    size_t n = rows_to_list(r->has_top ? r->top : 0, r->n);
    for (size_t u = 0; u < n; u++) {
        jw_json_open_inline(&out, '{');
        rank_json_unit(&out, r, r->units[u]);
        for (size_t i = 0; i < jw_measures(); i++)
            jw_json_put_number(&out, jw_measure_at(i)->name, r->scores[i][r->units[u]]);
        jw_json_close(&out, '}');
    }
    jw_json_close(&out, ']');
    jw_json_put_number(&out, "illustrative", rank_illustrative(r));
    put_skipped(&out, &r->s);
    jw_json_key(&out, "centralization");
    jw_json_open(&out, '{');
    for (size_t i = 0; i < jw_measures(); i++)
        if (!isnan(r->centralizations[i]))
            jw_json_put_number(&out, jw_measure_at(i)->name, r->centralizations[i]);
    jw_json_close(&out, '}');
    double **places = all_places(r);
    jw_json_key(&out, "correlation");
    jw_json_open(&out, '[');
    for (size_t i = 0; i < jw_measures(); i++)
        for (size_t j = i + 1; j < jw_measures(); j++) {
            jw_json_open_inline(&out, '{');
            jw_json_put_string(&out, "a", jw_measure_at(i)->name);
            jw_json_put_string(&out, "b", jw_measure_at(j)->name);
            jw_json_put_number(&out, "spearman", jw_round_score(jw_spearman(places[i], places[j], r->n)));
            jw_json_put_number(&out, "kendall", jw_round_score(jw_kendall(places[i], places[j], r->n)));
            jw_json_close(&out, '}');
        }
    free_places(places);
    jw_json_close(&out, ']');
    jw_json_close(&out, '}');
    jw_json_end(&out);
}

/* A score in a table of many columns: four digits. */
static void short_number(jw_grid *g, double value)
{
    char text[32];
    g_ascii_formatd(text, sizeof text, "%.4g", value);
    jw_grid_number(g, isnan(value) ? value : g_ascii_strtod(text, NULL));
}

static jw_grid *unit_grid(const ranking *r, size_t n)
{
    bool table = r->format == FORMAT_TABLE;
    char *title = jw_sentence(r->s.lang, "rank.all", "name", r->s.title, NULL);
    jw_grid *g = jw_grid_new(title);
    free(title);
    rank_unit_columns(g, r);
    for (size_t i = 0; i < jw_measures(); i++)
        jw_grid_column(g, table ? rank_measure_word(r, jw_measure_at(i)) : jw_measure_at(i)->name, true);
    for (size_t u = 0; u < n; u++) {
        rank_unit_cells(g, r, r->units[u]);
        for (size_t i = 0; i < jw_measures(); i++) {
            double score = r->scores[i][r->units[u]];
            if (table)
                short_number(g, score);
            else
                jw_grid_number(g, score);
        }
    }
    return g;
}

/* Spearman's above the diagonal, Kendall's below it: all pairs on one page. */
static jw_grid *agreement_grid(const ranking *r)
{
    jw_grid *g = jw_grid_new(jw_word(r->s.lang, "rank.agreement"));
    bool table = r->format == FORMAT_TABLE;
    double **places = all_places(r);
    jw_grid_column(g, jw_word(r->s.lang, "column.measure"), false);
    for (size_t i = 0; i < jw_measures(); i++)
        jw_grid_column(g, table ? rank_measure_word(r, jw_measure_at(i)) : jw_measure_at(i)->name, true);
    for (size_t i = 0; i < jw_measures(); i++) {
        jw_grid_cell(g, table ? rank_measure_word(r, jw_measure_at(i)) : jw_measure_at(i)->name);
        for (size_t j = 0; j < jw_measures(); j++) {
            const double *a = places[MIN(i, j)], *b = places[MAX(i, j)];
            double value = i == j ? NAN : jw_round_score((i < j ? jw_spearman : jw_kendall)(a, b, r->n));
            if (i == j)
                jw_grid_cell(g, NULL);
            else if (table)
                jw_grid_fixed(g, value, 2, "");
            else
                jw_grid_number(g, value);
        }
    }
    free_places(places);
    return g;
}

void rank_all_write(FILE *stream, bool to_file, void *context)
{
    const ranking *r = context;
    if (r->format == FORMAT_JSON) {
        write_json(stream, r);
        return;
    }
    bool table = r->format == FORMAT_TABLE;
    jw_grid *units = unit_grid(r, rows_to_list(table || r->has_top ? r->top : 0, r->n)),
            *pairs = agreement_grid(r);
    if (table) {
        print_grid(stream, units, r->n, r->s.lang);
        print_grid(stream, pairs, jw_measures(), r->s.lang);
        print_illustrative(stream, &r->s, "rank.illustrative", rank_illustrative(r));
        print_skipped(stream, &r->s);
    } else {
        jw_grid_write_csv(units, stream, to_file);
        fputc('\n', stream);
        jw_grid_write_csv(pairs, stream, false);
    }
    jw_grid_free(units);
    jw_grid_free(pairs);
}
