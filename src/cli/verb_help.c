#include "cli/cli.h"

int verb_help(const arguments *a)
{
    const verb *v = a->n_words ? find_verb(a->words[0]) : NULL;
    if (a->n_words && !v) return unknown_verb(a, a->words[0]);
    if (a->n_words > 1) return usage_error(a, "usage.too-many", a->words[1], NULL);
    print_help(stdout, v, a->lang);
    return JW_EXIT_DONE;
}
