#include "cli/cli.h"
#include "cli/render_path.h"

#include "base/text.h"

#include <errno.h>
#include <glib.h>
#include <locale.h>
#include <malloc.h>
#include <string.h>

/* Only widths of characters are asked of the locale, and of one that is the same everywhere. */
static void fix_locale(void)
{
    static const char *const utf8[] = { "C.UTF-8", "C.utf8", "en_US.UTF-8" };
    setlocale(LC_ALL, "C");
    for (size_t i = 0; i < G_N_ELEMENTS(utf8) && !setlocale(LC_CTYPE, utf8[i]); i++) continue;
}

static int print_version(void)
{
    printf("jingwei %s\n", jw_version());
    const char *version, *name;
    for (size_t i = 0; (name = jw_library(i, &version)) != NULL; i++) printf("%s %s\n", name, version);
    g_autofree char *renderer = renderer_versions();
    fputs(renderer, stdout);
    return JW_EXIT_DONE;
}

static int run(int argc, char **argv)
{
    static arguments a; /* what it points to lives as long as the program, and is no leak */
    int exit_code;
    if (!parse_arguments(argc, argv, &a, &exit_code)) return exit_code;
    if (a.given[OPT_VERSION]) return print_version();
    if (a.n_words == 0) {
        print_help(a.given[OPT_HELP] ? stdout : stderr, NULL, a.lang);
        return a.given[OPT_HELP] ? JW_EXIT_DONE : JW_EXIT_USAGE;
    }
    const verb *v = find_verb(a.words[0]);
    if (!v) return unknown_verb(&a, a.words[0]);
    a.words++;
    a.n_words--;
    if (a.given[OPT_HELP]) {
        print_help(stdout, v, a.lang);
        return JW_EXIT_DONE;
    }
    if (v->words >= 0 && a.n_words < v->words) return usage_error(&a, "usage.too-few", v->name, NULL);
    if (v->words >= 0 && v->more >= 0 && a.n_words > v->words + v->more)
        return usage_error(&a, "usage.too-many", a.words[v->words + v->more], NULL);
    return v->run(&a);
}

/* A large array that goes is to go back to the system at once. Left alone, glibc raises the size from which
 * it does that with each that goes, and a million units end in a heap with holes. */
static void give_memory_back(void)
{
#ifdef M_MMAP_THRESHOLD
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
#endif
}

int main(int argc, char **argv)
{
    fix_locale();
    give_memory_back();
    int exit_code = run(argc, argv);
    if ((fflush(stdout) != 0 || ferror(stdout)) && exit_code < JW_EXIT_INPUT) {
        if (errno != EPIPE) fprintf(stderr, "jingwei: %s\n", g_strerror(errno));
        return JW_EXIT_OUTPUT;
    }
    return exit_code;
}
