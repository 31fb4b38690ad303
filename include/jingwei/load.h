/* Loading a model from its files. */
#ifndef JINGWEI_LOAD_H
#define JINGWEI_LOAD_H

#include "jingwei/limits.h"
#include "jingwei/model.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    jw_limits limits;
    bool allow_outside; /* files outside the folder of the model may be named */
    bool skip_bad_rows; /* a register's bad rows are left out and listed as warnings of code skipped-row */
    /* A register to read in place of the model's, in the same way: this year's rows in last year's structure.
     * Then the model must have exactly one. NULL: the model's own. */
    const char *register_instead;
    const char *models_dir; /* where jingwei:… files are: the shipped models/ folder; NULL: none */
} jw_load_options;

/* The default limits, nothing outside, no bad rows; models_dir is where `make install` puts the shipped
 * models. */
jw_load_options jw_load_options_default(void);

/* Reads a model file ("-": standard input) and all that it includes and names. NULL if it cannot be loaded:
 * then diags holds at least one error. Otherwise a finished model, and perhaps warnings. The caller frees it
 * with jw_model_free. */
jw_model *jw_load(const char *path, const jw_load_options *options, jw_diags *diags);

/* What language the messages of a failed load should be in: the model's, if its "lang" could be read; else
 * JW_ZH, which is what a model without "lang" is in. */
jw_lang jw_load_lang(const char *path, const jw_load_options *options);

#ifdef __cplusplus
}
#endif

#endif
