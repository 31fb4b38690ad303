/* Workbooks: what a cell says, which rows there are, and what is refused. Sheets are written out as XML; the
 * files in tests/data/xlsx are those of two programs that people use. */
#include "io/table.h"
#include "workbook.h"

#include "base/file.h"
#include "base/words.h"
#include "io/header.h"

#include "../growth.h"

#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"

typedef struct {
    GString *text; /* rows "line:cell|cell/" */
    jw_diags *diags;
    bool read;
} taken;

static bool take(void *context, const jw_row *row)
{
    GString *text = context;
    g_string_append_printf(text, "%u:", row->line);
    for (size_t i = 0; i < row->n; i++) g_string_append_printf(text, "%s%s", i ? "|" : "", row->cells[i]);
    g_string_append_c(text, '/');
    return true;
}

/* Takes the bytes. */
static taken read_bytes(char *bytes, size_t length, const char *sheet, const jw_limits *limits)
{
    taken t = { g_string_new(NULL), jw_diags_new(), false };
    jw_row_sink sink = { .header = take, .row = take, .context = t.text };
    jw_table *table = jw_table_open_bytes(bytes, length, "t.xlsx", JW_ENCODING_AUTO, sheet, limits, t.diags);
    t.read = table && jw_table_rows(table, &sink, t.diags);
    jw_table_close(table);
    g_assert_cmpint(t.read, ==, jw_diags_count(t.diags, JW_ERROR) == 0);
    return t;
}

static taken read_sheet(const char *sheet, const char *strings, const char *styles, const char *settings)
{
    size_t length;
    jw_limits limits = jw_limits_default();
    char *bytes = make_book(sheet, strings, styles, settings, &length);
    return read_bytes(bytes, length, NULL, &limits);
}

static void done(taken *t)
{
    g_string_free(t->text, TRUE);
    jw_diags_free(t->diags);
}

static void assert_rows(taken t, const char *rows)
{
    for (size_t i = 0; i < jw_diags_size(t.diags); i++) g_test_message("%s", jw_diags_get(t.diags, i)->code);
    g_assert_cmpstr(t.text->str, ==, rows);
    g_assert_true(t.read);
    done(&t);
}

/* The first finding: "code found line path". */
static void assert_finding(taken t, const char *wanted)
{
    g_assert_cmpuint(jw_diags_size(t.diags), >=, 1);
    const jw_diag *d = jw_diags_get(t.diags, 0);
    g_autofree char *found = g_strdup_printf("%s %s %u %s", d->code, d->found ? d->found : "-", d->place.line,
                                             d->path ? d->path : "-");
    g_assert_cmpstr(found, ==, wanted);
    g_assert_true(g_str_has_prefix(d->place.file, "t.xlsx"));
    done(&t);
}

/* ---- Cells ---- */

static const char styles[] =
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy&quot;年&quot;m&quot;月&quot;'/>"
    "<numFmt numFmtId='165' formatCode='[Red]0.00;&quot;d&quot;0'/><numFmt numFmtId='166' "
    "formatCode='h:mm:ss'/>"
    "<numFmt numFmtId='167' formatCode='[$-804]d\\.m'/><numFmt numFmtId='168' "
    "formatCode='General'/></numFmts>"
    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf "
    "numFmtId='164'/>"
    "<xf numFmtId='165'/><xf numFmtId='166'/><xf numFmtId='167'/><xf numFmtId='168'/><xf "
    "numFmtId='31'/></cellXfs></styleSheet>";

