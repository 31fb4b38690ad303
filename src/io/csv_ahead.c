/* Rows cut ahead, on all processors.
 *
 *     |--piece 0--|--piece 1--|--piece 2--|     a piece has the lines that begin in its share of the bytes
 *        thread A    thread B    thread A       read, judged, cut into cells, and each row prepared
 *          rows 64…    rows …      rows …       handed on piece by piece, in order
 *
 * A piece is read line by line instead, when its turn comes, if in it a quote stands where none should, a
 * quoted cell holds a newline, a carriage return stands alone or a limit is passed; and so is one in which a
 * quoted cell of an earlier piece goes on. */
#include "base/text.h"
#include "base/words.h"
#include "base/workers.h"
#include "io/csv_inside.h"

#include <string.h>

/* PADDING: sixteen bytes at once are looked at, also at the end; zeros, of which the first ends the text. */
enum { PIECE = 1 << 13, MORE = 1 << 8, PADDING = 17, AHEAD = 4, PIECES_AHEAD = 7 };

#define TOP_BITS 0x8080808080808080u

typedef struct {
    jw_csv_reader *r; /* written to with each row that is handed in: not to be read while pieces are cut */
    jw_row_sink sink;
    const jw_csv_source *source;
    char separator;
    size_t longest_cell, most_columns;
    bool may_start_blank[256], may_end_blank[256]; /* by byte */
    char apart[JW_APART];
    int is_over; /* atomic: no more rows are wanted */
} pieces;

typedef struct {
    uint32_t first, n, line; /* cells; of the piece, from 0 */
} cut_row;

typedef struct {
    const pieces *all;
    char *buffer, *text; /* the piece's text, in the buffer; ended by NUL */
    size_t room, length;
    int error; /* of reading; 0: none */
    bool is_sound, is_plain, is_cut, has_returns, has_quotes;
    uint32_t *marks; /* where cells end, and quotes */
    char **cells;
    uint32_t *lengths; /* bytes by cell */
    cut_row *rows;
    uint32_t n_marks, n_cells, n_lines, n_rows;
    size_t mark_room; /* of marks, cells, lengths and rows */
    size_t prepared_room;
    char *prepared;
    void *scratch; /* the sink's, of the thread */
} cut_piece;

/* What a thread has: while one piece waits for its turn, the next is cut. */
typedef struct {
    cut_piece pieces[1 + PIECES_AHEAD];
    uint32_t n_cut, n_handed_in;
} cutter;

static void *begin_cutting(void *context)
{
    const jw_row_sink *sink = &((const pieces *)context)->sink;
    cutter *k = g_new0(cutter, 1);
    void *scratch = sink->prepare ? sink->begin(sink->context) : NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(k->pieces); i++) {
        k->pieces[i].all = context;
        k->pieces[i].scratch = scratch;
    }
    return k;
}

static void end_cutting(void *scratch)
{
    cutter *k = scratch;
    const jw_row_sink *sink = &k->pieces->all->sink;
    if (sink->prepare) sink->end(k->pieces->scratch);
    for (size_t i = 0; i < G_N_ELEMENTS(k->pieces); i++) {
        cut_piece *c = &k->pieces[i];
        g_free(c->marks);
        g_free(c->cells);
        g_free(c->lengths);
        g_free(c->rows);
        g_free(c->prepared);
        g_free(c->buffer);
    }
    g_free(k);
}

/* ---- The text of a piece ---- */

/* Appends up to `wanted` bytes from `from` on to the buffer, in which `n` stand. Returns how many came. */
static size_t append(cut_piece *c, size_t n, size_t from, size_t wanted)
{
    const jw_csv_source *s = c->all->source;
    wanted = MIN(wanted, s->to - from);
    if (n + wanted + PADDING > c->room)
        c->buffer = g_realloc(c->buffer, c->room = n + wanted + MAX(wanted, MORE) + PADDING);
    if (!s->text) return jw_infile_read(s->file, from, c->buffer + n, wanted, &c->error);
    memcpy(c->buffer + n, s->text + from, wanted);
    return wanted;
}

/* The end of the line in which the byte before `share` stands; the buffer has `n` bytes, the last of them
 * from before `next`. What is missing of the line is read. */
