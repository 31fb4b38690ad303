/* Fuzz target for registers: no bytes may crash the reader; what it refuses has an error, what it takes is a
 * model without half-set rows; and leaving bad rows out never fails for them.
 *
 *     make fuzz FUZZERS=fuzz_register FUZZ_SECONDS=60
 *
 * The mapping names columns by words that a fuzzer finds in it: k, i, n, m, o, d, l, b, g, j. */
#include "io/register.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const jw_map_pair organizations[] = { { .from = "b", .to = "branch" },
                                             { .from = "n", .to = "none" },
                                             { .from = "x", .to = NULL } };
static const char *const none[] = { "-" };

#define WORD(s)                                                                                              \
    {                                                                                                        \
        .form = JW_CELL_WORD, .text = s                                                                      \
    }

static const jw_register_attribute attributes[] = {
    { JW_MEMBERS, WORD("m") },
    { JW_ORGANIZATION, { .form = JW_CELL_COLUMN, .text = "o", .map = organizations, .n_map = 3 } },
    { JW_REPORTED, WORD("b") },
    { JW_ALIASES, WORD("l") },
    { JW_SHORT, WORD("{i}{row}{n}") },
    { JW_STREET, { .form = JW_CELL_VALUE, .text = "观湖" } },
};

/* One reading of the bytes. */
static void read_once(const uint8_t *data, size_t size, bool skip)
{
    jw_limits limits = jw_limits_default();
    limits.cell_bytes = 256;
    limits.register_columns = 64;
    limits.bad_rows = 3;
    jw_model *m = jw_model_new(&limits);
    jw_model_add_unit(m, "lh", "龙华", jw_model_unit_kind_named(m, "core"), true, (jw_spot){ 0 });
    jw_register_link links[] = {
        { .kind = jw_model_link_kind_named(m, "guides"),
          .cell_is_from = true,
          .source = WORD("g"),
          .none = none,
          .n_none = 1 },
        { .kind = jw_model_link_kind_named(m, "joins"), .source = WORD("j") },
    };
    jw_register r = { .shown = "fuzz.csv",
                      .kind = WORD("association"),
                      .id = WORD("i"),
                      .name = WORD("n"),
                      .attributes = attributes,
                      .n_attributes = G_N_ELEMENTS(attributes),
                      .links = links,
                      .n_links = G_N_ELEMENTS(links),
                      .none = none,
                      .n_none = 1,
                      .skip_bad_rows = skip };
    char *bytes = malloc(size + 1);
    memcpy(bytes, data, size);
    bytes[size] = '\0';
    jw_diags *diags = jw_diags_new();
    jw_pending_links *pending = jw_pending_new();
    bool read = jw_register_read_bytes(m, &r, bytes, size, pending, diags);
    bool resolved = jw_pending_resolve(m, pending, diags);
    g_assert_cmpint(read && resolved, ==, jw_diags_count(diags, JW_ERROR) == 0);
    g_assert_true(skip || jw_pending_skipped(pending) == 0);
    jw_model_finish(m, diags);
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++)
        g_assert_true(strcmp(jw_unit_id(m, u), "lh") == 0 || jw_unit_text(m, u, JW_STREET));
    for (size_t i = 0; i < jw_diags_size(diags); i++)
        free(jw_diag_message(jw_diags_get(diags, i), (jw_lang)(i & 1)));
    jw_pending_free(pending);
    jw_model_free(m);
    jw_diags_free(diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_once(data, size, false);
    read_once(data, size, true);
    return 0;
}
