/* The second pass: link cells become links. */
#include "io/pending.h"

#include "base/workers.h"
#include "io/register_cells.h"

#include <string.h>

/* A cell that waits. Its line is that of its unit. */
typedef struct {
    jw_str text;
    uint32_t unit, link;
} waiting_cell;

/* A link mapping of a register. Texts belong to the model's strings. */
typedef struct {
    int kind;
    bool cell_is_from;
    uint32_t number; /* of its register */
    const char *label;
    const char **none;
    size_t n_none;
} link_spec;

typedef struct {
    const char *shown;
    bool skips;
    size_t bad_rows;
} register_account;

/* A link that was found, between the row's unit and another; other JW_NO_UNIT: it was left out in the first
 * pass. */
typedef struct {
    uint32_t unit, other, link;
    jw_str text; /* what named the other */
} found_link;

struct jw_pending_links {
    GArray *cells, *links, *registers; /* waiting_cell, link_spec, register_account */
    GArray *skipped;                   /* jw_place */
    GStringChunk *files;
    GHashTable *left_out; /* texts */
    bool is_incomplete;
};

jw_pending_links *jw_pending_new(void)
{
    jw_pending_links *p = g_new0(jw_pending_links, 1);
    p->cells = g_array_new(FALSE, FALSE, sizeof(waiting_cell));
    p->links = g_array_new(FALSE, FALSE, sizeof(link_spec));
    p->registers = g_array_new(FALSE, FALSE, sizeof(register_account));
    p->skipped = g_array_new(FALSE, FALSE, sizeof(jw_place));
    p->files = g_string_chunk_new(256);
    p->left_out = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return p;
}

static void free_links(GArray *links)
{
    for (guint i = 0; i < links->len; i++) g_free(g_array_index(links, link_spec, i).none);
    g_array_free(links, TRUE);
}

void jw_pending_free(jw_pending_links *p)
{
    if (!p) return;
    g_array_free(p->cells, TRUE);
    free_links(p->links);
    g_array_free(p->registers, TRUE);
    g_array_free(p->skipped, TRUE);
    g_string_chunk_free(p->files);
    g_hash_table_destroy(p->left_out);
    g_free(p);
}

/* ---- What the first pass leaves here ---- */

uint32_t jw_pending_begin(jw_pending_links *p, const jw_register *r, const char *shown)
{
    register_account account = { g_string_chunk_insert_const(p->files, shown), r->skip_bad_rows, 0 };
    g_array_append_val(p->registers, account);
    return p->registers->len - 1;
}

static const char *keep(jw_model *m, const char *text)
{
    jw_strings *strings = jw_model_strings(m);
    return jw_strings_get(strings, jw_strings_add(strings, text));
}

uint32_t jw_pending_add_link(jw_pending_links *p, jw_model *m, uint32_t number, const jw_register_link *link,
                             const char *label)
{
    link_spec spec = { .kind = link->kind, .cell_is_from = link->cell_is_from, .number = number };
    spec.label = keep(m, label);
    spec.none = g_new(const char *, link->n_none);
    spec.n_none = link->n_none;
    for (size_t i = 0; i < link->n_none; i++) spec.none[i] = keep(m, link->none[i]);
    g_array_append_val(p->links, spec);
    return p->links->len - 1;
}

static bool is_none(const link_spec *spec, const char *text)
{
    for (size_t i = 0; i < spec->n_none; i++)
        if (strcmp(text, spec->none[i]) == 0) return true;
    return false;
}

void jw_pending_add_known(jw_pending_links *p, uint32_t link, uint32_t unit, jw_str text)
{
    waiting_cell cell = { text, unit, link };
    g_array_append_val(p->cells, cell);
}

void jw_pending_add_cell(jw_pending_links *p, jw_model *m, uint32_t link, uint32_t unit, const char *text)
{
    if (!is_none(&g_array_index(p->links, link_spec, link), text))
        jw_pending_add_known(p, link, unit, jw_strings_add(jw_model_strings(m), text));
}

