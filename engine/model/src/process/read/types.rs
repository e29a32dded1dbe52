//! Types of variables: `bool`, `number`, `text`, `date`, `instant`, `list<T>`, each with `?` for "may be null", and
//! `form ID` for the record of a form.

use mingjing_expr::Type;

use crate::diagnostic::{Diagnostics, Hint};
use crate::messages::code;
use crate::process::syntax::{DataType, Id};
use crate::yaml::Node;

const NAMES: [&str; 7] = ["bool", "number", "text", "date", "instant", "list<text>", "form …"];

/// The type that stands here.
pub(super) fn variable_type<'a>(node: &'a Node, report: &mut Diagnostics) -> Option<DataType<'a>> {
    let text = node.text(report)?;
    if let Some(form) = text.trim().strip_prefix("form ") {
        return Some(DataType::Form(Id { text: form.trim(), span: node.span }));
    }
    let found = read(text.trim());
    if found.is_none() {
        let hint = Hint::closest_or_all(text, NAMES);
        report.error(code::NOT_A_TYPE, node.span).with("found", text).hint(hint);
    }
    found.map(DataType::Plain)
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
