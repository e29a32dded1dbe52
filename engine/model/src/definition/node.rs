//! Flow nodes.

use super::{
    Duty, FlowIx, FormIx, LaneIx, LaneRef, LegalLimit, MilestoneIx, NameIx, NodeIx, Path, ScopeIx, SeriesIx, StageIx,
    TableIx, Text,
};
use jiff::{Timestamp, tz::TimeZone};
use mingjing_clock::{Limit, Recurrence};
use mingjing_expr::Expr;
use serde::{Deserialize, Serialize};

/// A flow node (BPMN 2.0 §8.3.9): an activity, a gateway or an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// The id as filed; the gateway of a choice after a task is `<id>_choice`.
    pub id: String,
    /// What people see.
    pub title: Text,
    /// The scope that it stands in.
    pub scope: ScopeIx,
    /// What it is.
    pub kind: NodeKind,
    /// Flows into it, in document order.
    pub incoming: Vec<FlowIx>,
    /// Flows out of it, in document order.
    pub outgoing: Vec<FlowIx>,
    /// The stage of the case while it is here.
    pub stage: Option<StageIx>,
    /// Who acts; of user tasks and of start events with a form.
    pub lane: Option<LaneRef>,
    /// The form that is filled in.
    pub form: Option<FormIx>,
    /// The limit of this task: the department's own, unless `legal` says more.
    pub limit: Option<Limit>,
    /// What the law says of the limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal: Option<LegalLimit>,
    /// A fact recorded when the node completes.
    pub milestone: Option<MilestoneIx>,
    /// A number that its completion allots.
    pub number: Option<SeriesIx>,
    /// The variable that keeps this number as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_as: Option<NameIx>,
    /// Variables set when the node completes, in order.
    pub set: Vec<Assignment>,
    /// Boundary events attached to it, in document order.
    pub boundaries: Vec<NodeIx>,
    /// Multi-instance, of user tasks and sub-processes.
    pub multi: Option<MultiInstance>,
    /// What it asks of people beside its form.
    #[serde(default, skip_serializing_if = "Duty::is_empty")]
    pub duty: Duty,
}

/// `name := value`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assignment {
    /// The variable.
    pub name: NameIx,
    /// Its new value.
    pub value: Expr,
}

/// What a node is; one variant per BPMN element, one file each in the core.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum NodeKind {
    /// None start event, of the process or an embedded sub-process.
    StartNone,
    /// Message start event of the process.
    StartMessage(MessageRef),
    /// Timer start event of the process: an instance begins at each occurrence.
    StartTimer(Cycle),
    /// Start event of an event sub-process.
    StartTriggered {
        /// What triggers it.
        trigger: Trigger,
        /// Whether the scope around it is interrupted.
        interrupting: bool,
    },
    /// A person's task.
    UserTask,
    /// A decision table (business-rule task).
    RuleTask {
        /// The table.
        table: TableIx,
        /// Input name → expression.
        with: Vec<(String, Expr)>,
        /// Output name of the table → variable.
        out: Vec<(String, NameIx)>,
    },
    /// Exclusive gateway: the first true flow in document order, else the default (BPMN §13.4.2).
    Exclusive,
    /// Parallel gateway: takes one token from each incoming flow, gives one to each outgoing (BPMN §13.4.1).
    Parallel,
    /// Event-based gateway: its catch events race, the first wins (BPMN §13.4.4).
    EventBased,
    /// Intermediate message catch event.
    CatchMessage(MessageRef),
    /// Intermediate timer catch event.
    CatchTimer(Timer),
    /// Embedded sub-process.
    SubProcess {
        /// Its body.
        scope: ScopeIx,
    },
    /// Call activity: the called process is a scope of the caller, with data of its own.
    Call {
        /// The name of the called process.
        process: String,
        /// Its body.
        scope: ScopeIx,
        /// Variables of the called process that it begins with, from expressions of the caller.
        with: Vec<Assignment>,
        /// Variables of the caller that its end sets, from expressions of the called process.
        out: Vec<Assignment>,
    },
    /// Intermediate message throw event.
    ThrowMessage(MessageThrow),
    /// Event sub-process; no flow leads to it.
    EventSubProcess {
        /// Its body.
        scope: ScopeIx,
    },
    /// Boundary event.
    Boundary {
        /// The activity that it is attached to.
        host: NodeIx,
        /// What triggers it.
        trigger: Trigger,
        /// Whether the activity is interrupted (an error always interrupts).
        interrupting: bool,
    },
    /// None end event.
    EndNone,
    /// Error end event: throws the code to the nearest catcher.
    EndError(String),
    /// Terminate end event: ends its scope at once.
    EndTerminate,
    /// Message end event: throws its message, then the token ends.
    EndMessage(MessageThrow),
}