void jw_pending_leave_out(jw_pending_links *p, const char *text)
{
    if (text && *text) g_hash_table_add(p->left_out, g_strdup(text));
}

bool jw_pending_left_out(const jw_pending_links *p, const char *text)
{
    return g_hash_table_contains(p->left_out, text);
}

void jw_pending_lacks_units(jw_pending_links *p)
{
    p->is_incomplete = true;
}

bool jw_pending_is_complete(const jw_pending_links *p)
{
    return !p->is_incomplete;
}

/* ---- Bad rows ---- */

static void skip_row(jw_pending_links *p, const register_account *account, const jw_diag *fault,
                     jw_diags *diags)
{
    g_autofree char *reason = g_strconcat("@skip.", fault->code, NULL);
    jw_diag warning = *fault;
    warning.severity = JW_WARNING;
    warning.code = "skipped-row";
    warning.expected = reason;
    jw_diags_add(diags, &warning);
    jw_place place = fault->place;
    place.file = account->shown;
    g_array_append_val(p->skipped, place);
}

void jw_pending_fault(jw_pending_links *p, const jw_model *m, uint32_t number, bool first,
                      const jw_diag *fault, jw_diags *diags)
{
    register_account *account = &g_array_index(p->registers, register_account, number);
    account->bad_rows += first;
    if (account->skips) {
        if (first) skip_row(p, account, fault, diags);
        return;
    }
    if (account->bad_rows > jw_model_limits(m)->bad_rows) return;
    jw_diag error = *fault;
    error.severity = JW_ERROR;
    jw_diags_add(diags, &error);
}

static void report_unlisted_rows(const jw_pending_links *p, const jw_model *m, jw_diags *diags)
{
    for (guint i = 0; i < p->registers->len; i++) {
        const register_account *account = &g_array_index(p->registers, register_account, i);
        uint64_t listed = jw_model_limits(m)->bad_rows;
        if (account->skips || account->bad_rows <= listed) continue;
        g_autofree char *rest = g_strdup_printf("%" G_GUINT64_FORMAT, account->bad_rows - listed);
        jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR,
                                        .code = "more-bad-rows",
                                        .place = { .file = account->shown },
                                        .found = rest });
    }
}

size_t jw_pending_skipped(const jw_pending_links *p)
{
    return p->skipped->len;
}

jw_place jw_pending_skipped_row(const jw_pending_links *p, size_t i)
{
    return g_array_index(p->skipped, jw_place, i);
}

/* ---- Resolving ---- */

typedef struct {
    jw_model *m;
    jw_pending_links *p;
    jw_diags *diags;
    GArray *found; /* found_link */
    GArray *left;  /* left_row, of all pieces: found counts from the start */
    GString *part;
    uint32_t *known; /* by text of a whole cell: the unit it names + 1; 0: not asked */
    bool *gone;      /* by unit; NULL until one goes */
    bool is_bad;     /* the row at hand */
    bool failed;
    bool searched;     /* whether marked_names is known: see are_names_marked */
    int marked_names;  /* atomic */
    bool splits_ahead; /* a cell with marks that is no id may be split on any thread */
} resolving;

static void fault_of_cell(resolving *g, const waiting_cell *cell, const char *code, const char *text,
                          const char *nearest)
{
    const link_spec *spec = &g_array_index(g->p->links, link_spec, cell->link);
    const register_account *account = &g_array_index(g->p->registers, register_account, spec->number);
    jw_diag fault = { .code = code,
                      .place = { account->shown, jw_unit_place(g->m, cell->unit).line, 0 },
                      .path = spec->label,
                      .found = text,
                      .nearest = nearest };
    jw_pending_fault(g->p, g->m, spec->number, !g->is_bad, &fault, g->diags);
    g->is_bad = true;
    g->failed |= !account->skips;
}

