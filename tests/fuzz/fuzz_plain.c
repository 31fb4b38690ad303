/* Fuzz target for the renderer's own reader of pages: whatever stands in a page, it is read, left to
 * Graphviz's grammar or refused.
 *
 *     make fuzz FUZZERS=fuzz_plain */
#include "render/plain.c"
#include "render/vet.c"

#include <setjmp.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static jmp_buf refused;

void fail(const char *code, const char *expected, const char *found, ...)
{
    (void)code, (void)expected, (void)found;
    longjmp(refused, 1);
}

/* What a refusal leaves behind goes with the process: some kB a refusal, so no longer than some minutes. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "detect_leaks=0:quarantine_size_mb=16";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char head[] = "digraph page {\ngraph [pad=0]\nnode [label=\"\"]\nedge [dir=none]\n";
    GString *text = g_string_new(head);
    g_string_append_len(text, (const char *)data, (gssize)size);
    if (!setjmp(refused)) {
        graph_t *graph = plain_read(text->str);
        if (graph) {
            vet_size(graph);
            agclose(graph);
        }
    }
    g_string_free(text, TRUE);
    return 0;
}