static size_t line_end(cut_piece *c, size_t share, size_t n, size_t next)
{
    for (size_t from = share - 1, more = MORE; from < n; more *= 2) {
        const char *newline = memchr(c->buffer + from, '\n', n - from);
        if (newline) return (size_t)(newline + 1 - c->buffer);
        from = n;
        if (c->error) break;
        n += append(c, n, next, more);
        next += n - from;
    }
    return n;
}

/* Reads and judges the lines that begin in the piece's share: behind a newline from the byte before it on. */
static void fetch(cut_piece *c, uint32_t piece)
{
    const jw_csv_source *s = c->all->source;
    size_t first = s->from + (size_t)piece * PIECE, before = piece > 0;
    size_t share = before + MIN(PIECE, s->to - first), begin = 0;
    size_t n = append(c, 0, first - before, share + MORE), end = n;
    if (before && n) {
        const char *newline = memchr(c->buffer, '\n', MIN(n, share) - 1);
        begin = newline ? (size_t)(newline + 1 - c->buffer) : n;
    }
    if (begin < n && n >= share) end = line_end(c, share, n, first - before + n);
    c->text = c->buffer + begin;
    c->length = end - begin;
    memset(c->buffer + end, 0, PADDING);
    c->is_sound = s->text || jw_is_sound_utf8(c->text, c->length);
    c->is_cut = false;
}

/* ---- Cutting ---- */

static void make_room(cut_piece *c)
{
    if (c->length < c->mark_room) return;
    c->mark_room = 2 * c->length + 1;
    c->marks = g_renew(uint32_t, c->marks, c->mark_room);
    c->cells = g_renew(char *, c->cells, c->mark_room);
    c->lengths = g_renew(uint32_t, c->lengths, c->mark_room);
    c->rows = g_renew(cut_row, c->rows, c->mark_room);
}

/* Finds separators, newlines and quotes, sixteen bytes at once. */
static void find_marks(cut_piece *c, uint32_t length)
{
    typedef unsigned char bytes __attribute__((vector_size(16)));
    bytes separators = (bytes){ 0 } + (unsigned char)c->all->separator, newlines = (bytes){ 0 } + '\n';
    bytes quotes = c->has_quotes ? (bytes){ 0 } + '"' : newlines;
    uint32_t *mark = c->marks;
    for (uint32_t at = 0; at < length; at += sizeof(bytes)) {
        bytes text;
        memcpy(&text, c->text + at, sizeof text);
        bytes is_mark = (bytes)((text == separators) | (text == newlines) | (text == quotes));
        uint64_t halves[2];
        memcpy(halves, &is_mark, sizeof halves);
        for (uint32_t half = 0; half < 2; half++)
            for (uint64_t left = GUINT64_FROM_LE(halves[half]) & TOP_BITS; left; left &= left - 1)
                *mark++ = at + 8 * half + (uint32_t)__builtin_ctzll(left) / 8;
    }
    c->n_marks = (uint32_t)(mark - c->marks);
}

/* Trims a cell that begins or ends with what may be blank; blanks around it are not of it. NULL: it is too
 * long. */
static char *trim_cell(const pieces *all, char *from, char *end)
{
    while (from < end && (*from == ' ' || *from == '\t')) from++;
    while (from < end && (end[-1] == ' ' || end[-1] == '\t')) end--;
    *end = '\0';
    return (size_t)(end - from) > all->longest_cell ? NULL : jw_trim(from);
}

/* Moves the text from `from` up to `to` to `where`, which stands before it or there; returns its new end. */
static char *move_down(char *where, const char *from, const char *to)
{
    if (where != from) memmove(where, from, (size_t)(to - from));
    return where + (to - from);
}

/* The cell in quotes that begins at *from, with its mark: *from … *end becomes what stands between them, each
 * doubled quote a single one. Returns the mark behind the cell; NULL: something in it is not for us. */
static const uint32_t *cut_quoted(const cut_piece *c, char **from, char **end, const uint32_t *mark)
{
    char *rest = ++*from, *at;
    *end = rest;
    for (mark++; at = c->text + *mark, *at != '"' || at[1] == '"'; mark++) {
        if (*at == '\n') return NULL;
        if (*at != '"') continue;
        *end = move_down(*end, rest, at + 1);
        rest = at + 2;
        mark++;
    }
    *end = move_down(*end, rest, at);
    const char *behind = c->text + *++mark;
    bool follows = behind == at + 1 || (behind == at + 2 && at[1] == '\r' && *behind == '\n');
    return follows && (size_t)(*end - *from) <= c->all->longest_cell ? mark : NULL;
}

