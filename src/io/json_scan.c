/* A grammar check in one pass and without recursion; see json_scan.h. */
#include "io/json_scan.h"

#include <cjson/cJSON.h>
#include <glib.h>
#include <math.h>
#include <string.h>

/* Everything that can be wrong with a JSON text as such, apart from "json-duplicate-key" (json.c). The place
 * is always that of the first byte named here. */
enum fault {
    SYNTAX,        /* something else stood where `expected` had to be: that thing */
    UTF8,          /* bytes that are not UTF-8: the first byte of the broken character */
    CONTROL,       /* a raw control character, such as a line break, inside a string: the character */
    ESCAPE,        /* a backslash and something that is no escape: the backslash */
    SURROGATE,     /* half of a surrogate pair alone: the backslash of that half */
    NUL,           /* \u0000: the backslash */
    NUMBER_SYNTAX, /* 01, 1., +1, 0x10, 1e: the first byte that cannot be there */
    NUMBER_RANGE,  /* 1e999: the number */
    TRAILING_TEXT, /* something after the value: that thing */
    DEPTH,         /* one level too many: its bracket */
    VALUES,        /* one value too many: that value */
    STRING_SIZE,   /* a string or key too long: its opening quotation mark */
};
static const char *const codes[] = {
    [SYNTAX] = "json-syntax",
    [UTF8] = "json-utf8",
    [CONTROL] = "json-control",
    [ESCAPE] = "json-escape",
    [SURROGATE] = "json-surrogate",
    [NUL] = "json-nul",
    [NUMBER_SYNTAX] = "json-number-syntax",
    [NUMBER_RANGE] = "json-number-range",
    [TRAILING_TEXT] = "json-trailing-text",
    [DEPTH] = "json-depth",
    [VALUES] = "json-values",
    [STRING_SIZE] = "json-string-size",
};

/* What people type when they mean JSON: other languages' words, and a keyboard that was left in Chinese. */
static const struct {
    const char *found, *meant;
} habits[] = {
    { "True", "true" }, { "TRUE", "true" }, { "False", "false" }, { "FALSE", "false" }, { "None", "null" },
    { "NULL", "null" }, { "Null", "null" }, { "nil", "null" },    { "NaN", "null" },    { "'", "\"" },
    { "“", "\"" },      { "”", "\"" },      { "「", "\"" },       { "」", "\"" },       { "＂", "\"" },
    { "，", "," },      { "、", "," },      { "；", "," },        { ";", "," },         { "：", ":" },
    { "=", ":" },       { "｛", "{" },      { "｝", "}" },        { "［", "[" },        { "］", "]" },
    { "【", "[" },      { "】", "]" },
};

/* cJSON 1.7.15 copies a number into 63 characters and stops there. */
#define CJSON_NUMBER_LENGTH 63

typedef struct {
    char *text;
    uint32_t length, at;
    jw_json_span *spans;
    uint32_t count, room;
    uint32_t open[CJSON_NESTING_LIMIT]; /* indices of the containers we are in, the innermost last */
    uint32_t depth, depth_limit, value_limit, string_limit;
    const jw_json_lines *lines;
    const char *file;
    jw_diags *diags;
} scanner;

/* ---- Lines and columns ---- */

#define BLOCK 512u

static struct jw_json_mark advance(struct jw_json_mark mark, const char *from, const char *to)
{
    for (; from < to; from++) {
        bool line_end = *from == '\n';
        uint32_t next = mark.column + (((unsigned char)*from & 0xC0) != 0x80);
        mark.line += line_end;
        mark.column = line_end ? 1 : next;
    }
    return mark;
}

void jw_json_lines_init(jw_json_lines *lines, const char *text, uint32_t length)
{
    size_t blocks = length / BLOCK + 1;
    lines->text = text;
    lines->marks = g_new(struct jw_json_mark, blocks);
    lines->marks[0] = (struct jw_json_mark){ 1, 1 };
    for (size_t i = 1; i < blocks; i++)
        lines->marks[i] = advance(lines->marks[i - 1], text + (i - 1) * BLOCK, text + i * BLOCK);
}

void jw_json_lines_clear(jw_json_lines *lines)
{
    g_clear_pointer(&lines->marks, g_free);
}

