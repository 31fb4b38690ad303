/* What the words of a view mean in a model. */
#ifndef JW_MEASURE_VIEWS_H
#define JW_MEASURE_VIEWS_H

#include "jingwei/model.h"

/* What units are coloured by, or what a line of a label says. */
typedef enum {
    JW_TRAIT_STATUS,
    JW_TRAIT_KIND,
    JW_TRAIT_NAME,
    JW_TRAIT_SECOND, /* the name in the other language */
    JW_TRAIT_ID,
    JW_TRAIT_SCORE, /* what units are coloured by */
    JW_TRAIT_ATTRIBUTE,
    JW_TRAIT_MEASURE
} jw_trait_kind;

typedef struct {
    jw_trait_kind kind;
    int attribute;
    size_t measure; /* for jw_measure_at */
} jw_trait;

/* status, kind, an attribute, a measure: false if it is none of them, and *nearest may be NULL. */
bool jw_colour_named(const jw_model *m, const char *name, jw_trait *out, const char **nearest);
/* name, second, id, kind, score, an attribute ("short", "members"). */
bool jw_label_named(const jw_model *m, const char *name, jw_trait *out, const char **nearest);

/* Words by commas, trimmed; g_strfreev. */
char **jw_words_of(const char *list);

/* Of JW_TRAIT_ATTRIBUTE and JW_TRAIT_MEASURE: what a reader calls it. */
const char *jw_trait_word(const jw_model *m, const jw_trait *trait, jw_lang lang);
/* Of JW_TRAIT_MEASURE: one score a unit, rounded, NAN where there is none, on all links, undirected. */
bool jw_trait_scores(const jw_model *m, const jw_trait *trait, double *scores, jw_diags *diags);

#endif
