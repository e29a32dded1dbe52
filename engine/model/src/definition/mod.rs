//! The lowered definition: what the engine runs.
//!
//! Every reference is resolved to a number that is frozen when the bundle is filed; events name elements by these
//! numbers for ever. Nothing here is parsed at run time.

mod accrual;
mod clock;
mod duty;
mod flow;
mod form;
mod ids;
mod lane;
mod names;
mod node;
mod notice;
mod policy;
mod scope;

pub use accrual::{Accrual, Frozen};
pub use clock::{
    CardLevel, CardLife, CardMoment, CardRule, CardTrigger, Clock, Extension, LegalLimit, LimitKind, Moment, Near,
    ObjectionRoute, Pause,
};
pub use duty::{Duty, NodeDocument, Risk, RiskMode, Supervision};
pub use flow::Flow;
pub use form::{ActRule, Choice, Field, FieldKind, Form};
pub use ids::{
    AccrualIx, ActIx, ClockIx, DocumentIx, FlowIx, FormIx, LaneIx, MilestoneIx, NameIx, NodeIx, PauseIx, PostIx,
    RuleIx, ScopeIx, SeriesIx, StageIx, TableIx,
};
pub use lane::{Lane, LaneRef, QueueScope};
pub use names::{Name, NameKind, Path};
pub use node::{
    Assignment, Cycle, ErrorCatch, MessageRef, MessageThrow, MultiInstance, Node, NodeKind, Timer, TimerWhen, Trigger,
};
pub use notice::{Channel, DEFAULT_NOTICE, DIGEST_NOTICE, NOTICE_VARIABLES, Recipient, SMS_VARIABLES, Telling, Within};
pub use policy::{Policy, PolicyRule, RuleMode};
pub use scope::{Scope, ScopeKind};

use mingjing_expr::Table;
use serde::{Deserialize, Serialize};

/// A text that people read: Chinese always, English where the department gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The Chinese text, required.
    pub zh: String,
    /// The English text, if filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

/// An id with the text that people see for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Titled {
    /// The id, unique in its list.
    pub id: String,
    /// What people see.
    pub title: Text,
}

/// One process as it runs: the lowered, immutable form of a filed process graph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    /// Format of this structure; a reader knows its own and the one before.
    pub format: u8,
    /// The process id, e.g. the name that cases, messages and queues refer to.
    pub process: String,
    /// The version that the department gave the process.
    pub version: u32,
    /// What people call the process.
    pub title: Text,
    /// Legal basis, as filed.
    pub basis: Vec<String>,
    /// Stages in their order; a node may belong to one.
    pub stages: Vec<Titled>,
    /// Responsible posts that nodes may name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<Titled>,
    /// Kinds of document that its nodes make.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Titled>,
    /// Lanes (who acts).
    pub lanes: Vec<Lane>,
    /// Sets of lanes in which one person may act in at most one per case (separation of duties).
    pub separations: Vec<Vec<LaneIx>>,
    /// Root names of the data: forms, variables, items of multi-instances.
    pub names: Vec<Name>,
    /// Milestones: recorded facts that clocks refer to.
    pub milestones: Vec<String>,
    /// Scopes; number 0 is the process itself.
    pub scopes: Vec<Scope>,
    /// Message and timer start events of the process beside the start of its scope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub starts: Vec<NodeIx>,
    /// All flow nodes of all scopes.
    pub nodes: Vec<Node>,
    /// All sequence flows of all scopes.
    pub flows: Vec<Flow>,
    /// Forms that the nodes use.
    pub forms: Vec<Form>,
    /// Decision tables by name.
    pub tables: Vec<(String, Table)>,
    /// Legal clocks of the case.
    pub clocks: Vec<Clock>,
    /// What pauses clocks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    /// What grows by the day on a sum that is owed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accruals: Vec<Accrual>,
    /// Card rules in force for the case.
    pub cards: Vec<CardRule>,
    /// What becomes of a card; none = cards ask for no answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_life: Option<CardLife>,
    /// Number series: `(id, pattern)`, e.g. `("case", "甬市监案〔{year}〕{seq}号")`.
    pub series: Vec<(String, String)>,
    /// Acts of the case that a person may ask for by hand.
    pub acts: Vec<Act>,
    /// Which checks refuse with a record, and the registers they look into.
    pub policy: Policy,
    /// Field whose value names the unit that handles the case from then on.
    pub unit_from: Option<Path>,
    /// Field that names the case in lists (its cause or its party).
    pub title_from: Option<Path>,
    /// The calendar whose working days count, e.g. `cn`.
    pub calendar: String,
    /// The region of the organ (GB/T 2260), whose exceptions in the calendar hold for its cases; none in the standard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
}

