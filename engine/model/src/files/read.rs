//! Reading one file of a folder: the tree's readers, and what all files have in common.

use crate::definition::Text;
use crate::diagnostic::{Diagnostics, Hint};
use crate::messages::code;
use crate::source::Span;
use crate::yaml::{self, Fields, Key, Node};
use std::fmt::Display;

/// A file that is being read.
pub(super) struct Reading<'r> {
    /// Takes what is wrong.
    pub(super) report: &'r mut Diagnostics,
    /// Whether its texts should be in both languages, as those of the standard.
    pub(super) both_languages: bool,
}

impl Reading<'_> {
    /// The fields of a map that may have these keys.
    pub(super) fn fields<'n>(&mut self, node: &'n Node, keys: &[&str]) -> Option<Fields<'n>> {
        Fields::read(node, keys, self.report)
    }

    /// The value of a key that must be there.
    pub(super) fn required<'n>(&mut self, fields: &Fields<'n>, key: &str) -> Option<&'n Node> {
        fields.required(key, self.report)
    }

    /// The entries of a map whose keys are ids of the file's own.
    pub(super) fn entries<'n>(&mut self, node: &'n Node) -> Vec<(String, Span, &'n Node)> {
        let entries = node.map(self.report).unwrap_or_default();
        entries.iter().filter_map(|(key, node)| Some((self.key_id(key)?, key.span, node))).collect()
    }

    /// The items of a list.
    pub(super) fn items<'n>(&mut self, node: &'n Node) -> &'n [Node] {
        node.seq(self.report).unwrap_or_default()
    }

    /// The texts of a list, each with its node.
    pub(super) fn texts<'n>(&mut self, node: &'n Node) -> Vec<(&'n str, &'n Node)> {
        let items = self.items(node);
        items.iter().filter_map(|item| Some((item.text(self.report)?, item))).collect()
    }

    /// A key that is an id.
    pub(super) fn key_id(&mut self, key: &Key) -> Option<String> {
        yaml::check_id(&key.text, key.span, self.report).then(|| key.text.clone())
    }

    /// An id.
    pub(super) fn id(&mut self, node: &Node) -> Option<String> {
        yaml::id(node, self.report).map(str::to_owned)
    }

    /// The required `title`.
    pub(super) fn title_of(&mut self, fields: &Fields) -> Option<Text> {
        let node = self.required(fields, "title")?;
        self.people_text(node)
    }

    /// A text for people; where both languages are due, a missing one is a warning.
    pub(super) fn people_text(&mut self, node: &Node) -> Option<Text> {
        let text = yaml::title(node, self.report)?;
        if self.both_languages && text.en.is_none() {
            self.report.warning(code::NO_ENGLISH, node.head());
        }
        Some(text)
    }

    /// `true` or `false`; a key that is absent is false.
    pub(super) fn flag(&mut self, fields: &Fields, key: &str) -> bool {
        fields.get(key).and_then(|node| yaml::truth(node, self.report)).unwrap_or(false)
    }

    /// One of some words, each with its meaning.
    pub(super) fn word<T: Copy>(&mut self, node: &Node, words: &[(&str, T)]) -> Option<T> {
        let spelling: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let found = yaml::one_of(node, &spelling, self.report)?;
        words.iter().find(|(word, _)| *word == found).map(|(_, meaning)| *meaning)
    }

    /// A whole number of 64 bits, not below `from`.
    pub(super) fn integer(&mut self, node: &Node, from: i64) -> Option<i64> {
        let found = node.text(self.report)?;
        let number = found.parse::<i64>().ok().filter(|number| *number >= from);
        if number.is_none() {
            self.report.error(code::NOT_WHOLE, node.span).with("found", found).with("from", from).with("to", i64::MAX);
        }
        number
    }

    /// Reports a name that stands for nothing, with the nearest one that does.
    pub(super) fn unknown<'a>(
        &mut self,
        code: &'static str,
        (name, span): (&str, Span),
        param: &'static str,
        names: impl IntoIterator<Item = &'a str> + Clone,
    ) {
        self.report.error(code, span).with(param, name).hint(Hint::closest_or_all(name, names));
    }

    /// Reports that a department weakened what the standard says.
    pub(super) fn loosened(&mut self, span: Span, what: &str, standard: impl Display, found: impl Display) {
        self.report.error(code::LOOSENED, span).with("what", what).with("standard", standard).with("found", found);
    }
}

/// Warns of every text of a process that is not in both languages: `{zh: …}` alone, or a bare title.
pub(crate) fn english_missing(node: &Node, report: &mut Diagnostics) {
    if let Some((key, _)) = node.as_map().and_then(|entries| entries.iter().find(|(key, _)| key.text == "zh"))
        && node.get("en").is_none()
    {
        report.warning(code::NO_ENGLISH, key.span);
    }
    for (key, value) in node.as_map().unwrap_or_default() {
        if key.text == "title" && value.as_text().is_some() {
            report.warning(code::NO_ENGLISH, value.span);
        }
        english_missing(value, report);
    }
    for item in node.as_seq().unwrap_or_default() {
        english_missing(item, report);
    }
}
