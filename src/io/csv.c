/* CSV through libcsv, which is fed line by line: it does not count lines, and a row is known by the line on
 * which it begins. A line without a quote is cut up here: of a million rows hardly one has any, and a library
 * that looks at each byte on its own takes half the time of loading them. */
#include "base/text.h"
#include "base/workers.h"
#include "io/table.h"

#include <csv.h>
#include <glib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A line is fed in pieces, so that a quote that never closes is noticed before the cell has eaten the file.
 */
enum { PIECE = 1 << 16 };

typedef struct {
    struct csv_parser parser;
    const char *shown;
    const jw_limits *limits;
    const jw_row_sink *sink;
    jw_diags *diags;
    GString *text;      /* the cells of the row end to end, each with its NUL */
    GArray *starts;     /* size_t: where each begins in text */
    GPtrArray *cells;   /* char *: the same as addresses, once the row is whole */
    bool has_text;      /* a cell of the row is not blank */
    bool consumes;      /* the text may go as it is read */
    bool in_row, ended; /* in_row: a quoted cell goes on in the next line; ended: no more rows are wanted */
    const char *kept;   /* from where on the text was not given back */
    uint32_t line, row_line, number; /* being fed; on which the row begins; of the next row */
} reader;

static void refuse(reader *r, const char *code, uint32_t line, uint32_t column, const char *found,
                   uint64_t most)
{
    g_autofree char *expected = most ? g_strdup_printf("%" G_GUINT64_FORMAT, most) : NULL;
    jw_diags_add(r->diags, &(jw_diag){ .severity = JW_ERROR,
                                       .code = code,
                                       .place = { r->shown, line, column },
                                       .found = found,
                                       .expected = expected });
    r->ended = true;
}

/* Whether a byte may be the first, or the last, of a character that jw_trim takes off: most cells have none
 * there, and the look is cheap. U+00A0 is C2 A0, U+200B E2 80 8B, U+3000 E3 80 80, U+FEFF EF BB BF. */
static bool may_start_blank(unsigned char first)
{
    return first <= ' ' || first == 0xC2 || first == 0xE2 || first == 0xE3 || first == 0xEF;
}

static bool may_end_blank(unsigned char last)
{
    return last <= ' ' || last == 0xA0 || last == 0x8B || last == 0x80 || last == 0xBF;
}

/* True if one more cell is within the limits. */
static bool has_room(reader *r, size_t length)
{
    if (length > r->limits->cell_bytes)
        refuse(r, "cell-too-long", r->row_line, 0, NULL, r->limits->cell_bytes);
    else if (r->starts->len >= r->limits->register_columns)
        refuse(r, "too-many-columns", r->row_line, 0, NULL, r->limits->register_columns);
    return !r->ended;
}

/* The cell that stands in r->text from `start`, ended by NUL. */
static void add_cell(reader *r, size_t start, size_t length)
{
    if (length) {
        char *cell = r->text->str + start;
        if (may_start_blank((unsigned char)cell[0]) || may_end_blank((unsigned char)cell[length - 1]))
            start = (size_t)(jw_trim(cell) - r->text->str);
        r->has_text |= r->text->str[start] != '\0';
    }
    g_array_append_val(r->starts, start);
}

/* libcsv's cell: bytes without NUL, in a buffer that the next one overwrites. */
static void take_cell(void *bytes, size_t length, void *context)
{
    reader *r = context;
    if (r->ended || !has_room(r, length)) return;
    size_t start = r->text->len;
    g_string_append_len(r->text, bytes, (gssize)length);
    g_string_append_c(r->text, '\0');
    add_cell(r, start, length);
}

/* libcsv's end of a row. */
static void take_row(int end, void *context)
{
    (void)end;
    reader *r = context;
    r->in_row = false;
    if (!r->ended && r->has_text) {
        g_ptr_array_set_size(r->cells, (int)r->starts->len);
        for (guint i = 0; i < r->starts->len; i++)
            r->cells->pdata[i] = r->text->str + g_array_index(r->starts, size_t, i);
        jw_row row = { .cells = (char *const *)r->cells->pdata,
                       .n = r->starts->len,
                       .line = r->row_line,
                       .number = r->number++ };
        r->ended = !(row.number ? r->sink->row : r->sink->header)(r->sink->context, &row);
    }
    g_string_truncate(r->text, 0);
    g_array_set_size(r->starts, 0);
    r->has_text = false;
}

