/* Versions: ours, and of the libraries that results rest on. */
#ifndef JINGWEI_VERSION_H
#define JINGWEI_VERSION_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* "0.1.0" */
const char *jw_version(void);

/* The i-th library that was linked: its name and the version that runs; NULL past the last. */
const char *jw_library(size_t i, const char **version);

#ifdef __cplusplus
}
#endif

#endif
