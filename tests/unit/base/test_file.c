/* Reading whole files, and outputs that replace the old file only when they are whole. */
#include "base/file.h"

#include "base/words.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of its own for each test; `at` names a file in it. */
typedef struct {
    char *folder;
    jw_diags *diags;
} place;

static void set_up(place *p, const void *data)
{
    (void)data;
    p->folder = g_dir_make_tmp("jingwei-test-XXXXXX", NULL);
    g_assert_nonnull(p->folder);
    p->diags = jw_diags_new();
}

static void tear_down(place *p, const void *data)
{
    (void)data;
    g_autoptr(GDir) dir = g_dir_open(p->folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *path = g_build_filename(p->folder, name, NULL);
        g_remove(path);
    }
    g_assert_cmpint(g_rmdir(p->folder), ==, 0);
    g_free(p->folder);
    jw_diags_free(p->diags);
}

static char *at(const place *p, const char *name)
{
    return g_build_filename(p->folder, name, NULL);
}

static size_t files_in(const place *p)
{
    size_t n = 0;
    g_autoptr(GDir) dir = g_dir_open(p->folder, 0, NULL);
    while (g_dir_read_name(dir)) n++;
    return n;
}

static void put(const char *path, const char *text)
{
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void assert_holds(const char *path, const char *text)
{
    g_autofree char *contents = NULL;
    g_assert_true(g_file_get_contents(path, &contents, NULL, NULL));
    g_assert_cmpstr(contents, ==, text);
}

/* The one finding there is. */
static void assert_finding(const place *p, const char *code, const char *file, const char *found)
{
    g_assert_cmpuint(jw_diags_size(p->diags), ==, 1);
    const jw_diag *d = jw_diags_get(p->diags, 0);
    g_assert_cmpint(d->severity, ==, JW_ERROR);
    g_assert_cmpstr(d->code, ==, code);
    g_assert_cmpstr(d->place.file, ==, file);
    if (found) g_assert_cmpstr(d->found, ==, found);
}

/* ---- Reading ---- */

static void test_read(place *p, const void *data)
{
    (void)data;
    g_autofree char *path = at(p, "a");
    static const size_t sizes[] = { 0, 1, 2, 4095, 4096, 100000 };
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autofree char *text = g_strnfill(sizes[i], 'x');
        put(path, text);
        for (size_t most = sizes[i]; most <= sizes[i] + 1; most++) {
            size_t length = 77;
            char *read = jw_read_file(path, "shown", most, &length, p->diags);
            g_assert_cmpstr(read, ==, text);
            g_assert_cmpuint(length, ==, sizes[i]);
            free(read);
        }
    }
    size_t length;
    char *read = jw_read_file(path, "shown", SIZE_MAX, &length, p->diags); /* no limit */
    g_assert_cmpuint(length, ==, 100000);
    free(read);
    g_assert_cmpuint(jw_diags_size(p->diags), ==, 0);
}

static void test_read_too_large(place *p, const void *data)
{
    (void)data;
    g_autofree char *path = at(p, "a");
    put(path, "12345");
    size_t length;
    g_assert_null(jw_read_file(path, "shown", 4, &length, p->diags));
    assert_finding(p, "file-too-large", "shown", NULL);
    g_assert_cmpstr(jw_diags_get(p->diags, 0)->expected, ==, "4");
}

static void test_read_missing(place *p, const void *data)
{
    (void)data;
    g_autofree char *path = at(p, "nothing");
    size_t length;
    g_assert_null(jw_read_file(path, "shown", 10, &length, p->diags));
    assert_finding(p, "file-missing", "shown", NULL);
}

static void test_read_directory(place *p, const void *data)
{
    (void)data;
    size_t length;
    g_assert_null(jw_read_file(p->folder, "shown", 10, &length, p->diags));
    assert_finding(p, "file-not-regular", "shown", "@file.directory");
}

/* A pipe without a writer: opening it must not wait. */
static void test_read_fifo(place *p, const void *data)
{
    (void)data;
    g_autofree char *path = at(p, "fifo");
    g_assert_cmpint(mkfifo(path, 0600), ==, 0);
    size_t length;
    alarm(20);
    g_assert_null(jw_read_file(path, "shown", 10, &length, p->diags));
    alarm(0);
    assert_finding(p, "file-not-regular", "shown", "@file.device");
}

static void test_read_device(place *p, const void *data)
{
    (void)data;
    size_t length;
    g_assert_null(jw_read_file("/dev/zero", "shown", 10, &length, p->diags));
    assert_finding(p, "file-not-regular", "shown", "@file.device");
}

/* Standard input has no size: the limit must hold while it is read. */
static void read_stdin(place *p, const char *text, size_t most, const char *expected)
{
    g_autofree char *path = at(p, "input");
    put(path, text);
    int old = dup(STDIN_FILENO), fd = open(path, O_RDONLY);
    g_assert_cmpint(dup2(fd, STDIN_FILENO), ==, STDIN_FILENO);
    size_t length = 0;
    char *read = jw_read_file("-", "-", most, &length, p->diags);
    g_assert_cmpstr(read, ==, expected);
    if (expected) g_assert_cmpuint(length, ==, strlen(expected));
    free(read);
    dup2(old, STDIN_FILENO);
    close(fd);
    close(old);
}

