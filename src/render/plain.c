/* SPDX-License-Identifier: MIT */
/* Pages come as DOT of a plain kind: a statement a line, defaults first, attributes as key=word or
 * key="text". That is read here, twenty times as fast as by Graphviz's own grammar, and every distinct value
 * is vetted once. Whatever is not as plain gives NULL, and goes the long way. */
#include "render.h"

#include <string.h>

enum { MOST_NAME = 63 };

/* An attribute of one kind of object. */
typedef struct {
    char key[MOST_NAME + 1];
    Agsym_t *symbol;
    int rule; /* of vet_attribute() */
} column;

typedef struct {
    const char *at;
    graph_t *graph;
    GString *value;
    char key[MOST_NAME + 1];
    GArray *columns[3]; /* of graph, node, edge; a dozen each */
    guint next[3];      /* the column that may come next: attributes mostly keep one order */
} reader;

static bool is_word(char c)
{
    return g_ascii_isalnum(c) || (c != '\0' && strchr("_.#-", c));
}

static bool take(reader *r, const char *text)
{
    size_t length = strlen(text);
    if (strncmp(r->at, text, length) != 0) return false;
    r->at += length;
    return true;
}

static bool take_name(reader *r, char out[MOST_NAME + 1])
{
    size_t n = 0;
    while (g_ascii_isalnum(r->at[n]) || r->at[n] == '_') n++;
    if (n == 0 || n > MOST_NAME) return false;
    memcpy(out, r->at, n);
    out[n] = '\0';
    r->at += n;
    return true;
}

/* In DOT only \" is an escape; a backslash before the end of a line would join lines, and is not plain. */
static bool take_quoted(reader *r)
{
    for (r->at++; *r->at != '"'; r->at++) {
        if (*r->at == '\0' || *r->at == '\n') return false;
        if (r->at[0] == '\\' && r->at[1] != '\0') {
            if (r->at[1] != '"') g_string_append_c(r->value, '\\');
            r->at++;
            if (*r->at == '\n') return false;
        }
        g_string_append_c(r->value, *r->at);
    }
    r->at++;
    return true;
}

static bool take_value(reader *r)
{
    g_string_truncate(r->value, 0);
    if (*r->at == '"') return take_quoted(r);
    const char *from = r->at;
    while (is_word(*r->at)) r->at++;
    g_string_append_len(r->value, from, r->at - from);
    return r->at > from;
}

/* One more attribute of a list whose [ is behind us; *done at its end. */
static bool take_attribute(reader *r, bool *done)
{
    while (*r->at == ' ') r->at++;
    *done = *r->at == ']';
    if (*done) return take(r, "]\n");
    return take_name(r, r->key) && take(r, "=") && take_value(r);
}

static column *find_column(reader *r, int kind)
{
    guint n = r->columns[kind]->len, at = r->next[kind];
    for (guint i = 0; i < n; i++, at++) {
        if (at >= n) at = 0;
        column *c = &g_array_index(r->columns[kind], column, at);
        if (strcmp(c->key, r->key) != 0) continue;
        r->next[kind] = at + 1;
        return c;
    }
    return NULL;
}

/* Of the attribute just read; it begins with this default. */
static const column *add_column(reader *r, int kind, const char *standard)
{
    column made = { .rule = vet_named(r->key) };
    memcpy(made.key, r->key, sizeof made.key);
    vet_attribute(made.rule, standard);
    made.symbol = agattr(r->graph, kind, r->key, (char *)standard);
    g_array_append_val(r->columns[kind], made);
    return &g_array_index(r->columns[kind], column, r->columns[kind]->len - 1);
}

static bool take_defaults(reader *r, int kind)
{
    for (bool done = false;;) {
        if (!take_attribute(r, &done)) return false;
        if (done) return true;
        if (find_column(r, kind)) return false;
        add_column(r, kind, r->value->str);
    }
}

static bool take_attributes(reader *r, void *object, int kind)
{
    for (bool done = false;;) {
        if (!take_attribute(r, &done)) return false;
        if (done) return true;
        const column *c = find_column(r, kind);
        if (!c) c = add_column(r, kind, "");
        vet_attribute(c->rule, r->value->str);
        agxset(object, c->symbol, r->value->str);
    }
}

static bool take_object(reader *r)
{
    char name[MOST_NAME + 1], head[MOST_NAME + 1];
    if (!take_name(r, name)) return false;
    if (take(r, " -> ")) {
        if (!take_name(r, head) || !take(r, " [")) return false;
        edge_t *edge = agedge(r->graph, agnode(r->graph, name, 1), agnode(r->graph, head, 1), NULL, 1);
        return take_attributes(r, edge, AGEDGE);
    }
    return take(r, " [") && take_attributes(r, agnode(r->graph, name, 1), AGNODE);
}

static bool take_graph(reader *r)
{
    static const char *const kinds[] = { [AGRAPH] = "graph [", [AGNODE] = "node [", [AGEDGE] = "edge [" };
    for (int kind = AGRAPH; kind <= AGEDGE; kind++)
        if (!take(r, kinds[kind]) || !take_defaults(r, kind)) return false;
    while (*r->at != '}')
        if (g_str_has_prefix(r->at, "node [") || g_str_has_prefix(r->at, "edge [") ||
            g_str_has_prefix(r->at, "graph [") || g_str_has_prefix(r->at, "subgraph") || !take_object(r))
            return false;
    return take(r, "}\n") && *r->at == '\0';
}

/* Each value is looked up several times among all strings of the graph: in a hash it is found at once, in the
 * tree that Graphviz keeps for them after a dozen comparisons. The tree's own memory function cannot grow a
 * hash. */
static graph_t *new_graph(void)
{
    static Dtdisc_t hashed;
    graph_t *graph = agopen("page", Agdirected, NULL);
    agstrdup(graph, ""); /* the first string makes the table */
    Dict_t *strings = graph->clos->strdict;
    hashed = *dtdisc(strings, NULL, 0);
    hashed.memoryf = NULL;
    dtdisc(strings, &hashed, DT_SAMECMP | DT_SAMEHASH);
    dtmethod(strings, Dtset);
    return graph;
}

graph_t *plain_read(const char *dot)
{
    reader r = { .at = dot, .value = g_string_new(NULL) };
    if (!take(&r, "digraph page {\n")) return NULL;
    r.graph = new_graph();
    for (int kind = AGRAPH; kind <= AGEDGE; kind++)
        r.columns[kind] = g_array_new(FALSE, FALSE, sizeof(column));
    bool good = take_graph(&r);
    for (int kind = AGRAPH; kind <= AGEDGE; kind++) g_array_free(r.columns[kind], TRUE);
    g_string_free(r.value, TRUE);
    if (good) return r.graph;
    agclose(r.graph);
    return NULL;
}
