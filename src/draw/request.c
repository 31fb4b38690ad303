/* The requests of src/render/PROTOCOL.md, and their answers taken apart. */
#include "draw/client.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

static const char *family_of(const jw_renderer *r)
{
    return r->family ? r->family : JW_FONT_FAMILY;
}

static cJSON *new_request(const jw_renderer *r, const char *task)
{
    cJSON *request = cJSON_CreateObject();
    cJSON_AddNumberToObject(request, "jingwei-render", 1);
    cJSON_AddStringToObject(request, "task", task);
    cJSON_AddStringToObject(request, "family", family_of(r));
    cJSON_AddStringToObject(request, "language", "zh-cn");
    return request;
}

/* Frees the request. */
static GString *text_of(cJSON *request)
{
    char *text = cJSON_PrintUnformatted(request);
    GString *line = g_string_new(text);
    cJSON_Delete(request);
    free(text);
    return line;
}

/* One line; frees the request. */
static GString *line_of(cJSON *request)
{
    return g_string_append_c(text_of(request), '\n');
}

/* Sends and frees the line. */
static GByteArray *ask(const jw_renderer *r, GString *line, jw_diags *diags)
{
    GByteArray *answer = jw_renderer_ask(r, line->str, line->len, diags);
    g_string_free(line, TRUE);
    return answer;
}

void jw_renderer_open(jw_renderer *r)
{
    GString *line = line_of(new_request(r, "start"));
    jw_session_start(r, line->str);
    g_string_free(line, TRUE);
}

/* How it begins, on one line. */
static void bad_answer(const GByteArray *answer, jw_diags *diags)
{
    g_autofree char *head =
        answer->len ? g_strndup((const char *)answer->data, MIN(answer->len, 40)) : g_strdup("");
    g_autofree char *shown = g_utf8_make_valid(head, -1);
    for (char *p = shown; *p; p++)
        if (g_ascii_iscntrl(*p)) *p = ' ';
    g_strchomp(shown);
    jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR, .code = "renderer-answer", .found = shown });
}

/* The array of this name with n items in the JSON answer, one line; else NULL after a finding. */
static cJSON *answer_array(const GByteArray *answer, const char *name, size_t n, cJSON **root,
                           jw_diags *diags)
{
    bool one_line = answer->len > 0 && memchr(answer->data, '\n', answer->len - 1) == NULL;
    *root = cJSON_ParseWithLength((const char *)answer->data, answer->len);
    cJSON *array = cJSON_GetObjectItemCaseSensitive(*root, name);
    if (one_line && cJSON_IsArray(array) && (size_t)cJSON_GetArraySize(array) == n) return array;
    bad_answer(answer, diags);
    return NULL;
}

/* n numbers of an array; false if it holds anything else. */
static bool read_numbers(const cJSON *array, double *out, int n)
{
    if (!cJSON_IsArray(array) || cJSON_GetArraySize(array) != n) return false;
    for (const cJSON *item = array->child; item; item = item->next) {
        if (!cJSON_IsNumber(item)) return false;
        *out++ = item->valuedouble;
    }
    return true;
}

/* Measured one look after another: a size is written once for all texts in it. */
static int by_look(const void *a, const void *b)
{
    const jw_measure *x = *(const jw_measure *const *)a, *y = *(const jw_measure *const *)b;
    if (x->size != y->size) return x->size < y->size ? -1 : 1;
    if (x->bold != y->bold) return x->bold ? 1 : -1;
    return x < y ? -1 : 1;
}

/* A string of JSON, as cJSON would write it, but without a tree of thousands of them. */
static void put_string(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (const char *p = text;; p++) {
        const char *from = p;
        while ((unsigned char)*p >= 0x20 && *p != '"' && *p != '\\') p++;
        g_string_append_len(out, from, p - from);
        if (!*p) break;
        if (*p == '"' || *p == '\\')
            g_string_append_printf(out, "\\%c", *p);
        else
            g_string_append_printf(out, "\\u%04x", (unsigned)*p);
    }
    g_string_append_c(out, '"');
}

