/* What is written must be JSON, mean what was put, and look as promised. */
#include "base/json_out.h"

#include <cjson/cJSON.h>
#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    jw_json_out out;
    char *text;
    size_t length;
} page;

static void begin(page *p)
{
    jw_json_begin(&p->out, open_memstream(&p->text, &p->length));
}

static void end(page *p)
{
    jw_json_end(&p->out);
    fclose(p->out.stream);
}

/* ---- Random trees ---- */

static char *random_string(GRand *r)
{
    static const char *const pieces[] = { "a",  "龙华", "\"",   "\\",   "\n", "\t", "\r", "\b",
                                          "\f", "\x01", "\x1f", "\x7f", "/",  "😀",  "é",  " " };
    GString *s = g_string_new(NULL);
    for (int n = g_rand_int_range(r, 0, 6); n; n--)
        g_string_append(s, pieces[g_rand_int_range(r, 0, G_N_ELEMENTS(pieces))]);
    return g_string_free(s, FALSE);
}

static cJSON *random_tree(GRand *r, int depth)
{
    static const double numbers[] = { 0, 1, -1, 0.1, 1e300, 5e-324, 123456789012345.0, 1e15, -2.5 };
    switch (g_rand_int_range(r, 0, depth ? 7 : 5)) {
    case 0:
        return cJSON_CreateNull();
    case 1:
        return cJSON_CreateBool(g_rand_boolean(r));
    case 2:
        return cJSON_CreateNumber(numbers[g_rand_int_range(r, 0, G_N_ELEMENTS(numbers))]);
    case 3:
        return cJSON_CreateNumber(g_rand_double_range(r, -1000, 1000));
    case 4: {
        g_autofree char *text = random_string(r);
        return cJSON_CreateString(text);
    }
    }
    bool object = g_rand_boolean(r);
    cJSON *tree = object ? cJSON_CreateObject() : cJSON_CreateArray();
    for (int n = g_rand_int_range(r, 0, 4); n; n--) {
        g_autofree char *tail = random_string(r), *key = g_strdup_printf("%d%s", n, tail);
        if (object)
            cJSON_AddItemToObject(tree, key, random_tree(r, depth - 1));
        else
            cJSON_AddItemToArray(tree, random_tree(r, depth - 1));
    }
    return tree;
}

static void write_tree(jw_json_out *out, const cJSON *tree, GRand *r)
{
    if (cJSON_IsNull(tree))
        jw_json_null(out);
    else if (cJSON_IsBool(tree))
        jw_json_bool(out, cJSON_IsTrue(tree));
    else if (cJSON_IsNumber(tree))
        jw_json_number(out, tree->valuedouble);
    else if (cJSON_IsString(tree))
        jw_json_string(out, tree->valuestring);
    else {
        bool object = cJSON_IsObject(tree);
        (g_rand_boolean(r) ? jw_json_open : jw_json_open_inline)(out, object ? '{' : '[');
        const cJSON *child;
        cJSON_ArrayForEach(child, tree)
        {
            if (object) jw_json_key(out, child->string);
            write_tree(out, child, r);
        }
        jw_json_close(out, object ? '}' : ']');
    }
}

static void test_random_trees(void)
{
    GRand *r = g_rand_new_with_seed(5);
    for (int i = 0; i < 3000; i++) {
        cJSON *tree = random_tree(r, 5);
        page p;
        begin(&p);
        write_tree(&p.out, tree, r);
        end(&p);
        cJSON *back = cJSON_ParseWithOpts(p.text, NULL, true);
        g_assert_nonnull(back);
        g_assert_true(cJSON_Compare(tree, back, true));
        for (const char *c = p.text; *c; c++) g_assert_true((guchar)*c >= 0x20 || *c == '\n');
        cJSON_Delete(tree);
        cJSON_Delete(back);
        free(p.text);
    }
    g_rand_free(r);
}

/* ---- Parts ---- */

static void put_items(jw_json_out *out, int from, int to)
{
    for (int i = from; i < to; i++) {
        (i % 3 ? jw_json_open_inline : jw_json_open)(out, '{');
        jw_json_put_number(out, "n", i);
        jw_json_close(out, '}');
    }
}

