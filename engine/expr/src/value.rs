//! The values that expressions read and yield, and that the history keeps.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;

/// A value of the expression language. Numbers are decimals, never floats; equality of numbers is numeric
/// (`1.0` equals `1.00`) although the scale that was written is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// No value; only where the declared type is optional.
    Null,
    /// True or false.
    Bool(bool),
    /// A decimal of up to 28 digits.
    Number(Decimal),
    /// A text, enumerated or free.
    Text(Arc<str>),
    /// A civil date without a zone.
    Date(Date),
    /// An instant, kept to the microsecond.
    Instant(Timestamp),
    /// A list, in order.
    List(Vec<Value>),
    /// A record: field name to value. A field that is absent reads as null.
    Map(BTreeMap<Arc<str>, Value>),
}

impl Value {
    /// A text value.
    #[must_use]
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Text(Arc::from(text.as_ref()))
    }

    /// A record from its fields.
    pub fn map<K: Into<Arc<str>>>(fields: impl IntoIterator<Item = (K, Value)>) -> Self {
        Self::Map(fields.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }

    /// Whether this is [`Value::Null`].
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The truth value, if this is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(truth) = self { Some(*truth) } else { None }
    }

    /// The number, if this is one.
    #[must_use]
    pub fn as_number(&self) -> Option<Decimal> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// The text, if this is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The civil date, if this is one.
    #[must_use]
    pub fn as_date(&self) -> Option<Date> {
        if let Self::Date(date) = self { Some(*date) } else { None }
    }

    /// The instant, if this is one.
    #[must_use]
    pub fn as_instant(&self) -> Option<Timestamp> {
        if let Self::Instant(instant) = self { Some(*instant) } else { None }
    }

    /// The items, if this is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Value]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }

    /// The fields, if this is a record.
    #[must_use]
    pub fn as_map(&self) -> Option<&BTreeMap<Arc<str>, Value>> {
        if let Self::Map(fields) = self { Some(fields) } else { None }
    }

    /// The field of a record; `None` when this is no record or lacks the field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.as_map()?.get(field)
    }

    /// The value at a path of fields; the empty path is the value itself.
    #[must_use]
    pub fn at_path<S: AsRef<str>>(&self, path: &[S]) -> Option<&Value> {
        path.iter().try_fold(self, |value, field| value.get(field.as_ref()))
    }

    /// The word for this kind of value in messages, the same as in [`Type`](crate::Type)'s display.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "bool",
            Self::Number(_) => "number",
            Self::Text(_) => "text",
            Self::Date(_) => "date",
            Self::Instant(_) => "instant",
            Self::List(_) => "list",
            Self::Map(_) => "record",
        }
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Decimal::from(number))
    }
}

impl From<Decimal> for Value {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<Date> for Value {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

/// Digits below the microsecond, which no store keeps, are cut off.
impl From<Timestamp> for Value {
    fn from(instant: Timestamp) -> Self {
        Self::Instant(Timestamp::from_microsecond(instant.as_microsecond()).unwrap_or(instant))
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self::List(items)
    }
}
