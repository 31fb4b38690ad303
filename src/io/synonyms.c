#include "io/synonyms.h"

#include "base/text.h"

#include <glib.h>
#include <string.h>

/* ---- The table ---- */

typedef struct {
    int meaning;
    const char *words; /* separated by "|"; lower case, no spaces between Chinese */
} synonym_row;

/* A column may be called by one of these words, or have one in its name. Words are looked for in English as
 * whole words, in Chinese anywhere. Of several that fit the longest counts. */
static const synonym_row table[] = {
    { JW_MEANS_ID,
      "编号|编码|代码|登记证号|登记证编号|证号|登记号|统一社会信用代码|信用代码|组织编号|单位编号|id|code|"
      "ref|"
      "reference|unique reference|unique id|registration number|registration no|charity number|key" },
    { JW_MEANS_SERIAL, "序号|行号|no|no.|nr|#|serial|row|index" },
    { JW_MEANS_NAME, "名称|单位名称|组织名称|社会组织名称|协会名称|商会名称|机构名称|全称|单位|社会组织|协会|"
                     "name|full name|title|"
                     "organization name|association|association name|club|body" },
    { JW_MEANS_POST, "岗位|岗位名称|职位|职位名称|职务名称|job title|post title|position|role" },
    { JW_MEANS_PERSON,
      "姓名|联系人|联系方式|联系电话|电话|手机|邮箱|负责人|书记|法定代表人|法人代表|会长|秘书长|身份证号|"
      "工资|"
      "备注|地址|phone|telephone|email|e-mail|contact|salary|notes|remarks|address|postcode" },
    { JW_MEANS_KIND, "类型|种类|单位类型|组织类型|社会组织类型|类别|kind|type|category" },
    { JW_SHORT, "简称|short name|abbreviation|acronym" },
    { JW_NAME_EN, "英文名|英文名称|english name" },
    { JW_ALIASES, "别名|曾用名|aliases|alias|former name|also known as" },
    { JW_STREET,
      "街道|所属街道|所在街道|镇街|街镇|乡镇|辖区|所属辖区|street|district|subdistrict|area|ward|region" },
    { JW_INDUSTRY, "行业|所属行业|行业类别|行业分类|industry|trade" },
    { JW_SECTOR, "行业大类|领域|所属领域|sector" },
    { JW_LEVEL, "级别|登记级别|层级|level|grade|rank" },
    { JW_MEMBERS,
      "党员人数|党员数|党员总数|党员数量|党员|正式党员|成员数|members|party members|number of members" },
    { JW_ORGANIZATION, "党组织|党组织情况|党组织形式|党组织类型|党组织设置|组织形式|形式|组建形式|组建情况|"
                       "党建情况|是否建立党组织|"
                       "party organization|form of organization|organization form|organization" },
    { JW_REPORTED, "是否报送年报|报送年报|是否报送|年报|年检|年报情况|reported|annual report|filed" },
    { JW_ACTIVE, "是否开展活动|开展活动|活动情况|active" },
    { JW_INTERLOCKED, "交叉任职|负责人交叉任职|双向进入|interlocked" },
    { JW_RATING, "评估等级|评估结果|等级|评级|rating" },
    { JW_COUNT, "数量|个数|岗位数|编制数|fte|count|headcount|number of posts|full-time equivalent|full-time "
                "equivalents" },
    { JW_CAPACITY, "容量|可派人数|capacity" },
    { JW_LON, "经度|longitude|lon|lng" },
    { JW_LAT, "纬度|latitude|lat" },
    { JW_STATE, "状态|在岗情况|登记状态|state|status" },
    { JW_ORDER, "排序|次序|显示顺序|sort order|order" },
    { JW_MEANS_FOUNDED, "成立日期|成立时间|登记日期|成立登记日期|founded|established|registration date" },
    { JW_MEANS_LEADS,
      "上级|上级组织|上级单位|上级党组织|上级编号|直接上级|隶属|隶属单位|隶属关系|汇报对象|主管单位|"
      "业务主管单位|"
      "reports to|reporting|reporting to|reporting senior post|parent|parent id|manager|supervisor|"
      "superior|under" },
    { JW_MEANS_GUIDES,
      "指导单位|党建指导单位|业务指导单位|指导|党建联系单位|联系单位|牵头单位|牵头部门|lead|leads|led by|"
      "guided by|lead unit|guiding unit" },
    { JW_MEANS_JOINS, "联合党组织|联合党支部|联合党组织名称|联合党支部名称|所在联合党支部|joins|joint "
                      "organization|joint branch" },
    { JW_MEANS_SENDS, "派驻力量|选派单位|派驻单位|派驻|选派|党建指导员来源|sent by|sends" },
    { JW_MEANS_FROM, "起点|来源单位|甲方|from|from id|source" },
    { JW_MEANS_TO, "终点|对象单位|乙方|to|to id|target" },
};