/* One name of a cell, for which jw_model_resolve said `other`. */
static void take_name(resolving *g, const waiting_cell *cell, jw_str name, uint32_t other)
{
    bool fails = other == JW_NO_UNIT || other == JW_SEVERAL || other == cell->unit;
    const char *text = fails ? jw_strings_get(jw_model_strings(g->m), name) : NULL;
    if (other == JW_NO_UNIT && !jw_pending_left_out(g->p, text)) {
        const char *nearest = jw_model_nearest_unit(g->m, text);
        fault_of_cell(g, cell, "unknown-reference", text, nearest);
    } else if (other == JW_SEVERAL) {
        fault_of_cell(g, cell, "several-names", text, NULL);
    } else if (other == cell->unit) {
        fault_of_cell(g, cell, "self-link", text, NULL);
    } else {
        found_link link = { cell->unit, other, cell->link, name };
        g_array_append_val(g->found, link);
    }
}

/* Whether any unit is called by a name or alias with a mark in it, by which a cell is split. Hardly ever; and
 * as long as none is, a cell with a mark that is no id need not be looked for among a million names. */
static bool is_name_with_mark(const jw_model *m, uint32_t u)
{
    const char *aliases = jw_unit_text(m, u, JW_ALIASES);
    return jw_has_parts(jw_unit_name(m, u)) || (aliases && jw_has_parts(aliases));
}

enum { SEARCHED_AT_ONCE = 1 << 14 };

static void search_names(void *context, void *scratch, uint32_t piece)
{
    resolving *g = context;
    (void)scratch;
    uint32_t n = (uint32_t)jw_model_unit_count(g->m), u = piece * SEARCHED_AT_ONCE;
    for (uint32_t end = MIN(u + SEARCHED_AT_ONCE, n); u < end; u++)
        if (is_name_with_mark(g->m, u)) g_atomic_int_set(&g->marked_names, 1);
}

static bool are_names_marked(resolving *g)
{
    if (!g->searched) jw_each_piece(search_names, g, jw_model_unit_count(g->m), SEARCHED_AT_ONCE);
    g->searched = true;
    return g->marked_names;
}

static uint32_t ask(resolving *g, jw_str text)
{
    uint32_t unit = jw_model_find_known(g->m, text);
    if (unit != JW_NO_UNIT ||
        (jw_has_parts(jw_strings_get(jw_model_strings(g->m), text)) && !are_names_marked(g)))
        return unit;
    return jw_model_resolve_known(g->m, text);
}

/* The unit that a whole cell names; asked once for each distinct text. */
static uint32_t resolve_cell(resolving *g, const waiting_cell *cell)
{
    uint32_t *known = &g->known[cell->text];
    if (!*known) *known = ask(g, cell->text) + 1;
    return *known - 1; /* JW_NO_UNIT + 1 is 0 and is asked again */
}

static void take_cell(resolving *g, const waiting_cell *cell)
{
    jw_strings *strings = jw_model_strings(g->m);
    uint32_t other = resolve_cell(g, cell);
    const char *text = other == JW_NO_UNIT ? jw_strings_get(strings, cell->text) : NULL;
    if (!text || jw_pending_left_out(g->p, text)) {
        take_name(g, cell, cell->text, other);
        return;
    }
    const link_spec *spec = &g_array_index(g->p->links, link_spec, cell->link);
    while (jw_next_part(&text, g->part)) {
        if (is_none(spec, g->part->str)) continue;
        jw_str name = jw_strings_add(strings, g->part->str);
        take_name(g, cell, name, jw_model_resolve_known(g->m, name));
    }
}

/* All cells of one row, from `first` on: either all its links are found or the row is gone. Returns the next
 * cell. */
static guint take_row(resolving *g, guint first)
{
    const waiting_cell *cells = (const waiting_cell *)(void *)g->p->cells->data;
    uint32_t unit = cells[first].unit;
    guint before = g->found->len, i = first;
    g->is_bad = false;
    for (; i < g->p->cells->len && cells[i].unit == unit; i++) take_cell(g, &cells[i]);
    if (!g->is_bad) return i;
    g_array_set_size(g->found, before);
    if (!g->gone) g->gone = g_new0(bool, jw_model_unit_count(g->m));
    g->gone[unit] = true;
    jw_pending_leave_out(g->p, jw_unit_id(g->m, unit));
    jw_pending_leave_out(g->p, jw_unit_name(g->m, unit));
    return i;
}

