/* SPDX-License-Identifier: MIT */
/* The request, checked: the right types, known keys, sane sizes and counts, valid UTF-8. */
#include "render.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MOST_BYTES ((size_t)512 << 20)
#define MOST_PAGES 5000
#define MOST_TEXTS 1000000
#define MOST_BOOKMARKS 5000
#define MOST_LINKS 20000
#define LARGEST_PAGE 14400.0 /* PDF readers refuse more than 200 inches */

/* Read and not yet taken. */
static GString *kept;

/* More of standard input; false at its end. */
static bool read_more(void)
{
    static char buffer[65536];
    ssize_t n = read(STDIN_FILENO, buffer, sizeof buffer);
    if (n < 0) fail("bad-request", NULL, "standard input cannot be read");
    if (kept->len + (size_t)n > MOST_BYTES) fail("limit", "at most 512 MiB", "a larger request");
    g_string_append_len(kept, buffer, n);
    return n > 0;
}

/* The first bytes of what is kept, and `more` that are only dropped. */
static char *take(size_t length, size_t more)
{
    char *taken = g_strndup(kept->str, length);
    if (strlen(taken) != length) fail("bad-request", "UTF-8", "a zero byte");
    g_string_erase(kept, 0, (gssize)(length + more));
    return taken;
}

/* What is on standard input up to the end of a line, or of the input; NULL if there is nothing more. */
static char *read_line(void)
{
    if (!kept) kept = g_string_new(NULL);
    for (size_t seen = 0;;) {
        const char *end = memchr(kept->str + seen, '\n', kept->len - seen);
        if (end) return take((size_t)(end - kept->str), 1);
        seen = kept->len;
        if (!read_more()) return kept->len == 0 ? NULL : take(kept->len, 0);
    }
}

static char *read_bytes(size_t length)
{
    while (kept->len < length)
        if (!read_more()) fail("bad-request", NULL, "%zu of %zu bytes", kept->len, length);
    return take(length, 0);
}

static void known_keys(const cJSON *object, const char *where, const char *const *known)
{
    if (!cJSON_IsObject(object)) fail("bad-request", "an object", "%s", where);
    for (const cJSON *item = object->child; item; item = item->next)
        if (!g_strv_contains(known, item->string)) fail("bad-request", NULL, "%s.%s", where, item->string);
}

/* UTF-8 without control characters (a graph may have newlines and tabs): those of ASCII, and U+0080 to
 * U+009F. */
static const char *clean(const char *text, const char *key)
{
    const char *bad;
    if (!g_utf8_validate(text, -1, &bad)) fail("bad-request", "UTF-8", "%s", key);
    for (const char *p = text; *p; p++) {
        unsigned char c = (unsigned char)*p;
        bool control =
            (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F || (c == 0xC2 && (unsigned char)p[1] < 0xA0);
        if (control) fail("bad-request", "no control characters", "%s: U+%04X", key, g_utf8_get_char(p));
    }
    return text;
}

/* NULL where it may be absent. */
static const char *string_of(const cJSON *object, const char *key, bool needed)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!item && !needed) return NULL;
    if (!cJSON_IsString(item)) fail("bad-request", "a string", "%s", key);
    return clean(item->valuestring, key);
}

static double number_of(const cJSON *object, const char *key, double least, double most, double absent)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!item && !isnan(absent)) return absent;
    if (!cJSON_IsNumber(item)) fail("bad-request", "a number", "%s", key);
    if (!(item->valuedouble >= least && item->valuedouble <= most))
        fail("bad-request", NULL, "%s = %g", key, item->valuedouble);
    return item->valuedouble;
}

static bool bool_of(const cJSON *object, const char *key, bool absent)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    if (item && !cJSON_IsBool(item)) fail("bad-request", "true or false", "%s", key);
    return item ? cJSON_IsTrue(item) : absent;
}

static int word_of(const cJSON *object, const char *key, const char *const *words)
{
    const char *text = string_of(object, key, true);
    for (int i = 0; words[i]; i++)
        if (strcmp(text, words[i]) == 0) return i;
    fail("bad-request", NULL, "%s \"%.40s\"", key, text);
}

