/* CSV through libcsv, which is fed line by line: it does not count lines, and a row is known by the line on
 * which it begins. A line without a quote is cut up here: of a million rows hardly one has any, and a library
 * that looks at each byte on its own takes half the time of loading them. */
#include "base/text.h"
#include "io/csv_inside.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A line is fed in pieces, so that a quote that never closes is noticed before the cell has eaten the file.
 */
enum { PIECE = 1 << 16 };

void jw_csv_refuse(jw_csv_reader *r, const char *code, uint32_t line, uint32_t column, const char *found,
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
bool jw_csv_may_start_blank(unsigned char first)
{
    return first <= ' ' || first == 0xC2 || first == 0xE2 || first == 0xE3 || first == 0xEF;
}

bool jw_csv_may_end_blank(unsigned char last)
{
    return last <= ' ' || last == 0xA0 || last == 0x8B || last == 0x80 || last == 0xBF;
}

/* True if one more cell is within the limits. */
static bool has_room(jw_csv_reader *r, size_t length)
{
    if (length > r->limits->cell_bytes)
        jw_csv_refuse(r, "cell-too-long", r->row_line, 0, NULL, r->limits->cell_bytes);
    else if (r->starts->len >= r->limits->register_columns)
        jw_csv_refuse(r, "too-many-columns", r->row_line, 0, NULL, r->limits->register_columns);
    return !r->ended;
}

/* The cell that stands in r->text from `start`, ended by NUL. */
static void add_cell(jw_csv_reader *r, size_t start, size_t length)
{
    if (length) {
        char *cell = r->text->str + start;
        if (jw_csv_may_start_blank((unsigned char)cell[0]) ||
            jw_csv_may_end_blank((unsigned char)cell[length - 1]))
            start = (size_t)(jw_trim(cell) - r->text->str);
        r->has_text |= r->text->str[start] != '\0';
    }
    g_array_append_val(r->starts, start);
}

/* libcsv's cell: bytes without NUL, in a buffer that the next one overwrites. */
static void take_cell(void *bytes, size_t length, void *context)
{
    jw_csv_reader *r = context;
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
    jw_csv_reader *r = context;
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

/* Feeds one line, with its end. */
static void feed(jw_csv_reader *r, const char *line, size_t length)
{
    for (size_t done = 0; done < length && !r->ended;) {
        size_t piece = MIN(length - done, PIECE);
        size_t taken = csv_parse(&r->parser, line + done, piece, take_cell, take_row, r);
        done += taken;
        if (r->ended) break;
        if (taken < piece)
            jw_csv_refuse(r, "stray-quote", r->line, (uint32_t)g_utf8_strlen(line, (gssize)done) + 1, NULL,
                          0);
        else if (csv_get_buffer_size(&r->parser) > r->limits->cell_bytes + 2 * PIECE)
            jw_csv_refuse(r, "cell-too-long", r->row_line, 0, NULL, r->limits->cell_bytes);
    }
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

/* A whole line without a quote, which is a row, as libcsv takes it: blanks around a cell are not of it. */
static void take_plain(jw_csv_reader *r, const char *line, size_t length)
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

/* Reads one line, with its end. */
static void take_line(jw_csv_reader *r, const char *line, size_t length)
{
    bool plain = !r->in_row && !memchr(line, '"', length);
    if (!r->in_row) {
        if (is_blank_line(line)) return;
        r->row_line = r->line;
        r->in_row = true;
    }
    if (plain)
        take_plain(r, line, length);
    else
        feed(r, line, length);
}

enum { GIVEN_BACK_AT_ONCE = 1 << 22 };

void jw_csv_has_read(jw_csv_reader *r, const char *to)
{
    if (r->consumes && to - r->kept > GIVEN_BACK_AT_ONCE) r->kept = give_back(r->kept, to);
}

const char *jw_csv_take_lines(jw_csv_reader *r, const char *text, const char *to, uint32_t rows)
{
    for (const char *end; text < to && !r->ended; text = end, r->line++) {
        if (!r->in_row && r->number >= rows) break;
        end = jw_line_end(text);
        take_line(r, text, (size_t)(end - text));
    }
    return text;
}

bool jw_csv_has_header(const char *text)
{
    bool quoted = false;
    text += strspn(text, " \t\r\n");
    for (; *text && (quoted || (*text != '\n' && *text != '\r')); text++) quoted ^= *text == '"';
    return *text;
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

static bool begin(jw_csv_reader *r, const char *text)
{
    r->line = 1;
    r->kept = text;
    if (csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI) != 0) return false;
    csv_set_delim(&r->parser, (unsigned char)separator_of(text));
    csv_set_blk_size(&r->parser, PIECE);
    r->text = g_string_sized_new(1024);
    r->starts = g_array_new(FALSE, FALSE, sizeof(size_t));
    r->cells = g_ptr_array_new();
    return true;
}

/* True if all was read. */
static bool end(jw_csv_reader *r)
{
    if (!r->ended && csv_fini(&r->parser, take_cell, take_row, r) != 0 && !r->ended)
        jw_csv_refuse(r, "unclosed-quote", r->row_line, 0, NULL, 0);
    if (!r->ended && r->number == 0) jw_csv_refuse(r, "empty-register", 1, 0, NULL, 0);
    csv_free(&r->parser);
    g_string_free(r->text, TRUE);
    g_array_free(r->starts, TRUE);
    g_ptr_array_free(r->cells, TRUE);
    return !r->ended;
}

/* Line by line to the end, giving back what was read. */
static void take_all_lines(jw_csv_reader *r, const char *text, const char *to)
{
    while (text < to && !r->ended) {
        const char *some = (size_t)(to - text) > GIVEN_BACK_AT_ONCE ? text + GIVEN_BACK_AT_ONCE : to;
        while (some < to && some[-1] != '\n') some++;
        text = jw_csv_take_lines(r, text, some, UINT32_MAX);
        jw_csv_has_read(r, text);
    }
}

static bool read_text(jw_csv_reader *r, const char *text, size_t length)
{
    if (!begin(r, text)) return false;
    const char *to = text + length;
    if (r->sink->prepare) {
        const char *from = jw_csv_take_lines(r, text, to, JW_ROWS_ALONE);
        jw_csv_source rest = { text, NULL, (size_t)(from - text), length };
        if (!r->ended && from < to) jw_csv_take_pieces(r, &rest);
    } else {
        take_all_lines(r, text, to);
    }
    return end(r);
}

bool jw_csv_read(const char *text, const char *shown, const jw_limits *limits, const jw_row_sink *sink,
                 jw_diags *diags)
{
    jw_csv_reader r = { .shown = shown, .limits = limits, .sink = sink, .diags = diags };
    return read_text(&r, text, strlen(text));
}

bool jw_csv_consume(char *text, size_t length, const char *shown, const jw_limits *limits,
                    const jw_row_sink *sink, jw_diags *diags)
{
    jw_csv_reader r = { .shown = shown, .limits = limits, .sink = sink, .diags = diags, .consumes = true };
    return read_text(&r, text, length);
}

bool jw_csv_read_file(const jw_infile *file, const jw_csv_head *head, const char *shown,
                      const jw_limits *limits, const jw_row_sink *sink, jw_diags *diags)
{
    jw_csv_reader r = { .shown = shown, .limits = limits, .sink = sink, .diags = diags };
    if (!begin(&r, head->text)) return false;
    uint32_t alone = sink->prepare ? JW_ROWS_ALONE : UINT32_MAX;
    const char *from = jw_csv_take_lines(&r, head->text, head->text + head->length, alone);
    size_t offset = head->from + (size_t)(from - head->text);
    if (!r.ended) jw_csv_take_pieces(&r, &(jw_csv_source){ NULL, file, offset, jw_infile_size(file) });
    if (!r.ended && jw_infile_has_changed(file))
        jw_csv_refuse(&r, "file-unreadable", 0, 0, "@file.changed", 0);
    return end(&r);
}