/* ---- Rows resolved ahead, on all processors ----
 *
 * A row is, if all its cells name units by their ids, alone or several with marks between them; that only
 * looks things up. The others, in which something may be amiss or a name is meant, are taken when their turn
 * comes. */
enum { CELLS_AT_ONCE = 1 << 14 };

typedef struct {
    guint cell, found; /* the row's first; how many links the rows before it have, but for those left */
} left_row;

typedef struct {
    GArray *found, *left; /* found_link, left_row; of one piece */
    GString *part;
} ahead;

static void *begin_ahead(void *context)
{
    (void)context;
    ahead *a = g_new(ahead, 1);
    a->found = g_array_new(FALSE, FALSE, sizeof(found_link));
    a->left = g_array_new(FALSE, FALSE, sizeof(left_row));
    a->part = g_string_new(NULL);
    return a;
}

static void end_ahead(void *scratch)
{
    ahead *a = scratch;
    g_array_free(a->found, TRUE);
    g_array_free(a->left, TRUE);
    g_string_free(a->part, TRUE);
    g_free(a);
}

static bool find_ahead(const resolving *g, ahead *a, const waiting_cell *cell, jw_str id)
{
    found_link link = { cell->unit, jw_model_find_known(g->m, id), cell->link, id };
    if (link.other == JW_NO_UNIT || link.other == cell->unit) return false;
    g_array_append_val(a->found, link);
    return true;
}

static bool find_parts_ahead(const resolving *g, ahead *a, const waiting_cell *cell, const char *text)
{
    const link_spec *spec = &g_array_index(g->p->links, link_spec, cell->link);
    while (jw_next_part(&text, a->part)) {
        if (is_none(spec, a->part->str)) continue;
        if (!find_ahead(g, a, cell, jw_strings_find(jw_model_strings(g->m), a->part->str))) return false;
    }
    return true;
}

static bool take_cell_ahead(const resolving *g, ahead *a, const waiting_cell *cell)
{
    if (find_ahead(g, a, cell, cell->text)) return true;
    const char *text = jw_strings_get(jw_model_strings(g->m), cell->text);
    return g->splits_ahead && jw_has_parts(text) && find_parts_ahead(g, a, cell, text);
}

/* The first cell of a piece: that of a row. */
static guint piece_start(const resolving *g, uint32_t piece)
{
    const waiting_cell *cells = (const waiting_cell *)(void *)g->p->cells->data;
    guint n = g->p->cells->len, i = (guint)MIN((size_t)piece * CELLS_AT_ONCE, n);
    while (i > 0 && i < n && cells[i].unit == cells[i - 1].unit) i++;
    return i;
}

static void take_rows_ahead(void *context, void *scratch, uint32_t piece)
{
    const resolving *g = context;
    ahead *a = scratch;
    const waiting_cell *cells = (const waiting_cell *)(void *)g->p->cells->data;
    guint i = piece_start(g, piece), end = piece_start(g, piece + 1);
    g_array_set_size(a->found, 0);
    g_array_set_size(a->left, 0);
    while (i < end) {
        left_row row = { i, a->found->len };
        bool good = true;
        for (; i < end && cells[i].unit == cells[row.cell].unit; i++)
            good = good && take_cell_ahead(g, a, &cells[i]);
        if (good) continue;
        g_array_set_size(a->found, row.found);
        g_array_append_val(a->left, row);
    }
}

static void hand_in_rows(void *context, void *scratch, uint32_t piece)
{
    resolving *g = context;
    const ahead *a = scratch;
    (void)piece;
    for (guint i = 0; i < a->left->len; i++) {
        left_row row = g_array_index(a->left, left_row, i);
        row.found += g->found->len;
        g_array_append_val(g->left, row);
    }
    g_array_append_vals(g->found, a->found->data, a->found->len);
}

