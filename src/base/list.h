/* A list that grows, of rows of one width, for what is appended millions of times: what GArray calls for each
 * row stands here inline. All zeros is an empty list. */
#ifndef JW_BASE_LIST_H
#define JW_BASE_LIST_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    void *rows;
    uint32_t n, room;
} jw_list;

/* Makes room for so many rows in all, if there is less. */
void jw_list_make_room(jw_list *list, size_t width, uint32_t room);
/* For one more than there are, and some to spare. */
void jw_list_grow(jw_list *list, size_t width);
/* Frees the rows; the list is empty then. */
void jw_list_clear(jw_list *list);

/* A new last row, to be filled. Good until the next is added. */
static inline void *jw_list_add(jw_list *list, size_t width)
{
    if (list->n == list->room) jw_list_grow(list, width);
    return (char *)list->rows + list->n++ * width;
}

#endif
