#include "draw/client.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TIMEOUT_MS = 120000, STDERR_MOST = 64 * 1024, PAUSE_US = 100 };
#define ANSWER_MOST ((size_t)1 << 30)

/* One conversation. ends[i] are our ends of the child's standard input, output and error; -1: closed. */
typedef struct {
    pid_t pid;
    int ends[3];
    jw_next_part next;
    void *context;
    GString *part; /* being sent; NULL: all is sent */
    size_t sent;
    bool last; /* no request follows: its end, and the answer's, is the end of the stream; else of a line */
    GByteArray *out, *err;
    size_t most;
    gint64 deadline; /* of g_get_monotonic_time */
} talk;

struct jw_session {
    talk talk;
    bool over; /* the process is gone, or never was: each request has one of its own */
};

static void report(jw_diags *diags, const char *code, const char *found, const char *expected)
{
    jw_diags_add(diags,
                 &(jw_diag){ .severity = JW_ERROR, .code = code, .found = found, .expected = expected });
}

static void close_end(int *fd)
{
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

/* Above the three standard ones, so that giving them to the child never overwrites one still needed. */
static int lift(int fd)
{
    if (fd < 0 || fd > 2) return fd;
    int high = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    close(fd);
    return high;
}

/* The child's standard input is a socket, because only a socket can be told not to raise SIGPIPE: a library
 * must not change how its process takes a signal. */
static bool open_ends(int ours[3], int theirs[3])
{
    for (int i = 0; i < 3; i++) ours[i] = theirs[i] = -1;
    for (int i = 0; i < 3; i++) {
        int pair[2];
        int failed =
            i == 0 ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) : pipe2(pair, O_CLOEXEC);
        if (failed) return false;
        ours[i] = lift(pair[0]);
        theirs[i] = lift(pair[1]);
        if (ours[i] < 0 || theirs[i] < 0) return false;
        fcntl(ours[i], F_SETFL, O_NONBLOCK);
    }
    return true;
}

/* Ours, and the wish that glibc takes its large blocks in large pages: the graphs and drawings of a long
 * document fill many megabytes, which costs thousands of page faults otherwise. Free with g_strfreev(). */
static char **environment(void)
{
    char **own = g_get_environ();
    return g_environ_setenv(own, "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1", FALSE);
}

/* A group of its own, so that whatever the program starts ends with it; signals as a fresh program expects
 * them. */
static int spawn(pid_t *pid, const char *program, const int theirs[3])
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, usual;
    char *const argv[] = { (char *)program, NULL };
    posix_spawn_file_actions_init(&actions);
    for (int i = 0; i < 3; i++) posix_spawn_file_actions_adddup2(&actions, theirs[i], i);
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    char **variables = environment();
    int error = posix_spawnp(pid, program, &actions, &attributes, argv, variables);
    g_strfreev(variables);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* 0, or the error. */
static int start(talk *t, const jw_renderer *r)
{
    int theirs[3];
    int error = open_ends(t->ends, theirs) ? spawn(&t->pid, r->program, theirs) : errno;
    for (int i = 0; i < 3; i++) close_end(&theirs[i]);
    if (error)
        for (int i = 0; i < 3; i++) close_end(&t->ends[i]);
    t->out = g_byte_array_new();
    t->err = g_byte_array_new();
    t->most = r->most_bytes ? r->most_bytes : ANSWER_MOST;
    return error;
}

static void next_part(talk *t)
{
    if (t->part) g_string_free(t->part, TRUE);
    t->part = t->next(t->context);
    t->sent = 0;
}

static void send_some(talk *t)
{
    ssize_t n = send(t->ends[0], t->part->str + t->sent, t->part->len - t->sent, MSG_NOSIGNAL);
    if (n > 0) t->sent += (size_t)n;
    bool gone = n < 0 && errno != EAGAIN && errno != EINTR; /* it ended early; its answer says why */
    if (t->sent == t->part->len) next_part(t);
    if (gone || (!t->part && t->last)) close_end(&t->ends[0]);
}

/* False if there is more than `most`. What is said on standard error beyond a bound is dropped, not refused.
 */
static bool receive_some(int *fd, GByteArray *into, size_t most, bool drop)
{
    guint8 buffer[65536];
    ssize_t n = read(*fd, buffer, sizeof buffer);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return true;
    if (n <= 0) {
        close_end(fd);
        return true;
    }
    if (into->len + (size_t)n > most) return drop;
    g_byte_array_append(into, buffer, (guint)n);
    return true;
}

