//! JSON as text, written in the order given: a form's schema reads like the form.

use crate::definition::Text;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A piece of JSON. It is only ever written, never read.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object, in the order of its keys here.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// A text.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A list of texts.
    pub(super) fn texts<'a>(texts: impl IntoIterator<Item = &'a String>) -> Self {
        Self::List(texts.into_iter().map(|text| Self::text(text.clone())).collect())
    }

    /// A text for people: `{"zh": …, "en": …}`.
    pub(super) fn title(text: &Text) -> Self {
        let mut object = Object::default().with("zh", Self::text(text.zh.clone()));
        if let Some(en) = &text.en {
            object.put("en", Self::text(en.clone()));
        }
        object.into()
    }
}

/// An object that is being written.
#[derive(Default)]
pub(super) struct Object(Vec<(String, Json)>);

impl Object {
    /// Adds a key.
    pub(super) fn put(&mut self, key: impl Into<String>, value: Json) {
        self.0.push((key.into(), value));
    }

    /// Adds a key.
    pub(super) fn with(mut self, key: &str, value: Json) -> Self {
        self.put(key, value);
        self
    }

    /// Adds a key when there is something to say.
    pub(super) fn maybe(self, key: &str, value: Option<Json>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Adds `key: true` when it holds.
    pub(super) fn flag(self, key: &str, holds: bool) -> Self {
        self.maybe(key, holds.then_some(Json::Bool(true)))
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => items.serialize(serializer),
            Self::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}
