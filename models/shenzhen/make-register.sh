#!/bin/sh
# Makes associations.csv: 731 rows whose totals are those of the source, and whose every other cell is invented.
#
#     ./make-register.sh > associations.csv
#
# Totals that are facts («深圳行业协会党建工作创新与发展»): 511 municipal and 220 district associations, 502 annual reports, 277 of
# these with an organization, 25 with interlocked heads (all municipal), 30 showcase points, 10 mediation rooms, 130 stations
# for intellectual property, 60 organizers. Three names are real: 深圳市人工智能产业协会, 深圳市平板显示行业协会 and
# 深圳市政府采购协会, and of these rows only what README.md lists. Names are a trade and a form (协会, 商会, 促进会 …) put together;
# who resembles a real association does so by accident.
#
# The same bytes from every awk: one generator of random numbers in whole numbers (Park and Miller's), no locale, no clock.
printf '\357\273\277'
LC_ALL=C exec awk '
function random(n) { # 0 … n − 1
    seed = seed * 16807 % 2147483647
    return seed % n
}
function shuffle(list, n,    i, k, held) {
    for (i = n; i > 1; i--) {
        k = random(i) + 1
        held = list[i]; list[i] = list[k]; list[k] = held
    }
}
# Candidates are gathered in `list`, 1 … `size`.
function clear() { size = 0 }
function offer(i) { list[++size] = i }
# Sets `column` of n candidates, drawn by lot, to `value`; they are candidates no longer.
function draw(n, column, value,    i) {
    shuffle(list, size)
    for (i = 0; i < n; i++) cell[list[size--], column] = value
}
# What is left of the candidates gets `value`.
function rest(column, value) { while (size > 0) cell[list[size--], column] = value }

function new(name, level) {
    rows++
    cell[rows, "编号"] = sprintf("SZ%03d", rows)
    cell[rows, "名称"] = name
    cell[rows, "登记层级"] = level
    cell[rows, "类型"] = name ~ /商会$/ ? "商会" : "行业协会"
    cell[rows, "示意"] = "是"
    return rows
}
# A trade of its own and its sector: four products, of which each form makes one association.
function trade(name, sector, products) {
    trades[++n_trades] = name
    sector_of[name] = sector
    products_of[name] = products
}
# Adds a name to a cell that may hold several.
function join(i, column, wanted, name) {
    if (wanted != "") cell[i, column] = cell[i, column] (cell[i, column] == "" ? "" : "、") name
}
function has(i) { return cell[i, "党组织"] != "" && cell[i, "党组织"] != "无" }
function known(i) { return cell[i, "报送年报"] == "是" }
# The i-th of so many, founded one after the other from 1991 to May 2023.
function date(i, of,    year, month) {
    year = 1991 + int(i * 33 / (of + 1))
    month = year == 2023 ? 1 + random(5) : 1 + random(12)
    return sprintf("%d-%02d-%02d", year, month, 1 + random(28))
}

