//! Reading fields: of a form, of the records in a list, of a register.

use super::spec::{Bounds, FieldSpec, KindSpec};
use crate::definition::Choice;
use crate::files::read::Reading;
use crate::messages::code;
use crate::source::Span;
use crate::yaml::{self, Fields, Node};
use std::collections::BTreeSet;

/// Where fields stand: it decides which keys they may have and who says what is required.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::files) enum Place {
    /// In a form, which lists what is required.
    Form,
    /// In a record or a register: all are required but those marked `optional`.
    Record,
}

/// What fields may refer to.
#[derive(Clone, Copy)]
pub(in crate::files) struct Known<'a> {
    /// Registers by name.
    pub(in crate::files) registers: &'a BTreeSet<String>,
}

/// The types that a field may have.
#[derive(Clone, Copy)]
enum Word {
    Text,
    Bool,
    Integer,
    Decimal,
    Money,
    Date,
    DateTime,
    Choice,
    Person,
    Register,
    List,
}

const TYPES: [(&str, Word); 11] = [
    ("text", Word::Text),
    ("bool", Word::Bool),
    ("integer", Word::Integer),
    ("decimal", Word::Decimal),
    ("money", Word::Money),
    ("date", Word::Date),
    ("datetime", Word::DateTime),
    ("choice", Word::Choice),
    ("person", Word::Person),
    ("register", Word::Register),
    ("list", Word::List),
];

/// The last column that the case list has.
const LIST_POSITION_MAX: u32 = 7;

/// The fields of a map, in its order; what cannot be read is left out and reported.
pub(in crate::files) fn fields(node: &Node, place: Place, known: Known, read: &mut Reading) -> Vec<FieldSpec> {
    let entries = read.entries(node);
    entries.into_iter().filter_map(|(id, span, entry)| field(id, span, entry, place, known, read)).collect()
}

fn field(id: String, at: Span, node: &Node, place: Place, known: Known, read: &mut Reading) -> Option<FieldSpec> {
    let word = word(node, at, read)?;
    let common: &[&str] = match place {
        Place::Form => &["title", "help", "type", "personal", "search", "list"],
        Place::Record => &["title", "help", "type", "personal", "optional"],
    };
    let fields = read.fields(node, &[common, keys(word)].concat())?;
    let title = fields.required_at("title", at, read.report).and_then(|node| read.people_text(node));
    let help = fields.get("help").and_then(|node| read.people_text(node));
    let kind = kind(&id, word, &fields, known, read);
    let required = place == Place::Record && !read.flag(&fields, "optional");
    let (personal, search) = (read.flag(&fields, "personal"), read.flag(&fields, "search"));
    let list = fields.get("list").and_then(|node| yaml::whole(node, 0..=LIST_POSITION_MAX, read.report));
    let list = list.and_then(|position| u8::try_from(position).ok());
    Some(FieldSpec { id, title: title?, help, kind: kind?, required, personal, search, list })
}

fn word(node: &Node, at: Span, read: &mut Reading) -> Option<Word> {
    let ty = Fields::any(node, read.report)?.required_at("type", at, read.report)?;
    let found = ty.text(read.report)?;
    let word = TYPES.iter().find(|(word, _)| *word == found).map(|(_, word)| *word);
    if word.is_none() {
        let names = TYPES.iter().map(|(word, _)| *word);
        read.unknown(code::UNKNOWN_FIELD_TYPE, (found, ty.span), "type", names);
    }
    word
}

/// The keys that a type brings with it.
fn keys(word: Word) -> &'static [&'static str] {
    match word {
        Word::Text => &["max_length", "multiline"],
        Word::Integer | Word::Money => &["min", "max"],
        Word::Date => &["not_after"],
        Word::Choice => &["choices"],
        Word::Person => &["lane"],
        Word::Register => &["register"],
        Word::List => &["of", "min_items", "max_items", "lane", "register", "choices"],
        Word::Bool | Word::Decimal | Word::DateTime => &[],
    }
}

fn kind(id: &str, word: Word, fields: &Fields, known: Known, read: &mut Reading) -> Option<KindSpec> {
    match word {
        Word::Text => Some(KindSpec::Text {
            max_length: fields.get("max_length").and_then(|node| read.integer(node, 1)),
            multiline: read.flag(fields, "multiline"),
        }),
        Word::Bool => Some(KindSpec::Bool),
        Word::Integer => Some(KindSpec::Integer(bounds(fields, ["min", "max"], i64::MIN, read))),
        Word::Decimal => Some(KindSpec::Decimal),
        Word::Money => Some(KindSpec::Money(bounds(fields, ["min", "max"], i64::MIN, read))),
        Word::Date => {
            let not_after = fields.get("not_after").and_then(|node| read.word(node, &[("today", true)]));
            Some(KindSpec::Date { not_after_today: not_after.unwrap_or(false) })
        }
        Word::DateTime => Some(KindSpec::DateTime),
        Word::Choice => choices(id, fields, read),
        Word::Person => Some(KindSpec::Person { lane: fields.get("lane").and_then(|node| read.id(node)) }),
        Word::Register => register(fields, known, read),
        Word::List => {
            let items = bounds(fields, ["min_items", "max_items"], 0, read);
            Some(KindSpec::List { of: Box::new(items_kind(id, fields, known, read)?), items })
        }
    }
}

/// What a list is of: a type by its word, whose own keys stand beside `of`, or a record of fields.
fn items_kind(id: &str, fields: &Fields, known: Known, read: &mut Reading) -> Option<KindSpec> {
    let of = read.required(fields, "of")?;
    if of.as_map().is_some() {
        return Some(KindSpec::Record(self::fields(of, Place::Record, known, read)));
    }
    let found = of.text(read.report)?;
    let simple = TYPES.iter().filter(|(_, word)| !matches!(word, Word::List));
    let Some((_, word)) = simple.clone().find(|(word, _)| *word == found) else {
        let names = simple.map(|(word, _)| *word);
        read.unknown(code::UNKNOWN_FIELD_TYPE, (found, of.span), "type", names);
        return None;
    };
    kind(id, *word, fields, known, read)
}

fn choices(id: &str, fields: &Fields, read: &mut Reading) -> Option<KindSpec> {
    let node = read.required(fields, "choices")?;
    let mut choices = Vec::new();
    for (value, _, node) in read.entries(node) {
        choices.extend(read.people_text(node).map(|title| Choice { value, title }));
    }
    if choices.is_empty() {
        read.report.error(code::NO_CHOICES, node.span).with("field", id);
        return None;
    }
    Some(KindSpec::Choice(choices))
}

fn register(fields: &Fields, known: Known, read: &mut Reading) -> Option<KindSpec> {
    let node = read.required(fields, "register")?;
    let name = read.id(node)?;
    if !known.registers.contains(&name) {
        let names = known.registers.iter().map(String::as_str);
        read.unknown(code::UNKNOWN_REGISTER, (&name, node.span), "register", names);
    }
    Some(KindSpec::Register(name))
}

fn bounds(fields: &Fields, [min, max]: [&str; 2], from: i64, read: &mut Reading) -> Bounds {
    let mut bound = |key| fields.get(key).and_then(|node| read.integer(node, from));
    let bounds = Bounds { min: bound(min), max: bound(max) };
    if let (Some(least), Some(most)) = (bounds.min, bounds.max)
        && least > most
    {
        let span = fields.key(min).map_or(fields.span, |key| key.span);
        read.report.error(code::BOUNDS_REVERSED, span).with("min", least).with("max", most);
    }
    bounds
}