/* Feeds one line, with its end. False if reading is over. */
static bool feed(reader *r, const char *line, size_t length)
{
    for (size_t done = 0; done < length && !r->ended;) {
        size_t piece = MIN(length - done, PIECE);
        size_t taken = csv_parse(&r->parser, line + done, piece, take_cell, take_row, r);
        done += taken;
        if (r->ended) break;
        if (taken < piece)
            refuse(r, "stray-quote", r->line, (uint32_t)g_utf8_strlen(line, (gssize)done) + 1, NULL, 0);
        else if (csv_get_buffer_size(&r->parser) > r->limits->cell_bytes + 2 * PIECE)
            refuse(r, "cell-too-long", r->row_line, 0, NULL, r->limits->cell_bytes);
    }
    return !r->ended;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

/* A whole line without a quote, which is a row, as libcsv takes it: blanks around a cell are not of it. */
static void take_plain(reader *r, const char *line, size_t length)
{
    char separator = (char)csv_get_delim(&r->parser);
    while (length && (line[length - 1] == '\n' || line[length - 1] == '\r')) length--;
    g_string_append_len(r->text, line, (gssize)length); /* with its NUL: cells are ended in place */
    char *text = r->text->str, *all_end = text + length, *end;
    for (char *from = text; !r->ended; from = end + 1) {
        end = memchr(from, separator, (size_t)(all_end - from));
        if (!end) end = all_end;
        char *last = end;
        while (from < last && is_space(*from)) from++;
        while (from < last && is_space(last[-1])) last--;
        *last = '\0';
        if (!has_room(r, (size_t)(last - from))) return;
        add_cell(r, (size_t)(from - text), (size_t)(last - from));
        if (end == all_end) break;
    }
    take_row(0, r);
}

/* Gives back the pages of the text up to `read`: what has been read is not looked at again, and a million
 * rows need the memory for what they become. */
static const char *give_back(const char *from, const char *read)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), first = ((uintptr_t)from + page - 1) / page * page;
    uintptr_t last = (uintptr_t)read / page * page;
    if (last > first) madvise((void *)first, last - first, MADV_DONTNEED);
    return last > first ? (const char *)last : from;
}

static bool is_blank_line(const char *line)
{
    line += strspn(line, " \t");
    return *line == '\0' || *line == '\n' || *line == '\r';
}

/* Reads one line, with its end. False if reading is over. */
static bool take_line(reader *r, const char *line, size_t length)
{
    bool plain = !r->in_row && !memchr(line, '"', length);
    if (!r->in_row) {
        if (is_blank_line(line)) return true;
        r->row_line = r->line;
        r->in_row = true;
    }
    if (!plain) return feed(r, line, length);
    take_plain(r, line, length);
    return !r->ended;
}

enum { GIVEN_BACK_AT_ONCE = 1 << 22 };

/* Reads lines one by one from `text` on, until `to` or, if that is NULL, until all is read or the first rows
 * are through. Returns where it stopped. */
static const char *take_lines(reader *r, const char *text, const char *to)
{
    bool alone = !r->sink->prepare;
    for (const char *end; *text && text != to; text = end, r->line++) {
        if (!to && !alone && !r->in_row && r->number >= JW_ROWS_ALONE) break;
        end = jw_line_end(text);
        if (!take_line(r, text, (size_t)(end - text))) break;
        if (r->consumes && end - r->kept > GIVEN_BACK_AT_ONCE) r->kept = give_back(r->kept, end);
    }
    return text;
}

/* ---- Rows cut ahead, on all processors ----
 *
 *     text   |--piece 0--|--piece 1--|--piece 2--|     each ends behind a newline
 *               thread A    thread B    thread A       cut into cells, and each row prepared
 *                 rows 64…    rows …      rows …       handed on piece by piece, in order
 *
 * A piece with a quote or a lone carriage return in it, or past a limit, is read line by line when its turn
 * comes, and so is one in which a quoted cell of an earlier one goes on. */
enum { PIECE_OF_TEXT = 1 << 16, EXPECTED_AHEAD = 4 };

typedef struct {
    reader *r;
    char separator;
    size_t longest_cell, most_columns;
    bool may_start_blank[256], may_end_blank[256]; /* by byte */
    uint32_t n;
    const char **from; /* n + 1 */
} pieces;

typedef struct {
    uint32_t first, n, line; /* cells; of the piece, from 0 */
} cut_row;

typedef struct {
    const pieces *all;
    char *text;
    size_t room, prepared_room;
    char **cells;
    uint32_t *lengths, n_cells, cell_room; /* lengths: bytes by cell */
    GArray *rows;                          /* cut_row */
    char *prepared;
    void *scratch; /* the sink's */
    uint32_t n_lines;
    bool is_plain, has_returns;
} cut_piece;

static void *begin_cutting(void *context)
{
    cut_piece *c = g_new0(cut_piece, 1);
    const jw_row_sink *sink = ((const pieces *)context)->r->sink;
    c->all = context;
    c->rows = g_array_new(FALSE, FALSE, sizeof(cut_row));
    c->scratch = sink->begin(sink->context);
    return c;
}

