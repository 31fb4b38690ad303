/* Where the other files of an installation are, seen from this program. */
#ifndef JW_CLI_RENDER_PATH_H
#define JW_CLI_RENDER_PATH_H

/* jingwei-render: beside this program; else in ../libexec/jingwei; JINGWEI_RENDER overrides. g_free it. */
char *renderer_path(void);

/* What it says of itself and its libraries, a line each; a line that it is missing if it is. g_free it. */
char *renderer_versions(void);

/* The shipped models/ folder: JINGWEI_MODELS, else ../share/jingwei/models or ../models from this program.
 * NULL if there is none. g_free it. */
char *models_path(void);

#endif
