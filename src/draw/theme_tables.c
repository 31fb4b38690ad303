/* The tables of all themes. */
#include "draw/theme_tables.h"

#define RED "#b5121b"
#define BLUE "#1f4e79"
#define GREEN "#2e7d32"
#define SLATE "#475569"
#define INK "#1b2430"
#define WHITE "#ffffff"
#define SOLID_BOX(colour)                                                                                    \
    {                                                                                                        \
        { colour, colour, 0.75, JW_SOLID, true }, WHITE                                                      \
    }
#define TINTED(fill, stroke, text)                                                                           \
    {                                                                                                        \
        { fill, stroke, 0.75, JW_SOLID, false }, text                                                        \
    }

static const jw_kind_row brief_kinds[] = {
    { "core", SOLID_BOX(RED) },
    { "committee", SOLID_BOX("#30407f") },
    { "joint-committee", SOLID_BOX("#5b4b8a") },
    { "industry-committee", SOLID_BOX("#3d5a80") },
    { "block", SOLID_BOX(BLUE) },
    { "strip", SOLID_BOX(GREEN) },
    { "department", SOLID_BOX("#54706b") },
    { "general-branch", TINTED("#d6e2ef", BLUE, "#12365a") },
    { "branch", TINTED("#e8eef5", "#5b7ea3", "#1c3e61") },
    { "joint-branch", TINTED("#ece6f4", "#7a5ea6", "#3f2a66") },
    { "partner", TINTED("#f4ecdc", "#a5834a", "#5a431a") },
    { "service", TINTED("#e2f0ee", "#4f8f86", "#1d4f48") },
    { "pool", TINTED("#f7e6d6", "#b5713a", "#6b3a12") },
    { "enterprise", TINTED("#eeeeee", "#808890", "#333b44") },
    { NULL, { { NULL, NULL, 0, JW_SOLID, false }, NULL } },
};

static const jw_look brief_roles[] = {
    [JW_ROLE_ROOT] = SOLID_BOX(RED),
    [JW_ROLE_LEAD] = SOLID_BOX(SLATE),
    [JW_ROLE_TARGET] = TINTED(WHITE, "#8796a8", INK),
    [JW_ROLE_RESOURCE] = TINTED("#f4ecdc", "#a5834a", "#5a431a"),
    [JW_ROLE_OTHER] = TINTED("#eeeeee", "#808890", "#333b44"),
};

static const jw_status_look brief_statuses[JW_STATUSES] = {
    [JW_FULL] = { TINTED(WHITE, "#8796a8", INK), JW_MARK_FULL },
    [JW_ORGANIZATION_ONLY] = { { { "#c8defc", "#2f6db3", 0.75, JW_SOLID, false }, "#123f6e" }, JW_MARK_LEFT },
    [JW_WORK_ONLY] = { { { "#faeab0", "#a87400", 0.75, JW_DASHED, false }, "#5c4300" }, JW_MARK_BELOW },
    [JW_NONE] = { { { "#fcd0c6", "#a61b1b", 1.25, JW_SOLID, false }, "#7d1010" }, JW_MARK_EMPTY },
    [JW_UNKNOWN] = { { { "#dadae0", "#6b6b6b", 0.75, JW_DOTTED, false }, "#3d3d3d" }, JW_MARK_QUERY },
};

#define SHADE(fill, text)                                                                                    \
    {                                                                                                        \
        { fill, "#ffffff", 0.5, JW_SOLID, false }, text                                                      \
    }
static const jw_look brief_shades[JW_SHADES] = { SHADE("#f4f8fc", INK), SHADE("#d9e7f4", INK),
                                                 SHADE("#b7d3ea", INK), SHADE("#8fbbdf", "#0b1a2a"),
                                                 SHADE("#5f9bcd", "#0b1a2a") };

static const char *const brief_series[JW_SERIES] = {
    BLUE, "#b0400f", "#00695c", "#8e3a8e", "#6b5200", SLATE
};

/* Links of the tree are grey; the others are coloured. */
static const jw_link_row brief_links[] = {
    { "leads", { "#44546a", 1.2, JW_SOLID, false } },       { "guides", { "#44546a", 0.6, JW_SOLID, false } },
    { "backstops", { "#44546a", 0.9, JW_DASHED, false } },  { "joins", { "#7a5ea6", 0.9, JW_DOTTED, false } },
    { "sends", { "#b5713a", 1.0, JW_DASHED, true } },       { "pairs", { "#00796b", 1.0, JW_DOTTED, false } },
    { "interlocks", { "#8e3a8e", 0.9, JW_DASHED, false } }, { "serves", { "#4f8f86", 0.7, JW_SOLID, true } },
    { "supplies", { "#806000", 0.9, JW_DOTTED, true } },    { NULL, { NULL, 0, JW_SOLID, false } },
};

