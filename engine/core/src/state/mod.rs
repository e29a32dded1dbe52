//! The state of an instance ("control"): what is live, never what was said. Values are pointers into the history.

mod accruals;
mod apply;
mod apply_cards;
mod apply_elements;
mod card;
mod element;

pub use card::{CardLifeState, CardStage, CardState, ReportState, VerdictState};
pub use element::{Element, ElementState, MultiState, TaskState};

use crate::{
    event::{Cell, EventTime, LimitRun, Relation, Subject},
    ids::{CommandId, Hash, InstanceId, Key, PersonId},
    needs::Pointer,
};
use jiff::{Timestamp, civil::Date};
use mingjing_clock::{Growth, Term};
use mingjing_model::definition::{
    AccrualIx, CardLevel, Clock, ClockIx, DocumentIx, FlowIx, LaneIx, LimitKind, MilestoneIx, NameIx, NodeIx, PauseIx,
    PolicyRule, RuleIx, SeriesIx, StageIx,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// How many command ids control remembers; older ones are found in the history's unique index.
pub const RECENT_COMMANDS: usize = 32;

/// A process instance. Only [`Instance::apply`] changes it, and [`Instance::begin_record`] / `end_record` around it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Instance {
    /// Its id.
    #[serde(with = "crate::record::instance_id")]
    pub id: InstanceId,
    /// Where it is in its life.
    pub status: Status,
    /// Sequence of the last record applied; 0 = none yet.
    pub seq: u64,
    /// Hash of the last record.
    pub head: Hash,
    /// Time of the last record: time never runs backwards in an instance.
    pub now: Timestamp,
    /// Time of the first record.
    pub started_at: Timestamp,
    /// Time of the last record that moved it: cards and refusals do not.
    pub moved_at: Timestamp,
    /// Hash of the pinned bundle.
    pub bundle: Hash,
    /// The process.
    pub process: String,
    /// The organ whose case it is.
    pub organ: String,
    /// The unit that handles it.
    pub unit: Option<String>,
    /// The stage of the node that became active last, among nodes with a stage.
    pub stage: Option<StageIx>,
    /// The next free key counter.
    pub next_key: u32,
    /// Nodes activated or passed since the last outside input (a person's act, a timer, a message, an operator), items of
    /// multi-instances apart: the guard against processes that run in circles. `apply` derives it from the events.
    pub unattended: u32,
    /// Live elements; `Key::ROOT` is the process scope.
    pub elements: BTreeMap<Key, Element>,
    /// Tokens that wait at the target of a flow: `(scope element, flow) → how many`. Never zero.
    pub arrived: BTreeMap<(Key, FlowIx), u32>,
    /// Armed timers.
    pub timers: BTreeMap<Key, TimerState>,
    /// Open subscriptions.
    pub subscriptions: BTreeMap<Key, SubscriptionState>,
    /// Where each name was set last: `(scope element that owns it, name) → record and event`.
    pub values: BTreeMap<(Key, NameIx), Pointer>,
    /// Cells of the case list.
    pub listed: BTreeMap<u8, Cell>,
    /// Milestones reached; a repeat overwrites.
    pub milestones: BTreeMap<MilestoneIx, EventTime>,
    /// Who acted in which lane, ever; and in whose place somebody did.
    pub acted: BTreeMap<LaneIx, BTreeSet<PersonId>>,
    /// Named teams.
    pub teams: BTreeMap<LaneIx, Vec<PersonId>>,
    /// Numbers allotted, the last of each series.
    pub numbers: BTreeMap<SeriesIx, String>,
    /// Clocks that have started.
    pub clocks: BTreeMap<ClockIx, ClockState>,
    /// Cards raised, in order of their keys.
    pub cards: BTreeMap<Key, CardState>,
    /// Refusals on record.
    pub refusals: Vec<RefusalState>,
    /// Open incidents.
    pub incidents: BTreeMap<Key, IncidentState>,
    /// The last command ids with the digest of each command (actor and body).
    pub recent: VecDeque<(CommandId, [u8; 8])>,
    /// Sequential multi-instances that run: where their items were planned.
    pub plans: BTreeMap<Key, Pointer>,
    /// Messages sent whose receipt has not come.
    pub sent: BTreeMap<Key, SentState>,
    /// Other instances that this one is linked with, in order of the links.
    pub links: Vec<LinkState>,
    /// Documents made, each with the element that they belong to; when that ends, with the one around it.
    pub documents: BTreeSet<(Key, DocumentIx)>,
    /// Pauses, those that ended too: a clock that starts later may still have to leave their days out.
    pub pauses: BTreeMap<Key, PauseState>,
    /// Extensions granted to the present run of each clock.
    pub extended: BTreeMap<ClockIx, Vec<GrantedState>>,
    /// Version of the calendar that counted all that runs; none before something was counted.
    pub calendar: Option<String>,
    /// What armed timers were counted from, where a calendar counted them.
    pub counted: BTreeMap<Key, EventTime>,
    /// What has become of yellow and red cards.
    pub lives: BTreeMap<Key, CardLifeState>,
    /// Messages about cards whose receipt has not come.
    pub reports: BTreeMap<Key, ReportState>,
    /// Verdicts that are awaited, by subscription.
    pub verdicts: BTreeMap<Key, VerdictState>,
    /// What happened to what grows by the day, each with the element that it belongs to, also after that has ended.
    pub accruals: BTreeMap<(Key, AccrualIx), Vec<(Date, Growth)>>,
}

