/* Writes a register of N associations and the units above them, for benchmarks: the same bytes for the same
 * arguments.
 *
 *     gen_register N OUTDIR [--seed S] [--cross PERCENT] [--shuffle]
 *
 * makes OUTDIR/associations.csv (N rows: five attributes, and a cell that names the leads), OUTDIR/units.csv
 * (what is above them) and OUTDIR/model.json, which reads both. All of it is invented.
 *
 *     C0 core ─ D districts (from N = 5000) ─ S streets (blocks)
 *             ─ T departments ─ U sub-departments (from N = 5000), both strips
 *             ─ J joint committees, under a street or a strip; 2 % hang from nowhere
 *     associations: 46 % under a street, 28 % under a strip, 20 % under a joint committee, 6 % without a
 * lead; PERCENT (default 8) of those with a lead have a second one, of the other family
 *
 * How many hang under one lead is skewed, as in real registers: a few leads have very many. Every row is
 * computed from its number alone, so memory does not grow with N, but for 4 bytes a row under --shuffle (the
 * same rows, another order). No floating point: the bytes do not depend on the machine. */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))
#define HANZI 3 /* bytes of one Chinese character in UTF-8 */

enum { MOST = 10000000 };

static const char *const streets[] = {
    "长安", "建国", "和平", "光明", "解放", "人民", "新华", "文化", "朝阳",
    "胜利", "青年", "红旗", "江滨", "湖畔", "南门", "北苑", "东风", "西岭"
};
static const char *const districts[] = { "东城", "南山", "西江", "北湖", "中海",
                                         "新安", "永宁", "福昌", "兴和", "平阳" };
static const char *const departments[] = { "教育局", "民政局", "科技局", "文旅局", "体育局",
                                           "市监局", "交通局", "商务局", "住建局", "司法局",
                                           "卫健委", "团委",   "环境局", "妇联",   "金融办",
                                           "农业局", "人社局", "财政局", "经信局", "公安局",
                                           "总工会", "工商联", "科协",   "残联",   "应急局" };
/* Each of four characters; the first two are its short form. */
static const char *const industries[] = { "教育培训", "养老服务", "科技创新", "文化艺术", "体育健身",
                                          "餐饮行业", "物流运输", "电子商务", "建筑装饰", "法律服务",
                                          "医疗卫生", "志愿服务", "环境保护", "家政服务", "金融服务",
                                          "农业技术", "旅游休闲", "出版印刷", "机械制造", "纺织服装",
                                          "食品加工", "信息软件", "房产中介", "社会工作" };
/* The 64 digits in which a row's number becomes the brand within its name. */
static const char brands[] = "华兴泰安宏远盛达顺和瑞祥嘉信诚联众创新科智慧云腾飞翔龙凤鹏程锦绣"
                             "江海天地山川星辰金玉珠宝光明春秋东南西北中正仁义德厚福寿康宁凯旋";

/* How many there are of each, as a function of N. */
typedef struct {
    uint32_t associations, districts, streets, departments, subs, joints;
    uint64_t seed;
    uint32_t cross; /* percent */
} plan;

typedef struct {
    uint64_t state;
} dice;

/* Splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t roll(dice *d)
{
    uint64_t z = d->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* Dice of their own for number i of a family of units. */
static dice dice_of(const plan *p, char family, uint64_t i)
{
    dice d = { p->seed };
    d.state = roll(&d) ^ p->associations;
    d.state = roll(&d) ^ (uint64_t)family << 56 ^ i;
    roll(&d);
    return d;
}

/* 0 … n-1, each as likely. */
static uint32_t evenly(dice *d, uint32_t n)
{
    return (uint32_t)((roll(d) >> 32) * n >> 32);
}

/* 0 … n-1, small numbers far more often: the cube of an even throw, so that number k comes up about k^(-2/3)
 * times. */
static uint32_t skewed(dice *d, uint32_t n)
{
    uint64_t u = roll(d) >> 32;
    uint64_t cube = (u * u >> 32) * u >> 32;
    return (uint32_t)(cube * n >> 32);
}

/* 0 … n-1, small numbers more often: the least of three even throws. */
static uint32_t few(dice *d, uint32_t n)
{
    uint32_t least = evenly(d, n);
    for (int i = 0; i < 2; i++) {
        uint32_t next = evenly(d, n);
        if (next < least) least = next;
    }
    return least;
}

