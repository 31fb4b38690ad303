/* How many units have how much: the spans and depths of an organization at a glance. Few values have a row
 * each, many share rows that double: 1, 2, 3–4, 5–8, … */
#include "cli/rank.h"

#include "base/number.h"
#include "base/words.h"

#include <glib.h>
#include <math.h>

typedef struct {
    double from, to; /* whole numbers; NAN: units without a value */
    size_t units;
} band;

enum { MOST_SINGLE = 12, LONGEST_BAR = 40 };

static double largest_score(const ranking *r)
{
    double largest = 0;
    for (size_t i = 0; i < r->n; i++)
        if (r->rows[i].score > largest) largest = r->rows[i].score;
    return ceil(largest);
}

static GArray *empty_bands(const ranking *r)
{
    GArray *bands = g_array_new(FALSE, FALSE, sizeof(band));
    double largest = largest_score(r);
    for (double from = 0, to = 0; from <= largest; from = to + 1) {
        to = from < 2 || largest <= MOST_SINGLE ? from : 2 * (from - 1);
        band b = { from, to, 0 };
        g_array_append_val(bands, b);
    }
    return bands;
}

/* A span that counts for parts of units (`count` 2.5) falls where its next whole number does. */
static GArray *count_bands(const ranking *r)
{
    GArray *bands = empty_bands(r);
    band none = { NAN, NAN, 0 };
    for (size_t i = 0; i < r->n; i++) {
        double score = ceil(r->rows[i].score);
        none.units += isnan(score);
        for (guint k = 0; k < bands->len && !isnan(score); k++) {
            band *b = &g_array_index(bands, band, k);
            b->units += score >= b->from && score <= b->to;
        }
    }
    if (none.units) g_array_append_val(bands, none);
    return bands;
}

void rank_put_distribution(jw_json_out *out, const ranking *r)
{
    if (!r->measure->has_distribution) return;
    GArray *bands = count_bands(r);
    jw_json_key(out, "distribution");
    jw_json_open(out, '[');
    for (guint i = 0; i < bands->len; i++) {
        const band *b = &g_array_index(bands, band, i);
        jw_json_open_inline(out, '{');
        jw_json_put_number(out, "from", b->from);
        jw_json_put_number(out, "to", b->to);
        jw_json_put_number(out, "units", (double)b->units);
        jw_json_close(out, '}');
    }
    jw_json_close(out, ']');
    g_array_free(bands, TRUE);
}

static char *band_text(const band *b)
{
    if (isnan(b->from)) return g_strdup("–");
    char from[JW_NUMBER_SIZE], to[JW_NUMBER_SIZE];
    jw_format_number(from, b->from);
    jw_format_number(to, b->to);
    return b->from == b->to ? g_strdup(from) : g_strdup_printf("%s–%s", from, to);
}

/* The longest bar has LONGEST_BAR marks; whoever is there at all has one. */
static char *bar_text(size_t units, size_t most)
{
    size_t n = (units * LONGEST_BAR + most / 2) / most;
    GString *bar = g_string_new(NULL);
    for (size_t i = 0; i < (units && !n ? 1 : n); i++) g_string_append(bar, "▇");
    return g_string_free(bar, FALSE);
}

void rank_print_distribution(FILE *stream, const ranking *r)
{
    if (!r->measure->has_distribution || !r->n) return;
    GArray *bands = count_bands(r);
    size_t most = 1;
    for (guint i = 0; i < bands->len; i++) most = MAX(most, g_array_index(bands, band, i).units);
    jw_grid *g = jw_grid_new(NULL);
    jw_grid_column(g, rank_measure_word(r, r->measure), true);
    jw_grid_column(g, jw_word(r->s.lang, "column.units"), true);
    jw_grid_column(g, jw_word(r->s.lang, "column.distribution"), false);
    for (guint i = 0; i < bands->len; i++) {
        const band *b = &g_array_index(bands, band, i);
        g_autofree char *text = band_text(b), *bar = bar_text(b->units, most);
        jw_grid_cell(g, text);
        jw_grid_number(g, (double)b->units);
        jw_grid_cell(g, bar);
    }
    print_grid(stream, g, bands->len, r->s.lang);
    jw_grid_free(g);
    g_array_free(bands, TRUE);
}
