/* The first pass: rows become units with values. */
#include "io/register.h"

#include "io/header.h"
#include "io/register_rows.h"

#include <string.h>

/* ---- The header ---- */

static int bind_kind_name(jw_reading *g, const char *name, const jw_cell_source *blame)
{
    int kind = name ? jw_model_unit_kind_named(g->m, name) : -1;
    if (name && kind < 0)
        jw_source_refuse(&g->header, blame, "unknown-kind", name, NULL,
                         jw_model_nearest_unit_kind(g->m, name));
    return kind;
}

static void bind_kind(jw_reading *g)
{
    const jw_cell_source *source = &g->r->kind;
    jw_source_bind(&g->kind, source, true, &g->header);
    g->kinds = g_new(int, jw_source_pairs(&g->kind));
    for (size_t i = 0; i < jw_source_pairs(&g->kind); i++) {
        const jw_map_pair *pair = g->kind.pairs[i];
        jw_cell_source blame = *source;
        if (pair->place.file) {
            blame.place = pair->place;
            blame.path = pair->path;
        }
        g->kinds[i] = bind_kind_name(g, pair->to, &blame);
    }
    if (g->kind.form == JW_CELL_VALUE && !source->n_map)
        g->constant_kind = bind_kind_name(g, source->text, source);
}

static bool take_header(void *context, const jw_row *row)
{
    jw_reading *g = context;
    const jw_register *r = g->r;
    g->header.line = row->line;
    for (size_t i = 0; i < row->n; i++) g_ptr_array_add(g->header.columns, g_strdup(row->cells[i]));
    g->n_columns = row->n;
    for (g->least_cells = row->n; g->least_cells && !*row->cells[g->least_cells - 1];) g->least_cells--;
    bind_kind(g);
    jw_source_bind(&g->id, &r->id, false, &g->header);
    jw_source_bind(&g->name, &r->name, false, &g->header);
    for (size_t i = 0; i < r->n_attributes; i++) {
        jw_bound_attribute *a = &g->attributes[i];
        a->attribute = r->attributes[i].attribute;
        a->type = jw_model_attribute(g->m, (size_t)a->attribute)->type;
        jw_source_bind(&a->source, &r->attributes[i].source, false, &g->header);
        jw_source_bind_values(&a->source, a->attribute, &g->header);
    }
    for (size_t i = 0; i < r->n_links; i++) {
        jw_source_bind(&g->links[i], &r->links[i].source, false, &g->header);
        g->link_numbers[i] =
            jw_pending_add_link(g->pending, g->m, g->number, &r->links[i], g->links[i].label);
    }
    g->is_simple = !g->header.failed && jw_rows_are_simple(g);
    return !g->header.failed;
}

/* ---- A row ---- */

static void fault(jw_reading *g, const char *code, const char *column, const char *found,
                  const char *expected, const char *nearest)
{
    jw_diag finding = { .code = code,
                        .place = { g->shown, g->row->line, 0 },
                        .path = column,
                        .found = found,
                        .expected = expected,
                        .nearest = nearest };
    jw_pending_fault(g->pending, g->m, g->number, !g->is_bad, &finding, g->diags);
    g->is_bad = g->any_bad = true;
}

/* True after saying that a cell, which no map explains, holds what is left of a formula that failed. */
static bool is_failed_formula(jw_reading *g, const jw_source *s, const char *text)
{
    if (s->form != JW_CELL_COLUMN || !jw_is_error_cell(text) || jw_is_one_of(text, g->r->none, g->r->n_none))
        return false;
    fault(g, "error-cell", s->label, text, NULL, NULL);
    return true;
}

/* The pair of the source's map that a text means, or -1; says so if there is a map that should have one. */
static int pair_of(jw_reading *g, jw_source *s, const char *text)
{
    int pair = jw_source_pair(s, text);
    if (pair < 0 && is_failed_formula(g, s, text)) return -1;
    if (pair < 0 && *text) pair = jw_source_otherwise(s);
    if (pair < 0 && *text && s->source->n_map)
        fault(g, "missing-from-map", s->label, text, jw_source_keys(s), jw_source_nearest_key(s, text));
    return pair;
}

