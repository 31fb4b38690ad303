#include "draw/album.h"

#include "draw/describe.h"
#include "draw/label.h"
#include "draw/org_contents.h"
#include "draw/view.h"

enum { MOST_UNITS = 20000000 };

typedef struct {
    const jw_album *album;
    GPtrArray *pages; /* of jw_page, without contents */
    GArray *entries;  /* of jw_contents_entry: one a view */
    jw_draft draft;   /* of the contents */
    GArray *nothing;  /* of int: what stands on them */
    const jw_sheet *sheet;
} binder;

/* Under a bookmark with the view's name. */
static void mark_chart(const GPtrArray *pages, const char *name)
{
    for (guint i = 0; i < pages->len; i++) {
        jw_page *page = g_ptr_array_index(pages, i);
        page->level += i > 0;
        if (i > 0) continue;
        g_free(page->bookmark);
        page->bookmark = g_strdup(name);
        page->level = 0;
    }
}

/* The pages go over, and their links lead to the pages that they become. */
static void add_pages(binder *b, GPtrArray *pages, int first)
{
    for (guint i = 0; i < pages->len; i++) {
        jw_page *page = g_ptr_array_index(pages, i);
        for (guint k = 0; k < page->links->len; k++)
            g_array_index(page->links, jw_page_link, k).page += first;
        g_ptr_array_add(b->pages, page);
    }
    g_ptr_array_set_free_func(pages, NULL);
    g_ptr_array_unref(pages);
}

/* Behind `contents` pages, which are not there yet. */
static bool add_view(binder *b, const jw_view *view, guint contents)
{
    const jw_album *a = b->album;
    int first = (int)(contents + b->pages->len);
    GPtrArray *pages = a->chart(a->asked, view, b->draft.chart.before + first + 1, a->context);
    if (!pages) return false;
    jw_contents_entry entry = { .name = jw_label_line(jw_view_name(view, a->asked->lang), JW_LABEL_MOST),
                                .page = (int)b->pages->len,
                                .units = jw_describe_count(a->model, pages) };
    g_array_append_val(b->entries, entry);
    mark_chart(pages, entry.name);
    add_pages(b, pages, first);
    return true;
}

/* On the paper and in the colours of the first view, and of the model as a whole. */
static jw_draw_options options_of_contents(const jw_album *a, char **title)
{
    jw_draw_options first = jw_view_options(a->model, a->asked, jw_model_view(a->model, 0), title),
                    own = { 0 };
    own.paper = first.paper;
    own.orientation = a->asked->orientation;
    own.margin = first.margin;
    own.theme = first.theme;
    own.lang = first.lang;
    own.title = a->asked->title;
    own.date = first.date;
    own.first_page = first.first_page;
    return own;
}

static bool begin_contents(binder *b)
{
    const jw_album *a = b->album;
    g_autofree char *title = NULL;
    jw_draw_options own = options_of_contents(a, &title);
    jw_page_words words = { .number = 1, .of = 1 };
    if (!jw_draft_begin(&b->draft, a->model, NULL, &own, MOST_UNITS, a->diags)) return false;
    b->draft.chart.units = b->draft.chart.links = b->nothing;
    words.title = b->draft.title;
    words.date = b->draft.date;
    words.source = b->draft.source;
    jw_furniture *f = jw_furniture_new(&b->draft.chart, &words, b->draft.unit);
    bool good = jw_ruler_measure(b->draft.chart.ruler, a->renderer, a->diags) &&
                jw_draft_measure_sheets(&b->draft, f, a->diags);
    jw_furniture_free(f);
    b->sheet = &b->draft.sheets[b->draft.n_sheets - 1]; /* a list stands upright */
    return good;
}

static bool add_views(binder *b)
{
    size_t n = jw_model_view_count(b->album->model);
    guint contents = jw_contents_pages(&b->draft, b->sheet, (guint)n);
    for (size_t i = 0; i < n; i++)
        if (!add_view(b, jw_model_view(b->album->model, i), contents)) return false;
    return true;
}

/* Charts were numbered as far as they knew: of how many pages the document is, is known in the end. */
static void number_through(const binder *b, const GPtrArray *all)
{
    const jw_chart *chart = &b->draft.chart;
    for (guint i = 0; i < all->len; i++) {
        const jw_page *page = g_ptr_array_index(all, i);
        jw_page_text *text = &g_array_index(page->texts, jw_page_text, (guint)page->number_text);
        g_free(text->text);
        text->text =
            jw_page_words_text(chart->lang, chart->before + (int)i + 1, chart->before + (int)all->len);
    }
}

static GPtrArray *bind(binder *b)
{
    GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)jw_page_free);
    jw_contents_paint(&b->draft, b->sheet, b->entries, b->pages->len, all);
    for (guint i = 0; i < b->pages->len; i++) g_ptr_array_add(all, g_ptr_array_index(b->pages, i));
    g_ptr_array_set_free_func(b->pages, NULL);
    number_through(b, all);
    return all;
}

GPtrArray *jw_album_pages(const jw_album *album)
{
    binder b = { .album = album,
                 .pages = g_ptr_array_new_with_free_func((GDestroyNotify)jw_page_free),
                 .entries = g_array_new(FALSE, TRUE, sizeof(jw_contents_entry)),
                 .nothing = g_array_new(FALSE, FALSE, sizeof(int)) };
    bool good = begin_contents(&b) && add_views(&b);
    GPtrArray *all = good ? bind(&b) : NULL;
    jw_draft_end(&b.draft);
    jw_contents_free(b.entries);
    g_ptr_array_unref(b.pages);
    g_array_free(b.nothing, TRUE);
    return all;
}
