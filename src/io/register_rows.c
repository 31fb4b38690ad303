/* Rows prepared ahead: all that can be said of one without the rows before it, on any thread. Only rows in
 * which nothing is amiss; the others are left to register.c, which says what it is. */
#include "io/register_rows.h"

#include "io/header.h"

#include <string.h>

typedef struct {
    int kinds[2]; /* the last two met, which the next row has too as a rule; -1: none */
    size_t n;
    jw_text_memory *columns[]; /* attributes, then links; NULL: nothing of it is remembered */
} memory;

/* The value of an attribute, by its type, or the text of a link: one to look up, or what known() makes. */
typedef union {
    jw_hashed_text text;
    double number;
    int flag;
} prepared_cell;

typedef struct {
    bool is_good, looks_up; /* looks_up: the text of a cell is to be looked for among the strings */
    int kind;
    uint64_t lists; /* bit i: the text of link i, i < 64, names several, so that hardly another row has it */
    jw_hashed_text id, name;
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

/* ---- Remembering ---- */

/* True if a cell's text is what is looked up, and not what a map makes of it. */
static bool may_be_remembered(const jw_source *s)
{
    return s->form == JW_CELL_COLUMN && !s->source->n_map;
}

void *jw_rows_begin(const void *reading)
{
    const jw_reading *g = reading;
    const jw_register *r = g->r;
    size_t n = r->n_attributes + r->n_links;
    memory *m = g_malloc0(sizeof *m + n * sizeof *m->columns);
    m->n = n;
    m->kinds[0] = m->kinds[1] = -1;
    for (size_t i = 0; i < n && g->is_simple; i++) {
        bool link = i >= r->n_attributes;
        const jw_source *s = link ? &g->links[i - r->n_attributes] : &g->attributes[i].source;
        bool is_text = link || g->attributes[i].type == JW_STRING;
        if (is_text && may_be_remembered(s)) m->columns[i] = jw_text_memory_new();
    }
    return m;
}

void jw_rows_end(void *scratch)
{
    memory *m = scratch;
    for (size_t i = 0; i < m->n; i++) jw_text_memory_free(m->columns[i]);
    g_free(m);
}

/* ---- Preparing ---- */

/* What a source that is no template says, without its hash; the text "" if nothing. */
static inline jw_hashed_text cell_of(const jw_source *s, const jw_row *row)
{
    if (s->column >= 0) return (jw_hashed_text){ row->cells[s->column], row->lengths[s->column], 0 };
    const char *text = s->form == JW_CELL_VALUE && s->source->text ? s->source->text : "";
    return (jw_hashed_text){ text, (uint32_t)strlen(text), 0 };
}

/* An empty text is absent. */
static jw_hashed_text hashed(jw_hashed_text t)
{
    if (!t.length) return (jw_hashed_text){ NULL, 0, 0 };
    return (jw_hashed_text){ t.text, t.length, jw_strings_hash(t.text, t.length) };
}

/* False if the cell is for register.c. */
static bool prepare_text(const jw_source *s, const jw_row *row, jw_hashed_text *to)
{
    jw_hashed_text cell = cell_of(s, row);
    *to = hashed(cell);
    return !jw_is_error_cell(cell.text);
}

/* What stands in a remembered column, hashed: see jw_row_foresee. */
static void foresee(const jw_text_memory *m, const jw_source *s, const jw_row *row, jw_hashed_text *to)
{
    *to = hashed(cell_of(s, row));
    if (to->text) jw_text_memory_expect(m, to->hash);
}

void jw_row_foresee(const void *reading, void *scratch, const jw_row *row, void *prepared)
{
    const jw_reading *g = reading;
    const memory *m = scratch;
    prepared_row *p = prepared;
    size_t n = g->r->n_attributes;
    if (!g->is_simple || row->n != g->n_columns) return;
    for (size_t i = 0; i < m->n; i++)
        if (m->columns[i])
            foresee(m->columns[i], i < n ? &g->attributes[i].source : &g->links[i - n], row,
                    &p->cells[i].text);
}

/* A name is kept without being looked up: no hash. */
static bool prepare_name(const jw_source *s, const jw_row *row, jw_hashed_text *to)
{
    *to = cell_of(s, row);
    return !jw_is_error_cell(to->text);
}

static int kind_named(const jw_reading *g, memory *m, const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(m->kinds); i++)
        if (m->kinds[i] >= 0 && strcmp(jw_model_unit_kind(g->m, (size_t)m->kinds[i])->name, name) == 0)
            return m->kinds[i];
    m->kinds[1] = m->kinds[0];
    m->kinds[0] = jw_is_error_cell(name) ? -1 : jw_model_unit_kind_named(g->m, name);
    return m->kinds[0];
}

