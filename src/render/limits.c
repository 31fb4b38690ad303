/* SPDX-License-Identifier: MIT */
#include "render.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#if defined(__SANITIZE_ADDRESS__)
#define ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ADDRESS_SANITIZER 1
#endif
#endif

/* Graphviz dereferences what malloc did not give, and dot's time is unbounded in the shape of the graph:
 * both must end this process, never the machine. The sanitizer reserves terabytes of addresses. */
void limits_set(void)
{
    static const struct {
        int what;
        rlim_t most;
    } limits[] = {
        { RLIMIT_CPU, 120 },
        { RLIMIT_CORE, 0 },
#ifndef ADDRESS_SANITIZER
        { RLIMIT_AS, (rlim_t)4 << 30 },
#endif
    };
    for (size_t i = 0; i < G_N_ELEMENTS(limits); i++) {
        struct rlimit now;
        if (getrlimit(limits[i].what, &now) != 0) continue;
        if (now.rlim_cur == RLIM_INFINITY || now.rlim_cur > limits[i].most) now.rlim_cur = limits[i].most;
        setrlimit(limits[i].what, &now);
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}