static GString *measure_line(const jw_renderer *r, jw_measure *const *texts, size_t n)
{
    cJSON *request = new_request(r, "measure");
    if (r->embeds) cJSON_AddBoolToObject(request, "cut", true);
    GString *out = text_of(request);
    g_string_truncate(out, out->len - 1); /* the closing brace */
    g_string_append(out, ",\"texts\":[");
    for (size_t i = 0; i < n; i++) {
        const jw_measure *text = texts[i], *before = i ? texts[i - 1] : NULL;
        char size[G_ASCII_DTOSTR_BUF_SIZE];
        g_string_append(out, i ? ",{\"text\":" : "{\"text\":");
        put_string(out, text->text);
        if (!before || before->size != text->size || before->bold != text->bold)
            g_string_append_printf(out, ",\"size\":%s,\"bold\":%s",
                                   g_ascii_dtostr(size, sizeof size, text->size * JW_PAGE_SCALE),
                                   text->bold ? "true" : "false");
        g_string_append_c(out, '}');
    }
    g_string_append(out, "]}\n");
    return out;
}

static bool read_sizes(const cJSON *sizes, jw_measure *const *texts)
{
    double size[2];
    for (const cJSON *item = sizes->child; item; item = item->next, texts++) {
        if (!read_numbers(item, size, 2)) return false;
        (*texts)->width = size[0] / JW_PAGE_SCALE;
        (*texts)->height = size[1] / JW_PAGE_SCALE;
    }
    return true;
}

static bool has_finding(const jw_diags *diags, const char *code)
{
    for (size_t i = 0; i < jw_diags_size(diags); i++)
        if (strcmp(jw_diags_get(diags, i)->code, code) == 0) return true;
    return false;
}

/* Says so, once, if a font that somebody asked for is not there. */
static void tell_font(const jw_renderer *r, const cJSON *answer, jw_diags *diags)
{
    const char *instead = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(answer, "instead"));
    if (!r->family || !instead || has_finding(diags, "font-replaced")) return;
    jw_diags_add(diags, &(jw_diag){ .severity = JW_WARNING,
                                    .code = "font-replaced",
                                    .path = "--font",
                                    .found = r->family,
                                    .expected = instead });
}

bool jw_renderer_measure(const jw_renderer *r, jw_measure *texts, size_t n, jw_diags *diags)
{
    g_autofree jw_measure **order = g_new(jw_measure *, n + 1);
    for (size_t i = 0; i < n; i++) order[i] = &texts[i];
    qsort(order, n, sizeof(jw_measure *), by_look);
    GByteArray *answer = ask(r, measure_line(r, order, n), diags);
    if (!answer) return false;
    cJSON *root, *sizes = answer_array(answer, "texts", n, &root, diags);
    bool good = sizes && read_sizes(sizes, order);
    if (sizes && !good) bad_answer(answer, diags);
    if (good) tell_font(r, root, diags);
    cJSON_Delete(root);
    g_byte_array_unref(answer);
    return good;
}

static bool read_layout(jw_layout *layout, const cJSON *page)
{
    const cJSON *width = cJSON_GetObjectItemCaseSensitive(page, "width");
    const cJSON *height = cJSON_GetObjectItemCaseSensitive(page, "height");
    const cJSON *nodes = cJSON_GetObjectItemCaseSensitive(page, "nodes");
    layout->nodes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (!cJSON_IsNumber(width) || !cJSON_IsNumber(height) || !cJSON_IsObject(nodes)) return false;
    layout->width = width->valuedouble;
    layout->height = height->valuedouble;
    for (const cJSON *node = nodes->child; node; node = node->next) {
        double at[4];
        if (!read_numbers(node, at, 4)) return false;
        jw_rect rect = { at[0] - at[2] / 2, at[1] - at[3] / 2, at[2], at[3] };
        g_hash_table_insert(layout->nodes, g_strdup(node->string), g_memdup2(&rect, sizeof rect));
    }
    return true;
}

