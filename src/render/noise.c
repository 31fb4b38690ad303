/* SPDX-License-Identifier: MIT */
/* Graphviz, Pango and cairo say some failures only on standard error and then return success (a label that
 * is not UTF-8 empties a PDF page that way). So while they work, standard error is a file of ours, and
 * anything in it fails the request. */
#include "render.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int real_stderr(void);

static int kept_stderr = -1;
static int catcher = -1;
static GString *told;

int real_stderr(void)
{
    return kept_stderr >= 0 ? kept_stderr : STDERR_FILENO;
}

static int catch_graphviz(char *message)
{
    noise_add(message);
    return 0;
}

/* From here on; what was caught before is forgotten. */
void noise_begin(void)
{
    if (kept_stderr < 0) {
        kept_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
        catcher = memfd_create("noise", MFD_CLOEXEC);
        if (catcher >= 0) dup2(catcher, STDERR_FILENO);
        agseterrf(catch_graphviz);
        told = g_string_new(NULL);
    }
    g_string_truncate(told, 0);
    fflush(stderr);
    if (catcher >= 0 && ftruncate(catcher, 0) == 0) lseek(catcher, 0, SEEK_SET);
}

void noise_add(const char *line)
{
    g_string_append(told, line);
}

void noise_check(const char *code)
{
    fflush(stderr);
    char caught[4096];
    ssize_t n = catcher >= 0 ? pread(catcher, caught, sizeof caught, 0) : 0;
    if (n > 0) g_string_append_len(told, caught, n);
    g_strstrip(told->str);
    if (told->str[0] == '\0') return;
    for (char *p = told->str; *p; p++)
        if ((unsigned char)*p < 0x20) *p = ' ';
    fail(code, NULL, "%.400s", told->str);
}
