/* The renderer's own reader of pages against Graphviz's: the same graph from random pages as the library
 * writes them, and no crash from pages cut short or bent. Of the renderer only plain.c and vet.c are here. */
#include "draw/page.h"
#include "render/render.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define FAMILY "Noto Sans CJK SC,sans-serif"

enum { PAGES = 300, BENT = 400, REFUSED = 7 };

static bool may_fail;

void fail(const char *code, const char *expected, const char *found, ...)
{
    (void)expected;
    if (may_fail) _exit(REFUSED);
    g_error("%s: %s", code, found);
}

/* --- random pages */

static const char *const colours[] = { "#112233", "#ffffff", NULL };

static const char *word_of(GRand *rand)
{
    static const char *const words[] = { "龙华", "\"", "\\",    "&",  "&lt;",    "\n", "<b>", "\\N", "]\n",
                                         " -> ", "a",  "=",     "𠮷", "//",      "#",  ";",   "é",   "\\\n",
                                         "\\\"", "{}", "&amp;", " ",  "العربية", "/*", "}\n", "[",   "协会" };
    return words[g_rand_int_range(rand, 0, G_N_ELEMENTS(words))];
}

static jw_rect rect_of(GRand *rand)
{
    return (jw_rect){ g_rand_double_range(rand, -5, 500), g_rand_double_range(rand, -5, 500),
                      g_rand_double_range(rand, 0, 90), g_rand_double_range(rand, 0, 90) };
}

/* On its own, or as the label of a box. */
static void add_text(jw_page *leaf, GRand *rand)
{
    g_autoptr(GString) text = g_string_new(NULL);
    int box = g_rand_int_range(rand, -1, (int)leaf->boxes->len);
    jw_text_style style = { .size = g_rand_int_range(rand, 400, 2000) / 100.0,
                            .bold = g_rand_boolean(rand),
                            .colour = colours[g_rand_int_range(rand, 0, 2)],
                            .align = (jw_align)g_rand_int_range(rand, 0, 3) };
    for (int n = g_rand_int_range(rand, 0, 8); n > 0; n--) g_string_append(text, word_of(rand));
    if (box == JW_NO_BOX || g_rand_boolean(rand))
        jw_page_add_text(leaf, rect_of(rand), &style, text->str);
    else
        jw_page_add_label(leaf, box, rect_of(rand), &style, text->str, g_rand_double_range(rand, 0, 90));
}

static void add_box(jw_page *leaf, GRand *rand)
{
    jw_box_style style = { .fill = colours[g_rand_int_range(rand, 0, 3)],
                           .stroke = colours[g_rand_int_range(rand, 0, 3)],
                           .line = g_rand_int_range(rand, 0, 3) / 2.0,
                           .dash = (jw_dash)g_rand_int_range(rand, 0, 3),
                           .rounded = g_rand_boolean(rand) };
    if (g_rand_int_range(rand, 0, 5) == 0)
        jw_page_add_ellipse(leaf, rect_of(rand), &style);
    else
        jw_page_add_box(leaf, rect_of(rand), &style, g_rand_boolean(rand) ? "u12" : NULL);
}

static void add_line(jw_page *leaf, GRand *rand)
{
    jw_point points[6];
    int size = g_rand_int_range(rand, 2, 7), boxes = (int)leaf->boxes->len;
    jw_line_style style = { .colour = colours[g_rand_int_range(rand, 0, 2)],
                            .line = g_rand_int_range(rand, 1, 5) / 2.0,
                            .dash = (jw_dash)g_rand_int_range(rand, 0, 3),
                            .arrow = g_rand_boolean(rand) };
    for (int i = 0; i < size; i++) {
        jw_rect at = rect_of(rand);
        points[i] = (jw_point){ at.x, at.y };
    }
    jw_page_add_line(leaf, points, (size_t)size, &style, g_rand_int_range(rand, -1, boxes),
                     g_rand_int_range(rand, -1, boxes));
}

static char *random_page(GRand *rand)
{
    static void (*const adders[])(jw_page *, GRand *) = { add_text, add_box, add_line };
    jw_page *leaf = jw_page_new(595, 842);
    for (int n = g_rand_int_range(rand, 0, 40); n > 0; n--) adders[g_rand_int_range(rand, 0, 3)](leaf, rand);
    GString *dot = jw_page_dot(leaf, FAMILY);
    jw_page_free(leaf);
    return g_string_free(dot, FALSE);
}

/* --- the same graph? */

static const char *value_of(void *object, Agsym_t *declared)
{
    char *value = agget(object, declared->name);
    return value ? value : "";
}

static void same_values(graph_t *a, graph_t *b, void *of_a, void *of_b, int kind)
{
    for (Agsym_t *sym = agnxtattr(a, kind, NULL); sym; sym = agnxtattr(a, kind, sym))
        g_assert_cmpstr(value_of(of_a, sym), ==, value_of(of_b, sym));
    for (Agsym_t *sym = agnxtattr(b, kind, NULL); sym; sym = agnxtattr(b, kind, sym))
        g_assert_cmpstr(value_of(of_a, sym), ==, value_of(of_b, sym));
}

