//! Scopes: the process and its sub-processes.

use super::{NodeIx, ScopeIx};
use serde::{Deserialize, Serialize};

/// A scope: tokens, event sub-processes and data live in one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scope {
    /// What kind of scope.
    pub kind: ScopeKind,
    /// The scope around it; none for the process.
    pub parent: Option<ScopeIx>,
    /// Its only start node (a start event; of an event sub-process: the triggered one).
    pub start: NodeIx,
    /// Event sub-process nodes declared in this scope, in document order.
    pub event_subprocesses: Vec<NodeIx>,
    /// The scope that owns data set in here: itself for the process, the body of a multi-instance and a called process,
    /// else the nearest such scope around it.
    pub data: ScopeIx,
    /// True for the body of a call activity: names around it are not seen inside.
    #[serde(default, skip_serializing_if = "super::node::is_false")]
    pub called: bool,
}

/// The kinds of scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScopeKind {
    /// The process.
    Process,
    /// The body of an embedded sub-process (this node).
    SubProcess(NodeIx),
    /// The body of an event sub-process (this node).
    EventSubProcess(NodeIx),
}
