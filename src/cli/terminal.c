/* A grid for people: libsmartcols knows how wide a Chinese character is. */
#include "cli/cli.h"

#include "base/text.h"
#include "base/words.h"

#include <glib.h>
#include <libsmartcols.h>
#include <stdlib.h>

void print_line(FILE *stream, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    char *visible = jw_visible(valid);
    fprintf(stream, "%s\n", visible ? visible : valid);
    free(visible);
}

static void add_columns(struct libscols_table *table, const jw_grid *g)
{
    for (size_t c = 0; c < jw_grid_columns(g); c++)
        scols_table_new_column(table, jw_grid_heading(g, c), 0, jw_grid_is_right(g, c) ? SCOLS_FL_RIGHT : 0);
}

/* A name that somebody broke into two lines in a cell is one line of the table. */
static void add_cell(struct libscols_line *line, size_t column, const char *text)
{
    char *visible = text ? jw_visible(text) : NULL;
    scols_line_set_data(line, column, visible ? visible : text);
    free(visible);
}

static void add_rows(struct libscols_table *table, const jw_grid *g)
{
    for (size_t r = 0; r < jw_grid_rows(g); r++) {
        struct libscols_line *line = scols_table_new_line(table, NULL);
        for (size_t c = 0; c < jw_grid_columns(g); c++) add_cell(line, c, jw_grid_at(g, r, c));
    }
}

size_t rows_to_list(uint64_t top, size_t total)
{
    return top && top < total ? (size_t)top : total;
}

void print_grid(FILE *stream, const jw_grid *g, size_t total, jw_lang lang)
{
    size_t shown = jw_grid_rows(g);
    if (jw_grid_title(g)) print_line(stream, jw_grid_title(g));
    struct libscols_table *table = scols_new_table();
    scols_table_set_stream(table, stream);
    /* The same bytes on a terminal and in a pipe: nothing is cut to the width of a window. */
    scols_table_set_termforce(table, SCOLS_TERMFORCE_NEVER);
    scols_table_enable_nowrap(table, 1);
    scols_table_set_column_separator(table, "  ");
    add_columns(table, g);
    add_rows(table, g);
    if (shown)
        scols_print_table(table);
    else
        fprintf(stream, "%s\n", jw_word(lang, "table.empty"));
    scols_unref_table(table);
    if (shown < total) {
        g_autofree char *more = g_strdup_printf("%zu", total - shown);
        char *text = jw_sentence(lang, "table.more", "n", more, NULL);
        fprintf(stream, "%s\n", text);
        free(text);
    }
    fputc('\n', stream);
}
