/* rank: every unit by one measure; by all of them (rank_all.c); the communities (rank_community.c). */
#include "cli/rank.h"

#include "base/number.h"
#include "base/words.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What all answers share. */

static void json_links(jw_json_out *out, const ranking *r)
{
    jw_json_key(out, "links");
    jw_json_open_inline(out, '[');
    for (size_t i = 0; r->links && r->links[i]; i++) jw_json_string(out, r->links[i]);
    for (size_t i = 0; !r->links && i < jw_model_link_kinds(r->s.model); i++)
        jw_json_string(out, jw_model_link_kind(r->s.model, i)->name);
    jw_json_close(out, ']');
}

void rank_json_head(jw_json_out *out, const ranking *r, const char *measure, bool directed)
{
    jw_json_put_string(out, "model", session_model_name(&r->s));
    jw_json_put_string(out, "measure", measure);
    jw_json_put_bool(out, "directed", directed);
    jw_json_put_bool(out, "normalized", r->options.normalized);
    json_links(out, r);
}

void rank_json_unit(jw_json_out *out, const ranking *r, uint32_t u)
{
    jw_json_put_string(out, "id", jw_unit_id(r->s.model, u));
    jw_json_put_string(out, "name", jw_unit_name(r->s.model, u));
    jw_json_put_string(out, "kind", jw_unit_kind_of(r->s.model, u)->name);
}

void rank_unit_columns(jw_grid *g, const ranking *r)
{
    static const char *const columns[] = { "column.id", "column.name", "column.kind" };
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        jw_grid_column(g, jw_word(r->s.lang, columns[i]), false);
}

void rank_unit_cells(jw_grid *g, const ranking *r, uint32_t u)
{
    const jw_unit_kind *kind = jw_unit_kind_of(r->s.model, u);
    const char *word = r->s.lang == JW_ZH ? kind->zh : kind->en;
    jw_grid_cell(g, jw_unit_id(r->s.model, u));
    jw_grid_cell(g, jw_unit_name(r->s.model, u));
    jw_grid_cell(g, r->format == FORMAT_TABLE && word ? word : kind->name);
}

const char *rank_measure_word(const ranking *r, const jw_measure *measure)
{
    return r->s.lang == JW_ZH ? measure->zh : measure->en;
}

void rank_take_units(ranking *r)
{
    uint32_t n = (uint32_t)jw_model_unit_count(r->s.model);
    r->units = g_new(uint32_t, n + 1);
    for (uint32_t u = 0; u < n; u++)
        if (session_takes(&r->s, u)) r->units[r->n++] = u;
}

double rank_illustrative(const ranking *r)
{
    double n = 0;
    int attribute = jw_model_find_attribute(r->s.model, "illustrative");
    for (size_t i = 0; i < r->n; i++)
        n += jw_unit_flag(r->s.model, r->rows ? r->rows[i].unit : r->units[i], attribute) == 1;
    return n;
}

/* One measure. */

static void json_lost(jw_json_out *out, const ranking *r, uint32_t u)
{
    const uint32_t *lost;
    size_t n = jw_losses_of(r->losses, u, &lost);
    jw_json_key(out, "lost");
    jw_json_open_inline(out, '[');
    for (size_t i = 0; i < n; i++) jw_json_string(out, jw_unit_id(r->s.model, lost[i]));
    jw_json_close(out, ']');
}

static void write_json(FILE *stream, const ranking *r)
{
    const jw_measure *measure = r->measure;
    jw_json_out out;
    jw_json_begin(&out, stream);
    jw_json_open(&out, '{');
    rank_json_head(&out, r, measure->name,
                   (r->options.directed && !measure->always_undirected) || measure->always_directed);
    jw_json_key(&out, "units");
    jw_json_open(&out, '[');
    size_t n = rows_to_list(r->has_top ? r->top : 0, r->n);
    for (size_t i = 0; i < n; i++) {
        const jw_rank_row *row = &r->rows[i];
        jw_json_open_inline(&out, '{');
        jw_json_put_number(&out, "rank", row->rank);
        rank_json_unit(&out, r, row->unit);
        jw_json_put_number(&out, "score", row->score);
        if (r->losses) json_lost(&out, r, row->unit);
        jw_json_close(&out, '}');
    }
    jw_json_close(&out, ']');
    jw_json_put_number(&out, "illustrative", rank_illustrative(r));
    put_skipped(&out, &r->s);
    jw_json_put_number(&out, "centralization", r->centralization);
    rank_put_distribution(&out, r);
    rank_put_evidence(&out, r);
    jw_json_close(&out, '}');
    jw_json_end(&out);
}