/// Life of an instance. `Unborn → Running → Ended`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not started; exists only in memory.
    Unborn,
    /// Tokens are alive.
    Running,
    /// No token is left. Never revived.
    Ended {
        /// By a terminate end event.
        terminated: bool,
    },
}

/// An armed timer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimerState {
    /// The element that it ends with.
    pub owner: Key,
    /// The timer event's node.
    pub node: NodeIx,
    /// When it fires.
    pub at: Timestamp,
    /// Which occurrence, from 1.
    pub occurrence: u32,
}

/// An open subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionState {
    /// The element that it ends with.
    pub owner: Key,
    /// The message event's node.
    pub node: NodeIx,
    /// The message's name.
    pub name: String,
    /// The correlation key.
    pub correlation: String,
}

/// A message on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentState {
    /// The node that sent it.
    pub node: NodeIx,
    /// The message's name.
    pub name: String,
    /// The organ that it goes to.
    pub recipient: String,
    /// When it was sent.
    pub since: Timestamp,
}

/// A link to another instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkState {
    /// The other instance.
    #[serde(with = "crate::record::instance_id")]
    pub instance: InstanceId,
    /// How the two belong together.
    pub relation: Relation,
    /// The message that linked them.
    pub message: String,
    /// The organ of the other instance, as far as known.
    pub organ: Option<String>,
    /// Since when.
    pub since: Timestamp,
}

/// A clock that has started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClockState {
    /// When it started in law.
    pub started: EventTime,
    /// When it stopped in law; none = it runs.
    pub stopped: Option<EventTime>,
    /// Its limits.
    pub limits: Vec<LimitState>,
}

/// A pause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PauseState {
    /// Which one.
    pub pause: PauseIx,
    /// The element that it ends with.
    pub within: Key,
    /// Its first day.
    pub first: EventTime,
    /// When the act ended; none = it goes on.
    pub last: Option<EventTime>,
}

/// An extension that was granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantedState {
    /// Which of the clock's extensions.
    pub extension: u8,
    /// How much.
    pub by: Term,
    /// When.
    pub at: EventTime,
}

/// A limit of a task or a clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LimitState {
    /// Which kind.
    pub kind: LimitKind,
    /// The last day, of civil limits.
    pub last_day: Option<Date>,
    /// The moment that it lapses.
    pub lapses_at: Timestamp,
    /// True while a calendar year that it crosses is not announced.
    pub provisional: bool,
    /// Card moments still to come, in time order; empty when the subject is over.
    pub pending: Vec<(RuleIx, Timestamp)>,
    /// The card that stands on it: the highest raised so far.
    pub card: Option<(Key, CardLevel)>,
    /// Where its derivation stands in the history.
    pub explained: Pointer,
}

/// A refusal on record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalState {
    /// The record.
    pub seq: u64,
    /// The rule.
    pub rule: PolicyRule,
    /// Who tried.
    pub actor: PersonId,
    /// On which task.
    pub task: Option<Key>,
    /// Error code of the answer.
    pub code: String,
    /// The civil day.
    pub day: Date,
    /// When it was recorded.
    pub at: Timestamp,
}

/// An open incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentState {
    /// The stuck element.
    pub element: Key,
    /// Error code.
    pub code: String,
    /// What is wrong.
    pub detail: String,
    /// Since when.
    pub since: Timestamp,
}

impl From<(LimitRun, Pointer)> for LimitState {
    fn from((run, explained): (LimitRun, Pointer)) -> Self {
        Self {
            kind: run.kind,
            last_day: run.last_day,
            lapses_at: run.lapses_at,
            provisional: run.provisional,
            pending: run.cards,
            card: None,
            explained,
        }
    }
}

