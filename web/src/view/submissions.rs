//! What was filled in, worded: values with the titles of their fields, choices and people in words.

use super::shapes::{FieldValue, ItemLabel, Submission};
use super::words;
use crate::{bundles::Pinned, names::Who};
use jiff::Timestamp;
use mingjing_core::{
    event::{Cell, EventTime},
    ids::PersonId,
};
use mingjing_expr::Value;
use mingjing_model::definition::{Definition, Field, FieldKind, Form, FormIx, NameKind, NodeIx, Text};
use serde_json::{Value as Json, json};

/// A submission as the history holds it.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The form.
    pub form: FormIx,
    /// The node, if a task.
    pub node: Option<NodeIx>,
    /// By whom.
    pub by: Option<PersonId>,
    /// When it was entered.
    pub entry_at: Timestamp,
    /// When it happened.
    pub event_at: EventTime,
    /// The record.
    pub seq: u64,
    /// For which item.
    pub item: Option<ItemLabel>,
    /// The values.
    pub values: Value,
}

/// A submission in words.
pub fn submission(pinned: &Pinned, who: &Who, filled: &Filled) -> Submission {
    let definition = pinned.definition();
    let form = definition.form(filled.form);
    Submission {
        form: super::shapes::Ref { id: form.id.clone(), title: form.title.clone() },
        node: filled.node.map(|node| words::node(definition, node)),
        by: filled.by.as_ref().map(|person| who.person(person)),
        entry_at: filled.entry_at,
        event_at: filled.event_at.into(),
        seq: filled.seq,
        item: filled.item.clone(),
        fields: fields(pinned, who, &form.fields, &filled.values),
        why: None,
    }
}

/// People named in values, so that they can be looked up.
pub fn people(form: &Form, values: &Value) -> Vec<PersonId> {
    let mut found = Vec::new();
    for field in &form.fields {
        if let Some(value) = values.get(&field.id) {
            collect_people(&field.kind, value, &mut found);
        }
    }
    found
}

fn collect_people(kind: &FieldKind, value: &Value, found: &mut Vec<PersonId>) {
    match kind {
        FieldKind::Person => found.extend(value.as_text().map(PersonId::new)),
        FieldKind::List(inner) => {
            value.as_list().into_iter().flatten().for_each(|item| collect_people(inner, item, found))
        }
        FieldKind::Record(fields) => {
            for field in fields {
                if let Some(value) = value.get(&field.id) {
                    collect_people(&field.kind, value, found);
                }
            }
        }
        FieldKind::Text
        | FieldKind::Bool
        | FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::MoneyFen
        | FieldKind::Date
        | FieldKind::DateTime
        | FieldKind::Choice(_)
        | FieldKind::Register(_) => {}
    }
}

/// The fields that have a value, in the order of the form.
pub fn fields(pinned: &Pinned, who: &Who, fields: &[Field], values: &Value) -> Vec<FieldValue> {
    let filled = fields.iter().filter_map(|field| values.get(&field.id).map(|value| (field, value)));
    filled.filter(|(_, value)| **value != Value::Null).map(|(field, value)| worded(pinned, who, field, value)).collect()
}

/// The cells of the case list, with the titles of the fields that they come from.
pub fn cells(pinned: &Pinned, who: &Who, cells: &[(u8, Cell)]) -> Vec<FieldValue> {
    let definition = pinned.definition();
    let with_field =
        cells.iter().filter_map(|(position, cell)| definition.column(*position).map(|(_, field)| (field, cell)));
    with_field.map(|(field, cell)| worded(pinned, who, field, &of_cell(field, cell))).collect()
}

fn of_cell(field: &Field, cell: &Cell) -> Value {
    match (cell, &field.kind) {
        (Cell::Text(text), _) => Value::text(text.as_str()),
        (Cell::Integer(number), _) => Value::from(*number),
        (Cell::Date(day), _) => Value::Date(*day),
    }
}

fn worded(pinned: &Pinned, who: &Who, field: &Field, value: &Value) -> FieldValue {
    let (kind, json, text, items) = match &field.kind {
        FieldKind::Text => ("text", plain(value), None, Vec::new()),
        FieldKind::Bool => ("bool", plain(value), None, Vec::new()),
        FieldKind::Integer => ("integer", plain(value), None, Vec::new()),
        FieldKind::Decimal => ("decimal", plain(value), None, Vec::new()),
        FieldKind::MoneyFen => ("money_fen", plain(value), None, Vec::new()),
        FieldKind::Date => ("date", plain(value), None, Vec::new()),
        FieldKind::DateTime => ("datetime", plain(value), None, Vec::new()),
        FieldKind::Choice(choices) => {
            let title = choices
                .iter()
                .find(|choice| Some(choice.value.as_str()) == value.as_text())
                .map(|choice| choice.title.clone());
            ("choice", plain(value), title, Vec::new())
        }
        FieldKind::Person => {
            let name = value.as_text().map(|id| who.person(&PersonId::new(id)));
            ("person", plain(value), name.map(|name| Text { zh: name.name, en: name.name_en }), Vec::new())
        }
        FieldKind::Register(register) => (
            "register",
            plain(value),
            value.as_text().and_then(|key| register_label(pinned, register, key)),
            Vec::new(),
        ),
        FieldKind::List(inner) => {
            let item = |value| worded(pinned, who, &Field { kind: (**inner).clone(), ..field.clone() }, value);
            ("list", Json::Null, None, value.as_list().into_iter().flatten().map(item).collect())
        }
        FieldKind::Record(inner) => ("record", Json::Null, None, fields(pinned, who, inner, value)),
    };
    FieldValue { id: field.id.clone(), title: field.title.clone(), r#type: kind, value: json, text, items }
}

/// What people call a register row: its `name` or `title` field, in English its `name_en` or `title_en`. (Read from the bundle's own rows: labels
/// are for reading, the row that decided is in the record's inputs.)
pub fn register_label(pinned: &Pinned, register: &str, key: &str) -> Option<Text> {
    let file = pinned.bundle.registers.iter().find(|file| file.register == register)?;
    let row = file.rows.iter().rev().find(|row| row.key == key)?;
    let text = |field: &str| row.fields.get(field).and_then(Value::as_text).map(str::to_owned);
    let label = |zh: &str, en: &str| text(zh).map(|zh| Text { zh, en: text(en) });
    label("name", "name_en").or_else(|| label("title", "title_en"))
}

/// A scalar as JSON: integers as numbers, decimals as text, days and moments as text.
pub fn plain(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => json!(flag),
        Value::Number(number) if number.is_integer() => {
            number.to_string().parse::<i64>().map_or_else(|_| json!(number.to_string()), |whole| json!(whole))
        }
        Value::Number(number) => json!(number.to_string()),
        Value::Text(text) => json!(text.as_ref()),
        Value::Date(day) => json!(day.to_string()),
        Value::Instant(moment) => json!(moment.to_string()),
        Value::List(items) => Json::Array(items.iter().map(plain).collect()),
        Value::Map(map) => Json::Object(map.iter().map(|(key, value)| (key.to_string(), plain(value))).collect()),
    }
}

/// The form behind a root name, if it is one.
pub fn form_of(definition: &Definition, name: mingjing_model::definition::NameIx) -> Option<FormIx> {
    match definition.name(name).kind {
        NameKind::Form(form) => Some(form),
        NameKind::Variable | NameKind::Item | NameKind::Accrued => None,
    }
}