/* The text of a source, after its map; NULL if it is absent or was refused. */
static const char *text_of(jw_reading *g, jw_source *s)
{
    const char *text = jw_source_text(s, g->row);
    int pair = pair_of(g, s, text);
    if (pair >= 0)
        text = s->pairs[pair]->to;
    else if (s->source->n_map)
        text = NULL;
    return text && *text ? text : NULL;
}

/* Columns without a name at the end of the header may be missing in a row: they are an artefact of
 * spreadsheets. */
static void check_length(jw_reading *g)
{
    size_t most = g->header.columns->len, n = g->row->n;
    if (n >= g->least_cells && n <= most) return;
    while (n > most && !*g->row->cells[n - 1]) n--;
    if (n == most) return;
    g_autofree char *found = g_strdup_printf("%zu", n), *expected = g_strdup_printf("%zu", most);
    if (n < most)
        fault(g, "short-row", g_ptr_array_index(g->header.columns, n), found, expected, NULL);
    else
        fault(g, "long-row", NULL, found, expected, NULL);
}

static const char *check_id(jw_reading *g)
{
    bool was_bad = g->is_bad;
    const char *id = text_of(g, &g->id);
    if (!id && g->is_bad == was_bad) fault(g, "missing-id", g->id.label, "", NULL, NULL);
    return id;
}

/* Says so if a unit has the id; true if none has. */
static bool check_id_is_new(jw_reading *g, const char *id)
{
    uint32_t first = id ? jw_model_find(g->m, id) : JW_NO_UNIT;
    if (first == JW_NO_UNIT) return true;
    jw_place place = jw_unit_place(g->m, first);
    g_autofree char *where = g_strdup_printf("%s:%u", place.file ? place.file : "", place.line);
    fault(g, "duplicate-id", g->id.label, id, where, NULL);
    return false;
}

static int check_kind(jw_reading *g)
{
    if (g->kind.form == JW_CELL_VALUE && !g->kind.source->n_map) return g->constant_kind;
    const char *text = jw_source_text(&g->kind, g->row);
    int pair = pair_of(g, &g->kind, text);
    if (pair >= 0 && g->kinds[pair] >= 0) return g->kinds[pair];
    if (pair >= 0 || !*text) {
        fault(g, "missing-kind", g->kind.label, text, NULL, NULL);
        return -1;
    }
    if (g->kind.source->n_map) /* pair_of has said so */
        return -1;
    int kind = jw_model_unit_kind_named(g->m, text);
    if (kind < 0) fault(g, "unknown-kind", g->kind.label, text, NULL, jw_model_nearest_unit_kind(g->m, text));
    return kind;
}

/* Reads a cell that no map explains. */
static void check_value(jw_reading *g, jw_bound_attribute *a, const char *text)
{
    jw_value_fault wrong = jw_cell_value_read(g->m, a->attribute, text, a->made, &a->value);
    if (wrong == JW_VALUE_GOOD) return;
    g_autofree char *expected = jw_cell_value_expected(g->m, a->attribute, wrong);
    g_autofree char *nearest = jw_cell_value_nearest(g->m, a->attribute, text);
    fault(g, jw_value_fault_code(wrong), a->source.label, text, expected, nearest);
}

static void check_attribute(jw_reading *g, jw_bound_attribute *a)
{
    if (a->source.form == JW_CELL_VALUE && !a->source.source->n_map) {
        a->value = a->source.constant;
        return;
    }
    const char *text = jw_source_text(&a->source, g->row);
    int pair = jw_source_pair(&a->source, text);
    const jw_cell_source *source = a->source.source;
    if (pair < 0 &&
        (jw_is_one_of(text, g->r->none, g->r->n_none) || jw_is_one_of(text, source->none, source->n_none)))
        text = "";
    if (pair < 0 && is_failed_formula(g, &a->source, text)) return;
    if (pair < 0 && *text) pair = jw_source_otherwise(&a->source);
    if (pair >= 0)
        a->value = a->source.values[pair];
    else if (*text && source->n_map)
        pair_of(g, &a->source, text); /* says so */
    else
        check_value(g, a, text);
}

