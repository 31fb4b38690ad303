#include "jingwei/draw.h"

#include "base/number.h"
#include "base/text.h"
#include "draw/album.h"
#include "draw/describe.h"
#include "draw/label.h"
#include "draw/layered.h"
#include "draw/matrix.h"
#include "draw/missing.h"
#include "draw/org.h"
#include "draw/stress.h"
#include "draw/view.h"
#include "draw/view_net.h"

#include <stdlib.h>
#include <string.h>

static const char *const format_names[] = {
    [JW_PDF] = "pdf", [JW_SVG] = "svg", [JW_PNG] = "png", [JW_DOT] = "dot"
};

bool jw_format_of(const char *path, jw_format *out)
{
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < G_N_ELEMENTS(format_names); i++) {
        if (g_ascii_strcasecmp(dot + 1, format_names[i]) != 0) continue;
        *out = (jw_format)i;
        return true;
    }
    return false;
}

/* A PDF's date is a whole day; a model may say less. */
static char *whole_day(const char *date)
{
    if (!date || !jw_is_date(date)) return NULL;
    return g_strconcat(date, strlen(date) == 4 ? "-01-01" : strlen(date) == 7 ? "-01" : "", NULL);
}

static jw_drawing *take_documents(GPtrArray *documents)
{
    jw_drawing *drawing = calloc(1, sizeof *drawing);
    drawing->documents = calloc(documents->len + 1, sizeof *drawing->documents);
    for (guint i = 0; i < documents->len; i++) {
        const GByteArray *document = g_ptr_array_index(documents, i);
        void *bytes = malloc(document->len + 1);
        memcpy(bytes, document->data, document->len);
        drawing->documents[drawing->size++] = (jw_document){ bytes, document->len };
    }
    g_ptr_array_unref(documents);
    return drawing;
}

void jw_drawing_free(jw_drawing *drawing)
{
    if (!drawing) return;
    for (size_t i = 0; i < drawing->size; i++) free(drawing->documents[i].bytes);
    free(drawing->documents);
    free(drawing);
}

static GPtrArray *layered_pages(const jw_model *m, const jw_coverage *coverage,
                                const jw_draw_options *options, const jw_renderer *r, jw_diags *diags)
{
    jw_page *page = jw_layered_page(m, coverage, options, r, diags);
    if (!page) return NULL;
    GPtrArray *pages = g_ptr_array_new_with_free_func((GDestroyNotify)jw_page_free);
    g_ptr_array_add(pages, page);
    return pages;
}

/* The layouts, by jw_layout_kind. */
static const struct {
    const char *name; /* NULL: cannot be asked for */
    GPtrArray *(*draw)(const jw_model *, const jw_coverage *, const jw_draw_options *, const jw_renderer *,
                       jw_diags *);
} layouts[] = {
    [JW_LAYOUT_ANY] = { NULL, jw_org_pages },           [JW_LAYOUT_ORG] = { "org", jw_org_pages },
    [JW_LAYOUT_LAYERED] = { "layered", layered_pages }, [JW_LAYOUT_MATRIX] = { "matrix", jw_matrix_pages },
    [JW_LAYOUT_RADIAL] = { "radial", jw_org_pages },    [JW_LAYOUT_FORCE] = { "force", jw_net_pages },
};

bool jw_layout_named(const char *name, jw_layout_kind *out)
{
    for (size_t i = 0; i < G_N_ELEMENTS(layouts); i++) {
        if (!layouts[i].name || strcmp(name, layouts[i].name) != 0) continue;
        *out = (jw_layout_kind)i;
        return true;
    }
    return false;
}

bool jw_break_named(const char *how, jw_draw_options *o)
{
    double level;
    if (strcmp(how, "auto") == 0) return true;
    o->one_page = strcmp(how, "none") == 0;
    if (g_str_has_prefix(how, "field:"))
        o->break_field = how + strlen("field:");
    else if (g_str_has_prefix(how, "level:") && jw_parse_number(how + strlen("level:"), &level) &&
             level >= 1 && level <= 1000 && level == (int)level)
        o->break_level = (int)level;
    else
        return o->one_page;
    return true;
}

bool jw_leaves_named(const char *name)
{
    jw_leaves found;
    return jw_leaves_find(name, &found);
}

/* --- one chart, or one for each view */

typedef struct {
    const jw_model *model;
    const jw_coverage *coverage;
    const jw_renderer *renderer;
    jw_diags *diags;
} easel;

/* view: NULL for none. */
static GPtrArray *chart_pages(const jw_draw_options *asked, const jw_view *view, int first_page,
                              void *context)
{
    const easel *e = context;
    g_autofree char *title = NULL;
    if (view && !jw_view_fits(e->model, e->coverage, view, e->diags)) return NULL;
    jw_draw_options options = jw_view_options(e->model, asked, view, &title);
    if (!jw_options_fit(e->model, asked, view, &options, e->diags)) return NULL;
    options.first_page = first_page;
    return (jw_is_net(e->model, &options) ? jw_net_pages : layouts[options.layout].draw)(
        e->model, e->coverage, &options, e->renderer, e->diags);
}