char *rank_names(const ranking *r, const uint32_t *units, size_t n)
{
    enum { NAMED = 3 };
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < MIN(n, NAMED); i++) {
        g_string_append(names, i == 0 ? "" : r->s.lang == JW_ZH ? "、" : ", ");
        g_string_append(names, jw_unit_name(r->s.model, units[i]));
    }
    if (n > NAMED) {
        g_autofree char *rest = g_strdup_printf("%zu", n - NAMED);
        char *more = jw_sentence(r->s.lang, "rank.more-lost", "n", rest, NULL);
        g_string_append(names, more);
        free(more);
    }
    return g_string_free(names, FALSE);
}

static char *ids(const ranking *r, const uint32_t *units, size_t n)
{
    GString *all = g_string_new(NULL);
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(all, "%s%s", i ? ";" : "", jw_unit_id(r->s.model, units[i]));
    return g_string_free(all, FALSE);
}

/* In a CSV the ids of all who are lost, for machines; in a table the first few names. */
static void lost_cell(jw_grid *g, const ranking *r, uint32_t u)
{
    const uint32_t *lost;
    size_t n = jw_losses_of(r->losses, u, &lost);
    g_autofree char *cell = (r->format == FORMAT_TABLE ? rank_names : ids)(r, lost, n);
    jw_grid_cell(g, cell);
}

static jw_grid *make_grid(const ranking *r, size_t n)
{
    jw_lang lang = r->s.lang;
    char *title =
        jw_sentence(lang, "rank.head", "name", r->s.title, "measure", rank_measure_word(r, r->measure), NULL);
    jw_grid *g = jw_grid_new(title);
    free(title);
    jw_grid_column(g, jw_word(lang, "column.rank"), true);
    rank_unit_columns(g, r);
    jw_grid_column(g, jw_word(lang, "column.score"), true);
    if (r->losses) jw_grid_column(g, jw_word(lang, "column.lost"), false);
    for (size_t i = 0; i < n; i++) {
        const jw_rank_row *row = &r->rows[i];
        jw_grid_number(g, row->rank);
        rank_unit_cells(g, r, row->unit);
        jw_grid_number(g, row->score);
        if (r->losses) lost_cell(g, r, row->unit);
    }
    return g;
}

static void print_centralization(FILE *stream, const ranking *r)
{
    char text[JW_NUMBER_SIZE];
    if (isnan(r->centralization)) return;
    jw_format_fixed(text, r->centralization, 4);
    char *line = jw_sentence(r->s.lang, "rank.centralization", "value", text, NULL);
    fprintf(stream, "%s\n", line);
    free(line);
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
        rank_print_distribution(stream, r);
        rank_print_evidence(stream, r);
        print_centralization(stream, r);
        print_illustrative(stream, &r->s, "rank.illustrative", rank_illustrative(r));
        print_skipped(stream, &r->s);
    } else {
        jw_grid_write_csv(g, stream, to_file);
    }
    jw_grid_free(g);
}

void rank_ignore(ranking *r, option_id option, const char *measure)
{
    static const struct {
        option_id id;
        const char *name;
    } names[] = { { OPT_LINKS, "--links" },
                  { OPT_DIRECTED, "--directed" },
                  { OPT_NORMALIZED, "--normalized" } };
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (names[i].id == option && r->s.args->given[option])
            jw_diags_add(r->s.diags, &(jw_diag){ .severity = JW_WARNING,
                                                 .code = "ignored-option",
                                                 .found = names[i].name,
                                                 .expected = measure });
}

/* Authority has its own links and its own direction, and what falls apart falls apart in either: options on
 * the network are warned of and left out, in what the result says too. */
static void ignore_options(ranking *r)
{
    const jw_measure *measure = r->measure;
    if (!measure->is_centrality) rank_ignore(r, OPT_LINKS, measure->name);
    if (!measure->is_centrality || measure->always_undirected) rank_ignore(r, OPT_DIRECTED, measure->name);
    if (!measure->normalizes) rank_ignore(r, OPT_NORMALIZED, measure->name);
    r->options.normalized &= measure->normalizes;
    if (measure->is_centrality) return;
    g_clear_pointer(&r->links, g_strfreev);
    r->options = (jw_rank_options){ NULL, false, false };
}

/* Of a chain of a million each unit cuts off all below it: half a million million names. A table names three
 * of each. */
