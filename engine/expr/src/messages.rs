//! The one table of codes and texts. A new fault is one line here and a page of its own in the documentation.

use std::collections::BTreeMap;

use crate::errors::Lang;

/// The codes by name. `MJ20xx` come from reading, `MJ21xx` from checking, `MJ22xx` from evaluating,
/// `MJ23xx` from decision tables. A code, once released, is never used for anything else.
pub mod code {
    /// The source exceeds the length limit.
    pub const SOURCE_TOO_LONG: &str = "MJ2001";
    /// The tree exceeds the depth limit.
    pub const TOO_DEEP: &str = "MJ2002";
    /// A character outside of the grammar.
    pub const UNKNOWN_CHARACTER: &str = "MJ2003";
    /// A text without its closing quote.
    pub const UNTERMINATED_TEXT: &str = "MJ2004";
    /// A number that cannot be read exactly.
    pub const BAD_NUMBER: &str = "MJ2005";
    /// Something else should stand here.
    pub const UNEXPECTED: &str = "MJ2006";
    /// An operand is missing.
    pub const VALUE_EXPECTED: &str = "MJ2007";
    /// The source ends within an expression.
    pub const ENDS_TOO_EARLY: &str = "MJ2008";
    /// Something follows a complete expression.
    pub const TRAILING: &str = "MJ2009";
    /// `date(…)` without a civil date.
    pub const BAD_DATE: &str = "MJ2010";
    /// `duration(…)` without a civil duration.
    pub const BAD_DURATION: &str = "MJ2011";
    /// A call of no built-in function.
    pub const UNKNOWN_FUNCTION: &str = "MJ2012";
    /// A call with too many or too few arguments.
    pub const ARGUMENT_COUNT: &str = "MJ2013";
    /// A backslash before a character that needs none.
    pub const BAD_ESCAPE: &str = "MJ2014";
    /// `a < b < c`.
    pub const CHAINED_COMPARISON: &str = "MJ2015";
    /// `in` without list or range.
    pub const IN_WHAT: &str = "MJ2016";
    /// A name is missing.
    pub const NAME_EXPECTED: &str = "MJ2017";
    /// A name that is not declared.
    pub const UNKNOWN_NAME: &str = "MJ2101";
    /// A field that the record does not have.
    pub const UNKNOWN_FIELD: &str = "MJ2102";
    /// A member of something that is no record.
    pub const NO_RECORD: &str = "MJ2103";
    /// An operand of the wrong type.
    pub const WRONG_TYPE: &str = "MJ2104";
    /// Two operands that do not go together.
    pub const MIXED_TYPES: &str = "MJ2105";
    /// A comparison with a text that the enumeration does not have.
    pub const NOT_A_MEMBER: &str = "MJ2106";
    /// An optional value where a value is needed.
    pub const MAY_BE_NULL: &str = "MJ2107";
    /// A comparison of a required value with null.
    pub const NEVER_NULL: &str = "MJ2108";
    /// `then` and `else` of different types.
    pub const BRANCHES_DIFFER: &str = "MJ2109";
    /// List items of different types.
    pub const ITEMS_DIFFER: &str = "MJ2110";
    /// A variable with a name that is taken.
    pub const SHADOWED: &str = "MJ2111";
    /// A duration elsewhere than after `date +` or `date -`.
    pub const MISPLACED_DURATION: &str = "MJ2112";
    /// A comparison of records.
    pub const NOT_COMPARABLE: &str = "MJ2113";
    /// A name without a value at run time.
    pub const NOT_THERE_YET: &str = "MJ2201";
    /// Division by zero.
    pub const DIVISION_BY_ZERO: &str = "MJ2202";
    /// A number beyond 28 digits.
    pub const OVERFLOW: &str = "MJ2203";
    /// A date outside of the years -9999 to 9999.
    pub const DATE_RANGE: &str = "MJ2204";
    /// The least or greatest of no items.
    pub const EMPTY_LIST: &str = "MJ2205";
    /// A value that is not of its declared type.
    pub const TYPE_FAULT: &str = "MJ2206";
    /// Rounding to an impossible number of places.
    pub const BAD_PLACES: &str = "MJ2207";
    /// A rule with more or fewer cells than columns.
    pub const CELL_COUNT: &str = "MJ2301";
    /// Two rules of a UNIQUE table that match together.
    pub const OVERLAP: &str = "MJ2302";
    /// No rule matches.
    pub const NO_RULE: &str = "MJ2303";
    /// Several rules of a UNIQUE table match.
    pub const SEVERAL_RULES: &str = "MJ2304";
    /// An output of another type than its column.
    pub const OUTPUT_TYPE: &str = "MJ2305";
    /// Two columns with one name.
    pub const DUPLICATE_COLUMN: &str = "MJ2306";
}