static plan plan_of(uint32_t n)
{
    bool big = n >= 5000;
    plan p = { .associations = n };
    p.districts = big ? n / 3000 + 1 : 0;
    p.streets = n >= 540 ? n / 90 : n >= 150 ? 6 : 3;
    p.departments = n / 30 < 4 ? 4 : n / 30 > LENGTH(departments) ? LENGTH(departments) : n / 30;
    p.subs = big ? n / 220 : 0;
    p.joints = n / 60 < 3 ? 3 : n / 60;
    return p;
}

/* --- names */

/* Appends `first`, and from the second round through a table on the round's number in Chinese digits. */
static char *put_numbered(char *to, const char *first, uint32_t round)
{
    static const char digits[] = "〇一二三四五六七八九";
    char number[12];
    to += sprintf(to, "%s", first);
    if (round == 0) return to;
    snprintf(number, sizeof number, "%" PRIu32, round + 1);
    for (const char *c = number; *c; c++, to += HANZI) memcpy(to, digits + (*c - '0') * HANZI, HANZI);
    *to = '\0';
    return to;
}

static void street_name(char *to, uint32_t s)
{
    strcpy(put_numbered(to, streets[s % LENGTH(streets)], s / (uint32_t)LENGTH(streets)), "街道");
}

static void district_name(char *to, uint32_t d)
{
    strcpy(put_numbered(to, districts[d % LENGTH(districts)], d / (uint32_t)LENGTH(districts)), "区");
}

/* A name of 6 to 12 characters, 9 on average, that no other association of this register has: its number,
 * scattered over all brands of one width, stands within it. */
static void association_name(const plan *p, dice *d, uint32_t a, const char *street, const char *industry,
                             bool chamber, char *to)
{
    int width = p->associations <= 1u << 12 ? 2 : p->associations <= 1u << 18 ? 3 : 4;
    uint32_t brand = (a * 2654435761u + 12345u) & ((1u << 6 * width) - 1); /* odd factor: one to one */
    int length = 6 + (int)(evenly(d, 3) + evenly(d, 3) + evenly(d, 3));
    int rest = length - width - 2; /* beside the brand and a suffix of two: 0 … 8 */
    static const char *const longer[] = { "促进会", "联合会", "研究会" };
    const char *suffix = rest % 2 ? chamber ? "总商会" : longer[evenly(d, 3)] : chamber ? "商会" : "协会";

    if (rest >= 6) to += sprintf(to, "%.*s", 2 * HANZI, street);
    for (int i = 0; i < width; i++, brand >>= 6, to += HANZI)
        memcpy(to, brands + (brand & 63) * HANZI, HANZI);
    sprintf(to, "%.*s%s%s",
            (rest >= 4   ? 4
             : rest >= 2 ? 2
                         : 0) *
                HANZI,
            industry, rest == 8 ? "行业" : "", suffix);
}

/* --- rows */

/* A strip that associations hang under: a sub-department where there are any, else a department. */
static void strip_id(const plan *p, uint32_t number, char *to)
{
    sprintf(to, "%c%" PRIu32, p->subs ? 'U' : 'T', number);
}

static uint32_t strips(const plan *p)
{
    return p->subs ? p->subs : p->departments;
}

/* Writes the row of association a. Returns its number of links. */
static int write_association(const plan *p, uint32_t a, FILE *out)
{
    static const char *const forms[] = { "none", "joint", "branch", "general-branch", "committee" };
    dice d = dice_of(p, 'A', a);
    char name[64], street[64], members[16] = "", first[16] = "", second[16] = "", strip[16], block[16];
    uint32_t s = skewed(&d, p->streets);
    const char *industry = industries[evenly(&d, LENGTH(industries))];
    bool chamber = evenly(&d, 100) < 12;
    street_name(street, s);
    association_name(p, &d, a, street, industry, chamber, name);

    uint32_t count = few(&d, 31), chance = evenly(&d, 100), form = 0;
    if (count >= 3 && chance < 70) form = chance < 67 ? 2 : chance < 69 ? 3 : 4;
    if (count == 1 || count == 2) form = chance < 40;
    if (form >= 3) count += form == 3 ? 50 : 100;
    if (form != 0 || evenly(&d, 100) >= 8) snprintf(members, sizeof members, "%" PRIu32, count);
    bool reported = evenly(&d, 100) < 69;

    uint32_t family = evenly(&d, 100), other = evenly(&d, 100);
    sprintf(block, "S%" PRIu32, s);
    strip_id(p, skewed(&d, strips(p)), strip);
    if (family < 46)
        strcpy(first, block);
    else if (family < 74)
        strcpy(first, strip);
    else if (family < 94)
        sprintf(first, "J%" PRIu32, skewed(&d, p->joints));
    if (*first && other < p->cross) strcpy(second, family < 46 ? strip : block);

    fprintf(out, "A%" PRIu32 ",%s,%s,%s,%s,%s,%s,%s,%s%s%s\n", a, chamber ? "chamber" : "association", name,
            street, industry, members, forms[form], reported ? "yes" : "no", first, *second ? "、" : "",
            second);
    return (*first != '\0') + (*second != '\0');
}

