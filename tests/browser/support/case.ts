// What people write in the forms of one case of expired food, in the words of the forms. All of it is invented.
import type { Values } from "./forms.ts";

export const PARTY = "宁波示例超市有限公司";
export const ITEM = "对经营超过保质期的食品的行政处罚";
const ADDRESS = "宁波市示例路1号";
const BASIS = "食品安全法第一百二十四条第一款第五项";
const DISCRETION = "初次违法，数量少，主动下架";
const OFFICERS = ["王办", "李办"];

export const clue: Values = {
  案件来源: "举报", 发现线索或者收到材料之日: "2026-03-02", 登记人: "吴源", 承办机构: "食品经营处", 涉嫌违法的当事人: PARTY, 违法行为发生地: ADDRESS,
  线索内容: "举报称货架上的食品超过保质期", "具名的投诉人、举报人": "是", "投诉人、举报人姓名和联系方式": "示例举报人",
};

export const clueInEnglish: Values = {
  Source: "Report by an informant", "Day of discovery or receipt": "2026-03-02", "Received by": "Wu Yuan", "Handling unit": "Food division", "Suspected party": PARTY,
  Content: "举报称货架上的食品超过保质期", "Named complainant or informant": "No",
};

export const verificationInEnglish: Values = {
  Officers: ["Wang Ban", "Li Ban"], Date: "2026-03-02", Findings: "货架上有超过保质期的饼干十二袋", "Within our jurisdiction": "Yes", "Within the limitation period": "Yes",
};

export const verification: Values = {
  核查日期: "2026-03-02", 核查情况: "货架上有超过保质期的饼干十二袋", 涉嫌的处罚事项: ITEM, 属于本机关管辖: "是", 未超过追责时效: "是", 证据材料目录: "现场照片三张",
};

export const filing: Values = {
  审批结果: "立案", 审批日期: "2026-03-04", 有证据初步证明存在违法行为: "符合", 依法应当给予行政处罚: "符合", 属于本机关管辖: "符合", 在给予行政处罚的法定期限内: "符合",
  案由: "经营超过保质期的食品", 处罚事项: ITEM, 指定办案人员的办案机构负责人: "孙局", 办案人员: OFFICERS,
  当事人: [{ 姓名或者名称: PARTY, 类型: "法人或者其他组织", 统一社会信用代码或者身份证件号码: "示例统一社会信用代码", 住所或者住址: ADDRESS }],
};

/** Filled in before the server dies, and after it is back. */
export const investigation: [Values, Values] = [
  { 取证方式: "现场检查", 日期: "2026-03-06", 开始时间: "09:30", 结束时间: "11:00", 地点: ADDRESS, 执法人员: OFFICERS, 出示执法证件: "已出示", 取证情况: "查见超过保质期的饼干十二袋，当事人确认尚在销售" },
  { "告知陈述、申辩和申请回避的权利": "本次已告知", 当事人确认: "已签名", 音像记录编号及校验值: "示例记录仪0001", 下一步: "调查终结" },
];

export const report: Values = {
  案件来源和调查经过: "举报后核查、立案并现场检查", 采取的措施: "无", 违法事实: "经营超过保质期的饼干十二袋，货值金额一百二十元", 证据: "现场笔录、询问笔录、照片", 案件性质: "经营超过保质期的食品",
  处罚事项: ITEM, 处理意见: "给予行政处罚", 处理依据: BASIS, 自由裁量的理由: DISCRETION, 报告日期: "2026-03-12",
  当事人和拟处罚内容: [{ 姓名或者名称: PARTY, 类型: "法人或者其他组织", 处罚种类: ["罚款", "没收违法所得"], 罚款: "120,000.00", 没收违法所得: "120.00", 没收非法财物的价值: "0.00", 拟处罚内容: "没收违法所得，并处罚款" }],
};

export const review: Values = {
  审核种类: "法制审核", 案件类别: "一般案件", 具有管辖权: "是", 当事人的基本情况清楚: "是", "案件事实清楚、证据充分": "是", 定性准确: "是", 适用依据正确: "是", 程序合法: "是", 处理适当: "是",
  审核意见: "同意处理意见", 意见和理由: "同意", 审核日期: "2026-03-12",
};

