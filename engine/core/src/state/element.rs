//! Live elements.
//!
//! The life of an element:
//!
//! | from | event | to |
//! | --- | --- | --- |
//! | nothing | `ElementActivated` | scope, multi-instance, task, waiting; stuck when entering failed |
//! | scope, multi-instance, task, waiting | `ElementCompleted`, `ElementTerminated` | gone |
//! | scope, multi-instance, task, waiting | `ElementActivated` with the same key | stuck: leaving failed |
//! | stuck | `ElementTerminated` (tried again from the start, moved on by hand, ended from outside) | gone |
//! | stuck while leaving | `ElementCompleted` (left at last), `ElementActivated` (failed again) | gone, stuck |

use super::LimitState;
use crate::{
    ids::{Key, PersonId},
    needs::Pointer,
};
use jiff::Timestamp;
use mingjing_model::definition::{LaneIx, NameIx, NodeIx, ScopeIx};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A live element: a node that is waiting or contains others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Element {
    /// The node; of the process scope itself: its start node.
    pub node: NodeIx,
    /// The scope element (or multi-instance) around it; of the process scope: itself.
    pub parent: Key,
    /// The item that it stands for, inside a multi-instance: position and name; its value is at `values[(this, name)]`.
    pub item: Option<(u32, NameIx)>,
    /// What people call that item.
    pub label: Option<String>,
    /// When it became active.
    pub since: Timestamp,
    /// What it waits for or contains.
    pub state: ElementState,
}

/// What an element waits for or contains.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ElementState {
    /// A scope.
    Scope {
        /// Which.
        scope: ScopeIx,
    },
    /// A multi-instance.
    Multi(MultiState),
    /// A person's task.
    Task(TaskState),
    /// Waits for its timers and subscriptions.
    Waiting,
    /// Waits for an operator: an incident names it.
    Stuck {
        /// Whether the node's own work is done and only leaving it failed.
        leaving: bool,
    },
}

/// A running multi-instance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MultiState {
    /// How many inner instances there were.
    pub count: u32,
    /// Items that are over: position → where `collect` gave its values.
    pub done: BTreeMap<u32, Pointer>,
}

/// A person's task. `offered → claimed → completed`; a claim can be given back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskState {
    /// Who acts.
    pub lane: LaneIx,
    /// The unit in whose queue it is; none = the organ's.
    pub unit: Option<String>,
    /// Who has claimed it.
    pub assignee: Option<PersonId>,
    /// Counts changes of the task; preconditions name it.
    pub revision: u32,
    /// The department's own limit, if it has one.
    pub limit: Option<LimitState>,
}

impl Element {
    /// The task, if this is one.
    pub fn task(&self) -> Option<&TaskState> {
        match &self.state {
            ElementState::Task(task) => Some(task),
            ElementState::Scope { .. }
            | ElementState::Multi(_)
            | ElementState::Waiting
            | ElementState::Stuck { .. } => None,
        }
    }
}
