/* Linked into what draws, in builds under AddressSanitizer: the leaks of drawing libraries are told apart by
 * the library they stem from (lsan.supp), which only a slow walk up the stack finds, as these keep no frame
 * pointers. All other programs of the tests are a hundred times as fast without. */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
    return "fast_unwind_on_malloc=0";
}
