//! The types of the expression language, and when one fits into another.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::value::Value;

/// The type of an expression or of a declared field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Type {
    /// True or false.
    Bool,
    /// A decimal.
    Number,
    /// Free text.
    Text,
    /// Enumerated text. A text literal has the type of its one member, so that a misspelt member is an
    /// error. Without members it is the type of no value at all: the element type of `[]`.
    OneOf(Vec<Arc<str>>),
    /// A civil date.
    Date,
    /// An instant.
    Instant,
    /// Civil months and days, such as `duration("P3M")`. A duration lives only to the right of `date +` and
    /// `date -`; no value has this type.
    Duration,
    /// A list of one element type.
    List(Box<Type>),
    /// A record with declared fields.
    Record(Arc<BTreeMap<Arc<str>, Type>>),
    /// The inner type or null.
    Optional(Box<Type>),
    /// Null and nothing else: the type of the literal `null`.
    Null,
}

impl Type {
    /// Enumerated text of the members given.
    pub fn one_of<M: Into<Arc<str>>>(members: impl IntoIterator<Item = M>) -> Self {
        Self::OneOf(members.into_iter().map(Into::into).collect())
    }

    /// A list of the element type.
    #[must_use]
    pub fn list(element: Type) -> Self {
        Self::List(Box::new(element))
    }

    /// A record of the fields given.
    pub fn record<K: Into<Arc<str>>>(fields: impl IntoIterator<Item = (K, Type)>) -> Self {
        Self::Record(Arc::new(fields.into_iter().map(|(name, ty)| (name.into(), ty)).collect()))
    }

    /// The type or null; an optional stays as it is.
    #[must_use]
    pub fn optional(inner: Type) -> Self {
        match inner {
            Self::Optional(_) | Self::Null => inner,
            inner => Self::Optional(Box::new(inner)),
        }
    }

    /// The type of no value: what the element of an empty list literal has.
    #[must_use]
    pub fn nothing() -> Self {
        Self::OneOf(Vec::new())
    }

    /// Whether no value has this type.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::OneOf(members) if members.is_empty())
    }

    /// Whether null may be a value of this type.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        matches!(self, Self::Optional(_) | Self::Null)
    }

    /// The type once null is ruled out.
    #[must_use]
    pub fn required(&self) -> &Type {
        if let Self::Optional(inner) = self { inner.required() } else { self }
    }

    /// Whether the value has this type. A record may lack its optional fields but has no others.
    #[must_use]
    pub fn accepts(&self, value: &Value) -> bool {
        match self {
            Self::Bool => matches!(value, Value::Bool(_)),
            Self::Number => matches!(value, Value::Number(_)),
            Self::Text => matches!(value, Value::Text(_)),
            Self::OneOf(members) => matches!(value, Value::Text(text) if members.contains(text)),
            Self::Date => matches!(value, Value::Date(_)),
            Self::Instant => matches!(value, Value::Instant(_)),
            Self::Duration => false,
            Self::List(element) => {
                matches!(value, Value::List(items) if items.iter().all(|item| element.accepts(item)))
            }
            Self::Record(fields) => {
                matches!(value, Value::Map(given) if record_accepts(fields, given))
            }
            Self::Optional(inner) => value.is_null() || inner.accepts(value),
            Self::Null => value.is_null(),
        }
    }

    /// Whether every value of this type is also one of `target`: what may be assigned where.
    #[must_use]
    pub fn fits_into(&self, target: &Type) -> bool {
        if self.is_nothing() {
            return true;
        }
        match (self, target) {
            (Self::Optional(inner), Self::Optional(_)) => inner.fits_into(target),
            (Self::Null, Self::Optional(_) | Self::Null) => true,
            (Self::Optional(_) | Self::Null, _) => false,
            (_, Self::Optional(inner)) => self.fits_into(inner),
            (Self::OneOf(_), Self::Text) => true,
            (Self::OneOf(members), Self::OneOf(allowed)) => members.iter().all(|member| allowed.contains(member)),
            (Self::List(element), Self::List(target)) => element.fits_into(target),
            (Self::Record(fields), Self::Record(target)) => record_fits(fields, target),
            _ => self == target,
        }
    }

    /// The narrowest type that holds the values of both, if they can live in one list or one `if`.
    #[must_use]
    pub fn join(&self, other: &Type) -> Option<Type> {
        if self.fits_into(other) {
            return Some(other.clone());
        }
        if other.fits_into(self) {
            return Some(self.clone());
        }
        if self.is_optional() || other.is_optional() {
            return match (self, other) {
                (Self::Null, some) | (some, Self::Null) => Some(Self::optional(some.clone())),
                _ => self.required().join(other.required()).map(Self::optional),
            };
        }
        match (self, other) {
            (Self::OneOf(left), Self::OneOf(right)) => {
                let missing = right.iter().filter(|member| !left.contains(member));
                Some(Self::one_of(left.iter().chain(missing).cloned()))
            }
            (Self::List(left), Self::List(right)) => left.join(right).map(Self::list),
            _ => None,
        }
    }
}

fn record_accepts(fields: &BTreeMap<Arc<str>, Type>, given: &BTreeMap<Arc<str>, Value>) -> bool {
    given.keys().all(|name| fields.contains_key(name))
        && fields.iter().all(|(name, ty)| match given.get(name) {
            Some(value) => ty.accepts(value),
            None => ty.is_optional(),
        })
}

fn record_fits(fields: &BTreeMap<Arc<str>, Type>, target: &BTreeMap<Arc<str>, Type>) -> bool {
    fields.keys().all(|name| target.contains_key(name))
        && target.iter().all(|(name, wanted)| match fields.get(name) {
            Some(ty) => ty.fits_into(wanted),
            None => wanted.is_optional(),
        })
}

/// The notation of messages: `number`, `text?`, `"file" | "not_file"`, `list<date>`, `{amount: number}`.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("bool"),
            Self::Number => f.write_str("number"),
            Self::Text => f.write_str("text"),
            Self::OneOf(members) if members.is_empty() => f.write_str("nothing"),
            Self::OneOf(members) => separated(f, " | ", members, |f, member| write!(f, "\"{member}\"")),
            Self::Date => f.write_str("date"),
            Self::Instant => f.write_str("instant"),
            Self::Duration => f.write_str("duration"),
            Self::List(element) => write!(f, "list<{element}>"),
            Self::Record(fields) => {
                f.write_str("{")?;
                separated(f, ", ", fields.iter(), |f, (name, ty)| write!(f, "{name}: {ty}"))?;
                f.write_str("}")
            }
            Self::Optional(inner) if matches!(**inner, Self::OneOf(_)) => write!(f, "({inner})?"),
            Self::Optional(inner) => write!(f, "{inner}?"),
            Self::Null => f.write_str("null"),
        }
    }
}

fn separated<T>(
    f: &mut fmt::Formatter<'_>,
    separator: &str,
    items: impl IntoIterator<Item = T>,
    mut write_item: impl FnMut(&mut fmt::Formatter<'_>, T) -> fmt::Result,
) -> fmt::Result {
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            f.write_str(separator)?;
        }
        write_item(f, item)?;
    }
    Ok(())
}
