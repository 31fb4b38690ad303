/* How much coverage is left when units go. */
#include "jingwei/compare.h"

#include "jingwei/rank.h"
#include "model/build.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

/* Numbers that are the same on every machine: splitmix64 (Steele, Lea and Flood 2014). */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/* Which units may go. */
typedef struct {
    const jw_model *m;
    bool *root;
} victims;

static bool may_go(void *context, uint32_t u)
{
    const victims *v = context;
    return !v->root[u] && !jw_unit_is_eliminated(v->m, u);
}

/* The first `most` of them; the array is in the order in which they go. NULL after adding a finding. */
static GArray *most_critical(victims *v, size_t most, jw_diags *diags)
{
    jw_rank_row *rows;
    size_t n;
    if (!jw_rank(v->m, jw_measure_named("criticality", NULL), NULL, may_go, v, &rows, &n, diags)) return NULL;
    GArray *order = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (size_t i = 0; i < n && i < most; i++) g_array_append_val(order, rows[i].unit);
    free(rows);
    return order;
}

static GArray *at_random(victims *v, size_t most, uint64_t seed)
{
    GArray *order = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t u = 0; u < jw_model_unit_count(v->m); u++)
        if (may_go(v, u)) g_array_append_val(order, u);
    uint32_t *units = (uint32_t *)(void *)order->data;
    for (guint i = 0; i < order->len && i < most; i++) {
        guint k = i + (guint)(next_random(&seed) % (order->len - i));
        uint32_t swap = units[i];
        units[i] = units[k];
        units[k] = swap;
    }
    g_array_set_size(order, (guint)MIN(most, order->len));
    return order;
}

static double reached(const jw_model *m, const jw_coverage *c)
{
    double sum = 0;
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++)
        if (jw_coverage_status(c, u) != JW_NOT_COUNTED && jw_coverage_is_reached(c, u))
            sum += jw_unit_count(m, u);
    return sum;
}

/* What stood at the start. */
typedef struct {
    double known, reached;
} whole;

/* A row; the first sets the whole. */
static bool measure(const jw_model *m, uint32_t gone, whole *start, jw_stress_step *step, jw_diags *diags)
{
    jw_coverage *c = jw_cover(m, diags);
    if (!c) return false;
    jw_tally t = *jw_coverage_tally(c);
    *step = (jw_stress_step){ .unit = gone, .reached = reached(m, c) };
    if (gone == JW_NO_UNIT) *start = (whole){ t.known, step->reached };
    t.known = start->known;
    step->remaining = start->reached > 0 ? step->reached / start->reached : NAN;
    for (int r = 0; r < JW_RATES; r++) step->rate[r] = jw_tally_rate(&t, (jw_rate)r);
    jw_coverage_free(c);
    return true;
}

/* Takes the units out of a copy, a row each. */
static bool take_out(const jw_model *m, const GArray *order, jw_stress_step *steps, jw_diags *diags)
{
    jw_model *left = jw_model_copy(m);
    whole start;
    bool good = measure(left, JW_NO_UNIT, &start, &steps[0], diags);
    for (guint i = 0; i < order->len && good; i++) {
        uint32_t u = g_array_index(order, uint32_t, i);
        jw_model_set_text(left, false, u, JW_STATE, "eliminated");
        good = measure(left, u, &start, &steps[i + 1], diags);
    }
    jw_model_free(left);
    return good;
}

bool jw_stress(const jw_model *m, size_t most, const uint64_t *seed, jw_stress_step **steps, size_t *n,
               jw_diags *diags)
{
    const uint32_t *roots;
    size_t n_roots = jw_model_roots(m, &roots);
    victims v = { m, g_new0(bool, jw_model_unit_count(m) + 1) };
    for (size_t i = 0; i < n_roots; i++) v.root[roots[i]] = true;
    GArray *order = seed ? at_random(&v, most, *seed) : most_critical(&v, most, diags);
    g_free(v.root);
    if (!order) return false;
    *n = order->len + 1;
    *steps = malloc(*n * sizeof **steps);
    if (!*steps) g_error("out of memory");
    bool good = take_out(m, order, *steps, diags);
    if (!good) {
        free(*steps);
        *steps = NULL;
    }
    g_array_free(order, TRUE);
    return good;
}
