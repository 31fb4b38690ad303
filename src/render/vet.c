/* SPDX-License-Identifier: MIT */
/* What a graph may hold. Graphviz opens files for `image`, exits on some values and crashes on others, and
 * reads markup and escapes in labels; so only the attributes below pass, each within its range. */
#include "render.h"

#include <stdlib.h>
#include <string.h>

#define MOST_NODES 400000
#define MOST_EDGES 400000
#define MOST_LABEL 8192
#define MOST_LINES 200

typedef enum { ANY, NUMBER, LABEL, SHAPE, NAME, LINK, POSITION } value_kind;

typedef struct {
    const char *name;
    value_kind kind;
    double least, most;
} attribute;

static const attribute allowed[] = {
    { "arrowhead", NAME, 0, 0 },     { "arrowsize", NUMBER, 0, 100 }, { "arrowtail", NAME, 0, 0 },
    { "bgcolor", NAME, 0, 0 },       { "class", NAME, 0, 0 },         { "color", NAME, 0, 0 },
    { "constraint", NAME, 0, 0 },    { "dir", NAME, 0, 0 },           { "fillcolor", NAME, 0, 0 },
    { "fixedsize", NAME, 0, 0 },     { "fontcolor", NAME, 0, 0 },     { "fontname", ANY, 0, 0 },
    { "fontsize", NUMBER, 1, 1000 }, { "group", NAME, 0, 0 },         { "headclip", NAME, 0, 0 },
    { "headport", NAME, 0, 0 },      { "height", NUMBER, 0, 100000 }, { "id", NAME, 0, 0 },
    { "K", NUMBER, 0.01, 100 },      { "label", LABEL, 0, 0 },        { "labelloc", NAME, 0, 0 },
    { "len", NUMBER, 0.01, 1000 },   { "margin", NUMBER, 0, 100 },    { "minlen", NUMBER, 0, 100 },
    { "nodesep", NUMBER, 0, 100 },   { "nojustify", NAME, 0, 0 },     { "notranslate", NAME, 0, 0 },
    { "ordering", NAME, 0, 0 },      { "outputorder", NAME, 0, 0 },   { "overlap", NAME, 0, 0 },
    { "pad", NUMBER, 0, 100 },       { "penwidth", NUMBER, 0, 100 },  { "pos", POSITION, 0, 0 },
    { "rank", NAME, 0, 0 },          { "rankdir", NAME, 0, 0 },       { "ranksep", NUMBER, 0, 100 },
    { "root", NAME, 0, 0 },          { "sep", NUMBER, 0, 100 },       { "shape", SHAPE, 0, 0 },
    { "splines", NAME, 0, 0 },       { "start", NUMBER, 0, 1e9 },     { "style", NAME, 0, 0 },
    { "tailclip", NAME, 0, 0 },      { "tailport", NAME, 0, 0 },      { "URL", LINK, 0, 0 },
    { "weight", NUMBER, 0, 10000 },  { "width", NUMBER, 0, 100000 },  { "xlabel", LABEL, 0, 0 },
    { "xlp", POSITION, 0, 0 },
};

static const attribute *find_attribute(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(allowed); i++)
        if (allowed[i].name[0] == name[0] && strcmp(allowed[i].name, name) == 0) return &allowed[i];
    return NULL;
}

static void vet_number(const attribute *at, const char *value)
{
    char *end;
    double number = g_ascii_strtod(value, &end);
    if (end == value || *end || !(number >= at->least && number <= at->most))
        fail("bad-request", NULL, "attribute %s = \"%.40s\"", at->name, value);
}

/* Plain text: every & is &amp; and every \ is \\ or a line's end, so that Graphviz expands nothing. */
static void vet_label(const char *value)
{
    size_t lines = 1, length = strlen(value);
    if (length > MOST_LABEL) fail("limit", NULL, "a label of %zu bytes", length);
    for (const char *p = value; *p; p++) {
        if (*p == '&' && strncmp(p, "&amp;", 5) != 0) fail("bad-request", "&amp;", "label \"%.80s\"", value);
        if (*p == '\n') fail("bad-request", "\\n", "a line break in label \"%.80s\"", value);
        if (*p != '\\') continue;
        p++;
        if (!*p || !strchr("\\nlr", *p)) fail("bad-request", "\\\\", "label \"%.80s\"", value);
        if (*p != '\\') lines++;
    }
    if (lines > MOST_LINES) fail("limit", NULL, "a label of %zu lines", lines);
}

static void vet_shape(const char *value)
{
    static const char *const shapes[] = { "box",      "rect",      "ellipse", "circle",    "diamond",
                                          "plain",    "plaintext", "none",    "point",     "hexagon",
                                          "triangle", "octagon",   "note",    "underline", "box3d",
                                          "folder",   NULL };
    if (!g_strv_contains(shapes, value)) fail("bad-request", NULL, "shape \"%.40s\"", value);
}

