/* Rows prepared ahead: all that can be said of one without the rows before it, on any thread. Only rows in
 * which nothing is amiss; the others are left to register.c, which says what it is. */
#include "io/register_rows.h"

#include "io/header.h"

#include <string.h>

typedef struct {
    const char *text; /* NULL: absent */
    uint32_t length, hash;
} hashed_text;

/* The value of an attribute, by its type, or the text of a link. */
typedef union {
    hashed_text text;
    double number;
    int flag;
} prepared_cell;

typedef struct {
    bool is_good;
    int kind;
    hashed_text id, name;
    prepared_cell cells[]; /* attributes, then links */
} prepared_row;

size_t jw_prepared_size(const jw_register *r)
{
    return sizeof(prepared_row) + (r->n_attributes + r->n_links) * sizeof(prepared_cell);
}

bool jw_is_one_of(const char *text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(text, words[i]) == 0) return true;
    return false;
}

/* ---- Which registers ---- */

static bool is_simple(const jw_source *s)
{
    return s->form != JW_CELL_TEMPLATE && !s->source->n_map;
}

bool jw_rows_are_simple(const jw_reading *g)
{
    bool simple = is_simple(&g->id) && is_simple(&g->name) && g->kind.form != JW_CELL_TEMPLATE;
    for (size_t i = 0; i < g->r->n_attributes && simple; i++) {
        const jw_bound_attribute *a = &g->attributes[i];
        simple = a->source.form != JW_CELL_TEMPLATE && a->type != JW_DATE && a->type != JW_LIST;
    }
    for (size_t i = 0; i < g->r->n_links && simple; i++) simple = is_simple(&g->links[i]);
    return simple;
}

bool jw_row_is_totals(const jw_reading *g, const jw_row *row, size_t *column)
{
    size_t first = 0;
    while (first < row->n && !*row->cells[first]) first++;
    *column = first;
    if (first == row->n || !jw_is_total_word(row->cells[first])) return false;
    int id = g->id.form == JW_CELL_COLUMN ? g->id.column : JW_NO_COLUMN;
    return id < 0 || (size_t)id == first || (size_t)id >= row->n || !*row->cells[id];
}

/* ---- Preparing ---- */

/* What a source that is no template says, "" if nothing. */
static const char *text_of(const jw_source *s, const jw_row *row)
{
    if (s->form == JW_CELL_COLUMN && s->column >= 0) return row->cells[s->column];
    return s->form == JW_CELL_VALUE && s->source->text ? s->source->text : "";
}

static hashed_text hashed(const char *text)
{
    if (!text || !*text) return (hashed_text){ NULL, 0, 0 };
    size_t length = strlen(text);
    return (hashed_text){ text, (uint32_t)length, jw_strings_hash(text, length) };
}

/* False if the cell is for register.c. */
static bool prepare_text(const jw_source *s, const jw_row *row, hashed_text *to)
{
    const char *text = text_of(s, row);
    *to = hashed(text);
    return !jw_is_error_cell(text);
}

static bool prepare_kind(const jw_reading *g, const jw_row *row, int *kind)
{
    const jw_source *s = &g->kind;
    const char *text = text_of(s, row);
    if (s->form == JW_CELL_VALUE && !s->source->n_map) {
        *kind = g->constant_kind;
    } else if (s->source->n_map) {
        int pair = jw_source_pair(s, text);
        *kind = pair >= 0 ? g->kinds[pair] : -1;
    } else {
        *kind = jw_is_error_cell(text) ? -1 : jw_model_unit_kind_named(g->m, text);
    }
    return *kind >= 0;
}

/* The value of a cell that is good; false if it is not, or a map has to be asked what it means. */
static bool read_value(const jw_reading *g, const jw_bound_attribute *a, const char *text,
                       jw_cell_value *value)
{
    const jw_cell_source *source = a->source.source;
    int pair = jw_source_pair(&a->source, text);
    if (pair >= 0) {
        *value = a->source.values[pair];
        return true;
    }
    if (jw_is_one_of(text, g->r->none, g->r->n_none) || jw_is_one_of(text, source->none, source->n_none))
        text = "";
    if (*text && (source->n_map || jw_is_error_cell(text))) return false;
    return jw_cell_value_read(g->m, a->attribute, text, NULL, value) == JW_VALUE_GOOD;
}

