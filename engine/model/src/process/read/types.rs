//! Types of variables: `bool`, `number`, `text`, `date`, `instant`, `list<T>`, each with `?` for "may be null".

use mingjing_expr::Type;

use crate::diagnostic::{Diagnostics, Hint};
use crate::messages::code;
use crate::yaml::Node;

const NAMES: [&str; 6] = ["bool", "number", "text", "date", "instant", "list<text>"];

/// The type that stands here.
pub(super) fn variable_type(node: &Node, report: &mut Diagnostics) -> Option<Type> {
    let text = node.text(report)?;
    let found = read(text.trim());
    if found.is_none() {
        let hint = Hint::closest_or_all(text, NAMES);
        report.error(code::NOT_A_TYPE, node.span).with("found", text).hint(hint);
    }
    found
}

fn read(text: &str) -> Option<Type> {
    if let Some(inner) = text.strip_suffix('?') {
        return read(inner).filter(|inner| !inner.is_optional()).map(Type::optional);
    }
    if let Some(inner) = text.strip_prefix("list<").and_then(|rest| rest.strip_suffix('>')) {
        return read(inner).map(Type::list);
    }
    match text {
        "bool" => Some(Type::Bool),
        "number" => Some(Type::Number),
        "text" => Some(Type::Text),
        "date" => Some(Type::Date),
        "instant" => Some(Type::Instant),
        _ => None,
    }
}