static void refuse_view(const jw_model *m, const char *id, const char *nearest, jw_diags *diags)
{
    g_autoptr(GString) known = g_string_new(NULL);
    for (size_t i = 0; i < jw_model_view_count(m); i++)
        g_string_append_printf(known, "%s%s", i ? ", " : "", jw_model_view(m, i)->id);
    jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR,
                                    .code = known->len ? "unknown-view" : "no-views",
                                    .found = id,
                                    .expected = known->str,
                                    .nearest = nearest });
}

static GPtrArray *all_pages(easel *e, const jw_draw_options *asked)
{
    const char *nearest;
    const jw_view *view = asked->view ? jw_model_find_view(e->model, asked->view, &nearest) : NULL;
    if (!asked->view || view) return chart_pages(asked, view, asked->first_page, e);
    if (strcmp(asked->view, "all") != 0 || jw_model_view_count(e->model) == 0) {
        refuse_view(e->model, asked->view, nearest, e->diags);
        return NULL;
    }
    jw_album album = { e->model, e->coverage, asked, e->renderer, e->diags, chart_pages, e };
    return jw_album_pages(&album);
}

static jw_renderer renderer_of(const jw_draw_options *options)
{
    return (jw_renderer){ .program = options->renderer ? options->renderer : "jingwei-render",
                          .family = options->font,
                          .embeds = options->format == JW_PDF,
                          .timeout_ms = options->timeout_ms };
}

struct jw_draw_ahead {
    jw_renderer renderer; /* without a session: it was drawn with */
    char *program, *family;
};

jw_draw_ahead *jw_draw_ahead_start(const char *renderer, const char *font)
{
    jw_draw_ahead *ahead = g_new0(jw_draw_ahead, 1);
    ahead->program = g_strdup(renderer);
    ahead->family = g_strdup(font);
    ahead->renderer = renderer_of(&(jw_draw_options){ .renderer = ahead->program, .font = ahead->family });
    jw_renderer_open(&ahead->renderer);
    return ahead;
}

void jw_draw_ahead_free(jw_draw_ahead *ahead)
{
    if (!ahead) return;
    jw_renderer_close(&ahead->renderer);
    g_free(ahead->program);
    g_free(ahead->family);
    g_free(ahead);
}

static void open_renderer(jw_renderer *r, const jw_draw_options *options)
{
    if (options->ahead)
        r->session = g_steal_pointer(&options->ahead->renderer.session);
    else
        jw_renderer_open(r);
}

/* One document, or one a page. */
static jw_drawing *print(const jw_model *m, const GPtrArray *pages, const char *title,
                         const jw_draw_options *options, const jw_renderer *r, jw_diags *diags)
{
    g_autofree char *date = whole_day(options->date ? options->date : jw_model_as_of(m));
    g_autofree char *line = title ? jw_label_line(title, JW_LABEL_MOST) : NULL;
    jw_description said = jw_describe(m, options, line, pages);
    jw_document_meta meta = { .title = line, .subject = said.text, .keywords = said.keywords, .date = date };
    GPtrArray *documents = jw_renderer_render(r, format_names[options->format], options->dpi, &meta,
                                              (jw_page *const *)pages->pdata, pages->len, diags);
    g_free(said.text);
    g_free(said.keywords);
    return documents ? take_documents(documents) : NULL;
}

jw_drawing *jw_draw(const jw_model *m, const jw_coverage *coverage, const jw_draw_options *options,
                    jw_diags *diags)
{
    jw_renderer r = renderer_of(options);
    jw_diags *found = jw_diags_new();
    easel e = { m, coverage, &r, found };
    jw_drawing *drawing = NULL;
    open_renderer(&r, options);
    GPtrArray *pages = all_pages(&e, options);
    if (pages) {
        g_autofree char *title = NULL;
        const char *nearest;
        jw_view_options(m, options, options->view ? jw_model_find_view(m, options->view, &nearest) : NULL,
                        &title);
        drawing = print(m, pages, title, options, &r, found);
        g_ptr_array_unref(pages);
    }
    jw_renderer_close(&r);
    jw_missing_place(found, m, options->before, diags);
    jw_diags_free(found);
    return drawing;
}

jw_drawing *jw_draw_stress(const jw_stress_line *lines, size_t n, bool at_random,
                           const jw_draw_options *options, jw_diags *diags)
{
    jw_renderer r = renderer_of(options);
    open_renderer(&r, options);
    GPtrArray *pages = jw_stress_pages(lines, n, at_random, options, &r, diags);
    const char *title = options->title ? options->title : lines[0].name;
    jw_drawing *drawing = pages ? print(lines[0].model, pages, title, options, &r, diags) : NULL;
    jw_renderer_close(&r);
    if (pages) g_ptr_array_unref(pages);
    return drawing;
}
