/* Made office.xlsx, once, with libxlsxwriter (apt-get install libxlsxwriter-dev):
 *     cc make_office.c -lxlsxwriter -o make && ./make office.xlsx
 * A register as an office keeps it: a title over all columns, a header of two rows with merged cells, streets merged
 * over the rows of theirs, dates as dates, a row of totals; and a hidden sheet before it. */
#include <xlsxwriter.h>

static const char *const rows[][5] = {
    { "XH001", "餐饮行业协会", "观湖", "党支部", "观湖街道促进会" },
    { "XH002", "烘焙行业协会", "观湖", "无", "观湖街道促进会" },
    { "XH003", "软件行业协会", "观湖", "联合党支部", "观湖街道促进会、科技条线" },
    { "XH004", "物流商会", "民治", "无", "" },
    { "XH005", "书画协会", "民治", "无", "民治街道促进会" },
};
static const int members[] = { 5, 0, 2, 1, 4 };

int main(int argc, char **argv)
{
    (void)argc;
    lxw_workbook *book = workbook_new(argv[1]);
    lxw_doc_properties properties = { .title = "名册", .created = 1688083200 };
    workbook_set_properties(book, &properties);
    lxw_format *date = workbook_add_format(book), *bold = workbook_add_format(book);
    format_set_num_format(date, "yyyy\"年\"m\"月\"d\"日\"");
    format_set_bold(bold);
    lxw_worksheet *hidden = workbook_add_worksheet(book, "代码表"), *s = workbook_add_worksheet(book, "协会");
    worksheet_write_string(hidden, 0, 0, "代码", NULL);
    worksheet_activate(s);
    worksheet_hide(hidden);
    worksheet_merge_range(s, 0, 0, 0, 7, "某区社会组织党建名册（2023年6月）", bold);
    static const char *const merged[] = { "序号", "登记证号", "名称", "所属街道" };
    for (int c = 0; c < 4; c++) worksheet_merge_range(s, 1, (lxw_col_t)c, 2, (lxw_col_t)c, merged[c], bold);
    worksheet_merge_range(s, 1, 4, 1, 5, "党组织情况", bold);
    worksheet_write_string(s, 2, 4, "组织形式", bold);
    worksheet_write_string(s, 2, 5, "党员\n人数", bold);
    worksheet_merge_range(s, 1, 6, 2, 6, "指导单位", bold);
    worksheet_merge_range(s, 1, 7, 2, 7, "成立日期", bold);
    for (int i = 0; i < 5; i++) {
        lxw_row_t r = (lxw_row_t)(3 + i);
        worksheet_write_number(s, r, 0, i + 1, NULL);
        worksheet_write_string(s, r, 1, rows[i][0], NULL);
        worksheet_write_string(s, r, 2, rows[i][1], NULL);
        worksheet_write_string(s, r, 4, rows[i][3], NULL);
        worksheet_write_number(s, r, 5, members[i], NULL);
        worksheet_write_string(s, r, 6, rows[i][4], NULL);
        lxw_datetime day = { 2012 + i, 5, 13, 0, 0, 0 };
        worksheet_write_datetime(s, r, 7, &day, date);
    }
    worksheet_merge_range(s, 3, 3, 5, 3, "观湖", NULL);
    worksheet_merge_range(s, 6, 3, 7, 3, "民治", NULL);
    worksheet_merge_range(s, 8, 0, 8, 4, "合  计", bold);
    worksheet_write_formula_num(s, 8, 5, "=SUM(F4:F8)", NULL, 12);
    lxw_row_col_options hide = { .hidden = 1 };
    worksheet_set_row_opt(s, 5, 15, NULL, &hide);
    return workbook_close(book);
}