/// An act of the case: a button for the people of a lane; it starts an event sub-process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// The act's id, the last part of `POST /cases/{id}/acts/{name}`.
    pub id: String,
    /// What the button says.
    pub title: Text,
    /// Who may ask.
    pub lane: LaneIx,
    /// The form that goes with it.
    pub form: Option<FormIx>,
    /// The start event of the event sub-process that it triggers.
    pub start: NodeIx,
}

impl Definition {
    /// The format that this build writes.
    pub const FORMAT: u8 = 1;

    /// The node with this number. Numbers come from this definition, so the lookup cannot miss.
    pub fn node(&self, ix: NodeIx) -> &Node {
        &self.nodes[ix.index()]
    }

    /// The flow with this number.
    pub fn flow(&self, ix: FlowIx) -> &Flow {
        &self.flows[ix.index()]
    }

    /// The scope with this number.
    pub fn scope(&self, ix: ScopeIx) -> &Scope {
        &self.scopes[ix.index()]
    }

    /// The lane with this number.
    pub fn lane(&self, ix: LaneIx) -> &Lane {
        &self.lanes[ix.index()]
    }

    /// The form with this number.
    pub fn form(&self, ix: FormIx) -> &Form {
        &self.forms[ix.index()]
    }

    /// The field that is this column of the case list: of several forms that claim it, that of the first.
    pub fn column(&self, position: u8) -> Option<(FormIx, &Field)> {
        self.forms.iter().enumerate().find_map(|(at, form)| {
            form.fields.iter().find(|field| field.list == Some(position)).map(|field| (FormIx::at(at), field))
        })
    }

    /// The root name with this number.
    pub fn name(&self, ix: NameIx) -> &Name {
        &self.names[ix.index()]
    }

    /// The node with this id, if there is one.
    pub fn node_by_id(&self, id: &str) -> Option<NodeIx> {
        self.nodes.iter().position(|node| node.id == id).map(NodeIx::at)
    }

    /// The lane with this id, if there is one.
    pub fn lane_by_id(&self, id: &str) -> Option<LaneIx> {
        self.lanes.iter().position(|lane| lane.id == id).map(LaneIx::at)
    }

    /// The act with this id, if there is one.
    pub fn act_by_id(&self, id: &str) -> Option<ActIx> {
        self.acts.iter().position(|act| act.id == id).map(ActIx::at)
    }

    /// The kind of document with this id, if there is one.
    pub fn document_by_id(&self, id: &str) -> Option<DocumentIx> {
        self.documents.iter().position(|document| document.id == id).map(DocumentIx::at)
    }

    /// The root name with this id, if there is one.
    pub fn name_by_id(&self, id: &str) -> Option<NameIx> {
        self.names.iter().position(|name| name.id == id).map(NameIx::at)
    }

    /// The start node of the process itself.
    pub fn start(&self) -> NodeIx {
        self.scopes[0].start
    }

    /// The start event that waits for a message of this name.
    pub fn started_by(&self, message: &str) -> Option<NodeIx> {
        let starts = std::iter::once(self.start()).chain(self.starts.iter().copied());
        let waits = |node: &NodeIx| matches!(&self.node(*node).kind, NodeKind::StartMessage(awaited) if awaited.name == message);
        starts.into_iter().find(waits)
    }

    /// The timer start events of the process.
    pub fn timer_starts(&self) -> impl Iterator<Item = (NodeIx, &Cycle)> {
        let starts = std::iter::once(self.start()).chain(self.starts.iter().copied());
        starts.filter_map(|node| match &self.node(node).kind {
            NodeKind::StartTimer(cycle) => Some((node, cycle)),
            _ => None,
        })
    }

    /// Whether some node sends a message of this name to the organ of the case itself, or one of its cards does.
    pub fn tells_itself(&self, message: &str) -> bool {
        let by_card = self.card_life.as_ref().is_some_and(|life| life.sends(message));
        by_card
            || self.nodes.iter().any(|node| match &node.kind {
                NodeKind::ThrowMessage(thrown) | NodeKind::EndMessage(thrown) => {
                    thrown.name == message && thrown.recipient.is_none()
                }
                _ => false,
            })
    }

    /// The scope that owns what is set inside `scope`: the process, a called process, or the innermost multi-instance body.
    pub fn data_scope(&self, scope: ScopeIx) -> ScopeIx {
        self.scope(scope).data
    }
}
