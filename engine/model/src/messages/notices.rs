//! Texts of what can be wrong with notices, and with the hours in which they go out: `MJ16xx`.

use super::Message;

/// The codes by name.
pub mod code {
    /// A text mentions what no notice has.
    pub const UNKNOWN_TEXT_VARIABLE: &str = "MJ1600";
    /// A text message mentions what it may not.
    pub const NOT_IN_SMS: &str = "MJ1601";
    /// A text with braces that are no variable.
    pub const TEMPLATE_SYNTAX: &str = "MJ1602";
    /// A rule names a notice that the folder does not have.
    pub const UNKNOWN_NOTICE: &str = "MJ1603";
    /// A text that is no time of day.
    pub const TIME_OF_DAY: &str = "MJ1604";
    /// Hours that end before they begin.
    pub const HOURS_REVERSED: &str = "MJ1605";
}

/// The texts, by code ascending.
pub(super) const MESSAGES: &[Message] = &[
    Message {
        code: code::UNKNOWN_TEXT_VARIABLE,
        zh: "通知里没有变量 `{name}`",
        en: "a notice has no variable `{name}`",
    },
    Message {
        code: code::NOT_IN_SMS,
        zh: "短信里不能用 `{name}`：短信不得含有案情和姓名，只能用 {known}",
        en: "a text message cannot mention `{name}`: it holds no fact of a case and no name, only {known}",
    },
    Message {
        code: code::TEMPLATE_SYNTAX,
        zh: "`{found}` 不是变量：只有 `{{{{变量}}` 和 `{{{{#if 变量}}…{{{{else}}…{{{{/if}}` 两种写法",
        en: "`{found}` is no variable: there are only `{{{{variable}}` and `{{{{#if variable}}…{{{{else}}…{{{{/if}}`",
    },
    Message { code: code::UNKNOWN_NOTICE, zh: "没有通知 `{notice}`", en: "there is no notice `{notice}`" },
    Message {
        code: code::TIME_OF_DAY,
        zh: "`{found}` 不是时刻，应写成 `08:30`",
        en: "`{found}` is no time of day, such as `08:30`",
    },
    Message {
        code: code::HOURS_REVERSED,
        zh: "工作时间从 {from} 到 {to}：结束须晚于开始",
        en: "working hours from {from} to {to}: they must end after they begin",
    },
];
