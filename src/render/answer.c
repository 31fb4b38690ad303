/* SPDX-License-Identifier: MIT */
#include "render.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int real_stderr(void); /* noise.c */

static void write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = write(fd, bytes, length);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) _exit(1); /* the reader is gone: nobody to tell */
        bytes += n;
        length -= (size_t)n;
    }
}

void answer_bytes(const void *bytes, size_t length)
{
    write_all(STDOUT_FILENO, bytes, length);
}

void answer_documents(const chunk *documents, size_t count)
{
    char head[64];
    int n = snprintf(head, sizeof head, "jingwei-render %zu\n", count);
    answer_bytes(head, (size_t)n);
    for (size_t i = 0; i < count; i++) {
        n = snprintf(head, sizeof head, "%zu\n", documents[i].length);
        answer_bytes(head, (size_t)n);
        answer_bytes(documents[i].bytes, documents[i].length);
        answer_bytes("\n", 1);
    }
}

/* _exit, because the destructors of Graphviz and fontconfig are the least tested part of them, and the leaks
 * they leave would be reported as ours. */
void finish(void)
{
    _exit(0);
}

void fail(const char *code, const char *expected, const char *found, ...)
{
    cJSON *message = cJSON_CreateObject();
    cJSON_AddStringToObject(message, "code", code);
    if (found) {
        va_list args;
        va_start(args, found);
        char *text = g_strdup_vprintf(found, args);
        va_end(args);
        char *valid = g_utf8_make_valid(text, -1);
        cJSON_AddStringToObject(message, "found", valid);
    }
    if (expected) cJSON_AddStringToObject(message, "expected", expected);
    char *line = cJSON_PrintUnformatted(message);
    write_all(real_stderr(), line, strlen(line));
    write_all(real_stderr(), "\n", 1);
    _exit(1);
}