jw_layout *jw_renderer_layout(const jw_renderer *r, const char *engine, char *const *graphs, size_t n,
                              jw_diags *diags)
{
    cJSON *request = new_request(r, "layout"), *root = NULL;
    cJSON *pages = cJSON_AddArrayToObject(request, "pages");
    for (size_t i = 0; i < n; i++) {
        cJSON *page = cJSON_CreateObject();
        cJSON_AddStringToObject(page, "engine", engine);
        cJSON_AddStringToObject(page, "graph", graphs[i]);
        cJSON_AddItemToArray(pages, page);
    }
    GByteArray *answer = ask(r, line_of(request), diags);
    if (!answer) return NULL;
    jw_layout *layouts = g_new0(jw_layout, n);
    cJSON *list = answer_array(answer, "pages", n, &root, diags);
    bool good = list != NULL;
    const cJSON *item = list ? list->child : NULL;
    for (size_t i = 0; item && good; item = item->next, i++) good = read_layout(&layouts[i], item);
    if (list && !good) bad_answer(answer, diags);
    cJSON_Delete(root);
    g_byte_array_unref(answer);
    if (good) return layouts;
    jw_layouts_free(layouts, n);
    return NULL;
}

void jw_layouts_free(jw_layout *layouts, size_t n)
{
    if (!layouts) return;
    for (size_t i = 0; i < n; i++)
        if (layouts[i].nodes) g_hash_table_destroy(layouts[i].nodes);
    g_free(layouts);
}

static void add_meta(cJSON *request, const jw_document_meta *meta)
{
    const char *const keys[] = { "title", "author", "subject", "keywords", "date" };
    const char *const values[] = { meta->title, meta->author, meta->subject, meta->keywords, meta->date };
    cJSON *object = cJSON_AddObjectToObject(request, "meta");
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (values[i]) cJSON_AddStringToObject(object, keys[i], values[i]);
}

static void add_links(cJSON *item, const jw_page *page)
{
    if (page->links->len == 0) return;
    cJSON *list = cJSON_AddArrayToObject(item, "links");
    for (guint i = 0; i < page->links->len; i++) {
        const jw_page_link *link = &g_array_index(page->links, jw_page_link, i);
        const double sides[] = { link->at.x, link->at.y, link->at.w, link->at.h };
        cJSON *entry = cJSON_CreateObject();
        cJSON_AddItemToObject(entry, "rect", cJSON_CreateDoubleArray(sides, 4));
        cJSON_AddNumberToObject(entry, "page", link->page + 1);
        cJSON_AddItemToArray(list, entry);
    }
}

/* A line that says how long the DOT behind it is. */
static GString *page_part(const jw_page *page, const char *family)
{
    cJSON *item = cJSON_CreateObject();
    GString *dot = jw_page_dot(page, family);
    if (page->label) cJSON_AddStringToObject(item, "label", page->label);
    cJSON_AddNumberToObject(item, "width", page->width);
    cJSON_AddNumberToObject(item, "height", page->height);
    cJSON_AddNumberToObject(item, "scale", JW_PAGE_SCALE);
    cJSON_AddNumberToObject(item, "graph_bytes", (double)dot->len);
    cJSON *marks = cJSON_AddArrayToObject(item, "bookmarks");
    if (page->bookmark) {
        cJSON *mark = cJSON_CreateObject();
        cJSON_AddStringToObject(mark, "title", page->bookmark);
        cJSON_AddNumberToObject(mark, "level", MIN(page->level, 15) + 1);
        cJSON_AddItemToArray(marks, mark);
    }
    add_links(item, page);
    GString *part = line_of(item);
    g_string_append_len(part, dot->str, (gssize)dot->len);
    g_string_free(dot, TRUE);
    return part;
}

