#include "model/columns.h"

#include "model/private.h"

static const void *column_of(const jw_model *m, int attribute)
{
    return m->tables[0].columns[attribute].data;
}

const jw_str *jw_column_of_texts(const jw_model *m, int attribute)
{
    return column_of(m, attribute);
}

const double *jw_column_of_numbers(const jw_model *m, int attribute)
{
    return column_of(m, attribute);
}

const signed char *jw_column_of_flags(const jw_model *m, int attribute)
{
    return column_of(m, attribute);
}

const uint16_t *jw_column_of_kinds(const jw_model *m)
{
    return m->unit_kind;
}

const jw_link *jw_column_of_links(const jw_model *m)
{
    return m->links;
}

jw_str jw_model_text_number(const jw_model *m, const char *text)
{
    return jw_strings_find(m->strings, text);
}

jw_eliminated jw_eliminated_of(const jw_model *m)
{
    jw_str eliminated = jw_model_text_number(m, "eliminated");
    return (jw_eliminated){ eliminated ? jw_column_of_texts(m, JW_STATE) : NULL, eliminated };
}
