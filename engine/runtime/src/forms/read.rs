//! JSON text to values by our own visitor: numbers are exact, a field given twice is an error, and texts that no store
//! keeps faithfully (with a NUL) are refused.

use super::pointer::{below, error};
use crate::codes;
use mingjing_core::outcome::FieldError;
use mingjing_expr::Value;
use mingjing_model::definition::{Field, FieldKind};
use rust_decimal::Decimal;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::{collections::BTreeMap, fmt, sync::Arc};

/// Reads JSON text as it stands: texts are texts, whatever field they are for.
pub(super) fn plain(json: &str) -> Result<Value, FieldError> {
    let parsed: Result<Plain, _> = serde_json::from_str(json);
    parsed.map(|plain| plain.0).map_err(|fault| error("", codes::NOT_JSON, &[("detail", &fault.to_string())]))
}

/// Types a record of fields, with every field whose value is not of its kind; such a field is null.
pub(super) fn record(fields: &[Field], given: &Value) -> (Value, Vec<FieldError>) {
    let mut errors = Vec::new();
    let typed = of_fields(fields, given, "", &mut errors);
    (typed, errors)
}

fn of_fields(fields: &[Field], given: &Value, pointer: &str, errors: &mut Vec<FieldError>) -> Value {
    let mut values = BTreeMap::new();
    for field in fields {
        if let Some(value) = given.get(&field.id).filter(|value| !value.is_null()) {
            let value = of_kind(&field.kind, value, &below(pointer, &field.id), errors);
            values.insert(Arc::from(field.id.as_str()), value);
        }
    }
    Value::Map(values)
}

fn of_kind(kind: &FieldKind, given: &Value, pointer: &str, errors: &mut Vec<FieldError>) -> Value {
    let text = given.as_text();
    let (typed, expected) = match kind {
        FieldKind::Text | FieldKind::Choice(_) | FieldKind::Person | FieldKind::Register(_) => {
            (text.map(Value::from), "text")
        }
        FieldKind::Bool => (given.as_bool().map(Value::from), "bool"),
        FieldKind::Integer | FieldKind::MoneyFen => (given.as_number().map(Value::from), "integer"),
        FieldKind::Decimal => (text.and_then(|text| text.parse::<Decimal>().ok()).map(Value::from), "decimal"),
        FieldKind::Date => (text.and_then(|text| text.parse::<jiff::civil::Date>().ok()).map(Value::from), "date"),
        FieldKind::DateTime => {
            (text.and_then(|text| text.parse::<jiff::Timestamp>().ok()).map(Value::from), "datetime")
        }
        FieldKind::List(kind) => (given.as_list().map(|items| of_items(kind, items, pointer, errors)), "list"),
        FieldKind::Record(fields) => (given.as_map().map(|_| of_fields(fields, given, pointer, errors)), "record"),
    };
    typed.unwrap_or_else(|| {
        errors.push(error(pointer, codes::WRONG_TYPE, &[("expected", expected)]));
        Value::Null
    })
}

fn of_items(kind: &FieldKind, items: &[Value], pointer: &str, errors: &mut Vec<FieldError>) -> Value {
    let typed = items
        .iter()
        .enumerate()
        .map(|(position, item)| of_kind(kind, item, &below(pointer, &position.to_string()), errors));
    Value::List(typed.collect())
}

/// JSON as it stands.
struct Plain(Value);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PlainVisitor).map(Plain)
    }
}

struct PlainVisitor;

impl<'de> Visitor<'de> for PlainVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("JSON whose numbers are whole (decimals are texts)")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        i64::try_from(number).map(Value::from).map_err(|_| E::custom(format!("the number {number} is too large")))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        if text.contains('\0') {
            return Err(E::custom("a text has a NUL character"));
        }
        Ok(Value::text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Plain(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut fields = BTreeMap::new();
        while let Some((name, Plain(value))) = entries.next_entry::<Arc<str>, Plain>()? {
            if fields.insert(name.clone(), value).is_some() {
                return Err(A::Error::custom(format!("the field `{name}` is given twice")));
            }
        }
        Ok(Value::Map(fields))
    }
}
