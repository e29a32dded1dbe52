//! The values of a step: YAML scalars become the JSON that the form's fields want, so that a scenario hands in what a
//! browser would.

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use mingjing_expr::Value;
use mingjing_model::{
    definition::{Field, FieldKind},
    yaml::{Key, Kind, Node, Style},
};
use std::{collections::BTreeMap, sync::Arc};

/// How a scenario's values are changed when it is played elsewhere, as the demonstration does.
#[derive(Clone, Debug, Default)]
pub struct Moved {
    /// Days by which dates are moved.
    pub days: i32,
    /// Texts that stand for others: `(written, meant)`.
    pub texts: Vec<(String, String)>,
}

impl Moved {
    /// The text that is meant.
    pub fn text<'t>(&'t self, written: &'t str) -> &'t str {
        self.texts.iter().find(|(own, _)| own == written).map_or(written, |(_, meant)| meant)
    }
}

/// The JSON text of a submission. Unknown fields go along as texts: the form refuses them.
pub fn json(fields: &[Field], values: Option<&Node>, moved: &Moved) -> String {
    let mut writer = Writer { text: String::new(), moved };
    writer.record(fields, values.and_then(Node::as_map).unwrap_or_default());
    writer.text
}

struct Writer<'a> {
    text: String,
    moved: &'a Moved,
}

impl Writer<'_> {
    fn record(&mut self, fields: &[Field], entries: &[(Key, Node)]) {
        self.text.push('{');
        for (position, (key, node)) in entries.iter().enumerate() {
            if position > 0 {
                self.text.push(',');
            }
            self.quoted(&key.text);
            self.text.push(':');
            let kind = fields.iter().find(|field| field.id == key.text).map_or(&FieldKind::Text, |field| &field.kind);
            self.value(kind, node);
        }
        self.text.push('}');
    }

    fn value(&mut self, kind: &FieldKind, node: &Node) {
        match (&node.kind, kind) {
            (Kind::Map(entries), FieldKind::Record(fields)) => self.record(fields, entries),
            (Kind::Map(entries), _) => self.record(&[], entries),
            (Kind::Seq(items), _) => {
                let inner = match kind {
                    FieldKind::List(inner) => inner,
                    _ => kind,
                };
                self.text.push('[');
                for (position, item) in items.iter().enumerate() {
                    if position > 0 {
                        self.text.push(',');
                    }
                    self.value(inner, item);
                }
                self.text.push(']');
            }
            (Kind::Scalar(scalar), FieldKind::Bool | FieldKind::Integer | FieldKind::MoneyFen)
                if scalar.style == Style::Plain =>
            {
                self.text.push_str(if scalar.text.is_empty() { "null" } else { &scalar.text })
            }
            (Kind::Scalar(scalar), FieldKind::Date) => self.quoted(&moved(&scalar.text, self.moved.days)),
            (Kind::Scalar(scalar), FieldKind::DateTime) => self.quoted(&moved_moment(&scalar.text, self.moved.days)),
            (Kind::Scalar(scalar), _) => self.quoted(self.moved.text(&scalar.text)),
        }
    }

    fn quoted(&mut self, plain: &str) {
        // Texts always serialize.
        self.text.push_str(&serde_json::to_string(plain).unwrap_or_default());
    }
}

/// A civil day moved by so many days; a text that is none stays.
pub(super) fn moved(text: &str, days: i32) -> String {
    let day = text.parse::<Date>().ok().and_then(|day| day.checked_add(days.days()).ok());
    day.map_or_else(|| text.to_owned(), |day| day.to_string())
}

/// A moment moved by so many days; a text that is none stays.
fn moved_moment(text: &str, days: i32) -> String {
    let moment = text.parse::<Timestamp>().ok();
    let moment = moment.and_then(|at| at.checked_add(SignedDuration::from_hours(24 * i64::from(days))).ok());
    match moment {
        Some(moment) if days != 0 => moment.to_string(),
        _ => text.to_owned(),
    }
}

/// Values without a form, as a message carries them: plain `true`, `false` and whole numbers are what they look like.
pub fn untyped(node: &Node) -> Value {
    match &node.kind {
        Kind::Map(entries) => Value::Map(
            entries.iter().map(|(key, node)| (Arc::from(key.text.as_str()), untyped(node))).collect::<BTreeMap<_, _>>(),
        ),
        Kind::Seq(items) => Value::List(items.iter().map(untyped).collect()),
        Kind::Scalar(scalar) if scalar.style == Style::Plain => plain(&scalar.text),
        Kind::Scalar(scalar) => Value::text(scalar.text.as_str()),
    }
}

fn plain(text: &str) -> Value {
    match text {
        "" | "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => text.parse::<i64>().map_or_else(|_| Value::text(text), Value::from),
    }
}
