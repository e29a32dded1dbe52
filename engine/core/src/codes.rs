//! All codes of this crate with what they say, in one list: a code is never reused, and each has a page of its own.
//!
//! `MJ40xx` commands, `MJ41xx` what acts demand, `MJ42xx` what forms demand, `MJ49xx` troubles of the process (incidents).

/// A code with its message in both languages; `{name}` stands for a parameter of the rejection. Incidents (`MJ49xx`) have
/// one parameter, their `{detail}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The code.
    pub code: &'static str,
    /// The Chinese message.
    pub zh: &'static str,
    /// The English message.
    pub en: &'static str,
}

const fn code(code: &'static str, zh: &'static str, en: &'static str) -> Code {
    Code { code, zh, en }
}

/// The list, in order of the codes.
pub const CODES: &[Code] = &[
    code("MJ4001", "没有这个案件 `{instance}`", "there is no case `{instance}`"),
    code("MJ4002", "没有这个任务 `{task}`", "there is no task `{task}`"),
    code("MJ4003", "当前状态不允许：{state}", "the state does not allow it: {state}"),
    code(
        "MJ4004",
        "任务已被更新：您看到的是第 {seen} 版，现在是第 {now} 版",
        "the task has changed: you saw revision {seen}, it is at {now}",
    ),
    code(
        "MJ4005",
        "任务已由 `{person}` 签收，请等其退回或办结",
        "`{person}` already holds the task: it must be released first",
    ),
    code("MJ4006", "您已签收此任务，请直接办理", "you already hold this task: go on with it"),
    code("MJ4007", "只有签收人可以退回任务", "only the holder of a task can release it"),
    code(
        "MJ4008",
        "您未签收此任务（当前签收人：`{person}`），请先签收再提交",
        "you do not hold this task (its holder: `{person}`): claim it before you complete it",
    ),
    code("MJ4009", "本流程没有可申请的事项 `{act}`", "the process has no act `{act}`"),
    code("MJ4010", "没有这个定时器或它已触发：`{timer}`", "there is no such timer, or it has fired: `{timer}`"),
    code("MJ4011", "没有这个消息订阅 `{subscription}`", "there is no subscription `{subscription}`"),
    code("MJ4012", "现在不能办理 `{act}`", "`{act}` is not possible now"),
    code("MJ4013", "没有这个故障 `{incident}`", "there is no incident `{incident}`"),
    code("MJ4014", "不能转到 `{node}`：它不是该节点的去向", "`{node}` is not where the element can go"),
    code("MJ4015", "此操作只能由人员本人办理", "only a person can do this"),
    code("MJ4016", "目前没有到期的提醒或牌", "no card is due now"),
    code("MJ4017", "只有消息 `{message}` 能启动这个流程", "only the message `{message}` starts this process"),
    code("MJ4018", "启动节点没有泳道，人员不能启动", "the start event has no lane: people cannot start the process"),
    code("MJ4019", "没有需要继续的步骤", "nothing is left to continue"),
    code(
        "MJ4020",
        "消息 `{message}` 不能手工登记，它由系统送达",
        "the message `{message}` cannot be entered by hand: it arrives by itself",
    ),
    code("MJ4021", "没有待回执的消息 `{message}`", "no receipt is awaited for the message `{message}`"),
    code("MJ4022", "没有这张牌 `{card}`", "there is no card `{card}`"),
    code("MJ4023", "这张牌现在不能这样办理：{stage}", "that cannot be done to the card now: {stage}"),
    code("MJ4024", "请写明理由", "give reasons"),
    code(
        "MJ4025",
        "决定只能是 upheld（维持）或者 cancelled（撤销），而不是 `{found}`",
        "a verdict is `upheld` or `cancelled`, not `{found}`",
    ),
    code(
        "MJ4026",
        "异议正在另一程序中办理，等待其决定",
        "the objection is being decided in a process of its own: its verdict is awaited",
    ),
    code(
        "MJ4101",
        "`{person}` 在 `{unit}` 没有岗位 `{lane}` 的角色，请由具备该角色的人员办理或先登记其角色",
        "`{person}` does not hold the role of lane `{lane}` in `{unit}`: let a holder act, or have the role registered first",
    ),
    code(
        "MJ4102",
        "`{person}` 不在本案为 `{lane}` 指定的人员之列，请由指定人员办理",
        "`{person}` is not in the team that this case names for lane `{lane}`: let the team act",
    ),
    code(
        "MJ4103",
        "职责分离：`{person}` 已在本案岗位 `{other}` 办理过，不能再在 `{lane}` 办理，请换其他人员",
        "separation of duties: `{person}` has acted in lane `{other}` of this case and may not act in `{lane}`: another person must",
    ),
    code(
        "MJ4104",
        "`{person}` 不是本机关的运维人员，不能处理故障",
        "`{person}` is not an operator of this organ and cannot deal with incidents",
    ),
    code("MJ4105", "选择“{flow}”必须说明理由", "choosing `{flow}` demands reasons: give them"),
    code("MJ4106", "处理故障必须说明理由", "dealing with an incident demands reasons"),
    code(
        "MJ4107",
        "职责分离：`{person}` 代理的 `{absent}` 已在本案岗位 `{other}` 办理过，不能在 `{lane}` 办理，请换其他人员",
        "separation of duties: `{person}` stands in for `{absent}`, who has acted in lane `{other}` of this case, and may not act in `{lane}`: another person must",
    ),
    code(
        "MJ4110",
        "须有至少 {needed} 名不同人员参加，现有 {given} 名，请补填",
        "the act needs at least {needed} different people, {given} are given: add the others",
    ),
    code(
        "MJ4111",
        "`{person}` 不属于岗位 `{lane}` 的人员，请改填该岗位人员",
        "`{person}` does not belong to lane `{lane}`: name people of the lane",
    ),
    code(
        "MJ4112",
        "`{person}` 在 {day} 没有有效执法证件，请核对行为日期或改由持证人员办理",
        "`{person}` has no valid certificate on {day}: check the date of the act, or name a certified person",
    ),
    code(
        "MJ4113",
        "缺少法律要求的记录 `{field}`，请填写",
        "the recording `{field}` that the law requires is missing: give it",
    ),
    code(
        "MJ4121",
        "缺少文书“{document}”，请填写其文号和日期",
        "the document `{document}` is missing: enter its number and date",
    ),
    code(
        "MJ4122",
        "风险点“{risk}”未受控制：缺少文书“{document}”，请先制作并填写",
        "the risk point `{risk}` is without its control: the document `{document}` is missing, make and enter it first",
    ),
    code("MJ4201", "“{field}”必须填写", "`{field}` is required"),
    code("MJ4202", "格式不符，应为 {expected}", "wrong type: expected {expected}"),
    code(
        "MJ4203",
        "`{value}` 不在可选项之内，请从列表中选择",
        "`{value}` is not one of the choices: take one of the list",
    ),
    code("MJ4204", "表单没有字段 `{field}`，请去掉", "the form has no field `{field}`: leave it out"),
    code("MJ4205", "内容为空；不填时请去掉该字段", "the text is empty: say something, or leave the field out"),
    code("MJ4206", "`{key}` 在当日的登记册中查不到，请核对", "`{key}` is not in the register on that day: check it"),
    code("MJ4207", "行为时间晚于现在，请核对日期", "the time of the act lies in the future: check the date"),
    code(
        "MJ4208",
        "提交内容 {bytes} 字节，超过上限 {max} 字节，请改为附件",
        "the submission has {bytes} bytes, more than {max}: attach a document instead",
    ),
    code("MJ4209", "此处没有表单，提交内容应为空", "there is no form here: hand in nothing"),
    code(
        "MJ4211",
        "本环节不制作文书“{document}”，或填写了两次，请去掉",
        "the document `{document}` is not made here, or is given twice: leave it out",
    ),
    code(
        "MJ4212",
        "文书“{document}”的日期 {day} 晚于今天，请核对",
        "the date {day} of the document `{document}` lies in the future: check it",
    ),
    code(
        "MJ4213",
        "文书“{document}”的文号超过 {max} 个字符，请核对",
        "the number of the document `{document}` has more than {max} characters: check it",
    ),
    code("MJ4901", "表达式无法计算：{detail}", "an expression failed: {detail}"),
    code("MJ4902", "没有条件成立的去向：{detail}", "no outgoing flow is true: {detail}"),
    code("MJ4903", "令牌将永远等待：{detail}", "tokens wait for ever: {detail}"),
    code("MJ4904", "错误无人处理：{detail}", "nobody handles the error: {detail}"),
    code("MJ4905", "流程空转：{detail}", "the process runs in circles: {detail}"),
    code("MJ4906", "定时器无法计算：{detail}", "a timer cannot be computed: {detail}"),
    code("MJ4907", "决策表无法给出结果：{detail}", "a decision table has no usable answer: {detail}"),
    code("MJ4908", "多实例项目过多：{detail}", "a multi-instance has too many items: {detail}"),
    code("MJ4909", "变量赋值违反规则：{detail}", "setting a variable breaks a rule: {detail}"),
    code(
        "MJ4910",
        "消息无法送达：本系统没有机关 {detail}",
        "the message cannot go out: there is no organ {detail} here",
    ),
    code("MJ6901", "运行时答非所问：{detail}", "the runtime answered another question: {detail}"),
];

/// The entry of a code, if it is one of this crate's.
pub fn find(code: &str) -> Option<&'static Code> {
    CODES.iter().find(|entry| entry.code == code)
}

#[cfg(test)]
mod tests {
    use super::CODES;

    #[test]
    fn codes_are_in_order_and_none_stands_twice() {
        assert!(CODES.windows(2).all(|pair| pair[0].code < pair[1].code));
    }

    #[test]
    fn both_languages_name_the_same_facts() {
        let facts = |text: &'static str| {
            let mut facts: Vec<&str> =
                text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
            facts.sort_unstable();
            facts
        };
        for code in CODES {
            assert_eq!(facts(code.zh), facts(code.en), "{}", code.code);
        }
    }
}