/* Cuts the line that begins at `from` into cells, ended and trimmed in place. Returns the mark behind its
 * newline; NULL if the line is not for us. */
static const uint32_t *cut_line(cut_piece *c, char *from, const uint32_t *mark)
{
    const pieces *all = c->all;
    char **cells = c->cells + c->n_cells;
    uint32_t *lengths = c->lengths + c->n_cells, n = 0, any = 0;
    for (bool is_last = false; !is_last; mark++, n++) {
        char *end = c->text + *mark;
        if (*end == '"' && (end != from || !(mark = cut_quoted(c, &from, &end, mark)))) return NULL;
        char *next = c->text + *mark + 1;
        is_last = next[-1] == '\n';
        if (is_last && c->has_returns && end > from && end[-1] == '\r') end--;
        *end = '\0';
        size_t length = (size_t)(end - from);
        if (length &&
            (all->may_start_blank[(unsigned char)*from] || all->may_end_blank[(unsigned char)end[-1]])) {
            if (!(from = trim_cell(all, from, end))) return NULL;
            length = strlen(from);
        }
        if (length > all->longest_cell || n == all->most_columns) return NULL;
        cells[n] = from;
        lengths[n] = (uint32_t)length;
        any |= lengths[n];
        from = next;
    }
    cut_row row = { c->n_cells, n, c->n_lines++ };
    if (any) {
        c->rows[c->n_rows++] = row;
        c->n_cells += n;
    }
    return mark;
}

/* False if the piece is not for us. The last line may lack its newline. */
static bool cut_text(cut_piece *c)
{
    uint32_t length = (uint32_t)c->length;
    c->n_cells = c->n_lines = c->n_rows = 0;
    if (!length) return true;
    if (c->text[length - 1] != '\n') c->text[length++] = '\n';
    make_room(c);
    find_marks(c, length);
    const uint32_t *mark = c->marks, *marks_end = mark + c->n_marks;
    for (char *line = c->text; mark && mark < marks_end; line = mark ? c->text + mark[-1] + 1 : NULL)
        mark = cut_line(c, line, mark);
    return mark;
}

static jw_row row_of(const cut_piece *c, uint32_t i)
{
    const cut_row *cut = &c->rows[i];
    return (jw_row){ .cells = c->cells + cut->first, .n = cut->n, .lengths = c->lengths + cut->first };
}

static void *prepared_of(const cut_piece *c, uint32_t i)
{
    return c->prepared + i * c->all->sink.prepared_size;
}

static void make_room_prepared(cut_piece *c)
{
    size_t needed = c->n_rows * c->all->sink.prepared_size;
    if (needed <= c->prepared_room) return;
    g_free(c->prepared);
    c->prepared = g_malloc(c->prepared_room = 2 * needed);
}

static void prepare_rows(cut_piece *c)
{
    const jw_row_sink *sink = &c->all->sink;
    uint32_t n = c->n_rows, ahead = sink->foresee ? AHEAD : 0;
    make_room_prepared(c);
    for (uint32_t i = 0; i < n + ahead; i++) {
        if (sink->foresee && i < n) {
            jw_row row = row_of(c, i);
            sink->foresee(sink->context, c->scratch, &row, prepared_of(c, i));
        }
        if (i >= ahead) {
            jw_row row = row_of(c, i - ahead);
            sink->prepare(sink->context, c->scratch, &row, prepared_of(c, i - ahead));
        }
    }
}

/* True if there is a return that does not belong to a newline, but the last byte may be one. */
static bool has_lone_return(const char *text, size_t length)
{
    const char *end = text + length, *p = text;
    while ((p = memchr(p, '\r', (size_t)(end - p))) != NULL)
        if (++p < end && *p != '\n') return true;
    return false;
}

static bool is_for_us(cut_piece *c)
{
    if (!c->all->sink.prepare || c->error || !c->is_sound || c->length > 4 * PIECE) return false;
    c->has_returns = memchr(c->text, '\r', c->length);
    c->has_quotes = memchr(c->text, '"', c->length);
    return !(c->has_returns && has_lone_return(c->text, c->length));
}