typedef struct {
    jw_words words;
    const char *meaning, *texts;
} word_row;

static const word_row words_table[] = {
    { JW_WORDS_ORGANIZATION, "none", "无|没有|未建|未建立|未组建|未成立|否|none|no|-|—|/|×" },
    { JW_WORDS_ORGANIZATION, "joint",
      "联合|联合党支部|联合支部|联合组建|联合建立|联合党组织|联合党委|联建|joint|joint branch" },
    { JW_WORDS_ORGANIZATION, "branch",
      "党支部|支部|独立党支部|独立支部|单独组建|独立组建|单独建立|单建|独立|branch|own branch" },
    { JW_WORDS_ORGANIZATION, "general-branch", "党总支|总支|党总支部|general branch" },
    { JW_WORDS_ORGANIZATION, "committee", "党委|党委会|committee" },
    { JW_WORDS_KIND, "association",
      "协会|行业协会|学会|研究会|促进会|联合会|联谊会|社会团体|社团|社会组织|基金会|民办非企业单位|民非|"
      "社会服务机构|社会服务机构（民非）|association|society|federation|foundation|charity" },
    { JW_WORDS_KIND, "chamber", "商会|行业商会|异地商会|chamber|chamber of commerce" },
    { JW_WORDS_KIND, "core", "核心" },
    { JW_WORDS_KIND, "block", "街道|街道党工委|块" },
    { JW_WORDS_KIND, "strip", "条|条线|行业主管部门" },
    { JW_WORDS_KIND, "department", "部门|主管部门|业务主管部门|业务主管单位" },
    { JW_WORDS_KIND, "general-branch", "总支" },
    { JW_WORDS_KIND, "branch", "支部" },
    { JW_WORDS_KIND, "post", "岗位|职务|position|role" },
    { JW_WORDS_KIND, "body", "单位|组织|organization|unit|team" },
    { JW_WORDS_KIND, "enterprise", "公司|会员企业|company|firm" },
    { JW_WORDS_STATE, "vacant", "vacant|vacancy|空缺|空岗|缺编|待补|暂缺" },
    { JW_WORDS_STATE, "eliminated", "eliminated|abolished|deleted|撤销|已撤销|取消|已取消|注销|已注销" },
    { JW_WORDS_STATE, "", "n/d|n/a|正常|在岗|存续|active|filled|occupied" },
    { JW_WORDS_FLAG, "true", "是|有|√|true|yes|y|1|已报送|已报|已年报|已年检|已开展|开展|参加|已参加" },
    { JW_WORDS_FLAG, "false", "否|无|×|x|false|no|n|0|未报送|未报|未年报|未年检|未开展|没有|不|未参加" },
    { JW_WORDS_RATING, "1A", "1a|1a级|a" },
    { JW_WORDS_RATING, "2A", "2a|2a级|aa" },
    { JW_WORDS_RATING, "3A", "3a|3a级|aaa" },
    { JW_WORDS_RATING, "4A", "4a|4a级|aaaa" },
    { JW_WORDS_RATING, "5A", "5a|5a级|aaaaa" },
    { JW_WORDS_RATING, "", "无|未评|未评估|未参评|未评定|-|—|/|none|n/a" },
    { JW_WORDS_LINK, "leads", "领导|隶属|上级|leads|reports to" },
    { JW_WORDS_LINK, "guides", "指导|guides" },
    { JW_WORDS_LINK, "backstops", "兜底|backstops" },
    { JW_WORDS_LINK, "joins", "加入|joins" },
    { JW_WORDS_LINK, "sends", "选派|派驻|sends" },
    { JW_WORDS_LINK, "pairs", "结对|共建|结对共建|合作|pairs|partner" },
    { JW_WORDS_LINK, "interlocks", "交叉任职|interlocks" },
    { JW_WORDS_LINK, "serves", "服务|serves" },
    { JW_WORDS_LINK, "supplies", "供应|supplies" },
};