static const jw_line_style brief_link_roles[] = {
    [JW_ROLE_AUTHORITY] = { "#44546a", 0.9, JW_SOLID, false },
    [JW_ROLE_MEMBERSHIP] = { "#7a5ea6", 0.9, JW_DOTTED, false },
    [JW_ROLE_SUPPORT] = { "#b5713a", 1.0, JW_DASHED, true },
    [JW_ROLE_PARTNER] = { "#00796b", 1.0, JW_DOTTED, false },
    [JW_ROLE_INTERLOCK] = { "#8e3a8e", 0.9, JW_DASHED, false },
    [JW_ROLE_SERVICE] = { "#4f8f86", 0.7, JW_SOLID, true },
    [JW_ROLE_CHAIN] = { "#806000", 0.9, JW_DOTTED, true },
};

/* For printers without colour: kinds differ by grey, outline and width. */
static const jw_kind_row mono_kinds[] = {
    { "core", SOLID_BOX("#000000") },
    { "committee", SOLID_BOX("#2b2b2b") },
    { "joint-committee", { { "#4a4a4a", "#000000", 1.5, JW_DASHED, true }, WHITE } },
    { "industry-committee", { { "#4a4a4a", "#000000", 1.5, JW_DOTTED, true }, WHITE } },
    { "block", SOLID_BOX("#5e5e5e") },
    { "strip", { { "#d6d6d6", "#000000", 1.5, JW_SOLID, true }, "#000000" } },
    { "department", { { "#d6d6d6", "#000000", 1.0, JW_DASHED, true }, "#000000" } },
    { NULL, { { NULL, NULL, 0, JW_SOLID, false }, NULL } },
};

static const jw_look mono_roles[] = {
    [JW_ROLE_ROOT] = SOLID_BOX("#000000"),
    [JW_ROLE_LEAD] = { { "#ededed", "#000000", 1.0, JW_SOLID, false }, "#000000" },
    [JW_ROLE_TARGET] = TINTED(WHITE, "#6b6b6b", "#000000"),
    [JW_ROLE_RESOURCE] = { { WHITE, "#000000", 1.0, JW_DASHED, false }, "#000000" },
    [JW_ROLE_OTHER] = { { WHITE, "#000000", 1.0, JW_DOTTED, false }, "#000000" },
};

static const jw_status_look mono_statuses[JW_STATUSES] = {
    [JW_FULL] = { TINTED(WHITE, "#6b6b6b", "#000000"), JW_MARK_FULL },
    [JW_ORGANIZATION_ONLY] = { TINTED("#ededed", "#3d3d3d", "#000000"), JW_MARK_LEFT },
    [JW_WORK_ONLY] = { { { "#ededed", "#000000", 0.75, JW_DASHED, false }, "#000000" }, JW_MARK_BELOW },
    [JW_NONE] = { { { "#cfcfcf", "#000000", 1.5, JW_SOLID, false }, "#000000" }, JW_MARK_EMPTY },
    [JW_UNKNOWN] = { { { WHITE, "#6b6b6b", 0.75, JW_DOTTED, false }, "#3d3d3d" }, JW_MARK_QUERY },
};

static const jw_look mono_shades[JW_SHADES] = { SHADE(WHITE, "#000000"), SHADE("#e4e4e4", "#000000"),
                                                SHADE("#c8c8c8", "#000000"), SHADE("#a9a9a9", "#000000"),
                                                SHADE("#888888", "#000000") };

static const char *const mono_series[JW_SERIES] = { "#000000", "#000000", "#000000",
                                                    "#5e5e5e", "#5e5e5e", "#5e5e5e" };

static const jw_link_row mono_links[] = {
    { "leads", { "#000000", 1.2, JW_SOLID, false } },
    { "guides", { "#000000", 0.6, JW_SOLID, false } },
    { "backstops", { "#000000", 0.9, JW_DASHED, false } },
    { NULL, { NULL, 0, JW_SOLID, false } },
};

