//! `roles.yaml`: what each role may do.

use super::read::Reading;
use crate::definition::Text;
use crate::messages::code;
use crate::yaml::Node;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Roles by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Roles(pub BTreeMap<String, Role>);

/// A role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// What people call it.
    pub title: Text,
    /// What whoever holds it may do.
    pub verbs: BTreeSet<Verb>,
}

/// What a role can allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Claim and complete tasks of the lanes that the role fills.
    Work,
    /// Publish messages for systems and organs outside.
    Exchange,
    /// Start cases whose start node is in a lane that the role fills.
    Start,
    /// Read the cases of the organ.
    ReadCases,
    /// Open the monitoring view, and what it shows down to the record.
    Supervise,
    /// Resolve incidents.
    ResolveIncidents,
    /// File definitions.
    FileDefinitions,
    /// Manage people and their roles.
    ManagePeople,
}

impl Verb {
    /// Every verb with its spelling.
    pub const ALL: [(&'static str, Verb); 8] = [
        ("work", Verb::Work),
        ("exchange", Verb::Exchange),
        ("start", Verb::Start),
        ("read_cases", Verb::ReadCases),
        ("supervise", Verb::Supervise),
        ("resolve_incidents", Verb::ResolveIncidents),
        ("file_definitions", Verb::FileDefinitions),
        ("manage_people", Verb::ManagePeople),
    ];
}

impl Roles {
    /// Whether any of these roles allows the verb.
    pub fn allow<'a>(&self, roles: impl IntoIterator<Item = &'a str>, verb: Verb) -> bool {
        roles.into_iter().filter_map(|role| self.0.get(role)).any(|role| role.verbs.contains(&verb))
    }
}

/// Reads `roles.yaml` over the roles of the standard: a department may add roles of its own and take verbs from the
/// standard's, never give them more.
pub(super) fn load(root: &Node, standard: &Roles, read: &mut Reading) -> Roles {
    let mut roles = standard.clone();
    let Some(fields) = read.fields(root, &["roles"]) else {
        return roles;
    };
    let Some(node) = read.required(&fields, "roles") else {
        return roles;
    };
    for (id, _, entry) in read.entries(node) {
        let Some(fields) = read.fields(entry, &["title", "verbs"]) else {
            continue;
        };
        let title = read.title_of(&fields);
        let verbs = read.required(&fields, "verbs").map(|node| verbs(node, standard.0.get(&id), &id, read));
        if let (Some(title), Some(verbs)) = (title, verbs) {
            roles.0.insert(id, Role { title, verbs });
        }
    }
    roles
}

fn verbs(node: &Node, standard: Option<&Role>, role: &str, read: &mut Reading) -> BTreeSet<Verb> {
    let mut verbs = BTreeSet::new();
    for (text, item) in read.texts(node) {
        let Some((_, verb)) = Verb::ALL.iter().find(|(word, _)| *word == text) else {
            read.unknown(code::UNKNOWN_VERB, (text, item.span), "verb", Verb::ALL.iter().map(|(word, _)| *word));
            continue;
        };
        if let Some(standard) = standard.filter(|role| !role.verbs.contains(verb)) {
            let allowed: Vec<&str> =
                Verb::ALL.iter().filter(|(_, verb)| standard.verbs.contains(verb)).map(|(word, _)| *word).collect();
            read.loosened(item.span, role, allowed.join(", "), text);
        }
        verbs.insert(*verb);
    }
    verbs
}
