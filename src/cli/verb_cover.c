/* cover: rates, bounds, reach, groups, and every gap with its causes and remedies. JSON: cover_json.c, CSV:
 * cover_csv.c, the tables for people: cover_table.c. */
#include "cli/cover.h"

#include "base/number.h"
#include "base/text.h"
#include "base/words.h"
#include "model/build.h"
#include "model/kinds.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* --require [which=]RATE */
static bool read_require(const arguments *a, cover_report *r, int *exit_code)
{
    const char *text = a->value[OPT_REQUIRE], *equals = text ? strchr(text, '=') : NULL;
    r->require = JW_RATE_FULL;
    if (!text) return true;
    bool known = !equals;
    for (int i = 0; i < JW_RATES; i++)
        if (equals && strncmp(text, jw_rate_name(i), (size_t)(equals - text)) == 0 &&
            !jw_rate_name(i)[equals - text]) {
            r->require = (jw_rate)i;
            known = true;
        }
    if (known && jw_parse_number(equals ? equals + 1 : text, &r->least) && r->least >= 0 && r->least <= 1)
        return true;
    *exit_code = usage_error(a, "usage.rate", text, NULL);
    return false;
}

/* What the groups go by: an attribute, or the kind; -1 if there is none of that name. */
static int find_by(const jw_model *m, const char *name)
{
    return strcmp(name, "kind") == 0 ? JW_BY_KIND : jw_model_find_attribute(m, name);
}

static int unknown_attribute(const session *s, const char *name)
{
    const char *nearest = jw_model_nearest_attribute(s->model, name, JW_ON_UNITS);
    bool is_kind = strcmp(name, jw_word(JW_ZH, "column.kind")) == 0;
    return usage_error(s->args, "usage.attribute", name, is_kind ? "kind" : nearest);
}

static void clear_by(void *item)
{
    cover_by *by = item;
    jw_groups_free(by->groups);
    g_free(by->attributes);
    g_free(by->label);
}

/* One of the tables that --by asks for: "street*industry". */
static bool add_by(cover_report *r, const char *label, int *exit_code)
{
    if (!*label) {
        *exit_code = unknown_attribute(&r->s, label);
        return false;
    }
    g_auto(GStrv) names = g_strsplit(label, "*", -1);
    cover_by by = { g_strdup(label), g_new(int, g_strv_length(names)), g_strv_length(names), NULL };
    for (size_t i = 0; i < by.n; i++) {
        by.attributes[i] = find_by(r->s.model, g_strstrip(names[i]));
        if (by.attributes[i] == -1) {
            *exit_code = unknown_attribute(&r->s, names[i]);
            clear_by(&by);
            return false;
        }
    }
    by.groups = jw_coverage_by(r->s.coverage, by.attributes, by.n, session_takes, &r->s);
    g_array_append_val(r->by, by);
    return true;
}

static bool read_by(const arguments *a, cover_report *r, int *exit_code)
{
    const char *text = a->value[OPT_BY];
    if (text && !*text) return add_by(r, text, exit_code);
    g_auto(GStrv) labels = g_strsplit(text ? text : "", ",", -1);
    for (char **label = labels; *label; label++)
        if (!add_by(r, *label, exit_code)) return false;
    return true;
}

enum { PIECE = 512 }; /* gaps; enough for one write, and their text stays in the processor's cache */

static size_t gaps_to_list(const cover_report *r)
{
    return rows_to_list(r->has_top ? r->top : 0, r->n_gaps);
}

void cover_work(const jw_job *job, void *context, const cover_report *r)
{
    jw_coverage_prepare_remedies(r->s.coverage);
    jw_work(job, context, (uint32_t)((gaps_to_list(r) + PIECE - 1) / PIECE), 0);
}

size_t cover_piece(const cover_report *r, uint32_t piece, const jw_gap **gaps)
{
    size_t from = (size_t)piece * PIECE;
    *gaps = r->gaps + from;
    return MIN(gaps_to_list(r) - from, PIECE);
}

static void write_report(FILE *stream, bool to_file, void *context)
{
    const cover_report *r = context;
    if (r->format == FORMAT_JSON)
        cover_write_json(stream, r);
    else if (r->format == FORMAT_CSV)
        cover_write_csv(stream, to_file, r);
    else
        cover_write_table(stream, r);
}

static void keep_gaps(cover_report *r)
{
    r->n_gaps = jw_coverage_gaps(r->s.coverage, &r->gaps);
    if (!r->s.takes) return;
    size_t n = 0;
    r->taken = g_new(jw_gap, r->n_gaps);
    for (size_t i = 0; i < r->n_gaps; i++)
        if (session_takes(&r->s, r->gaps[i].unit)) r->taken[n++] = r->gaps[i];
    r->gaps = r->taken;
    r->n_gaps = n;
}

static int report(const arguments *a, cover_report *r)
{
    int exit_code;
    if (!read_by(a, r, &exit_code)) return exit_code;
    r->tally = r->s.takes ? jw_coverage_tally_where(r->s.coverage, session_takes, &r->s)
                          : *jw_coverage_tally(r->s.coverage);
    keep_gaps(r);
    exit_code = write_result(&r->s, write_report, r);
    /* Not "rate < least": a rate that is not there fails too. */
    if (exit_code == JW_EXIT_DONE && a->given[OPT_REQUIRE] &&
        !(jw_tally_rate(&r->tally, r->require) >= r->least))
        exit_code = JW_EXIT_NO;
    return exit_code;
}

int verb_cover(const arguments *a)
{
    cover_report r = { .top = 20, .has_top = a->given[OPT_TOP] };
    int exit_code;
    if (!choose_format(a, &r.format, &exit_code) || !read_count(a, OPT_TOP, 0, &r.top, &exit_code) ||
        !read_require(a, &r, &exit_code))
        return exit_code;
    r.by = g_array_new(FALSE, FALSE, sizeof(cover_by));
    g_array_set_clear_func(r.by, clear_by);
    if (session_open(&r.s, a, false, &exit_code)) exit_code = report(a, &r);
    g_array_free(r.by, TRUE);
    g_free(r.taken);
    session_close(&r.s);
    return exit_code;
}