/* A list of n items, in parts of `step` (0: at once); other values stand before and behind it. */
static char *listed(int n, int step)
{
    page p;
    begin(&p);
    jw_json_open(&p.out, '{');
    jw_json_put_string(&p.out, "name", "龙华");
    jw_json_key(&p.out, "list");
    jw_json_open(&p.out, '[');
    jw_json_out opened = p.out, parts[2] = { 0 }; /* two threads', in turn */
    if (!step) put_items(&p.out, 0, n);
    for (int i = 0; step && i < n; i += 2 * step) {
        for (int k = 0; k < 2; k++) { /* both are written before either is taken; the last may be empty */
            jw_json_begin_part(&parts[k], &opened, i + k == 0);
            put_items(&parts[k], MIN(i + k * step, n), MIN(i + (k + 1) * step, n));
        }
        for (int k = 0; k < 2; k++) jw_json_take_part(&p.out, &parts[k]);
    }
    for (int k = 0; k < 2; k++) jw_json_end_part(&parts[k]);
    jw_json_close(&p.out, ']');
    jw_json_put_bool(&p.out, "end", true);
    jw_json_close(&p.out, '}');
    end(&p);
    return p.text;
}

/* A list in parts is the list at once, however many there are; it is longer than what is held before writing.
 */
static void test_parts(void)
{
    static const int sizes[] = { 0, 1, 2, 7, 10000 }, steps[] = { 1, 3, 1000, 20000 };
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
        for (size_t k = 0; k < G_N_ELEMENTS(steps); k++) {
            char *whole = listed(sizes[i], 0), *parts = listed(sizes[i], steps[k]);
            g_assert_cmpstr(parts, ==, whole);
            free(whole);
            free(parts);
        }
}

/* ---- Shape ---- */

static void test_shape(void)
{
    page p;
    begin(&p);
    jw_json_open(&p.out, '{');
    jw_json_put_string(&p.out, "name", "龙华");
    jw_json_put_string(&p.out, "source", NULL);
    jw_json_put_number(&p.out, "rate", 0.25);
    jw_json_put_number(&p.out, "bad", NAN);
    jw_json_put_bool(&p.out, "yes", true);
    jw_json_key(&p.out, "bounds");
    jw_json_open_inline(&p.out, '[');
    jw_json_number(&p.out, 0);
    jw_json_open(&p.out, '{');
    jw_json_put_bool(&p.out, "deep", false);
    jw_json_put_number(&p.out, "n", 2);
    jw_json_close(&p.out, '}');
    jw_json_close(&p.out, ']');
    jw_json_key(&p.out, "none");
    jw_json_open(&p.out, '[');
    jw_json_close(&p.out, ']');
    jw_json_key(&p.out, "gaps");
    jw_json_open(&p.out, '[');
    jw_json_open(&p.out, '{');
    jw_json_put_string(&p.out, "id", "a");
    jw_json_close(&p.out, '}');
    jw_json_open_inline(&p.out, '{');
    jw_json_close(&p.out, '}');
    jw_json_close(&p.out, ']');
    jw_json_close(&p.out, '}');
    end(&p);
    g_assert_cmpstr(p.text, ==,
                    "{\n"
                    "  \"name\": \"龙华\",\n"
                    "  \"source\": null,\n"
                    "  \"rate\": 0.25,\n"
                    "  \"bad\": null,\n"
                    "  \"yes\": true,\n"
                    "  \"bounds\": [0, {\"deep\": false, \"n\": 2}],\n"
                    "  \"none\": [],\n"
                    "  \"gaps\": [\n"
                    "    {\n"
                    "      \"id\": \"a\"\n"
                    "    },\n"
                    "    {}\n"
                    "  ]\n"
                    "}\n");
    free(p.text);
}

static void test_escapes(void)
{
    page p;
    begin(&p);
    jw_json_string(&p.out, "\"\\/\b\f\n\r\t\x01\x1f\x7f é龙😀");
    end(&p);
    g_assert_cmpstr(p.text, ==, "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f é龙😀\"\n");
    free(p.text);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json-out/random-trees", test_random_trees);
    g_test_add_func("/json-out/parts", test_parts);
    g_test_add_func("/json-out/shape", test_shape);
    g_test_add_func("/json-out/escapes", test_escapes);
    return g_test_run();
}
