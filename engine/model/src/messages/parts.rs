//! Texts of what can be wrong with forms, tables, registers and the rest of a folder: `MJ14xx`.

use super::Message;

/// The codes by name.
pub mod code {
    /// A YAML file that is no known kind, or stands in the wrong place.
    pub const UNKNOWN_FILE: &str = "MJ1401";
    /// The name inside the file is not the name of the file.
    pub const NAME_IS_NOT_STEM: &str = "MJ1402";
    /// A department folder without `organ.yaml`.
    pub const NO_ORGAN: &str = "MJ1403";
    /// A file that only departments have.
    pub const NOT_IN_STANDARD: &str = "MJ1404";
    /// A text of the standard without English.
    pub const NO_ENGLISH: &str = "MJ1405";
    /// `extends` names a process that the standard does not have.
    pub const UNKNOWN_BASE: &str = "MJ1406";
    /// `extends` is not `_standard/NAME`.
    pub const EXTENDS_WHAT: &str = "MJ1407";
    /// A process in the place of one of the standard.
    pub const REPLACES_STANDARD: &str = "MJ1408";
    /// A field type that does not exist.
    pub const UNKNOWN_FIELD_TYPE: &str = "MJ1410";
    /// A choice without choices.
    pub const NO_CHOICES: &str = "MJ1411";
    /// A least value above the greatest.
    pub const BOUNDS_REVERSED: &str = "MJ1412";
    /// Two fields on one column of the case list.
    pub const LIST_POSITION_TWICE: &str = "MJ1413";
    /// A field that the form does not have.
    pub const UNKNOWN_FIELD: &str = "MJ1414";
    /// A field named twice in a list.
    pub const FIELD_TWICE: &str = "MJ1415";
    /// A field of the wrong kind for what it is used as.
    pub const FIELD_KIND: &str = "MJ1416";
    /// A value that the field never has.
    pub const NOT_A_VALUE_OF_FIELD: &str = "MJ1417";
    /// A register that no file gives.
    pub const UNKNOWN_REGISTER: &str = "MJ1418";
    /// An act needs certificates, but the policy names no register of them.
    pub const NO_CERTIFICATES: &str = "MJ1419";
    /// A conditional requirement on a field that is required anyway.
    pub const ALWAYS_REQUIRED: &str = "MJ1420";
    /// A column of the case list that is personal data.
    pub const PERSONAL_COLUMN: &str = "MJ1421";
    /// A column type that does not exist.
    pub const UNKNOWN_COLUMN_TYPE: &str = "MJ1430";
    /// Inputs that no rule covers.
    pub const TABLE_GAP: &str = "MJ1431";
    /// A register cell that is not of its field's kind.
    pub const CELL_KIND: &str = "MJ1440";
    /// A register row without a required field.
    pub const CELL_MISSING: &str = "MJ1441";
    /// A row that ends before it begins.
    pub const VALIDITY_REVERSED: &str = "MJ1442";
    /// Two rows of one key on one day.
    pub const VALIDITY_OVERLAP: &str = "MJ1443";
    /// A field named like one of the register's own columns.
    pub const RESERVED_FIELD: &str = "MJ1444";
    /// A unit below a unit that does not exist.
    pub const UNKNOWN_PARENT: &str = "MJ1450";
    /// A unit below itself.
    pub const UNIT_CYCLE: &str = "MJ1451";
    /// A time zone that does not exist.
    pub const UNKNOWN_ZONE: &str = "MJ1452";
    /// A region that is no GB/T 2260 code.
    pub const REGION_CODE: &str = "MJ1453";
    /// A verb that the engine does not know.
    pub const UNKNOWN_VERB: &str = "MJ1455";
    /// A policy rule that the engine does not know.
    pub const UNKNOWN_RULE: &str = "MJ1460";
    /// A department made a rule of the standard weaker.
    pub const LOOSENED: &str = "MJ1461";
    /// A department's file lacks what the standard's file of that name has.
    pub const REPLACED_WITHOUT: &str = "MJ1470";
    /// A department's file gives something of the standard another type.
    pub const REPLACED_TYPE: &str = "MJ1471";
    /// A department replaces what only the standard may say.
    pub const STANDARD_ONLY: &str = "MJ1472";
    /// A timer start event that comes only once.
    pub const START_ONCE: &str = "MJ1518";
}