static void end_cutting(void *scratch)
{
    cut_piece *c = scratch;
    c->all->r->sink->end(c->scratch);
    g_free(c->cells);
    g_free(c->lengths);
    g_array_free(c->rows, TRUE);
    g_free(c->prepared);
    g_free(c->text);
    g_free(c);
}

static void more_cells(cut_piece *c)
{
    c->cell_room = MAX(1024, 2 * c->cell_room);
    c->cells = g_renew(char *, c->cells, c->cell_room);
    c->lengths = g_renew(uint32_t, c->lengths, c->cell_room);
}

/* Trims a cell that begins or ends with what may be blank. False: it is too long. */
static bool trim_cell(const pieces *all, char **from, char **end)
{
    while (*from < *end && is_space(**from)) ++*from;
    while (*from < *end && is_space((*end)[-1])) --*end;
    **end = '\0';
    if ((size_t)(*end - *from) > all->longest_cell) return false;
    *from = jw_trim(*from);
    *end = *from + strlen(*from);
    return true;
}

/* Keeps the cell, trimmed and ended in place. False: it is too long. */
static bool cut_cell(cut_piece *c, char *from, char *end)
{
    const pieces *all = c->all;
    *end = '\0';
    if (from < end &&
        (all->may_start_blank[(unsigned char)*from] || all->may_end_blank[(unsigned char)end[-1]]) &&
        !trim_cell(all, &from, &end))
        return false;
    size_t length = (size_t)(end - from);
    if (length > all->longest_cell) return false;
    if (c->n_cells == c->cell_room) more_cells(c);
    c->cells[c->n_cells] = from;
    c->lengths[c->n_cells++] = (uint32_t)length;
    return true;
}

/* Cuts a line that does not end in a newline. False if it is not for us. */
static bool cut_line(cut_piece *c, char *line, char *end)
{
    const pieces *all = c->all;
    cut_row row = { c->n_cells, 0, c->n_lines };
    if (line < end && end[-1] == '\r') end--;
    if (c->has_returns && memchr(line, '\r', (size_t)(end - line))) return false;
    uint32_t longest = 0;
    for (char *from = line, *to; from <= end; from = to + 1, row.n++) {
        to = memchr(from, all->separator, (size_t)(end - from));
        if (!to) to = end;
        if (row.n == all->most_columns || !cut_cell(c, from, to)) return false;
        longest |= c->lengths[c->n_cells - 1];
    }
    if (longest)
        g_array_append_val(c->rows, row);
    else
        c->n_cells = row.first;
    return true;
}

static jw_row row_of(const cut_piece *c, uint32_t i)
{
    const cut_row *cut = &g_array_index(c->rows, cut_row, i);
    return (jw_row){ .cells = c->cells + cut->first,
                     .n = cut->n,
                     .lengths = c->lengths + cut->first,
                     .line = c->all->r->line + cut->line,
                     .prepared = c->prepared + i * c->all->r->sink->prepared_size,
                     .scratch = c->scratch };
}

static void prepare_rows(cut_piece *c)
{
    const jw_row_sink *sink = c->all->r->sink;
    size_t needed = c->rows->len * sink->prepared_size;
    if (needed > c->prepared_room) {
        g_free(c->prepared);
        c->prepared = g_malloc(c->prepared_room = 2 * needed);
    }
    for (uint32_t i = 0; i < c->rows->len; i++) {
        const cut_row *cut = &g_array_index(c->rows, cut_row, i);
        jw_row row = { .cells = c->cells + cut->first, .n = cut->n, .lengths = c->lengths + cut->first };
        sink->prepare(sink->context, c->scratch, &row, c->prepared + i * sink->prepared_size);
    }
}

static void cut(void *context, void *scratch, uint32_t piece)
{
    const pieces *all = context;
    cut_piece *c = scratch;
    const char *from = all->from[piece];
    size_t length = (size_t)(all->from[piece + 1] - from);
    c->is_plain = length <= 4 * PIECE_OF_TEXT && !memchr(from, '"', length);
    if (!c->is_plain) return;
    c->has_returns = memchr(from, '\r', length);
    if (length >= c->room) c->text = g_realloc(c->text, c->room = length + 1);
    memcpy(c->text, from, length);
    c->n_cells = 0;
    g_array_set_size(c->rows, 0);
    c->n_lines = 0;
    char *line = c->text, *text_end = line + length;
    for (char *end; line < text_end && c->is_plain; line = end + 1, c->n_lines++) {
        end = memchr(line, '\n', (size_t)(text_end - line));
        if (!end) end = text_end;
        c->is_plain = cut_line(c, line, end);
    }
    if (c->is_plain) prepare_rows(c);
}