static size_t array_of(const cJSON *object, const char *key, size_t most, const cJSON **first)
{
    const cJSON *array = cJSON_GetObjectItemCaseSensitive(object, key);
    *first = NULL;
    if (!array) return 0;
    if (!cJSON_IsArray(array)) fail("bad-request", "an array", "%s", key);
    size_t count = 0;
    for (const cJSON *item = array->child; item; item = item->next) count++;
    if (count > most) fail("limit", NULL, "%zu %s", count, key);
    *first = array->child;
    return count;
}

static const char *date_of(const cJSON *meta)
{
    const char *date = string_of(meta, "date", false);
    int year, month, day, end = 0;
    if (!date) return "2000-01-01";
    if (sscanf(date, "%4d-%2d-%2d%n", &year, &month, &day, &end) != 3 || strlen(date) != (size_t)end ||
        end != 10 || year < 1 || month < 1 || month > 12 || day < 1 || day > 31)
        fail("bad-request", "YYYY-MM-DD", "date \"%.40s\"", date);
    return date;
}

static void read_meta(request *req, const cJSON *meta)
{
    static const char *const keys[] = { "title", "author", "subject", "keywords", "date", NULL };
    req->date = "2000-01-01";
    if (!meta) return;
    known_keys(meta, "meta", keys);
    req->title = string_of(meta, "title", false);
    req->author = string_of(meta, "author", false);
    req->subject = string_of(meta, "subject", false);
    req->keywords = string_of(meta, "keywords", false);
    req->date = date_of(meta);
}

static void read_links(page *pg, const cJSON *item)
{
    static const char *const keys[] = { "rect", "page", NULL };
    const cJSON *link, *side;
    pg->link_count = array_of(item, "links", MOST_LINKS, &link);
    pg->links = g_new0(page_link, pg->link_count + 1);
    for (size_t i = 0; link; link = link->next, i++) {
        known_keys(link, "links[]", keys);
        pg->links[i].page = (int)number_of(link, "page", 1, MOST_PAGES, NAN);
        if (array_of(link, "rect", 4, &side) != 4) fail("bad-request", "four numbers", "links[].rect");
        for (int k = 0; side; side = side->next, k++) {
            if (!cJSON_IsNumber(side) || !(fabs(side->valuedouble) <= LARGEST_PAGE))
                fail("bad-request", "four numbers", "links[].rect");
            pg->links[i].rect[k] = side->valuedouble;
        }
    }
}

/* In the object; or, of pages that follow, as so many bytes behind it. */
static const char *graph_of(const cJSON *item, bool follows)
{
    double bytes = number_of(item, "graph_bytes", 1, MOST_BYTES, 0);
    if (bytes == 0) return string_of(item, "graph", true);
    if (!follows || cJSON_HasObjectItem(item, "graph")) fail("bad-request", NULL, "graph_bytes");
    return clean(read_bytes((size_t)bytes), "graph");
}

static void read_page(page *pg, const cJSON *item, task_kind task, bool follows)
{
    static const char *const keys[] = { "label", "width",       "height",    "scale", "engine",
                                        "graph", "graph_bytes", "bookmarks", "links", NULL };
    static const char *const bookmark_keys[] = { "title", "level", NULL };
    static const char *const engines[] = { "dot", "twopi", "sfdp", "neato", NULL };
    known_keys(item, "pages[]", keys);
    pg->label = string_of(item, "label", false);
    pg->graph = graph_of(item, follows);
    if (task == TASK_LAYOUT) {
        pg->engine = engines[word_of(item, "engine", engines)];
        return;
    }
    pg->width = number_of(item, "width", 10, LARGEST_PAGE, NAN);
    pg->height = number_of(item, "height", 10, LARGEST_PAGE, NAN);
    pg->scale = number_of(item, "scale", 1, 20, 1);
    const cJSON *mark;
    pg->bookmark_count = array_of(item, "bookmarks", MOST_BOOKMARKS, &mark);
    pg->bookmarks = g_new0(bookmark, pg->bookmark_count + 1);
    for (size_t i = 0; mark; mark = mark->next, i++) {
        known_keys(mark, "bookmarks[]", bookmark_keys);
        pg->bookmarks[i].title = string_of(mark, "title", true);
        pg->bookmarks[i].level = (int)number_of(mark, "level", 1, 16, 1);
    }
    read_links(pg, item);
}