/* A cell alone in its sheet, and what it says. */
static const struct {
    const char *cell, *text;
} cells[] = {
    { "<c><v>12</v></c>", "12" },
    { "<c><v>12.0</v></c>", "12" },
    { "<c><v>0.10000000000000001</v></c>", "0.1" },
    { "<c><v>1.5E-3</v></c>", "0.0015" },
    { "<c t='n'><v>-7</v></c>", "-7" },
    { "<c><v>5.1440300123456704E+17</v></c>",
      "514403001234567000" }, /* the rest is lost in the spreadsheet */
    { "<c t='b'><v>1</v></c>", "TRUE" },
    { "<c t='b'><v>0</v></c>", "FALSE" },
    { "<c t='e'><v>#N/A</v></c>", "#N/A" },
    { "<c t='str'><f>A1&amp;B1</f><v> 公式 </v></c>", "公式" },
    { "<c t='inlineStr'><is><t>行</t><rPh sb='0' eb='1'><t>háng</t></rPh><r><t>业</t></r></is></c>", "行业" },
    { "<c t='s'><v>0</v></c>", "富文本" },
    { "<c t='s'><v>1</v></c>", "读音" },
    { "<c t='s'><v>2</v></c>", "a\nb_x" },
    { "<c t='d'><v>2023-06-30T00:00:00</v></c>", "2023-06-30" },
    { "<c s='1'><v>45107</v></c>", "2023-06-30" },
    { "<c s='1'><v>45107.75</v></c>", "2023-06-30" },
    { "<c s='1'><v>1</v></c>", "1900-01-01" },
    { "<c s='1'><v>59</v></c>", "1900-02-28" },
    { "<c s='1'><v>61</v></c>", "1900-03-01" },
    { "<c s='1'><v>2958465</v></c>", "9999-12-31" },
    { "<c s='1'><v>2958466</v></c>", "2958466" }, /* no day of the calendar: as a number */
    { "<c s='1'><v>-1</v></c>", "-1" },
    { "<c s='2'><v>45107</v></c>", "2023-06-30" },
    { "<c s='3'><v>45107</v></c>", "45107" },
    { "<c s='4'><v>0.5</v></c>", "0.5" }, /* a time of day */
    { "<c s='5'><v>45107</v></c>", "2023-06-30" },
    { "<c s='6'><v>45107</v></c>", "45107" },
    { "<c s='7'><v>45107</v></c>", "2023-06-30" },
    { "<c s='99'><v>45107</v></c>", "45107" },
};
static const char strings[] =
    "<sst><si><r><t>富</t></r><r><t>文本</t></r></si><si><t>读音</t><rPh><t>dú yīn</t></rPh></si>"
    "<si><t>a_x000A_b_x</t></si></sst>";

static void test_cells(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
        g_autofree char *sheet = g_strdup_printf(SHEET("<row>%s</row>"), cells[i].cell);
        g_autofree char *row = g_strdup_printf("1:%s/", cells[i].text);
        assert_rows(read_sheet(sheet, strings, styles, NULL), row);
    }
}

static void test_1904(void)
{
    assert_rows(read_sheet(SHEET("<row><c s='1'><v>0</v></c><c s='1'><v>43645</v></c></row>"), NULL, styles,
                           "<workbookPr date1904='1'/>"),
                "1:1904-01-01|2023-06-30/");
}

/* ---- Rows ---- */

#define T(at, text) "<c r='" at "' t='str'><v>" text "</v></c>"

static void test_rows(void)
{
    /* numbers of rows and cells may be left out; blank rows are no rows; hidden ones are; cells in any order
     */
    assert_rows(
        read_sheet(
            SHEET("<row r='2'>" T("B2", "b") T("A2", "a") "</row><row r='5' hidden='1'>" T(
                "C5", "c") "</row><row r='6'><c r='A6'/><c r='D6' s='1'/></row><row><c><v>1</v></c></row>"),
            NULL, NULL, NULL),
        "2:a|b/5:||c/7:1/");
    /* prefixes, and parts of other kinds around the rows */
    assert_rows(read_sheet("<x:worksheet xmlns:x='y'><x:cols/><x:sheetData><x:row r='1'><x:c "
                           "r='A1'><x:v>1</x:v></x:c></x:row>"
                           "</x:sheetData></x:worksheet>",
                           NULL, NULL, NULL),
                "1:1/");
    /* UTF-8 said, white space between elements */
    assert_rows(read_sheet("<?xml version='1.0' encoding='UTF-8'?>\n" SHEET(
                               "\n<row r='1'>\n<c r='A1'>\n<v>1</v></c></row>\n"),
                           NULL, NULL, NULL),
                "1:1/");
}

