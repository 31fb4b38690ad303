/* Fuzz target for CSV: what is cut ahead in pieces gives the rows, or the finding, that are read line by
 * line.
 *
 *     make fuzz FUZZERS=fuzz_csv FUZZ_SECONDS=60 */
#include "base/workers.h"
#include "io/table.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool take(void *context, const jw_row *row)
{
    g_string_append_printf(context, "%u %u", row->number, row->line);
    for (size_t i = 0; i < row->n; i++) {
        g_string_append_printf(context, "\1%s", row->cells[i]);
        if (row->lengths) g_assert_cmpuint(row->lengths[i], ==, strlen(row->cells[i]));
    }
    g_string_append_c(context, '\2');
    return true;
}

static void *begin(const void *context)
{
    (void)context;
    return NULL;
}

static void prepare(const void *context, void *scratch, const jw_row *row, void *prepared)
{
    (void)context, (void)scratch;
    *(uint64_t *)prepared = row->n;
}

static void end(void *scratch)
{
    (void)scratch;
}

/* The rows, and then what is wrong. */
static GString *read_text(const GString *text, const jw_row_sink *way)
{
    jw_limits limits = jw_limits_default();
    limits.cell_bytes = 3000;
    limits.register_columns = 20;
    GString *rows = g_string_new(NULL);
    jw_row_sink sink = *way;
    sink.context = rows;
    jw_diags *diags = jw_diags_new();
    jw_csv_read(text->str, "t.csv", &limits, &sink, diags);
    for (size_t i = 0; i < jw_diags_size(diags); i++) {
        const jw_diag *d = jw_diags_get(diags, i);
        g_string_append_printf(rows, "%s %u %u", d->code, d->place.line, d->place.column);
    }
    jw_diags_free(diags);
    return rows;
}

/* Behind the rows that are always read alone, the same again and again: it meets the ends of pieces of 8 KiB
 * at each of its bytes. */
static GString *text_of(const uint8_t *data, size_t size)
{
    enum { LARGE = 20000 };
    g_autofree char *some = g_utf8_make_valid((const char *)data, (gssize)strnlen((const char *)data, size));
    GString *text = g_string_new(NULL);
    for (int i = 0; i <= JW_ROWS_ALONE; i++) g_string_append_printf(text, "%d%cx\n", i, ",\t;"[size % 3]);
    do g_string_append(text, some);
    while (*some && text->len < LARGE);
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const jw_row_sink alone = { .header = take, .row = take };
    static const jw_row_sink ahead = {
        .header = take, .row = take, .prepared_size = 8, .begin = begin, .prepare = prepare, .end = end
    };
    jw_work_with(1 + (int)(size % 2));
    GString *text = text_of(data, size), *one = read_text(text, &alone), *other = read_text(text, &ahead);
    g_assert_cmpstr(one->str, ==, other->str);
    GString *all[] = { text, one, other };
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) g_string_free(all[i], TRUE);
    return 0;
}