BEGIN {
    seed = 20230630
    NAMED = 3; CHAINS = 5; IN_CHAIN = 7; MUNICIPAL = 511; ALL = 731

    n_columns = split("编号 名称 登记层级 登记区 类型 行业类别 产业门类 所在区 党建领导单位 业务主管单位 党员人数 党组织 " \
        "联合党支部 报送年报 开展活动 交叉任职 评估等级 成立日期 章程载明党建 年检党建事项 换届党建考评 承接职能或服务 " \
        "评先评优 书记列席会议 沟通协商 派驻力量 共建单位 服务站点 产业链下游 别名 示意", columns, " ")
    n_forms = split("行业协会 商会 促进会 同业公会 企业联合会", forms, " ")

    # 21 trades with a joint committee each, four with a committee of the trade; and the 22nd, by its five chains.
    trade("机械装备", "制造", "模具 数控机床 压铸 轴承"); trade("家电家居", "制造", "家具 小家电 厨具 灯饰")
    trade("钟表珠宝", "制造", "钟表 黄金首饰 玉石 眼镜"); trade("服装皮革", "制造", "女装 皮革 内衣 制鞋")
    trade("印刷包装", "制造", "印刷 包装 纸品 标签"); trade("塑胶化工", "制造", "塑胶 涂料 日化 胶粘剂")
    trade("食品餐饮", "商贸", "餐饮 烘焙 茶叶 粮油"); trade("商贸零售", "商贸", "零售 进出口 会员店 农产品流通")
    trade("电子商务", "商贸", "跨境电商 直播电商 社区团购 电商服务"); trade("物流供应链", "流通", "物流 供应链 冷链 货运代理")
    trade("交通运输", "流通", "道路运输 出租汽车 停车服务 港口"); trade("建筑工程", "建设", "建筑业 勘察设计 幕墙 建材")
    trade("房地产", "建设", "房地产开发 房地产中介 城市更新 租赁住房"); trade("金融服务", "金融", "融资租赁 典当 小额贷款 商业保理")
    trade("投资咨询", "金融", "创业投资 股权投资 财务顾问 信用服务"); trade("文化创意", "文旅", "工业设计 动漫 影视 广告")
    trade("旅游会展", "文旅", "旅游 会展 酒店 景区"); trade("医药健康", "健康", "医药零售 医疗器械 养老服务 健康管理")
    trade("环保节能", "服务", "环保产业 节能 固体废物 水务"); trade("专业服务", "服务", "招标采购 会计 人力资源 检验检测")
    trade("安全防护", "服务", "安防 消防 保安 应急装备")
    n_joint = n_trades
    trade("燃气", "建设", "燃气 燃气具"); trade("工程监理", "建设", "工程监理 造价咨询")
    trade("物业", "建设", "物业管理 楼宇清洁"); trade("装饰", "建设", "装饰 园林绿化")
    sector_of["新兴战略产业"] = "新兴"
    split("新一代信息技术 高端装备制造 新材料 新能源 生物医药", chains, " ")
    links_of[1] = "电子材料 传感器 集成电路 通信设备 智能终端 软件 云计算"
    links_of[2] = "精密零件 伺服电机 激光器 增材制造 无人机 机器人 卫星应用"
    links_of[3] = "石墨烯 光学薄膜 特种陶瓷 高分子材料 碳纤维 电池材料 复合材料"
    links_of[4] = "锂矿贸易 储能 动力电池 光伏 充电设施 氢能 新能源汽车"
    links_of[5] = "生物试剂 基因检测 细胞治疗 创新药 医学影像 体外诊断 精准医疗"

    # --- who there is
    new("深圳市人工智能产业协会", "市级"); new("深圳市平板显示行业协会", "市级"); new("深圳市政府采购协会", "市级")
    cell[1, "行业类别"] = cell[2, "行业类别"] = "新兴战略产业"; cell[3, "行业类别"] = "专业服务"
    cell[3, "别名"] = "深圳市政府采购协会党支部"
    for (i = 1; i <= NAMED; i++) cell[i, "示意"] = "部分"
    for (c = 1; c <= CHAINS; c++) {
        split(links_of[c], words, " ")
        for (k = 1; k <= IN_CHAIN; k++) {
            i = new(words[k] (k % 3 == 0 ? "产业促进会" : "行业协会"), "市级")
            cell[i, "行业类别"] = "新兴战略产业"
            cell[i, "党建领导单位"] = chains[c] "产业链第" (k <= 3 ? "一" : "二") "党支部"
            if (k < IN_CHAIN) cell[i, "产业链下游"] = sprintf("SZ%03d", i + 1)
        }
    }
    for (t = 1; t <= n_trades; t++) { # 20 or 19 of a joint committee, 7 of a committee of the trade
        n = split(products_of[trades[t]], words, " ")
        most = t > n_joint ? 7 : t <= 10 ? 20 : 19
        made = 0
        for (f = 1; f <= n_forms; f++)
            for (k = 1; k <= n && made < most; k++) { later[++n_later] = words[k] forms[f] "|" trades[t]; made++ }
    }
    n = split("中小企业 民营经济 质量管理 标准化 品牌建设 青年创业 科技成果转化 总部经济 企业合规 企业社会责任 产业园区 售后服务", words, " ")
    for (k = 1; k <= n; k++)
        for (f = 2; f <= 5; f++) if (f != 4) later[++n_later] = words[k] (f == 5 ? "联合会" : forms[f]) "|"
    shuffle(later, n_later)
    for (k = 1; k <= n_later; k++) { split(later[k], words, "|"); i = new(words[1], "市级"); cell[i, "行业类别"] = words[2] }

    n = split("宝安 42 龙岗 40 南山 32 福田 30 龙华 26 罗湖 20 光明 12 坪山 10 盐田 5 大鹏 3", quota, " ")
    for (d = 1; d < n; d += 2)
        for (k = 1; k <= quota[d + 1]; k++) {
            do {
                t = 1 + random(n_joint); w = split(products_of[trades[t]], words, " ")
                name = quota[d] words[1 + random(w)] forms[1 + random(n_forms)]
            } while (name in used)
            used[name]
            i = new(name, "区级")
            cell[i, "登记区"] = cell[i, "所在区"] = quota[d]
            cell[i, "行业类别"] = trades[t]
        }
    split("福田 福田 福田 福田 福田 福田 福田 南山 南山 南山 南山 南山 罗湖 罗湖 罗湖 宝安 宝安 龙岗 龙岗 龙华 光明 坪山 盐田", places, " ")
    for (i = 1; i <= ALL; i++) {
        cell[i, "产业门类"] = sector_of[cell[i, "行业类别"]]
        if (i > NAMED && i <= MUNICIPAL) cell[i, "所在区"] = places[1 + random(23)]
        if (i <= NAMED) continue
        is_young = cell[i, "产业门类"] == "新兴"
        cell[i, "成立日期"] = is_young ? date(250 + random(250), 511) : i <= MUNICIPAL ? date(i, MUNICIPAL) : date(i - MUNICIPAL, ALL - MUNICIPAL)
    }

    # --- who leads them: the trade of most says it, or the district. Twelve rows of the districts lack both on file, so
    # that nobody leads them. Joint branches: four each; one of them hangs from nobody.
    clear()
    for (i = MUNICIPAL + 1; i <= ALL; i++) offer(i)
    shuffle(list, size)
    for (k = 1; k <= 12; k++) cell[list[k], "登记区"] = cell[list[k], "行业类别"] = cell[list[k], "产业门类"] = ""
    for (t = 1; t <= 11; t++) {
        clear()
        for (i = NAMED + 1; i <= MUNICIPAL; i++) if (cell[i, "行业类别"] == trades[t]) offer(i)
        draw(4, "联合党支部", trades[t] "联合党支部")
    }
    clear()
    for (i = NAMED + 1; i <= MUNICIPAL; i++) for (t = 12; t <= 15; t++) if (cell[i, "行业类别"] == trades[t]) offer(i)
    draw(4, "联合党支部", "跨行业联合党支部")
    # Departments: 16 of the 36 without a trade; 12 where the department itself hangs from nobody; and 16 of the other trades,
    # 12 of them led by the joint committee too.
    department["制造"] = department["商贸"] = department["服务"] = department[""] = "经贸类业务主管单位党组织"
    department["建设"] = "建设类业务主管单位党组织"; department["文旅"] = "文化类业务主管单位党组织"
    department["健康"] = "卫生类业务主管单位党组织"
    department["流通"] = "交通类业务主管单位党组织"; department["金融"] = "金融类业务主管单位党组织"
    clear()
    for (i = NAMED + 1; i <= MUNICIPAL; i++) if (cell[i, "行业类别"] == "") offer(i)
    draw(16, "业务主管单位", department[""])
    clear()
    for (i = NAMED + 1; i <= MUNICIPAL; i++) if (cell[i, "产业门类"] ~ /^(流通|金融)$/ && cell[i, "联合党支部"] == "") offer(i)
    shuffle(list, size)
    for (k = 1; k <= 12; k++) cell[list[k], "业务主管单位"] = department[cell[list[k], "产业门类"]]
    clear()
    for (i = NAMED + 1; i <= MUNICIPAL; i++) {
        if (cell[i, "产业门类"] !~ /^(制造|商贸|建设|文旅|健康)$/ || cell[i, "联合党支部"] != "") continue
        if (cell[i, "行业类别"] !~ /^(燃气|工程监理|物业|装饰)$/) offer(i)
    }
    shuffle(list, size)
    for (k = 1; k <= 16; k++) {
        i = list[k]
        cell[i, "业务主管单位"] = department[cell[i, "产业门类"]]
        if (k <= 12) cell[i, "党建领导单位"] = cell[i, "行业类别"] "类行业协会联合党委"
    }

    # --- who reported: 372 + 130, whoever is in a joint branch among them; two of the three named are left open
    cell[3, "报送年报"] = "是"
    for (i = NAMED + 1; i <= ALL; i++) if (cell[i, "联合党支部"] != "") cell[i, "报送年报"] = "是"
    clear(); for (i = NAMED + 1; i <= NAMED + CHAINS * IN_CHAIN; i++) offer(i)
    draw(30, "报送年报", "是")
    clear(); for (i = NAMED + CHAINS * IN_CHAIN + 1; i <= MUNICIPAL; i++) if (!known(i)) offer(i)
    draw(372 - 1 - 48 - 30, "报送年报", "是")
    clear(); for (i = MUNICIPAL + 1; i <= ALL; i++) offer(i)
    draw(130, "报送年报", "是")
    for (i = 1; i <= ALL; i++) if (!known(i)) cell[i, "报送年报"] = "否"

    # --- who has an organization: 1 + 48 joint + 24 + 148 municipal, 56 district
    cell[3, "党组织"] = "党支部"
    for (i = NAMED + 1; i <= ALL; i++) if (cell[i, "联合党支部"] != "") cell[i, "党组织"] = "联合党支部"
    clear(); for (i = NAMED + 1; i <= NAMED + CHAINS * IN_CHAIN; i++) if (known(i)) offer(i)
    draw(24, "党组织", "党支部")
    clear(); for (i = NAMED + CHAINS * IN_CHAIN + 1; i <= MUNICIPAL; i++) if (known(i) && !has(i)) offer(i)
    draw(5, "党组织", "党委"); draw(14, "党组织", "党总支"); draw(129, "党组织", "党支部")
    clear(); for (i = MUNICIPAL + 1; i <= ALL; i++) if (known(i)) offer(i)
    draw(56, "党组织", "党支部")

    # --- members: own organizations have three and more; the rest say why they have none
    cell[3, "党员人数"] = 3
    for (i = NAMED + 1; i <= ALL; i++) {
        if (!known(i)) continue
        form = cell[i, "党组织"]
        if (form == "党委") cell[i, "党员人数"] = 100 + random(60)
        else if (form == "党总支") cell[i, "党员人数"] = 50 + random(45)
        else if (form == "党支部") cell[i, "党员人数"] = 3 + (random(3) ? random(6) : random(24))
        else if (form == "联合党支部") cell[i, "党员人数"] = random(12) ? 1 + random(2) : 3 + random(2)
        else cell[i, "党组织"] = "无"
    }
    clear(); for (i = 1; i <= ALL; i++) if (cell[i, "党组织"] == "无") offer(i)
    draw(42, "党员人数", 0); draw(46, "党员人数", 1); draw(50, "党员人数", 2)
    for (k = 1; k <= 55; k++) draw(1, "党员人数", 3 + random(5)) # 32 do not say

    # --- how it works: 34 organizations on paper only, 25 pilots of interlocking
    cell[3, "开展活动"] = "是"
    clear(); for (i = NAMED + 1; i <= ALL; i++) if (has(i)) offer(i)
    draw(34, "开展活动", "否"); rest("开展活动", "是")
    clear(); for (i = NAMED + 1; i <= MUNICIPAL; i++) if (has(i) && cell[i, "联合党支部"] == "" && cell[i, "开展活动"] == "是") offer(i)
    draw(25, "交叉任职", "是")
    for (i = NAMED + 1; i <= ALL; i++) if (has(i) && cell[i, "交叉任职"] == "") cell[i, "交叉任职"] = "否"
    clear(); for (i = NAMED + 1; i <= ALL; i++) if (has(i)) offer(i)
    draw(172, "书记列席会议", "是"); rest("书记列席会议", "否")
    clear(); for (i = NAMED + 1; i <= ALL; i++) if (has(i)) offer(i)
    draw(150, "沟通协商", "是"); rest("沟通协商", "否")

    # --- the gates: rating, charter, inspection, change of term, procurement, awards
    clear(); for (i = NAMED + 1; i <= ALL; i++) if (has(i)) offer(i)
    draw(26, "评估等级", "5A"); draw(55, "评估等级", "4A"); draw(50, "评估等级", "3A"); draw(8, "评估等级", "2A")
    clear(); for (i = NAMED + 1; i <= ALL; i++) if (known(i) && !has(i)) offer(i)
    draw(3, "评估等级", "5A"); draw(9, "评估等级", "4A"); draw(22, "评估等级", "3A"); draw(12, "评估等级", "2A")
    for (k = 1; k <= 2; k++) { # k = 1 with an organization, 2 without
        split(k == 1 ? "22 9 62 50 33" : "51 33 22 12 5", quota, " ")
        clear(); for (i = NAMED + 1; i <= ALL; i++) if (known(i) && has(i) == (k == 1)) offer(i)
        draw(quota[1], "章程载明党建", "否"); rest("章程载明党建", "是")
        clear(); for (i = NAMED + 1; i <= ALL; i++) if (known(i) && has(i) == (k == 1)) offer(i)
        draw(quota[2], "年检党建事项", "不合格"); rest("年检党建事项", "合格")
        clear(); for (i = NAMED + 1; i <= ALL; i++) if (known(i) && has(i) == (k == 1)) offer(i)
        draw(quota[3], "换届党建考评", "是"); draw(5, "换届党建考评", "否")
        clear(); for (i = NAMED + 1; i <= ALL; i++) if (known(i) && has(i) == (k == 1)) offer(i)
        draw(quota[4], "承接职能或服务", "是"); rest("承接职能或服务", "否")
        clear(); for (i = NAMED + 1; i <= ALL; i++) if (known(i) && has(i) == (k == 1)) offer(i)
        draw(quota[5], "评先评优", "是"); rest("评先评优", "否")
    }

    # --- resources: services, people sent, partners
    clear(); for (i = NAMED + 1; i <= ALL; i++) if (known(i)) offer(i)
    draw(28, "展示点", "是"); cell[1, "展示点"] = cell[2, "展示点"] = "是"
    clear(); for (i = NAMED + 1; i <= ALL; i++) if (cell[i, "展示点"] == "是") offer(i)
    draw(9, "调解室", "是"); cell[2, "调解室"] = "是"
    clear(); for (i = NAMED + 1; i <= MUNICIPAL; i++) offer(i)
    draw(110, "知识产权", "是")
    clear(); for (i = MUNICIPAL + 1; i <= ALL; i++) offer(i)
    draw(20, "知识产权", "是")
    for (i = 1; i <= ALL; i++) {
        join(i, "服务站点", cell[i, "展示点"], "交流服务展示点")
        join(i, "服务站点", cell[i, "调解室"], "矛盾纠纷调解室")
        join(i, "服务站点", cell[i, "知识产权"], "知识产权保护工作站")
    }
    clear(); for (i = NAMED + 1; i <= ALL; i++) if (known(i) && !has(i)) offer(i)
    draw(44, "派驻力量", "党建组织员")
    clear(); for (i = NAMED + 1; i <= ALL; i++) if (known(i) && !has(i) && cell[i, "行业类别"] != "" && cell[i, "派驻力量"] == "") offer(i)
    for (k = 1; k <= 12; k++) draw(1, "派驻力量", sprintf("国企共建党组织%d", 1 + k % 4))
    clear(); for (i = NAMED + 1; i <= ALL; i++) if (has(i)) offer(i)
    draw(16, "派驻力量", "党建组织员")
    for (k = 1; k <= 8; k++) draw(1, "派驻力量", sprintf("国企共建党组织%d", 1 + k % 4))
    clear(); for (i = NAMED + 1; i <= ALL; i++) if (has(i)) offer(i)
    split("机关 国企 基金会", kinds, " ")
    for (k = 1; k <= 24; k++) draw(1, "共建单位", kinds[1 + k % 3] "共建党组织" 1 + k % 4)

    for (c = 1; c <= n_columns; c++) printf "%s%s", columns[c], (c < n_columns ? "," : "\n")
    for (i = 1; i <= ALL; i++)
        for (c = 1; c <= n_columns; c++) printf "%s%s", cell[i, columns[c]], (c < n_columns ? "," : "\n")
}'
