//! The checked syntax tree of a process: shapes and keys are right, references are still names.

use mingjing_clock::Limit;
use mingjing_expr::{Expr, Type};

use crate::definition::{Cycle, LimitKind, QueueScope, RiskMode, Text};
use crate::source::Span;
use crate::yaml::Node;

/// A name with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Id<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
}

/// An expression with its place; none when it could not be read, which is reported.
#[derive(Clone, Debug)]
pub(super) struct Formula<'a> {
    pub(super) node: &'a Node,
    pub(super) expr: Option<Expr>,
}

/// A limit with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub(super) limit: Limit,
    pub(super) span: Span,
}

/// A process.
#[derive(Debug)]
pub(super) struct Process<'a> {
    pub(super) id: Id<'a>,
    pub(super) version: u32,
    pub(super) title: Text,
    pub(super) basis: Vec<String>,
    pub(super) calendar: Option<Id<'a>>,
    pub(super) series: Vec<(Id<'a>, String)>,
    pub(super) unit_from: Option<Id<'a>>,
    pub(super) title_from: Option<Id<'a>>,
    pub(super) stages: Vec<(Id<'a>, Text)>,
    pub(super) posts: Vec<(Id<'a>, Text)>,
    pub(super) lanes: Vec<Lane<'a>>,
    pub(super) separations: Vec<Vec<Id<'a>>>,
    pub(super) data: Vec<(Id<'a>, DataType<'a>)>,
    pub(super) clocks: Vec<Clock<'a>>,
    pub(super) pauses: Vec<Pause<'a>>,
    pub(super) accruals: Vec<Accrual<'a>>,
    pub(super) acts: Vec<Act<'a>>,
    pub(super) order: Vec<Order<'a>>,
    pub(super) body: Body<'a>,
}

/// The type of a variable.
#[derive(Clone, Debug)]
pub(super) enum DataType<'a> {
    Plain(Type),
    /// The record of a form.
    Form(Id<'a>),
}

/// A lane's declaration.
#[derive(Clone, Debug)]
pub(super) struct Lane<'a> {
    pub(super) id: Id<'a>,
    pub(super) title: Text,
    pub(super) role: Option<Id<'a>>,
    pub(super) queue: QueueScope,
    pub(super) team: Option<Id<'a>>,
}

/// A legal clock.
#[derive(Clone, Debug)]
pub(super) struct Clock<'a> {
    pub(super) id: Id<'a>,
    pub(super) title: Text,
    pub(super) statutory: Option<Term>,
    pub(super) promised: Option<Term>,
    pub(super) right: Option<Term>,
    pub(super) window: Option<Term>,
    pub(super) from: Option<Moment<'a>>,
    pub(super) until: Vec<Moment<'a>>,
    pub(super) pauses: Vec<Id<'a>>,
    pub(super) extensions: Vec<Extension<'a>>,
    pub(super) basis: Option<String>,
}

/// What the law says of the limit of a task.
#[derive(Debug)]
pub(super) struct Legal<'a> {
    pub(super) kind: LimitKind,
    pub(super) from: Vec<Moment<'a>>,
    pub(super) last_day: Option<Id<'a>>,
    pub(super) basis: Option<String>,
}

/// What pauses clocks.
#[derive(Clone, Debug)]
pub(super) struct Pause<'a> {
    pub(super) id: Id<'a>,
    pub(super) title: Text,
    pub(super) act: Option<Id<'a>>,
    pub(super) from: Option<Moment<'a>>,
    pub(super) to: Vec<Moment<'a>>,
    pub(super) until_day_before: bool,
}

/// What grows by the day.
#[derive(Debug)]
pub(super) struct Accrual<'a> {
    pub(super) id: Id<'a>,
    pub(super) title: Text,
    pub(super) growth: Option<mingjing_clock::Accrual>,
    pub(super) base: Option<Formula<'a>>,
    pub(super) from: Option<Moment<'a>>,
    pub(super) until: Vec<Moment<'a>>,
    pub(super) void: Vec<Moment<'a>>,
    pub(super) frozen: Vec<(Id<'a>, Option<Moment<'a>>, Vec<Moment<'a>>)>,
    pub(super) basis: Option<String>,
}

