#include "io/grid.h"

#include "base/number.h"

#include <glib.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

typedef struct {
    char *heading;
    bool right;
} column;

struct jw_grid {
    char *title;
    GArray *columns;
    GPtrArray *cells;
    GStringChunk *texts; /* of the cells: of a million rows each on its own would cost as much as the rest */
};

static void clear_column(void *c)
{
    g_free(((column *)c)->heading);
}

jw_grid *jw_grid_new(const char *title)
{
    jw_grid *g = g_new0(jw_grid, 1);
    g->title = g_strdup(title);
    g->columns = g_array_new(FALSE, FALSE, sizeof(column));
    g_array_set_clear_func(g->columns, clear_column);
    g->cells = g_ptr_array_new();
    g->texts = g_string_chunk_new(1 << 14);
    return g;
}

void jw_grid_free(jw_grid *g)
{
    if (!g) return;
    g_free(g->title);
    g_array_free(g->columns, TRUE);
    g_ptr_array_free(g->cells, TRUE);
    g_string_chunk_free(g->texts);
    g_free(g);
}

void jw_grid_column(jw_grid *g, const char *heading, bool right_aligned)
{
    column c = { g_strdup(heading), right_aligned };
    g_array_append_val(g->columns, c);
}

void jw_grid_cell(jw_grid *g, const char *text)
{
    g_ptr_array_add(g->cells, g_string_chunk_insert(g->texts, text ? text : ""));
}

void jw_grid_number(jw_grid *g, double value)
{
    char text[JW_NUMBER_SIZE];
    jw_format_number(text, value);
    jw_grid_cell(g, isfinite(value) ? text : NULL);
}

void jw_grid_fixed(jw_grid *g, double value, int digits, const char *unit)
{
    char text[JW_NUMBER_SIZE];
    jw_format_fixed(text, value, digits);
    g_autofree char *both = !isfinite(value) ? g_strdup("–") : g_strconcat(text, unit, NULL);
    jw_grid_cell(g, both);
}

const char *jw_grid_title(const jw_grid *g)
{
    return g->title;
}

size_t jw_grid_columns(const jw_grid *g)
{
    return g->columns->len;
}

size_t jw_grid_rows(const jw_grid *g)
{
    return g->columns->len ? g->cells->len / g->columns->len : 0;
}

const char *jw_grid_heading(const jw_grid *g, size_t c)
{
    return g_array_index(g->columns, column, c).heading;
}

bool jw_grid_is_right(const jw_grid *g, size_t c)
{
    return g_array_index(g->columns, column, c).right;
}

const char *jw_grid_at(const jw_grid *g, size_t row, size_t c)
{
    return g_ptr_array_index(g->cells, row * g->columns->len + c);
}

/* What a spreadsheet would run: all that begins like a formula but is no number, be it a percentage. */
static bool is_formula(const char *text)
{
    static const bool begins[256] = {
        ['='] = true, ['+'] = true, ['-'] = true, ['@'] = true, ['\t'] = true, ['\r'] = true, ['\n'] = true
    };
    if (!begins[(unsigned char)*text]) return false;
    double number;
    g_autofree char *plain = g_strdup(text);
    if (g_str_has_suffix(plain, "%")) {
        plain[strlen(plain) - 1] = '\0';
        g_strchomp(plain);
    }
    return !jw_parse_number(plain, &number);
}

/* True if one of eight bytes is a comma or less. */
static inline bool has_small(const char *eight)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t word;
    memcpy(&word, eight, sizeof word);
    return (word - ones * (',' + 1)) & ~word & ones << 7;
}

/* False if the text may need quotes. The bytes for which it does, the comma, the quote and the line ends, are
 * the comma and smaller ones: eight are tested at once, as most of a long table passes. */
static bool is_plain(const char *text, size_t length)
{
    bool small = false;
    if (length < 8) {
        for (size_t i = 0; i < length; i++) small |= (unsigned char)text[i] <= ',';
        return !small;
    }
    for (size_t i = 0; i + 8 < length; i += 8) small |= has_small(text + i);
    return !small && !has_small(text + length - 8);
}

/* As g_string_append_len, which tests more and is called: here most of the time goes into short texts. */
static inline void append(GString *out, const char *text, size_t length)
{
    if (out->len + length >= out->allocated_len) {
        g_string_append_len(out, text, (gssize)length);
        return;
    }
    memcpy(out->str + out->len, text, length);
    out->len += length;
    out->str[out->len] = '\0';
}

/* `alone`: the row has no other cell; empty and bare it would be an empty line, which readers skip. */
static void append_cell(GString *out, const char *text, bool alone)
{
    size_t length = strlen(text);
    bool formula = is_formula(text);
    if (!formula && (length || !alone) && (is_plain(text, length) || !strpbrk(text, ",\"\r\n"))) {
        append(out, text, length);
        return;
    }
    g_string_append(out, formula ? "\"'" : "\"");
    for (; *text; text++) {
        if (*text == '"') g_string_append_c(out, '"');
        g_string_append_c(out, *text);
    }
    g_string_append_c(out, '"');
}

void jw_csv_append(GString *out, const char *text, char after)
{
    append_cell(out, text ? text : "", false);
    append(out, &after, 1);
}

void jw_grid_write_csv(const jw_grid *g, FILE *stream, bool bom)
{
    enum { MOST_HELD = 1 << 16 }; /* bytes */
    size_t n = jw_grid_columns(g), rows = jw_grid_rows(g);
    GString *out = g_string_new(bom ? "\xEF\xBB\xBF" : "");
    for (size_t c = 0; c < n; c++) {
        g_string_append(out, c ? "," : "");
        append_cell(out, jw_grid_heading(g, c), n == 1);
    }
    g_string_append_c(out, '\n');
    for (size_t r = 0; r < rows; r++) {
        for (size_t c = 0; c < n; c++) {
            append_cell(out, jw_grid_at(g, r, c), n == 1);
            g_string_append_c(out, c + 1 < n ? ',' : '\n');
        }
        if (out->len < MOST_HELD) continue;
        fwrite(out->str, 1, out->len, stream);
        g_string_truncate(out, 0);
    }
    fwrite(out->str, 1, out->len, stream);
    g_string_free(out, TRUE);
}
