/* The one table of options: it drives parsing, the check which verb takes what, and help in both languages. */
#include "cli/cli.h"

#include "base/number.h"
#include "base/text.h"
#include "base/words.h"

#include <getopt.h>
#include <glib.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* A row. verbs: those that take it, "|check|cover|"; NULL: all. value: what it takes (zh, en); NULL: nothing. */
typedef struct {
    option_id id;
    const char *name;
    char letter;
    const char *verbs, *value_zh, *value_en, *zh, *en;
} option_row;

static const option_row options[] = {
    { OPT_BY, "by", 0, "|cover|", "属性[,属性|*属性]", "ATTR[,ATTR|*ATTR]",
      "按属性分组统计；逗号分成几张表，星号为交叉分组", "group by attributes; a comma makes two tables, * nests" },
    { OPT_BY, "by", 0, "|rank|", "指标", "MEASURE", "用哪个指标排序（见下）", "which measure to rank by (see below)" },
    { OPT_REQUIRE, "require", 0, "|cover|", "[organization=|work=|full=]比率", "[organization=|work=|full=]RATE",
      "该比率低于 RATE（0–1）时退出码为 1", "exit 1 if that rate is below RATE (0 to 1)" },
    { OPT_TOP, "top", 0, "|cover|rank|audit|compare|", "N", "N", "表格列出前 N 行（0 为全部；默认 20）",
      "rows that tables list (0: all; default 20)" },
    { OPT_FROM, "from", 0, "|new|", "名册", "REGISTER", "CSV 或 XLSX 名册，可重复", "a CSV or XLSX register; may be repeated" },
    { OPT_EVIDENCE, "evidence", 0, "|cover|", NULL, NULL, "注明每项缺口的依据：单位、联系和断点所在的文件与行号",
      "name the rows that prove each gap: file and line of the unit, its links, the break" },
    { OPT_STRICT, "strict", 0, "|audit|", NULL, NULL, "有“一票否决”或“必须”类规则不符合时退出码为 1",
      "exit 1 if a veto or must rule is broken" },
    { OPT_STRESS, "stress", 0, "|compare|", "N", "N", "逐一撤去 N 个最关键的单位（根除外），看覆盖还剩多少；-o F.pdf、.svg、.png 画成曲线",
      "take out the N most critical units (roots left out): how much coverage remains; -o F.pdf, .svg or .png draws it" },
    { OPT_SEED, "seed", 0, "|compare|", "种子", "SEED", "--stress 改为随机撤去，以此为种子",
      "with --stress: take out units at random, from this seed" },
    { OPT_SAVE_SCENARIO, "save-scenario", 0, "|compare|", "文件", "FILE", "把差异写成方案文件",
      "write the differences as a scenario" },
    { OPT_SHOW_LOST, "show-lost", 0, "|rank|", NULL, NULL, "列出每个单位缺位时会断开的单位（关键度、割点、桥）",
      "list whom the loss of each unit cuts off (criticality, articulation, bridges)" },
    { OPT_LINKS, "links", 0, "|rank|", "种类,…", "KIND,…", "只计这些种类的联系", "count only links of these kinds" },
    { OPT_DIRECTED, "directed", 0, "|rank|", NULL, NULL, "按联系的方向计算", "follow the direction of links" },
    { OPT_NORMALIZED, "normalized", 0, "|rank|", NULL, NULL, "归一化", "normalize" },
    { OPT_VIEW, "view", 'v', "|draw|", "编号|all", "ID|all", "画模型中的一个视图；all 把全部视图画进一个文件，前有目录；其他选项优先于视图",
      "draw a view of the model; all draws every one into one file, with contents; other options win over the view" },
    { OPT_COLOUR, "colour", 0, "|draw|", "status|kind|属性|指标", "status|kind|ATTR|MEASURE",
      "按什么着色：覆盖状态（默认）、种类、属性（level、rating、street…）或 rank 的指标（分五级）",
      "colour by coverage (default), kind, an attribute (level, rating, street, …) or a measure of rank (in five classes)" },
    { OPT_LABEL, "label", 0, "|draw|", "name,short,members,…", "name,short,members,…",
      "框里写什么：name 名称（默认）、second 另一种语言的名称、id、kind、score 着色的数值，或属性",
      "what boxes say: name (default), second (the name in the other language), id, kind, score (of --colour), or attributes" },
    { OPT_COLLAPSE, "collapse", 0, "|draw|", "条件", "SELECTOR", "符合条件的单位不逐个画出，只在其上级处按种类计数",
      "do not draw these units but count them, by kind, at their lead" },
    { OPT_FOCUS, "focus", 0, "|draw|", "编号|名称", "ID|NAME", "只画该单位及其周围：上级、下级和其他联系的另一端",
      "draw this unit and who is round it: above, below, and the other ends of its other links" },
    { OPT_UP, "up", 0, "|draw|", "N", "N", "--focus：向上 N 层（默认全部）", "with --focus: levels above (default: all)" },
    { OPT_DOWN, "down", 0, "|draw|", "N", "N", "--focus：向下 N 层（默认 1）", "with --focus: levels below (default 1)" },
    { OPT_PATH, "path", 0, "|draw|", "甲,乙", "A,B", "两个单位之间所有最短的联系链条", "every shortest chain of links between two units" },
    { OPT_ROOT, "root", 0, "|draw|", "编号|名称", "ID|NAME", "只画该单位及其下属", "draw only this unit and what is below it" },
    { OPT_DEPTH, "depth", 0, "|draw|", "N", "N", "只画 N 层，其下只计数", "draw N levels and count what is deeper" },
    { OPT_LAYOUT, "layout", 0, "|draw|", "org|layered|matrix|radial|force", "org|layered|matrix|radial|force",
      "布局：org 按纸张排版（默认），layered 为 Graphviz 分层图，matrix 为条×块矩阵，radial 以根为中心向外展开，force 按联系远近",
      "org fits the page (default), layered is Graphviz's, matrix is strips by blocks, radial goes out from its root, force: what is linked is near" },
    { OPT_ROWS, "rows", 0, "|draw|", "属性", "ATTR", "矩阵的行：属性或 kind（默认 industry，即“条”）",
      "rows of the matrix: an attribute, or kind (default industry: strips)" },
    { OPT_COLUMNS, "columns", 0, "|draw|", "属性", "ATTR", "矩阵的列：属性或 kind（默认 street，即“块”）",
      "columns of the matrix: an attribute, or kind (default street: blocks)" },
    { OPT_RATE, "rate", 0, "|draw|", "organization|work|full", "organization|work|full", "矩阵中的覆盖率（默认 full）",
      "the rate that the matrix shows (default full)" },
    { OPT_PAGE, "page", 0, "|draw|compare|", "A0…A5|WxHmm|slide", "A0…A5|WxHmm|slide", "纸张（默认 A4，曲线图 A5）", "paper (default A4, of a line chart A5)" },
    { OPT_LANDSCAPE, "landscape", 0, "|draw|compare|", NULL, NULL, "横向", "landscape" },
    { OPT_PORTRAIT, "portrait", 0, "|draw|compare|", NULL, NULL, "纵向（默认取字号较大的方向）",
      "portrait (default: whichever gives the larger type)" },
    { OPT_MARGIN, "margin", 0, "|draw|", "毫米", "MM", "页边距 0–50 毫米（默认随纸张大小）",
      "blank paper all round, 0 to 50 mm (default: as suits the paper)" },
    { OPT_MIN_TYPE, "min-type", 0, "|draw|", "磅", "PT", "单位名称的最小字号，更小时分页（默认 7）",
      "names are not smaller; pages are added instead (default 7)" },
    { OPT_LEAVES, "leaves", 0, "|draw|", "auto|card|boxes|row|vertical", "auto|card|boxes|row|vertical",
      "末级单位：card 列表，boxes 竖列方框，row 横排方框，vertical 竖排文字；auto 取字号较大者（默认）",
      "units with none below them: in lists, boxes in columns, boxes in rows, upright text; auto: the larger type (default)" },
    { OPT_BREAK, "break", 0, "|draw|", "auto|none|level:N|field:属性", "auto|none|level:N|field:ATTR",
      "分页：auto 按需（默认），none 只画一页，level:N 第 N 层各成一页，field:属性 按属性值分页；SVG、PNG、DOT 多页时写为 "
      "name-01、name-02…",
      "pages: auto as needed (default), none one page, level:N each unit at depth N, field:ATTR by value; several pages of "
      "SVG, PNG or DOT become name-01, name-02, …" },
    { OPT_THEME, "theme", 0, "|draw|compare|", "brief|mono|screen", "brief|mono|screen",
      "外观：brief 彩色（默认），mono 黑白打印，screen 深色屏幕", "brief in colour (default), mono for black and white, screen dark" },
    { OPT_LINKS, "links", 0, "|draw|", "种类,…|none", "KIND,…|none", "树以外只画这些种类的联系（默认全部；一页超过 40 条时略去最多的种类，图例注明条数）",
      "of the links beside the tree draw only these kinds (default: all, but the commonest are only counted where a "
      "page has more than 40)" },
    { OPT_DIFF, "diff", 0, "|draw|", NULL, NULL, "画变更对比图：--scenario 之前与之后，或与 --against 相比；树以外的联系只画有变化的",
      "draw what changes: before and after --scenario, or against --against; of links beside the tree only those that change" },
    { OPT_AGAINST, "against", 0, "|draw|", "模型|方案", "MODEL|SCENARIO", "与 --diff 合用：与该模型或方案相比，如去年的模型",
      "with --diff: compare with this model or scenario, e.g. last year's" },
    { OPT_PHASE, "phase", 0, "|draw|", "overlay|before|after", "overlay|before|after",
      "与 --diff 合用：叠加（默认）、变更前或变更后；三者位置相同", "with --diff: both (default), before or after, all at the same places" },
    { OPT_CHANGES_ONLY, "changes-only", 0, "|draw|", NULL, NULL, "与 --diff 合用：未变的单位只计数（未变的远多于有变化的时自动如此）",
      "with --diff: only count what is unchanged (the default where that is most)" },
    { OPT_ALL, "all", 0, "|draw|", NULL, NULL, "与 --diff 合用：未变的单位全部画出", "with --diff: draw what is unchanged, however much" },
    { OPT_TITLE, "title", 0, "|draw|compare|", "文字", "TEXT", "标题（默认为模型名称）", "title (default: the model's name)" },
    { OPT_DATE, "date", 0, "|draw|", "日期", "DATE", "日期（默认为模型的 as_of）", "date (default: the model's as_of)" },
    { OPT_FONT, "font", 0, "|draw|compare|", "字体", "FAMILY", "字体（可用逗号列出多个）", "font family, or several by comma" },
    { OPT_DPI, "dpi", 0, "|draw|compare|", "N", "N", "PNG 的分辨率（默认 150）", "resolution of PNG (default 150)" },
    { OPT_SCENARIO, "scenario", 's', "|check|cover|rank|audit|draw|convert|compare|", "文件", "FILE",
      "先执行方案（scenario）文件中的变更", "apply the changes of a scenario file first" },
    { OPT_WHERE, "where", 'w', "|check|cover|rank|audit|draw|", "条件", "SELECTOR",
      "只列出、统计符合条件的单位，如 'street=观湖 members=1..2'", "list and count only these, e.g. 'street=观湖 members=1..2'" },
    { OPT_FORMAT, "format", 'f', "|check|cover|rank|audit|compare|", "table|json|csv", "table|json|csv",
      "输出格式（默认按 -o 的扩展名，否则为表格）", "format (default: by the ending of -o, else a table)" },
    { OPT_FORMAT, "format", 'f', "|draw|", "pdf|svg|png|dot", "pdf|svg|png|dot", "图的格式（默认按 -o 的扩展名）",
      "format of the chart (default: by the ending of -o)" },
    { OPT_OUTPUT, "output", 'o', "|check|cover|rank|audit|draw|compare|", "文件", "FILE", "写入文件，“-”为标准输出",
      "write to FILE; “-” is standard output" },
    { OPT_LANG, "lang", 0, NULL, "zh|en", "zh|en", "语言（默认为模型的语言）", "language (default: the model's)" },
    { OPT_SKIP_BAD_ROWS, "skip-bad-rows", 0, "|check|cover|rank|audit|draw|convert|compare|", NULL, NULL,
      "跳过名册中有误的行并逐一列明", "leave out a register's bad rows, and list each" },
    { OPT_ALLOW_OUTSIDE, "allow-outside", 0, "|check|cover|rank|audit|draw|convert|compare|", NULL, NULL,
      "允许模型引用其所在文件夹以外的文件", "let the model name files outside its folder" },
    { OPT_QUIET, "quiet", 'q', "|new|check|cover|rank|audit|draw|convert|compare|", NULL, NULL, "不显示警告与进度", "no warnings, no progress" },
    { OPT_HELP, "help", 'h', NULL, NULL, NULL, "显示帮助", "show this help" },
    { OPT_VERSION, "version", 'V', NULL, NULL, NULL, "显示版本", "show versions" },
};

