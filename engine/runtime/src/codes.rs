//! All codes of this crate with what they say: `MJ60xx`, store and runtime, and `MJ422x`, rules of a form's schema. A code
//! is never reused.
//!
//! A fault's detail is for the operator's log, never for the caller: texts of faults have no parameters.
//! Rejections of commands are the core's (`MJ40xx` and on); here is only what no step can say.

use mingjing_core::codes::Code;

/// A command failed alone, for a reason of the store or of a step.
pub const COMMAND: &str = "MJ6001";
/// Whether a command was committed could not be found out.
pub const OUTCOME: &str = "MJ6002";
/// The queue is full.
pub const OVERLOADED: &str = "MJ6003";
/// Another node holds the instance for too long.
pub const HELD: &str = "MJ6004";
/// Stored control has a format that this build does not know, or is corrupt.
pub const CONTROL: &str = "MJ6005";
/// The pinned bundle is not there or not readable.
pub const BUNDLE: &str = "MJ6006";
/// A step asks for more rounds of answers than are allowed, or for what it was already given.
pub const ROUNDS: &str = "MJ6007";
/// The server stops; the command was not taken in.
pub const STOPPING: &str = "MJ6008";
/// The command id was used for something else.
pub const REUSED_ID: &str = "MJ6020";
/// A start names a process that the bundle does not have.
pub const NO_PROCESS: &str = "MJ6021";
/// The body of a message is no value.
pub const MESSAGE_BODY: &str = "MJ6022";
/// A notice finds nobody to tell.
pub const NOBODY: &str = "MJ6200";
/// The texts of a notice cannot be read or filled in.
pub const NO_TEXT: &str = "MJ6201";
/// A person has no address on the way that a message was to go.
pub const NO_ADDRESS: &str = "MJ6202";
/// No connection to the mail server.
pub const MAIL_UNREACHABLE: &str = "MJ6210";
/// The mail server does not take the message now.
pub const MAIL_LATER: &str = "MJ6211";
/// The mail server refuses the message.
pub const MAIL_REFUSED: &str = "MJ6212";
/// No connection to the gateway of text messages.
pub const SMS_UNREACHABLE: &str = "MJ6220";
/// The gateway does not take the message now.
pub const SMS_LATER: &str = "MJ6221";
/// The gateway refuses the message.
pub const SMS_REFUSED: &str = "MJ6222";
/// A field that is required; the core's code.
pub const REQUIRED: &str = "MJ4201";
/// A value of another type; the core's code.
pub const WRONG_TYPE: &str = "MJ4202";
/// A value that is no choice; the core's code.
pub const NO_CHOICE: &str = "MJ4203";
/// A field that the form does not have; the core's code.
pub const UNKNOWN_FIELD: &str = "MJ4204";
/// An empty text; the core's code.
pub const EMPTY: &str = "MJ4205";
/// A number below its least.
pub const TOO_SMALL: &str = "MJ4220";
/// A number above its most.
pub const TOO_LARGE: &str = "MJ4221";
/// A text that is too short.
pub const TOO_SHORT: &str = "MJ4222";
/// A text that is too long.
pub const TOO_LONG: &str = "MJ4223";
/// A text that does not have the form asked for.
pub const PATTERN: &str = "MJ4224";
/// Too few items.
pub const TOO_FEW: &str = "MJ4225";
/// Too many items.
pub const TOO_MANY: &str = "MJ4226";
/// Items that are not all different.
pub const NOT_UNIQUE: &str = "MJ4227";
/// Another rule of the form.
pub const FORM_RULE: &str = "MJ4228";
/// The submission is not readable as JSON.
pub const NOT_JSON: &str = "MJ4229";
/// No such case; the core's code, used before there is anything to step on.
pub const NO_CASE: &str = "MJ4001";