/// More time on a clock.
#[derive(Clone, Debug)]
pub(super) struct Extension<'a> {
    pub(super) by: Option<Term>,
    /// Where the decision fixes how much.
    pub(super) told: Option<Id<'a>>,
    pub(super) on: Option<Moment<'a>>,
    pub(super) lane: Option<Id<'a>>,
    pub(super) times: u32,
}

/// A moment of a clock.
#[derive(Clone, Copy, Debug)]
pub(super) enum Moment<'a> {
    Milestone(Id<'a>),
    Field(Id<'a>),
}

/// Nodes of which one is passed on every way to a milestone.
#[derive(Debug)]
pub(super) struct Order<'a> {
    pub(super) before: Id<'a>,
    pub(super) pass: Vec<Id<'a>>,
}

/// An act of the case.
#[derive(Clone, Debug)]
pub(super) struct Act<'a> {
    pub(super) id: Id<'a>,
    pub(super) title: Text,
    pub(super) lane: Option<Id<'a>>,
    pub(super) form: Option<Id<'a>>,
}

/// What stands in a scope.
#[derive(Debug)]
pub(super) struct Body<'a> {
    pub(super) begin: Option<Id<'a>>,
    pub(super) nodes: Vec<Item<'a>>,
    pub(super) events: Vec<Event<'a>>,
    /// Nodes that could not be read, which is reported; flows may still name them.
    pub(super) unread: Vec<&'a str>,
}

/// An event sub-process.
#[derive(Debug)]
pub(super) struct Event<'a> {
    pub(super) id: Id<'a>,
    pub(super) title: Text,
    pub(super) stage: Option<Id<'a>>,
    pub(super) trigger: Option<Trigger<'a>>,
    pub(super) interrupting: bool,
    pub(super) body: Body<'a>,
}

/// What triggers a boundary event or an event sub-process.
#[derive(Debug)]
pub(super) enum Trigger<'a> {
    Act(Id<'a>),
    Message(Message<'a>),
    Timer(Timer<'a>),
    /// None catches every error.
    Error(Option<Id<'a>>, Span),
}

/// A message that is awaited.
#[derive(Debug)]
pub(super) struct Message<'a> {
    pub(super) name: Id<'a>,
    pub(super) key: Option<Formula<'a>>,
    pub(super) into: Option<Id<'a>>,
    /// Forms of which the body has a member each, and whether it must have it.
    pub(super) forms: Vec<(Id<'a>, bool)>,
    pub(super) lane: Option<Id<'a>>,
}

/// A message that is sent.
#[derive(Debug)]
pub(super) struct Throw<'a> {
    pub(super) name: Id<'a>,
    pub(super) key: Option<Formula<'a>>,
    pub(super) recipient: Option<Formula<'a>>,
    pub(super) body: Vec<(Vec<Id<'a>>, Formula<'a>)>,
}

/// A timer.
#[derive(Debug)]
pub(super) enum Timer<'a> {
    After { term: Term, from: Option<Id<'a>> },
    At(Formula<'a>),
    Cycle(Cycle),
}

/// A node as filed.
#[derive(Debug)]
pub(super) struct Item<'a> {
    pub(super) id: Id<'a>,
    pub(super) title: Text,
    pub(super) kind: Kind<'a>,
    pub(super) stage: Option<Id<'a>>,
    pub(super) lane: Option<Lanes<'a>>,
    pub(super) form: Option<Id<'a>>,
    pub(super) limit: Option<Term>,
    pub(super) legal: Option<Legal<'a>>,
    pub(super) milestone: Option<Id<'a>>,
    pub(super) number: Option<Id<'a>>,
    pub(super) number_as: Option<Id<'a>>,
    pub(super) set: Vec<(Id<'a>, Formula<'a>)>,
    pub(super) explain: bool,
    pub(super) to: To<'a>,
    pub(super) boundaries: Vec<Boundary<'a>>,
    pub(super) multi: Option<Multi<'a>>,
    pub(super) duty: Duty<'a>,
}

/// What a node asks of people beside its form.
#[derive(Debug, Default)]
pub(super) struct Duty<'a> {
    pub(super) post: Option<Id<'a>>,
    pub(super) supervise: Option<(Text, Vec<Id<'a>>)>,
    pub(super) risk: Option<Risk<'a>>,
    pub(super) documents: Vec<Document<'a>>,
    /// The first of its keys.
    pub(super) key: Option<Id<'a>>,
}

/// A risk point with its control.
#[derive(Debug)]
pub(super) struct Risk<'a> {
    pub(super) point: Text,
    pub(super) document: Id<'a>,
    pub(super) mode: RiskMode,
}

/// A document that is made at a node.
#[derive(Debug)]
pub(super) struct Document<'a> {
    pub(super) id: Id<'a>,
    pub(super) title: Text,
    pub(super) when: Option<Formula<'a>>,
}