static const char none_words[] = "无|没有|暂无|不适用|-|--|—|——|/|xx|x|n/a|na|n/d|nil|none|null|nobody";

const char *jw_meaning_name(int meaning)
{
    static const char *const names[] = { "id",    "serial",  "name",  "post",   "person",
                                         "kind",  "founded", "leads", "guides", "joins",
                                         "sends", "from",    "to",    "link",   "other" };
    G_STATIC_ASSERT(G_N_ELEMENTS(names) == JW_MEANINGS - JW_BUILTIN_ATTRIBUTES);
    if (meaning == JW_MEANS_NOTHING) return "nothing";
    return meaning < JW_BUILTIN_ATTRIBUTES ? jw_builtin_attributes[meaning].is.name
                                           : names[meaning - JW_BUILTIN_ATTRIBUTES];
}

/* ---- Plain text ---- */

/* No word of the tables has as many bytes. */
enum { LONGEST_WORD = 100 };

static bool is_ascii(char c)
{
    return (unsigned char)c < 0x80;
}

/* Lower case, plain width, one space between words; what is in brackets, and marks at the end, left out. */
static char *plain_text(const char *text, bool brackets)
{
    g_autofree char *folded = g_strdup(text), *low = NULL;
    jw_fold_width(folded);
    low = g_utf8_strdown(folded, -1);
    GString *plain = g_string_new(NULL);
    int depth = 0;
    bool waits = false; /* a space, which counts between Latin letters only: 名 称 is 名称 */
    for (const char *p = low; *p; p++) {
        if (brackets) depth += (*p == '(') - (*p == ')' && depth > 0);
        if (depth || (brackets && strchr("():*?", *p))) continue;
        if (strchr(" \n\r\t_", *p)) {
            waits = plain->len > 0;
            continue;
        }
        if (waits && is_ascii(*p) && is_ascii(plain->str[plain->len - 1])) g_string_append_c(plain, ' ');
        waits = false;
        g_string_append_c(plain, *p);
    }
    g_string_replace(plain, "organisation", "organization", 0);
    return g_string_free(plain, FALSE);
}

static bool is_letter(char c)
{
    return g_ascii_isalnum(c) && (unsigned char)c < 0x80;
}

/* True if the word stands in the text; one of Latin letters only as a whole word. */
static bool has_word(const char *text, const char *word, size_t length)
{
    for (const char *p = text; (p = strstr(p, word)) != NULL; p++) {
        bool starts = p == text || !is_letter(p[-1]) || !is_letter(*word);
        bool ends = !is_letter(p[length]) || !is_letter(word[length - 1]);
        if (starts && ends) return true;
    }
    return false;
}

/* The words of the tables, split once. */
typedef struct {
    char **words[G_N_ELEMENTS(table)];
    GHashTable *cells[JW_WORDS_LINK + 1]; /* word → meaning */
    GHashTable *none;
} word_index;

