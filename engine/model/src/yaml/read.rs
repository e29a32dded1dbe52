//! Reading a tree field by field: shapes, keys and small values, each fault at its place.

use super::syntax_error::{WIDE_COLON, has_wide_colon};
use super::tree::{Key, Kind, Node, Style};
use crate::definition::Text;
use crate::diagnostic::{Diagnostics, Hint};
use crate::messages::code;
use crate::source::Span;

/// The entries of a map whose keys are known; keys that are not are reported.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    /// Where the map stands.
    pub span: Span,
    entries: &'a [(Key, Node)],
}

impl<'a> Fields<'a> {
    /// The fields of a map that may have these keys; none when it is no map.
    pub fn read(node: &'a Node, allowed: &[&str], report: &mut Diagnostics) -> Option<Self> {
        let entries = node.map(report)?;
        for (key, _) in entries.iter().filter(|(key, _)| !allowed.contains(&key.text.as_str())) {
            report
                .error(code::UNKNOWN_KEY, key.span)
                .with("key", &key.text)
                .hint(Hint::closest_or_all(&key.text, allowed.iter().copied()));
        }
        Some(Self { span: node.span, entries })
    }

    /// The fields of a map with any keys; none when it is no map.
    pub fn any(node: &'a Node, report: &mut Diagnostics) -> Option<Self> {
        Some(Self { span: node.span, entries: node.map(report)? })
    }

    /// The value of a key. A blank value counts as none.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'a Node> {
        self.entries.iter().find(|(name, _)| name.text == key).map(|(_, node)| node).filter(|node| !node.is_blank())
    }

    /// The value of a key that must be there; `at` is what the report points at.
    pub fn required_at(&self, key: &str, at: Span, report: &mut Diagnostics) -> Option<&'a Node> {
        let found = self.get(key);
        if found.is_none() {
            report.error(code::MISSING_KEY, at).with("key", key);
        }
        found
    }

    /// The value of a key that must be there; a report points at the first key of the map.
    pub fn required(&self, key: &str, report: &mut Diagnostics) -> Option<&'a Node> {
        self.required_at(key, self.head(), report)
    }

    /// The key as written, for reports about its presence.
    #[must_use]
    pub fn key(&self, key: &str) -> Option<&'a Key> {
        self.entries.iter().find(|(name, _)| name.text == key).map(|(name, _)| name)
    }

    /// All entries, in document order.
    #[must_use]
    pub fn entries(&self) -> &'a [(Key, Node)] {
        self.entries
    }

    /// A short place that stands for the whole map.
    #[must_use]
    pub fn head(&self) -> Span {
        self.entries.first().map_or(self.span, |(key, _)| key.span)
    }
}

impl Node {
    /// The text; anything else is reported.
    pub fn text(&self, report: &mut Diagnostics) -> Option<&str> {
        if self.as_text().is_none() {
            self.wrong_shape("text", "文本", "a text", report);
        }
        self.as_text()
    }

    /// The items; anything but a list is reported.
    pub fn seq(&self, report: &mut Diagnostics) -> Option<&[Node]> {
        if self.as_seq().is_none() {
            self.wrong_shape("list", "列表", "a list", report);
        }
        self.as_seq()
    }

    /// The entries; anything but a map is reported.
    pub fn map(&self, report: &mut Diagnostics) -> Option<&[(Key, Node)]> {
        if self.as_map().is_none() {
            self.wrong_shape("map", "键值表（`键: 值`）", "a map of `key: value`", report);
        }
        self.as_map()
    }

