/* The inside of a coverage; only src/measure/ may look. */
#ifndef JW_MEASURE_COVERAGE_H
#define JW_MEASURE_COVERAGE_H

#include "base/number.h"
#include "jingwei/cover.h"

typedef struct jw_helpers jw_helpers;

struct jw_coverage {
    const jw_model *m;
    uint8_t *status, *reach; /* jw_status and jw_reach by unit */
    bool *reached;
    jw_gap *gaps;
    size_t n_gaps;
    jw_tally tally;
    jw_helpers *helpers; /* what remedies draw on; made at the first that is asked for */
};

/* Counts so many units of a status and reach; reach may be JW_NOT_REACHED. */
void jw_tally_count(jw_tally *t, jw_status status, jw_reach reach, double count, bool illustrative);
/* Adds unit u, if it is of the population. */
void jw_tally_add(jw_tally *t, const jw_coverage *c, uint32_t u);
void jw_tally_add_all(jw_tally *t, const jw_tally *of);

/* The value by which groups are made: of an attribute, or JW_BY_KIND; NULL if absent. */
const char *jw_group_value(const jw_model *m, uint32_t u, int attribute, char buffer[JW_NUMBER_SIZE]);

/* True if the target has an organization in the sense of section 4, known or not. */
bool jw_has_organization(const jw_model *m, uint32_t u);

/* Remedies, remedy.c. */
void jw_helpers_free(jw_helpers *helpers);

#endif