/// The texts, ascending by code.
pub(super) const MESSAGES: &[Message] = &[
    Message {
        code: code::UNKNOWN_FILE,
        zh: "不认识的文件 `{path}`：文件名或所在目录不对，不会被读取",
        en: "unknown file `{path}`: its name or folder fits no kind, so nothing would read it",
    },
    Message {
        code: code::NAME_IS_NOT_STEM,
        zh: "文件内的名称 `{name}` 与文件名 `{stem}` 不一致",
        en: "the name `{name}` in the file differs from the file's own name `{stem}`",
    },
    Message {
        code: code::NO_ORGAN,
        zh: "部门文件夹 `{folder}` 缺少 organ.yaml",
        en: "the department folder `{folder}` has no organ.yaml",
    },
    Message {
        code: code::NOT_IN_STANDARD,
        zh: "`{path}` 只能由部门提供，标准文件夹不能有",
        en: "`{path}` belongs to departments; the standard folder cannot have it",
    },
    Message {
        code: code::NO_ENGLISH,
        zh: "标准中的文字缺少英文（`en`）",
        en: "a text of the standard has no English (`en`)",
    },
    Message {
        code: code::UNKNOWN_BASE, zh: "标准中没有流程 `{name}`", en: "the standard has no process `{name}`"
    },
    Message {
        code: code::EXTENDS_WHAT,
        zh: "`extends` 应写成 `_standard/流程名`，不能是 `{found}`",
        en: "`extends` takes `_standard/NAME`, not `{found}`",
    },
    Message {
        code: code::REPLACES_STANDARD,
        zh: "标准已有流程 `{name}`，部门只能扩展它，不能另立同名流程",
        en: "the standard has a process `{name}`: departments extend it and cannot put another in its place",
    },
    Message {
        code: code::UNKNOWN_FIELD_TYPE, zh: "没有字段类型 `{type}`", en: "there is no field type `{type}`"
    },
    Message {
        code: code::NO_CHOICES,
        zh: "选项字段 `{field}` 没有列出选项",
        en: "the choice `{field}` lists no choices",
    },
    Message {
        code: code::BOUNDS_REVERSED,
        zh: "下限 {min} 大于上限 {max}",
        en: "the lower bound {min} is above the upper bound {max}",
    },
    Message {
        code: code::LIST_POSITION_TWICE,
        zh: "案件列表的第 {position} 列已由 `{field}` 占用",
        en: "column {position} of the case list is taken by `{field}`",
    },
    Message {
        code: code::UNKNOWN_FIELD,
        zh: "表单 `{form}` 没有字段 `{field}`",
        en: "the form `{form}` has no field `{field}`",
    },
    Message { code: code::FIELD_TWICE, zh: "字段 `{field}` 重复列出", en: "the field `{field}` is listed twice" },
    Message {
        code: code::FIELD_KIND,
        zh: "`{use}` 不能是字段 `{field}`：它是 {found}，应为 {expected}",
        en: "`{use}` cannot be the field `{field}`: it is {found}, expected {expected}",
    },
    Message {
        code: code::NOT_A_VALUE_OF_FIELD,
        zh: "`{value}` 不是字段 `{field}` 的取值",
        en: "`{value}` is no value of the field `{field}`",
    },
    Message {
        code: code::UNKNOWN_REGISTER, zh: "没有登记册 `{register}`", en: "there is no register `{register}`"
    },
    Message {
        code: code::NO_CERTIFICATES,
        zh: "表单要求持证，但 policy.yaml 没有用 `certificates` 指明证件登记册",
        en: "the form demands certificates, but policy.yaml names no register of them (`certificates`)",
    },
    Message {
        code: code::ALWAYS_REQUIRED,
        zh: "字段 `{field}` 本来就必填，此条件不起作用",
        en: "the field `{field}` is required anyway, so the condition does nothing",
    },
    Message {
        code: code::PERSONAL_COLUMN,
        zh: "`{field}` 是个人信息，不能作案件列表的列：列表中的副本无法依法删除",
        en: "`{field}` is personal data and cannot be a column of the case list: that copy could not be erased",
    },
    Message { code: code::UNKNOWN_COLUMN_TYPE, zh: "没有列类型 `{type}`", en: "there is no column type `{type}`" },
    Message { code: code::TABLE_GAP, zh: "没有规则覆盖：{inputs}", en: "no rule covers {inputs}" },
    Message { code: code::CELL_KIND, zh: "`{value}` 不是 {kind} 类型的值", en: "`{value}` is no {kind}" },
    Message { code: code::CELL_MISSING, zh: "该行缺少字段 `{field}`", en: "the row lacks the field `{field}`" },
    Message {
        code: code::VALIDITY_REVERSED,
        zh: "有效期结束 {to} 早于开始 {from}",
        en: "the validity ends on {to}, before it begins on {from}",
    },
    Message {
        code: code::VALIDITY_OVERLAP,
        zh: "`{key}` 的两行有效期重叠",
        en: "two rows of `{key}` are valid on the same day",
    },
    Message {
        code: code::RESERVED_FIELD,
        zh: "`{field}` 是登记册自带的列，不能用作字段名",
        en: "`{field}` is a column of every register and cannot be a field",
    },
    Message {
        code: code::UNKNOWN_PARENT, zh: "没有上级单位 `{unit}`", en: "there is no unit `{unit}` to stand below"
    },
    Message {
        code: code::UNIT_CYCLE, zh: "单位 `{unit}` 的上级关系成环", en: "the unit `{unit}` stands below itself"
    },
    Message { code: code::UNKNOWN_ZONE, zh: "没有时区 `{zone}`", en: "there is no time zone `{zone}`" },
    Message {
        code: code::REGION_CODE,
        zh: "`{region}` 不是行政区划代码（GB/T 2260，六位数字）",
        en: "`{region}` is no region code (GB/T 2260, six digits)",
    },
    Message { code: code::UNKNOWN_VERB, zh: "没有权限 `{verb}`", en: "there is no verb `{verb}`" },
    Message { code: code::UNKNOWN_RULE, zh: "没有策略规则 `{rule}`", en: "there is no policy rule `{rule}`" },
    Message {
        code: code::LOOSENED,
        zh: "部门只能收紧标准：`{what}` 的标准值是 {standard}，不能改为 {found}",
        en: "departments may only tighten the standard: `{what}` is {standard} there and cannot become {found}",
    },
    Message {
        code: code::REPLACED_WITHOUT,
        zh: "替换标准的 `{name}` 时缺少 `{field}`",
        en: "this file replaces the standard's `{name}` but lacks `{field}`",
    },
    Message {
        code: code::REPLACED_TYPE,
        zh: "替换标准的 `{name}` 时 `{field}` 的类型不同：标准是 {expected}，这里是 {found}",
        en: "this file replaces the standard's `{name}` but `{field}` is {found} instead of {expected}",
    },
    Message {
        code: code::STANDARD_ONLY,
        zh: "`{name}` 由标准规定，部门不能替换",
        en: "`{name}` is set by the standard and cannot be replaced",
    },
    Message {
        code: code::START_ONCE,
        zh: "流程的定时开始须用 cron 表达式写明何时重复",
        en: "a process that begins by time says by a cron expression when it comes again",
    },
];