static bool takes(const option_row *row, const char *name)
{
    if (!row->verbs || !name)
        return !row->verbs;
    g_autofree char *word = g_strdup_printf("|%s|", name);
    return strstr(row->verbs, word) != NULL;
}

/* Help and usage errors have no model to ask for its language; results never depend on the locale. */
static jw_lang locale_lang(void)
{
    const char *names[] = { getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG") };
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (names[i] && *names[i])
            return g_str_has_prefix(names[i], "zh") ? JW_ZH : JW_EN;
    return JW_EN;
}

int usage_error(const arguments *a, const char *key, const char *found, const char *nearest)
{
    char *text = jw_sentence(a->lang, key, "found", found, NULL);
    char *hint = nearest ? jw_sentence(a->lang, "diag.nearest", "nearest", nearest, NULL) : NULL;
    fprintf(stderr, "jingwei: %s%s\n", text, hint ? hint : "");
    free(text);
    free(hint);
    fprintf(stderr, "%s%s%s\n", jw_word(a->lang, "usage.see"), a->verb ? " " : "", a->verb ? a->verb : "");
    return JW_EXIT_USAGE;
}

/* True if the word is an option whose value is the next word: "--by", "-qo". Whether an option takes a value is the same
 * for all verbs. */
static bool next_is_value(const char *word)
{
    bool is_long = word[1] == '-';
    char letter = word[strlen(word) - 1];
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++) {
        if (options[i].value_en && (is_long ? strcmp(word + 2, options[i].name) == 0 : letter == options[i].letter))
            return true;
    }
    return false;
}