static void test_read_stdin(place *p, const void *data)
{
    (void)data;
    g_autofree char *text = g_strnfill(200000, 'x');
    read_stdin(p, "", 10, "");
    read_stdin(p, text, 200000, text);
    read_stdin(p, text, SIZE_MAX, text);
    g_assert_cmpuint(jw_diags_size(p->diags), ==, 0);
    read_stdin(p, text, 199999, NULL);
    assert_finding(p, "file-too-large", "-", NULL);
}

/* ---- Writing ---- */

static mode_t mode_of(const char *path)
{
    struct stat st;
    g_assert_cmpint(stat(path, &st), ==, 0);
    return st.st_mode & 07777;
}

static void test_write_new(place *p, const void *data)
{
    (void)data;
    g_autofree char *path = at(p, "new");
    mode_t mask = umask(027);
    g_assert_true(jw_write_file(path, "text", 4, p->diags));
    umask(mask);
    assert_holds(path, "text");
    g_assert_cmpint(mode_of(path), ==, 0640); /* as any new file */
    g_assert_true(jw_write_file(path, "", 0, p->diags));
    assert_holds(path, "");
    g_assert_cmpuint(files_in(p), ==, 1);
}

static void test_write_keeps_permissions(place *p, const void *data)
{
    (void)data;
    g_autofree char *path = at(p, "old");
    put(path, "old");
    g_assert_cmpint(chmod(path, 0604), ==, 0);
    g_assert_true(jw_write_file(path, "new", 3, p->diags));
    assert_holds(path, "new");
    g_assert_cmpint(mode_of(path), ==, 0604);
}

static void test_write_replaces_when_whole(place *p, const void *data)
{
    (void)data;
    g_autofree char *path = at(p, "old");
    put(path, "old");
    jw_outfile *out = jw_outfile_open(path, p->diags);
    fputs("new", jw_outfile_stream(out));
    fflush(jw_outfile_stream(out));
    assert_holds(path, "old");
    g_assert_true(jw_outfile_commit(out, p->diags));
    assert_holds(path, "new");
    out = jw_outfile_open(path, p->diags);
    fputs("newer", jw_outfile_stream(out));
    jw_outfile_abandon(out);
    assert_holds(path, "new");
    g_assert_cmpuint(files_in(p), ==, 1);
    jw_outfile_abandon(NULL);
}

/* The disk is full, or rather the largest file allowed is small. */
static void test_write_fails_half_way(place *p, const void *data)
{
    (void)data;
    g_autofree char *path = at(p, "old");
    put(path, "old");
    struct rlimit old, small = { 4096, RLIM_INFINITY };
    getrlimit(RLIMIT_FSIZE, &old);
    small.rlim_max = old.rlim_max;
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    g_autofree char *text = g_strnfill(100000, 'x');
    bool written = jw_write_file(path, text, 100000, p->diags);
    setrlimit(RLIMIT_FSIZE, &old);
    signal(SIGXFSZ, handler);
    g_assert_false(written);
    assert_finding(p, "output-failed", path, NULL);
    assert_holds(path, "old");
    g_assert_cmpuint(files_in(p), ==, 1);
}

static void test_write_link(place *p, const void *data)
{
    (void)data;
    g_autofree char *target = at(p, "target"), *path = at(p, "link");
    put(target, "old");
    g_assert_cmpint(symlink("target", path), ==, 0);
    g_assert_true(jw_write_file(path, "new", 3, p->diags));
    g_assert_true(g_file_test(path, G_FILE_TEST_IS_SYMLINK));
    g_assert_false(g_file_test(target, G_FILE_TEST_IS_SYMLINK));
    assert_holds(target, "new");
}

/* A link to what does not exist yet makes it, as a shell's > does. */
static void test_write_link_to_nothing(place *p, const void *data)
{
    (void)data;
    g_autofree char *target = at(p, "target"), *path = at(p, "link"), *second = at(p, "second");
    g_assert_cmpint(symlink(target, path), ==, 0);
    g_assert_cmpint(symlink("link", second), ==, 0);
    g_assert_true(jw_write_file(second, "new", 3, p->diags));
    g_assert_true(g_file_test(path, G_FILE_TEST_IS_SYMLINK));
    g_assert_true(g_file_test(second, G_FILE_TEST_IS_SYMLINK));
    assert_holds(target, "new");
}

/* 255 bytes are allowed, so what is written aside may not have a longer name. */
static void test_write_long_name(place *p, const void *data)
{
    (void)data;
    g_autofree char *name = g_strnfill(255, 'n'), *path = at(p, name);
    g_assert_true(jw_write_file(path, "new", 3, p->diags));
    assert_holds(path, "new");
}

static void test_write_refused(place *p, const void *data)
{
    (void)data;
    g_autofree char *path = at(p, "no-folder/file");
    g_assert_false(jw_write_file(path, "x", 1, p->diags));
    assert_finding(p, "output-failed", path, jw_errno_value(ENOENT));
}

