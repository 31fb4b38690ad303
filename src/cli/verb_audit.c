/* audit: which rules of the policy are broken, and by whom; scores. */
#include "cli/cli.h"

#include "base/words.h"

#include <glib.h>
#include <stdlib.h>

typedef struct {
    session s;
    result_format format;
    uint64_t top;
    bool has_top;
    jw_audit *audit;
} auditing;

/* How many of `total` rows a result that is not a table lists. */
static size_t listed(const auditing *r, size_t total)
{
    return rows_to_list(r->has_top ? r->top : 0, total);
}

static const char *because(const auditing *r, const jw_rule_result *rule)
{
    const char *mine = rule->because[r->s.lang], *other = rule->because[!r->s.lang];
    return mine ? mine : other;
}

static const char *weight_word(const auditing *r, jw_weight weight)
{
    g_autofree char *key = g_strconcat("weight.", jw_weight_name(weight), NULL);
    return jw_word(r->s.lang, key);
}

/* How many of the targets asked are illustrative. */
static double illustrative(const auditing *r)
{
    return jw_coverage_tally_where(r->s.coverage, session_takes, (void *)&r->s).illustrative;
}

/* JSON. */

static void put_rules(jw_json_out *out, const auditing *r)
{
    jw_json_key(out, "rules");
    jw_json_open(out, '[');
    for (size_t i = 0; i < jw_audit_rules(r->audit); i++) {
        const jw_rule_result *rule = jw_audit_rule(r->audit, i);
        jw_json_open_inline(out, '{');
        jw_json_put_string(out, "id", rule->id);
        jw_json_put_string(out, "stage", rule->stage);
        jw_json_put_string(out, "severity", jw_weight_name(rule->weight));
        jw_json_put_number(out, "applies", rule->applies);
        jw_json_put_number(out, "met", rule->met);
        jw_json_put_number(out, "broken", rule->broken);
        jw_json_put_string(out, "source", rule->source);
        jw_json_close(out, '}');
    }
    jw_json_close(out, ']');
}

static void put_broken(jw_json_out *out, const auditing *r)
{
    const jw_breach *breaches;
    size_t n = listed(r, jw_audit_breaches(r->audit, &breaches));
    jw_json_key(out, "broken");
    jw_json_open(out, '[');
    for (size_t i = 0; i < n; i++) {
        const jw_rule_result *rule = jw_audit_rule(r->audit, breaches[i].rule);
        jw_json_open_inline(out, '{');
        jw_json_put_string(out, "rule", rule->id);
        jw_json_put_string(out, "id", jw_unit_id(r->s.model, breaches[i].unit));
        jw_json_put_string(out, "name", jw_unit_name(r->s.model, breaches[i].unit));
        jw_json_put_string(out, "because", because(r, rule));
        jw_json_close(out, '}');
    }
    jw_json_close(out, ']');
}

static void put_scores(jw_json_out *out, const auditing *r)
{
    const jw_score *scores;
    size_t n = listed(r, jw_audit_scores(r->audit, &scores));
    jw_json_key(out, "scores");
    jw_json_open(out, '[');
    for (size_t i = 0; i < n; i++) {
        jw_json_open_inline(out, '{');
        jw_json_put_string(out, "id", jw_unit_id(r->s.model, scores[i].unit));
        jw_json_put_string(out, "index", scores[i].index);
        jw_json_put_number(out, "score", scores[i].score);
        jw_json_close(out, '}');
    }
    jw_json_close(out, ']');
}

static void write_json(FILE *stream, const auditing *r)
{
    jw_json_out out;
    jw_json_begin(&out, stream);
    jw_json_open(&out, '{');
    jw_json_put_string(&out, "model", session_model_name(&r->s));
    put_rules(&out, r);
    put_broken(&out, r);
    put_scores(&out, r);
    jw_json_put_number(&out, "illustrative", illustrative(r));
    put_skipped(&out, &r->s);
    jw_json_close(&out, '}');
    jw_json_end(&out);
}

/* Tables. */

static jw_grid *new_grid(const auditing *r, const char *title, const char *const *columns, size_t n,
                         size_t first_number)
{
    jw_grid *g = jw_grid_new(title ? jw_word(r->s.lang, title) : NULL);
    for (size_t i = 0; i < n; i++) jw_grid_column(g, jw_word(r->s.lang, columns[i]), i >= first_number);
    return g;
}

static jw_grid *rule_grid(const auditing *r)
{
    static const char *const columns[] = { "column.rule",    "column.stage",   "column.severity",
                                           "column.because", "column.applies", "column.met",
                                           "column.broken" };
    jw_grid *g = new_grid(r, "audit.rules", columns, G_N_ELEMENTS(columns), 4);
    for (size_t i = 0; i < jw_audit_rules(r->audit); i++) {
        const jw_rule_result *rule = jw_audit_rule(r->audit, i);
        g_autofree char *key = g_strconcat("stage.", rule->stage, NULL);
        const char *stage = rule->stage ? jw_word_or_null(r->s.lang, key) : NULL;
        jw_grid_cell(g, rule->id);
        jw_grid_cell(g, stage ? stage : rule->stage);
        jw_grid_cell(g, weight_word(r, rule->weight));
        jw_grid_cell(g, because(r, rule));
        jw_grid_number(g, rule->applies);
        jw_grid_number(g, rule->met);
        jw_grid_number(g, rule->broken);
    }
    return g;
}

