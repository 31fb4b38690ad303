/* The result of `cover` as JSON, written row by row. */
#include "cli/cover.h"

#include <math.h>

static void put_status(jw_json_out *out, const jw_tally *t)
{
    jw_json_key(out, "status");
    jw_json_open_inline(out, '{');
    for (int i = 0; i < JW_STATUSES; i++) jw_json_put_number(out, jw_status_name(i), t->status[i]);
    jw_json_close(out, '}');
}

static void put_rates(jw_json_out *out, const jw_tally *t)
{
    jw_json_key(out, "rate");
    jw_json_open_inline(out, '{');
    for (int i = 0; i < JW_RATES; i++) jw_json_put_number(out, jw_rate_name(i), jw_tally_rate(t, i));
    jw_json_close(out, '}');
}

static void put_bounds(jw_json_out *out, const jw_tally *t)
{
    jw_json_key(out, "bounds");
    jw_json_open_inline(out, '{');
    for (int i = 0; i < JW_RATES; i++) {
        double bounds[2];
        jw_tally_bounds(t, i, &bounds[0], &bounds[1]);
        jw_json_key(out, jw_rate_name(i));
        jw_json_open(out, '[');
        jw_json_number(out, bounds[0]);
        jw_json_number(out, bounds[1]);
        jw_json_close(out, ']');
    }
    jw_json_close(out, '}');
}

static void put_reach(jw_json_out *out, const jw_tally *t)
{
    jw_json_key(out, "reach");
    jw_json_open_inline(out, '{');
    for (int i = 0; i < JW_REACHES; i++) jw_json_put_number(out, jw_reach_name(i), t->reach[i]);
    jw_json_close(out, '}');
}

static void put_population(jw_json_out *out, const jw_tally *t)
{
    jw_json_key(out, "population");
    jw_json_open_inline(out, '{');
    jw_json_put_number(out, "all", t->all);
    jw_json_put_number(out, "known", t->known);
    jw_json_put_number(out, "unknown", t->unknown);
    jw_json_close(out, '}');
}

static void put_where_id(jw_json_out *out, const char *id)
{
    jw_json_key(out, "where");
    jw_json_open(out, '{');
    jw_json_put_string(out, "id", id);
    jw_json_close(out, '}');
}

/* Each writes what stands in the change's object. */

static void put_form(jw_json_out *out, const jw_model *m, const jw_remedy *remedy, uint32_t unit)
{
    jw_json_put_string(out, "form", remedy->text);
    put_where_id(out, jw_unit_id(m, unit));
}

static void put_link(jw_json_out *out, const jw_model *m, const jw_remedy *remedy, uint32_t unit)
{
    (void)unit;
    jw_json_key(out, "link");
    jw_json_open(out, '{');
    jw_json_put_string(out, "kind", remedy->text);
    jw_json_put_string(out, "from", jw_unit_id(m, remedy->from));
    jw_json_put_string(out, "to", jw_unit_id(m, remedy->to));
    jw_json_close(out, '}');
}

static void put_group(jw_json_out *out, const jw_model *m, const jw_remedy *remedy, uint32_t unit)
{
    (void)m;
    (void)unit;
    jw_json_key(out, "group");
    jw_json_open(out, '{');
    jw_json_key(out, "where");
    jw_json_open(out, '{');
    jw_json_put_string(out, "organization", "none");
    jw_json_key(out, "members");
    jw_json_open(out, '{');
    jw_json_put_number(out, "min", 1);
    jw_json_put_number(out, "max", remedy->most);
    jw_json_close(out, '}');
    jw_json_close(out, '}');
    jw_json_put_string(out, "into", remedy->text);
    jw_json_close(out, '}');
}

static void put_send(jw_json_out *out, const jw_model *m, const jw_remedy *remedy, uint32_t unit)
{
    jw_json_key(out, "send");
    jw_json_open(out, '{');
    jw_json_put_string(out, "from", remedy->text);
    put_where_id(out, jw_unit_id(m, unit));
    jw_json_close(out, '}');
}