static bool prepare_kind(const jw_reading *g, memory *m, const jw_row *row, int *kind)
{
    const jw_source *s = &g->kind;
    const char *text = cell_of(s, row).text;
    if (s->form == JW_CELL_VALUE && !s->source->n_map) {
        *kind = g->constant_kind;
    } else if (s->source->n_map) {
        int pair = jw_source_pair(s, text);
        *kind = pair >= 0 ? g->kinds[pair] : -1;
    } else {
        *kind = kind_named(g, m, text);
    }
    return *kind >= 0;
}

/* The value of a cell that is good; false if it is not, or a map has to be asked what it means. */
static bool read_value(const jw_reading *g, const jw_bound_attribute *a, const char *text,
                       jw_cell_value *value)
{
    const jw_cell_source *source = a->source.source;
    int pair = source->n_map ? jw_source_pair(&a->source, text) : -1;
    if (pair >= 0) {
        *value = a->source.values[pair];
        return true;
    }
    if (jw_is_one_of(text, g->r->none, g->r->n_none) || jw_is_one_of(text, source->none, source->n_none))
        text = "";
    if (*text && (source->n_map || jw_is_error_cell(text))) return false;
    return jw_cell_value_read(g->m, a->attribute, text, NULL, value) == JW_VALUE_GOOD;
}

/* The text of a cell that is good: its own, or one of a map. */
static jw_hashed_text text_of_value(const char *value, const jw_hashed_text *cell)
{
    if (value == cell->text) return *cell;
    return hashed((jw_hashed_text){ value, value ? (uint32_t)strlen(value) : 0, 0 });
}

/* A text of which the number is known already; 0: absent. A row takes few bytes, so that many stay in the
 * processor's cache until they are added. */
static jw_hashed_text known(jw_str number)
{
    return (jw_hashed_text){ NULL, number, 0 };
}

static jw_str number_of_known(const jw_hashed_text *t)
{
    return t->length;
}

static bool prepare_attribute(const jw_reading *g, const memory *m, size_t i, const jw_row *row,
                              prepared_row *p)
{
    prepared_cell *to = &p->cells[i];
    const jw_bound_attribute *a = &g->attributes[i];
    jw_cell_value value = a->source.constant;
    bool is_constant = a->source.form == JW_CELL_VALUE && !a->source.source->n_map;
    jw_hashed_text cell = m->columns[i] ? to->text : cell_of(&a->source, row);
    if (!m->columns[i] && a->type == JW_STRING) cell = hashed(cell);
    jw_str number = m->columns[i] ? jw_text_memory_recall(m->columns[i], &cell) : 0;
    if (number) {
        to->text = known(number);
        return true;
    }
    if (!is_constant && !read_value(g, a, cell.text ? cell.text : "", &value)) return false;
    if (a->type == JW_STRING) {
        to->text = text_of_value(value.text, &cell);
        p->looks_up |= to->text.text != NULL;
    } else if (a->type == JW_BOOL) {
        to->flag = value.flag;
    } else {
        to->number = value.number;
    }
    return true;
}

