#include "base/list.h"

#include "base/pages.h"

#include <glib.h>
#include <stdlib.h>

void jw_list_make_room(jw_list *list, size_t width, uint32_t room)
{
    if (room <= list->room) return;
    list->rows = jw_resize_pages(list->rows, list->n * width, room * width);
    list->room = room;
}

void jw_list_grow(jw_list *list, size_t width)
{
    if (list->n == UINT32_MAX) g_error("a list of more than %u rows", UINT32_MAX);
    jw_list_make_room(list, width, (uint32_t)MIN(MAX(list->n + (uint64_t)list->n / 2, 16), UINT32_MAX));
}

void jw_list_clear(jw_list *list)
{
    free(list->rows);
    *list = (jw_list){ 0 };
}
