//! Stored values as JSON text for the API: the same shape that a submission has.

use mingjing_expr::Value;
use mingjing_model::definition::{Field, FieldKind, Form};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// The JSON text of a form's values. Fields that the form does not know are left out: the form is the pinned one.
///
/// # Errors
/// Those of the JSON writer, which has no reason for any.
pub fn write_value(form: &Form, value: &Value) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Record(&form.fields, value))
}

struct Record<'a>(&'a [Field], &'a Value);

struct Shown<'a>(&'a FieldKind, &'a Value);

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for field in self.0 {
            if let Some(value) = self.1.get(&field.id).filter(|value| !value.is_null()) {
                map.serialize_entry(&field.id, &Shown(&field.kind, value))?;
            }
        }
        map.end()
    }
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.0, self.1) {
            (FieldKind::Record(fields), value @ Value::Map(_)) => Record(fields, value).serialize(serializer),
            (FieldKind::List(kind), Value::List(items)) => {
                serializer.collect_seq(items.iter().map(|item| Shown(kind, item)))
            }
            (_, Value::Null) => serializer.serialize_unit(),
            (_, Value::Bool(truth)) => serializer.serialize_bool(*truth),
            (_, Value::Text(text)) => serializer.serialize_str(text),
            (_, Value::Date(date)) => serializer.collect_str(date),
            (_, Value::Instant(moment)) => serializer.collect_str(moment),
            (FieldKind::Decimal, Value::Number(number)) => serializer.collect_str(number),
            (_, Value::Number(number)) => match i64::try_from(*number) {
                Ok(whole) if number.fract().is_zero() => serializer.serialize_i64(whole),
                _ => serializer.collect_str(number),
            },
            // Values are stored by the same form, so a kind and a value that do not fit together do not occur.
            (_, Value::List(_) | Value::Map(_)) => serializer.serialize_unit(),
        }
    }
}
