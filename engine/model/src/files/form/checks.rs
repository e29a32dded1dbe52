//! What a form says about its own fields: they must exist, once, and be of the right kind.

use super::spec::{FieldSpec, KindSpec};
use crate::diagnostic::{Hint, Label};
use crate::files::read::Reading;
use crate::messages::code;
use crate::source::Span;
use crate::yaml::{Fields, Node};
use std::collections::BTreeMap;

/// The fields of the form whose file is being read.
pub(super) struct Own<'a> {
    /// The form.
    pub(super) form: &'a str,
    /// Its fields.
    pub(super) fields: &'a [FieldSpec],
    /// Fields that it has, but that could not be read; that is reported once, at the field.
    pub(super) unreadable: Vec<&'a str>,
}

impl<'a> Own<'a> {
    /// The fields that were read, and by difference those that were not.
    pub(super) fn new(form: &'a str, fields: &'a [FieldSpec], declared: &'a Node) -> Self {
        let keys = declared.as_map().unwrap_or_default().iter().map(|(key, _)| key.text.as_str());
        let unreadable = keys.filter(|key| !fields.iter().any(|field| field.id == *key)).collect();
        Self { form, fields, unreadable }
    }
}

/// The fields that a list names; each must exist and stand there once.
pub(super) fn field_list(node: &Node, own: &Own, read: &mut Reading) -> Vec<String> {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    let mut names = Vec::new();
    for (name, item) in read.texts(node) {
        if let Some(first) = seen.get(name) {
            twice(name, item.span, *first, read);
        } else if known(name, item, own, read).is_some() {
            names.push(name.to_owned());
        }
        seen.entry(name).or_insert(item.span);
    }
    names
}

/// The field that a key names, when its kind serves for what the key says.
pub(super) fn field_as(
    key: &str,
    expected: &str,
    fits: impl Fn(&KindSpec) -> bool,
    node: &Node,
    own: &Own,
    read: &mut Reading,
) -> Option<String> {
    let name = node.text(read.report)?;
    let field = known(name, node, own, read)?;
    if !fits(&field.kind) {
        read.report
            .error(code::FIELD_KIND, node.span)
            .with("use", key)
            .with("field", name)
            .with("found", field.kind.word())
            .with("expected", expected);
        return None;
    }
    Some(name.to_owned())
}

/// Every column of the case list is taken once.
pub(super) fn list_positions(top: &Fields, fields: &[FieldSpec], read: &mut Reading) {
    let mut taken: BTreeMap<u8, &str> = BTreeMap::new();
    for field in fields {
        let Some(position) = field.list else { continue };
        let Some(first) = taken.get(&position) else {
            taken.insert(position, &field.id);
            continue;
        };
        let place = |id: &str| top.get("fields")?.get(id)?.get("list").map(|node| node.span);
        read.report
            .error(code::LIST_POSITION_TWICE, place(&field.id).unwrap_or(top.span))
            .with("position", position)
            .with("field", first)
            .related(place(first).unwrap_or(top.span), Label::FirstHere);
    }
}

/// A column of the case list is a copy that an erasure of personal data would not reach.
pub(super) fn personal_columns(top: &Fields, fields: &[FieldSpec], read: &mut Reading) {
    for field in fields.iter().filter(|field| field.personal && field.list.is_some()) {
        let place = top.get("fields").and_then(|fields| fields.get(&field.id)?.get("personal")).map(|node| node.span);
        read.report.error(code::PERSONAL_COLUMN, place.unwrap_or(top.span)).with("field", &field.id);
    }
}

/// A field stands in one place of the screen.
pub(super) fn twice_in_layout(node: &Node, read: &mut Reading) {
    let mut rows: BTreeMap<&str, (usize, Span)> = BTreeMap::new();
    for (row, items) in node.as_seq().unwrap_or_default().iter().enumerate() {
        for item in items.as_seq().unwrap_or_default() {
            let Some(name) = item.as_text() else { continue };
            match rows.get(name) {
                Some((first, span)) if *first != row => twice(name, item.span, *span, read),
                Some(_) => {}
                None => {
                    rows.insert(name, (row, item.span));
                }
            }
        }
    }
}

/// A condition that demands what is demanded anyway was meant otherwise.
pub(super) fn not_required_anyway(node: &Node, own: &Own, read: &mut Reading) {
    for item in node.as_seq().unwrap_or_default() {
        if own.fields.iter().any(|field| item.as_text() == Some(&field.id) && field.required) {
            let name = item.as_text().unwrap_or_default();
            read.report.warning(code::ALWAYS_REQUIRED, item.span).with("field", name);
        }
    }
}

fn known<'f>(name: &str, node: &Node, own: &Own<'f>, read: &mut Reading) -> Option<&'f FieldSpec> {
    let field = own.fields.iter().find(|field| field.id == name);
    if field.is_none() && !own.unreadable.contains(&name) {
        let names = own.fields.iter().map(|field| field.id.as_str());
        let hint = Hint::closest_or_all(name, names);
        read.report.error(code::UNKNOWN_FIELD, node.span).with("form", own.form).with("field", name).hint(hint);
    }
    field
}

fn twice(name: &str, span: Span, first: Span, read: &mut Reading) {
    read.report.error(code::FIELD_TWICE, span).with("field", name).related(first, Label::FirstHere);
}
