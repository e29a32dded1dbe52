//! The spanned tree: every scalar keeps its text as written (`007`, `no` and `0.10` stay what they are).

use crate::source::Span;

/// A YAML node with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it stands; of a map or list from its first entry to its last.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// The kinds of node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text. A key without a value is a plain empty text.
    Scalar(Scalar),
    /// A list.
    Seq(Vec<Node>),
    /// A map, in document order, without duplicate keys.
    Map(Vec<(Key, Node)>),
}

/// A scalar's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text, quotes and escapes resolved.
    pub text: String,
    /// How it was written.
    pub style: Style,
    /// Where each byte of the text stands in the file.
    pub(super) places: Places,
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In single or double quotes, or as a block: a text, whatever it looks like.
    Quoted,
}

/// Where the bytes of a scalar's text stand in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Places {
    /// The text stands in the file as it is, from this byte on.
    Verbatim(usize),
    /// Quotes, escapes or folded lines lie between: the file's byte of each byte, and of the end.
    Mapped(Vec<usize>),
}

/// The key of a map's entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl Node {
    /// The text, if this is a scalar.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(scalar) => Some(&scalar.text),
            Kind::Seq(_) | Kind::Map(_) => None,
        }
    }

    /// The items, if this is a list.
    #[must_use]
    pub fn as_seq(&self) -> Option<&[Node]> {
        match &self.kind {
            Kind::Seq(items) => Some(items),
            Kind::Scalar(_) | Kind::Map(_) => None,
        }
    }

    /// The entries, if this is a map.
    #[must_use]
    pub fn as_map(&self) -> Option<&[(Key, Node)]> {
        match &self.kind {
            Kind::Map(entries) => Some(entries),
            Kind::Scalar(_) | Kind::Seq(_) => None,
        }
    }

    /// The value under a key, if this is a map that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_map()?.iter().find(|(name, _)| name.text == key).map(|(_, node)| node)
    }

    /// Whether this is a key without a value.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(&self.kind, Kind::Scalar(scalar) if scalar.text.is_empty() && scalar.style == Style::Plain)
    }

    /// The place in the file of a stretch of a scalar's text: for errors inside expressions.
    #[must_use]
    pub fn inner_span(&self, start: usize, end: usize) -> Span {
        match &self.kind {
            Kind::Scalar(scalar) => Span { file: self.span.file, start: scalar.place(start), end: scalar.place(end) },
            Kind::Seq(_) | Kind::Map(_) => self.span,
        }
    }
}

impl Scalar {
    fn place(&self, byte: usize) -> usize {
        match &self.places {
            Places::Verbatim(start) => start + byte.min(self.text.len()),
            Places::Mapped(places) => places.get(byte).or(places.last()).copied().unwrap_or(0),
        }
    }
}
