/* The inside of scenarios. */
#ifndef JW_REFORM_SCENARIO_H
#define JW_REFORM_SCENARIO_H

#include "jingwei/scenario.h"

/* Reads from memory; the text may name no base. */
jw_scenario *jw_scenario_load_text(const char *text, size_t length, const char *shown,
                                   const jw_load_options *options, jw_diags *diags);

#endif