static bool prepare_link(const jw_reading *g, const memory *m, size_t i, const jw_row *row, prepared_row *p)
{
    prepared_cell *to = &p->cells[g->r->n_attributes + i];
    const jw_register_link *link = &g->r->links[i];
    jw_text_memory *column = m->columns[g->r->n_attributes + i];
    jw_hashed_text cell = column ? to->text : hashed(cell_of(&g->links[i], row));
    jw_str number = column ? jw_text_memory_recall(column, &cell) : 0;
    to->text = known(number);
    if (number || !cell.text) return true;
    if (jw_is_error_cell(cell.text)) return false;
    if (jw_is_one_of(cell.text, g->r->none, g->r->n_none) ||
        jw_is_one_of(cell.text, link->none, link->n_none))
        return true;
    to->text = cell;
    p->looks_up = true;
    if (i < 64 && jw_has_parts(cell.text)) p->lists |= (uint64_t)1 << i;
    return true;
}

void jw_row_prepare(const void *reading, void *scratch, const jw_row *row, void *prepared)
{
    const jw_reading *g = reading;
    memory *m = scratch;
    prepared_row *p = prepared;
    size_t column, n = g->r->n_attributes;
    p->is_good = p->looks_up = false;
    p->lists = 0;
    if (!g->is_simple || row->n != g->n_columns || jw_row_is_totals(g, row, &column)) return;
    if (!prepare_text(&g->id, row, &p->id) || !p->id.text || !prepare_name(&g->name, row, &p->name)) return;
    if (!prepare_kind(g, m, row, &p->kind)) return;
    for (size_t i = 0; i < n; i++)
        if (!prepare_attribute(g, m, i, row, p)) return;
    for (size_t i = 0; i < g->r->n_links; i++)
        if (!prepare_link(g, m, i, row, p)) return;
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
    if (!p->looks_up) return;
    for (size_t i = 0; i < g->r->n_attributes + g->r->n_links; i++) {
        const jw_hashed_text *cell = &p->cells[i].text;
        bool is_text = i >= g->r->n_attributes || g->attributes[i].type == JW_STRING;
        if (is_text && cell->text) jw_strings_expect_hash(strings, cell->hash);
    }
}

static jw_str keep(const jw_reading *g, const jw_hashed_text *t)
{
    return jw_strings_add_hashed(jw_model_strings(g->m), t->text, t->length, t->hash);
}

/* Without looking it up, as it is not expected to be there. */
static jw_str keep_new(const jw_reading *g, const jw_hashed_text *t)
{
    return t->length ? jw_strings_put(jw_model_strings(g->m), t->text, t->length) : 0;
}

/* The number of a cell's text; 0 if it has none. */
static jw_str keep_cell(const jw_reading *g, const memory *m, size_t column, const jw_hashed_text *t,
                        bool is_new)
{
    if (!t->text) return number_of_known(t);
    jw_str number = is_new ? keep_new(g, t) : keep(g, t);
    if (m->columns[column]) jw_text_memory_remember(m->columns[column], t, number);
    return number;
}

static void set_value(jw_reading *g, const memory *m, uint32_t unit, size_t i, const prepared_cell *cell)
{
    const jw_bound_attribute *a = &g->attributes[i];
    if (a->type == JW_STRING)
        jw_model_set_known_text(g->m, unit, a->attribute, keep_cell(g, m, i, &cell->text, false));
    else if (a->type == JW_BOOL)
        jw_model_set_flag(g->m, false, unit, a->attribute, cell->flag);
    else
        jw_model_set_known_number(g->m, unit, a->attribute, cell->number);
}

bool jw_row_add(jw_reading *g, const jw_row *row)
{
    const prepared_row *p = row->prepared;
    const memory *m = row->scratch;
    if (!p->is_good) return false;
    g->spot.line = row->line;
    jw_str id = keep(g, &p->id), name = keep_new(g, &p->name);
    uint32_t unit = jw_model_add_known_unit(g->m, id, name, p->kind, g->spot);
    if (unit == JW_NO_UNIT) return false; /* which is told when the row is read cell by cell */
    size_t n = g->r->n_attributes;
    for (size_t i = 0; i < n; i++) set_value(g, m, unit, i, &p->cells[i]);
    for (size_t i = 0; i < g->r->n_links; i++) {
        bool is_list = i < 64 && p->lists >> i & 1;
        jw_str text = keep_cell(g, m, n + i, &p->cells[n + i].text, is_list);
        if (text) jw_pending_add_known(g->pending, g->link_numbers[i], unit, text);
    }
    return true;
}