/// The kinds of node.
#[derive(Debug)]
pub(super) enum Kind<'a> {
    Start(Option<Message<'a>>),
    StartTimer(Option<Cycle>),
    UserTask,
    RuleTask { table: Option<Id<'a>>, with: Vec<(Id<'a>, Formula<'a>)>, out: Vec<(Id<'a>, Id<'a>)> },
    Exclusive,
    Parallel,
    Await(Vec<Catch<'a>>),
    Receive(Option<Message<'a>>),
    Wait(Option<Timer<'a>>),
    SubProcess(Body<'a>),
    Call(Call<'a>),
    Send(Option<Throw<'a>>),
    EndNone,
    EndError(Id<'a>),
    EndTerminate,
    EndMessage(Option<Throw<'a>>),
}

/// A called process.
#[derive(Debug)]
pub(super) struct Call<'a> {
    pub(super) process: Option<Id<'a>>,
    pub(super) with: Vec<(Id<'a>, Formula<'a>)>,
    pub(super) out: Vec<(Id<'a>, Formula<'a>)>,
}

/// How a node says who acts.
#[derive(Debug)]
pub(super) enum Lanes<'a> {
    Fixed(Id<'a>),
    Table { table: Id<'a>, with: Vec<(Id<'a>, Formula<'a>)> },
}

/// Where it goes on.
#[derive(Debug)]
pub(super) enum To<'a> {
    /// Nowhere: an end, an event-based gateway, or a fault that is reported.
    None,
    /// A single way, or all ways of a parallel gateway.
    All(Vec<Branch<'a>>),
    /// One of several ways, by their conditions.
    Choice(Vec<Branch<'a>>),
}

/// One flow.
#[derive(Debug)]
pub(super) struct Branch<'a> {
    pub(super) to: Id<'a>,
    pub(super) when: Option<Formula<'a>>,
    pub(super) default: bool,
    pub(super) milestone: Option<Id<'a>>,
    pub(super) explain: bool,
    pub(super) title: Option<Text>,
}

/// A catch event behind an event-based gateway.
#[derive(Debug)]
pub(super) struct Catch<'a> {
    pub(super) id: Option<Id<'a>>,
    pub(super) span: Span,
    pub(super) title: Option<Text>,
    pub(super) event: Option<CatchEvent<'a>>,
    pub(super) to: Option<Branch<'a>>,
}

/// What a catch event waits for.
#[derive(Debug)]
pub(super) enum CatchEvent<'a> {
    Message(Message<'a>),
    Timer(Timer<'a>),
}

/// A boundary event.
#[derive(Debug)]
pub(super) struct Boundary<'a> {
    pub(super) id: Option<Id<'a>>,
    pub(super) span: Span,
    pub(super) title: Option<Text>,
    pub(super) trigger: Option<Trigger<'a>>,
    pub(super) interrupting: bool,
    pub(super) to: Option<Branch<'a>>,
}

/// A multi-instance.
#[derive(Debug)]
pub(super) struct Multi<'a> {
    pub(super) list: Formula<'a>,
    pub(super) item: Id<'a>,
    pub(super) sequential: bool,
    pub(super) done: Option<Formula<'a>>,
    pub(super) collect: Vec<(Id<'a>, Formula<'a>)>,
}