jw_place jw_json_lines_place(const jw_json_lines *lines, uint32_t offset, const char *file)
{
    uint32_t block = offset / BLOCK;
    struct jw_json_mark mark =
        advance(lines->marks[block], lines->text + (size_t)block * BLOCK, lines->text + offset);
    return (jw_place){ file, mark.line, mark.column };
}

/* ---- Errors ---- */

/* Length of the UTF-8 character at p, or 0 if there is none. Needs no end: the NUL after the text continues
 * no character. Table 3-7 of the Unicode standard: no overlong form, no surrogate, nothing above U+10FFFF. */
static unsigned utf8_length(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    unsigned length = b[0] < 0x80   ? 1
                      : b[0] < 0xC2 ? 0
                      : b[0] < 0xE0 ? 2
                      : b[0] < 0xF0 ? 3
                      : b[0] < 0xF5 ? 4
                                    : 0;
    if (length < 2) return length;
    unsigned char low = b[0] == 0xE0 ? 0xA0 : b[0] == 0xF0 ? 0x90 : 0x80;
    unsigned char high = b[0] == 0xED ? 0x9F : b[0] == 0xF4 ? 0x8F : 0xBF;
    if (b[1] < low || b[1] > high) return 0;
    for (unsigned i = 2; i < length; i++) {
        if ((b[i] & 0xC0) != 0x80) return 0;
    }
    return length;
}

static bool is_word_byte(char c)
{
    return g_ascii_isalnum(c) || c == '_' || c == '.' || c == '+' || c == '-';
}

/* What stands at an offset, for a reader: a whole word or number, or one character, or its name if it cannot
 * be seen. A long word is cut. */
#define DESCRIPTION_SIZE 48
static const char *describe(const scanner *s, uint32_t at, char buffer[static DESCRIPTION_SIZE])
{
    const char *p = s->text + at;
    size_t word = 0;
    while (is_word_byte(p[word]) && word < DESCRIPTION_SIZE - 1) word++;
    unsigned length = utf8_length(p);
    if (at == s->length)
        return "@end-of-file";
    else if (word == DESCRIPTION_SIZE - 1)
        g_snprintf(buffer, DESCRIPTION_SIZE, "%.*s…", DESCRIPTION_SIZE - 4, p);
    else if (word)
        g_snprintf(buffer, DESCRIPTION_SIZE, "%.*s", (int)word, p);
    else if (!length)
        g_snprintf(buffer, DESCRIPTION_SIZE, "0x%02X", (unsigned char)*p);
    else if (!g_unichar_isgraph(g_utf8_get_char(p)))
        g_snprintf(buffer, DESCRIPTION_SIZE, "U+%04X", g_utf8_get_char(p));
    else
        g_snprintf(buffer, DESCRIPTION_SIZE, "%.*s", (int)length, p);
    return buffer;
}

static const char *meant_by(const char *found)
{
    for (size_t i = 0; found && i < G_N_ELEMENTS(habits); i++) {
        if (!strcmp(found, habits[i].found)) return habits[i].meant;
    }
    return NULL;
}

static bool fail(const scanner *s, enum fault fault, uint32_t at, const char *found, const char *expected)
{
    jw_diag finding = { .severity = JW_ERROR,
                        .code = codes[fault],
                        .place = jw_json_lines_place(s->lines, at, s->file),
                        .found = found,
                        .expected = expected,
                        .nearest = fault == SYNTAX ? meant_by(found) : NULL };
    jw_diags_add(s->diags, &finding);
    return false;
}

/* What is here is not what had to be here. Bytes that are no text at all are told as such: the file is then
 * probably in another encoding. */
static bool fail_here(const scanner *s, enum fault fault, const char *expected)
{
    char found[DESCRIPTION_SIZE];
    bool broken = s->at < s->length && !utf8_length(s->text + s->at);
    return fail(s, broken ? UTF8 : fault, s->at, describe(s, s->at, found), broken ? NULL : expected);
}

static bool fail_limit(const scanner *s, enum fault fault, uint32_t at, uint32_t limit)
{
    char number[16];
    g_snprintf(number, sizeof number, "%u", limit);
    return fail(s, fault, at, NULL, number);
}

/* ---- Scalars ---- */

static void skip_space(scanner *s)
{
    const char *p = s->text + s->at;
    while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t') p++;
    s->at = (uint32_t)(p - s->text);
}

