//! The case list, one case, and the supervisors' view over the same rows.

use crate::store::Answered;
use jiff::Timestamp;
use mingjing_core::{
    ids::{InstanceId, Key, PersonId, Tenant},
    rows::{CardRow, CaseRow, ClockRow, IncidentRow, RefusalRow, TaskRow},
    state::CardStage,
};
use mingjing_model::definition::{CardLevel, PolicyRule};
use std::collections::BTreeSet;

/// Reads of cases.
pub trait Cases: Send + Sync {
    /// A page of cases, newest change first, after the cursor.
    fn case_page<'a>(&'a self, filter: &'a CaseFilter, limit: u32) -> Answered<'a, Vec<CaseLine>>;
    /// How many cases of these organs stand in each stage, by organ, process, stage and unit.
    fn case_summary<'a>(&'a self, organs: &'a [String]) -> Answered<'a, Vec<StageCount>>;
    /// One case with its open tasks, clocks, cards, refusals and incidents.
    fn case_get(&self, instance: InstanceId) -> Answered<'_, Option<Facts>>;
    /// The running or ended case with this case number in the organ, if any.
    fn case_by_number<'a>(&'a self, organ: &'a str, number: &'a str) -> Answered<'a, Option<InstanceId>>;
    /// A page of cards that are not superseded, gravest and then newest first, after the cursor.
    fn card_page<'a>(&'a self, filter: &'a CardFilter, limit: u32) -> Answered<'a, Vec<CardRow>>;
    /// How many cards of these organs are at each stage of their life, superseded ones apart.
    fn card_counts<'a>(&'a self, organs: &'a [String]) -> Answered<'a, Vec<(CardStage, u64)>>;
    /// Cases of the organs on which the moment of a card is to come in this span, with the earliest such
    /// moment of each, in its order.
    fn card_forecast<'a>(&'a self, organs: &'a [String], span: Span, limit: u32) -> Answered<'a, Vec<Forecast>>;
    /// A page of recorded refusals, newest first, after the cursor.
    fn refusal_page<'a>(&'a self, filter: &'a RefusalFilter, limit: u32) -> Answered<'a, Vec<RefusalRow>>;
    /// Open incidents of the organs, oldest first.
    fn incidents<'a>(&'a self, organs: &'a [String], limit: u32) -> Answered<'a, Vec<IncidentRow>>;
}

/// Which cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Organs in scope; empty = none.
    pub organs: Vec<String>,
    /// Only cases in which this person acts, acted or is named in a team.
    pub person: Option<PersonId>,
    /// Only running (`Some(true)`) or only ended ones.
    pub running: Option<bool>,
    /// Only this stage.
    pub stage: Option<String>,
    /// Only cases on which a card of this level or a higher one stands.
    pub level: Option<CardLevel>,
    /// Only this process.
    pub process: Option<String>,
    /// Only of this unit.
    pub unit: Option<String>,
    /// Only cases in which this person, too, acts, acted or is named in a team.
    pub with: Option<PersonId>,
    /// Only cases whose number or title has this text, whatever the case of its Latin letters.
    pub text: Option<String>,
    /// Only cases that began in this span.
    pub started: Span,
    /// Only cases that last changed in this span.
    pub updated: Span,
    /// Only cases after this position: `(updated_at in µs, instance)`.
    pub after: Option<(i64, InstanceId)>,
}

/// From a moment up to another, which is not in it; none = open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The first moment.
    pub from: Option<Timestamp>,
    /// The first moment after it.
    pub to: Option<Timestamp>,
}

impl Span {
    /// Whether a moment is in it.
    pub fn has(&self, at: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at < to)
    }
}

/// A line of the case list.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseLine {
    /// The row.
    pub row: CaseRow,
    /// How many refusals are on record.
    pub refusals: u32,
    /// Who holds its claimed tasks, by id.
    pub holders: Vec<PersonId>,
    /// Whether one of its clocks is paused.
    pub paused: bool,
}

/// How many cases of a process stand in a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageCount {
    /// The organ.
    pub organ: String,
    /// The process.
    pub process: String,
    /// The stage; none = before any.
    pub stage: Option<String>,
    /// The unit that handles them; none = not assigned.
    pub unit: Option<String>,
    /// Running cases.
    pub running: u64,
    /// Ended ones.
    pub ended: u64,
    /// Running cases on which a yellow card is the highest that stands.
    pub yellow: u64,
    /// Running cases on which a red card stands.
    pub red: u64,
    /// Refusals on record in them.
    pub refusals: u64,
    /// Open incidents in them.
    pub incidents: u64,
}

/// Which cards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardFilter {
    /// Organs in scope; empty = none.
    pub organs: Vec<String>,
    /// Only in cases of this process.
    pub process: Option<String>,
    /// Only in cases of this unit.
    pub unit: Option<String>,
    /// Only in cases of this stage.
    pub stage: Option<String>,
    /// Only this level or a higher one.
    pub level: Option<CardLevel>,
    /// Only cards at this stage of their life; none = those that are not over, in whatever stage.
    pub life: Option<CardStage>,
    /// Only cards after this position: `(level, event time in µs, instance, card)`.
    pub after: Option<(CardLevel, i64, InstanceId, Key)>,
}

/// A case on which a card is to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// The earliest moment of one.
    pub at: Timestamp,
    /// The case.
    pub instance: InstanceId,
}

/// Which refusals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefusalFilter {
    /// Organs in scope; empty = none.
    pub organs: Vec<String>,
    /// Only in cases of this process.
    pub process: Option<String>,
    /// Only in cases of this unit.
    pub unit: Option<String>,
    /// Only in cases of this stage.
    pub stage: Option<String>,
    /// Only under this rule.
    pub rule: Option<PolicyRule>,
    /// Only of this person.
    pub actor: Option<PersonId>,
    /// Only in this span.
    pub at: Span,
    /// Only refusals after this position: `(time in µs, instance, record)`.
    pub after: Option<(i64, InstanceId, u64)>,
}

/// One case.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Its line.
    pub case: CaseRow,
    /// Its tenant (a storage partition; never shown).
    pub tenant: Tenant,
    /// Open tasks.
    pub tasks: Vec<TaskRow>,
    /// Clocks.
    pub clocks: Vec<ClockRow>,
    /// Cards.
    pub cards: Vec<CardRow>,
    /// Recorded refusals.
    pub refusals: Vec<RefusalRow>,
    /// Open incidents.
    pub incidents: Vec<IncidentRow>,
}

impl Facts {
    /// Whether one of its running clocks is paused.
    pub fn is_paused(&self) -> bool {
        self.clocks.iter().any(|clock| clock.running && clock.paused)
    }

    /// Its line in the case list.
    pub fn line(&self) -> CaseLine {
        let holders: BTreeSet<PersonId> = self.tasks.iter().filter_map(|task| task.assignee.clone()).collect();
        CaseLine {
            row: self.case.clone(),
            refusals: u32::try_from(self.refusals.len()).unwrap_or(u32::MAX),
            holders: holders.into_iter().collect(),
            paused: self.is_paused(),
        }
    }
}