/* The verb is the first word that is neither an option nor the value of one. */
static const char *find_verb_word(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-' || !argv[i][1])
            return argv[i];
        if (strcmp(argv[i], "--") == 0)
            return argv[i + 1];
        i += next_is_value(argv[i]);
    }
    return NULL;
}

/* What getopt_long wants, of the rows that the verb takes. val = 1000 + row. */
static void getopt_tables(const char *name, struct option *longs, GString *letters)
{
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++) {
        const option_row *row = &options[i];
        if (!takes(row, name))
            continue;
        longs[n++] = (struct option){ row->name, row->value_en ? required_argument : no_argument, NULL, 1000 + (int)i };
        if (row->letter)
            g_string_append_printf(letters, "%c%s", row->letter, row->value_en ? ":" : "");
    }
    longs[n] = (struct option){ 0 };
}

static const option_row *row_of(int value, const char *name)
{
    if (value >= 1000)
        return &options[value - 1000];
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++)
        if (options[i].letter == value && takes(&options[i], name))
            return &options[i];
    return NULL;
}

static int unknown_option(const arguments *a, const char *word, int value)
{
    if (value == ':')
        return usage_error(a, "usage.needs-value", word, NULL);
    g_autofree char *name = g_strdup(word + strspn(word, "-"));
    name[strcspn(name, "=")] = '\0';
    const char *best = NULL;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++) {
        size_t distance = takes(&options[i], a->verb) ? jw_distance(name, options[i].name) : SIZE_MAX;
        if (distance < least) {
            least = distance;
            best = options[i].name;
        }
    }
    g_autofree char *near = best ? g_strconcat("--", best, NULL) : NULL;
    return usage_error(a, "usage.unknown-option", word, near);
}

