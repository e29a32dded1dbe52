//! A page and the index, as Markdown.

use crate::codes::{Entry, Words};
use std::fmt::Write;

const CAUSE: &str = "<!-- cause -->";
const REMEDY: &str = "<!-- remedy -->";
const REMEDY_HEADING: &str = "## 处置 · Remedy";
const NOTICE: &str = "<!-- 由 `UPDATE_DOCS=1 cargo test --features test-clock --test docs` 生成；只改标记 cause 与 remedy 之后的文字。 -->";

/// What people wrote on a page.
#[derive(Default)]
pub struct Written {
    /// Why it comes.
    pub cause: String,
    /// What to do.
    pub remedy: String,
}

impl Written {
    /// The hand-written parts of a page.
    pub fn of(page: &str) -> Self {
        let behind = |text: &str, marker: &str| text.split_once(marker).map(|(_, rest)| rest.to_owned());
        let cause = behind(page, CAUSE).unwrap_or_default();
        let cause = cause.split(REMEDY_HEADING).next().unwrap_or_default().trim().to_owned();
        Self { cause, remedy: behind(page, REMEDY).unwrap_or_default().trim().to_owned() }
    }
}

/// The page of a code.
pub fn page(entry: &Entry, written: &Written) -> String {
    let Entry { code, zh, en, parameters } = entry;
    let both = |Words { zh, en }: Words| format!("{zh} · {en}");
    let names: Vec<String> = parameters.iter().map(|name| format!("`{name}`")).collect();
    let parameters = if names.is_empty() { "—".to_owned() } else { names.join(", ") };
    let (area, kind) = (both(entry.area()), both(entry.kind()));
    let Written { cause, remedy } = written;
    format!(
        "# {code}\n\n{NOTICE}\n\n> {zh}\n>\n> {en}\n\n| | |\n| --- | --- |\n| 领域 · Area | {area} |\n\
         | 种类 · Kind | {kind} |\n| 参数 · Parameters | {parameters} |\n\n\
         ## 原因 · Cause\n\n{CAUSE}\n{cause}\n\n{REMEDY_HEADING}\n\n{REMEDY}\n{remedy}\n"
    )
}

/// The list of all pages.
pub fn index(entries: &[Entry]) -> String {
    let mut text = format!(
        "# 错误代码 · Error codes\n\n{NOTICE}\n\n\
         代码一经使用，含义不变，也不再用于别的错误。`{{名称}}` 处在实际信息里是具体内容。\n\n\
         A code never changes its meaning and is never used for anything else. `{{name}}` stands for a parameter.\n"
    );
    let mut area = "";
    for entry in entries {
        let Words { zh, en } = entry.area();
        if area != en {
            area = en;
            // Writing to a string cannot fail.
            let _ = write!(text, "\n## {zh} · {en}\n\n| 代码 | 信息 | Message |\n| --- | --- | --- |\n");
        }
        let cell = |message: &str| message.replace('|', "\\|");
        let _ = writeln!(text, "| [{0}]({0}.md) | {1} | {2} |", entry.code, cell(&entry.zh), cell(&entry.en));
    }
    text
}
