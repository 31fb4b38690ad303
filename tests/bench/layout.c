/* layout MODEL [PAPER]: the time of the layout `org` alone, without a renderer: texts are guessed, nothing is
 * written. One line: units, pages, CPU seconds of the words (names wrapped and measured), of all the rest,
 * peak memory in kB. */
#include "draw/draft.h"
#include "draw/org.h"
#include "jingwei/load.h"

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

static double cpu(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double words_of(const jw_model *m, const jw_coverage *c, const jw_draw_options *options,
                       jw_diags *diags)
{
    jw_draft draft;
    double start = 0;
    if (jw_draft_begin(&draft, m, c, options, UINT_MAX, diags)) {
        start = cpu();
        jw_chart_caption(&draft.chart, NULL, diags);
        start = cpu() - start;
    }
    jw_draft_end(&draft);
    return start;
}

int main(int argc, char **argv)
{
    if (argc < 2) return 2;
    jw_diags *diags = jw_diags_new();
    jw_load_options load = jw_load_options_default();
    jw_draw_options options = { .paper = argc > 2 ? argv[2] : NULL, .links = "none" };
    load.models_dir = "models";
    jw_model *m = jw_load(argv[1], &load, diags);
    if (!m) return 3;
    jw_coverage *c = jw_cover(m, diags);
    double words = words_of(m, c, &options, diags), start = cpu();
    GPtrArray *pages = jw_org_pages(m, c, &options, NULL, diags);
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("%zu units, %u pages, words %.3f s, layout %.3f s, %ld kB\n", jw_model_unit_count(m),
           pages ? pages->len : 0, words, cpu() - start - words, used.ru_maxrss);
    if (pages) g_ptr_array_unref(pages);
    jw_coverage_free(c);
    jw_model_free(m);
    jw_diags_free(diags);
    return pages ? 0 : 1;
}
