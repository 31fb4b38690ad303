#include "io/charset.h"

#include "base/workers.h"

#include <errno.h>
#include <glib.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *shown; /* shown: in messages */
    jw_encoding encoding;
} encodings[] = {
    { "auto", NULL, JW_ENCODING_AUTO },        { "utf-8", "UTF-8", JW_ENCODING_UTF8 },
    { "utf-16", "UTF-16", JW_ENCODING_UTF16 }, { "gb18030", "GB18030", JW_ENCODING_GB18030 },
    { "gbk", "GB18030", JW_ENCODING_GB18030 },
};

int jw_encoding_named(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(encodings); i++)
        if (g_ascii_strcasecmp(encodings[i].name, name) == 0) return (int)encodings[i].encoding;
    return -1;
}

const char *const *jw_encoding_names(size_t *n)
{
    static const char *names[G_N_ELEMENTS(encodings)];
    for (size_t i = 0; i < G_N_ELEMENTS(encodings); i++) names[i] = encodings[i].name;
    *n = G_N_ELEMENTS(encodings);
    return names;
}

static const char *shown_name(jw_encoding encoding)
{
    for (size_t i = 0; i < G_N_ELEMENTS(encodings); i++)
        if (encodings[i].encoding == encoding && encodings[i].shown) return encodings[i].shown;
    return NULL;
}

const char *jw_line_end(const char *text)
{
    text += strcspn(text, "\r\n");
    if (*text == '\r' && text[1] == '\n') return text + 2;
    return *text ? text + 1 : text;
}

/* Line and column of the end of a text that begins on a line. */
static jw_place place_of_end(const char *text, const char *shown, uint32_t first)
{
    jw_place place = { shown, first, 1 };
    const char *line = text;
    for (const char *end; *line; line = end) {
        end = jw_line_end(line);
        if (end[-1] != '\n' && end[-1] != '\r') break;
        place.line++;
    }
    place.column = (uint32_t)g_utf8_strlen(line, -1) + 1;
    return place;
}

static void report(const char *code, jw_place place, const char *found, jw_encoding expected, jw_diags *diags)
{
    jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR,
                                    .code = code,
                                    .place = place,
                                    .found = found,
                                    .expected = shown_name(expected) });
}

/* What became of a text: in the end `text`, or the fault: the text before it, the bytes at it. */
typedef struct {
    char *text;           /* malloc's; at a fault what could be decoded before it */
    size_t length, fault; /* fault: offset of the first byte that does not fit; SIZE_MAX if all fit */
    char found[8];
    jw_encoding as;
    bool is_whole; /* all fit, and there is no NUL: known without another look */
} decoded;

static void note_fault(decoded *d, const char *bytes, size_t length, size_t fault)
{
    const unsigned char *at = (const unsigned char *)bytes + fault;
    d->fault = fault;
    if (fault + 1 < length)
        g_snprintf(d->found, sizeof d->found, "%02X %02X", at[0], at[1]);
    else
        g_snprintf(d->found, sizeof d->found, "%02X", at[0]);
}

/* Decodes through iconv; `bytes` stay. Two bytes become at most three but for a few rare characters, so one
 * block half as large again does: pages of it that are not written cost nothing. */
static decoded decode(const char *bytes, size_t length, const char *charset, jw_encoding as)
{
    decoded d = { .length = 0, .fault = SIZE_MAX, .as = as };
    size_t room = length + length / 2 + 16, left = length, space = room - 1;
    d.text = g_malloc(room);
    char *in = (char *)bytes, *out = d.text;
    iconv_t converter = iconv_open("UTF-8", charset);
    if (converter == (iconv_t)-1) {
        note_fault(&d, bytes, length, 0);
    } else {
        while (iconv(converter, &in, &left, &out, &space) == (size_t)-1) {
            if (errno != E2BIG) { /* EILSEQ, or EINVAL: cut off at the end */
                note_fault(&d, bytes, length, length - left);
                break;
            }
            size_t done = (size_t)(out - d.text);
            room += room / 2;
            d.text = g_realloc(d.text, room);
            out = d.text + done;
            space = room - 1 - done;
        }
        iconv_close(converter);
    }
    d.length = (size_t)(out - d.text);
    d.text[d.length] = '\0';
    return d;
}

