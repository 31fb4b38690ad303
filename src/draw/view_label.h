/* What stands in a unit's box. */
#ifndef JW_DRAW_VIEW_LABEL_H
#define JW_DRAW_VIEW_LABEL_H

#include "draw/chart.h"

/* The words of one box; g_free each. */
typedef struct {
    char *name;    /* in one line; never NULL */
    char *second;  /* a line of its own; NULL: none */
    char *details; /* "党员 12 · 观湖", behind the name or below it; NULL: none */
    char *under;   /* the same but for the kind, which heads and boxes tell anyway; NULL: none */
    bool inlined;  /* details stand behind the name */
} jw_label_words;

/* Reads chart->label. False after a finding view-label. */
bool jw_labels_check(const jw_chart *chart, jw_diags *diags);
/* Of a unit whose name in the chart's language is given. Nothing is checked or cut. */
jw_label_words jw_label_of(const jw_chart *chart, uint32_t unit, const char *name);
void jw_label_words_clear(jw_label_words *w);

#endif