static const word_index *words_of_tables(void)
{
    static word_index *index;
    if (g_once_init_enter(&index)) {
        word_index *made = g_new0(word_index, 1);
        for (size_t i = 0; i < G_N_ELEMENTS(table); i++) made->words[i] = g_strsplit(table[i].words, "|", -1);
        for (size_t i = 0; i < G_N_ELEMENTS(made->cells); i++)
            made->cells[i] = g_hash_table_new(g_str_hash, g_str_equal);
        for (size_t i = 0; i < G_N_ELEMENTS(words_table); i++) {
            g_autofree char **list = g_strsplit(words_table[i].texts, "|", -1); /* the words stay */
            for (char **word = list; *word; word++)
                g_hash_table_insert(made->cells[words_table[i].words], *word, (char *)words_table[i].meaning);
        }
        made->none = g_hash_table_new(g_str_hash, g_str_equal);
        g_autofree char **list = g_strsplit(none_words, "|", -1);
        for (char **word = list; *word; word++) g_hash_table_add(made->none, *word);
        g_once_init_leave(&index, made);
    }
    return index;
}

/* The best of a row's words for a text: its bytes, or 0. */
static size_t match_row(const char *text, char *const *words, jw_match *how)
{
    size_t best = 0;
    for (; *words; words++) {
        size_t length = strlen(*words);
        if (strcmp(text, *words) == 0) {
            *how = JW_MATCH_WHOLE;
            return length;
        }
        /* Two letters of Latin are found everywhere, and one Chinese character as well. */
        if (length > best && length > 3 - (size_t)is_letter(**words) && has_word(text, *words, length))
            best = length;
    }
    *how = best ? JW_MATCH_PART : JW_MATCH_NONE;
    return best;
}

int jw_meaning_of(const char *name, size_t i, jw_match *how)
{
    typedef struct {
        int meaning;
        jw_match how;
        size_t length;
    } candidate;
    candidate found[G_N_ELEMENTS(table)];
    size_t n = 0;
    g_autofree char *text = strlen(name) > 4 * LONGEST_WORD ? g_strdup("") : plain_text(name, true);
    for (size_t r = 0; r < G_N_ELEMENTS(table); r++) {
        candidate c = { table[r].meaning, JW_MATCH_NONE, 0 };
        c.length = match_row(text, words_of_tables()->words[r], &c.how);
        if (c.how == JW_MATCH_NONE) continue;
        size_t at = n++;
        for (; at &&
               (found[at - 1].how < c.how || (found[at - 1].how == c.how && found[at - 1].length < c.length));
             at--)
            found[at] = found[at - 1];
        found[at] = c;
    }
    *how = i < n ? found[i].how : JW_MATCH_NONE;
    return i < n ? found[i].meaning : JW_MEANS_NOTHING;
}

/* ---- Words in cells ---- */

/* A built-in kind by its own name, in either language. */
static const char *builtin_kind(const char *text)
{
    for (size_t i = 0; i < jw_builtin_unit_kinds_size; i++) {
        const jw_unit_kind *kind = &jw_builtin_unit_kinds[i];
        if (strcmp(text, kind->name) == 0 || strcmp(text, kind->zh) == 0 || strcmp(text, kind->en) == 0)
            return kind->name;
    }
    return NULL;
}

const char *jw_meaning_of_word(jw_words words, const char *cell)
{
    if (strlen(cell) > LONGEST_WORD) return NULL;
    g_autofree char *text = plain_text(cell, false);
    const char *kind = words == JW_WORDS_KIND ? builtin_kind(text) : NULL;
    if (kind) return kind;
    return g_hash_table_lookup(words_of_tables()->cells[words], text);
}

bool jw_is_none_word(const char *cell)
{
    if (strlen(cell) > LONGEST_WORD) return false;
    g_autofree char *text = plain_text(cell, false);
    return g_hash_table_contains(words_of_tables()->none, text);
}
