#include "model/kinds.h"

#include <glib.h>
#include <math.h>
#include <string.h>

const jw_unit_kind jw_builtin_unit_kinds[] = {
    { "core", "核心", "core", JW_ROLE_ROOT, 0, NULL },
    { "committee", "党委", "committee", JW_ROLE_LEAD, 1, NULL },
    { "joint-committee", "联合党委", "joint committee", JW_ROLE_LEAD, 1, NULL },
    { "industry-committee", "行业党委", "industry committee", JW_ROLE_LEAD, 1, NULL },
    { "block", "块", "block", JW_ROLE_LEAD, 1, NULL },
    { "strip", "条", "strip", JW_ROLE_LEAD, 1, NULL },
    { "department", "业务主管部门", "department", JW_ROLE_LEAD, 1, NULL },
    { "general-branch", "党总支", "general branch", JW_ROLE_LEAD, 2, NULL },
    { "branch", "党支部", "branch", JW_ROLE_LEAD, 3, NULL },
    { "joint-branch", "联合党支部", "joint branch", JW_ROLE_LEAD, 3, NULL },
    { "association", "行业协会", "association", JW_ROLE_TARGET, 4, NULL },
    { "chamber", "商会", "chamber", JW_ROLE_TARGET, 4, NULL },
    { "body", "机构", "body", JW_ROLE_LEAD, JW_NO_RANK, NULL },
    { "post", "职位", "post", JW_ROLE_LEAD, JW_NO_RANK, NULL },
    { "partner", "共建单位", "partner", JW_ROLE_RESOURCE, JW_NO_RANK, NULL },
    { "service", "服务站点", "service point", JW_ROLE_RESOURCE, JW_NO_RANK, NULL },
    { "pool", "选派队伍", "staff pool", JW_ROLE_RESOURCE, JW_NO_RANK, NULL },
    { "enterprise", "企业", "enterprise", JW_ROLE_OTHER, JW_NO_RANK, NULL },
};
const size_t jw_builtin_unit_kinds_size = G_N_ELEMENTS(jw_builtin_unit_kinds);

const jw_link_kind jw_builtin_link_kinds[] = {
    { "leads", "领导", "leads", JW_ROLE_AUTHORITY, true, NULL },
    { "guides", "指导", "guides", JW_ROLE_AUTHORITY, true, NULL },
    { "backstops", "兜底", "backstops", JW_ROLE_AUTHORITY, true, NULL },
    { "joins", "加入联合组织", "joins", JW_ROLE_MEMBERSHIP, true, NULL },
    { "sends", "选派", "sends", JW_ROLE_SUPPORT, true, NULL },
    { "pairs", "结对共建", "pairs", JW_ROLE_PARTNER, false, NULL },
    { "interlocks", "交叉任职", "interlocks", JW_ROLE_INTERLOCK, false, NULL },
    { "serves", "服务", "serves", JW_ROLE_SERVICE, true, NULL },
    { "supplies", "供应", "supplies", JW_ROLE_CHAIN, true, NULL },
};
const size_t jw_builtin_link_kinds_size = G_N_ELEMENTS(jw_builtin_link_kinds);

#define ANY .allowed = NULL, .least = -INFINITY
#define IS(name, zh, en, type) .is = { name, zh, en, type, false, false }

