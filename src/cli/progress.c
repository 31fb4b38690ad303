/* A line on the terminal for what takes longer than a second, from a timer: the work itself knows nothing of
 * it. */
#include "cli/cli.h"

#include "base/words.h"

#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static const char *volatile stage;
static volatile sig_atomic_t seconds;

static void say(int signal_number)
{
    (void)signal_number;
    const char *words = stage;
    if (!words) return;
    int s = (int)++seconds, n = 0;
    char number[16];
    do number[sizeof number - ++n] = (char)('0' + s % 10);
    while ((s /= 10) > 0 && n < 10);
    /* write is safe in a signal handler, printf is not; a short write only spoils the line. */
    (void)!write(STDERR_FILENO, "\r", 1);
    (void)!write(STDERR_FILENO, words, strlen(words));
    (void)!write(STDERR_FILENO, " ", 1);
    (void)!write(STDERR_FILENO, number + sizeof number - n, (size_t)n);
    (void)!write(STDERR_FILENO, " s\033[K", 5);
}

static void set_timer(int interval)
{
    struct itimerval every = { { interval, 0 }, { interval, 0 } };
    setitimer(ITIMER_REAL, &every, NULL);
}

void progress(const arguments *a, const char *key)
{
    if (a->given[OPT_QUIET] || !isatty(STDERR_FILENO)) return;
    if (key) {
        stage = jw_word(a->lang, key);
        struct sigaction action = { .sa_handler = say, .sa_flags = SA_RESTART };
        sigaction(SIGALRM, &action, NULL);
        set_timer(1);
        return;
    }
    set_timer(0);
    stage = NULL;
    if (seconds) (void)!write(STDERR_FILENO, "\r\033[K", 4);
    seconds = 0;
}