static void read_pages(request *req, const cJSON *root)
{
    const cJSON *item;
    req->page_count = array_of(root, "pages", MOST_PAGES, &item);
    req->pages = g_new0(page, req->page_count);
    for (size_t i = 0; item; item = item->next, i++) read_page(&req->pages[i], item, req->task, false);
}

/* Size and weight, where absent, are those of the text before. */
static void read_text(text_item *text, const cJSON *item, const text_item *before)
{
    static const char *const keys[] = { "text", "size", "bold", NULL };
    known_keys(item, "texts[]", keys);
    text->text = string_of(item, "text", true);
    text->size = number_of(item, "size", 1, 1000, before ? before->size : NAN);
    text->bold = bool_of(item, "bold", before && before->bold);
}

static void read_texts(request *req, const cJSON *root)
{
    const cJSON *item;
    req->text_count = array_of(root, "texts", MOST_TEXTS, &item);
    req->texts = g_new0(text_item, req->text_count + 1);
    for (size_t i = 0; item; item = item->next, i++)
        read_text(&req->texts[i], item, i ? &req->texts[i - 1] : NULL);
}

/* A family list goes into font descriptions and into SVG attributes as it is. */
static const char *plain_words(const cJSON *root, const char *key)
{
    const char *text = string_of(root, key, true);
    for (const char *p = text; *p; p++)
        if (!g_ascii_isalnum(*p) && !strchr(" ,-_.", *p) && (unsigned char)*p < 0x80)
            fail("bad-request", "letters, digits, spaces and commas", "%s \"%.80s\"", key, text);
    if (!*text || strlen(text) > 500) fail("bad-request", NULL, "%s of %zu bytes", key, strlen(text));
    return text;
}

/* Pages are in the request, or follow it, one a line. */
static void read_pages_of(request *req, const cJSON *root)
{
    double follow = number_of(root, "follow", 1, MOST_PAGES, 0);
    read_pages(req, root);
    if (follow == 0 && req->page_count == 0) fail("bad-request", "at least one page", "no pages");
    if (follow == 0) return;
    if (req->page_count > 0 || req->task != TASK_RENDER) fail("bad-request", NULL, "follow");
    req->pages_follow = true;
    req->page_count = (size_t)follow;
}

static cJSON *next_object(void)
{
    char *text = read_line();
    if (!text) return NULL;
    if (!g_utf8_validate(text, -1, NULL)) fail("bad-request", "UTF-8", "bytes that are not UTF-8");
    cJSON *root = cJSON_ParseWithOpts(text, NULL, 1);
    if (!root)
        fail("bad-request", "one JSON object", "%.40s", cJSON_GetErrorPtr() ? cJSON_GetErrorPtr() : "");
    g_free(text);
    return root;
}

const page *request_page(request *req, size_t i)
{
    if (!req->pages_follow) return &req->pages[i];
    cJSON *item = next_object();
    if (!item) fail("bad-request", NULL, "%zu of %zu pages", i, req->page_count);
    page *pg = g_new0(page, 1);
    read_page(pg, item, req->task, true);
    return pg;
}

request *request_read(void)
{
    static const char *const keys[] = {
        "jingwei-render", "task",  "format", "dpi",        "family",          "language", "meta",
        "pages",          "texts", "follow", "characters", "bold_characters", "cut",      NULL
    };
    static const char *const tasks[] = { "start", "measure", "layout", "render", NULL };
    static const char *const formats[] = { "pdf", "svg", "png", "dot", NULL };
    cJSON *root = next_object();
    if (!root) return NULL;
    known_keys(root, "request", keys);
    number_of(root, "jingwei-render", 1, 1, NAN);
    request *req = g_new0(request, 1);
    req->task = (task_kind)word_of(root, "task", tasks);
    req->family = plain_words(root, "family");
    req->language = plain_words(root, "language");
    req->dpi = number_of(root, "dpi", 10, 2400, 150);
    req->characters[0] = string_of(root, "characters", false);
    req->characters[1] = string_of(root, "bold_characters", false);
    if (req->task == TASK_RENDER) req->format = (format_kind)word_of(root, "format", formats);
    read_meta(req, cJSON_GetObjectItemCaseSensitive(root, "meta"));
    req->cut = bool_of(root, "cut", false);
    if (req->task == TASK_MEASURE) read_texts(req, root);
    if (req->task == TASK_LAYOUT || req->task == TASK_RENDER) read_pages_of(req, root);
    return req;
}