static bool set_lang(arguments *a)
{
    const char *lang = a->value[OPT_LANG];
    if (lang && strcmp(lang, "zh") != 0 && strcmp(lang, "en") != 0)
        return false;
    if (lang)
        a->lang = strcmp(lang, "zh") == 0 ? JW_ZH : JW_EN;
    return true;
}

bool parse_arguments(int argc, char **argv, arguments *a, int *exit_code)
{
    *a = (arguments){ .lang = locale_lang() };
    a->from = g_new0(const char *, argc); /* lives as long as the program */
    const char *verb_word = find_verb_word(argc, argv);
    const verb *v = verb_word ? find_verb(verb_word) : NULL;
    a->verb = v ? v->name : NULL;
    struct option longs[G_N_ELEMENTS(options) + 1];
    g_autoptr(GString) letters = g_string_new(":");
    getopt_tables(a->verb, longs, letters);
    opterr = 0;
    for (int value; (value = getopt_long(argc, argv, letters->str, longs, NULL)) != -1;) {
        const option_row *row = value == '?' || value == ':' ? NULL : row_of(value, a->verb);
        if (!row) {
            *exit_code = unknown_option(a, argv[optind - 1], value);
            return false;
        }
        a->given[row->id] = true;
        a->value[row->id] = optarg;
        if (row->id == OPT_FROM) a->from[a->n_from++] = optarg;
    }
    a->words = argv + optind;
    a->n_words = argc - optind;
    if (!set_lang(a)) {
        *exit_code = usage_error(a, "usage.lang", a->value[OPT_LANG], NULL);
        return false;
    }
    return true;
}

