//! Lanes: who acts.

use super::{LaneIx, Path, TableIx, Text};
use mingjing_expr::Expr;
use serde::{Deserialize, Serialize};

/// A lane: the people who hold its role, in the case's unit or in the whole organ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lane {
    /// The lane's id; queues are named by it.
    pub id: String,
    /// What people call it.
    pub title: Text,
    /// The role that its people hold; the lane's id unless filed otherwise.
    pub role: String,
    /// Whether its queue belongs to the case's unit or to the organ.
    pub queue: QueueScope,
    /// A list of people in the data; from the moment it is set, the lane means exactly these people.
    pub team: Option<Path>,
}

/// Where a lane's tasks wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueScope {
    /// In the queue of the unit that handles the case.
    Unit,
    /// In a queue of the organ, open to every unit's holders of the role.
    Organ,
}

/// How a node says who acts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum LaneRef {
    /// Always this lane.
    Fixed(LaneIx),
    /// The lane whose id the decision table answers in its only output (approval authority).
    Table {
        /// The table.
        table: TableIx,
        /// Input name → expression, evaluated when the task is created.
        with: Vec<(String, Expr)>,
    },
}