static void test_merged(void)
{
    taken t =
        read_sheet("<worksheet><sheetData><row r='1'>" T("A1", "标题") "</row><row r='2'>" T("A2", "观湖")
                       T("B2", "1") "</row><row r='3'>" T("B3", "2") "</row><row r='4'>" T("A4", "民治")
                           T("B4", "3") "</row><row r='5'/></sheetData><mergeCells><mergeCell "
                                        "ref='A1:B1'/><mergeCell ref='A2:A3'/>"
                                        "<mergeCell ref='A4:A5'/></mergeCells></worksheet>",
                   NULL, NULL, NULL);
    g_assert_cmpuint(jw_diags_count(t.diags, JW_NOTE), ==, 1);
    assert_rows(t, "1:标题/2:观湖|1/3:观湖|2/4:民治|3/");
}

static void test_said(void)
{
    taken t = read_sheet(
        SHEET("<row r='1'><c r='A1'><v>1</v></c><c r='B1'><f>1+1</f></c><c r='C1'><f>2</f></c></row>"), NULL,
        NULL, NULL);
    g_assert_cmpstr(jw_diags_get(t.diags, 0)->expected, ==, "2");
    assert_finding(t, "formula-without-value B1 0 -");
    assert_finding(
        read_sheet(SHEET("<row r='1'><c r='A1'><v>1234567890123456789</v></c></row>"), NULL, NULL, NULL),
        "rounded-number A1 0 -");
}

/* ---- Headers ---- */

static void assert_below(const char *sheet, const char *const *wanted, size_t n, const char *rows)
{
    size_t length;
    jw_limits limits = jw_limits_default();
    char *bytes = make_book(sheet, NULL, NULL, NULL, &length);
    jw_table *table = jw_table_open_bytes(bytes, length, "t.xlsx", JW_ENCODING_AUTO, NULL, &limits, NULL);
    g_assert_cmpstr(jw_table_shown(table), ==, "t.xlsx#表一");
    g_autoptr(GString) text = g_string_new(NULL);
    jw_row_sink sink = { .header = take, .row = take, .context = text };
    g_assert_true(jw_table_rows_below(table, wanted, n, &sink, NULL));
    g_assert_cmpstr(text->str, ==, rows);
    jw_table_close(table);
}

static void test_headers(void)
{
    static const char *const wanted[] = { "编号", "党员人数" };
    /* a title; a line break in a name; a row that ends early, and a remark beside the table */
    assert_below(SHEET("<row r='1'>" T("A1", "名册") "</row><row r='3'>" T("A3", "编号") T(
                     "B3", "党员\n人数") "</row><row r='4'>" T("A4", "x") "</row><row r='5'>" T("A5", "y")
                           T("B5", "2") T("E5", "注") "</row>"),
                 wanted, 2, "3:编号|党员人数/4:x|/5:y|2/");
    /* two rows: groups above, and what is merged over both stands in both */
    assert_below("<worksheet><sheetData><row r='1'>" T("A1", "编号")
                     T("B1", "党组织") "</row><row r='2'>" T("B2", "形式")
                         T("C2", "党员人数") "</row><row r='3'>" T("A3", "x") T("B3", "无")
                             T("C3", "1") "</row></sheetData><mergeCells><mergeCell ref='A1:A2'/><mergeCell "
                                          "ref='B1:C1'/></mergeCells></worksheet>",
                 wanted, 2, "2:编号|形式|党员人数/3:x|无|1/");
    /* names that stand twice are told apart by their group */
    static const char *const years[] = { "编号", "2023/人数" };
    assert_below(SHEET("<row r='1'>" T("A1", "编号") T("B1", "2022")
                           T("D1", "2023") "</row><row r='2'>" T("B2", "人数") T("C2", "形式")
                               T("D2", "人数") "</row><row r='3'>" T("A3", "x") T("D3", "1") "</row>"),
                 years, 2, "2:编号|2022/人数|形式|2023/人数/3:x|||1/");
}

