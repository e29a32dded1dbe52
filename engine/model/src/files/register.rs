//! `registers/NAME.register.yaml`: rows that hold from a day to a day.

use super::form::fields::{Known, Place, fields};
use super::form::spec::{Bounds, FieldSpec, KindSpec};
use super::read::Reading;
use crate::definition::{Field, Text};
use crate::diagnostic::Label;
use crate::messages::code;
use crate::source::Span;
use crate::yaml::{Fields, Node};
use jiff::{Timestamp, civil::Date};
use mingjing_expr::Value;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// A register as filed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegisterFile {
    /// Its name.
    pub register: String,
    /// What people call it.
    pub title: Text,
    /// The column whose value is a row's key.
    pub key: String,
    /// The fields of a row.
    pub fields: Vec<Field>,
    /// The rows, in the order of the file.
    pub rows: Vec<RegisterRowFile>,
}

/// A row of a register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegisterRowFile {
    /// Its key.
    pub key: String,
    /// First day on which it holds; none = always.
    pub valid_from: Option<Date>,
    /// Last day on which it holds; none = open.
    pub valid_to: Option<Date>,
    /// Its fields: a map.
    pub fields: Value,
}

/// Columns that every register has.
const OWN: [&str; 2] = ["valid_from", "valid_to"];

/// Reads a register.
pub(super) fn load(root: &Node, known: Known, read: &mut Reading) -> Option<RegisterFile> {
    let top = read.fields(root, &["register", "title", "key", "fields", "rows"])?;
    let register = read.required(&top, "register").and_then(|node| read.id(node));
    let title = read.title_of(&top);
    let key = read.required(&top, "key").and_then(|node| read.id(node));
    let specs = read.required(&top, "fields").map(|node| fields(node, Place::Record, known, read));
    let rows_node = read.required(&top, "rows");
    let (key, specs) = (key?, specs?);
    own_columns(&top, read);
    let mut rows = Vec::new();
    for node in read.items(rows_node?) {
        rows.extend(row(node, &key, &specs, read).map(|row| (row, node.head())));
    }
    validities(&rows, read);
    let fields = specs.iter().map(FieldSpec::field).collect();
    let rows = rows.into_iter().map(|(row, _)| row).collect();
    Some(RegisterFile { register: register?, title: title?, key, fields, rows })
}

fn own_columns(top: &Fields, read: &mut Reading) {
    for (key, _) in top.get("fields").and_then(Node::as_map).unwrap_or_default() {
        if OWN.contains(&key.text.as_str()) {
            read.report.error(code::RESERVED_FIELD, key.span).with("field", &key.text);
        }
    }
}

fn row(node: &Node, key: &str, specs: &[FieldSpec], read: &mut Reading) -> Option<RegisterRowFile> {
    let mut columns: Vec<&str> = specs.iter().map(|spec| spec.id.as_str()).chain(OWN).collect();
    if !columns.contains(&key) {
        columns.push(key);
    }
    let row = read.fields(node, &columns)?;
    let own = read.required(&row, key).and_then(|node| node.text(read.report));
    let mut date = |column| row.get(column).and_then(|node| date(node, read));
    let (valid_from, valid_to) = (date("valid_from"), date("valid_to"));
    if let (Some(from), Some(to)) = (valid_from, valid_to)
        && from > to
    {
        read.report.error(code::VALIDITY_REVERSED, row.head()).with("from", from).with("to", to);
    }
    let fields = record(&row, specs, read);
    Some(RegisterRowFile { key: own?.to_owned(), valid_from, valid_to, fields: Value::Map(fields) })
}

fn record(row: &Fields, specs: &[FieldSpec], read: &mut Reading) -> BTreeMap<Arc<str>, Value> {
    let mut fields = BTreeMap::new();
    for spec in specs {
        match row.get(&spec.id) {
            Some(node) => {
                fields.extend(value(node, &spec.kind, read).map(|value| (Arc::from(spec.id.as_str()), value)))
            }
            None if spec.required => {
                read.report.error(code::CELL_MISSING, row.head()).with("field", &spec.id);
            }
            None => {}
        }
    }
    fields
}