static bool lists_fit(ranking *r)
{
    enum { MOST_LISTED = 20000000 };
    size_t listed = 0, n = rows_to_list(r->has_top ? r->top : 0, r->n);
    const uint32_t *lost;
    for (size_t i = 0; i < n && r->format != FORMAT_TABLE; i++) {
        listed += jw_losses_of(r->losses, r->rows[i].unit, &lost);
        if (listed <= MOST_LISTED) continue;
        g_autofree char *most = g_strdup_printf("%d", MOST_LISTED);
        jw_diags_add(r->s.diags,
                     &(jw_diag){ .severity = JW_ERROR, .code = "too-many-lost", .expected = most });
        return false;
    }
    return true;
}

static bool rank_one(ranking *r)
{
    const jw_model *m = r->s.model;
    ignore_options(r);
    g_autofree double *scores = g_new(double, jw_model_unit_count(m) + 1);
    if (!r->measure->run(m, &r->options, scores, r->s.diags)) return false;
    jw_rank_scores(m, r->measure, scores, session_takes, &r->s, &r->rows, &r->n);
    r->centralization = jw_round_score(jw_centralization(m, r->measure, &r->options, scores));
    if (!r->s.args->given[OPT_SHOW_LOST]) return true;
    r->losses = jw_losses_new(m, r->measure, &r->options, r->s.diags);
    return r->losses != NULL && lists_fit(r);
}

/* The verb. */

typedef struct {
    const char *name; /* of --by; NULL: that of a measure */
    bool (*compute)(ranking *r);
    void (*write)(FILE *stream, bool to_file, void *context);
} answer;

static const answer answers[] = {
    { "all", rank_all, rank_all_write },
    { "community", rank_community, rank_community_write },
    { NULL, rank_one, write_report },
};

static const answer *choose_answer(const arguments *a, ranking *r, int *exit_code)
{
    const char *name = a->value[OPT_BY], *nearest = NULL;
    const answer *chosen = answers;
    while (chosen->name && (!name || strcmp(name, chosen->name) != 0)) chosen++;
    r->measure = name && !chosen->name ? jw_measure_named(name, &nearest) : NULL;
    if (!name || (!chosen->name && !r->measure)) {
        *exit_code = usage_error(a, name ? "usage.measure" : "usage.needs-measure", name, nearest);
        return NULL;
    }
    if (a->given[OPT_SHOW_LOST] && !(r->measure && jw_measure_has_losses(r->measure))) {
        *exit_code = usage_error(a, "usage.show-lost", name, NULL);
        return NULL;
    }
    return chosen;
}

/* A slip in --links, or to ask for too much, is a slip of usage; all else that can go wrong lies in the
 * model. */
static int exit_of_failure(const session *s)
{
    const char *code = jw_diags_get(s->diags, jw_diags_size(s->diags) - 1)->code;
    bool usage = strcmp(code, "unknown-link-kind") == 0 || strcmp(code, "too-many-lost") == 0;
    return usage ? JW_EXIT_USAGE : JW_EXIT_INPUT;
}

static void ranking_clear(ranking *r)
{
    for (size_t i = 0; r->scores && i < jw_measures(); i++) g_free(r->scores[i]);
    g_free(r->scores);
    g_free(r->centralizations);
    g_free(r->units);
    free(r->rows);
    jw_losses_free(r->losses);
    jw_communities_free(r->communities);
    g_strfreev(r->links);
    session_close(&r->s);
}

int verb_rank(const arguments *a)
{
    ranking r = { .top = 20, .has_top = a->given[OPT_TOP] };
    int exit_code;
    const answer *chosen = choose_answer(a, &r, &exit_code);
    if (!chosen || !choose_format(a, &r.format, &exit_code) || !read_count(a, OPT_TOP, 0, &r.top, &exit_code))
        return exit_code;
    if (a->value[OPT_LINKS] && !*a->value[OPT_LINKS])
        return usage_error(a, "usage.needs-value", "--links", NULL);
    r.links = a->value[OPT_LINKS] ? g_strsplit(a->value[OPT_LINKS], ",", -1) : NULL;
    for (char **kind = r.links; kind && *kind; kind++) g_strstrip(*kind);
    r.options =
        (jw_rank_options){ (const char *const *)r.links, a->given[OPT_DIRECTED], a->given[OPT_NORMALIZED] };
    if (session_open(&r.s, a, false, &exit_code)) {
        size_t before = jw_diags_size(r.s.diags);
        progress(a, "progress.measure");
        bool good = chosen->compute(&r);
        progress(a, NULL);
        for (size_t i = before; i < jw_diags_size(r.s.diags); i++) {
            const jw_diag *f = jw_diags_get(r.s.diags, i);
            if (f->severity == JW_ERROR || !a->given[OPT_QUIET]) print_finding(stderr, f, r.s.lang);
        }
        exit_code = good ? write_result(&r.s, chosen->write, &r) : exit_of_failure(&r.s);
    }
    ranking_clear(&r);
    return exit_code;
}
