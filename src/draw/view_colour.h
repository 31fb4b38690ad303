/* What units are coloured by, where it is not their status: classes of values, each with a look and a tag. */
#ifndef JW_DRAW_VIEW_COLOUR_H
#define JW_DRAW_VIEW_COLOUR_H

#include "draw/chart.h"
#include "draw/view_numbers.h"
#include "measure/views.h"

enum { JW_NO_CLASS = 255 };

typedef struct {
    char *word; /* "观湖", "3–7" */
    const jw_status_look *look;
} jw_colour_class;

struct jw_colouring {
    char *heading; /* what is shown: "betweenness" */
    GArray
        *classes;  /* of jw_colour_class, in the order of the legend; empty: colours are those of the kinds */
    uint8_t *of;   /* by unit: its class, or JW_NO_CLASS: it wears the look of its kind */
    double *score; /* by unit, NAN: none; NULL: values are no numbers */
};

/* For the units on the tree. NULL, with diags as they were, of status; NULL after a finding (view-colour,
 * igraph). */
jw_colouring *jw_colouring_new(const jw_chart *chart, const char *colour, jw_diags *diags);
void jw_colouring_free(jw_colouring *c);

#endif
