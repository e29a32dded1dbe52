//! The keys of a rule that say who is told of it: `to`, `channels`, `at_once`, `notice`.

use super::Roles;
use super::read::Reading;
use crate::definition::{Channel, Recipient, Telling, Within};
use crate::messages::code;
use crate::yaml::{Fields, Node};

/// The keys, for the rules that have them.
pub(super) const KEYS: [&str; 4] = ["to", "channels", "at_once", "notice"];

const CHANNELS: [(&str, Channel); 3] = [("app", Channel::App), ("mail", Channel::Mail), ("sms", Channel::Sms)];
const WITHIN: [(&str, Within); 3] = [("unit", Within::Unit), ("organ", Within::Organ), ("any", Within::Any)];

/// Reads the keys over those of the standard's rule. A department adds to whom and how; it takes nothing away.
pub(super) fn telling(fields: &Fields, standard: Option<&Telling>, roles: &Roles, read: &mut Reading) -> Telling {
    let mut telling = standard.cloned().unwrap_or_default();
    for item in fields.get("to").map(|node| read.items(node)).unwrap_or_default() {
        telling.to.extend(recipient(item, roles, read));
    }
    for item in fields.get("channels").map(|node| read.items(node)).unwrap_or_default() {
        telling.channels.extend(read.word(item, &CHANNELS));
    }
    // One order whoever wrote them: equal folders give equal bundles.
    telling.to.sort();
    telling.to.dedup();
    telling.channels.sort();
    telling.channels.dedup();
    telling.at_once |= read.flag(fields, "at_once");
    if let Some(node) = fields.get("notice") {
        telling.notice = read.id(node);
    }
    telling
}

fn recipient(node: &Node, roles: &Roles, read: &mut Reading) -> Option<Recipient> {
    if node.as_map().is_none() {
        return read.word(node, &[("holder", ())]).map(|()| Recipient::Holder);
    }
    let fields = read.fields(node, &["role", "in"])?;
    let named = read.required(&fields, "role")?;
    let role = read.id(named)?;
    let within = read.required(&fields, "in").and_then(|node| read.word(node, &WITHIN))?;
    if !roles.0.contains_key(&role) {
        read.unknown(code::UNKNOWN_ROLE, (&role, named.span), "id", roles.0.keys().map(String::as_str));
        return None;
    }
    Some(Recipient::Role { role, within })
}