/* Each character once, in the order in which they appear: what fonts are to be cut down to. */
static void add_characters(cJSON *request, jw_page *const *pages, size_t n)
{
    static const char *const keys[] = { "characters", "bold_characters" };
    enum { MOST = 0x110000 };
    guint8 *seen = g_new0(guint8, MOST); /* of which hardly any is touched: 1 | 2: regular, bold */
    GString *found[] = { g_string_new(NULL), g_string_new(NULL) };
    for (size_t i = 0; i < n; i++) {
        const GArray *texts = pages[i]->texts;
        for (guint k = 0; k < texts->len; k++) {
            const jw_page_text *text = &g_array_index(texts, jw_page_text, k);
            int weight = text->style.bold;
            for (const char *p = text->text; *p; p = g_utf8_next_char(p)) {
                gunichar c = g_utf8_get_char(p);
                if (c >= MOST || seen[c] & (1 << weight)) continue;
                seen[c] |= (guint8)(1 << weight);
                if (!g_unichar_iscntrl(c)) g_string_append_unichar(found[weight], c);
            }
        }
    }
    for (int i = 0; i < 2; i++) {
        cJSON_AddStringToObject(request, keys[i], found[i]->str);
        g_string_free(found[i], TRUE);
    }
    g_free(seen);
}

/* A decimal number and a newline at *at; false if anything else stands there. */
static bool read_count(const GByteArray *bytes, size_t *at, size_t most, size_t *out)
{
    size_t start = *at, value = 0;
    while (*at < bytes->len && g_ascii_isdigit(bytes->data[*at]) && value <= most)
        value = value * 10 + (size_t)(bytes->data[(*at)++] - '0');
    if (*at == start || *at >= bytes->len || bytes->data[*at] != '\n' || value > most) return false;
    (*at)++;
    *out = value;
    return true;
}

static GPtrArray *read_documents(const GByteArray *answer, size_t expected)
{
    static const char head[] = "jingwei-render ";
    size_t at = sizeof head - 1, count, length;
    if (answer->len < at || memcmp(answer->data, head, at) != 0) return NULL;
    if (!read_count(answer, &at, 1000000, &count) || count != expected) return NULL;
    GPtrArray *documents = g_ptr_array_new_with_free_func((GDestroyNotify)g_byte_array_unref);
    for (size_t i = 0; i < count; i++) {
        if (!read_count(answer, &at, answer->len, &length)) break;
        if (length >= answer->len - at || answer->data[at + length] != '\n') break;
        GByteArray *document = g_byte_array_sized_new((guint)length);
        g_byte_array_append(document, answer->data + at, (guint)length);
        g_ptr_array_add(documents, document);
        at += length + 1;
    }
    if (documents->len == count && at == answer->len) return documents;
    g_ptr_array_unref(documents);
    return NULL;
}

/* The request, then its pages, each made when the one before is sent: the renderer draws meanwhile. */
typedef struct {
    cJSON *request;
    jw_page *const *pages;
    size_t n, given;
    const char *family;
} document;

static GString *next_part(void *context)
{
    document *d = context;
    if (d->request) return line_of(g_steal_pointer(&d->request));
    return d->given < d->n ? page_part(d->pages[d->given++], d->family) : NULL;
}

GPtrArray *jw_renderer_render(const jw_renderer *r, const char *format, double dpi,
                              const jw_document_meta *meta, jw_page *const *pages, size_t n, jw_diags *diags)
{
    document d = { new_request(r, "render"), pages, n, 0, family_of(r) };
    cJSON_AddStringToObject(d.request, "format", format);
    if (dpi > 0) cJSON_AddNumberToObject(d.request, "dpi", dpi);
    add_meta(d.request, meta);
    add_characters(d.request, pages, n);
    cJSON_AddNumberToObject(d.request, "follow", (double)n);
    GByteArray *answer = jw_renderer_stream(r, next_part, &d, diags);
    cJSON_Delete(d.request);
    if (!answer) return NULL;
    GPtrArray *documents = read_documents(answer, strcmp(format, "pdf") == 0 ? 1 : n);
    if (!documents) bad_answer(answer, diags);
    g_byte_array_unref(answer);
    return documents;
}
