#include "draw/palette.h"

/* Colours for values. Those of texts lean on the hues of Okabe and Ito (2008), lightened so that ink can be
 * read on them, and moved apart until colour-blind people tell them from each other (test_palette); every
 * class has a tag too. */
#define TAG(c) (jw_mark)(JW_MARK_TAG + (c))

static const jw_status_look brief_categories[JW_CATEGORIES] = {
    { { { "#ffdb8f", "#5b6675", 0.75, JW_SOLID, false }, "#000000" }, TAG('A') },
    { { { "#b0d2fa", "#5b6675", 0.75, JW_SOLID, false }, "#000000" }, TAG('B') },
    { { { "#ffb954", "#5b6675", 0.75, JW_SOLID, false }, "#000000" }, TAG('C') },
    { { { "#73d9a3", "#5b6675", 0.75, JW_SOLID, false }, "#000000" }, TAG('D') },
    { { { "#c39bb1", "#5b6675", 0.75, JW_SOLID, false }, "#000000" }, TAG('E') },
    { { { "#7197e3", "#5b6675", 0.75, JW_SOLID, false }, "#000000" }, TAG('F') },
    { { { "#ee8a63", "#5b6675", 0.75, JW_SOLID, false }, "#000000" }, TAG('G') },
    { { { "#e6e6e6", "#5b6675", 0.75, JW_SOLID, false }, "#000000" }, TAG('H') },
};

static const jw_status_look brief_scale[JW_SCALE] = {
    { { { "#f3f7fb", "#33567d", 0.75, JW_SOLID, false }, "#000000" }, TAG('1') },
    { { { "#c6dbef", "#33567d", 0.75, JW_SOLID, false }, "#000000" }, TAG('2') },
    { { { "#85b8dd", "#33567d", 0.75, JW_SOLID, false }, "#000000" }, TAG('3') },
    { { { "#2e6ca8", "#33567d", 0.75, JW_SOLID, false }, "#ffffff" }, TAG('4') },
    { { { "#0b3c78", "#33567d", 0.75, JW_SOLID, false }, "#ffffff" }, TAG('5') },
};

static const jw_status_look mono_categories[JW_CATEGORIES] = {
    { { { "#ffffff", "#000000", 0.75, JW_SOLID, false }, "#000000" }, TAG('A') },
    { { { "#d9d9d9", "#000000", 0.75, JW_SOLID, false }, "#000000" }, TAG('B') },
    { { { "#b0b0b0", "#000000", 0.75, JW_SOLID, false }, "#000000" }, TAG('C') },
    { { { "#6b6b6b", "#000000", 0.75, JW_SOLID, false }, "#ffffff" }, TAG('D') },
    { { { "#ffffff", "#000000", 1.5, JW_DASHED, false }, "#000000" }, TAG('E') },
    { { { "#d9d9d9", "#000000", 1.5, JW_DASHED, false }, "#000000" }, TAG('F') },
    { { { "#b0b0b0", "#000000", 1.5, JW_DASHED, false }, "#000000" }, TAG('G') },
    { { { "#ffffff", "#000000", 1.5, JW_DOTTED, false }, "#000000" }, TAG('H') },
};

static const jw_status_look mono_scale[JW_SCALE] = {
    { { { "#ffffff", "#000000", 0.75, JW_SOLID, false }, "#000000" }, TAG('1') },
    { { { "#d9d9d9", "#000000", 0.75, JW_SOLID, false }, "#000000" }, TAG('2') },
    { { { "#b0b0b0", "#000000", 0.75, JW_SOLID, false }, "#000000" }, TAG('3') },
    { { { "#6b6b6b", "#000000", 0.75, JW_SOLID, false }, "#ffffff" }, TAG('4') },
    { { { "#262626", "#000000", 0.75, JW_SOLID, false }, "#ffffff" }, TAG('5') },
};

static const jw_status_look screen_categories[JW_CATEGORIES] = {
    { { { "#ffdb8f", "#e8eef7", 0.75, JW_SOLID, false }, "#000000" }, TAG('A') },
    { { { "#b0d2fa", "#e8eef7", 0.75, JW_SOLID, false }, "#000000" }, TAG('B') },
    { { { "#ffb954", "#e8eef7", 0.75, JW_SOLID, false }, "#000000" }, TAG('C') },
    { { { "#73d9a3", "#e8eef7", 0.75, JW_SOLID, false }, "#000000" }, TAG('D') },
    { { { "#c39bb1", "#e8eef7", 0.75, JW_SOLID, false }, "#000000" }, TAG('E') },
    { { { "#7197e3", "#e8eef7", 0.75, JW_SOLID, false }, "#000000" }, TAG('F') },
    { { { "#ee8a63", "#e8eef7", 0.75, JW_SOLID, false }, "#000000" }, TAG('G') },
    { { { "#e6e6e6", "#e8eef7", 0.75, JW_SOLID, false }, "#000000" }, TAG('H') },
};

static const jw_status_look screen_scale[JW_SCALE] = {
    { { { "#16263f", "#9ec3ea", 0.75, JW_SOLID, false }, "#ffffff" }, TAG('1') },
    { { { "#1f4a7a", "#9ec3ea", 0.75, JW_SOLID, false }, "#ffffff" }, TAG('2') },
    { { { "#2f78b7", "#9ec3ea", 0.75, JW_SOLID, false }, "#ffffff" }, TAG('3') },
    { { { "#74b3e6", "#9ec3ea", 0.75, JW_SOLID, false }, "#000000" }, TAG('4') },
    { { { "#d3eaff", "#9ec3ea", 0.75, JW_SOLID, false }, "#000000" }, TAG('5') },
};

const jw_palette jw_palettes[] = {
    { "brief",
      brief_categories,
      brief_scale,
      { { { "#ffffff", "#6b6b6b", 0.75, JW_DOTTED, false }, "#3d3d3d" }, TAG('-') },
      "#c2185b" },
    { "mono",
      mono_categories,
      mono_scale,
      { { { "#ffffff", "#6b6b6b", 0.75, JW_DOTTED, false }, "#3d3d3d" }, TAG('-') },
      "#000000" },
    { "screen",
      screen_categories,
      screen_scale,
      { { { "#0f172a", "#a0a6b0", 0.75, JW_DOTTED, false }, "#d9dde4" }, TAG('-') },
      "#ffd54a" },
    { 0 },
};