/// A message that is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MessageThrow {
    /// The message's name.
    pub name: String,
    /// The correlation key, a text.
    pub key: Expr,
    /// The organ that it goes to, a text; none = the organ of the case.
    pub recipient: Option<Expr>,
    /// The members of its body by their paths; inner ones stand in records.
    pub body: Vec<(Vec<String>, Expr)>,
}

impl NodeKind {
    /// The message that an event of this kind waits for.
    pub fn awaited(&self) -> Option<&MessageRef> {
        match self {
            Self::CatchMessage(message)
            | Self::StartMessage(message)
            | Self::StartTriggered { trigger: Trigger::Message(message), .. }
            | Self::Boundary { trigger: Trigger::Message(message), .. } => Some(message),
            _ => None,
        }
    }
}

/// What triggers a boundary event or an event sub-process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Trigger {
    /// A message.
    Message(MessageRef),
    /// A timer.
    Timer(Timer),
    /// An error.
    Error(ErrorCatch),
}

/// Which errors are caught; `code: None` catches all, an exact code goes first (BPMN §10.5.6).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErrorCatch {
    /// The code, or none for every code.
    pub code: Option<String>,
}

/// A message that is awaited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MessageRef {
    /// The message's name.
    pub name: String,
    /// The correlation key, a text, evaluated when the subscription opens; none for start events without a
    /// business key and for acts of the case.
    pub key: Option<Expr>,
    /// The name that the message's body is stored under (a form whose fields it must match), if any.
    pub into: Option<NameIx>,
    /// Forms of which the body may have one member each, named by the form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<NameIx>,
    /// Those of them that the body must have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub required: Vec<NameIx>,
    /// Who may enter the message by hand, when it comes on paper; none = nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<LaneIx>,
    /// True when the message is an act of the case: no subscription for the outside, only the act's command.
    pub act: bool,
}

/// A timer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timer {
    /// When it fires.
    pub when: TimerWhen,
}

/// When a timer fires.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TimerWhen {
    /// A limit, counted from a date in the data or from the moment the timer is armed. Civil units lapse at 24:00.
    After {
        /// How long.
        limit: Limit,
        /// A date or instant in the data; none = now.
        from: Option<Path>,
    },
    /// A date (its 00:00 in the organ's zone) or an instant.
    At(Expr),
    /// Again and again (BPMN time cycle): the next occurrence is counted from the planned one.
    Cycle(Cycle),
}

/// Moments that come again and again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cycle {
    /// Which, on the organ's civil time.
    pub recurrence: Recurrence,
    /// What was missed is made up for one by one; else it collapses to one occurrence.
    #[serde(default, skip_serializing_if = "is_false")]
    pub catch_up_all: bool,
}

impl Cycle {
    /// The occurrence after the planned one `at`, which is being fired at `now`; none when it was the last.
    pub fn next(&self, at: Timestamp, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let from = if self.catch_up_all { at } else { at.max(now) };
        self.recurrence.next_after(from, zone)
    }
}

/// Multi-instance (BPMN §13.3.7): one inner instance an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MultiInstance {
    /// The collection.
    pub list: Expr,
    /// The name of the item inside the body.
    pub item: NameIx,
    /// One inner instance after the other, in the order of the collection, instead of all at once.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sequential: bool,
    /// Completion condition, evaluated after each inner completion over the names outside and the collected
    /// lists so far; true = the rest is cancelled.
    pub done: Option<Expr>,
    /// `variable := [expression of each item]`, in item order, set when the whole completes. An item whose inner
    /// instance was cancelled gives nothing.
    pub collect: Vec<Assignment>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
pub(super) fn is_false(value: &bool) -> bool {
    !value
}