static void hand_in_rows(reader *r, const cut_piece *c)
{
    const jw_row_sink *sink = r->sink;
    for (uint32_t i = 0; i < c->rows->len && !r->ended; i++) {
        jw_row row = row_of(c, i);
        row.number = r->number++;
        if (sink->expect && i + EXPECTED_AHEAD < c->rows->len)
            sink->expect(sink->context, (const char *)row.prepared + EXPECTED_AHEAD * sink->prepared_size);
        r->ended = !sink->row(sink->context, &row);
    }
    r->line += c->n_lines;
}

static void hand_in(void *context, void *scratch, uint32_t piece)
{
    const pieces *all = context;
    const cut_piece *c = scratch;
    reader *r = all->r;
    if (r->ended) return;
    if (c->is_plain && !r->in_row)
        hand_in_rows(r, c);
    else
        take_lines(r, all->from[piece], all->from[piece + 1]);
    const char *end = all->from[piece + 1];
    if (r->consumes && end - r->kept > GIVEN_BACK_AT_ONCE) r->kept = give_back(r->kept, end);
}

static void take_pieces(reader *r, const char *text, const char *end)
{
    static const jw_job job = { begin_cutting, cut, hand_in, end_cutting, 0 };
    GArray *from = g_array_new(FALSE, FALSE, sizeof text);
    g_array_append_val(from, text);
    while (text < end) {
        size_t left = (size_t)(end - text);
        const char *newline =
            left > PIECE_OF_TEXT ? memchr(text + PIECE_OF_TEXT, '\n', left - PIECE_OF_TEXT) : NULL;
        text = newline ? newline + 1 : end;
        g_array_append_val(from, text);
    }
    pieces all = { .r = r,
                   .separator = (char)csv_get_delim(&r->parser),
                   .longest_cell = r->limits->cell_bytes,
                   .most_columns = r->limits->register_columns,
                   .n = from->len - 1,
                   .from = (const char **)(void *)from->data };
    for (int i = 0; i < 256; i++) {
        all.may_start_blank[i] = may_start_blank((unsigned char)i);
        all.may_end_blank[i] = may_end_blank((unsigned char)i);
    }
    jw_work(&job, &all, all.n, 0);
    g_array_free(from, TRUE);
}

static void feed_all(reader *r, const char *text, size_t length)
{
    const char *end = text + length;
    r->kept = text;
    text = take_lines(r, text, NULL);
    if (!r->ended && *text) take_pieces(r, text, end);
    if (!r->ended && csv_fini(&r->parser, take_cell, take_row, r) != 0 && !r->ended)
        refuse(r, "unclosed-quote", r->row_line, 0, NULL, 0);
}

/* What separates the cells: see table.h. */
static char separator_of(const char *text)
{
    bool quoted = false, tab = false, semicolon = false;
    text += strspn(text, " \t\r\n");
    for (; *text && (quoted || (*text != '\n' && *text != '\r')); text++) {
        if (*text == '"')
            quoted = !quoted;
        else if (!quoted && *text == ',')
            return ',';
        tab |= !quoted && *text == '\t';
        semicolon |= !quoted && *text == ';';
    }
    return tab ? '\t' : semicolon ? ';' : ',';
}

static bool read_csv(const char *text, size_t length, bool consumes, const char *shown,
                     const jw_limits *limits, const jw_row_sink *sink, jw_diags *diags)
{
    reader r = { .shown = shown, .limits = limits, .sink = sink, .diags = diags, .line = 1 };
    r.consumes = consumes;
    if (csv_init(&r.parser, CSV_STRICT | CSV_STRICT_FINI) != 0) return false;
    csv_set_delim(&r.parser, (unsigned char)separator_of(text));
    csv_set_blk_size(&r.parser, PIECE);
    r.text = g_string_sized_new(1024);
    r.starts = g_array_new(FALSE, FALSE, sizeof(size_t));
    r.cells = g_ptr_array_new();
    feed_all(&r, text, length);
    if (!r.ended && r.number == 0) refuse(&r, "empty-register", 1, 0, NULL, 0);
    csv_free(&r.parser);
    g_string_free(r.text, TRUE);
    g_array_free(r.starts, TRUE);
    g_ptr_array_free(r.cells, TRUE);
    return !r.ended;
}

bool jw_csv_read(const char *text, const char *shown, const jw_limits *limits, const jw_row_sink *sink,
                 jw_diags *diags)
{
    return read_csv(text, strlen(text), false, shown, limits, sink, diags);
}

bool jw_csv_consume(char *text, size_t length, const char *shown, const jw_limits *limits,
                    const jw_row_sink *sink, jw_diags *diags)
{
    return read_csv(text, length, true, shown, limits, sink, diags);
}
