/* convert: the model as one file that stands alone. */
#include "cli/cli.h"

#include <glib.h>
#include <string.h>

/* What has an ending of its own is written by it; only JSON so far. */
static bool check_ending(const arguments *a, int *exit_code)
{
    const char *path = a->words[1];
    if (strcmp(path, "-") == 0 || g_str_has_suffix(path, ".json")) return true;
    *exit_code = usage_error(a, "usage.convert-ending", path, NULL);
    return false;
}

int verb_convert(const arguments *a)
{
    session s;
    int exit_code;
    if (!check_ending(a, &exit_code)) return exit_code;
    if (session_open(&s, a, false, &exit_code)) {
        jw_diags *diags = jw_diags_new();
        if (!jw_save(s.model, a->words[1], diags)) exit_code = JW_EXIT_OUTPUT;
        print_findings(stderr, diags, a->given[OPT_QUIET] ? JW_ERROR : JW_WARNING, s.lang);
        jw_diags_free(diags);
    }
    session_close(&s);
    return exit_code;
}
