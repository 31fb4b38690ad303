/* rank: every unit by one measure. */
#include "cli/cli.h"

#include "base/words.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    session s;
    result_format format;
    const jw_measure *measure;
    jw_rank_options options;
    char **links;
    uint64_t top;
    bool has_top;
    jw_rank_row *rows;
    size_t n;
} ranking;

static void json_links(jw_json_out *out, const ranking *r)
{
    jw_json_key(out, "links");
    jw_json_open_inline(out, '[');
    for (size_t i = 0; r->links && r->links[i]; i++)
        jw_json_string(out, r->links[i]);
    for (size_t i = 0; !r->links && i < jw_model_link_kinds(r->s.model); i++)
        jw_json_string(out, jw_model_link_kind(r->s.model, i)->name);
    jw_json_close(out, ']');
}

/* How many of the units ranked are illustrative. */
static double illustrative(const ranking *r)
{
    double n = 0;
    int attribute = jw_model_find_attribute(r->s.model, "illustrative");
    for (size_t i = 0; i < r->n; i++)
        n += jw_unit_flag(r->s.model, r->rows[i].unit, attribute) == 1;
    return n;
}

static void write_json(FILE *stream, const ranking *r)
{
    jw_json_out out;
    jw_json_begin(&out, stream);
    jw_json_open(&out, '{');
    jw_json_put_string(&out, "model", session_model_name(&r->s));
    jw_json_put_string(&out, "measure", r->measure->name);
    jw_json_put_bool(&out, "directed", r->options.directed || r->measure->always_directed);
    jw_json_put_bool(&out, "normalized", r->options.normalized);
    json_links(&out, r);
    jw_json_key(&out, "units");
    jw_json_open(&out, '[');
    size_t n = rows_to_list(r->has_top ? r->top : 0, r->n);
    for (size_t i = 0; i < n; i++) {
        const jw_rank_row *row = &r->rows[i];
        jw_json_open_inline(&out, '{');
        jw_json_put_number(&out, "rank", row->rank);
        jw_json_put_string(&out, "id", jw_unit_id(r->s.model, row->unit));
        jw_json_put_string(&out, "name", jw_unit_name(r->s.model, row->unit));
        jw_json_put_string(&out, "kind", jw_unit_kind_of(r->s.model, row->unit)->name);
        jw_json_put_number(&out, "score", row->score);
        jw_json_close(&out, '}');
    }
    jw_json_close(&out, ']');
    jw_json_put_number(&out, "illustrative", illustrative(r));
    put_skipped(&out, &r->s);
    jw_json_close(&out, '}');
    jw_json_end(&out);
}

/* In a CSV the kind is the model's word, for machines; in a table it is what a reader says. */
static jw_grid *make_grid(const ranking *r, size_t n)
{
    static const char *const columns[] = { "column.rank", "column.id", "column.name", "column.kind", "column.score" };
    jw_lang lang = r->s.lang;
    bool table = r->format == FORMAT_TABLE;
    char *title = jw_sentence(lang, "rank.head", "name", r->s.title, "measure",
                              lang == JW_ZH ? r->measure->zh : r->measure->en, NULL);
    jw_grid *g = jw_grid_new(title);
    free(title);
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        jw_grid_column(g, jw_word(lang, columns[i]), i == 0 || i == 4);
    for (size_t i = 0; i < n; i++) {
        const jw_rank_row *row = &r->rows[i];
        const jw_unit_kind *kind = jw_unit_kind_of(r->s.model, row->unit);
        const char *word = lang == JW_ZH ? kind->zh : kind->en;
        jw_grid_number(g, row->rank);
        jw_grid_cell(g, jw_unit_id(r->s.model, row->unit));
        jw_grid_cell(g, jw_unit_name(r->s.model, row->unit));
        jw_grid_cell(g, table && word ? word : kind->name);
        jw_grid_number(g, row->score);
    }
    return g;
}

static void write_report(FILE *stream, bool to_file, void *context)
{
    const ranking *r = context;
    if (r->format == FORMAT_JSON) {
        write_json(stream, r);
        return;
    }
    bool table = r->format == FORMAT_TABLE;
    jw_grid *g = make_grid(r, rows_to_list(table || r->has_top ? r->top : 0, r->n));
    if (table) {
        print_grid(stream, g, r->n, r->s.lang);
        print_illustrative(stream, &r->s, "rank.illustrative", illustrative(r));
        print_skipped(stream, &r->s);
    } else {
        jw_grid_write_csv(g, stream, to_file);
    }
    jw_grid_free(g);
}

static bool choose_measure(const arguments *a, ranking *r, int *exit_code)
{
    const char *name = a->value[OPT_BY], *nearest = NULL;
    r->measure = name ? jw_measure_named(name, &nearest) : NULL;
    if (!r->measure)
        *exit_code = usage_error(a, name ? "usage.measure" : "usage.needs-measure", name, nearest);
    return r->measure != NULL;
}

/* A slip in --links is a slip of usage; all else that can go wrong lies in the model. */
static int exit_of_failure(const session *s)
{
    const jw_diag *last = jw_diags_get(s->diags, jw_diags_size(s->diags) - 1);
    return strcmp(last->code, "unknown-link-kind") == 0 ? JW_EXIT_USAGE : JW_EXIT_INPUT;
}

int verb_rank(const arguments *a)
{
    ranking r = { .top = 20, .has_top = a->given[OPT_TOP] };
    int exit_code;
    if (!choose_measure(a, &r, &exit_code) || !choose_format(a, &r.format, &exit_code) ||
        !read_count(a, OPT_TOP, 0, &r.top, &exit_code))
        return exit_code;
    if (a->value[OPT_LINKS] && !*a->value[OPT_LINKS])
        return usage_error(a, "usage.needs-value", "--links", NULL);
    r.links = a->value[OPT_LINKS] ? g_strsplit(a->value[OPT_LINKS], ",", -1) : NULL;
    r.options = (jw_rank_options){ (const char *const *)r.links, a->given[OPT_DIRECTED], a->given[OPT_NORMALIZED] };
    if (session_open(&r.s, a, false, &exit_code)) {
        size_t before = jw_diags_size(r.s.diags);
        progress(a, "progress.measure");
        bool good = jw_rank(r.s.model, r.measure, &r.options, session_takes, &r.s, &r.rows, &r.n, r.s.diags);
        progress(a, NULL);
        for (size_t i = before; i < jw_diags_size(r.s.diags); i++)
            print_finding(stderr, jw_diags_get(r.s.diags, i), r.s.lang);
        exit_code = good ? write_result(&r.s, write_report, &r) : exit_of_failure(&r.s);
    }
    free(r.rows);
    g_strfreev(r.links);
    session_close(&r.s);
    return exit_code;
}