struct Message {
    code: &'static str,
    zh: &'static str,
    en: &'static str,
}

const MESSAGES: [Message; 43] = [
    Message {
        code: code::SOURCE_TOO_LONG,
        zh: "表达式过长：{length} 字节，上限为 {limit} 字节",
        en: "the expression has {length} bytes, the limit is {limit}",
    },
    Message {
        code: code::TOO_DEEP,
        zh: "表达式嵌套超过 {limit} 层；请改用 `in (…)` 或决策表",
        en: "the expression is nested deeper than {limit} levels; use `in (…)` or a decision table",
    },
    Message { code: code::UNKNOWN_CHARACTER, zh: "无法识别的字符 `{found}`", en: "unknown character `{found}`" },
    Message { code: code::UNTERMINATED_TEXT, zh: "文本缺少结束引号", en: "the text has no closing quote" },
    Message {
        code: code::BAD_NUMBER,
        zh: "`{found}` 不是有效数字（最多 28 位，不用科学计数法）",
        en: "`{found}` is no number (at most 28 digits, no exponent)",
    },
    Message {
        code: code::UNEXPECTED,
        zh: "此处应为 `{expected}`，而不是 `{found}`",
        en: "expected `{expected}`, found `{found}`",
    },
    Message {
        code: code::VALUE_EXPECTED,
        zh: "此处应为一个值，而不是 `{found}`",
        en: "expected a value, found `{found}`",
    },
    Message { code: code::ENDS_TOO_EARLY, zh: "表达式不完整", en: "the expression ends too early" },
    Message {
        code: code::TRAILING,
        zh: "表达式已结束，多出 `{found}`",
        en: "unexpected `{found}` after the end of the expression",
    },
    Message { code: code::BAD_DATE, zh: "`{found}` 不是日期", en: "`{found}` is no date" },
    Message {
        code: code::BAD_DURATION,
        zh: "`{found}` 不是期间（年、月、周、日）",
        en: "`{found}` is no duration of years, months, weeks and days",
    },
    Message {
        code: code::UNKNOWN_FUNCTION, zh: "没有名为 `{name}` 的函数", en: "there is no function `{name}`"
    },
    Message {
        code: code::ARGUMENT_COUNT,
        zh: "函数 `{name}` 需要 {expected} 个参数，写了 {found} 个",
        en: "`{name}` takes {expected} arguments, found {found}",
    },
    Message {
        code: code::BAD_ESCAPE, zh: "文本中无效的转义 `{found}`", en: "invalid escape `{found}` in a text"
    },
    Message {
        code: code::CHAINED_COMPARISON,
        zh: "比较不能连写；请用 `and` 连接或使用 `between`",
        en: "comparisons do not chain; join them with `and` or use `between`",
    },
    Message {
        code: code::IN_WHAT,
        zh: "`in` 之后应为列表 `(a, b)` 或区间 `[a..b)`",
        en: "`in` is followed by a list `(a, b)` or a range `[a..b)`",
    },
    Message {
        code: code::NAME_EXPECTED, zh: "此处应为名称，而不是 `{found}`", en: "expected a name, found `{found}`"
    },
    Message { code: code::UNKNOWN_NAME, zh: "未声明的名称 `{name}`", en: "`{name}` is not declared" },
    Message {
        code: code::UNKNOWN_FIELD, zh: "`{record}` 没有字段 `{name}`", en: "`{record}` has no field `{name}`"
    },
    Message {
        code: code::NO_RECORD,
        zh: "类型 `{found}` 没有字段，不能取 `{name}`",
        en: "`{found}` has no fields, so no `{name}`",
    },
    Message {
        code: code::WRONG_TYPE,
        zh: "此处应为 `{expected}`，而不是 `{found}`",
        en: "expected `{expected}`, found `{found}`",
    },
    Message {
        code: code::MIXED_TYPES,
        zh: "`{operator}` 不能用于 `{left}` 与 `{right}`",
        en: "`{operator}` does not go with `{left}` and `{right}`",
    },
    Message {
        code: code::NOT_A_MEMBER,
        zh: "`{found}` 不在可选值之内：{members}",
        en: "`{found}` is not among the members {members}",
    },
    Message { code: code::MAY_BE_NULL, zh: "此处可能为空值（`{found}`）", en: "this may be null (`{found}`)" },
    Message {
        code: code::NEVER_NULL,
        zh: "`{found}` 不会为空值，与 `null` 比较没有意义",
        en: "`{found}` is never null, so comparing it with `null` means nothing",
    },
    Message {
        code: code::BRANCHES_DIFFER,
        zh: "两个分支的类型不同：`{left}` 与 `{right}`",
        en: "the branches differ in type: `{left}` and `{right}`",
    },
    Message {
        code: code::ITEMS_DIFFER,
        zh: "列表元素的类型不同：`{left}` 与 `{right}`",
        en: "the items differ in type: `{left}` and `{right}`",
    },
    Message { code: code::SHADOWED, zh: "变量名 `{name}` 已被占用", en: "the name `{name}` is taken already" },
    Message {
        code: code::MISPLACED_DURATION,
        zh: "期间只能写在 `日期 +` 或 `日期 -` 之后",
        en: "a duration may only follow `date +` or `date -`",
    },
    Message {
        code: code::NOT_COMPARABLE,
        zh: "不能比较 `{found}`，请比较其中的字段",
        en: "`{found}` cannot be compared; compare its fields",
    },
    Message { code: code::NOT_THERE_YET, zh: "`{name}` 尚无值", en: "`{name}` has no value yet" },
    Message { code: code::DIVISION_BY_ZERO, zh: "除数为零", en: "division by zero" },
    Message {
        code: code::OVERFLOW,
        zh: "数值超出范围（`{operator}`）",
        en: "the number is out of range (`{operator}`)",
    },
    Message { code: code::DATE_RANGE, zh: "日期超出范围", en: "the date is out of range" },
    Message { code: code::EMPTY_LIST, zh: "空列表没有 `{name}`", en: "an empty list has no `{name}`" },
    Message {
        code: code::TYPE_FAULT,
        zh: "值的类型与声明不符：应为 `{expected}`，实为 `{found}`",
        en: "a value is not of its declared type: expected `{expected}`, found `{found}`",
    },
    Message {
        code: code::BAD_PLACES,
        zh: "小数位数应为 0 至 28 的整数，而不是 `{found}`",
        en: "places are a whole number from 0 to 28, not `{found}`",
    },
    Message {
        code: code::CELL_COUNT,
        zh: "该规则有 {found} 格，表头有 {expected} 列",
        en: "the rule has {found} cells, the table {expected} columns",
    },
    Message {
        code: code::OVERLAP,
        zh: "第 {first} 条与第 {second} 条规则重叠，例如 {example}",
        en: "rules {first} and {second} overlap, for example {example}",
    },
    Message { code: code::NO_RULE, zh: "没有适用的规则：{inputs}", en: "no rule matches {inputs}" },
    Message { code: code::SEVERAL_RULES, zh: "多条规则同时适用：{rules}", en: "several rules match: {rules}" },
    Message {
        code: code::OUTPUT_TYPE,
        zh: "输出列 `{name}` 的类型为 `{expected}`，而不是 `{found}`",
        en: "the output `{name}` is `{expected}`, not `{found}`",
    },
    Message { code: code::DUPLICATE_COLUMN, zh: "列名 `{name}` 重复", en: "the column `{name}` is there twice" },
];

/// Every code of this crate, ascending.
pub const CODES: &[&str] = &{
    let mut codes = [""; MESSAGES.len()];
    let mut index = 0;
    while index < codes.len() {
        codes[index] = MESSAGES[index].code;
        index += 1;
    }
    codes
};

/// The text of a code with its facts filled in; the code itself, should it have no text.
#[must_use]
pub fn text(code: &str, facts: &BTreeMap<&'static str, String>, lang: Lang) -> String {
    let Some(message) = MESSAGES.iter().find(|message| message.code == code) else {
        return code.to_owned();
    };
    let template = match lang {
        Lang::Zh => message.zh,
        Lang::En => message.en,
    };
    filled(template, facts)
}

/// One pass, so that braces inside a fact stay what they are.
fn filled(template: &str, facts: &BTreeMap<&'static str, String>) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(facts.get(name).map_or("?", String::as_str));
        rest = behind;
    }
    text.push_str(rest);
    text
}