static void put_remedies(jw_json_out *out, const cover_report *r, const jw_gap *gap)
{
    static void (*const put[])(jw_json_out *, const jw_model *, const jw_remedy *,
                               uint32_t) = { [JW_REMEDY_FORM] = put_form,
                                             [JW_REMEDY_LINK] = put_link,
                                             [JW_REMEDY_GROUP] = put_group,
                                             [JW_REMEDY_SEND] = put_send };
    jw_remedy remedies[2];
    size_t n = jw_coverage_remedies(r->s.coverage, gap, remedies);
    jw_json_key(out, "remedy");
    jw_json_open(out, '[');
    for (size_t i = 0; i < n; i++)
        if (remedies[i].action != JW_REMEDY_NONE) {
            jw_json_open(out, '{');
            put[remedies[i].action](out, r->s.model, &remedies[i], gap->unit);
            jw_json_close(out, '}');
        }
    jw_json_close(out, ']');
}

/* Only when asked for: the line of a row depends on the order of rows, on which no result otherwise does. */
static void put_evidence(jw_json_out *out, const jw_model *m, const jw_gap *gap)
{
    jw_place own = jw_unit_place(m, gap->unit);
    jw_json_put_string(out, "file", own.file);
    jw_json_put_number(out, "line", own.line ? own.line : NAN);
    jw_json_key(out, "evidence");
    jw_json_open(out, '[');
    GArray *rows = cover_evidence(m, gap);
    for (guint i = 0; i < rows->len; i++) {
        const evidence_row *row = &g_array_index(rows, evidence_row, i);
        jw_json_open(out, '{');
        jw_json_put_string(out, "what", row->what);
        jw_json_put_string(out, "unit", jw_unit_id(m, row->unit));
        if (row->link != UINT32_MAX) jw_json_put_string(out, "kind", jw_link_kind_of(m, row->link)->name);
        jw_json_put_string(out, "file", row->place.file);
        jw_json_put_number(out, "line", row->place.line ? row->place.line : NAN);
        jw_json_close(out, '}');
    }
    g_array_free(rows, TRUE);
    jw_json_close(out, ']');
}

static void put_gap(jw_json_out *out, const cover_report *r, const jw_gap *gap)
{
    const jw_model *m = r->s.model;
    jw_json_open_inline(out, '{');
    jw_json_put_string(out, "id", jw_unit_id(m, gap->unit));
    jw_json_put_string(out, "name", jw_unit_name(m, gap->unit));
    jw_json_put_string(out, "status", jw_status_name(gap->status));
    jw_json_key(out, "causes");
    jw_json_open(out, '[');
    for (int i = 0; i < JW_CAUSES; i++)
        if (gap->causes & 1 << i) jw_json_string(out, jw_cause_name(1 << i));
    jw_json_close(out, ']');
    jw_json_put_string(out, "break", gap->break_at == JW_NO_UNIT ? NULL : jw_unit_id(m, gap->break_at));
    put_remedies(out, r, gap);
    if (r->s.args->given[OPT_EVIDENCE]) put_evidence(out, m, gap);
    jw_json_close(out, '}');
}

/* The list of gaps, which threads write in parts. */
typedef struct {
    const cover_report *r;
    jw_json_out *whole, opened; /* opened: as `whole` was where the list begins */
} gap_list;

static void *begin_part(void *context)
{
    (void)context;
    return g_new0(jw_json_out, 1);
}

static void do_piece(void *context, void *part, uint32_t piece)
{
    const gap_list *list = context;
    const jw_gap *gaps;
    size_t n = cover_piece(list->r, piece, &gaps);
    jw_json_begin_part(part, &list->opened, piece == 0);
    for (size_t i = 0; i < n; i++) put_gap(part, list->r, &gaps[i]);
}