/* Past the limit of units, or the id is taken: then the row is bad. */
static bool explain_refusal(jw_reading *g, const char *id)
{
    if (!check_id_is_new(g, id)) return true;
    g_autofree char *most = g_strdup_printf("%" G_GUINT64_FORMAT, jw_model_limits(g->m)->units);
    jw_diags_add(g->diags, &(jw_diag){ .severity = JW_ERROR,
                                       .code = "too-many-units",
                                       .place = { g->shown, g->row->line, 0 },
                                       .expected = most });
    return false;
}

/* Adds the unit of a row that is good, and lets its link cells wait. False if reading must end. */
static bool add_unit(jw_reading *g, const char *id, const char *name, int kind)
{
    g->spot.line = g->row->line;
    uint32_t unit = jw_model_add_unit(g->m, id, name, kind, false, g->spot);
    if (unit == JW_NO_UNIT) return explain_refusal(g, id);
    for (size_t i = 0; i < g->r->n_attributes; i++)
        jw_cell_value_set(g->m, unit, g->attributes[i].attribute, &g->attributes[i].value);
    for (size_t i = 0; i < g->r->n_links; i++) {
        const char *text = text_of(g, &g->links[i]);
        if (text && !jw_is_one_of(text, g->r->none, g->r->n_none))
            jw_pending_add_cell(g->pending, g->m, g->link_numbers[i], unit, text);
    }
    return true;
}

/* Reads a row of the right length. False if reading must end. */
static bool take_whole_row(jw_reading *g)
{
    const char *id = check_id(g), *name = text_of(g, &g->name);
    jw_strings_expect(jw_model_strings(g->m), id);
    jw_strings_expect(jw_model_strings(g->m), name);
    int kind = check_kind(g);
    for (size_t i = 0; i < g->r->n_attributes; i++) check_attribute(g, &g->attributes[i]);
    for (size_t i = 0; i < g->r->n_links; i++) text_of(g, &g->links[i]);
    bool goes_on = true;
    if (!g->is_bad)
        goes_on = add_unit(g, id, name, kind); /* which looks the id up anyway: a duplicate is found there */
    else
        check_id_is_new(g, id);
    if (g->is_bad) {
        jw_pending_leave_out(g->pending, id);
        jw_pending_leave_out(g->pending, name);
    }
    return goes_on;
}

/* True after saying that the row is no unit. */
static bool leaves_out_totals(jw_reading *g, const jw_row *row)
{
    size_t column;
    if (!jw_row_is_totals(g, row, &column)) return false;
    jw_diags_add(g->diags, &(jw_diag){ .severity = JW_WARNING,
                                       .code = "totals-row",
                                       .place = { g->shown, row->line, 0 },
                                       .path = g_ptr_array_index(g->header.columns, column),
                                       .found = row->cells[column] });
    return true;
}

static bool take_row(void *context, const jw_row *row)
{
    jw_reading *g = context;
    g->row = row;
    g->is_bad = false;
    if (row->prepared && jw_row_add(g, row)) return true;
    if (leaves_out_totals(g, row)) return true;
    check_length(g);
    if (!g->is_bad) return take_whole_row(g);
    /* The cells of a row of another length may stand under the wrong names: nothing more is said of them. */
    jw_pending_leave_out(g->pending, jw_source_text(&g->id, row));
    jw_pending_leave_out(g->pending, jw_source_text(&g->name, row));
    return true;
}

/* How many rows there may be. */
static void about(void *context, uint64_t rows)
{
    jw_reading *g = context;
    jw_model_make_room_for_units(g->m, rows);
    jw_pending_make_room(g->pending, rows * g->r->n_links);
}

/* ---- The whole ---- */