static bool prepare_attribute(const jw_reading *g, const jw_bound_attribute *a, const jw_row *row,
                              prepared_cell *to)
{
    jw_cell_value value = a->source.constant;
    bool is_constant = a->source.form == JW_CELL_VALUE && !a->source.source->n_map;
    if (!is_constant && !read_value(g, a, text_of(&a->source, row), &value)) return false;
    if (a->type == JW_STRING)
        to->text = hashed(value.text);
    else if (a->type == JW_BOOL)
        to->flag = value.flag;
    else
        to->number = value.number;
    return true;
}

static bool prepare_link(const jw_reading *g, size_t i, const jw_row *row, prepared_cell *to)
{
    const jw_register_link *link = &g->r->links[i];
    if (!prepare_text(&g->links[i], row, &to->text)) return false;
    const char *text = to->text.text;
    if (text &&
        (jw_is_one_of(text, g->r->none, g->r->n_none) || jw_is_one_of(text, link->none, link->n_none)))
        to->text.text = NULL;
    return true;
}

void jw_row_prepare(const void *reading, const jw_row *row, void *prepared)
{
    const jw_reading *g = reading;
    prepared_row *p = prepared;
    size_t column, n = g->r->n_attributes;
    p->is_good = false;
    if (!g->is_simple || row->n != g->header.columns->len || jw_row_is_totals(g, row, &column)) return;
    if (!prepare_text(&g->id, row, &p->id) || !p->id.text || !prepare_text(&g->name, row, &p->name)) return;
    if (!prepare_kind(g, row, &p->kind)) return;
    for (size_t i = 0; i < n; i++)
        if (!prepare_attribute(g, &g->attributes[i], row, &p->cells[i])) return;
    for (size_t i = 0; i < g->r->n_links; i++)
        if (!prepare_link(g, i, row, &p->cells[n + i])) return;
    p->is_good = true;
}

/* ---- Adding ---- */

void jw_row_expect(const void *reading, const void *prepared)
{
    const jw_reading *g = reading;
    const prepared_row *p = prepared;
    if (!p->is_good) return;
    const jw_strings *strings = jw_model_strings(g->m);
    jw_strings_expect_hash(strings, p->id.hash);
    if (p->name.text) jw_strings_expect_hash(strings, p->name.hash);
    for (size_t i = 0; i < g->r->n_links; i++)
        jw_strings_expect_hash(strings, p->cells[g->r->n_attributes + i].text.hash);
}

static jw_str keep(const jw_reading *g, const hashed_text *t)
{
    return t->text ? jw_strings_add_hashed(jw_model_strings(g->m), t->text, t->length, t->hash) : 0;
}

static void set_value(jw_reading *g, uint32_t unit, const jw_bound_attribute *a, const prepared_cell *cell)
{
    if (a->type == JW_STRING)
        jw_model_set_known_text(g->m, unit, a->attribute, keep(g, &cell->text));
    else if (a->type == JW_BOOL)
        jw_model_set_flag(g->m, false, unit, a->attribute, cell->flag);
    else
        jw_model_set_number(g->m, false, unit, a->attribute, cell->number);
}

bool jw_row_add(jw_reading *g, const void *prepared)
{
    const prepared_row *p = prepared;
    if (!p->is_good) return false;
    g->spot.line = g->row->line;
    jw_str id = keep(g, &p->id), name = keep(g, &p->name);
    uint32_t unit = jw_model_add_known_unit(g->m, id, name, p->kind, g->spot);
    if (unit == JW_NO_UNIT) return false; /* which is told when the row is read cell by cell */
    size_t n = g->r->n_attributes;
    for (size_t i = 0; i < n; i++) set_value(g, unit, &g->attributes[i], &p->cells[i]);
    for (size_t i = 0; i < g->r->n_links; i++) {
        jw_str text = keep(g, &p->cells[n + i].text);
        if (text) jw_pending_add_known(g->pending, g->link_numbers[i], unit, text);
    }
    return true;
}