/// The list, in order of the codes.
pub const CODES: &[Code] = &[
    Code { code: TOO_SMALL, zh: "“{field}”不得小于 {limit}", en: "`{field_en}` must be at least {limit}" },
    Code { code: TOO_LARGE, zh: "“{field}”不得大于 {limit}", en: "`{field_en}` must be at most {limit}" },
    Code {
        code: TOO_SHORT, zh: "“{field}”至少需 {limit} 个字", en: "`{field_en}` needs at least {limit} characters"
    },
    Code {
        code: TOO_LONG, zh: "“{field}”最多 {limit} 个字", en: "`{field_en}` may have at most {limit} characters"
    },
    Code {
        code: PATTERN,
        zh: "“{field}”格式不正确，应符合 {pattern}",
        en: "`{field_en}` does not have the form {pattern}",
    },
    Code { code: TOO_FEW, zh: "“{field}”至少需 {limit} 项", en: "`{field_en}` needs at least {limit} items" },
    Code { code: TOO_MANY, zh: "“{field}”最多 {limit} 项", en: "`{field_en}` may have at most {limit} items" },
    Code {
        code: NOT_UNIQUE,
        zh: "“{field}”中有重复项，请去掉",
        en: "`{field_en}` has the same item twice: leave one out",
    },
    Code { code: FORM_RULE, zh: "不符合表单规则 {rule}", en: "a rule of the form does not hold: {rule}" },
    Code { code: NOT_JSON, zh: "提交内容无法读取：{detail}", en: "the submission is not readable: {detail}" },
    Code {
        code: COMMAND,
        zh: "系统内部错误，本次操作没有保存。请把编号告诉运维人员。",
        en: "something failed on our side and nothing was saved: quote the code to the operator",
    },
    Code {
        code: OUTCOME,
        zh: "暂时无法确认操作是否生效，请用同一编号重试",
        en: "it is not known whether this was done: try again with the same id",
    },
    Code { code: OVERLOADED, zh: "系统繁忙，请稍后重试", en: "too much is waiting: try again later" },
    Code { code: HELD, zh: "案件正在被占用，请稍后重试", en: "the case is in use: try again later" },
    Code {
        code: CONTROL,
        zh: "案件数据由其他版本写入或已损坏，本版本不予处理，请联系运维人员",
        en: "the case was written by another version or is damaged, this one leaves it alone: ask the operator",
    },
    Code {
        code: BUNDLE,
        zh: "案件所依据的流程定义无法读取，请联系运维人员",
        en: "the process definitions of the case cannot be read: ask the operator",
    },
    Code {
        code: ROUNDS,
        zh: "流程计算反复索取资料，已停止，请联系运维人员",
        en: "the step asks for data over and over and was stopped: ask the operator",
    },
    Code { code: STOPPING, zh: "系统正在停止，请稍后重试", en: "the server is stopping: try again later" },
    Code {
        code: REUSED_ID,
        zh: "该操作编号已用于另一操作，请换新编号重试",
        en: "the command id was used for something else: take a new one",
    },
    Code { code: NO_PROCESS, zh: "没有流程 `{process}`", en: "there is no process `{process}`" },
    Code { code: MESSAGE_BODY, zh: "消息内容无法读取", en: "the body of the message is not readable" },
    Code {
        code: NOBODY,
        zh: "通知没有接收人：规则所列的人员、岗位今天都没有人",
        en: "there is nobody to tell: none of the rule's recipients is held by anybody today",
    },
    Code {
        code: NO_TEXT,
        zh: "通知的文字无法读取，请联系运维人员",
        en: "the texts of the notice cannot be read: ask the operator",
    },
    Code {
        code: NO_ADDRESS, zh: "接收人没有邮箱地址或手机号码", en: "the recipient has no address on this way"
    },
    Code { code: MAIL_UNREACHABLE, zh: "邮件服务器无法连接", en: "the mail server cannot be reached" },
    Code { code: MAIL_LATER, zh: "邮件服务器暂不受理", en: "the mail server does not take the message now" },
    Code { code: MAIL_REFUSED, zh: "邮件服务器拒收", en: "the mail server refuses the message" },
    Code {
        code: SMS_UNREACHABLE, zh: "短信网关无法连接", en: "the gateway of text messages cannot be reached"
    },
    Code { code: SMS_LATER, zh: "短信网关暂不受理", en: "the gateway does not take the text message now" },
    Code { code: SMS_REFUSED, zh: "短信网关拒收", en: "the gateway refuses the text message" },
];
