/* Looks: one table a theme. Colour never stands alone: a status is also an outline and a mark, a link also a
 * pattern and a width; all stay apart in black and white. */
#ifndef JW_DRAW_THEME_H
#define JW_DRAW_THEME_H

#include "draw/page.h"
#include "jingwei/cover.h"

/* A unit that leads, or a group. `text` is the colour of its name. */
typedef struct {
    jw_box_style box;
    const char *text;
} jw_look;

/* How much of a status's square is filled. */
typedef enum {
    JW_MARK_FULL,
    JW_MARK_LEFT,
    JW_MARK_BELOW,
    JW_MARK_EMPTY,
    JW_MARK_QUERY,
    JW_MARK_TAG /* and more: the ASCII character that it is more by, in place of the square */
} jw_mark;

enum { JW_CATEGORIES = 8, JW_SCALE = 5 };

typedef struct {
    jw_look look;
    jw_mark mark;
} jw_status_look;

typedef struct jw_theme jw_theme;

/* What becomes of a unit on a chart of changes. */
typedef enum {
    JW_BADGE_NONE,
    JW_BADGE_NEW,
    JW_BADGE_GONE,
    JW_BADGE_HERE,
    JW_BADGE_WAS,
    JW_BADGE_CHANGED,
    JW_BADGES
} jw_badge;

/* The theme of this name (NULL: "brief"; also "mono", "screen"), or NULL after adding a finding
 * unknown-theme. */
const jw_theme *jw_theme_find(const char *name, jw_diags *diags);

/* The look of a kind as a box with units below it, and as a line of a list. A model's own colour wins over
 * the table's; the text is then black or white, whichever can be read on it. */
jw_look jw_theme_head(const jw_theme *theme, const jw_unit_kind *kind);
jw_look jw_theme_leaf(const jw_theme *theme, const jw_unit_kind *kind);
const jw_status_look *jw_theme_status(const jw_theme *theme, jw_status status);
jw_line_style jw_theme_link(const jw_theme *theme, const jw_link_kind *kind);
/* The same for a link beside the tree: one of a kind that makes trees gets a colour of its own. */
jw_line_style jw_theme_other_link(const jw_theme *theme, const jw_link_kind *kind);
bool jw_theme_makes_trees(const jw_link_kind *kind);

/* A share of 0..1 as a shade: JW_SHADES steps of one hue, each darker (on a dark paper lighter) than the
 * last, so that they stay apart without colour and for every eye. NAN: the first. */
enum { JW_SHADES = 5 };
const jw_look *jw_theme_shade(const jw_theme *theme, double share);

/* The i-th line of a plot: six colours in which words can be read, three dashes. With the four markers of a
 * plot, twelve lines stay apart without colour. */
jw_line_style jw_theme_series(const jw_theme *theme, size_t i);
/* Of badges, never JW_BADGE_NONE: a colour on which paper is legible as a sign. */
const char *jw_theme_badge(const jw_theme *theme, jw_badge badge);
/* Looks for values: of texts (the last is for all others), of numbers from small to large, of none. Each has
 * a tag. */
const jw_status_look *jw_theme_category(const jw_theme *theme, int i);
const jw_status_look *jw_theme_step(const jw_theme *theme, int i);
const jw_status_look *jw_theme_absent(const jw_theme *theme);
/* What is in focus wears this outline. */
jw_box_style jw_theme_focus(const jw_theme *theme, jw_box_style box);

/* Small things. */
const jw_look *jw_theme_plain(const jw_theme *theme); /* what is neither a kind nor a status */
const jw_look *jw_theme_group(const jw_theme *theme); /* "backstops 14" */
const jw_look *jw_theme_loose(const jw_theme *theme); /* "not attached" */
const jw_look *jw_theme_tag(const jw_theme *theme);   /* the mark of an illustrative chart */
jw_line_style jw_theme_trunk(const jw_theme *theme);
const char *jw_theme_ink(const jw_theme *theme);   /* titles */
const char *jw_theme_quiet(const jw_theme *theme); /* source, date, page number */
const char *jw_theme_rule(const jw_theme *theme);  /* hairlines */
const char *jw_theme_paper(const jw_theme *theme); /* behind everything */

#endif