    /// Reports that something else should stand here.
    pub fn wrong_shape(&self, expected: &'static str, zh: &'static str, en: &'static str, report: &mut Diagnostics) {
        let (found_zh, found_en) = match &self.kind {
            Kind::Scalar(_) if self.is_blank() => ("空白", "nothing"),
            Kind::Scalar(_) => ("文本", "a text"),
            Kind::Seq(_) => ("列表", "a list"),
            Kind::Map(_) => ("键值表", "a map"),
        };
        let wide = expected == "map" && self.as_text().is_some_and(has_wide_colon);
        report
            .error(code::WRONG_SHAPE, self.head())
            .with("expected", expected)
            .with("expected_zh", zh)
            .with("expected_en", en)
            .with("found_zh", found_zh)
            .with("found_en", found_en)
            .hint(wide.then_some(WIDE_COLON));
    }

    /// A short place that stands for this node: the first key of a map, the first item of a list, else the node.
    #[must_use]
    pub fn head(&self) -> Span {
        match &self.kind {
            Kind::Scalar(_) => self.span,
            Kind::Seq(items) => items.first().map_or(self.span, Node::head),
            Kind::Map(entries) => entries.first().map_or(self.span, |(key, _)| key.span),
        }
    }
}

/// A text for people: `{zh: …, en: …}`, or a bare string for Chinese alone.
pub fn title(node: &Node, report: &mut Diagnostics) -> Option<Text> {
    if let Some(zh) = node.as_text() {
        if zh.is_empty() {
            report.error(code::MISSING_KEY, node.span).with("key", "zh");
        }
        return Some(Text { zh: zh.to_owned(), en: None });
    }
    let fields = Fields::read(node, &["zh", "en"], report)?;
    let zh = fields.required("zh", report)?.text(report)?.to_owned();
    let en = fields.get("en").and_then(|node| node.text(report)).map(str::to_owned);
    Some(Text { zh, en })
}

/// A text, owned.
pub fn text(node: &Node, report: &mut Diagnostics) -> Option<String> {
    node.text(report).map(str::to_owned)
}

/// An id: a small letter, then small letters, digits and underscores.
pub fn id<'a>(node: &'a Node, report: &mut Diagnostics) -> Option<&'a str> {
    let text = node.text(report)?;
    check_id(text, node.span, report).then_some(text)
}

/// Reports a text that is no id.
pub(crate) fn check_id(text: &str, span: Span, report: &mut Diagnostics) -> bool {
    if !is_id(text) {
        report.error(code::BAD_ID, span).with("id", text).hint(id_hint(text));
    }
    is_id(text)
}

/// Whether a text is an id.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_lowercase())
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn id_hint(text: &str) -> Option<Hint> {
    let mended = text.to_ascii_lowercase().replace(['-', ' ', '.'], "_");
    is_id(&mended).then_some(Hint::Write(mended))
}

/// `true` or `false`, without quotes.
pub fn truth(node: &Node, report: &mut Diagnostics) -> Option<bool> {
    match (node.text(report)?, &node.kind) {
        ("true", Kind::Scalar(scalar)) if scalar.style == Style::Plain => Some(true),
        ("false", Kind::Scalar(scalar)) if scalar.style == Style::Plain => Some(false),
        _ => {
            report
                .error(code::NOT_ONE_OF, node.span)
                .with("found", node.as_text().unwrap_or_default())
                .hint(Hint::OneOf(vec!["true".to_owned(), "false".to_owned()]));
            None
        }
    }
}

/// One of these texts.
pub fn one_of<'a>(node: &'a Node, allowed: &[&str], report: &mut Diagnostics) -> Option<&'a str> {
    let found = node.text(report)?;
    if allowed.contains(&found) {
        return Some(found);
    }
    report
        .error(code::NOT_ONE_OF, node.span)
        .with("found", found)
        .hint(Hint::closest_or_all(found, allowed.iter().copied()));
    None
}

/// A whole number within a range.
pub fn whole(node: &Node, range: std::ops::RangeInclusive<u32>, report: &mut Diagnostics) -> Option<u32> {
    let found = node.text(report)?;
    let number = found.parse().ok().filter(|number| range.contains(number));
    if number.is_none() {
        report
            .error(code::NOT_WHOLE, node.span)
            .with("found", found)
            .with("from", range.start())
            .with("to", range.end());
    }
    number
}
