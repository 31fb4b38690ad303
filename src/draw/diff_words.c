/* What a chart of changes says in words of each unit. */
#include "draw/diff.h"

#include "base/number.h"
#include "base/words.h"
#include "draw/label.h"
#include "jingwei/compare.h"
#include "model/build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FIELDS = 2, NAME_MOST = 12, VALUE_MOST = 10 };

/* While notes are written. */
typedef struct {
    jw_chart_diff *d;
    const jw_model *before, *after;
    jw_lang lang;
    GString **notes;   /* by unit of the union; NULL: none */
    GHashTable *links; /* "unit kind sign" → link_tally */
} writer;

char *jw_diff_numbers(const jw_chart_diff *d, size_t was, size_t is)
{
    if (!d || was == is) return g_strdup_printf("%zu", is);
    if (d->phase != JW_OVERLAY) return g_strdup_printf("%zu", d->phase == JW_BEFORE ? was : is);
    return g_strdup_printf("%zu→%zu", was, is);
}

/* A text of the model, as far as a chart may show it. */
char *jw_diff_shown(const char *text, size_t most)
{
    char found[16];
    return jw_label_check(text, found) ? jw_label_line(text, most) : g_strdup(found);
}

static char *name_in(const writer *w, const jw_model *m, uint32_t u)
{
    const char *brief = w->lang == JW_ZH ? jw_unit_text(m, u, JW_SHORT) : jw_unit_text(m, u, JW_NAME_EN);
    return jw_diff_shown(brief && *brief ? brief : jw_unit_name(m, u),
                         w->lang == JW_ZH ? NAME_MOST : 2 * NAME_MOST);
}

static void add_note(writer *w, uint32_t u, const char *text)
{
    if (u == JW_NO_UNIT) return;
    if (!w->notes[u]) w->notes[u] = g_string_new(NULL);
    if (w->notes[u]->len) g_string_append(w->notes[u], JW_NOTE_PART);
    g_string_append(w->notes[u], text);
}

static uint32_t in_union(const writer *w, const jw_model *m, uint32_t u)
{
    return jw_model_find(w->d->model, jw_unit_id(m, u));
}

/* ---- Values ---- */

/* A value in the words of the language, where it is one of a built-in set. */
static char *word_of_value(const writer *w, const char *name, const char *value)
{
    if (!value)
        return g_strdup(strcmp(name, "organization") == 0 ? jw_word(w->lang, "organization.none") : "–");
    g_autofree char *key =
        g_strconcat(strcmp(name, "organization") == 0 ? "organization." : "draw.diff.is-", value, NULL);
    const char *word = jw_word_or_null(w->lang, key);
    g_autofree char *line = g_strdelimit(g_strdup(value), "\x1f", ' ');
    return word ? g_strdup(word) : jw_diff_shown(line, VALUE_MOST);
}

const jw_attribute *jw_diff_attribute(const jw_model *before, const jw_model *after, const char *name)
{
    int at = jw_model_find_attribute(after, name);
    if (at >= 0) return jw_model_attribute(after, (size_t)at);
    at = jw_model_find_attribute(before, name);
    return at >= 0 ? jw_model_attribute(before, (size_t)at) : NULL;
}

static const char *word_of_kind(const jw_model *m, const char *name, jw_lang lang)
{
    int k = jw_model_unit_kind_named(m, name);
    const jw_unit_kind *kind = k >= 0 ? jw_model_unit_kind(m, (size_t)k) : NULL;
    return !kind ? name : lang == JW_ZH ? kind->zh : kind->en;
}

/* "无→党支部", "党员人数 3→5", "年检通过 否→是"; NULL: not for everybody. */
static char *field_note(const writer *w, const jw_field *f)
{
    const jw_attribute *is = jw_diff_attribute(w->before, w->after, f->name);
    bool plain = strcmp(f->name, "organization") == 0;
    if (strcmp(f->name, "name") == 0) {
        g_autofree char *was = jw_diff_shown(f->before ? f->before : "–", 2 * NAME_MOST);
        return g_strdup_printf("%s %s", jw_word(w->lang, "draw.diff.was-called"), was);
    }
    if (strcmp(f->name, "kind") == 0)
        return g_strdup_printf("%s→%s", word_of_kind(w->before, f->before, w->lang),
                               word_of_kind(w->after, f->after, w->lang));
    if (!is || is->is_private) return NULL;
    const char *word = w->lang == JW_ZH ? is->zh : is->en;
    g_autofree char *from = word_of_value(w, f->name, f->before), *to = word_of_value(w, f->name, f->after);
    g_autofree char *label = jw_diff_shown(word, 2 * NAME_MOST);
    if (is->type == JW_BOOL && !f->before) return g_strdup_printf("%s→%s", label, to);
    return g_strdup_printf("%s%s%s→%s", plain ? "" : label, plain ? "" : " ", from, to);
}

static void note_fields(writer *w, const jw_difference *f)
{
    uint32_t u = in_union(w, w->after, f->after);
    size_t told = 0;
    for (size_t i = 0; i < f->n_fields && u != JW_NO_UNIT; i++) {
        g_autofree char *note = field_note(w, &f->fields[i]);
        if (!note) continue;
        if (told++ < MOST_FIELDS) add_note(w, u, note);
    }
    if (told <= MOST_FIELDS) return;
    g_autofree char *number = g_strdup_printf("%zu", told - MOST_FIELDS);
    char *more = jw_sentence(w->lang, "draw.diff.more", "n", number, NULL);
    add_note(w, u, more);
    free(more);
}

