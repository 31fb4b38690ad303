#include "cli/cli.h"

int verb_help(const arguments *a)
{
    const verb *v = a->n_words ? find_verb(a->words[0]) : NULL;
    if (a->n_words && !v)
        return usage_error(a, "usage.unknown-verb", a->words[0], NULL);
    print_help(stdout, v, a->lang);
    return JW_EXIT_DONE;
}