static void write_unit(FILE *out, char family, uint32_t i, const char *kind, const char *name,
                       const char *street, const char *industry, const char *lead)
{
    fprintf(out, "%c%" PRIu32 ",%s,%s,%s,%s,%s\n", family, i, kind, name, street, industry, lead);
}

/* Writes everything above the associations. Returns its number of links. */
static uint64_t write_units(const plan *p, FILE *out)
{
    char name[96], street[64], lead[16];
    uint64_t links = 0;
    fputs("id,kind,name,street,industry,lead\n", out);
    write_unit(out, 'C', 0, "core", "社会组织综合党委", "", "", "");
    for (uint32_t i = 0; i < p->districts; i++, links++) {
        district_name(name, i);
        strcat(name, "社会组织党委");
        write_unit(out, 'D', i, "block", name, "", "", "C0");
    }
    for (uint32_t i = 0; i < p->streets; i++, links++) {
        dice d = dice_of(p, 'S', i);
        street_name(street, i);
        snprintf(name, sizeof name, "%s党工委", street);
        strcpy(lead, "C0");
        if (p->districts) sprintf(lead, "D%" PRIu32, evenly(&d, p->districts));
        write_unit(out, 'S', i, "block", name, street, "", lead);
    }
    for (uint32_t i = 0; i < p->departments; i++, links++) {
        snprintf(name, sizeof name, "%s行业党委", departments[i]);
        write_unit(out, 'T', i, "strip", name, "", industries[i % LENGTH(industries)], "C0");
    }
    for (uint32_t i = 0; i < p->subs; i++, links++) {
        dice d = dice_of(p, 'U', i);
        uint32_t department = evenly(&d, p->departments);
        snprintf(name, sizeof name, "%s第%" PRIu32 "党总支", departments[department], i + 1);
        sprintf(lead, "T%" PRIu32, department);
        write_unit(out, 'U', i, "strip", name, "", industries[department % LENGTH(industries)], lead);
    }
    for (uint32_t i = 0; i < p->joints; i++) {
        dice d = dice_of(p, 'J', i);
        const char *industry = industries[evenly(&d, LENGTH(industries))];
        uint32_t s = evenly(&d, p->streets), where = evenly(&d, 100);
        street_name(street, s);
        snprintf(name, sizeof name, "%s第%" PRIu32 "联合党委", industry, i + 1);
        if (where < 60)
            sprintf(lead, "S%" PRIu32, s);
        else
            strip_id(p, evenly(&d, strips(p)), lead);
        if (where < 2) *lead = '\0';
        links += *lead != '\0';
        write_unit(out, 'J', i, "joint-committee", name, street, industry, lead);
    }
    return links;
}

static void write_model(const plan *p, FILE *out)
{
    fprintf(out,
            "{\n"
            "  \"jingwei\": 1,\n"
            "  \"name\": \"基准登记册 %" PRIu32 "\",\n"
            "  \"lang\": \"zh\",\n"
            "  \"as_of\": \"2023-06-30\",\n"
            "  \"source\": \"程序生成，全部为示意\",\n"
            "  \"registers\": [\n"
            "    {\n"
            "      \"file\": \"units.csv\",\n"
            "      \"kind\": { \"column\": \"kind\" }, \"id\": \"id\", \"name\": \"name\",\n"
            "      \"attributes\": { \"street\": \"street\", \"industry\": \"industry\" },\n"
            "      \"links\": [{ \"kind\": \"leads\", \"from\": \"lead\" }]\n"
            "    },\n"
            "    {\n"
            "      \"file\": \"associations.csv\",\n"
            "      \"kind\": { \"column\": \"kind\" }, \"id\": \"id\", \"name\": \"name\",\n"
            "      \"attributes\": {\n"
            "        \"street\": \"street\", \"industry\": \"industry\", \"members\": \"members\",\n"
            "        \"organization\": \"organization\",\n"
            "        \"reported\": { \"column\": \"reported\", \"map\": { \"yes\": true, \"no\": false } }\n"
            "      },\n"
            "      \"links\": [{ \"kind\": \"guides\", \"from\": \"lead\" }]\n"
            "    }\n"
            "  ]\n"
            "}\n",
            p->associations);
}

