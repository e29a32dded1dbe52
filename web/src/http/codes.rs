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
];

/// The words of a code, with its parameters filled in; the code itself where no table has it.
pub fn detail(code: &str, params: &BTreeMap<String, String>, lang: Lang) -> String {
    let (zh, en) = words(code).unwrap_or((code, code));
    let template = match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    fill(template, params, lang)
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