/* Number of characters beyond ASCII in valid UTF-8, up to `most`. */
static int foreign_letters(const char *text, size_t length, int most)
{
    int n = 0;
    for (size_t i = 0; i < length && n < most; i++) n += (unsigned char)text[i] >= 0xC0;
    return n;
}

/* ---- Whether a text is UTF-8 ----
 *
 * What a register is full of, ASCII and Chinese, is judged by blocks: whether a byte may stand where it does
 * depends on it and the two before it only, without a branch, so that the compiler takes sixteen at once.
 * GLib judges the rest. */
enum { PIECE = 1 << 20, BLOCK = 64, BEFORE = 2 };

static bool is_follower(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* The first of three bytes, if it allows any two to follow. */
static unsigned char is_chinese(unsigned char byte)
{
    return (unsigned char)(byte - 0xE1) <= 0xEC - 0xE1;
}

/* True if nothing but those and ASCII stands in a block, before which BEFORE bytes can be looked at. What is
 * cut off at its end shows in the next. */
static bool is_usual(const char *block)
{
    const unsigned char *p = (const unsigned char *)block;
    unsigned char odd = 0;
    for (int i = 0; i < BLOCK; i++) {
        unsigned char follows = (signed char)p[i]<(signed char)0xC0, ascii = (signed char)p[i]> 0;
        unsigned char must_follow = is_chinese(p[i - 1]) | is_chinese(p[i - 2]);
        odd |= (follows ^ must_follow) | !(ascii | follows | is_chinese(p[i]));
    }
    return !odd;
}

/* Goes by GLib from a character's beginning to `to` or, to its end, the character in which that stands. NULL:
 * something is no UTF-8, or NUL. */
static const char *judge(const char *p, const char *to, const char *end)
{
    while (p < to) {
        gunichar c = g_utf8_get_char_validated(p, end - p);
        if (!c || c >= 0x80000000) return NULL;
        p = g_utf8_next_char(p);
    }
    return p;
}

/* How many bytes of a character stand before p, where blocks may have cut it. */
static int bytes_before(const char *p)
{
    return is_chinese((unsigned char)p[-1]) ? 1 : is_chinese((unsigned char)p[-2]) ? 2 : 0;
}

/* Without a NUL too. */
static bool is_sound_utf8(const char *text, const char *end)
{
    const char *p = judge(text, MIN(text + BEFORE, end), end);
    while (p && p < end) {
        while (end - p >= BLOCK && is_usual(p)) p += BLOCK;
        p -= bytes_before(p);
        p = judge(p, MIN(p + BLOCK, end), end);
    }
    return p;
}

typedef struct {
    const char *text;
    size_t length;
    int bad; /* atomic */
} validation;

static size_t piece_start(const validation *v, uint32_t piece)
{
    size_t at = MIN((size_t)piece * PIECE, v->length);
    while (at < v->length && at > 0 && is_follower(v->text[at])) at++;
    return at;
}

static void validate_piece(void *context, void *scratch, uint32_t piece)
{
    (void)scratch;
    validation *v = context;
    size_t from = piece_start(v, piece), to = piece_start(v, piece + 1);
    if (!is_sound_utf8(v->text + from, v->text + to)) g_atomic_int_set(&v->bad, 1);
}

static bool is_utf8(const char *text, size_t length)
{
    validation v = { text, length, 0 };
    jw_each_piece(validate_piece, &v, length, PIECE);
    return !v.bad;
}

/* The text itself if it is UTF-8; cut at the fault if it is not. */
static decoded decode_utf8(char *bytes, size_t length)
{
    decoded d = { .text = bytes, .length = length, .fault = SIZE_MAX, .as = JW_ENCODING_UTF8 };
    const char *end;
    d.is_whole = is_utf8(bytes, length);
    /* What is before a NUL; that one is told apart by is_sound. */
    if (!d.is_whole && !g_utf8_validate_len(bytes, strlen(bytes), &end))
        note_fault(&d, bytes, length, (size_t)(end - bytes));
    return d;
}

/* Strict UTF-8, else GB18030. If neither fits, the one that fits longer is what the file was meant to be. */
static decoded decode_guessing(char *bytes, size_t length)
{
    decoded utf8 = decode_utf8(bytes, length);
    if (utf8.fault == SIZE_MAX || foreign_letters(bytes, utf8.fault, JW_SURELY_UTF8) == JW_SURELY_UTF8)
        return utf8;
    decoded gb = decode(bytes, length, "GB18030", JW_ENCODING_GB18030);
    if (gb.fault == SIZE_MAX || gb.fault > utf8.fault) return gb;
    g_free(gb.text);
    return utf8;
}

static bool has_mark(const char *bytes, size_t length, const char *mark)
{
    size_t n = strlen(mark);
    return length >= n && memcmp(bytes, mark, n) == 0;
}

#define MARK_UTF8 "\xEF\xBB\xBF"
#define MARK_UTF16LE "\xFF\xFE"
#define MARK_UTF16BE "\xFE\xFF"

static decoded decode_any(char *bytes, size_t length, jw_encoding encoding)
{
    if (encoding == JW_ENCODING_AUTO) {
        if (has_mark(bytes, length, MARK_UTF8))
            encoding = JW_ENCODING_UTF8;
        else if (has_mark(bytes, length, MARK_UTF16LE) || has_mark(bytes, length, MARK_UTF16BE))
            encoding = JW_ENCODING_UTF16;
    }
    switch (encoding) {
    case JW_ENCODING_UTF8:
        return decode_utf8(bytes, length);
    case JW_ENCODING_UTF16:
        return decode(bytes, length, has_mark(bytes, length, MARK_UTF16BE) ? "UTF-16BE" : "UTF-16LE",
                      encoding);
    case JW_ENCODING_GB18030:
        return decode(bytes, length, "GB18030", encoding);
    default:
        return decode_guessing(bytes, length);
    }
}

/* Adds the finding, if the text, which begins on the line `first`, has a fault or a NUL; cuts it there. */
static bool is_sound(decoded *d, const char *shown, uint32_t first, jw_diags *diags)
{
    if (d->is_whole) return true;
    if (d->fault != SIZE_MAX && d->as == JW_ENCODING_UTF8) d->text[d->length = d->fault] = '\0';
    if (strlen(d->text) < d->length)
        report("nul-byte", place_of_end(d->text, shown, first), NULL, d->as, diags);
    else if (d->fault != SIZE_MAX)
        report("bad-encoding", place_of_end(d->text, shown, first), d->found, d->as, diags);
    else
        return true;
    return false;
}

bool jw_is_surely_utf8(const char *head, size_t length, jw_encoding encoding, size_t *mark)
{
    bool is_marked = has_mark(head, length, MARK_UTF8);
    *mark = is_marked ? strlen(MARK_UTF8) : 0;
    if (encoding != JW_ENCODING_UTF8 && encoding != JW_ENCODING_AUTO) return false;
    bool is_told = is_marked || encoding == JW_ENCODING_UTF8 ||
                   foreign_letters(head, length, JW_SURELY_UTF8) == JW_SURELY_UTF8;
    return is_told && jw_is_sound_utf8(head, length);
}

bool jw_is_sound_utf8(const char *text, size_t length)
{
    return is_sound_utf8(text, text + length);
}

void jw_refuse_utf8(const char *text, size_t length, const char *shown, uint32_t first, jw_diags *diags)
{
    char *copy = g_malloc(length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    decoded d = decode_utf8(copy, length);
    is_sound(&d, shown, first, diags);
    g_free(copy);
}

char *jw_to_utf8(char *bytes, size_t *length, jw_encoding encoding, const char *shown, jw_diags *diags)
{
    decoded d = decode_any(bytes, *length, encoding);
    if (d.text != bytes) free(bytes);
    if (!is_sound(&d, shown, 1, diags)) {
        free(d.text);
        return NULL;
    }
    if (has_mark(d.text, d.length, MARK_UTF8)) {
        d.length -= strlen(MARK_UTF8);
        memmove(d.text, d.text + strlen(MARK_UTF8), d.length + 1);
    }
    *length = d.length;
    return d.text;
}
