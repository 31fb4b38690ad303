/* rank --by community: what the links alone put together, beside the official blocks. */
#include "cli/rank.h"

#include "base/number.h"
#include "base/words.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

bool rank_community(ranking *r)
{
    rank_ignore(r, OPT_DIRECTED, "community");
    rank_ignore(r, OPT_NORMALIZED, "community");
    r->options.directed = r->options.normalized = false;
    rank_take_units(r);
    r->communities = jw_communities_of(r->s.model, &r->options, r->s.diags);
    return r->communities != NULL;
}

/* The block that a unit's community is mostly of. */
static uint32_t sits_with(const ranking *r, uint32_t u)
{
    uint32_t community = r->communities->community[u];
    return community == JW_NO_UNIT ? JW_NO_UNIT : r->communities->main_block[community];
}

static void json_id(jw_json_out *out, const ranking *r, const char *key, uint32_t u)
{
    jw_json_put_string(out, key, u == JW_NO_UNIT ? NULL : jw_unit_id(r->s.model, u));
}

static void write_json(FILE *stream, const ranking *r)
{
    const jw_communities *c = r->communities;
    jw_json_out out;
    jw_json_begin(&out, stream);
    jw_json_open(&out, '{');
    rank_json_head(&out, r, "community", false);
    jw_json_put_number(&out, "communities", (double)c->n_communities);
    jw_json_put_number(&out, "modularity", jw_round_score(c->modularity));
    jw_json_put_number(&out, "blocks", (double)c->n_blocks);
    jw_json_put_number(&out, "official_modularity", jw_round_score(c->official_modularity));
    jw_json_key(&out, "units");
    jw_json_open(&out, '[');
    size_t n = rows_to_list(r->has_top ? r->top : 0, r->n);
    for (size_t i = 0; i < n; i++) {
        uint32_t u = r->units[i];
        jw_json_open_inline(&out, '{');
        rank_json_unit(&out, r, u);
        jw_json_put_number(&out, "community", c->community[u] == JW_NO_UNIT ? NAN : c->community[u] + 1.0);
        json_id(&out, r, "block", c->block[u]);
        json_id(&out, r, "main_block", sits_with(r, u));
        jw_json_put_bool(&out, "astray", c->astray[u]);
        jw_json_close(&out, '}');
    }
    jw_json_close(&out, ']');
    jw_json_put_number(&out, "illustrative", rank_illustrative(r));
    put_skipped(&out, &r->s);
    jw_json_close(&out, '}');
    jw_json_end(&out);
}

static void unit_cell(jw_grid *g, const ranking *r, uint32_t u)
{
    bool table = r->format == FORMAT_TABLE;
    jw_grid_cell(g, u == JW_NO_UNIT ? NULL : table ? jw_unit_name(r->s.model, u) : jw_unit_id(r->s.model, u));
}

/* A table lists the units that are astray, a CSV every unit. */
static jw_grid *unit_grid(const ranking *r, size_t most, size_t *n_astray)
{
    static const char *const columns[] = { "column.community", "column.block", "column.main-block" };
    const jw_communities *c = r->communities;
    bool table = r->format == FORMAT_TABLE;
    jw_grid *g = jw_grid_new(jw_word(r->s.lang, "rank.astray"));
    rank_unit_columns(g, r);
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        jw_grid_column(g, jw_word(r->s.lang, columns[i]), i == 0);
    if (!table)
        jw_grid_column(g, jw_word(r->s.lang, "column.astray"), false);
    size_t listed = 0;
    *n_astray = 0;
    for (size_t i = 0; i < r->n; i++) {
        uint32_t u = r->units[i];
        *n_astray += c->astray[u];
        if ((table && !c->astray[u]) || listed == most)
            continue;
        listed++;
        rank_unit_cells(g, r, u);
        jw_grid_number(g, c->community[u] == JW_NO_UNIT ? NAN : c->community[u] + 1.0);
        unit_cell(g, r, c->block[u]);
        unit_cell(g, r, sits_with(r, u));
        if (!table)
            jw_grid_cell(g, c->astray[u] ? "true" : "false");
    }
    return g;
}

static void print_sentence(FILE *stream, const ranking *r, const char *key, double n, double modularity)
{
    char number[JW_NUMBER_SIZE], share[JW_NUMBER_SIZE];
    jw_format_number(number, n);
    jw_format_fixed(share, modularity, 4);
    char *text = jw_sentence(r->s.lang, key, "n", number, "modularity", isnan(modularity) ? "–" : share, NULL);
    fprintf(stream, "%s\n", text);
    free(text);
}

static void write_table(FILE *stream, const ranking *r)
{
    const jw_communities *c = r->communities;
    size_t n_astray;
    jw_grid *g = unit_grid(r, rows_to_list(r->top, r->n), &n_astray);
    char *head = jw_sentence(r->s.lang, "rank.communities", "name", r->s.title, NULL);
    print_line(stream, head);
    free(head);
    print_sentence(stream, r, "rank.found", (double)c->n_communities, c->modularity);
    print_sentence(stream, r, "rank.official", (double)c->n_blocks, c->official_modularity);
    fputc('\n', stream);
    print_grid(stream, g, n_astray, r->s.lang);
    print_illustrative(stream, &r->s, "rank.illustrative", rank_illustrative(r));
    print_skipped(stream, &r->s);
    jw_grid_free(g);
}

void rank_community_write(FILE *stream, bool to_file, void *context)
{
    const ranking *r = context;
    size_t n_astray;
    if (r->format == FORMAT_JSON) {
        write_json(stream, r);
    } else if (r->format == FORMAT_TABLE) {
        write_table(stream, r);
    } else {
        jw_grid *g = unit_grid(r, rows_to_list(r->has_top ? r->top : 0, r->n), &n_astray);
        jw_grid_write_csv(g, stream, to_file);
        jw_grid_free(g);
    }
}
