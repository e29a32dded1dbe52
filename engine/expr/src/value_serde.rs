//! How values are written down.
//!
//! Self-describing formats (JSON, YAML) get the canonical form of the history: null, booleans, texts and
//! lists as they are; an integer that fits `i64` as an integer; everything else as an object with one
//! key that names its kind: `{"n":"12.50"}`, `{"d":"2026-11-24"}`, `{"t":"2026-11-24T01:02:03.000004Z"}`,
//! `{"m":{…}}`. Floats are refused, so no number ever passes through one. Binary formats (compiled bundles)
//! cannot ask "what comes next" and get a tagged mirror instead.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::value::Value;

const NUMBER: &str = "n";
const DATE: &str = "d";
const INSTANT: &str = "t";
const MAP: &str = "m";

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return Tagged::from(self).serialize(serializer);
        }
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => match plain_integer(number) {
                Some(integer) => serializer.serialize_i64(integer),
                None => one_entry(serializer, NUMBER, &number.to_string()),
            },
            Self::Date(date) => one_entry(serializer, DATE, &date.to_string()),
            Self::Instant(instant) => one_entry(serializer, INSTANT, &microseconds(*instant)),
            Self::List(items) => items.serialize(serializer),
            Self::Map(fields) => one_entry(serializer, MAP, fields),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(Canonical)
        } else {
            Tagged::deserialize(deserializer)?.try_into().map_err(de::Error::custom)
        }
    }
}

/// The integer, if it is written without a fraction and fits; a scale such as in `12.00` is information.
fn plain_integer(number: &Decimal) -> Option<i64> {
    if number.scale() == 0 { i64::try_from(*number).ok() } else { None }
}

/// Always six digits, so that equal instants are equal texts.
fn microseconds(instant: Timestamp) -> String {
    format!("{instant:.6}")
}

fn one_entry<S: Serializer, T: Serialize>(serializer: S, key: &str, value: &T) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(key, value)?;
    map.end()
}

struct Canonical;

impl<'de> Visitor<'de> for Canonical {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("null, a boolean, an integer, a text, a list, or an object with one of the keys n, d, t, m")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Bool(truth))
    }

    fn visit_i64<E>(self, integer: i64) -> Result<Value, E> {
        Ok(Value::from(integer))
    }

    fn visit_u64<E: de::Error>(self, integer: u64) -> Result<Value, E> {
        i64::try_from(integer).map(Value::from).map_err(|_| {
            E::invalid_value(de::Unexpected::Unsigned(integer), &"{\"n\":\"…\"} for a number beyond 64 bits")
        })
    }

    fn visit_f64<E: de::Error>(self, float: f64) -> Result<Value, E> {
        Err(E::invalid_type(de::Unexpected::Float(float), &"a decimal written as {\"n\":\"…\"}"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let key: String = entries.next_key()?.ok_or_else(|| de::Error::invalid_length(0, &self))?;
        let value = match key.as_str() {
            NUMBER => Value::Number(parsed(&entries.next_value::<String>()?)?),
            DATE => Value::Date(parsed(&entries.next_value::<String>()?)?),
            INSTANT => Value::from(parsed::<Timestamp, _>(&entries.next_value::<String>()?)?),
            MAP => Value::Map(entries.next_value::<UniqueFields>()?.0),
            _ => {
                return Err(de::Error::unknown_field(&key, &[NUMBER, DATE, INSTANT, MAP]));
            }
        };
        match entries.next_key::<String>()? {
            None => Ok(value),
            Some(_) => Err(de::Error::custom("an object that stands for a value has exactly one key")),
        }
    }
}

fn parsed<T: FromStr<Err: fmt::Display>, E: de::Error>(text: &str) -> Result<T, E> {
    text.parse().map_err(E::custom)
}

/// Fields of a record; a name given twice is an error, because one of the two would be lost.
struct UniqueFields(BTreeMap<Arc<str>, Value>);

impl<'de> Deserialize<'de> for UniqueFields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = UniqueFields;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("the fields of a record")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<UniqueFields, A::Error> {
                let mut fields = BTreeMap::new();
                while let Some((name, value)) = entries.next_entry::<Arc<str>, Value>()? {
                    if fields.insert(name.clone(), value).is_some() {
                        return Err(de::Error::custom(format!("field `{name}` is given twice")));
                    }
                }
                Ok(UniqueFields(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// The mirror for binary formats. Decimals and dates travel as text, which keeps scale and needs no
/// agreement with another crate's layout. The order of the variants is part of the stored format.
#[derive(serde::Serialize, serde::Deserialize)]
enum Tagged {
    Null,
    Bool(bool),
    Number(String),
    Text(Arc<str>),
    Date(String),
    Instant(String),
    List(Vec<Value>),
    Map(BTreeMap<Arc<str>, Value>),
}

impl From<&Value> for Tagged {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(truth) => Self::Bool(*truth),
            Value::Number(number) => Self::Number(number.to_string()),
            Value::Text(text) => Self::Text(text.clone()),
            Value::Date(date) => Self::Date(date.to_string()),
            Value::Instant(instant) => Self::Instant(microseconds(*instant)),
            Value::List(items) => Self::List(items.clone()),
            Value::Map(fields) => Self::Map(fields.clone()),
        }
    }
}

impl TryFrom<Tagged> for Value {
    type Error = String;

    fn try_from(tagged: Tagged) -> Result<Self, String> {
        Ok(match tagged {
            Tagged::Null => Self::Null,
            Tagged::Bool(truth) => Self::Bool(truth),
            Tagged::Number(text) => Self::Number(text.parse::<Decimal>().map_err(|error| error.to_string())?),
            Tagged::Text(text) => Self::Text(text),
            Tagged::Date(text) => Self::Date(text.parse::<Date>().map_err(|error| error.to_string())?),
            Tagged::Instant(text) => Self::Instant(text.parse::<Timestamp>().map_err(|error| error.to_string())?),
            Tagged::List(items) => Self::List(items),
            Tagged::Map(fields) => Self::Map(fields),
        })
    }
}
