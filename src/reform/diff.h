/* The inside of a diff, for diff.c and diff_save.c. */
#ifndef JW_REFORM_DIFF_H
#define JW_REFORM_DIFF_H

#include "jingwei/compare.h"

#include <glib.h>

/* An attribute of one model or both, −1 where it is not. */
typedef struct {
    const char *name;
    int before, after;
} jw_shared_attribute;

/* A difference while the diff is being made: its fields begin at `first`. */
typedef struct {
    jw_difference is;
    guint first;
    bool is_told; /* a link: by the move of the unit that it leads */
} jw_entry;

struct jw_diff {
    const jw_model *before, *after;
    GArray *attributes;    /* jw_shared_attribute */
    uint32_t *partner[2];  /* by unit of before (0) or after (1): the same unit in the other, or JW_NO_UNIT */
    GArray *units, *links; /* jw_entry; those of units of each kind in order of id */
    GArray *found;         /* jw_difference: what is shown */
    GArray *fields;        /* jw_field */
    GStringChunk *texts;
};

/* The value of an attribute as a text, a number in `buffer`; NULL if it is absent, or there is no such
 * attribute. */
const char *jw_diff_value(const jw_model *m, bool links, uint32_t i, int attribute, char buffer[]);

/* True if the unit is in both models, but its kind is another. */
bool jw_diff_is_rekinded(const jw_diff *d, uint32_t before);

#endif