/* The rows' order: 0 … n-1, or shuffled (Fisher and Yates). NULL: as they come. */
static uint32_t *shuffled(const plan *p)
{
    uint32_t *order = malloc((p->associations + 1) * sizeof *order);
    dice d = dice_of(p, '*', 0);
    if (!order) return NULL;
    for (uint32_t i = 0; i < p->associations; i++) order[i] = i;
    for (uint32_t i = p->associations; i > 1; i--) {
        uint32_t j = evenly(&d, i), swap = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swap;
    }
    return order;
}

/* --- the program */

static _Noreturn void fail(const char *what, const char *why)
{
    fprintf(stderr, "gen_register: %s: %s\n", what, why);
    exit(4);
}

static FILE *begin(const char *folder, const char *file)
{
    char path[4096];
    if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, file) >= sizeof path) fail(folder, "too long");
    FILE *out = fopen(path, "wb");
    if (!out) fail(path, strerror(errno));
    setvbuf(out, NULL, _IOFBF, 1 << 18);
    return out;
}

static void end(FILE *out, const char *file)
{
    bool broken = ferror(out);
    if (fclose(out) != 0 || broken) fail(file, "could not be written");
}

static bool number(const char *text, uint64_t most, uint64_t *out)
{
    char *rest;
    errno = 0;
    *out = strtoull(text, &rest, 10);
    return *text >= '0' && *text <= '9' && *rest == '\0' && errno == 0 && *out <= most;
}

static int usage(void)
{
    fprintf(stderr,
            "usage: gen_register N OUTDIR [--seed S] [--cross PERCENT] [--shuffle]\n"
            "N: 0 to %d; PERCENT: 0 to 100\n",
            MOST);
    return 2;
}

int main(int argc, char **argv)
{
    _Static_assert(sizeof brands == 64 * HANZI + 1, "64 brand characters");
    uint64_t n, seed = 20240731, cross = 8;
    bool shuffle = false;
    if (argc < 3 || !number(argv[1], MOST, &n)) return usage();
    for (int i = 3; i < argc; i++) {
        if (strcmp(argv[i], "--shuffle") == 0)
            shuffle = true;
        else if (strcmp(argv[i], "--seed") == 0 && i + 1 < argc && number(argv[i + 1], UINT64_MAX, &seed))
            i++;
        else if (strcmp(argv[i], "--cross") == 0 && i + 1 < argc && number(argv[i + 1], 100, &cross))
            i++;
        else
            return usage();
    }
    const char *folder = argv[2];
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) fail(folder, strerror(errno));
    plan p = plan_of((uint32_t)n);
    p.seed = seed;
    p.cross = (uint32_t)cross;

    uint32_t *order = shuffle ? shuffled(&p) : NULL;
    if (shuffle && !order) fail("--shuffle", "out of memory");
    FILE *out = begin(folder, "associations.csv");
    uint64_t association_links = 0;
    fputs("id,kind,name,street,industry,members,organization,reported,lead\n", out);
    for (uint32_t i = 0; i < p.associations; i++)
        association_links += (uint64_t)write_association(&p, order ? order[i] : i, out);
    end(out, "associations.csv");
    free(order);

    out = begin(folder, "units.csv");
    uint64_t unit_links = write_units(&p, out);
    end(out, "units.csv");
    out = begin(folder, "model.json");
    write_model(&p, out);
    end(out, "model.json");

    uint64_t above = 1 + (uint64_t)p.districts + p.streets + p.departments + p.subs + p.joints;
    printf("units %" PRIu64 " links %" PRIu64 "\n", p.associations + above, association_links + unit_links);
    return 0;
}