static void take_part(void *context, void *part, uint32_t piece)
{
    (void)piece;
    jw_json_take_part(((gap_list *)context)->whole, part);
}

static void end_part(void *part)
{
    jw_json_end_part(part);
    g_free(part);
}

static void put_gaps(jw_json_out *out, const cover_report *r)
{
    static const jw_job job = { begin_part, do_piece, take_part, end_part, 0 };
    jw_json_key(out, "gaps");
    jw_json_open(out, '[');
    gap_list list = { r, out, *out };
    cover_work(&job, &list, r);
    jw_json_close(out, ']');
}

static void put_group_of(jw_json_out *out, const jw_group *group, size_t n)
{
    jw_json_open_inline(out, '{');
    jw_json_key(out, "value");
    if (n > 1) jw_json_open(out, '[');
    for (size_t i = 0; i < n; i++) jw_json_string(out, group->values[i]);
    if (n > 1) jw_json_close(out, ']');
    put_population(out, &group->tally);
    put_status(out, &group->tally);
    put_rates(out, &group->tally);
    put_reach(out, &group->tally); /* what a backstop reaches stands wherever a work rate does */
    jw_json_put_number(out, "illustrative", group->tally.illustrative);
    jw_json_close(out, '}');
}

static void put_by(jw_json_out *out, const cover_report *r)
{
    jw_json_key(out, "by");
    jw_json_open(out, '[');
    for (guint i = 0; i < r->by->len; i++) {
        const cover_by *by = &g_array_index(r->by, cover_by, i);
        jw_json_open(out, '{');
        jw_json_put_string(out, "attribute", by->label);
        jw_json_key(out, "groups");
        jw_json_open(out, '[');
        for (size_t k = 0; k < jw_groups_size(by->groups); k++)
            put_group_of(out, jw_groups_get(by->groups, k), by->n);
        jw_json_close(out, ']');
        jw_json_close(out, '}');
    }
    jw_json_close(out, ']');
}

static void put_attached(jw_json_out *out, const jw_model *m)
{
    jw_json_key(out, "attached");
    jw_json_open(out, '[');
    for (size_t i = 0; i < jw_model_attach_rules(m); i++) {
        jw_attached rule = jw_model_attached(m, i);
        jw_json_open_inline(out, '{');
        jw_json_put_string(out, "to", rule.to);
        jw_json_put_string(out, "by", rule.by);
        jw_json_put_string(out, "link", rule.link);
        jw_json_put_number(out, "targets", (double)rule.targets);
        jw_json_close(out, '}');
    }
    jw_json_close(out, ']');
    jw_json_key(out, "unmatched");
    jw_json_open(out, '[');
    for (size_t i = 0; i < jw_model_unmatched_values(m); i++) {
        jw_unmatched u = jw_model_unmatched_value(m, i);
        jw_json_open_inline(out, '{');
        jw_json_put_string(out, "attribute", u.attribute);
        jw_json_put_string(out, "value", u.value);
        jw_json_put_string(out, "nearest", u.nearest);
        jw_json_put_number(out, "targets", (double)u.targets);
        jw_json_close(out, '}');
    }
    jw_json_close(out, ']');
}

void cover_write_json(FILE *stream, const cover_report *r)
{
    jw_json_out out;
    jw_json_begin(&out, stream);
    jw_json_open(&out, '{');
    jw_json_put_string(&out, "model", session_model_name(&r->s));
    put_population(&out, &r->tally);
    put_status(&out, &r->tally);
    put_rates(&out, &r->tally);
    put_bounds(&out, &r->tally);
    put_reach(&out, &r->tally);
    put_gaps(&out, r);
    put_by(&out, r);
    jw_json_put_number(&out, "illustrative", r->tally.illustrative);
    put_attached(&out, r->s.model);
    put_skipped(&out, &r->s);
    jw_json_close(&out, '}');
    jw_json_end(&out);
}