static int left_ms(const talk *t)
{
    gint64 left = (t->deadline - g_get_monotonic_time() + 999) / 1000;
    return (int)CLAMP(left, 0, 1000000);
}

typedef enum { TALK_DONE, TALK_LATE, TALK_LONG } talk_end;

static bool is_answered(const talk *t)
{
    return !t->last && !t->part && t->out->len > 0 && t->out->data[t->out->len - 1] == '\n';
}

/* Until the child has closed both its outputs, or has answered with a line where more requests follow. */
static talk_end converse(talk *t)
{
    while ((t->ends[1] >= 0 || t->ends[2] >= 0) && !is_answered(t)) {
        struct pollfd fds[3] = {
            { t->part ? t->ends[0] : -1, POLLOUT, 0 },
            { t->ends[1], POLLIN, 0 },
            { t->ends[2], POLLIN, 0 },
        };
        int ready = poll(fds, 3, left_ms(t));
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return TALK_LATE;
        if (fds[0].revents) send_some(t);
        if (fds[1].revents && !receive_some(&t->ends[1], t->out, t->most, false)) return TALK_LONG;
        if (fds[2].revents) receive_some(&t->ends[2], t->err, STDERR_MOST, true);
    }
    return TALK_DONE;
}

/* Waits until the deadline, then kills; either way the child is gone afterwards. */
static bool reap(talk *t, int *status)
{
    pid_t got;
    while ((got = waitpid(t->pid, status, WNOHANG)) == 0 || (got < 0 && errno == EINTR)) {
        if (left_ms(t) == 0) break;
        g_usleep(PAUSE_US);
    }
    kill(-t->pid, SIGKILL); /* and what it may have started */
    if (got > 0) return true;
    while (waitpid(t->pid, status, 0) < 0 && errno == EINTR) continue;
    return false;
}

/* What the renderer reports itself; anything else that it might say is not passed on as a code. */
static const char *own_code(const char *code)
{
    static const char *const codes[] = { "bad-request",   "missing-glyph", "missing-font", "missing-plugin",
                                         "layout-failed", "render-failed", "limit" };
    static const char *const ours[] = { "renderer-refused", "missing-glyph", "missing-font",
                                        "missing-plugin",   "layout-failed", "render-failed",
                                        "renderer-limit" };
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
        if (code && strcmp(code, codes[i]) == 0) return ours[i];
    return NULL;
}

static char *last_line(const GByteArray *bytes)
{
    g_autofree char *raw = bytes->len ? g_strndup((const char *)bytes->data, bytes->len) : g_strdup("");
    g_autofree char *text = g_utf8_make_valid(raw, -1);
    g_strchomp(text);
    const char *line = strrchr(text, '\n');
    return g_strdup(line ? line + 1 : text);
}

static void report_exit(const talk *t, const jw_renderer *r, int code, jw_diags *diags)
{
    g_autofree char *line = last_line(t->err);
    cJSON *message = cJSON_Parse(line);
    const char *own = own_code(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(message, "code")));
    g_autofree char *other = g_strdup_printf("exit %d%s%s", code, *line ? ": " : "", line);
    if (own)
        report(diags, own, cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(message, "found")),
               cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(message, "expected")));
    else if (code == 127)
        report(diags, "renderer-missing", r->program, line);
    else
        report(diags, "renderer-crashed", other, NULL);
    cJSON_Delete(message);
}

static void report_late(const jw_renderer *r, jw_diags *diags)
{
    g_autofree char *limit =
        g_strdup_printf("%g s", (r->timeout_ms > 0 ? r->timeout_ms : TIMEOUT_MS) / 1000.0);
    report(diags, "renderer-timeout", limit, NULL);
}

static void report_signal(const jw_renderer *r, int number, jw_diags *diags)
{
    const char *name = sigabbrev_np(number);
    g_autofree char *signal_name =
        name ? g_strdup_printf("SIG%s", name) : g_strdup_printf("signal %d", number);
    if (number == SIGXCPU)
        report_late(r, diags);
    else
        report(diags, "renderer-crashed", signal_name, NULL);
}