/* The names of columns that a source may mean. */
static void add_wanted(GPtrArray *wanted, const jw_cell_source *source)
{
    bool plain = source->form == JW_CELL_COLUMN || source->form == JW_CELL_WORD;
    if (plain) g_ptr_array_add(wanted, g_strdup(source->text));
    if (source->form != JW_CELL_TEMPLATE && source->form != JW_CELL_WORD) return;
    for (const char *open = source->text, *close; (open = strchr(open, '{')) != NULL; open = close) {
        close = strchr(open, '}');
        if (!close) return;
        g_ptr_array_add(wanted, g_strndup(open + 1, (gsize)(close - open - 1)));
    }
}

static GPtrArray *wanted_columns(const jw_register *r)
{
    GPtrArray *wanted = g_ptr_array_new_with_free_func(g_free);
    add_wanted(wanted, &r->kind);
    add_wanted(wanted, &r->id);
    add_wanted(wanted, &r->name);
    for (size_t i = 0; i < r->n_attributes; i++) add_wanted(wanted, &r->attributes[i].source);
    for (size_t i = 0; i < r->n_links; i++) add_wanted(wanted, &r->links[i].source);
    return wanted;
}

static void begin(jw_reading *g)
{
    const jw_register *r = g->r;
    g->number = jw_pending_begin(g->pending, r, g->shown);
    g->spot = jw_model_spot(g->m, (jw_place){ g->shown, 0, 0 });
    g->header = (jw_header){ .shown = g->shown, .model = g->m, .diags = g->diags };
    g->header.columns = g_ptr_array_new_with_free_func(g_free);
    g->attributes = g_new0(jw_bound_attribute, r->n_attributes);
    for (size_t i = 0; i < r->n_attributes; i++) g->attributes[i].made = g_string_new(NULL);
    g->links = g_new0(jw_source, r->n_links);
    g->link_numbers = g_new0(uint32_t, r->n_links);
}

static void end(jw_reading *g)
{
    jw_source_clear(&g->id);
    jw_source_clear(&g->name);
    jw_source_clear(&g->kind);
    for (size_t i = 0; i < g->r->n_attributes; i++) {
        jw_source_clear(&g->attributes[i].source);
        g_string_free(g->attributes[i].made, TRUE);
    }
    for (size_t i = 0; i < g->r->n_links; i++) jw_source_clear(&g->links[i]);
    g_free(g->kinds);
    g_free(g->attributes);
    g_free(g->links);
    g_free(g->link_numbers);
    g_ptr_array_free(g->header.columns, TRUE);
}

/* Takes the table; NULL: it could not be opened. */
static bool read_from(jw_model *m, const jw_register *r, jw_table *table, jw_pending_links *pending,
                      jw_diags *diags)
{
    if (!table) {
        jw_pending_lacks_units(pending);
        return false;
    }
    jw_reading g = { .m = m, .r = r, .shown = jw_table_shown(table), .pending = pending, .diags = diags };
    g.constant_kind = -1;
    begin(&g);
    jw_row_sink sink = { take_header,    take_row,       &g,          jw_prepared_size(r), jw_rows_begin,
                         jw_row_foresee, jw_row_prepare, jw_rows_end, jw_row_expect,       about };
    GPtrArray *wanted = wanted_columns(r);
    bool whole = jw_table_rows_below(table, (const char *const *)wanted->pdata, wanted->len, &sink, diags);
    if (!whole) jw_pending_lacks_units(pending);
    g_ptr_array_free(wanted, TRUE);
    end(&g);
    jw_table_close(table);
    return whole && (!g.any_bad || r->skip_bad_rows);
}

bool jw_register_read(jw_model *m, const jw_register *r, jw_pending_links *pending, jw_diags *diags)
{
    jw_table *table = jw_table_open(r->path, r->shown, r->encoding, r->sheet, jw_model_limits(m), diags);
    return read_from(m, r, table, pending, diags);
}

bool jw_register_read_bytes(jw_model *m, const jw_register *r, char *bytes, size_t length,
                            jw_pending_links *pending, jw_diags *diags)
{
    jw_table *table =
        jw_table_open_bytes(bytes, length, r->shown, r->encoding, r->sheet, jw_model_limits(m), diags);
    return read_from(m, r, table, pending, diags);
}