static const jw_line_style mono_link_roles[] = {
    [JW_ROLE_AUTHORITY] = { "#000000", 0.9, JW_SOLID, false },
    [JW_ROLE_MEMBERSHIP] = { "#000000", 0.9, JW_DOTTED, false },
    [JW_ROLE_SUPPORT] = { "#000000", 1.4, JW_DASHED, true },
    [JW_ROLE_PARTNER] = { "#5e5e5e", 1.5, JW_DOTTED, false },
    [JW_ROLE_INTERLOCK] = { "#5e5e5e", 0.9, JW_DASHED, false },
    [JW_ROLE_SERVICE] = { "#5e5e5e", 0.7, JW_SOLID, true },
    [JW_ROLE_CHAIN] = { "#5e5e5e", 0.9, JW_DOTTED, true },
};

/* For projectors and screens: light on dark. */
#define NIGHT "#0f172a"
#define SNOW "#e8eef7"

static const jw_kind_row screen_kinds[] = {
    { "core", SOLID_BOX("#c81e28") },
    { "committee", SOLID_BOX("#3b4fa3") },
    { "joint-committee", SOLID_BOX("#6a55a8") },
    { "industry-committee", SOLID_BOX("#49658f") },
    { "block", SOLID_BOX("#1f66a8") },
    { "strip", SOLID_BOX("#237a3a") },
    { "department", SOLID_BOX("#4c6a64") },
    { "general-branch", TINTED("#1d3a5c", "#6ea3dc", SNOW) },
    { "branch", TINTED("#1b2f49", "#5b86b8", SNOW) },
    { "joint-branch", TINTED("#33284d", "#a58bd6", SNOW) },
    { "partner", TINTED("#3a2f18", "#c9a45c", SNOW) },
    { "service", TINTED("#17383a", "#63b5ab", SNOW) },
    { "pool", TINTED("#41281a", "#dd9560", SNOW) },
    { NULL, { { NULL, NULL, 0, JW_SOLID, false }, NULL } },
};

static const jw_look screen_roles[] = {
    [JW_ROLE_ROOT] = SOLID_BOX("#c81e28"),
    [JW_ROLE_LEAD] = SOLID_BOX("#51617a"),
    [JW_ROLE_TARGET] = TINTED("#1b2740", "#7486a3", SNOW),
    [JW_ROLE_RESOURCE] = TINTED("#3a2f18", "#c9a45c", SNOW),
    [JW_ROLE_OTHER] = TINTED("#2b2f37", "#8f98a6", SNOW),
};

static const jw_status_look screen_statuses[JW_STATUSES] = {
    [JW_FULL] = { TINTED("#1b2740", "#7486a3", SNOW), JW_MARK_FULL },
    [JW_ORGANIZATION_ONLY] = { TINTED("#194a70", "#6fb0f5", "#d3e7fd"), JW_MARK_LEFT },
    [JW_WORK_ONLY] = { { { "#4e3900", "#f2c230", 0.75, JW_DASHED, false }, "#fdeebb" }, JW_MARK_BELOW },
    [JW_NONE] = { { { "#510416", "#ff8080", 1.25, JW_SOLID, false }, "#ffdede" }, JW_MARK_EMPTY },
    [JW_UNKNOWN] = { { { "#41413f", "#a0a6b0", 0.75, JW_DOTTED, false }, "#d9dde4" }, JW_MARK_QUERY },
};

static const jw_look screen_shades[JW_SHADES] = {
    { { "#16233b", NIGHT, 0.5, JW_SOLID, false }, SNOW },
    { { "#1f3f66", NIGHT, 0.5, JW_SOLID, false }, SNOW },
    { { "#2a5f94", NIGHT, 0.5, JW_SOLID, false }, WHITE },
    { { "#4f97d3", NIGHT, 0.5, JW_SOLID, false }, NIGHT },
    { { "#9fd0f7", NIGHT, 0.5, JW_SOLID, false }, NIGHT },
};

static const char *const screen_series[JW_SERIES] = { "#7cc4ff", "#ffb074", "#5fd6c4",
                                                      "#e3a1e3", "#f0d060", "#b7c3d6" };

static const jw_link_row screen_links[] = {
    { "leads", { "#a9b8cf", 1.2, JW_SOLID, false } },
    { "guides", { "#a9b8cf", 0.6, JW_SOLID, false } },
    { "backstops", { "#a9b8cf", 0.9, JW_DASHED, false } },
    { NULL, { NULL, 0, JW_SOLID, false } },
};

