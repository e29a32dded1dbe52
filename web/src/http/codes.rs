//! Codes of the web layer, and the words of every code that a problem document may carry.

use super::lang::Lang;
use axum::http::StatusCode;
use std::collections::BTreeMap;

/// Not logged in.
pub const NO_SESSION: &str = "MJ5001";
/// The `X-CSRF` header is missing or wrong.
pub const CSRF: &str = "MJ5002";
/// Too many failed logins.
pub const LOCKED: &str = "MJ5003";
/// Login name or password is wrong.
pub const LOGIN: &str = "MJ5004";
/// The account is not active, or holds no role today.
pub const INACTIVE: &str = "MJ5005";
/// Not this person's to see or do.
pub const FORBIDDEN: &str = "MJ5006";
/// The password must be changed first.
pub const MUST_CHANGE: &str = "MJ5007";
/// Nobody changes their own account, roles or rights.
pub const OWN: &str = "MJ5008";
/// The id or the login name is taken.
pub const TAKEN: &str = "MJ5009";
/// The password is too short.
pub const PASSWORD_SHORT: &str = "MJ5010";
/// The password is the login name.
pub const PASSWORD_LOGIN: &str = "MJ5011";
/// The password is the one that it replaces.
pub const PASSWORD_SAME: &str = "MJ5012";
/// The password that is to be replaced is wrong.
pub const PASSWORD_OLD: &str = "MJ5013";
/// The organ has no such role.
pub const UNKNOWN_ROLE: &str = "MJ5014";
/// The organ has no such unit.
pub const UNKNOWN_UNIT: &str = "MJ5015";
/// Days that cannot be.
pub const PERIOD: &str = "MJ5016";
/// The role is held already.
pub const HELD: &str = "MJ5017";
/// Somebody who cannot stand in.
pub const STAND_IN: &str = "MJ5018";
/// It has ended already.
pub const ENDED: &str = "MJ5019";
/// An id or login name of a wrong shape.
pub const ID_SHAPE: &str = "MJ5020";
/// A name that is no name.
pub const NAME_SHAPE: &str = "MJ5021";
/// A message that the organ's own cases send.
pub const OWN_MESSAGE: &str = "MJ5022";
/// Fields of a submission are wrong.
pub const FIELDS: &str = "MJ4200";
/// A fault of ours; the runtime's code.
pub const FAULT: &str = mingjing_runtime::codes::COMMAND;
/// The store or the engine is busy; the runtime's code.
pub const UNAVAILABLE: &str = mingjing_runtime::codes::OVERLOADED;
/// Unknown path or id.
pub const NOT_FOUND: &str = "MJ7001";
/// The body is not the JSON that is expected.
pub const MALFORMED: &str = "MJ7002";
/// A parameter cannot be read.
pub const PARAMETER: &str = "MJ7003";
/// `Idempotency-Key` is no UUID.
pub const IDEMPOTENCY_KEY: &str = "MJ7004";
/// The body is too large.
pub const TOO_LARGE: &str = "MJ7005";
/// `If-Match` is missing.
pub const REVISION_MISSING: &str = "MJ7006";
/// The body is not declared as JSON.
pub const MEDIA_TYPE: &str = "MJ7007";
/// The method does not exist here.
pub const METHOD: &str = "MJ7008";
/// A calendar file is wrong.
pub const CALENDAR: &str = "MJ7009";
/// A version of a calendar has other days already.
pub const CALENDAR_VERSION: &str = "MJ7010";
/// No e-mail address.
pub const MAIL_SHAPE: &str = "MJ7600";
/// No number of a telephone.
pub const MOBILE_SHAPE: &str = "MJ7601";
/// What could not be told is none, or none any more.
pub const NO_NOTICE_INCIDENT: &str = "MJ7602";
/// Too many lines at once.
pub const TOO_MANY_LINES: &str = "MJ7603";

