//! Events: outcomes, never intentions. A released variant is frozen; a change is a new variant beside it.
//!
//! Events name elements by key, nodes and flows by the numbers of the pinned definition, and carry every value that
//! [`apply`](crate::state::Instance::apply) needs: it has no definition and evaluates nothing.

mod card;
mod parts;

pub use card::CardEvent;
pub use parts::{
    Activation, CancelCause, CardAnswer, CardVerdict, Cell, EventTime, Item, LimitRun, MadeDocument, Relation, Sealed,
    Stored, Subject, Was,
};

use crate::ids::{Hash, InstanceId, Key, PersonId, Tenant};
use jiff::{Timestamp, civil::Date};
use mingjing_clock::{Growth, Term};
use mingjing_model::definition::{
    AccrualIx, CardLevel, ClockIx, DocumentIx, FlowIx, LaneIx, LimitKind, MilestoneIx, NameIx, NodeIx, PauseIx,
    PolicyRule, RuleIx, SeriesIx, StageIx,
};
use serde::{Deserialize, Serialize};

/// A recorded fact about an instance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The instance exists from here on.
    InstanceStarted {
        /// Hash of the pinned bundle.
        bundle: Hash,
        /// The process.
        process: String,
        /// The organ whose case it is.
        organ: String,
        /// The unit, as far as known.
        unit: Option<String>,
    },
    /// The case has moved to a unit.
    UnitAssigned {
        /// The unit.
        unit: String,
    },
    /// A token left a node by this flow and waits at its target.
    FlowTaken {
        /// The scope element.
        scope: Key,
        /// The flow.
        flow: FlowIx,
    },
    /// A node that does not wait did its work: its tokens are consumed.
    NodePassed {
        /// The scope element.
        scope: Key,
        /// The node.
        node: NodeIx,
        /// The flows whose tokens it took (none for start events).
        took: Vec<FlowIx>,
        /// The stage that the case is in now, if the node has one.
        stage: Option<StageIx>,
    },
    /// A node that waits, or contains others, became active.
    ElementActivated {
        /// Its key.
        key: Key,
        /// The node.
        node: NodeIx,
        /// The scope element around it, or the multi-instance around an inner instance.
        parent: Key,
        /// The flows whose tokens it took.
        took: Vec<FlowIx>,
        /// The stage that the case is in now, if the node has one.
        stage: Option<StageIx>,
        /// What it is waiting for.
        body: Activation,
    },
    /// An element finished as it should.
    ElementCompleted {
        /// The element.
        key: Key,
    },
    /// An element was ended from outside.
    ElementTerminated {
        /// The element.
        key: Key,
    },
    /// All tokens that wait in a scope are gone (it was interrupted or terminated).
    TokensDropped {
        /// The scope element.
        scope: Key,
    },
    /// A person took a task.
    TaskClaimed {
        /// The task.
        key: Key,
        /// The person.
        person: PersonId,
    },
    /// A task went back to its queue.
    TaskReleased {
        /// The task.
        key: Key,
    },
    /// A person finished a task; `ElementCompleted` follows.
    TaskCompleted {
        /// The task.
        key: Key,
        /// The person.
        person: PersonId,
        /// Reasons that were given.
        reason: Option<String>,
    },
    /// These people acted in a lane of this case.
    LaneActed {
        /// The lane.
        lane: LaneIx,
        /// The people.
        people: Vec<PersonId>,
    },
    /// A person acted in a lane by the role of somebody for whom they stand in.
    StoodIn {
        /// The lane.
        lane: LaneIx,
        /// Who acted.
        person: PersonId,
        /// In whose place: from here on they count as acting in the lane, too.
        absent: PersonId,
    },
    /// From here on the lane means these people.
    TeamNamed {
        /// The lane.
        lane: LaneIx,
        /// The people.
        people: Vec<PersonId>,
    },
    /// An act of the case was asked for.
    ActRequested {
        /// The act's id.
        act: String,
        /// Who asked.
        person: PersonId,
        /// Reasons given.
        reason: Option<String>,
    },
    /// A form was filled in: the current value of its name in this data scope.
    FormSubmitted {
        /// The scope element that owns the value.
        scope: Key,
        /// The name.
        name: NameIx,
        /// The values.
        value: Stored,
        /// Who filled it in; none when it came by message.
        by: Option<PersonId>,
        /// When the act happened (as against `entry_at` of the record).
        event_at: EventTime,
        /// Columns of the case list that the submission sets: position and cell.
        listed: Vec<(u8, Cell)>,
    },
    /// A variable got a value.
    VariableSet {
        /// The scope element that owns it.
        scope: Key,
        /// The name.
        name: NameIx,
        /// The value.
        value: Stored,
    },
    /// A milestone was reached.
    MilestoneReached {
        /// The milestone.
        milestone: MilestoneIx,
        /// When it happened.
        event_at: EventTime,
    },
    /// A number was allotted.
    NumberAllotted {
        /// The series.
        series: SeriesIx,
        /// The year.
        year: i16,
        /// The number.
        number: u64,
        /// As printed.
        text: String,
    },
    /// A timer was armed.
    TimerArmed {
        /// Its key.
        key: Key,
        /// The element that it belongs to; ends with it.
        owner: Key,
        /// The timer event's node.
        node: NodeIx,
        /// When it fires.
        at: Timestamp,
        /// Which occurrence, from 1.
        occurrence: u32,
    },
    /// A timer fired and is gone.
    TimerFired {
        /// The timer.
        key: Key,
    },
    /// A timer was withdrawn.
    TimerCancelled {
        /// The timer.
        key: Key,
    },
    /// A message is awaited.
    SubscriptionOpened {
        /// Its key.
        key: Key,
        /// The element that it belongs to; ends with it.
        owner: Key,
        /// The message event's node.
        node: NodeIx,
        /// The message's name.
        name: String,
        /// The correlation key.
        correlation: String,
    },
    /// A message arrived for a subscription. A boundary or event sub-process that does not interrupt stays subscribed.
    MessageCorrelated {
        /// The subscription.
        key: Key,
        /// The publisher's message id.
        message: String,
    },
    /// A message was sent: it is on its way with this record.
    MessageThrown {
        /// Its key.
        key: Key,
        /// The node that sends.
        node: NodeIx,
        /// The partition of the organ that it goes to.
        to: Tenant,
        /// That organ.
        recipient: String,
        /// The message's name.
        name: String,
        /// The correlation key.
        correlation: String,
        /// What it carries: a map.
        body: Stored,
    },
    /// A message that was sent has arrived.
    MessageReceipted {
        /// The message.
        key: Key,
        /// The instance that took it.
        #[serde(with = "crate::record::instance_id")]
        receiver: InstanceId,
        /// Whether it started that instance.
        started: bool,
    },
    /// A message that was sent came back: the receiver could not take what it carries.
    MessageReturned {
        /// The message.
        key: Key,
    },
    /// A message that came from another instance links the two.
    InstanceLinked {
        /// The other instance.
        #[serde(with = "crate::record::instance_id")]
        instance: InstanceId,
        /// How the two belong together.
        relation: Relation,
        /// The message's name.
        message: String,
        /// The organ of the other instance.
        organ: String,
    },
    /// A sequential multi-instance will work through these items.
    ItemsPlanned {
        /// The multi-instance.
        key: Key,
        /// Its items: a list.
        items: Stored,
    },
    /// A subscription was closed.
    SubscriptionClosed {
        /// The subscription.
        key: Key,
    },
    /// A BPMN error was thrown.
    ErrorThrown {
        /// The scope in which it was thrown.
        scope: Key,
        /// The code.
        code: String,
        /// The boundary or start event that caught it; none = nobody (an incident follows).
        caught: Option<NodeIx>,
    },
    /// An inner instance of a multi-instance is over.
    ItemCompleted {
        /// The multi-instance.
        key: Key,
        /// The item's position.
        item: u32,
        /// What `collect` gave for it: a list in the order of the definition.
        collected: Stored,
    },
    /// A limit began to run: the node limit of a task, or one of a clock's.
    LimitStarted {
        /// Whose limit.
        subject: Subject,
        /// The limit with its due date and the moments of its cards.
        limit: LimitRun,
    },
    /// A clock started.
    ClockStarted {
        /// The clock.
        clock: ClockIx,
        /// When it started in law.
        event_at: EventTime,
    },
    /// A clock stopped.
    ClockStopped {
        /// The clock.
        clock: ClockIx,
        /// When it stopped in law.
        event_at: EventTime,
    },
    /// A clock got more time: one of its extensions was granted.
    ClockExtended {
        /// The clock.
        clock: ClockIx,
        /// Which of its extensions.
        extension: u8,
        /// How much.
        by: Term,
        /// When it was granted.
        event_at: EventTime,
    },
    /// A pause began: its days do not count on the clocks that name it.
    PauseBegan {
        /// Its key.
        key: Key,
        /// The pause.
        pause: PauseIx,
        /// The element that it ends with.
        within: Key,
        /// Its first day.
        event_at: EventTime,
    },
    /// A pause ended.
    PauseEnded {
        /// Its key.
        key: Key,
        /// When the act ended, its last day or the day after it.
        event_at: EventTime,
    },
    /// A running limit was counted anew: after a pause, an extension, a late fact.
    LimitMoved {
        /// Whose limit.
        subject: Subject,
        /// The limit as it stands now; while it is paused it plans no cards.
        limit: LimitRun,
    },
    /// A prompt, a yellow or a red card.
    CardRaised {
        /// Its key.
        key: Key,
        /// The rule.
        rule: RuleIx,
        /// The level.
        level: CardLevel,
        /// What it is about.
        subject: Subject,
        /// Which of the subject's limits.
        limit: LimitKind,
        /// The moment of the rule, which may be earlier than the record's entry.
        event_at: Timestamp,
        /// The cards of a lower level on the same limit, which it supersedes.
        supersedes: Vec<Key>,
    },
    /// Policy stopped an act; nothing moved.
    ActRefused {
        /// The rule.
        rule: PolicyRule,
        /// Who tried.
        actor: PersonId,
        /// On which task; none for starts and acts of the case.
        task: Option<Key>,
        /// Error code of the answer that the caller got.
        code: String,
        /// What was missing or wrong.
        facts: Vec<(String, String)>,
        /// The civil day: one record a rule, actor, task and day.
        day: Date,
    },
    /// Documents were made at a node: name, number and date, entered by hand.
    DocumentsEntered {
        /// The scope element that they belong to, as values do.
        scope: Key,
        /// The node.
        node: NodeIx,
        /// The documents.
        documents: Vec<MadeDocument>,
        /// Who entered them.
        by: PersonId,
    },
    /// A node was completed without the document that controls its risk point, which only warns.
    RiskLeftUncontrolled {
        /// The task; the process scope for a start.
        key: Key,
        /// The node.
        node: NodeIx,
        /// The document that is missing.
        document: DocumentIx,
        /// Who completed it.
        by: PersonId,
    },
    /// The instance is stuck at an element; a person can resolve it.
    IncidentRaised {
        /// Its key.
        key: Key,
        /// The stuck element.
        element: Key,
        /// Error code.
        code: String,
        /// What is wrong.
        detail: String,
    },
    /// An operator resolved an incident.
    IncidentResolved {
        /// The incident.
        key: Key,
        /// Who.
        by: PersonId,
        /// Why.
        reason: String,
    },
    /// The instance is over: no token is left.
    InstanceEnded {
        /// True if a terminate end event ended it.
        terminated: bool,
    },
    /// A running limit was counted anew by another version of the calendar.
    LimitRecalculated {
        /// Whose limit.
        subject: Subject,
        /// The limit as it stands now.
        limit: LimitRun,
        /// The date before.
        was: Was,
        /// The version of the calendar that counted it.
        before: String,
    },
    /// An armed timer was counted from this moment, so that another version of the calendar can move it.
    TimerCounted {
        /// The timer.
        key: Key,
        /// What it is counted from.
        from: EventTime,
        /// Version of the calendar that counted.
        calendar: String,
    },
    /// An armed timer was counted anew by another version of the calendar.
    TimerRecalculated {
        /// The timer.
        key: Key,
        /// When it fires now.
        at: Timestamp,
        /// When it would have fired.
        was: Timestamp,
        /// Version of the calendar that counts now.
        calendar: String,
    },
    /// Something became of a card.
    Card(CardEvent),
    /// Something happened to what grows by the day.
    AccrualTold {
        /// The accrual.
        accrual: AccrualIx,
        /// The element whose data it belongs to: an item of a multi-instance, or the process.
        within: Key,
        /// What happened.
        fact: Growth,
        /// The day from which it counts.
        on: Date,
    },
}

impl Event {
    /// Whether the case moved by it: cards and what becomes of them, refusals and recounted dates do not move a case.
    pub fn moves(&self) -> bool {
        !matches!(
            self,
            Event::CardRaised { .. }
                | Event::ActRefused { .. }
                | Event::LimitStarted { subject: Subject::Card(_), .. }
                | Event::LimitRecalculated { .. }
                | Event::TimerCounted { .. }
                | Event::TimerRecalculated { .. }
                | Event::Card(_)
        )
    }
}