/// The value of a cell; what is none of the field's kind is reported.
fn value(node: &Node, kind: &KindSpec, read: &mut Reading) -> Option<Value> {
    match kind {
        KindSpec::List { of, items } => {
            let nodes = node.seq(read.report)?;
            if !within(*items, i64::try_from(nodes.len()).unwrap_or(i64::MAX)) {
                wrong(node, kind, read);
            }
            Some(Value::List(nodes.iter().filter_map(|node| value(node, of, read)).collect()))
        }
        KindSpec::Record(specs) => {
            let names: Vec<&str> = specs.iter().map(|spec| spec.id.as_str()).collect();
            let fields = read.fields(node, &names)?;
            Some(Value::Map(record(&fields, specs, read)))
        }
        KindSpec::Text { .. }
        | KindSpec::Bool
        | KindSpec::Integer(_)
        | KindSpec::Decimal
        | KindSpec::Money(_)
        | KindSpec::Date { .. }
        | KindSpec::DateTime
        | KindSpec::Choice(_)
        | KindSpec::Person { .. }
        | KindSpec::Register(_) => {
            let value = scalar(node.text(read.report)?, kind);
            if value.is_none() {
                wrong(node, kind, read);
            }
            value
        }
    }
}

fn scalar(text: &str, kind: &KindSpec) -> Option<Value> {
    match kind {
        KindSpec::Text { max_length, .. } => {
            let length = i64::try_from(text.chars().count()).ok()?;
            max_length.is_none_or(|most| length <= most).then(|| Value::text(text))
        }
        KindSpec::Person { .. } | KindSpec::Register(_) => (!text.is_empty()).then(|| Value::text(text)),
        KindSpec::Choice(choices) => choices.iter().any(|choice| choice.value == text).then(|| Value::text(text)),
        KindSpec::Bool => text.parse().ok().map(Value::Bool),
        KindSpec::Integer(bounds) | KindSpec::Money(bounds) => {
            text.parse().ok().filter(|number| within(*bounds, *number)).map(|number: i64| Value::from(number))
        }
        KindSpec::Decimal => Decimal::from_str_exact(text).ok().map(Value::Number),
        KindSpec::Date { .. } => civil(text).map(Value::Date),
        KindSpec::DateTime => text.parse::<Timestamp>().ok().map(Value::Instant),
        KindSpec::List { .. } | KindSpec::Record(_) => None,
    }
}

fn within(bounds: Bounds, number: i64) -> bool {
    bounds.min.is_none_or(|min| min <= number) && bounds.max.is_none_or(|max| number <= max)
}

fn wrong(node: &Node, kind: &KindSpec, read: &mut Reading) {
    let found = node.as_text().unwrap_or("…");
    read.report.error(code::CELL_KIND, node.head()).with("value", found).with("kind", kind.word());
}

fn date(node: &Node, read: &mut Reading) -> Option<Date> {
    let date = civil(node.text(read.report)?);
    if date.is_none() {
        wrong(node, &KindSpec::Date { not_after_today: false }, read);
    }
    date
}

/// A date in the one spelling that files know; jiff would also read `20260302`.
fn civil(text: &str) -> Option<Date> {
    text.parse::<Date>().ok().filter(|date| date.to_string() == text)
}

/// No two rows of one key hold on the same day.
fn validities(rows: &[(RegisterRowFile, Span)], read: &mut Reading) {
    let first_day = |row: &RegisterRowFile| row.valid_from.unwrap_or(Date::MIN);
    let mut sorted: Vec<&(RegisterRowFile, Span)> = rows.iter().collect();
    sorted.sort_by(|(left, _), (right, _)| (&left.key, first_day(left)).cmp(&(&right.key, first_day(right))));
    for pair in sorted.windows(2) {
        let [(before, at), (after, span)] = pair else {
            continue;
        };
        let ends = before.valid_to.unwrap_or(Date::MAX);
        if before.key == after.key && first_day(after) <= ends {
            read.report.error(code::VALIDITY_OVERLAP, *span).with("key", &after.key).related(*at, Label::FirstHere);
        }
    }
}
