/* The second pass: link cells become links. */
#include "base/workers.h"
#include "io/pending_inside.h"
#include "io/register_cells.h"
#include "io/text_memory.h"

#include <string.h>

/* A link that was found, between the row's unit and another; other JW_NO_UNIT: it was left out in the first
 * pass. */
typedef struct {
    uint32_t unit, other, link;
    jw_str text; /* what named the other */
} found_link;

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
    bool adds_at_once; /* links become the model's as they are found */
    int cannot_add;    /* atomic: see add_all_ahead */
    bool splits_ahead; /* a cell with marks that is no id may be split on any thread */
} resolving;

static void fault_of_cell(resolving *g, const jw_waiting_cell *cell, const char *code, const char *text,
                          const char *nearest)
{
    const jw_link_spec *spec = &g_array_index(g->p->links, jw_link_spec, cell->link);
    const jw_register_account *account = &g_array_index(g->p->registers, jw_register_account, spec->number);
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
static void take_name(resolving *g, const jw_waiting_cell *cell, jw_str name, uint32_t other)
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
static uint32_t resolve_cell(resolving *g, jw_str text)
{
    uint32_t *known = &g->known[text];
    if (!*known) *known = ask(g, text) + 1;
    return *known - 1; /* JW_NO_UNIT + 1 is 0 and is asked again */
}

static void take_cell(resolving *g, const jw_waiting_cell *cell)
{
    jw_strings *strings = jw_model_strings(g->m);
    jw_str whole = jw_strings_know(strings, cell->text);
    uint32_t other = resolve_cell(g, whole);
    const char *text = other == JW_NO_UNIT ? jw_strings_get(strings, whole) : NULL;
    if (!text || jw_pending_left_out(g->p, text)) {
        take_name(g, cell, whole, other);
        return;
    }
    const jw_link_spec *spec = &g_array_index(g->p->links, jw_link_spec, cell->link);
    while (jw_next_part(&text, g->part)) {
        if (jw_pending_is_none(spec, g->part->str, g->part->len)) continue;
        jw_str name = jw_strings_add(strings, g->part->str);
        take_name(g, cell, name, jw_model_resolve_known(g->m, name));
    }
}

/* All cells of one row, from `first` on: either all its links are found or the row is gone. Returns the next
 * cell. */
static guint take_row(resolving *g, guint first)
{
    const jw_waiting_cell *cells = g->p->cells.rows;
    uint32_t unit = cells[first].unit;
    guint before = g->found->len, i = first;
    g->is_bad = false;
    for (; i < g->p->cells.n && cells[i].unit == unit; i++) take_cell(g, &cells[i]);
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

/* A cell with marks in it, which names several units if it is not an id. */
typedef struct {
    guint cell, first_part, n_parts;
    jw_hashed_text whole;
} list_cell;

typedef struct {
    jw_list found;                /* found_link; of one piece */
    GArray *left, *lists, *parts; /* left_row, list_cell, jw_hashed_text */
    guint next_list;
} ahead;

static void *begin_ahead(void *context)
{
    (void)context;
    ahead *a = g_new0(ahead, 1);
    a->left = g_array_new(FALSE, FALSE, sizeof(left_row));
    a->lists = g_array_new(FALSE, FALSE, sizeof(list_cell));
    a->parts = g_array_new(FALSE, FALSE, sizeof(jw_hashed_text));
    return a;
}

static void end_ahead(void *scratch)
{
    ahead *a = scratch;
    GArray *arrays[] = { a->left, a->lists, a->parts };
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++) g_array_free(arrays[i], TRUE);
    jw_list_clear(&a->found);
    g_free(a);
}

/* Hashes a text that is going to be looked for, and lets memory fetch its place meanwhile. */
static jw_hashed_text expect(const jw_strings *strings, const char *text, size_t length)
{
    jw_hashed_text t = { text, (uint32_t)length, jw_strings_hash(text, length) };
    jw_strings_expect_hash(strings, t.hash);
    return t;
}

/* Splits the lists of some cells: their parts lie all over the strings, and are fetched side by side. */
static void split_lists(const resolving *g, ahead *a, guint i, guint end)
{
    const jw_strings *strings = jw_model_strings(g->m);
    const jw_waiting_cell *cells = g->p->cells.rows;
    g_array_set_size(a->lists, 0);
    g_array_set_size(a->parts, 0);
    a->next_list = 0;
    for (; i < end && g->splits_ahead; i++) {
        jw_str number = cells[i].text;
        if (jw_model_find_known(g->m, number) != JW_NO_UNIT) continue;
        const char *text = jw_strings_get(strings, number), *part;
        if (!jw_has_parts(text)) continue;
        list_cell list = { i, a->parts->len, 0, expect(strings, text, strlen(text)) };
        for (size_t length; (part = jw_part_of(&text, &length)) != NULL; list.n_parts++) {
            jw_hashed_text t = expect(strings, part, length);
            g_array_append_val(a->parts, t);
        }
        g_array_append_val(a->lists, list);
    }
}

static jw_str number_of(const resolving *g, const jw_hashed_text *t)
{
    return jw_strings_find_hashed(jw_model_strings(g->m), t->text, t->length, t->hash);
}

static bool find_ahead(const resolving *g, ahead *a, const jw_waiting_cell *cell, jw_str id)
{
    found_link link = { cell->unit, jw_model_find_known(g->m, id), cell->link, id };
    if (link.other == JW_NO_UNIT || link.other == cell->unit) return false;
    *(found_link *)jw_list_add(&a->found, sizeof link) = link;
    return true;
}

static bool find_parts_ahead(const resolving *g, ahead *a, const jw_waiting_cell *cell, const list_cell *list)
{
    const jw_link_spec *spec = &g_array_index(g->p->links, jw_link_spec, cell->link);
    if (jw_model_find_known(g->m, number_of(g, &list->whole)) != JW_NO_UNIT) return false;
    for (guint i = 0; i < list->n_parts; i++) {
        const jw_hashed_text *part = &g_array_index(a->parts, jw_hashed_text, list->first_part + i);
        if (jw_pending_is_none(spec, part->text, part->length)) continue;
        if (!find_ahead(g, a, cell, number_of(g, part))) return false;
    }
    return true;
}

static bool take_cell_ahead(const resolving *g, ahead *a, guint i)
{
    const jw_waiting_cell *cell = (const jw_waiting_cell *)g->p->cells.rows + i;
    if (find_ahead(g, a, cell, cell->text)) return true;
    while (a->next_list < a->lists->len && g_array_index(a->lists, list_cell, a->next_list).cell < i)
        a->next_list++;
    if (a->next_list == a->lists->len) return false;
    const list_cell *list = &g_array_index(a->lists, list_cell, a->next_list);
    return list->cell == i && find_parts_ahead(g, a, cell, list);
}

/* The first cell of a piece: that of a row. */
static guint piece_start(const resolving *g, uint32_t piece)
{
    const jw_waiting_cell *cells = g->p->cells.rows;
    guint n = g->p->cells.n, i = (guint)MIN((size_t)piece * CELLS_AT_ONCE, n);
    while (i > 0 && i < n && cells[i].unit == cells[i - 1].unit) i++;
    return i;
}

static void take_rows_ahead(void *context, void *scratch, uint32_t piece)
{
    const resolving *g = context;
    ahead *a = scratch;
    const jw_waiting_cell *cells = g->p->cells.rows;
    guint i = piece_start(g, piece), end = piece_start(g, piece + 1);
    a->found.n = 0;
    g_array_set_size(a->left, 0);
    if (g_atomic_int_get(&g->cannot_add)) return;
    split_lists(g, a, i, end);
    while (i < end) {
        left_row row = { i, a->found.n };
        bool good = true;
        for (; i < end && cells[i].unit == cells[row.cell].unit; i++) good = good && take_cell_ahead(g, a, i);
        if (good) continue;
        a->found.n = row.found;
        g_array_append_val(a->left, row);
    }
}

static jw_link ends_of(const resolving *g, const found_link *link)
{
    const jw_link_spec *spec = &g_array_index(g->p->links, jw_link_spec, link->link);
    bool is_from = spec->cell_is_from;
    return (jw_link){ is_from ? link->other : link->unit, is_from ? link->unit : link->other,
                      (uint16_t)spec->kind };
}

/* Adds the links of a piece to the model. False past the limit. */
static bool add_piece(const resolving *g, const jw_list *found)
{
    jw_link *links;
    jw_spot *spots;
    if (!jw_model_add_links(g->m, found->n, &links, &spots)) return false;
    for (uint32_t i = 0; i < found->n; i++) {
        const found_link *link = (const found_link *)found->rows + i;
        links[i] = ends_of(g, link);
        spots[i] = jw_unit_spot(g->m, link->unit);
    }
    return true;
}

static void hand_in_rows(void *context, void *scratch, uint32_t piece)
{
    resolving *g = context;
    const ahead *a = scratch;
    (void)piece;
    if (g->adds_at_once) {
        if (!g->cannot_add && (a->left->len || !add_piece(g, &a->found))) g_atomic_int_set(&g->cannot_add, 1);
        return;
    }
    for (guint i = 0; i < a->left->len; i++) {
        left_row row = g_array_index(a->left, left_row, i);
        row.found += g->found->len;
        g_array_append_val(g->left, row);
    }
    g_array_append_vals(g->found, a->found.rows, a->found.n);
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

static const jw_job job_ahead = { begin_ahead, take_rows_ahead, hand_in_rows, end_ahead, 0 };

static uint32_t n_pieces(const resolving *g)
{
    return (g->p->cells.n + CELLS_AT_ONCE - 1) / CELLS_AT_ONCE;
}

/* Where no row has to be left, links need not wait: they become the model's piece by piece. False, and
 * nothing is added: one is left. */
static bool add_all_ahead(resolving *g)
{
    size_t before = jw_model_link_count(g->m);
    if (g_hash_table_size(g->p->left_out)) return false;
    jw_model_make_room_for_links(g->m, g->p->cells.n + g->p->cells.n / 8);
    g->adds_at_once = true;
    jw_work(&job_ahead, g, n_pieces(g), 0);
    g->adds_at_once = false;
    if (!g->cannot_add) return true;
    g->cannot_add = 0;
    jw_model_take_back_links(g->m, before);
    return false;
}

/* True if all links are added; else they are in g->found. */
static bool take_all_rows(resolving *g)
{
    if (n_pieces(g) < 2) {
        for (guint i = 0; i < g->p->cells.n;) i = take_row(g, i);
        return false;
    }
    g->splits_ahead = !are_names_marked(g) && g_hash_table_size(g->p->left_out) == 0;
    if (add_all_ahead(g)) return true;
    g->left = g_array_new(FALSE, FALSE, sizeof(left_row));
    jw_work(&job_ahead, g, n_pieces(g), 0);
    take_left_rows(g);
    g_array_free(g->left, TRUE);
    return false;
}

/* ---- From what was found to links ---- */

static void skip_link(resolving *g, const found_link *link)
{
    const jw_link_spec *spec = &g_array_index(g->p->links, jw_link_spec, link->link);
    if (!g_array_index(g->p->registers, jw_register_account, spec->number).skips)
        return; /* the bad row that held the other unit has been told, and nothing is loaded */
    jw_diags_add(g->diags, &(jw_diag){ .severity = JW_WARNING,
                                       .code = "skipped-link",
                                       .place = jw_unit_place(g->m, link->unit),
                                       .path = spec->label,
                                       .found = jw_strings_get(jw_model_strings(g->m), link->text) });
}

static bool add_link(resolving *g, const found_link *link)
{
    if (link->other == JW_NO_UNIT || (g->gone && g->gone[link->other])) {
        skip_link(g, link);
        return true;
    }
    jw_link ends = ends_of(g, link);
    if (jw_model_add_link(g->m, ends.kind, ends.from, ends.to, jw_unit_spot(g->m, link->unit))) return true;
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
    bool added = take_all_rows(g);
    jw_list_clear(&g->p->cells); /* of a million rows the memory is wanted for their links */
    for (guint i = 0; i < g->found->len && !added && !g->failed; i++)
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
    jw_pending_report_unlisted_rows(p, m, diags);
    g_array_free(g.found, TRUE);
    g_string_free(g.part, TRUE);
    g_free(g.known);
    g_free(g.gone);
    return !g.failed && !p->is_incomplete;
}