static const jw_line_style screen_link_roles[] = {
    [JW_ROLE_AUTHORITY] = { "#a9b8cf", 0.9, JW_SOLID, false },
    [JW_ROLE_MEMBERSHIP] = { "#bda3ee", 0.9, JW_DOTTED, false },
    [JW_ROLE_SUPPORT] = { "#f0a56c", 1.0, JW_DASHED, true },
    [JW_ROLE_PARTNER] = { "#43c9ba", 1.0, JW_DOTTED, false },
    [JW_ROLE_INTERLOCK] = { "#e08ee0", 0.9, JW_DASHED, false },
    [JW_ROLE_SERVICE] = { "#7fd6cb", 0.7, JW_SOLID, true },
    [JW_ROLE_CHAIN] = { "#e0c060", 0.9, JW_DOTTED, true },
};

static const char *const brief_badges[JW_BADGES] = {
    [JW_BADGE_NEW] = GREEN,     [JW_BADGE_GONE] = "#a61b1b",    [JW_BADGE_HERE] = BLUE,
    [JW_BADGE_WAS] = "#5b6675", [JW_BADGE_CHANGED] = "#8a5a00",
};

static const char *const mono_badges[JW_BADGES] = {
    [JW_BADGE_NEW] = "#000000", [JW_BADGE_GONE] = "#000000",    [JW_BADGE_HERE] = "#000000",
    [JW_BADGE_WAS] = "#3d3d3d", [JW_BADGE_CHANGED] = "#000000",
};

static const char *const screen_badges[JW_BADGES] = {
    [JW_BADGE_NEW] = "#5ed27f", [JW_BADGE_GONE] = "#ff8080",    [JW_BADGE_HERE] = "#6fb0f5",
    [JW_BADGE_WAS] = "#a9b8cf", [JW_BADGE_CHANGED] = "#f2c230",
};

const jw_theme jw_themes[JW_THEMES] = {
    {
        .name = "brief",
        .kinds = brief_kinds,
        .roles = brief_roles,
        .statuses = brief_statuses,
        .shades = brief_shades,
        .series = brief_series,
        .links = brief_links,
        .link_roles = brief_link_roles,
        .plain = TINTED(WHITE, "#8796a8", INK),
        .group = { { WHITE, "#5b6675", 0.75, JW_DASHED, true }, "#2b3644" },
        .loose = { { "#f5f5f5", "#6b6b6b", 1.0, JW_DOTTED, true }, "#3d3d3d" },
        .tag = { { NULL, RED, 0.75, JW_SOLID, true }, RED },
        .trunk = { "#6b7a8d", 0.8, JW_SOLID, false },
        .ink = INK,
        .quiet = "#5b6675",
        .rule = "#c3ccd8",
        .second = "#0b6fa4",
        .paper = WHITE,
        .badges = brief_badges,
    },
    {
        .name = "mono",
        .kinds = mono_kinds,
        .roles = mono_roles,
        .statuses = mono_statuses,
        .shades = mono_shades,
        .series = mono_series,
        .links = mono_links,
        .link_roles = mono_link_roles,
        .plain = TINTED(WHITE, "#6b6b6b", "#000000"),
        .group = { { WHITE, "#000000", 0.75, JW_DASHED, true }, "#000000" },
        .loose = { { WHITE, "#000000", 1.0, JW_DOTTED, true }, "#000000" },
        .tag = { { NULL, "#000000", 0.75, JW_SOLID, true }, "#000000" },
        .trunk = { "#000000", 0.8, JW_SOLID, false },
        .ink = "#000000",
        .quiet = "#3d3d3d",
        .rule = "#9a9a9a",
        .second = "#5e5e5e",
        .paper = WHITE,
        .badges = mono_badges,
    },
    {
        .name = "screen",
        .kinds = screen_kinds,
        .roles = screen_roles,
        .statuses = screen_statuses,
        .shades = screen_shades,
        .series = screen_series,
        .links = screen_links,
        .link_roles = screen_link_roles,
        .plain = TINTED("#1b2740", "#7486a3", SNOW),
        .group = { { NIGHT, "#93a4bd", 0.75, JW_DASHED, true }, SNOW },
        .loose = { { "#1c2333", "#a0a6b0", 1.0, JW_DOTTED, true }, SNOW },
        .tag = { { NULL, "#ff8a8a", 0.75, JW_SOLID, true }, "#ff8a8a" },
        .trunk = { "#7d8da8", 0.8, JW_SOLID, false },
        .ink = SNOW,
        .quiet = "#a9b8cf",
        .rule = "#3b4a66",
        .second = "#5cc0f0",
        .paper = NIGHT,
        .badges = screen_badges,
    },
};