static void vet_characters(const char *value, const char *more, const char *name)
{
    for (const char *p = value; *p; p++)
        if (!g_ascii_isalnum(*p) && !strchr(more, *p))
            fail("bad-request", NULL, "attribute %s = \"%.60s\"", name, value);
}

/* An apostrophe in a link makes cairo abort the process. */
static void vet_link(const char *value)
{
    bool known = g_str_has_prefix(value, "http://") || g_str_has_prefix(value, "https://") ||
                 g_str_has_prefix(value, "mailto:");
    if (*value && !known) fail("bad-request", "http, https or mailto", "URL \"%.80s\"", value);
    vet_characters(value, "-._~:/?#[]@!$()*+,;=%", "URL");
}

static void vet_value(const attribute *at, const char *value)
{
    if (!*value) return;
    switch (at->kind) {
    case ANY:
        if (strlen(value) > 600) fail("bad-request", NULL, "attribute %s", at->name);
        break;
    case NUMBER:
        vet_number(at, value);
        break;
    case LABEL:
        vet_label(value);
        break;
    case SHAPE:
        vet_shape(value);
        break;
    case NAME:
        vet_characters(value, "#_-., :", at->name);
        break;
    case LINK:
        vet_link(value);
        break;
    case POSITION:
        vet_characters(value, "+-., ;!", at->name);
        break;
    }
}

int vet_named(const char *name)
{
    const attribute *at = find_attribute(name);
    if (!at) fail("bad-request", NULL, "attribute %.60s", name);
    return (int)(at - allowed);
}

/* Values repeat from page to page; what may pass may pass again. Texts and places are hardly ever the same
 * twice. */
void vet_attribute(int rule, const char *value)
{
    static GHashTable *passed[G_N_ELEMENTS(allowed)];
    const attribute *at = &allowed[rule];
    bool repeats = at->kind != LABEL && at->kind != POSITION;
    GHashTable **seen = &passed[rule];
    if (!*seen) *seen = g_hash_table_new(g_str_hash, g_str_equal);
    if (repeats && g_hash_table_contains(*seen, value)) return;
    vet_value(at, value);
    if (repeats) g_hash_table_add(*seen, g_strdup(value));
}

/* Of a string that cgraph keeps. */
static void vet_kept(const attribute *at, const char *value)
{
    if (aghtmlstr((char *)value)) fail("bad-request", "plain text", "HTML in attribute %s", at->name);
    vet_value(at, value);
}

/* Every declared attribute of one kind of object must be in the table, and its default in range. */
static void vet_declared(graph_t *graph, int kind)
{
    for (Agsym_t *sym = agnxtattr(graph, kind, NULL); sym; sym = agnxtattr(graph, kind, sym)) {
        const attribute *at = find_attribute(sym->name);
        if (!at) fail("bad-request", NULL, "attribute %.60s", sym->name);
        if (at->kind == LABEL && strcmp(sym->defval, "\\N") == 0) continue; /* Graphviz's own default */
        vet_kept(at, sym->defval);
    }
}

static void vet_object(graph_t *graph, void *object, int kind)
{
    for (Agsym_t *sym = agnxtattr(graph, kind, NULL); sym; sym = agnxtattr(graph, kind, sym)) {
        const attribute *at = find_attribute(sym->name);
        const char *value = agxget(object, sym);
        if (at->kind == LABEL && value == sym->defval) continue;
        vet_kept(at, value);
    }
}

static void vet_subgraphs(graph_t *root, graph_t *graph, int depth)
{
    if (depth > 32) fail("limit", NULL, "subgraphs nested more than 32 deep");
    vet_object(root, graph, AGRAPH);
    for (graph_t *sub = agfstsubg(graph); sub; sub = agnxtsubg(sub)) vet_subgraphs(root, sub, depth + 1);
}

void vet_size(graph_t *graph)
{
    if (agnnodes(graph) > MOST_NODES) fail("limit", NULL, "%d nodes", agnnodes(graph));
    if (agnedges(graph) > MOST_EDGES) fail("limit", NULL, "%d edges", agnedges(graph));
}

void vet_graph(graph_t *graph)
{
    vet_size(graph);
    for (int kind = AGRAPH; kind <= AGEDGE; kind++) vet_declared(graph, kind);
    vet_subgraphs(graph, graph, 0);
    for (node_t *n = agfstnode(graph); n; n = agnxtnode(graph, n)) {
        vet_characters(agnameof(n), "_", "name");
        vet_object(graph, n, AGNODE);
        for (edge_t *e = agfstout(graph, n); e; e = agnxtout(graph, e)) vet_object(graph, e, AGEDGE);
    }
}