const jw_attribute_rule jw_builtin_attributes[JW_BUILTIN_ATTRIBUTES] = {
    [JW_MEMBERS] = { IS("members", "党员人数", "members", JW_INTEGER), JW_ON_UNITS, .least = 0 },
    [JW_ORGANIZATION] = { IS("organization", "党组织", "organization", JW_STRING), JW_ON_UNITS,
                          .allowed = "|committee|general-branch|branch|joint|none|", .least = -INFINITY },
    [JW_REPORTED] = { IS("reported", "已报送", "reported", JW_BOOL), JW_ON_UNITS, ANY },
    [JW_ACTIVE] = { IS("active", "开展活动", "active", JW_BOOL), JW_ON_UNITS, ANY },
    [JW_INTERLOCKED] = { IS("interlocked", "交叉任职", "interlocked", JW_BOOL), JW_ON_UNITS, ANY },
    [JW_COUNT] = { IS("count", "数量", "count", JW_NUMBER), JW_ON_UNITS | JW_ON_LINKS, .least = 0,
                   .above = true },
    [JW_STREET] = { IS("street", "街道", "street", JW_STRING), JW_ON_UNITS, ANY },
    [JW_INDUSTRY] = { IS("industry", "行业", "industry", JW_STRING), JW_ON_UNITS, ANY },
    [JW_SECTOR] = { IS("sector", "行业大类", "sector", JW_STRING), JW_ON_UNITS, ANY },
    [JW_LEVEL] = { IS("level", "级别", "level", JW_STRING), JW_ON_UNITS, ANY },
    [JW_RATING] = { IS("rating", "评估等级", "rating", JW_STRING), JW_ON_UNITS, .allowed = "|1A|2A|3A|4A|5A|",
                    .least = -INFINITY },
    [JW_ILLUSTRATIVE] = { IS("illustrative", "示意", "illustrative", JW_BOOL), JW_ON_UNITS | JW_ON_LINKS,
                          ANY },
    [JW_CAPACITY] = { IS("capacity", "容量", "capacity", JW_NUMBER), JW_ON_UNITS, .least = 0 },
    [JW_LON] = { IS("lon", "经度", "longitude", JW_NUMBER), JW_ON_UNITS, ANY, .within = 180 },
    [JW_LAT] = { IS("lat", "纬度", "latitude", JW_NUMBER), JW_ON_UNITS, ANY, .within = 90 },
    [JW_STATE] = { IS("state", "状态", "state", JW_STRING), JW_ON_UNITS, .allowed = "|vacant|eliminated|",
                   .least = -INFINITY },
    [JW_ORDER] = { IS("order", "次序", "order", JW_NUMBER), JW_ON_UNITS, ANY },
    [JW_SHORT] = { IS("short", "简称", "short name", JW_STRING), JW_ON_UNITS, ANY },
    [JW_NAME_EN] = { IS("name_en", "英文名称", "English name", JW_STRING), JW_ON_UNITS, ANY },
    [JW_ALIASES] = { IS("aliases", "别名", "aliases", JW_LIST), JW_ON_UNITS, ANY },
    [JW_SINCE] = { IS("since", "起始日期", "since", JW_DATE), JW_ON_LINKS, ANY },
    [JW_UNTIL] = { IS("until", "终止日期", "until", JW_DATE), JW_ON_LINKS, ANY },
    [JW_ACTIVITIES] = { IS("activities", "活动", "activities", JW_LIST), JW_ON_LINKS, ANY },
    [JW_NOTE_TEXT] = { IS("note", "备注", "note", JW_STRING), JW_ON_LINKS, ANY },
};

static const char *const unit_roles[] = { "root", "lead", "target", "resource", "other" };
static const char *const link_roles[] = { "authority", "membership", "support", "partner",
                                          "interlock", "service",    "chain" };
static const char *const types[] = { "string", "integer", "number", "bool", "date", "list" };

static int named(const char *name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0) return (int)i;
    return -1;
}

int jw_unit_role_named(const char *name)
{
    return named(name, unit_roles, G_N_ELEMENTS(unit_roles));
}

int jw_link_role_named(const char *name)
{
    return named(name, link_roles, G_N_ELEMENTS(link_roles));
}

int jw_type_named(const char *name)
{
    return named(name, types, G_N_ELEMENTS(types));
}

const char *jw_unit_role_name(jw_unit_role role)
{
    return unit_roles[role];
}

const char *jw_link_role_name(jw_link_role role)
{
    return link_roles[role];
}

const char *jw_type_name(jw_type type)
{
    return types[type];
}

const char *const *jw_unit_role_names(size_t *n)
{
    *n = G_N_ELEMENTS(unit_roles);
    return unit_roles;
}

const char *const *jw_link_role_names(size_t *n)
{
    *n = G_N_ELEMENTS(link_roles);
    return link_roles;
}

const char *const *jw_type_names(size_t *n)
{
    *n = G_N_ELEMENTS(types);
    return types;
}
