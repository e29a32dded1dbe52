//! `notices/NAME.notice.yaml`: the texts by which people are told.
//!
//! Texts are templates of a narrow kind: `{{variable}}`, and `{{#if variable}}…{{else}}…{{/if}}`. Which variables there
//! are is fixed, so that a wrong name shows when the folder is checked and not on the night when the card is raised.

use super::read::Reading;
use crate::definition::{NOTICE_VARIABLES, SMS_VARIABLES, Text};
use crate::messages::code;
use crate::source::Span;
use crate::yaml::Node;
use serde::{Deserialize, Serialize};

/// A notice: the texts of every way on which it can go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeFile {
    /// Its name, by which rules choose it.
    pub notice: String,
    /// What people call it.
    pub title: Text,
    /// The list in the app.
    pub app: Text,
    /// E-mail.
    pub mail: MailText,
    /// The text message.
    pub sms: Text,
}

/// The texts of an e-mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailText {
    /// Its subject: one line.
    pub subject: Text,
    /// Its body: plain text.
    pub body: Text,
}

/// Reads a notice.
pub(super) fn load(root: &Node, read: &mut Reading) -> Option<NoticeFile> {
    let fields = read.fields(root, &["notice", "title", "app", "mail", "sms"])?;
    let notice = read.required(&fields, "notice").and_then(|node| read.id(node));
    let title = read.title_of(&fields);
    let app = read.required(&fields, "app").and_then(|node| template(node, NOTICE_VARIABLES.len(), read));
    let mail = read.required(&fields, "mail").and_then(|node| mail(node, read));
    let sms = read.required(&fields, "sms").and_then(|node| template(node, SMS_VARIABLES, read));
    Some(NoticeFile { notice: notice?, title: title?, app: app?, mail: mail?, sms: sms? })
}

fn mail(node: &Node, read: &mut Reading) -> Option<MailText> {
    let fields = read.fields(node, &["subject", "body"])?;
    let mut text = |key: &str| {
        let node = read.required(&fields, key)?;
        template(node, NOTICE_VARIABLES.len(), read)
    };
    let (subject, body) = (text("subject"), text("body"));
    Some(MailText { subject: subject?, body: body? })
}

/// A text whose variables are among the first so many.
fn template(node: &Node, allowed: usize, read: &mut Reading) -> Option<Text> {
    let text = read.people_text(node)?;
    let place = |key: &str| node.get(key).unwrap_or(node).span;
    check(&text.zh, place("zh"), allowed, read);
    if let Some(en) = &text.en {
        check(en, place("en"), allowed, read);
    }
    Some(text)
}

fn check(text: &str, span: Span, allowed: usize, read: &mut Reading) {
    let mut depth = 0_u32;
    let mut pieces = text.split("{{");
    // What stands before the first braces is text.
    let before = pieces.next().unwrap_or_default();
    let mut broken = before.contains("}}").then(|| "}}".to_owned());
    for piece in pieces {
        let Some((inside, after)) = piece.split_once("}}") else {
            broken = broken.or_else(|| Some(format!("{{{{{}", piece.trim_end())));
            continue;
        };
        let word = inside.trim();
        let name = match word.strip_prefix("#if ") {
            Some(name) => {
                depth += 1;
                name.trim()
            }
            None if word == "else" && depth > 0 => continue,
            None if word == "/if" && depth > 0 => {
                depth -= 1;
                continue;
            }
            None => word,
        };
        if !crate::yaml::is_id(name) || after.contains("}}") {
            broken = broken.or_else(|| Some(format!("{{{{{inside}}}}}")));
            continue;
        }
        known(name, span, allowed, read);
    }
    if depth > 0 {
        broken = broken.or_else(|| Some("{{#if …}}".to_owned()));
    }
    if let Some(found) = broken {
        read.report.error(code::TEMPLATE_SYNTAX, span).with("found", found);
    }
}

fn known(name: &str, span: Span, allowed: usize, read: &mut Reading) {
    let Some(position) = NOTICE_VARIABLES.iter().position(|variable| *variable == name) else {
        return read.unknown(code::UNKNOWN_TEXT_VARIABLE, (name, span), "name", NOTICE_VARIABLES[..allowed].to_vec());
    };
    if position >= allowed {
        let known = NOTICE_VARIABLES[..allowed].join(", ");
        read.report.error(code::NOT_IN_SMS, span).with("name", name).with("known", known);
    }
}
