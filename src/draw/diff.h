/* A chart of changes: two models woven into one, the union, which is laid out like any other.
 *
 *     before          after           union
 *     lh ─ a ─ x      lh ─ a          lh ─ a ─ x′   a ghost: x stood here
 *       └─ b            └─ b ─ x        └─ b ─ x    and stands here now
 *                                            └ …    one unit for all that stay as they are, where those are
 *                                                   only counted
 *
 * What is only before is in it too. So before, after and overlay are one layout, of which each shows its own.
 */
#ifndef JW_DRAW_DIFF_H
#define JW_DRAW_DIFF_H

#include "jingwei/draw.h"

/* What becomes of a unit of the union. */
typedef enum {
    JW_STAYS,
    JW_NEW,
    JW_GONE,
    JW_HERE,        /* it was elsewhere */
    JW_CARRIED,     /* so was what it hangs from */
    JW_WAS_HERE,    /* a ghost of such a unit */
    JW_WAS_CARRIED, /* a ghost of one that what it hung from took along */
    JW_REST,        /* stands for units that stay as they are */
    JW_FATES
} jw_fate;

typedef struct {
    jw_fate fate;
    bool is_changed;        /* a value, a name, a kind, or a link that is not of the tree */
    uint32_t before, after; /* JW_NO_UNIT: not there, or of a rest */
    jw_status from, to;     /* JW_NOT_COUNTED: no status there */
    size_t was, is;         /* how many units it is in a count of the units before, and after */
    char *note;             /* what changed, in a few words; NULL: nothing that words tell */
} jw_unit_change;

typedef enum { JW_LINK_STAYS, JW_LINK_NEW, JW_LINK_GONE, JW_LINK_MOVE } jw_link_fate;

typedef struct {
    jw_model *model;
    jw_unit_change *units; /* by unit of the union */
    jw_link_fate *links;   /* by link of the union; of the tree they are JW_LINK_STAYS */
    jw_phase phase;
    char *headlines[3]; /* by phase: rates, and in an overlay what there is more of */
    bool has_badges, has_flips;
} jw_chart_diff;

/* Weaves what options->before names, and m, together. NULL after a finding (chart-too-large). O(both models).
 */
jw_chart_diff *jw_chart_diff_new(const jw_model *m, const jw_coverage *coverage,
                                 const jw_draw_options *options, jw_diags *diags);
void jw_chart_diff_free(jw_chart_diff *d);

/* True if it is drawn in this phase. */
bool jw_diff_shows_unit(const jw_chart_diff *d, uint32_t unit);
bool jw_diff_shows_link(const jw_chart_diff *d, uint32_t link);
/* True if nothing about it differs, so that it can step back. */
bool jw_diff_is_quiet(const jw_chart_diff *d, uint32_t unit);
bool jw_diff_has_flipped(const jw_unit_change *change);

/* diff_words.c */
#define JW_NOTE_PART " · " /* between the parts of a note */
struct jw_diff;
/* Writes the notes, once the union stands. diff: of the two models. */
void jw_chart_diff_note(jw_chart_diff *d, const struct jw_diff *diff, const jw_draw_options *options,
                        const jw_model *after);
/* "14", or in an overlay "14→16"; the caller frees it with g_free(). d: NULL for a chart of one model. */
char *jw_diff_numbers(const jw_chart_diff *d, size_t was, size_t is);

/* A text of the model, as far as a chart may show it, at most so long; g_free(). */
char *jw_diff_shown(const char *text, size_t most);
/* True if a unit hangs by the link. */
bool jw_diff_hangs_by(const jw_model *m, uint32_t link);
/* The attribute as the second model has it, else the first; NULL: a name or a kind. */
const jw_attribute *jw_diff_attribute(const jw_model *before, const jw_model *after, const char *name);

/* diff_headline.c */
void jw_chart_diff_headlines(jw_chart_diff *d, const struct jw_diff *diff, const jw_model *after,
                             const jw_coverage *coverage, const jw_draw_options *options);

#endif
