// What people write in the first forms of one case of expired food, in the words of the forms. All of it is invented.
import type { Values } from "./forms.ts";

export const PARTY = "宁波示例超市有限公司";
export const ITEM = "对经营超过保质期的食品的行政处罚";
const ADDRESS = "宁波市示例路1号";

export const clue: Values = {
  案件来源: "举报", 发现线索或者收到材料之日: "2026-03-02", 登记人: "吴源", 承办机构: "食品经营处", 涉嫌违法的当事人: PARTY, 违法行为发生地: ADDRESS,
  线索内容: "举报称货架上的食品超过保质期", "具名的投诉人、举报人": "是", "投诉人、举报人姓名和联系方式": "示例举报人",
};

export const clueInEnglish: Values = {
  Source: "Report by an informant", "Day of discovery or receipt": "2026-03-02", "Received by": "Wu Yuan", "Handling unit": "Food division", "Suspected party": PARTY,
  Content: "举报称货架上的食品超过保质期", "Named complainant or informant": "No",
};

export const verificationInEnglish: Values = {
  "Manner of the verification": "On-site check", Recordings: "示例记录仪0000", Officers: ["Wang Ban", "Li Ban"], Date: "2026-03-02", Findings: "货架上有超过保质期的饼干十二袋", "Within our jurisdiction": "Yes", "Within the limitation period": "Yes",
};

export const verification: Values = {
  核查方式: "现场检查", 音像记录编号: "示例记录仪0000", 核查日期: "2026-03-02", 核查情况: "货架上有超过保质期的饼干十二袋", 涉嫌的处罚事项: ITEM, 属于本机关管辖: "是", 未超过追责时效: "是", 证据材料目录: "现场照片三张",
};
