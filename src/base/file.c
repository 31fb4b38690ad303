#include "base/file.h"

#include "base/pages.h"
#include "base/words.h"
#include "base/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void *refuse(jw_diags *diags, const char *shown, const char *code, const char *found,
                    const char *expected)
{
    jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR,
                                    .code = code,
                                    .place = { .file = shown },
                                    .found = found,
                                    .expected = expected });
    return NULL;
}

static void *too_large(jw_diags *diags, const char *shown, size_t most)
{
    g_autofree char *limit = g_strdup_printf("%zu", most);
    return refuse(diags, shown, "file-too-large", NULL, limit);
}

/* ---- A large file, by pieces on all processors: copying it takes as long as much of what follows ---- */

enum { PIECE = 1 << 22 };

typedef struct {
    int fd;
    char *text;
    size_t size, *got; /* got: bytes by piece */
} parts;

/* Reads up to `wanted` bytes at `from`, fewer at the end or, with *error set, where it cannot go on. */
static size_t read_at(int fd, size_t from, char *to, size_t wanted, int *error)
{
    size_t n = 0;
    *error = 0;
    while (n < wanted) {
        ssize_t got = pread(fd, to + n, wanted - n, (off_t)(from + n));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) *error = errno;
        if (got <= 0) break;
        n += (size_t)got;
    }
    return n;
}

static void read_part(void *context, void *scratch, uint32_t piece)
{
    (void)scratch;
    const parts *p = context;
    int ignored; /* what stops it stops read_all too */
    size_t from = (size_t)piece * PIECE;
    p->got[piece] = read_at(p->fd, from, p->text + from, MIN(PIECE, p->size - from), &ignored);
}

/* How much of the first `size` bytes could be read without a hitch; whatever stops it will stop who goes on.
 */
static size_t read_parts(int fd, char *text, size_t size)
{
    size_t n_parts = (size + PIECE - 1) / PIECE, n = 0;
    parts p = { fd, text, size, g_new0(size_t, n_parts + 1) };
    jw_each_piece(read_part, &p, size, PIECE);
    for (size_t i = 0; i < n_parts && n == i * PIECE; i++) n += p.got[i];
    g_free(p.got);
    return lseek(fd, (off_t)n, SEEK_SET) < 0 ? 0 : n;
}

/* Reads to the end of `fd`, of which the first `size` bytes may be read in any order. A file may grow while
 * it is read, so the limit is held here, not by its size. */
static char *read_all(int fd, const char *shown, size_t size, size_t most, size_t *length, jw_diags *diags)
{
    size_t room = size ? size + 1 : 1 << 16; /* one more, to see the end */
    char *text = jw_try_pages(room + 1);
    size_t n = text && size > PIECE ? read_parts(fd, text, size) : 0;
    for (;;) {
        if (text && n == room) {
            room = room > most / 2 ? most + 1 : 2 * room;
            char *larger = realloc(text, room + 1);
            if (!larger) free(text);
            text = larger;
        }
        if (!text) return refuse(diags, shown, "file-unreadable", jw_errno_value(ENOMEM), NULL);
        ssize_t got = read(fd, text + n, room - n);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            free(text);
            return refuse(diags, shown, "file-unreadable", jw_errno_value(errno), NULL);
        }
        n += (size_t)got;
        if (n > most) {
            free(text);
            return too_large(diags, shown, most);
        }
        if (got == 0) break;
    }
    text[n] = '\0';
    *length = n;
    return text;
}

struct jw_infile {
    int fd;
    size_t size, most;       /* as it was opened; how much may be read as a whole */
    struct timespec written; /* the last time, as it was opened */
    char *shown;
};

jw_infile *jw_infile_open(const char *path, const char *shown, size_t most, jw_diags *diags)
{
    jw_infile f = { .fd = STDIN_FILENO, .most = most };
    struct stat st = { .st_mode = S_IFREG };
    bool is_input = strcmp(path, "-") == 0;
    /* O_NONBLOCK: opening a FIFO for reading would wait for a writer that may never come. */
    if (!is_input) f.fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (f.fd < 0)
        return refuse(diags, shown, errno == ENOENT ? "file-missing" : "file-unreadable",
                      jw_errno_value(errno), NULL);
    if (!is_input && fstat(f.fd, &st) != 0)
        refuse(diags, shown, "file-unreadable", jw_errno_value(errno), NULL);
    else if (!S_ISREG(st.st_mode))
        refuse(diags, shown, "file-not-regular", S_ISDIR(st.st_mode) ? "@file.directory" : "@file.device",
               NULL);
    else if ((uintmax_t)st.st_size > most)
        too_large(diags, shown, most);
    else {
        f.size = (size_t)st.st_size;
        f.written = st.st_mtim;
        f.shown = g_strdup(shown);
        return g_memdup2(&f, sizeof f);
    }
    close(f.fd);
    return NULL;
}

void jw_infile_close(jw_infile *f)
{
    if (!f) return;
    if (f->fd != STDIN_FILENO) close(f->fd);
    g_free(f->shown);
    g_free(f);
}

size_t jw_infile_size(const jw_infile *f)
{
    return f->size;
}

size_t jw_infile_read(const jw_infile *f, size_t from, void *to, size_t wanted, int *error)
{
    return read_at(f->fd, from, to, wanted, error);
}

