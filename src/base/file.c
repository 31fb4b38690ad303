#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void *refuse(jw_diags *diags, const char *shown, const char *code, const char *found, const char *expected)
{
    jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR, .code = code, .place = { .file = shown },
                                    .found = found, .expected = expected });
    return NULL;
}

static void *too_large(jw_diags *diags, const char *shown, size_t most)
{
    g_autofree char *limit = g_strdup_printf("%zu", most);
    return refuse(diags, shown, "file-too-large", NULL, limit);
}

/* Reads to the end of `fd`. A file may grow while it is read, so the limit is held here, not by its size. */
static char *read_all(int fd, const char *shown, size_t room, size_t most, size_t *length, jw_diags *diags)
{
    char *text = malloc(room + 1);
    size_t n = 0;
    for (;;) {
        if (text && n == room) {
            room = MIN(2 * room, most + 1);
            char *larger = realloc(text, room + 1);
            if (!larger)
                free(text);
            text = larger;
        }
        if (!text)
            return refuse(diags, shown, "file-unreadable", g_strerror(ENOMEM), NULL);
        ssize_t got = read(fd, text + n, room - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            free(text);
            return refuse(diags, shown, "file-unreadable", g_strerror(errno), NULL);
        }
        n += (size_t)got;
        if (n > most) {
            free(text);
            return too_large(diags, shown, most);
        }
        if (got == 0)
            break;
    }
    text[n] = '\0';
    *length = n;
    return text;
}

char *jw_read_file(const char *path, const char *shown, size_t most, size_t *length, jw_diags *diags)
{
    if (strcmp(path, "-") == 0)
        return read_all(STDIN_FILENO, shown, 1 << 16, most, length, diags);
    /* O_NONBLOCK: opening a FIFO for reading would wait for a writer that may never come. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return refuse(diags, shown, errno == ENOENT ? "file-missing" : "file-unreadable", g_strerror(errno), NULL);
    struct stat st;
    char *text = NULL;
    if (fstat(fd, &st) != 0)
        refuse(diags, shown, "file-unreadable", g_strerror(errno), NULL);
    else if (!S_ISREG(st.st_mode))
        refuse(diags, shown, "file-not-regular", S_ISDIR(st.st_mode) ? "@file.directory" : "@file.device", NULL);
    else if ((uintmax_t)st.st_size > most)
        too_large(diags, shown, most);
    else
        text = read_all(fd, shown, (size_t)st.st_size + 1, most, length, diags);
    close(fd);
    return text;
}

struct jw_outfile {
    FILE *stream;
    char *shown;        /* the name in messages */
    char *path, *aside; /* what is replaced, and by what; both NULL: written to as it is */
};

static void fail(jw_diags *diags, const char *path)
{
    refuse(diags, path, "output-failed", g_strerror(errno), NULL);
}

static void release(jw_outfile *out)
{
    g_free(out->shown);
    g_free(out->path);
    g_free(out->aside);
    g_free(out);
}

jw_outfile *jw_outfile_open(const char *path, jw_diags *diags)
{
    jw_outfile *out = g_new0(jw_outfile, 1);
    out->shown = g_strdup(path);
    if (strcmp(path, "-") == 0) {
        out->stream = stdout;
        return out;
    }
    /* A link stays a link: what it points at is replaced. */
    g_autofree char *real = NULL;
    char *resolved = realpath(path, NULL);
    real = g_strdup(resolved ? resolved : path);
    free(resolved);
    struct stat st;
    bool exists = stat(real, &st) == 0;
    if (exists && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)) { /* /dev/null and pipes are written to as they are */
        out->stream = fopen(real, "we");
        if (!out->stream)
            goto failed;
        return out;
    }
    if (exists && S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        goto failed;
    }
    out->path = g_steal_pointer(&real);
    out->aside = g_strdup_printf("%s.XXXXXX", out->path);
    int fd = g_mkstemp_full(out->aside, O_WRONLY | O_CLOEXEC, 0666);
    if (fd < 0)
        goto failed;
    if (exists)
        (void)!fchmod(fd, st.st_mode & 07777);
    out->stream = fdopen(fd, "w");
    return out;
failed:
    fail(diags, path);
    release(out);
    return NULL;
}

FILE *jw_outfile_stream(jw_outfile *out)
{
    return out->stream;
}

bool jw_outfile_commit(jw_outfile *out, jw_diags *diags)
{
    bool aside = out->aside != NULL;
    bool good = fflush(out->stream) == 0 && !ferror(out->stream);
    if (good && aside)
        good = fsync(fileno(out->stream)) == 0;
    if (!good)
        fail(diags, out->shown);
    if (out->stream != stdout && fclose(out->stream) != 0 && good) {
        fail(diags, out->shown);
        good = false;
    }
    if (good && aside && rename(out->aside, out->path) != 0) {
        fail(diags, out->shown);
        good = false;
    }
    if (!good && aside)
        unlink(out->aside);
    release(out);
    return good;
}

void jw_outfile_abandon(jw_outfile *out)
{
    if (!out)
        return;
    if (out->stream != stdout)
        fclose(out->stream);
    if (out->aside)
        unlink(out->aside);
    release(out);
}

bool jw_write_file(const char *path, const void *bytes, size_t length, jw_diags *diags)
{
    jw_outfile *out = jw_outfile_open(path, diags);
    if (!out)
        return false;
    fwrite(bytes, 1, length, out->stream); /* an error stays on the stream, where commit sees it */
    return jw_outfile_commit(out, diags);
}