static void cut(void *context, void *scratch, uint32_t piece)
{
    pieces *all = context;
    cutter *k = scratch;
    cut_piece *c = &k->pieces[k->n_cut++ % G_N_ELEMENTS(k->pieces)];
    if (g_atomic_int_get(&all->is_over)) return;
    fetch(c, piece);
    c->is_plain = is_for_us(c);
    if (!c->is_plain) return;
    c->is_cut = true;
    c->is_plain = cut_text(c);
    if (c->is_plain) prepare_rows(c);
}

/* ---- Handing in ---- */

static void hand_in_rows(jw_csv_reader *r, const cut_piece *c)
{
    const jw_row_sink *sink = &c->all->sink;
    for (uint32_t i = 0; i < c->n_rows && !r->ended; i++) {
        jw_row row = row_of(c, i);
        row.line = r->line + c->rows[i].line;
        row.number = r->number++;
        row.prepared = prepared_of(c, i);
        row.scratch = c->scratch;
        if (sink->expect && i + AHEAD < c->n_rows) sink->expect(sink->context, prepared_of(c, i + AHEAD));
        r->ended = !sink->row(sink->context, &row);
    }
    r->line += c->n_lines;
}

/* The lines before the one in which something is no UTF-8, and that one's finding. */
static void hand_in_unsound(jw_csv_reader *r, const cut_piece *c)
{
    const char *line;
    g_utf8_validate_len(c->text, c->length, &line);
    while (line > c->text && line[-1] != '\n') line--;
    jw_csv_take_lines(r, c->text, line, UINT32_MAX);
    if (r->ended) return;
    jw_refuse_utf8(line, (size_t)(c->text + c->length - line), r->shown, r->line, r->diags);
    r->ended = true;
}

static void hand_in_lines(jw_csv_reader *r, const cut_piece *c)
{
    if (c->error)
        jw_csv_refuse(r, "file-unreadable", 0, 0, jw_errno_value(c->error), 0);
    else if (!c->is_sound)
        hand_in_unsound(r, c);
    else
        jw_csv_take_lines(r, c->text, c->text + c->length, UINT32_MAX);
}

static void hand_in(void *context, void *scratch, uint32_t piece)
{
    pieces *all = context;
    cutter *k = scratch;
    cut_piece *c = &k->pieces[k->n_handed_in++ % G_N_ELEMENTS(k->pieces)];
    jw_csv_reader *r = all->r;
    if (r->ended) return;
    if (c->is_plain && !r->in_row) {
        hand_in_rows(r, c);
    } else {
        if (c->is_cut) fetch(c, piece); /* which has changed its text */
        hand_in_lines(r, c);
    }
    if (all->source->text) jw_csv_has_read(r, all->source->text + all->source->from + (size_t)piece * PIECE);
    g_atomic_int_set(&all->is_over, r->ended);
}

/* How many rows may stand in so many bytes, if they are as long as those before; rather too many. */
static uint64_t rows_in(const jw_csv_reader *r, const jw_csv_source *source, uint64_t length)
{
    uint64_t n = length * r->number / MAX(source->from, 1);
    return n + n / 16;
}

void jw_csv_take_pieces(jw_csv_reader *r, const jw_csv_source *source)
{
    static const jw_job job = { begin_cutting, cut, hand_in, end_cutting, PIECES_AHEAD };
    pieces all = { .r = r,
                   .sink = *r->sink,
                   .source = source,
                   .separator = (char)csv_get_delim(&r->parser),
                   .longest_cell = r->limits->cell_bytes,
                   .most_columns = r->limits->register_columns };
    if (r->number < JW_ROWS_ALONE) all.sink.prepare = NULL; /* the head has too few of its long rows */
    for (int i = 0; i < 256; i++) {
        all.may_start_blank[i] = jw_csv_may_start_blank((unsigned char)i);
        all.may_end_blank[i] = jw_csv_may_end_blank((unsigned char)i);
    }
    size_t length = source->to > source->from ? source->to - source->from : 0;
    if (r->sink->about && r->number) r->sink->about(r->sink->context, rows_in(r, source, length));
    jw_work(&job, &all, (uint32_t)((length + PIECE - 1) / PIECE), 0);
}
