#include "base/number.h"
#include "base/text.h"

#include <glib.h>

/* Writing the first byte of a plain character over that of a full-width one made the next step start in its middle. */
static void test_fold_width_in_place(void)
{
    char text[] = "１２，ａ　甲";
    jw_fold_width(text);
    g_assert_cmpstr(text, ==, "12,a 甲");
    double number = 0;
    g_assert_true(jw_read_number("　１，２３４．５ ", &number));
    g_assert_cmpfloat(number, ==, 1234.5);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text/fold-width-in-place", test_fold_width_in_place);
    return g_test_run();
}
