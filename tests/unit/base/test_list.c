/* Lists of rows, and the pages that they and others lie on. */
#include "base/list.h"
#include "base/pages.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    uint32_t a, b, c;
} row;

static void test_adding(void)
{
    enum { ROWS = 400000 }; /* more than fit on small pages */
    jw_list list = { 0 };
    for (uint32_t i = 0; i < ROWS; i++) {
        row *added = jw_list_add(&list, sizeof *added);
        *added = (row){ i, 2 * i, 3 * i };
    }
    g_assert_cmpuint(list.n, ==, ROWS);
    for (uint32_t i = 0; i < ROWS; i++) {
        row r = ((const row *)list.rows)[i];
        g_assert_true(r.a == i && r.b == 2 * i && r.c == 3 * i);
    }
    jw_list_clear(&list);
    g_assert_null(list.rows);
    g_assert_cmpuint(list.n + list.room, ==, 0);
}

static void test_room(void)
{
    jw_list list = { 0 };
    *(uint32_t *)jw_list_add(&list, sizeof(uint32_t)) = 7;
    jw_list_make_room(&list, sizeof(uint32_t), 1000000);
    g_assert_cmpuint(list.room, ==, 1000000);
    const void *rows = list.rows;
    for (uint32_t i = 1; i < 1000000; i++) *(uint32_t *)jw_list_add(&list, sizeof(uint32_t)) = i;
    g_assert_true(list.rows == rows);
    jw_list_make_room(&list, sizeof(uint32_t), 5); /* less than there is: nothing happens */
    g_assert_true(list.rows == rows && list.room == 1000000);
    g_assert_cmpuint(*(const uint32_t *)list.rows, ==, 7);
    jw_list_clear(&list);
}

/* What is used stays, whether the block is moved to large pages or resized. */
static void test_resized(void)
{
    static const size_t sizes[] = { 100, 1000, JW_LARGE_BLOCK + 5, 3 * JW_LARGE_BLOCK, 40 * JW_LARGE_BLOCK,
                                    200 };
    unsigned char *block = NULL;
    size_t used = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        block = jw_resize_pages(block, MIN(used, sizes[i]), sizes[i]);
        for (size_t k = 0; k < MIN(used, sizes[i]); k++) g_assert_cmpuint(block[k], ==, k % 251);
        used = MIN(sizes[i], JW_LARGE_BLOCK);
        for (size_t k = 0; k < used; k++) block[k] = (unsigned char)(k % 251);
    }
    free(block);
}

static void test_zeros(void)
{
    static const size_t sizes[] = { 1, 4096, 100000, JW_LARGE_BLOCK, 3 * JW_LARGE_BLOCK + 1 };
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
        for (int again = 0; again < 4; again++) {
            unsigned char *zeros = again < 2 ? jw_zero_pages(sizes[i]) : jw_sparse_pages(sizes[i]);
            for (size_t k = 0; k < sizes[i]; k++) g_assert_cmpuint(zeros[k], ==, 0);
            memset(zeros, 0xAA, sizes[i]);
            jw_free_zero_pages(zeros, sizes[i]);
        }
    jw_free_zero_pages(NULL, 100);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/list/adding", test_adding);
    g_test_add_func("/list/room", test_room);
    g_test_add_func("/pages/resized", test_resized);
    g_test_add_func("/pages/zeros", test_zeros);
    return g_test_run();
}