static void test_totals(void)
{
    static const char *const totals[] = { "合计", "合  计", "总计：", "Total", "Grand Total:", "小计" };
    static const char *const others[] = { "", "合计协会", "Totality", "计", "1" };
    for (size_t i = 0; i < G_N_ELEMENTS(totals); i++) g_assert_true(jw_is_total_word(totals[i]));
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) g_assert_false(jw_is_total_word(others[i]));
}

/* ---- What is refused ---- */

static void test_bad_sheets(void)
{
    static const struct {
        const char *sheet, *finding;
    } bads[] = {
        { SHEET(""), "empty-register - 0 -" },
        { SHEET("<row r='1'><c t='s'><v>7</v></c></row>"), "bad-cell 7 1 A1" },
        { SHEET("<row r='1'><c><v>twelve</v></c></row>"), "bad-cell twelve 1 A1" },
        { SHEET("<row r='1'><c r='A2'><v>1</v></c></row>"), "bad-cell A2 1 -" },
        { SHEET("<row r='1'><c r='ZZZZ1'><v>1</v></c></row>"), "bad-cell ZZZZ1 1 -" },
        { SHEET("<row r='2'><c><v>1</v></c></row><row r='2'/>"), "bad-cell 2 2 -" },
        { SHEET("<row r='1048577'><c><v>1</v></c></row>"), "too-many-rows - 1048577 -" },
        { SHEET("<row r='7'><c r='XFD7'><v>1</v></c></row>"), "too-many-columns - 7 XFD7" },
        { "<worksheet><sheetData><row>", "bad-xml xl/worksheets/s.xml:1: no element found 0 -" },
        { "<!DOCTYPE w [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" SHEET(
              "<row><c t='str'><v>&e;</v></c></row>"),
          "xml-doctype xl/worksheets/s.xml 0 -" },
        { "<!DOCTYPE w [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>" SHEET(
              "<row><c t='str'><v>&b;</v></c></row>"),
          "xml-doctype xl/worksheets/s.xml 0 -" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(bads); i++)
        assert_finding(read_sheet(bads[i].sheet, NULL, NULL, NULL), bads[i].finding);
    g_autofree char *cell = g_strnfill(70000, 'x');
    g_autofree char *sheet = g_strdup_printf(SHEET("<row r='3'><c r='B3' t='str'><v>%s</v></c></row>"), cell);
    assert_finding(read_sheet(sheet, NULL, NULL, NULL), "cell-too-long - 3 B3");
}

static taken read_parts(const book_part *parts, const char *sheet)
{
    size_t length;
    jw_limits limits = jw_limits_default();
    char *bytes = zip_parts(parts, &length);
    return read_bytes(bytes, length, sheet, &limits);
}

static void test_bad_files(void)
{
    static const book_part no_book[] = { { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
                                         { NULL, NULL } };
    assert_finding(read_parts(no_book, NULL), "not-a-workbook - 0 -");
    static const book_part binary[] = {
        { "_rels/.rels", RELATIONS(RELATION("r1", "officeDocument", "xl/workbook.bin")) }, { NULL, NULL }
    };
    assert_finding(read_parts(binary, NULL), "not-a-workbook - 0 -");
    static const book_part lost[] = {
        { "_rels/.rels", RELATIONS(RELATION("r1", "officeDocument", "xl/workbook.xml")) }, { NULL, NULL }
    };
    assert_finding(read_parts(lost, NULL), "missing-part xl/_rels/workbook.xml.rels 0 -");

    size_t length;
    jw_limits limits = jw_limits_default();
    char *bytes = make_book(SHEET("<row><c><v>1</v></c></row>"), NULL, NULL, NULL, &length);
    taken t = read_bytes(g_memdup2(bytes, length), length, "表二", &limits);
    g_assert_cmpstr(jw_diags_get(t.diags, 0)->expected, ==, "暗|表一");
    assert_finding(t, "missing-sheet 表二 0 -");
    assert_rows(read_bytes(g_memdup2(bytes, length), length, "暗", &limits), "1:暗处/");
    for (size_t cut = 4; cut < length; cut += 7) { /* wherever it is cut, it is told */
        t = read_bytes(g_memdup2(bytes, length), cut, NULL, &limits);
        g_assert_false(t.read);
        done(&t);
    }
    free(bytes);

    static const char old[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 Workbook";
    assert_finding(read_bytes(g_memdup2(old, sizeof old), sizeof old - 1, NULL, &limits), "old-excel - 0 -");
    static const char locked[] =
        "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    assert_finding(read_bytes(g_memdup2(locked, sizeof locked), sizeof locked - 1, NULL, &limits),
                   "encrypted-workbook - 0 -");
    assert_finding(read_bytes(strdup("a,b\n"), 4, "表一", &limits), "sheet-of-text 表一 0 -");
}

/* Whichever byte is another: what is wrong with the archive is said in words of ours, which both languages
 * have. */
static void test_damaged(void)
{
    size_t length;
    jw_limits limits = jw_limits_default();
    char *bytes = make_book(SHEET("<row><c><v>1</v></c></row>"), NULL, NULL, NULL, &length);
    g_autoptr(GHashTable) said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 4; i < length; i++) {
        char *damaged = g_memdup2(bytes, length);
        damaged[i] ^= 0x5A;
        taken t = read_bytes(damaged, length, NULL, &limits);
        const jw_diag *d = jw_diags_size(t.diags) ? jw_diags_get(t.diags, 0) : NULL;
        if (d && strcmp(d->code, "bad-zip") == 0) {
            g_assert_cmpint(*d->found, ==, '@');
            g_assert_cmpstr(jw_word(JW_ZH, d->found + 1), !=, jw_word(JW_EN, d->found + 1));
            g_hash_table_add(said, g_strdup(d->found));
        }
        done(&t);
    }
    assert_finding(read_bytes(g_memdup2(bytes, length), length / 2, NULL, &limits),
                   "bad-zip @zip.no-directory 0 -");
    g_assert_true(g_hash_table_contains(said, "@zip.inconsistent"));
    g_assert_true(g_hash_table_contains(said, "@zip.packed-data"));
    g_assert_true(g_hash_table_contains(said, "@zip.checksum"));
    g_free(bytes);
}

/* ---- Limits ---- */

static void test_bomb(void)
{
    enum { SIZE = 300 << 20 };
    char *sheet = malloc(SIZE + 1);
    memset(sheet, ' ', SIZE);
    memcpy(sheet, "<worksheet>", 11);
    sheet[SIZE] = '\0';
    clock_t start = clock();
    size_t length;
    char *bytes = make_book(sheet, NULL, NULL, NULL, &length);
    double packing = seconds_since(start);
    free(sheet);
    g_assert_cmpuint(length, <, 1 << 20);
    jw_limits limits = jw_limits_default();
    start = clock();
    assert_finding(read_bytes(bytes, length, NULL, &limits), "zip-bomb - 0 -");
    g_assert_cmpfloat(seconds_since(start), <, packing); /* it is not unpacked to its end */
}

static void test_limits(void)
{
    static const char sheet[] =
        SHEET("<row r='1'><c><v>1</v></c><c><v>2</v></c></row><row r='9'><c><v>3</v></c></row>");
    static const struct {
        size_t field;
        uint64_t most;
        const char *finding;
    } rows[] = {
        { G_STRUCT_OFFSET(jw_limits, workbook_entries), 3, "too-many-entries - 0 -" },
        { G_STRUCT_OFFSET(jw_limits, workbook_part_bytes), 100, "workbook-too-large - 0 -" },
        { G_STRUCT_OFFSET(jw_limits, workbook_bytes), 400, "workbook-too-large - 0 -" },
        { G_STRUCT_OFFSET(jw_limits, workbook_strings), 10, "workbook-too-large - 0 -" },
        { G_STRUCT_OFFSET(jw_limits, register_rows), 8, "too-many-rows - 9 -" },
        { G_STRUCT_OFFSET(jw_limits, register_columns), 1, "too-many-columns - 1 B1" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        jw_limits limits = jw_limits_default();
        G_STRUCT_MEMBER(uint64_t, &limits, rows[i].field) = rows[i].most;
        size_t length;
        char *bytes = make_book(sheet, strings, NULL, NULL, &length);
        assert_finding(read_bytes(bytes, length, NULL, &limits), rows[i].finding);
    }
}

/* As many rows as a sheet can have, all blank but the first. */
static double read_empty_rows(int n)
{
    GString *sheet = g_string_new("<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row>");
    for (int i = 2; i <= n; i++) g_string_append_printf(sheet, "<row r='%d'><c r='A%d' s='1'/></row>", i, i);
    g_string_append(sheet, "</sheetData></worksheet>");
    size_t length;
    char *bytes = make_book(sheet->str, NULL, NULL, NULL, &length);
    g_string_free(sheet, TRUE);
    jw_limits limits = jw_limits_default();
    clock_t start = clock();
    assert_rows(read_bytes(bytes, length, NULL, &limits), "1:1/");
    return seconds_since(start);
}

static void test_empty_rows(void)
{
    assert_no_square(read_empty_rows, 1048576 / 4);
}

/* ---- Files of others ---- */

static taken read_file(const char *path, const char *sheet)
{
    size_t length;
    jw_limits limits = jw_limits_default();
    char *bytes = jw_read_file(path, path, 1 << 20, &length, NULL);
    g_assert_nonnull(bytes);
    return read_bytes(bytes, length, sheet, &limits);
}

static void test_programs(void)
{
    taken t = read_file("tests/data/xlsx/libreoffice.xlsx", NULL);
    g_assert_true(
        g_str_has_prefix(t.text->str, "1:登记证号|名称|类型|所属街道|行业类别|党建指导单位|党员人数|"));
    g_assert_nonnull(strstr(
        t.text->str, "2:LH001|福城新材料商会|商会|福城||福城园区党总支|1|无|||是|是|否||2012-01-18|示意/"));
    done(&t);
    t = read_file("tests/data/xlsx/office.xlsx", NULL);
    g_assert_nonnull(strstr(
        t.text->str, "/6:3|XH003|软件行业协会|观湖|联合党支部|2|观湖街道促进会、科技条线|2014-05-13/"));
    g_assert_nonnull(strstr(t.text->str, "/9:合  计|||||12/"));
    done(&t);
    assert_rows(read_file("tests/data/xlsx/office.xlsx", "代码表"), "1:代码/");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/xlsx/cells", test_cells);
    g_test_add_func("/xlsx/1904", test_1904);
    g_test_add_func("/xlsx/rows", test_rows);
    g_test_add_func("/xlsx/merged", test_merged);
    g_test_add_func("/xlsx/said", test_said);
    g_test_add_func("/xlsx/headers", test_headers);
    g_test_add_func("/xlsx/totals", test_totals);
    g_test_add_func("/xlsx/bad-sheets", test_bad_sheets);
    g_test_add_func("/xlsx/bad-files", test_bad_files);
    g_test_add_func("/xlsx/damaged", test_damaged);
    g_test_add_func("/xlsx/bomb", test_bomb);
    g_test_add_func("/xlsx/limits", test_limits);
    g_test_add_func("/xlsx/empty-rows", test_empty_rows);
    g_test_add_func("/xlsx/programs", test_programs);
    return g_test_run();
}
