//! The one table of codes and texts. A new fault is one line here and a page of its own in the documentation.

mod notices;
mod parts;
mod process;

use std::collections::BTreeMap;

use crate::diagnostic::Lang;

/// The codes by name. `MJ10xx` come from reading YAML, `MJ11xx` from its shape, `MJ12xx` from references, `MJ13xx`
/// from the graph and its types, `MJ14xx` from forms and the other parts, `MJ15xx` from times, `MJ16xx` from notices. A code, once released, is never used for
/// anything else.
pub mod code {
    pub use super::notices::code::*;
    pub use super::parts::code::*;
    pub use super::process::code::*;
}

/// A code with its texts; `{name}` stands for a fact.
#[derive(Clone, Copy, Debug)]
struct Message {
    code: &'static str,
    zh: &'static str,
    en: &'static str,
}

/// Every code of this crate, ascending.
pub const CODES: &[&str] = &{
    const LISTS: [&[Message]; 3] = [process::MESSAGES, parts::MESSAGES, notices::MESSAGES];
    let mut codes = [""; process::MESSAGES.len() + parts::MESSAGES.len() + notices::MESSAGES.len()];
    let (mut list, mut at, mut filled) = (0, 0, 0);
    while list < LISTS.len() {
        while at < LISTS[list].len() {
            codes[filled] = LISTS[list][at].code;
            at += 1;
            filled += 1;
        }
        (list, at) = (list + 1, 0);
    }
    codes
};

/// Every code of this crate, ascending.
pub fn codes() -> impl Iterator<Item = &'static str> {
    CODES.iter().copied()
}

/// The text of a code with its facts filled in; the code itself, should it have no text.
#[must_use]
pub fn text(code: &str, facts: &BTreeMap<&'static str, String>, lang: Lang) -> String {
    let Some(message) = all().find(|message| message.code == code) else {
        return code.to_owned();
    };
    let template = match lang {
        Lang::Zh => message.zh,
        Lang::En => message.en,
    };
    filled(template, facts)
}

/// The text of a code with its gaps, for the pages of the documentation.
#[must_use]
pub fn template(code: &str, lang: Lang) -> Option<&'static str> {
    all().find(|message| message.code == code).map(|message| match lang {
        Lang::Zh => message.zh,
        Lang::En => message.en,
    })
}

fn all() -> impl Iterator<Item = &'static Message> {
    process::MESSAGES.iter().chain(parts::MESSAGES).chain(notices::MESSAGES)
}

/// One pass, so that braces inside a fact stay what they are. `{{` is a brace.
fn filled(template: &str, facts: &BTreeMap<&'static str, String>) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        if let Some(literal) = after.strip_prefix('{') {
            text.push('{');
            rest = literal;
            continue;
        }
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(facts.get(name).map_or("?", String::as_str));
        rest = behind;
    }
    text.push_str(rest);
    text
}