/// The web layer's own codes with their Chinese and English words; `{name}` stands for a parameter.
pub const CODES: &[(&str, &str, &str)] = &[
    (
        NO_SESSION,
        "尚未登录，或登录已失效。请重新登录。",
        "You are not logged in, or the login has ended. Log in again.",
    ),
    (
        CSRF,
        "请求缺少防伪标记。请刷新页面后重试。",
        "The request lacks its anti-forgery token. Reload the page and try again.",
    ),
    (
        LOCKED,
        "登录失败次数过多，请在 {minutes} 分钟后重试。",
        "Too many failed logins. Try again in {minutes} minutes.",
    ),
    (LOGIN, "账号或密码不正确。", "Login name or password is wrong."),
    (INACTIVE, "账号已停用。请联系本单位管理员。", "The account is switched off. Ask your organ's administrator."),
    (FORBIDDEN, "您的岗位无权查看或办理此内容。", "Your roles do not let you see or do this."),
    (
        MUST_CHANGE,
        "这是初始密码，须先改成您自己的密码，才能继续。",
        "This is a first password: change it to one of your own, then go on.",
    ),
    (
        OWN,
        "不能改动自己的账号、角色和代理权，也不能替被代理人改动，须由另一名管理员办理。",
        "Nobody changes their own account, roles or rights, or those of a person for whom they stand in: another administrator must.",
    ),
    (TAKEN, "人员编号或账号已被使用，请换一个。", "The id or the login name is taken: choose another."),
    (PASSWORD_SHORT, "密码至少 {min} 个字符。", "The password must have at least {min} characters."),
    (PASSWORD_LOGIN, "密码不能与账号相同。", "The password must not be the login name."),
    (PASSWORD_SAME, "新密码不能与现用密码相同。", "The new password must differ from the present one."),
    (PASSWORD_OLD, "现用密码不正确。", "The present password is wrong."),
    (UNKNOWN_ROLE, "没有角色“{role}”。", "There is no role `{role}`."),
    (UNKNOWN_UNIT, "本机关没有机构“{unit}”。", "This organ has no unit `{unit}`."),
    (
        PERIOD,
        "日期不对：起日不得早于今天，止日不得早于起日；结束的日期最早为昨天。",
        "These days cannot be: a first day is not before today, a last day not before the first; an end is yesterday at the earliest.",
    ),
    (HELD, "该人员在这段时间已有同一角色。", "The person holds this role in these days already."),
    (
        STAND_IN,
        "不能由“{person}”代理：须是同一机关的另一名在用人员，所代理的角色须在被代理人名下。",
        "`{person}` cannot stand in: it must be another active person of the same organ, for roles that the represented person holds.",
    ),
    (ENDED, "已经结束，或已有更早的止日。", "It has ended, or ends earlier already."),
    (
        ID_SHAPE,
        "须为 2 至 40 个字符：小写字母开头，其后为小写字母、数字或下划线。",
        "It must have 2 to 40 characters: a small letter first, then small letters, digits or underscores.",
    ),
    (NAME_SHAPE, "须填写 1 至 60 个字。", "It must have 1 to 60 characters."),
    (
        OWN_MESSAGE,
        "消息“{name}”由本机关的案件自己发出，不能从外部送入。",
        "The message `{name}` is sent by the organ's own cases; it cannot come from outside.",
    ),
    (FIELDS, "表单中有内容需要修改，详见各栏提示。", "Some fields of the form need to be changed; see each field."),
    (NOT_FOUND, "没有找到所请求的内容（{what}）。", "There is nothing here ({what})."),
    (MALFORMED, "请求内容不是所需的 JSON：{cause}。", "The body is not the JSON that is expected: {cause}."),
    (PARAMETER, "参数 {name} 的值“{value}”无法识别。", "The value `{value}` of parameter {name} cannot be read."),
    (
        IDEMPOTENCY_KEY,
        "Idempotency-Key 必须是 UUID，收到的是“{value}”。",
        "Idempotency-Key must be a UUID, got `{value}`.",
    ),
    (TOO_LARGE, "请求内容过大，上限为 {max} 字节。", "The body is too large; at most {max} bytes."),
    (
        REVISION_MISSING,
        "缺少 If-Match：请注明所见任务的修订号。",
        "If-Match is missing: name the revision of the task that you saw.",
    ),
    (MEDIA_TYPE, "请求内容须为 application/json。", "The body must be declared as application/json."),
    (METHOD, "此地址不支持该方法。", "This address does not know that method."),
    (
        CALENDAR,
        "历法文件有 {errors} 处错误，没有备案。用预览逐行查看。",
        "The calendar file has {errors} errors and was not filed. A preview lists them line by line.",
    ),
    (
        CALENDAR_VERSION,
        "版本“{version}”已经备案，内容不同。请另写一个版本号。",
        "Version `{version}` is filed already with other days. Give the file another version.",
    ),
    (MAIL_SHAPE, "不是邮箱地址。", "This is no e-mail address."),
    (
        MOBILE_SHAPE,
        "不是手机号码：须为 7 至 15 位数字，可在前面加“+”。",
        "This is no telephone number: 7 to 15 digits, with `+` in front for another country.",
    ),
    (
        NO_NOTICE_INCIDENT,
        "没有通知故障“{id}”，或者已经重新发送。",
        "There is no notice incident `{id}`, or it is being tried again already.",
    ),
    (TOO_MANY_LINES, "一次最多标记 {max} 条。", "At most {max} notices can be marked at once."),
];

