//! The typed check of a submission: every field is what its form says. JSON has no dates and no decimals, so the texts
//! that stand for them are read here, once, and only typed values are stored.

use crate::outcome::FieldError;
use jiff::{Timestamp, civil::Date};
use mingjing_clock::{YEAR_MAX, YEAR_MIN};
use mingjing_expr::Value;
use mingjing_model::definition::{Field, FieldKind, Form};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, sync::Arc};

/// A submission as far as it is what its form says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Typed {
    /// A map of the fields that were given and can be read.
    pub values: Value,
    /// All fields at fault, each with its JSON pointer.
    pub faults: Vec<FieldError>,
    /// Fields that name a row of a register.
    pub keys: Vec<RegisterKey>,
}

/// A field that names a row of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RegisterKey {
    /// JSON pointer of the field.
    pub pointer: String,
    /// The register.
    pub register: String,
    /// The key.
    pub key: String,
}

/// Checks the submission against the form's fields.
pub(crate) fn typed(form: &Form, given: &Value) -> Typed {
    let mut check = Check { errors: Vec::new(), keys: Vec::new() };
    let values = match given {
        Value::Null => check.record(&form.fields, &BTreeMap::new(), ""),
        Value::Map(given) => check.record(&form.fields, given, ""),
        Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::Date(_) | Value::Instant(_) | Value::List(_) => {
            check.wrong_type("", "record")
        }
    };
    let values = values.unwrap_or_else(|| Value::Map(BTreeMap::new()));
    Typed { values, faults: check.errors, keys: check.keys }
}

/// A field at fault, with the facts that its message needs.
pub(crate) fn error(pointer: &str, code: &str, params: &[(&str, &str)]) -> FieldError {
    let params = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    FieldError { pointer: pointer.to_owned(), code: code.to_owned(), params }
}

/// The JSON pointer of a field or item below another (RFC 6901).
pub(crate) fn below(pointer: &str, part: &str) -> String {
    format!("{pointer}/{}", part.replace('~', "~0").replace('/', "~1"))
}

struct Check {
    errors: Vec<FieldError>,
    keys: Vec<RegisterKey>,
}

impl Check {
    fn record(&mut self, fields: &[Field], given: &BTreeMap<Arc<str>, Value>, pointer: &str) -> Option<Value> {
        for name in given.keys().filter(|name| !fields.iter().any(|field| *field.id == ***name)) {
            self.errors.push(error(&below(pointer, name), "MJ4204", &[("field", name)]));
        }
        let mut record = BTreeMap::new();
        for field in fields {
            let pointer = below(pointer, &field.id);
            match given.get(field.id.as_str()).filter(|value| !value.is_null()) {
                Some(value) => {
                    if let Some(value) = self.value(&field.kind, value, &pointer) {
                        record.insert(Arc::from(field.id.as_str()), value);
                    }
                }
                None if field.required => self.errors.push(error(&pointer, "MJ4201", &[("field", &field.title.zh)])),
                None => {}
            }
        }
        Some(Value::Map(record))
    }

    fn value(&mut self, kind: &FieldKind, given: &Value, pointer: &str) -> Option<Value> {
        match kind {
            FieldKind::Text | FieldKind::Person => self.text(given, pointer).map(Value::Text),
            FieldKind::Bool => self.read(given.as_bool().map(Value::Bool), pointer, "bool"),
            FieldKind::Integer | FieldKind::MoneyFen => self.read(whole(given), pointer, "integer"),
            FieldKind::Decimal => self.read(decimal(given), pointer, "decimal"),
            FieldKind::Date => self.read(date(given), pointer, "date"),
            FieldKind::DateTime => self.read(instant(given), pointer, "datetime"),
            FieldKind::Choice(choices) => {
                let text = self.text(given, pointer)?;
                if choices.iter().any(|choice| *choice.value == *text) {
                    return Some(Value::Text(text));
                }
                self.errors.push(error(pointer, "MJ4203", &[("value", &text)]));
                None
            }
            FieldKind::Register(register) => {
                let text = self.text(given, pointer)?;
                self.keys.push(RegisterKey {
                    pointer: pointer.to_owned(),
                    register: register.clone(),
                    key: text.as_ref().to_owned(),
                });
                Some(Value::Text(text))
            }
            FieldKind::List(kind) => self.list(kind, given, pointer),
            FieldKind::Record(fields) => match given.as_map() {
                Some(given) => self.record(fields, given, pointer),
                None => self.wrong_type(pointer, "record"),
            },
        }
    }

    fn list(&mut self, kind: &FieldKind, given: &Value, pointer: &str) -> Option<Value> {
        let Some(items) = given.as_list() else {
            return self.wrong_type(pointer, "list");
        };
        let typed: Vec<_> = items
            .iter()
            .enumerate()
            .map(|(position, item)| self.value(kind, item, &below(pointer, &position.to_string())))
            .collect();
        typed.into_iter().collect::<Option<Vec<_>>>().map(Value::List)
    }

    /// A text that says something: an empty one is no answer, the field is to be left out instead.
    fn text(&mut self, given: &Value, pointer: &str) -> Option<Arc<str>> {
        let Value::Text(text) = given else {
            self.wrong_type(pointer, "text");
            return None;
        };
        if text.trim().is_empty() {
            self.errors.push(error(pointer, "MJ4205", &[]));
            return None;
        }
        Some(text.clone())
    }

    fn read(&mut self, value: Option<Value>, pointer: &str, expected: &str) -> Option<Value> {
        value.or_else(|| self.wrong_type(pointer, expected))
    }

    fn wrong_type(&mut self, pointer: &str, expected: &str) -> Option<Value> {
        self.errors.push(error(pointer, "MJ4202", &[("expected", expected)]));
        None
    }
}

/// A whole number that a 64-bit integer holds; `12.00` is `12`.
fn whole(given: &Value) -> Option<Value> {
    i64::try_from(given.as_number().filter(|number| number.fract().is_zero())?.normalize()).ok().map(Value::from)
}

fn decimal(given: &Value) -> Option<Value> {
    given.as_number().or_else(|| given.as_text()?.parse::<Decimal>().ok()).map(Value::Number)
}

/// A day within the years that calendars count.
fn date(given: &Value) -> Option<Value> {
    let day = given.as_date().or_else(|| given.as_text()?.parse::<Date>().ok())?;
    (YEAR_MIN..=YEAR_MAX).contains(&day.year()).then_some(Value::Date(day))
}

fn instant(given: &Value) -> Option<Value> {
    let moment = given.as_instant().or_else(|| given.as_text()?.parse::<Timestamp>().ok())?;
    let year = jiff::tz::TimeZone::UTC.to_datetime(moment).year();
    (YEAR_MIN..=YEAR_MAX).contains(&year).then_some(Value::Instant(moment))
}
