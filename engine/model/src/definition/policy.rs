//! Policy: which checks stop an act, and whether the attempt is recorded.

use super::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The department's policy, from `policy.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// How each check behaves; a check that is not listed rejects without a record.
    pub rules: BTreeMap<PolicyRule, RuleMode>,
    /// Titles of the rules for the people who read a refusal.
    pub titles: BTreeMap<PolicyRule, Text>,
    /// The register in which a certified person needs a valid row on the date of the act.
    pub certificates: Option<String>,
}

/// The checks that the engine knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicyRule {
    /// One person in two separated lanes of a case.
    Separation,
    /// Too few people on an act, or people outside the lane.
    People,
    /// A person without a valid certificate on the date of the act.
    Certified,
    /// A recording that the law requires is missing.
    Recording,
    /// Reasons that are required are missing.
    Explain,
    /// An act outside the person's lane, unit or team.
    Authority,
    /// A document that must be made at the node is missing.
    Documents,
}

/// What happens to a stopped attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleMode {
    /// Rejected; nothing is written.
    Reject,
    /// Refused, and the refusal stands in the history that supervisors see.
    Recorded,
}