/* The rows that were left, once no thread looks anything up any more; links stay in the order of rows. */
static void take_left_rows(resolving *g)
{
    GArray *others = g->found;
    const found_link *links = (const found_link *)(void *)others->data;
    guint done = 0;
    if (g->left->len) g->found = g_array_new(FALSE, FALSE, sizeof(found_link));
    for (guint i = 0; i < g->left->len; i++) {
        const left_row *row = &g_array_index(g->left, left_row, i);
        g_array_append_vals(g->found, links + done, row->found - done);
        done = row->found;
        take_row(g, row->cell);
    }
    if (g->found == others) return;
    g_array_append_vals(g->found, links + done, others->len - done);
    g_array_free(others, TRUE);
}

static void take_all_rows(resolving *g)
{
    static const jw_job job = { begin_ahead, take_rows_ahead, hand_in_rows, end_ahead, 0 };
    uint32_t pieces = (g->p->cells->len + CELLS_AT_ONCE - 1) / CELLS_AT_ONCE;
    if (pieces < 2) {
        for (guint i = 0; i < g->p->cells->len;) i = take_row(g, i);
        return;
    }
    g->splits_ahead = !are_names_marked(g) && g_hash_table_size(g->p->left_out) == 0;
    g->left = g_array_new(FALSE, FALSE, sizeof(left_row));
    jw_work(&job, g, pieces, 0);
    take_left_rows(g);
    g_array_free(g->left, TRUE);
}

/* ---- From what was found to links ---- */

static void skip_link(resolving *g, const found_link *link)
{
    const link_spec *spec = &g_array_index(g->p->links, link_spec, link->link);
    if (!g_array_index(g->p->registers, register_account, spec->number).skips)
        return; /* the bad row that held the other unit has been told, and nothing is loaded */
    jw_diags_add(g->diags, &(jw_diag){ .severity = JW_WARNING,
                                       .code = "skipped-link",
                                       .place = jw_unit_place(g->m, link->unit),
                                       .path = spec->label,
                                       .found = jw_strings_get(jw_model_strings(g->m), link->text) });
}

static bool add_link(resolving *g, const found_link *link)
{
    const link_spec *spec = &g_array_index(g->p->links, link_spec, link->link);
    if (link->other == JW_NO_UNIT || (g->gone && g->gone[link->other])) {
        skip_link(g, link);
        return true;
    }
    uint32_t from = spec->cell_is_from ? link->other : link->unit;
    uint32_t to = spec->cell_is_from ? link->unit : link->other;
    if (jw_model_add_link(g->m, spec->kind, from, to, jw_unit_spot(g->m, link->unit))) return true;
    jw_place place = jw_unit_place(g->m, link->unit);
    g_autofree char *most = g_strdup_printf("%" G_GUINT64_FORMAT, jw_model_limits(g->m)->links);
    jw_diags_add(
        g->diags,
        &(jw_diag){ .severity = JW_ERROR, .code = "too-many-links", .place = place, .expected = most });
    g->failed = true;
    return false;
}

static void resolve_all(resolving *g)
{
    take_all_rows(g);
    g_array_free(g->p->cells, TRUE); /* of a million rows the memory is wanted for their links */
    g->p->cells = g_array_new(FALSE, FALSE, sizeof(waiting_cell));
    for (guint i = 0; i < g->found->len && !g->failed; i++)
        add_link(g, &g_array_index(g->found, found_link, i));
    if (g->gone && !g->failed) jw_model_drop_units(g->m, g->gone);
}

bool jw_pending_resolve(jw_model *m, jw_pending_links *p, jw_diags *diags)
{
    resolving g = { .m = m, .p = p, .diags = diags };
    g.found = g_array_new(FALSE, FALSE, sizeof(found_link));
    g.part = g_string_new(NULL);
    g.known = g_new0(uint32_t, jw_strings_size(jw_model_strings(m)));
    if (!p->is_incomplete) resolve_all(&g);
    report_unlisted_rows(p, m, diags);
    g_array_free(g.found, TRUE);
    g_string_free(g.part, TRUE);
    g_free(g.known);
    g_free(g.gone);
    return !g.failed && !p->is_incomplete;
}
