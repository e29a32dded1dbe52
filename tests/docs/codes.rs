//! Every code of every crate with its message in both languages.

use std::collections::{BTreeMap, BTreeSet};

/// Names of facts in messages of expressions: their list shows no templates, so each fact is filled in with its own name.
const FACTS: &[&str] = &[
    "example", "expected", "first", "found", "inputs", "left", "length", "limit", "members", "name", "operator",
    "record", "right", "rules", "second",
];

/// A code.
pub struct Entry {
    /// The code.
    pub code: &'static str,
    /// The Chinese message, `{name}` for a parameter.
    pub zh: String,
    /// The English message.
    pub en: String,
    /// Names of the parameters.
    pub parameters: BTreeSet<String>,
}

/// What an area of codes is about, in both languages.
pub struct Words {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

const fn words(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

impl Entry {
    /// A message with literal braces written once, its parameters noted.
    fn new(code: &'static str, zh: &str, en: &str) -> Self {
        let parameters = parameters(zh).chain(parameters(en)).collect();
        Self { code, zh: zh.replace("{{", "{"), en: en.replace("{{", "{"), parameters }
    }

    /// The page's file.
    pub fn file(&self) -> String {
        format!("{}.md", self.code)
    }

    /// The part of the program that speaks.
    pub fn area(&self) -> Words {
        match &self.code[2..4] {
            "10" => words("YAML 文本", "YAML text"),
            "11" => words("键和值", "keys and values"),
            "12" => words("引用", "references"),
            "13" => words("流程图和类型", "graph and types"),
            "14" => words("表单、决策表、登记册等文件", "forms, tables, registers and other files"),
            "15" => words("日历和期限", "calendars and limits"),
            "16" => words("通知与工作时间", "notices and working hours"),
            "20" => words("表达式写法", "reading expressions"),
            "21" => words("表达式类型", "typing expressions"),
            "22" => words("表达式计算", "evaluating expressions"),
            "23" => words("决策表", "decision tables"),
            "40" => words("命令与任务", "commands and tasks"),
            "41" => words("对行为的要求", "what acts demand"),
            "42" => words("表单填写", "filling in forms"),
            "45" => words("期限计算", "counting limits"),
            "49" => words("流程故障", "trouble of the process"),
            "50" => words("身份与登录", "identity and login"),
            "60" | "69" => words("存储与运行时", "store and runtime"),
            "62" => words("通知送达", "telling people"),
            "76" => words("通知接口", "notices"),
            "70" => words("网络接口", "web interface"),
            other => panic!("codes MJ{other}xx have no area: name it here"),
        }
    }

    /// Which kind of failure it is; the kinds are never mixed.
    pub fn kind(&self) -> Words {
        match self.code {
            "MJ1315" | "MJ1334" | "MJ1214" | "MJ1215" | "MJ1405" | "MJ1420" | "MJ1431" => {
                words("检查发现（警告）", "finding of `mingjing check` (warning)")
            }
            "MJ2201" | "MJ2202" | "MJ2203" | "MJ2204" | "MJ2205" | "MJ2206" | "MJ2207" | "MJ2303" | "MJ2304" => words(
                "计算错误：运行时成为故障 MJ4901 或 MJ4907",
                "evaluation error: in a case it becomes incident MJ4901 or MJ4907",
            ),
            code if code < "MJ3" => words("检查发现（错误）", "finding of `mingjing check` (error)"),
            "MJ4104" | "MJ4106" => words("拒绝：没有任何改变", "rejection: nothing changed"),
            "MJ6003" | "MJ6008" => words("繁忙：没有任何改变，稍后重试", "busy: nothing changed, try again"),
            "MJ6020" | "MJ6021" | "MJ6022" => words("拒绝：没有任何改变", "rejection: nothing changed"),
            "MJ6010" | "MJ6011" | "MJ6012" | "MJ6013" => words("拒绝启动", "the store is not opened"),
            "MJ6901" => words("故障：案件停住，由人处理", "incident: the case is stuck until a person acts"),
            code if code.starts_with("MJ41") => words(
                "被拒行为：没有生效；策略为 `recorded` 时记入历史",
                "refusal: nothing moves; on record where the policy says `recorded`",
            ),
            code if code.starts_with("MJ45") => words(
                "由提交引起的是拒绝，由流程引起的是故障",
                "rejection where a submission causes it, incident where the process does",
            ),
            code if code.starts_with("MJ49") => {
                words("故障：案件停住，由人处理", "incident: the case is stuck until a person acts")
            }
            code if code.starts_with("MJ62") => words(
                "通知故障：案件不受影响，由人处理",
                "notice incident: the case goes on, a person sees to the notice",
            ),
            code if code.starts_with("MJ60") => words("系统错误", "fault: ours, for the operator"),
            _ => words("拒绝：没有任何改变", "rejection: nothing changed"),
        }
    }
}

fn parameters(text: &str) -> impl Iterator<Item = String> {
    let text = text.replace("{{", "");
    let names: Vec<String> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_owned()).collect();
    names.into_iter()
}

/// All codes, ascending.
pub fn all() -> Vec<Entry> {
    let mut entries: Vec<Entry> = model().chain(expressions()).collect();
    entries.extend(mingjing_clock::CODES.iter().map(|code| Entry::new(code.code, code.zh, code.en)));
    let shared = [mingjing_core::codes::CODES, mingjing_runtime::codes::CODES, mingjing_sqlite::CODES];
    entries.extend(shared.into_iter().flatten().map(|code| Entry::new(code.code, code.zh, code.en)));
    entries.extend(mingjing_web::http::codes::CODES.iter().map(|(code, zh, en)| Entry::new(code, zh, en)));
    entries.sort_by_key(|entry| entry.code);
    entries
}

fn model() -> impl Iterator<Item = Entry> {
    use mingjing_model::{Lang, messages};
    messages::codes().map(|code| {
        Entry::new(
            code,
            messages::template(code, Lang::Zh).unwrap_or_default(),
            messages::template(code, Lang::En).unwrap_or_default(),
        )
    })
}

fn expressions() -> impl Iterator<Item = Entry> {
    use mingjing_expr::{CODES, Lang, messages};
    let facts: BTreeMap<&'static str, String> = FACTS.iter().map(|name| (*name, format!("{{{name}}}"))).collect();
    CODES.iter().map(move |code| {
        let text = |lang| messages::text(code, &facts, lang);
        let (zh, en) = (text(Lang::Zh), text(Lang::En));
        assert!(!zh.contains('?') && !en.contains('?'), "{code} names a fact that FACTS lacks: {en}");
        Entry::new(code, &zh, &en)
    })
}
