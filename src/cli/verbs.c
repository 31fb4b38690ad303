/* The table of verbs: a row here and a file verb_NAME.c make a verb. */
#include "cli/cli.h"

#include "base/text.h"

#include <glib.h>
#include <string.h>

const verb verbs[] = {
    { "new", "新建模型；用 --from 从名册识别", "a new model, recognized from registers with --from",
      "文件夹 [--from 名册]…", "DIR [--from REGISTER]…", 1, 0, verb_new },
    { "check", "检查模型：列出所有错误和警告", "is the model sound: every error and warning", "模型 [选项]",
      "MODEL [options]", 1, 0, verb_check },
    { "cover", "覆盖情况：覆盖率、上下限、未覆盖单位及原因和办法",
      "coverage: rates, bounds, who is not covered, why, and what would help", "模型 [选项]", "MODEL [options]", 1, 0,
      verb_cover },
    { "rank", "排名：中心性、关键性、管理幅度、层级", "rank units by centrality, criticality, span or depth",
      "模型 --by 指标 [选项]", "MODEL --by MEASURE [options]", 1, 0, verb_rank },
    { "audit", "规则检查：谁不符合哪条规则；差异化考核得分", "policy rules: who breaks which; scores by differentiated index",
      "模型 [选项]", "MODEL [options]", 1, 0, verb_audit },
    { "compare", "比较：改革方案或另一年的模型与现状的指标、变化", "a model beside reforms, or beside another year: metrics, what changed",
      "模型 方案或模型… [选项]", "MODEL OTHER… [options]", 1, -1, verb_compare },
    { "convert", "另存为一个独立的模型文件（JSON）", "write the model out as one file (JSON)", "模型 文件.json [选项]",
      "MODEL OUT.json [options]", 2, 0, verb_convert },
    { "draw", "绘制组织结构图（PDF、SVG、PNG、DOT）", "draw the organization chart (PDF, SVG, PNG, DOT)",
      "模型 -o 文件 [选项]", "MODEL -o FILE [options]", 1, 1, verb_draw },
    { "help", "显示帮助", "show help", "[命令]", "[VERB]", -1, 0, verb_help },
};
const size_t n_verbs = G_N_ELEMENTS(verbs);

const verb *find_verb(const char *name)
{
    for (size_t i = 0; i < n_verbs; i++)
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    return NULL;
}

int unknown_verb(const arguments *a, const char *name)
{
    const char *names[G_N_ELEMENTS(verbs)];
    for (size_t i = 0; i < n_verbs; i++)
        names[i] = verbs[i].name;
    arguments none = *a;
    none.verb = NULL;
    return usage_error(&none, "usage.unknown-verb", name, jw_nearest(name, names, n_verbs));
}