bool jw_infile_has_changed(const jw_infile *f)
{
    struct stat st;
    return fstat(f->fd, &st) != 0 || (size_t)st.st_size != f->size ||
           st.st_mtim.tv_sec != f->written.tv_sec || st.st_mtim.tv_nsec != f->written.tv_nsec;
}

char *jw_infile_all(const jw_infile *f, size_t *length, jw_diags *diags)
{
    return read_all(f->fd, f->shown, f->size, f->most, length, diags);
}

char *jw_read_file(const char *path, const char *shown, size_t most, size_t *length, jw_diags *diags)
{
    jw_infile *f = jw_infile_open(path, shown, most, diags);
    char *text = f ? jw_infile_all(f, length, diags) : NULL;
    jw_infile_close(f);
    return text;
}

struct jw_outfile {
    FILE *stream;
    char *shown;        /* as the caller named it */
    char *path, *aside; /* what is replaced, and what by; NULL: `stream` is the output itself */
};

static void release(jw_outfile *out)
{
    if (out->stream && out->stream != stdout) fclose(out->stream);
    if (out->aside) unlink(out->aside);
    g_free(out->shown);
    g_free(out->path);
    g_free(out->aside);
    g_free(out);
}

/* Reports `error` and frees `out`. */
static void fail(jw_outfile *out, int error, jw_diags *diags)
{
    refuse(diags, out->shown, "output-failed", jw_errno_value(error), NULL);
    release(out);
}

/* Where `path` leads by symbolic links, the last of which may lead to what does not exist yet. */
static char *follow_links(const char *path)
{
    enum { MOST_LINKS = 40 };
    char *at = g_strdup(path), *target;
    for (int i = 0; i < MOST_LINKS && (target = g_file_read_link(at, NULL)) != NULL; i++) {
        g_autofree char *link = at, *folder = g_path_get_dirname(link);
        at = g_path_is_absolute(target) ? g_strdup(target) : g_build_filename(folder, target, NULL);
        g_free(target);
    }
    return at;
}

/* Opens a file beside the one to be replaced, of which `old` tells (NULL: there is none yet). Its name is
 * short: with a long one it might not be allowed where the output's own is. False with errno set. */
static bool open_aside(jw_outfile *out, const struct stat *old)
{
    out->path = follow_links(out->shown);
    if (old &&
        access(out->path, W_OK) != 0) /* rename asks only the folder, but the user protected the file */
        return false;
    g_autofree char *folder = g_path_get_dirname(out->path);
    g_autofree char *aside = g_build_filename(folder, ".jingwei-XXXXXX", NULL);
    int fd = g_mkstemp_full(aside, O_WRONLY | O_CLOEXEC, 0666);
    if (fd < 0) return false;
    out->aside = g_steal_pointer(&aside);
    if (old) (void)!fchmod(fd, old->st_mode & 07777);
    out->stream = fdopen(fd, "w");
    if (!out->stream) close(fd);
    return out->stream != NULL;
}

jw_outfile *jw_outfile_open(const char *path, jw_diags *diags)
{
    jw_outfile *out = g_new0(jw_outfile, 1);
    out->shown = g_strdup(path);
    struct stat st;
    bool good, exists = stat(path, &st) == 0;
    if (strcmp(path, "-") == 0) {
        out->stream = stdout;
        return out;
    }
    if (exists && S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        good = false;
    } else if (exists && !S_ISREG(st.st_mode)) { /* a device or a pipe cannot be replaced */
        out->stream = fopen(path, "we");
        good = out->stream != NULL;
    } else {
        good = open_aside(out, exists ? &st : NULL);
    }
    if (good) return out;
    fail(out, errno, diags);
    return NULL;
}

FILE *jw_outfile_stream(jw_outfile *out)
{
    return out->stream;
}

/* An earlier write failed, for a reason that errno no longer tells: one byte more is likely to meet it again.
 * What was written is of no use any more. */
static int why_failed(FILE *stream)
{
    clearerr(stream);
    errno = 0;
    bool again = fputc('\n', stream) == EOF || fflush(stream) != 0;
    return again && errno ? errno : EIO;
}

/* Brings all that was written to the disk. 0, or an error number. */
static int finish(jw_outfile *out)
{
    if (fflush(out->stream) != 0) return errno;
    if (ferror(out->stream)) return why_failed(out->stream);
    return out->aside && fsync(fileno(out->stream)) != 0 ? errno : 0;
}

bool jw_outfile_commit(jw_outfile *out, jw_diags *diags)
{
    int error = finish(out);
    if (!error && out->stream != stdout) {
        error = fclose(out->stream) != 0 ? errno : 0;
        out->stream = NULL;
    }
    if (!error && out->aside) {
        error = rename(out->aside, out->path) != 0 ? errno : 0;
        if (!error) g_clear_pointer(&out->aside, g_free);
    }
    if (error)
        fail(out, error, diags);
    else
        release(out);
    return !error;
}

void jw_outfile_abandon(jw_outfile *out)
{
    if (out) release(out);
}

bool jw_write_file(const char *path, const void *bytes, size_t length, jw_diags *diags)
{
    jw_outfile *out = jw_outfile_open(path, diags);
    if (!out) return false;
    fwrite(bytes, 1, length, out->stream); /* an error stays on the stream, where commit sees it */
    return jw_outfile_commit(out, diags);
}