export const proposal: Values = { 审批结果: "批准，履行告知程序", 审批日期: "2026-03-12" };

export const notice: Values = {
  告知书文号: "示例告知〔2026〕1号", 已告知要求听证的权利: "是", 送达方式: "直接送达", 送达之日: "2026-03-18", 送达人: OFFICERS, 送达地址: ADDRESS, 收件人: "示例收件人", 送达回证编号: "示例回证1",
};

export const defenceWaived: Values = { 权利行使情况: "明确放弃", 提出或者放弃之日: "2026-03-19", 放弃权利的书面证明: "放弃陈述申辩声明书" };

export const hearingAsked: Values = { 权利行使情况: "要求听证", 提出或者放弃之日: "2026-03-19", 方式: "书面" };

export const hearingHost: Values = { 听证主持人: ["周档"], 记录员: "吴源", 指定日期: "2026-03-20" };

export const hearingNotice: Values = {
  听证日期: "2026-04-02", 听证时间: "09:30", 听证地点: "示例听证室", 公开举行: "是", 被通知的当事人和有关人员: "当事人及其委托代理人", 通知送达之日: "2026-03-20", 送达回证编号: "示例回证11",
};

export const hearingRecord: Values = {
  听证情况: "已举行", 听证日期: "2026-04-02", 参加人: "当事人及其委托代理人、调查人员", 笔录内容: "调查人员提出事实、证据和处罚建议，当事人申辩和质证", 笔录签名之日: "2026-04-02", 音像记录编号: "示例记录仪0009",
};

export const hearingReport: Values = { 听证认定的事实和争议: "双方对事实没有争议，对数额有争议", 处理意见和建议: "建议维持拟处罚意见", 报告日期: "2026-04-02" };

export const legalReview: Values = { 审核意见: "通过", 审核的决定文本: "没收违法所得并处罚款，内容见决定书送审稿", 意见和理由: "听证笔录与决定文本已核对", 审核日期: "2026-04-02" };

export const discussion: Values = {
  讨论日期: "2026-04-03", 地点: "示例会议室", 结论: "同意作出决定", 结论意见: "经集体讨论形成一致意见",
  参加人和各自意见: [{ 姓名: "孙局", 职务: "局长", 意见: "同意" }, { 姓名: "示例副局长", 职务: "副局长", 意见: "同意" }],
};

export const decision: Values = {
  决定: "给予行政处罚", 决定书日期: "2026-04-03", 认定的事实和证据: "经营超过保质期的饼干十二袋，有现场笔录等为证", 依据: BASIS, 裁量的理由: DISCRETION, "陈述、申辩意见的采纳情况及理由": "当事人放弃陈述、申辩；听证意见见听证报告",
  对各当事人的决定: [{ 姓名或者名称: PARTY, 决定: "给予行政处罚", 处罚种类: ["罚款", "没收违法所得"], 罚款: "120,000.00", 没收违法所得: "120.00", 没收非法财物的价值: "0.00", "决定内容、履行方式和期限": "没收违法所得，并处罚款，十五日内缴至代收银行" }],
};

export const service: Values = {
  送达方式: "直接送达", 送达之日: "2026-04-07", 送达人: OFFICERS, 送达地址: ADDRESS, 收件人: "示例收件人", 送达回证编号: "示例回证21", 处罚决定信息将公示: "已书面告知当事人",
};

export const publication: Values = { 公示情况: "已公示", 公示日期: "2026-04-07", 公示网址: "公示平台示例地址", 隐去信息的人员: "周档", 复核人员: "吴源" };

export const payment: Values = {
  结果: "履行完毕", 履行完毕或者终结执行之日: "2026-04-10", 实缴罚款: "120,000.00", 实缴违法所得: "120.00", 缴款票据号码: "示例票据001", 代收机构: "示例银行", 没收财物处理情况: "已监督销毁",
};

export const closeRequest: Values = { 结案情形: "行政处罚决定执行完毕", 处理结果和执行情况: "本案已处理完毕", 填写日期: "2026-04-10" };

export const closing: Values = { 审批结果: "同意结案", 审批日期: "2026-04-10" };

export const archiving: Values = { 正卷页数: "36", 副卷页数: "12", 保管期限: "十年", 归档日期: "2026-04-10" };