/* The code unit of the \uXXXX at p, or -1 if that is not what stands there. */
static int unicode_escape(const char *p)
{
    if (p[0] != '\\' || p[1] != 'u') return -1;
    int unit = 0;
    for (int i = 2; i < 6; i++) {
        int digit = g_ascii_xdigit_value(p[i]);
        if (digit < 0) return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/* Tells of the escape that begins here: the backslash and the letters and digits after it, `most` bytes of
 * them together, or else the one character after it. */
static bool fail_escape(const scanner *s, enum fault fault, int most)
{
    const char *p = s->text + s->at;
    char next[DESCRIPTION_SIZE], found[DESCRIPTION_SIZE + 1];
    int length = 1;
    while (length < most && g_ascii_isalnum(p[length])) length++;
    if (length == 1 && s->at + 1 < s->length)
        g_snprintf(found, sizeof found, "\\%s", describe(s, s->at + 1, next));
    else
        g_snprintf(found, sizeof found, "%.*s", length, p);
    return fail(s, fault, s->at, found, NULL);
}

static bool scan_escape(scanner *s)
{
    const char *p = s->text + s->at;
    if (p[1] != 'u') {
        if (!p[1] || !strchr("\"\\/bfnrt", p[1])) return fail_escape(s, ESCAPE, 2);
        s->at += 2;
        return true;
    }
    int unit = unicode_escape(p);
    if (unit < 0) return fail_escape(s, ESCAPE, 6);
    if (unit == 0) return fail_escape(s, NUL, 6);
    bool half = unit >= 0xD800 && unit <= 0xDFFF;
    if (half) {
        int low = unit < 0xDC00 ? unicode_escape(p + 6) : -1;
        if (low < 0xDC00 || low > 0xDFFF) return fail_escape(s, SURROGATE, 6);
    }
    s->at += half ? 12 : 6;
    return true;
}

/* From the opening quotation mark to just past the closing one. */
static bool scan_string(scanner *s)
{
    uint32_t start = s->at++;
    for (;;) {
        const unsigned char *p = (const unsigned char *)s->text + s->at;
        while (*p >= 0x20 && *p < 0x80 && *p != '"' && *p != '\\') p++;
        s->at = (uint32_t)(p - (const unsigned char *)s->text);
        if (*p == '"') break;
        if (s->at == s->length) return fail_here(s, SYNTAX, "@json.quotation-mark");
        if (*p < 0x20) return fail_here(s, CONTROL, NULL);
        if (*p == '\\') {
            if (!scan_escape(s)) return false;
        } else {
            unsigned length = utf8_length((const char *)p);
            if (!length) return fail_here(s, UTF8, NULL);
            s->at += length;
        }
    }
    if (s->at - start - 1 > s->string_limit) return fail_limit(s, STRING_SIZE, start, s->string_limit);
    s->at++;
    return true;
}

static bool scan_literal(scanner *s)
{
    static const char *const literals[] = { "true", "false", "null" };
    const char *p = s->text + s->at;
    size_t length = 0;
    while (is_word_byte(p[length])) length++;
    for (size_t i = 0; i < G_N_ELEMENTS(literals); i++) {
        if (length == strlen(literals[i]) && !memcmp(p, literals[i], length)) {
            s->at += (uint32_t)length;
            return true;
        }
    }
    return fail_here(s, SYNTAX, "@json.value");
}

static bool skip_digits(scanner *s)
{
    uint32_t start = s->at;
    while (g_ascii_isdigit(s->text[s->at])) s->at++;
    return s->at > start;
}

/* Leaves `at` where a number of the grammar ends, or at the first byte that makes it none. */
static bool match_number(scanner *s, bool *exponent)
{
    if (s->text[s->at] == '-') s->at++;
    if (s->text[s->at] == '0')
        s->at++;
    else if (!skip_digits(s))
        return false;
    if (s->text[s->at] == '.') {
        s->at++;
        if (!skip_digits(s)) return false;
    }
    *exponent = s->text[s->at] == 'e' || s->text[s->at] == 'E';
    if (*exponent) {
        s->at++;
        if (s->text[s->at] == '+' || s->text[s->at] == '-') s->at++;
        if (!skip_digits(s)) return false;
    }
    return !is_word_byte(s->text[s->at]);
}

static bool scan_number(scanner *s)
{
    uint32_t start = s->at;
    bool exponent = false;
    char found[DESCRIPTION_SIZE];
    if (!match_number(s, &exponent)) return fail(s, NUMBER_SYNTAX, s->at, describe(s, start, found), NULL);

    uint32_t length = s->at - start;
    if (!exponent && length <= CJSON_NUMBER_LENGTH) return true;
    double value = g_ascii_strtod(s->text + start, NULL);
    if (!isfinite(value)) return fail(s, NUMBER_RANGE, start, describe(s, start, found), NULL);
    if (length > CJSON_NUMBER_LENGTH) {
        char shorter[G_ASCII_DTOSTR_BUF_SIZE];
        g_ascii_dtostr(shorter, sizeof shorter, value);
        memset(s->text + start, ' ', length);
        memcpy(s->text + start, shorter, strlen(shorter));
    }
    return true;
}

/* ---- Structure ---- */

static bool add_span(scanner *s)
{
    if (s->count == s->value_limit) return fail_limit(s, VALUES, s->at, s->value_limit);
    if (s->count == s->room) {
        s->room = s->room < 1u << 30 ? MAX(64, s->room * 2) : UINT32_MAX;
        s->spans = g_renew(jw_json_span, s->spans, s->room);
    }
    s->spans[s->count] = (jw_json_span){ s->at, s->count + 1 };
    s->count++;
    return true;
}

static bool open_container(scanner *s)
{
    if (s->depth == s->depth_limit) return fail_limit(s, DEPTH, s->at, s->depth_limit);
    s->open[s->depth++] = s->count - 1;
    s->at++;
    return true;
}

/* A scalar as a whole, or the opening bracket of a container. */
static bool scan_value(scanner *s)
{
    skip_space(s);
    char c = s->text[s->at];
    if (c == ',' || c == ':' || c == '}' || c == ']' || s->at == s->length)
        return fail_here(s, SYNTAX, "@json.value");
    if (!add_span(s)) return false;
    if (c == '{' || c == '[') return open_container(s);
    if (c == '"') return scan_string(s);
    if (g_ascii_isdigit(c) || c == '-' || c == '+' || c == '.') return scan_number(s);
    return scan_literal(s);
}

static bool scan_key(scanner *s)
{
    skip_space(s);
    if (s->text[s->at] != '"') return fail_here(s, SYNTAX, "@json.key");
    if (!scan_string(s)) return false;
    skip_space(s);
    if (s->text[s->at] != ':') return fail_here(s, SYNTAX, "@json.colon");
    s->at++;
    return true;
}

/* One step inside the innermost container: its next member or element, or its end. */
static bool scan_inside(scanner *s)
{
    uint32_t container = s->open[s->depth - 1];
    bool object = s->text[s->spans[container].start] == '{';
    bool empty = s->count == container + 1;
    skip_space(s);
    if (s->text[s->at] == (object ? '}' : ']')) {
        s->at++;
        s->depth--;
        s->spans[container].end = s->count;
        return true;
    }
    if (!empty) {
        if (s->text[s->at] != ',')
            return fail_here(s, SYNTAX, object ? "@json.comma-or-brace" : "@json.comma-or-bracket");
        s->at++;
    }
    if (object && !scan_key(s)) return false;
    return scan_value(s);
}

static bool scan_document(scanner *s)
{
    if (!scan_value(s)) return false;
    while (s->depth > 0) {
        if (!scan_inside(s)) return false;
    }
    skip_space(s);
    return s->at == s->length || fail_here(s, TRAILING_TEXT, "@end-of-file");
}

bool jw_json_scan(char *text, uint32_t length, const jw_json_lines *lines, const char *file,
                  const jw_limits *limits, jw_diags *diags, jw_json_spans *out)
{
    scanner s = { .text = text,
                  .length = length,
                  .lines = lines,
                  .file = file,
                  .diags = diags,
                  .depth_limit = (uint32_t)MIN(limits->json_depth, CJSON_NESTING_LIMIT),
                  .value_limit = (uint32_t)MIN(limits->json_values, UINT32_MAX - 1),
                  .string_limit = (uint32_t)MIN(limits->cell_bytes, UINT32_MAX) };
    bool good = scan_document(&s);
    if (!good) g_clear_pointer(&s.spans, g_free);
    out->count = good ? s.count : 0;
    out->spans = good ? g_renew(jw_json_span, s.spans, s.count) : NULL;
    return good;
}