/* ---- Links that are not of the tree ---- */

typedef struct {
    uint32_t unit, other, kind;
    const jw_model *model;
    bool gone, into;
    size_t n;
} link_tally;

static void tally_link(writer *w, GArray *tallies, const jw_model *m, uint32_t l, bool into, bool gone)
{
    jw_link link = jw_model_link(m, l);
    uint32_t u = in_union(w, m, into ? link.to : link.from), other = into ? link.from : link.to;
    if (u == JW_NO_UNIT || w->d->units[u].fate == JW_GONE) return;
    g_autofree char *key = g_strdup_printf("%u %u %d %d", u, link.kind, into, gone);
    guint at = GPOINTER_TO_UINT(g_hash_table_lookup(w->links, key));
    if (at) {
        g_array_index(tallies, link_tally, at - 1).n++;
        return;
    }
    link_tally made = { u, other, link.kind, m, gone, into, 1 };
    g_array_append_val(tallies, made);
    g_hash_table_insert(w->links, g_steal_pointer(&key), GUINT_TO_POINTER(tallies->len));
}

/* Of the two ends of a membership one joins, the other is joined. */
static char *word_of_link(const writer *w, const link_tally *t)
{
    const jw_link_kind *kind = jw_model_link_kind(t->model, t->kind);
    if (kind->role == JW_ROLE_MEMBERSHIP)
        return g_strdup(jw_word(w->lang, t->into ? "draw.diff.members" : "draw.diff.joins"));
    return jw_diff_shown(w->lang == JW_ZH ? kind->zh : kind->en, NAME_MOST);
}

/* "+选派 王五", "+成员 4": one by its name, several by their number. */
static void note_links(writer *w, const GArray *tallies)
{
    for (guint i = 0; i < tallies->len; i++) {
        const link_tally *t = &g_array_index(tallies, link_tally, i);
        g_autofree char *word = word_of_link(w, t);
        g_autofree char *other = t->n == 1 ? name_in(w, t->model, t->other) : g_strdup_printf("%zu", t->n);
        g_autofree char *note = g_strdup_printf("%s%s %s", t->gone ? "−" : "+", word, other);
        add_note(w, t->unit, note);
    }
}

/* What hangs by a link is told so by its place; its other end is not. */
bool jw_diff_hangs_by(const jw_model *m, uint32_t l)
{
    jw_link link = jw_model_link(m, l);
    uint32_t above;
    bool backward;
    if (!jw_link_carries_reach(jw_link_kind_of(m, l), &backward)) return false;
    return jw_model_primary_link(m, backward ? link.from : link.to, &above) == l;
}

static void find_links(writer *w, const jw_diff *diff, GArray *tallies)
{
    for (size_t i = 0; i < jw_diff_size(diff); i++) {
        const jw_difference *f = jw_diff_get(diff, i);
        bool gone = f->kind == JW_DELETED;
        if (!f->is_link || f->kind == JW_CHANGED) continue;
        const jw_model *m = gone ? w->before : w->after;
        uint32_t l = gone ? f->before : f->after;
        bool hangs = jw_diff_hangs_by(m, l), joins = jw_link_kind_of(m, l)->role == JW_ROLE_MEMBERSHIP;
        if (hangs && jw_link_kind_of(m, l)->role == JW_ROLE_AUTHORITY) continue;
        if (!hangs || !joins) tally_link(w, tallies, m, l, false, gone);
        if (!hangs || joins) tally_link(w, tallies, m, l, true, gone);
    }
}

/* ---- Moves ---- */

static char *lead_in(const writer *w, const jw_model *m, uint32_t u)
{
    uint32_t above;
    if (jw_model_primary_link(m, u, &above) == UINT32_MAX) return g_strdup(jw_word(w->lang, "draw.loose"));
    return name_in(w, m, above);
}

static void note_moves(writer *w)
{
    for (uint32_t u = 0; u < jw_model_unit_count(w->d->model); u++) {
        const jw_unit_change *c = &w->d->units[u];
        bool here = c->fate == JW_HERE;
        if (!here && c->fate != JW_WAS_HERE) continue;
        g_autofree char *other = here ? lead_in(w, w->before, c->before) : lead_in(w, w->after, c->after);
        g_autofree char *note = g_strconcat(here ? "← " : "→ ", other, NULL);
        add_note(w, u, note);
    }
}

void jw_chart_diff_note(jw_chart_diff *d, const jw_diff *diff, const jw_draw_options *options,
                        const jw_model *after)
{
    size_t n = jw_model_unit_count(d->model);
    writer w = { d,
                 options->before,
                 after,
                 options->lang,
                 g_new0(GString *, n + 1),
                 g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };
    GArray *tallies = g_array_new(FALSE, FALSE, sizeof(link_tally));
    note_moves(&w);
    for (size_t i = 0; i < jw_diff_size(diff); i++)
        if (!jw_diff_get(diff, i)->is_link && jw_diff_get(diff, i)->kind == JW_CHANGED)
            note_fields(&w, jw_diff_get(diff, i));
    find_links(&w, diff, tallies);
    note_links(&w, tallies);
    for (size_t u = 0; u < n; u++)
        if (w.notes[u]) d->units[u].note = g_string_free(w.notes[u], FALSE);
    g_array_free(tallies, TRUE);
    g_hash_table_destroy(w.links);
    g_free(w.notes);
}