static jw_grid *breach_grid(const auditing *r, size_t n, bool words)
{
    static const char *const columns[] = { "column.rule", "column.severity", "column.id", "column.name",
                                           "column.because" };
    const jw_breach *breaches;
    jw_audit_breaches(r->audit, &breaches);
    jw_grid *g = new_grid(r, words ? "audit.broken" : NULL, columns, G_N_ELEMENTS(columns), 5);
    for (size_t i = 0; i < n; i++) {
        const jw_rule_result *rule = jw_audit_rule(r->audit, breaches[i].rule);
        jw_grid_cell(g, rule->id);
        jw_grid_cell(g, words ? weight_word(r, rule->weight) : jw_weight_name(rule->weight));
        jw_grid_cell(g, jw_unit_id(r->s.model, breaches[i].unit));
        jw_grid_cell(g, jw_unit_name(r->s.model, breaches[i].unit));
        jw_grid_cell(g, because(r, rule));
    }
    return g;
}

static jw_grid *score_grid(const auditing *r, size_t n)
{
    static const char *const columns[] = { "column.id", "column.name", "column.index", "column.score" };
    const jw_score *scores;
    jw_audit_scores(r->audit, &scores);
    jw_grid *g = new_grid(r, "audit.scores", columns, G_N_ELEMENTS(columns), 3);
    for (size_t i = 0; i < n; i++) {
        jw_grid_cell(g, jw_unit_id(r->s.model, scores[i].unit));
        jw_grid_cell(g, jw_unit_name(r->s.model, scores[i].unit));
        jw_grid_cell(g, scores[i].index);
        jw_grid_number(g, scores[i].score);
    }
    return g;
}

static void print_and_free(FILE *stream, const auditing *r, jw_grid *g, size_t total)
{
    print_grid(stream, g, total, r->s.lang);
    jw_grid_free(g);
}

static void write_tables(FILE *stream, const auditing *r)
{
    const jw_breach *breaches;
    const jw_score *scores;
    size_t broken = jw_audit_breaches(r->audit, &breaches), scored = jw_audit_scores(r->audit, &scores);
    print_and_free(stream, r, rule_grid(r), jw_audit_rules(r->audit));
    print_and_free(stream, r, breach_grid(r, rows_to_list(r->top, broken), true), broken);
    if (scored) print_and_free(stream, r, score_grid(r, rows_to_list(r->top, scored)), scored);
    print_illustrative(stream, &r->s, "audit.illustrative", illustrative(r));
    print_skipped(stream, &r->s);
}

/* CSV is the list of breaches: what a person works through. */
static void write_report(FILE *stream, bool to_file, void *context)
{
    const auditing *r = context;
    const jw_breach *breaches;
    if (r->format == FORMAT_JSON) {
        write_json(stream, r);
    } else if (r->format == FORMAT_TABLE) {
        write_tables(stream, r);
    } else {
        jw_grid *g = breach_grid(r, listed(r, jw_audit_breaches(r->audit, &breaches)), false);
        jw_grid_write_csv(g, stream, to_file);
        jw_grid_free(g);
    }
}

static bool is_strictly_broken(const auditing *r)
{
    for (size_t i = 0; i < jw_audit_rules(r->audit); i++)
        if (jw_audit_rule(r->audit, i)->weight != JW_PREFER && jw_audit_rule(r->audit, i)->broken > 0)
            return true;
    return false;
}

static int audit(const arguments *a, auditing *r)
{
    size_t before = jw_diags_size(r->s.diags);
    progress(a, "progress.measure");
    r->audit = jw_audit_run(r->s.model, r->s.coverage, session_takes, &r->s, r->s.diags);
    progress(a, NULL);
    for (size_t i = before; i < jw_diags_size(r->s.diags); i++)
        print_finding(stderr, jw_diags_get(r->s.diags, i), r->s.lang);
    if (!r->audit) return JW_EXIT_INPUT;
    int exit_code = write_result(&r->s, write_report, r);
    if (exit_code == JW_EXIT_DONE && a->given[OPT_STRICT] && is_strictly_broken(r)) exit_code = JW_EXIT_NO;
    return exit_code;
}

int verb_audit(const arguments *a)
{
    auditing r = { .top = 20, .has_top = a->given[OPT_TOP] };
    int exit_code;
    if (!choose_format(a, &r.format, &exit_code) || !read_count(a, OPT_TOP, 0, &r.top, &exit_code))
        return exit_code;
    if (session_open(&r.s, a, false, &exit_code)) exit_code = audit(a, &r);
    jw_audit_free(r.audit);
    session_close(&r.s);
    return exit_code;
}