static void same_edges(graph_t *a, graph_t *b, node_t *of_a, node_t *of_b)
{
    edge_t *e = agfstout(a, of_a), *f = agfstout(b, of_b);
    for (; e && f; e = agnxtout(a, e), f = agnxtout(b, f)) {
        g_assert_cmpstr(agnameof(aghead(e)), ==, agnameof(aghead(f)));
        g_assert_cmpuint(AGSEQ(e), ==, AGSEQ(f));
        same_values(a, b, e, f, AGEDGE);
    }
    g_assert_true(!e && !f);
}

static void same_graph(graph_t *a, graph_t *b)
{
    node_t *n = agfstnode(a), *m = agfstnode(b);
    g_assert_true(agisdirected(a) && agisdirected(b) && agisstrict(a) == agisstrict(b));
    same_values(a, b, a, b, AGRAPH);
    for (; n && m; n = agnxtnode(a, n), m = agnxtnode(b, m)) {
        g_assert_cmpstr(agnameof(n), ==, agnameof(m));
        same_values(a, b, n, m, AGNODE);
        same_edges(a, b, n, m);
    }
    g_assert_true(!n && !m);
}

static void reads_the_same(void)
{
    GRand *rand = g_rand_new_with_seed(7);
    for (int i = 0; i < PAGES; i++) {
        g_autofree char *dot = random_page(rand);
        graph_t *ours = plain_read(dot), *theirs = agmemread(dot);
        g_assert_nonnull(ours);
        g_assert_nonnull(theirs);
        vet_graph(theirs);
        vet_size(ours);
        same_graph(ours, theirs);
        agclose(ours);
        agclose(theirs);
    }
    g_rand_free(rand);
}

/* --- pages that are not plain */

/* Left to Graphviz's grammar. */
static void leaves_the_rest(void)
{
#define HEAD "digraph page {\ngraph [pad=0]\nnode [label=\"\"]\nedge [dir=none]\n"
    static const char *const others[] = {
        "",
        "digraph page {\n",
        "digraph other {\n}\n",
        "graph page {\n}\n",
        HEAD,
        HEAD "}",
        HEAD "}\nx",
        HEAD "} \n",
        HEAD "a\n}\n",
        HEAD "a [label=x\n]\n}\n",
        HEAD "a [label=\"x]\n}\n",
        HEAD "a [label=\"x\\\ny\"]\n}\n",
        HEAD "a [label=<x>]\n}\n",
        HEAD "a [label=]\n}\n",
        HEAD "a [label]\n}\n",
        HEAD "a [label=\"x\"+\"y\"]\n}\n",
        HEAD "a:n [label=x]\n}\n",
        HEAD "a -> b -> c [dir=none]\n}\n",
        HEAD "a -> b:n [dir=none]\n}\n",
        HEAD "node [label=x]\na [label=y]\n}\n",
        HEAD "edge [dir=both]\na -> b []\n}\n",
        HEAD "subgraph x { a }\n}\n",
        HEAD "{ a }\n}\n",
        HEAD "/* x */\n}\n",
        HEAD "\"a\" [label=y]\n}\n",
        HEAD "é [label=y]\n}\n",
        "digraph page {\nnode [label=\"\"]\ngraph [pad=0]\nedge [dir=none]\n}\n",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        graph_t *graph = plain_read(others[i]);
        if (graph) g_error("read: %s", others[i]);
    }
    graph_t *empty = plain_read(HEAD "}\n");
    g_assert_nonnull(empty);
    agclose(empty);
}

/* Some bytes changed, gone or doubled. */
static void bend(GString *dot, GRand *rand)
{
    static const char bytes[] = "\"\\\n[]{}=->;#<& \0a1é";
    for (int n = g_rand_int_range(rand, 1, 4); n > 0 && dot->len > 0; n--) {
        gssize at = g_rand_int_range(rand, 0, (gint32)dot->len);
        char c = bytes[g_rand_int_range(rand, 0, sizeof bytes - 1)];
        switch (g_rand_int_range(rand, 0, 4)) {
        case 0:
            g_string_truncate(dot, (gsize)at);
            break;
        case 1:
            g_string_erase(dot, at, 1);
            break;
        case 2:
            g_string_insert_c(dot, at, c);
            break;
        default:
            dot->str[at] = c;
            break;
        }
    }
}

/* Read, left to Graphviz, or refused; each in a process of its own, because a refusal ends it. */
static void survives(void)
{
    GRand *rand = g_rand_new_with_seed(11);
    for (int i = 0; i < BENT; i++) {
        char *text = random_page(rand);
        g_autoptr(GString) dot = g_string_new(text);
        int status;
        g_free(text);
        bend(dot, rand);
        pid_t child = fork();
        if (child == 0) {
            may_fail = true;
            plain_read(dot->str);
            _exit(0);
        }
        g_assert_cmpint(waitpid(child, &status, 0), ==, child);
        if (!WIFEXITED(status) || (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != REFUSED))
            g_error("crashed at: %s", dot->str);
    }
    g_rand_free(rand);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/render/plain/reads-the-same", reads_the_same);
    g_test_add_func("/render/plain/leaves-the-rest", leaves_the_rest);
    g_test_add_func("/render/plain/survives", survives);
    return g_test_run();
}
