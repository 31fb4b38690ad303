/* The result of `cover` as CSV: the gaps, or groups. */
#include "cli/cover.h"

#include "base/workers.h"
#include "model/build.h"
#include "model/columns.h"

/* Of one thread: a piece of the gaps as text. */
typedef struct {
    const cover_report *r;
    cover_phrases *phrases;
    GString *text;
    GString **said; /* cells by kind, status and causes, see said_of; NULL: not made yet */
} rows;

typedef struct {
    const cover_report *r;
    FILE *stream;
} sheet;

enum { SAID_OF_KIND = JW_STATUSES << JW_CAUSES };

/* The cells of a gap's kind, status and causes: a handful for a million gaps. */
static const GString *said_of(rows *own, const jw_gap *gap)
{
    const jw_model *m = own->r->s.model;
    uint16_t kind = jw_column_of_kinds(m)[gap->unit];
    GString **said =
        &own->said[(size_t)kind * SAID_OF_KIND + ((size_t)gap->status << JW_CAUSES | gap->causes)];
    if (*said) return *said;
    *said = g_string_new(NULL);
    jw_csv_append(*said, jw_model_unit_kind(m, kind)->name, ',');
    jw_csv_append(*said, jw_status_name(gap->status), ',');
    jw_csv_append(*said, cover_causes(own->phrases, gap), ',');
    return *said;
}

static void append_gap(rows *to, const jw_gap *gap)
{
    const jw_model *m = to->r->s.model;
    bool evidence = to->r->s.args->given[OPT_EVIDENCE];
    jw_csv_append(to->text, jw_unit_id(m, gap->unit), ',');
    jw_csv_append(to->text, jw_unit_name(m, gap->unit), ',');
    const GString *said = said_of(to, gap);
    g_string_append_len(to->text, said->str, (gssize)said->len);
    jw_csv_append(to->text, gap->break_at == JW_NO_UNIT ? NULL : jw_unit_id(m, gap->break_at), ',');
    jw_csv_append(to->text, cover_remedy(to->phrases, gap), evidence ? ',' : '\n');
    if (!evidence) return;
    g_autofree char *places = cover_evidence_text(m, gap);
    jw_csv_append(to->text, places, '\n');
}

static void *begin_rows(void *context)
{
    const sheet *s = context;
    rows *own = g_new(rows, 1);
    *own = (rows){ s->r, cover_phrases_new(s->r, false), g_string_new(NULL), NULL };
    own->said = g_new0(GString *, jw_model_unit_kinds(s->r->s.model) * SAID_OF_KIND);
    return own;
}

static void do_piece(void *context, void *scratch, uint32_t piece)
{
    (void)context;
    rows *own = scratch;
    const jw_gap *gaps;
    size_t n = cover_piece(own->r, piece, &gaps);
    for (size_t i = 0; i < n; i++) { /* they lie all over a large register, and can be fetched side by side */
        __builtin_prefetch(jw_unit_id(own->r->s.model, gaps[i].unit));
        __builtin_prefetch(jw_unit_name(own->r->s.model, gaps[i].unit));
    }
    for (size_t i = 0; i < n; i++) append_gap(own, &gaps[i]);
}

static void write_piece(void *context, void *scratch, uint32_t piece)
{
    (void)piece;
    sheet *s = context;
    GString *text = ((rows *)scratch)->text;
    fwrite(text->str, 1, text->len, s->stream);
    g_string_truncate(text, 0);
}

static void end_rows(void *scratch)
{
    rows *own = scratch;
    for (size_t i = 0; i < jw_model_unit_kinds(own->r->s.model) * SAID_OF_KIND; i++)
        if (own->said[i]) g_string_free(own->said[i], TRUE);
    g_free(own->said);
    cover_phrases_free(own->phrases);
    g_string_free(own->text, TRUE);
    g_free(own);
}

/* With --by the groups instead of the gaps, one table after another. */
void cover_write_csv(FILE *stream, bool to_file, const cover_report *r)
{
    for (guint i = 0; i < r->by->len; i++) {
        jw_grid *g = cover_by_grid(r, &g_array_index(r->by, cover_by, i));
        jw_grid_write_csv(g, stream, to_file && i == 0);
        jw_grid_free(g);
        if (i + 1 < r->by->len) fputc('\n', stream);
    }
    if (r->by->len) return;
    jw_grid *head = cover_gap_grid(r, false);
    jw_grid_write_csv(head, stream, to_file);
    jw_grid_free(head);
    static const jw_job job = { begin_rows, do_piece, write_piece, end_rows, 0 };
    sheet s = { r, stream };
    cover_work(&job, &s, r);
}