/// The words of a code, with its parameters filled in; the code itself where no table has it.
pub fn detail(code: &str, params: &BTreeMap<String, String>, lang: Lang) -> String {
    let (zh, en) = words(code).unwrap_or((code, code));
    let template = match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    fill(&quoted(template), params, lang)
}

/// The words of a code without parameters, Chinese and English; the code itself where no table has it.
pub fn both(code: &str) -> (String, String) {
    let (zh, en) = words(code).unwrap_or((code, code));
    (zh.to_owned(), en.to_owned())
}

/// Pages quote what a command line sets in backticks.
fn quoted(template: &str) -> String {
    let parts = template.split('`').enumerate();
    let quote = |at: usize| ["\u{201d}", "\u{201c}"][at % 2];
    parts.map(|(at, part)| if at == 0 { part.to_owned() } else { format!("{}{part}", quote(at)) }).collect()
}

/// Both languages of a code, from the web layer's list, the core's, the runtime's or the calendars'.
pub fn words(code: &str) -> Option<(&'static str, &'static str)> {
    let own = CODES.iter().find(|(own, _, _)| *own == code).map(|(_, zh, en)| (*zh, *en));
    let mut inner = mingjing_core::codes::CODES.iter().chain(mingjing_runtime::codes::CODES);
    let mut clock = mingjing_clock::CODES.iter();
    own.or_else(|| inner.find(|inner| inner.code == code).map(|inner| (inner.zh, inner.en)))
        .or_else(|| clock.find(|clock| clock.code == code).map(|clock| (clock.zh, clock.en)))
}

/// The heading of a problem: what its status means to a reader.
pub fn title(status: StatusCode, lang: Lang) -> &'static str {
    let (zh, en) = match status.as_u16() {
        401 => ("需要登录", "Log in first"),
        403 => ("不予办理", "Not allowed"),
        404 => ("没有找到", "Not found"),
        409 => ("状态已变", "The state has changed"),
        412 => ("内容已被更新", "Somebody was faster"),
        422 => ("内容需要修改", "Some content needs to be changed"),
        429 => ("请稍后再试", "Try again later"),
        500 => ("系统错误", "Internal error"),
        503 => ("系统繁忙", "Busy"),
        _ => ("请求有误", "Bad request"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// Fills in parameters, each as it stands: what a person wrote is never read as a template again. Where a parameter has
/// an English twin (`field` and `field_en`), English messages take that.
fn fill(template: &str, params: &BTreeMap<String, String>, lang: Lang) -> String {
    let mut parts = template.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        let english = params.get(&format!("{name}_en")).filter(|_| lang == Lang::En);
        match english.or_else(|| params.get(name)) {
            Some(value) if name == "expected" && lang == Lang::Zh => text.push_str(kind_in_chinese(value)),
            Some(value) => text.push_str(value),
            None => text.push_str(&format!("{{{name}}}")),
        }
        text.push_str(rest);
    }
    text
}

/// The kinds of value that forms expect, as people read them.
fn kind_in_chinese(kind: &str) -> &str {
    match kind {
        "text" => "文字",
        "bool" => "是或否",
        "integer" => "整数",
        "decimal" => "数字",
        "date" => "日期",
        "datetime" => "日期和时间",
        "list" => "列表",
        "record" => "一组内容",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_never_read_as_a_template_and_english_takes_its_twin() {
        let value = |text: &str| text.to_owned();
        let params = BTreeMap::from([
            (value("name"), value("{value}")),
            (value("value"), value("x")),
            (value("value_en"), value("y")),
        ]);
        let filled = |lang| fill("{name} = {value}, {unknown}.", &params, lang);
        assert_eq!(
            (filled(Lang::Zh).as_str(), filled(Lang::En).as_str()),
            ("{value} = x, {unknown}.", "{value} = y, {unknown}.")
        );
    }
}
