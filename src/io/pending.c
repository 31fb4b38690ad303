/* The first pass leaves link cells here, and the account of bad rows. */
#include "io/pending_inside.h"

#include <string.h>

jw_pending_links *jw_pending_new(void)
{
    jw_pending_links *p = g_new0(jw_pending_links, 1);
    p->links = g_array_new(FALSE, FALSE, sizeof(jw_link_spec));
    p->registers = g_array_new(FALSE, FALSE, sizeof(jw_register_account));
    p->skipped = g_array_new(FALSE, FALSE, sizeof(jw_place));
    p->files = g_string_chunk_new(256);
    p->left_out = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return p;
}

static void free_links(GArray *links)
{
    for (guint i = 0; i < links->len; i++) g_free(g_array_index(links, jw_link_spec, i).none);
    g_array_free(links, TRUE);
}

void jw_pending_free(jw_pending_links *p)
{
    if (!p) return;
    jw_list_clear(&p->cells);
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
    jw_register_account account = { g_string_chunk_insert_const(p->files, shown), r->skip_bad_rows, 0 };
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
    jw_link_spec spec = { .kind = link->kind, .cell_is_from = link->cell_is_from, .number = number };
    spec.label = keep(m, label);
    spec.none = g_new(const char *, link->n_none);
    spec.n_none = link->n_none;
    for (size_t i = 0; i < link->n_none; i++) spec.none[i] = keep(m, link->none[i]);
    g_array_append_val(p->links, spec);
    return p->links->len - 1;
}

bool jw_pending_is_none(const jw_link_spec *spec, const char *text, size_t length)
{
    for (size_t i = 0; i < spec->n_none; i++)
        if (strncmp(text, spec->none[i], length) == 0 && !spec->none[i][length]) return true;
    return false;
}

void jw_pending_make_room(jw_pending_links *p, uint64_t more)
{
    enum { MOST_GUESSED = 4 << 20 };
    uint64_t room = p->cells.n + MIN(more, MOST_GUESSED);
    if (room <= UINT32_MAX) jw_list_make_room(&p->cells, sizeof(jw_waiting_cell), (uint32_t)room);
}

void jw_pending_add_known(jw_pending_links *p, uint32_t link, uint32_t unit, jw_str text)
{
    jw_waiting_cell *cell = jw_list_add(&p->cells, sizeof *cell);
    *cell = (jw_waiting_cell){ text, unit, link };
}

void jw_pending_add_cell(jw_pending_links *p, jw_model *m, uint32_t link, uint32_t unit, const char *text)
{
    if (!jw_pending_is_none(&g_array_index(p->links, jw_link_spec, link), text, strlen(text)))
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

static void skip_row(jw_pending_links *p, const jw_register_account *account, const jw_diag *fault,
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
    jw_register_account *account = &g_array_index(p->registers, jw_register_account, number);
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

void jw_pending_report_unlisted_rows(const jw_pending_links *p, const jw_model *m, jw_diags *diags)
{
    for (guint i = 0; i < p->registers->len; i++) {
        const jw_register_account *account = &g_array_index(p->registers, jw_register_account, i);
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
