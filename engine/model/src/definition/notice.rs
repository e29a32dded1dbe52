//! Whom a rule tells, and how. Recipients are words that the engine knows; which role they name is filed data.

use serde::{Deserialize, Serialize};

/// Who is told of what a rule found, on which ways.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    /// Who; nobody = nothing is told.
    pub to: Vec<Recipient>,
    /// On which ways, beside the list in the app, which everybody has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// At once, at night too, and never in a digest.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_once: bool,
    /// The texts: a notice of the folder; none = the one called [`DEFAULT_NOTICE`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
}

/// The notice of a rule that names none.
pub const DEFAULT_NOTICE: &str = "card";

/// The notice that holds many in one.
pub const DIGEST_NOTICE: &str = "digest";

impl Telling {
    /// Whether nobody is told.
    pub fn is_silent(&self) -> bool {
        self.to.is_empty()
    }

    /// The notice that gives the texts.
    pub fn notice(&self) -> &str {
        self.notice.as_deref().unwrap_or(DEFAULT_NOTICE)
    }
}

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// Who holds the task; while nobody does, everybody who may claim it. Of a matter of the whole case, those of its
    /// open tasks.
    Holder,
    /// Whoever holds a role.
    Role {
        /// The role.
        role: String,
        /// Where.
        within: Within,
    },
}

/// Where a recipient holds their role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// In the unit that handles the case, or for the whole organ.
    Unit,
    /// Anywhere in the organ.
    Organ,
    /// In the organ or in one above it.
    Any,
}

/// The ways beside the list in the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The list in the app, always in use.
    App,
    /// E-mail.
    Mail,
    /// A text message on the telephone.
    Sms,
}

/// What the texts of a notice may mention.
pub const NOTICE_VARIABLES: [&str; 11] =
    ["organ", "level", "rule", "count", "moment", "unit", "process", "case_number", "about", "link", "list"];

/// How many of them, the first ones, a text message may mention: those that hold no fact of a case and no name, because it
/// leaves the house in clear.
pub const SMS_VARIABLES: usize = 5;
