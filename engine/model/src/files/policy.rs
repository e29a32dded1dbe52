//! `policy.yaml`: which checks stop an act, and whether the attempt is recorded.

use super::read::Reading;
use crate::definition::{Policy, PolicyRule, RuleMode};
use crate::messages::code;
use crate::yaml::Node;
use std::collections::BTreeSet;

/// The rules that the engine knows, with their spelling.
const RULES: [(&str, PolicyRule); 7] = [
    ("separation", PolicyRule::Separation),
    ("people", PolicyRule::People),
    ("certified", PolicyRule::Certified),
    ("recording", PolicyRule::Recording),
    ("explain", PolicyRule::Explain),
    ("authority", PolicyRule::Authority),
    ("documents", PolicyRule::Documents),
];

/// The modes with their spelling.
const MODES: [(&str, RuleMode); 2] = [("reject", RuleMode::Reject), ("recorded", RuleMode::Recorded)];

/// Reads `policy.yaml` over the standard's policy. A department may have more attempts recorded, never fewer.
pub(super) fn load(root: &Node, standard: &Policy, registers: &BTreeSet<String>, read: &mut Reading) -> Policy {
    let mut policy = standard.clone();
    let Some(fields) = read.fields(root, &["certificates", "rules"]) else {
        return policy;
    };
    if let Some(node) = fields.get("certificates") {
        certificates(node, &mut policy, registers, read);
    }
    for (id, span, entry) in fields.get("rules").map_or(Vec::new(), |node| read.entries(node)) {
        let Some(fields) = read.fields(entry, &["title", "mode"]) else {
            continue;
        };
        let title = read.title_of(&fields);
        let Some((_, rule)) = RULES.iter().find(|(word, _)| *word == id) else {
            read.unknown(code::UNKNOWN_RULE, (&id, span), "rule", RULES.iter().map(|(word, _)| *word));
            continue;
        };
        let Some(node) = read.required(&fields, "mode") else {
            continue;
        };
        let Some(mode) = read.word(node, &MODES) else {
            continue;
        };
        if standard.rules.get(rule) == Some(&RuleMode::Recorded) && mode == RuleMode::Reject {
            read.loosened(node.span, &id, "recorded", "reject");
        }
        policy.rules.insert(*rule, mode);
        policy.titles.extend(title.map(|title| (*rule, title)));
    }
    policy
}

fn certificates(node: &Node, policy: &mut Policy, registers: &BTreeSet<String>, read: &mut Reading) {
    let Some(name) = read.id(node) else { return };
    if !registers.contains(&name) {
        read.unknown(code::UNKNOWN_REGISTER, (&name, node.span), "register", registers.iter().map(String::as_str));
    }
    if let Some(standard) = policy.certificates.clone().filter(|standard| *standard != name) {
        read.loosened(node.span, "certificates", standard, &name);
    }
    policy.certificates = Some(name);
}