bool read_count(const arguments *a, option_id option, uint64_t least, uint64_t *out, int *exit_code)
{
    double value;
    if (!a->given[option])
        return true;
    if (!jw_parse_number(a->value[option], &value) || value < (double)least || value > 1e9 || value != (uint64_t)value) {
        *exit_code = usage_error(a, "usage.count", a->value[option], NULL);
        return false;
    }
    *out = (uint64_t)value;
    return true;
}

bool read_dpi(const arguments *a, double *out, int *exit_code)
{
    double dpi = 0;
    const char *text = a->value[OPT_DPI];
    if (text && (!jw_parse_number(text, &dpi) || !(dpi >= 10 && dpi <= 2400))) {
        *exit_code = usage_error(a, "usage.dpi-range", text, NULL);
        return false;
    }
    *out = dpi;
    return true;
}

/* Help. */

static void print_option(FILE *stream, const option_row *row, jw_lang lang)
{
    const char *value = lang == JW_ZH ? row->value_zh : row->value_en;
    g_autofree char *letter = row->letter ? g_strdup_printf("-%c, ", row->letter) : g_strdup("    ");
    fprintf(stream, "  %s--%s%s%s\n          %s\n", letter, row->name, value ? " " : "", value ? value : "",
            lang == JW_ZH ? row->zh : row->en);
}

static void print_measures(FILE *stream, jw_lang lang)
{
    fprintf(stream, "\n%s\n", jw_word(lang, "help.measures"));
    for (size_t i = 0; i < jw_measures(); i++) {
        const jw_measure *m = jw_measure_at(i);
        fprintf(stream, "  %-13s%s%s%s\n", m->name, lang == JW_ZH ? m->zh : m->en, lang == JW_ZH ? "：" : ": ",
                lang == JW_ZH ? m->zh_says : m->en_says);
    }
    fprintf(stream, "  %-13s%s\n  %-13s%s\n", "all", jw_word(lang, "help.all"), "community",
            jw_word(lang, "help.community"));
}

static void print_verb_help(FILE *stream, const verb *v, jw_lang lang)
{
    fprintf(stream, "jingwei %s %s\n%s\n\n%s\n", v->name, lang == JW_ZH ? v->usage_zh : v->usage_en,
            lang == JW_ZH ? v->zh : v->en, jw_word(lang, "help.options"));
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++)
        if (takes(&options[i], v->name))
            print_option(stream, &options[i], lang);
    if (v->run == verb_rank)
        print_measures(stream, lang);
    fprintf(stream, "\n%s\n", jw_word(lang, "help.exit"));
}

void print_help(FILE *stream, const verb *v, jw_lang lang)
{
    if (v) {
        print_verb_help(stream, v, lang);
        return;
    }
    fprintf(stream, "%s\n\n%s\n", jw_word(lang, "help.head"), jw_word(lang, "help.verbs"));
    for (size_t i = 0; i < n_verbs; i++)
        fprintf(stream, "  %-7s %s\n", verbs[i].name, lang == JW_ZH ? verbs[i].zh : verbs[i].en);
    fprintf(stream, "\n%s\n", jw_word(lang, "help.foot"));
}