/* One finding, or none and true. */
static bool judge(const talk *t, const jw_renderer *r, talk_end end, bool in_time, int status,
                  jw_diags *diags)
{
    if (end == TALK_LONG)
        report(diags, "renderer-answer", "too-long", NULL);
    else if (end == TALK_LATE || !in_time)
        report_late(r, diags);
    else if (WIFSIGNALED(status))
        report_signal(r, WTERMSIG(status), diags);
    else if (WEXITSTATUS(status) != 0)
        report_exit(t, r, WEXITSTATUS(status), diags);
    else
        return true;
    return false;
}

/* The answer so far becomes the caller's. */
static GByteArray *take_answer(talk *t)
{
    GByteArray *answer = t->out;
    t->out = g_byte_array_new();
    return answer;
}

static void free_talk(talk *t)
{
    for (int i = 0; i < 3; i++) close_end(&t->ends[i]);
    if (t->part) g_string_free(t->part, TRUE);
    g_byte_array_unref(t->out);
    g_byte_array_unref(t->err);
}

/* One request; NULL after a finding. Unless it was answered and more may follow, the child is gone
 * afterwards. */
static GByteArray *exchange(talk *t, const jw_renderer *r, bool *over, jw_diags *diags)
{
    int timeout = r->timeout_ms > 0 ? r->timeout_ms : TIMEOUT_MS, status = 0;
    t->deadline = g_get_monotonic_time() + (gint64)timeout * 1000;
    next_part(t);
    talk_end end = converse(t);
    *over = !(end == TALK_DONE && is_answered(t));
    if (!*over) return take_answer(t);
    if (end != TALK_DONE) t->deadline = 0;
    bool in_time = reap(t, &status);
    if (!judge(t, r, end, in_time, status, diags)) return NULL;
    if (t->last) return take_answer(t);
    report(diags, "renderer-answer", "", NULL); /* it ended as if all was well, and said nothing */
    return NULL;
}

static GByteArray *run_alone(talk *t, const jw_renderer *r, jw_diags *diags)
{
    bool over;
    int error = start(t, r);
    GByteArray *answer = NULL;
    if (error)
        report(diags, "renderer-missing", r->program, g_strerror(error));
    else
        answer = exchange(t, r, &over, diags);
    free_talk(t);
    return answer;
}

static GByteArray *run(const jw_renderer *r, bool last, jw_next_part next, void *context, jw_diags *diags)
{
    jw_session *session = r->session;
    talk alone = { .next = next, .context = context, .last = true };
    if (!session || session->over) return run_alone(&alone, r, diags);
    session->talk.next = next;
    session->talk.context = context;
    session->talk.last = last;
    return exchange(&session->talk, r, &session->over, diags);
}

GByteArray *jw_renderer_stream(const jw_renderer *r, jw_next_part next, void *context, jw_diags *diags)
{
    return run(r, true, next, context, diags);
}

/* A request in one part. */
typedef struct {
    const char *text;
    size_t length;
    bool given;
} whole;

static GString *next_whole(void *context)
{
    whole *w = context;
    if (w->given) return NULL;
    w->given = true;
    return g_string_new_len(w->text, (gssize)w->length);
}

GByteArray *jw_renderer_run(const jw_renderer *r, const char *request, size_t length, jw_diags *diags)
{
    return run(r, true, next_whole, &(whole){ request, length, false }, diags);
}

GByteArray *jw_renderer_ask(const jw_renderer *r, const char *line, size_t length, jw_diags *diags)
{
    return run(r, false, next_whole, &(whole){ line, length, false }, diags);
}

void jw_session_start(jw_renderer *r, const char *greeting)
{
    jw_session *session = g_new0(jw_session, 1);
    size_t length = strlen(greeting);
    session->over = start(&session->talk, r) != 0;
    /* A socket takes as much without waiting; if not, the first request tells what is wrong. */
    if (!session->over && send(session->talk.ends[0], greeting, length, MSG_NOSIGNAL) != (ssize_t)length)
        close_end(&session->talk.ends[0]);
    r->session = session;
}

void jw_renderer_close(jw_renderer *r)
{
    jw_session *session = r->session;
    int status;
    if (!session) return;
    session->talk.deadline = 0;
    if (!session->over) reap(&session->talk, &status);
    free_talk(&session->talk);
    g_free(session);
    r->session = NULL;
}
