#include "draw/wrap.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#define NARROW 0.56

static double character_width(gunichar c)
{
    if (c >= 0x4E00 && c <= 0x9FFF) return 1;
    if (g_unichar_iszerowidth(c)) return 0;
    if (c == ' ') return NARROW / 2;
    return g_unichar_iswide(c) ? 1 : NARROW;
}

double jw_wrap_width(const char *text)
{
    double width = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) width += character_width(g_utf8_get_char(p));
    return width;
}

/* set: ends in 0. */
static bool one_of(gunichar c, const gunichar *set)
{
    while (*set && *set != c) set++;
    return *set != 0;
}

static bool is_han(gunichar c)
{
    return c >= 0x4E00 && c <= 0x9FFF;
}

static const gunichar never_first[] = { L'。', L'、', L'，', L'．', L'：', L'；', L'！', L'？', L'）',
                                        L'」', L'』', L'】', L'》', L'〉', L'〕', L'’',  L'”',  L'…',
                                        L'—',  L'·',  L'・', L'％', L',',  L'.',  L':',  L';',  L'!',
                                        L'?',  L')',  L']',  L'}',  L'%',  L'々', L'ー', 0 };
static const gunichar never_last[] = { L'（', L'「', L'『', L'【', L'《', L'〈', L'〔',
                                       L'‘',  L'“',  L'(',  L'[',  L'{',  0 };
static const gunichar dashes[] = { L'-', L'/', L'–', 0 };

static bool may_break(gunichar before, gunichar after)
{
    if (is_han(before) && is_han(after)) return true;
    if (one_of(after, never_first) || g_unichar_iszerowidth(after)) return false;
    if (one_of(before, never_last)) return false;
    if (before == ' ') return true;
    if (after == ' ') return false;
    if (one_of(before, dashes) && !g_unichar_isdigit(after)) return true;
    return g_unichar_iswide(before) || g_unichar_iswide(after);
}

/* Words that a name is not broken inside of: what such names are made of. */
static const char *const words[] = {
    "组织",   "社会", "委员会", "党委", "党总支", "党支部", "总支部", "支部", "促进会", "联合会", "研究会",
    "基金会", "商会", "协会",   "学会", "联盟",   "行业",   "产业",   "主管", "部门",   "业务",   "街道",
    "社区",   "管理", "服务",   "中心", "工作",   "联合",   "领导",   "小组", "办公室", "企业",   "公司",
    "集团",   "大学", "学院",   "机构", "科技",   "文化",   "教育",   "发展", "建设",   "事业",   "政府",
    "人民",   "全国", "志愿",   "有限", "责任",   "股份",   "分会",   "总会", "党建",   "党组",
};

/* The end of the longest word that begins at `text`, or `text`. */
static const char *word_end(const char *text)
{
    size_t longest = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        const char *w = words[i];
        if (text[0] != w[0] || text[1] != w[1] || text[2] != w[2] || !g_str_has_prefix(text, w)) continue;
        longest = MAX(longest, strlen(w));
    }
    return text + longest;
}

/* The pieces between which a line may end; a space at the end of a piece counts only inside a line. */
typedef struct {
    const char *start, *end;
    double width, space;
} piece;

/* What is wider than a line is cut wherever it must be. */
static GArray *pieces_of(const char *text, double most)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(piece));
    piece now = { text, text, 0, 0 };
    const char *inside = text; /* the end of the word that p is in */
    for (const char *p = text; *p;) {
        gunichar c = g_utf8_get_char(p);
        if (p >= inside) inside = word_end(p);
        p = g_utf8_next_char(p);
        now.end = p;
        if (c == ' ')
            now.space = character_width(c);
        else
            now.width += character_width(c);
        bool fits = now.width + character_width(g_utf8_get_char(p)) <= most;
        if (*p && fits && (p < inside || !may_break(c, g_utf8_get_char(p)))) continue;
        g_array_append_val(pieces, now);
        now = (piece){ p, p, 0, 0 };
    }
    return pieces;
}

/* Fills lines up to `most`; returns how many there are, and the widest. Starts of lines go to `out` if given.
 */
static guint fill_lines(const GArray *pieces, double most, double *widest, GString *out)
{
    guint lines = 1;
    double width = 0, space = 0;
    *widest = 0;
    for (guint i = 0; i < pieces->len; i++) {
        const piece *p = &g_array_index(pieces, piece, i);
        if (i > 0 && width + space + p->width > most + 1e-6) {
            if (out) {
                while (out->len && out->str[out->len - 1] == ' ') g_string_truncate(out, out->len - 1);
                g_string_append_c(out, '\n');
            }
            lines++;
            width = space = 0;
        }
        if (out) g_string_append_len(out, p->start, p->end - p->start);
        width += space + p->width;
        space = p->space;
        *widest = MAX(*widest, width);
    }
    return lines;
}

/* The narrowest measure that still gives as few lines: each step takes the widest line out of reach. */
static double balanced_measure(const GArray *pieces, double most)
{
    double widest, narrower;
    guint lines = fill_lines(pieces, most, &widest, NULL);
    if (lines == 1) return widest;
    for (;;) {
        if (fill_lines(pieces, widest - 1e-3, &narrower, NULL) > lines || narrower >= widest) return widest;
        widest = narrower;
    }
}

char *jw_wrap(const char *text, double most)
{
    if (jw_wrap_width(text) <= most && !g_str_has_suffix(text, " ")) return g_strdup(text);
    GArray *pieces = pieces_of(text, most);
    GString *out = g_string_new(NULL);
    double widest;
    fill_lines(pieces, balanced_measure(pieces, most), &widest, out);
    g_array_free(pieces, TRUE);
    return g_string_free(out, FALSE);
}