impl Instance {
    /// Format byte of the stored control; a reader knows this one and the one before, and otherwise folds the history.
    /// What a format adds stands at the end of the structure. 4: from `calendar` on.
    pub const FORMAT: u8 = 4;

    /// An instance before its first record.
    pub fn unborn(id: InstanceId) -> Self {
        Self {
            id,
            status: Status::Unborn,
            seq: 0,
            head: Hash([0; 32]),
            now: Timestamp::UNIX_EPOCH,
            started_at: Timestamp::UNIX_EPOCH,
            moved_at: Timestamp::UNIX_EPOCH,
            bundle: Hash([0; 32]),
            process: String::new(),
            organ: String::new(),
            unit: None,
            stage: None,
            next_key: 1,
            unattended: 0,
            elements: BTreeMap::new(),
            arrived: BTreeMap::new(),
            timers: BTreeMap::new(),
            subscriptions: BTreeMap::new(),
            values: BTreeMap::new(),
            listed: BTreeMap::new(),
            milestones: BTreeMap::new(),
            acted: BTreeMap::new(),
            teams: BTreeMap::new(),
            numbers: BTreeMap::new(),
            clocks: BTreeMap::new(),
            cards: BTreeMap::new(),
            refusals: Vec::new(),
            incidents: BTreeMap::new(),
            recent: VecDeque::new(),
            plans: BTreeMap::new(),
            sent: BTreeMap::new(),
            links: Vec::new(),
            documents: BTreeSet::new(),
            pauses: BTreeMap::new(),
            extended: BTreeMap::new(),
            calendar: None,
            counted: BTreeMap::new(),
            lives: BTreeMap::new(),
            reports: BTreeMap::new(),
            verdicts: BTreeMap::new(),
            accruals: BTreeMap::new(),
        }
    }

    /// True while tokens are alive.
    pub fn is_running(&self) -> bool {
        matches!(self.status, Status::Running)
    }

    /// The live children of an element, in key order.
    pub fn children(&self, parent: Key) -> impl Iterator<Item = (Key, &Element)> {
        self.elements
            .iter()
            .filter(move |(key, element)| element.parent == parent && **key != Key::ROOT)
            .map(|(key, element)| (*key, element))
    }

    /// The pauses that go on of those that a clock names; one that has stopped is not paused.
    pub fn paused_by(&self, ix: ClockIx, clock: &Clock) -> BTreeSet<PauseIx> {
        let runs = self.clocks.get(&ix).is_some_and(|clock| clock.stopped.is_none());
        let open = self.pauses.values().filter(|pause| runs && pause.last.is_none());
        open.map(|pause| pause.pause).filter(|pause| clock.pauses.contains(pause)).collect()
    }

    /// The next moment at which a card is due, over all running limits, or the time to answer one is over.
    pub fn next_card_at(&self) -> Option<Timestamp> {
        let raised = self.limits().filter_map(|(_, limit)| limit.pending.first().map(|(_, at)| *at));
        raised.chain(self.unanswered().map(|(_, limit)| limit.lapses_at)).min()
    }

    /// The cards that want an answer, with the time for it.
    pub fn unanswered(&self) -> impl Iterator<Item = (Key, &LimitState)> {
        let wanted = |card: &Key| self.cards.get(card).is_some_and(|card| card.superseded_by.is_none());
        self.lives.iter().filter(move |(card, _)| wanted(card)).filter_map(|(card, life)| Some((*card, life.wanted()?)))
    }

    /// Whether a card still counts: it is not superseded, cancelled or closed.
    pub fn stands(&self, key: Key) -> bool {
        let over = |life: &CardLifeState| matches!(life.stage, CardStage::Cancelled | CardStage::Closed);
        self.cards.get(&key).is_some_and(|card| card.superseded_by.is_none()) && !self.lives.get(&key).is_some_and(over)
    }

    /// Whether a card was cancelled.
    pub fn is_cancelled(&self, key: Key) -> bool {
        self.lives.get(&key).is_some_and(|life| life.stage == CardStage::Cancelled)
    }

    /// All limits with their subjects, running or not.
    pub fn limits(&self) -> impl Iterator<Item = (Subject, &LimitState)> {
        let tasks = self.elements.iter().filter_map(|(key, element)| match &element.state {
            ElementState::Task(task) => task.limit.as_ref().map(|limit| (Subject::Task(*key), limit)),
            ElementState::Scope { .. }
            | ElementState::Multi(_)
            | ElementState::Waiting
            | ElementState::Stuck { .. } => None,
        });
        let clocks =
            self.clocks.iter().flat_map(|(ix, clock)| clock.limits.iter().map(|limit| (Subject::Clock(*ix), limit)));
        tasks.chain(clocks)
    }
}