static void test_write_directory(place *p, const void *data)
{
    (void)data;
    g_assert_null(jw_outfile_open(p->folder, p->diags));
    assert_finding(p, "output-failed", p->folder, jw_errno_value(EISDIR));
}

static void test_write_protected(place *p, const void *data)
{
    (void)data;
    g_autofree char *path = at(p, "old");
    put(path, "old");
    g_assert_cmpint(chmod(path, 0444), ==, 0);
    if (access(path, W_OK) == 0) {
        g_test_skip("nothing is protected from this user");
        return;
    }
    g_assert_false(jw_write_file(path, "new", 3, p->diags));
    assert_finding(p, "output-failed", path, jw_errno_value(EACCES));
    assert_holds(path, "old");
}

/* A device stays, and a failure names it, whether the first byte fails or only the last. */
static void test_write_full_device(place *p, const void *data)
{
    (void)data;
    if (access("/dev/full", W_OK) != 0) {
        g_test_skip("no /dev/full");
        return;
    }
    static const size_t sizes[] = { 1, 1 << 20 };
    g_autofree char *text = g_strnfill(1 << 20, 'x');
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        jw_diags_free(p->diags);
        p->diags = jw_diags_new();
        g_assert_false(jw_write_file("/dev/full", text, sizes[i], p->diags));
        assert_finding(p, "output-failed", "/dev/full", jw_errno_value(ENOSPC));
    }
    g_assert_true(jw_write_file("/dev/null", text, 1 << 20, p->diags));
}

/* Large files are read by pieces of 4 MiB at once. */
static void test_read_large(place *p, const void *data)
{
    enum { PIECE = 1 << 22 };
    static const size_t sizes[] = { PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 12345 };
    (void)data;
    g_autofree char *path = at(p, "large");
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autofree char *bytes = g_malloc(sizes[i]);
        for (size_t k = 0; k < sizes[i]; k++) bytes[k] = (char)(k * 2654435761u >> 13);
        g_assert_true(g_file_set_contents(path, bytes, (gssize)sizes[i], NULL));
        size_t length;
        char *text = jw_read_file(path, "large", sizes[i], &length, p->diags);
        g_assert_nonnull(text);
        g_assert_cmpmem(text, length, bytes, sizes[i]);
        g_assert_cmpint(text[length], ==, '\0');
        free(text);
    }
    size_t length;
    g_assert_null(jw_read_file(path, "large", 3 * PIECE, &length, p->diags));
    g_assert_cmpstr(jw_diags_get(p->diags, 0)->code, ==, "file-too-large");
}

/* A file that is read piece by piece, anywhere. */
static void test_read_at(place *p, const void *data)
{
    (void)data;
    g_autofree char *path = at(p, "some");
    put(path, "0123456789");
    jw_infile *f = jw_infile_open(path, "some", 10, p->diags);
    static const struct {
        size_t from, wanted;
        const char *is;
    } reads[] = { { 0, 4, "0123" }, { 8, 1, "8" }, { 8, 5, "89" },
                  { 10, 3, "" },    { 99, 3, "" }, { 0, 10, "0123456789" } };
    g_assert_cmpuint(jw_infile_size(f), ==, 10);
    for (size_t i = 0; i < G_N_ELEMENTS(reads); i++) {
        char bytes[16] = "";
        int error = -1;
        size_t n = jw_infile_read(f, reads[i].from, bytes, reads[i].wanted, &error);
        g_assert_cmpint(error, ==, 0);
        g_assert_cmpmem(bytes, n, reads[i].is, strlen(reads[i].is));
    }
    size_t length;
    char *all = jw_infile_all(f, &length, p->diags);
    g_assert_cmpstr(all, ==, "0123456789");
    free(all);
    jw_infile_close(f);
    g_assert_null(jw_infile_open(path, "some", 9, p->diags));
    assert_finding(p, "file-too-large", "some", NULL);
    jw_infile_close(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name, function) g_test_add("/file/" name, place, NULL, set_up, function, tear_down)
    ADD("read", test_read);
    ADD("read-at", test_read_at);
    ADD("read-large", test_read_large);
    ADD("read-too-large", test_read_too_large);
    ADD("read-missing", test_read_missing);
    ADD("read-directory", test_read_directory);
    ADD("read-fifo", test_read_fifo);
    ADD("read-device", test_read_device);
    ADD("read-stdin", test_read_stdin);
    ADD("write-new", test_write_new);
    ADD("write-keeps-permissions", test_write_keeps_permissions);
    ADD("write-replaces-when-whole", test_write_replaces_when_whole);
    ADD("write-fails-half-way", test_write_fails_half_way);
    ADD("write-link", test_write_link);
    ADD("write-link-to-nothing", test_write_link_to_nothing);
    ADD("write-long-name", test_write_long_name);
    ADD("write-refused", test_write_refused);
    ADD("write-directory", test_write_directory);
    ADD("write-protected", test_write_protected);
    ADD("write-full-device", test_write_full_device);
#undef ADD
    return g_test_run();
}
