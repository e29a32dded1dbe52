//! What a commit leaves to be told.

use jiff::Timestamp;
use mingjing_core::ids::{Hash, InstanceId, Key, PersonId};
use mingjing_model::definition::CardLevel;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A notice: named by what it is about, so that the same matter is told once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoticeId {
    /// The instance.
    pub instance: InstanceId,
    /// The key of the matter within it: that of the card.
    pub key: Key,
}

impl fmt::Display for NoticeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.instance, self.key.0)
    }
}

/// A notice to write with the commit that raised its matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeWrite {
    /// Which.
    pub id: NoticeId,
    /// The organ of the case.
    pub organ: String,
    /// What it is about: JSON of a [`Matter`].
    pub matter: Vec<u8>,
    /// When it was raised.
    pub at: Timestamp,
}

/// What a notice is about. Stored until it is told: a build reads what the build before it wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Matter {
    /// A card was raised.
    Card(CardMatter),
}

/// A card, with what its notice says and who answered for its subject when it was raised: by the time people are told the
/// task may have ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardMatter {
    /// The pinned bundle, which has the rule and the texts.
    pub bundle: Hash,
    /// The process.
    pub process: String,
    /// The unit that handles the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Case number, once allotted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The rule.
    pub rule: String,
    /// Its level.
    pub level: CardLevel,
    /// Id of the node or clock.
    pub about: String,
    /// Moment of the rule.
    pub event_at: Timestamp,
    /// Who answers for it.
    pub holders: Vec<Holder>,
}

/// Who answers for a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Who holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<PersonId>,
    /// Only these people may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<Vec<PersonId>>,
    /// The role that claims it.
    pub role: String,
    /// In whose queue it is; none = the organ's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// These people may not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<PersonId>,
}
