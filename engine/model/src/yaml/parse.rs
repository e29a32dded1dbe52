//! Text → tree, within bounds.

use std::collections::BTreeMap;

use serde_yaml::granit_parser::{Event, Marker, Parser, ScalarStyle};

use super::places::places;
use super::syntax_error;
use super::tree::{Key, Kind, Node, Scalar, Style};
use crate::diagnostic::{Diagnostics, Label};
use crate::messages::code;
use crate::source::{FileIx, Span};

/// Largest file. The longest process that we know has 60 KB; registers of a thousand rows have 300 KB.
pub const FILE_BYTES_MAX: usize = 1 << 20;
/// Most values in a file: a process of 4,000 nodes, or a register of 2,000 rows.
pub const NODES_MAX: usize = 20_000;
/// Deepest nesting. Five nested sub-processes need 15.
pub const DEPTH_MAX: usize = 64;

/// The tree of a text. None when it has no tree; every fault is reported. A tree may come with faults that leave the
/// rest readable, such as a duplicate key (the first one is kept), so that more is found in one go.
pub fn parse(file: FileIx, text: &str, report: &mut Diagnostics) -> Option<Node> {
    if text.len() > FILE_BYTES_MAX {
        report.error(code::FILE_TOO_LARGE, Span::of_file(file)).with("bytes", text.len()).with("limit", FILE_BYTES_MAX);
        return None;
    }
    let mut builder = Builder { file, text, report, open: Vec::new(), root: None, nodes: 0 };
    let mut parser = Parser::new_from_str(text);
    let mut documents = 0;
    while let Some(next) = parser.next_event() {
        let (event, span) = match next {
            Ok((event, span)) => (event, builder.span(span.start, span.end)),
            Err(error) => {
                let at = byte(error.marker());
                syntax_error::report(error.kind(), &error.info(), file, text, at, builder.report);
                return None;
            }
        };
        if let Event::DocumentStart(..) = event {
            documents += 1;
            if documents > 1 {
                builder.report.error(code::SEVERAL_DOCUMENTS, span);
                return None;
            }
        }
        builder.take(event, span)?;
    }
    let root = builder.root.take();
    match root {
        Some(root) if !root.is_blank() => Some(root),
        Some(_) | None => {
            report.error(code::EMPTY_FILE, Span::of_file(file));
            None
        }
    }
}

struct Builder<'a> {
    file: FileIx,
    text: &'a str,
    report: &'a mut Diagnostics,
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
}

/// A list or map whose end has not come yet.
enum Open {
    Seq { start: Span, items: Vec<Node> },
    Map { start: Span, entries: Vec<(Key, Node)>, key: Pending },
}

/// The key whose value comes next.
enum Pending {
    /// A key comes next.
    None,
    /// This one.
    Key(Key),
    /// One that was refused: its value is dropped.
    Refused,
}

impl Builder<'_> {
    /// Takes one event; none when reading must stop.
    fn take(&mut self, event: Event<'_>, span: Span) -> Option<()> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.plain_node(anchor, tag.is_some(), span)?;
                let scalar = self.scalar(&text, style, span);
                self.add(Node { span, kind: Kind::Scalar(scalar) })
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.plain_node(anchor, tag.is_some(), span)?;
                self.enter(Open::Seq { start: span, items: Vec::new() }, span)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.plain_node(anchor, tag.is_some(), span)?;
                self.enter(Open::Map { start: span, entries: Vec::new(), key: Pending::None }, span)
            }
            Event::SequenceEnd | Event::MappingEnd => self.leave(span),
            Event::Alias(_) | Event::Anchor(..) | Event::UnresolvedAlias(_) => {
                self.report.error(code::ANCHOR, span);
                None
            }
            // The bounds of stream and document, and comments, are no part of the tree.
            _ => Some(()),
        }
    }

    /// Anchors and tags are refused: the same text must mean the same to every reader.
    fn plain_node(&mut self, anchor: usize, tagged: bool, span: Span) -> Option<()> {
        if anchor != 0 {
            self.report.error(code::ANCHOR, span);
            return None;
        }
        if tagged {
            self.report.error(code::TAG, span);
        }
        Some(())
    }

    fn scalar(&self, text: &str, style: ScalarStyle, span: Span) -> Scalar {
        if style == ScalarStyle::Plain && span.start == span.end {
            // A key without a value; the parser calls it `~`.
            return Scalar { text: String::new(), style: Style::Plain, places: places("", "", span.start) };
        }
        let raw = self.text.get(span.start..span.end).unwrap_or_default();
        let style = if style == ScalarStyle::Plain { Style::Plain } else { Style::Quoted };
        Scalar { text: text.to_owned(), style, places: places(text, raw, span.start) }
    }

    fn enter(&mut self, open: Open, span: Span) -> Option<()> {
        if self.open.len() >= DEPTH_MAX {
            self.report.error(code::TOO_DEEP, span).with("limit", DEPTH_MAX);
            return None;
        }
        self.open.push(open);
        Some(())
    }

    fn leave(&mut self, end: Span) -> Option<()> {
        let node = match self.open.pop()? {
            Open::Seq { start, items } => {
                let last = items.last().map(|item| item.span);
                Node { span: extent(start, last, end), kind: Kind::Seq(items) }
            }
            Open::Map { start, entries, .. } => {
                let last = entries.last().map(|(key, value)| key.span.to(value.span));
                Node { span: extent(start, last, end), kind: Kind::Map(self.unique(entries)) }
            }
        };
        self.add(node)
    }

    fn add(&mut self, node: Node) -> Option<()> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::Seq { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, .. }) => match std::mem::replace(key, Pending::None) {
                Pending::Key(key) => entries.push((key, node)),
                Pending::Refused => {}
                Pending::None => {
                    *key = match node.as_text() {
                        Some(text) => Pending::Key(Key { text: text.to_owned(), span: node.span }),
                        None => {
                            self.report.error(code::KEY_NOT_TEXT, node.span);
                            Pending::Refused
                        }
                    };
                    return Some(());
                }
            },
        }
        self.nodes += 1;
        if self.nodes > NODES_MAX {
            self.report.error(code::TOO_MANY_NODES, Span::of_file(self.file)).with("limit", NODES_MAX);
            return None;
        }
        Some(())
    }

    /// Without the later ones of duplicate keys, which are reported.
    fn unique(&mut self, entries: Vec<(Key, Node)>) -> Vec<(Key, Node)> {
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        let mut kept = Vec::with_capacity(entries.len());
        for (key, node) in entries {
            if let Some(first) = seen.get(&key.text) {
                self.report
                    .error(code::DUPLICATE_KEY, key.span)
                    .with("key", &key.text)
                    .related(*first, Label::FirstHere);
                continue;
            }
            seen.insert(key.text.clone(), key.span);
            kept.push((key, node));
        }
        kept
    }

    fn span(&self, start: Marker, end: Marker) -> Span {
        Span { file: self.file, start: byte(&start), end: byte(&end) }
    }
}

/// From the start of a collection to its end: the bracket of a flow collection, else the last entry.
fn extent(start: Span, last: Option<Span>, end: Span) -> Span {
    let flow = end.end > end.start;
    let end = if flow { end.end } else { last.map_or(start.end, |last| last.end) };
    Span { end: end.max(start.end), ..start }
}

fn byte(marker: &Marker) -> usize {
    marker.byte_offset().unwrap_or_else(|| marker.index())
}
